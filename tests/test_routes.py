"""Every screen of the newsroom and the least role it opens to. A new route fails here until it is somebody's."""

import re

import pytest
from django.contrib.auth.models import User

from articles.models import Author, Category, HouseWord, ImportRun, MissingAddress, Redirect, SiteSettings, StaticPage
from articles.policy import Role
from cms.models import AuditEntry
from tests.factories import make_page, make_user
from tests.visitor import Visitor, one_of_everything, routes, rows

pytestmark = pytest.mark.django_db
TERM = ["", "<path:object_id>/", "<path:object_id>/change/", "<path:object_id>/history/"]
OWN = {  # the account of whoever is signed in, a reader's too
    *("account/", "account/email/", "account/sessions/end/", "password_change/"),
    *("account/second-factor/", "account/second-factor/remove/"),
}
EVERYBODYS = OWN | {
    *("", "jsi18n/", "login/", "logout/"),
    *("articles/article/", "articles/article/add/", "articles/article/tags/", "articles/article/<path:object_id>/"),
    *(
        "articles/article/checks/",
        "articles/article/calendar/",
        "articles/article/autosave/",
        "articles/article/token/",
        "articles/article/saved-tabs/",
    ),
    *(f"articles/article/{page}" for page in ("preview/live.html", "links/", "keys/", "help/", "help/effects/")),
    *("media/image/", "media/image/add/", "media/image/upload/", "media/image/pick/", "articles/tag/add/"),
    "media/image/alt/",
    *(f"articles/notification/{page}" for page in ("", "read/", "mail/")),
    "articles/houseword/<path:object_id>/",
    *("media/image/<path:object_id>/change/", "media/image/<path:object_id>/history/", "media/image/<path:object_id>/"),
    *(f"articles/{kind}/{page}" for kind in ("category", "topic", "tag", "author") for page in TERM),
    "articles/staticpage/<path:object_id>/",
    *("articles/redirect/<path:object_id>/", "articles/sitesettings/<path:object_id>/", "auth/user/<path:object_id>/"),
    "articles/missingaddress/<path:object_id>/",
    *("^(?P<app_label>cms|articles|auth|media)/$", "media/image/fetch/", "media/image/words/"),
}
EDITORS = {  # of other people's articles and pictures
    *("home/", "home/preview/"),
    "articles/article/ahead/",
    *(
        f"articles/article/<str:key>/{page}/"
        for page in ("placement", "planned-day", "preview", "review", "checks", "transition/<str:name>")
    ),
    *(
        f"articles/article/<str:key>/{page}/"
        for page in ("autosave", "presence", "compare", "preview-links", "visibility")
    ),
    *(f"articles/article/<str:key>/{page}/<int:number>/" for page in ("restore", "name")),
    *(f"articles/article/<str:key>/wechat/{page}" for page in ("", "body/", "pictures/")),
    *(f"articles/article/<str:key>/{page}" for page in ("files/", "preview/live.html")),
    *("articles/article/<path:object_id>/change/", "articles/article/<path:object_id>/history/"),
    *(f"media/image/{page}/" for page in ("<int:pk>/original", "<int:pk>/replace", "<path:object_id>/delete")),
    "media/image/<int:pk>/give-way/",
    "articles/tag/<path:object_id>/delete/",
    *("articles/tag/merge/", "articles/tag/merges/", "articles/redirect/test/"),
    "articles/missingaddress/",
    *(f"articles/linkedaddress/{page}" for page in ("", "<int:pk>/ignore/", "<int:pk>/heed/")),
    *(f"articles/missingaddress/<path:object_id>/{page}" for page in ("change/", "history/")),
    *(f"articles/redirect/{page}" for page in ("", "<path:object_id>/change/", "<path:object_id>/history/")),
}
CHIEFS = {
    "articles/article/<path:object_id>/delete/",
    *(f"articles/{kind}/add/" for kind in ("category", "topic", "author", "redirect")),
    *(f"articles/{kind}/<path:object_id>/delete/" for kind in ("category", "topic", "author", "redirect")),
    *(f"articles/houseword/{page}" for page in ("", "add/", "paste/")),
    *(f"articles/houseword/<path:object_id>/{page}/" for page in ("change", "delete", "history")),
    *(f"articles/{kind}/{page}/" for kind in ("category", "topic", "author") for page in ("merge", "merges")),
    "articles/missingaddress/<path:object_id>/delete/",
    "articles/linkedaddress/<int:pk>/check/",
    *(f"articles/staticpage/{page}" for page in ("", "add/", "<str:key>/preview/")),
    *(f"articles/staticpage/<path:object_id>/{page}/" for page in ("change", "delete", "history")),
    "cms/auditentry/",
    *(f"articles/importrun/{page}" for page in ("", "add/", "<int:key>/change/", "<int:key>/csv/")),
}
ADMINS = {
    "health/",
    *(f"articles/sitesettings/{page}" for page in ("", "<path:object_id>/change/", "<path:object_id>/history/")),
    *(f"auth/user/{page}" for page in ("", "add/", "<id>/password/")),
    *(f"auth/user/<path:object_id>/{page}/" for page in ("change", "delete", "history")),
    *(f"auth/user/<int:key>/{page}/" for page in ("sessions/end", "unlock", "second-factor/remove")),
    "cms/auditentry/export/",
}
NOBODYS = {  # without more in the address; or because there is one row, which stays
    *("articles/article/<str:key>/preview/<path:name>", "articles/article/<str:key>/files/<int:pk>/"),
    "articles/article/<str:key>/wechat/cover/<str:name>/",
    *("articles/article/<str:key>/suggestions/<int:pk>/", "articles/notification/<int:pk>/open/"),
    "login/code/",  # after a right password
    "edit-link/",
    "articles/article/runs/<int:key>/",  # of the account that began it
    *("autocomplete/", "r/<int:content_type_id>/<str:object_id>/", "(?P<url>.*)$"),
    *("articles/sitesettings/add/", "articles/sitesettings/<path:object_id>/delete/", "articles/missingaddress/add/"),
    *(f"articles/{kind}/merges/<int:pk>/" for kind in ("category", "topic", "tag", "author")),  # no merge was made
}
OPEN_TO = {
    Role.WRITER: EVERYBODYS,
    Role.EDITOR: EVERYBODYS | EDITORS,
    Role.CHIEF: EVERYBODYS | EDITORS | CHIEFS,
    Role.ADMIN: EVERYBODYS | EDITORS | CHIEFS | ADMINS,
}
PUBLIC = {
    *(
        "",
        "page/<page:number>/",
        "posts/",
        "posts/page/<page:number>/",
        "posts/index.xml",
        "index.xml",
        "feeds/",
        "feeds.opml",
        "search/",
    ),
    *("rss.xml", "feed/", "feed.xml", "atom.xml", "<path:path>", "media/^(?P<name>.*)\\Z"),
    *("preview/<str:token>/", "preview/<str:token>/<path:name>"),
    *("healthz", "readyz", "robots.txt", "favicon.ico", "manifest.json"),
    *("sitemap.xml", "sitemap-pages.xml", "sitemap-articles-<page:number>.xml", "news-sitemap.xml"),
    *(f"sitemap-{kind}-<page:number>.xml" for kind in ("category", "topic", "tag", "author")),
    *("archives/", "archives/<year:year>/", "archives/<year:year>/<month:month>/"),
    "archives/<year:year>/<month:month>/page/<page:number>/",
    *(
        f"{kind}/{page}"
        for kind in ("categories", "news", "tags", "authors")
        for page in ("", "page/<page:number>/", "index.xml")
    ),
    *(
        f"{kind}/<str:slug>/{page}"
        for kind in ("categories", "news", "tags", "authors")
        for page in ("", "page/<page:number>/", "index.xml")
    ),
}


