"""Requests that no browser sends: every answer is one of ours, never a 500, and none leaves a trace."""

import re
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.contrib.contenttypes.models import ContentType

from articles import clockwork
from articles.models import Article, Author, Category, Redirect, Tag, Topic
from articles.policy import Role
from media.models import Image
from tests.factories import make_article, make_published, make_scheduled, make_user
from tests.visitor import Visitor, one_of_everything, routes, rows

pytestmark = pytest.mark.django_db
LONG = "9" * 30
JUNK = ["\x00", "-1", "0", "abc", LONG, "9" * 5_000, "é" * 300, "１２", "../../", "%", "'\"<>", "\ud7ff", "a\x01\x1f"]
BAD_ESCAPES = ["%", "%zz", "%ff%fe", "%c0%af", "%ed%a0%80", "%00", "%0d%0aSet-Cookie:x=y", "%u0041", "%f8%88%80%80%80"]
CHARSETS = ["rot13", "hex", "idna", "base64", "undefined", "utf-16", "utf-7", "unicode_escape"]


@pytest.fixture
def admin():
    client = Visitor(raise_request_exception=False)
    client.force_login(make_user(Role.ADMIN))
    return client


@pytest.fixture
def stranger():
    return Visitor(raise_request_exception=False)


@pytest.fixture
def newsroom():
    clockwork.tick()  # or /readyz says that nobody does
    return one_of_everything()


def filled(route, key):
    """Return an address of a route with ``key`` in every place that takes one."""
    route = re.sub(r"\(\?P<[a-z_]+>[^)]*\)", key, route.replace("^", "").removesuffix(r"\Z").removesuffix("$"))
    return re.sub(r"<(?:[a-z]+:)?[a-z_]+>", key, route)


def answers(response):
    return response.status_code < 500


# --- addresses -----------------------------------------------------------------------------------


KEYS = ["1", "0", LONG, "x", "a%00b", "%ff", "é" * 300, "..%2f..%2fetc%2fpasswd", "1.5"]


@pytest.mark.parametrize("key", KEYS)
def test_every_route_answers_every_key_and_a_visit_changes_nothing(admin, newsroom, key):
    before = rows()
    for route in routes():
        takes_none = filled(route, "1") == filled(route, "0")
        if "logout" in route or (takes_none and key != KEYS[0]):
            continue
        for method in (admin.get, admin.head):
            response = method(filled(route, key))
            assert answers(response), (method.__name__, route)
    assert rows() == before


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_nothing_is_done_without_a_csrf_token(newsroom, method):
    client = Visitor(enforce_csrf_checks=True)
    client.force_login(make_user(Role.ADMIN))
    before = rows()
    for route in routes():
        response = getattr(client, method)(filled(route, str(newsroom[Article].pk)))
        assert response.status_code < 500, route
        if method == "post":
            assert response.status_code == 403, route
    assert rows() == before


def test_strangers_are_sent_to_the_log_in_by_every_screen(stranger, newsroom):
    open_to_all = {"/admin/login/", "/admin/login/code/", "/admin/logout/", "/admin/jsi18n/"}
    tried = 0
    for route in routes():
        if not route.startswith("/admin/") or route in open_to_all:
            continue
        for key in (str(newsroom[Article].pk), LONG):
            response = stranger.get(filled(route, key))
            tried += 1
            sent_away = response.status_code == 302 and response["Location"].startswith("/admin/login/?next=")
            assert sent_away or (response.status_code == 404 and newsroom[Article].title not in response.text), route
    assert tried > 60


@pytest.mark.parametrize("escape", BAD_ESCAPES)
@pytest.mark.parametrize("place", ["/{}", "/posts/{}/", "/tags/{}/", "/tags/{}/index.xml", "/media/{}", "/admin/{}/"])
def test_broken_escapes_are_addresses_of_nothing(stranger, place, escape):
    response = stranger.generic("GET", place.format(escape), PATH_INFO=_decoded(place.format(escape)))

    assert response.status_code in {301, 302, 400, 404}
    assert "\n" not in response.get("Location", "")
    assert not response.get("Location", "/").startswith("//")


