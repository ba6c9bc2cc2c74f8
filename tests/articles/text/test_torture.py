"""Every text of the shared torture set, through everything that reads an article's text, as its index says."""

import csv
import datetime
import os
import re
import unicodedata
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import text
from articles.text import kept
from articles.text.copy import Copy, check_copy
from articles.text.limits import FREE_SIZE, MAX_GROWTH
from tests.conftest import SHARED
from tests.pace import takes_at_most

FOLDER = SHARED / "attack/markdown_torture"
MEGABYTES, SECONDS = 300, 3.0  # as the index says, also when a text is refused
READING_SECONDS = 1.0  # for what is not the renderer's
NAMES_A_TAG = {"attrs_20k.md"}  # what must be left of it is the tag, without its attributes
ISOLATES = {"LRI": "PDI", "RLI": "PDI", "FSI": "PDI", "LRE": "PDF", "RLE": "PDF", "LRO": "PDF", "RLO": "PDF"}


def rows():
    index = FOLDER / "index.csv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        return [(row["file"], row) for row in csv.DictReader(file)]


def source_of(row):
    return (FOLDER / row["file"]).read_bytes().decode("utf-8", "surrogateescape")


def child_memory(what):
    """Return a figure of the rendering child, in megabytes; 0 where the system does not tell or it has ended."""
    child = kept.renderer.child
    status = Path(f"/proc/{child.process.pid}/status") if child else Path("/none")
    found = re.search(rf"{what}:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0


def seconds():
    """Return the processor time that this process and its rendering children have used."""
    spent = sum(os.times()[:4])
    child = kept.renderer.child
    status = Path(f"/proc/{child.process.pid}/stat") if child else Path("/none")
    if status.exists():
        ticks = status.read_text().rpartition(")")[2].split()[11:13]
        spent += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return spent


def rendered_or_refused(source):
    try:
        return text.render(source, pictures=lambda reference: None), None
    except text.TextTooComplex as error:
        return None, error


def visible(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.skipif(not rows() and os.environ.get("REQUIRE_ALL") != "1", reason="the shared torture set is missing")
def test_the_torture_set_is_there():
    assert len(rows()) >= 60


@pytest.mark.parametrize(("name", "row"), rows(), ids=[name for name, _row in rows()])
def test_torture(name, row, oracle):
    source = source_of(row)
    kept.renderer.close()  # memory is counted from a fresh child
    rendered_or_refused("字")
    memory = child_memory("VmRSS")

    rendered, error = takes_at_most(
        SECONDS, lambda: rendered_or_refused(source), before=lambda: rendered_or_refused("字"), spent=seconds
    )

    assert child_memory("VmHWM") - memory < MEGABYTES
    if error:
        assert row["may_be_refused_with_a_limit_message"].startswith("yes"), error
        assert error.reason in {"length", "nesting", "time", "memory", "size"}
        assert 1 <= error.line <= source.count("\n") + source.count("\r") + 1
        return
    again, late = rendered_or_refused(source)
    if late is None:
        assert again == rendered
    else:  # just within the time at first
        assert late.reason == "time"
        assert row["may_be_refused_with_a_limit_message"].startswith("yes")
    html, expect = rendered.html, row["expect"].split()
    assert text.clean(html) == html
    assert len(html.encode()) <= MAX_GROWTH * (FOLDER / name).stat().st_size + FREE_SIZE
    assert oracle.violations(html, ids_strict=False) == []
    assert row["must_contain_text"] in (html if name in NAMES_A_TAG else visible(html))
    if "UNIQUE_IDS" in expect:
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert len(ids) == len(set(ids))
    assert "\0" not in html
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", html), "not for XML 1.0"
    if "BIDI" in expect:
        assert [c for c in html if unicodedata.bidirectional(c) in ISOLATES] == []
    if "LITERAL" in expect:
        assert visible(html).split() == source.split()


def checked(source):
    now = datetime.datetime.now(datetime.UTC)
    return check_copy(Copy(title=source[:300], description=source[:2_000], body=source, at=now, day=now.date()))


@pytest.mark.parametrize(("name", "row"), rows(), ids=[name for name, _row in rows()])
def test_what_reads_a_text_without_rendering_it_is_quick(name, row):
    source = source_of(row).encode("utf-8", "replace").decode()
    for read in (text.count_characters, text.image_references, checked):
        takes_at_most(READING_SECONDS, partial(read, source), what=read.__name__)


pieces = st.sampled_from(
    "字 数字人 **大会** （加粗） ， 。 \n \n\n # ## > - 1. * _ ` ``` ~~~ | --- : [ ] ( ) ![ ]( { } <div> "
    "</div> <b <!-- --> &amp; \\ \t http://例.cn www.a.cn [^1] [^1]: == ~~ ^ : !!! <script> javascript:".split(" ")
)
articles = st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=60).map("".join)


@settings(max_examples=max(200, settings.default.max_examples))
@given(articles)
def test_any_text_is_rendered_safely_or_refused(oracle, source):
    rendered, error = rendered_or_refused(source)

    if rendered:
        assert oracle.violations(rendered.html, ids_strict=False) == []
        assert text.clean(rendered.html) == rendered.html
        assert len(rendered.html.encode()) <= MAX_GROWTH * len(source.encode("utf-8", "replace")) + FREE_SIZE
    else:
        assert error.reason in {"nesting", "size"}
