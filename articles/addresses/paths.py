"""
An article's address: how it is made, claimed, and left behind when it changes.

Unique on the whole path, not on its last part: old sites reuse that from year to year.
"""

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, StaticPage

from . import redirects
from .forms import is_reserved

SLUG_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


class PathTaken(Exception):
    """
    Another article has this address, or a page of the site itself, and then ``other`` is None.

    ``suggestion`` is a free slug.
    """

    def __init__(self, path: str, other: Article | None, suggestion: str) -> None:
        super().__init__(path)
        self.path, self.other, self.suggestion = path, other, suggestion


def suggest_slug(now: datetime.datetime | None = None) -> str:
    """Return a new short ASCII slug, such as ``20261123-k3f9`` (brief §3.2)."""
    day = timezone.localdate(now or timezone.now())
    return f"{day:%Y%m%d}-{''.join(secrets.choice(SLUG_ALPHABET) for _ in range(4))}"


def path_for(article: Article, slug: str) -> str:
    """Return the address for ``slug``: its own, the old one with a new last part, or one by ``ARTICLE_PATH``."""
    if article.path and slug == article.slug:
        return article.path
    if article.path:
        parent = article.path.rstrip("/").rpartition("/")[0]
        return f"{parent}/{slug}/"
    day = timezone.localdate(article.published_at or timezone.now())
    return "/" + settings.ARTICLE_PATH.format(slug=slug, yyyy=f"{day:%Y}", mm=f"{day:%m}")


def path_owner(path: str, article: Article) -> Article | None:
    """Return the other article that has ``path``, or None."""
    return Article.objects.filter(path=path).exclude(pk=article.pk).first()


def require_free(path: str, article: Article, slug: str) -> None:
    """Raise ``PathTaken`` where ``article`` may not have ``path``."""
    other = path_owner(path, article)
    if other or (path != article.path and belongs_to_the_site(path)):
        raise PathTaken(path, other, f"{slug}-{suggest_slug()[-4:]}")


def belongs_to_the_site(path: str) -> bool:
    """Say whether a page of the site itself has ``path``, or a static page."""
    parts = path.strip("/").split("/")
    return is_reserved(path, settings.ADMIN_PATH) or (
        len(parts) == 1 and StaticPage.objects.filter(slug=parts[0]).exists()
    )


@contextmanager
def claimed(article: Article, slug: str) -> Iterator[None]:
    """Turn the database's no to an address that somebody else took in this very moment into ``PathTaken``."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        require_free(article.path, article, slug)
        raise


def leave(article: Article, path: str) -> None:
    """Send readers of an address that was public to the new one, without chains or loops (brief §3.2)."""
    if article.path and article.was_public:
        redirects.record_move(article.path, path)
    else:
        redirects.forget(path)
