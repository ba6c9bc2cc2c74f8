"""An editor's own tabs above the list: filters that are needed every day, under a name."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.fields import IDENTIFIER
from articles.models import Article, SavedTab

from .listing_facts import facts_of

MOST_TABS = 20  # of one account
PLACES = {"p", "e", "all", "o"}  # where somebody was in a list, and no filter
LONGEST_NAME = SavedTab._meta.get_field("name").max_length
LONGEST_QUERY = SavedTab._meta.get_field("query").max_length


def normal(query):
    """Return a query string in the one form in which two with the same filters are equal; "" for no filter."""
    kept = QueryDict(mutable=True)
    asked = QueryDict(query.replace("\0", ""))
    for name in sorted(set(asked) - PLACES):
        if asked[name]:
            kept[name] = asked[name]
    return kept.urlencode()


def saved_tabs(request):
    """Return what the list shows of them: the tabs, which of them is open, and what could be saved now."""
    here = normal(request.GET.urlencode())
    tabs = [{"pk": key, "name": name, "query": query} for key, name, query in facts_of(request).choices["tab"]]
    current = next((tab for tab in tabs if tab["query"] == here), None)
    # A filter that one of the given tabs already is needs no tab of its own.
    fits = set(QueryDict(here)) - {"status"} and len(here) <= LONGEST_QUERY
    return {"tabs": tabs, "current": current, "to_save": here if fits and current is None else ""}


def saved_tabs_view(model_admin, request):
    """Keep the open filters as a tab of this account, or delete one (POST only)."""
    if not policy.may(request.user, "list", Article):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if "delete" in request.POST:
        key = request.POST["delete"]
        SavedTab.objects.filter(user=request.user, pk=key if IDENTIFIER.fullmatch(key) else 0).delete()
        messages.success(request, _("The tab is gone. Its articles are where they were."))
        return back("")
    query = normal(request.POST.get("query", ""))
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())
    if why := refused(request.user, name, query):
        messages.error(request, why)
    else:
        SavedTab.objects.update_or_create(user=request.user, name=name, defaults={"query": query})
        messages.success(request, _("“%(name)s” is a tab now. Only you see it.") % {"name": name})
    return back(query if len(query) <= LONGEST_QUERY else "")


def refused(user, name, query):
    """Return why this cannot be a tab, or ""."""
    if not name:
        return _("Give the tab a name.")
    if len(name) > LONGEST_NAME:
        return _("The name has %(n)d characters; at most %(most)d fit.") % {"n": len(name), "most": LONGEST_NAME}
    if not query or len(query) > LONGEST_QUERY:
        return _("Choose filters first; a tab is a name for them.")
    others = SavedTab.objects.filter(user=user).exclude(name=name)
    if others.count() >= MOST_TABS:
        return _("You have %(n)d tabs. Delete one that you no longer need.") % {"n": MOST_TABS}
    return ""


def back(query):
    listed = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{listed}?{query}" if query else listed)
