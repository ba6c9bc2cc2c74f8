"""The sentences that the article screens say: where a text will stand, why something is refused, what was done."""

import copy

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import homepage, policy
from articles.models import Article, Category, SiteSettings, Topic
from articles.models.orders import by_rank
from articles.workflow import MAKES_LIVE

from .article_status import name_of, status_of


def zone_name():
    """Return the name of the time zone in which the newsroom's times are."""
    return _("Beijing time") if settings.TIME_ZONE == "Asia/Shanghai" else settings.TIME_ZONE


def moment_in_words(value):
    """Return a moment with its zone: “2026-11-30 18:00（北京时间）”."""
    local = timezone.localtime(value)
    return _("%(moment)s (%(zone)s)") % {"moment": f"{local:%Y-%m-%d %H:%M}", "zone": zone_name()}


def places(article, content):
    """Return where the article stands once it is public, the most prominent place first."""
    site = SiteSettings.objects.current()
    found = []
    if article.is_pinned:
        until = article.pinned_until and f"{timezone.localtime(article.pinned_until):%Y-%m-%d %H:%M}"
        lead, pinned = _("the lead of the home page (pinned)"), _("the lead of the home page (pinned until %(date)s)")
        found.append(pinned % {"date": until} if until else lead)
    if article.recommended:
        found.append(_("the home page's “%(name)s”") % {"name": site.picks_label})
    if article.in_focus:
        found.append(_("the home page's “%(name)s”") % {"name": site.focus_label})
    found += [_("section “%(name)s”") % {"name": name} for name in names_of(Category, content.categories)]
    found += [_("topic “%(name)s”") % {"name": name} for name in names_of(Topic, content.topics)]
    return [*found, "RSS"]


def names_of(model, keys):
    """Return the names of rows in the order of ``keys``; a row that is gone is left out."""
    rows = model.objects.in_bulk(keys)
    return [rows[key].name for key in keys if key in rows]


def what_will_happen(name, article, content):
    """Return the one sentence of the confirming page."""
    words = {"title": content.title, "places": _(", ").join(places(article, content)), "path": article.path}
    sentences = {
        "publish": _("“%(title)s” becomes public at once and appears in: %(places)s."),
        "schedule": _("“%(title)s” becomes public at the time below and then appears in: %(places)s."),
        "update": _("Readers see this version of “%(title)s” at once. It appears in: %(places)s."),
        "republish": _("“%(title)s” is public again at once and appears in: %(places)s."),
        "send_back": _("“%(title)s” goes back to its author as a draft, with your comment."),
        "unpublish": _(
            "“%(title)s” disappears at once from the home page, lists, search and RSS. "
            "Its address %(path)s says that the article was withdrawn."
        ),
        "submit": _("“%(title)s” goes to the editors. You can read it, but not change it until it comes back."),
        "withdraw_submission": _("“%(title)s” comes back from review and can be changed again."),
        "unschedule": _("“%(title)s” becomes a draft again and will not appear by itself."),
        "trash": _("“%(title)s” goes to the trash. It can be restored from there."),
        "restore": _("“%(title)s” comes out of the trash as a draft."),
    }
    if name == "update" and article.is_scheduled:
        words["moment"] = moment_in_words(article.published_at)
        return _("“%(title)s” becomes public in this version at %(moment)s and then appears in: %(places)s.") % words
    return sentences[name] % words


def replaced_lead(name, article, content):
    """
    Return the title of the article that this step would push from the lead of the home page, or "".

    The rules are ``homepage``'s: the best pin; without pins the newest with a cover of these days, or the newest.
    """
    lead = homepage.compose().lead if name in {"publish", "republish"} else None
    if lead is None or lead.pk == article.pk:
        return ""
    now = timezone.now()
    if article.is_pinned and lead.is_pinned:
        candidate = copy.copy(article)
        candidate.published_at = article.published_at or now
        leads = homepage.in_order([candidate, lead], by_rank("lead"))[0] is candidate
    elif article.is_pinned or lead.is_pinned:
        leads = article.is_pinned
    else:
        fresh = bool(lead.featured_image_id) and lead.published_at > now - homepage.FRESH
        leads = not article.was_public and (content.featured_image is not None or not fresh)
    return lead.title if leads else ""


