"""
Rendering that always ends: in one long-lived child process, which is stopped when a text is too much for it.

One child for each process of the site, started when the first text comes, and again after it had to be killed.
"""

import atexit
import logging
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO, cast

from . import limits
from .characters import tidy
from .culprit import find_line
from .frames import Message, picture_to, receive, rendered_from, send
from .limits import TextTooComplex
from .pictures import Pictures
from .render import Rendered

ROOT = Path(__file__).resolve().parent.parent.parent
# Nothing secret.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH")
OUT_OF_TIME = {-signal.SIGPROF, -signal.SIGVTALRM}
OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGKILL}
TRIES = 2  # somebody else may have killed the child
# Seconds of the clock without a sign of the child. It counts its own processor time; this is for a machine that
# has none for it, or for a child that was halted.
PATIENCE = 30

logger = logging.getLogger(__name__)


class RendererUnavailable(RuntimeError):
    """No child can be started on this machine: no memory, no processes, or a broken installation."""


class _Gone(Exception):
    """The child ended in the middle of a text. ``code`` is what the system says of it."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the rendering child ended with {code}")
        self.code = code


class _Child:
    """One process of ``articles.text.child``, and the two pipes to it."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.owner = os.getpid()
        try:
            # Unbuffered: a process forked meanwhile has nothing of ours to write when it drops its copy.
            self.process = subprocess.Popen(
                [sys.executable, "-m", "articles.text.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                cwd=ROOT,
                env={**environment, "PYTHONIOENCODING": "utf-8"},
            )
        except OSError as error:
            raise RendererUnavailable(f"The rendering child does not start: {error}.") from error
        self.requests = cast(BinaryIO, self.process.stdin)
        self.answers = cast(BinaryIO, self.process.stdout)
        ready = self._hear()
        if ready is None:
            raise RendererUnavailable(f"The rendering child does not start: it ended with {self.end()}.")
        self.start_seconds: float = ready["spent"]  # of processor time; the next one will need as much

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, task: Message, pictures: Pictures) -> Message:
        """Return the child's answer. Raises ``_Gone``, and whatever ``pictures`` raises, which ends the child."""
        try:
            send(self.requests, task)
            while (answer := self._hear()) is not None:
                if "picture" not in answer:
                    return answer
                send(self.requests, {"picture": picture_to(pictures(answer["picture"]))})
        except BrokenPipeError:
            pass
        except BaseException:
            self.end()  # it waits for an answer that will not come
            raise
        raise _Gone(self.end(kill=False))

    def _hear(self) -> Message | None:
        """Return the child's next frame, or None when there will be none."""
        waiting = select.poll()
        waiting.register(self.answers, select.POLLIN)
        if not waiting.poll(PATIENCE * 1000):
            self.process.kill()
            self.process.wait()
            self.process.returncode = -signal.SIGPROF  # it is time that was up
            return None
        return receive(self.answers)

    def end(self, *, kill: bool = True) -> int:
        """See that it is gone and return what the system says of its end."""
        if kill:
            self.process.kill()
        self._let_go()  # what still waits for us sees that nobody comes
        return self.process.wait()

    def leave(self) -> None:
        """Let go of a child that is another process's, so that it hears when that one ends."""
        self._let_go()
        self.process.returncode = 0  # not ours to wait for

    def _let_go(self) -> None:
        self.requests.close()
        self.answers.close()


class Renderer:
    """The one child of this process. Threads take turns."""

    def __init__(self) -> None:
        self.child: _Child | None = None
        self.turn = threading.Lock()

    def forget(self) -> None:
        """Begin anew: in a process that was forked, the child and the turn that may be taken are the other's."""
        if self.child is not None:
            self.child.leave()
        self.child, self.turn = None, threading.Lock()

    def render(self, source: str, *, pictures: Pictures, eager_first: bool, gallery: bool) -> Rendered:
        """See ``render`` below."""
        limits.check(source)

        def attempt(text: str, seconds: float) -> Message:
            task = {"source": text, "eager_first": eager_first, "gallery": gallery, "seconds": seconds}
            return self._asked(task, pictures)

        def fits(text: str, seconds: float) -> tuple[bool, float]:
            answer = attempt(text, seconds)
            return "rendered" in answer, answer["spent"]

        with self.turn:
            answer = attempt(source, limits.MAX_SECONDS)
            if "rendered" in answer:
                return rendered_from(answer["rendered"])
            if answer["reason"] == "failure":
                logger.error("The renderer failed on a text:\n%s", answer["traceback"])
            line = answer["line"] or find_line(source, fits, limits.ALL_SECONDS - answer["spent"])
        raise TextTooComplex(line, answer["reason"])

    def _asked(self, task: Message, pictures: Pictures) -> Message:
        """Return the child's answer, or what its end says. A child that ended on a text may do so on its parts."""
        answer: Message = {"line": None, "spent": task["seconds"]}
        for _try in range(TRIES):
            if self.child is None or not self.child.is_alive:
                self.close()
                try:
                    self.child = _Child()
                except RendererUnavailable:
                    logger.exception("No text can be rendered")
                    raise
            try:
                return self.child.ask(task, pictures)
            except _Gone as gone:
                code = gone.code
            if code in OUT_OF_TIME:
                spent = task["seconds"] + limits.GRACE_SECONDS + self.child.start_seconds
                return answer | {"reason": "time", "spent": spent}
        if code in OUT_OF_MEMORY:
            return answer | {"reason": "memory"}
        return answer | {"reason": "failure", "traceback": f"The rendering child ended with {code}."}

    def close(self) -> None:
        """End the child, if there is one."""
        child, self.child = self.child, None
        if child is not None:
            child.end()


renderer = Renderer()
atexit.register(renderer.close)
os.register_at_fork(after_in_child=renderer.forget)


def render(source: str, *, pictures: Pictures, eager_first: bool = False, gallery: bool = False) -> Rendered:
    """
    Return the safe HTML of a Markdown body, with its headings and picture references.

    ``pictures`` answers for each reference; ``eager_first`` lets the first picture load at once when it is among
    the first three blocks (the article page without a hero); ``gallery`` groups pictures that follow each other
    and offers them to the lightbox.

    Raises TextTooComplex, with the line, for a text that is too long, too deeply nested, or takes more than
    ``limits.MAX_SECONDS`` of processor time, 250 MB or twenty times its own size; three seconds after it was asked
    at the latest. Raises RendererUnavailable when no child can be started at all.
    """
    return renderer.render(tidy(source), pictures=pictures, eager_first=eager_first, gallery=gallery)
