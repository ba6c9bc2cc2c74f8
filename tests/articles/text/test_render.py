import pickle

import pytest

from articles.text import Heading, Picture, render


def no_pictures(reference):
    return None


def test_seed_article_renders_whole(shared, plain_photo):
    text = shared("seed/content/posts/first-community-metaverse-conference/index.md").read_text(encoding="utf-8")
    body = text.split("---\n", 2)[2]

    rendered = render(body, pictures=lambda reference: plain_photo, eager_first=True)

    assert rendered.character_count == 1_394
    assert len(rendered.references) == 7
    assert rendered.missing == ()
    assert rendered.headings == ()
    assert rendered.html.count("<figure") == 7
    assert "配图" not in rendered.html
    assert rendered.html.count('fetchpriority="high"') == 1
    assert rendered.html.count('loading="lazy"') == 6


def test_rendering_twice_gives_the_same_bytes(photo):
    text = "# 标题\n\n![x](a.jpg)\n\n- [x] 完成\n\n注[^1]\n\n[^1]: 说明\n"

    first, second = (render(text, pictures={"a.jpg": photo}.get, gallery=True) for _ in range(2))

    assert first == second


def test_result_can_be_sent_to_another_process(photo):
    rendered = render("# 标题\n\n![x](a.jpg)", pictures={"a.jpg": photo}.get)

    assert pickle.loads(pickle.dumps(rendered)) == rendered


def test_nothing_gives_nothing():
    rendered = render("", pictures=no_pictures)

    assert (rendered.html, rendered.headings, rendered.references, rendered.character_count) == ("", (), (), 0)


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->"])
def test_more_mark_leaves_nothing_behind(html, mark):
    assert html(f"前文\n\n{mark}\n\n后文") == "<p>前文</p>\n<p>后文</p>"


def test_indented_text_is_a_paragraph_not_code(html):
    assert html("    四个空格开头的一段话") == "<p>四个空格开头的一段话</p>"


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb"])
def test_line_ends_of_any_system_are_one(html, text):
    assert html(text) == "<p>a\nb</p>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\ufeff# 标题", "标题"),
        ("前\x00后", "前后"),
        ("前\x1b后", "前后"),
        ("前\u202e后", "前后"),
        ("前\ufffe后", "前后"),
        ("前\ud800后", "前\ufffd后"),
    ],
)
def test_characters_that_no_page_or_feed_can_carry_are_dropped(html, text, words):
    assert f">{words}<" in html(text)


def test_controls_written_as_entities_do_not_come_back(html):
    assert not set(html("前&#x1b;&#x202e;&#0;后")) & {"\x1b", "\u202e", "\x00"}


def test_template_syntax_stays_as_typed(html):
    assert html("{{ request.user }} {% now 'Y' %}") == "<p>{{ request.user }} {% now 'Y' %}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~删去~~", "<del>删去</del>"),
        ("==标记==", "<mark>标记</mark>"),
        ("3~5月和6~8月", "<p>3~5月和6~8月</p>"),
        ("词\n: 释义", "<dt>词</dt>"),
        ("HTML 好\n\n*[HTML]: 标记语言", '<abbr title="标记语言">HTML</abbr>'),
        ("`code`", "<code>code</code>"),
        ("<details><summary>摘要</summary>正文</details>", "<summary>摘要</summary>"),
        ("<ruby>汉<rt>hàn</rt></ruby>", "<rt>hàn</rt>"),
    ],
)
def test_the_markup_that_writers_use(html, text, expected):
    assert expected in html(text)


def test_code_is_coloured_by_classes(html):
    coloured = html("```python\ndef f(): return 1\n```")

    assert '<div class="highlight">' in coloured
    assert '<span class="k">def</span>' in coloured
    assert "style=" not in coloured


def test_code_in_an_unknown_language_is_plain(html):
    assert "一行\n  两行" in html("```nosuchlanguage\n一行\n  两行\n```")


def test_line_ends_and_addresses_in_code_are_left_alone(html):
    assert "一\n二 https://a.example\n" in html("```\n一\n二 https://a.example\n```")


def test_table_scrolls_in_its_own_frame_and_aligns_by_class(html):
    table = html("| 左 | 中 | 右 |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")

    assert '<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table>' in table
    assert '<td class="align-left">1</td>\n<td class="align-center">2</td>\n<td class="align-right">3</td>' in table
    assert "style=" not in table


def test_tables_are_told_apart_by_number(html):
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"

    assert 'aria-label="表格 2"' in html(f"{table}\n文\n\n{table}")


def test_table_in_a_table_has_no_frame_of_its_own(html):
    inner = "<table><tr><td>x</td></tr></table>"

    assert html(f"<table><tr><td>{inner}</td></tr></table>").count("table-scroll") == 1


