"""The questions the site asks of its articles, as words of a QuerySet."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .author import Byline
from .orders import BY_DAY, BY_TIME, by_rank
from .taxonomy import ArticleTopic, TaggedArticle


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


class ArticleQuerySet(models.QuerySet):
    """
    The questions the site asks of its articles.

    Adjectives filter (``live``, ``in_category``). ``for_*`` shapes the rows for one kind of page:
    its joins and its columns. ``by_day`` and ``by_time`` order. Compose one of each.
    """

    def live(self, now=None):
        """Readable by the public at ``now``: published, its time come and not run out (brief §4)."""
        now = now or timezone.now()
        return self.filter(state=State.PUBLISHED, published_at__lte=now).filter(
            Q(expires_at=None) | Q(expires_at__gt=now)
        )

    def scheduled(self, now=None):
        return self.filter(state=State.PUBLISHED, published_at__gt=now or timezone.now())

    def expired(self, now=None):
        return self.filter(state=State.PUBLISHED, expires_at__lte=now or timezone.now())

    def pinned_now(self, now=None):
        now = now or timezone.now()
        return self.filter(Q(pinned_until=None) | Q(pinned_until__gt=now), pinned=True)

    def recommended(self):
        return self.filter(recommended=True)

    def in_focus(self):
        return self.filter(in_focus=True)

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
