"""Other names of tags, what a list of terms says of problems, and the places in the navigation."""

import pytest

from articles.models import Article, SiteSettings, Tag, TagAlias
from articles.policy import Role
from tests.factories import make_category, make_image, make_published, make_topic

from .test_taxonomy import make_used, url

pytestmark = pytest.mark.django_db


def test_a_tag_is_found_and_suggested_by_any_spelling_of_any_of_its_names(client, sign_in):
    tag = make_used("tag", "ＶＲ 数字人")
    sign_in(Role.EDITOR)
    client.post(url("tag", "change", tag.pk), {"name": tag.name, "slug": tag.slug, "other_names": "虚拟人，Avatar"})

    for typed in ("vr数字", "數字人", "ＡＶＡＴＡＲ", "虚拟"):
        assert "ＶＲ 数字人" in client.get(url("tag", "changelist"), {"q": typed}).text, typed
        found = client.get("/admin/articles/article/tags/", {"q": typed}).json()["names"]
        assert found == ["ＶＲ 数字人"], typed
    assert client.get("/admin/articles/article/tags/", {"q": " 　"}).json()["names"] == []
    assert 'value="虚拟人，Avatar"' in client.get(url("tag", "change", tag.pk)).text


def test_another_name_typed_into_an_article_gives_the_tag(client, sign_in):
    tag = make_used("tag")
    sign_in(Role.EDITOR)
    client.post(url("tag", "change", tag.pk), {"name": tag.name, "slug": tag.slug, "other_names": "metaverse"})
    section = make_category().pk
    form = {
        "title": "新的",
        "slug": "new-one",
        "categories": section,
        "origin": "original",
        "tags": "VR，Metaverse，元宇宙",
    }
    assert client.post("/admin/articles/article/add/", form).status_code == 302

    article = Article.objects.get(slug="new-one")
    assert article.latest_revision.content["tags"] == ["VR", "元宇宙"]
    assert [tag.name for tag in article.ordered_tags] == ["VR", "元宇宙"]


def test_what_a_renamed_tag_was_called_stays_one_of_its_names(client, sign_in):
    tag = make_used("tag")
    sign_in(Role.EDITOR)
    client.post(url("tag", "change", tag.pk), {"name": "数字社区", "slug": "digital", "other_names": "社区数字化"})
    client.post(url("tag", "change", tag.pk), {"name": "数字生活", "slug": "life", "other_names": "元宇宙"})

    assert sorted(alias.name for alias in tag.aliases.all()) == ["元宇宙", "数字社区"]
    assert Tag.objects.for_names(["数字社区", "元宇宙"]) == [tag]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "甲", "other_names": "数字社区"}, "other_names"),  # a tag of its own
        ({"name": "甲", "other_names": "metaverse"}, "other_names"),  # another's
        ({"name": "甲", "other_names": "！！"}, "other_names"),
        ({"name": "甲", "other_names": "长" * 101}, "other_names"),
        ({"name": "Metaverse", "other_names": ""}, "name"),
        ({"name": "甲", "slug": "metaverse", "other_names": ""}, "name"),
    ],
)
def test_no_name_is_a_tag_and_another_name_at_once(client, sign_in, form, field):
    tag = make_used("tag")
    TagAlias.objects.create(tag=tag, name="metaverse")
    Tag.objects.create(name="数字社区", slug="数字社区")
    sign_in(Role.EDITOR)
    response = client.post(url("tag", "add"), {"slug": "", **form})

    assert response.status_code == 200
    assert set(response.context["adminform"].errors) == {field}
    assert Tag.objects.count() == 2


def test_a_tag_whose_name_stands_in_another_is_suggested_where_an_article_has_both(client, sign_in):
    make_published(tags=("元宇宙大会", "全球元宇宙大会"))
    make_published(tags=("元宇宙展览",))
    sign_in(Role.EDITOR)
    short, long = Tag.objects.get(name="元宇宙大会"), Tag.objects.get(name="全球元宇宙大会")
    for tag, other in ((short, long), (long, short)):
        page = client.get(url("tag", "change", tag.pk)).text
        assert f'{other}</a> <span class="quiet">1 篇文章同时有</span>' in page
        assert f"merge/?ids={tag.pk},{other.pk}" in page.replace("%2C", ",")
    alone = client.get(url("tag", "change", Tag.objects.get(name="元宇宙展览").pk)).text
    assert '<div class="readonly">—</div>' in alone
    assert "元宇宙展览" not in client.get(url("tag", "change", short.pk)).text


def test_the_list_names_what_needs_attention_and_shows_only_that(client, sign_in):
    used, unused = make_topic("用过的", description="写过简介。"), make_topic("没用过的")
    make_published(topics=(used,))
    sign_in(Role.CHIEF)

    def shown(problem):
        page = client.get(url("topic", "changelist"), {"problem": problem})
        return [topic.name for topic in page.context["cl"].result_list]

    page = client.get(url("topic", "changelist")).text
    assert page.count('<span class="problem">无文章</span><span class="problem">无简介</span>') == 1
    assert shown("unused") == shown("bare") == [unused.name]
    assert shown("twin") == []
    assert set(shown("anything")) == {used.name, unused.name}


def test_topics_are_put_into_the_navigation_up_to_seven(client, sign_in):
    topics = [make_topic(f"专题{number}") for number in range(8)]
    sign_in(Role.CHIEF)
    form = {"slug": "", "description": "", "position": "0"}
    for topic in topics[:7]:
        assert (
            client.post(url("topic", "change", topic.pk), {**form, "name": topic.name, "in_nav": "on"}).status_code
            == 302
        )
    assert list(SiteSettings.objects.get().nav_topics.all()) == topics[:7]
    assert client.get(url("topic", "changelist")).text.count('<td class="field-in_nav">显示</td>') == 7

    refused = client.post(url("topic", "change", topics[7].pk), {**form, "name": "专题7", "in_nav": "on"})
    assert "已经有 7 个专题" in refused.text
    client.post(url("topic", "change", topics[0].pk), {**form, "name": "专题0"})
    assert topics[0] not in SiteSettings.objects.get().nav_topics.all()


def test_a_section_shows_its_cover(client):
    section = make_category("新闻", cover=make_image())
    make_published(categories=(section,))
    assert 'class="wide-picture cover"' in client.get(section.get_absolute_url()).text
