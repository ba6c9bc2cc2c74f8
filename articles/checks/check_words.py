"""The words of the checks (brief §11.6), composed from the codes and figures of ``articles.text.copy``."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.text.copy import Finding
from articles.text.copy.findings import Figure

Figures = Mapping[str, Figure]


def say(finding: Finding) -> str:
    """Return the message of a finding: what is wrong, and what to do where that is not plain."""
    return SENTENCES[finding.code](finding.figures) % finding.figures


def _missing_picture(figures: Figures) -> str:
    if figures.get("nearest"):
        return _("The file of picture %(number)d is missing: %(name)s. Nearest file: %(nearest)s.")
    return _("The file of picture %(number)d is missing: %(name)s.")


def _address_taken(figures: Figures) -> str:
    if figures.get("reserved"):
        return _("The link “%(slug)s” is a page of the site itself. Try “%(suggestion)s”.")
    if figures.get("title"):
        return _("The link “%(slug)s” is used by “%(title)s”. Try “%(suggestion)s”.")
    return _("The link “%(slug)s” is in use. Try “%(suggestion)s”.")


def _unnamed_pictures(figures: Figures) -> str:
    return ngettext(
        "%(n)d picture has no alternative text, or only a placeholder such as “配图一”.",
        "%(n)d pictures have no alternative text, or only a placeholder such as “配图一”.",
        int(figures["n"]),
    )


def _elsewhere(figures: Figures) -> str:
    return ngettext(
        "%(n)d picture comes from another site, which may forbid its use.",
        "%(n)d pictures come from other sites, which may forbid their use.",
        int(figures["n"]),
    )


def _dead_links(figures: Figures) -> str:
    if figures["lines"]:
        return ngettext(
            "%(n)d link does not open: %(list)s (line %(lines)s).",
            "%(n)d links do not open: %(list)s (lines %(lines)s).",
            int(figures["n"]),
        )
    return _("The original link does not open: %(list)s.")


def _house(figures: Figures, sentence: str) -> str:
    """Add the reasons that the newsroom gave for its words."""
    notes = str(figures.get("notes", "")).replace("%", "%%")  # it is filled in once more with the figures
    return f"{sentence} {notes}".rstrip()


SENTENCES: dict[str, Callable[[Figures], str]] = {
    "E01": lambda figures: _("The title is missing."),
    "E02": lambda figures: _("The title has %(n)d characters, at most %(most)d."),
    "E03": lambda figures: _("The body is empty."),
    "E04": lambda figures: _("No section is chosen."),
    "E05": _address_taken,
    "E06": _missing_picture,
    "E07": lambda figures: _("The time of publication is past. Choose a later one."),
    "E08": lambda figures: _("The pin ends before the article is published."),
    "E09": lambda figures: _("A repost needs the name of its source."),
    "E10": lambda figures: _(
        "%(n)d pictures are not uploaded yet. Wait for them, or delete the lines of those that failed."
    ),
    "E11": lambda figures: _("An advertisement must say who paid for it: write the name of the source."),
    "E12": lambda figures: _house(figures, _("%(words)s may not be published (%(n)d places).")),
    "W01": lambda figures: _("No cover image: lists show the words only."),
    "W02": _unnamed_pictures,
    "W03": lambda figures: _("The title has %(n)d characters; a WeChat card may cut it (better at most %(most)d)."),
    "W04": lambda figures: _("The summary is the first paragraph; the article page does not show it."),
    "W05": lambda figures: _("The summary has %(n)d characters (better %(least)d to %(most)d)."),
    "W06": lambda figures: _("The title is the same as, or very close to, that of “%(title)s” (%(date)s)."),
    "W07": lambda figures: _("No topic is chosen: the article is on no topic's page."),
    "W08": _dead_links,
    "W09": _elsewhere,
    "W10": lambda figures: _("%(n)d half-width punctuation marks in the Chinese text, such as “%(snippet)s”."),
    "W11": lambda figures: _("A heading skips a level: heading %(number)d should be “%(marks)s ”."),
    "W12": lambda figures: _("The text speaks of %(date)s, far from the day of publication. Please check."),
    "W13": lambda figures: _("Pinned, but without an end."),
    "W14": lambda figures: _(
        "The text of a link is “click here” or “link”: who listens to the page cannot tell where it leads."
    ),
    "W15": lambda figures: _("“**” is not closed in %(n)d places; nothing becomes bold there."),
    "W16": lambda figures: _house(figures, _("%(words)s: please confirm (%(n)d places).")),
    "W17": lambda figures: _house(figures, _("Wrong character: %(words)s (%(n)d places).")),
    "W18": lambda figures: _house(figures, _("The name is written otherwise: %(words)s (%(n)d places).")),
    "N01": lambda figures: _(
        "%(n)d spaces between Chinese and Latin letters or digits. The page sets this distance by itself."
    ),
    "N02": lambda figures: _("It looks like a heading: change it to “## ”."),
    "N03": lambda figures: _("It looks like a list: change it to “- ”."),
    "N04": lambda figures: _("It looks like a quotation: change it to “> ”."),
    "N05": lambda figures: _("It looks like bold text: change it to “**”."),
    "N06": lambda figures: _("It looks like a link: change it to “[words](address)”."),
    "N07": lambda figures: _("An address is typed in full-width characters."),
}
