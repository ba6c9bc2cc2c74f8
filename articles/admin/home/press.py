"""
编排首页 while somebody works on it: a draft that comes with each press of a button and goes back with the screen.

So it works the same with and without the script, and nothing is written before 应用到首页.
"""

import re

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import clock, policy
from articles.frontpage import curation, homepage
from articles.frontpage.curation import Draft, Step
from articles.models import FrontPage, SiteSettings

from .log import entries
from .notice import NoticeForm
from .rows import panels, search, slot_names

NUMBER = re.compile(r"[0-9]{1,18}")


def number(text):
    """Read a key, a version or a place. Raises ``ValueError`` for what no column holds."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


class Press:
    """One request to the screen: the draft that came with it, the button, and what is said about it."""

    def __init__(self, request):
        self.request = request
        self.page = FrontPage.objects.current()
        self.site = SiteSettings.objects.current()
        self.names = slot_names(self.site)
        self.now = clock.now()
        self.may_change = policy.may(request.user, "change", FrontPage)
        self.draft, self.seen = Draft(), self.page.version
        self.told, self.error, self.status = "", "", 200
        self.since = None  # the version that the screen was opened on, where another is in force by now
        self.searched = {}
        self.notice, self.typed_a_notice = NoticeForm(instance=self.page), False

    def read(self):
        """Take over what the form holds. Raises ``ValueError`` where no form of ours can have sent it."""
        sent = self.request.POST
        self.draft = Draft.parse(sent.get("steps", "").replace("\r\n", "\n"))
        self.seen = number(sent.get("seen", ""))
        self.searched = {slot: sent.get(f"q-{slot}", "") for slot in self.names}
        if "notice" in sent:
            self.typed_a_notice = NoticeForm(sent, instance=self.page).has_changed()
            typed = {name: sent.get(name, "") for name in NoticeForm.Meta.fields}
            self.notice = NoticeForm(instance=self.page, initial=typed)

    def afresh(self):
        """Return the screen without a draft, and with what was typed for the notice."""
        fresh = Press(self.request)
        fresh.notice = self.notice
        return fresh

    def refuse(self, words):
        self.error, self.status = words, 400

    def lists(self):
        return curation.read(self.draft, self.now)

    def do(self, words):
        """Do what a button says: ``up pick 12``, ``undo`` … Raises ``ValueError`` for what no button says."""
        match words.split():
            case ["undo"]:
                return self.undo()
            case ["find"]:
                return self.find()
            case ["notice"]:
                return self.set_notice()
            case ["restore", version]:
                return self.restore(number(version))
            case ["reset", slot] if slot in self.names:
                return self.take(Step("order", slot), _("%(list)s is in automatic order again.") % self.named(slot))
            case ["add", slot, key] if slot in self.names:
                return self.add(slot, number(key))
            case ["remove", slot, key] if slot in self.names:
                return self.remove(slot, number(key))
            case ["up" | "down" | "move" as verb, slot, key] if slot in self.names:
                return self.move(slot, number(key), verb)
            case ["move", slot, key, place] if slot in self.names:
                return self.move(slot, number(key), "move", place)
        raise ValueError(words)

    def named(self, slot, article=None):
        return {"list": self.names[slot], "title": article.title if article else ""}

    def take(self, step, told):
        self.draft, self.told = self.draft.then(step), told

    def undo(self):
        self.told = _("Taken back.") if self.draft.lines else _("There is nothing to take back.")
        self.draft = self.draft.undone()

    def find(self):
        """Return in a text field: a place that was typed counts, else the searches do."""
        for name, value in self.request.POST.items():
            if name.startswith("to-") and value.strip():
                _to, slot, key = name.split("-")
                return self.do(f"move {slot} {key}")
        return None

    def move(self, slot, key, verb, place=""):
        one = self.lists()[slot]
        if key not in one.keys:
            return self.refuse(_("This article is not in the list any more."))
        at, total = one.keys.index(key) + 1, len(one.keys)
        typed = place or self.request.POST.get(f"to-{slot}-{key}", "").strip()
        wanted = {"up": str(at - 1), "down": str(at + 1), "move": typed}[verb]
        if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= total):
            if verb == "move":
                return self.refuse(_("Write a place from 1 to %(total)d.") % {"total": total})
            self.told = _("It is the first already.") if verb == "up" else _("It is the last already.")
            return None
        words = _("Moved to place %(place)d of %(total)d") % {"place": int(wanted), "total": total}
        return self.take(one.moved(key, int(wanted)), words)

    def add(self, slot, key):
        if self.lists()[slot].knows(key):
            return self.refuse(_("The article is in this list already."))
        before, self.draft = self.draft, self.draft.then(Step("add", slot, (key,)))
        one = self.lists()[slot]
        if not one.knows(key):
            self.draft = before
            return self.refuse(_("Only articles that are published or scheduled can be added."))
        article = next(article for article in (*one.members, *one.coming) if article.pk == key)
        words = _("Added to %(list)s, counts once it is published: “%(title)s”")
        if key in one.keys:
            words = _("Added to %(list)s, place %(place)d of %(total)d: “%(title)s”")
        place = {"place": one.keys.index(key) + 1 if key in one.keys else 0, "total": len(one.keys)}
        self.told = words % {**self.named(slot, article), **place}
        self.searched[slot] = ""
        return None

    def remove(self, slot, key):
        one = self.lists()[slot]
        article = next((article for article in (*one.members, *one.coming) if article.pk == key), None)
        if article is None:
            return self.refuse(_("This article is not in the list any more."))
        return self.take(
            Step("remove", slot, (key,)), _("Taken out of %(list)s: “%(title)s”") % self.named(slot, article)
        )

    def restore(self, version):
        steps = curation.back_to(version, self.lists())
        self.draft = self.draft.then(*steps)
        self.told = _("These are the lists as they were. Look at them, then apply them.")
        if not steps:
            self.told = _("The lists are already as they were.")

    def set_notice(self):
        self.notice = NoticeForm(self.request.POST, instance=self.page)
        if not self.notice.is_valid():
            return self.refuse(_("The notice was not saved: see below."))
        page, _created = FrontPage.objects.update_or_create(pk=1, defaults=self.notice.cleaned_data)
        changed = [{"changed": {"fields": self.notice.changed_data}}]
        LogEntry.objects.log_actions(self.request.user.pk, [page], CHANGE, changed, single_object=True)
        self.told = _("The notice is on the home page.") if page.notice_now else _("There is no notice now.")
        return None

    def screen(self):
        """Return the screen as it is after the press."""
        lists = self.lists()
        front = homepage.compose(self.now, curation.placed(lists))
        shown = panels(lists, front, self.names)
        for panel in shown:
            search(panel, self.searched.get(panel.slot, ""), lists[panel.slot])
        log = entries(self.names)
        context = {
            **admin.site.each_context(self.request),
            "title": _("Arrange home page"),
            "panels": shown,
            "draft": self.draft,
            "seen": self.seen,
            "told": self.told,
            "error": self.error,
            "left_out": curation.left_out(self.draft, lists),
            "log": log,
            "conflict": self.since is not None,
            "newer": [entry for entry in log if self.since is not None and entry.version > self.since],
            "notice": self.notice,
            "may_change": self.may_change,
        }
        return TemplateResponse(self.request, "admin/front/arrange.html", context, status=self.status)
