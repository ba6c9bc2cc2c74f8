"""
What has to be done when a moment comes, by whichever process is first (decisions, entry 32).

A worker calls ``tick`` each second. A web process calls ``stand_in`` now and then, which does the same where no worker
does. Each tick leaves a sign of life, so that everybody can see when nobody does it.
"""

import datetime
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clock, links, related, text, workflow
from cms.tasks import after_commit

from .models import Article, Heartbeat, PlannedStep
from .schedule.coming import SCHEDULER, last_beat

EVERY = 1.0  # seconds between two ticks of a worker
STAND_IN_EVERY = 5.0  # seconds between two looks of a web process
BEAT = datetime.timedelta(seconds=10)  # a sign of life is not written more often
LEFT_LYING = datetime.timedelta(seconds=5)  # what is overdue for so long, no worker is going to do

logger = logging.getLogger(__name__)


@dataclass
class Done:
    """What one tick did: steps taken, and steps that were stopped and wait for an editor."""

    taken: int = 0
    stopped: int = 0


def tick(by: str = SCHEDULER) -> Done:
    """
    Take every planned step whose moment has come, and leave a sign of life, the worker's own too where ``by`` says so.

    Safe to run at any time and any number of times at once. Raises what the database raises.
    """
    done = carry_out_due()
    now = timezone.now()
    beat(SCHEDULER, now)
    if by != SCHEDULER:
        beat(by, now)
    return done


def stand_in() -> Done:
    """Do what ``tick`` does, unless somebody else seems to be doing it: what a web process asks itself."""
    now = timezone.now()
    last = last_beat(SCHEDULER)
    overdue = PlannedStep.objects.due(now - LEFT_LYING).exists()
    return tick() if overdue or last is None or last < now - 2 * BEAT else Done()


def carry_out_due() -> Done:
    """Take the planned steps that are due; one that goes wrong stops no other."""
    done = Done()
    for planned in PlannedStep.objects.due().order_by("at", "pk"):
        if not PlannedStep.objects.due().filter(pk=planned.pk).exists():
            continue  # another process was faster; asked without a lock, so that several share the work
        try:
            step = workflow.carry_out(planned)
        except (OperationalError, InterfaceError, text.RendererUnavailable) as trouble:  # the next tick tries again
            logger.warning("A scheduled step of article %s waits: %s", planned.article_id, trouble)
            continue
        except Exception:
            logger.exception("A scheduled step of article %s failed.", planned.article_id)
            step = workflow.stop(planned, _("It could not be done. The administrator finds the reason in the log."))
        if step is not None and step.transition == planned.step:
            done.taken += 1
        elif step is not None:
            done.stopped += 1
    return done


def beat(name: str, now: datetime.datetime) -> None:
    """
    Write a sign of life, unless the last one is fresh.

    Whoever moves the scheduler's sees to the articles whose time came since: their related reading, which was computed
    when they were scheduled, is computed again. Of several processes one moves it.
    """
    last = last_beat(name)
    if last is None:
        Heartbeat.objects.get_or_create(name=name, defaults={"at": now})
    elif not last <= now < last + BEAT:  # also where the machine's clock was put back
        with transaction.atomic():
            is_ours = Heartbeat.objects.filter(name=name, at=last).update(at=now)
            if is_ours and name == SCHEDULER:
                came = Article.objects.live(now).filter(published_at__gt=last, history__transition="schedule")
                for article in came.only("pk").distinct():
                    related.relate_later(article)
                after_commit(links.turned, last, now)


@contextmanager
def as_planned() -> Iterator[None]:
    """
    Let the database be as it will be at the moment of ``clock.at``, with the planned steps taken, inside the block.

    The steps are taken by the code that will take them, in a transaction that is rolled back: nothing is kept.
    """
    if clock.ahead() is None or not PlannedStep.objects.due().exists():
        yield
        return
    with transaction.atomic():
        carry_out_due()
        yield
        transaction.set_rollback(True)
