"""Each screen of the newsroom, by its routes: to axe's rules, in both colours, on a phone and a desk, no error."""

import json
import re

import pytest
from lxml import html

from tests.browser.conftest import PASSWORD
from tests.browser.looks import barriers_in_every_look, see
from tests.test_routes import filled, screens

NO_SCREENS = {  # routes that show no page, by the reason
    "takes what is posted": {
        *("account/sessions/end/", "articles/article/<str:key>/autosave/", "articles/article/<str:key>/checks/"),
        *("articles/article/<str:key>/name/<int:number>/", "articles/article/<str:key>/placement/"),
        *("articles/article/<str:key>/presence/", "articles/article/<str:key>/restore/<int:number>/"),
        *("articles/article/autosave/", "articles/article/checks/", "articles/article/keys/", "home/preview/"),
        *("articles/article/saved-tabs/", "articles/notification/<int:pk>/open/", "articles/notification/mail/"),
        *("articles/notification/read/", "auth/user/<int:key>/second-factor/remove/", "cms/auditentry/export/"),
        *("auth/user/<int:key>/sessions/end/", "auth/user/<int:key>/unlock/", "media/image/<int:pk>/give-way/"),
        *(f"articles/linkedaddress/<int:pk>/{act}/" for act in ("check", "heed", "ignore")),
        *("media/image/fetch/", "media/image/upload/", "logout/"),
    },
    "leads on": {
        "account/email/",
        "articles/sitesettings/",
        *(f"articles/{kind}/<path:object_id>/" for kind in ("article", "author", "category", "houseword", "tag")),
        *(f"articles/{kind}/<path:object_id>/" for kind in ("missingaddress", "redirect", "sitesettings", "topic")),
        *("articles/staticpage/<path:object_id>/", "auth/user/<path:object_id>/", "media/image/<path:object_id>/"),
    },
    "answers a script or gives a file": {
        *("articles/article/<str:key>/files/<int:pk>/", "articles/article/<str:key>/preview/<path:name>"),
        *("articles/article/<str:key>/wechat/cover/<str:name>/", "articles/article/<str:key>/wechat/pictures/"),
        *("articles/article/links/", "articles/article/tags/", "articles/article/token/", "jsi18n/"),
        *("media/image/<int:pk>/original/", "media/image/pick/", "media/image/words/"),
        *("articles/importrun/<int:key>/csv/", "edit-link/"),
    },
    "is closed to everybody": {
        *("autocomplete/", "r/<int:content_type_id>/<str:object_id>/", "articles/missingaddress/add/"),
        *("articles/sitesettings/add/", "articles/sitesettings/<path:object_id>/delete/"),
    },
}
ADDRESSES = {  # of routes whose parts are more than the key of one row
    "articles/article/<str:key>/suggestions/<int:pk>/": "articles/article/{theirs}/suggestions/{suggestion}/",
    "articles/article/runs/<int:key>/": "articles/article/runs/{bulkrun}/",
    "(?P<url>.*)$": "nowhere/",
    **{
        f"articles/{kind}/merges/<int:pk>/": f"articles/{kind}/merges/{{{kind}-merge}}/"
        for kind in ("category", "topic")
    },
    **{f"articles/{kind}/merges/<int:pk>/": f"articles/{kind}/merges/{{{kind}-merge}}/" for kind in ("author", "tag")},
    **{
        f"articles/{kind}/merge/": f"articles/{kind}/merge/?ids=1,2,3"
        for kind in ("category", "topic", "author", "tag")
    },
}
SANDBOXED = {  # their policy lets nothing run, axe neither
    *("articles/article/<str:key>/preview/live.html", "articles/article/preview/live.html"),
    *("articles/article/<str:key>/wechat/body/", "articles/article/help/effects/"),
}
STRANGERS = {"login/", "login/code/"}  # shown to whoever is not signed in yet
IN_OTHER_STATES = [
    *("articles/article/{draft}/change/", "articles/article/{draft}/review/?tab=compare"),
    *("articles/article/{draft}/review/?tab=checks", "articles/article/{draft}/review/?tab=cards"),
    *("articles/article/{draft}/transition/publish/", "articles/article/{draft}/transition/send_back/"),
    *("articles/article/{trashed}/change/", "articles/article/{trashed}/delete/", "articles/article/?status=trashed"),
    *("articles/article/?problem=W01", "articles/article/?q=食堂", "articles/article/{article}/transition/unpublish/"),
    *("media/image/?view=rows", "articles/tag/?alike=1", "articles/tag/merge/?ids=1,2&keep=1"),
]
WRITERS = ["", "articles/article/", "articles/article/{returned}/change/", "articles/article/{theirs}/change/"]
REFERENCES = (
    "for",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "list",
    "form",
)
OF_PAGES = {name: {"enabled": False} for name in ("landmark-one-main", "page-has-heading-one", "region", "bypass")}


