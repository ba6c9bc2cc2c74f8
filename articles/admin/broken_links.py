"""链接失效: what readers' texts lead to in vain, with why, since when and where (brief §11.2)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from articles import links, policy
from articles.links import addresses, checks
from articles.links import words as link_words
from articles.models import Link, LinkedAddress, Redirect
from articles.models.link import LONGEST_NOTE

from .status import name_of

Verdict = LinkedAddress.Verdict
PER_PAGE = 50
PLACES = 5  # texts that are named below one address
TABS = {
    "broken": (gettext_lazy("Broken"), Q(verdict=Verdict.BROKEN, ignored=None)),
    "failing": (gettext_lazy("Failed once"), Q(verdict=Verdict.FAILING, ignored=None)),
    "unsure": (gettext_lazy("Could not be checked"), Q(verdict=Verdict.UNSURE, ignored=None)),
    "ignored": (gettext_lazy("Ignored"), Q(ignored__isnull=False)),
}
EMPTY = {
    "broken": gettext_lazy("No broken links were found."),
    "failing": gettext_lazy("Nothing waits for a second try."),
    "unsure": gettext_lazy("Everything could be checked."),
    "ignored": gettext_lazy("Nothing is ignored."),
}


class IgnoreForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Why is this link right?"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Colleagues read it here, for example: opens in a browser."),
        error_messages={
            "required": gettext_lazy("Write why, so that colleagues know."),
            "max_length": gettext_lazy("At most %(limit_value)d characters; this has %(show_value)d. Shorten it."),
        },
    )


@dataclass(frozen=True)
class Place:
    """One text that has the link: its title, where it is edited, "" for whoever may not, and the line."""

    title: str
    url: str
    line: int


@admin.register(LinkedAddress)
class LinkedAddressAdmin(admin.ModelAdmin):
    """No list of Django's, and no form: addresses come from the texts."""

    def get_urls(self) -> list[Any]:
        def own(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"articles_linkedaddress_{name}")

        return [
            own("", self.changelist_view, "changelist"),
            own("<int:pk>/check/", self.check_view, "check"),
            own("<int:pk>/ignore/", self.ignore_view, "ignore"),
            own("<int:pk>/heed/", self.heed_view, "heed"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: LinkedAddress | None = None) -> bool:
        return policy.may(request.user, "view", obj or LinkedAddress)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkedAddress | None = None) -> bool:
        return policy.may(request.user, "change", obj or LinkedAddress)

    def has_delete_permission(self, request: HttpRequest, obj: LinkedAddress | None = None) -> bool:
        return False

    @method_decorator(csrf_protect)
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show one tab of the report."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.page(request)

    def page(self, request: HttpRequest, refused: tuple[int, IgnoreForm] | None = None) -> HttpResponse:
        """Draw the report; ``refused`` is the form of one address that wants mending, with what was typed."""
        tab, typed = chosen_tab(request), request.GET.get("q", "").strip()
        found = links.linked().filter(TABS[tab][1])
        if typed:
            found = found.filter(address__icontains=typed)
        page = Paginator(with_places(found, request.user), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Broken links"),
            "tabs": tabs(tab),
            "tab": tab,
            "typed": typed,
            "page": page,
            "rows": [self.row(request, address, refused) for address in page],
            "empty": EMPTY[tab] if not typed else _("No address here contains this."),
            "asks_others": settings.LINK_CHECK,
            "cut_off": checks.cut_off_since() if settings.LINK_CHECK else None,
            "query": query_of(request),
        }
        status = 409 if refused else 200
        return TemplateResponse(request, "admin/articles/broken_links.html", context, status=status)

    def row(self, request: HttpRequest, address: Any, refused: tuple[int, IgnoreForm] | None) -> dict[str, Any]:
        form = refused[1] if refused and refused[0] == address.pk else IgnoreForm(auto_id=f"id_%s_{address.pk}")
        may_check = policy.may(request.user, "check", address) and (address.is_own or settings.LINK_CHECK)
        may_lead = address.is_own and address.why == "missing" and policy.may(request.user, "add", Redirect)
        lead = f"{reverse('admin:articles_redirect_add')}?{urlencode({'source': address.address})}"
        return {
            "address": address,
            "shown": addresses.shown(address.address),
            "why": link_words.why(address),
            "places": [place_of(link, request.user) for link in address.places],
            "more": address.texts - len(address.places),
            "may_check": may_check,
            "may_change": self.has_change_permission(request, address),
            "lead_url": lead if may_lead else "",
            "form": form,
            "ignored_by": name_of(address.ignored.by) if address.ignored else "",
        }

    def asked_for(self, request: HttpRequest, pk: int, action: str) -> LinkedAddress | None:
        """Return the address that a button is about; None where the method is wrong. Raises 403 and 404."""
        if not policy.may(request.user, action, LinkedAddress):
            raise PermissionDenied
        if request.method != "POST":
            return None
        row = links.linked().select_related("ignored").filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    @method_decorator(csrf_protect)
    def check_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Look again: at an address of this site now, at one of another with the worker's next round."""
        row = self.asked_for(request, pk, "check")
        if row is None:
            return HttpResponseNotAllowed(["POST"])
        checks.again(row)
        if not row.is_own:
            messages.success(request, _("It will be checked within a few minutes. Reload this page then."))
        elif row.verdict == Verdict.BROKEN:
            messages.warning(request, _("Checked: it does not open."))
        else:
            messages.success(request, _("Checked: it opens."))
        return back(request)

    @method_decorator(csrf_protect)
    def ignore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let an address be right, whatever it answers, with the reason."""
        row = self.asked_for(request, pk, "change")
        if row is None:
            return HttpResponseNotAllowed(["POST"])
        form = IgnoreForm(request.POST, auto_id=f"id_%s_{row.pk}")
        if not form.is_valid():
            return self.page(request, (row.pk, form))
        links.ignore(row, form.cleaned_data["note"], by=request.user)
        messages.success(request, _("Ignored. It stands under “Ignored”."))
        return back(request)

    @method_decorator(csrf_protect)
    def heed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take that back."""
        row = self.asked_for(request, pk, "change")
        if row is None:
            return HttpResponseNotAllowed(["POST"])
        links.heed(row)
        messages.success(request, _("It is no longer ignored."))
        return back(request)


