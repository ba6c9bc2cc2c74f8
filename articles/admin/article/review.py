"""
Reviewing, made for a phone (brief §14.9): what readers would get, what changed, what to look at, and the decision.

The text and its cards are shown with the public pages' own style, the other two with the newsroom's.
"""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.status import name_of, status_of
from articles.preview import preview_page
from articles.remote_pictures import allow
from articles.versions.content import Content
from articles.views.frame import render_page
from articles.views.preview_links import private

from .checks import panel_of
from .difference import difference
from .frame import AFTER_REVIEW, QUEUE, article_address, frame, refused_page
from .steps import buttons

TABS = ("text", "compare", "checks", "cards")


def review_page(model_admin, request, article):
    """Show one of the four tabs; an address that names none of them shows the text."""
    if not policy.may(request.user, "preview", article):
        raise PermissionDenied
    if article.latest_revision is None:
        return refused_page(model_admin, request, article, 409, _("There are no versions yet."))
    tab = request.GET.get("tab")
    tab = tab if tab in TABS else "text"
    content = Content.newest(article)
    panel = panel_of(request.user, article, content)
    context = {**head(request, article, tab, panel), **bar(request, article)}
    if tab in {"text", "cards"}:
        return in_public_style(request, article, content, tab, context)
    context |= frame(model_admin, request, article, article.title)
    context |= compared(article, content) if tab == "compare" else panel
    return TemplateResponse(request, f"admin/articles/article/review_{tab}.html", context)


def in_public_style(request, article, content, tab, context):
    page = preview_page(article, content)
    context |= {"page": page, "article": page.article, "hidden_from_robots": True}
    body = render_page(request, f"admin/articles/article/review_{tab}.html", context)
    return private(allow(body, page.article.body_html))


def head(request, article, tab, panel):
    """Return what stands above every tab."""
    last = article.history.select_related("actor").first()
    address = article_address(request, "review", article)
    joint = "&" if "?" in address else "?"
    counted = sum(check["level"] != "grey" for check in panel["checks"])
    words = {
        "text": _("Manuscript"),
        "compare": _("Compare with the live page") if article.live_revision_id else _("What changed"),
        "checks": _("Checks %(n)d") % {"n": counted} if counted else _("Checks"),
        "cards": _("Cards"),
    }
    return {
        "review_title": article.title,
        "review_tabs": [(f"{address}{joint}tab={name}", words[name], name == tab) for name in TABS],
        "status": status_of(article, last.transition if last else None),
        "tally": panel["tally"],
        "owner": name_of(article.owner),
        "last_step_at": last.at if last else None,
        "submitted_note": last.note if last and last.transition == "submit" else "",
        "returned": last_return(article) if last and last.transition == "submit" else None,
        "queue_url": reverse("admin:articles_article_changelist") + QUEUE,
    }


def last_return(article):
    """Return the step that sent this text back, for whoever sees whether it was mended; None for any other text."""
    told = {"send_back", "publish", "republish", "update"}
    step = article.history.filter(transition__in=told).select_related("actor").first()
    return step if step and step.transition == "send_back" else None


def bar(request, article):
    """Return the buttons below: at most two of them, the rest behind ⋯. Each asks before it does anything."""

    def step(button):
        address = article_address(request, "step", article, button.name)
        return (f"{address}{'&' if '?' in address else '?'}{AFTER_REVIEW}", button.label)

    offered = [one for one in buttons(article, request.user) if one.name != "update" or article.has_unpublished_changes]
    main = sorted((one for one in offered if one.primary or one.name == "send_back"), key=lambda one: not one.primary)
    others = [step(one) for one in offered if one not in main]
    change = article_address(request, "change", article)
    words = _("Edit") if policy.may(request.user, "edit", article) else _("Open")
    others += [(change, words), (article_address(request, "preview_links", article), _("Preview links"))]
    return {"review_steps": [(*step(one), one.primary) for one in main], "review_more": others}


def compared(article, content):
    """Return how the newest version differs from what readers see, or from the one that was sent back."""
    old = article.live_revision
    name = _("What readers see")
    if old is None:
        returned = article.history.filter(transition="send_back", revision__isnull=False).select_related("revision")
        old = next((step.revision for step in returned[:1]), None)
        name = _("When it was sent back")
    if old is None:
        return {"difference": None}
    return {
        "difference": difference(Content.of_revision(old), content),
        "old_name": name,
        "new_name": _("Version %(number)d") % {"number": article.latest_revision.number},
    }
