"""Runs of a comparison, marked for the eye and for the ear."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.versions.comparison import Kind, Piece

register = template.Library()


@register.filter
def marked(piece: Piece) -> str:
    """Return a run of characters as ``<ins>`` or ``<del>`` with words for screen readers, or as it is."""
    if piece.kind is Kind.SAME:
        return piece.text
    tag, words = ("ins", _("Added:")) if piece.kind is Kind.ADDED else ("del", _("Removed:"))
    return format_html('<{0}><span class="visually-hidden">{1}</span>{2}</{0}>', tag, words, piece.text)
