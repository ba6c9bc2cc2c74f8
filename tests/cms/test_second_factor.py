"""Codes of authenticator apps, by the examples of the RFCs, and how an account signs in with one."""

import time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY

from articles.policy import Role
from cms import attempts, second_factor
from cms.models import AuditEntry, SecondFactor, Session
from tests.factories import make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
RIGHT = "correct horse battery"
IN, ACCOUNT, SET_UP = "/admin/articles/topic/", "/admin/account/", "/admin/account/second-factor/"


def code_now(seed, later=0):
    return second_factor.code_at(second_factor.secret_of(seed), int(time.time() // second_factor.STEP) + later)


def with_factor(role=Role.EDITOR):
    user = make_user(role)
    user.seed = second_factor.new_seed()
    user.codes = second_factor.set_up(user, user.seed, 0)
    return user


def password_given(user, **data):
    client = Visitor()
    response = client.post("/admin/login/", {"username": user.username, "password": RIGHT, **data})
    assert (response.status_code, response.url) == (302, "/admin/login/code/")
    return client


def give(client, code):
    return client.post("/admin/login/code/", {"code": code})


@pytest.mark.parametrize(("step", "code"), [*enumerate("755224 287082 359152 969429 338314 254676".split())])
def test_codes_are_those_of_rfc_4226(step, code):
    assert second_factor.code_at(b"12345678901234567890", step) == code


@pytest.mark.parametrize(
    ("at", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_rfc_6238(at, code):
    assert second_factor.code_at(b"12345678901234567890", at // second_factor.STEP) == code


@pytest.mark.parametrize(("late", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_wrong(late, accepted):
    seed, now = second_factor.new_seed(), 1_800_000_000
    code = second_factor.code_at(second_factor.secret_of(seed), now // 30 + late)

    assert (second_factor.step_of(seed, code, now=now) is not None) is accepted


@pytest.mark.parametrize("typed", ["", "abc", "１２３４５６", "\0", "9" * 5_000])
def test_no_text_breaks_the_check(typed):
    assert second_factor.check(with_factor(), typed) == ""


def test_the_database_alone_makes_no_code(settings):
    user = with_factor()
    code = code_now(user.seed)
    settings.SECRET_KEY = "another-key-" + "0" * 50

    assert second_factor.check(user, code) == ""


def test_each_code_and_each_recovery_code_works_once():
    user = with_factor()
    code = code_now(user.seed)

    assert [second_factor.check(user, code) for _ in range(2)] == ["code", ""]
    assert [second_factor.check(user, user.codes[3].upper()) for _ in range(2)] == ["recovery", ""]
    assert len(user.codes) == len(set(user.codes)) == second_factor.RECOVERY_CODES
    assert user.codes[0].replace("-", "") not in str(SecondFactor.objects.values().get())


def test_the_password_alone_opens_nothing_and_the_code_opens_the_page_that_was_wanted():
    user = with_factor()
    client = password_given(user, next=IN)
    assert SESSION_KEY not in client.session
    assert client.get(IN).status_code == 302
    half_way = client.session.session_key

    wrong = give(client, "000000")
    assert "验证码不对" in wrong.text
    right = give(client, code_now(user.seed))
    assert (right.status_code, right.url) == (302, IN)
    assert client.get(IN).status_code == 200
    assert client.session.session_key != half_way


def test_a_recovery_code_lets_in_and_is_recorded():
    user = with_factor()
    client = password_given(user)

    assert give(client, user.codes[0]).status_code == 302
    assert AuditEntry.objects.filter(action="recovery_code_used", actor=user).count() == 1


def test_whoever_knows_the_password_guesses_no_code():
    user = with_factor()
    answers = []
    for turn in range(2 * attempts.PER_ACCOUNT):
        client = Visitor()
        response = client.post("/admin/login/", {"username": user.username, "password": RIGHT})
        answers.append(give(client, f"{turn:06}").status_code if response.status_code == 302 else response.status_code)

    assert answers == [200] * attempts.PER_ACCOUNT + [429] * attempts.PER_ACCOUNT


@pytest.mark.parametrize("what", ["closed", "new password", "ten minutes", "nobody"])
def test_half_a_login_does_not_outlive_what_it_stood_on(what, monkeypatch):
    user = with_factor()
    client = password_given(user) if what != "nobody" else Visitor()
    code = code_now(user.seed)
    if what == "closed":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    elif what == "new password":
        user.set_password("battery horse correct")
        user.save()
    elif what == "ten minutes":
        now = time.time()
        monkeypatch.setattr("cms.login.time.time", lambda: now + 601)

    response = give(client, code)
    assert (response.status_code, response.url) == (302, "/admin/login/")
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_sets_it_up_with_password_and_code_and_sees_recovery_codes_once(role):
    user = make_user(role)
    client, other = Visitor(), Visitor()
    client.force_login(user)
    other.force_login(user)
    page = client.get(SET_UP)
    seed = client.session["second_factor_seed"]
    assert second_factor.shown_secret(seed) in page.text
    assert "data:image/svg+xml" in page.text

    for form in ({"code": "000000", "password": RIGHT}, {"code": code_now(seed), "password": "wrong"}, {}):
        assert client.post(SET_UP, form).status_code == 200
        assert second_factor.of(user) is None
    done = client.post(SET_UP, {"code": code_now(seed), "password": RIGHT})
    codes = done.context["codes"]
    assert all(code in done.text for code in codes)
    assert not any(code in client.get(ACCOUNT).text for code in codes)
    assert other.get(ACCOUNT).status_code == 302, "a login without the factor has ended"
    assert AuditEntry.objects.filter(action="second_factor_set_up", actor=user).count() == 1
    assert give(password_given(user), codes[0]).status_code == 302


def test_the_app_is_told_the_site_the_account_and_the_secret():
    address = second_factor.app_address("ab", issuer="社区&报", account="李明")

    label, query = urlsplit(address).path, parse_qs(urlsplit(address).query)
    assert address.startswith("otpauth://totp/")
    assert unquote(label) == "/社区&报:李明"
    assert query == {"secret": [second_factor.shown_secret("ab")], "issuer": ["社区&报"]}


def test_removing_it_asks_for_the_password():
    user = with_factor()
    client = Visitor()
    client.force_login(user)
    page = f"{SET_UP}remove/"

    assert client.post(page, {"password": "wrong"}).status_code == 200
    assert second_factor.of(user) is not None
    assert client.post(page, {"password": RIGHT}).status_code == 302
    assert second_factor.of(user) is None


def test_an_administrator_removes_it_for_somebody_who_lost_the_phone(client):
    user = with_factor()
    administrator = make_user(Role.ADMIN)
    client.force_login(administrator)
    page = f"/admin/auth/user/{user.pk}"
    assert "两步验证" in client.get(f"{page}/change/").text

    assert client.post(f"{page}/second-factor/remove/").status_code == 302
    assert second_factor.of(user) is None
    assert AuditEntry.objects.get(action="second_factor_removed").actor == administrator


@pytest.mark.parametrize("role", [None, *Role])
def test_where_it_is_required_editors_and_above_open_nothing_before(settings, role):
    settings.REQUIRE_2FA = True
    user = make_user(role)
    client = Visitor()
    client.force_login(user)
    if role in {None, Role.WRITER}:
        assert client.get(ACCOUNT).status_code == 200
        return

    for page in (IN, "/admin/", "/admin/articles/article/add/"):
        for response in (client.get(page), client.post(page)):
            assert (response.status_code, response.url) == (302, SET_UP)
    assert "必须开启两步验证" in client.get(SET_UP).text
    client.post(SET_UP, {"code": code_now(client.session["second_factor_seed"]), "password": RIGHT})
    assert client.get(IN).status_code == 200


def test_where_it_is_required_the_session_itself_must_have_given_a_code(settings):
    user = with_factor()
    client = Visitor()
    client.force_login(user)  # as a login from before the rule
    settings.REQUIRE_2FA = True

    response = client.get(IN)
    assert (response.status_code, response.url) == (302, f"/admin/login/?next={IN}")
    assert not Session.objects.filter(user=user).exists()


def test_where_it_is_required_one_can_still_log_out(settings, client):
    settings.REQUIRE_2FA = True
    client.force_login(make_user(Role.CHIEF))

    assert client.post("/admin/logout/").status_code == 200
    assert SESSION_KEY not in client.session
