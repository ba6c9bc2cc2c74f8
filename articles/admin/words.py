"""The sentences that the article screens say: where a text will stand, why something is refused, what was done."""

import copy
import logging

from django.conf import settings
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import clock, policy
from articles.checks import check_words, readiness
from articles.frontpage import homepage
from articles.models import Article, Category, SiteSettings, Topic
from articles.models.orders import by_rank
from articles.purging import leaves_at
from articles.schedule.planning import UPDATE
from articles.workflow import MAKES_LIVE, SHOWS_TEXT

from .status import name_of, status_of

logger = logging.getLogger(__name__)


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
        "schedule_update": _(
            "Readers see this version of “%(title)s” from the time below, and the present one until then. "
            "It then appears in: %(places)s."
        ),
        "schedule_withdrawal": _(
            "“%(title)s” disappears at the time below from the home page, lists, search and RSS. Until then readers "
            "see it as ever. Its address %(path)s then says that the article was withdrawn."
        ),
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


def replaced_lead(name, article, content, at=None):
    """
    Return the title of the article that this step would push from the lead of the home page, or "".

    For ``schedule``, at the time ``at``: of what will stand there then, as far as it is known now.
    """
    if name == "schedule" and at:
        is_new = not article.was_public
        with clock.at(at):
            return pushed_from_the_lead(article, content, is_new=is_new, published_at=at)
    if name in {"publish", "republish"}:
        moment = article.published_at or timezone.now()
        return pushed_from_the_lead(article, content, is_new=not article.was_public, published_at=moment)
    return ""


def pushed_from_the_lead(article, content, *, is_new, published_at):
    """Ask ``homepage``'s rules: the best pin; without pins the newest with a cover of these days, or the newest."""
    lead = homepage.compose().lead
    if lead is None or lead.pk == article.pk:
        return ""
    if article.is_pinned and lead.is_pinned:
        candidate = copy.copy(article)
        candidate.published_at = published_at
        leads = homepage.in_order([candidate, lead], by_rank("lead"))[0] is candidate
    elif article.is_pinned or lead.is_pinned:
        leads = article.is_pinned
    else:
        fresh = bool(lead.featured_image_id) and lead.published_at > clock.now() - homepage.FRESH
        leads = is_new and (content.featured_image is not None or not fresh)
    return lead.title if leads else ""


def what_happened(name, article, request):
    """Return the message after a step; where a page is public now, with a link to it."""
    user = request.user
    messages = {
        "submit": _("Submitted for review."),
        "withdraw_submission": _("Withdrawn from review. You can go on writing."),
        "send_back": _("Sent back, with your comment."),
        "publish": _("Published."),
        "unschedule": _("No longer scheduled. The article is a draft again."),
        "update": _("The public page is up to date."),
        "unpublish": _("Taken down. Readers of its address see that it was withdrawn."),
        "republish": _("Published again."),
        "cancel_update": _("Cancelled. The changes wait for “Publish changes”."),
        "cancel_withdrawal": _("Cancelled. The article stays public."),
        "trash": _("“%(title)s” is in the trash now.") % {"title": article.title},
        "restore": _("Restored as a draft."),
    }
    if name == "schedule":
        return _("Scheduled for %(moment)s.") % {"moment": moment_in_words(article.published_at)}
    if name == "schedule_update":
        moment = moment_in_words(article.planned(UPDATE).at)
        return _("Readers see the changes from %(moment)s. Until then they see what they see now.") % {"moment": moment}
    if name == "schedule_withdrawal":
        return _("It is taken down at %(moment)s. Until then readers see it.") % {
            "moment": moment_in_words(article.expires_at)
        }
    if name == "update" and article.is_scheduled:
        return _("Saved for %(moment)s.") % {"moment": moment_in_words(article.published_at)}
    if name == "trash" and policy.may(user, "restore", article):
        undo = reverse("admin:articles_article_step", args=[article.pk, "restore"])
        button = '{} <form method="post" action="{}" class="undo"><input type="hidden" name="csrfmiddlewaretoken"'
        button += ' value="{}"><button type="submit" class="as-link">{}</button></form>'
        return format_html(button, messages[name], undo, get_token(request), _("Undo"))
    if article.is_live and name in MAKES_LIVE:
        words = (messages[name], article.get_absolute_url(), _("View page"), _("Copy link, QR code"))
        return format_html('{0} <a href="{1}">{2}</a> <a href="{1}#share">{3}</a>', *words)
    return messages.get(name, "")


