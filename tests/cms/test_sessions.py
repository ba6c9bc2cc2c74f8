"""Logins that are open: where they end, and what is known of them."""

import datetime

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from articles.policy import Role
from cms import sessions
from cms.models import AuditEntry, Session
from tests.factories import make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
IN = "/admin/articles/topic/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def signed_in(user, agent=FIREFOX):
    client = Visitor(headers={"user-agent": agent})
    client.post("/admin/login/", {"username": user.username, "password": "correct horse battery"})
    return client


def test_a_login_is_kept_with_its_account_device_and_network():
    user = make_user(Role.WRITER)
    signed_in(user)

    session = sessions.open_sessions(user).get()
    assert (session.device, session.network) == ("Firefox · Windows", "127.0.0.0/24")
    assert sessions.SessionStore(session.session_key)[SESSION_KEY] == str(user.pk)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("", ""),
        ("curl/8", ""),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · macOS"),
    ],
)
def test_a_device_is_named_as_people_call_it(agent, device):
    assert sessions.device_of(agent) == device


def test_a_login_gets_a_new_key_and_a_logout_ends_it():
    user = make_user(Role.WRITER)
    client = signed_in(user)
    first = client.session.session_key
    client.post("/admin/logout/")
    assert not Session.objects.filter(pk=first).exists()
    client.post("/admin/login/", {"username": user.username, "password": "correct horse battery"})

    assert client.session.session_key != first


@pytest.mark.parametrize(("hours", "step", "status"), [(13, 13, 302), (13, 6, 200), (14 * 24 + 1, 11, 302)])
def test_a_session_ends_twelve_hours_after_its_last_use_and_fourteen_days_after_the_login(hours, step, status):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = Visitor()
        client.force_login(make_user(Role.WRITER))
        passed = 0
        while passed < hours:
            passed = min(passed + step, hours)
            clock.move_to(start + datetime.timedelta(hours=passed))
            answer = client.get(IN)

    assert answer.status_code == status


def test_what_is_over_is_deleted_each_night_and_what_is_good_stays():
    user = make_user(Role.WRITER)
    clients = [signed_in(user) for _ in range(3)]
    keys = [client.session.session_key for client in clients]
    long_ago = timezone.now() - datetime.timedelta(days=15)
    Session.objects.filter(pk=keys[0]).update(last_used_at=long_ago)
    Session.objects.filter(pk=keys[1]).update(started_at=long_ago)
    sessions.forget_sessions.call()

    assert list(Session.objects.values_list("pk", flat=True)) == [keys[2]]


def test_a_page_that_is_only_looked_at_writes_no_more_than_once_in_five_minutes(django_assert_num_queries):
    client = signed_in(make_user(Role.WRITER))
    session = Session.objects.get()
    client.get(IN)
    assert Session.objects.get().last_used_at == session.last_used_at

    Session.objects.update(last_used_at=timezone.now() - datetime.timedelta(minutes=6))
    client.get(IN)
    assert Session.objects.get().last_used_at >= session.last_used_at


def test_an_administrator_ends_somebodys_logins_and_keeps_the_own():
    user = make_user(Role.EDITOR)
    theirs, administrator = signed_in(user), make_user(Role.ADMIN)
    own = signed_in(administrator)
    assert "Firefox · Windows" in own.get(f"/admin/auth/user/{user.pk}/change/").text

    for account in (user, administrator):
        assert own.post(f"/admin/auth/user/{account.pk}/sessions/end/").status_code == 302
    assert theirs.get(IN).status_code == 302
    assert own.get(IN).status_code == 200
    ended = AuditEntry.objects.filter(action="sessions_ended").last()
    assert (ended.actor, ended.key, ended.before) == (administrator, str(user.pk), {"sessions": 1})


@pytest.mark.parametrize("role", [None, Role.WRITER, Role.EDITOR, Role.CHIEF])
@pytest.mark.parametrize("what", ["sessions/end", "unlock", "second-factor/remove"])
def test_nobody_else_ends_logins_unlocks_or_removes_a_second_factor(role, what):
    user = make_user(Role.WRITER)
    theirs, client = signed_in(user), Visitor()
    client.force_login(make_user(role))

    assert client.post(f"/admin/auth/user/{user.pk}/{what}/").status_code == (403 if role else 302)
    assert theirs.get(IN).status_code == 200


@pytest.mark.parametrize("what", ["sessions/end", "unlock", "second-factor/remove"])
def test_these_ask_for_a_post_and_for_an_account_within_reach(client, what):
    above = make_user(None, is_superuser=True, is_staff=True)
    client.force_login(make_user(Role.ADMIN))

    assert client.get(f"/admin/auth/user/{make_user().pk}/{what}/").status_code == 405
    assert client.post(f"/admin/auth/user/{above.pk}/{what}/").status_code == 403
    assert client.post(f"/admin/auth/user/999999/{what}/").status_code == 404
