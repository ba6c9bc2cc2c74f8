"""Pages of terms (``tags/元宇宙/_index.md``), profiles of authors (``data/authors/*.toml``), the name of the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from articles.models import Author, SiteSettings, Tag
from articles.naming.terms import term_slug

from . import casts
from .bundles import Page
from .filing import MODELS, Filing
from .front_matter import FrontMatter
from .report import Finding

KINDS = {"categories": "categories", "tags": "tags", "authors": "authors", "news": "topics"}
LONGEST_NAME = 100
LONGEST_LINK = Author._meta.get_field("website").max_length or 0
LONGEST_TITLE = SiteSettings._meta.get_field("name").max_length or 0


def name_site(title: str) -> bool:
    """Call the newsroom what the old site was called, unless it has settings already; return whether it was done."""
    if not 0 < len(title) <= LONGEST_TITLE or SiteSettings.objects.exists():
        return False
    SiteSettings.objects.create(name=title)
    return True


def term_of(page: Page) -> tuple[str, str] | None:
    """Return the kind and the slug of the term that a list page is about, or None for another list."""
    if len(page.folders) != 2 or page.folders[0].lower() not in KINDS:
        return None
    return KINDS[page.folders[0].lower()], term_slug(page.folders[1])


def read_list(page: Page, front: FrontMatter, filing: Filing) -> tuple[str, str, list[Finding]]:
    """Return the name and the introduction that a list page gives, and what of it has no place here."""
    findings = list(front.findings)
    try:
        entry = front.first("title")
        name = (casts.text(entry.value) if entry else None) or ""
        entry = front.first("description")
        words = (casts.text(entry.value) if entry else None) or ""
    except casts.WrongType:
        name = words = ""
    words = front.body.strip() or words
    term = term_of(page)
    if term and name and len(name) <= LONGEST_NAME:
        filing.known[term[0]][term[1]] = name
    if words and (term is None or term[0] == "tags"):
        findings.append(
            Finding(
                code="list-text",
                message=_("The text of this list page has no place here; the file is kept."),
                line=front.body_line,
                suggestion=_("Move the text into an article, or into the introduction of a section or topic."),
            )
        )
    return name[:LONGEST_NAME], words, findings


def write_term(page: Page, name: str, words: str) -> None:
    """Make or name the term that the page is about. A name that an editor gave is kept."""
    if not (term := term_of(page)) or not term[1]:
        return
    kind, slug = term
    model: Any = MODELS[kind][0]
    found, _is_new = model.objects.get_or_create(slug=slug, defaults={"name": page.folders[1][:LONGEST_NAME]})
    is_free = model is not Tag or not Tag.objects.filter(name=name).exclude(pk=found.pk).exists()
    if name and term_slug(found.name) == slug and is_free:
        found.name = name
    if kind == "authors":
        found.bio = found.bio or words
    elif kind != "tags":
        found.description = found.description or words
    found.save()


def write_profile(stem: str, values: dict[str, Any]) -> None:
    """Make an author's page from the theme's profile. What an editor wrote there is kept."""
    slug = term_slug(stem)
    name = values.get("name")
    if not slug:
        return
    named = name if isinstance(name, str) and term_slug(name) else stem
    author, _is_new = Author.objects.get_or_create(slug=slug, defaults={"name": named[:LONGEST_NAME]})
    link, words = values.get("link"), values.get("bio") or values.get("description")
    if isinstance(link, str) and not author.website and len(link) <= LONGEST_LINK and _is_link(link):
        author.website = link
    if isinstance(words, str) and not author.bio:
        author.bio = words
    author.save()


def _is_link(link: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        return False
    return True
