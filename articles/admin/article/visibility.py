"""“为什么看不到”: where readers find an article now, and why not elsewhere."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import visibility
from articles.admin.words import moment_in_words
from articles.models import SiteSettings
from articles.models.questions import AUTHORS, TAGS, TOPICS
from articles.schedule.planning import UPDATE

from .frame import frame
from .plans import plan_lines


@dataclass(frozen=True)
class Place:
    """One place where somebody may look: whether the article is there, in words, and the place's address."""

    name: str
    is_there: bool
    words: str = ""
    address: Any = ""


def visibility_page(model_admin, request, article):
    """Say where readers find the article, place by place."""
    hidden = visibility.hidden(article)
    context = {
        **frame(model_admin, request, article, _("Where readers find it")),
        "hidden": why_hidden(hidden) if hidden else "",
        "places": [] if hidden else list(places(article)),
        "plans": [line for plan in plan_lines(article, []) for line in (plan.words, plan.problem) if line],
        "unpublished": article.has_unpublished_changes and not article.planned(UPDATE),
        "seconds": settings.SHARED_CACHE_SECONDS,
    }
    return TemplateResponse(request, "admin/articles/article/visibility.html", context)


def why_hidden(hidden):
    """Return the sentence that says why nobody can see it, and what to do."""
    sentences = {
        "draft": _("It is a draft. Readers see it once it is published."),
        "in_review": _("It is waiting for review. Readers see it once an editor publishes it."),
        "unpublished": _("It was taken down. Its address says so; “Publish again” brings it back."),
        "trashed": _("It is in the trash. Restore it, then publish it."),
        "scheduled": _("It goes public by itself at %(moment)s."),
        "expired": _("It was public until %(moment)s and has run out."),
    }
    moment = moment_in_words(hidden.at) if hidden.at else ""
    return sentences[hidden.reason] % {"moment": moment}


def places(article):
    """Yield the places where somebody may look for a live article."""
    prefetch_related_objects([article], "placed_in__category", TOPICS, AUTHORS, TAGS)
    yield Place(_("Its own page"), True, address=article.get_absolute_url())
    yield home(article)
    yield Place(_("All articles"), True, _("Sorted by day: an older one is on a later page."), "/posts/")
    for term in article.ordered_categories:
        yield Place(_("Section “%(name)s”") % {"name": term.name}, True, address=term.get_absolute_url())
    if not article.ordered_categories:
        yield Place(
            _("Sections"), False, _("It is in no section. Choose one under “Filed under”, then publish the change.")
        )
    for term in (*article.ordered_topics, *article.ordered_tags, *article.ordered_authors):
        yield Place(f"{term._meta.verbose_name} “{term.name}”", True, address=term.get_absolute_url())
    fed = visibility.in_feed(article)
    too_old = _("The feed holds the newest %(n)d articles; it is older.") % {"n": visibility.FEED_ITEMS}
    yield Place("RSS", fed, "" if fed else too_old, "/index.xml")


def home(article):
    """Return where the home page has the article, or why it has not."""
    found = visibility.on_home(article)
    site = SiteSettings.objects.current()
    slots = {
        "lead": _("In the lead."),
        "side": _("Beside the lead."),
        "picks": _("Under “%(name)s”.") % {"name": site.picks_label},
        "focus": _("Under “%(name)s”.") % {"name": site.focus_label},
        "latest": _("Among the latest."),
    }
    taken = {
        "lead": _("It is pinned, but others that are pinned come before it: only three lead."),
        "picks": _("It is recommended, but “%(name)s” is full of others that come before it.")
        % {"name": site.picks_label},
        "focus": _("It is in focus, but “%(name)s” is full of others that come before it.")
        % {"name": site.focus_label},
    }
    words = [slots[found.slot]] if found.slot else []
    words += [taken[name] for name in found.wanted]
    if found.pin_ended:
        words.append(_("Its pin ended at %(moment)s.") % {"moment": moment_in_words(found.pin_ended)})
    if not words:
        words.append(_("Newer articles fill the page. Pin it, recommend it, or put it in focus to bring it back."))
    return Place(_("The home page"), bool(found.slot), " ".join(words), "/")
