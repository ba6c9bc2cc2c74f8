"""Preview links: made, copied, taken back, and what they show to whom."""

import datetime
import io

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import attachments, publishing, workflow
from articles.models import PreviewLink
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.documents import pdf
from tests.factories import make_article
from tests.visitor import Visitor

from .article_desk import address, text_of

pytestmark = pytest.mark.django_db
OVER = "这个预览已经结束"


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR, last_name="王编辑")


def make_link(client, article):
    client.post(address("preview_links", article))
    return PreviewLink.objects.latest("pk")


def test_a_link_shows_its_version_to_anybody_and_to_no_cache_or_search_engine(client, editor):
    article = make_article(title="还没发的标题")
    link = make_link(client, article)
    publishing.save_revision(article, Content(title="更新的标题"), author=editor)
    client.logout()

    response = client.get(f"/preview/{link.token}/")

    words = text_of(response)
    assert response.status_code == 200
    assert "还没发的标题" in words
    assert "更新的标题" not in words
    assert "预览稿，请勿外传" in words
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_page_lists_the_links_that_open_and_takes_one_back(client, editor):
    article = make_article()
    link = make_link(client, article)
    assert link.token in client.get(address("preview_links", article)).text

    words = text_of(client.post(address("preview_links", article), {"revoke": link.pk}, follow=True))

    assert "链接已经打不开任何内容" in words
    assert "现在没有能打开这篇文章的链接" in words
    assert OVER in text_of(client.get(f"/preview/{link.token}/"))


def test_after_seven_days_it_is_over(client, editor):
    link = make_link(client, make_article())

    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=1)):
        assert client.get(f"/preview/{link.token}/").status_code == 410


def test_an_article_in_the_trash_is_shown_to_nobody(client, editor):
    article = make_article()
    link = make_link(client, article)
    workflow.apply(article, "trash", actor=None)

    assert client.get(f"/preview/{link.token}/").status_code == 410


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("-" if token[-1] != "-" else "a"),
        lambda token: ("2" if token[0] != "2" else "3") + token[1:],
        lambda token: "1",
        lambda token: "x-" + token,
    ],
)
def test_a_forged_link_opens_nothing(client, editor, change):
    link = make_link(client, make_article())
    make_link(client, make_article())

    assert client.get(f"/preview/{change(link.token)}/").status_code == 410


def test_a_link_of_another_article_cannot_be_taken_back_from_here(client, editor):
    link = make_link(client, make_article())

    client.post(address("preview_links", make_article()), {"revoke": link.pk})

    assert PreviewLink.objects.valid().count() == 1


@pytest.mark.parametrize("key", ["", "x", "9" * 30])
def test_a_number_that_no_link_has_is_no_error(client, editor, key):
    response = client.post(address("preview_links", make_article()), {"revoke": key}, follow=True)

    assert response.status_code == 200


def test_it_is_written_down_who_made_and_who_took_back(client, editor):
    article = make_article()
    link = make_link(client, article)
    client.post(address("preview_links", article), {"revoke": link.pk})

    told = list(LogEntry.objects.order_by("pk").values_list("user", "change_message"))
    assert told == [(editor.pk, "preview link made for version 1"), (editor.pk, "preview link taken back")]


def test_a_draft_is_offered_to_nobody_who_only_has_its_link(client, editor):
    article = make_article(title="还没发的标题")

    shown = client.get(f"/preview/{make_link(client, article).token}/").text

    assert "还没发的标题" in shown
    for of_the_share_section in ('id="share"', "weibo.com", "data-copy"):
        assert of_the_share_section not in shown


def test_the_files_of_a_draft_are_where_its_preview_links_to(client, editor):
    article = make_article(body="[全文](全文.pdf)")
    attachments.add(article, io.BytesIO(pdf()), name="全文.pdf", actor=editor)
    link, reader = make_link(client, article), Visitor()

    response = reader.get(f"/preview/{link.token}/全文.pdf")

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == pdf()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store, private"
    assert reader.get(f"/preview/{link.token}/别的.pdf").status_code == 404
    link.revoked_at = timezone.now()
    link.save()
    assert reader.get(f"/preview/{link.token}/全文.pdf").status_code == 410
