"""Why a link does not open, in words for editors."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from articles.models import LinkedAddress

SENTENCES: dict[str, Callable[[], str]] = {
    # addresses of this site
    "missing": lambda: _("This site has no such page (404)."),
    "withdrawn": lambda: _("The article there was withdrawn (410)."),
    "gone": lambda: _("This address was declared gone (410)."),
    # addresses of other sites
    "missing_there": lambda: _("The page is not there any more (the other site answers %(status)s)."),
    "trouble": lambda: _("The other site has trouble (it answers %(status)s)."),
    "unreachable": lambda: _("There is no such site, or it is not on the public internet."),
    "slow": lambda: _("The other site does not answer in time."),
    "silent": lambda: _("The other site takes no connection, or breaks it off."),
    "certificate": lambda: _("The other site's certificate is not valid; browsers warn of it."),
    "redirects": lambda: _("The address leads from one place to the next without end."),
    "inside": lambda: _("This is an address of an internal network; readers cannot open it."),
    # what says nothing about readers
    "refused": lambda: _("The other site does not let programs in (it answers %(status)s). Open it to see."),
    "not_asked": lambda: _("Addresses like this are not checked (a port, or a name before the host). Open it to see."),
}


def why(row: LinkedAddress) -> str:
    """Return the reason why an address does not open, "" for one that does."""
    return SENTENCES[row.why]() % {"status": row.status} if row.why else ""
