"""What the dialog for links offers: articles of this site, by their titles (brief §11.5)."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.fields import IDENTIFIER
from articles.admin.status import status_of
from articles.models import Article

from .listing import moment

MOST = 8  # rows


def links_view(model_admin, request):
    """
    Answer a script with articles whose title holds ``q``, the last changed first; without it, the last changed.

    ``but`` is the article that is written: nobody means to link a text to itself.
    """
    if not policy.may(request.user, "list", Article):
        raise PermissionDenied
    known = policy.linkable_by(request.user, Article.objects.all()).exclude(state=Article.State.TRASHED)
    if typed := request.GET.get("q", "").strip():
        known = known.filter(title__icontains=typed)
    if IDENTIFIER.fullmatch(own := request.GET.get("but", "")):
        known = known.exclude(pk=own)
    rows = known.order_by("-saved_at", "-pk").only("title", "path", "state", "published_at", "expires_at")
    return JsonResponse({"articles": [row(article) for article in rows[:MOST]]})


def row(article):
    """Return what the dialog shows of one article."""
    if article.is_live:
        about = moment(article.published_at)
    else:
        about = _("%(status)s: readers cannot open it now") % {"status": status_of(article, None).label}
    return {"title": article.title, "address": article.get_absolute_url(), "about": about}
