"""
The rendering child: a process that renders one text after the other, until nobody asks any more.

It exists to be stopped. Each text gets its time and its memory from the kernel: a signal first, which Python answers
between two steps or in the middle of a regular expression, and shortly after it one that nobody can answer. It has no
database, no settings and no secret; for each picture that a text names it asks back.
"""

import contextlib
import gc
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from .frames import Message, picture_from, receive, rendered_to, send
from .limits import GRACE_SECONDS, MAX_MEGABYTES, TextTooComplex
from .pictures import Picture
from .render import render

MEGABYTE = 1024 * 1024
AGAIN = 0.05  # seconds of processor time after which the first signal comes again


class _TimeIsUp(BaseException):
    """No ``Exception``, so that nothing on the way takes it for an error of its own."""


class _Clock:
    """Ends what runs longer than it may. ``over`` stays true also where somebody swallowed the exception."""

    def __init__(self) -> None:
        self.running = self.over = False
        signal.signal(signal.SIGPROF, self._ring)
        # A server may have blocked or ignored them, which a new process inherits.
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF, signal.SIGVTALRM})

    def start(self, seconds: float) -> None:
        """Let ``_TimeIsUp`` be raised after so many seconds of processor time."""
        self.running, self.over = True, False
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        # Its signal has no handler: it ends the process, wherever it is.
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds + GRACE_SECONDS)

    def stop(self) -> None:
        self.running = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _ring(self, number: int, frame: Any) -> None:
        if self.running:
            self.over = True
            raise _TimeIsUp


class _Unseen:
    """
    Remembers an exception that C code could not pass on.

    nh3 leaves out an attribute whose filter raised (for want of memory, for example): a text would lose its links
    in silence.
    """

    def __init__(self) -> None:
        self.text = ""
        sys.unraisablehook = self._note

    def _note(self, args: Any) -> None:
        self.text = "".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback))


def main() -> None:
    """Answer frames from standard input on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the newsroom, which then closes our input
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print is no answer
    clock, unseen = _Clock(), _Unseen()
    _warm_up()
    _limit_memory()
    with contextlib.suppress(BrokenPipeError):  # whoever asked has gone
        send(answers, {"ready": True, "spent": time.process_time()})
        while (task := receive(requests)) is not None:
            answer = _timed(task, requests, answers, clock, unseen)
            try:
                send(answers, answer)
            except MemoryError:  # while the frame was made, so nothing of it is written
                send(answers, {"line": None, "reason": "memory", "spent": answer["spent"]})
            if "rendered" in answer:
                gc.collect()


def _timed(task: Message, requests: BinaryIO, answers: BinaryIO, clock: _Clock, unseen: _Unseen) -> Message:
    """Answer one task within its time. ``spent`` is the processor time that it took, in seconds."""
    started, unseen.text = time.process_time(), ""
    try:
        clock.start(task["seconds"])
        answer = _answer(task, requests, answers)
        clock.stop()
    except _TimeIsUp:
        clock.stop()
        answer = {}
    if clock.over:
        answer = {"line": None, "reason": "time"}
    elif unseen.text:
        answer = {"line": None, "reason": "failure", "traceback": unseen.text}
    if "rendered" not in answer:
        gc.collect()  # counted as well: its parts are tried next
    return answer | {"spent": time.process_time() - started}


def _answer(task: Message, requests: BinaryIO, answers: BinaryIO) -> Message:
    try:
        rendered = render(
            task["source"],
            pictures=_asking(requests, answers),
            eager_first=task["eager_first"],
            gallery=task["gallery"],
        )
    except TextTooComplex as error:
        return {"line": error.line, "reason": error.reason}
    except MemoryError:
        return {"line": None, "reason": "memory"}
    except RecursionError:
        return {"line": None, "reason": "nesting"}
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 -- whatever it is, the newsroom shall hear of it and refuse the text
        return {"line": None, "reason": "failure", "traceback": traceback.format_exc()}
    return {"rendered": rendered_to(rendered)}


def _asking(requests: BinaryIO, answers: BinaryIO) -> Callable[[str], Picture | None]:
    def pictures(reference: str) -> Picture | None:
        send(answers, {"picture": reference})
        told = receive(requests)
        if told is None:
            raise BrokenPipeError  # nobody waits for this text any more
        return picture_from(told["picture"])

    return pictures


def _warm_up() -> None:
    """
    Load what the first text would have to wait for, and what has to be there before memory is counted.

    From then on the collector of garbage runs between two texts only: in one it costs a quarter of the time.
    """
    render("**一**[^1]\n\n```python\n1\n```\n\n[^1]: 二", pictures=lambda reference: None)
    gc.collect()
    gc.freeze()
    gc.disable()


def _limit_memory() -> None:
    """Let texts add ``MAX_MEGABYTES`` to what the process holds now. Where the system does not count, time must do."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if held := re.search(r"VmData:\s+(\d+) kB", status):
            most = int(held[1]) * 1024 + MAX_MEGABYTES * MEGABYTE
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main()
