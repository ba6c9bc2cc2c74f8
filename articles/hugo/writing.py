"""
One prepared article into the newsroom: its row, pictures, files, revision, state and old addresses.

Everything here runs inside one transaction of the caller's, so an article is there whole or not at all.
"""

import datetime
from collections.abc import Container
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import links, publishing, search, text, workflow
from articles.addresses import is_reserved, redirects
from articles.models import Article, Attachment, BundleImage, Redirect, Revision
from articles.naming.terms import term_slug
from articles.versions import row
from articles.versions.content import Content
from cms.canonical import canonical_path
from cms.tasks import after_commit
from media import intake
from media.models import Image
from media.refusals import RefusedImage

from .filing import Filing
from .keeping import keep
from .permalinks import alias_path, slug_of
from .preparing import Prepared
from .site import Site

LONGEST_GUID = Article._meta.get_field("guid").max_length or 0
LONGEST_REDIRECT = Redirect._meta.get_field("source").max_length or 0
LONGEST_NAME = BundleImage._meta.get_field("name").max_length or 0
LONGEST_BATCH = Image._meta.get_field("import_batch").max_length or 0


class Writer:
    """
    Writes the articles of one site. ``taken`` are the addresses of all articles, those to come included; ``batch`` is
    what the run is called, by its time and folder if it is called nothing.
    """

    def __init__(self, site: Site, filing: Filing, taken: Container[str], batch: str = "") -> None:
        self.site, self.filing, self.taken = site, filing, taken
        self.batch = (batch or f"{timezone.localtime():%Y-%m-%d %H:%M} {site.root.name}")[:LONGEST_BATCH]

    def write(self, prepared: Prepared, article: Article | None) -> Article:
        """
        Write a new article, or a newer version of ``article``, and return it.

        A text that is too much for the renderer becomes a draft that holds it, with a finding.
        """
        before = list(prepared.findings)
        try:
            with transaction.atomic():
                return self._write(prepared, article, rendered=True)
        except text.TextTooComplex as error:
            prepared.findings[:] = before
            note_too_complex(prepared, error)
        return self._write(prepared, article, rendered=False)

    def _write(self, prepared: Prepared, article: Article | None, *, rendered: bool) -> Article:
        is_new = article is None
        article = article or self._row(prepared)
        accepted = _accept(prepared, self.batch)
        images = {name: image for name, file in prepared.pictures.items() if (image := accepted[file])}
        for name, image in images.items():
            if len(name) <= LONGEST_NAME:
                BundleImage.objects.update_or_create(article=article, name=name, defaults={"image": image})
        article.bundle_images.exclude(name__in=images).delete()
        cover = accepted[prepared.cover] if prepared.cover else None
        content = self._content(prepared, article, cover)
        path = article.path if is_new else ""
        if rendered:
            publishing.save_revision(article, content, author=None, kind=Revision.Kind.IMPORT, path=path)
        else:
            _save_unrendered(article, content, path)
        article.front_matter = prepared.reading.front.as_json()
        article.save(update_fields=["front_matter"])
        if rendered:
            self._set_state(prepared, article, is_new=is_new)
            if not is_new:
                row.rerender(article)  # a picture may have come although the text is the same
        self._redirects(prepared, article)
        for name, source in prepared.attachments.items():
            values = {"sha256": source.sha256, "size": source.size, "stored_as": source.stored_as}
            Attachment.objects.update_or_create(article=article, name=name[-255:], defaults=values)
        for source in prepared.resources:
            keep(source, article=article)
        for source in prepared.linked:
            keep(source)
        keep(prepared.source, prepared.findings, article)
        return article

    def _row(self, prepared: Prepared) -> Article:
        reading = prepared.reading
        return Article.objects.create(
            title=reading.title,
            path=prepared.path,
            slug=term_slug(slug_of(prepared.path)),
            guid=self._guid(prepared),
            weight=reading.weight,
            import_batch=self.batch,
            **reading.flags,
        )

    def _guid(self, prepared: Prepared) -> str:
        """Return Hugo's permalink, by which feed readers know the article; a new identity where there is none."""
        base = urlsplit(self.site.base_url)
        guid = self.site.base_url.rstrip("/") + quote(prepared.address.old, safe="/~@+")
        if not base.netloc or len(guid) > LONGEST_GUID or Article.objects.filter(guid=guid).exists():
            return publishing.new_guid()
        return guid

    def _content(self, prepared: Prepared, article: Article, cover: Image | None) -> Content:
        reading = prepared.reading
        return Content(
            title=reading.title,
            slug=article.slug,
            description=reading.description,
            body=prepared.body,
            featured_image=cover.pk if cover else None,
            categories=self.filing.ids("categories", reading.categories),
            topics=self.filing.ids("topics", reading.topics),
            tags=tuple(reading.tags),
            authors=self.filing.ids("authors", reading.authors),
            lightgallery=reading.lightgallery,
            paid=reading.paid,
            source_name=reading.sponsor,
        )

    def _set_state(self, prepared: Prepared, article: Article, *, is_new: bool) -> None:
        """Publish what the old site showed. An article that the newsroom has moved since stays where it is."""
        reading = prepared.reading
        at = publication(reading.date, reading.publish_date)
        runs_out = reading.expires is not None and at is not None and reading.expires <= at
        if article.state == Article.State.PUBLISHED:
            if article.has_unpublished_changes:
                workflow.apply(article, "update", actor=None)
        elif not reading.is_draft and at is not None and not article.history.exists():
            if at > timezone.now():
                if not runs_out:
                    workflow.apply(article, "schedule", actor=None, at=at)
            else:
                workflow.apply(article, "publish", actor=None, at=at)
        if is_new or reading.modified:
            article.modified_at = reading.modified
        article.expires_at = reading.expires
        article.save(update_fields=["modified_at", "expires_at"])
        search.renew_some([article.pk])
        if reading.expires:
            after_commit(links.renew, article.pk)
        if runs_out and article.state == Article.State.PUBLISHED:
            workflow.apply(article, "unpublish", actor=None, note=_("“expiryDate” is before the date."))

    def _redirects(self, prepared: Prepared, article: Article) -> None:
        """Lead the old addresses to the article: Hugo's aliases, the language's folder, the folder of the site."""
        folder = urlsplit(self.site.base_url).path.rstrip("/")
        old = {prepared.address.old, folder + prepared.address.old}
        for place in sorted(old):
            source = canonical_path(place)
            if source not in self.taken and source != article.path and len(source) <= LONGEST_REDIRECT:
                redirects.record_move(source, article.path, origin=Redirect.Origin.IMPORT)
        for source in usable_aliases(prepared, self.taken):
            redirects.record_move(source, article.path, origin=Redirect.Origin.IMPORT)


