"""What every article screen stands in: the admin's own context, and the way back to the list as it was filtered."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.models import Article

FILTERS = "_changelist_filters"  # the name under which Django's admin passes a list's query on


QUEUE = "?status=in_review"  # of the list: what waits for review
CALENDAR = "_calendar"  # the query of the calendar that a page was opened from, and leads back to
AFTER_REVIEW = "after=review"  # of a step's page: it was opened from the review, and leads to the next article


def filters_of(request):
    """Return the query string of the list that this page was opened from, or ""."""
    return QueryDict(request.GET.get(FILTERS, "")).urlencode()


def list_address(request):
    """Return the address of the list, filtered as it was."""
    filters = filters_of(request)
    return reverse("admin:articles_article_changelist") + (f"?{filters}" if filters else "")


def kept_filters(request):
    """Return what to append to an article's address so that the way back stays known: "?…" or ""."""
    filters = filters_of(request)
    return f"?{urlencode({FILTERS: filters})}" if filters else ""


def calendar_address(request):
    """Return the address of the calendar that this page was opened from, as it was; "" for any other page."""
    if CALENDAR not in request.GET:
        return ""
    query = QueryDict(request.GET[CALENDAR]).urlencode()
    return reverse("admin:articles_article_calendar") + (f"?{query}" if query else "")


def via_calendar(request, address):
    """Return an address that leads back to the calendar, if this page does."""
    if CALENDAR not in request.GET:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({CALENDAR: request.GET[CALENDAR]})}"


def article_address(request, name, article, *args):
    """Return the address of one of the article's pages (``change``, ``step`` …)."""
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args]) + kept_filters(request)


def frame(model_admin, request, article, title):
    """Return the context that the templates of the article screens share."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": article if article.pk else None,
        "title": title,
        "list_url": list_address(request),
        "kept_filters": kept_filters(request),
    }


def refused_page(model_admin, request, article, status, words):
    """Say why something was not done, with a way back. ``article`` is one that the user may see."""
    if not policy.may(request.user, "see", article):
        raise PermissionDenied
    context = {
        **frame(model_admin, request, article, _("Not possible now")),
        "words": words,
    }
    return TemplateResponse(request, "admin/articles/article/refused.html", context, status=status)


def views_of_typed(answer):
    """Return two views that tell a script of what is typed: into an article's form, and into that of a new one."""

    def of_article(model_admin, request, article):
        if not policy.may(request.user, "write", article):
            raise PermissionDenied
        return answer(request, article)

    def of_new(model_admin, request):
        if not policy.may(request.user, "create", Article):
            raise PermissionDenied
        return answer(request, Article(owner=request.user))

    return of_article, of_new


def from_review(request):
    """Say whether a step's page was opened from the review."""
    return AFTER_REVIEW in request.GET.urlencode().split("&")
