"""
Terms that mean the same become one: sections, topics, tags or authors (brief §11.13). ``unmerging`` is the way back.

The articles of the terms that go get the kept one in their place. Their pages and feeds lead to the kept one's, and
what still names them, such as the version of a draft, finds it: tags by their name, an alias from then on, everything
else by its key (``MergedTerm``). Versions themselves are never rewritten.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from articles import related, search
from articles.addresses import redirects
from articles.models import (
    Article,
    ArticleCategory,
    ArticleTopic,
    Author,
    Byline,
    Category,
    MergedTerm,
    SiteSettings,
    Tag,
    TagAlias,
    TaggedArticle,
    TermMerge,
    Topic,
)
from articles.naming.terms import term_slug
from cms import audit
from cms.tasks import later

AT_A_TIME = 500  # rows or keys in one statement


@dataclass(frozen=True)
class Uses:
    """Where a kind of term stands: the rows between it and its articles, and the columns of those."""

    through: Any
    term: str
    article: str
    lends: tuple[str, ...] = ()  # what the kept term takes over where it has none of its own

    def rows(self, terms: Iterable[int]) -> models.QuerySet[Any]:
        return self.through.objects.filter(**{f"{self.term}__in": list(terms)})

    def article_of(self, row: Any) -> int:
        return int(getattr(row, f"{self.article}_id"))

    def term_of(self, row: Any) -> int:
        return int(getattr(row, f"{self.term}_id"))


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield these a few at a time, so that no statement has more parameters than a database takes."""
    return (keys[start : start + AT_A_TIME] for start in range(0, len(keys), AT_A_TIME))


USES: dict[Any, Uses] = {
    Category: Uses(ArticleCategory, "category", "article", ("description", "cover_id")),
    Topic: Uses(ArticleTopic, "topic", "article", ("description", "cover_id")),
    Tag: Uses(TaggedArticle, "tag", "content_object"),
    Author: Uses(Byline, "author", "article", ("bio", "website", "portrait_id", "user_id")),
}
MODELS: dict[str, Any] = {model._meta.model_name: model for model in USES}


class CannotMerge(Exception):
    """What keeps terms from being merged, in words."""


@dataclass(frozen=True)
class Step:
    """What becomes of one term that goes, for a preview: ``articles`` is how many get the kept one instead."""

    term: Any
    articles: int


def preview(kept: Any, others: Iterable[Any]) -> list[Step]:
    """Return what ``merge`` would do with each term."""
    uses = USES[type(kept)]
    return [Step(other, uses.rows([other.pk]).count()) for other in others]


def lent(kept: Any, others: Iterable[Any]) -> dict[str, Any]:
    """Return what the kept term lacks and gets from the first of the others that has it, by column."""
    names = USES[type(kept)].lends
    offers = {name: next((value for other in others if (value := getattr(other, name))), None) for name in names}
    return {name: value for name, value in offers.items() if value and not getattr(kept, name)}


@transaction.atomic
def merge(kept: Any, others: Iterable[Any], *, actor: Any) -> TermMerge:
    """
    Give the articles of ``others`` the kept term instead, in its place and once, and delete the others.

    Returns what ``undo`` needs. Raises ``CannotMerge`` where a term is gone by now, or where two of the people have
    accounts, and has then changed nothing.
    """
    model, kind = type(kept), kept._meta.model_name
    kept, others = _locked(model, kept, others)
    keys = [other.pk for other in others]
    uses = USES[model]
    touched = hold_articles(uses.rows(keys).values(uses.article))
    record: dict[str, Any] = {
        "terms": [columns(other) for other in others],
        "before": columns(kept),
        "articles": _move(uses, kept.pk, keys, touched),
        "redirects": _redirect(kept, others),
    }
    if model is Tag:
        record["aliases"] = _call(kept, others)
    if model is Topic:
        record["nav"] = _navigate(kept.pk, keys)
    for name, value in lent(kept, others).items():
        setattr(kept, name, value)
    model.objects.filter(pk__in=keys).delete()
    kept.save()
    record["after"] = columns(kept)
    done = TermMerge.objects.create(
        kind=kind,
        kept=kept.pk,
        kept_name=kept.name,
        names=[other.name for other in others],
        articles=len(touched),
        actor=actor,
        record=record,
    )
    audit.record("merged", kept, after={"terms": done.names, "articles": done.articles}, actor=actor)
    if model is not Tag:
        record["led_on"] = list(MergedTerm.objects.filter(kind=kind, into__in=keys).values_list("pk", "into"))
        MergedTerm.objects.filter(kind=kind, into__in=keys).update(into=kept.pk)
        MergedTerm.objects.bulk_create(MergedTerm(merge=done, kind=kind, key=key, into=kept.pk) for key in keys)
        done.save(update_fields=["record"])
    tell(model, touched)
    return done