def refusal(user, article, transition):
    """Return the status code and the words for why ``user`` may not take this step now, or None."""
    if not policy.may(user, transition.name, article):
        if transition.name in SHOWS_TEXT:
            return 403, _("You may not publish. “Submit for review” first; an editor publishes it.")
        return 403, _("You may not do “%(action)s”.") % {"action": transition.label}
    # Whether there is something to update is known only after the form is saved.
    may_be_typed = transition.name == "update" or (transition.name == "schedule_update" and article.is_live)
    fits = article.state in transition.sources if may_be_typed else transition.starts_from(article)
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
        at = leaves_at(article)
        words = _("This article is in the trash and is deleted for ever on %(date)s.")
        return words % {"date": f"{timezone.localtime(at):%Y-%m-%d}"} if at else _("This article is in the trash.")
    if article.state == Article.State.IN_REVIEW:
        return _("This article is in review and cannot be changed now. To change it, “Withdraw submission” first.")
    return _("From here on an editor changes this article. You can read it and see its preview.")


def not_saved(suggests):
    """Say that the article was locked while somebody wrote; the sheet says why. What they typed is still on it."""
    if suggests:
        return _(
            "Not saved, because the article is published by now. Your text still stands here: submit it for review."
        )
    return _("Not saved, because the article cannot be changed now. Your text still stands here: copy it.")


def gone_meanwhile(error):
    """
    Say that something in the form was deleted or merged between looking and writing.

    Only PostgreSQL lets that happen: it asks whether a section is there once all is written.
    """
    logger.warning("An article was not saved: %s", error)
    return _("Not saved, because something chosen here was deleted or merged in this very moment. Save once more.")


def path_taken(error, user):
    """Return E05 of brief §11.6. The other article is named only to those who may know of it."""
    return check_words.say(readiness.address_taken(error, lambda other: policy.may(user, "see", other)))


def someone_saved(revision, reader=None):
    """Return who saved a newer version and when: to ``reader``, who may have it open twice, that it was themselves."""
    if reader is not None and revision.author_id == reader.pk:
        words = _("You saved version %(number)d of this article at %(time)s, in another window or on another device.")
    else:
        words = _("%(name)s saved version %(number)d of this article at %(time)s.")
    return words % {
        "name": name_of(revision.author) or _("The importer"),
        "number": revision.number,
        "time": f"{timezone.localtime(revision.created_at):%Y-%m-%d %H:%M}",
    }


def no_renderer():
    """Say that the server cannot lay out texts now."""
    return _(
        "Texts cannot be laid out now, so nothing was changed. Try again in a moment; then tell the administrator."
    )


def too_complex(error):
    """Say in words what the renderer does not take, where, and what to do."""
    sentences = {
        "length": _("The body is longer than %(n)d characters; line %(line)s is over. Split it into several articles."),
        "nesting": _(
            "Line %(line)s is nested too deeply, over %(n)d levels: take away some of the quote or list marks."
        ),
        "time": _(
            "At line %(line)s the text takes more than %(n)d seconds to lay out. Look there for brackets, marks or "
            "tags that are repeated or not closed, and take them away."
        ),
        "memory": _(
            "At line %(line)s the text takes more than %(n)d MB of memory to lay out. Look there for something that "
            "is repeated very often, and split the article."
        ),
        "size": _(
            "Around line %(line)s the text grows to more than %(n)d times its length when it is laid out. Look there "
            "for something that is repeated very often, and take it away."
        ),
        "failure": _(
            "The text around line %(line)s cannot be laid out. Write it in another way; the administrator finds "
            "the reason in the log."
        ),
    }
    return sentences[error.reason] % {"n": error.limit, "line": error.line}
