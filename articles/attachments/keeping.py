"""
The files of an article that readers may save: added, renamed and taken away by the newsroom (decisions 6.19).

They belong to the article and to no version of it, so on a published article every change is public at once, and the
right is that of publishing. The bytes lie in the private ``originals`` storage under their hash.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import transaction

from articles import policy
from articles.addresses import redirects
from articles.models import Article, Attachment, Redirect
from articles.schedule.planning import UPDATE
from articles.text.links import link_references, path_on_site
from articles.versions.content import Content
from cms.tasks import after_commit
from media import files
from media.intake import base_name
from media.removal import remove_unclaimed

from .types import MAX_BYTES, RefusedFile, check, ending_of, too_big

LONGEST_OLD_ADDRESS = Redirect._meta.get_field("source").max_length or 0
NAMELESS = "file"


def add(article: Article, file: BinaryIO, *, name: str, actor: Any) -> Attachment:
    """
    Give ``article`` a file that somebody sent under ``name``, and return it.

    Its name here is made of what Markdown and addresses can hold. ``attachment.already_there`` says that the article
    had the same bytes; then nothing changes. Raises ``RefusedFile`` and ``PermissionDenied``.
    """
    data = _read(file, name)
    check(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    stored_as = f"{sha256[:2]}/{sha256}"
    storage = storages["originals"]
    staged = files.stage(storage, stored_as, data)
    try:
        with transaction.atomic():
            _lock(article, actor)
            attachment = article.attachments.filter(sha256=sha256).first()
            if attachment is None:
                taken = set(article.attachments.values_list("name", flat=True))
                free = next(one for one in _names(name) if one not in taken)
                attachment = Attachment.objects.create(
                    article=article, name=free, sha256=sha256, size=len(data), stored_as=stored_as
                )
                after_commit(files.place, storage, staged, stored_as)
            else:
                attachment.already_there = True
                storage.delete(staged)
    except BaseException:
        storage.delete(staged)
        raise
    return attachment


def linked_from_page(article: Article, name: str) -> Attachment | None:
    """Return the file that the relative link ``name`` means on the article's own page, or None."""
    path = article.path.rpartition("/")[0] + "/" + name
    return next((file for file in article.attachments.all() if file.path == path), None)


@transaction.atomic
def rename(attachment: Attachment, wanted: str, *, actor: Any, typed: str = "") -> None:
    """
    Give a file another name; ending and folder stay. Readers who know the old address are led to the new one.

    Raises ``RefusedFile`` where a text links to it (as ``remove`` does), where the name is taken, and for a file that
    has its address from the old site; ``PermissionDenied``; ``Attachment.DoesNotExist`` where somebody was faster.
    """
    article = attachment.article
    _lock(article, actor)
    attachment.refresh_from_db(fields=["name"])
    if attachment.has_old_address:
        raise RefusedFile("old_address", attachment.short_name)
    folder, slash, last = attachment.name.rpartition("/")
    ending = ending_of(last)
    stem = wanted.strip()
    if ending and ending_of(stem) == ending:
        stem = stem[: -len(ending) - 1]
    base = base_name(f"{stem}.", "")
    if not base:
        raise RefusedFile("name_missing", attachment.short_name)
    name = f"{folder}{slash}{base}{f'.{ending}' if ending else ''}"
    if name == attachment.name:
        return
    if article.attachments.filter(name=name).exists():
        raise RefusedFile("name_taken", name)
    _refuse_if_linked(attachment, typed)
    old = attachment.path
    attachment.name = name
    attachment.save(update_fields=["name"])
    if article.was_public and len(old) <= LONGEST_OLD_ADDRESS:
        redirects.record_move(old, attachment.path)


@transaction.atomic
def remove(attachment: Attachment, *, actor: Any, typed: str = "") -> None:
    """
    Take a file away for good, unless the public text, the one that is to replace it, the newest, or ``typed``, which is
    not saved yet, links to it.

    Its bytes go with it unless another row has them, such as the import's. Raises ``RefusedFile``,
    ``PermissionDenied``, and ``Attachment.DoesNotExist`` where somebody was faster.
    """
    _lock(attachment.article, actor)
    attachment.refresh_from_db(fields=["name"])
    _refuse_if_linked(attachment, typed)
    attachment.delete()
    after_commit(remove_unclaimed, attachment.stored_as)


def _lock(article: Article, actor: Any) -> None:
    article.refresh_from_db(from_queryset=Article.objects.select_for_update(no_key=True))
    if not policy.may(actor, "attach", article):
        raise PermissionDenied


def _read(file: BinaryIO, name: str) -> bytes:
    size = getattr(file, "size", None) or 0
    if size > MAX_BYTES:
        raise too_big(name, size)
    return file.read(MAX_BYTES + 1)


def _names(name: str) -> Iterator[str]:
    """Yield names for a file, the plainest first: ``年度报告.pdf``, ``年度报告-2.pdf``."""
    base, ending = base_name(name, NAMELESS), ending_of(name)
    yield f"{base}.{ending}"
    number = 2
    while True:
        yield f"{base}-{number}.{ending}"
        number += 1


def _refuse_if_linked(attachment: Attachment, typed: str) -> None:
    article = attachment.article
    texts = [("linked_typed", typed), ("linked_newest", Content.newest(article).body)]
    if article.state == Article.State.PUBLISHED:
        texts.append(("linked_live", article.body))
        if planned := article.planned(UPDATE):
            texts.append(("linked_planned", Content.of_revision(planned.revision).body))
    for code, body in texts:
        for link in link_references(body):
            if path_on_site(link.target, article.path, settings.SITE_URL) == attachment.path:
                raise RefusedFile(code, attachment.short_name, line=link.line)
