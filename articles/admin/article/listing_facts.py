"""
What the list of articles needs besides its rows, in two questions: how many there are in each tab, and what its menus
offer. Asked once for a request, by whoever comes first.
"""

from functools import cached_property

from django.db.models import BigIntegerField, CharField, Count, F, Min, Q, Value

from articles import policy
from articles.admin.status import status_filter
from articles.models import Article, Author, Category, SavedTab, Topic
from articles.schedule.coming import concerned
from articles.schedule.last_steps import with_last_step

TABS = (
    "mine",
    "draft",
    "in_review",
    "sent_back",
    "scheduled",
    "published",
    "changed",
    "expired",
    "unpublished",
    "trashed",
)


def tab_condition(name, user):
    """Return the condition of one tab on rows of ``with_last_step``."""
    if name == "mine":
        return Q(owner=user) & ~Q(state=Article.State.TRASHED)
    if name == "changed":
        return Q(state=Article.State.PUBLISHED) & ~Q(latest_revision=F("live_revision"))
    if name == "scheduled":
        return Q(pk__in=concerned())
    return status_filter(name)


class ListFacts:
    def __init__(self, user):
        self.user = user

    @cached_property
    def counts(self):
        """How many articles of this account's each tab has, ``everything`` but the trash, and the ``oldest`` moment."""
        known = policy.visible_to(self.user, Article.objects.order_by())
        # Steps are looked up for drafts only, and apart: in one question, PostgreSQL would expect a second's work.
        # What is counted is the state, because the index ``article_tabs`` holds it and no key.
        sent_back = with_last_step(known).filter(tab_condition("sent_back", self.user)).count()
        counted = {name: tab_condition(name, self.user) for name in TABS if name not in {"draft", "sent_back"}}
        counts = known.aggregate(
            oldest=Min("published_at"),
            drafts=Count("state", filter=Q(state=Article.State.DRAFT)),
            everything=Count("state", filter=~Q(state=Article.State.TRASHED)),
            **{name: Count("state", filter=condition) for name, condition in counted.items()},
        )
        return counts | {"sent_back": sent_back, "draft": counts["drafts"] - sent_back}

    @cached_property
    def choices(self):
        """Rows ``(key, name, query)`` by kind: terms, import batches, and the account's own tabs."""
        imported = policy.visible_to(self.user, Article.objects.exclude(import_batch="")).order_by()
        asked = [
            choice("category", Category.objects.all(), place="position"),
            choice("topic", Topic.objects.all(), place="position"),
            choice("author", Author.objects.all(), text="sort_key"),
            choice("batch", imported, key=None, name="import_batch").distinct(),
            choice("tab", SavedTab.objects.filter(user=self.user), text="query"),
        ]
        found = {kind: [] for kind in ("category", "topic", "author", "batch", "tab")}
        for kind, place, text, key, name in asked[0].union(*asked[1:], all=True):
            found[kind].append((place, text if kind == "author" else "", key, name, text))
        return {kind: [(key, name, text) for *_order, key, name, text in sorted(rows)] for kind, rows in found.items()}


def choice(kind, rows, *, key="pk", name="name", place=None, text=None):
    """Return rows in the five columns that the union has."""
    return (
        rows.order_by()
        .annotate(
            the_kind=Value(kind, CharField()),
            the_place=F(place) if place else Value(0, BigIntegerField()),
            the_text=F(text) if text else Value("", CharField()),
            the_key=F(key) if key else Value(0, BigIntegerField()),
        )
        .values_list("the_kind", "the_place", "the_text", "the_key", name)
    )


def facts_of(request):
    """Return the facts for this request."""
    if not hasattr(request, "list_facts"):
        request.list_facts = ListFacts(request.user)
    return request.list_facts
