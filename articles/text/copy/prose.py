"""
Which characters of a Markdown text are running text, and which are code, addresses, tags or Markdown's marks.

Where it is in doubt, a character counts as no running text: what is left out is not checked and, above all, never
changed by a fix.
"""

import re
from collections.abc import Callable
from functools import cached_property

from articles.text.autolink import LINKED, trimmed
from articles.text.counting import ADDRESS, LABEL
from articles.text.fences import DELIMITERS
from articles.text.limits import RULE
from articles.text.masking import code_ranges, comment_ranges
from articles.text.references import DEFINITION, TARGET, TITLE

WALL = "\ufffc"  # stands for a character that is no running text
NOT_LINE_END = re.compile(r"[^\n]")

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[A-Za-z_][\w-]*[ \t]*:.*\n|[ \t#].*\n|-[ \t].*\n|\n)*+---[ \t]*(?:\n|\Z)")
BACKTICKS = re.compile(r"`+")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# Elements, and blocks of a theme that nobody knows here, whose text is no prose.
VERBATIM = re.compile(r"<(script|style|pre|textarea|code|kbd|samp|svg|math)\b", re.IGNORECASE)
SHORTCODE = re.compile(r"\{\{<[ ]*([A-Za-z][\w-]{0,50})")
TAG = re.compile(r"""</?[A-Za-z](?:[^<>"'\n]|\n(?![ \t]*\n)|"[^"<]{0,2000}+"|'[^'<]{0,2000}+'|["'])*+>""")
AUTOLINK = re.compile(r"<[^<>\s]{1,2000}>")
ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
# Ways to write something that is not said: what a whole line, or its beginning, means to Markdown.
LINE_SYNTAX = re.compile(
    r"^[ \t>]*(?:!!!.*|\?\?\?.*|===.*|\*\[[^\]\n]{1,200}\]:|\[[^\[\]\n]{1,500}\]:|:(?=[ \t])"
    r"|(?:[-*+][ \t]+)?\d{1,9}[.)](?=[ \t]|$))",
    re.MULTILINE,
)
IMAGE_WITH_TITLE = re.compile(rf"!{LABEL}\([ \t]*{TARGET}(?:[ \t]+{TITLE.replace('?P<', '?P<i')})?[ \t]*\)")
IMAGE = re.compile(rf"!{LABEL}(?:{ADDRESS}|\[[^\[\]\n]*\])")
LINK_WITH_TITLE = re.compile(rf"\]\([ \t]*{TARGET}(?:[ \t]+{TITLE})?[ \t]*\)")
LINK = re.compile(rf"\]{ADDRESS}")
NAMED = re.compile(r"\[[^\[\]\n]{0,500}\](?:[ ]?\[[^\[\]\n]{0,500}\])?")
FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,200}\]")
REST = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9.-]+"  # mail
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    r"|\{\{[<%][^{}\n]{0,2000}[>%]\}\}"  # shortcodes
    r"|\{:?[ \t]*(?:[#.][^{}\n]{0,500}|[a-z-]+=[^{}\n]{0,500})\}"  # attributes
    r"|(?<![A-Za-z0-9]):[a-z0-9_+-]{1,40}:(?![0-9])"  # emoji
)


class Source:
    """A Markdown text, and what is left of it without code and without Markdown's marks, each found once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def bare(self) -> str:
        """See ``without_code``."""
        return without_code(self.text)

    @cached_property
    def words(self) -> str:
        """See ``prose``."""
        return prose(self.bare)


def without_code(source: str) -> str:
    """Return a text of the same length, with a wall for every character of code, tags and comments."""
    text = FRONT_MATTER.sub(_wall, source)
    text = _walled(text, code_ranges(text))
    text = _walled(text, _long_spans(text))
    text = _walled(text, comment_ranges(text))
    text = _walled(text, _between(text, VERBATIM, "</{}".format))
    text = _walled(text, _between(text, SHORTCODE, "{{{{< /{}".format))
    return AUTOLINK.sub(_wall, TAG.sub(_wall, text))


def prose(bare: str) -> str:
    """Return a text of ``without_code`` with a wall for every character that is no running text, lengths kept."""
    text = ESCAPE.sub(_wall, bare)
    names = {match["name"].casefold() for line in text.split("\n") if (match := DEFINITION.match(line))}
    text = "\n".join(_line(line) for line in text.split("\n"))
    text = LINE_SYNTAX.sub(_wall, text)
    for pattern in (IMAGE_WITH_TITLE, IMAGE, LINK_WITH_TITLE, LINK, FOOTNOTE):
        text = pattern.sub(_wall, text)
    if names:
        text = NAMED.sub(lambda match: _wall(match) if _is_named(match[0], names) else match[0], text)
    addresses = [(m.start(), m.start() + len(m["mail"] or trimmed(m["address"]))) for m in LINKED.finditer(text)]
    return REST.sub(_wall, _walled(text, addresses))


def _wall(match: re.Match[str]) -> str:
    return NOT_LINE_END.sub(WALL, match[0])


def _walled(text: str, ranges: list[tuple[int, int]]) -> str:
    parts, position = [], 0
    for start, end in ranges:
        parts += [text[position:start], NOT_LINE_END.sub(WALL, text[start:end])]
        position = end
    return "".join([*parts, text[position:]])


def _line(line: str) -> str:
    """Wall a line that says nothing: a definition, a rule, the rule below a table's head."""
    if not line:
        return line
    defines = DEFINITION.match(line) and not line.lstrip().startswith("[^")
    silent = defines or RULE.match(line) or ("-" in line and DELIMITERS.match(line))
    return WALL * len(line) if silent else line


def _is_named(label: str, names: set[str]) -> bool:
    return any(part.strip("[] ").casefold() in names for part in label.split("["))


def _long_spans(text: str) -> list[tuple[int, int]]:
    """Return the code spans that run over a line's end; a span ends before an empty line."""
    runs = list(BACKTICKS.finditer(text))
    closing: dict[int, int] = {}  # the length of a run, and the nearest such run behind
    nearest: list[int | None] = []
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        nearest.append(closing.get(length))
        closing[length] = index
    nearest.reverse()
    breaks = [match.start() for match in EMPTY_LINE.finditer(text)]
    ranges, index, at_break = [], 0, 0
    while index < len(runs):
        start = runs[index].start()
        while at_break < len(breaks) and breaks[at_break] < start:
            at_break += 1
        limit = breaks[at_break] if at_break < len(breaks) else len(text)
        other = nearest[index]
        escaped = start > 0 and text[start - 1] == "\\"
        if other is not None and not escaped and runs[other].start() < limit:
            ranges.append((start, runs[other].end()))
            index = other
        index += 1
    return ranges


def _between(text: str, opening: re.Pattern[str], closing_of: Callable[[str], str]) -> list[tuple[int, int]]:
    """Return where something named opens, up to where it closes. What never closes is left out."""
    lower = text.lower()
    ranges, position = [], 0
    gone: set[str] = set()  # closings that do not come again
    while match := opening.search(text, position):
        closing = closing_of(match[1].lower())
        end = -1 if closing in gone else lower.find(closing, match.end())
        if end < 0:
            gone.add(closing)
            position = match.end()
            continue
        ranges.append((match.start(), end))
        position = end
    return ranges