def what_happened(name, article, user):
    """Return the message after a step; where a page is public now, with a link to it."""
    messages = {
        "submit": _("Submitted for review."),
        "withdraw_submission": _("Withdrawn from review. You can go on writing."),
        "send_back": _("Sent back, with your comment."),
        "publish": _("Published."),
        "unschedule": _("No longer scheduled. The article is a draft again."),
        "update": _("The public page is up to date."),
        "unpublish": _("Taken down. Readers of its address see that it was withdrawn."),
        "republish": _("Published again."),
        "trash": _("“%(title)s” is in the trash now.") % {"title": article.title},
        "restore": _("Restored as a draft."),
    }
    if name == "schedule":
        return _("Scheduled for %(moment)s.") % {"moment": moment_in_words(article.published_at)}
    if name == "update" and article.is_scheduled:
        return _("Saved for %(moment)s.") % {"moment": moment_in_words(article.published_at)}
    if name == "trash" and policy.may(user, "restore", article):
        undo = reverse("admin:articles_article_step", args=[article.pk, "restore"])
        return format_html('{} <a href="{}">{}</a>', messages[name], undo, _("Undo"))
    if article.is_live and name in MAKES_LIVE:
        return format_html('{} <a href="{}">{}</a>', messages[name], article.get_absolute_url(), _("View page"))
    return messages.get(name, "")


def refusal(user, article, transition):
    """Return the status code and the words for why ``user`` may not take this step now, or None."""
    if not policy.may(user, transition.name, article):
        if transition.name in MAKES_LIVE:
            return 403, _("You may not publish. “Submit for review” first; an editor publishes it.")
        return 403, _("You may not do “%(action)s”.") % {"action": transition.label}
    # Whether there is something to update is known only after the form is saved.
    fits = article.state in transition.sources if transition.name == "update" else transition.starts_from(article)
    if not fits:
        state = status_of(article, None).label
        return 409, _("“%(action)s” does not fit this article now: it is “%(state)s”.") % {
            "action": transition.label,
            "state": state,
        }
    return None


def locked(user, article):
    """Return why this account can read the article but not change it."""
    if article.state == Article.State.TRASHED:
        return _("This article is in the trash. Restore it to change it.")
    if article.state == Article.State.IN_REVIEW:
        return _("This article is in review and cannot be changed now. To change it, “Withdraw submission” first.")
    return _("From here on an editor changes this article. You can read it and see its preview.")


def path_taken(error, user):
    """Return E05 of brief §11.6. The other article is named only to those who may know of it."""
    slug = error.path.strip("/").rpartition("/")[2]
    words = {"slug": slug, "suggestion": error.suggestion}
    if error.other is None:
        return _("The link “%(slug)s” is a page of the site itself. Try “%(suggestion)s”.") % words
    words["title"] = error.other.title
    if policy.may(user, "see", error.other):
        return _("The link “%(slug)s” is used by “%(title)s”. Try “%(suggestion)s”.") % words
    return _("The link “%(slug)s” is in use. Try “%(suggestion)s”.") % words


def someone_saved(revision):
    """Return who saved a newer version and when."""
    return _("%(name)s saved version %(number)d of this article at %(time)s.") % {
        "name": name_of(revision.author) or _("The importer"),
        "number": revision.number,
        "time": f"{timezone.localtime(revision.created_at):%Y-%m-%d %H:%M}",
    }


def too_complex(error):
    """Say in words what the renderer does not take, and where."""
    if error.reason == "length":
        return _("The body is longer than %(n)d characters. Split it into several articles.") % {"n": error.limit}
    return _("Line %(line)s is nested too deeply: take away some of the quote or list marks.") % {"line": error.line}
