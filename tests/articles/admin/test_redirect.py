import pytest
from django.urls import reverse

from articles.models import Redirect
from articles.policy import Role
from tests.factories import make_article, make_published, make_topic, make_user

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/redirect/", "/admin/articles/redirect/add/"


def change(redirect, page="change"):
    return reverse(f"admin:articles_redirect_{page}", args=[redirect.pk])


def errors(response):
    return {field: " ".join(found) for field, found in response.context["adminform"].errors.items()}


@pytest.fixture
def chief(client):
    client.force_login(make_user(Role.CHIEF))
    return client


@pytest.mark.parametrize(
    ("role", "seen", "written"),
    [
        (None, False, False),
        (Role.WRITER, False, False),
        (Role.EDITOR, True, False),
        (Role.CHIEF, True, True),
        (Role.ADMIN, True, True),
    ],
)
def test_each_role_may_what_the_rules_say(client, role, seen, written):
    redirect = Redirect.objects.create(source="/secret-old/", target="/new/")
    client.force_login(make_user(role))

    assert (client.get(LIST).status_code == 200) is seen
    added = client.post(ADD, {"source": "/more/", "target": ""})
    changed = client.post(change(redirect), {"source": "/secret-old/", "target": "/newer/"})
    deleted = client.post(change(redirect, "delete"), {"post": "yes"})
    assert ({r.status_code for r in (added, changed, deleted)} == {302}) is (written or role is None)
    assert Redirect.objects.filter(source="/more/").exists() is written
    assert Redirect.objects.filter(source="/secret-old/", target="/new/").exists() is not written


def test_an_old_address_leads_to_the_new_one(chief):
    assert chief.post(ADD, {"source": "/Old/Place", "target": "/posts/new/"}).status_code == 302

    assert chief.get("/old/place/")["Location"] == "/posts/new/"
    assert Redirect.objects.get().origin == Redirect.Origin.MANUAL


def test_an_address_without_target_is_gone(chief):
    chief.post(ADD, {"source": "/old/", "target": ""})

    assert chief.get("/old/").status_code == 410
    assert "410" in chief.get(LIST).content.decode()


def test_chains_are_made_short_both_ways(chief):
    chief.post(ADD, {"source": "/b/", "target": "/c/"})
    chief.post(ADD, {"source": "/a/", "target": "/b/"})
    chief.post(ADD, {"source": "/c/", "target": "/d/"})

    assert dict(Redirect.objects.values_list("source", "target")) == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_a_circle_is_refused(chief):
    chief.post(ADD, {"source": "/a/", "target": "/b/"})
    response = chief.post(ADD, {"source": "/b/", "target": "/a/"})

    assert "绕回来" in errors(response)["target"]
    assert Redirect.objects.count() == 1


def test_a_changed_redirect_may_keep_its_source(chief):
    redirect = Redirect.objects.create(source="/a/", target="/b/")
    assert chief.post(change(redirect), {"source": "/a/", "target": "/c/"}).status_code == 302

    redirect.refresh_from_db()
    assert redirect.target == "/c/"


def test_one_address_has_one_redirect(chief):
    Redirect.objects.create(source="/a/", target="/b/")
    assert set(errors(chief.post(ADD, {"source": "/A", "target": "/c/"}))) == {"source"}


def test_a_page_cannot_be_led_away(chief):
    article, topic = make_published(), make_topic("元宇宙")
    for source in (
        article.path,
        "/news/元宇宙/",
        topic.get_absolute_url(),
        "/",
        "/posts/",
        "/admin/x/",
        "/static/x.css",
    ):
        assert set(errors(chief.post(ADD, {"source": source, "target": "/new/"}))) == {"source"}, source
    assert not Redirect.objects.exists()


def test_an_address_that_readers_do_not_know_can_be_led_away(chief):
    draft = make_article()
    assert chief.post(ADD, {"source": draft.path, "target": "/new/"}).status_code == 302


def test_only_an_administrator_leads_to_another_site(client, chief):
    form = {"source": "/wechat/", "target": "https://mp.weixin.qq.com/s/abc?x=1#y"}
    assert set(errors(chief.post(ADD, form))) == {"target"}

    client.force_login(make_user(Role.ADMIN))
    assert client.post(ADD, form).status_code == 302
    assert client.get("/wechat/")["Location"] == form["target"]


def test_a_chief_does_not_touch_a_redirect_to_another_site(chief):
    redirect = Redirect.objects.create(source="/wechat/", target="https://mp.weixin.qq.com/s/abc")

    assert chief.post(change(redirect), {"source": "/wechat/", "target": "/here/"}).status_code == 403
    assert chief.post(change(redirect, "delete"), {"post": "yes"}).status_code == 403
    chief.post(LIST, {"action": "delete_selected", "_selected_action": [redirect.pk], "post": "yes"})
    assert Redirect.objects.get().target == "https://mp.weixin.qq.com/s/abc"


@pytest.mark.parametrize(
    "value", ["", "javascript:alert(1)", "//evil.example/", "\0", "x" * 600, "/" + "x" * 600, "http://[::1"]
)
@pytest.mark.parametrize("field", ["source", "target"])
def test_hostile_addresses_are_refused_in_words(chief, field, value):
    response = chief.post(ADD, {"source": "/old/", "target": "/new/", field: value})
    if (field, value) == ("target", ""):
        assert response.status_code == 302
    else:
        assert set(errors(response)) == {field}
        assert not Redirect.objects.exists()


def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(
    chief, django_assert_max_num_queries, django_assert_num_queries
):
    Redirect.objects.create(source="/a/", target="/b/")
    with django_assert_max_num_queries(12) as first:
        chief.get(LIST)
    Redirect.objects.create(source="/c/", target="")
    Redirect.objects.create(source="/d/", target="/b/")
    with django_assert_num_queries(len(first)):
        chief.get(LIST)
