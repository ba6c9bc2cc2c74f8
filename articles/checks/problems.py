"""
What waits to be mended in an article's newest version, kept on its row so that lists can count and filter it.

Kept is what follows from the version and its pictures alone (brief §11.6). What also depends on the day, on the place
on the home page or on other articles (E05, E07, E08, W06, W12, W13) is asked when somebody looks, by
``readiness``. Whether links open (W08) is kept by address, in ``links``.
"""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import links
from articles.models import Article
from articles.text.copy import Level
from articles.versions.content import Content
from cms.tasks import later, nightly, task

from . import readiness

NAMES = {  # of every code that is kept: what a list calls it
    "E01": _("No title"),
    "E02": _("Title over 80 characters"),
    "E03": _("No body"),
    "E04": _("No section"),
    "E06": _("Missing picture"),
    "E09": _("Repost without source"),
    "E10": _("Pictures still uploading"),
    "W01": _("No cover"),
    "W02": _("No alternative text"),
    "W03": _("Long title"),
    "W04": _("Summary repeats the first paragraph"),
    "W05": _("Summary too short or too long"),
    "W07": _("No topic"),
    "W09": _("Pictures of other sites"),
    "W10": _("Half-width punctuation"),
    "W11": _("Heading skips a level"),
    "W14": _("Link says “click here”"),
    "W15": _("“**” not closed"),
}
LINKS = {"W08": _("Broken links")}  # what is asked of the links of the text that readers see
PLACEMENT = {  # what is asked of the clock and of the place on the home page
    "ending": _("Pin ends within 24 hours"),
    "endless": _("Pinned without an end"),
    "weighted": _("Articles with a weight"),
}
ALL = {**NAMES, **LINKS, **PLACEMENT}
ATTENTION = ("E06", "W02", "W08", "W01", "W07", *PLACEMENT)  # what the first page counts, in its order (brief §11.2)
SOON = datetime.timedelta(hours=24)
HELD = 50  # articles in memory
AT_A_TIME = 200  # articles of one task
UNHURRIED = -10  # priority: behind whatever somebody waits for


def of(article: Article, content: Content) -> str:
    """Return the codes of what is to be mended in ``content``, a version of ``article``: "E06 W01", or ""."""
    found = {one.code for one in readiness.findings(article, content) if one.level is not Level.GREY}
    return " ".join(code for code in NAMES if code in found)


def having(name: str) -> Q:
    """Return the condition on articles that have a problem: a key of ``ALL``."""
    now = timezone.now()
    match name:
        case "ending":
            return Q(pinned=True, pinned_until__gt=now, pinned_until__lte=now + SOON)
        case "W08":
            return Q(pk__in=links.articles_with_broken())
        case "endless":
            return Q(pinned=True, pinned_until=None)
        case "weighted":
            return Q(weight__isnull=False)
        case _:
            return Q(problems__contains=name)


def renew(article: Article) -> bool:
    """Bring the row in line with the newest version; say whether anything changed."""
    found = of(article, Content.newest(article))
    if found == article.problems:
        return False
    same = {"pk": article.pk, "latest_revision": article.latest_revision_id}
    article.problems = found
    return bool(Article.objects.filter(**same).update(problems=found))


def renew_all(articles: QuerySet[Article]) -> int:
    """Do the same for some articles; return how many changed. Safe while the site runs, to repeat and to interrupt."""
    rows = articles.select_related("latest_revision").order_by("pk")
    return sum(renew(article) for article in rows.iterator(chunk_size=HELD))


@task()
def look_at_some(keys: list[int]) -> int:
    """Look at these articles again; return how many changed. Safe to run twice."""
    return renew_all(Article.objects.filter(pk__in=keys))


@nightly
@task()
def look_again() -> None:
    """
    Look at every article once a night: a section may be gone, and a new version of the site has other checks.

    Some at a time, so that an editor's pictures do not wait behind it.
    """
    keys = list(Article.objects.exclude(state=Article.State.TRASHED).order_by("pk").values_list("pk", flat=True))
    unhurried = look_at_some.using(priority=UNHURRIED)
    for start in range(0, len(keys), AT_A_TIME):
        later(unhurried, keys[start : start + AT_A_TIME])
