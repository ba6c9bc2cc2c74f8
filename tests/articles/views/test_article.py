import datetime

import pytest
from django.utils import timezone

from articles.models import Article, BundleImage, Redirect, SiteSettings
from tests.articles.views.test_views import ago, make_full, words
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db
THREE_SECTIONS = "开头。\n\n## 背景\n\n甲\n\n### 细节\n\n乙\n\n## 经过\n\n丙\n\n## 影响\n\n丁"


def test_it_shows_everything_in_the_order_of_the_brief(client):
    article = make_full(
        title="首届社区大会落幕 未来产生10万亿市场",
        description="导语与正文不同。",
        body=THREE_SECTIONS,
        origin="repost",
        source_name="社区日报",
        source_url="https://daily.example/1",
        responsible_editor="王某",
        at=ago(days=800),
    )

    text = client.get(article.path).text.partition("<main")[2]

    places = [
        'class="crumb"',
        "<h1>",
        'rel="author"',
        'rel="nofollow noopener" href="https://daily.example/1"',
        "约 1 分钟",
        "部分信息可能已变化",
        "导语与正文不同。",
        'class="hero"',
        "<summary>目录</summary>",
        "开头。",
        "来源：社区日报",
        "责任编辑：王某",
        "本文转载自社区日报，版权归原作者所有。",
        'rel="tag"',
        "文中日期有误，已更正。",
        "service.weibo.com",
        "订阅“元宇宙”专题",
    ]
    found = [text.find(place) for place in places]
    assert -1 not in found, places[found.index(-1)]
    assert found == sorted(found)


def test_the_headline_breaks_between_clauses_and_not_inside_names(client):
    article = make_published(title="首届社区元宇宙大会落幕 未来产生10万亿的巨量市场", topics=(make_topic(),))

    text = client.get(article.path).text

    assert '<span class="clause">首届社区<span class="nb">元宇宙</span>大会落幕</span> <span class="clause">' in text
    assert '<span class="nb">10万亿的</span>' in text
    assert f"<title>{article.title} - 社区元宇宙</title>" in text


def test_a_hostile_title_is_only_words(client):
    article = make_published(title="<script>alert(1)</script> & “引号”")

    for url in (article.path, "/", "/posts/"):
        text = client.get(url).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_short_text_has_no_contents_no_notice_no_update(client):
    article = make_published(body="只有一段。")

    text = client.get(article.path).text

    assert "目录" not in text
    assert "旧闻" not in text
    assert "更新于" not in text
    assert 'class="hero"' not in text


def test_the_old_article_notice_can_be_switched_off(client):
    article = make_published(at=ago(days=1000))
    SiteSettings(old_article_notice=False).save()

    assert "旧闻" not in client.get(article.path).text


def test_an_update_is_told_from_ten_minutes_on(client):
    article = make_published(at=ago(hours=3))
    Article.objects.update(modified_at=article.published_at + datetime.timedelta(minutes=10))

    assert "更新于" in client.get(article.path).text


def test_neighbours_stand_in_the_same_section_in_order_of_time(client):
    other = make_category("深度")
    first, second, third = (make_published(title=f"第{n}篇", at=ago(hours=9 - n)) for n in (1, 2, 3))
    make_published(title="别的栏目", categories=(other,), at=ago(hours=6, minutes=30))
    make_scheduled(title="以后的事")

    middle = client.get(second.path).text.partition('class="beside"')[2]
    end = client.get(third.path).text.partition('class="beside"')[2]

    assert f'上一篇：</span><a rel="prev" href="{first.path}">' in middle
    assert f'下一篇：</span><a rel="next" href="{third.path}">' in middle
    assert "下一篇：" not in end
    assert "别的栏目" not in middle + end


def test_exactly_one_picture_is_hurried(client):
    article = make_full(body="![](甲.jpg)\n\n字\n\n![](乙.jpg)")

    for url in (article.path, "/"):
        assert client.get(url).text.count('fetchpriority="high"') == 1
    assert client.get("/posts/").text.count('fetchpriority="high"') == 0


def test_every_picture_says_how_large_it_is(client):
    article = make_full()

    for url in (article.path, "/", "/posts/"):
        pictures = client.get(url).text.split("<img ")[1:]
        assert pictures
        assert all("width=" in picture.partition(">")[0] for picture in pictures)
        assert all("height=" in picture.partition(">")[0] for picture in pictures)


def test_what_is_shared_names_the_picture_and_the_whole_address(client):
    article = make_full(slug="大会-2026")

    text = client.get("/posts/大会-2026/").text

    assert '<link rel="canonical" href="http://testserver/posts/%E5%A4%A7%E4%BC%9A-2026/">' in text
    assert '<meta property="og:url" content="http://testserver/posts/%E5%A4%A7%E4%BC%9A-2026/">' in text
    assert '<meta property="og:image" content="http://testserver/media/' in text
    assert article.get_absolute_url() == "/posts/%E5%A4%A7%E4%BC%9A-2026/"


