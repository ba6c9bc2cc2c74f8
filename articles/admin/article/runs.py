"""Bulk actions on more articles than a request should do: the worker does them one by one, and a page tells how far."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, BulkRefusal, BulkRun
from cms.tasks import later, nightly, task

from .actions import ACTIONS
from .undo_import import UNDO

KNOWN = {**ACTIONS, UNDO.name: UNDO}
MOMENTS = {"at", "pinned_until"}  # words that JSON has no form for
SLICE = datetime.timedelta(seconds=20)  # a run steps aside after so long, for whoever else waits for the worker
REFRESH = 3  # seconds
REFUSALS = 200  # that the page lists
KEPT = datetime.timedelta(days=30)


def begin(user, action, keys, words, token):
    """Hand a run to the worker and return it. The same ``token`` begins no second one: somebody pressed twice."""
    plain = {name: value.isoformat() if name in MOMENTS and value else value for name, value in words.items()}
    values = {"user": user, "action": action.name, "keys": keys, "words": plain}
    with transaction.atomic():
        run, created = BulkRun.objects.get_or_create(token=token, defaults=values)
        if not created and run.user_id != user.pk:
            raise PermissionDenied
        if created:
            later(go_on, run.pk)
    return run


def run_address(run):
    return reverse("admin:articles_article_run", args=[run.pk])


@task()
def go_on(key: int) -> int:
    """
    Do the next articles of a run; return how many it has looked at. Safe to run twice.

    Each article and the step forward are one transaction, so none is done twice and none is left out.
    """
    run = BulkRun.objects.select_related("user").filter(pk=key).first()
    if run is None:
        return 0
    until = timezone.now() + SLICE
    while not run.is_over and timezone.now() < until:
        one_more(run)
    if not run.is_over:
        later(go_on, run.pk)
    return run.position


@transaction.atomic
def one_more(run):
    """Do the next article of a run, or keep why not."""
    run.refresh_from_db(fields=["position", "done"], from_queryset=BulkRun.objects.select_for_update())
    if run.is_over:
        return
    article = Article.objects.select_related("latest_revision").filter(pk=run.keys[run.position]).first()
    step = {"position": F("position") + 1}
    if article is not None:
        if why := tried(run, article):
            BulkRefusal.objects.create(run=run, article=article, why=why)
        else:
            step["done"] = F("done") + 1
    BulkRun.objects.filter(pk=run.pk).update(**step)
    run.position += 1


def tried(run, article):
    """Do the action to one article; return why not, or None. What its account may no longer do is refused."""
    action = KNOWN[run.action]
    if found := action.refused(run.user, article):
        return found[1]
    words = {
        name: datetime.datetime.fromisoformat(value) if name in MOMENTS and value else value
        for name, value in run.words.items()
    }
    return action.do(run.user, article, **words)


def run_page(model_admin, request, key):
    """Tell the account that began a run how far it is; the page comes again by itself until it is over."""
    run = BulkRun.objects.filter(pk=key, user=request.user).first()
    if run is None:
        raise Http404
    refusals = run.refusals.select_related("article")
    label = str(KNOWN[run.action].label).rstrip("…")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": label,
        "run": run,
        "refusals": refusals[:REFUSALS],
        "refused": refusals.count(),
        "waiting": _("The worker has not begun yet. If this stays so for minutes, tell the administrator."),
    }
    answer = TemplateResponse(request, "admin/articles/article/run.html", context)
    if not run.is_over:
        answer.headers["Refresh"] = str(REFRESH)
    return answer


@nightly
@task()
def forget_runs() -> None:
    """Delete runs that nobody looks at any more. Safe to run twice."""
    BulkRun.objects.filter(begun_at__lt=timezone.now() - KEPT).delete()
