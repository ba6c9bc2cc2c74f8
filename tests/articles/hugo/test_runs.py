"""An import from the newsroom: rehearsed, imported, stopped, begun again; and never in a way the command would not."""

import datetime
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from articles.hugo import runs
from articles.hugo.runs import Phase, begin, cancel, forget_uploads, go_on, start
from articles.models import Article, ImportRun, SourceFile
from articles.policy import Role
from cms.models import AuditEntry
from media.models import Image
from tests.factories import image_bytes, make_user
from tests.zips import TEXT, bomb, zipped

pytestmark = pytest.mark.django_db
BROKEN = "---\ntitle: 坏的\ndate: 昨天\n---\n\n正文。\n"
SITE = {
    "hugo.toml": 'baseURL = "https://old.example/"\n',
    "content/posts/a/index.md": TEXT.replace("正文。", "正文。\n\n![居民在看报](a.jpg)"),
    "content/posts/a/a.jpg": image_bytes(320, 200),
    "content/posts/b.md": TEXT.replace("社区新闻", "第二条"),
}


@pytest.fixture
def chief():
    return make_user(Role.CHIEF)


@pytest.fixture
def uploaded(chief, django_capture_on_commit_callbacks):
    """Upload a zip, and run what the worker would run."""

    def upload(data=None, user=None, **options):
        run = begin(ContentFile(data or zipped(SITE)), name="old.zip", user=user or chief, options=options)
        return worked(run)

    def worked(run):
        with django_capture_on_commit_callbacks(execute=True):
            go_on.func(run.pk)
        run.refresh_from_db()
        return run

    upload.worked = worked
    return upload


def kept():
    return list(storages["originals"].listdir("imports")[1])


def test_the_rehearsal_writes_nothing_and_reports_everything(uploaded):
    run = uploaded(zipped({**SITE, "content/posts/c.md": BROKEN}))

    assert (run.phase, run.is_dry, run.looked_at) == (Phase.CHECKED, True, 4)
    assert (run.counts["articles"], run.counts["done"], run.counts["failed"]) == (3, 2, 1)
    assert not Article.objects.exists()
    assert not Image.objects.exists()
    assert len(kept()) == 1


def test_one_press_imports_and_the_zip_goes(uploaded, chief):
    run = uploaded()
    assert start(run, user=chief) == ""
    run = uploaded.worked(run)

    assert (run.phase, run.is_dry, run.stored_as) == (Phase.IMPORTED, False, "")
    assert kept() == []
    assert {article.import_batch for article in Article.objects.all()} == {run.batch}
    assert Image.objects.get().import_batch == run.batch
    assert run.batch.endswith(f" old #{run.pk}")
    imported = AuditEntry.objects.get(action="imported")
    assert (imported.actor, imported.after) == (chief, {"result": "共 3 个文件：导入 3，有提示 0，未变 0，失败 0。"})
    states = AuditEntry.objects.filter(kind="articles.importrun").order_by("pk").values_list("after", flat=True)
    assert [after["phase"] for after in states] == ["checking", "checked", "importing", "imported"]


def test_pressed_twice_it_is_imported_once(uploaded, chief):
    run = uploaded()
    assert (start(run, user=chief), start(run, user=chief)) == ("", "")
    uploaded.worked(run)
    run = uploaded.worked(run)
    assert (run.phase, run.attempts, Article.objects.count()) == (Phase.IMPORTED, 1, 2)


def test_nothing_is_imported_that_was_not_rehearsed(chief):
    run = begin(ContentFile(zipped()), name="old.zip", user=chief, options={})
    start(run, user=chief)
    run.refresh_from_db()
    assert run.phase == Phase.CHECKING


def test_two_imports_do_not_run_at_once(uploaded, chief):
    first, second = uploaded(), uploaded()
    assert start(first, user=chief) == ""
    assert "另一次导入正在进行" in start(second, user=chief)
    uploaded.worked(first)
    assert start(second, user=chief) == ""


