"""The columns of the article list: what each cell says about one row (brief §11.3)."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import links, policy
from articles.admin.status import name_of, status_of
from articles.checks import problems
from articles.frontpage.placement import FLAGS
from articles.models import Article
from articles.models.questions import AUTHORS, LONG_TEXT, TOPICS
from articles.schedule.coming import with_update
from articles.schedule.event_words import short
from articles.schedule.last_steps import with_last_step
from articles.schedule.planned_days import WITHOUT_TIME
from media import renditions

from .filters import (
    AuthorFilter,
    BatchFilter,
    CategoryFilter,
    DateFilter,
    OriginFilter,
    PlacementFilter,
    ProblemFilter,
    StatusTabs,
    TagFilter,
    TopicFilter,
)
from .search import find

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
    words += plan_words(article)
    return format_html_join("", ' <span class="badge">{}</span>', ((word,) for word in words))


def plan_words(article):
    """Return what is going to happen to a public article by itself, and what did not."""
    words = []
    if article.update_at:
        stopped, to_come = _("Scheduled changes stopped"), _("Changes %(time)s") % {"time": short(article.update_at)}
        words.append(stopped if article.update_problem else to_come)
    if article.is_to_go:
        words.append(_("Taken down %(time)s") % {"time": short(article.expires_at)})
    return words


def flag_words(article):
    """Return the flags in words, for those who do not set them and for what is not public yet."""
    words = [SHORT_LABELS[name] for name, value in flag_values(article).items() if value]
    return format_html_join(" ", '<span class="badge">{}</span>', ((word,) for word in words)) or NOTHING


def flag_values(article):
    return {name: article.is_pinned if name == "pinned" else getattr(article, name) for name in FLAGS}


def with_cells(articles):
    """Give rows what the cells show: joins and one query for each relation, however many rows there are."""
    shown = articles.defer(*LONG_TEXT, "latest_revision__content").prefetch_related(TOPICS, AUTHORS, "plans")
    shown = shown.annotate(has_broken_link=links.has_broken())
    return with_update(with_last_step(shown)).select_related("featured_image", "latest_revision__author")


class KeysFirst(Paginator):
    """Finds which rows stand on a page before it reads them: else page 500 reads those of 499 pages, joins and all."""

    def page(self, number):
        page = super().page(number)
        rows = with_cells(Article.objects.filter(pk__in=page.object_list.values("pk")))
        page.object_list = rows.order_by(*self.object_list.query.order_by)
        return page


class ArticleColumns:
    """The list's part of ``ArticleAdmin``."""

    list_display = [
        *("cover", "headline", "status", "placement", "flags", "byline", "published", "changed", "mending", "more"),
    ]
    list_display_links = None
    list_filter = [
        *(StatusTabs, CategoryFilter, TopicFilter, TagFilter, AuthorFilter),
        *(PlacementFilter, ProblemFilter, DateFilter, OriginFilter, BatchFilter),
    ]
    list_per_page = 50
    list_max_show_all = 200
    list_select_related = False
    paginator = KeysFirst
    show_full_result_count = False
    search_fields = ["title"]  # shows the box; see ``get_search_results``
    ordering = ["-saved_at", "-pk"]

    def get_list_display(self, request):
        hidden = "flags" if self.places_articles(request) else "placement"
        return [name for name in super().get_list_display(request) if name != hidden]

    def places_articles(self, request):
        return policy.may(request.user, "place", self.model())

    def get_queryset(self, request):
        return with_cells(policy.visible_to(request.user, super().get_queryset(request)))

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        found = find(queryset, search_term)
        if found.more and "action" not in request.POST:
            messages.warning(
                request, _("Very many articles have this. Of the published ones, the newest 1,000 are listed.")
            )
        return found.articles, False

    @admin.display(description=gettext_lazy("Cover"))
    def cover(self, article):
        if not article.featured_image:
            return format_html('<span class="no-cover">{}</span>', _("No picture"))
        url, _width, _height = renditions.fallback(article.featured_image, "row")
        return format_html('<img class="cover" src="{}" width="{}" height="{}" alt="" loading="lazy">', url, *THUMBNAIL)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def headline(self, article):
        facts = [topic.name for topic in article.ordered_topics]
        facts += [_("Advertisement")] if article.paid else []
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
        if article.state in WITHOUT_TIME and article.planned_day:
            heading, day = cell_heading(_("planned date")), f"{article.planned_day}"
            return format_html('{}<time>{}</time> <span class="planned">{}</span>', heading, day, _("Planned"))
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

    @admin.display(description=gettext_lazy("Problems"))
    def mending(self, article):
        codes = [*article.problem_codes, *(["W08"] if article.has_broken_link else [])]
        if not codes:
            return NOTHING
        names = _(", ").join(str(problems.ALL[code]) for code in codes if code in problems.ALL)
        return format_html(
            '{}<span class="problems{}" title="{}">{}<span class="names">{}</span></span>',
            cell_heading(_("Problems")),
            " red" if codes[0].startswith("E") else "",
            names,
            len(codes),
            names,
        )

    @admin.display(description=gettext_lazy("More"))
    def more(self, article):
        links = format_html_join(
            "", '<li><a href="{}">{}</a></li>', ((link.address, link.words) for link in article.menu)
        )
        return format_html(
            '<details class="row-menu"><summary aria-label="{}">⋯</summary><ul>{}</ul></details>',
            _("More: %(title)s") % {"title": article.title},
            links,
        )


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
