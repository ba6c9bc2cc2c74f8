import unicodedata
from urllib.parse import quote, unquote

import pytest
from django.http import HttpResponse

from articles import clockwork
from cms.canonical import CanonicalPaths, canonical_path

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/tags/元宇宙", "/tags/元宇宙/"),
        ("/Tags/元宇宙/", "/tags/元宇宙/"),
        ("/authors/Simon/", "/authors/simon/"),
        ("/posts/x/index.html", "/posts/x/"),
        ("/posts/x/INDEX.HTM", "/posts/x/"),
        ("/index.html", "/"),
        ("/page/1/", "/"),
        ("/page/1", "/"),
        ("/tags/ai/page/1/", "/tags/ai/"),
        ("/tags/ai/page/01/", "/tags/ai/"),
        (unicodedata.normalize("NFD", "/tags/café/"), "/tags/café/"),
        ("/posts//x/", "/posts/x/"),
        ("/Posts/X", "/posts/x/"),
    ],
)
def test_a_variant_of_an_address_costs_one_permanent_redirect_that_keeps_the_query(client, asked, canonical):
    response = client.get(quote(asked), query_params={"q": "词"})

    assert response.status_code == 301
    assert unquote(response["Location"].partition("?")[0]) == canonical
    assert response["Location"].partition("?")[2] == "q=%E8%AF%8D"
    assert response["Location"].isascii()
    assert canonical_path(canonical) == canonical


@pytest.mark.parametrize(
    "path", ["/", "/posts/x/", "/page/2/", "/page/10/", "/index.xml", "/posts/x/图.JPG", "/robots.txt"]
)
def test_the_one_address_stays(path):
    assert canonical_path(path) == path


OFF_SITE = ["//evil.example", "///evil.example/", "/\\evil.example", "/\t/evil.example", "/\\/evil"]


@pytest.mark.parametrize("path", OFF_SITE)
def test_no_variant_leads_off_the_site(rf, path):
    request = rf.get("/")
    request.path_info = path

    response = CanonicalPaths(lambda request: HttpResponse("a page"))(request)

    assert response.get("Location", "/")[:2] not in {"//", "/\\"}
    assert response.get("Location", "/").startswith("/")


def test_the_newsroom_and_machines_keep_their_paths(client):
    assert client.get("/healthz").content == b"ok\n"
    clockwork.tick()
    assert client.get("/readyz").content == b"ready\n"
    assert "//" not in client.get("/admin/Nothing").get("Location", "")


@pytest.mark.parametrize("path", ["/%00", "/a%0Ab/", "/" + "x" * 1001])
def test_what_can_be_no_page_is_not_looked_up(client, django_assert_num_queries, path):
    with django_assert_num_queries(6):  # what the page for missing addresses asks, and never the path
        response = client.get(path)

    assert response.status_code == 404


def test_a_form_is_never_redirected(client):
    assert client.post("/Posts").status_code == 405
