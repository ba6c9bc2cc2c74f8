"""What the rendering child does for its own end: time, memory, and a parent that has gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from articles.text import kept, render
from tests.articles.text.processes import ROOT, gone, in_another_process, wait_until_gone


def test_work_that_answers_no_signal_is_ended_by_the_kernel():
    program = (
        "import signal; from articles.text.child import _Clock; clock = _Clock();"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF}); clock.start(0.1)\n"
        "while True: pass"
    )
    assert in_another_process(program).returncode == -signal.SIGVTALRM


def test_a_server_that_blocks_or_ignores_the_signals_cannot_make_a_text_endless():
    program = (
        "import signal; from articles import text;"
        "signal.signal(signal.SIGPROF, signal.SIG_IGN); signal.signal(signal.SIGVTALRM, signal.SIG_IGN);"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF, signal.SIGVTALRM})\n"
        "try: text.render('<a' * 60_000, pictures=lambda r: None)\n"
        "except text.TextTooComplex as error: print(error.reason)"
    )
    assert in_another_process(program).stdout == "time\n"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        # Somebody on the way catches everything, the end of the time too.
        ("try:\n  while True: pass\n except BaseException: return clean(html)", "time"),
        # An error in a place that cannot pass it on.
        ("sys.unraisablehook(sys.UnraisableHookArgs((KeyError, KeyError(), *3 * [None])))\n return html", "failure"),
        ("raise MemoryError", "memory"),
        ("raise KeyError('x')", "failure"),
    ],
)  # fmt: skip
def test_nothing_that_goes_wrong_within_a_text_is_taken_for_a_result(fault, reason):
    program = (
        "import io, sys; from articles.text import child, render; from articles.text.sanitiser import clean\n"
        f"def faulty(html):\n {fault}\n"
        "sys.modules['articles.text.render'].clean = faulty\n"
        "task = {'source': '[a](/b)', 'eager_first': False, 'gallery': False, 'seconds': 0.1}\n"
        "answer = child._timed(task, io.BytesIO(), io.BytesIO(), child._Clock(), child._Unseen())\n"
        "print(answer['reason'], answer['spent'] < 1)"
    )
    assert in_another_process(program).stdout == f"{reason} True\n"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not count a process's memory")
def test_memory_of_one_text_is_limited(tmp_path):
    program = "import articles.text.child as c; c._limit_memory(); b'x' * (300 * 1024 * 1024)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "MemoryError" in ended.stderr


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM"])
def test_child_ends_with_the_process_that_started_it(end):
    program = (
        "import os, signal; from articles import text; from articles.text import kept;"
        "text.render('字', pictures=lambda r: None);"
        f"print(kept.renderer.child.process.pid, flush=True); os.kill(os.getpid(), signal.{end})"
    )
    assert wait_until_gone(int(in_another_process(program).stdout))


def test_child_ends_in_the_middle_of_a_text_that_nobody_waits_for():
    program = (
        "import os, signal; from articles import text; from articles.text import kept\n"
        "def pictures(reference):\n"
        "  print(kept.renderer.child.process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
        "text.render('![](a.jpg)', pictures=pictures)"
    )
    ended = in_another_process(program)

    assert wait_until_gone(int(ended.stdout))
    assert ended.stderr == ""


def test_child_ends_although_a_forked_process_lives_on():
    program = (
        "import os, signal, time; from articles import text; from articles.text import kept;"
        "text.render('字', pictures=lambda r: None); child = kept.renderer.child.process.pid\n"
        "forked = os.fork()\n"
        "if forked == 0:\n"
        "  os.close(1); os.close(2); time.sleep(30); os._exit(0)\n"
        "print(child, forked, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    child, forked = map(int, in_another_process(program).stdout.split())

    assert wait_until_gone(child)
    assert not gone(forked)
    os.kill(forked, signal.SIGKILL)


def test_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "planted")
    kept.renderer.close()
    render("字", pictures=lambda reference: None)
    environment = Path(f"/proc/{kept.renderer.child.process.pid}/environ")

    assert not environment.exists() or b"planted" not in environment.read_bytes()
