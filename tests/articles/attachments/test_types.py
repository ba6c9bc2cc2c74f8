"""What may be attached, and what only says so."""

import pytest

from articles.attachments import types as attachment_types
from articles.attachments.types import TYPES, RefusedFile, check, ending_of
from tests.articles.documents import GOOD, OPEN_DOCUMENT, archive, compound, office, pdf

PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00" + bytes(200)


def refusal(name, data):
    with pytest.raises(RefusedFile) as caught:
        check(data, name)
    return caught.value


@pytest.mark.parametrize("name", GOOD)
def test_a_document_of_each_kind_is_taken(name):
    check(GOOD[name], name)


def test_each_kind_that_is_allowed_is_among_them():
    assert {ending_of(name) for name in GOOD} == set(TYPES)


@pytest.mark.parametrize(
    "name", ["页.html", "图.svgz", "程序.exe", "脚本.js", "宏.docm", "没有结尾", "a.pdf.exe", ".pdf.", ""]
)
def test_other_endings_are_refused_with_a_list_of_those_that_are_not(name):
    refused = refusal(name, pdf())

    assert refused.code == "type"
    assert "PDF、OFD、Word" in refused.messages[0]


@pytest.mark.parametrize("name", ["图.jpg", "图.PNG", "图.svg", "图.heic"])
def test_a_picture_is_sent_to_where_pictures_go(name):
    assert refusal(name, b"\xff\xd8\xff").messages[0] == f"“{name}”是图片。图片请用“上传图片”放进正文。"


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize("data", [PAGE, PROGRAM, b"\x7fELF" + bytes(60), b"GIF89a" + bytes(60)])
def test_a_page_or_a_program_in_the_name_of_a_document_is_refused(ending, data):
    assert refusal(f"名单.{ending}", data).code == "content"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("稿.docx", office("xl")),
        ("表.xlsx", archive("说明.txt")),
        ("稿.odt", archive("content.xml", mimetype=f"{OPEN_DOCUMENT}.spreadsheet")),
        ("稿.doc", compound("Workbook")),
        ("安装.doc", compound("MSI")),
        ("断.zip", archive("说明.txt")[:-30]),
        ("稿.docx", office("word")[:200]),
        ("脚本.txt", b"#!/bin/sh\nrm -rf ~\n"),
        ("数据.csv", b"a,b\x00c"),
        ("图.txt", b"  <svg onload=alert(1)>"),
    ],
)
def test_another_kind_and_a_damaged_file_are_refused(name, data):
    assert refusal(name, data).code == "content"


def test_macros_are_refused():
    assert "宏" in refusal("表.xlsx", office("xl", "xl/vbaProject.bin")).messages[0]


def test_the_limits_are_said(monkeypatch):
    monkeypatch.setattr(attachment_types, "MAX_BYTES", 1024 * 1024)

    assert refusal("空.pdf", b"").messages[0] == "“空.pdf”是空文件。重新选择文件。"
    assert refusal("大.pdf", pdf(b"x" * 1024 * 1024)).messages[0] == "“大.pdf”有 1.1 MB，最大 1 MB。压缩后再传。"
