"""What nobody should type into the article form: an answer in words, and nothing saved."""

from html import unescape

import pytest

from articles.models import Article
from articles.policy import Role
from articles.text import kept
from articles.versions.content import Content
from tests.factories import make_article, make_user

from .article_desk import LIST, address, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


def newest(article):
    article.refresh_from_db()
    return Content.of_revision(article.latest_revision)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "一\x00二"},
        {"body": "正文\x00"},
        {"title": "长" * 301},
        {"categories": ["999999999999999999999999"]},
        {"categories": ["abc", "-1", "1'"]},
        {"authors": [str(2**63 - 1)]},
        {"featured_image": "999999999999999999999"},
        {"featured_image": "x"},
        {"tags": "！！，？？"},
        {"tags": "长" * 200},
        {"source_url": "javascript:alert(1)"},
        {"weight": "0"},
        {"weight": "99999999999999999999"},
        {"pinned": "on", "pinned_until": "2020-01-01T00:00"},
        {"pinned_until": "昨天"},
        {"origin": "stolen"},
        {"revision": "x"},
        {"revision": "99999999999999999999"},
        {"body": ">" * 200 + "深"},
    ],
)
def test_hostile_input_is_an_error_in_words_and_saves_nothing(client, editor, changes):
    article = make_article()
    before = newest(article)

    response = client.post(address("change", article), posted(client.get(address("change", article)), **changes))

    assert response.status_code in {200, 409}
    assert "错误：" in response.content.decode()
    assert newest(article) == before


def test_a_body_of_fifty_thousand_characters_is_saved(client, editor):
    body = "社区里的事。" * 8_500
    client.post(f"{LIST}add/", {"title": "很长", "body": body})

    assert newest(Article.objects.get()).body == body


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("一\n\n二\n\n" + "<a" * 60_000, "排版到第 5 行附近超过了 2 秒"),
        ("一\n\n" + "> " * 61 + "深", "第 3 行嵌套太深，超过 60 层"),
        ("字" * 200_000 + "\n末", "正文超过 200000 个字符，从第 1 行起放不下"),
        (f"[a]: https://example.cn/{'长' * 5_000}\n\n" + "[a] " * 2_000, "附近的内容排版后会变成原来的 20 倍以上"),
    ],
)
def test_a_body_that_is_too_much_is_refused_with_its_line_and_is_still_in_the_form(client, editor, body, words):
    article = make_article()
    before = newest(article)

    response = client.post(address("change", article), posted(client.get(address("change", article)), body=body))

    assert words in text_of(response)
    assert body in unescape(response.content.decode())
    assert newest(article) == before


def test_where_no_text_can_be_rendered_the_form_says_so_and_keeps_the_text(client, editor, monkeypatch):
    kept.renderer.close()
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    response = client.post(f"{LIST}add/", {"title": "新食堂", "body": "写了很久的正文"})

    assert "现在无法排版" in text_of(response)
    assert "写了很久的正文" in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("key", ["0", "999999999999999999999", "abc", "1_00", "-1", "%00", "1%27"])
def test_keys_of_no_article_are_not_found(client, editor, key):
    for page in ("change/", "history/", "preview/", "placement/", "transition/publish/", "delete/"):
        assert client.get(f"{LIST}{key}/{page}").status_code == 404
