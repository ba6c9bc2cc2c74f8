"""
Fenced code and tables as the old site's CommonMark saw them, put into the form that our extensions take.

A fence may close with more marks than it opened with, or never; its first line may say more than a language;
it and a table may follow a line of text at once. pymdownx and Python-Markdown would show all that as typed.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .indented_code import code_end, dedented

OPENING = re.compile(r"(?P<prefix>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
LANGUAGE = re.compile(r"\s*\{?\s*\.?(?P<name>[A-Za-z0-9_#+-][\w#.+-]*(?!\s*=))?")
OPTION = re.compile(r"""(?<!\S)(?:hl_lines|linenums|title)=(?:"[^"]*"|'[^']*')""")
AFTER_MARK = re.compile(r"(?P<mark>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ ]+)(?=`{3,}[^`\n]*$|~{3,})")
DELIMITERS = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
# What ends a table without an empty line.
OTHER_BLOCK = re.compile(r"[ \t]*(?:#{1,6}(?:[ \t]|$)|>|[-*+][ \t]|1[.)][ \t]|`{3,}|~{3,}|</?[A-Za-z])")
MARKS = re.compile("`+")
CELL_END = re.compile(r"(?<!\\)\|")


class Fences(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        found: list[str] = []
        index = 0
        in_table = False
        while index < len(lines):
            if in_table and (not lines[index].strip(" \t>") or OTHER_BLOCK.match(lines[index])):
                in_table = False
                _part(found, "")
            if mark := AFTER_MARK.match(lines[index]):
                # A fence right behind the mark of an item: the item first, the fence below its words.
                found += [mark["mark"], ""]
                lines = [*lines]
                lines[index] = " " * len(mark["mark"]) + lines[index][mark.end() :]
            opening = OPENING.match(lines[index])
            if not opening and (end := code_end(lines, index)) > index:
                code = dedented(lines[index:end])
                marks = "`" * max(3, 1 + max(len(run) for run in MARKS.findall("\n".join(code)) or [""]))
                found += [marks, *code, marks, ""]
                index = end
                continue
            if not opening:
                if _starts_table(lines, index):
                    _part(found, _quotes(lines[index]))
                    in_table = not _quotes(lines[index]).strip()
                found.append(lines[index])
                index += 1
                continue
            end, closed = _end(lines, index + 1, opening)
            prefix, marks = opening["prefix"], opening["marks"]
            _part(found, prefix)
            found.append(f"{prefix}{marks}{_info(opening['info'])}")
            found += lines[index + 1 : end]
            found.append(f"{prefix}{marks}")
            index = end + closed
            if index < len(lines) and lines[index].strip(" \t>"):
                found.append(prefix.rstrip())
        return found


class CommonMarkFences(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # Before the code is set aside.
        md.preprocessors.register(Fences(md), "fences", 27)


def _end(lines: list[str], start: int, opening: re.Match[str]) -> tuple[int, bool]:
    """Return the line on which a fence ends, and whether a mark of its own closes it there."""
    marks, depth = opening["marks"], opening["prefix"].count(">")
    for index in range(start, len(lines)):
        if _quotes(lines[index]).count(">") < depth:
            return index, False
        line = lines[index].strip(" \t>") if depth else lines[index].strip()
        if line.startswith(marks) and not line.strip(marks[0]):
            return index, True
    return len(lines), False


def _info(info: str) -> str:
    """Return language and options as pymdownx reads them: ``go:main.go {linenos=table}`` → ``go``."""
    match = LANGUAGE.match(info)
    name = (match["name"] or "") if match else ""
    return " ".join([name, *OPTION.findall(info)]).rstrip()


def _quotes(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t>"))]


def _part(found: list[str], prefix: str) -> None:
    """Put an empty line, inside the same quotes, after a line of text."""
    if found and found[-1].strip(" \t>"):
        found.append(prefix.rstrip())


def _starts_table(lines: list[str], index: int) -> bool:
    """Return whether a line is the head of a table: the next one draws a rule below as many cells."""
    if index + 1 >= len(lines) or "|" not in lines[index] or not DELIMITERS.match(lines[index + 1]):
        return False
    return "|" in lines[index + 1] and _cells(lines[index]) == _cells(lines[index + 1])


def _cells(line: str) -> int:
    return len(CELL_END.split(line.strip(" \t>").removeprefix("|").removesuffix("|")))
