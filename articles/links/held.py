"""
Which addresses the texts lead to that readers see, and which of those of this site are dead ends.

``renew`` belongs behind the commit of whatever changes what readers see. Addresses of this site are judged there and
then; those of other sites wait for ``link_checks``. A link is kept by its address, so an address that a hundred
articles have is one row, and one check.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.addresses import redirects
from articles.models import Article, IgnoredAddress, Link, LinkedAddress, StaticPage
from articles.models.source import folder_of
from articles.taxonomy.kinds import KINDS
from articles.text.outgoing import outgoing_links
from articles.versions.content import Content
from cms.tasks import later, nightly, task

from . import destinations
from .addresses import MOST_IN_ONE_TEXT, address_of, host_of, in_text

Verdict = LinkedAddress.Verdict

AT_A_TIME = 200  # articles or addresses of one task
VANISHING = [f"/{kind.prefix}/" for kind in KINDS.values() if not kind.curated]  # pages that go with their last article
MOST_VANISHING = 300  # of their addresses that are looked at when one article comes or goes; the rest at night
UNHURRIED = -10  # priority: behind whatever somebody waits for


# --- what is kept --------------------------------------------------------------------------------


def gather(article: Article) -> None:
    """Bring the links of an article in line with what readers see of it, or are to see."""
    wanted: dict[str, int] = {}
    if article.state == Article.State.PUBLISHED and not article.is_expired:
        further = [article.source_url] if article.source_url else []
        wanted = in_text(article.body, article.body_html, article.path, further=further)
    _replace(wanted, article=article)


def gather_page(page: StaticPage) -> None:
    """The same for a static page."""
    wanted = in_text(page.body, page.body_html, f"/{page.slug}/") if page.is_public else {}
    _replace(wanted, page=page)


@transaction.atomic
def _replace(wanted: Mapping[str, int], **owner: Any) -> None:
    held = {link.address.address: link for link in Link.objects.filter(**owner).select_related("address")}
    Link.objects.filter(pk__in=[link.pk for address, link in held.items() if address not in wanted]).delete()
    moved = [link for address, link in held.items() if address in wanted and link.line != wanted[address]]
    for link in moved:
        link.line = wanted[link.address.address]
    Link.objects.bulk_update(moved, ["line"], batch_size=AT_A_TIME)
    new = sorted(set(wanted) - set(held))
    if not new:
        return
    now = timezone.now()
    rows = [LinkedAddress(address=address, host=host_of(address)) for address in new]
    for row in rows:
        row.next_at = now if row.host else None
    LinkedAddress.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_A_TIME)
    known = list(LinkedAddress.objects.filter(address__in=new))
    links = [Link(address=row, line=wanted[row.address], **owner) for row in known]
    Link.objects.bulk_create(links, ignore_conflicts=True, batch_size=AT_A_TIME)
    look([row for row in known if row.is_own])


def look(rows: Iterable[LinkedAddress]) -> int:
    """Judge addresses of this site anew; return how many changed."""
    rows, now = list(rows), timezone.now()
    reasons = destinations.dead_ends(row.address for row in rows)
    changed = []
    for row in rows:
        why = reasons.get(row.address, "")
        verdict = Verdict.BROKEN if why else Verdict.FINE
        if (row.verdict, row.why) != (verdict, why):
            row.failing_since = (row.failing_since or now) if why else None
            row.verdict, row.why, row.checked_at = verdict, why, now
            changed.append(row)
    names = ["verdict", "why", "failing_since", "checked_at"]
    return LinkedAddress.objects.bulk_update(changed, names, batch_size=AT_A_TIME) if changed else 0


# --- what happens --------------------------------------------------------------------------------


def renew(key: int) -> None:
    """See to the links of an article, and to those that lead to it: it came, changed, went or moved."""
    article = Article.objects.filter(pk=key).first()
    if article is not None:
        gather(article)
        look_around([article.path])


def turned(since: datetime.datetime, now: datetime.datetime) -> None:
    """See to the links of articles that came or ran out between two moments, when nobody did anything."""
    came = Q(published_at__gt=since, published_at__lte=now) | Q(expires_at__gt=since, expires_at__lte=now)
    for key in Article.objects.filter(came, state=Article.State.PUBLISHED).values_list("pk", flat=True):
        renew(key)


def look_around(paths: Iterable[str]) -> int:
    """Judge anew whatever leads to these paths, below them, or to a redirect to them; and pages that may be empty."""
    own = LinkedAddress.objects.filter(host="")
    concerned = Q(pk__in=[])
    for path in paths:
        concerned |= Q(address=path) | Q(address__startswith=folder_of(path))
        concerned |= Q(address__in=list(redirects.leading_to(path).values_list("source", flat=True)))
    vanishing = Q(pk__in=[])
    for prefix in VANISHING:
        vanishing |= Q(address__startswith=prefix)
    return look([*own.filter(concerned), *own.filter(vanishing).exclude(concerned)[:MOST_VANISHING]])


# --- what is asked -------------------------------------------------------------------------------


def linked() -> QuerySet[LinkedAddress]:
    """Return the addresses that readers' texts have."""
    return LinkedAddress.objects.filter(Exists(Link.objects.filter(address=OuterRef("pk"))))


