"""
A Hugo site into the newsroom: what each of its files becomes, and the report of it.

Two passes: the first reads every front matter, so that all addresses are known; the second writes
one article after the other, each in a transaction of its own. A second run finds by its hash what
has not changed. An article that somebody edited here since is never written over.
"""

from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from articles.addresses.paths import PathTaken
from articles.models import SourceFile
from articles.workflow import TransitionNotAllowed

from .bundles import Kind, Page, read_content
from .changes import compare
from .filing import Filing
from .front_matter import MAX_FILE, FrontMatter, read
from .images import PictureFinder
from .keeping import Source, keep, look_at
from .linked_files import LinkedFiles
from .links import Addresses
from .lists import name_site, read_list, write_profile, write_term
from .old_lists import lead_old_lists
from .places import Placed, Places
from .preparing import prepare
from .reading import Reading, read_article
from .rehearsal import rehearse
from .report import FileReport, Finding, Level, Outcome, Rejected, Report, rejected
from .settings_files import SUFFIXES, SiteUnusable, read_settings
from .site import KEPT_FOLDERS, Site, files_below
from .writing import Writer

FAILURES = (DatabaseError, OSError, PathTaken, TransitionNotAllowed, ValidationError, ValueError)


class Importer:
    """
    One run. ``progress`` is called with each file's report as it is finished.

    ``dry_run`` writes neither rows nor files; ``update`` takes newer versions of files imported
    before; ``fix_images`` applies the suggestions for missing pictures. ``batch`` is what the articles and pictures of
    this run are marked with.
    """

    def __init__(
        self,
        site: Site,
        *,
        dry_run: bool = False,
        update: bool = False,
        fix_images: bool = False,
        batch: str = "",
        progress: Callable[[FileReport], None] | None = None,
    ) -> None:
        self.site, self.dry_run, self.update, self.fix_images = site, dry_run, update, fix_images
        self.progress = progress
        self.report = Report(site=str(site.root), dry_run=dry_run)
        self.known = {row.path: row for row in SourceFile.objects.select_related("article__latest_revision")}
        self.places, self.addresses, self.filing = Places(site), Addresses(), Filing()
        self.finder = PictureFinder(site)
        self.linked = LinkedFiles(site, self.finder)
        self.writer = Writer(site, self.filing, self.places.owners, batch)
        self.sources: dict[str, Source] = {}
        self.reports: dict[str, FileReport] = {}
        self.named = ""  # what the newsroom is called from now on, where it had no name of its own

    def run(self) -> Report:
        """Import the site and return the report. Raises nothing for what is wrong with a file."""
        lists, articles, others = self._read_all()
        # Chinese pages last: where a term has a page in two languages, theirs is the name that stays.
        for page, front in sorted(lists, key=lambda found: found[0].language.startswith("zh")):
            self._list(page, front)
        for placed in articles:
            self._article(placed)
        for page in others:
            self._other(page)
        self._keep_the_rest()
        if not self.dry_run:
            lead_old_lists(self.site, articles, [page for page, _front in lists], self.places.owners)
            if name_site(self.site.title):
                self.named = self.site.title
        self.report.files.sort(key=lambda file: file.path)
        return self.report

    def _read_all(self) -> tuple[list[tuple[Page, FrontMatter]], list[Placed], list[Page]]:
        """Read every text and give every article its place; what can not be read is reported at once."""
        lists: list[tuple[Page, FrontMatter]] = []
        readings: list[Reading] = []
        others: list[Page] = []
        for page in read_content(self.site):
            if page.kind not in {Kind.ARTICLE, Kind.LIST}:
                others.append(page)
                continue
            try:
                front = self._front(page)
                if page.kind is Kind.LIST:
                    lists.append((page, front))
                else:
                    readings.append(read_article(page, front, self.site.zone))
            except Rejected as error:
                self._finish(FileReport(page.source, [error.finding]))
                others.append(page)  # what lies beside it is still told about
        # The default language first: the other pages of the same name keep their language in the address.
        default = {"", self.site.default_language}
        articles = []
        for reading in sorted(readings, key=lambda reading: reading.page.language not in default):
            known = self.known.get(reading.page.source)
            try:
                address, path = self.places.place(reading, known.article if known else None)
            except Rejected as error:
                self._finish(FileReport(reading.page.source, [*reading.findings, error.finding], reading.title))
                others.append(reading.page)
                continue
            self.addresses.add(reading.page, path)
            articles.append(Placed(reading, address, path))
            self.linked.announce(articles[-1])
        return lists, articles, others

    def _front(self, page: Page) -> FrontMatter:
        self._source(page.file, page.source)
        try:
            with page.file.open("rb") as stream:
                return read(stream.read(MAX_FILE + 1))
        except OSError as error:
            raise rejected("file-unreadable", str(error.strerror)) from error

    def _source(self, file: Path, place: str) -> Source:
        if place not in self.sources:
            self.sources[place] = look_at(file, place)
        return self.sources[place]

    def _article(self, placed: Placed) -> None:
        reading, page = placed.reading, placed.reading.page
        report = FileReport(page.source, reading.findings, reading.title, placed.path, old=placed.address.old)
        refused: dict[Path, str] = {}
        try:
            source, resources = self._source(page.file, page.source), self._resources(page)
            known = self.known.get(page.source)
            article = known.article if known else None
            if known is None or self._may_replace(report, known, [source, *resources]):
                self.filing.announce(reading)
                prepared = prepare(
                    reading,
                    placed.address,
                    placed.path,
                    source,
                    resources,
                    finder=self.finder,
                    addresses=self.addresses,
                    repair=self.fix_images,
                    names_emoji=self.site.names_emoji,
                )
                self.linked.attach(prepared, lambda file: self._source(file, self.site.relative(file)))
                refused = prepared.refused
                if self.dry_run:
                    report.state = rehearse(prepared, self.places.owners)
                else:
                    with transaction.atomic():
                        article = self.writer.write(prepared, article)
            if article and not report.state:
                report.state = "scheduled" if article.is_scheduled else article.state
                report.address = article.path
        except Rejected as error:
            report.add([error.finding])
        except FAILURES as error:
            report.add([_not_written(error)])
        self._finish(report)
        if report.outcome is not Outcome.REJECTED:
            self._finish_resources(page, refused, unchanged=report.unchanged)

    def _resources(self, page: Page) -> list[Source]:
        """Return the bundle's other files; one that can not be kept is reported on its own."""
        sources = []
        for file in page.resources:
            place = self.site.relative(file)
            try:
                sources.append(self._source(file, place))
            except Rejected as error:
                self._finish(FileReport(place, [error.finding]))
        return sources

    def _finish_resources(self, page: Page, refused: dict[Path, str], *, unchanged: bool) -> None:
        for file in page.resources:
            report = FileReport(self.site.relative(file), unchanged=unchanged)
            if file in refused:
                report.add([Finding(code="image-refused", message=refused[file], level=Level.ERROR)])
            self._finish(report)

    def _may_replace(self, report: FileReport, known: SourceFile, sources: list[Source]) -> bool:
        """Say whether a file that was imported before is to be imported again, and why not in the report."""
        changed = any(
            source.place not in self.known or self.known[source.place].sha256 != source.sha256 for source in sources
        )
        verdict, found = compare(known, changed=changed, update=self.update, fix_images=self.fix_images)
        if not verdict:
            report.findings[:] = found
            report.unchanged = True
        return verdict

    def _list(self, page: Page, front: FrontMatter) -> None:
        report = FileReport(page.source)
        source = self._source(page.file, page.source)
        known = self.known.get(page.source)
        report.unchanged = known is not None and known.sha256 == source.sha256
        name, words, findings = read_list(page, front, self.filing)
        report.title = name
        if not report.unchanged:
            report.add(findings)
            self._write(report, lambda: (write_term(page, name, words), keep(source, findings)))
        self._finish(report)

    def _other(self, page: Page) -> None:
        """Report a file that is no article of its own: kept, if it can be, and said why not if not."""
        if page.kind is Kind.LINK:
            message = _("This is a link, a device, or a folder without permission.")
            self._refuse(page.source, "symbolic-link", message, _("Put the file itself there."))
        elif page.kind is Kind.UNREAD:
            message = _("Texts in this format are not read.")
            self._refuse(page.source, "format", message, _("Convert it to Markdown (.md)."))
        elif page.kind is Kind.FILE:
            self._finish(self._keep(page.file))
        else:
            message = _("Its article %(file)s was not imported.") % {"file": page.source}
            for file in page.resources:
                self._refuse(self.site.relative(file), "article-rejected", message)

    def _refuse(self, place: str, code: str, message: str, advice: str = "") -> None:
        found = Finding(code=code, message=message, level=Level.ERROR, suggestion=advice)
        self._finish(FileReport(place, [found]))

    def _keep_the_rest(self) -> None:
        """Keep the site's other files, and read the authors' profiles among them."""
        named = [self.site.root / name for name in KEPT_FOLDERS]
        folders = [*(one for one in named if one.is_dir() and not one.is_symlink()), *self.site.static]
        files = [file for folder in folders for file in files_below(folder)]
        for file in dict.fromkeys([*self.site.configuration, *files]):
            if (
                file.is_symlink()
                or not file.is_file()
                or any(file.is_relative_to(base.folder) for base in self.site.content)
            ):
                continue
            report = self._keep(file)
            if report.outcome is Outcome.REJECTED or report.is_served:
                self._finish(report)
            else:
                self.report.kept += 1

    def _keep(self, file: Path) -> FileReport:
        report = FileReport(self.site.relative(file))
        try:
            source = self._source(file, report.path)
        except Rejected as error:
            report.add([error.finding])
            return report
        known = self.known.get(report.path)
        report.unchanged = known is not None and known.sha256 == source.sha256
        if not report.unchanged:
            before = known.stored_as if known else ""
            self._write(report, lambda: (self._profile(file), keep(source), self.linked.renew(before, source)))
        report.address = self.linked.address_of(source)
        report.is_served = bool(report.address)
        return report

    def _profile(self, file: Path) -> None:
        if file.parent == self.site.root / "data" / "authors" and file.suffix in SUFFIXES:
            write_profile(file.stem, read_settings(file, self.site.root))

    def _write(self, report: FileReport, write: Callable[[], object]) -> None:
        if self.dry_run:
            return
        try:
            with transaction.atomic():
                write()
        except (*FAILURES, SiteUnusable) as error:
            report.add([_not_written(error)])

    def _finish(self, report: FileReport) -> None:
        """Tell about a file, once: a bundle in two languages has its pictures only once."""
        if report.path in self.reports:
            return
        self.reports[report.path] = report
        self.report.files.append(report)
        if self.progress:
            self.progress(report)


def _not_written(error: Exception) -> Finding:
    return Finding(
        code="not-written",
        level=Level.ERROR,
        message=_("The newsroom did not take it: %(problem)s.") % {"problem": str(error).strip().rstrip(".")},
        suggestion=_("Nothing of this file was written. Correct it and import again."),
    )
