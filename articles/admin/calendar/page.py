"""
The publishing calendar (brief §11.10): what was and will be published, changed and taken down, what is planned for a
day, and the drafts that have none. As a month, a week or a list.

Nothing here changes an article. Moving one leads to the page on which its time or its planned date is confirmed.
"""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.article.frame import CALENDAR
from articles.admin.article.listing_facts import facts_of
from articles.admin.keys import are_on
from articles.admin.words import zone_name
from articles.models import Article
from articles.models.questions import LONG_TEXT
from articles.schedule.last_steps import with_last_step

from .items import DRAFTS, Day, Item, drafts_without_day, items_between, with_names
from .period import FILTERS, Period, period_of


def calendar_view(model_admin, request):
    """Show some days: ``?view=month|week|list``, ``month=2026-12`` or ``day=2026-12-24``, and ``FILTERS``."""
    if not policy.may(request.user, "list", Article):
        raise PermissionDenied
    today = timezone.localdate()
    period = period_of(request.GET, today)
    known = known_to(request.user, period)
    items = items_between(period.dates[0], period.dates[-1], known, request.user)
    drafts = drafts_without_day(known, request.user, today)
    if period.view in {"week", "list"}:
        with_names(items)
    days = days_of(period, items)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Publishing calendar"),
        "period": period,
        "days": days,
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "is_empty": not any(day.items for day in days if day.is_inside),
        "drafts": drafts[:DRAFTS],
        "has_more_drafts": len(drafts) > DRAFTS,
        "list_url": reverse("admin:articles_article_changelist"),
        "all_drafts": "?" + urlencode({"status": "draft", **period.kept}),
        "menus": menus(request, period),
        "way_back": "?" + urlencode({CALENDAR: period.here}),
        "earliest": earliest(),
        "zone": zone_name(),
        "shortcuts_are_on": are_on(request.user),
        "may_create": policy.may(request.user, "create", Article),
    }
    return TemplateResponse(request, "admin/articles/article/calendar.html", context)


def known_to(user: Any, period: Period) -> Any:
    """Return the articles that the calendar may show: those this account may know of, and the filters leave."""
    articles = policy.visible_to(user, Article.objects.defer(*LONG_TEXT))
    return with_last_step(articles.filter(**{FILTERS[name][1]: key for name, key in period.kept.items()}))


def days_of(period: Period, items: list[Item]) -> list[Day]:
    """Return the days with what stands on them. The list has only those on which something does, and today."""
    places = {
        date: Day(
            date,
            is_inside=period.first <= date <= period.last,
            is_today=date == period.today,
            is_past=date < period.today,
            url=period.week_of(date),
        )
        for date in period.dates
    }
    for item in items:
        day = places[timezone.localdate(item.at) if item.at else item.day]
        day.items.append(item)
        day.shown = len(day.items) if period.view in {"week", "list"} else day.shown
    days = list(places.values())
    return [day for day in days if day.items or day.is_today] if period.view == "list" else days


def menus(request, period: Period) -> list[dict[str, Any]]:
    """Return the filters as ``admin/filter_menu.html`` shows them."""
    found = []
    for name, (title, _lookup) in FILTERS.items():
        chosen = period.kept.get(name, "")
        rows = [(str(key), words) for key, words, _query in facts_of(request).choices[name]]
        if chosen and chosen not in dict(rows):
            rows.append((chosen, _("(deleted)")))
        choices = [
            {"display": words, "query_string": period.address(**{name: key}), "selected": key == chosen}
            for key, words in [("", _("All")), *rows]
        ]
        if rows:
            found.append({"title": title, "choices": choices})
    return found


def earliest() -> str:
    """Return the first full hour of today that is not too near, or the last minute of the day."""
    now = timezone.localtime()
    later = now.replace(minute=0) + datetime.timedelta(hours=2)
    return f"{later:%H:%M}" if later.date() == now.date() else "23:59"
