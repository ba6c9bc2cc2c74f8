"""What a step adds to the text, what it says before and after, and the way back to the filtered list."""

import datetime
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, StateChange
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_scheduled,
)

from .article_desk import LIST, TICKED, address, posted, text_of

pytestmark = pytest.mark.django_db

FILTERS = "?_changelist_filters=" + quote("status=draft")


@pytest.mark.parametrize("step", ["publish", "schedule"])
def test_whoever_publishes_answers_for_the_article_unless_somebody_is_named(client, sign_in, step):
    editor = sign_in(Role.EDITOR, first_name="顾远")
    at = f"{timezone.localtime() + datetime.timedelta(days=1):%Y-%m-%dT%H:%M}" if step == "schedule" else ""
    unnamed, named = make_article(), make_article(responsible_editor="何米")

    for article in (unnamed, named):
        assert client.post(address("step", article, step), TICKED | {"at": at}).status_code == 302
        article.refresh_from_db()

    assert unnamed.responsible_editor == editor.first_name
    assert named.responsible_editor == "何米"


def test_the_byline_of_an_account_comes_before_its_name_and_a_login_is_never_shown(client, sign_in):
    editor = sign_in(Role.EDITOR)
    nameless, signed = make_article(), make_article()

    client.post(address("step", nameless, "publish"), TICKED)
    make_author("老顾", user=editor)
    client.post(address("step", signed, "publish"), TICKED)

    assert [Article.objects.get(pk=row.pk).responsible_editor for row in (nameless, signed)] == ["", "老顾"]


def test_a_refused_publication_signs_nothing(client, sign_in):
    sign_in(Role.EDITOR, first_name="顾远")
    article = make_article(body="")

    assert client.post(address("step", article, "publish"), TICKED).status_code == 409

    article.refresh_from_db()
    assert (article.latest_revision.number, article.responsible_editor) == (1, "")


def test_an_update_can_be_noted_as_a_correction_below_the_article(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()

    answer = client.post(
        address("step", article, "update"), TICKED | {"is_correction": "on", "correction": " 应为三十七项。 "}
    )

    assert answer.status_code == 302
    assert [(row.date, row.text) for row in article.corrections.all()] == [(timezone.localdate(), "应为三十七项。")]
    assert "应为三十七项。" in client.get(article.get_absolute_url()).content.decode()


def test_a_correction_that_the_form_has_is_not_asked_for_again(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()
    noted = (("2026-11-24", "应为三十七项。"),)
    content = Content(**{**vars(Content.newest(article)), "corrections": noted})
    publishing.save_revision(article, content, author=None)

    asked = client.get(address("step", article, "update"))
    assert "会在文末注明更正： 应为三十七项。" in text_of(asked)
    assert "is_correction" not in posted(asked)

    client.post(address("step", article, "update"), posted(asked) | TICKED)
    assert [row.text for row in article.corrections.all()] == ["应为三十七项。"]
    assert "is_correction" in client.get(address("step", article, "update")).text, "the next one is asked for"


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"is_correction": "on"}, "写明更正了什么"), ({"correction": "应为三十七项。"}, "要注明就勾选这一项")],
)
def test_half_a_correction_is_asked_about(client, sign_in, typed, words):
    sign_in(Role.EDITOR)
    article = make_published()

    assert words in text_of(client.post(address("step", article, "update"), typed))
    assert not article.corrections.exists()


def test_a_writers_note_reaches_the_editor_and_survives_a_refusal(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer, categories=())
    form = posted(client.get(address("change", article)), note="请看第二段", _transition="submit")

    refused = client.post(address("change", article), form)
    assert refused.status_code == 409
    assert posted(refused)["note"] == ["请看第二段"]

    client.post(address("change", article), posted(refused, categories=[make_category().pk], _transition="submit"))
    assert StateChange.objects.get(article=article).note == "请看第二段"
    sign_in(Role.EDITOR)
    assert "作者附言 请看第二段" in text_of(client.get(address("change", article)))


def test_the_question_before_publication_names_the_lead_that_goes(client, sign_in):
    sign_in(Role.EDITOR)
    make_published(title="现在的头条", featured_image=make_image())
    plain, covered, pinned = make_article(), make_article(featured_image=make_image()), make_article()
    Article.objects.filter(pk=pinned.pk).update(pinned=True)

    replaced = [
        "首页头条《现在的头条》" in text_of(client.get(address("step", article, "publish")))
        for article in (plain, covered, pinned)
    ]

    assert replaced == [False, True, True]


def test_a_pinned_lead_stays_unless_the_newcomer_is_pinned_before_it(client, sign_in):
    sign_in(Role.EDITOR)
    lead = make_published(title="置顶的头条")
    Article.objects.filter(pk=lead.pk).update(pinned=True)
    covered, pinned = make_article(featured_image=make_image()), make_article()
    Article.objects.filter(pk=pinned.pk).update(pinned=True)

    assert "置顶的头条" not in text_of(client.get(address("step", covered, "publish")))
    assert "替换现在的首页头条《置顶的头条》" in text_of(client.get(address("step", pinned, "publish")))


def test_a_scheduled_article_is_given_another_time_and_its_update_says_when_it_appears(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_scheduled()

    assert "改发布时间…" in text_of(client.get(address("change", article)))
    question = text_of(client.get(address("step", article, "update")))
    assert "这一版将在" in question
    assert "立即看到" not in question


def test_the_list_keeps_its_filters_through_editing_steps_and_the_trash(client, sign_in):
    editor = sign_in(Role.EDITOR)
    article = make_article(owner=editor)
    form_url = address("change", article) + FILTERS

    assert form_url.replace("&", "&amp;") in client.get(f"{LIST}?status=draft").content.decode()
    form = client.get(form_url)
    assert f'href="{LIST}?status=draft"' in form.content.decode()
    assert client.post(form_url, posted(form, title="改过", _save="1")).url == form_url
    form = posted(client.get(form_url), _transition="publish")
    assert client.post(form_url, form).url == address("step", article, "publish") + FILTERS
    answer = client.post(form_url, {"_transition": "trash"})
    assert answer.url == f"{LIST}?status=draft"
    page = client.get(answer.url).content.decode()
    undo = address("step", article, "restore")
    assert f'<form method="post" action="{undo}" class="undo">' in page
    client.post(undo)
    article.refresh_from_db()
    assert article.state == "draft", "one press, no further question"


@pytest.mark.parametrize("filters", ["%0d%0aSet-Cookie:x", "//evil.example/", "a%00b", "%ff"])
def test_no_filter_leads_anywhere_else(client, sign_in, filters):
    editor = sign_in(Role.EDITOR)
    article = make_article(owner=editor)

    answer = client.post(f"{address('change', article)}?_changelist_filters={filters}", {"_transition": "trash"})

    assert answer.status_code in {302, 400}
    if answer.status_code == 302:
        assert answer.url.startswith(LIST)
        assert "Set-Cookie:" not in answer.url
