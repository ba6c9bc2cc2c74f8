"""
The form saves itself while somebody writes (brief §11.8): to the working copy, never to what readers see.

Only the article's content is saved this way. Placement, notes and the owner wait for the button.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, publishing, text
from articles.addresses.paths import PathTaken
from articles.admin.words import gone_meanwhile, locked, no_renderer, path_taken, someone_saved, too_complex
from articles.models import Article, Revision
from articles.publishing import StaleRevision

from .conflict import clicked_twice
from .editing import desk_for, new_desk


def autosave_view(model_admin, request, article):
    """Keep what is typed into the form of an article. Answers a script."""
    return keep(request, desk_for(request, article))


def autosave_new_view(request):
    """The same for a sheet that was never saved: the article exists from then on."""
    if not policy.may(request.user, "create", Article):
        raise PermissionDenied
    return keep(request, new_desk(request))


def keep(request, desk):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not desk.editable:
        return answer(403, locked(request.user, desk.article))
    desk.lay_out(request.POST)
    if not desk.is_valid():
        return answer(422, unfit(desk.form))
    try:
        publishing.save_revision(
            desk.article, desk.typed(), author=request.user, kind=Revision.Kind.AUTOSAVE, based_on=desk.based_on
        )
    except (StaleRevision, PathTaken) as error:
        article = clicked_twice(desk, error)  # the first request arrived, its answer did not
        if article is None and isinstance(error, PathTaken):
            return answer(422, path_taken(error, request.user))
        if article is None:
            return answer(409, someone_saved(error.latest, request.user), number=error.latest.number)
    except text.TextTooComplex as error:
        return answer(422, too_complex(error))
    except IntegrityError as error:
        return answer(503, gone_meanwhile(error))
    except text.RendererUnavailable:
        return answer(503, no_renderer())
    else:
        article = desk.article
    return answer(200, _("Autosaved %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}, **kept(article))


def kept(article):
    """Return what the form must know after it was saved: where it is at home, and on which version it stands."""

    def address(name):
        return reverse(f"admin:articles_article_{name}", args=[article.pk])

    return {
        "article": article.pk,
        "number": article.latest_revision.number,
        "form": address("change"),
        "autosave": address("autosave"),
        "presence": address("presence"),
        "checks": address("checks"),
        "preview": address("live_preview"),
    }


def unfit(form):
    if "title" in form.errors and not (form["title"].value() or "").strip():
        return _("Write a title, and the draft is saved by itself. Until then it is kept on this computer.")
    if len(form.errors) == 1:
        [(name, found)] = form.errors.items()
        if name in form.fields:
            named = {"field": form[name].label, "problem": found[0]}
            return _("Not saved yet. %(field)s: %(problem)s Your text is kept on this computer.") % named
    count = max(1, len(form.errors))  # none of its own: then it is a correction's
    return _("Not saved yet: %(n)d fields need a change. Your text is kept on this computer.") % {"n": count}


def answer(status, message, **more):
    return JsonResponse({"message": message, **more}, status=status)
