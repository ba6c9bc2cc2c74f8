"""The article form's screen: its panels, its buttons, its summary of errors."""

from django import forms
from django.conf import settings
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.admin.fields import IDENTIFIER
from articles.admin.keys import are_on
from articles.admin.status import name_of, status_of
from articles.admin.words import locked, zone_name
from articles.models import Article
from articles.workflow import TRANSITIONS
from media.refusals import MAX_BYTES

from .checks import panel_of, typed_panel
from .files import files_panel
from .frame import article_address, frame
from .placement import PlacementForm, pin_ends
from .plans import plan_lines
from .script_words import script_words
from .steps import buttons

MAIN = ("title", "description", "body")
PANELS = (  # the second column, in the order of brief §11.4
    ("publication", gettext_lazy("Publication"), ("planned_day", "responsible_editor")),
    ("terms", gettext_lazy("Filed under"), ("categories", "topics", "tags", "authors")),
    ("cover", gettext_lazy("Cover image"), ("featured_image",)),
    ("placement", gettext_lazy("On the home page"), tuple(PlacementForm.base_fields)),
    ("source", gettext_lazy("Source"), ("origin", "source_name", "source_url", "paid")),
    ("more", gettext_lazy("More"), ("slug", "lightgallery", "notes", "owner")),
)
FOLDED = {"more"}
TYPED = {"text", "url", "number", "date", "datetime-local"}  # controls that can be read without being changed
LAST_STEPS = 5
STOPPED = {  # what the history calls a planned step that was not taken
    "update_failed": gettext_lazy("Scheduled changes did not go public"),
    "unpublish_failed": gettext_lazy("Scheduled withdrawal was not done"),
}


def show(model_admin, desk):
    """Return the form's page."""
    form, article = desk.form, desk.article
    editable = desk.editable
    suggests = desk.suggests
    if not editable and not suggests:
        lock(form)
    shows_live_placement = article.is_live and policy.may(desk.user, "place", article)
    offered = buttons(article, desk.user)
    in_bar = [button for button in offered if not button.in_panel]
    box = status_box(desk)
    may_copy = bool(article.pk) and policy.may(desk.user, "create", Article)
    context = {
        **frame(model_admin, desk.request, article, article.title if article.pk else _("New article")),
        "heading": _("Suggest a change") if suggests else heading(article, editable),
        "form": form,
        "corrections": desk.corrections,
        "corrections_open": bool(desk.corrections) and (desk.content.corrections or desk.corrections.is_bound),
        "main_fields": [form[name] for name in MAIN],
        "panels": list(panels(form)),
        "errors": list(errors(desk)) if form.is_bound else [],
        "error": desk.error,
        "theirs": desk.theirs,
        "editable": editable,
        "state": article.state if article.pk else "",
        "locked": "" if editable or suggests else locked(desk.user, article),
        "may_restore": article.state == Article.State.TRASHED and policy.may(desk.user, "restore", article),
        "suggests": suggests,
        "copied_from": desk.copied_from,
        "may_copy": may_copy,
        "suggestions": list(waiting_suggestions(article)),
        "zone": zone_name(),
        "script_words": script_words(),
        "shortcuts_are_on": are_on(desk.user),
        "site_address": settings.SITE_URL,
        "most_bytes": MAX_BYTES,
        **checks(desk),
        **files_panel(desk.request, article),
        "buttons": in_bar,
        "plans": plan_lines(article, offered),
        "has_primary": any(button.primary for button in offered),
        "save_label": save_label(article),
        "pin_ends": pin_ends(),
        "live_placement": PlacementForm.of(article) if shows_live_placement else None,
        "has_rest": box.get("may_preview") or any(not (one.set_aside or one.primary) for one in in_bar),
        "has_more": may_copy or box.get("may_purge") or any(button.set_aside for button in offered),
        **box,
    }
    return TemplateResponse(desk.request, "admin/articles/article/change_form.html", context, status=desk.status)


