"""What is going to happen to an article by itself, in words, with the buttons that change or cancel it."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.addresses.paths import path_for
from articles.admin.words import moment_in_words
from articles.schedule import coming, event_words
from articles.schedule.planning import UNPUBLISH, UPDATE
from articles.versions.content import Content


@dataclass(frozen=True)
class Line:
    """One thing to come, and the page that shows it ahead. ``problem`` is empty unless it was stopped or is late."""

    words: str
    at: datetime.datetime
    page: str
    problem: str = ""
    buttons: list[Any] = field(default_factory=list)


def plan_lines(article, buttons):
    """Return what the status panel says of one article, each with those of ``buttons`` that are about it."""
    if not article.pk:
        return []
    lines, planned, about = [], article.planned(UPDATE), {button.name: button for button in buttons}
    if planned:
        words = _("Changes to version %(number)d at %(moment)s.")
        words %= {"number": planned.revision.number, "moment": moment_in_words(planned.at)}
        if planned.revision_id != article.latest_revision_id and not planned.problem:
            words += " " + _("What was saved later is not part of it. To include it, choose the time again.")
        late = coming.is_late(planned.at, planned.problem)
        problem = stopped(planned.problem) if planned.problem else event_words.late(planned.at) if late else ""
        page = path_for(article, Content.of_revision(planned.revision).slug)
        lines.append(Line(words, planned.at, page, problem, of(about, "schedule_update", "cancel_update")))
    if article.is_to_go:
        words = _("Taken down at %(moment)s.") % {"moment": moment_in_words(article.expires_at)}
        if not article.planned(UNPUBLISH):
            words += " " + _("The old site had set this end.")
        cancel = of(about, "schedule_withdrawal", "cancel_withdrawal")
        lines.append(Line(words, article.expires_at, article.path, buttons=cancel))
    return lines


def of(buttons, *names):
    return [buttons[name] for name in names if name in buttons]


def stopped(problem):
    """Say that the changes did not go public, and why."""
    return _("The scheduled changes did not go public: %(problem)s Mend that, then publish or schedule them again.") % {
        "problem": problem
    }
