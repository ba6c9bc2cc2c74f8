"""记录: who changed the home page when, in words, from the records of ``placement``."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.admin.article.listing import moment
from articles.admin.status import name_of
from articles.models import PlacementChange
from articles.models.orders import FLAG_OF, RANK_OF, UNWEIGHTED

RECORDS = 100  # read at most; one press of 应用到首页 makes a record of each article that it touched


@dataclass(frozen=True)
class Entry:
    """One arrangement: everything that was changed by one press of a button."""

    version: int
    who: str
    at: datetime.datetime
    lines: list[str]


def entries(names, since=0):
    """Return the newest arrangements after version ``since``, newest first, with one query."""
    changes = PlacementChange.objects.filter(version__gt=since).order_by("-version", "-pk")
    records = changes.select_related("actor", "article").only(
        *("version", "at", "before", "after"),
        "article__title",
        "actor__first_name",
        "actor__last_name",
        "actor__username",
    )
    found = []
    for version, group in groupby(records[:RECORDS], attrgetter("version")):
        members = list(group)
        lines = [line for change in reversed(members) for line in lines_of(change, names)]
        found.append(Entry(version, name_of(members[0].actor) or _("The system"), members[0].at, lines))
    return found


def lines_of(change, names):
    """Yield what a record says, one sentence for each thing that it changed."""
    title, after = change.article.title, change.after
    for slot, flag in FLAG_OF.items():
        words = {"title": title, "list": names[slot]}
        if flag in after:
            yield (
                _("Added to %(list)s: “%(title)s”") if after[flag] else _("Taken out of %(list)s: “%(title)s”")
            ) % words
        place = after.get(RANK_OF[flag])
        if place is not None and place < UNWEIGHTED:
            yield _("%(list)s, place %(place)d: “%(title)s”") % {**words, "place": place}
        elif place is not None and flag not in after:
            yield _("%(list)s, automatic order: “%(title)s”") % words
    if after.get("pinned_until"):
        yield _("Pinned until %(at)s: “%(title)s”") % {
            "at": moment(parse_datetime(after["pinned_until"])),
            "title": title,
        }
    elif "pinned_until" in after:
        yield _("Pinned without an end: “%(title)s”") % {"title": title}
    if "weight" in after:
        yield _("Weight %(weight)s: “%(title)s”") % {"weight": after["weight"] or _("none"), "title": title}
