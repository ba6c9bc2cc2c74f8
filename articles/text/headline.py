"""Where a headline may break (brief §6.3): between its clauses first, never inside a number or a name."""

import itertools
import math
import re
from collections.abc import Iterable

from .counting import count_units
from .linebreaks import CHINESE_PUNCTUATION, HAN

CLAUSE_BREAK = re.compile(rf"(?<=[{HAN}{CHINESE_PUNCTUATION}])[ \u00a0\u3000]+(?=[{HAN}{CHINESE_PUNCTUATION}])")
# Before a number or a foreign word with a Chinese one right behind it, a space may part clauses, or may only set the
# word apart (用 VR眼镜): it does the first where there is enough on both sides.
WORD_BREAK = re.compile(
    rf"(?<=[{HAN}{CHINESE_PUNCTUATION}])[ \u00a0\u3000]+(?=[A-Za-z0-9０-９][A-Za-z0-9０-９.,:%％+-]*[{HAN}])"
)
SHORTEST_BEFORE_WORD = 6
SHORTEST_FROM_WORD = 4
UNITS = (
    "平方公里 平方米 立方米 个百分点 百分点 公里 千米 厘米 毫米 公斤 千克 公顷 小时 分钟"
    " 年代 世纪 美元 欧元 港元 日元 人次 户次 部门 个月 周年 个 年 月 日 号 时 点 分"
    " 秒 岁 人 名 位 家 户 套 台 部 件 条 项 次 场 届 期 版 米 元 角 倍 度 吨 克"
    " 天 周 层 栋 楼 级 座 所 间 份 篇 张 幅 字 种 类 只 辆 艘 架 亩 寸 代 大 成"
    " 强 省 市 县 区 镇 村 城 路 % ％ ‰ ℃ ° ＋ +"
)
MAGNITUDE = "[十百千万亿]{1,3}[多余]?"
NUMBER = re.compile(
    r"[0-9０-９]+(?:[.,:：/~～–—-]?[0-9０-９]+)*"
    rf"(?:{MAGNITUDE})?(?:{'|'.join(re.escape(unit) for unit in UNITS.split())})?"
)
COUNTED = re.compile(
    rf"[第每]?[一二两三四五六七八九十几]{{1,3}}(?:{'|'.join(filter(str.isalpha, UNITS.split()))})"
)  # 一份, 第三次
# 的 belongs to the word before it, mostly one of two characters (车棚的, 社区里的), and begins no line.
PARTICLE = re.compile(rf"[{HAN}]{{1,2}}[们里上中下内外前后间]?的")
# After a colon or a comma the line may end, and there a name begins. 桂花桥社区 is known by its end.
PHRASE_BREAK = re.compile(rf"(?<=[：，；？！｜])(?=[“《‘A-Za-z0-9０-９{HAN}])")
PLACE_END = "社区|街道|小区|新村|花园|家园|公园|广场|大学|中学|小学|医院|[省市县区镇乡村路街桥]"
PLACE = re.compile(rf"(?<=[：，；？！“])[{HAN}]{{1,4}}?(?:{PLACE_END}){{1,2}}")
QUOTED = re.compile(r"“[^“”]{1,6}”|《[^《》]{1,6}》")
NARROWEST = 12  # 字 in a line beside a picture on a phone of 360 px, the narrowest that headlines are set for
LONGEST_NAME = 6
END = 4
# A word longer than this is left free to break, or a narrow screen could not hold it.
LONGEST_WORD = 12

Piece = tuple[str, bool]
Phrase = list[Piece]