def test_task_list_is_a_list_of_named_disabled_checkboxes(html):
    tasks = html("- [x] 已办\n- [ ] 待办")

    assert '<input type="checkbox" disabled="" checked="" aria-label="已完成"> 已办' in tasks
    assert '<input type="checkbox" disabled="" aria-label="未完成"> 待办' in tasks


def test_input_outside_a_task_list_is_dropped(html):
    assert "<input" not in html('<div><input type="text" name="q">字</div>')


def test_footnote_leads_back_in_chinese(html):
    notes = html("正文[^1]\n\n[^1]: 出处")

    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1"' in notes
    assert '<li id="fn:1">' in notes
    assert 'title="回到正文"' in notes
    assert 'aria-label="回到正文"' in notes


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("!!! note", "注意"),
        ("!!! tip", "提示"),
        ("!!! warning", "警告"),
        ("!!! danger", "危险"),
        ("!!! info", "信息"),
        ('!!! note "主办方回应"', "主办方回应"),
        ("!!! unheardof", "Unheardof"),
    ],
)
def test_admonition_is_headed_in_chinese(html, opening, title):
    assert f'<p class="admonition-title">{title}</p>\n<p>内容</p>' in html(f"{opening}\n    内容")


def test_admonition_with_an_empty_title_has_none(html):
    assert html('!!! note ""\n    内容') == '<div class="admonition note">\n<p>内容</p>\n</div>'


@pytest.mark.parametrize(
    ("text", "address", "label"),
    [
        ('<iframe src="//v.example/1?a=1"></iframe>', "https://v.example/1?a=1", "打开视频（v.example）"),
        ('<iframe title="宣传片" src="https://v.example/1"></iframe>', "https://v.example/1", "宣传片（v.example）"),
        ('<video controls><source src="/media/a.mp4"></video>', "/media/a.mp4", "打开视频"),
    ],
)
def test_embedded_player_becomes_a_link(html, text, address, label):
    assert html(text) == f'<p class="embed"><a href="{address}" rel="noopener">{label}</a></p>'


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("https://www.bilibili.com/video/BV1Sx411T7QQ", "观看视频"),
        ("<https://www.bilibili.com/video/BV1Sx411T7QQ/>", "观看视频"),
        ("[打开视频（哔哩哔哩）](https://www.bilibili.com/video/BV1Sx411T7QQ/)", "观看视频"),
        ("[开幕式全程](https://www.bilibili.com/video/BV1Sx411T7QQ/)", "开幕式全程"),
        ('<iframe title="开幕式" src="//player.bilibili.com/player.html?bvid=BV1Sx411T7QQ"></iframe>', "开幕式"),
    ],
)
def test_video_of_its_own_is_a_poster_that_leads_to_its_page(html, text, title):
    assert html(f"前\n\n{text}\n\n后").split("\n")[1] == (
        '<p class="embed video"><a href="https://www.bilibili.com/video/BV1Sx411T7QQ/" rel="noopener">'
        f"<strong>{title}</strong><small>哔哩哔哩</small></a></p>"
    )


def test_video_in_a_line_is_a_link_like_any_other(html):
    assert "video" not in html("见 <https://www.bilibili.com/read/cv1>").replace("/video/", "")
    assert 'class="embed' not in html("见 https://www.bilibili.com/video/BV1Sx411T7QQ 一段")


def test_player_in_a_line_becomes_a_link_in_the_line(html):
    assert html('听 <audio src="/a.mp3"></audio>') == (
        '<p>听 <span class="embed"><a href="/a.mp3" rel="noopener">打开音频</a></span></p>'
    )


@pytest.mark.parametrize("text", ["<iframe></iframe>", '<iframe src="https://[broken"></iframe>'])
def test_player_of_nothing_is_dropped(html, text):
    assert html(text) == ""


def test_raw_html_and_markdown_follow_the_same_rules(photo):
    text = '<h1>一级</h1>\n\n<p><img src="a.jpg" style="float:left" onerror="x()"></p>'

    rendered = render(text, pictures={"a.jpg": photo}.get)

    assert rendered.headings == (Heading(2, "一级", "一级"),)
    assert rendered.references == ("a.jpg",)
    assert '<figure id="img-1">' in rendered.html


def test_hostile_picture_of_a_caller_is_cleaned_too():
    hostile = Picture(src="javascript:alert(1)", width=1, height=1, href="javascript:alert(2)", alt='"><script>')

    rendered = render("![x y](a.jpg)", pictures=lambda reference: hostile).html

    assert "javascript:" not in rendered
    assert "<script" not in rendered


def test_note_that_no_text_asks_for_is_shown_without_an_arrow(html):
    rendered = html("正文。[^1]\n\n[^1]: 有人问。\n\n[^2]: 没人问。")

    assert rendered.count("footnote-backref") == 1
    assert "没人问。" in rendered
