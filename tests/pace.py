"""
Whether something is quick, on a machine whose own speed comes and goes.

A figure in seconds is one of processor time on the machine that the figures of ``docs`` were taken on. What takes
longer is measured against a peer that has nothing to do with the newsroom and took ``PEER_SECONDS`` there: as many
times as the peer takes longer now, everything may.
"""

import re
import time

TRIES = 3  # the best of them counts: a moment of a busy machine is nobody's mistake
PEER_SECONDS = 0.06
DIGITS = re.compile(r"\d+(?=b)")


def slowness():
    """Return how many times longer than there the peer takes here; 1 on a machine as fast, or faster."""
    started, found = time.process_time(), {}
    for number in range(60_000):
        found.setdefault(DIGITS.sub("字", f"a{number}b"), []).append([number])
    return max(1.0, (time.process_time() - started) / PEER_SECONDS)


def takes_at_most(seconds, work, *, what="", before=lambda: None, spent=time.process_time):
    """
    Assert that ``work()`` costs so many seconds at most and return what it returned.

    ``what`` names it where it fails. ``before()`` is called before each try and costs nothing. ``spent`` is the clock,
    where other processes count.
    """
    tries = []
    for _ in range(TRIES):
        before()
        started = spent()
        result = work()
        took = spent() - started
        if took > seconds:
            took /= slowness()
        if took <= seconds:
            return result
        tries.append(took)
    raise AssertionError(f"{what} took {', '.join(f'{took:.2f}' for took in tries)} s, of {seconds} s at most")
