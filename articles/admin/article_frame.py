"""What every article screen stands in: the admin's own context, and the way back to the list as it was filtered."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

FILTERS = "_changelist_filters"  # the name under which Django's admin passes a list's query on


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
