"""How articles are sorted: what all kinds of terms have in common, sections and topics."""

from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.naming.alphabet import LONGEST_KEY, OTHERS, initial, sort_key
from articles.naming.terms import term_slug
from cms.audit.rows import RecordedQuerySet

from .redirect import Redirect


class TermQuerySet(RecordedQuerySet):
    def for_names(self, names):
        """
        Return the terms of these names in their order, creating what is missing.

        A name is found by its slug, so case and spelling variants are one term, as another name of a tag, by
        the slug it had before it was renamed or merged, and as it is where its address is another (新闻 at
        ``/categories/news/``). Raises ``ValidationError`` for a name of which no slug is left.
        """
        wanted = {}
        for name in names:
            slug = term_slug(name)
            if not slug:
                raise ValidationError(
                    _("“%(name)s” has no letters or digits, so it can have no address."), params={"name": name}
                )
            wanted.setdefault(slug, name)
        known = {term.slug: term for term in self.filter(slug__in=wanted)}
        known |= self._also_called(wanted.keys() - known.keys())
        known |= self._renamed(wanted.keys() - known.keys())
        unknown = [wanted[slug] for slug in wanted.keys() - known.keys()]
        known |= {term_slug(term.name): term for term in self.filter(name__in=unknown)} if unknown else {}
        for slug in sorted(wanted.keys() - known.keys()):  # in one order, or two savers could wait for each other
            known[slug], _is_new = self.get_or_create(slug=slug, defaults={"name": wanted[slug]})
        return list(dict.fromkeys(known[slug] for slug in wanted))

    def _also_called(self, slugs):
        """Return the terms that have another name with one of these slugs, by that slug. Only tags have such."""
        return {}

    def _renamed(self, slugs):
        """
        Return the terms that once had these slugs, by the old slug: a redirect remembers it.

        Versions of articles and imported files name a term as it was called then.
        """
        old = {unquote(self.model(slug=slug).get_absolute_url()): slug for slug in slugs}
        moved = Redirect.objects.filter(source__in=old, target__startswith="/") if old else ()
        now = {row.source: unquote(row.target) for row in moved}
        slugs_now = {address.rstrip("/").rpartition("/")[2] for address in now.values()}
        terms = {unquote(term.get_absolute_url()): term for term in self.filter(slug__in=slugs_now)} if now else {}
        return {old[source]: terms[address] for source, address in now.items() if address in terms}


class Addressed:
    """A name with a Hugo slug, and the page and feed that stand at it. ``url_name`` says which."""

    url_name = ""

    def get_absolute_url(self):
        return reverse(f"articles:{self.url_name}", args=[self.slug])

    def clean(self):
        self.slug = term_slug(self.slug or self.name)
        if not self.slug:
            raise ValidationError({"name": _("Use at least one letter, digit or Chinese character.")})

    @property
    def feed_url(self):
        return reverse(f"articles:{self.url_name}-feed", args=[self.slug])

    @property
    def addresses(self):
        """The paths of the page and of the feed, decoded, as redirects keep them."""
        return unquote(self.get_absolute_url()), unquote(self.feed_url)


class Term(Addressed, models.Model):
    """What sections, topics and authors have in common."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.CharField(
        _("link"),
        max_length=200,
        unique=True,
        blank=True,
        help_text=_("Left empty, it is made from the name."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = term_slug(self.name)
        super().save(*args, **kwargs)


class Alphabetical(models.Model):
    """A name that readers look up by its pinyin. The key is made when it is saved, so no page has to."""

    pinyin = models.CharField(
        _("pinyin"),
        max_length=LONGEST_KEY,
        blank=True,
        help_text=_("Only where the index puts the name in the wrong place: how it is read, such as shan tian fang."),
    )
    sort_key = models.CharField(max_length=LONGEST_KEY, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        self.sort_key = sort_key(self.pinyin or self.name)
        if update_fields is not None:
            update_fields = {*update_fields, "sort_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def initial(self):
        return initial(self.sort_key)

    @property
    def place_in_index(self):
        """What an index is sorted by: letters first. Compared here, because databases differ on spaces."""
        return (self.initial == OTHERS, self.sort_key, self.name)


class Place(Term):
    """A place in the paper: introduced in a few words, and ordered by hand among its like."""

    description = models.TextField(_("introduction"), blank=True, help_text=_("Plain text, up to 300 characters."))
    cover = models.ForeignKey(
        "media.Image", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cover image")
    )
    position = models.PositiveIntegerField(_("order"), default=0, help_text=_("Smaller numbers come first."))

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Category(Place):
    """栏目: where in the paper an article stands. Its first category is the primary one."""

    url_name = "category"

    class Meta(Place.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Topic(Place):
    """专题: Hugo's ``news`` taxonomy. The strip under the masthead shows some of them."""

    url_name = "topic"

    class Meta(Place.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class ArticleCategory(models.Model):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="placed_in")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="placed")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "category"], name="article_category_once")]


class ArticleTopic(models.Model):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="filed_under")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="filed")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="article_topic_once")]
