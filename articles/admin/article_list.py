"""The columns of the article list: what each cell says about one row (brief §11.3)."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.models.questions import AUTHORS, LONG_TEXT, TOPICS
from articles.placement import FLAGS
from media import renditions

from .article_filters import (
    AuthorFilter,
    CategoryFilter,
    DateFilter,
    OriginFilter,
    PlacementFilter,
    StatusTabs,
    TagFilter,
    TopicFilter,
)
from .article_status import name_of, status_of, with_last_step

MOMENT = "%Y-%m-%d %H:%M"
THUMBNAIL = (56, 37)  # pixels
NOTHING = format_html('<span class="nothing">{}</span>', "—")
SHORT_LABELS = {
    "pinned": gettext_lazy("Pinned"),
    "recommended": gettext_lazy("Pick"),
    "in_focus": gettext_lazy("Focus"),
}


def moment(value):
    """Return a moment as the newsroom writes it, in the site's time zone; empty for none."""
    return timezone.localtime(value).strftime(MOMENT) if value else ""


def cell_heading(words):
    """Return the column's name for screens on which a row is a card."""
    return format_html('<span class="cell-heading">{} </span>', words)


def pill(status):
    return format_html('<span class="pill pill-{}">{}</span>', status.name, status.label)


def pin_label(article):
    """Return “pinned until …”, or “pinned” where no end is set."""
    if not article.pinned_until:
        return _("Pinned")
    return _("Pinned until %(date)s") % {"date": timezone.localtime(article.pinned_until).strftime("%m-%d %H:%M")}


def badges(article):
    """Return the words beside the pill: unpublished changes, and how long a pin lasts."""
    words = [_("Unpublished changes")] if article.has_unpublished_changes else []
    if article.is_pinned:
        words.append(pin_label(article))
    return format_html_join("", ' <span class="badge">{}</span>', ((word,) for word in words))


def flag_words(article):
    """Return the flags in words, for those who do not set them and for what is not public yet."""
    words = [SHORT_LABELS[name] for name, value in flag_values(article).items() if value]
    return format_html_join(" ", '<span class="badge">{}</span>', ((word,) for word in words)) or NOTHING


def flag_values(article):
    return {name: article.is_pinned if name == "pinned" else getattr(article, name) for name in FLAGS}


class ArticleColumns:
    """The list's part of ``ArticleAdmin``."""

    list_display = ["cover", "headline", "status", "placement", "flags", "byline", "published", "changed"]
    list_display_links = None
    list_filter = [
        *(StatusTabs, CategoryFilter, TopicFilter, TagFilter, AuthorFilter),
        *(PlacementFilter, OriginFilter, DateFilter),
    ]
    list_per_page = 50
    list_max_show_all = 200
    list_select_related = ["featured_image", "latest_revision__author"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["title", "description", "body", "path", "tagged__tag__name"]
    ordering = ["-saved_at", "-pk"]

    def get_list_display(self, request):
        hidden = "flags" if self.places_articles(request) else "placement"
        return [name for name in super().get_list_display(request) if name != hidden]

    def places_articles(self, request):
        return policy.may(request.user, "place", self.model())

    def get_queryset(self, request):
        """One query for the rows and one for each relation that a row names, however many rows there are."""
        articles = policy.visible_to(request.user, super().get_queryset(request))
        shown = articles.defer(*LONG_TEXT, "latest_revision__content").prefetch_related(TOPICS, AUTHORS)
        return with_last_step(shown)

    @admin.display(description=gettext_lazy("Cover"))
    def cover(self, article):
        if not article.featured_image:
            return format_html('<span class="no-cover">{}</span>', _("No picture"))
        url, _width, _height = renditions.fallback(article.featured_image, "row")
        return format_html('<img class="cover" src="{}" width="{}" height="{}" alt="" loading="lazy">', url, *THUMBNAIL)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def headline(self, article):
        facts = [topic.name for topic in article.ordered_topics]
        facts.append(_("%(n)s characters") % {"n": f"{article.character_count:,}"})
        return format_html(
            '<a class="headline" href="{}">{}</a><span class="facts">{} <span class="address">{}</span></span>',
            reverse("admin:articles_article_change", args=[article.pk]) + getattr(article, "kept_filters", ""),
            article.title,
            " · ".join(facts),
            article.path,
        )

    @admin.display(description=gettext_lazy("status"), ordering="state")
    def status(self, article):
        return format_html("{}{}", pill(status_of(article, article.last_step)), badges(article))

    @admin.display(description=gettext_lazy("placement"))
    def placement(self, article):
        return flag_buttons(article) if article.is_live else flag_words(article)

    @admin.display(description=gettext_lazy("placement"))
    def flags(self, article):
        return flag_words(article)

    @admin.display(description=gettext_lazy("author"))
    def byline(self, article):
        names = "、".join(author.name for author in article.ordered_authors)
        return format_html("{}{}", cell_heading(_("author")), names) if names else NOTHING

    @admin.display(description=gettext_lazy("published at"), ordering="published_at")
    def published(self, article):
        if not article.published_at:
            return NOTHING
        label = format_html(' <span class="scheduled">{}</span>', _("Timed")) if article.is_scheduled else ""
        heading = cell_heading(_("published at"))
        return format_html("{}<time>{}</time>{}", heading, moment(article.published_at), label)

    @admin.display(description=gettext_lazy("last changed"), ordering="saved_at")
    def changed(self, article):
        author = article.latest_revision.author if article.latest_revision else None
        heading = cell_heading(_("last changed"))
        return format_html("{}<time>{}</time> {}", heading, moment(article.saved_at), name_of(author))


def flag_buttons(article):
    """Return one button per flag. Each posts by itself, so it works without a script."""
    address = reverse("admin:articles_article_placement", args=[article.pk])
    return format_html_join(
        "",
        '<button type="submit" class="flag" formaction="{}" name="{}" value="{}" aria-pressed="{}">'
        '{}<span class="visually-hidden"> {}</span></button>',
        (
            (address, name, "off" if value else "on", str(value).lower(), SHORT_LABELS[name], article.title)
            for name, value in flag_values(article).items()
        ),
    )
