"""Zips of small Hugo sites, good ones and hostile ones, made on the spot."""

import io
import stat
import zipfile

TEXT = "---\ntitle: 社区新闻\ndate: 2022-03-24\n---\n\n这里是正文。\n"
LINK = (stat.S_IFLNK | 0o777) << 16


def zipped(files=None, *, compressed=True):
    """Return a zip's bytes: places to text or bytes, one article unless files are given."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for place, content in (files or {"content/posts/a.md": TEXT}).items():
            archive.writestr(place, content)
    return buffer.getvalue()


def folder_zipped(root, inside=""):
    """Return a folder as a zip, below a folder of its own where one is named."""
    files = {
        f"{inside}{path.relative_to(root).as_posix()}": path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    return zipped(files)


def with_link(place="content/posts/b.md", target="/etc/passwd"):
    """Return a zip with an article and a symbolic link."""
    buffer = io.BytesIO(zipped())
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo(place)
        info.create_system, info.external_attr = 3, LINK
        archive.writestr(info, target)
    return buffer.getvalue()


def with_raw_names(names):
    """Return a zip whose names are these bytes, without the mark of UTF-8: as old systems write them."""
    places = {f"content/posts/{number:03}{'x' * (len(name) - 17)}": name for number, name in enumerate(names)}
    data = zipped(dict.fromkeys(places, TEXT))
    for place, name in places.items():
        assert len(place) == len(name), "a name of 17 bytes or more"
        data = data.replace(place.encode(), name)
    return data


def locked():
    """Return a zip whose files say that they need a password (bit 0 of their flags)."""
    data = bytearray(zipped())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


def bomb(size=30_000_000):
    """Return a zip with a file that is a thousand times larger than what it takes."""
    return zipped({"content/posts/a.md": TEXT, "static/zeros.bin": b"\0" * size})
