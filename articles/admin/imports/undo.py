"""The page that asks before an import is undone; ``article_runs`` does it and shows how far it is."""

import uuid

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.article.runs import begin, run_address
from articles.admin.article.undo_import import UNDO, of_batch, untouched


def ask_or_undo(model_admin, request, run):
    """Say what will go and what stays; begin when that was confirmed."""
    articles = of_batch(run.batch)
    total, going = articles.count(), untouched(articles).count()
    if "confirmed" in request.POST and going:
        keys = list(articles.order_by("pk").values_list("pk", flat=True))
        return HttpResponseRedirect(run_address(begin(request.user, UNDO, keys, {}, _token(request))))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Undo this import"),
        "run": run,
        "going": going,
        "staying": total - going,
        "token": uuid.uuid4(),
        "back": reverse("admin:articles_importrun_change", args=[run.pk]),
    }
    return TemplateResponse(request, "admin/articles/importrun/undo.html", context)


def _token(request):
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()
