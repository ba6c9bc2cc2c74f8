import re
from html import unescape

import pytest
from django.apps import apps
from django.urls import reverse

from articles.models import Article, Category, Redirect, Tag, TaggedArticle, Topic
from articles.policy import Role
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_published,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

KINDS = ["category", "topic", "tag", "author"]
MAKE = {"category": make_category, "topic": make_topic, "author": make_author}


def url(kind, page, *args):
    return reverse(f"admin:articles_{kind}_{page}", args=args)


def make_used(kind, name="元宇宙"):
    """Return a term that one article uses."""
    if kind == "tag":
        make_published(tags=(name,))
        return Tag.objects.get()
    term = MAKE[kind](name)
    make_published(**{{"category": "categories", "topic": "topics", "author": "authors"}[kind]: (term,)})
    return term


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_shows_name_address_and_number_of_articles(client, sign_in, kind):
    make_used(kind)
    sign_in(Role.CHIEF)
    page = client.get(url(kind, "changelist")).content.decode()

    assert "元宇宙" in page
    assert "%E5%85%83%E5%AE%87%E5%AE%99/" in page
    link = re.search(r'<td class="field-article_count"><a href="([^"]+)">1</a></td>', page)
    assert (
        link[1] == f"/admin/articles/article/?{kind}={apps.get_model('articles', kind).objects.get(name='元宇宙').pk}"
    )
    assert client.get(link[1]).context["cl"].result_count == 1


def test_a_writer_sees_the_number_of_public_and_own_articles_only(client, sign_in):
    topic = make_topic()
    writer = sign_in(Role.WRITER)
    make_published(topics=(topic,))
    make_article(topics=(topic,), owner=writer)
    make_article(topics=(topic,))

    assert '<td class="field-article_count">2</td>' in client.get(url("topic", "changelist")).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(
    client, sign_in, kind, django_assert_max_num_queries, django_assert_num_queries
):
    sign_in(Role.CHIEF)
    make_used(kind, "甲")
    with django_assert_max_num_queries(12) as first:
        client.get(url(kind, "changelist"))
    make_used_again = make_used if kind != "tag" else lambda _kind, name: make_published(tags=(name,))
    make_used_again(kind, "乙")
    make_used_again(kind, "丙")
    with django_assert_num_queries(len(first)):
        client.get(url(kind, "changelist"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query", ["q=%E5%85%83", "q=" + "a+" * 3000, "o=9.-9", "p=x", "name=%00", "e=1", "nothing=1", "q=%00"]
)
def test_no_query_string_breaks_the_list(client, sign_in, kind, query):
    sign_in(Role.CHIEF)
    make_used(kind)
    assert client.get(f"{url(kind, 'changelist')}?{query}").status_code in {200, 302, 400}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_slug_leads_readers_and_feeds_from_the_old_one(client, sign_in, kind):
    term = make_used(kind)
    sign_in(Role.CHIEF)
    form = {"name": "数字社区", "slug": "", "description": "", "bio": "", "website": "", "position": "0", "user": ""}
    response = client.post(url(kind, "change", term.pk), form)

    assert response.status_code == 302
    term.refresh_from_db()
    assert (term.name, term.slug) == ("数字社区", "数字社区")
    prefix = {"category": "categories", "topic": "news", "tag": "tags", "author": "authors"}[kind]
    assert dict(Redirect.objects.values_list("source", "target")) == {
        f"/{prefix}/元宇宙/": f"/{prefix}/数字社区/",
        f"/{prefix}/元宇宙/index.xml": f"/{prefix}/数字社区/index.xml",
    }
    moved = client.get(f"/{prefix}/元宇宙/")
    assert (moved.status_code, moved["Location"]) == (301, term.get_absolute_url())


@pytest.mark.parametrize("kind", KINDS)
def test_a_subscriber_of_the_old_feed_is_led_to_the_new(client, sign_in, kind):
    term = make_used(kind)
    old = term.feed_url
    sign_in(Role.CHIEF)
    client.post(url(kind, "change", term.pk), {"name": "数字社区", "description": "", "bio": "", "position": "0"})
    term.refresh_from_db()

    moved = client.get(old)
    assert (moved.status_code, moved["Location"]) == (301, term.feed_url)


def test_a_new_name_alone_moves_nothing(client, sign_in):
    term = make_used("topic")
    sign_in(Role.CHIEF)
    client.post(
        url("topic", "change", term.pk), {"name": "元宇宙！", "slug": "元宇宙", "description": "", "position": "0"}
    )

    assert Topic.objects.get().name == "元宇宙！"
    assert not Redirect.objects.exists()


def test_a_new_term_takes_its_address_back_from_the_redirects(client, sign_in):
    Redirect.objects.create(source="/news/元宇宙/", target="/news/别处/")
    sign_in(Role.CHIEF)
    client.post(url("topic", "add"), {"name": "元宇宙", "slug": "", "description": "", "position": "0"})

    assert Topic.objects.get().slug == "元宇宙"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "", "slug": "x"}, "name"),
        ({"name": "！！", "slug": ""}, "name"),
        ({"name": "甲\0乙", "slug": ""}, "name"),
        ({"name": "x" * 101, "slug": ""}, "name"),
        ({"name": "另一个", "slug": "元宇宙"}, "slug"),
        ({"name": "《元宇宙》", "slug": ""}, "slug"),
        ({"name": "x", "slug": "y" * 201}, "slug"),
    ],
)
@pytest.mark.parametrize("kind", ["category", "topic", "author"])
def test_a_form_that_cannot_be_saved_says_why_and_keeps_what_was_typed(client, sign_in, kind, form, field):
    MAKE[kind]("元宇宙")
    sign_in(Role.CHIEF)
    response = client.post(
        url(kind, "add"), {"position": "0", "description": "打了很久的字", "bio": "打了很久的字", **form}
    )

    assert response.status_code == 200
    assert set(response.context["adminform"].errors) == {field}
    assert "打了很久的字" in response.content.decode()
    assert MAKE[kind]("元宇宙").__class__.objects.count() == 1


