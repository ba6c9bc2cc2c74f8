"""Headers that no browser sends: junk in cookies, a host of somebody else's, conditions that mean nothing."""

import csv

import pytest

from articles.models import Article
from articles.policy import Role
from media.models import Image
from tests.cms.test_headers import MATCHES
from tests.factories import make_user
from tests.visitor import Visitor, one_of_everything

pytestmark = pytest.mark.django_db
SESSION_COOKIES = ["x", "", '"', "a" * 32, "a" * 5_000, '"abcdefgh\\000ij"', "\xff\xfe", "../../etc/passwd", "{}"]


@pytest.fixture
def stranger():
    return Visitor(raise_request_exception=False)


@pytest.fixture
def newsroom():
    return one_of_everything()


@pytest.mark.parametrize("value", SESSION_COOKIES)
@pytest.mark.parametrize("name", ["session", "csrftoken", "messages"])
def test_a_cookie_of_any_kind_leaves_readers_pages_as_they_are(newsroom, name, value):
    article = newsroom[Article]
    for path in ("/", article.path, "/index.xml", "/nowhere/", "/favicon.ico", "/robots.txt"):
        plain = Visitor().get(path)
        response = Visitor().get(path, headers={"cookie": f"{name}={value}"})
        assert response.content == plain.content
        assert "cookie" not in response.get("Vary", "").lower(), path
        assert not response.cookies, path
    for path in ("/admin/", "/admin/login/"):
        response = Visitor(raise_request_exception=False).get(path, headers={"cookie": f"{name}={value}"})
        assert response.status_code in {200, 302}


HOSTS = [
    *("evil.example", "site.example:80@evil.example", "site.example.evil.example", "site.example/evil"),
    *(
        "site.example\x00",
        "",
        "127.0.0.1",
        "[::1]",
        "site.example:99999",
        "site.example,evil.example",
        "site.example:x",
    ),
]


@pytest.mark.parametrize("path", ["/", "/Posts", "/static/site.css", "/admin/", "/healthz", "/media/x", "/nowhere/"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused_before_anything_else(stranger, settings, host, path):
    settings.ALLOWED_HOSTS = ["site.example"]

    response = stranger.get(path, headers={"host": host})

    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response


@pytest.mark.parametrize("host", ["site.example", "SITE.EXAMPLE.", "site.example:8000"])
def test_our_own_host_may_be_written_in_every_way(stranger, settings, host):
    settings.ALLOWED_HOSTS = ["site.example"]

    assert stranger.get("/robots.txt", headers={"host": host}).status_code == 200


def test_what_a_proxy_could_say_is_not_believed(stranger, newsroom):
    lies = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-forwarded-prefix": "/evil"}
    lies |= {"x-original-url": "/admin/", "x-rewrite-url": "/admin/", "x-http-method-override": "DELETE"}
    for path in ("/", "/index.xml", newsroom[Article].path):
        assert stranger.get(path, headers=lies).content == stranger.get(path).content
    assert "evil" not in stranger.get("/admin/", headers=lies)["Location"]


CONDITIONS = [
    {"if-none-match": value} for value in ('"', '"\xff"', "*", 'W/"x", "y', ",,,", "x" * 9_000, '"a""b"', "\x01")
] + [
    {"if-modified-since": value}
    for value in ("x", "0", "Sat, 99 Foo 9999 99:99:99 GMT", "Mon, 01 Jan 0000 00:00:00 GMT", "9" * 400)
]
CONDITIONS += [{"if-match": '"x"'}, {"if-unmodified-since": "Mon, 01 Jan 1990 00:00:00 GMT"}]
CONDITIONS += [{"range": value} for value in ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=" + "0-1," * 500, "lines=1")]
CONDITIONS += [
    {"accept-encoding": "gzip;q=9, \xff"},
    {"accept": "\x00"},
    {"referer": "//evil\\"},
    {"authorization": "Basic \xff"},
]


@pytest.mark.parametrize("headers", CONDITIONS, ids=lambda headers: ascii(next(iter(headers.items())))[:40])
def test_a_condition_of_any_kind_is_answered(stranger, newsroom, headers):
    image = newsroom[Image]
    for path in (
        "/",
        newsroom[Article].path,
        "/index.xml",
        image.url,
        "/static/site.css",
        "/nowhere/",
        "/admin/login/",
    ):
        response = stranger.get(path, headers=headers)
        assert response.status_code in {200, 206, 304, 404, 412, 416}, path


def value_of(response, header):
    """Return a header; of cookies, all that are set, one a line."""
    if header == "Set-Cookie":
        return "\n".join(morsel.OutputString() for morsel in response.cookies.values()) or None
    return response.headers.get(header)


def test_every_other_kind_of_answer_has_the_headers_that_the_list_wants(settings, newsroom, shared):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    editor, stranger = make_user(Role.EDITOR), Visitor()
    client = Visitor()
    client.force_login(editor)
    credentials = {"username": editor.username, "password": "correct horse battery"}
    preview = f"/admin/articles/article/{newsroom[Article].pk}/preview/"
    answers = {
        ("login", "https"): stranger.get("/admin/login/", secure=True),
        ("login", "https, after success"): Visitor().post("/admin/login/", credentials, secure=True),
        ("preview", "any"): client.get(preview, secure=True),
        ("media", "any"): stranger.get(newsroom[Image].url, secure=True),
        ("redirect", "any"): stranger.get("/old/", secure=True),
        ("plain_http", "http"): stranger.get("/"),
    }
    wrong, tried = [], set()
    with shared("attack/headers_expected.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = (row["path_class"], row["condition"])
            if row["level"] == "must" and place in answers:
                tried.add(place)
                value = value_of(answers[place], row["header_or_part"])
                if not MATCHES[row["match"]](value, row["value"]):
                    wrong.append((row["id"], place, value))

    assert wrong == []
    assert tried == answers.keys()
