"""Sentences: the unit in which editors read a difference."""

import re

# A sentence ends with its marks and whatever closes after them, or with the line.
SENTENCE = re.compile(r"[^\n]*?(?:[。！？；…!?]+[”’」』）》】)\"']*|(?<=[a-z0-9])\.(?=\s)|\n|\Z)")


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text`` with their marks and line ends; joined they are the text again."""
    return [found for found in SENTENCE.findall(text) if found]
