"""Indexes by pinyin: where a name stands, and how the pages of tags and authors show it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Author, Tag
from articles.naming.alphabet import LONGEST_KEY, OTHERS, initial, sort_key
from articles.views import pages
from tests.articles.views.test_views import words
from tests.factories import make_author, make_image, make_published


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("元宇宙", "yuan yu zhou"),
        ("重庆", "chong qing"),
        ("AI 元宇宙", "ai yuan yu zhou"),
        ("ＡＩ", "ai"),
        ("吕梁", "lv liang"),
        ("Écran", "ecran"),
        ("3D打印", "3d da yin"),
        ("《意见》", "《 yi jian 》"),
        ("", ""),
    ],
)
def test_a_name_is_sorted_by_its_reading(name, key):
    assert sort_key(name) == key


@pytest.mark.parametrize(
    ("name", "letter"), [("元宇宙", "Y"), ("c++", "C"), ("3D", OTHERS), ("", OTHERS), ("я", OTHERS)]
)
def test_a_name_stands_under_a_letter_or_with_the_others(name, letter):
    assert initial(sort_key(name)) == letter


@given(st.text(max_size=300))
def test_any_name_has_a_place(name):
    key = sort_key(name)

    assert len(key) <= LONGEST_KEY
    assert initial(key) in {OTHERS, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Tag, Author])
def test_the_key_follows_the_name_and_a_typed_reading_wins(model):
    term = model.objects.create(name="单田芳", slug="单田芳")
    assert term.sort_key == "dan tian fang"

    term.pinyin = "Shan Tian Fang"
    term.save()
    assert model.objects.get().sort_key == "shan tian fang"

    term.pinyin, term.name = "", "元宇宙"
    term.save(update_fields=["name", "pinyin"])
    assert model.objects.get().sort_key == "yuan yu zhou"


@pytest.mark.django_db
def test_tags_stand_by_their_initials(client):
    make_published(tags=("元宇宙", "AI", "重庆", "安防", "100%", "啊呀"))

    text = client.get("/tags/").text
    order = ["/tags/%E5%95%8A%E5%91%80/", "/tags/ai/", "/tags/%E5%AE%89%E9%98%B2/", "/tags/%E9%87%8D%E5%BA%86/"]
    places = [
        text.index(f'href="{address}"') for address in [*order, "/tags/%E5%85%83%E5%AE%87%E5%AE%99/", "/tags/100/"]
    ]

    assert places == sorted(places)
    assert [f'id="letter-{letter}"' in text for letter in ("a", "b", "c", "y", "other")] == [
        True,
        False,
        True,
        True,
        True,
    ]
    assert 'href="#letter-y"' in text


@pytest.mark.django_db
def test_a_long_index_goes_on_and_its_letters_lead_to_the_right_page(client, monkeypatch):
    monkeypatch.setattr(pages, "MOST_TERMS", 3)
    monkeypatch.setattr(pages, "TERMS_PER_PAGE", 2)
    make_published(tags=("安防", "北京", "重庆", "大会", "元宇宙"))

    first, third = client.get("/tags/").text, client.get("/tags/page/3/").text

    assert 'href="#letter-a"' in first
    assert 'href="/tags/page/2/#letter-c"' in first
    assert 'href="/tags/page/3/#letter-y"' in first
    assert 'href="/tags/#letter-a"' in third
    assert 'href="#letter-y"' in third
    assert client.get("/tags/page/4/").status_code == 404


@pytest.mark.django_db
def test_authors_have_a_face_or_their_first_character(client, django_assert_max_num_queries):
    make_published(authors=(make_author("周启明"), make_author("何米", portrait=make_image())))

    with django_assert_max_num_queries(6):
        text = client.get("/authors/").text

    assert text.index("何米") < text.index("周启明")
    assert '<span class="portrait initial" aria-hidden="true">周</span>' in text
    assert 'aria-hidden="true">何' not in text


@pytest.mark.django_db
def test_a_name_that_looks_like_markup_is_only_words(client):
    make_published(tags=("<b>粗",))

    assert "<b>粗" not in client.get("/tags/").text
    assert "粗" in words(client.get("/tags/"))
