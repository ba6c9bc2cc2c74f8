"""Which passwords are taken, wherever one is set (security.md S6)."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from articles.models import HouseWord, SiteSettings
from articles.policy import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OWN, ADD = "/admin/password_change/", "/admin/auth/user/add/"
RIGHT, SITE_WORDS = "correct horse battery", "shequ2026shequ"
SENTENCE = "密码太像本站的词"


@pytest.fixture
def site(settings):
    settings.SITE_URL = "https://news.lakeside.example:8443"
    SiteSettings.objects.create(name="湖畔观察", tagline="小镇上的鲸鱼新闻")
    HouseWord.objects.create(word="数字楼长", kind=HouseWord.Kind.NAME, right="数字楼长")


def refusals(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [one.code for one in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        *("社区社区社区社区社区社区", "社區元宇宙-2026-社區", "shequ2026!!!!", "ShequShequ2026", "sh3qu-sh3qu-1"),
        *(
            "湖畔观察2026湖畔观察",
            "湖畔观察的2026年！！",
            "hupanguancha2026",
            "鲸鱼鲸鱼鲸鱼2026年！！",
            "lakeside2026abc",
            "ＬＡＫＥＳＩＤＥ１２３４",
        ),
        *("newsroom12345678", "Editor.Editor.1", "编辑部编辑部编辑部2026", "数字楼长数字楼长2026"),
        *("linxiaoman1234567", "林小满林小满林小满2026", "xm.lin7@2026!!!!!", "林小满2026林小满20"),
    ],
)
def test_words_of_the_site_its_newsroom_and_the_person_are_refused(site, password):
    user = make_user(username="xm.lin7", first_name="林小满", email="lin.xiaoman@post.example")
    assert "password_site_words" in refusals(password, user)


@pytest.mark.parametrize(
    "password",
    [
        *(RIGHT, "demo newsroom 2026", "shequ horse battery", "湖畔观察没有一只会飞的绿象", "8f3kq91zxw-shequ"),
        *(
            "k" * 3 + "vq8Lw2ZpTn",
            "明月松间照清泉石上流竹喧",
            "kT9#mQ2!vR7x" * 6,
            "x7Kq" * 16,
            "shequ" * 300 + "ab cd ef gh",
        ),
    ],
)
def test_what_nobody_guesses_here_is_taken_up_to_any_length(site, password):
    assert refusals(password, make_user(first_name="林小满")) == []


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kT9#mQ2!vR7", "password_too_short"),
        ("1q2w3e4r5t6y", "password_too_common"),
        ("837465029184756", "password_entirely_numeric"),
        ("wangxiaochuan9", "password_too_similar"),
    ],
)
def test_djangos_own_rules_hold(password, code):
    assert code in refusals(password, make_user(username="wangxiaochuan"))


def test_a_password_without_an_account_is_looked_at_too(site):
    assert refusals(SITE_WORDS) == ["password_site_words"]


@pytest.mark.parametrize("role", [Role.ADMIN])
def test_every_form_says_why_in_chinese(client, role):
    user, other = make_user(role), make_user()
    client.force_login(user)
    twice = {"password1": SITE_WORDS, "password2": SITE_WORDS}
    own = {"old_password": RIGHT, "new_password1": SITE_WORDS, "new_password2": SITE_WORDS}
    for address, typed in (
        (OWN, own),
        (ADD, {"username": "neu", "role": "", **twice}),
        (f"/admin/auth/user/{other.pk}/password/", twice),
    ):
        assert "密码不能由本站的名称" in client.get(address).text, address
        assert SENTENCE in client.post(address, typed).text, address
    other.refresh_from_db()
    assert other.check_password(RIGHT)
    assert not get_user_model().objects.filter(username="neu").exists()


def test_commands_take_no_other_password_than_the_forms(monkeypatch, settings):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", SITE_WORDS)
    with pytest.raises(CommandError, match=SENTENCE):
        call_command("createsuperuser", interactive=False, username="root", email="root@post.example")
    settings.DEMO_PASSWORD = SITE_WORDS
    with pytest.raises(CommandError, match=SENTENCE):
        call_command("demo", empty=True)
    assert not get_user_model().objects.exists()

    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", RIGHT)
    call_command("createsuperuser", interactive=False, username="root", email="root@post.example", verbosity=0)
    assert get_user_model().objects.get().check_password(RIGHT)


def test_a_forgotten_password_is_not_replaced_by_such_a_one(monkeypatch, capsys):
    user = make_user()
    monkeypatch.setattr("getpass.getpass", lambda **_prompt: SITE_WORDS)
    with pytest.raises(CommandError):
        call_command("changepassword", user.username)
    assert SENTENCE in capsys.readouterr().err
    user.refresh_from_db()
    assert user.check_password(RIGHT)
