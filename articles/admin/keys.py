"""
The keyboard of the article form (brief §11.15): one list, which the form's script follows, its dialog shows (Ctrl+/)
and the help page prints. Each account may switch it off.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.models import Article, WritingPreference

WRITTEN = {"mod": "Ctrl/⌘", "shift": "Shift", "alt": "Alt", "enter": "Enter", "esc": "Esc"}


@dataclass(frozen=True)
class Shortcut:
    """
    What one combination of keys does. ``keys`` are small: ``mod`` (Ctrl, on a Mac ⌘), ``shift``, ``alt``, then the key.

    ``name`` is what the script knows it by; without one, the browser or another part of the page does it.
    """

    keys: tuple[str, ...]
    does: Any
    name: str = ""

    def __str__(self) -> str:
        return " ".join(WRITTEN.get(key, key.upper()) for key in self.keys)


SHORTCUTS = (
    Shortcut(("mod", "s"), gettext_lazy("Save"), "save"),
    Shortcut(("mod", "enter"), gettext_lazy("The main button: submit, publish …"), "primary"),
    Shortcut(("mod", "shift", "p"), gettext_lazy("Open or close the preview"), "preview"),
    Shortcut(("mod", "b"), gettext_lazy("Bold"), "bold"),
    Shortcut(("mod", "i"), gettext_lazy("Emphasis"), "emphasis"),
    Shortcut(("mod", "k"), gettext_lazy("Link"), "link"),
    Shortcut(("mod", "alt", "2"), gettext_lazy("Heading"), "heading"),
    Shortcut(("mod", "alt", "3"), gettext_lazy("Lesser heading"), "subheading"),
    Shortcut(("mod", "shift", "7"), gettext_lazy("Numbered list"), "numbers"),
    Shortcut(("mod", "shift", "8"), gettext_lazy("List"), "list"),
    Shortcut(("mod", "shift", "m"), gettext_lazy("Picture"), "picture"),
    Shortcut(("mod", "shift", "v"), gettext_lazy("Paste as plain text")),
    Shortcut(("alt", "↑ ↓"), gettext_lazy("Arrange home page: move the row up or down")),
    Shortcut(("← →",), gettext_lazy("Calendar: the month or week before and after")),
    Shortcut(("mod", "/"), gettext_lazy("Show the keyboard shortcuts"), "keys"),
    Shortcut(("esc",), gettext_lazy("Close a dialog; leave the focus mode")),
)


def shown():
    """Return the list as scripts take it."""
    return [{"name": one.name, "keys": list(one.keys), "written": str(one), "does": str(one.does)} for one in SHORTCUTS]


def are_on(user):
    """Say whether the account uses the shortcuts; one that never said so does."""
    return not WritingPreference.objects.filter(user=user, shortcuts=False).exists()


def keys_view(model_admin, request):
    """Switch the shortcuts of one's own account on or off: ``on`` is "1" or "0". Answers a form, or a script."""
    if not policy.may(request.user, "list", Article):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    now = request.POST.get("on") == "1"
    WritingPreference.objects.update_or_create(user=request.user, defaults={"shortcuts": now})
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"on": now, "message": said(now)})
    return HttpResponseRedirect(reverse("admin:articles_article_help") + "#keys")


def said(now):
    if now:
        return _("The keyboard shortcuts are on.")
    return _("The keyboard shortcuts are off. The button “Help with writing” above the body shows them again.")
