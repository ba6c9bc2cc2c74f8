"""
One content file, split into its front matter and its body, with the line of every key.

Raises nothing but ``Rejected``, whatever the bytes are.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .report import Finding, Rejected, rejected
from .values import CONTROL, Plain, Value, as_json, from_native, too_deep
from .yaml_reader import read_yaml

MAX_FILE = 2 * 1024 * 1024  # bytes; an article of a million characters is not an article
MAX_FRONT_MATTER = 64 * 1024  # bytes

YAML, TOML, JSON, NONE = "yaml", "toml", "json", "none"
DELIMITERS = {"---": YAML, "+++": TOML}
TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Entry:
    """One key of the front matter as it is written, its value, and its line in the file."""

    key: str
    value: Value
    line: int


@dataclass
class FrontMatter:
    """
    A content file. Keys are looked up in lower case, as Hugo does.

    ``body`` begins on line ``body_line`` of the file.
    """

    format: str
    body: str
    body_line: int = 1
    entries: dict[str, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def first(self, *keys: str) -> Entry | None:
        """Return the first of these keys that is there with a value."""
        return next((self.entries[key] for key in keys if key in self.entries), None)

    def as_json(self) -> dict[str, Any]:
        """Return everything that was in the front matter, for keeping with the article."""
        return {entry.key: as_json(entry.value) for entry in self}


def read(data: bytes) -> FrontMatter:
    """Split and parse the bytes of one content file."""
    text, findings = decode(data)
    if not text.strip():
        raise rejected(
            "file-empty", _("The file is empty."), suggestion=_("Delete it, or write a title, a date and a text.")
        )
    page = _split(text)
    page.findings = findings + page.findings
    return page


def decode(data: bytes) -> tuple[str, list[Finding]]:
    """Return the text with ``\\n`` line ends and no control characters, and what had to be said about it."""
    if len(data) > MAX_FILE:
        raise rejected(
            "size-limit",
            _("The file has %(size).1f MB; a text may have up to %(limit)d MB.")
            % {"size": len(data) / 1_048_576, "limit": MAX_FILE // 1_048_576},
            suggestion=_("Split it, or move pictures out of the text into files."),
        )
    if name := BYTE_ORDER_MARKS.get(data[:2]):
        raise _not_utf8(name, 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(likely_encoding(data), data.count(b"\n", 0, error.start) + 1) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings = []
    if odd := CONTROL.search(text):
        findings.append(
            Finding(
                code="control-characters",
                message=_("Control characters were taken out."),
                line=text.count("\n", 0, odd.start()) + 1,
                count=len(CONTROL.findall(text)),
            )
        )
        text = CONTROL.sub("", text)
    return text, findings


def likely_encoding(data: bytes) -> str:
    """Return the name of the encoding that bytes which are not UTF-8 probably have, or nothing."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030 (GBK)" if any("\u4e00" <= character <= "\u9fff" for character in text) else ""


def _not_utf8(name: str, line: int) -> Rejected:
    return rejected(
        "encoding",
        _("The file is not UTF-8; its encoding is probably %(name)s.") % {"name": name}
        if name
        else _("The file is not UTF-8: its encoding is unknown, or a byte is damaged."),
        line=line,
        suggestion=_("Save the file as UTF-8 and import again."),
    )


def _split(text: str) -> FrontMatter:
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip())
    opening = lines[start].rstrip()
    if opening.startswith("{") and not opening.startswith("{{"):
        page = _split_json("\n".join(lines[start:]), start + 1)
    elif opening in DELIMITERS:
        page = _split_delimited(lines, start, opening)
    elif opening.startswith("#+"):
        raise rejected(
            "front-matter-org",
            _("The file is in Org mode, which is not read."),
            line=start + 1,
            suggestion=_("Convert it to Markdown with YAML front matter."),
        )
    else:
        return FrontMatter(
            format=NONE,
            body=text,
            findings=[
                Finding(
                    code="no-front-matter",
                    message=_("There is no front matter; the whole file was taken as text, and is a draft."),
                    line=start + 1,
                    suggestion=_("Begin the file with a line “---”, title and date, and another line “---”."),
                )
            ],
        )
    if start:
        page.findings.append(
            Finding(
                code="front-matter-not-first",
                message=_("The front matter is not on line 1; Hugo shows it as text."),
                line=start + 1,
                suggestion=_("Delete the empty lines above it."),
            )
        )
    return page


def _split_delimited(lines: list[str], start: int, opening: str) -> FrontMatter:
    end = next((number for number in range(start + 1, len(lines)) if lines[number].rstrip() == opening), None)
    if end is None:
        raise rejected(
            "front-matter-unclosed",
            _("The front matter is opened with %(mark)s and has no closing %(mark)s.") % {"mark": opening},
            line=start + 1,
            suggestion=_("Add a line %(mark)s (closing %(mark)s) between front matter and text.") % {"mark": opening},
        )
    source = "\n".join(lines[start + 1 : end])
    _check_size(source, start + 1)
    first_line = start + 2
    if opening == "---":
        values, found_on = read_yaml(source, first_line)
    else:
        values = _read_toml(source, first_line)
        found_on = {key: _line_of(rf"^\s*\[*\s*[\"']?{re.escape(key)}\b", source, first_line) for key in values}
    return _page(DELIMITERS[opening], values, found_on, "\n".join(lines[end + 1 :]), end + 2)


