"""
The table in which an editor writes the alternative texts that are missing, one picture a row.

What the library says stands for every 配图一 that an article's own text says, so the articles need no change: they are
rendered again.
"""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from media.alternatives import is_placeholder_alt
from media.changes import announce
from media.models import Image
from media.renditions import fallback

from .places import places_of

PER_PAGE = 50


class WordsForm(forms.ModelForm):
    """The words of one picture. An empty row is left for another time."""

    class Meta:
        model = Image
        fields = ["alt", "caption", "decorative"]

    def clean_alt(self):
        alt = " ".join(self.cleaned_data["alt"].split())
        if alt and is_placeholder_alt(alt, self.instance.original_name):
            raise forms.ValidationError(
                _("“%(alt)s” tells nobody what is to be seen. Say what the picture shows."), params={"alt": alt}
            )
        return alt

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("alt") and cleaned.get("decorative"):
            self.add_error(
                "decorative", _("A picture that is described is not merely decorative. Keep one of the two.")
            )
        return cleaned


def lacking(images):
    """Return the pictures that say nothing to those who cannot see them; those in use first."""
    return images.filter(alt="", decorative=False).order_by(F("uses").desc(), "-uploaded_at", "-pk")


def alt_view(model_admin, request):
    """Show the table, or keep what was typed in it; a row that is wrong stays, with everything typed, and says why."""
    mine = lacking(model_admin.changeable(request))
    if request.method == "POST":
        posted = [key for key in request.POST.getlist("picture") if key.isdecimal() and len(key) < 19][:PER_PAGE]
        images = list(mine.filter(pk__in=posted))
        order = {int(key): place for place, key in enumerate(posted)}
        images.sort(key=lambda image: order[image.pk])
        forms_ = [WordsForm(request.POST, instance=image, prefix=str(image.pk)) for image in images]
        kept = _keep(model_admin, request, forms_)
        wrong = [form for form in forms_ if form.errors]
        if not wrong:
            _say(request, kept, len(posted) - len(images), mine.count())
            return HttpResponseRedirect(request.get_full_path())
        return _page(model_admin, request, wrong, mine.count(), status=200)
    only = [key for key in request.GET.get("ids", "").split(",") if key.isdecimal() and len(key) < 19]
    shown = mine.filter(pk__in=only) if only else mine
    page = Paginator(shown, PER_PAGE).get_page(1)
    left = mine.count() if only else page.paginator.count
    return _page(model_admin, request, [WordsForm(instance=image, prefix=str(image.pk)) for image in page], left)


def _keep(model_admin, request, forms_):
    """Save the rows that are right and were filled in; return how many."""
    filled = [form for form in forms_ if form.is_valid() and form.has_changed()]
    with transaction.atomic():
        for form in filled:
            form.save()
            model_admin.log_change(request, form.instance, model_admin.construct_change_message(request, form, []))
        announce(form.instance for form in filled)
    return sum(bool(form.instance.alt or form.instance.decorative) for form in filled)


def _say(request, kept, gone, left):
    words = [
        ngettext("%(n)d picture has its alternative text.", "%(n)d pictures have their alternative text.", kept)
        % {"n": kept}
    ]
    if gone:
        done = ngettext("%(n)d had its text already.", "%(n)d had their text already.", gone)
        words.append(done % {"n": gone})
    if left:
        words.append(ngettext("%(n)d is left.", "%(n)d are left.", left) % {"n": left})
    messages.success(request, " ".join(words) if kept or gone else gettext("Nothing was written yet."))


def _page(model_admin, request, forms_, left, status=200):
    images = [form.instance for form in forms_]
    places = places_of(model_admin.admin_site, request, images)
    rows = [
        {
            "form": form,
            "image": form.instance,
            "thumb": fallback(form.instance, "body"),
            "places": places[form.instance.pk],
        }
        for form in forms_
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": gettext("Write alternative texts"),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "rows": rows,
        "left": left,
        "wrong": any(form.errors for form in forms_),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/media/image/alt_table.html", context, status=status)
