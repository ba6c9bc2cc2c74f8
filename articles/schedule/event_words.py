"""What is about to happen to an article by itself, in words for the newsroom (brief §11.2 and §13)."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from .coming import Event


def short(moment: datetime.datetime) -> str:
    """Return a moment as a row has room for: 今天 18:00, 昨天 09:00, 12-01 09:00; with its year where it is another."""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = (local.date() - today).days
    if days == 0:
        return _("today %(time)s") % {"time": f"{local:%H:%M}"}
    if days == -1:
        return _("yesterday %(time)s") % {"time": f"{local:%H:%M}"}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": f"{local:%H:%M}"}
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def told(event: Event) -> dict[str, object]:
    """Return what a row says of one event: its words, and whether something is wrong."""
    if event.problem:
        words = _("Scheduled changes (%(time)s) did not go public: %(problem)s")
        return {"words": words % {"time": short(event.at), "problem": event.problem}, "is_wrong": True}
    if event.is_late:
        return {"words": late(event.at), "is_wrong": True}
    sentences = {
        "publish": _("%(time)s appears"),
        "update": _("%(time)s changes"),
        "unpublish": _("%(time)s taken down"),
    }
    return {"words": sentences[event.what] % {"time": short(event.at)}, "is_wrong": False}


def late(moment: datetime.datetime) -> str:
    """Say that something should be public and is not."""
    return _("Due %(time)s, not public yet") % {"time": short(moment)}


def scheduler_is_silent(last: datetime.datetime | None) -> str:
    """Say that nobody takes the scheduled steps, and what to do."""
    time = f"{timezone.localtime(last):%Y-%m-%d %H:%M}" if last else _("never")
    return _("Scheduled steps are not being taken (last run: %(time)s). Tell the administrator.") % {"time": time}
