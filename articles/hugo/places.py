"""Where each imported article stands here: at its exact old address, unless something else has that."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from articles.addresses import is_reserved
from articles.models import Article
from cms.canonical import canonical_path

from .permalinks import Address, article_address, below_a_list, moved_aside, slug_of
from .reading import Reading
from .report import rejected
from .site import Site

LONGEST_PATH = Article._meta.get_field("path").max_length or 0
LONGEST_SLUG = Article._meta.get_field("slug").max_length or 0


@dataclass(frozen=True)
class Placed:
    """One article that has been read, with its old address and its path here."""

    reading: Reading
    address: Address
    path: str


class Places:
    """Gives out addresses. ``owners`` says who has one: a file of this run, or nobody's for the newsroom's own."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.owners = dict.fromkeys(Article.objects.values_list("path", flat=True), "")

    def place(self, reading: Reading, article: Article | None) -> tuple[Address, str]:
        """
        Return the old address and the path here, with a finding where they differ.

        An article that is here already keeps its path. Raises ``Rejected`` for a path that is too long.
        """
        address = article_address(
            reading.page, self.site, url=reading.url, slug=reading.slug, title=reading.title, date=reading.date
        )
        path = article.path if article else self._free(reading, address)
        self.owners[path] = reading.page.source
        return address, path

    def _free(self, reading: Reading, address: Address) -> str:
        entry = reading.front.first("url", "slug")
        if address.problem:
            reading.note(address.problem, _problem(address.problem), entry)
        path = canonical_path(address.path)
        if path in self.owners and address.old != address.path:
            path = canonical_path(address.old)  # the same page in two languages
        if len(path) > LONGEST_PATH or len(slug_of(path)) > LONGEST_SLUG:
            raise rejected(
                "path-length",
                _("The address would have %(length)d characters.") % {"length": len(path)},
                suggestion=_("Write a shorter “slug” into the front matter."),
            )
        if is_reserved(path, settings.ADMIN_PATH):
            aside = moved_aside(path)
            keys = " ".join(key for key in ("url", "slug") if key in reading.front.entries)
            reading.note(
                "path-reserved",
                _("The address %(path)s belongs to a page of the site; the article is at %(aside)s.")
                % {"path": path, "aside": aside},
                line=entry.line if entry else 0,
                key=keys,
                suggestion=_("Write another “slug” into the front matter."),
            )
            path = aside
        elif kind := below_a_list(path):
            reading.note(
                "path-among-terms",
                _("The address %(path)s lies among those of “%(kind)s”; where both are there, the article is shown.")
                % {"path": path, "kind": kind},
                suggestion=_("Give the article a “url” of its own, if a term has the same name."),
            )
        return self._with_suffix(reading, path)

    def _with_suffix(self, reading: Reading, path: str) -> str:
        if path not in self.owners:
            return path
        base, number = path.rstrip("/"), 2
        while f"{base}-{number}/" in self.owners:
            number += 1
        free = f"{base}-{number}/"
        reading.note(
            "path-taken",
            _("The address %(path)s is taken by %(other)s; the article is at %(free)s.")
            % {"path": path, "other": self.owners[path] or _("an article of the newsroom"), "free": free},
            suggestion=_("Write another “slug” into the front matter before importing."),
        )
        return free


def _problem(code: str) -> str:
    match code:
        case "url-off-site":
            return _("“url” leads to another site; the usual address was taken.")
        case "permalink-needs-date":
            return _("The site's address pattern needs a date; the usual address was taken.")
        case _:
            return _("The site's address pattern has an unknown part; the usual address was taken.")
