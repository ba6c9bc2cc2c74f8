"""
The newsroom: Django's admin under our name, in the order an editor thinks in (brief §11.2).

What waits for whom is asked in ``cms.dashboard``; how a screen looks is in ``templates/admin/``.
"""

import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from articles import notifications, policy
from articles.frontpage import homepage
from articles.models import Article, FrontPage, SiteSettings
from cms import account, editor_cookie, health, login, second_factor

from .dashboard import first_page

ROW = re.compile(r"[0-9]{1,18}")
NUMBER = re.compile(r"[0-9]+")
EDITED_ROW = re.compile(r"form-[0-9]+-id")
LONGEST_SEARCH = 100  # characters; a longer pattern is more than SQLite takes

REPLACED = {"view_on_site", "logout", "password_change", "password_change_done"}  # of Django's own addresses
CONTENT = ("articles.Article", "media.Image", "articles.Topic", "articles.Category", "articles.Tag", "articles.Author")
MAINTENANCE = (
    *("articles.StaticPage", "articles.HouseWord", "articles.Redirect", "articles.LinkedAddress"),
    *("articles.ImportRun", "articles.SiteSettings", "auth.User", "cms.AuditEntry"),
)
GROUPS = {"content": (gettext_lazy("Content"), CONTENT), "maintenance": (gettext_lazy("Maintenance"), MAINTENANCE)}
OTHER_NAMES = {"media.Image": gettext_lazy("Media library")}

GREETINGS = [  # from which hour on
    (18, gettext_lazy("Good evening, %(name)s")),
    (13, gettext_lazy("Good afternoon, %(name)s")),
    (11, gettext_lazy("Good day, %(name)s")),
    (5, gettext_lazy("Good morning, %(name)s")),
    (0, gettext_lazy("Good evening, %(name)s")),
]


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
            if account.must_have_second_factor(request.user) and not request.session.get(login.VERIFIED):
                return ask_for_second_factor(request)
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
                response = view(request, *args, **kwargs)
            except Article.DoesNotExist as error:  # deleted for ever in this very moment
                raise Http404 from error
            editor_cookie.remember(request, response)
            return response

        return super().admin_view(asked, cacheable)

    def get_urls(self) -> list[Any]:
        """
        Put our own way to a row's page in the place of Django's, which tells everybody the address of any row, and the
        pages of the own account in the place of those that are for staff only.
        """
        theirs = [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") not in REPLACED]
        on_site = self.admin_view(self.on_site)
        return [
            path("r/<int:content_type_id>/<str:object_id>/", on_site, name="view_on_site"),
            path("health/", self.admin_view(self.health), name="health"),
            path("logout/", never_cache(csrf_protect(self.logout)), name="logout"),
            path("login/code/", never_cache(csrf_protect(self.login_code)), name="login_code"),
            *(
                path(address, self.own_view(self.with_frame(view)), name=name)
                for address, view, name in (
                    ("password_change/", account.change_password, "password_change"),
                    ("account/", account.account_page, "account"),
                    ("account/email/", account.change_email, "account_email"),
                    ("account/sessions/end/", account.end_other_sessions, "account_end_sessions"),
                    ("account/second-factor/", account.set_up_second_factor, "account_second_factor"),
                    ("account/second-factor/remove/", account.remove_second_factor, "account_remove_second_factor"),
                )
            ),
            *theirs,
        ]

    def own_view(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Let whoever is signed in use a page of the own account: staff, and readers, who may open nothing else."""

        @wraps(view)
        def owned(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            return view(request, *args, **kwargs)

        return never_cache(csrf_protect(owned))

    def with_frame(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Hand a page of ``cms.account`` what the newsroom's frame needs; a reader gets no menu."""

        @wraps(view)
        def framed(request: HttpRequest) -> HttpResponse:
            return view(request, {**self.each_context(request), "is_nav_sidebar_enabled": request.user.is_staff})

        return framed

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        return login.SignIn.as_view(extra_context=context)(request)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign out whoever is signed in, a reader too: Django's own view would leave a reader's session open."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("admin:index"))
        response = super().logout(request, extra_context)
        editor_cookie.forget(response)
        return response

    def login_code(self, request: HttpRequest) -> HttpResponse:
        return login.code_page(request, self.each_context(request))

    def health(self, request: HttpRequest) -> HttpResponse:
        """Show what works and what does not, with the figures, to whoever looks after the site."""
        if not policy.may(request.user, "see_health", SiteSettings):
            raise PermissionDenied
        context = {
            **self.each_context(request),
            "title": _("How the site is"),
            "parts": list(health.parts(with_links=True)),
        }
        return TemplateResponse(request, "admin/health.html", context)

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
        screens = {"name": _("Arrange"), "app_label": "arrange", "app_url": "", "has_module_perms": True}
        groups.insert(1, {**screens, "models": screens_of(request.user)})
        if policy.may(request.user, "see_health", SiteSettings):
            page = {"name": _("How the site is"), "object_name": "Health", "admin_url": reverse("admin:health")}
            groups[-1]["models"].append(page)
        return [group for group in groups if group["models"]]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the number of new notifications, which is asked for only where a page shows it."""
        return {**super().each_context(request), "unread": partial(notifications.unread, request.user)}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        page = first_page(request.user)
        context = {
            "title": greeting(request.user),
            "blocks": page.blocks,
            "problems": page.problems,
            "may_look_ahead": policy.may(request.user, "look_ahead", Article),
            "front": homepage.glance() if policy.may(request.user, "view", FrontPage) else None,
            "most": homepage.MOST,
            "may_arrange": policy.may(request.user, "change", FrontPage),
            "may_see_health": policy.may(request.user, "see_health", SiteSettings),
            **(extra_context or {}),
        }
        return super().index(request, context)


def screens_of(user: Any) -> list[dict[str, Any]]:
    """Return the sidebar's links to screens that are no model's, without what this account may not use."""
    screens = []
    if policy.may(user, "view", FrontPage):
        screens.append(("home", _("Arrange home page"), reverse("curation:arrange")))
    if policy.may(user, "list", Article):
        screens.append(("calendar", _("Publishing calendar"), reverse("admin:articles_article_calendar")))
    return [{"object_name": key, "name": name, "admin_url": url, "add_url": None} for key, name, url in screens]


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """Lead on whoever must give a second factor: to set one up, or to sign in with the one there is."""
    if second_factor.of(request.user) is None:
        return HttpResponseRedirect(reverse("admin:account_second_factor"))
    logout(request)
    return redirect_to_login(request.get_full_path(), reverse("admin:login"))


def chosen_rows(request: HttpRequest) -> list[str]:
    """Return the keys of rows ticked or edited in a list, as the browser sent them."""
    edited = [value for name, value in request.POST.items() if EDITED_ROW.fullmatch(name)]
    return [*request.POST.getlist(ACTION_CHECKBOX_NAME), *edited]


def greeting(user: Any) -> str:
    """Greet by the newsroom's own clock."""
    hour = timezone.localtime().hour
    words = next(words for start, words in GREETINGS if hour >= start)
    return str(words) % {"name": user.get_short_name() or user.get_username()}
