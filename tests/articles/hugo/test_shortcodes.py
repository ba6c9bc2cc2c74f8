import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import text
from articles.hugo.shortcodes import convert
from tests.pace import takes_at_most


def converted(body):
    return convert(body, {"other.md": "/posts/other/"}.get)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{{< figure src="a.png" alt="会场" caption="主会场" >}}', '![会场](a.png "主会场")'),
        (
            '{{<figure src="a b.png" title="甲" caption="说\\"明" attr="新华社">}}',
            '![](<a b.png> "甲：说\\"明（新华社）")',
        ),
        ('{{< figure src="a.png" link="/x/" >}}', "[![](a.png)](/x/)"),
        ('{{< image src="a.png" caption="图说" >}}', '![](a.png "图说")'),
        ('{{< image "a.png" "会场" >}}', "![会场](a.png)"),
        ("{{< bilibili BV1Sx411T7QQ >}}", "[打开视频（哔哩哔哩）](https://www.bilibili.com/video/BV1Sx411T7QQ/)"),
        ('{{< bilibili id="1" p="3" >}}', "[打开视频（哔哩哔哩）](https://www.bilibili.com/video/av1/?p=3)"),
        ("{{< youtube w7Ft2ymGmfc >}}", "[打开视频（YouTube）](https://www.youtube.com/watch?v=w7Ft2ymGmfc)"),
        ('[甲]({{< ref "other.md" >}})', "[甲](/posts/other/)"),
        ('{{% relref "other.md" %}}', "/posts/other/"),
        ('{{< link "https://x.example/" "字" >}}', "[字](https://x.example/)"),
        ("{{</* figure src=a.png */>}}", "{{< figure src=a.png >}}"),
        ("`{{</* x */>}}`", "`{{< x >}}`"),
        ('`{{< figure src="a" >}}`', '`{{< figure src="a" >}}`'),
        ('```\n{{< figure src="a" >}}\n```', '```\n{{< figure src="a" >}}\n```'),
    ],
)
def test_known_shortcodes_become_markdown(body, expected):
    assert converted(body).body == expected


def test_an_admonition_is_indented_and_what_is_in_it_converted():
    body = 'x\n{{< admonition type=tip title="提示" open=false >}}\n一\n\n{{< youtube abc >}}\n{{< /admonition >}}\ny'
    result = converted(body).body
    assert '\n\n!!! tip "提示"\n    一\n\n    [打开视频' in result
    html = text.render(result, pictures=lambda target: None).html
    assert "admonition" in html
    assert "提示" in html


def test_details_and_highlight_render():
    body = (
        "{{< details 更多 >}}\n**里面**\n{{< /details >}}\n\n{{< highlight go >}}\nx ``` {{< y >}}\n{{< /highlight >}}"
    )
    html = text.render(converted(body).body, pictures=lambda target: None).html
    assert "<summary>更多</summary>" in html
    assert "<strong>里面</strong>" in html
    assert "x ``` {{< y >}}" in text.plain_text(html)


@pytest.mark.parametrize(
    "body",
    [
        "{{< music auto >}}",
        "{{< figure >}}",
        "{{< image “a.png” >}}",
        "{{< admonition tip >}} 未闭合",
        "{{< youtube javascript:alert(1) >}}",
        "{{< unclosed",
        "{{< /admonition >}}",
        "{{< mermaid >}}\ngraph\n{{< /mermaid >}}",
    ],
)
def test_what_is_not_known_stays_as_it_is(body):
    assert converted(body).body == body


def test_what_was_kept_or_lost_is_listed_by_line():
    result = converted('一\n{{< music auto >}}\n{{< music auto >}}\n[x]({{< ref "none.md" >}})')
    assert result.kept == {"music": [2, 3], "ref": [4]}
    assert result.lost == {"none.md": [4]}


def test_pictures_of_shortcodes_are_told_with_their_line():
    assert [
        (use.target, use.alt, use.line) for use in converted('一\n\n{{< figure src="a.png" alt="甲" >}}').pictures
    ] == [("a.png", "甲", 3)]


def test_a_figure_between_lines_is_a_paragraph_of_its_own():
    assert converted('一\n{{< figure src="a.png" >}}\n二').body == "一\n\n![](a.png)\n\n二"


@pytest.mark.parametrize(
    "body",
    [
        '<center> {{< figure src="a.png" >}}</center>',
        '<div align="center">\n{{< figure src="a.png" >}}\n</div>',
        '文\n<table><tr><td>{{< figure src="a.png" >}}</td></tr></table>',
    ],
)
def test_a_figure_in_raw_html_is_no_text_there(body):
    picture = text.Picture(src="/a.png", width=8, height=8, href="/a.png")
    html = text.render(converted(body).body, pictures=lambda target: picture).html
    assert "<figure" in html
    assert "![" not in html


@pytest.mark.parametrize(
    "piece", ["{{<", "{{< a >}}", "{{< admonition >}}", "{{< details >}}x{{< /details >}}", "`{{<"]
)
def test_hostile_repetition_takes_linear_time(piece):
    takes_at_most(3, lambda: converted(piece * (200_000 // len(piece))))


@given(st.text(st.sampled_from(list('{}<>%/*"`= \nabfigure“”~')), max_size=200))
def test_no_text_raises(body):
    converted(body)
