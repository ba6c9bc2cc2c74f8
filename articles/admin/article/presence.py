"""
What an open form hears while it is open (brief §11.8): who else is there, what they saved, who is signed in.
"""

from django.http import HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from articles.admin.fields import revision_number
from articles.admin.status import name_of, status_of
from articles.admin.words import someone_saved
from articles.versions import presence


def presence_view(model_admin, request, article):
    """Note that this account has the form open, and tell it what happened elsewhere. Answers a script."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.POST.get("leaving"):
        presence.leave(article, request.user)
        return JsonResponse({})
    others = presence.report(article, request.user, is_editing=request.POST.get("editing") == "1")
    latest = article.latest_revision
    seen = revision_number(request.POST.get("revision", ""))
    is_newer = latest is not None and 0 < seen < latest.number
    is_other = is_newer and latest.author_id != request.user.pk
    return JsonResponse(
        {
            "message": " ".join(others_here(others)),
            "newer": someone_saved(latest) if is_other else "",
            "number": latest.number if latest else None,
            "moved": moved(article, request.POST.get("state", "")),
        }
    )


def others_here(others):
    for one in others:
        words = (
            _("%(name)s has this article open, too (writing).")
            if one.is_editing
            else _("%(name)s has this article open, too (reading).")
        )
        yield words % {"name": name_of(one.user)}


def moved(article, state):
    """Return the words where the article's state is no longer the one that the form was made for, or ""."""
    if not state or state == article.state:
        return ""
    last = article.history.select_related("actor").first()
    words = _("%(name)s has made this article “%(status)s”. Load the page again to go on.")
    who = name_of(last.actor) if last else ""
    status = status_of(article, last.transition if last else None).label
    return words % {"name": who or _("The system"), "status": status}


def token_view(request):
    """Return who is signed in and a token for the next POST, for a form whose login ran out meanwhile."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})
