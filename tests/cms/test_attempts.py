"""Limits on guessing: per account, per address, and not for a browser that the account knows."""

import datetime

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone

from articles.policy import Role
from cms import attempts
from cms.models import AuditEntry, SignInAttempt
from tests.factories import make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
LOGIN, RIGHT = "/admin/login/", "correct horse battery"


def guess(client, name, password="wrong", address="203.0.113.7"):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def hashed(monkeypatch):
    """Count how often a password reaches the hasher."""
    asked, encode = [], MD5PasswordHasher.encode

    def counted(self, password, salt):
        asked.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return asked


def test_guesses_from_many_addresses_at_one_account_are_stopped(hashed):
    make_user(Role.EDITOR, username="editor")
    hashed.clear()
    answers = [guess(Visitor(), "editor", f"guess {n}", f"198.51.{n % 100}.{n}").status_code for n in range(30)]

    assert answers == [200] * attempts.PER_ACCOUNT + [429] * (30 - attempts.PER_ACCOUNT)
    assert len(hashed) == attempts.PER_ACCOUNT


def test_the_right_password_does_not_help_a_stranger_while_the_account_is_locked():
    make_user(Role.EDITOR, username="editor")
    for number in range(attempts.PER_ACCOUNT):
        guess(Visitor(), "editor", address=f"198.51.100.{number}")
    refused = guess(Visitor(), "editor", RIGHT)

    assert refused.status_code == 429
    assert "尝试次数太多，请 15 分钟后再试。" in refused.text


def test_the_owner_still_gets_in_with_a_browser_that_signed_in_before():
    make_user(Role.EDITOR, username="editor")
    own = Visitor()
    assert guess(own, "editor", RIGHT).status_code == 302
    own.post("/admin/logout/")
    for number in range(attempts.PER_ACCOUNT):
        guess(Visitor(), "editor", address=f"198.51.100.{number}")

    assert guess(Visitor(), "editor", RIGHT).status_code == 429
    assert guess(own, "editor", RIGHT).status_code == 302
    other = Visitor()
    make_user(Role.WRITER, username="writer")
    assert guess(other, "writer", RIGHT).status_code == 302
    assert guess(other, "editor", RIGHT).status_code == 429, "a browser is known to its own account only"


def test_one_address_that_tries_many_accounts_is_stopped_whether_they_exist_or_not():
    make_user(Role.EDITOR, username="name3")
    answers = [guess(Visitor(), f"name{n}").status_code for n in range(attempts.PER_ADDRESS + 5)]

    assert answers == [200] * attempts.PER_ADDRESS + [429] * 5
    assert guess(Visitor(), "name3", RIGHT, "192.0.2.1").status_code == 302


@pytest.mark.parametrize("other", ["2001:db8:1:2:ffff::9", "2001:db8:1:2::4"])
def test_an_address_of_ipv6_is_its_whole_network(other):
    for number in range(attempts.PER_ADDRESS):
        guess(Visitor(), f"name{number}", address="2001:db8:1:2::3")

    assert guess(Visitor(), "another", address=other).status_code == 429
    assert guess(Visitor(), "another", address="2001:db8:1:3::3").status_code == 200


def test_waiting_opens_the_account_and_what_was_refused_does_not_count(time_machine_now):
    make_user(Role.EDITOR, username="editor")
    for _turn in range(3 * attempts.PER_ACCOUNT):
        guess(Visitor(), "editor", address=f"198.51.100.{_turn}")

    time_machine_now(minutes=14)
    assert "请 1 分钟后再试" in guess(Visitor(), "editor", RIGHT).text
    time_machine_now(minutes=15, seconds=1)
    assert guess(Visitor(), "editor", RIGHT).status_code == 302


@pytest.fixture
def time_machine_now():
    import time_machine

    start = timezone.now()
    with time_machine.travel(start, tick=False) as traveller:
        yield lambda **later: traveller.move_to(start + datetime.timedelta(**later))


def test_who_signs_in_starts_anew(client):
    make_user(Role.EDITOR, username="editor")
    for _turn in range(3):
        for _wrong in range(attempts.PER_ACCOUNT - 1):
            assert guess(client, "editor").status_code == 200
        assert guess(client, "editor", RIGHT).status_code == 302
        client.post("/admin/logout/")


@pytest.mark.parametrize("name", ["editor", "closed", "nobody"])
def test_a_name_that_exists_is_closed_or_never_was_costs_one_hash_and_the_same_questions(
    hashed, client, name, django_assert_num_queries
):
    make_user(Role.EDITOR, username="editor")
    make_user(Role.EDITOR, username="closed", is_active=False)
    hashed.clear()
    with django_assert_num_queries(QUERIES_OF_A_WRONG_TRY):
        response = guess(client, name)

    assert len(hashed) == 1
    assert "用户名或密码不对" in response.text


QUERIES_OF_A_WRONG_TRY = 9


def test_the_table_holds_neither_names_nor_addresses_nor_passwords(client):
    guess(client, "my-secret-password", "x")

    kept = str(list(SignInAttempt.objects.values())) + str(list(AuditEntry.objects.values()))
    assert "my-secret-password" not in kept
    assert "203.0.113.7" not in kept


def test_an_administrator_unlocks_an_account(client):
    user = make_user(Role.EDITOR, username="editor")
    for number in range(attempts.PER_ACCOUNT):
        guess(Visitor(), "editor", address=f"198.51.100.{number}")
    administrator = make_user(Role.ADMIN)
    client.force_login(administrator)
    page = f"/admin/auth/user/{user.pk}"
    assert "登录尝试太多" in client.get(f"{page}/change/").text

    assert client.post(f"{page}/unlock/").status_code == 302
    assert guess(Visitor(), "editor", RIGHT).status_code == 302
    assert "登录尝试太多" not in client.get(f"{page}/change/").text
    entry = AuditEntry.objects.get(action="unlocked")
    assert (entry.actor, entry.key) == (administrator, str(user.pk))


def test_old_attempts_are_forgotten():
    old = timezone.now() - attempts.WINDOW - datetime.timedelta(seconds=1)
    SignInAttempt.objects.create(account="a", browser="", address="b", at=old)
    SignInAttempt.objects.create(account="a", browser="", address="b")
    attempts.forget_attempts.call()

    assert SignInAttempt.objects.count() == 1
