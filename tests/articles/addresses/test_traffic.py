"""What is counted of readers' visits, what is not, and what nobody can fill."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.addresses import traffic
from articles.models import MissingAddress, Redirect
from tests.factories import make_withdrawn
from tests.visitor import rows


@pytest.fixture(autouse=True)
def nothing_counted():
    traffic.counts.take()


def hits():
    return dict(MissingAddress.objects.values_list("path", "hits"))


@pytest.mark.django_db
def test_a_visit_writes_nothing_and_its_count_comes_later(client):
    Redirect.objects.create(source="/old/", target="/new/")
    Redirect.objects.create(source="/gone/", target="")
    make_withdrawn(slug="taken-back")
    before = rows()

    for address in ("/old/", "/old/?a=1", "/gone/", "/nowhere/", "/posts/taken-back/", "/Nowhere", "/posts/"):
        client.get(address)
    assert rows() == before
    traffic.flush()

    assert list(Redirect.objects.values_list("source", "hits")) == [("/gone/", 1), ("/old/", 2)]
    assert Redirect.objects.get(source="/old/").last_hit_at is not None
    assert hits() == {"/nowhere/": 1}


@pytest.mark.django_db
def test_counts_add_up_and_an_empty_minute_asks_nothing(client, django_assert_num_queries):
    for _minute in range(2):
        client.get("/nowhere/")
        client.get("/nowhere/")
        traffic.flush()
    assert hits() == {"/nowhere/": 4}
    with django_assert_num_queries(0):
        traffic.flush()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "kept"),
    [
        ("http://testserver/posts/", "/posts/"),
        ("http://testserver/posts/x/?token=abc#y", "/posts/x/"),
        ("https://search.example/?q=name", ""),
        ("http://testserver/admin/articles/article/7/", ""),
        ("http://testserver/preview/1-secret/", ""),
        ("http://[::1", ""),
        ("http://testserver/\0", ""),
        ("", ""),
    ],
)
def test_only_a_public_page_of_ours_is_remembered_as_the_way_there(client, referer, kept):
    client.get("/nowhere/", HTTP_REFERER=referer)
    traffic.flush()
    assert MissingAddress.objects.get().linked_from == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *(
            "/wp-login.php",
            "/.env",
            "/.git/config",
            "/preview/1-secret/",
            "/x/%00/",
            "/" + "x" * 600,
            "/" + "y" * 1_500,
        ),
        *("/admin/nowhere/", "/media/nowhere.jpg", "/static/nowhere.css", "/shop/index.asp"),
    ],
)
def test_what_no_editor_could_lead_anywhere_is_not_counted(client, address):
    client.get(address)
    client.post("/nowhere/")
    traffic.flush()
    assert hits() == {}


@pytest.mark.django_db
def test_guessing_fills_neither_the_memory_nor_the_table(monkeypatch):
    monkeypatch.setattr(traffic, "MOST_HELD", 20)
    monkeypatch.setattr(traffic, "MOST_KEPT", 5)
    for path in ("/asked-twice/", "/asked-twice/"):
        traffic.counts.note(404, path)
    for minute in range(3):
        for number in range(50):
            traffic.counts.note(404, f"/guess-{minute}-{number}/")
        assert len(traffic.counts.missing) == 20
        traffic.flush()

    assert len(hits()) == 5
    assert hits()["/asked-twice/"] == 2


@pytest.mark.django_db
def test_what_nobody_asked_for_in_a_quarter_is_forgotten():
    with time_machine.travel(timezone.now() - datetime.timedelta(days=91)):
        traffic.counts.note(404, "/long-ago/")
        traffic.flush()
    traffic.counts.note(404, "/now/")
    traffic.flush()
    assert hits() == {"/now/": 1}
