"""The code that brings a page from a screen or from paper to a phone."""

import re

import pytest
import zxingcpp
from lxml import etree
from PIL import Image as Pixels

from articles.models import Attachment
from articles.pages import qr_code
from tests.factories import make_article, make_published, make_scheduled, make_topic, make_withdrawn

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
SCALE = 4  # pixels a module


def read(svg):
    """Return what a scanner reads from the SVG: its path drawn in black on its white ground."""
    root = etree.fromstring(svg)
    side = int(root.get("viewBox").split()[2])
    ground, dark = root.findall(f"{SVG}path")
    assert (ground.get("fill"), dark.get("stroke")) == ("#fff", "#000")
    picture = Pixels.new("L", (side, side), 255)
    across, down = 0, 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", dark.get("d")):
        if command == "h":
            picture.paste(0, (across, int(down), across + int(first), int(down) + 1))
            across += int(first)
        elif command == "M":
            across, down = int(first), float(second)
        else:
            across, down = across + int(first), down + float(second)
    codes = zxingcpp.read_barcodes(picture.resize((side * SCALE, side * SCALE), Pixels.Resampling.NEAREST))
    return [code.text for code in codes]


@pytest.mark.parametrize(
    "path", ["/posts/n1/", "/posts/大会 2026/", "/2022/03/old-name/", "/p/一.html", "/news/元宇宙/"]
)
def test_it_leads_to_the_canonical_address(client, path):
    article = make_published(path=path)

    page = client.get(path).text
    address = article.get_absolute_url()
    response = client.get(f"{address}qr.svg")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=604800"
    assert "sandbox" in response["Content-Security-Policy"]
    assert f'<link rel="canonical" href="http://testserver{address}">' in page
    assert read(response.content) == [f"http://testserver{address}"]
    assert page.count(f'src="{address}qr.svg"') == 2  # on the screen, and on paper


def test_it_has_four_modules_of_quiet_around_it():
    root = etree.fromstring(qr_code.svg("http://testserver/posts/n1/"))

    side = int(root.get("viewBox").split()[2])
    starts = [int(x) for x in re.findall(r"M(\d+) ", root.findall(f"{SVG}path")[1].get("d"))]
    assert min(starts) == 4
    assert (side - 8 - 17) % 4 == 0, "the sides of a code have 21, 25, 29 … modules"


@pytest.mark.parametrize("make", [make_article, make_scheduled, make_withdrawn])
def test_only_a_live_article_has_one(client, make):
    article = make()

    missing = client.get(f"{article.path}qr.svg")

    assert missing.status_code == 404
    assert missing.content == client.get("/posts/never-was/qr.svg").content


def test_it_can_be_kept_and_is_answered_with_304(client, admin_client):
    article = make_published()
    first = client.get(f"{article.path}qr.svg")

    second = client.get(f"{article.path}qr.svg", headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second["Cache-Control"]) == (304, first["Cache-Control"])
    assert admin_client.get(f"{article.path}qr.svg")["Cache-Control"] == "private, no-store"


def test_a_file_of_that_name_that_came_with_the_article_stays(client, tmp_path):
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    article = make_published()
    name = storages["originals"].save("ab/abc", ContentFile(b"<svg/>"))
    Attachment.objects.create(article=article, name="qr.svg", sha256="0" * 64, size=6, stored_as=name)

    assert b"".join(client.get(f"{article.path}qr.svg")) == b"<svg/>"


def test_an_address_that_fits_no_code_has_none():
    assert qr_code.svg(f"http://testserver/{'a' * 2_900}/") is not None
    assert qr_code.svg(f"http://testserver/{'a' * 3_000}/") is None


def test_an_address_too_long_for_a_code_is_not_found(client):
    article = make_published(path=f"/{'长' * 400}/", topics=(make_topic(),))

    assert client.get(article.path).status_code == 200
    assert client.get(f"{article.get_absolute_url()}qr.svg").status_code == 404
