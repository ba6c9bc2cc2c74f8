"""The lists of 编排首页 as they are shown: which row stands where, and what is said beside it (brief §14.7)."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.admin.article.listing import moment, pin_label
from articles.frontpage import homepage
from articles.models import Article
from media import renditions

FOUND = 8  # articles that a search offers
LONGEST_SEARCH = 100  # characters


@dataclass(frozen=True)
class Row:
    """
    One article of a list.

    ``kind`` is ``shown``, ``skipped`` (a higher list has it), ``spare`` (no room), ``filled`` (the page put it there by
    itself) or ``coming`` (scheduled). Only members have a ``position``.
    """

    slot: str
    article: Article
    kind: str
    position: int = 0
    by_hand: bool = False
    is_last: bool = False
    note: str = ""
    ends: str = ""
    warns: bool = False

    @property
    def anchor(self):
        return f"{self.slot}-{self.article.pk}"

    @property
    def thumbnail(self):
        """The address of the cover, or ""."""
        return renditions.fallback(self.article.featured_image, "row").url if self.article.featured_image else ""


@dataclass(frozen=True)
class Offer:
    """An article that a search found: ``note`` says why it cannot be added, or when it will count."""

    article: Article
    note: str
    may_add: bool


@dataclass
class Panel:
    """One of the three lists: what readers see of it, what waits, and the search below it."""

    slot: str
    title: str
    shown: int
    most: int
    rows: list[Row]
    spare: list[Row]
    coming: list[Row]
    has_places_by_hand: bool
    has_more: bool
    hint: str
    query: str = ""
    offers: list[Offer] | None = field(default=None)


def slot_names(site):
    """Return what the newsroom and its readers call the three lists."""
    return {"lead": _("Headlines"), "pick": site.picks_label, "focus": site.focus_label}


def panels(lists, front, names):
    """Return the three lists beside the page that they make."""
    lead = front.top()
    shown = {"lead": [one for one in lead if one.pk in lists["lead"].keys], "pick": front.picks, "focus": front.focus}
    above: dict[int, str] = {}
    found = []
    for slot, one in lists.items():
        on_page = {article.pk for article in shown[slot]}
        members = [member(one, n, article, on_page, above) for n, article in enumerate(one.members, start=1)]
        full = next((n for n, row in enumerate(members) if row.kind == "spare"), len(members))
        rows = members[:full]
        if slot == "lead":
            rows += [
                Row(slot, article, "filled", note=_("The newest fill up by themselves"))
                for article in lead
                if article.pk not in on_page
            ]
            above |= {article.pk: names[slot] for article in lead}
        above |= dict.fromkeys(on_page, names[slot])
        found.append(
            Panel(
                slot,
                names[slot],
                len(on_page),
                homepage.MOST[slot],
                rows,
                members[full:],
                [Row(slot, article, "coming", note=coming_words(article)) for article in one.coming],
                one.by_hand > 0,
                one.has_more,
                hint(slot, members),
            )
        )
    return found


def member(one, position, article, on_page, above):
    """Return the row of a member. ``above`` names the higher list that has an article already."""
    kind = "shown" if article.pk in on_page else "skipped" if article.pk in above else "spare"
    note = _("Shown in %(list)s already, skipped here") % {"list": above[article.pk]} if kind == "skipped" else ""
    ends, warns = "", False
    if one.slot == "lead":
        ends, warns = (pin_label(article), False) if article.pinned_until else (_("No end"), True)
    elif article.expires_at:
        ends = _("Until %(at)s") % {"at": moment(article.expires_at)}
    is_last = position == len(one.members)
    return Row(one.slot, article, kind, position, position <= one.by_hand, is_last, note, ends, warns)


def hint(slot, members):
    """Say why picks that could be shown are not: they stand in rows of three."""
    able = sum(row.kind != "skipped" for row in members)
    if slot == "pick" and homepage.FEW_PICKS < able < homepage.PICKS:
        words = _("Readers see %(most)d once there are %(most)d, and %(few)d until then.")
        return words % {"most": homepage.PICKS, "few": homepage.FEW_PICKS}
    return ""


def coming_words(article):
    return _("Timed %(at)s, counts once it is published") % {"at": moment(article.published_at)}


def search(panel, query, one):
    """Offer articles whose title has the words: public ones, and scheduled ones for later."""
    panel.query = query = query.replace("\x00", "").strip()[:LONGEST_SEARCH]
    if query:
        published = Article.objects.filter(state=Article.State.PUBLISHED, title__icontains=query)
        articles = published.by_time().only("title", "state", "published_at", "expires_at")[:FOUND]
        panel.offers = [offer(article, one) for article in articles]


def offer(article, one):
    if one.knows(article.pk):
        return Offer(article, _("In this list already"), may_add=False)
    if article.is_expired:
        return Offer(article, _("Expired: readers do not see it"), may_add=False)
    return Offer(article, coming_words(article) if article.is_scheduled else "", may_add=True)
