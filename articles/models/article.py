"""
The article: the row that readers see.

What an editor types goes into a ``Revision`` first; ``articles.publishing`` copies one onto the row.
"""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import clock

from .author import Author, Byline
from .orders import UNWEIGHTED
from .questions import ArticleQuerySet, State
from .tag import TaggedArticle
from .taxonomy import ArticleCategory, ArticleTopic, Category, Topic


class ShowsBody:
    """Whatever has ``body_html``, ready for a template. Sanitised by ``articles.text`` when it was made."""

    @property
    def content(self):
        """The body as it is shown."""
        return mark_safe(self.body_html)  # noqa: S308 -- cleaned by articles.text, the one place where HTML is made


class Article(ShowsBody, models.Model):
    State = State

    class Origin(models.TextChoices):
        ORIGINAL = "original", _("Original")
        REPOST = "repost", _("Repost")
        CONTRIBUTION = "contribution", _("Contribution")

    # --- content: what a revision holds, copied onto the row when it is published
    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(_("link"), max_length=200, blank=True)
    description = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"), blank=True)
    featured_image = models.ForeignKey(
        "media.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="featured_in",
        verbose_name=_("cover image"),
    )
    categories = models.ManyToManyField(
        Category, through=ArticleCategory, related_name="articles", verbose_name=_("sections")
    )
    topics = models.ManyToManyField(Topic, through=ArticleTopic, related_name="articles", verbose_name=_("topics"))
    authors = models.ManyToManyField(Author, through=Byline, related_name="articles", verbose_name=_("authors"))
    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))
    origin = models.CharField(_("kind of source"), max_length=20, choices=Origin, default=Origin.ORIGINAL)
    source_name = models.CharField(_("name of the source"), max_length=100, blank=True)
    source_url = models.URLField(_("original link"), max_length=500, blank=True)
    # Whoever paid is ``source_name``. Readers must be able to tell an advertisement (广告法 §14).
    paid = models.BooleanField(_("advertisement"), default=False, db_default=False)
    responsible_editor = models.CharField(_("responsible editor"), max_length=100, blank=True)
    lightgallery = models.BooleanField(_("enlarge pictures on click"), default=True)

    # --- made from the content when it is copied onto the row
    path = models.CharField(_("address"), max_length=500, unique=True, editable=False)
    body_html = models.TextField(editable=False, blank=True)
    excerpt = models.CharField(max_length=300, editable=False, blank=True)
    headings = models.JSONField(editable=False, default=list)
    character_count = models.PositiveIntegerField(_("characters"), editable=False, default=0)
    shows_hero = models.BooleanField(editable=False, default=False)
    shows_dek = models.BooleanField(editable=False, default=False)

    # --- placement: takes effect at once on a live article, and is a wish on any other
    pinned = models.BooleanField(_("pinned"), default=False)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    recommended = models.BooleanField(_("editors' pick"), default=False)
    in_focus = models.BooleanField(_("in focus"), default=False)
    weight = models.PositiveIntegerField(_("weight"), null=True, blank=True)
    weight_rank = models.PositiveIntegerField(editable=False, default=UNWEIGHTED)
    lead_rank = models.PositiveIntegerField(editable=False, default=UNWEIGHTED)
    pick_rank = models.PositiveIntegerField(editable=False, default=UNWEIGHTED)
    focus_rank = models.PositiveIntegerField(editable=False, default=UNWEIGHTED)

    # --- state: written by articles.workflow and nothing else
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_day = models.DateField(null=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    modified_at = models.DateTimeField(_("updated at"), null=True, editable=False)
    withdrawal_note = models.TextField(_("public note"), blank=True, editable=False)
    hidden_as_missing = models.BooleanField(editable=False, default=False)

    # --- bookkeeping
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_articles",
        verbose_name=_("owner"),
    )
    latest_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    live_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    problems = models.CharField(max_length=100, editable=False, blank=True, default="")
    import_batch = models.CharField(
        _("import batch"), max_length=100, editable=False, blank=True, default="", db_index=True
    )
    guid = models.CharField(max_length=700, unique=True, editable=False)
    front_matter = models.JSONField(editable=False, default=dict, blank=True)
    notes = models.TextField(_("internal notes"), blank=True)
    # The day that the newsroom has in mind for what has no time yet: a note, which publishes nothing.
    planned_day = models.DateField(_("planned date"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            # With the state in front, not as a condition: SQLite uses no partial index where the value is a parameter.
            # With more than the order, so that the sitemaps read no row of the table.
            models.Index(fields=["state", "-published_at", "-id", "modified_at", "expires_at"], name="article_by_time"),
            models.Index(
                fields=["state", "-published_day", "weight_rank", "-published_at", "-id"], name="article_by_day"
            ),
            # Holds all that ``live`` asks, so that counting reads no article.
            models.Index(fields=["state", "published_day", "published_at", "expires_at"], name="article_counted"),
            models.Index(fields=["lead_rank", "weight_rank"], condition=Q(pinned=True), name="article_pinned"),
            models.Index(
                fields=["pick_rank", "weight_rank"], condition=Q(recommended=True), name="article_recommended"
            ),
            models.Index(fields=["focus_rank", "weight_rank"], condition=Q(in_focus=True), name="article_in_focus"),
            # The newsroom's lists, with what their filters ask, so that a rare one reads no row that it does not show.
            models.Index(
                fields=["state", "-saved_at", "-id", "latest_revision", "live_revision"], name="article_newsroom"
            ),
            models.Index(fields=["-saved_at", "-id", "state", "problems"], name="article_by_change"),
            models.Index(fields=["owner", "-saved_at"], name="article_of_owner"),
            # A condition that SQLite can prove: what is compared with a time is not null.
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="article_expiring"),
            models.Index(
                fields=["state", "planned_day"], condition=Q(planned_day__isnull=False), name="article_planned"
            ),
            # Holds all that the newsroom counts: its tabs, and what waits to be mended.
            models.Index(
                fields=[
                    *("state", "owner", "published_at", "expires_at", "latest_revision", "live_revision"),
                    *("problems", "pinned", "pinned_until", "weight"),
                ],
                name="article_tabs",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, live_revision__isnull=False),
                name="article_published_has_date_and_revision",
            ),
            models.CheckConstraint(condition=Q(weight=None) | Q(weight__gte=1), name="article_weight_positive"),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="article_path_absolute"),
        ]
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw articles")),
            ("edit_any_article", _("Can edit everyone's articles")),
            ("purge_article", _("Can delete articles for ever")),
            ("assign_article", _("Can change whose article it is")),
            ("export_article", _("Can export articles")),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, update_fields=None, **kwargs):
        self.weight_rank = UNWEIGHTED if self.weight is None else min(self.weight, UNWEIGHTED)
        self.published_day = timezone.localdate(self.published_at) if self.published_at else None
        if update_fields is not None:
            update_fields = {*update_fields, "weight_rank", "published_day"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return escape_uri_path(self.path)

    @property
    def ordered_categories(self):
        return [row.category for row in self.placed_in.all()]

    @property
    def ordered_topics(self):
        return [row.topic for row in self.filed_under.all()]

    @property
    def ordered_authors(self):
        return [row.author for row in self.bylines.all()]

    @property
    def ordered_tags(self):
        return [row.tag for row in self.tagged.all()]

    @property
    def is_live(self):
        """Readable by the public now; the same rule as ``ArticleQuerySet.live``."""
        now = clock.now()
        return (
            self.state == self.State.PUBLISHED
            and self.published_at <= now
            and (self.expires_at is None or now < self.expires_at)
        )

    @property
    def is_scheduled(self):
        return self.state == self.State.PUBLISHED and self.published_at > clock.now()

    @property
    def is_expired(self):
        return self.state == self.State.PUBLISHED and self.expires_at is not None and self.expires_at <= clock.now()

    @property
    def is_to_go(self):
        """Public, or to be, and to be taken down at ``expires_at``."""
        return self.state == self.State.PUBLISHED and self.expires_at is not None and self.expires_at > clock.now()

    def planned(self, step):
        """Return the ``PlannedStep`` of one kind, or None. Costs a query unless ``plans`` are prefetched."""
        return next((plan for plan in self.plans.all() if plan.step == step), None) if self.pk else None

    @property
    def was_public(self):
        """Some reader may have seen it, so its address answers 410 rather than 404."""
        return self.first_published_at is not None and self.first_published_at <= clock.now()

    @property
    def is_pinned(self):
        return self.pinned and (self.pinned_until is None or clock.now() < self.pinned_until)

    @property
    def has_unpublished_changes(self):
        return self.state == self.State.PUBLISHED and self.latest_revision_id != self.live_revision_id

    @property
    def problem_codes(self):
        """What is to be mended in the newest version, red first: the codes that ``articles.checks.problems`` keeps."""
        return self.problems.split()

    @property
    def shows_update(self):
        """“更新于” is shown only when the change came 10 minutes or more after publication (brief §1)."""
        return bool(self.modified_at) and self.modified_at - self.published_at >= datetime.timedelta(minutes=10)
