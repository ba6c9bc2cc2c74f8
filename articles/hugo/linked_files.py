"""
Files of ``static/`` that a text links to: kept at the address that the text and other sites know.

A document becomes an attachment of the article that links to it, under its whole old path; a picture comes into the
library under that path. What no text links to is kept, and readers do not get it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles.addresses import is_reserved
from articles.attachments.types import TYPES, ending_of
from articles.models import Attachment
from articles.models.source import folder_of
from articles.text.limits import MAX_LENGTH
from articles.text.links import link_references, path_on_site
from cms.canonical import canonical_path

from .images import PictureFinder, is_picture
from .keeping import Source
from .places import Placed
from .preparing import Prepared
from .report import Rejected
from .site import TEXT_SUFFIXES, Site

LONGEST_NAME = Attachment._meta.get_field("name").max_length or 0
NO_HOST = "https://old.invalid"  # of a site that does not say its address (RFC 2606)
DRAWING = ".svg"  # a picture that the library does not take


class LinkedFiles:
    """Finds the files for the texts of one site, and remembers at which address each is served."""

    def __init__(self, site: Site, finder: PictureFinder) -> None:
        self.site, self.finder = site, finder
        own = urlsplit(site.base_url)
        self.host = f"{own.scheme}://{own.netloc}" if own.netloc else NO_HOST
        self.folder = own.path.rstrip("/")
        self.in_bundles: set[str] = set()
        self.addresses: dict[str, str] = {}
        served = Attachment.objects.filter(name__startswith="/").values_list("stored_as", "name")
        self.before: dict[str, str] = dict(served)

    def announce(self, placed: Placed) -> None:
        """Remember the files of an article's bundle: they have addresses of their own."""
        page, folder = placed.reading.page, folder_of(placed.address.old)
        for file in page.resources:
            self.in_bundles.add(folder + file.relative_to(page.file.parent).as_posix())

    def attach(self, prepared: Prepared, look: Callable[[Path], Source]) -> None:
        """
        Add the files that a text links to, to its attachments and its pictures, by address.

        What is not there, and what can have no address here, becomes a finding. ``look`` raises ``Rejected`` for a
        file that can not be kept, which is reported with the file.
        """
        if len(prepared.body) > MAX_LENGTH:
            return  # the renderer refuses it
        for name, file in self._found(prepared):
            try:
                source = look(file)
            except Rejected:
                continue
            self.addresses.setdefault(source.place, name)
            if is_picture(file) and file.suffix.lower() != DRAWING:
                prepared.pictures.setdefault(name, file)
            else:
                prepared.attachments[name] = source
                prepared.linked.append(source)

    def _found(self, prepared: Prepared) -> Iterator[tuple[str, Path]]:
        front, told = prepared.reading.front, set()
        for link in link_references(front.body):
            old = path_on_site(link.target, self.folder + prepared.address.old, self.host).removeprefix(self.folder)
            name = path_on_site(link.target, prepared.path, self.host)
            if not old or name in told or old in self.in_bundles or old.endswith(("/", *TEXT_SUFFIXES)):
                continue
            told.add(name)
            line = link.line + front.body_line - 1
            file = self.finder.find_static(old)
            if file is None:
                if ending_of(old) in TYPES and name.removeprefix(folder_of(prepared.path)) not in prepared.attachments:
                    self._missing(prepared, old, line)
            elif not self._is_free(name):
                self._taken(prepared, name, line)
            else:
                prepared.uses.lines.setdefault(file, (line, ""))
                yield name, file

    def address_of(self, source: Source) -> str:
        """Return where readers get a file of ``static/``, of this run or an earlier one; else ""."""
        if not any(source.file.is_relative_to(folder) for folder in self.site.static):
            return ""
        return self.addresses.get(source.place) or self.before.get(source.stored_as, "")

    def renew(self, before: str, source: Source) -> None:
        """Let the attachments that were made of a file's former bytes, kept as ``before``, have the new ones."""
        values = {"sha256": source.sha256, "size": source.size, "stored_as": source.stored_as}
        Attachment.objects.filter(name__startswith="/", stored_as=before).update(**values)

    def _is_free(self, name: str) -> bool:
        """Say whether a request for this path comes to the files of articles."""
        return len(name) <= LONGEST_NAME and canonical_path(name) == name and not is_reserved(name, settings.ADMIN_PATH)

    def _missing(self, prepared: Prepared, old: str, line: int) -> None:
        prepared.reading.note(
            "file-missing",
            _("A link leads to the file “%(path)s”, which does not exist.") % {"path": old[:200]},
            line=line,
            suggestion=_("Put the file into “static”, or correct the link."),
        )

    def _taken(self, prepared: Prepared, name: str, line: int) -> None:
        prepared.reading.note(
            "file-address",
            _("A link leads to “%(path)s”. No file can have that address here; it was kept, and readers do not get it.")
            % {"path": name[:200]},
            line=line,
            suggestion=_("Attach the file to the article, and link to that."),
        )
