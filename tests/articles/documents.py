"""Files as people attach them: as small as they can be and still be what their ending says."""

import io
import zipfile

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def pdf(words=b"1"):
    return b"%PDF-1.7\n% " + words + b"\n%%EOF\n"


def archive(*names, mimetype=""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            packed.writestr(name, "内容" * 40)
    return buffer.getvalue()


def compound(stream):
    return COMPOUND + stream.encode("utf-16-le")


def office(folder, *more):
    return archive("[Content_Types].xml", f"{folder}/document.xml", *more)


OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
GOOD = {
    "报告.pdf": pdf(),
    "报告.PDF": b"\n\n" + pdf(),
    "公文.ofd": archive("OFD.xml", "Doc_0/Document.xml"),
    "稿.doc": compound("WordDocument"),
    "旧稿.doc": b"{\\rtf1 old}",
    "稿.docx": office("word"),
    "表.xls": compound("Workbook"),
    "表.xlsx": office("xl"),
    "片.ppt": compound("PowerPoint Document"),
    "片.pptx": office("ppt"),
    "稿.wps": compound("WordDocument"),
    "表.et": office("xl"),
    "片.dps": office("ppt"),
    "稿.odt": archive("content.xml", mimetype=f"{OPEN_DOCUMENT}.text"),
    "表.ods": archive("content.xml", mimetype=f"{OPEN_DOCUMENT}.spreadsheet"),
    "片.odp": archive("content.xml", mimetype=f"{OPEN_DOCUMENT}.presentation"),
    "书.epub": archive("book.opf", mimetype="application/epub+zip"),
    "信.rtf": b"{\\rtf1 words}",
    "说明.txt": "说明文字".encode(),
    "旧说明.txt": "说明文字".encode("gb18030"),
    "记事本.txt": "说明文字".encode("utf-16"),
    "长文.txt": ("长" * 200_000).encode(),
    "数据.csv": "\ufeff日期,人数\r\n2026-11-01,12\r\n".encode(),
    "资料.zip": archive("说明.txt"),
    "空.zip": archive(),
    "录音.mp3": b"ID3\x04" + bytes(40),
    "录音2.mp3": b"\xff\xfb\x90" + bytes(40),
    "录音.m4a": b"\0\0\0\x20ftypM4A " + bytes(40),
    "录像.mp4": b"\0\0\0\x20ftypisom" + bytes(40),
}