def _page(kind: str, values: dict[str, Value], lines: dict[str, int], body: str, body_line: int) -> FrontMatter:
    page = FrontMatter(format=kind, body=body, body_line=body_line)
    for key, value in values.items():
        entry = Entry(key, value, lines.get(key, 0))
        earlier = page.entries.get(key.lower())
        if earlier:
            page.findings.append(
                Finding(
                    code="duplicate-key-case",
                    message=_("“%(one)s” and “%(other)s” are the same key; the later one was taken.")
                    % {"one": earlier.key, "other": key},
                    key=key,
                    line=entry.line,
                    suggestion=_("Keep one of the two lines."),
                )
            )
        page.entries[key.lower()] = entry
    return page


def _check_size(source: str, line: int) -> None:
    if len(source.encode()) > MAX_FRONT_MATTER:
        raise rejected(
            "front-matter-size-limit",
            _("The front matter is larger than %(limit)d KB.") % {"limit": MAX_FRONT_MATTER // 1024},
            line=line,
            suggestion=_("Move long text below the front matter; check that it is closed."),
        )


def _line_of(pattern: str, source: str, first_line: int) -> int:
    found = re.search(pattern, source, re.MULTILINE)
    return source.rstrip("\n").count("\n", 0, found.end()) + first_line if found else 0


def _read_toml(source: str, first_line: int) -> dict[str, Value]:
    try:
        values = from_native(tomllib.loads(source, parse_float=Plain))
    except RecursionError as error:
        raise too_deep(first_line) from error
    except ValueError as error:  # TOMLDecodeError is one; so is an integer of 5,000 digits
        where = TOML_LINE.search(str(error))
        number = int(where[1]) if where and where[1] else source.count("\n") + 1
        line = source.split("\n")[number - 1].strip() if number <= source.count("\n") + 1 else ""
        problem = TOML_LINE.sub("", str(error)).strip()
        twice = "overwrite" in problem or "twice" in problem
        raise rejected(
            "duplicate-key" if twice else "toml-syntax",
            _("The TOML front matter can not be read: %(problem)s.") % {"problem": problem},
            line=number + first_line - 1,
            key=line.split("=")[0].strip() if "=" in line else "",
            suggestion=_("Keep one of the two lines.")
            if twice
            else _("Put text in quotation marks; write numbers without leading zeros (7, not 07)."),
        ) from error
    return values if isinstance(values, dict) else {}


def _split_json(text: str, first_line: int) -> FrontMatter:
    duplicates: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(items)
        if len(mapping) < len(items):
            names = [name for name, _value in items]
            duplicates.extend(name for name in mapping if names.count(name) > 1)
        return mapping

    decoder = json.JSONDecoder(
        object_pairs_hook=pairs, parse_float=Plain, parse_int=Plain, parse_constant=Plain, strict=False
    )
    try:
        native, end = decoder.raw_decode(text[: MAX_FRONT_MATTER + 1])
        values = from_native(native)
    except RecursionError as error:
        raise too_deep(first_line) from error
    except json.JSONDecodeError as error:
        raise _explain_json(error, text, first_line) from error
    source = text[:end]
    _check_size(source, first_line)
    lines = {key: _line_of(rf"\"{re.escape(key)}\"\s*:", source, first_line) for key in values}
    if duplicates:
        raise rejected(
            "duplicate-key",
            _("The key “%(key)s” is there twice.") % {"key": duplicates[0]},
            key=duplicates[0],
            line=lines.get(duplicates[0], first_line),
            suggestion=_("Keep one of the two lines."),
        )
    body = text[end:]
    body_line = first_line + source.count("\n")
    if body.startswith("\n"):
        body, body_line = body[1:], body_line + 1
    return _page(JSON, values if isinstance(values, dict) else {}, lines, body, body_line)


def _explain_json(error: json.JSONDecodeError, text: str, first_line: int) -> Rejected:
    line = first_line + error.lineno - 1
    if len(text) > MAX_FRONT_MATTER:
        _check_size(text, first_line)
    if "}" not in text[error.pos :] and text.count("{") > text.count("}"):
        return rejected(
            "json-brace-unclosed",
            _("The JSON front matter has no closing brace “}”."),
            line=line,
            suggestion=_("Add a line “}” between front matter and text."),
        )
    return rejected(
        "json-syntax",
        _("The JSON front matter can not be read: %(problem)s.") % {"problem": error.msg},
        line=line,
        suggestion=_("Use double quotation marks, a comma between entries and none after the last."),
    )
