import pytest
from django.urls import reverse

from articles.models import MissingAddress, Redirect
from articles.policy import Role
from tests.factories import make_article, make_published, make_topic, make_user

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/redirect/", "/admin/articles/redirect/add/"
MISSING = "/admin/articles/missingaddress/"


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


def test_a_redirect_for_a_time_answers_302_and_no_chain_is_made_of_it(chief):
    chief.post(ADD, {"source": "/live/", "target": "/posts/today/", "temporary": "on"})
    assert chief.get("/live/").status_code == 302

    refused = chief.post(ADD, {"source": "/tv/", "target": "/live/"})
    assert "暂时" in errors(refused)["target"]
    Redirect.objects.create(source="/old-tv/", target="/live/")
    chief.post(change(Redirect.objects.get(source="/live/")), {"source": "/live/", "target": "/b/", "temporary": "on"})
    assert Redirect.objects.get(source="/old-tv/").target == "/live/"
    assert "302" in chief.get(LIST).text


def test_the_test_shows_each_answer_and_asks_no_other_site(client):
    client.force_login(make_user(Role.ADMIN))
    topic = make_topic("元宇宙")
    Redirect.objects.create(source="/旧/", target="/news/元宇宙/")
    Redirect.objects.create(source="/wechat/", target="https://mp.weixin.qq.com/s/abc")
    Redirect.objects.create(source="/gone/", target="")
    Redirect.objects.create(source="/a/", target="/b/")
    Redirect.objects.create(source="/b/", target="/a/")

    def tested(address):
        page = client.get(f"{LIST}test/", {"address": address})
        return [step.status for step in page.context["steps"]], page

    assert tested("/旧")[0] == [301, 301, 200]
    assert tested("旧/")[0] == [301, 200]
    assert tested(f"http://testserver{topic.get_absolute_url()}")[0] == [200]
    assert tested("/wechat/")[0] == [301, 0]
    assert tested("/gone/")[0] == [410]
    assert "转圈" in tested("/a/")[1].text
    missing = tested("/nowhere/<b>x</b>/")
    assert missing[0] == [404]
    assert "<b>x" not in missing[1].text
    assert "/add/?source=/nowhere/%3Cb%3E" in missing[1].text
    assert tested("/admin/")[0] == [0]
    assert tested("")[0] == []
    assert Redirect.objects.filter(hits=0).count() == 5


def test_an_address_that_many_look_for_is_one_press_from_a_redirect(client):
    from articles.addresses import traffic

    traffic.counts.take()  # what other tests asked for
    Redirect.objects.create(source="/led/", target="/b/")
    MissingAddress.objects.create(path="/led/", hits=9)
    for _turn in range(2):
        client.get("/old/<b>x</b>/", HTTP_REFERER="http://testserver/posts/")
    traffic.flush()
    client.force_login(make_user(Role.CHIEF))
    page = client.get(MISSING)

    assert [row.path for row in page.context["cl"].result_list] == ["/old/<b>x</b>/"]
    assert "<b>x" not in page.text
    add = "/admin/articles/redirect/add/?source=%2Fold%2F%3Cb%3Ex%3C%2Fb%3E%2F"
    assert add in page.text
    form = client.get(add).context["adminform"].form
    client.post(ADD, {"source": form["source"].value(), "target": "/posts/"})
    assert client.get("/old/<b>x</b>/").status_code == 301
    assert not MissingAddress.objects.filter(path="/old/<b>x</b>/").exists()


@pytest.mark.parametrize(("role", "seen"), [(None, False), (Role.WRITER, False), (Role.EDITOR, True)])
def test_the_missing_addresses_are_seen_and_deleted_by_whose_the_redirects_are(client, role, seen):
    missing = MissingAddress.objects.create(path="/secret-old/", hits=3)
    client.force_login(make_user(role))
    page = client.get(MISSING)
    assert (page.status_code == 200) is seen
    assert "source=" not in page.text
    client.post(MISSING, {"action": "delete_selected", "_selected_action": [missing.pk], "post": "yes"})
    assert MissingAddress.objects.exists()

    client.force_login(make_user(Role.CHIEF))
    client.post(MISSING, {"action": "delete_selected", "_selected_action": [missing.pk], "post": "yes"})
    assert not MissingAddress.objects.exists()


def test_the_empty_lists_say_what_comes_by_itself(chief):
    assert "还没有跳转。改文章链接时会自动添加。" in chief.get(LIST).text
    assert "还没有读者" in chief.get(MISSING).text