def _locked(model: Any, kept: Any, others: Iterable[Any]) -> tuple[Any, list[Any]]:
    """Return the terms as they are now, held until the end of the transaction. Raises ``CannotMerge``."""
    keys = [other.pk for other in others]
    found = {term.pk: term for term in model.objects.select_for_update().filter(pk__in=[kept.pk, *keys]).order_by("pk")}
    if len(found) != len({kept.pk, *keys}) or not keys or kept.pk in keys:
        raise CannotMerge(_("One of them is gone by now. Choose again."))
    if model is Author and sum(1 for author in found.values() if author.user_id) > 1:
        raise CannotMerge(_("More than one of them has an account. Take the account off the others first."))
    return found[kept.pk], [found[key] for key in keys]


def hold_articles(keys: Any) -> dict[int, tuple[int | None, int | None]]:
    """Return the newest and the public version of these articles, held until the end of the transaction."""
    articles = Article.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    versions = articles.values_list("pk", "latest_revision_id", "live_revision_id")
    return {key: (latest, live) for key, latest, live in versions}


def columns(term: Any) -> dict[str, Any]:
    """Return a term's row, in what JSON can hold."""
    return {field.attname: getattr(term, field.attname) for field in term._meta.concrete_fields}


def _move(uses: Uses, kept: int, keys: list[int], touched: dict[int, Any]) -> list[list[Any]]:
    """
    Put the kept term where the first of them stood in each article, and take the others away.

    Returns for each article its versions, and which of them it had, in order.
    """
    moved: list[list[Any]] = []
    going, staying = [], []
    column = f"{uses.article}_id"
    rows = uses.rows([kept, *keys]).filter(**{f"{uses.article}__in": uses.rows(keys).values(uses.article)})
    for article, group in groupby(rows.order_by(column, "position", "pk"), key=uses.article_of):
        first, *rest = group
        moved.append([article, *touched[article], [[uses.term_of(row), row.position] for row in (first, *rest)]])
        staying.append(first.pk)
        going += [row.pk for row in rest]
    for some in chunks(going):
        uses.through.objects.filter(pk__in=some).delete()
    for some in chunks(staying):
        uses.through.objects.filter(pk__in=some).update(**{f"{uses.term}_id": kept})
    return moved


def _redirect(kept: Any, others: list[Any]) -> dict[str, list[Any]]:
    """Lead the pages and feeds of the others to those of the kept one. Returns what it made and what led there."""
    made, led_on = [], []
    for other in others:
        for old, new in zip(other.addresses, kept.addresses, strict=True):
            target = redirects.as_target(new)
            led_on += [[key, before, target] for key, before in redirects.leading_to(old).values_list("pk", "target")]
            redirects.record_move(old, new)
            made.append([old, target])
    return {"made": made, "led_on": led_on}


def _call(kept: Tag, others: list[Tag]) -> dict[str, list[Any]]:
    """Make the names of the others aliases of the kept tag, with the aliases that they had."""
    aliases = TagAlias.objects.filter(tag__in=[other.pk for other in others])
    moved = [list(row) for row in aliases.values_list("pk", "tag_id")]
    aliases.update(tag=kept)
    own = set(Tag.objects.filter(slug__in=[term_slug(tag.name) for tag in others]).values_list("slug", flat=True))
    own -= {other.slug for other in others}
    names = {slug: other.name for other in others if (slug := term_slug(other.name)) not in own}
    made = []
    for slug, name in names.items():
        if not TagAlias.objects.filter(slug=slug).exists():
            made.append(TagAlias.objects.create(tag=kept, name=name).pk)
    return {"moved": moved, "made": made}


def _navigate(kept: int, keys: list[int]) -> list[int]:
    """Put the kept topic into the navigation where one of the others was. Returns which of them were there."""
    nav = SiteSettings.nav_topics.through.objects
    there = sorted(nav.filter(topic__in=[kept, *keys]).values_list("topic_id", flat=True))
    if there and kept not in there:
        nav.create(sitesettings_id=1, topic_id=kept)
    return there


def tell(model: Any, articles: Iterable[int]) -> None:
    """Have everything made again that was made from an article's terms: what is found, and what it leads on to."""
    keys = sorted(articles)
    if model in {Tag, Topic}:
        search.renew_many(keys)
    if model is not Author:
        for start in range(0, len(keys), related.AT_A_TIME):
            later(related.relate_some, keys[start : start + related.AT_A_TIME])
