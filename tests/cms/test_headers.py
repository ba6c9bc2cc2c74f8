import csv
import re

import pytest
from django.template.loader import render_to_string

from cms.headers import THEME_SNIPPET, hash_source
from cms.views import BROKEN_PAGE, server_error
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db
HERE = {"public_html", "admin_html", "feed_rss", "error_404"}
MATCHES = {
    "regex": lambda value, wanted: value is not None and re.search(wanted, value),
    "not_regex": lambda value, wanted: value is None or not re.search(wanted, value),
    "equals": lambda value, wanted: value == wanted,
    "contains": lambda value, wanted: value is not None and wanted in value,
    "present": lambda value, wanted: value is not None,
    "absent": lambda value, wanted: value is None,
}


@pytest.fixture
def over_tls(settings):
    """The site as its operator runs it: behind TLS."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True


def test_every_header_is_as_the_list_wants_it(client, over_tls, shared):
    article = make_published()
    staff = make_user()
    urls = {"public_html": ["/", article.path], "admin_html": ["/admin/"]}
    urls |= {"feed_rss": ["/index.xml"], "error_404": ["/no/"]}
    with shared("attack/headers_expected.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["path_class"] in HERE]
    wrong = []
    for row in rows:
        client.logout()
        if row["path_class"] == "admin_html" or row["condition"] == "staff session":
            client.force_login(staff)
        for url in urls[row["path_class"]]:
            value = client.get(url, secure=True).headers.get(row["header_or_part"])
            if not MATCHES[row["match"]](value, row["value"]):
                wrong.append((row["id"], url, value))

    assert rows
    assert wrong == []


def test_the_theme_snippet_is_the_one_inline_script_and_allowed_by_its_hash(client):
    response = client.get("/")

    inline = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
    assert inline == [THEME_SNIPPET]
    assert len(THEME_SNIPPET) <= 200
    assert hash_source(THEME_SNIPPET) in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_page_about_trouble_needs_nothing(client, rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    style = re.search("<style>(.*?)</style>", response.text, re.DOTALL)[1]
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    assert hash_source(style) in response["Content-Security-Policy"]
    assert "页面暂时打不开" in response.text
    assert len(response.content) <= 6 * 1024
    assert response.text == BROKEN_PAGE == render_to_string("500.html").rstrip("\n") + "\n"


def test_an_error_in_a_view_shows_that_page(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.frontpage.homepage.LATEST", "many")

    response = client.get("/")

    assert (response.status_code, response.text) == (500, BROKEN_PAGE)


def test_robots_may_read_everything_public(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "admin" not in response.text


def test_the_guessed_icon_address_leads_to_the_icon(client):
    assert client.get("/favicon.ico")["Location"] == "/static/favicon.ico"
