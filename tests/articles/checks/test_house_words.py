"""The newsroom's word list: what is kept, and how a list is pasted into it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.checks import house_words, readiness
from articles.models import HouseWord
from articles.versions.content import Content
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
Kind = HouseWord.Kind


def kept():
    return {word.word: (word.right, word.kind, word.note) for word in HouseWord.objects.all()}


def paste(lines, kind=Kind.MISTAKE):
    return house_words.paste(lines, kind, by=None)


def test_a_list_is_pasted_with_any_arrow_and_with_reasons():
    result = paste("帐号 → 账号\n布署->部署\r\n其它\t其他\n\n凑和 => 凑合 ｜ 词典")

    assert (result.added, result.faults) == (4, [])
    assert kept() == {
        "帐号": ("账号", "mistake", ""),
        "布署": ("部署", "mistake", ""),
        "其它": ("其他", "mistake", ""),
        "凑和": ("凑合", "mistake", "词典"),
    }


def test_pasting_again_changes_only_what_differs():
    paste("帐号 → 账号 ｜ 词典\n布署 → 布置")
    result = paste("帐号 → 账号\n布署 → 部署\n其它 → 其他")

    assert (result.added, result.changed, result.same) == (1, 1, 1)
    assert kept()["布署"][0] == "部署"
    assert kept()["帐号"][2] == "词典", "a reason that the paste does not name stays"


def test_lines_that_cannot_be_understood_are_named_and_nothing_is_changed():
    result = paste("帐号 → 账号\n没有箭头\n同 → 同\n帐号 → 账户\n→ 空")

    assert [line for line, _why in result.faults] == [2, 3, 4, 5]
    assert kept() == {}


def test_sensitive_words_stand_alone_and_a_name_may():
    assert paste("最低价 ｜ 广告法\n国家级", Kind.STOP).added == 2
    assert paste("OpenCC\nopenai → OpenAI", Kind.NAME).added == 2
    assert kept() == {
        "最低价": ("", "stop", "广告法"),
        "国家级": ("", "stop", ""),
        "OpenCC": ("OpenCC", "name", ""),
        "openai": ("OpenAI", "name", ""),
    }
    assert paste("最低价 → 低价", Kind.STOP).faults


@pytest.mark.parametrize(
    "values",
    [
        {"word": ""},
        {"word": "帐号", "right": ""},
        {"word": "帐号", "right": "帐号"},
        {"word": "社区", "right": "社区", "kind": Kind.NAME},
        {"word": "最低价", "right": "低价", "kind": Kind.LOOK},
        {"word": "长" * 61, "right": "短"},
    ],
)
def test_a_word_that_could_do_nothing_is_refused(values):
    with pytest.raises(ValidationError):
        house_words.check(HouseWord(**{"kind": Kind.MISTAKE, **values}))


def test_a_list_that_has_not_changed_is_not_read_again():
    paste("帐号 → 账号")
    house_words.word_list()
    with CaptureQueriesContext(connection) as queries:
        assert len(list(house_words.word_list().hits("帐号"))) == 1
    assert len(queries) == 1
    HouseWord.objects.all().delete()
    assert not list(house_words.word_list().hits("帐号"))


def test_a_sensitive_word_stops_every_door_and_a_lesser_one_asks():
    paste("最低价", Kind.STOP)
    paste("首家", Kind.LOOK)
    writer = make_user()
    article = make_article(owner=writer, body="全市首家，最低价。")

    found = readiness.findings(article, Content.newest(article))
    assert {"E12", "W16"} <= {one.code for one in found}
    assert readiness.blocking_problems(article) == ["有 1 处不能发布的词：最低价。"]
    with pytest.raises(workflow.TransitionNotAllowed, match="最低价"):
        workflow.apply(article, "submit", actor=writer)
