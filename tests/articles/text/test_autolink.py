import pytest


def linked(address, href=None):
    return f'<a href="{href or address}" class="address" rel="noopener">{address}</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见https://a.example/b，后面的文字。", f"见{linked('https://a.example/b')}，后面的文字。"),
        ("见https://a.example/b。", f"见{linked('https://a.example/b')}。"),
        ("（https://a.example/b）", f"（{linked('https://a.example/b')}）"),
        ("“https://a.example”", f"“{linked('https://a.example')}”"),
        ("https://a.example/b后文", f"{linked('https://a.example/b')}后文"),
        ("see https://a.example/b.", f"see {linked('https://a.example/b')}."),
        ("(https://a.example/b)", f"({linked('https://a.example/b')})"),
        ("https://a.example/b_(c)", linked("https://a.example/b_(c)")),
        ("https://a.example/x_y_z", linked("https://a.example/x_y_z")),
        ("https://a.example/?a==b==c", linked("https://a.example/?a==b==c")),
        ("https://a.example/*b*c", linked("https://a.example/*b*c")),
        ("http://a.example:8000/", linked("http://a.example:8000/")),
        ("www.a.example/b 后", f"{linked('www.a.example/b', 'https://www.a.example/b')} 后"),
        ("<https://a.example/b>", linked("https://a.example/b")),
        ("https://a.example/%E5%85%83/", linked("https://a.example/%E5%85%83/")),
        ("**https://a.example**", f"<strong>{linked('https://a.example')}</strong>"),
        ("https://a.example/b)**粗**", f"{linked('https://a.example/b')})<strong>粗</strong>"),
        ("http://a.example/b(见下)", f"{linked('http://a.example/b')}(见下)"),
        ("editor@a.example", linked("editor@a.example", "mailto:editor@a.example")),
        ("邮箱：ed.b+c@mail.a.example。", f"邮箱：{linked('ed.b+c@mail.a.example', 'mailto:ed.b+c@mail.a.example')}。"),
        ("邮箱:e_d@www.a.example，后", f"邮箱:{linked('e_d@www.a.example', 'mailto:e_d@www.a.example')}，后"),
        ("<editor@a.example>", linked("editor@a.example", "mailto:editor@a.example")),
    ],
)
def test_bare_address_is_linked_up_to_chinese(html, text, expected):
    assert html(text) == f"<p>{expected}</p>"


def test_ampersand_in_an_address_is_one(html):
    assert 'href="https://a.example/?a=1&amp;b=2"' in html("https://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    "text",
    [
        "`https://a.example`",
        "```\nhttps://a.example\n```",
        "ftp://a.example",
        "javascript://a.example/%0aalert(1)",
        "https://",
        "https://bank.example@b.example/a",
        "https://name:word@127.0.0.1/",
        "`editor@a.example`",
        "@编辑 和 a@b 与 a@b.c",
        "user@a.example@b.example",
    ],
)
def test_what_is_not_linked(html, text):
    assert "<a" not in html(text)


@pytest.mark.parametrize(
    "text", ["[https://a.example](https://b.example)", '<a href="https://b.example">https://a.example</a>']
)
def test_address_that_is_the_text_of_a_link_is_left_alone(html, text):
    assert html(text) == '<p><a href="https://b.example" class="address" rel="noopener">https://a.example</a></p>'
