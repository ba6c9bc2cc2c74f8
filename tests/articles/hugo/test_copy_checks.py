import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from articles.hugo.bundles import Kind, Page
from articles.hugo.copy_checks import check_copy, day_in_name
from articles.hugo.front_matter import read
from articles.hugo.picture_repair import Reference, repair_text
from articles.hugo.reading import read_article


def found(keys, body="", uses=()):
    front = read(f"---\ntitle: 甲\n{keys}\n---\n{body}".encode())
    reading = read_article(Page(Kind.ARTICLE, Path("a.md"), "a.md", (), "a"), front, ZoneInfo("Asia/Shanghai"))
    return {finding.code: finding for finding in check_copy(reading, list(uses))}


def test_placeholder_alts_are_one_finding_with_a_count():
    uses = [Reference("a.png", "配图一", 3), Reference("b.png", "", 5), Reference("c.png", "会场全景", 7)]
    finding = found("date: 2022-03-24", uses=uses)["alt-placeholder"]
    assert (finding.count, finding.lines, finding.line) == (2, (3, 5), 3)


def test_a_picture_named_after_a_later_day_questions_the_date():
    uses = [Reference("20220701141742.png", "会场", 3), Reference("0220701141827.png", "会场", 4)]
    assert "20220701 > 2022-03-24" in found("date: 2022-03-24T23:00:00+08:00", uses=uses)["image-after-date"].message
    assert "image-after-date" not in found("date: 2022-07-01", uses=uses)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20220701141742.png", datetime.date(2022, 7, 1)),
        ("a/IMG_20220701.jpg", datetime.date(2022, 7, 1)),
        ("2022-07-01-x.png?v=2", datetime.date(2022, 7, 1)),
        ("20221399.png", None),
        ("0220701141827.png", None),
        ("f3d3572c11dfa9ec886c6a8eef116609908fc130.jpg", None),
        ("202207011.png", None),
    ],
)
def test_the_day_in_a_name(name, day):
    assert day_in_name(name) == day


def test_a_summary_that_is_the_first_paragraph_is_told():
    words = "首届中国社区元宇宙大会隆重召开，本次大会将概念拉回到现实，成为里程碑。"
    assert "description-repeats" in found(f"description: {words}", f"\n\n![图](a.png)\n\n{words}\n")
    assert "description-repeats" not in found("description: 另一段话", words)
    assert "description-repeats" not in found("description:", "")


def test_html_that_readers_never_see_is_listed_outside_code():
    finding = found("", "一\n<script>x</script>\n<style>\n</style>\n`<form>`")["html-removed"]
    assert "<script>, <style>" in finding.message
    assert "html-removed" not in found("", "```\n<script>\n```\n<div>x</div>")


def test_only_whole_targets_are_repaired():
    body = '![甲](0.png) ![](0.png "t") <img src="0.png"> 10.png (0.png.txt)'
    assert repair_text(body, {"0.png": "20.png"}) == (
        '![甲](20.png) ![](20.png "t") <img src="20.png"> 10.png (0.png.txt)'
    )
