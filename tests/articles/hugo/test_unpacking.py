"""What comes out of a zip is a site's folder, and nothing a zip says makes anything else of it."""

import io
import struct

import pytest

from articles.hugo import unpacking, zip_listing
from articles.hugo.unpacking import UnusableZip, contents, unpack
from tests.zips import TEXT, bomb, locked, with_link, with_raw_names, zipped


def unpacked(data, folder):
    """Unpack and return the places below the folder, and reports of what was left out."""
    left_out = unpack(io.BytesIO(data), folder)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()), left_out


def refused(data, folder):
    with pytest.raises(UnusableZip) as caught:
        unpack(io.BytesIO(data), folder)
    assert not any(path.is_file() and path.suffix == ".md" for path in folder.parent.glob("*"))
    return str(caught.value)


@pytest.mark.parametrize("inside", ["", "my-site/", "backup/my-site/"])
def test_the_site_is_found_wherever_its_folder_lies(tmp_path, inside):
    site = {"content/posts/a.md": TEXT, "hugo.toml": 'title = "报"', "static/a.png": b"x"}
    files = {f"{inside}{place}": content for place, content in site.items()}
    assert unpacked(zipped({**files, "read-me.txt": "x"}), tmp_path)[0][:2] == ["content/posts/a.md", "hugo.toml"]


def test_a_folder_of_texts_without_content_keeps_its_places(tmp_path):
    assert unpacked(zipped({"posts/a.md": TEXT, "posts/b/index.md": TEXT}), tmp_path)[0] == [
        "posts/a.md",
        "posts/b/index.md",
    ]


def test_what_systems_and_hugo_add_stays_in_the_zip(tmp_path):
    junk = ("__MACOSX/content/posts/._a.md", "content/.DS_Store", ".git/config", "public/index.html", "themes/x/y.md")
    junk += ("content/posts/Thumbs.db", "node_modules/x/readme.md", "resources/_gen/a.json")
    assert unpacked(zipped({"content/public/a.md": TEXT, **dict.fromkeys(junk, "x")}), tmp_path)[0] == [
        "content/public/a.md"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_chinese_names_come_out_right_from_any_system(tmp_path, encoding):
    names = ["content/posts/社区新闻一则.md", "content/posts/联通与社区共建.md"]
    assert unpacked(with_raw_names([name.encode(encoding) for name in names]), tmp_path)[0] == sorted(names)


def test_a_mac_writes_accents_apart_and_windows_writes_backslashes(tmp_path):
    data = zipped({"content/posts/cafe\u0301.md": TEXT}).replace(b"content/posts/", b"content\\posts\\")
    assert unpacked(data, tmp_path)[0] == ["content/posts/caf\u00e9.md"]


@pytest.mark.parametrize(
    "place",
    [
        "../a.md",
        "content/../../a.md",
        "/tmp/a.md",
        "C:/a.md",
        "C:\\a.md",
        "..\\a.md",
        "content/a\x01.md",
        "//host/a.md",
    ],
)
def test_a_name_that_leads_out_of_the_folder_refuses_the_zip(tmp_path, place):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "指向文件夹之外" in refused(zipped({"content/posts/a.md": TEXT, place: TEXT}), folder)
    assert list(folder.iterdir()) == []


def test_a_link_is_left_out_and_told(tmp_path):
    places, (report,) = unpacked(with_link(), tmp_path)
    assert places == ["content/posts/a.md"]
    assert (report.path, report.findings[0].code) == ("content/posts/b.md", "symbolic-link")


def test_a_link_under_a_folder_is_never_followed(tmp_path):
    data = io.BytesIO(with_link("content/out", "/tmp"))
    import zipfile

    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("content/out/a.md", TEXT)
    places, left_out = unpacked(data.getvalue(), tmp_path)
    assert places == ["content/out/a.md", "content/posts/a.md"]
    assert [report.path for report in left_out] == ["content/out"]
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))


def test_two_files_of_one_place_and_names_too_long_are_left_out(tmp_path):
    long = f"content/{'字' * 90}.md"
    places, left_out = unpacked(
        zipped({"content/a.md": TEXT, "content\\a.md": "other", "content/a.md/b.md": TEXT, long: TEXT}), tmp_path
    )
    assert places == ["content/a.md"]
    assert [report.findings[0].code for report in left_out] == ["zip-twice", "zip-twice", "file-name"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 zip"),
        (b"Rar!\x1a\x07\x00" + b"x" * 100, "不是 zip"),
        (zipped()[:-30], "不是 zip"),
        (locked(), "设有密码"),
        (zipped({"content/a.txt": "x"}), "没有文章"),
        (zipped({"one/content/a.md": TEXT, "two/content/a.md": TEXT}), "几个站点"),
    ],
)
def test_what_is_no_site_in_a_zip_is_refused_with_what_to_do(tmp_path, data, words):
    assert words in refused(data, tmp_path)


def test_a_damaged_file_is_named(tmp_path):
    data = zipped(compressed=False).replace("这里是正文".encode(), "那里是正文".encode())
    assert "已损坏" in refused(data, tmp_path)


def test_a_bomb_stops_before_it_fills_the_disk(tmp_path):
    assert "解压后超过" in refused(bomb(), tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 20_000_000


def test_sizes_that_the_zip_lies_about_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_UNPACKED", 1_000)
    data = bytearray(zipped({"content/posts/a.md": TEXT * 100}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 10)  # the size that the list tells
    with pytest.raises(UnusableZip):
        unpack(io.BytesIO(bytes(data)), tmp_path)


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [("MAX_UPLOAD", 100, "最多 0 MB"), ("MAX_FILES", 2, "文件超过 2 个"), ("MAX_UNPACKED", 100, "解压后超过")],
)
def test_limits_are_told_before_anything_is_unpacked(monkeypatch, limit, value, words):
    monkeypatch.setattr(unpacking, limit, value)
    with pytest.raises(UnusableZip, match=words):
        contents(io.BytesIO(zipped({f"content/{name}.md": TEXT for name in "abc"})))


@pytest.mark.parametrize(("limit", "value"), [("MAX_LISTING", 100), ("MAX_LISTED", 2)])
def test_a_long_list_of_contents_is_not_read(monkeypatch, limit, value):
    monkeypatch.setattr(zip_listing, limit, value)
    with pytest.raises(UnusableZip, match="文件超过"):
        contents(io.BytesIO(zipped({f"content/{name}.md": TEXT for name in "abc"})))


def test_a_list_that_hides_behind_64_bits_is_not_read():
    data = zipped()
    at = data.rindex(b"PK\x05\x06")
    hiding = data[:at] + b"PK\x06\x07" + b"\0" * 16 + data[at:]
    with pytest.raises(UnusableZip, match="文件超过"):
        contents(io.BytesIO(hiding))
