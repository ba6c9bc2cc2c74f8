"""The sample newsroom is what the demonstration shows: whole, varied, and clean enough to import without a warning."""

import datetime
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from django.conf import settings
from PIL import Image, ImageChops, ImageStat

from articles import text
from articles.naming.terms import term_slug

SAMPLE = Path(settings.BASE_DIR) / "sample"
POSTS = SAMPLE / "content" / "posts"
TODAY = datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
KEYS = [
    *("title", "date", "lastmod", "draft", "authors", "description", "featuredImage", "tags", "categories", "news"),
    *("weight", "lightgallery", "pinned", "recommend", "recommend1"),
]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((/[^)\s]*)\)")
KILOBYTE = 1000


@dataclass(frozen=True)
class Post:
    folder: Path
    front: dict
    body: str

    @property
    def images(self) -> list:
        return text.image_references(self.body)

    @property
    def pictures(self) -> list[str]:
        """The files that the article shows, its cover first."""
        cover = [self.front["featuredImage"]] if self.front["featuredImage"] else []
        return cover + [image.target for image in self.images]


def read_post(path: Path) -> Post:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Post(path.parent, yaml.safe_load(front), body)


SOURCES = sorted(POSTS.glob("*/index.md"))
ALL = [read_post(path) for path in SOURCES]
each_post = pytest.mark.parametrize("post", ALL, ids=lambda post: post.folder.name)


def live() -> list[Post]:
    return [post for post in ALL if not post.front["draft"] and post.front["date"] <= TODAY]


@each_post
def test_front_matter_has_the_old_sites_keys_in_their_order(post):
    assert list(post.front) == KEYS
    assert post.front["lastmod"] >= post.front["date"]


@each_post
def test_bundle_names_make_plain_addresses(post):
    assert re.fullmatch(r"[a-z0-9-]+", post.folder.name)


@each_post
def test_headline_and_summary_have_the_lengths_that_the_form_asks_for(post):
    assert 15 <= text.count_characters(post.front["title"]) <= 30
    assert 60 <= text.count_characters(post.front["description"]) <= 120


@each_post
def test_summary_is_not_the_first_paragraph(post):
    assert post.front["description"][:30] not in post.body.replace("*", "")


@each_post
def test_every_picture_exists_and_says_what_it_shows(post):
    for name in post.pictures:
        assert (post.folder / name).is_file()
    for image in post.images:
        assert not text.is_placeholder_alt(image.alt, image.target)
        assert text.count_characters(image.alt) >= 10


@each_post
def test_every_picture_lies_there_for_a_reason(post):
    assert {path.name for path in post.folder.iterdir()} - {"index.md"} == set(post.pictures)


@each_post
def test_links_lead_to_other_articles(post):
    for address in LINK.findall(post.body):
        assert address != f"/posts/{post.folder.name}/"
        assert (SAMPLE / "content" / unquote(address).strip("/") / "index.md").is_file()


@pytest.mark.parametrize("kind", ["authors", "categories", "news"])
def test_every_term_has_a_page_and_every_page_a_term(kind):
    used = {term_slug(name) for post in ALL for name in post.front[kind]}
    described = {path.parent.name for path in (SAMPLE / "content" / kind).glob("*/_index.md")}
    assert used == described


def test_the_newsroom_fills_every_place_of_the_home_page():
    published = live()
    assert len(published) >= 24
    assert sum(post.front["pinned"] for post in published) == 1
    assert sum(post.front["recommend"] for post in published) >= 7
    assert sum(post.front["recommend1"] for post in published) >= 9
    assert sum(post.front["weight"] is not None for post in published) >= 3
    assert sum(post.front["lightgallery"] for post in published) >= 3
    assert sum(not post.pictures for post in published) >= 3


def test_covers_stand_in_the_text_and_apart_from_it():
    with_both = [post for post in live() if post.front["featuredImage"] and post.images]
    in_text = [post.front["featuredImage"] in post.pictures[1:] for post in with_both]
    assert any(in_text)
    assert not all(in_text)


def test_there_are_drafts_and_one_article_whose_time_has_not_come():
    assert sum(post.front["draft"] for post in ALL) == 2
    assert [post.front["date"].year for post in ALL if post.front["date"] > TODAY] == [2031]


def test_articles_span_two_years_by_several_authors_and_share_days():
    days = [post.front["date"].date() for post in live()]
    assert max(days) - min(days) >= datetime.timedelta(days=700)
    assert len(set(days)) < len(days)
    assert len({name for post in ALL for name in post.front["authors"]}) >= 6


def test_texts_use_the_range_of_markdown():
    everything = "\n".join(post.body for post in ALL)
    for mark in ("\n## ", "\n### ", "|---:", "\n- [x] ", "\n1. ", "\n> ", "```python", "\n[^1]: ", "\n:   "):
        assert mark in everything
    assert any(post.body.count("\n## ") >= 3 for post in ALL)
    assert max(text.count_characters(post.body) for post in ALL) >= 2800


def test_pictures_are_small_enough_to_carry_in_the_repository():
    sizes = [path.stat().st_size for path in POSTS.glob("*/*.jpg")]
    assert max(sizes) < 200 * KILOBYTE
    assert sum(sizes) < 7000 * KILOBYTE


def test_a_picture_is_drawn_alike_every_time(tmp_path):
    name = "ramp-map/ramp.jpg"
    for run in ("first", "second"):
        command = [sys.executable, SAMPLE / "make_pictures.py", "--only", name, "--into", tmp_path / run]
        subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    with Image.open(tmp_path / "first" / name) as drawn, Image.open(POSTS / name) as kept:
        difference = ImageStat.Stat(ImageChops.difference(drawn.convert("RGB"), kept.convert("RGB")))
    assert max(difference.mean) < 2  # another release of Pillow may round or compress a little differently
