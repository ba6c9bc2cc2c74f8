"""
Imports from the newsroom: a zip is uploaded, rehearsed by the worker, and imported when somebody says so.

The worker may be another machine than the one that took the upload: the zip waits in the private ``originals`` storage,
where both reach it. A worker that is killed leaves whole articles, and the next one goes on where it stopped, because
what has been imported is known by its hash.
"""

import datetime
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.models import ImportRun
from cms.disk import is_full
from cms.tasks import after_commit, later, nightly, task
from media import files
from media.building import build_each_later
from media.models import Image
from media.refusals import NO_ROOM

from .groups import counted
from .importer import Importer
from .report import FileReport, Outcome, Report
from .running import Stopped, run_import
from .settings_files import SiteUnusable
from .site import open_site
from .unpacking import UnusableZip, unpack

Phase = ImportRun.Phase

FOLDER = "imports"  # of the uploads in the storage
UNPACKED = "shequ-import-"  # how the worker's own folders begin
KEPT = datetime.timedelta(days=7)
STRAY = datetime.timedelta(days=1)  # after which a file that no row names was left by a crash
TELLS_EVERY = 2.0  # seconds between two looks at whether somebody cancelled
TRIES = 3  # of a worker; it may be the zip that kills them
LONGEST_NAME = 60  # characters of the file's name in that of the batch


def begin(file: File, *, name: str, user: Any, options: dict[str, Any]) -> ImportRun:
    """Keep an upload, have it rehearsed, and return its run. The caller has looked into it (``unpacking.contents``)."""
    storage = storages["originals"]
    file.seek(0)
    stored_as = storage.save(f"{FOLDER}/{secrets.token_hex(16)}.zip", file)
    try:
        with transaction.atomic():
            run = ImportRun.objects.create(
                user=user, name=name, stored_as=stored_as, size=file.size or 0, options=options
            )
            later(go_on, run.pk)
    except BaseException:
        storage.delete(stored_as)
        raise
    return run


def start(run: ImportRun, *, user: Any) -> str:
    """Have a rehearsed run imported, or one that was imported in part again; return why not, or ""."""
    if not run.stored_as:
        return _("The zip is not kept any more. Upload it again.")
    try:
        with transaction.atomic():
            rehearsed = ImportRun.objects.filter(pk=run.pk, report__isnull=False)
            ready = rehearsed.filter(phase__in=(Phase.CHECKED, Phase.IMPORTED, Phase.CANCELLED))
            batch = run.batch or f"{timezone.localtime():%Y-%m-%d %H:%M} {Path(run.name).stem[:LONGEST_NAME]} #{run.pk}"
            if not ready.update(phase=Phase.IMPORTING, user=user, attempts=0, looked_at=0, batch=batch, problem=""):
                return ""  # somebody pressed twice
            later(go_on, run.pk)
    except IntegrityError:
        return _("Another import is running. Wait until it has ended, then press the button again.")
    return ""


def cancel(run: ImportRun) -> bool:
    """Stop a run; what was imported stays. Return whether it was running."""
    return bool(ImportRun.objects.filter(pk=run.pk, phase__in=ImportRun.RUNNING).update(phase=Phase.CANCELLED))


@task()
def go_on(key: int) -> None:
    """Rehearse or import. Safe to run twice: what was imported before is left alone."""
    run = ImportRun.objects.select_related("user").filter(pk=key, phase__in=ImportRun.RUNNING).first()
    if run is None:
        return
    ImportRun.objects.filter(pk=key).update(attempts=F("attempts") + 1)
    if run.attempts >= TRIES:
        _fail(run, _("It broke off %(n)d times. The reason is in the worker's log; tell the operator.") % {"n": TRIES})
    elif refused := _may_not(run):
        _fail(run, refused)
    else:
        try:
            with storages["originals"].open(run.stored_as) as file:
                _carry_out(run, file)
        except Stopped:
            return  # while it was unpacked
        except (UnusableZip, SiteUnusable) as error:
            _fail(run, str(error))
        except FileNotFoundError:
            _fail(run, _("The zip is not kept any more. Upload it again."))
        except OSError as error:
            if not is_full(error):
                raise
            _fail(run, str(NO_ROOM))


def _may_not(run: ImportRun) -> str:
    """Return why the account may not import now, which may have changed since the upload; or ""."""
    if not policy.may(run.user, "create", ImportRun):
        return _("The account that began this may not import any more.")
    if any(run.options.get(name) for name in ("update", "fix_images")) and not policy.may(
        run.user, "overwrite", ImportRun
    ):
        return _("The account that began this may not import over what is here.")
    return ""


