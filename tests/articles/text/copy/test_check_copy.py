import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import Picture
from articles.text.copy import Copy, Headline, Level, check_copy
from articles.text.limits import MAX_LENGTH

NOW = datetime.datetime(2022, 3, 24, 21, 57, tzinfo=datetime.UTC)
PHOTO = Picture(src="/a.jpg", width=1, height=1, href="/a.jpg")
WHOLE = {
    "title": "社区花园开放",
    "description": "六月" + "字" * 78,
    "body": "社区花园今天开放。",
    "has_section": True,
    "has_topic": True,
    "has_cover": True,
    "at": NOW,
    "day": NOW.date(),
    "pictures": lambda reference: PHOTO,
}


def found(**fields):
    return {finding.code: finding for finding in check_copy(Copy(**WHOLE | fields))}


def test_nothing_is_wrong_with_a_whole_article():
    assert found() == {}


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": " \u3000"}, "E01", "title"),
        ({"title": "字" * 81}, "E02", "title"),
        ({"body": " \n"}, "E03", "body"),
        ({"has_section": False}, "E04", "categories"),
        ({"pinned": True, "pinned_until": NOW}, "E08", "pinned_until"),
        ({"is_repost": True, "source_name": " "}, "E09", "source_name"),
        ({"has_cover": False}, "W01", "featured_image"),
        ({"title": "字" * 31}, "W03", "title"),
        ({"description": "社区花园今天开放。"}, "W04", "description"),
        ({"description": "太短"}, "W05", "description"),
        ({"description": "长" * 121}, "W05", "description"),
        ({"has_topic": False}, "W07", "topics"),
        ({"pinned": True}, "W13", "pinned_until"),
        ({"others": [Headline("社区花园 开放！", NOW.date())]}, "W06", "title"),
    ],
)
def test_what_is_wrong_is_found_in_its_field(fields, code, field):
    finding = found(**fields)[code]
    assert finding.places[0].field == field


@pytest.mark.parametrize(
    ("body", "code", "marked"),
    [
        ("字\n\n![会场](没有.jpg)", "E06", ["![会场](没有.jpg)"]),
        ("字\n\n![正在上传：a](upload:1)", "E10", ["![正在上传：a](upload:1)"]),
        ("![配图一](a.jpg) ![合影](a.jpg)\n\n<img src='b.jpg'>", "W02", ["![配图一](a.jpg)", "<img src='b.jpg'>"]),
        ("![合影](https://b.example/a.jpg)", "W09", ["![合影](https://b.example/a.jpg)"]),
        ("好,的。`a,b`行:", "W10", [",", ":"]),
        ("字\n\n### 太深\n\n```\n# 码\n```\n", "W11", ["### 太深"]),
        ("## 一\n\n### 二\n\n##### 三", "W11", ["##### 三"]),
        ("6月29日下午，大会开幕。", "W12", ["6月29日"]),
        ("2022年12月1日，大会开幕。", "W12", ["2022年12月1日"]),
        ("请[点击这里](/a)。`[这里](b)`[链接][1]\n\n[1]: /b", "W14", ["[点击这里](/a)", "[链接][1]"]),
        ("一**二\n\n**三**\n- **四\n- 五", "W15", ["**", "**"]),
        ("用 Django 做的第 3 版", "N01", [" ", " ", " ", " "]),
        ("＃小标题\n\n＃＃ 又一个", "N02", ["＃", "＃＃ "]),
        ("－ 甲\n＊乙\n－5℃", "N03", ["－ ", "＊"]),
        ("＞ 引", "N04", ["＞ "]),
        ("是＊＊粗＊＊的", "N05", ["＊＊粗＊＊"]),
        ("【社区】（https：／／a．cn）【注】（见下）", "N06", ["【社区】（https：／／a．cn）"]),
        ("见https：／／a．cn／b？再说", "N07", ["https：／／a．cn／b"]),
    ],
)
def test_what_is_wrong_in_a_body_has_its_place(body, code, marked):
    finding = found(body=body, pictures=lambda reference: None if "没有" in reference else PHOTO)[code]
    assert [body[place.start : place.end] for place in finding.places] == marked
    assert [place.line for place in finding.places] == [body.count("\n", 0, p.start) + 1 for p in finding.places]


@pytest.mark.parametrize(
    "body",
    [
        "# 一\n\n## 二\n\n### 三",
        "去年6月29日，大会开幕。",
        "1949年10月1日以来。2022年12月1日。",
        "2月30日",
        "**粗**和**粗**\n\n***\n\n`**`",
        "[章程](/a)全文",
        "【注】（见下）－－＊注",
        "第3版 —— Django",
        "![合影](a.jpg)",
    ],
)
def test_what_is_right_is_not_complained_of(body):
    assert found(body=body) == {}


def test_a_library_picture_that_is_described_or_decorative_needs_no_words_in_the_text():
    for picture in (
        Picture(src="/a.jpg", width=1, height=1, href="/a.jpg", alt="会场全景"),
        Picture(src="/a.jpg", width=1, height=1, href="/a.jpg", decorative=True),
    ):
        assert "W02" not in found(body="字\n\n![](a.jpg)", pictures=lambda reference, picture=picture: picture)


def test_a_missing_picture_is_numbered_and_its_nearest_name_is_told():
    body = "![一](a.jpg)\n\n![二](0220701.png)"
    finding = found(body=body, pictures=lambda r: PHOTO if r == "a.jpg" else None, nearest=lambda r: "20220701.png")[
        "E06"
    ]
    assert finding.figures == {"number": 2, "name": "0220701.png", "nearest": "20220701.png"}


def test_a_public_article_may_have_a_pin_that_ran_out():
    assert "E08" not in found(pinned=True, pinned_until=NOW, pin_counts=False)


def test_the_colours_come_in_order():
    levels = [one.level for one in check_copy(Copy(title="", body="用 App,好", at=NOW, day=NOW.date()))]
    assert levels == sorted(levels, key=list(Level).index)
    assert set(levels) == set(Level)


def test_a_text_that_no_save_takes_is_not_looked_into():
    assert "W10" not in found(body="好," * MAX_LENGTH)


@given(st.text(), st.text(), st.text(), st.sampled_from(["body", "title", "description"]))
def test_no_text_breaks_the_checks_and_every_fix_fits(title, description, body, field):
    typed = {"title": title, "description": description, "body": body}
    for finding in check_copy(Copy(**WHOLE | typed)):
        for place in finding.places:
            assert 0 <= place.start <= place.end <= len(typed.get(place.field, ""))
        ends = 0
        for edit in [edit for edit in finding.edits if edit.field == field]:
            assert ends <= edit.start < edit.end <= len(typed[field])
            ends = edit.end
