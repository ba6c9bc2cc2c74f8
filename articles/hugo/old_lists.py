"""
The old site's lists that stand elsewhere here, or nowhere: stored redirects, as for articles (decisions 6.11).

Hugo made a list of every section, of every term and taxonomy, and all of them once more below the
folder of each language. Every article is in one place here, whatever its section or language was.
"""

import datetime
from collections.abc import Container, Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.addresses import is_reserved, redirects
from articles.models import Article, Redirect
from articles.naming.terms import clean_path, term_slug
from articles.taxonomy.kinds import KINDS, Kind
from cms.canonical import canonical_path

from . import casts, fields
from .bundles import Page
from .permalinks import language_folder
from .places import Placed
from .reading import Reading
from .site import Site

ALL = "/posts/"  # the list of every article: there is nothing nearer to a section or a series
FEED = "index.xml"
LONGEST_SOURCE = Redirect._meta.get_field("source").max_length or 0

# What a taxonomy may be called on the old site, and what it is here: ``/author/simon/`` → ``/authors/simon/``.
OURS: dict[str, Kind] = {
    name: KINDS[kind]
    for kind, names in {
        "category": fields.CATEGORIES,
        "topic": fields.TOPICS,
        "tag": fields.TAGS,
        "author": fields.AUTHORS,
    }.items()
    for name in names
}
INDEXES = frozenset(f"/{kind.prefix}/" for kind in KINDS.values())  # these have no feed of their own


def lead_old_lists(site: Site, articles: Iterable[Placed], lists: Iterable[Page], taken: Container[str]) -> None:
    """
    Lead the lists that held the ``articles`` to where those are listed now. Safe to repeat.

    Only what readers find here counts: an article that is not live, or a term without a page, had or
    has no list. ``lists`` are the pages that make a folder below a section a list too; ``taken`` are
    the addresses of all articles. An address that is already something here, or leads somewhere, stays so.
    """
    now = timezone.now()
    live = set(Article.objects.live(now).values_list("path", flat=True))
    terms = _term_pages(now)
    branches = {page.folders for page in lists}
    root = urlsplit(site.base_url).path.rstrip("/")
    moves: dict[str, str] = {}
    for placed in articles:
        if placed.path not in live:
            continue
        reading = placed.reading
        language = language_folder(reading.page, site)
        for old, new in _with_feeds([("/", "/"), *_sections(reading, site, branches), *_terms(reading, site, terms)]):
            for folder in (language, root + language):
                moves[canonical_path(folder + old)] = new
    known = set(Redirect.objects.values_list("source", flat=True))
    with transaction.atomic():
        for old, new in sorted(moves.items()):
            is_page = old in taken or old.removesuffix(FEED) in terms or is_reserved(old, settings.ADMIN_PATH)
            if not is_page and old != new and old not in known and len(old) <= LONGEST_SOURCE:
                redirects.record_move(old, new, origin=Redirect.Origin.IMPORT)


def _term_pages(now: datetime.datetime) -> set[str]:
    """Return the addresses of every term that has a page."""
    return {
        f"/{kind.prefix}/{term.slug}/"
        for kind in KINDS.values()
        for term in kind.terms(now)
        if term.total or kind.curated
    }


def _with_feeds(moves: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for old, new in moves:
        yield old, new
        if new not in INDEXES:
            yield old + FEED, new + FEED


def _sections(reading: Reading, site: Site, branches: Container[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the section of an article, and the lists below it that the article was in."""
    folders = reading.page.folders
    if not folders or folders[0].lower() in site.taxonomies:  # the taxonomy has that address (hugo.md §1.5)
        return
    for depth in range(1, len(folders) + 1):
        path = clean_path("/".join(folders[:depth]), keep_case=site.keeps_case)
        if path and (depth == 1 or folders[:depth] in branches):
            yield f"/{path}/", ALL


def _terms(reading: Reading, site: Site, terms: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the terms of an article, and the taxonomies that they are of."""
    for taxonomy in sorted(site.taxonomies):
        kind = OURS.get(taxonomy)
        slugs = _slugs(reading, taxonomy)
        old = clean_path(taxonomy)
        if kind:
            slugs = [slug for slug in slugs if f"/{kind.prefix}/{slug}/" in terms]
        if slugs and old:
            yield f"/{old}/", f"/{kind.prefix}/" if kind else ALL
        for slug in slugs:
            yield f"/{old}/{slug}/", f"/{kind.prefix}/{slug}/" if kind else ALL


def _slugs(reading: Reading, taxonomy: str) -> list[str]:
    """Return the slugs of an article's terms; what can not be terms is none."""
    entry = reading.front.first(taxonomy)
    try:
        names, _notes = casts.terms(entry.value) if entry else ([], [])
    except casts.WrongType:
        return []
    return [slug for name in names if (slug := term_slug(name))]
