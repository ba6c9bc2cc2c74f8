"""What stands beside a link to one of our pages in a chat, a social network, a search result."""

from typing import Any, NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import text
from articles.addresses import absolute
from articles.models import Article, SiteSettings
from media import renditions
from media.models import Image

LONGEST_DESCRIPTION = 160  # characters; search engines cut there
LEAST_WIDTH = 300  # pixels; WeChat and OpenGraph's readers show nothing smaller
DRAWN, DRAWN_SIZE = "share.png", (1200, 630)  # for a site that has no picture of its own


class SharedPicture(NamedTuple):
    """A picture for others: its address in full, width and height in pixels, and what it shows."""

    url: str
    width: int
    height: int
    alt: str


def describe(article: Article) -> str:
    """Return the summary of an article, or its first sentences, at most 160 characters."""
    words = " ".join((article.description or article.excerpt).split())
    words = f"{_('Advertisement')}｜{words}" if article.paid else words
    return Truncator(words).chars(LONGEST_DESCRIPTION)


def describe_term(term: Any, site: SiteSettings) -> str:
    """Return a term's own words, or what stands on its page; ``term.total`` counts its live articles."""
    own = getattr(term, "description", "") or getattr(term, "bio", "")
    if own or not term.total:
        return " ".join((own or site.tagline).split())
    told = {"site": site.name, "name": term.name, "n": f"{term.total:,}"}
    return _("All articles of %(site)s under “%(name)s”: %(n)s.") % told


def describe_list(total: int, site: SiteSettings) -> str:
    """Return what stands on the page of all articles."""
    return _("All news of %(site)s, the newest first: %(n)s articles.") % {"site": site.name, "n": f"{total:,}"}


def picture_of(article: Article, site: SiteSettings) -> SharedPicture:
    """Return the article's cover cut to 1200 by 630, else the first picture of its text, else the site's. No query."""
    if article.featured_image and (cover := _cut(article.featured_image)):
        return cover
    for shown in text.shown_pictures(article.body_html, settings.MEDIA_URL):
        if shown.width >= LEAST_WIDTH:
            return SharedPicture(absolute(shown.src), shown.width, shown.height, shown.alt)
    return picture_for(None, site)


def picture_for(image: Image | None, site: SiteSettings) -> SharedPicture:
    """Return a page's picture cut to 1200 by 630; where it has none, the site's, and at last the one drawn for all."""
    for candidate in (image, site.share_image):
        if candidate and (picture := _cut(candidate)):
            return picture
    return SharedPicture(absolute(static(DRAWN)), *DRAWN_SIZE, site.name)


def _cut(image: Image) -> SharedPicture | None:
    shown = renditions.fallback(image, "share")
    if shown.width < LEAST_WIDTH:
        return None
    return SharedPicture(absolute(shown.url), shown.width, shown.height, "" if image.decorative else image.alt)
