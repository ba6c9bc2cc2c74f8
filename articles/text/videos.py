"""
Pages of videos: from a player's address to the page that a reader can open (decisions §6.12).

A page never loads a player. What stands in the text is a poster that leads to the video's own page.
"""

import re
from urllib.parse import parse_qs, urlsplit

NAMES = {"bilibili": "哔哩哔哩", "qq": "腾讯视频"}
BILIBILI = re.compile(r"/video/(?P<id>(?:BV[0-9A-Za-z]{8,14}|av\d{1,12}))/?\Z")
TENCENT = re.compile(r"/x/(?:page|cover)/[0-9A-Za-z/]{5,60}\.html\Z")
VIDEO_ID = re.compile(r"[0-9A-Za-z]{5,30}\Z")


def video_page(address: str) -> tuple[str, str] | None:
    """
    Return address and name of the page that shows a video: of bilibili or 腾讯视频, given its page or its player.

    None for every other address. Never raises.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
        query = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=20).items()}
    except ValueError:
        return None
    if parts.scheme not in {"http", "https", ""}:
        return None
    if host in {"www.bilibili.com", "bilibili.com", "m.bilibili.com", "player.bilibili.com"}:
        return _bilibili(host, parts.path, query)
    if host == "v.qq.com" or host == "m.v.qq.com":
        return _tencent(parts.path, query)
    return None


def _bilibili(host: str, path: str, query: dict[str, str]) -> tuple[str, str] | None:
    video = ""
    if host == "player.bilibili.com":
        number = query.get("aid", "")
        video = query.get("bvid") or (f"av{number}" if number else "")
    elif match := BILIBILI.match(path):
        video = match["id"]
    if not BILIBILI.match(f"/video/{video}"):
        return None
    part = query.get("p") or query.get("page") or "1"
    suffix = f"?p={part}" if part.isdecimal() and part.isascii() and int(part[:4]) > 1 and len(part) < 5 else ""
    return f"https://www.bilibili.com/video/{video}/{suffix}", NAMES["bilibili"]


def _tencent(path: str, query: dict[str, str]) -> tuple[str, str] | None:
    if TENCENT.match(path):
        return f"https://v.qq.com{path}", NAMES["qq"]
    video = query.get("vid", "")
    if path in {"/txp/iframe/player.html", "/iframe/player.html"} and VIDEO_ID.match(video):
        return f"https://v.qq.com/x/page/{video}.html", NAMES["qq"]
    return None