def waiting_suggestions(article):
    """Return what waits for an editor. There is something only where an editor holds the pen."""
    if article.state not in {Article.State.PUBLISHED, Article.State.UNPUBLISHED}:
        return []
    return article.suggestions.waiting().select_related("author")


def checks(desk):
    """Return the panel of checks: of what is shown, be it saved or just posted; nothing yet for an empty sheet."""
    if desk.form.is_bound:
        return typed_panel(desk.user, desk.article, desk.request.POST)
    if desk.article.pk is None:
        return {"checks": None, "tally": ""}
    return panel_of(desk.user, desk.article, desk.content)


def heading(article, editable):
    """Return what is done on this page. The article's own title stands in its field, where it is changed."""
    if not article.pk:
        return _("New article")
    return _("Edit article") if editable else _("Read article")


def lock(form):
    """Let everything be read and nothing be changed; of the terms, only the chosen ones."""
    for name in ("categories", "topics", "authors"):
        chosen = [key for key in form[name].value() or () if IDENTIFIER.fullmatch(str(key))]
        form.fields[name].queryset = form.fields[name].queryset.filter(pk__in=chosen)
        form.fields[name].widget.attrs["size"] = max(1, len(chosen))
    for field in form.fields.values():
        typed = isinstance(field.widget, forms.Textarea) or getattr(field.widget, "input_type", "") in TYPED
        field.widget.attrs["readonly" if typed else "disabled"] = True


def panels(form):
    for key, heading, names in PANELS:
        fields = [form[name] for name in names if name in form.fields]
        if fields:
            wrong = any(field.errors for field in fields)
            yield {"key": key, "heading": heading, "fields": fields, "open": wrong or key not in FOLDED}


def errors(desk):
    """Yield each error with the field to jump to, in the order of the screen."""
    order = [*MAIN, *(name for _key, _heading, names in PANELS for name in names)]
    for name in sorted(desk.form.errors, key=lambda name: order.index(name) if name in order else -1):
        field = desk.form[name] if name in desk.form.fields else None
        for words in desk.form.errors[name]:
            yield {"field": field, "words": words}
    for row in desk.corrections or []:
        for name, found in row.errors.items():
            yield {"field": row[name], "words": " ".join(found)}


def save_label(article):
    if article.state == Article.State.PUBLISHED:
        return _("Save changes")
    return _("Save draft") if article.state == Article.State.DRAFT else _("Save")


def status_box(desk):
    """Return what the status panel says: the pill, the last steps, who saved last."""
    article = desk.article
    if not article.pk:
        return {"steps": [], "status": status_of(article, None)}
    steps = list(article.history.select_related("actor", "revision")[:LAST_STEPS])
    last = steps[0].transition if steps else None
    latest = article.latest_revision
    said_with = {Article.State.DRAFT: "send_back", Article.State.IN_REVIEW: "submit"}.get(article.state)
    comment = steps[0] if last and last == said_with and steps[0].note else None
    return {
        "steps": [told(step) for step in steps],
        "status": status_of(article, last),
        "comment": comment and {"words": comment.note, "who": name_of(comment.actor), "at": comment.at, "step": last},
        "latest": latest,
        "saved_by": name_of(latest.author) if latest else "",
        "may_purge": article.state == Article.State.TRASHED and policy.may(desk.user, "purge", article),
        "may_look_ahead": policy.may(desk.user, "look_ahead", Article),
        "may_preview": policy.may(desk.user, "preview", article),
        "preview_url": article_address(desk.request, "preview", article),
        "preview_links_url": article_address(desk.request, "preview_links", article),
        "wechat_url": article_address(desk.request, "wechat", article),
    }


def told(step):
    """Return one row of the history in words."""
    transition = TRANSITIONS.get(step.transition)
    return {
        "label": transition.label if transition else STOPPED.get(step.transition, step.transition),
        "at": step.at,
        "moment": step.moment,
        "who": name_of(step.actor),
        "note": step.note,
        "number": step.revision.number if step.revision else None,
    }
