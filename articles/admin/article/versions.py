"""
The versions of an article: the list, two of them compared, one restored, one given a name (brief §11.9).

Nothing here touches what readers see.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, publishing
from articles.admin.fields import revision_number
from articles.admin.status import name_of
from articles.admin.words import locked
from articles.models import Revision
from articles.versions.autosaves import sittings
from articles.versions.content import Content
from cms.models import AuditEntry

from .difference import difference
from .frame import article_address, frame, refused_page
from .sheet import told
from .steps import STOPS_A_STEP, status_for, why_refused

PER_PAGE = 200
LONGEST_NAME = 200  # characters, the column's width


def history_page(model_admin, request, article):
    """Show what was done to an article, and its versions with a pair to compare."""
    steps = list(article.history.select_related("actor", "revision"))
    taken = {}
    for step in steps:
        taken.setdefault(step.revision_id, []).append(told(step)["label"])
    revisions = article.revisions.select_related("author").defer("content")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    rows = [sitting_row(sitting, taken, article) for sitting in sittings(page)]
    context = {
        **frame(model_admin, request, article, _("History")),
        "steps": [told(step) for step in steps],
        "rows": rows,
        "page": page,
        "audit_url": audit_address(article) if policy.may(request.user, "view", AuditEntry) else "",
        "compare_url": article_address(request, "compare", article),
        "shows_live": article.live_revision_id and article.live_revision_id != article.latest_revision_id,
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def audit_address(article):
    """Return the address of the audit record, filtered by this article."""
    query = urlencode({"kind": article._meta.label_lower, "key": article.pk})
    return f"{reverse('admin:cms_auditentry_changelist')}?{query}"


def sitting_row(sitting, taken, article):
    """Return one line of the list: a version, or the autosaves of one sitting under the last of them."""
    last = sitting[0]
    counts = [(one.added, one.removed) for one in sitting if one.added is not None]
    return {
        "revision": last,
        "who": name_of(last.author),
        "folded": sitting[1:],
        "steps": taken.get(last.pk, []),
        "counted": bool(counts),
        "added": sum(added for added, _removed in counts),
        "removed": sum(removed for _added, removed in counts),
        "is_live": last.pk == article.live_revision_id,
        "is_newest": last.pk == article.latest_revision_id,
    }


def version_of(article, key):
    """Return a version by its number, or by ``live`` or ``newest``. Raises ``Http404``."""
    if key == "live" and article.live_revision:
        return article.live_revision
    if key == "newest" and article.latest_revision:
        return article.latest_revision
    found = article.revisions.select_related("author").filter(number=revision_number(key)).first()
    if found is None:
        raise Http404(key)
    return found


def compare_page(model_admin, request, article):
    """Show two versions beside each other: by default the newest and the one before it."""
    if article.latest_revision is None:
        words = _("There are no versions yet.")
        return refused_page(model_admin, request, article, 409, words)
    new = version_of(article, request.GET.get("new") or "newest")
    earlier = article.revisions.filter(number__lt=new.number).exclude(kind__in=Revision.BESIDE).first()
    old = version_of(article, request.GET["old"]) if request.GET.get("old") else earlier or new
    if old.number > new.number:
        old, new = new, old
    context = {
        **frame(model_admin, request, article, _("Compare")),
        "history_url": article_address(request, "history", article),
        "sides": [side(request, article, one) for one in (old, new)],
        "old": old,
        "new": new,
        "difference": difference(Content.of_revision(old), Content.of_revision(new)),
        "newest": article.latest_revision.number,
        "editable": policy.may(request.user, "edit", article),
        "picks": list(quick_picks(request, article, new)),
    }
    return TemplateResponse(request, "admin/articles/article/compare.html", context)


def side(request, article, revision):
    return {
        "revision": revision,
        "who": name_of(revision.author),
        "is_newest": revision.pk == article.latest_revision_id,
        "is_live": revision.pk == article.live_revision_id,
        "restore_url": article_address(request, "restore", article, revision.number),
        "name_url": article_address(request, "name_version", article, revision.number),
    }


def quick_picks(request, article, new):
    """Yield the pairs that editors ask for most: address and words."""
    address = article_address(request, "compare", article)
    joint = "&" if "?" in address else "?"
    if article.live_revision and article.live_revision.number < new.number:
        yield address + joint + urlencode({"old": "live", "new": new.number}), _("Compare with the public version")
    if new.number > 1:
        yield address + joint + urlencode({"new": new.number}), _("Compare with the version before")


def restore_view(model_admin, request, article, number):
    """Make version ``number`` the newest again."""
    if not policy.may(request.user, "edit", article):
        return refused_page(model_admin, request, article, 403, locked(request.user, article))
    revision = version_of(article, str(number))
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    seen = revision_number(request.POST.get("seen", ""))
    try:
        publishing.restore(article, revision, author=request.user, based_on=seen)
    except STOPS_A_STEP as error:
        return refused_page(model_admin, request, article, status_for(error), why_refused(error, request.user))
    words = _("The draft is now as version %(number)d of %(time)s was. What it was before is in the history.")
    time = f"{timezone.localtime(revision.created_at):%Y-%m-%d %H:%M}"
    messages.success(request, words % {"number": revision.number, "time": time})
    return HttpResponseRedirect(article_address(request, "change", article))


def name_version(model_admin, request, article, number):
    """Give a version a name, so that it is found again and never pruned."""
    if not policy.may(request.user, "edit", article):
        raise PermissionDenied
    revision = version_of(article, str(number))
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    revision.note = " ".join(request.POST.get("note", "").replace("\x00", "").split())[:LONGEST_NAME]
    revision.save(update_fields=["note"])
    messages.success(request, _("Noted on version %(number)d.") % {"number": revision.number})
    return HttpResponseRedirect(article_address(request, "history", article))
