"""
The newsroom: Django's admin under our name, in the order an editor thinks in (brief §11.2).

What waits for whom is asked here; how a screen looks is in ``templates/admin/``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Window
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.models import Article, StateChange
from articles.models.questions import LONG_TEXT

ROWS = 5  # of each block of the first page
ROW = re.compile(r"[0-9]{1,18}")
NUMBER = re.compile(r"[0-9]+")
EDITED_ROW = re.compile(r"form-[0-9]+-id")
LONGEST_SEARCH = 100  # characters; a longer pattern is more than SQLite takes

CONTENT = ("articles.Article", "media.Image", "articles.Topic", "articles.Category", "articles.Tag", "articles.Author")
MAINTENANCE = ("articles.Redirect", "articles.SiteSettings", "auth.User")
GROUPS = {"content": (gettext_lazy("Content"), CONTENT), "maintenance": (gettext_lazy("Maintenance"), MAINTENANCE)}
OTHER_NAMES = {"media.Image": gettext_lazy("Media library")}

GREETINGS = [  # from which hour on
    (18, gettext_lazy("Good evening, %(name)s")),
    (13, gettext_lazy("Good afternoon, %(name)s")),
    (11, gettext_lazy("Good day, %(name)s")),
    (5, gettext_lazy("Good morning, %(name)s")),
    (0, gettext_lazy("Good evening, %(name)s")),
]


@dataclass(frozen=True)
class Block:
    """One list of the first page: at most ``ROWS`` of ``total`` articles, and where the rest are."""

    name: str
    title: str
    rows: list[Any]
    total: int
    url: str
    empty: str


class NewsroomAdminSite(admin.AdminSite):
    site_title = gettext_lazy("Newsroom")
    site_header = gettext_lazy("Newsroom")
    index_title = gettext_lazy("Newsroom")
    enable_nav_sidebar = True
    empty_value_display = "—"

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        """
        Keep from every screen what the databases cannot be asked.

        That is a NUL (PostgreSQL), a search of any length and a number of any size (SQLite).
        """

        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any("\0" in value for _name, values in request.GET.lists() for value in values):
                raise BadRequest("NUL in the query string")
            if any(NUMBER.fullmatch(value) and not ROW.fullmatch(value) for value in request.GET.values()):
                raise BadRequest("a number that no column holds")
            if not all(ROW.fullmatch(value) for value in chosen_rows(request)):
                raise BadRequest("a row that is none")
            if len(request.GET.get("q", "")) > LONGEST_SEARCH:
                request.GET = request.GET.copy()
                request.GET["q"] = request.GET["q"][:LONGEST_SEARCH]
            try:
                return view(request, *args, **kwargs)
            except Article.DoesNotExist as error:  # deleted for ever in this very moment
                raise Http404 from error

        return super().admin_view(asked, cacheable)

    def get_urls(self) -> list[Any]:
        """Put our own way to a row's page in the place of Django's, which tells everybody the address of any row."""
        theirs = [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]
        on_site = self.admin_view(self.on_site)
        return [path("r/<int:content_type_id>/<str:object_id>/", on_site, name="view_on_site"), *theirs]

    def on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        """Lead to the public page of a row that this account may see; 404 for every other."""
        kind = ContentType.objects.filter(pk=content_type_id).first()
        model_admin = self._registry.get(kind.model_class()) if kind else None
        row = model_admin.get_object(request, unquote(object_id)) if model_admin else None
        if row is None or not hasattr(row, "get_absolute_url") or not model_admin.has_view_permission(request, row):
            raise Http404
        return HttpResponseRedirect(row.get_absolute_url())

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the sidebar: our groups in our order, without what this account may not use."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {}
        for app in self._build_app_dict(request).values():
            models |= {model["model"]._meta.label: model for model in app["models"]}
        for label, name in OTHER_NAMES.items():
            if label in models:
                models[label]["name"] = name
        groups = []
        for key, (name, labels) in GROUPS.items():
            shown = [models.pop(label) for label in labels if label in models]
            groups.append({"name": name, "app_label": key, "app_url": "", "has_module_perms": True, "models": shown})
        groups[-1]["models"] += models.values()
        return [group for group in groups if group["models"]]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"title": greeting(request.user), "blocks": list(blocks(request.user)), **(extra_context or {})}
        return super().index(request, context)


def chosen_rows(request: HttpRequest) -> list[str]:
    """Return the keys of rows ticked or edited in a list, as the browser sent them."""
    edited = [value for name, value in request.POST.items() if EDITED_ROW.fullmatch(name)]
    return [*request.POST.getlist(ACTION_CHECKBOX_NAME), *edited]


def greeting(user: Any) -> str:
    """Greet by the newsroom's own clock."""
    hour = timezone.localtime().hour
    words = next(words for start, words in GREETINGS if hour >= start)
    return str(words) % {"name": user.get_short_name() or user.get_username()}


def blocks(user: Any) -> Iterator[Block]:
    """Yield what waits for this account: one query a block, the total included."""
    if not policy.may(user, "list", Article):
        return
    known = policy.visible_to(user, Article.objects.all())
    edits_any = user.has_perm("articles.edit_any_article")
    drafts = with_last_step(Article.objects.owned_by(user)).filter(state=Article.State.DRAFT).order_by("-saved_at")
    if edits_any:
        waiting = with_last_step(known).filter(state=Article.State.IN_REVIEW).order_by("last_step_at")
        yield block("review", _("Awaiting your review"), waiting, "in_review", _("Nothing awaits review."))
    returned = block("returned", _("Returned to you"), drafts.filter(last_step="send_back"), "sent_back", "")
    if returned.total:
        yield returned
    own = drafts.filter(Q(last_step=None) | ~Q(last_step="send_back"))
    tab = "mine" if edits_any else "draft"
    yield block("drafts", _("My drafts"), own, tab, _("No drafts. Write an article."))
    yield block(
        "coming", _("Coming up"), known.scheduled().by_time().reverse(), "scheduled", _("Nothing is scheduled.")
    )
    recent = known.filter(
        state__in=[Article.State.PUBLISHED, Article.State.UNPUBLISHED], published_at__lte=timezone.now()
    )
    yield block("recent", _("Recently published"), recent.by_time(), "published", _("Nothing was published yet."))


def block(name: str, title: str, articles: QuerySet[Article], status: str, empty: str) -> Block:
    """Read one block; ``status`` is the tab of the article list that shows the rest."""
    counted = articles.annotate(total=Window(Count("*"))).select_related("owner").defer(*LONG_TEXT)
    rows = list(counted[:ROWS])
    url = f"{reverse('admin:articles_article_changelist')}?status={status}"
    return Block(name, title, rows, rows[0].total if rows else 0, url, empty)


def with_last_step(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Annotate each article with its newest step along the workflow: what, when, and with which note."""
    steps = StateChange.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk")

    def newest(field: str) -> Subquery:
        return Subquery(steps.values(field)[:1])

    return articles.annotate(last_step=newest("transition"), last_step_at=newest("at"), last_note=newest("note"))
