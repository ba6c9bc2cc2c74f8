"""The rendering child: one for each process, stopped when it must be, there again for the next text."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from articles.text import Picture, Source, TextTooComplex, kept, render
from tests.articles.text.processes import gone, in_another_process

SLOW = "<a" * 60_000  # quadratic in the standard library's parser of HTML


def simple(source, **options):
    return render(source, pictures=lambda reference: None, **options).html


def child_of_this_process():
    simple("字")
    return kept.renderer.child.process


def test_many_texts_are_rendered_by_one_child():
    first = child_of_this_process()

    assert simple("**一**") == "<p><strong>一</strong></p>"
    assert child_of_this_process() is first


def test_child_asks_back_for_each_picture_and_gets_it_whole(photo):
    asked = []

    def pictures(reference):
        asked.append(reference)
        return photo if reference == "会场.jpg" else None

    rendered = render("![](会场.jpg)\n\n![](没有.jpg)\n\n![](会场.jpg)", pictures=pictures, gallery=True)

    assert asked == ["会场.jpg", "没有.jpg"]
    assert rendered.missing == ("没有.jpg",)
    assert all(source.srcset in rendered.html for source in photo.sources)


def test_an_error_of_the_callers_comes_through_and_the_next_text_is_rendered():
    def pictures(reference):
        raise LookupError(reference)

    with pytest.raises(LookupError, match=r"a\.jpg"):
        render("![](a.jpg)", pictures=pictures)

    assert simple("字") == "<p>字</p>"


def test_killed_child_is_replaced_without_anybody_noticing():
    old = child_of_this_process()
    old.kill()
    old.wait()

    assert simple("字") == "<p>字</p>"
    assert child_of_this_process().pid != old.pid


def test_child_killed_in_the_middle_of_a_text_is_tried_again():
    killed = []

    def pictures(reference):
        if not killed:
            killed.append(kept.renderer.child.process.pid)
            os.kill(killed[0], signal.SIGKILL)
        return Picture(src="/a.jpg", width=1, height=1, href="/a.jpg", sources=(Source("image/webp", "/a.webp 1w"),))

    assert '<img src="/a.jpg"' in render("![](a.jpg)", pictures=pictures).html


def test_text_that_takes_too_long_is_refused_with_its_line_and_the_next_one_is_rendered():
    with pytest.raises(TextTooComplex) as caught:
        simple(f"一\n\n二\n\n{SLOW}\n\n三")

    assert (caught.value.reason, caught.value.limit, caught.value.line) == ("time", 2, 5)
    assert simple("字") == "<p>字</p>"


def test_stopping_a_text_does_not_cost_the_child():
    before = child_of_this_process().pid

    with pytest.raises(TextTooComplex):
        simple(SLOW)

    assert child_of_this_process().pid == before


@pytest.mark.skipif(sys.platform != "linux", reason="a halted process is told from a busy one by /proc")
def test_a_child_that_was_halted_is_given_up(monkeypatch):
    child = child_of_this_process()
    monkeypatch.setattr(kept, "PATIENCE", 0.3)
    child.send_signal(signal.SIGSTOP)

    with pytest.raises(TextTooComplex) as caught:
        simple("字")

    monkeypatch.undo()
    assert caught.value.reason == "time"
    assert gone(child.pid)
    assert simple("字") == "<p>字</p>"


def test_a_broken_pipe_of_the_callers_does_not_hang():
    def pictures(reference):
        raise BrokenPipeError

    with pytest.raises(TextTooComplex):
        render("![](a.jpg)", pictures=pictures)

    assert simple("字") == "<p>字</p>"


def test_text_that_grows_too_much_is_refused():
    name = "长" * 5_000
    with pytest.raises(TextTooComplex) as caught:
        simple(f"[a]: https://example.cn/{name}\n\n" + "[a] " * 2_000)

    assert (caught.value.reason, caught.value.limit) == ("size", 20)


def test_threads_take_turns():
    found = {}
    threads = [threading.Thread(target=lambda n=n: found.update({n: simple(f"第 {n} 篇")})) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: f"<p>第 {number} 篇</p>" for number in range(16)}


def test_forked_process_has_a_child_of_its_own():
    mine = child_of_this_process().pid
    reading, writing = os.pipe()
    forked = os.fork()
    if forked == 0:  # the new process may do nothing but this
        try:
            text = simple("**字**")
            os.write(writing, f"{kept.renderer.child.process.pid} {text}".encode())
            kept.renderer.close()
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(forked, 0)
    with os.fdopen(reading) as answer:
        theirs, _space, html = answer.read().partition(" ")

    assert html == "<p><strong>字</strong></p>"
    assert int(theirs) != mine
    assert child_of_this_process().pid == mine


def test_fork_while_another_thread_renders_does_not_lock_the_new_process():
    program = (
        "import os, threading; from articles import text; from articles.text import kept\n"
        "def forking(reference):\n"
        "  forked = os.fork()\n"
        "  if forked == 0:\n"
        "    print(text.render('**二**', pictures=lambda r: None).html, flush=True)\n"
        "    kept.renderer.close(); os._exit(0)\n"
        "  os.waitpid(forked, 0)\n"
        "worker = threading.Thread(target=lambda: print(text.render('一![](a.jpg)', pictures=forking).html[:4]))\n"
        "worker.start(); worker.join()"
    )
    assert in_another_process(program).stdout == "<p><strong>二</strong></p>\n<p>一\n"


def test_no_process_is_left_after_many_that_were_killed():
    def children():
        return {int(pid) for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()}

    def files():
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path(f"/proc/{os.getpid()}/task").exists():
        pytest.skip("the system does not list a process's children")
    kept.renderer.close()
    before = children(), files()
    for _time in range(3):
        child_of_this_process().kill()
    kept.renderer.close()

    assert (children(), files()) == before


def test_a_child_that_cannot_be_started_is_an_error_in_words(monkeypatch):
    kept.renderer.close()
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(kept.RendererUnavailable, match="does not start"):
        simple("字")


def test_a_program_that_is_not_there_is_an_error_in_words(monkeypatch):
    kept.renderer.close()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(kept.RendererUnavailable, match="/nowhere/python"):
        simple("字")


@pytest.mark.parametrize("source", ["\ud800字", "a\0b", "😀", "e\u0301", "\r\n字\r"])
def test_odd_characters_pass_through_the_pipe(source):
    assert isinstance(simple(source), str)