@pytest.mark.parametrize("path", ["/2022/03/old-name/", "/about/", "/news/元宇宙/", "/p/一.html", "/posts/x.y/"])
def test_an_imported_article_stands_where_the_old_site_had_it(client, path):
    make_topic()
    article = make_published(title="老地址的文章", path=path)

    assert "老地址的文章" in words(client.get(article.path))


def test_a_draft_does_not_hide_the_term_whose_address_it_would_have(client):
    topic = make_topic()
    make_published(title="专题里的", topics=(topic,))
    make_article(title="草稿", path="/news/元宇宙/")

    assert "专题里的" in words(client.get("/news/元宇宙/"))


def test_withdrawn_is_410_with_the_note_and_never_public_is_404(client):
    withdrawn = make_withdrawn(title="撤掉的题目", public_note="应当事人要求撤下。\n谢谢理解。")
    expired = make_published(expires_at=ago(minutes=1), at=ago(days=1))
    hidden = make_withdrawn()
    Article.objects.filter(pk=hidden.pk).update(hidden_as_missing=True)
    draft, scheduled = make_article(), make_scheduled()

    gone = client.get(withdrawn.path)

    assert gone.status_code == client.get(expired.path).status_code == 410
    assert "这篇文章已撤下" in gone.text
    assert "应当事人要求撤下。" in gone.text
    assert "撤掉的题目" not in gone.text
    assert 'content="noindex"' in gone.text
    nothing = client.get("/never/was/")
    for article in (hidden, draft, scheduled):
        response = client.get(article.path)
        assert response.status_code == 404
        assert response.content == nothing.content


def test_a_scheduled_article_appears_by_the_clock_alone(client, time_machine):
    at = timezone.now() + datetime.timedelta(hours=1)
    article = make_scheduled(at=at)

    time_machine.move_to(at - datetime.timedelta(seconds=1), tick=False)
    before = client.get(article.path).status_code
    time_machine.move_to(at, tick=False)

    assert (before, client.get(article.path).status_code) == (404, 200)


def test_the_missing_page_offers_the_newest(client):
    make_published(title="最新的一篇")

    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "找不到这个页面" in response.text
    assert "最新的一篇" in words(response)


def test_a_picture_of_the_bundle_leads_to_the_library(client):
    article, image = make_published(), make_image()
    BundleImage.objects.create(article=article, name="pics/合影.jpg", image=image)
    draft = make_article()
    BundleImage.objects.create(article=draft, name="合影.jpg", image=image)

    response = client.get(f"{article.path}pics/合影.jpg")

    assert (response.status_code, response["Location"]) == (301, image.url)
    assert client.get(f"{article.path}合影.jpg").status_code == 404
    assert client.get(f"{draft.path}合影.jpg").status_code == 404


def test_the_markdown_address_of_the_old_theme_leads_to_the_article(client):
    article = make_published()

    response = client.get(f"{article.path}index.md")

    assert (response.status_code, response["Location"]) == (301, article.path)
    assert client.get(f"{make_article().path}index.md").status_code == 404


@pytest.mark.parametrize("target", ["//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"])
def test_a_redirect_never_leads_off_the_site(client, target):
    Redirect.objects.create(source="/old/", target=target, origin=Redirect.Origin.IMPORT)

    assert client.get("/old/").status_code == 404


def test_a_redirect_without_a_target_says_gone(client):
    Redirect.objects.create(source="/old/")

    assert client.get("/old/").status_code == 410


def test_a_later_page_of_a_list_that_moved_leads_where_its_first_page_leads(client):
    term = make_published(topics=(make_topic(),)).topics.get().get_absolute_url()
    Redirect.objects.create(source="/old/", target=term)
    Redirect.objects.create(source="/old/page/3/", target="/posts/")
    Redirect.objects.create(source="/for-a-time/", target=term, temporary=True)
    Redirect.objects.create(source="/gone/")

    found = {path: client.get(path) for path in ("/old/page/2/?from=x", "/old/page/3/", "/for-a-time/page/2/")}

    assert {path: (answer.status_code, answer["Location"]) for path, answer in found.items()} == {
        "/old/page/2/?from=x": (301, f"{term}?from=x"),
        "/old/page/3/": (301, "/posts/"),
        "/for-a-time/page/2/": (302, term),
    }
    assert client.get("/gone/page/2/").status_code == 410
    for path in (f"{term}page/99/", "/old/page/0/", "/old/page/x/", "/page/2/", "/nowhere/page/2/"):
        assert client.get(path).status_code == 404


def test_an_article_comes_before_a_redirect(client):
    article = make_published()
    Redirect.objects.create(source=article.path, target="/elsewhere/")

    assert client.get(article.path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/%00/", "/a%0d%0ab/", f"/{'长' * 999}/", f"/{'a/' * 400}", "/%ff%fe/", "/..%2f..%2fetc/", "//x//"]
)
def test_strange_paths_are_no_server_error(client, path):
    assert client.get(path).status_code in {301, 404}


def test_the_author_of_a_repost_without_a_link_is_named(client):
    article = make_published(origin="repost", source_name="社区日报", authors=(make_author(),))

    assert "<span>社区日报</span>" in client.get(article.path).text
