"""Tags, on django-taggit, with the other names that they have."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.naming.folding import LONGEST_NAME_KEY, name_key
from articles.naming.terms import term_slug
from cms.audit.rows import RecordedQuerySet

from .taxonomy import Addressed, Alphabetical, TermQuerySet

LONGEST_NESTED = 30  # characters of a name whose parts are looked for


class TagQuerySet(TermQuerySet):
    def suggestions(self, text):
        """Tags of which a name holds ``text`` in any spelling, for completion while an editor types."""
        key = name_key(text)
        return self.filter(named_like(key)).order_by("name") if key else self.none()

    def kept_names(self, names):
        """Return these names in their order, each once; for another name of a tag, the tag's own."""
        slugs = {name: term_slug(name) for name in names}
        kept = self._also_called(slugs.values())
        return tuple(dict.fromkeys(kept[slug].name if slug in kept else name for name, slug in slugs.items()))

    def _also_called(self, slugs):
        aliases = TagAlias.objects.filter(slug__in=list(slugs)).select_related("tag") if slugs else ()
        return {alias.slug: alias.tag for alias in aliases}


class Tag(Alphabetical, Addressed, TagBase):
    """标签, on django-taggit, with Hugo's slugs so that Chinese tags keep their addresses."""

    url_name = "tag"

    slug = models.CharField(_("link"), max_length=200, unique=True, blank=True)
    folded = models.CharField(max_length=LONGEST_NAME_KEY, editable=False, db_index=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def save(self, *args, update_fields=None, **kwargs):
        self.folded = name_key(self.name)
        if update_fields is not None:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def nested(self):
        """
        Return the tags whose name holds this one's, or stands in it, where an article has both: most such first.

        ``together`` is the number of those articles.
        """
        key = self.folded[:LONGEST_NESTED]
        inside = {key[start:end] for start in range(len(key)) for end in range(start + 2, len(key) + 1)}
        named = Tag.objects.filter(models.Q(folded__contains=self.folded) | models.Q(folded__in=inside))
        own = TaggedArticle.objects.filter(tag=self).values("content_object")
        shared = models.Count("tagged_articles", filter=models.Q(tagged_articles__content_object__in=own))
        return named.exclude(pk=self.pk).annotate(together=shared).filter(together__gt=0).order_by("-together", "name")

    def slugify(self, tag, i=None):
        return term_slug(tag) if i is None else f"{term_slug(tag)}-{i}"


class TagAliasQuerySet(RecordedQuerySet):
    def set_for(self, tag, names):
        """Make ``names`` the other names of a tag; what is a tag by itself, or another's name, is left out."""
        wanted = {slug: name for name in names if (slug := term_slug(name))}
        taken = set(Tag.objects.filter(slug__in=list(wanted)).values_list("slug", flat=True))
        taken |= set(self.filter(slug__in=list(wanted)).exclude(tag=tag).values_list("slug", flat=True))
        wanted = {slug: name for slug, name in wanted.items() if slug not in taken}
        known = {alias.slug: alias for alias in self.filter(tag=tag)}
        self.filter(tag=tag).exclude(slug__in=list(wanted)).delete()
        for slug, name in wanted.items():
            if slug not in known or known[slug].name != name:
                self.update_or_create(slug=slug, defaults={"name": name, "tag": tag})


class TagAlias(models.Model):
    """
    别名: another name of a tag. Whoever types it gets the tag, and a version that has it shows the tag.

    No tag has the slug of an alias: the forms and ``articles.taxonomy.merging`` see to it.
    """

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=100)
    slug = models.CharField(max_length=200, unique=True, editable=False)
    folded = models.CharField(max_length=LONGEST_NAME_KEY, editable=False)

    objects = TagAliasQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        self.slug, self.folded = term_slug(self.name), name_key(self.name)
        if update_fields is not None:
            update_fields = {*update_fields, "slug", "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)


def named_like(key):
    """Return the condition that a tag's own name, or another of its names, holds this ``name_key``."""
    aliases = TagAlias.objects.filter(folded__contains=key)
    return models.Q(folded__contains=key) | models.Q(pk__in=aliases.values("tag"))


class TaggedArticle(ItemBase):
    """One tag of one article. ``position`` keeps the order in which the editor typed them."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="tagged_article_once"),
        ]
