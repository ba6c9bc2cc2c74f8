"""The files of an article: added, renamed, taken away."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages

from articles import attachments, publishing, workflow
from articles.attachments.types import RefusedFile
from articles.models import Attachment, Redirect, SourceFile
from articles.policy import Role
from articles.versions.content import Content
from media.files import walk
from media.sweep import sweep
from tests.articles.documents import pdf
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def add(editor, django_capture_on_commit_callbacks):
    def added(article, name="年度报告.pdf", data=None, actor=None):
        with django_capture_on_commit_callbacks(execute=True):
            return attachments.add(article, io.BytesIO(data or pdf(name.encode())), name=name, actor=actor or editor)

    return added


def kept():
    return list(walk(storages["originals"]))


def refusal(act, *args, **kwargs):
    with pytest.raises(RefusedFile) as caught:
        act(*args, **kwargs)
    return caught.value.messages[0]


def write(article, body):
    """Save a newer version with this text."""
    publishing.save_revision(article, Content(**{**vars(Content.newest(article)), "body": body}), author=None)


def test_a_file_is_kept_under_its_hash_and_named_for_addresses(add):
    article = make_article()

    attachment = add(article, "C:\\文件\\2026 年度报告（终稿）.v2.PDF")

    assert (attachment.name, attachment.kind) == ("2026-年度报告-终稿-v2.pdf", "PDF")
    assert attachment.path == f"{article.path}2026-年度报告-终稿-v2.pdf"
    assert kept() == [attachment.stored_as]
    assert attachment.stored_as == f"{attachment.sha256[:2]}/{attachment.sha256}"


@pytest.mark.parametrize(
    ("name", "made"), [("（）.pdf", "file.pdf"), ("../../etc/x.pdf", "x.pdf"), ("a\0b.pdf", "a-b.pdf")]
)
def test_odd_names_become_plain_ones(add, name, made):
    assert add(make_article(), name).name == made


def test_the_same_name_gets_a_number_and_the_same_bytes_are_one_file(add):
    article = make_article()

    first, second = add(article, "报告.pdf", pdf(b"1")), add(article, "报告.pdf", pdf(b"2"))
    again = add(article, "另一个名字.pdf", pdf(b"1"))

    assert (first.name, second.name) == ("报告.pdf", "报告-2.pdf")
    assert again == first
    assert again.already_there
    assert article.attachments.count() == 2
    assert len(kept()) == 2


def test_a_refused_file_leaves_nothing_behind(add, editor):
    article = make_article()

    assert "不能作为附件" in refusal(add, article, "页.html")
    with pytest.raises(PermissionDenied):
        add(article, actor=make_user(Role.WRITER))

    assert (kept(), article.attachments.count()) == ([], 0)


def test_a_file_over_the_limit_is_not_read(editor):
    class Huge(io.BytesIO):
        size = 51 * 1024 * 1024

        def read(self, *args):
            raise AssertionError("read")

    words = refusal(attachments.add, make_article(), Huge(), name="大.pdf", actor=editor)

    assert words == "“大.pdf”有 51 MB，最大 50 MB。压缩后再传。"


def test_a_writer_has_the_files_of_the_own_draft_and_no_others():
    writer = make_user(Role.WRITER)
    draft, published = make_article(owner=writer), make_published(owner=writer)

    attachments.add(draft, io.BytesIO(pdf()), name="a.pdf", actor=writer)
    with pytest.raises(PermissionDenied):
        attachments.add(published, io.BytesIO(pdf()), name="a.pdf", actor=writer)


def test_an_editor_who_may_not_publish_leaves_a_published_article_alone(add, editor):
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename="publish_article"))

    add(make_article())
    with pytest.raises(PermissionDenied):
        add(make_published())


# --- taking away


def test_a_file_is_taken_away_with_its_bytes(add, editor, django_capture_on_commit_callbacks):
    article = make_article()
    attachment, other = add(article), add(make_article(), "另一份.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(attachment, actor=editor)

    assert Attachment.objects.get() == other
    assert kept() == [other.stored_as]


def test_the_bytes_that_another_article_or_the_import_has_stay(add, editor, django_capture_on_commit_callbacks):
    shared = [add(make_article(), data=pdf(b"shared")) for _ in range(2)]
    imported = add(make_article(), data=pdf(b"imported"))
    SourceFile.objects.create(path="a.pdf", sha256=imported.sha256, size=1, stored_as=imported.stored_as)

    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(shared[0], actor=editor)
        attachments.remove(imported, actor=editor)

    assert set(kept()) == {shared[1].stored_as, imported.stored_as}
    assert sweep()["removed"] == 0


@pytest.mark.parametrize(
    "link",
    [
        "[报告](报告.pdf)",
        "[报告](<./报告.pdf>)",
        "[报告]: %E6%8A%A5%E5%91%8A.pdf#p2",
        '<a href="{path}报告.pdf">报告</a>',
    ],
)
def test_a_file_that_the_newest_text_links_to_stays(add, editor, link):
    article = make_article()
    attachment = add(article, "报告.pdf")
    write(article, f"一\n\n{link.format(path=article.path)}")

    words = refusal(attachments.remove, attachment, actor=editor)

    assert words == "最新版本的正文第 3 行有指向“报告.pdf”的链接。先去掉链接并保存。"
    assert article.attachments.exists()


def test_a_file_that_readers_are_led_to_stays_until_a_version_without_the_link_is_public(add, editor):
    article = make_published()
    attachment = add(article, "报告.pdf")
    write(article, "[报告](报告.pdf)")
    workflow.apply(article, "update", actor=None)
    write(article, "没有链接")

    assert "先发布一个没有这个链接的版本" in refusal(attachments.remove, attachment, actor=editor)
    workflow.apply(article, "update", actor=None)
    attachments.remove(attachment, actor=editor)
    assert not article.attachments.exists()


def test_a_file_that_is_linked_in_the_form_but_not_saved_stays(add, editor):
    attachment = add(make_article(), "报告.pdf")

    words = refusal(attachments.remove, attachment, actor=editor, typed="[报告](报告.pdf)")

    assert words == "编辑框里的正文第 1 行有指向“报告.pdf”的链接。先去掉链接。"


def test_code_and_other_files_hold_nothing(add, editor):
    article = make_article()
    attachment = add(article, "报告.pdf")
    write(article, "`[报告](报告.pdf)` [另一份](../报告.pdf) [别处](https://a.example/报告.pdf)")

    attachments.remove(attachment, actor=editor)

    assert not article.attachments.exists()


# --- renaming


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("终稿", "终稿.pdf"),
        (" 终稿.PDF ", "终稿.pdf"),
        ("终稿.docx", "终稿-docx.pdf"),
        ("a/终 稿", "终-稿.pdf"),
    ],
)
def test_a_file_gets_another_name_and_keeps_its_ending(add, editor, wanted, name):
    attachment = add(make_article(), "报告.pdf")

    attachments.rename(attachment, wanted, actor=editor)

    assert Attachment.objects.get().name == name


@pytest.mark.parametrize(
    ("wanted", "words"),
    [("  ", "写上文件名。"), ("（）", "写上文件名。"), ("另一份", "这篇文章已有附件“另一份.pdf”。换一个名字。")],
)
def test_a_name_that_cannot_be(add, editor, wanted, words):
    article = make_article()
    attachment = add(article, "报告.pdf")
    add(article, "另一份.pdf")

    assert refusal(attachments.rename, attachment, wanted, actor=editor) == words
    assert Attachment.objects.get(pk=attachment.pk).name == "报告.pdf"


def test_a_linked_file_keeps_its_name(add, editor):
    article = make_article()
    attachment = add(article, "报告.pdf")
    write(article, "[报告](报告.pdf)")

    assert "第 1 行" in refusal(attachments.rename, attachment, "终稿", actor=editor)


def test_readers_who_know_the_old_name_are_led_to_the_new_one(add, editor, client):
    article, draft = make_published(), make_article()
    attachment, hidden = add(article, "报告.pdf"), add(draft, "报告.pdf", pdf(b"draft"))

    attachments.rename(attachment, "终稿", actor=editor)
    attachments.rename(hidden, "终稿", actor=editor)

    response = client.get(f"{article.path}报告.pdf", follow=True)
    assert response.redirect_chain[0][1] == 301
    assert b"".join(response.streaming_content) == pdf("报告.pdf".encode())
    assert Redirect.objects.count() == 1  # nobody knew the draft's


def test_a_file_with_an_address_of_the_old_site_keeps_it(editor):
    attachment = Attachment.objects.create(
        article=make_article(), name="/files/a.pdf", sha256="0", size=1, stored_as="0"
    )

    assert refusal(attachments.rename, attachment, "b", actor=editor) == "“a.pdf”沿用旧站的地址，不能改名。"


def test_a_file_of_a_folder_stays_in_it(editor):
    attachment = Attachment.objects.create(article=make_article(), name="附件/a.pdf", sha256="0", size=1, stored_as="0")

    attachments.rename(attachment, "b", actor=editor)

    assert attachment.name == "附件/b.pdf"


def test_addresses_follow_an_article_that_has_an_old_sites_ending(client, add):
    article = make_published(path="/posts/旧文.html")
    attachment = add(article, "报告.pdf")

    assert attachment.path == "/posts/旧文/报告.pdf"
    assert attachment.href == "%E6%97%A7%E6%96%87/%E6%8A%A5%E5%91%8A.pdf"
    assert b"".join(client.get(attachment.path).streaming_content) == pdf("报告.pdf".encode())


@pytest.mark.parametrize("act", ["rename", "remove"])
def test_a_file_that_somebody_took_away_meanwhile_is_gone(add, editor, act):
    attachment = add(make_article())
    Attachment.objects.all().delete()

    with pytest.raises(Attachment.DoesNotExist):
        getattr(attachments, act)(attachment, *(["b"] if act == "rename" else []), actor=editor)