def test_a_killed_worker_leaves_whole_articles_and_the_next_one_tells_all(uploaded, chief, monkeypatch):
    run = uploaded()
    start(run, user=chief)

    def killed(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("articles.hugo.importer.Importer._keep_the_rest", killed)
        with pytest.raises(KeyboardInterrupt):
            uploaded.worked(run)
    assert Article.objects.count() == 2

    run = uploaded.worked(run)
    assert (run.phase, run.attempts, run.counts["done"]) == (Phase.IMPORTED, 2, 2)
    assert Article.objects.count() == 2


def test_what_kills_every_worker_is_given_up(uploaded, chief):
    run = uploaded()
    start(run, user=chief)
    ImportRun.objects.filter(pk=run.pk).update(attempts=runs.TRIES)
    run = uploaded.worked(run)
    assert run.phase == Phase.FAILED
    assert "已中断 3 次" in run.problem


def test_a_stopped_import_keeps_what_it_has_and_goes_on(uploaded, chief, monkeypatch):
    run = uploaded()
    start(run, user=chief)
    monkeypatch.setattr(runs, "TELLS_EVERY", 0)
    write = runs.Importer._article

    def stopped_by_then(self, placed):
        cancel(run)
        write(self, placed)

    with monkeypatch.context() as patched:
        patched.setattr(runs.Importer, "_article", stopped_by_then)
        run = uploaded.worked(run)
    assert (run.phase, Article.objects.count()) == (Phase.CANCELLED, 1)
    assert run.stored_as

    start(run, user=chief)
    run = uploaded.worked(run)
    assert (run.phase, Article.objects.count(), run.counts["articles"]) == (Phase.IMPORTED, 2, 2)


def test_what_failed_can_be_tried_again(uploaded, chief):
    run = uploaded(zipped({**SITE, "content/posts/c.md": BROKEN}))
    start(run, user=chief)
    run = uploaded.worked(run)
    assert (run.phase, run.counts["done"], run.counts["failed"]) == (Phase.IMPORTED, 2, 1)
    assert run.stored_as

    start(run, user=chief)
    run = uploaded.worked(run)
    assert (run.phase, run.counts["done"], run.counts["failed"]) == (Phase.IMPORTED, 2, 1)
    assert Article.objects.count() == 2


def test_a_newer_site_is_taken_over_only_for_an_administrator(uploaded, chief):
    start(run := uploaded(), user=chief)
    uploaded.worked(run)
    newer = zipped({**SITE, "content/posts/b.md": TEXT.replace("社区新闻", "新的标题")})

    assert uploaded(newer, update=True).problem == "发起导入的账号没有覆盖已有内容的权限。"
    admin = make_user(Role.ADMIN)
    run = uploaded(newer, user=admin, update=True)
    start(run, user=admin)
    uploaded.worked(run)
    assert Article.objects.filter(title="新的标题").exists()


def test_who_lost_the_right_meanwhile_imports_nothing(uploaded, chief):
    start(run := uploaded(), user=chief)
    chief.groups.clear()
    run = uploaded.worked(run)
    assert (run.phase, Article.objects.count(), run.stored_as) == (Phase.FAILED, 0, "")


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (bomb(), {}, "解压后超过"),
        (zipped({"hugo.toml": "title = [", "content/a.md": TEXT}), {}, "hugo.toml"),
        (zipped(), {"content": "nowhere"}, "nowhere"),
    ],
)
def test_what_can_not_be_used_says_why(uploaded, data, options, words):
    run = uploaded(data, **options)
    assert run.phase == Phase.FAILED
    assert words in run.problem
    assert "/tmp" not in run.problem
    assert kept() == []


def test_a_full_disk_says_so(uploaded, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(runs, "unpack", full)
    assert uploaded().phase == Phase.FAILED


def test_the_report_holds_what_a_database_cannot():
    assert runs.fit({"a\0": ["b\0", "\ud800", 1, None]}) == {"a": ["b", "?", 1, None]}


def test_zips_go_after_a_week_and_strays_after_a_day(uploaded, monkeypatch, tmp_path):
    run = uploaded()
    storage = storages["originals"]
    stray = storage.save("imports/stray.zip", io.BytesIO(b"x"))
    forget_uploads.func()
    assert len(kept()) == 2

    ImportRun.objects.filter(pk=run.pk).update(uploaded_at=timezone.now() - datetime.timedelta(days=8))
    monkeypatch.setattr(runs, "STRAY", datetime.timedelta(0))
    folder = tmp_path / "temporary"
    monkeypatch.setattr(runs.tempfile, "gettempdir", lambda: str(folder))
    (folder / "shequ-import-left").mkdir(parents=True)
    (folder / "another").mkdir()
    forget_uploads.func()

    run.refresh_from_db()
    assert (run.stored_as, run.phase) == ("", Phase.CHECKED)
    assert not storage.exists(stray)
    assert [path.name for path in folder.iterdir()] == ["another"]
    assert "重新上传" in start(run, user=run.user)
    assert not SourceFile.objects.exists()
