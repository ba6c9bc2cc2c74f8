"""Which days the publishing calendar shows, what it leaves out, and the addresses of its other views."""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.fields import IDENTIFIER

MONTH = re.compile(r"(2[01][0-9]{2}|19[0-9]{2})-(0[1-9]|1[0-2])")
DAY = re.compile(MONTH.pattern + r"-([0-2][0-9]|3[01])")
WEEKDAYS = calendar.Calendar(firstweekday=calendar.MONDAY)
WEEKS_AHEAD = datetime.timedelta(days=27)  # of the list that begins today
VIEWS = {"month": gettext_lazy("Month"), "week": gettext_lazy("Week"), "list": gettext_lazy("List")}
FILTERS = {  # by the name that the address has, which is that of the list's filter
    "category": (gettext_lazy("section"), "placed_in__category"),
    "topic": (gettext_lazy("topic"), "filed_under__topic"),
    "author": (gettext_lazy("author"), "bylines__author"),
}


@dataclass(frozen=True)
class Period:
    """
    A month or a week around ``day``, shown as ``view`` with ``kept``, the filters of its address.

    Without a view a desk shows a month and a phone a list: the same page, for only the screen knows how wide it is.
    ``shows_past`` is for the list of this month, which otherwise begins today.
    """

    view: str
    day: datetime.date
    today: datetime.date
    kept: dict[str, str]
    shows_past: bool = False

    @property
    def is_week(self) -> bool:
        return self.view == "week"

    @property
    def hides_past(self) -> bool:
        """The list of this month begins today, and goes on: at its end, what comes next is what is asked for."""
        is_this_month = (self.day.year, self.day.month) == (self.today.year, self.today.month)
        return self.view == "list" and is_this_month and not self.shows_past

    @property
    def first(self) -> datetime.date:
        """The first day of the period itself; ``dates`` may begin earlier."""
        if self.hides_past:
            return self.today
        return self.day - datetime.timedelta(days=self.day.weekday()) if self.is_week else self.day.replace(day=1)

    @property
    def last(self) -> datetime.date:
        if self.is_week:
            return self.first + datetime.timedelta(days=6)
        if self.hides_past:
            return self.today + WEEKS_AHEAD
        return self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1])

    @property
    def dates(self) -> list[datetime.date]:
        """The days to show: whole weeks from Monday, but the list has no squares to fill."""
        if self.view in {"", "month"}:
            return list(WEEKDAYS.itermonthdates(self.day.year, self.day.month))
        return [self.first + datetime.timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def is_current(self) -> bool:
        return self.first <= self.today <= self.last

    @property
    def title(self) -> str:
        if not (self.is_week or self.hides_past):
            return date_format(self.first, "YEAR_MONTH_FORMAT")
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, "DATE_FORMAT"),
            "last": date_format(self.last, "MONTH_DAY_FORMAT"),
        }

    def address(self, **changes: str) -> str:
        """Return the address of another view of the calendar; what is empty is left out of it."""
        parts = {"view": self.view, **self.place(self.view, self.day), **self.kept, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    @staticmethod
    def place(view: str, day: datetime.date) -> dict[str, str]:
        return {"month": "", "day": f"{day}"} if view == "week" else {"month": f"{day:%Y-%m}", "day": ""}

    @property
    def here(self) -> str:
        """The query of this page, for the way back to it."""
        return self.address(past="1" if self.shows_past else "")[1:]

    @property
    def before(self) -> str:
        first = self.first if self.is_week else self.day.replace(day=1)
        return self.address(**self.place(self.view, first - datetime.timedelta(days=1)))

    @property
    def after(self) -> str:
        first = self.first if self.is_week else self.day.replace(day=1)
        return self.address(**self.place(self.view, first + datetime.timedelta(days=7 if self.is_week else 31)))

    @property
    def now(self) -> str:
        return self.address(month="", day="")

    @property
    def with_past(self) -> str:
        return self.address(view="list", **self.place("list", self.day), past="1")

    @property
    def unfiltered(self) -> str:
        return self.address(**dict.fromkeys(FILTERS, ""))

    @property
    def views(self) -> list[dict[str, Any]]:
        """The views to choose from. From a month a week is today's if it lies in that month, else the first."""
        day = self.today if self.is_current and not self.is_week else self.day
        return [
            {"name": name, "label": label, "url": self.address(view=name, **self.place(name, day))}
            for name, label in VIEWS.items()
        ]

    def week_of(self, day: datetime.date) -> str:
        return self.address(view="week", **self.place("week", day))


def period_of(query: Any, today: datetime.date) -> Period:
    """Return what an address asks for. Raises ``Http404`` for a day or a month that is none."""
    view = query.get("view", "")
    kept = {name: query[name] for name in FILTERS if IDENTIFIER.fullmatch(query.get(name, ""))}
    day = day_of(query.get("day", ""), query.get("month", "")) or today
    return Period(view if view in VIEWS else "", day, today, kept, shows_past=query.get("past") == "1")


def day_of(day: str, month: str) -> datetime.date | None:
    if not day and not month:
        return None
    found = DAY.fullmatch(day) if day else MONTH.fullmatch(month)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]) if day else 1) if found else not_found()
    except ValueError:  # the 31st of a month that has none
        not_found()


def not_found() -> Any:
    raise Http404