def chosen_tab(request: HttpRequest) -> str:
    return tab if (tab := request.GET.get("tab", "")) in TABS else "broken"


def query_of(request: HttpRequest) -> str:
    """Return tab, search and page as a query, so that a button leads back to where it was pressed."""
    kept = {name: request.GET[name][:100] for name in ("tab", "q", "p") if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_linkedaddress_changelist") + query_of(request))


def tabs(chosen: str) -> list[dict[str, Any]]:
    """Return the tabs with their counts, which one question finds."""
    told = Q(verdict__in=[Verdict.BROKEN, Verdict.FAILING, Verdict.UNSURE]) | Q(ignored__isnull=False)
    counts = (
        links.linked()
        .filter(told)
        .aggregate(**{name: Count("pk", filter=condition) for name, (_l, condition) in TABS.items()})
    )
    return [
        {"name": name, "label": label, "count": counts[name], "selected": name == chosen}
        for name, (label, _condition) in TABS.items()
    ]


def with_places(found: QuerySet[LinkedAddress], user: Any) -> QuerySet[Any]:
    """Annotate how many texts have an address, and fetch the newest of them as ``places``: one question for all."""
    edits_any = user.has_perm("articles.edit_any_article")  # as everybody has who reads the report by role
    known = Q() if edits_any else Q(article=None) | Q(article__owner=user)
    of_address = Link.objects.filter(address=OuterRef("pk")).order_by().values("address").annotate(n=Count("pk"))
    places = Link.objects.filter(known).select_related("article", "page").order_by("-pk")
    places = places.only("line", "address", "article__title", "article__owner", "article__state", "page__title")
    return (
        found.select_related("ignored__by")
        .annotate(texts=Coalesce(Subquery(of_address.values("n")), 0))
        .prefetch_related(Prefetch("links", places[:PLACES], to_attr="places"))
        .order_by(F("failing_since").desc(nulls_last=True), "-pk")
    )


def place_of(link: Link, user: Any) -> Place:
    """Return where a link stands, as the page names it."""
    if link.article is not None:
        mark = f"#line-{link.line}" if link.line else ""
        url = reverse("admin:articles_article_change", args=[link.article_id]) + mark
        return Place(link.article.title, url, link.line)
    may = policy.may(user, "view", link.page)
    url = reverse("admin:articles_staticpage_change", args=[link.page_id]) if may else ""
    return Place(link.page.title, url, link.line)
