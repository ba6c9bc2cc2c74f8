"""
Links to other sites, checked by a thread of the worker: a few a minute, and each host at most once a minute.

One failure is none: a site may be restarting. An address is broken when it fails again on a later day. When nothing
at all answers, it is this machine that has no way out, and nothing is noted.
"""

import datetime
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Min, QuerySet
from django.utils import timezone

from articles.models import Heartbeat, LinkedAddress
from articles.schedule.coming import last_beat
from media.outside import PUBLIC, Reach

from . import held
from .probe import Found, probe

Verdict = LinkedAddress.Verdict

EVERY = 60.0  # seconds between two rounds
MOST_IN_A_ROUND = 20  # addresses, each of another host
ROUND_SECONDS = 40.0  # no address is begun after that
BEAT = "links"
HELD = datetime.timedelta(
    seconds=50
)  # a process that gave no sign for so long asks nobody; one address takes 30 at most
CUT_OFF = "links cut off"  # since when nothing answers
SUSPICIOUS = 3  # hosts; when so many or more were asked and none answered, the trouble may be ours
CONTROLS = 2  # addresses that have always opened, asked to tell

DAY = datetime.timedelta(days=1)
AGAIN = {Verdict.FINE: 30 * DAY, Verdict.UNSURE: 30 * DAY, Verdict.FAILING: DAY, Verdict.BROKEN: 3 * DAY}

LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # before whatever waits

logger = logging.getLogger(__name__)


def check_some(reach: Reach = PUBLIC) -> int:
    """
    Check the addresses that are due, if it is time for a round and this process is the first; return how many.

    Safe to run at any time, in any number of processes. Asks nothing where ``LINK_CHECK`` is off.
    """
    if not settings.LINK_CHECK or not _is_ours(timezone.now()):
        return 0
    end = timezone.now() + datetime.timedelta(seconds=ROUND_SECONDS)
    found: list[tuple[LinkedAddress, Found]] = []
    for row in due():
        if timezone.now() >= end:
            break
        Heartbeat.objects.filter(name=BEAT).update(at=timezone.now())
        found.append((row, probe(row.address, reach)))
    if _is_cut_off([one for _row, one in found], reach):
        _note_cut_off(row for row, _one in found)
        return 0
    if any(one.was_answered for _row, one in found):
        Heartbeat.objects.filter(name=CUT_OFF).delete()
    for row, one in found:
        note(row, one)
    return len(found)


def _is_cut_off(found: list[Found], reach: Reach) -> bool:
    """Say whether it is this machine that reaches nobody: then what always opened does not open either."""
    asked = [one for one in found if not one.is_certain and one.why != "not_asked"]
    if len(asked) < SUSPICIOUS or any(one.was_answered for one in asked):
        return False
    opened = held.linked().filter(verdict=Verdict.FINE).exclude(host="").order_by("-checked_at", "-pk")
    return not any(probe(row.address, reach).was_answered for row in opened[:CONTROLS])


def due(now: datetime.datetime | None = None) -> list[LinkedAddress]:
    """Return what is to be checked next: of each host the address that waits longest, those that wait longest first."""
    waiting = _waiting(now or timezone.now())
    hosts = waiting.order_by().values("host").annotate(since=Min("next_at")).order_by("since")
    names = [name for name, _since in hosts.values_list("host", "since")[:MOST_IN_A_ROUND]]
    return [row for name in names if (row := waiting.filter(host=name).order_by("next_at", "pk").first())]


def _waiting(now: datetime.datetime) -> QuerySet[LinkedAddress]:
    return held.linked().filter(next_at__lte=now).exclude(host="")


def note(row: LinkedAddress, found: Found) -> None:
    """Write down what was found at an address."""
    now = timezone.now()
    since = row.failing_since
    if found.fails:
        since = since or now
        later = timezone.localdate(since) < timezone.localdate(now)
        is_broken = found.is_certain or row.verdict == Verdict.BROKEN or later
        verdict = Verdict.BROKEN if is_broken else Verdict.FAILING
    else:
        verdict, since = (Verdict.UNSURE if found.unsure else Verdict.FINE), None
    LinkedAddress.objects.filter(pk=row.pk).update(
        verdict=verdict,
        why=found.why,
        status=found.status,
        failing_since=since,
        checked_at=now,
        next_at=now + AGAIN[verdict],
    )


def again(row: LinkedAddress) -> None:
    """Have an address checked with the next round; one of this site at once."""
    if row.is_own:
        held.look([row])
    else:
        LinkedAddress.objects.filter(pk=row.pk).update(next_at=LONG_AGO)


def waiting() -> int:
    """Return how many addresses are due."""
    return _waiting(timezone.now()).count()


def cut_off_since() -> datetime.datetime | None:
    """Return since when no other site at all answers, or None."""
    return last_beat(CUT_OFF)


def _note_cut_off(rows: Iterable[LinkedAddress]) -> None:
    """Leave everything as it was, and try the same addresses again in an hour."""
    now = timezone.now()
    Heartbeat.objects.get_or_create(name=CUT_OFF, defaults={"at": now})
    LinkedAddress.objects.filter(pk__in=[row.pk for row in rows]).update(next_at=now + datetime.timedelta(hours=1))
    logger.warning("No other site answers; links are not judged until one does.")


def _is_ours(now: datetime.datetime) -> bool:
    """Take the next round, unless another process did, or it is not time yet."""
    last = last_beat(BEAT)
    if last is None:
        return Heartbeat.objects.get_or_create(name=BEAT, defaults={"at": now})[1]
    if last <= now < last + HELD:
        return False
    return bool(Heartbeat.objects.filter(name=BEAT, at=last).update(at=now))