@pytest.mark.parametrize("name", ["甲，乙", "甲、乙", "甲;乙", "元宇宙"])
def test_a_tag_is_one_name_and_there_once(client, sign_in, name):
    make_used("tag")
    sign_in(Role.EDITOR)
    response = client.post(url("tag", "add"), {"name": name, "slug": ""})

    assert response.status_code == 200
    assert "name" in response.context["adminform"].errors
    assert Tag.objects.count() == 1


def test_a_long_introduction_is_refused_with_its_length(client, sign_in):
    sign_in(Role.CHIEF)
    response = client.post(url("topic", "add"), {"name": "甲", "slug": "", "position": "0", "description": "字" * 301})

    assert "301" in str(response.context["adminform"].errors["description"])


@pytest.mark.parametrize("kind", ["category", "topic", "author"])
def test_a_term_in_use_is_not_deleted_and_says_how_many_articles_use_it(client, sign_in, kind):
    term = make_used(kind)
    sign_in(Role.CHIEF)
    address = url(kind, "delete", term.pk)

    page = client.get(address).content.decode()
    assert "1 篇文章" in page
    assert f'href="/admin/articles/article/?{kind}={term.pk}"' in page, "the way to what keeps it"
    refused = client.post(address, {"post": "yes"})
    assert refused.status_code == 409
    assert "1 篇文章" in refused.content.decode()
    everything = {"action": "delete_selected", "_selected_action": [term.pk], "post": "yes"}
    assert "1 篇文章" in client.post(url(kind, "changelist"), everything).content.decode()
    assert type(term).objects.filter(pk=term.pk).exists()