def routes_shown():
    return sorted(screens() - STRANGERS - SANDBOXED - set().union(*NO_SCREENS.values()))


@pytest.fixture(scope="module")
def keys(site):
    return json.loads(
        site.manage("shell", "--no-imports", "-c", "from tests import full_newsroom as full; full.print_keys()")
    )


def addresses(keys):
    """Return the address of each screen, and of some in other states."""
    texts = {name: str(key) for name, key in keys.items()}
    shown = [
        ADDRESSES[route].format_map(texts) if route in ADDRESSES else filled(route, texts) for route in routes_shown()
    ]
    return [f"/admin/{address}" for address in (*shown, *(one.format_map(texts) for one in IN_OTHER_STATES))]


def dangling(source):
    """Return what a page names by an id that none of its elements has, or two have."""
    page = html.document_fromstring(source)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    named = {(name, key) for name in REFERENCES for one in page.iter() for key in (one.get(name) or "").split()}
    hidden = set(page.xpath("//input[@type='hidden']/@id"))
    wrong = {(name, key) for name, key in named if key not in ids or (name == "for" and key in hidden)}
    return sorted(wrong | {("id", key) for key in ids if ids.count(key) > 1})


def nameless(source):
    """Return the menus with a choice that says nothing: Django's dashes."""
    menus = html.document_fromstring(source).iter("select")
    return [("dashes", menu.get("name")) for menu in menus if menu.xpath("option[starts-with(., '---')]")]


def wrong_with(page, address, rules):
    """Yield what is wrong with one screen on a desk and on a phone, in light and in dark colours."""
    page.faults.clear()
    see(page, 1280, dark=False)
    answer = page.goto(address)
    if answer.status not in {200, 404, 409} or "text/html" not in answer.headers["content-type"]:
        yield answer.status
    yield from dangling(answer.text())
    yield from nameless(answer.text())
    yield from (fault for fault in page.faults if f"status of {answer.status}" not in fault or answer.status == 200)
    yield from barriers_in_every_look(page, rules=rules)


def all_wrong_with(page, some, *, rules=None):
    """Return what is wrong with these screens, by their addresses; with ``rules`` of axe set otherwise."""
    found = {address: list(wrong_with(page, address, rules or {})) for address in some}
    return {address: faults for address, faults in found.items() if faults}


def test_every_route_is_a_screen_or_has_a_reason(keys):
    assert set().union(*NO_SCREENS.values(), ADDRESSES, STRANGERS) <= screens()
    assert not [address for address in addresses(keys) if re.search(r"[<(]", address)]


def test_what_is_called_no_screen_shows_none(keys, visit):
    page, texts = visit("admin"), {name: str(key) for name, key in keys.items()}
    expected = {"takes what is posted": {405}, "leads on": {302}, "is closed to everybody": {403, 404}}
    for reason, some in NO_SCREENS.items():
        for route in some - {"logout/"}:
            answer = page.request.get(f"/admin/{filled(route, texts)}", max_redirects=0)
            if reason in expected:
                assert answer.status in expected[reason], route
            else:
                no_page = answer.status in {204, 404} or "text/html" not in answer.headers["content-type"]
                assert no_page, route


def test_no_screen_bars_anybody_or_breaks_the_policy(keys, visit):
    assert all_wrong_with(visit("admin"), addresses(keys)) == {}


def test_what_stands_in_frames_bars_nobody(keys, visit):
    texts = {name: str(key) for name, key in keys.items()}
    some = [f"/admin/{filled(route, texts)}" for route in sorted(SANDBOXED)]
    assert all_wrong_with(visit("admin", policy=False), some, rules=OF_PAGES) == {}


def test_a_writers_screens_bar_nobody(keys, visit):
    assert all_wrong_with(visit("writer"), [f"/admin/{address.format_map(keys)}" for address in WRITERS]) == {}


def test_the_way_in_bars_nobody(keys, visit):
    page = visit()
    assert all_wrong_with(page, ["/admin/login/"]) == {}
    page.fill("input[name=username]", "chief")
    page.fill("input[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/login/code/**")
    assert all_wrong_with(page, [page.url]) == {}
