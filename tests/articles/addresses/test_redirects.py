import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.addresses import redirects
from articles.models import Redirect
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


def table():
    return dict(Redirect.objects.values_list("source", "target"))


def checked(source, target, pk=None):
    redirect = Redirect(pk=pk, source=source, target=target)
    redirects.check(redirect)
    return redirect.source, redirect.target


def test_a_move_leads_from_the_old_address_to_the_new():
    redirects.record_move("/tags/甲/", "/tags/乙/")

    assert table() == {"/tags/甲/": "/tags/乙/"}
    assert Redirect.objects.get().origin == Redirect.Origin.AUTOMATIC


def test_two_moves_make_no_chain():
    redirects.record_move("/a/", "/b/")
    redirects.record_move("/b/", "/c/")

    assert table() == {"/a/": "/c/", "/b/": "/c/"}


def test_moving_back_makes_no_loop():
    redirects.record_move("/a/", "/b/")
    redirects.record_move("/b/", "/a/")

    assert table() == {"/b/": "/a/"}


def test_a_move_to_the_same_address_is_none():
    redirects.record_move("/a/", "/a/")

    assert table() == {}


def test_a_move_takes_along_what_led_to_a_part_of_the_page():
    Redirect.objects.create(source="/short/", target="/a/#part")
    redirects.record_move("/a/", "/b/")

    assert table() == {"/short/": "/b/", "/a/": "/b/"}


@pytest.mark.parametrize("path", ["/tags/c#/", "/tags/100%25/", "/tags/问?/", "/tags/元宇宙/"])
def test_a_path_with_signs_that_mean_something_in_an_address_is_led_to_whole(path):
    redirects.record_move("/old/", path)

    assert redirects.path_of(Redirect.objects.get().target) == path


def test_what_was_typed_is_stored_as_requests_have_it():
    assert checked(" /Tags/%E5%85%83  ", "/tags/元宇宙") == ("/tags/元/", "/tags/元宇宙/")
    assert checked("/old.HTML", "/new/?from=old#part") == ("/old.HTML", "/new/?from=old#part")


def test_an_address_of_this_site_may_be_pasted_in_full():
    assert checked("http://testserver/old/?utm=1", "http://testserver/new/") == ("/old/", "/new/")


def test_a_gone_address_has_no_target():
    assert checked("/old/", "") == ("/old/", "")


def test_a_chain_is_made_short():
    Redirect.objects.create(source="/b/", target="/c/")

    assert checked("/a/", "/b/") == ("/a/", "/c/")


def test_what_led_to_a_new_source_is_led_on():
    Redirect.objects.create(source="/a/", target="/b/")
    redirects.save(Redirect(source="/b/", target="/c/"))

    assert table() == {"/a/": "/c/", "/b/": "/c/"}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("/a/", "/a/"),
        ("/a/", "/a"),
        ("/a/", "/A/#x"),
        ("/c/", "/a/"),
        ("/c/", "http://testserver/a/"),
        ("/x/", "/gone/"),
    ],
)
def test_a_circle_and_a_gone_target_are_refused(source, target):
    Redirect.objects.create(source="/a/", target="/c/")
    Redirect.objects.create(source="/gone/", target="")
    with pytest.raises(ValidationError) as caught:
        checked(source, target)
    assert set(caught.value.message_dict) == {"target"}


@pytest.mark.parametrize(
    "source", ["", "posts", "//evil.example/", "https://evil.example/x/", "/a\nb/", "/%00/", "http://[::1", "?q=1"]
)
def test_a_source_that_is_no_path_is_refused(source):
    with pytest.raises(ValidationError) as caught:
        checked(source, "/new/")
    assert set(caught.value.message_dict) == {"source"}


@pytest.mark.parametrize(
    "target",
    [
        *(
            "javascript:alert(1)",
            "//evil.example/",
            "///evil.example/",
            "/\\evil.example",
            "\\\\evil.example",
            "data:,x",
        ),
        *("ftp://a.example/", "posts/x/", "http://[::1", "/a%0d%0aSet-Cookie:x/", "https:///x", "http:evil.example"),
    ],
)
def test_a_target_that_is_no_address_is_refused(target):
    with pytest.raises(ValidationError) as caught:
        checked("/old/", target)
    assert set(caught.value.message_dict) == {"target"}


def test_renaming_a_public_article_leaves_no_chain(client):
    from articles import publishing, workflow
    from articles.versions.content import Content

    article = make_published(slug="one")
    for slug in ("two", "three", "one"):
        publishing.save_revision(article, Content(**{**vars(Content.of(article)), "slug": slug}), author=None)
        workflow.apply(article, "update", actor=None)

    assert article.path == "/posts/one/"
    assert table() == {"/posts/two/": "/posts/one/", "/posts/three/": "/posts/one/"}


def test_renaming_a_draft_leaves_no_redirect():
    from articles import publishing
    from articles.versions.content import Content

    article = make_article(slug="one")
    Redirect.objects.create(source="/posts/two/", target="/posts/elsewhere/")
    publishing.save_revision(article, Content(**{**vars(Content.of(article)), "slug": "two"}), author=None)

    assert table() == {}


class Moves(TestCase):
    @given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
    def test_no_sequence_of_moves_makes_a_chain(self, moves):
        Redirect.objects.all().delete()
        for old, new in moves:
            redirects.record_move(f"/{old}/", f"/{new}/")
        assert not set(table().values()) & set(table())
