import html5lib
import pytest
from django.template import Context, Template

from media.models import Image

from .pictures import jpeg

pytestmark = pytest.mark.django_db


def shown(image, arguments):
    html = Template("{% load media_tags %}{% picture image " + arguments + " %}").render(Context({"image": image}))
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return tree.find("picture")


def test_a_picture_has_sources_and_room_before_it_loads(keep, django_assert_num_queries):
    image = keep(jpeg((1600, 1000)))
    image.alt = '嘉宾 "合影" <b>'

    with django_assert_num_queries(0):
        element = shown(image, '"lead"')

    assert [source.get("media") for source in element.findall("source")] == ["(max-width:47.99em)", None] * 3
    assert [source.get("type") for source in element.findall("source")] == ["image/avif"] * 2 + ["image/webp"] * 2 + [
        "image/jpeg"
    ] * 2
    img = element.find("img")
    assert (img.get("width"), img.get("height"), img.get("alt")) == ("750", "422", '嘉宾 "合影" <b>')
    assert (img.get("loading"), img.get("decoding"), img.get("fetchpriority")) == ("lazy", "async", None)


def test_the_first_picture_of_a_page_is_fetched_first(keep):
    img = shown(keep(), '"row" eager=True').find("img")

    assert (img.get("loading"), img.get("fetchpriority")) == ("eager", "high")


def test_the_caller_may_give_alt_and_sizes(keep):
    image = keep()
    image.alt = "library"

    element = shown(image, '"row" alt="" sizes="50vw"')

    assert element.find("img").get("alt") == ""
    assert {source.get("sizes") for source in element.findall("source")} == {"50vw"}


def test_a_decorative_picture_says_nothing():
    image = Image(file="o/ab/x.gif", format="GIF", width=10, height=10, alt="line", decorative=True)

    assert shown(image, '"body"').find("img").get("alt") == ""
