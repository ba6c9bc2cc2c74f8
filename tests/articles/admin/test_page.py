"""Static pages in the newsroom: whose they are, what is refused in words, and that nobody's text is lost."""

import pytest
from django.urls import reverse

from articles.models import PageVersion, StaticPage
from articles.policy import Role
from tests.factories import make_page, make_published, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/staticpage/add/"
FILLED = {"title": "关于我们", "slug": "about", "body": "甲", "is_public": "on", "in_footer": "on", "position": "0"}


def address(page, name="change"):
    return reverse(f"admin:articles_staticpage_{name}", args=[page.pk])


def errors(response):
    return {field: " ".join(found) for field, found in response.context["adminform"].errors.items()}


@pytest.fixture
def chief(client):
    client.force_login(make_user(Role.CHIEF))
    return client


def test_a_page_is_written_saved_and_read(chief):
    assert chief.post(ADD, FILLED).status_code == 302

    page = StaticPage.objects.get()
    assert (page.body_html.strip(), page.version) == ("<p>甲</p>", 1)
    assert "甲" in chief.get("/about/").text
    assert PageVersion.objects.get().author is not None


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, None])
def test_it_is_the_chief_editors(client, role):
    page = make_page()
    client.force_login(make_user(role))

    for url in (ADD, address(page), address(page, "delete"), address(page, "preview")):
        assert client.get(url).status_code in {302, 403}
        assert client.post(url, {**FILLED, "body": "乙", "post": "yes"}).status_code in {302, 403}
    assert StaticPage.objects.get().body == page.body


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"title": ""}, "title", "标题没有填写"),
        ({"slug": "posts"}, "slug", "“/posts/”已经有页面了"),
        ({"slug": "taken"}, "slug", "“/taken/”已经有页面了"),
        ({"slug": "other"}, "slug", "这个链接"),
        ({"slug": "！！", "title": "！！"}, "slug", "至少"),
        ({"body": "> " * 90 + "深"}, "body", "第 1 行"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays_in_the_form(chief, change, field, words):
    make_published(path="/taken/")
    make_page(slug="other")

    response = chief.post(ADD, {**FILLED, "body": "写了很久的字", **change})

    assert response.status_code == 200
    assert words in errors(response)[field]
    assert change.get("body", "写了很久的字") in response.content.decode().replace("&gt;", ">")
    assert StaticPage.objects.count() == 1


def test_a_link_is_made_from_the_title_and_cleaned(chief):
    chief.post(ADD, {**FILLED, "title": "联系 我们", "slug": ""})
    chief.post(ADD, {**FILLED, "slug": "A/B c"})

    assert set(StaticPage.objects.values_list("slug", flat=True)) == {"联系-我们", "a-b-c"}


@pytest.mark.parametrize("based_on", ["1", "", "x"])
def test_whoever_saves_second_sees_both_texts_and_replaces_the_other_knowingly(chief, based_on):
    page = make_page(body="原文")
    chief.post(address(page), {**FILLED, "body": "先保存的", "based_on": "1"})

    second = chief.post(address(page), {**FILLED, "body": "后保存的", "based_on": based_on})

    text = second.content.decode()
    assert "你编辑的时候" in text
    assert "后保存的" in text
    assert "先保存的" in text
    assert StaticPage.objects.get().body == "先保存的"
    assert 'name="based_on" value="2"' in text
    assert chief.post(address(page), {**FILLED, "body": "合并的", "based_on": "2"}).status_code == 302
    assert [version.body for version in page.versions.all()] == ["合并的", "先保存的", "原文"]


def test_a_hidden_page_can_be_looked_at_before_it_is_public(chief):
    page = make_page(is_public=False)

    assert chief.get("/about/").status_code == 404
    assert 'href="/about/"' not in chief.get(address(page)).content.decode()
    response = chief.get(address(page, "preview"))
    assert "<h1>关于我们</h1>" in response.text
    assert "no-store" in response["Cache-Control"]


def test_what_was_typed_shows_as_words(chief):
    page = make_page(title="<b>粗</b>", body="</pre><script>alert(1)</script>")

    text = chief.get(address(page)).content.decode()

    assert "<script>alert" not in text
    assert "<b>粗" not in text


@pytest.mark.parametrize("key", ["x", "0", "9" * 30])
def test_a_page_that_is_none_has_no_preview(chief, key):
    assert chief.get(f"/admin/articles/staticpage/{key}/preview/").status_code in {400, 404}