def _decoded(path):
    """Return a path as a WSGI server hands it on: bytes, each of them one character."""
    return unquote_to_bytes(path).decode("latin-1")


@pytest.mark.parametrize("value", JUNK)
def test_a_query_of_any_kind_is_answered(admin, newsroom, value):
    names = ["page", "q", "p", "o", "_to_field", "status"]
    for query in (f"?{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name in names):
        ask_everywhere(admin, newsroom, query)


def ask_everywhere(admin, newsroom, query):
    for path in ("/", "/posts/", "/index.xml", "/nowhere/", newsroom[Article].path):
        assert admin.get(path + query).status_code in {200, 404}, path
    for model in (Article, Author, Category, Image, Redirect, Tag, Topic):
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert answers(admin.get(path + query)), path
    for path in ("/admin/", "/admin/login/", "/admin/auth/user/", "/admin/media/image/pick/", "/admin/autocomplete/"):
        assert answers(admin.get(path + query)), path


FILTERS = [
    "category",
    "topic",
    "author",
    "placement",
    "origin",
    "published",
    "state",
    "format",
    "role",
    "is_active__exact",
]


@pytest.mark.parametrize("value", JUNK)
def test_a_filter_of_any_value_is_answered(admin, newsroom, value):
    for name in [*FILTERS, "uploaded_by__id__exact", "owner__password__startswith", "pk__in", "id__regex"]:
        for path in ("articles/article/", "media/image/", "articles/redirect/", "auth/user/"):
            assert answers(admin.get(f"/admin/{path}", {name: value})), (path, name)


@pytest.mark.parametrize("path", ["auth/user/", "articles/article/", "media/image/"])
def test_nobody_fishes_for_password_hashes_with_a_filter(path):
    client = Visitor()
    client.force_login(make_user(Role.WRITER if "user" not in path else Role.ADMIN))
    for lookup in ("password__startswith", "owner__password__startswith", "uploaded_by__password__startswith"):
        response = client.get(f"/admin/{path}", {lookup: "md5"})
        assert response.status_code in {302, 400}, lookup


def test_the_way_to_a_rows_page_leads_only_those_who_may_see_it(newsroom):
    hidden = make_scheduled(title="别人的稿子", owner=make_user())
    writer = make_user(Role.WRITER)
    own = make_article(owner=writer)
    client = Visitor()
    client.force_login(writer)

    def status(row):
        kind = ContentType.objects.get_for_model(row).pk
        return client.get(f"/admin/r/{kind}/{row.pk}/").status_code

    assert [status(row) for row in (hidden, own, newsroom[Topic], writer, Redirect.objects.get())] == [
        *(404, 302, 302, 404, 404)
    ]


# --- bodies --------------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["/admin/login/", "/", "/admin/articles/article/add/"])
def test_a_form_in_another_encoding_is_refused(admin, path, charset):
    body = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nabc\r\n--x--\r\n'

    response = admin.generic("POST", path, body, content_type=f"multipart/form-data; boundary=x; charset={charset}")

    assert response.status_code == 400
    assert "无法读取" in response.text


BODIES = [
    (b'{"title": 1}', "application/json"),
    (b"\x00\xff" * 100, "application/x-www-form-urlencoded"),
    (b"title=%00&revision=%00", "application/x-www-form-urlencoded"),
    (b"&".join(b"x%d=1" % n for n in range(3_000)), "application/x-www-form-urlencoded"),
    (b"title=a&title=b&slug=c&slug=d&revision=1&revision=2", "application/x-www-form-urlencoded"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    (b"--x\r\nbroken", "multipart/form-data"),
    (b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    (b"", "multipart/form-data; boundary=" + "x" * 300),
    (b"<a/>", "text/xml"),
    (b"title=a", "\x00"),
]


@pytest.mark.parametrize(("body", "kind"), BODIES, ids=map(str, range(len(BODIES))))
def test_a_body_of_any_kind_is_answered_at_every_address(admin, newsroom, body, kind):
    for route in routes():
        if "logout" in route:
            continue
        response = admin.generic("POST", filled(route, str(newsroom[Article].pk)), body, content_type=kind)
        assert answers(response), route


def test_a_body_that_is_too_long_is_not_read(admin):
    response = admin.post("/admin/login/", CONTENT_LENGTH=str(10**9))
    assert response.status_code == 413
    assert "太多" in response.text
    library = admin.post("/admin/media/image/upload/", CONTENT_LENGTH=str(400 * 1024 * 1024))
    assert library.status_code == 413


NASTY = ["a\x00b", "9" * 5_000, "\u202e\u200b", "x" * 60_000, "\ufb2c" * 100, "\u0130" * 100, "%00/../\r\n"]
ARTICLE = [
    "title",
    "body",
    "description",
    "slug",
    "categories",
    "tags",
    "authors",
    "featured_image",
    "origin",
    "revision",
]
ARTICLE += ["source_name", "source_url", "owner", "weight", "pinned_until", "_transition", "corrections-TOTAL_FORMS"]
FORMS = {
    "articles/article/add": ARTICLE,
    "articles/category/add": ["name", "slug", "description", "position"],
    "articles/topic/add": ["name", "slug", "description", "position", "cover"],
    "articles/tag/add": ["name", "slug"],
    "articles/author/add": ["name", "slug", "bio", "website", "portrait", "user"],
    "articles/redirect/add": ["source", "target"],
    "articles/sitesettings/1/change": ["name", "tagline", "picks_label", "nav_topics", "icp_number"],
    "auth/user/add": ["username", "first_name", "email", "role", "password1", "password2"],
}


@pytest.mark.parametrize("value", NASTY, ids=lambda value: ascii(value)[:12])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_field_of_any_value_is_answered(admin, form, value):
    plain = {"title": "标题", "name": "名字", "source": "/a/", "target": "/b/"}

    assert answers(admin.post(f"/admin/{form}/", dict.fromkeys(FORMS[form], value))), "everywhere"
    for name in FORMS[form]:
        assert answers(admin.post(f"/admin/{form}/", {**plain, name: value})), name


@pytest.mark.parametrize("value", NASTY, ids=lambda value: ascii(value)[:12])
def test_a_step_with_words_of_any_kind_is_answered(admin, value):
    article = make_published()
    for name in ("public_note", "revision", "note"):
        address = f"/admin/articles/article/{article.pk}/transition/unpublish/"
        assert answers(admin.post(address, {"note": "理由", name: value})), name


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00", "9999-12-31T23:59", "1900-01-01T00:00", "2040-13-01T00:00", "x", "\x00"]
)
def test_a_moment_at_the_end_of_time_is_answered(admin, moment):
    for step in ("publish", "schedule"):
        article = make_article()
        response = admin.post(
            f"/admin/articles/article/{article.pk}/transition/{step}/", {"at": moment, "despite_warnings": "on"}
        )
        assert answers(response), step
        assert answers(admin.get("/admin/articles/article/"))
        assert answers(admin.get(f"/admin/articles/article/{article.pk}/change/"))
        assert answers(Visitor(raise_request_exception=False).get("/index.xml"))
        assert answers(Visitor(raise_request_exception=False).get("/"))
    live = make_published()
    for panel in ({}, {"panel": "1"}):
        data = {"pinned": "on", "pinned_until": moment, **panel}
        assert answers(admin.post(f"/admin/articles/article/{live.pk}/placement/", data))
    assert answers(admin.get("/admin/articles/article/"))
