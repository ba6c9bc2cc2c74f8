"""The keyboard: one list for the form and the help, and each account's own switch."""

import pytest

from articles.admin.keys import SHORTCUTS, are_on
from articles.models import WritingPreference
from articles.policy import Role
from tests.factories import make_user

from .article.article_desk import LIST, text_of

pytestmark = pytest.mark.django_db


def test_every_combination_means_one_thing():
    named = [one for one in SHORTCUTS if one.name]

    assert len({one.keys for one in SHORTCUTS}) == len(SHORTCUTS)
    assert len({one.name for one in named}) == len(named)


def test_an_account_switches_them_off_for_itself_only(client, sign_in):
    me, other = sign_in(Role.WRITER), make_user(Role.WRITER)
    assert 'data-shortcuts="on"' in client.get(f"{LIST}add/").text

    told = client.post(f"{LIST}keys/", {"on": "0"}, headers={"Accept": "application/json"}).json()

    assert told == {"on": False, "message": "快捷键已关闭。点正文上方的“帮助”可以再打开。"}
    assert 'data-shortcuts="off"' in client.get(f"{LIST}add/").text
    assert (are_on(me), are_on(other)) == (False, True)

    assert "打开快捷键" in text_of(client.post(f"{LIST}keys/", {"on": "0"}, follow=True))
    assert "关闭快捷键" in text_of(client.post(f"{LIST}keys/", {"on": "1"}, follow=True))
    assert are_on(me)


def test_a_look_changes_nothing_and_a_reader_has_no_such_switch(client, sign_in):
    sign_in(Role.WRITER)
    assert client.get(f"{LIST}keys/").status_code == 405
    client.force_login(make_user(None))
    assert client.post(f"{LIST}keys/", {"on": "0"}).status_code == 302
    assert not WritingPreference.objects.exists()
