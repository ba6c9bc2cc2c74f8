"""The panel and the page “附件”."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles import publishing
from articles.models import Attachment
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.documents import pdf
from tests.factories import make_article, make_published, make_user

from .article_desk import LIST, address, text_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def editor(client):
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


def sent(name="年度报告.pdf", data=None):
    return SimpleUploadedFile(name, pdf(name.encode()) if data is None else data)


@pytest.fixture
def add(client, django_capture_on_commit_callbacks):
    def added(article, *files, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address("files", article), {"file": files or [sent()]}, **options)

    return added


def logged():
    with translation.override("zh-hans"):
        return [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]


def write(article, body):
    publishing.save_revision(article, Content(**{**vars(Content.newest(article)), "body": body}), author=None)


def test_files_are_added_listed_and_given_out_without_a_script(client, editor, add):
    article = make_article()

    response = add(article, sent(), sent("数据 表.csv", b"a,b\n"), follow=True)

    assert response.redirect_chain == [(address("files", article), 302)]
    words = text_of(response)
    assert all(part in words for part in ("已添加：年度报告.pdf", "数据-表.csv", "CSV", "[年度报告.pdf](年度报告.pdf)"))
    given = client.get(address("file", article, Attachment.objects.get(name="年度报告.pdf").pk))
    assert b"".join(given.streaming_content) == pdf("年度报告.pdf".encode())
    assert given["Content-Disposition"].startswith("attachment")
    assert "年度报告.pdf" in text_of(client.get(address("change", article)))


def test_each_change_is_in_the_log_with_before_and_after(client, editor, add):
    article = make_article()
    add(article)
    file = address("file", article, Attachment.objects.get().pk)

    client.post(file, {"do": "rename", "name": "终稿"})
    client.post(file, {"do": "rename", "name": "终稿"})
    client.post(file, {"do": "remove"})

    assert logged() == [
        "添加了 附件“年度报告.pdf”。",
        "修改了 附件“年度报告.pdf → 终稿.pdf”的 文件名。",
        "删除了 附件“终稿.pdf”。",
    ]
    entries = LogEntry.objects.all()
    assert {(entry.user, entry.get_edited_object(), entry.action_flag) for entry in entries} == {
        (editor, article, CHANGE)
    }
    assert not article.attachments.exists()


def test_good_files_stay_when_another_is_refused_and_the_reason_is_said(client, editor, add):
    article = make_article()

    response = add(article, sent(), sent("页.html"), sent("假.pdf", b"<html>"), sent("空.pdf", b""))

    assert response.status_code == 400
    words = text_of(response)
    assert all(
        part in words for part in ("“页.html”不能作为附件", "“假.pdf”的扩展名是 .pdf，内容却不是", "“空.pdf”是空文件")
    )
    assert list(article.attachments.values_list("name", flat=True)) == ["年度报告.pdf"]
    assert len(logged()) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "选择一个文件。"),
        ({"file": "words"}, "选择一个文件。"),
        ({"file": [sent() for _ in range(21)]}, "一次最多 20 个文件。"),
    ],
)
def test_nothing_and_too_much(client, editor, data, words):
    response = client.post(address("files", make_article()), data)

    assert response.status_code == 400
    assert words in text_of(response)


def test_a_script_gets_the_sentence_and_the_list(client, editor, add):
    article = make_article()

    added = add(article, headers=JSON)
    again = add(article, sent("又一次.pdf", pdf("年度报告.pdf".encode())), headers=JSON)
    refused = add(article, sent("页.html"), headers=JSON)

    assert (added.status_code, again.status_code, refused.status_code) == (200, 200, 400)
    assert (added.json()["message"], added.json()["count"]) == ("已添加：年度报告.pdf", 1)
    assert 'data-link="[年度报告.pdf](年度报告.pdf)"' in added.json()["html"]
    assert again.json()["message"] == "附件里已有“年度报告.pdf”，没有重复添加。"
    assert refused.json()["message"].startswith("“页.html”不能作为附件")
    assert "年度报告.pdf" in refused.json()["html"]


def test_a_linked_file_stays_and_the_reason_is_said(client, editor, add):
    article = make_article()
    add(article)
    file = address("file", article, Attachment.objects.get().pk)

    typed = client.post(file, {"do": "remove", "body": "[报告](年度报告.pdf)"}, headers=JSON)
    write(article, "一\n\n[报告](年度报告.pdf)")
    removed, renamed = (client.post(file, {"do": act, "name": "b"}) for act in ("remove", "rename"))

    assert (typed.status_code, removed.status_code, renamed.status_code) == (409, 409, 409)
    assert typed.json()["message"].startswith("编辑框里的正文第 1 行")
    assert "最新版本的正文第 3 行有指向“年度报告.pdf”的链接。" in text_of(removed)
    assert article.attachments.get().name == "年度报告.pdf"
    assert len(logged()) == 1


@pytest.mark.parametrize(("data", "status"), [({}, 400), ({"do": "sing"}, 400), ({"do": "rename"}, 409)])
def test_odd_requests_change_nothing(client, editor, add, data, status):
    article = make_article()
    add(article)
    file = address("file", article, Attachment.objects.get().pk)

    assert client.post(file, data).status_code == status
    assert client.put(file).status_code == 405
    assert client.get(address("file", make_article(), Attachment.objects.get().pk)).status_code == 404
    assert client.get(address("file", article, 999_999)).status_code == 404
    assert "这个附件已经不在了" in text_of(client.post(address("file", article, 999_999), {"do": "remove"}))
    gone = client.post(address("file", article, 999_999), {"do": "remove"}, headers=JSON)
    assert (gone.status_code, gone.json()["count"]) == (404, 1)
    assert article.attachments.get().name == "年度报告.pdf"


def test_a_full_disk_is_said(client, editor, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("media.files.stage", full)  # ENOSPC

    response = client.post(address("files", make_article()), {"file": sent()}, headers=JSON)

    assert response.status_code == 507
    assert "空间" in response.json()["message"]


# --- who may


def test_a_writer_has_the_files_of_own_drafts_only(client, add):
    writer = make_user(Role.WRITER)
    client.force_login(writer)
    draft, published, other = make_article(owner=writer), make_published(owner=writer), make_article()

    assert add(draft).status_code == 302
    refused = add(published)
    assert refused.status_code == 403
    assert "这篇文章现在由编辑修改" in text_of(refused)
    assert add(other).status_code == 404
    assert Attachment.objects.get().article == draft
    assert "添加附件" not in text_of(client.get(address("files", published)))


def test_an_editor_without_the_right_to_publish_leaves_public_files_alone(client, editor, add):
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="publish_article"))
    article = make_published()

    response = add(article, headers=JSON)

    assert (response.status_code, article.attachments.count()) == (403, 0)
    assert response.json()["message"] == "文章已发布，附件会马上对读者可见，而你没有发布权限。请编辑来改。"


def test_a_form_without_its_token_adds_nothing(editor):
    from django.test import Client

    strict, article = Client(enforce_csrf_checks=True), make_article()
    strict.force_login(editor)

    assert strict.post(address("files", article), {"file": sent()}).status_code == 403
    assert not article.attachments.exists()


# --- in the form and the preview


def test_a_new_article_says_when_files_can_be_attached(client, editor):
    assert "先保存一次草稿，再添加附件。" in text_of(client.get(f"{LIST}add/"))


def test_the_form_asks_the_same_queries_for_any_number_of_files(client, editor, add):
    article = make_article()
    counts = []
    for number in (1, 3):
        add(article, *(sent(f"{number}-{serial}.pdf") for serial in range(number)))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("change", article))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20


def test_the_link_of_a_drafts_preview_leads_to_the_file(client, editor, add):
    article = make_article(body="[报告](年度报告.pdf)")
    add(article)
    preview = address("preview", article)

    assert 'href="%E5%B9%B4%E5%BA%A6%E6%8A%A5%E5%91%8A.pdf"' in client.get(preview).text
    given = client.get(f"{preview}年度报告.pdf")
    assert b"".join(given.streaming_content) == pdf("年度报告.pdf".encode())
    assert client.get(f"{preview}别的.pdf").status_code == 404


def test_the_markdown_of_a_file_with_an_odd_name_is_one_link(client, editor):
    article = make_article()
    Attachment.objects.create(article=article, name="附件/a (1) [b].pdf", sha256="0", size=1, stored_as="0")

    page = json.dumps(text_of(client.get(address("files", article))), ensure_ascii=False)

    assert r"[a (1) \\[b\\].pdf](%E9%99%84%E4%BB%B6/a%20%281%29%20%5Bb%5D.pdf)" in page


def test_only_the_address_that_takes_files_takes_long_bodies(client, editor, add):
    article = make_article()
    long = pdf(b"x" * 6 * 1024 * 1024)

    assert add(article, sent(data=long)).status_code == 302
    file = article.attachments.get()
    assert file.size == len(long)
    assert client.post(address("file", article, file.pk), {"file": sent(data=long)}).status_code == 413


@pytest.mark.parametrize(
    "name", ["\u202efdp.exe", "a\nb.pdf", "x" * 5_000 + ".pdf", "\u202e报告.pdf", " .pdf", "a.pdf\0.exe"]
)
def test_odd_names_are_answered_in_words(client, editor, add, name):
    response = add(make_article(), sent(name, pdf()), headers=JSON)

    assert response.status_code in {200, 400}
    assert response.json()["message"]
    assert all(len(file.name) <= 70 and file.name.isprintable() for file in Attachment.objects.all())
