"""A merge of terms undone: everything as it was, or nothing where something was changed since."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Author, MergedTerm, Redirect, SiteSettings, Tag, TagAlias, TermMerge, Topic
from articles.naming.terms import term_slug
from cms import audit

from .merging import MODELS, USES, chunks, columns, hold_articles, tell


class CannotUndo(Exception):
    """What was changed since, in words: ``reasons``."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def undo(merge: TermMerge, *, actor: Any) -> None:
    """
    Put everything back as it was before the merge. Raises ``CannotUndo``, and has then changed nothing.

    All or nothing: one article that somebody saved since, and it stays as it is.
    """
    merge.refresh_from_db(from_queryset=TermMerge.objects.select_for_update(of=("self",)))
    model, record = MODELS[merge.kind], merge.record
    list(model.objects.select_for_update().filter(pk=merge.kept))
    touched = [row[0] for row in record["articles"]]
    for some in chunks(touched):
        hold_articles(some)
    if reasons := changed_since(merge):
        raise CannotUndo(reasons)
    _terms_again(model, merge)
    _rows_again(USES[model], merge)
    _names_again(model, merge)
    merge.terms.all().delete()
    merge.undone_at, merge.undone_by = timezone.now(), actor
    merge.save(update_fields=["undone_at", "undone_by"])
    kept = model.objects.get(pk=merge.kept)
    audit.record("unmerged", kept, before={"terms": merge.names, "articles": merge.articles}, actor=actor)
    tell(model, touched)


def _terms_again(model: Any, merge: TermMerge) -> None:
    """Take back what was lent, and put the terms that went where they were, under their old keys."""
    before = {name: value for name, value in merge.record["before"].items() if name != "id"}
    model.objects.filter(pk=merge.kept).update(**before)
    for row in merge.record["terms"]:
        model(**row).save(force_insert=True)


def _rows_again(uses: Any, merge: TermMerge) -> None:
    """Give each article the terms that it had, in their places."""
    through, column = uses.through, f"{uses.article}_id"
    for some in chunks(merge.record["articles"]):
        uses.rows([merge.kept]).filter(**{f"{column}__in": [row[0] for row in some]}).delete()
        through.objects.bulk_create(
            through(**{column: article, f"{uses.term}_id": term, "position": position})
            for article, _latest, _live, places in some
            for term, position in places
        )


def _names_again(model: Any, merge: TermMerge) -> None:
    """Have addresses, aliases, keys and the navigation lead where they led."""
    record = merge.record
    Redirect.objects.filter(source__in=[source for source, _target in record["redirects"]["made"]]).delete()
    for key, before, after in record["redirects"]["led_on"]:
        Redirect.objects.filter(pk=key, target=after).update(target=before)
    if model is Tag:
        TagAlias.objects.filter(slug__in=_slugs_of(record)).delete()
        for key, tag in record["aliases"]["moved"]:
            TagAlias.objects.filter(pk=key, tag=merge.kept).update(tag=tag)
    else:
        for key, into in record["led_on"]:
            MergedTerm.objects.filter(pk=key).update(into=into)
    if model is Topic:
        through = SiteSettings.nav_topics.through
        through.objects.filter(topic__in=[merge.kept, *(row["id"] for row in record["terms"])]).delete()
        through.objects.bulk_create(through(sitesettings_id=1, topic_id=key) for key in record["nav"])


def _slugs_of(record: dict[str, Any]) -> set[str]:
    """Return under which slugs the tags that went are looked for: their own, and those of their names."""
    return {slug for row in record["terms"] for slug in (row["slug"], term_slug(row["name"]))}


def changed_since(merge: TermMerge) -> list[str]:
    """Return what keeps a merge from being undone, in words; nothing where it can be."""
    if merge.undone_at:
        return [_("This merge was undone already.")]
    model, record = MODELS[merge.kind], merge.record
    kept = model.objects.filter(pk=merge.kept).first()
    if kept is None or columns(kept) != record["after"]:
        return [_("“%(name)s” was changed since.") % {"name": merge.kept_name}]
    if TermMerge.objects.filter(kind=merge.kind, kept=merge.kept, pk__gt=merge.pk, undone_at=None).exists():
        return [_("“%(name)s” was merged again since. Undo that first.") % {"name": merge.kept_name}]
    return [*_taken_since(model, record), *_articles_since(model, merge)]


def _taken_since(model: Any, record: dict[str, Any]) -> list[str]:
    """Say which names and addresses of the terms that went belong to something else by now."""
    slugs = [row["slug"] for row in record["terms"]]
    wanted = models.Q(slug__in=slugs)
    if model is Tag:
        wanted |= models.Q(name__in=[row["name"] for row in record["terms"]])
    taken = [_("There is another “%(name)s” by now.") % {"name": term.name} for term in model.objects.filter(wanted)]
    if model is Tag:
        aliases = TagAlias.objects.filter(slug__in=_slugs_of(record)).exclude(tag=record["after"]["id"])
        words = _("“%(name)s” is another name of “%(tag)s” already.")
        taken += [words % {"name": alias.name, "tag": alias.tag} for alias in aliases.select_related("tag")]
    if model is Author:
        accounts = [row["user_id"] for row in record["terms"] if row["user_id"] != record["after"]["user_id"]]
        given = Author.objects.filter(user__in=[account for account in accounts if account])
        taken += [_("The account belongs to “%(name)s” by now.") % {"name": author.name} for author in given]
    made = dict(record["redirects"]["made"])
    there = dict(Redirect.objects.filter(source__in=made).values_list("source", "target"))
    if there != made:
        taken.append(_("The redirects were changed since."))
    return taken


def _articles_since(model: Any, merge: TermMerge) -> list[str]:
    """Say which articles got another version since, or other terms."""
    uses = USES[model]
    as_left = {article: (latest, live) for article, latest, live, _had in merge.record["articles"]}
    first = {article: had[0][1] for article, _latest, _live, had in merge.record["articles"]}
    places: dict[int, int] = {}
    versions: dict[int, tuple[int, int, str]] = {}
    for some in chunks(list(as_left)):
        found = Article.objects.filter(pk__in=some).values_list("pk", "latest_revision_id", "live_revision_id", "title")
        versions |= {key: (latest, live, title) for key, latest, live, title in found}
        for row in uses.rows([merge.kept]).filter(**{f"{uses.article}__in": some}):
            places[uses.article_of(row)] = row.position
    reasons = []
    for key, left in as_left.items():
        if key not in versions:
            reasons.append(_("An article was deleted since."))
        elif versions[key][:2] != left or places.get(key) != first[key]:
            reasons.append(_("“%(title)s” was saved since.") % {"title": versions[key][2]})
    return reasons
