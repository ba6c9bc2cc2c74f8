"""The site's own addresses stay its own."""

import pytest

from articles import publishing
from articles.addresses import paths
from articles.models import Article
from articles.versions.content import Content
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["admin", "search", "feeds", "tags", "posts"])
def test_no_article_takes_the_address_of_a_page_of_the_site(slug):
    article = make_article(slug="story", path="/story/")

    with pytest.raises(paths.PathTaken) as refused:
        publishing.save_revision(article, Content(**{**vars(Content.of(article)), "slug": slug}), author=None)

    assert refused.value.other is None
    assert Article.objects.get().path == "/story/"
