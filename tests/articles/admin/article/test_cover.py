"""A picture of the body becomes the cover by one press (brief §11.4): what the form offers, and what it takes."""

import json
import re

import pytest

from articles import workflow
from articles.models import Article
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_image, make_published

from .article_desk import LIST, address, posted

pytestmark = pytest.mark.django_db
OFFER = re.compile(r'<script id="body-cover" type="application/json">(.*?)</script>')


def offered(page):
    """Return the name of the picture that the form offers, or None."""
    found = OFFER.search(page.text)
    return json.loads(found[1])["name"] if found else None


def cover_of(article):
    return Content.newest(Article.objects.get(pk=article.pk)).featured_image


def test_the_first_picture_of_the_body_that_is_in_the_library_is_offered(client, sign_in):
    sign_in(Role.EDITOR)
    first, second = make_image(), make_image()
    body = f"![没有](没有.jpg)\n\n![别处](https://example.cn/a.jpg)\n\n![二]({second.name})\n\n![一]({first.name})"
    article = make_article(body=body)

    page = client.get(address("change", article))
    assert offered(page) == second.name
    assert f'name="body_cover" value="{second.pk}"' in page.text  # without a script


@pytest.mark.parametrize("body", ["没有图。", "![没有](没有.jpg)", "`![图]({name})`"])
def test_nothing_is_offered_where_the_body_shows_no_picture_of_the_library(client, sign_in, body):
    sign_in(Role.EDITOR)
    assert offered(client.get(address("change", make_article(body=body.replace("{name}", make_image().name))))) is None


def test_nothing_is_offered_where_there_is_a_cover_or_nothing_to_change(client, sign_in):
    image, writer = make_image(), sign_in(Role.WRITER)
    own = {"body": f"![图]({image.name})", "owner": writer}
    suggests, sent = make_published(**own), make_article(**own)
    workflow.apply(sent, "submit", actor=writer)
    assert offered(client.get(address("change", make_article(featured_image=make_image(), **own)))) is None
    assert offered(client.get(address("change", suggests))) == image.name
    assert offered(client.get(address("change", sent))) is None  # locked


def test_the_checks_tell_a_script_what_to_offer_for_what_is_typed(client, sign_in):
    image = make_image(alt="花园")
    sign_in(Role.WRITER)
    told = client.post(f"{LIST}checks/", {"body": f"![图]({image.name})"}).json()
    assert (told["cover"]["id"], told["cover"]["name"], told["cover"]["alt"]) == (image.pk, image.name, "花园")
    chosen = {"body": f"![图]({image.name})", "featured_image": str(make_image().pk)}
    assert client.post(f"{LIST}checks/", chosen).json()["cover"] is None


def test_without_a_script_a_tick_takes_it_unless_another_was_chosen(client, sign_in):
    sign_in(Role.EDITOR)
    image, other = make_image(), make_image()
    article = make_article(body=f"![图]({image.name})")
    form = posted(client.get(address("change", article)))
    assert cover_of(article) is None

    for sent, taken in (("x", None), ("99999", None), (str(image.pk), image.pk)):
        client.post(address("change", article), form | {"body_cover": sent, "_save": "1"})
        assert cover_of(article) == taken, sent
    form = posted(client.get(address("change", article))) | {"featured_image": str(other.pk)}
    client.post(address("change", article), form | {"body_cover": str(image.pk), "_save": "1"})
    assert cover_of(article) == other.pk
