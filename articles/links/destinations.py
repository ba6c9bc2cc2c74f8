"""
What readers find at addresses of this site, for many at once: what the views would answer, without a page drawn.

Articles, terms, static pages and redirects are looked up together. The few addresses that are none of these (files,
pages of lists, months of the archive) are asked one by one, of the views themselves.
"""

from collections.abc import Iterable
from urllib.parse import quote

from django.db.models import Exists, OuterRef
from django.urls import Resolver404, resolve

from articles import clock
from articles.addresses import redirects
from articles.models import Article, Redirect, StaticPage
from articles.taxonomy.kinds import KINDS
from cms.canonical import CONTROL, LONGEST_PATH, canonical_path

from . import following

# Why there is nothing: ``articles.links.words`` has the words.
MISSING, WITHDRAWN, GONE = "missing", "withdrawn", "gone"
AT_A_TIME = 500  # addresses in one question
OPENS = 200
MOST_HOPS = 3  # redirects; readers are led on by one, or by two where one is for a time only
TERM_ROUTES = {kind.name for kind in KINDS.values()}


def dead_ends(paths: Iterable[str], hops: int = MOST_HOPS) -> dict[str, str]:
    """
    Return those of these paths at which readers find nothing now, each with the reason.

    Paths are canonical and decoded. Redirects are followed, ``hops`` of them; one to another site is not ours to judge.
    """
    wanted = sorted({path for path in paths if not following.belongs_to_machines(path)})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), AT_A_TIME):
        found |= _dead_ends(set(wanted[start : start + AT_A_TIME]), hops)
    return found


def _dead_ends(paths: set[str], hops: int) -> dict[str, str]:
    reasons = dict.fromkeys((path for path in paths if len(path) > LONGEST_PATH or CONTROL.search(path)), MISSING)
    left = paths - set(reasons)
    live, gone = _articles(left)
    reasons |= dict.fromkeys(gone, WITHDRAWN)
    left -= live | gone
    left -= _terms(left) | _static_pages(left)
    led, ended = _redirected(left)
    reasons |= dict.fromkeys(ended, GONE)
    left -= ended | set(led)
    behind = {path: target for path, target in led.items() if target}  # the others are on another site
    nowhere = dead_ends(behind.values(), hops - 1) if hops else dict.fromkeys(behind.values(), MISSING)
    reasons |= {path: nowhere[target] for path, target in behind.items() if target in nowhere}
    return reasons | dict.fromkeys((path for path in left if not _stands_alone(path)), MISSING)


def _articles(paths: set[str]) -> tuple[set[str], set[str]]:
    """Return which of these are live articles, and which were articles that readers knew."""
    found = Article.objects.filter(path__in=paths).only(
        *("path", "state", "published_at", "expires_at", "first_published_at", "hidden_as_missing")
    )
    rows = list(found)
    live = {row.path for row in rows if row.is_live}
    return live, {row.path for row in rows if not row.is_live and row.was_public and not row.hidden_as_missing}


def _terms(paths: set[str]) -> set[str]:
    """Return which of these are the first page of a section, topic, tag or author."""
    found: set[str] = set()
    for kind in KINDS.values():
        slugs = {
            parts[1]: path
            for path in paths
            if path.endswith("/") and len(parts := path.strip("/").split("/")) == 2 and parts[0] == kind.prefix
        }
        if slugs:
            rows = kind.model._default_manager.all()
            if not kind.curated:
                rows = rows.filter(Exists(kind.articles(OuterRef("pk"), clock.now())))
            found |= {slugs[slug] for slug in rows.filter(slug__in=slugs).values_list("slug", flat=True)}
    return found


def _static_pages(paths: set[str]) -> set[str]:
    slugs = {path.strip("/"): path for path in paths if path.count("/") == 2 and path.endswith("/")}
    rows = StaticPage.objects.filter(slug__in=slugs, is_public=True) if slugs else StaticPage.objects.none()
    return {slugs[slug] for slug in rows.values_list("slug", flat=True)}


def _stands_alone(path: str) -> bool:
    """Say whether a view of its own, or a file, answers for ``path``."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name == "address":
        return not path.endswith("/") and following.follow(quote(path))[-1].status == OPENS
    if match.url_name in TERM_ROUTES:
        return False
    numbered = set(match.kwargs) - {"kind"}
    return not numbered or following.answer(path).status == OPENS


def _redirected(paths: set[str]) -> tuple[dict[str, str], set[str]]:
    """Return where these are led, "" for another site, and which are declared gone."""
    led: dict[str, str] = {}
    ended = set()
    rows = Redirect.objects.filter(source__in=paths) if paths else Redirect.objects.none()
    for row in rows:
        target = redirects.path_of(row.target)
        if not row.target:
            ended.add(row.source)
        elif not target or canonical_path(target) != row.source:
            led[row.source] = canonical_path(target) if target else ""
    return led, ended
