"""The word list as chief editors keep it, and what a writer sees of it."""

import json
import re
from html import unescape

import pytest

from articles.models import HouseWord
from articles.policy import Role
from tests.factories import make_article

from .article.article_desk import address, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/houseword/"
PASTE = f"{LIST}paste/"


def test_a_chief_editor_pastes_searches_and_changes(client, sign_in):
    chief = sign_in(Role.CHIEF)
    assert "词库还是空的" in text_of(client.get(LIST))
    done = client.post(PASTE, {"kind": "mistake", "lines": "帐号 → 账号\r\n布署 → 部署"}, follow=True)

    assert "新增 2 个" in text_of(done)
    assert HouseWord.objects.get(word="帐号").changed_by == chief
    found = text_of(client.get(f"{LIST}?q=账"))
    assert "帐号" in found
    assert "布署" not in found
    word = HouseWord.objects.get(word="布署")
    client.post(f"{LIST}{word.pk}/change/", {"word": "布署", "kind": "mistake", "right": "部署（动词）", "note": ""})
    assert HouseWord.objects.get(pk=word.pk).right == "部署（动词）"


def test_a_wrong_line_is_named_and_everything_stays_in_the_box(client, sign_in):
    sign_in(Role.CHIEF)
    refused = client.post(PASTE, {"kind": "mistake", "lines": "帐号 → 账号\n没有箭头"})

    assert refused.status_code == 409
    assert "第 2 行：没有箭头" in text_of(refused)
    assert "没有箭头</textarea>" in refused.content.decode()
    assert not HouseWord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"word": "帐号", "kind": "mistake", "right": ""}, "填写正确写法"),
        ({"word": "ABC", "kind": "stop", "right": ""}, "词库里已经有这个词"),
    ],
)
def test_a_word_by_itself_is_checked(client, sign_in, typed, words):
    sign_in(Role.CHIEF)
    HouseWord.objects.create(word="abc", kind="stop")
    assert words in text_of(client.post(f"{LIST}add/", {"note": "", **typed}))


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR])
def test_others_do_not_keep_it(client, sign_in, role):
    sign_in(role)
    for path in (LIST, PASTE, f"{LIST}add/"):
        assert client.get(path).status_code == 403
    assert client.post(PASTE, {"kind": "stop", "lines": "字"}).status_code == 403
    assert not HouseWord.objects.exists()


def test_the_panel_of_checks_offers_the_right_form(client, sign_in):
    writer = sign_in(Role.WRITER)
    HouseWord.objects.create(word="帐号", right="账号", note="词典")
    article = make_article(owner=writer, body="请注册帐号。")

    page = client.get(address("change", article)).content.decode()

    row = re.search(r'data-code="W17".*?</li>', page, re.DOTALL)[0]
    assert "有 1 处错别字：帐号 → 账号。 词典" in row
    assert json.loads(unescape(re.search(r'data-edits="([^"]*)"', row)[1])) == [["body", 3, 5, "账号", "帐号"]]
