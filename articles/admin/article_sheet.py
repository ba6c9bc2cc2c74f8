"""The article form's screen: its panels, its buttons, its summary of errors."""

from django import forms
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.models import Article
from articles.workflow import TRANSITIONS

from .article_frame import article_address, frame
from .article_placement import PlacementForm
from .article_script_words import script_words
from .article_status import name_of, status_of
from .article_steps import buttons
from .article_words import locked, zone_name

MAIN = ("title", "description", "body")
PANELS = (  # the second column, in the order of brief §11.4
    ("publication", gettext_lazy("Publication"), ("responsible_editor",)),
    ("terms", gettext_lazy("Filed under"), ("categories", "topics", "tags", "authors")),
    ("cover", gettext_lazy("Cover image"), ("featured_image",)),
    ("placement", gettext_lazy("On the home page"), tuple(PlacementForm.base_fields)),
    ("source", gettext_lazy("Source"), ("origin", "source_name", "source_url")),
    ("more", gettext_lazy("More"), ("slug", "lightgallery", "notes", "owner")),
)
FOLDED = {"more"}
TYPED = {"text", "url", "number", "datetime-local"}  # controls that can be read without being changed
LAST_STEPS = 5


def show(model_admin, desk):
    """Return the form's page."""
    form, article = desk.form, desk.article
    editable = desk.editable
    if not editable:
        lock(form)
    shows_live_placement = article.is_live and policy.may(desk.user, "place", article)
    offered = buttons(article, desk.user)
    box = status_box(desk)
    context = {
        **frame(model_admin, desk.request, article, article.title if article.pk else _("New article")),
        "heading": heading(article, editable),
        "form": form,
        "corrections": desk.corrections,
        "corrections_open": bool(desk.corrections) and (desk.content.corrections or desk.corrections.is_bound),
        "main_fields": [form[name] for name in MAIN],
        "panels": list(panels(form)),
        "errors": list(errors(desk)) if form.is_bound else [],
        "error": desk.error,
        "theirs": desk.theirs,
        "editable": editable,
        "locked": "" if editable else locked(desk.user, article),
        "zone": zone_name(),
        "script_words": script_words(),
        "buttons": offered,
        "has_primary": any(button.primary for button in offered),
        "save_label": save_label(article),
        "live_placement": PlacementForm.of(article) if shows_live_placement else None,
        "has_more": box.get("may_purge") or any(button.set_aside for button in offered),
        **box,
    }
    return TemplateResponse(desk.request, "admin/articles/article/change_form.html", context, status=desk.status)


def heading(article, editable):
    """Return what is done on this page. The article's own title stands in its field, where it is changed."""
    if not article.pk:
        return _("New article")
    return _("Edit article") if editable else _("Read article")


def lock(form):
    """Let everything be read and nothing be changed; of the terms, only the chosen ones."""
    for name in ("categories", "topics", "authors"):
        chosen = form.initial[name]
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
        "may_preview": policy.may(desk.user, "preview", article),
        "preview_url": article_address(desk.request, "preview", article),
    }


def told(step):
    """Return one row of the history in words."""
    transition = TRANSITIONS.get(step.transition)
    return {
        "label": transition.label if transition else step.transition,
        "at": step.at,
        "who": name_of(step.actor),
        "note": step.note,
        "number": step.revision.number if step.revision else None,
    }
