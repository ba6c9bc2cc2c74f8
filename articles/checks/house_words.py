"""
站内词库: what the newsroom keeps in its word list, as the checks need it, and how a whole list is pasted into it.

What a word means for a text is the question of ``articles.text.copy.watched``.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from articles.models import HouseWord
from articles.text.copy import watched
from articles.text.copy.watched import Watched, WordList

Kind = HouseWord.Kind
CODES = {
    Kind.STOP: watched.SENSITIVE_STOP,
    Kind.LOOK: watched.SENSITIVE_LOOK,
    Kind.MISTAKE: watched.MISTAKE,
    Kind.NAME: watched.NAME,
}
CORRECTED = {Kind.MISTAKE, Kind.NAME}
MOST_LINES = 5_000  # of one paste
AT_A_TIME = 100  # rows in one statement
MOST_FAULTS = 20  # that are named at once
ARROW = re.compile(r"\s*(?:→|⇒|➜|[-=－＝]+[>＞]|\t)\s*")
BAR = re.compile(r"\s*[|｜]\s*")
LATIN = re.compile(r"[A-Za-z]")
LONGEST = {"word": 60, "right": 60, "note": 200}  # characters, the columns' width


def word_list() -> WordList:
    """Return the watched words, ready to be looked for. One small question where nothing has changed since."""
    stamp = HouseWord.objects.aggregate(n=Count("pk"), last=Max("changed_at"), newest=Max("pk"))
    return _read(*stamp.values())


@lru_cache(maxsize=1)
def _read(*_stamp: Any) -> WordList:
    rows = HouseWord.objects.values_list("word", "kind", "right", "note")
    return WordList(Watched(word, CODES[Kind(kind)], right, note) for word, kind, right, note in rows)


def check(one: HouseWord) -> None:
    """Raise ``ValidationError``, by field, where a word could never do what it is there for."""
    one.word, one.right, one.note = (" ".join(value.split()) for value in (one.word, one.right, one.note))
    if not one.word:
        raise ValidationError({"word": _("Write the word that is to be found.")})
    for name, longest in LONGEST.items():
        if len(getattr(one, name)) > longest:
            raise ValidationError({name: _("At most %(n)d characters.") % {"n": longest}})
    if one.kind not in CORRECTED:
        if one.right:
            raise ValidationError({"right": _("A sensitive word has no right form. Choose another kind, or empty it.")})
    elif not one.right:
        raise ValidationError({"right": _("Write the right form, so that it can be put in with one click.")})
    elif one.right == one.word and not (one.kind == Kind.NAME and LATIN.search(one.word)):
        raise ValidationError({"right": _("The two forms are the same.")})


@dataclass
class Pasted:
    """What became of a pasted list. With ``faults`` (line and reason) nothing was changed."""

    added: int = 0
    changed: int = 0
    same: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def paste(lines: str, kind: str, *, by: Any) -> Pasted:
    """
    Take a list into the word list, a line each: ``错 → 对``, or a sensitive word alone; ``｜`` and a reason may follow.

    A word that is there already gets the kind and the right form of the paste.
    """
    result = Pasted()
    wanted = _wanted(lines, kind, result)
    if result.faults:
        return result
    known = {row.word.lower(): row for row in HouseWord.objects.all()}
    new, changed = [], []
    for one in wanted.values():
        row = known.get(one.word.lower())
        one.changed_by = by
        if row is None:
            new.append(one)
            continue
        one.pk, one.note = row.pk, one.note or row.note
        if (row.word, row.kind, row.right, row.note) != (one.word, one.kind, one.right, one.note):
            changed.append(one)
    HouseWord.objects.bulk_create(new, batch_size=AT_A_TIME)
    for one in changed:
        one.save()
    result.added, result.changed = len(new), len(changed)
    result.same = len(wanted) - len(new) - len(changed)
    return result


def _wanted(lines: str, kind: str, result: Pasted) -> dict[str, HouseWord]:
    """Return the words of a paste by their lower-case form, and note what cannot be understood."""
    found: dict[str, HouseWord] = {}
    rows = [(number, line) for number, line in enumerate(lines.split("\n"), start=1) if line.strip()]
    if not rows:
        result.faults.append((1, _("Write at least one line.")))
    if len(rows) > MOST_LINES:
        result.faults.append((rows[MOST_LINES][0], _("At most %(n)d lines at once.") % {"n": MOST_LINES}))
        return found
    for number, line in rows:
        try:
            one = _line(line, kind)
            other = found.setdefault(one.word.lower(), one)
            if (other.word, other.right) != (one.word, one.right):
                raise ValidationError(_("“%(word)s” is there twice, differently.") % {"word": one.word})
        except ValidationError as error:
            result.faults.append((number, " ".join(error.messages)))
    return found


def _line(line: str, kind: str) -> HouseWord:
    words, _bar, note = _cut(BAR, line.strip())
    word, arrow, right = _cut(ARROW, words)
    if kind in CORRECTED and not arrow:
        if kind != Kind.NAME or not LATIN.search(word):
            raise ValidationError(_("No arrow. Write it as: wrong → right."))
        right = word  # a name alone: every other way of writing its letters large or small is wrong
    one = HouseWord(word=word, right=right, kind=kind, note=note)
    check(one)
    return one


def _cut(mark: re.Pattern[str], line: str) -> tuple[str, str, str]:
    match = mark.search(line)
    return (line[: match.start()], match[0], line[match.end() :]) if match else (line, "", "")
