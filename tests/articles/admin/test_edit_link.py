"""The way from a public page into the newsroom: what it leads to, and for whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Category, PreviewLink, Tag, Topic
from articles.policy import Role
from cms.editor_cookie import EDITOR_COOKIE
from tests.factories import make_article, make_author, make_page, make_published, make_topic, make_user, make_withdrawn
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
EDITORS = {Role.EDITOR, Role.CHIEF, Role.ADMIN}
CHIEFS = {Role.CHIEF, Role.ADMIN}


def ask(user, at):
    client = Visitor()
    if user:
        client.force_login(user)
    return client.get("/admin/edit-link/", {"at": at})


def label(user, at):
    """Return what the link of a page says to somebody; None where there is none."""
    answer = ask(user, at)
    if answer.status_code == 204:
        assert answer.content == b""
        return None
    assert answer.status_code == 200
    return answer.json()["label"]


def form_of(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def page_of():
    """Return what stands on the public pages, by the label of its link."""
    author = make_author(user=make_user(Role.WRITER))
    article = make_published(slug="n1", topics=(make_topic("元宇宙"),), tags=("C# 与 AI",), authors=(author,))
    return {
        "编辑本文": article,
        "编辑本栏目": Category.objects.get(),
        "编辑本专题": Topic.objects.get(),
        "编辑本标签": Tag.objects.get(),
        "编辑本作者页": author,
        "编辑本页": make_page(),
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_page_leads_those_to_its_form_who_may_change_it(page_of, role):
    user = make_user(role)
    theirs = {"编辑本文": EDITORS, "编辑本标签": EDITORS}

    for words, row in page_of.items():
        answer = ask(user, row.get_absolute_url())
        if role in theirs.get(words, CHIEFS):
            assert answer.json() == {"address": form_of(row), "label": words, "name": "编辑部"}
            assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        else:
            assert (answer.status_code, answer.content) == (204, b"")
    home = ask(user, "/")
    assert home.json()["address"] == "/admin/home/" if role in CHIEFS else home.status_code == 204


def test_a_writer_is_led_to_the_own_article_and_the_own_author_page_only(page_of):
    author = page_of["编辑本作者页"]
    own = make_published(owner=author.user)

    assert label(author.user, own.path) == "编辑本文", "where a change can be suggested"
    assert label(author.user, page_of["编辑本文"].path) is None
    assert label(author.user, author.get_absolute_url()) == "编辑本作者页"


@pytest.mark.parametrize("who", ["nobody", "a reader", "somebody dismissed"])
def test_nobody_else_is_told_anything(page_of, who):
    user = None if who == "nobody" else make_user(None if who == "a reader" else Role.CHIEF)
    if who == "somebody dismissed":
        user.is_active = False
        user.save()

    answers = {ask(user, at).headers["Location"].partition("?")[0] for at in ("/", "/posts/n1/", "/nowhere/")}

    assert answers == {"/admin/login/"}


def test_later_pages_of_a_list_belong_to_the_same_term(page_of):
    chief = make_user(Role.CHIEF)

    for words in ("编辑本栏目", "编辑本专题", "编辑本标签", "编辑本作者页"):
        assert label(chief, f"{page_of[words].get_absolute_url()}page/2/") == words


def test_what_is_gone_not_yet_public_or_shown_by_a_preview_link_leads_to_its_article():
    draft, gone, editor = make_article(), make_withdrawn(), make_user(Role.EDITOR)
    link = PreviewLink.objects.create(
        article=draft,
        revision=draft.latest_revision,
        created_by=editor,
        expires_at=timezone.now() + PreviewLink.LASTS,
    )

    for at in (draft.path, gone.path, f"/preview/{link.token}/"):
        assert label(editor, at) == "编辑本文"
        assert label(make_user(Role.WRITER), at) is None

    workflow.apply(draft, "trash", actor=editor)
    assert label(editor, draft.path) == "在编辑部打开本文"


@pytest.mark.parametrize(
    "at",
    [
        *("", "posts/n1/", "/admin/", "/page/2/", "/posts/", "/tags/", "/search/", "/nowhere/", "//evil.example/"),
        *("/%00/", "/%2500/", "/a%0d%0ab/", "/%ff/", "/tags/%00/", "/preview/1-x/", "/healthz", "/" + "长" * 2000),
    ],
)
def test_a_page_that_nobody_edits_has_no_link(page_of, at):
    assert label(make_user(Role.ADMIN), at) is None


def test_looking_costs_few_questions_and_takes_no_form(page_of, django_assert_max_num_queries):
    client = Visitor()
    client.force_login(make_user(Role.CHIEF))

    for row in page_of.values():
        with django_assert_max_num_queries(6):
            assert client.get("/admin/edit-link/", {"at": row.get_absolute_url()}).status_code == 200
    assert client.post("/admin/edit-link/").status_code in {403, 405}


# --- the cookie by which public pages know that they should ask


def test_staff_get_the_cookie_at_login_and_lose_it_at_logout(settings):
    client, sent = Visitor(), {"password": "correct horse battery"}
    answer = client.post("/admin/login/", {"username": make_user(Role.WRITER).username, **sent})

    cookie = answer.cookies[EDITOR_COOKIE]
    assert (cookie.value, cookie["path"], cookie["samesite"]) == ("admin", "/", "Lax")
    assert not cookie["httponly"], "a script reads it"
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE
    assert client.post("/admin/logout/").cookies[EDITOR_COOKIE]["max-age"] == 0


def test_a_reader_gets_no_cookie():
    client = Visitor()
    client.post("/admin/login/", {"username": make_user(None).username, "password": "correct horse battery"})
    client.get("/admin/account/")

    assert EDITOR_COOKIE not in client.cookies


def test_whoever_was_signed_in_before_gets_it_once():
    client = Visitor()
    client.force_login(make_user(Role.WRITER))

    assert EDITOR_COOKIE in client.get("/admin/").cookies
    assert EDITOR_COOKIE not in client.get("/admin/").cookies


def test_a_public_page_is_the_same_with_it_and_stays_out_of_shared_caches_with_a_session(page_of):
    path = page_of["编辑本文"].path
    anonymous, client = Visitor().get(path), Visitor()
    client.force_login(make_user(Role.CHIEF))
    client.get("/admin/")

    page = client.get(path)

    assert page.content == anonymous.content
    assert "编辑本文" not in anonymous.text
    assert "edit-link" not in anonymous.text
    assert page["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in page.headers
