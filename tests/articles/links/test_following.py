"""What a reader gets at an address, found without a network."""

import pytest

from articles.links.following import MOST_STEPS, follow, is_page
from articles.models import Redirect
from tests.articles.views.test_attachments import attach
from tests.factories import make_published, make_withdrawn

pytestmark = pytest.mark.django_db


def statuses(address):
    return [step.status for step in follow(address)]


def test_each_kind_of_address_has_the_answer_that_a_reader_gets(client):
    article, withdrawn = make_published(), make_withdrawn()
    attach(article, "规划.pdf")

    assert statuses(article.path) == [200]
    assert statuses(withdrawn.path) == [410]
    assert statuses(f"{article.path}规划.pdf") == [200]
    assert statuses(article.path.rstrip("/").upper()) == [301, 200]
    assert statuses("/nowhere/") == [404]
    assert statuses("/a\0b/") == [404]
    assert statuses("/" + "x" * 2_000 + "/") == [404]


@pytest.mark.parametrize(
    "address",
    ["https://news.example/x", "//news.example/x", "http://[::1", "mailto:a@b.cn", "", "/admin/", "/media/x.jpg"],
)
def test_what_is_not_a_page_of_ours_is_named_and_not_asked(address):
    assert statuses(address) == [0]


def test_a_circle_ends(client):
    Redirect.objects.create(source="/a/", target="/b/?x=1#y")
    Redirect.objects.create(source="/b/", target="/a/")
    assert statuses("/a/") == [301] * MOST_STEPS


def test_only_what_the_site_answers_itself_is_a_page():
    article = make_published()
    Redirect.objects.create(source="/led/", target=article.path)
    assert is_page(article.path)
    assert is_page("/static/site.css")
    assert not is_page("/led/")
    assert not is_page("/nowhere/")