def broken() -> QuerySet[LinkedAddress]:
    """Return what is broken for readers, as far as nobody has said that it is right."""
    return LinkedAddress.objects.filter(verdict=Verdict.BROKEN, ignored=None)


def articles_with_broken() -> Any:
    """Return the keys of articles whose readers meet a broken link, for a condition on ``pk``."""
    return Link.objects.filter(article__isnull=False, address__in=broken().values("pk")).order_by().values("article")


def has_broken() -> Exists:
    """Return whether readers of an article meet a broken link, as an annotation of articles."""
    return Exists(Link.objects.filter(article=OuterRef("pk"), address__verdict=Verdict.BROKEN, address__ignored=None))


def dead_in(article: Article, content: Content) -> frozenset[str]:
    """Return the targets of a version's links, as written, that lead nowhere now."""
    page = article.path
    targets = {link.target for link in outgoing_links(content.body)} | {content.source_url}
    meant = {target: address_of(target, page) for target in targets}
    addresses = set(meant.values()) - {"", page}
    own = {address for address in addresses if not host_of(address)}
    known = broken().filter(address__in=sorted(addresses - own)[:MOST_IN_ONE_TEXT]) if addresses - own else ()
    dead = {row.address for row in known} | (set(destinations.dead_ends(own)) - _own_files(article, own))
    if dead & own:
        ignored = LinkedAddress.objects.filter(address__in=dead & own).exclude(ignored=None)
        dead -= set(ignored.values_list("address", flat=True))
    return frozenset(target for target, address in meant.items() if address in dead)


def _own_files(article: Article, addresses: Iterable[str]) -> set[str]:
    """Return the files beside an article, which come with it when it is published."""
    folder = folder_of(article.path)
    if not article.pk or not any(address.startswith(folder) for address in addresses):
        return set()
    pictures = {folder + name for name in article.bundle_images.values_list("name", flat=True)}
    return pictures | {file.path for file in article.attachments.all()}


@transaction.atomic
def ignore(row: LinkedAddress, note: str, *, by: Any) -> None:
    """Let an address be right, whatever it answers; ``note`` says why."""
    ignored = IgnoredAddress.objects.filter(address=row.address).first()
    if ignored is None:
        ignored = IgnoredAddress.objects.create(address=row.address, note=note, by=by)
    elif ignored.note != note:
        ignored.note, ignored.by = note, by
        ignored.save(update_fields=["note", "by"])
    LinkedAddress.objects.filter(pk=row.pk).update(ignored=ignored)


def heed(row: LinkedAddress) -> None:
    """Take that back."""
    IgnoredAddress.objects.filter(address=row.address).delete()


# --- every night ---------------------------------------------------------------------------------


@task()
def gather_some(keys: list[int]) -> None:
    """Bring the links of these articles in line. Safe to run twice."""
    for article in Article.objects.filter(pk__in=keys).order_by("pk").iterator(chunk_size=50):
        gather(article)


@task()
def look_at_some(keys: list[int]) -> int:
    """Judge these addresses of this site anew. Safe to run twice."""
    return look(LinkedAddress.objects.filter(pk__in=keys, host=""))


@nightly
@task()
def tidy() -> None:
    """
    Look at everything once a night: an installation that is older than this gets its links, an address that no text
    has any more goes, and whatever was missed in between is seen.
    """
    for page in StaticPage.objects.all():
        gather_page(page)
    articles = (
        Article.objects.filter(Q(state=Article.State.PUBLISHED) | Q(links__isnull=False)).order_by("pk").distinct()
    )
    keys = list(articles.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_A_TIME):
        later(gather_some.using(priority=UNHURRIED), keys[start : start + AT_A_TIME])
    unused = LinkedAddress.objects.filter(~Exists(Link.objects.filter(address=OuterRef("pk"))), ignored=None)
    unused.delete()
    own = list(LinkedAddress.objects.filter(host="").order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(own), AT_A_TIME):
        later(look_at_some.using(priority=UNHURRIED), own[start : start + AT_A_TIME])