def _carry_out(run: ImportRun, file: IO[bytes]) -> None:
    is_dry = run.phase == Phase.CHECKING
    tell = _watching(run)
    with tempfile.TemporaryDirectory(prefix=UNPACKED) as name:
        folder = Path(name).resolve()
        left_out = unpack(file, folder, lambda: tell(None))
        options = run.options
        try:
            site = open_site(folder, **{key: options.get(key, "") for key in ("content", "timezone", "permalinks")})
        except SiteUnusable as error:
            raise SiteUnusable(str(error).replace(str(folder), run.name)) from error
        importer = Importer(
            site,
            dry_run=is_dry,
            update=options.get("update", False),
            fix_images=options.get("fix_images", False),
            batch=run.batch,
            progress=tell,
        )
        report = run_import(importer, actor=run.user)
    report.files = sorted([*report.files, *left_out], key=lambda file: file.path)
    if not is_dry:
        build_each_later(Image.objects.filter(import_batch=run.batch))
    _finish(run, report)


def _watching(run: ImportRun) -> Callable[[FileReport | None], None]:
    """Return what counts the files of a run, writes the count down now and then, and stops when it was cancelled."""
    looked_at, told = 0, time.monotonic()

    def tell(file: FileReport | None) -> None:
        nonlocal looked_at, told
        looked_at += file is not None
        if time.monotonic() - told < TELLS_EVERY:
            return
        told = time.monotonic()
        if not ImportRun.objects.filter(pk=run.pk, phase=run.phase).update(looked_at=looked_at):
            raise Stopped

    return tell


def _finish(run: ImportRun, report: Report) -> None:
    """Keep the report, and the zip where there is more to be done with it."""
    words: dict[str, Any] = fit(report.as_json())
    words["site"] = run.name
    if not report.dry_run and (run.attempts or run.imported_at):
        words["files"] = _with_what_was_said(words["files"], run.files)
    counts = counted(words["files"])
    over = Phase.CHECKED if report.dry_run else Phase.IMPORTED
    values: dict[str, Any] = {"report": words, "counts": counts, "looked_at": len(words["files"])}
    if not report.dry_run:
        values["imported_at"] = timezone.now()
    with transaction.atomic():
        ended = ImportRun.objects.filter(pk=run.pk, phase=run.phase).update(phase=over, **values)
        if not ended and not report.dry_run:  # cancelled meanwhile: what was done until then is worth knowing
            ImportRun.objects.filter(pk=run.pk).update(**values)
        if ended and not report.dry_run and not report.has_rejected:
            _forget_zip(run)


def _with_what_was_said(now: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give back to files that an earlier try of the same run has imported what was said about them then."""
    known = {file["file"]: file for file in before}
    told = []
    for file in now:
        earlier = known.get(file["file"])
        is_ours = file["outcome"] == Outcome.UNCHANGED.value and earlier is not None
        told.append({**earlier, "state": file["state"], "address": file["address"]} if is_ours and earlier else file)
    return told


def fit(value: Any) -> Any:
    """Return words without what PostgreSQL's JSON cannot hold: NUL, and halves of characters."""
    match value:
        case dict():
            return {fit(key): fit(item) for key, item in value.items()}
        case list():
            return [fit(item) for item in value]
        case str():
            return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
        case _:
            return value


def _fail(run: ImportRun, problem: str) -> None:
    with transaction.atomic():
        failed = ImportRun.objects.filter(pk=run.pk, phase=run.phase)
        if failed.update(phase=Phase.FAILED, problem=problem):
            _forget_zip(run)


def _forget_zip(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(stored_as="")
    if run.stored_as:
        after_commit(storages["originals"].delete, run.stored_as)


@nightly
@task()
def forget_uploads() -> None:
    """Remove zips after a week, those that no run names, and folders that a killed worker left. Safe to run twice."""
    now = timezone.now()
    for run in ImportRun.objects.filter(uploaded_at__lt=now - KEPT).exclude(stored_as="").defer("report"):
        if not run.is_running:
            _forget_zip(run)
    storage = storages["originals"]
    wanted = set(ImportRun.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    for name in [name for name in files.walk(storage, FOLDER) if name not in wanted]:
        if storage.get_modified_time(name) < now - STRAY:
            storage.delete(name)
    for folder in Path(tempfile.gettempdir()).glob(f"{UNPACKED}*"):
        if folder.stat().st_mtime < (now - STRAY).timestamp():
            shutil.rmtree(folder, ignore_errors=True)
