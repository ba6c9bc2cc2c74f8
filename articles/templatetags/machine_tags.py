"""What templates ask for on behalf of machines: chat apps that show a link, search engines that read a page."""

from typing import Any

from django import template

from articles.models import Author, SiteSettings
from articles.pages import sharing, structured_data
from articles.pages.article_page import ArticlePage
from articles.pages.json_script import json_script
from articles.taxonomy.kinds import Kind
from media.models import Image

register = template.Library()

MOST_NAMES = 12


@register.simple_tag
def shared_picture(site: SiteSettings, image: Image | None = None) -> sharing.SharedPicture:
    """Return what chat apps show beside a link to a page whose picture is ``image``."""
    return sharing.picture_for(image or None, site or SiteSettings())


@register.simple_tag
def shared_article_picture(page: ArticlePage, site: SiteSettings) -> sharing.SharedPicture:
    """Return what chat apps show beside a link to an article."""
    return sharing.picture_of(page.article, site)


@register.filter
def summary(page: ArticlePage) -> str:
    """Return the article in at most 160 characters."""
    return sharing.describe(page.article)


@register.simple_tag
def term_description(term: Any, site: SiteSettings) -> str:
    """Return what a section, topic, tag or author is about."""
    return sharing.describe_term(term, site)


@register.simple_tag
def list_description(total: int, site: SiteSettings) -> str:
    """Return what the list of all articles is."""
    return sharing.describe_list(total, site)


@register.filter
def names(terms: list[Any]) -> str:
    """Return the first of these terms as a list of words, to say what stands on a page of them."""
    return "、".join(term.name for term in terms[:MOST_NAMES])


@register.filter
def picture_of_term(term: Any) -> Image | None:
    """Return the cover of a topic or the portrait of an author."""
    return getattr(term, "cover", None) or getattr(term, "portrait", None)


@register.simple_tag
def home_json(site: SiteSettings) -> str:
    """Show the JSON-LD of the front page."""
    return json_script(structured_data.home_data(site))


@register.simple_tag
def article_json(page: ArticlePage, site: SiteSettings) -> str:
    """Show the JSON-LD of an article."""
    return json_script(structured_data.article_data(page, site))


@register.simple_tag
def list_json(
    site: SiteSettings,
    name: Any,
    description: str,
    address: str,
    *lists: Any,
    kind: Kind | None = None,
    term: Any = None,
) -> str:
    """Show the JSON-LD of a page that leads to others; ``kind`` is what the page of a ``term`` belongs to."""
    return json_script(
        structured_data.list_data(
            site or SiteSettings(),
            name=str(name),
            description=description,
            address=address,
            entries=[entry for entries in lists for entry in entries or ()],
            parents=[(str(kind.label), f"/{kind.prefix}/")] if kind and term else [],
            about=structured_data.person(term) if isinstance(term, Author) else None,
        )
    )
