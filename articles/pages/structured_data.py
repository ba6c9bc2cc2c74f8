"""
What pages say of themselves in the words of schema.org, for search engines: JSON-LD.

Every function returns the whole block of one kind of page. It costs no query: it is told what the page
was made of. Google's rules for articles, breadcrumbs and organisations are kept to.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.addresses import absolute
from articles.models import Article, SiteSettings
from media import renditions
from media.models import Image

from . import sharing
from .article_page import ArticlePage

LANGUAGE = "zh-CN"
LOGO = ("icon-512.png", 512)
IMAGE_ROLES = ("share", "lead", "square")  # the shapes that Google asks for, as near as our renditions come
Data = dict[str, Any]


def home_data(site: SiteSettings) -> Data:
    """Return the site and who publishes it."""
    website = {
        "@type": "WebSite",
        "@id": _id("website"),
        "url": absolute(reverse("articles:home")),
        "name": site.name,
        "description": site.description or site.tagline,
        "inLanguage": LANGUAGE,
        "publisher": {"@id": _id("organization")},
    }
    return _graph(website, _organization(site))


def article_data(page: ArticlePage, site: SiteSettings) -> Data:
    """Return a live article and where it stands."""
    article = page.article
    address = absolute(article.get_absolute_url())
    story = {
        "@type": "AdvertiserContentArticle" if article.paid else "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.title,
        "description": sharing.describe(article),
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "wordCount": article.character_count,
        "datePublished": _moment(article.published_at),
        "dateModified": _moment(max(filter(None, (article.published_at, article.modified_at)))),
        "image": _images(article),
        "author": _authors(page, site),
        "editor": _named("Person", article.responsible_editor),
        "publisher": _organization(site),
        "isPartOf": {"@id": _id("website")},
        "articleSection": [category.name for category in page.categories],
        "about": [_named("Thing", topic.name) for topic in page.topics],
        "keywords": [tag.name for tag in page.tags],
        "correction": [
            {"@type": "CorrectionComment", "datePublished": row.date.isoformat(), "text": row.text}
            for row in page.corrections
        ],
    }
    if article.origin == Article.Origin.REPOST:
        story |= {"isBasedOn": article.source_url, "copyrightHolder": _named("Organization", article.source_name)}
    if article.paid:
        story["sponsor"] = _filled({**_named("Organization", article.source_name), "url": article.source_url})
    places = [(term.name, term.get_absolute_url()) for term in (*page.categories[:1], *page.topics[:1])]
    return _graph(story, _breadcrumbs([*places, (article.title, article.get_absolute_url())]))


def list_data(
    site: SiteSettings,
    *,
    name: str,
    description: str,
    address: str,
    entries: Iterable[Any] = (),
    parents: Iterable[tuple[str, str]] = (),
    about: Data | None = None,
) -> Data:
    """
    Return a page that leads to others: ``entries`` are articles or terms, in the order of the page.

    ``parents`` are name and address of what stands above it, below the front page.
    """
    addresses = [entry.get_absolute_url() for entry in entries]
    collection = {
        "@type": "CollectionPage",
        "url": absolute(address),
        "name": name,
        "description": description,
        "inLanguage": LANGUAGE,
        "isPartOf": {"@type": "WebSite", "@id": _id("website"), "name": site.name, "url": absolute("/")},
        "about": about,
        "mainEntity": addresses
        and {
            "@type": "ItemList",
            "numberOfItems": len(addresses),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": absolute(one)}
                for place, one in enumerate(addresses, start=1)
            ],
        },
    }
    return _graph(collection, _breadcrumbs([*parents, (name, address)]))


def person(author: Any) -> Data:
    """Return an author with a page of their own."""
    return _filled(
        {
            **_named("Person", author.name),
            "url": absolute(author.get_absolute_url()),
            "description": author.bio,
            "sameAs": author.website,
        }
    )


def _graph(*nodes: Data) -> Data:
    return {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}


def _filled(node: Data) -> Data:
    """Leave out what is not known: an empty value would say that there is nothing."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _id(name: str) -> str:
    return absolute(f"/#{name}")


def _named(kind: str, name: str) -> Data:
    return {"@type": kind, "name": name} if name else {}


def _organization(site: SiteSettings) -> Data:
    name, side = LOGO
    logo = {"url": absolute(static(name)), "width": side, "height": side}
    if site.logo:
        url, width, height = renditions.fallback(site.logo, "body")
        logo = {"url": absolute(url), "width": width, "height": height}
    return {
        "@type": "Organization",
        "@id": _id("organization"),
        "name": site.name,
        "url": absolute(reverse("articles:home")),
        "logo": {"@type": "ImageObject", **logo},
    }


def _authors(page: ArticlePage, site: SiteSettings) -> list[Data]:
    """Return the byline; without one, whoever the text is from."""
    people = [{**_named("Person", author.name), "url": absolute(author.get_absolute_url())} for author in page.authors]
    if people:
        return people
    if page.article.origin != Article.Origin.ORIGINAL and page.article.source_name:
        return [_filled({**_named("Organization", page.article.source_name), "url": page.article.source_url})]
    return [{**_named("Organization", site.name), "url": absolute(reverse("articles:home"))}]


def _images(article: Article) -> list[Data]:
    """Return the cover in three shapes, or what else the article itself shows; never the site's own picture."""
    if article.featured_image:
        return [_image(*shape) for shape in _shapes(article.featured_image)]
    shared, fallback = sharing.picture_of(article, SiteSettings()), sharing.picture_for(None, SiteSettings())
    return [] if shared.url == fallback.url else [_image(*shared[:3])]


def _shapes(cover: Image) -> list[tuple[str, int, int]]:
    if cover.is_animated:
        return [(absolute(cover.url), cover.width, cover.height)]
    widest = [
        renditions.renditions(cover, role, renditions.fallback_extension(cover, role))[-1] for role in IMAGE_ROLES
    ]
    return [(absolute(copy.url), copy.width, copy.height) for copy in widest]


def _image(url: str, width: int, height: int) -> Data:
    return {"@type": "ImageObject", "url": url, "width": width, "height": height}


def _breadcrumbs(places: Iterable[tuple[str, str]]) -> Data:
    whole = [(_("Front page"), reverse("articles:home")), *places]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": absolute(address)}
            for place, (name, address) in enumerate(whole, start=1)
        ],
    }


def _moment(at: datetime.datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
