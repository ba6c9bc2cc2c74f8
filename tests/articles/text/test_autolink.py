import pytest


def linked(address, href=None):
    return f'<a href="{href or address}" rel="noopener">{address}</a>'


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
        "editor@www.a.example",
        "https://",
    ],
)
def test_what_is_not_linked(html, text):
    assert "<a" not in html(text)


@pytest.mark.parametrize(
    "text", ["[https://a.example](https://b.example)", '<a href="https://b.example">https://a.example</a>']
)
def test_address_that_is_the_text_of_a_link_is_left_alone(html, text):
    assert html(text) == '<p><a href="https://b.example" rel="noopener">https://a.example</a></p>'
