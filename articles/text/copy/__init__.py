"""
Checks of the copy (brief §11.6): what an editor should look at before readers do, each with its place in the source.

Pure: what only a database knows is handed in (``Copy``). The words are composed in ``articles.checks.check_words``.
"""

from articles.text.limits import MAX_LENGTH

from .dates import dates
from .dead_links import dead_links
from .filing import filing, headline
from .findings import Edit, Finding, Level, Place, apply_edits, whole
from .half_width import fix_half_width, half_width
from .pictures import pictures
from .prose import Source
from .slips import slips
from .structure import structure
from .summary import first_paragraph, repeats, summary
from .typed import Copy, Headline
from .watched import watched_words

__all__ = [
    "Copy",
    "Edit",
    "Finding",
    "Headline",
    "Level",
    "Place",
    "apply_edits",
    "check_copy",
    "first_paragraph",
    "fix_half_width",
    "repeats",
    "whole",
]


def check_copy(copy: Copy) -> list[Finding]:
    """
    Return what is to be looked at: red, yellow, grey, within each in the order of the codes. Never raises.

    A body over ``MAX_LENGTH`` characters, which no save takes, is not looked into.
    """
    found = [*headline(copy), *filing(copy), *summary(copy)]
    if len(copy.body) <= MAX_LENGTH:
        body = Source(copy.body)
        texts = {"title": Source(copy.title), "description": Source(copy.description), "body": body}
        found += [
            *pictures(copy),
            *half_width(texts),
            *structure(body),
            *dates(copy, body),
            *slips(body),
            *dead_links(copy),
        ]
        found += watched_words(texts, copy.words)
    return sorted(found, key=lambda finding: "EWN".index(finding.code[0]) * 100 + int(finding.code[1:]))
