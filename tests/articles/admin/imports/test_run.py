"""导入 and 导入报告 as chief editors and administrators see them."""

from dataclasses import replace

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import policy, publishing
from articles.admin.article import runs
from articles.hugo.groups import counted
from articles.hugo.runs import go_on
from articles.models import Article, BulkRun, ImportRun
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.admin.article.article_desk import LIST, text_of
from tests.factories import make_user
from tests.zips import TEXT, locked, zipped

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/articles/importrun/add/"
REPORTS = "/admin/articles/importrun/"
SITE = {
    "content/posts/a.md": TEXT,
    "content/posts/b.md": TEXT.replace("title: 社区新闻", "title: =第二条\nlastmod: 2020-01-01\nurl: /old/b/"),
    "content/posts/c.md": "---\ntitle: 坏的\ndate: 昨天\n---\n\n正文。\n",
    "content/posts/d.md": TEXT.replace("title: 社区新闻", "title: 草稿\ndraft: true"),
}


def send(client, data=None, name="old.zip", **fields):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data or zipped(SITE)), **fields})


@pytest.fixture
def work(django_capture_on_commit_callbacks):
    def carry_out():
        with django_capture_on_commit_callbacks(execute=True):
            for run in ImportRun.objects.all():
                go_on.func(run.pk)

    return carry_out


def test_from_the_upload_to_the_report_to_the_import(client, sign_in, work):
    sign_in(Role.CHIEF)
    assert f'href="{UPLOAD}"' in client.get(LIST).text
    page = send(client).url
    waiting = client.get(page)
    assert "还在排队" in text_of(waiting)
    assert waiting["Refresh"] == "3"

    work()
    rehearsed = client.get(page)
    assert "Refresh" not in rehearsed
    words = text_of(rehearsed)
    assert "共 4 篇：成功 3 · 有提示 1 · 失败 1" in words
    assert "这是试运行，没有写入任何内容。" in words
    assert "日期存疑 2" in words
    assert not Article.objects.exists()

    assert client.post(page, {"do": "import"}).url == page
    work()
    done = client.get(page, {"group": "dates"})
    article = Article.objects.get(title="=第二条")
    assert "正式导入" in text_of(done)
    assert f"/admin/articles/article/{article.pk}/change/" in done.text
    assert "重新导入失败项" in text_of(done)
    assert "共 4 篇：成功 3" in text_of(client.get(REPORTS))


def test_the_addresses_of_the_old_site_are_checked(client, sign_in, work):
    sign_in(Role.CHIEF)
    page = send(client).url
    work()
    assert "以下是试运行得出的地址" in text_of(client.get(page, {"group": "addresses-checked"}))
    client.post(page, {"do": "import"})
    work()
    words = text_of(client.get(page, {"group": "addresses-checked"}))
    assert "每个地址都能打开" in words
    assert "/old/b/ /old/b/ 200" in words
    assert "未公开" in words

    Article.objects.filter(path="/posts/a/").update(path="/elsewhere/")
    assert "1 个地址打不开。" in text_of(client.get(page, {"group": "addresses-checked"}))


def test_the_findings_as_a_table_that_computes_nothing(client, sign_in, work):
    sign_in(Role.CHIEF)
    page = send(client).url
    work()
    answer = client.get(page.replace("change", "csv"))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "分组,文件,行,标题,问题,建议,失败,提示类型"
    assert lines[1].split(",")[:4] == ["日期存疑", "content/posts/b.md", "3", "'=第二条"]
    assert lines[2].split(",")[6] == "是"


@pytest.mark.parametrize(
    ("data", "words"), [(b"Rar!", "不是 zip"), (locked(), "设有密码"), (zipped({"../a.md": TEXT}), "指向文件夹之外")]
)
def test_a_zip_that_can_not_be_used_is_refused_at_once_and_the_rest_stays(client, sign_in, data, words):
    sign_in(Role.ADMIN)
    answer = send(client, data, content="my/texts", update="on")
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert 'value="my/texts"' in answer.text
    assert not ImportRun.objects.exists()


def test_no_file_and_no_time_zone_say_what_to_do(client, sign_in):
    sign_in(Role.ADMIN)
    answer = client.post(UPLOAD, {"timezone": "Mars/Base"})
    assert "请选择一个 zip 文件。" in text_of(answer)
    assert "写成 Asia/Shanghai 这样的名称" in text_of(answer)


def test_only_administrators_import_over_what_is_here(client, sign_in):
    sign_in(Role.CHIEF)
    assert "--update" not in client.get(UPLOAD).text
    run_page = send(client, update="on").url
    assert ImportRun.objects.get().options == {}
    ImportRun.objects.update(options={"update": True}, phase="checked", report={"files": []})
    assert client.post(run_page, {"do": "import"}).status_code == 403

    sign_in(Role.ADMIN)
    assert "--update" in client.get(UPLOAD).text
    send(client, update="on")
    assert ImportRun.objects.first().options == {"update": True}


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR])
def test_nobody_else_sees_any_of_it(client, sign_in, role):
    run = ImportRun.objects.create(name="old.zip", size=1)
    sign_in(role)
    assert UPLOAD not in client.get(LIST).text
    assert REPORTS not in client.get("/admin/").text
    for address in (REPORTS, UPLOAD, f"{REPORTS}{run.pk}/change/", f"{REPORTS}{run.pk}/csv/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{REPORTS}{run.pk}/change/", {"do": "cancel"}).status_code == 403
    assert send(client).status_code == 403
    assert storages["originals"].exists("imports") is False or not storages["originals"].listdir("imports")[1]


