"""
Static pages: how one is saved, and which one stands at an address (brief §3.2, §5).

A page is public as soon as it is saved, so it has no working copy; but every version is kept, and nobody's is
overwritten unseen.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles import text
from articles.addresses import is_reserved, redirects
from articles.models import Article, PageImage, PageVersion, StaticPage
from articles.pictures import BodyPictures
from media.models import Image


def page_at(path: str) -> StaticPage | None:
    """Return the public page whose address is ``path``, or None."""
    slug = path.strip("/")
    return StaticPage.objects.filter(slug=slug, is_public=True).first() if slug and "/" not in slug else None


def is_taken(slug: str) -> bool:
    """Say whether ``/slug/`` belongs to the site itself or to an article, so that no page may have it."""
    path = f"/{slug}/"
    return is_reserved(path, settings.ADMIN_PATH) or Article.objects.filter(path=path).exists()


def derive(page: StaticPage) -> BodyPictures:
    """Make the page's HTML from its text and return the pictures in it. Raises ``text.TextTooComplex``."""
    pictures = BodyPictures(None, page.body)
    page.body_html = text.render(page.body, pictures=pictures).html
    return pictures


def newer_version(page: StaticPage, based_on: int) -> PageVersion | None:
    """
    Return the newest version of a page where it is not the one that a form was opened on, else None.

    Keeps everybody else from saving the page until the caller's transaction ends.
    """
    StaticPage.objects.select_for_update().filter(pk=page.pk).first()
    return page.versions.exclude(number__lte=based_on).select_related("author").first()


@transaction.atomic
def save(page: StaticPage, *, author: Any) -> None:
    """
    Save ``page`` as its next version; readers see it from now on, and are led to it from its old address.

    Raises ``text.TextTooComplex``, and has then changed nothing.
    """
    before = StaticPage.objects.select_for_update().filter(pk=page.pk).first() if page.pk else None
    pictures = derive(page)
    if before is None or (before.title, before.body) != (page.title, page.body):
        page.version = (before.version if before else 0) + 1
        page.changed_at = timezone.now()
    page.save()
    PageVersion.objects.get_or_create(
        page=page, number=page.version, defaults={"title": page.title, "body": page.body, "author": author}
    )
    PageImage.objects.filter(page=page).exclude(image__in=pictures.library).delete()
    held = set(page.images.values_list("image_id", flat=True))
    PageImage.objects.bulk_create(PageImage(page=page, image_id=key) for key in pictures.library - held)
    if before and before.slug != page.slug and before.is_public:
        redirects.record_move(f"/{before.slug}/", f"/{page.slug}/")
    else:
        redirects.forget(f"/{page.slug}/")


def rerender(images: Iterable[Image]) -> None:
    """Make the HTML again of the pages that show one of these pictures."""
    for page in StaticPage.objects.filter(images__image__in=list(images)).distinct():
        derive(page)
        StaticPage.objects.filter(pk=page.pk, body=page.body).update(body_html=page.body_html)