@pytest.mark.parametrize("kind", ["category", "topic", "author"])
def test_what_keeps_a_term_from_the_trash_is_shown_there(client, sign_in, kind):
    term = make_used(kind)
    Article.objects.update(state=Article.State.TRASHED)
    sign_in(Role.CHIEF)
    page = client.get(url(kind, "delete", term.pk)).content.decode()

    assert "1 篇文章，其中 1 篇在回收站里" in page
    [shown] = re.findall(r'<a href="([^"]+)">看回收站里的</a>', page)
    assert "看这些文章" not in page, "that list would be empty"
    assert Article.objects.get().title in client.get(unescape(shown)).content.decode()


@pytest.mark.parametrize("kind", ["category", "topic", "author"])
def test_an_unused_term_is_deleted(client, sign_in, kind):
    term = MAKE[kind]("没人用")
    sign_in(Role.CHIEF)

    assert client.post(url(kind, "delete", term.pk), {"post": "yes"}).status_code == 302
    assert not type(term).objects.filter(pk=term.pk).exists()


def test_deleting_a_tag_takes_it_off_its_articles_and_says_how_many(client, sign_in):
    tag = make_used("tag")
    sign_in(Role.EDITOR)

    assert "1 篇文章" in client.get(url("tag", "delete", tag.pk)).content.decode()
    assert client.post(url("tag", "delete", tag.pk), {"post": "yes"}).status_code == 302
    assert not Tag.objects.exists()
    assert not TaggedArticle.objects.exists()


def test_sections_are_put_in_order_in_the_list(client, sign_in):
    first, second = make_category("甲"), make_category("乙")
    sign_in(Role.CHIEF)
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "1"}
    rows |= {"form-0-id": first.pk, "form-0-position": "2", "form-1-id": second.pk, "form-1-position": "1"}
    assert client.post(url("category", "changelist"), rows).status_code == 302

    assert [term.name for term in Category.objects.all()] == ["乙", "甲"]


ALLOWED = {  # what each role may do with each kind, by the rules
    "category": {Role.WRITER: "list", Role.EDITOR: "list", Role.CHIEF: "list add change delete"},
    "topic": {Role.WRITER: "list", Role.EDITOR: "list", Role.CHIEF: "list add change delete"},
    "author": {Role.WRITER: "list", Role.EDITOR: "list", Role.CHIEF: "list add change delete"},
    "tag": {Role.WRITER: "list add", Role.EDITOR: "list add change delete", Role.CHIEF: "list add change delete"},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_may_what_the_rules_say(client, sign_in, kind, role):
    term = Tag.objects.create(name="没人用", slug="没人用") if kind == "tag" else MAKE[kind]("没人用")
    before = list(type(term).objects.values())
    sign_in(role)
    allowed = ALLOWED[kind].get(Role.CHIEF if role is Role.ADMIN else role, "").split()
    form = {"name": "新名字", "slug": "", "description": "", "bio": "", "website": "", "position": "0", "user": ""}

    assert (client.get(url(kind, "changelist")).status_code == 200) is ("list" in allowed)
    tries = {
        "add": (url(kind, "add"), form),
        "change": (url(kind, "change", term.pk), {**form, "name": "改了"}),
        "delete": (url(kind, "delete", term.pk), {"post": "yes"}),
    }
    for action, (address, body) in tries.items():
        if action not in allowed:
            refused = client.post(address, body)
            assert refused.status_code == (403 if role else 302)
            assert "没人用" not in refused.content.decode()
            assert list(type(term).objects.values()) == before
    for action in [action for action in tries if action in allowed]:
        address, body = tries[action]
        before = list(type(term).objects.values())
        assert client.post(address, body).status_code == 302
        assert list(type(term).objects.values()) != before


@pytest.mark.parametrize("kind", KINDS)
def test_a_get_changes_nothing_and_a_post_without_token_is_refused(sign_in, kind):
    from django.test import Client

    term = make_used(kind)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.ADMIN))
    before = list(type(term).objects.values())
    for page in ("change", "delete"):
        assert strict.get(url(kind, page, term.pk), {"name": "x", "post": "yes"}).status_code == 200
        assert strict.post(url(kind, page, term.pk), {"name": "x", "post": "yes"}).status_code == 403
    assert list(type(term).objects.values()) == before
