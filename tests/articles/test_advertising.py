"""Readers can tell an advertisement wherever they meet it (广告法 §14: 具有可识别性)."""

import pytest

from articles import publishing, workflow
from articles.checks import readiness
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.feeds.test_feeds import channel
from tests.factories import make_article, make_image, make_published, make_topic, make_user

from .admin.article.article_desk import address, posted, text_of
from .pages.test_structured_data import graph

pytestmark = pytest.mark.django_db
LABEL = '<span class="paid">广告</span>'
PAID = {"paid": True, "source_name": "临江物业"}


@pytest.mark.parametrize(
    "url",
    ["/", "/posts/", "/categories/新闻/", "/news/元宇宙/", "/archives/2026/", "/archives/2026/11/", "/search/?q=新楼"],
)
def test_every_list_shows_the_label_for_what_is_paid_and_for_nothing_else(client, url, time_machine):
    time_machine.move_to("2026-11-28T04:00:00Z")
    for title, fields in (("新楼开盘", PAID), ("新楼动工", {})):
        make_published(title=title, topics=(make_topic(),), **fields)
    page = client.get(url).text
    assert "动工" in page
    assert page.count(LABEL) == page.count("开盘") >= 1


@pytest.mark.parametrize("place", ["pinned", "recommended", "in_focus"])
def test_the_places_of_the_home_page_show_it(client, place):
    make_published(title="头条", pinned=True)
    make_published(title="开盘", featured_image=make_image(), **{place: True}, **PAID)
    page = client.get("/").text
    assert page.count(LABEL) == page.count("开盘") == 1


def test_its_page_names_who_paid_and_so_do_the_neighbours_links(client):
    make_published(title="前一篇")
    paid = make_published(title="开盘", **PAID)
    after = make_published(title="后一篇")

    page = client.get(paid.path).text
    assert page.count(LABEL) == 1
    assert page.index(LABEL) < page.index('class="prose"')
    assert "广告主：临江物业" in page
    assert "本文是广告，由临江物业出资发布。" in page
    assert "本站原创" not in page
    assert page.count('content="广告｜') == 2, "the description for search engines and for a card in a chat"
    assert LABEL in client.get(after.path).text


def test_feeds_and_search_engines_are_told(client):
    paid = make_published(title="开盘", source_url="https://linjiang.example/", **PAID)
    make_published(title="新闻一则")

    items = {item.findtext("title"): item for item in channel(client).iter("item")}
    assert items.keys() == {"广告｜开盘", "新闻一则"}
    assert "广告" in [one.text for one in items["广告｜开盘"].iter("category")]
    assert "由临江物业出资发布" in items["广告｜开盘"][-1].text
    story = graph(client, paid.path)["AdvertiserContentArticle"]
    assert story["sponsor"] == {"@type": "Organization", "name": "临江物业", "url": "https://linjiang.example/"}
    news = client.get("/news-sitemap.xml").text
    assert "新闻一则" in news
    assert "开盘" not in news


def test_nobody_publishes_one_that_does_not_say_who_paid():
    editor = make_user(Role.EDITOR)
    article = make_article(paid=True)
    assert readiness.blocking_problems(article) == ["广告必须写明广告主，填写“来源名称”。"]
    with pytest.raises(workflow.TransitionNotAllowed):
        workflow.apply(article, "publish", actor=editor)
    newest = article.latest_revision.number
    content = Content(**{**vars(Content.newest(article)), "source_name": "临江物业"})
    publishing.save_revision(article, content, author=editor, based_on=newest)
    workflow.apply(article, "publish", actor=editor)


def test_the_label_is_part_of_a_version(client):
    client.force_login(make_user(Role.EDITOR))
    article = make_published(title="开盘", source_name="临江物业")
    form = posted(client.get(address("change", article)), paid="on")
    client.post(address("change", article), form)

    assert LABEL not in client.get(article.path).text, "not before the update"
    compared = text_of(client.get(address("compare", article)))
    assert "广告（有人付费） 否 是" in compared
    article.refresh_from_db()
    workflow.apply(article, "update", actor=None)
    assert LABEL in client.get(article.path).text
    assert "由临江物业出资发布" in client.get(address("wechat_body", article)).text
    assert "广告" in text_of(client.get("/admin/articles/article/"))
