"""Two versions of an article as an editor compares them (brief §11.9): the fields first, then the text."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.admin.words import names_of
from articles.models import Article, Author, Category, Topic
from articles.versions.comparison import Row, changed_fields, compare, rows
from media.models import Image

from .form import ArticleForm

TEXTS = ("title", "description", "body")  # compared by character; everything else as a whole
NEAR = 1  # unchanged paragraphs that are shown on either side of a change
TERMS = {"categories": Category, "topics": Topic, "authors": Author}


@dataclass(frozen=True)
class Fold:
    """Unchanged paragraphs between two changes."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Side:
    """One version's value of a field: in words, and as a picture where it is one."""

    words: str
    picture: Any = None


@dataclass(frozen=True)
class FieldRow:
    """One field that differs; ``words`` is its difference by character where it is a short text."""

    name: str
    label: Any
    old: Side
    new: Side
    words: Row | None = None


def label_of(name):
    """Return what the form calls a field of ``Content``."""
    return _("Corrections") if name == "corrections" else ArticleForm.base_fields[name].label


def difference(old, new):
    """Return what the template ``difference.html`` shows of two ``Content``s."""
    changes = changed_fields(old, new)
    body = next((change for change in changes if change.name == "body"), None)
    return {
        "fields": [field_row(change) for change in changes if change.name != "body"],
        "body": folded(rows(body.old, body.new)) if body else [],
        "body_differs": body is not None,
    }


def field_row(change):
    if change.name in TEXTS:
        words = Row(tuple(compare(change.old, change.new)))
        return FieldRow(change.name, label_of(change.name), Side(change.old), Side(change.new), words)
    return FieldRow(change.name, label_of(change.name), side(change.name, change.old), side(change.name, change.new))


def side(name, value):
    """Return a field's value in words."""
    if name in TERMS:
        return Side("，".join(names_of(TERMS[name], value)))
    if name == "tags":
        return Side("，".join(value))
    if name == "corrections":
        return Side("\n".join(f"{day} {words}" for day, words in value))
    if name == "featured_image":
        picture = Image.objects.filter(pk=value).first()
        return Side(picture.name if picture else "", picture)
    if name == "origin":
        return Side(str(dict(Article.Origin.choices).get(value, value)))
    if isinstance(value, bool):
        return Side(_("yes") if value else _("no"))
    return Side(value)


def folded(found):
    """Return rows as the page shows them: unchanged ones away from every change are one ``Fold``; none are blank."""
    found = [row for row in found if row.changed or any(piece.text.strip() for piece in row.pieces)]
    near = {index + step for index, row in enumerate(found) if row.changed for step in range(-NEAR, NEAR + 1)}
    shown = []
    run: list[Row] = []
    for index, row in enumerate(found):
        if index in near:
            shown += fold(run)
            run = []
            shown.append(row)
        else:
            run.append(row)
    return shown + fold(run)


def fold(run):
    """Return a run of unchanged rows as one fold; a fold of one short row would hide nothing."""
    return [Fold(tuple(run))] if len(run) > 1 else run
