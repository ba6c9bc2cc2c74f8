"""The questions the site asks of its articles, as words of a QuerySet."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from articles import clock
from cms.audit.rows import RecordedQuerySet

from .author import Byline
from .orders import BY_DAY, BY_TIME, FLAG_OF, by_rank
from .tag import TaggedArticle
from .taxonomy import ArticleTopic


class State(models.TextChoices):
    """The stored states. Scheduled and expired are what the clock makes of ``published``."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Awaiting review")
    PUBLISHED = "published", _("Published")
    UNPUBLISHED = "unpublished", _("Withdrawn")
    TRASHED = "trashed", _("In trash")


def in_order(relation, through, to):
    """Prefetch a relation through its ordered rows: one query, in the editor's order."""
    return Prefetch(relation, queryset=through.objects.select_related(to))


TOPICS = in_order("filed_under", ArticleTopic, "topic")
AUTHORS = in_order("bylines", Byline, "author")
TAGS = in_order("tagged", TaggedArticle, "tag")

LONG_TEXT = ("body", "body_html", "headings", "front_matter", "notes")


class ArticleQuerySet(RecordedQuerySet):
    """
    The questions the site asks of its articles.

    Adjectives filter (``live``, ``in_category``). ``for_*`` shapes the rows for one kind of page:
    its joins and its columns. ``by_day`` and ``by_time`` order. Compose one of each.
    """

    def live(self, now=None):
        """Readable by the public at ``now``: published, its time come and not run out (brief §4)."""
        now = now or clock.now()
        return self.filter(state=State.PUBLISHED, published_at__lte=now).filter(
            Q(expires_at=None) | Q(expires_at__gt=now)
        )

    def scheduled(self, now=None):
        return self.filter(state=State.PUBLISHED, published_at__gt=now or clock.now())

    def expired(self, now=None):
        return self.filter(state=State.PUBLISHED, expires_at__lte=now or clock.now())

    def pinned_now(self, now=None):
        now = now or clock.now()
        return self._flagged("pinned").filter(Q(pinned_until=None) | Q(pinned_until__gt=now))

    def in_slot(self, slot, now=None):
        """Chosen for a slot of the home page: ``lead``, ``pick`` or ``focus``. It may hold more than it shows."""
        return self.pinned_now(now) if slot == "lead" else self._flagged(FLAG_OF[slot])

    def _flagged(self, flag):
        # As a list of keys: SQLite reads all that is live to find the ten with a flag, and no index talks it out of it.
        return self.filter(pk__in=self.model._default_manager.filter(**{flag: True}).order_by().values("pk"))

    def with_cover(self):
        return self.filter(featured_image__isnull=False)

    def in_category(self, category):
        return self.filter(placed_in__category=category)

    def by_author(self, author):
        return self.filter(bylines__author=author)

    def owned_by(self, user):
        return self.filter(owner=user)

    def by_day(self):
        return self.order_by(*BY_DAY)

    def by_time(self):
        return self.order_by(*BY_TIME)

    def by_rank(self, slot):
        """Order of a home page slot: ``lead``, ``pick`` or ``focus``."""
        return self.order_by(*by_rank(slot))

    def for_cards(self):
        """Everything a card shows, without the long text."""
        return self.select_related("featured_image").prefetch_related(TOPICS).defer(*LONG_TEXT)

    def for_feed(self):
        """Everything a feed item holds."""
        return (
            self.select_related("featured_image")
            .prefetch_related(TOPICS, AUTHORS, TAGS, "corrections")
            .defer("body", "front_matter", "notes", "headings")
        )
