import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Revision
from articles.versions.content import Content
from tests.factories import make_article, make_author, make_category, make_image, make_topic

words = st.text(max_size=20)
ids = st.lists(st.integers(1, 10**9), max_size=4).map(tuple)
contents = st.builds(
    Content,
    **dict.fromkeys(("title", "slug", "description", "body", "origin", "source_name", "source_url"), words),
    **dict.fromkeys(("categories", "topics", "authors"), ids),
    responsible_editor=words,
    featured_image=st.none() | st.integers(1, 10**9),
    tags=st.lists(words, max_size=4).map(tuple),
    lightgallery=st.booleans(),
    corrections=st.lists(st.tuples(st.dates().map(str), words), max_size=3).map(tuple),
)


@given(contents)
def test_what_is_stored_is_read_back_the_same(content):
    stored = json.loads(json.dumps(content.to_json()))
    assert stored == content.to_json()
    assert Content.of_json(stored) == content


def test_a_snapshot_from_before_or_after_a_change_of_fields_is_read():
    content = Content.of_revision(Revision(content={"title": "旧的", "dropped_since": 1}))
    assert content == Content(title="旧的")


@pytest.mark.django_db
def test_the_row_holds_what_was_saved_in_order():
    content = Content(
        title="标题",
        slug="slug",
        description="摘要",
        body="正文",
        featured_image=make_image().pk,
        categories=(make_category("乙").pk, make_category("甲").pk),
        topics=(make_topic("乙").pk, make_topic("甲").pk),
        tags=("元宇宙", "AI"),
        authors=(make_author("乙").pk, make_author("甲").pk),
        origin="repost",
        source_name="晚报",
        source_url="https://example.cn/a",
        responsible_editor="王编辑",
        lightgallery=False,
        corrections=(("2026-11-22", "一"), ("2026-11-23", "二")),
    )
    from articles import publishing
    from articles.models import Article

    publishing.save_revision(Article(), content, author=None)
    assert Content.of(Article.objects.get()) == content
    assert Content.of_revision(Revision.objects.get()) == content


@pytest.mark.django_db
def test_an_empty_relation_is_an_empty_tuple():
    content = Content.of(make_article(categories=()))
    assert (content.topics, content.tags, content.authors, content.corrections) == ((), (), (), ())
