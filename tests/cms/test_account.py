"""One's own account: for staff and for readers, and for nobody else."""

import pytest
from django.test import Client

from articles.policy import Role
from cms import attempts
from cms.models import AuditEntry
from tests.factories import make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
PAGE, EMAIL, PASSWORD = "/admin/account/", "/admin/account/email/", "/admin/password_change/"
END = "/admin/account/sessions/end/"
FACTOR = ("/admin/account/second-factor/", "/admin/account/second-factor/remove/")
RIGHT, NEW = "correct horse battery", "battery horse correct"


def signed_in(user, browser="Firefox/1 Windows"):
    client = Visitor(headers={"user-agent": browser})
    client.post("/admin/login/", {"username": user.username, "password": RIGHT})
    return client


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_sees_the_own_account_and_a_reader_nothing_of_the_newsroom(role):
    user = make_user(role, first_name="林小满", email="lin@example.cn")
    page = signed_in(user).get(PAGE)

    assert page.status_code == 200
    assert all(
        text in page.text for text in (user.username, "林小满", "lin@example.cn", "Firefox · Windows", "当前设备")
    )
    assert ("nav-sidebar" in page.text) is (role is not None)
    assert ('href="/admin/"' in page.text) is (role is not None)
    assert (str(role.label) if role else "读者") in page.text


def test_a_reader_who_signs_in_is_led_to_the_own_account_and_gets_no_further():
    user = make_user(None)
    client = Visitor()
    response = client.post("/admin/login/", {"username": user.username, "password": RIGHT, "next": "/admin/articles/"})
    assert (response.status_code, response.url) == (302, PAGE)
    assert client.get("/admin/").status_code == 302

    assert "重新登录" in client.post("/admin/logout/").text
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("address", [PAGE, EMAIL, PASSWORD, END, *FACTOR])
def test_strangers_are_asked_to_log_in(client, address):
    for response in (client.get(address), client.post(address)):
        assert (response.status_code, response.url) == (302, f"/admin/login/?next={address}")


@pytest.mark.parametrize("address", [EMAIL, PASSWORD, END, *FACTOR])
def test_nothing_is_done_without_a_csrf_token(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(None))

    assert client.post(address, {"password": RIGHT}).status_code == 403


def test_a_new_email_address_needs_the_password_and_is_recorded():
    user = make_user(Role.WRITER, email="old@example.cn")
    client = signed_in(user)

    wrong = client.post(EMAIL, {"email": "new@example.cn", "password": "wrong"})
    assert "密码不对" in wrong.text
    assert "new@example.cn" in wrong.text, "what was typed is still there"
    assert client.post(EMAIL, {"email": "nonsense", "password": RIGHT}).context["email_form"].errors.keys() == {"email"}
    user.refresh_from_db()
    assert user.email == "old@example.cn"

    assert client.post(EMAIL, {"email": "new@EXAMPLE.cn", "password": RIGHT}).url == PAGE
    user.refresh_from_db()
    assert user.email == "new@example.cn"
    entry = AuditEntry.objects.get(action="changed", kind="auth.user", actor=user)
    assert (entry.before, entry.after) == ({"email": "old@example.cn"}, {"email": "new@example.cn"})


@pytest.mark.parametrize("address", [EMAIL, PASSWORD])
def test_an_unlocked_computer_is_no_way_to_guess_the_password(address):
    client = signed_in(make_user(Role.WRITER))
    for number in range(attempts.PER_ACCOUNT):
        client.post(address, {"email": "", "password": f"{number}", "old_password": f"{number}"})

    form = {"email": "", "password": RIGHT, "old_password": RIGHT, "new_password1": NEW, "new_password2": NEW}
    assert "尝试次数太多" in client.post(address, form).text


@pytest.mark.parametrize("role", [None, Role.EDITOR])
def test_a_new_password_ends_the_other_logins_at_once(role):
    user = make_user(role)
    here, there = signed_in(user), signed_in(user)
    form = {"old_password": RIGHT, "new_password1": NEW, "new_password2": NEW}
    assert here.post(PASSWORD, form).url == PAGE
    assert here.get(PAGE).context["others"] == 0
    assert there.get(PAGE).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize("new", ["short", "123456789012345"])
def test_a_weak_password_is_refused_with_the_reason(new):
    user = make_user(Role.WRITER)
    response = signed_in(user).post(PASSWORD, {"old_password": RIGHT, "new_password1": new, "new_password2": new})

    assert response.context["form"].errors.keys() == {"new_password2"}


def test_the_other_logins_are_ended_by_one_button():
    user = make_user(None)
    here, there = signed_in(user), signed_in(user, "Safari/1 iPhone")
    page = here.get(PAGE)
    assert "Safari · iPhone" in page.text
    assert "结束其他会话" in page.text

    assert here.get(END).status_code == 405
    assert here.post(END).url == PAGE
    assert there.get(PAGE).status_code == 302
    assert "没有其他设备登录" in here.get(PAGE).text


def test_each_page_costs_the_same_with_one_login_and_with_three(
    django_assert_num_queries, django_assert_max_num_queries
):
    user = make_user(Role.ADMIN)
    client = signed_in(user)
    with django_assert_max_num_queries(12) as first:
        client.get(PAGE)
    number = len(first)
    for _turn in range(2):
        signed_in(user)
    with django_assert_num_queries(number):
        client.get(PAGE)
