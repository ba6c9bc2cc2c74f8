"""The preview beside the text: what is typed, by the public page's own template, and nothing kept."""

from functools import partial

import pytest

from articles import workflow
from articles.models import Article, SiteSettings
from articles.policy import Role
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_topic,
    make_user,
)

from .article_desk import LIST, address

pytestmark = pytest.mark.django_db
NEW = f"{LIST}preview/live.html"


def laid_out(client, where=NEW, **typed):
    return client.post(where, {"title": "新题", "body": "第一段。", **typed}).json()["html"]


def test_what_is_typed_is_shown_as_the_page_shows_it_and_nothing_is_saved(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(title="旧题", body="旧文")
    before = Article.objects.values().get()
    typed = {
        "description": "一句摘要，不与正文相同。",
        "body": "## 会场\n\n**来了三百人。**",
        "categories": make_category("新闻").pk,
        "topics": make_topic("元宇宙").pk,
        "authors": make_author("王记者").pk,
        "tags": "社区，没有过的标签",
        "origin": "repost",
        "source_name": "日报",
        "source_url": "https://example.cn/a",
        "responsible_editor": "李编辑",
        "corrections-TOTAL_FORMS": 1,
        "corrections-INITIAL_FORMS": 0,
        "corrections-0-date": "2026-11-20",
        "corrections-0-text": "人数原为二百。",
    }

    html = laid_out(client, address("live_preview", article), **typed)

    for shown in (
        "<h1>",
        "新题",
        "一句摘要",
        "<strong>来了三百人。</strong>",
        "新闻",
        "元宇宙",
        "王记者",
        "没有过的标签",
    ):
        assert shown in html
    for shown in ('href="https://example.cn/a"', "责任编辑：李编辑", "人数原为二百", 'id="会场"', "新闻", "元宇宙"):
        assert shown in html
    for absent in ("旧题", "旧文", "<script", "masthead", 'id="share"'):
        assert absent not in html
    assert Article.objects.values().get() == before
    assert article.revisions.count() == 1


def test_a_sheet_that_was_never_saved_has_a_preview_too(client, sign_in):
    sign_in(Role.WRITER)

    for kind in ("page", "card", "wechat", "feed", "nothing we know", ""):
        assert "新题" in laid_out(client, _kind=kind), kind

    assert not Article.objects.exists()


def test_the_cards_show_title_summary_and_cover(client, sign_in):
    sign_in(Role.EDITOR)
    SiteSettings(name="社区日报").save()
    cover, topic = make_image(alt="礼堂坐满了人"), make_topic("元宇宙")
    typed = {"description": "一句摘要。", "featured_image": cover.pk, "topics": topic.pk}
    article = make_article(title="旧题")

    card = laid_out(client, address("live_preview", article), _kind="card", **typed)
    wechat = laid_out(client, _kind="wechat", **typed)
    feed = laid_out(client, _kind="feed", **typed)

    assert "元宇宙" in card
    for html in (card, wechat):
        assert cover.digest in html
    assert "一句摘要。" in wechat
    assert "社区日报" in feed
    assert "一句摘要。" in feed
    assert cover.digest in feed
    assert "转载请注明出处" in feed


@pytest.mark.parametrize("source_url", ["javascript:alert(1)", "//evil.example", 'https://a.cn/"x', ""])
def test_an_address_that_could_not_be_saved_is_no_link(client, sign_in, source_url):
    sign_in(Role.WRITER)

    html = laid_out(client, origin="repost", source_name="日报", source_url=source_url)

    assert "日报" in html
    assert "alert" not in html
    assert "evil" not in html


def test_a_text_that_is_refused_is_named(client, sign_in):
    sign_in(Role.WRITER)

    response = client.post(NEW, {"title": "题", "body": "字" * 200_001})

    assert response.status_code == 422
    assert "200000 个字符" in response.json()["message"]


def test_the_frame_may_stand_in_our_pages_only_and_run_nothing(client, sign_in):
    sign_in(Role.EDITOR)
    SiteSettings(remote_image_hosts="img.example.cn").save()

    response = client.get(address("live_preview", make_article()))
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))

    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert "allow-scripts" not in policy["sandbox"]
    assert policy["frame-ancestors"] == "'self'"
    assert "https://img.example.cn" in policy["img-src"]
    assert "no-store" in response["Cache-Control"]


def test_it_is_for_those_who_may_write_or_suggest(client, sign_in):
    theirs = make_article(owner=make_user(Role.WRITER))
    sign_in(Role.WRITER)
    assert client.post(address("live_preview", theirs), {"title": "题"}).status_code == 404
    writer = sign_in(Role.WRITER)
    published, handed_in = make_published(owner=writer), make_article(owner=writer)
    workflow.apply(handed_in, "submit", actor=writer)
    for ask in (partial(client.post, data={"title": "题"}), client.get):
        assert ask(address("live_preview", published)).status_code == 200
        assert ask(address("live_preview", handed_in)).status_code == 403
    client.force_login(make_user(None))
    assert client.post(NEW, {"title": "题"}).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_its_questions_do_not_grow_with_the_text(client, sign_in, django_assert_max_num_queries, count):
    sign_in(Role.EDITOR)
    names = [f"标签{number}" for number in range(count)]
    topics = [make_topic(f"专题{number}").pk for number in range(count)]
    body = "\n\n".join(f"![说明]({make_image().name})" for _ in range(count))
    where = address("live_preview", make_article())

    with django_assert_max_num_queries(17):
        laid_out(client, where, tags="，".join(names), topics=topics, body=body)
