"""Versions of an article: which fields differ, and what two people made of one version."""

from dataclasses import replace

from articles.versions.comparison import FieldChange, changed_fields, merge_versions
from articles.versions.content import Content

BASE = Content(
    title="标题",
    description="摘要。",
    body="一。\n二。\n三。\n四。\n",
    tags=("社区", "数字人", "广场"),
    categories=(1, 2),
    featured_image=7,
)


def test_the_fields_that_differ_are_named_with_both_values():
    assert changed_fields(BASE, BASE) == []
    assert changed_fields(BASE, replace(BASE, title="新标题", featured_image=None)) == [
        FieldChange("title", "标题", "新标题"),
        FieldChange("featured_image", 7, None),
    ]


def test_changes_in_different_fields_and_sentences_are_merged():
    mine = replace(BASE, title="新标题", body="一改。\n二。\n三。\n四。\n", tags=(*BASE.tags, "直播"))
    theirs = replace(BASE, description="新摘要。", body="一。\n二。\n三。\n四改。\n", tags=("数字人", "广场"))
    merged = merge_versions(BASE, mine, theirs)
    assert merged.touching == ()
    assert merged.content == replace(
        BASE,
        title="新标题",
        description="新摘要。",
        body="一改。\n二。\n三。\n四改。\n",
        tags=("数字人", "广场", "直播"),
    )


def test_a_cover_that_one_of_them_took_away_stays_away():
    merged = merge_versions(BASE, replace(BASE, title="新"), replace(BASE, featured_image=None))
    assert merged.touching == ()
    assert merged.content == replace(BASE, title="新", featured_image=None)


def test_a_field_that_both_changed_is_named_and_holds_mine():
    merged = merge_versions(BASE, replace(BASE, title="甲"), replace(BASE, title="乙", featured_image=None))
    assert merged.touching == ("title",)
    assert merged.content == replace(BASE, title="甲", featured_image=None)


def test_a_term_that_both_added_in_different_places_is_not_doubled():
    mine, theirs = replace(BASE, categories=(3, 1, 2)), replace(BASE, categories=(1, 2, 3))
    assert merge_versions(BASE, mine, theirs).touching == ("categories",)