def _accept(prepared: Prepared, batch: str) -> dict[Path, Image | None]:
    """Bring the pictures into the library; a refused one is a finding, and the article goes without it."""
    accepted: dict[Path, Image | None] = {}
    for file in dict.fromkeys([*prepared.pictures.values(), *([prepared.cover] if prepared.cover else [])]):
        try:
            with file.open("rb") as stream:
                accepted[file] = intake.accept(stream, name=file.name, build_now=False, import_batch=batch)
        except RefusedImage as error:
            accepted[file] = None
            note_refused(prepared, file, error)
    return accepted


def usable_aliases(prepared: Prepared, taken: Container[str]) -> list[str]:
    """Return the article's aliases as addresses, with a finding for each that can not be one."""
    usable = []
    entry = prepared.reading.front.first("aliases", "alias")
    for alias in prepared.reading.aliases:
        path = alias_path(alias, prepared.address.old)
        source = canonical_path(path) if path else ""
        if source == prepared.path:
            continue
        other = Redirect.objects.filter(source=source).exclude(target=redirects.as_target(prepared.path)).first()
        if not source:
            problem = _("The alias “%(alias)s” is on another site; it is left out.")
        elif is_reserved(source, settings.ADMIN_PATH) or len(source) > LONGEST_REDIRECT:
            problem = _("The alias “%(alias)s” is an address of the site itself; it is left out.")
        elif source in taken or other:
            problem = _("The alias “%(alias)s” is the address of something else; it is left out.")
        else:
            usable.append(source)
            continue
        prepared.reading.note(
            "alias-unusable",
            problem % {"alias": alias[:200]},
            entry,
            suggestion=_("Remove it from the front matter, or set the redirect by hand."),
        )
    return usable


def note_refused(prepared: Prepared, file: Path, error: RefusedImage) -> None:
    """Keep the library's reason why it does not take a picture; a warning where the text names it."""
    prepared.refused[file] = str(error.messages[0])
    if file not in prepared.uses.lines:
        return
    line, key = prepared.uses.lines[file]
    prepared.reading.note(
        "image-refused",
        str(error.messages[0]),
        line=line,
        key=key,
        suggestion=_("The article was imported without this picture."),
    )


def note_too_complex(prepared: Prepared, error: text.TextTooComplex) -> None:
    """Keep as a finding that a text is more than pages can show, with the figure that it passed."""
    problems = {
        "length": _("The text is longer than %(n)d characters; it was kept as a draft."),
        "nesting": _("The text is nested more than %(n)d levels deep; it was kept as a draft."),
        "time": _("The text takes more than %(n)d seconds to lay out; it was kept as a draft."),
        "memory": _("The text takes more than %(n)d MB of memory to lay out; it was kept as a draft."),
        "size": _("The text grows to more than %(n)d times its length when laid out; it was kept as a draft."),
        "failure": _("The text cannot be laid out; it was kept as a draft."),
    }
    prepared.reading.note(
        "text-too-complex",
        problems[error.reason] % {"n": error.limit},
        line=prepared.first_line + (error.line or 1) - 1,
        suggestion=_("Split the text, or simplify it around this line, and publish it then."),
    )


def publication(date: datetime.datetime | None, publish_date: datetime.datetime | None) -> datetime.datetime | None:
    """
    Return the moment of publication: the date, by which the old site ordered and dated its feed.

    A ``publishDate`` only counts while it is to come: until then the old site did not show the article.
    """
    now = timezone.now()
    return publish_date if publish_date and publish_date > now else date


def _save_unrendered(article: Article, content: Content, path: str) -> None:
    """Keep a text that can not be rendered as the newest revision; the row goes without it."""
    empty = Content(**{**vars(content), "body": ""})
    first = publishing.save_revision(article, empty, author=None, kind=Revision.Kind.IMPORT, path=path)
    article.latest_revision = Revision.objects.create(
        article=article,
        number=first.number + 1,
        kind=Revision.Kind.IMPORT,
        content={**first.content, "body": content.body},
        schema=first.schema,
    )
    article.save(update_fields=["latest_revision"])