def screens():
    return {route.removeprefix("/admin/") for route in routes() if route.startswith("/admin/")}


def filled(route, keys):
    """Return an address of a route, with ``keys`` of rows by the names of their models."""
    model = re.match("[a-z]+/([a-z]+)/", route)
    path = route.replace("^(?P<app_label>cms|articles|auth|media)/$", "articles/").replace("<str:name>", "trash")
    path = path.replace("<int:number>", "1")  # every article has a first version
    return re.sub(r"<[^>]*>", keys[model[1]] if model and model[1] in keys else "1", path)


def opens(response):
    """Say whether a screen is this account's: shown, led on, or waiting for another method or state."""
    if response.status_code == 302:
        return "/login/" not in response.url
    return response.status_code in {200, 405, 409}


def test_every_route_is_somebodys():
    assert screens() == EVERYBODYS | EDITORS | CHIEFS | ADMINS | NOBODYS
    assert {route.removeprefix("/") for route in routes() if not route.startswith("/admin/")} == PUBLIC


@pytest.mark.parametrize("role", [*Role, None])
def test_each_screen_opens_to_the_roles_whose_it_is(role):
    made = one_of_everything() | {User: make_user(), SiteSettings: SiteSettings(pk=1)}
    made |= {model: model.objects.get() for model in (Author, Category, Redirect)}
    made |= {StaticPage: make_page(), MissingAddress: MissingAddress.objects.create(path="/nowhere/")}
    made[HouseWord] = HouseWord.objects.create(word="帐号", right="账号")
    made[ImportRun] = ImportRun.objects.create(name="old.zip", size=1, phase="checked")
    keys = {model._meta.model_name: str(row.pk) for model, row in made.items()}
    client = Visitor()
    client.force_login(make_user(role))

    opened, before, entries = set(), rows(), AuditEntry.objects.count()
    for route in screens() - {"logout/"}:
        if opens(client.get(f"/admin/{filled(route, keys)}")):
            opened.add(route)
    assert (rows(), AuditEntry.objects.count()) == (before, entries), "looking changes nothing"
    if opens(client.get("/admin/logout/")):
        opened.add("logout/")

    # A reader may come, go and use the own account; the translations of the interface are no secret.
    assert opened == (OPEN_TO[role] if role else OWN | {"login/", "logout/", "jsi18n/"} & opened | {"login/"})


FOREIGN = [
    {},
    {"HTTP_X_CSRFTOKEN": "x" * 64},
    {"HTTP_ORIGIN": "https://evil.example", "HTTP_X_CSRFTOKEN": "right"},
    {"HTTP_ORIGIN": "null", "HTTP_X_CSRFTOKEN": "right"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=["no token", "wrong token", "foreign origin", "null origin"])
def test_no_address_takes_a_post_from_elsewhere(headers):
    client = Visitor(enforce_csrf_checks=True)
    client.force_login(make_user(Role.ADMIN))
    client.get("/admin/account/")
    token = client.cookies["csrftoken"].value
    assert client.post("/admin/account/email/", HTTP_X_CSRFTOKEN=token).status_code == 200, "from here it is taken"
    sent = {name: token if value == "right" else value for name, value in headers.items()}
    before, entries = rows(), AuditEntry.objects.count()

    addresses = [f"/admin/{filled(route, {})}" for route in screens()]
    addresses += [f"/{re.sub('<[^>]*>', '1', route)}" for route in PUBLIC if "(" not in route]
    answers = {address: client.post(address, **sent).status_code for address in addresses}

    assert {address: status for address, status in answers.items() if status != 403} == {}
    assert (rows(), AuditEntry.objects.count()) == (before, entries)