def test_stop_and_buttons_that_are_none(client, sign_in, work):
    sign_in(Role.CHIEF)
    page = send(client).url
    client.post(page, {"do": "cancel"})
    assert "已经结束了" in text_of(client.post(page, {"do": "cancel"}, follow=True))
    assert "请用页面上的按钮" in text_of(client.post(page, {"do": "something"}, follow=True))
    work()
    assert ImportRun.objects.get().phase == "cancelled"
    assert client.get(f"{REPORTS}{10**19}/change/").status_code in {400, 404}
    assert client.get(f"{page}?group=nothing&p=99").status_code == 200


def test_the_list_and_a_large_report_ask_few_questions(client, sign_in, django_assert_max_num_queries):
    sign_in(Role.CHIEF)
    finding = {"code": "image-missing", "level": "warning", "line": 7, "key": "", "message": "缺图", "suggestion": ""}
    files = [
        {"file": f"content/{n}.md", "title": "甲", "outcome": "imported with warnings", "findings": [finding]}
        | {"old_address": f"/{n}/", "address": f"/{n}/", "state": "published"}
        for n in range(70)
    ]
    report = {"dry_run": False, "files": files}
    run = ImportRun.objects.create(
        name="old.zip", size=1, phase="imported", report=report, counts=counted(files), batch="a batch"
    )
    page = f"{REPORTS}{run.pk}/change/"
    with django_assert_max_num_queries(8):
        assert "1 / 2" in text_of(client.get(page, {"group": "pictures"}))
    with django_assert_max_num_queries(8):
        assert "70 个地址打不开。" in text_of(client.get(page, {"group": "addresses-checked"}))
    with django_assert_max_num_queries(8):
        assert "共 70 篇" in text_of(client.get(REPORTS))


def test_a_newsroom_without_articles_offers_the_import(client, sign_in):
    sign_in(Role.CHIEF)
    assert "写新文章 ，或 导入旧站内容" in text_of(client.get(LIST))
    assert policy.may(make_user(Role.ADMIN), "overwrite", ImportRun)
    assert not policy.may(make_user(Role.CHIEF), "overwrite", ImportRun)


def test_an_import_is_undone_but_for_what_was_touched_since(client, sign_in, work, django_capture_on_commit_callbacks):
    chief = sign_in(Role.CHIEF)
    page = send(client).url
    work()
    client.post(page, {"do": "import"})
    work()
    publishing.save_revision(
        draft := Article.objects.get(title="草稿"), replace(Content.newest(draft), title="改过的"), author=chief
    )

    asked = client.post(page, {"do": "undo"})
    assert "2 篇导入后没有人改过的文章移到回收站" in text_of(asked)
    assert "1 篇导入后改过，保留。" in text_of(asked)
    progress = client.post(page, {"do": "undo", "confirmed": "1", "token": "no token"}).url
    with django_capture_on_commit_callbacks(execute=True):
        runs.go_on.func(BulkRun.objects.get().pk)

    assert set(Article.objects.values_list("title", "state")) == {
        ("=第二条", "trashed"),
        ("社区新闻", "trashed"),
        ("改过的", "draft"),
    }
    assert "改过的 导入后在这里改过。" in text_of(client.get(progress))
    assert "0 篇导入后" in text_of(client.post(page, {"do": "undo", "confirmed": "1"}))


def test_only_the_upload_takes_long_bodies(client, sign_in):
    sign_in(Role.CHIEF)
    run = ImportRun.objects.create(name="old.zip", size=1)

    def sent(address):
        return client.post(address, {"file": SimpleUploadedFile("old.zip", b"x" * 6_000_000)}).status_code

    assert sent(UPLOAD) == 400
    assert sent(f"{REPORTS}{run.pk}/change/") == 413


def test_what_a_site_says_is_words_and_no_markup(client, sign_in, work):
    sign_in(Role.CHIEF)
    evil = "<img src=x onerror=alert(1)>"
    text = TEXT.replace("title: 社区新闻", f"title: '{evil}'\nlastmod: 2020-01-01\nurl: /{evil}/")
    page = send(client, zipped({f"content/posts/{evil}.md": text, "content/b.md": f"---\n{evil}: [\n---\n"})).url
    work()
    client.post(page, {"do": "import"})
    work()
    ImportRun.objects.update(name=evil, problem=evil, batch=evil)
    pages = [f"{page}?group={group}" for group in ("dates", "unreadable", "addresses-checked", evil)]
    for address in (*pages, REPORTS):
        text = client.get(address).text
        assert "&lt;img src=x" in text
        assert "<img src=x" not in text
