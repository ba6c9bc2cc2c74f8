"""
Markdown → safe HTML, 字 counting, excerpts, headlines. A leaf: it knows neither Django nor the database.
"""

from .alternatives import is_placeholder_alt
from .counting import count_characters, reading_minutes
from .excerpt import excerpt, plain_text
from .headings import Heading
from .headline import headline_clauses
from .limits import TextTooComplex
from .pictures import Picture, Source
from .references import ImageReference, image_references
from .render import Rendered, render
from .sanitiser import clean

__all__ = [
    "Heading",
    "ImageReference",
    "Picture",
    "Rendered",
    "Source",
    "TextTooComplex",
    "clean",
    "count_characters",
    "excerpt",
    "headline_clauses",
    "image_references",
    "is_placeholder_alt",
    "plain_text",
    "reading_minutes",
    "render",
]
