"""The rules of docs/SECURITY.md at the article screens: every role, every state, own and others' articles."""

import csv

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHOSEN
from django.db import transaction
from django.test import Client

from articles import workflow
from articles.models import Article, PlacementChange, PreviewLink, Revision, StateChange
from articles.policy import Role
from cms.models import AuditEntry
from tests.factories import make_article, make_published, make_scheduled, make_user, make_withdrawn

from .article_desk import LIST, TICKED, address

pytestmark = pytest.mark.django_db
ROLES = {"reader": None, "writer": Role.WRITER, "editor": Role.EDITOR, "chief": Role.CHIEF, "admin": Role.ADMIN}


def in_review(**fields):
    article = make_article(**fields)
    workflow.apply(article, "submit", actor=None)
    return article


def trashed(**fields):
    article = make_article(**fields)
    workflow.apply(article, "trash", actor=None)
    return article


STATES = {
    "draft": make_article,
    "in_review": in_review,
    "scheduled": make_scheduled,
    "published": make_published,
    "unpublished": make_withdrawn,
    "trashed": trashed,
}


def step(name, **words):
    return lambda client, article: client.post(address("step", article, name), words)


def publish(client, article):
    return client.post(address("step", article, "republish" if article.state == "unpublished" else "publish"), TICKED)


def form(**changes):
    def send(client, article):
        terms = [category.pk for category in article.categories.all()]
        typed = {"title": article.title, "body": article.body, "slug": article.slug, "categories": terms}
        return client.post(address("change", article), {**typed, "revision": "1", **changes})

    return send


def listed(client, article):
    response = client.get(LIST, {"status": "trashed"} if article.state == "trashed" else {})
    if response.status_code == 200 and article.title not in response.content.decode():
        response.status_code = 404
    return response


def bulk(client, article):
    return client.post(LIST, {"action": "trash", CHOSEN: [article.pk], "confirmed": "1"})


ACTIONS = {
    "list_in_admin": listed,
    "view_admin": lambda client, article: client.get(address("change", article)),
    "history": lambda client, article: client.get(address("history", article)),
    "preview": lambda client, article: client.get(address("preview", article)),
    "edit": form(title="改过的标题"),
    "change_slug": form(slug="changed-link"),
    "submit_for_review": step("submit"),
    "withdraw_from_review": step("withdraw_submission"),
    "publish": publish,
    "schedule": step("schedule", at="2099-01-01T00:00", **TICKED),
    "unpublish": step("unpublish"),
    "trash": step("trash"),
    "restore_from_trash": step("restore"),
    "purge": lambda client, article: client.post(address("delete", article)),
    "pin_on_front_page": lambda client, article: client.post(address("placement", article), {"pinned": "on"}),
    "bulk_trash": bulk,
    "make_preview_link": lambda client, article: client.post(address("preview_links", article)),
}
READS = {"list_in_admin", "view_admin", "history", "preview"}


KEPT = (Article, Revision, StateChange, PlacementChange, PreviewLink)


def everything():
    """Return all that a refused request may not have changed."""
    rows = (model.objects.order_by("pk").values_list() for model in KEPT)
    return [list(found) for found in rows]


def outcome(response):
    if response.status_code in {200, 201, 204}:
        return "allow"
    if response.status_code == 302:
        return "deny" if "/login/" in response.url else "allow"
    return "deny" if response.status_code in {403, 404, 405, 409} else str(response.status_code)


