"""Characters that no page or feed can carry."""

import re

# Illegal in XML 1.0 (feeds), reserved by Python-Markdown, or turning the direction of the page around.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")


def tidy(text: str) -> str:
    """Return the text with plain line ends, without control characters, half characters replaced."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SURROGATE.sub("\ufffd", UNWANTED.sub("", text))