def headline_clauses(title: str, names: Iterable[str] = ()) -> list[list[Phrase]]:
    """
    Return the clauses of a headline, each as phrases of pieces ``(text, nowrap)`` that join to the clause.

    Clauses part at spaces between two Chinese characters, and between long enough ones at a space before ``9个街道``.
    Phrases part behind a colon or a comma, where that costs no line on a narrow phone. A number with its unit, a name
    in quotation marks, a place behind a colon, any of ``names`` (topics, tags) of up to six 字, a word with the 的
    behind it, and the last four characters of the headline stay on one line.
    """
    title = title.strip()
    names = tuple(names)
    clauses = []
    position = 0
    for gap in [*_gaps(title), None]:
        end = gap.start() if gap else len(title)
        clause = title[position:end]
        patterns = (NUMBER, COUNTED, PARTICLE, PLACE, QUOTED)
        spans = [match.span() for pattern in patterns for match in pattern.finditer(clause)]
        spans += _named(clause, names)
        if not gap:
            spans.append(_ending(clause))
        merged = _merged(spans)
        cuts = _phrase_cuts(clause, merged)
        clauses.append([_pieces(clause, merged, start, end) for start, end in itertools.pairwise(cuts)])
        position = gap.end() if gap else end
    return clauses


def clause_gaps(title: str) -> list[tuple[int, int]]:
    """Return from where to where the spaces go at which the headline's clauses part."""
    return [gap.span() for gap in _gaps(title)]


def _gaps(title: str) -> list[re.Match[str]]:
    """Return the spaces at which the headline's clauses part."""
    sure = list(CLAUSE_BREAK.finditer(title))
    gaps = list(sure)
    for gap in WORD_BREAK.finditer(title):
        start = max((other.end() for other in gaps if other.end() <= gap.start()), default=0)
        end = min((other.start() for other in sure if other.start() >= gap.end()), default=len(title))
        before, after = title[start : gap.start()], title[gap.end() : end]
        if count_units(before) >= SHORTEST_BEFORE_WORD and count_units(after) >= SHORTEST_FROM_WORD:
            gaps.append(gap)
    return sorted(gaps, key=lambda gap: gap.start())


def _named(clause: str, names: Iterable[str]) -> list[tuple[int, int]]:
    short = {name for name in names if name and count_units(name) <= LONGEST_NAME and len(name) <= 2 * LONGEST_WORD}
    if not short:
        return []
    longest_first = sorted(short, key=len, reverse=True)
    return [match.span() for match in re.finditer("|".join(map(re.escape, longest_first)), clause)]


def _ending(clause: str) -> tuple[int, int]:
    start = max(0, len(clause) - END)
    word = re.search(r"[A-Za-z0-9]*\Z", clause[:start])
    if word and start < len(clause) and clause[start].isascii() and clause[start].isalnum():
        longer = start - len(word[0])
        start = longer if len(clause) - longer <= LONGEST_WORD else len(clause)
    return start, len(clause)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap, so that pieces never nest."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _phrase_cuts(clause: str, kept: list[tuple[int, int]]) -> list[int]:
    """Return where phrases begin and the last one ends; a clause that is better set in one go is one phrase."""
    inside = [at.start() for at in PHRASE_BREAK.finditer(clause)]
    cuts = [0, *(at for at in inside if not any(start < at < end for start, end in kept)), len(clause)]
    if cuts[-1] == 0:
        return []
    lines = [_lines(clause[start:end]) for start, end in itertools.pairwise(cuts)]
    return cuts if sum(lines) <= max(len(lines), _lines(clause)) else [0, len(clause)]


def _lines(words: str) -> int:
    """Return how many narrow lines these words fill; Latin letters and digits are half as wide."""
    return math.ceil(sum(0.5 if character.isascii() else 1 for character in words) / NARROWEST)


def _pieces(clause: str, spans: list[tuple[int, int]], start: int, end: int) -> Phrase:
    """Return the pieces between two places that no span crosses."""
    pieces = []
    position = start
    for kept_from, kept_to in spans:
        if start <= kept_from < end:
            pieces += [(clause[position:kept_from], False), (clause[kept_from:kept_to], True)]
            position = kept_to
    pieces.append((clause[position:end], False))
    return [piece for piece in pieces if piece[0]]
