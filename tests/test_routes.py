"""Every screen of the newsroom and the least role it opens to. A new route fails here until it is somebody's."""

import re

import pytest
from django.contrib.auth.models import User

from articles.models import Author, Category, Redirect, SiteSettings
from articles.policy import Role
from tests.factories import make_user
from tests.visitor import Visitor, one_of_everything, routes

pytestmark = pytest.mark.django_db
TERM = ["", "<path:object_id>/", "<path:object_id>/change/", "<path:object_id>/history/"]
EVERYBODYS = {
    *("", "password_change/", "password_change/done/", "jsi18n/", "login/", "logout/"),
    *("articles/article/", "articles/article/add/", "articles/article/tags/", "articles/article/<path:object_id>/"),
    *("media/image/", "media/image/add/", "media/image/upload/", "media/image/pick/", "articles/tag/add/"),
    *("media/image/<path:object_id>/change/", "media/image/<path:object_id>/history/", "media/image/<path:object_id>/"),
    *(f"articles/{kind}/{page}" for kind in ("category", "topic", "tag", "author") for page in TERM),
    *("articles/redirect/<path:object_id>/", "articles/sitesettings/<path:object_id>/", "auth/user/<path:object_id>/"),
    "^(?P<app_label>articles|auth|media)/$",
}
EDITORS = {  # of other people's articles and pictures
    *(f"articles/article/<str:key>/{page}/" for page in ("placement", "preview", "transition/<str:name>")),
    *("articles/article/<path:object_id>/change/", "articles/article/<path:object_id>/history/"),
    *("media/image/<int:pk>/original/", "media/image/<path:object_id>/delete/"),
    "articles/tag/<path:object_id>/delete/",
    *(f"articles/redirect/{page}" for page in ("", "<path:object_id>/change/", "<path:object_id>/history/")),
}
CHIEFS = {
    "articles/article/<path:object_id>/delete/",
    *(f"articles/{kind}/add/" for kind in ("category", "topic", "author", "redirect")),
    *(f"articles/{kind}/<path:object_id>/delete/" for kind in ("category", "topic", "author", "redirect")),
}
ADMINS = {
    *(f"articles/sitesettings/{page}" for page in ("", "<path:object_id>/change/", "<path:object_id>/history/")),
    *(f"auth/user/{page}" for page in ("", "add/", "<id>/password/")),
    *(f"auth/user/<path:object_id>/{page}/" for page in ("change", "delete", "history")),
}
NOBODYS = {  # without more in the address; or because there is one row, which stays
    *("autocomplete/", "r/<int:content_type_id>/<str:object_id>/", "(?P<url>.*)$"),
    *("articles/sitesettings/add/", "articles/sitesettings/<path:object_id>/delete/"),
}
OPEN_TO = {
    Role.WRITER: EVERYBODYS,
    Role.EDITOR: EVERYBODYS | EDITORS,
    Role.CHIEF: EVERYBODYS | EDITORS | CHIEFS,
    Role.ADMIN: EVERYBODYS | EDITORS | CHIEFS | ADMINS,
}
PUBLIC = {
    *("", "page/<page:number>/", "posts/", "posts/page/<page:number>/", "posts/index.xml", "index.xml", "feeds/"),
    *("rss.xml", "feed/", "feed.xml", "atom.xml", "<path:path>", "media/^(?P<name>.*)\\Z"),
    *("healthz", "readyz", "robots.txt", "favicon.ico"),
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
    keys = {model._meta.model_name: str(row.pk) for model, row in made.items()}
    client = Visitor()
    client.force_login(make_user(role))

    opened = set()
    for route in screens():
        model = re.match("[a-z]+/([a-z]+)/", route)
        path = route.replace("^(?P<app_label>articles|auth|media)/$", "articles/").replace("<str:name>", "trash")
        path = re.sub(r"<[^>]*>", keys[model[1]] if model and model[1] in keys else "1", path)
        if opens(client.get(f"/admin/{path}")):
            opened.add(route)

    # A reader may only come and go; the translations of the interface are no secret.
    assert opened == (OPEN_TO[role] if role else {"login/", "logout/", "jsi18n/"} & opened | {"login/"})