@pytest.fixture
def rows(shared):
    with shared("attack/permission_matrix.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["object"] == "article"]


@pytest.fixture
def people(db):
    return {name: make_user(role) for name, role in ROLES.items()}


def client_for(people, role, **options):
    client = Client(**options)
    if role != "anonymous":
        client.force_login(people[role])
    return client


class Cast:
    """The articles of the rows, each made once: in its state, of the role's own account or somebody else's."""

    def __init__(self, people):
        self.people = people
        self.made = {}

    def article(self, row):
        whose = row["role"] if row["owner"] == "own" else "nobody"
        key = (row["state"], whose)
        if key not in self.made:
            owner = self.people.get(whose) if row["owner"] == "own" else make_user()
            self.made[key] = STATES[row["state"]](owner=owner, title=f"{whose}的{row['state']}文章")
        return self.made[key]


@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_may_what_the_rules_say_and_a_refusal_changes_nothing(rows, people, action):
    wrong = []
    tried = [row for row in rows if row["action"] == action]
    assert tried
    cast, clients = Cast(people), {role: client_for(people, role) for role in {row["role"] for row in tried}}
    for row in tried:
        article, client = cast.article(row), clients[row["role"]]
        with transaction.atomic():
            before, entries = everything(), AuditEntry.objects.count()
            found = outcome(ACTIONS[action](client, article))
            changed = everything() != before
            recorded = AuditEntry.objects.count() > entries
            expected_change = row["expected"] == "allow" and action not in READS
            if found != row["expected"] or (changed, recorded) != (expected_change, expected_change):
                wrong.append((row["id"], row["role"], row["state"], row["owner"], found, changed, recorded))
            transaction.set_rollback(True)
    assert not wrong


@pytest.mark.parametrize("state", STATES)
def test_no_change_without_a_csrf_token_or_by_get(people, state):
    article = STATES[state](owner=people["admin"])
    before = everything()
    client = client_for(people, "admin", enforce_csrf_checks=True)

    for action in sorted(set(ACTIONS) - READS):
        assert ACTIONS[action](client, article).status_code == 403, action
    for name in ("change", "placement", "preview", "history", "delete"):
        assert client.get(address(name, article), {"_transition": "trash", "pinned": "on"}).status_code < 500
    for name in workflow.TRANSITIONS:
        assert client.get(address("step", article, name)).status_code in {200, 403, 409}
    client.get(LIST, {"action": "trash", CHOSEN: article.pk, "confirmed": "1"})

    assert everything() == before


@pytest.mark.parametrize(
    "page", ["", "add/", "tags/", "1/change/", "1/history/", "1/preview/", "1/placement/", "1/delete/"]
)
@pytest.mark.parametrize("role", [None, "reader"])
def test_outsiders_are_asked_to_log_in_whether_or_not_the_article_exists(people, page, role):
    client = client_for(people, role or "anonymous")

    response = client.get(f"{LIST}{page}")

    assert response.status_code == 302
    assert "/login/" in response.url


def test_a_foreign_article_and_one_that_never_was_look_the_same(people):
    article = make_published(owner=people["editor"], title="别人的标题")
    client = client_for(people, "writer")

    for page in ("change/", "history/", "preview/", "placement/", "transition/trash/", "delete/"):
        real = client.get(f"{LIST}{article.pk}/{page}")
        made_up = client.get(f"{LIST}{article.pk + 1000}/{page}")
        assert real.status_code == made_up.status_code == 404
        assert "别人的标题" not in real.content.decode().split("<main", 1)[0]


def test_who_may_create_and_for_whom(people):
    other = people["writer"]
    expected = {"reader": (302, 0), "writer": (403, 0), "editor": (403, 0), "chief": (302, 1), "admin": (302, 1)}
    for role, (status, made) in expected.items():
        count = Article.objects.count()
        client = client_for(people, role)
        response = client.post(f"{LIST}add/", {"title": "替人写的", "owner": other.pk})
        assert (role, response.status_code, Article.objects.count() - count) == (role, status, made)
    assert set(Article.objects.values_list("owner", flat=True)) == {other.pk}


def test_what_a_role_lost_takes_effect_on_the_next_request(people):
    article = make_article(owner=people["writer"])
    client = client_for(people, "editor")
    assert client.get(address("change", article)).status_code == 200

    people["editor"].groups.set([Role.WRITER.group()])

    assert client.get(address("change", article)).status_code == 404
