"""
Slips of a Chinese keyboard that only tell (grey): a Markdown mark or an address typed in full width, and spaces
between hanzi and Latin that the page sets by itself (brief §6.3, §11.5).
"""

import re
from collections.abc import Callable, Iterator

from articles.text.counting import HAN_CHARACTER

from .findings import Edit, Finding, places
from .prose import Source

WORDS_BEHIND = r"(?=[^\s＃－＊＞])"
HEADING = re.compile(rf"^(?P<mark>[＃#]{{0,5}}＃[＃#]{{0,5}})[ \t\u3000]*{WORDS_BEHIND}", re.MULTILINE)
LIST = re.compile(rf"^(?P<indent>[ \t]*)[－＊](?:[ \t\u3000]+{WORDS_BEHIND}|(?={HAN_CHARACTER}))", re.MULTILINE)
QUOTE = re.compile(rf"^＞[ \t\u3000]*{WORDS_BEHIND}", re.MULTILINE)
BOLD = re.compile(r"＊＊(?P<words>[^＊\n]{1,500})＊＊")
LINK = re.compile(
    r"(?P<image>[！!]?)[【\[](?P<words>[^【】\[\]\n]{0,500})[】\]][（(](?P<target>[^（）()\n]{1,500})[）)]"
)
TARGET = re.compile(r"(?:https?[:：]|www[.．]|[./#])|.*[.．](?:md|html?|jpe?g|png|gif|webp)\Z", re.IGNORECASE)
PICTURE = re.compile(r"[.．](?:jpe?g|png|gif|webp)\Z", re.IGNORECASE)
# Full width begins in the scheme; a mark further on that is not followed by more of the address is the sentence's.
ADDRESS = re.compile(
    r"https?(?::[/／]?／[/／]?|：[/／]{2})(?:[!-~０-９Ａ-Ｚａ-ｚ]|[．／？＝＆％＃＿](?=[!-~０-９Ａ-Ｚａ-ｚ／]))+",
    re.IGNORECASE,
)
HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
GAP = re.compile(rf"(?<={HAN_CHARACTER})[ \u00a0]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])[ \u00a0]+(?={HAN_CHARACTER})")

Mend = Callable[[re.Match[str]], str]


def slips(body: Source) -> Iterator[Finding]:
    """Yield N01 (spaces), N02 to N06 (marks in full width) and N07 (addresses in full width)."""
    gaps = [match.span() for match in GAP.finditer(body.words)]
    if gaps:
        yield Finding("N01", places("body", body.text, gaps), {"n": len(gaps)})
    marks: list[tuple[str, re.Pattern[str], Mend]] = [
        ("N02", HEADING, lambda match: "#" * max(2, len(match["mark"])) + " "),
        ("N03", LIST, lambda match: f"{match['indent']}- "),
        ("N04", QUOTE, lambda match: "> "),
        ("N05", BOLD, lambda match: f"**{match['words']}**"),
    ]
    for code, pattern, mend in marks:
        yield from _mended(code, body.text, [(match, mend(match)) for match in pattern.finditer(body.bare)])
    links = [(match, _link(match)) for match in LINK.finditer(body.bare) if _is_full_width_link(match)]
    yield from _mended("N06", body.text, links)
    taken = [match.span() for match, _text in links]
    addresses = [
        (match, match[0].translate(HALF_WIDTH))
        for match in ADDRESS.finditer(body.bare)
        if not match[0].isascii() and not any(start <= match.start() < end for start, end in taken)
    ]
    yield from _mended("N07", body.text, addresses)


def _mended(code: str, body: str, found: list[tuple[re.Match[str], str]]) -> Iterator[Finding]:
    if not found:
        return
    where = places("body", body, [match.span() for match, _text in found])
    edits = tuple(Edit("body", *match.span(), text) for match, text in found)
    yield Finding(code, where, {"n": len(found)}, edits)


def _is_full_width_link(match: re.Match[str]) -> bool:
    whole, start = match[0][len(match["image"]) :], match.start() + len(match["image"])
    marks = whole[0] + whole[match.end("words") - start : match.start("target") - start] + whole[-1]
    return not marks.isascii() and bool(TARGET.match(match["target"].strip()))


def _link(match: re.Match[str]) -> str:
    image = "!" if PICTURE.search(match["target"].strip()) else match["image"]
    return f"{image if match['image'] else ''}[{match['words']}]({match['target'].strip().translate(HALF_WIDTH)})"
