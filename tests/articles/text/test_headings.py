import pytest

from articles.text import Heading, render
from articles.text.headings import github_id


def headings(text):
    return render(text, pictures=lambda reference: None).headings


def levels(text):
    return [heading.level for heading in headings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0 时代：互联网链接世界", "10-时代互联网链接世界"),
        ("一、背景（上）", "一背景上"),
        ("Hello World", "hello-world"),
        ("a_b-c", "a_b-c"),
        ("a  b", "a--b"),
        ("ÀÉ", "àé"),
        ("！！", "heading"),
        ("", "heading"),
        ("元宇宙\u3000大会", "元宇宙大会"),
        ("第１期", "第１期"),
    ],
)
def test_id_is_hugos(text, expected):
    assert github_id(text) == expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("#", [2]),
        ("##", [2]),
        ("####", [2]),
        ("# ## ###", [2, 3, 4]),
        ("## ### ##", [2, 3, 2]),
        ("## ####", [2, 3]),
        ("### ## ###", [2, 2, 3]),
        ("# #### ## ####", [2, 3, 3, 4]),
        ("# ## ### #### ##### ######", [2, 3, 4, 5, 6, 6]),
    ],
)
def test_levels_start_at_two_and_skip_none(marks, expected):
    assert levels("\n\n".join(f"{mark} 标题" for mark in marks.split())) == expected


def test_headings_are_listed_as_they_stand_on_the_page():
    rendered = render("## 一、**背景**\n\n### 二", pictures=lambda r: None)

    assert rendered.headings == (Heading(2, "一背景", "一、背景"), Heading(3, "二", "二"))
    assert '<h2 id="一背景">一、<strong>背景</strong></h2>' in rendered.html


def test_every_space_counts_for_the_id_and_none_twice_for_the_text():
    assert headings("## 张三  (BoCloud)") == (Heading(2, "张三--bocloud", "张三 (BoCloud)"),)


def test_repeated_headings_are_numbered():
    assert [heading.id for heading in headings("## 总结\n\n## 总结\n\n## 总结")] == ["总结", "总结-1", "总结-2"]


def test_number_of_a_repeat_does_not_meet_a_real_heading():
    assert [heading.id for heading in headings("## 总结-1\n\n## 总结\n\n## 总结")] == ["总结-1", "总结", "总结-2"]


def test_heading_takes_no_id_of_the_page_or_of_a_figure(html):
    rendered = html("![](a.jpg)\n\n## main\n\n## img 1")

    assert 'id="main-1"' in rendered
    assert 'id="img-1-1"' in rendered


def test_empty_heading_is_no_heading():
    assert headings("##\n\n## &nbsp;\n\n## 有字") == (Heading(2, "有字", "有字"),)


@pytest.mark.parametrize("name", ["config", "constructor", "body", "user-x", "查询"])
def test_id_of_a_writer_is_kept_apart(html, name):
    expected = "user-" + name.removeprefix("user-")

    rendered = html(f"## 标题 {{#{name}}}\n\n[回去](#{name})")

    assert f'<h2 id="{expected}">标题</h2>' in rendered
    assert f'href="#{expected}"' in rendered


@pytest.mark.parametrize("text", ['<p id="config">x</p>', '<div id="config">x</div>', "x\n{: #config }"])
def test_every_id_of_a_writer_is_prefixed(html, text):
    assert 'id="user-config"' in html(text)


def test_repeated_id_of_a_writer_is_given_once(html):
    assert html('<p id="a">一</p>\n\n<p id="a">二</p>').count('id="user-a"') == 1


def test_hashtag_is_no_heading(html):
    assert html("#元宇宙 #社区") == "<p>#元宇宙 #社区</p>"
