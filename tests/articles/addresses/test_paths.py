import re

import pytest
from django.db import transaction

from articles import workflow
from articles.addresses import paths
from articles.models import Article, Category, Redirect
from tests.articles.test_publishing import everything, save
from tests.factories import (
    make_article,
    make_published,
)

pytestmark = pytest.mark.django_db


def test_a_new_article_gets_a_short_slug_by_the_day():
    article = make_article(slug="")
    assert re.fullmatch(r"20\d{6}-[2-9a-km-z]{4}", article.slug)
    assert article.path == f"/posts/{article.slug}/"
    assert re.fullmatch(r"tag:testserver,20\d\d-\d\d-\d\d:[0-9a-f-]{36}", article.guid)


def test_a_taken_address_is_refused_with_a_free_one_and_changes_nothing():
    other, article = make_article(slug="taken"), make_article(slug="mine")
    before = everything()
    with pytest.raises(paths.PathTaken) as caught:
        save(article, slug="taken", title="新", tags=("新",))
    assert everything() == before
    assert (caught.value.other, caught.value.path) == (other, "/posts/taken/")
    save(article, slug=caught.value.suggestion)
    assert article.path == f"/posts/{caught.value.suggestion}/"


def test_a_new_article_on_a_taken_address_is_not_made():
    make_article(slug="taken")
    before = everything()
    with pytest.raises(paths.PathTaken):
        make_article(slug="taken", categories=tuple(Category.objects.all()))
    assert everything() == before


def test_an_address_taken_between_saving_and_publishing_stops_the_publication():
    article = make_published(slug="mine")
    save(article, slug="wanted", title="新")
    make_published(slug="wanted")
    before = everything()
    with pytest.raises(paths.PathTaken), transaction.atomic():
        workflow.apply(article, "update", actor=None)

    assert everything() == before


def test_a_new_slug_takes_effect_for_readers_when_it_is_published():
    article = make_published(slug="one")
    save(article, slug="two")
    assert Article.objects.get().path == "/posts/one/"
    workflow.apply(article, "update", actor=None)

    assert Article.objects.get().path == "/posts/two/"
    assert dict(Redirect.objects.values_list("source", "target")) == {"/posts/one/": "/posts/two/"}


def test_a_new_slug_keeps_an_imported_articles_folder_and_nothing_touches_its_guid():
    article = make_published(path="/2022/03/old-name/", slug="old-name", guid="https://old.example/2022/03/old-name/")
    save(article, slug="新 名字")
    workflow.apply(article, "update", actor=None)

    assert (article.path, article.slug) == ("/2022/03/新-名字/", "新-名字")
    assert article.guid == "https://old.example/2022/03/old-name/"
