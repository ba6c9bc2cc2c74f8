"""
Markdown → safe HTML, 字 counting, excerpts, headlines. A leaf: it knows neither Django nor the database.
"""

from media.alternatives import is_placeholder_alt

from .counting import count_characters, reading_minutes
from .excerpt import excerpt, plain_text
from .headings import Heading
from .headline import clause_gaps, headline_clauses
from .kept import RendererUnavailable, render
from .limits import TextTooComplex
from .pictures import Crop, Picture, Source
from .references import ImageReference, image_references
from .render import Rendered
from .sanitiser import clean
from .shown import ShownPicture, shown_pictures
from .typography import typeset

__all__ = [
    "Crop",
    "Heading",
    "ImageReference",
    "Picture",
    "Rendered",
    "RendererUnavailable",
    "ShownPicture",
    "Source",
    "TextTooComplex",
    "clause_gaps",
    "clean",
    "count_characters",
    "excerpt",
    "headline_clauses",
    "image_references",
    "is_placeholder_alt",
    "plain_text",
    "reading_minutes",
    "render",
    "shown_pictures",
    "typeset",
]
