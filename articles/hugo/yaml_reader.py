"""
YAML front matter, read from the parser's events.

``yaml.safe_load`` would turn ``no`` into False and ``12:30:45`` into 45045, keep the last of two equal
keys, and follow aliases and brackets as deep as they go. Here scalars keep their text, equal keys
are an error, and depth and size are bounded before anything is built.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from .report import Rejected, rejected
from .values import MAX_DEPTH, MAX_VALUES, Plain, Value, too_deep

KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*:")
FULL_WIDTH_COLON = re.compile(r"\s*[\w-]+\s*：")
UNPRINTABLE_START = re.compile(r"found character '(?P<character>.+)' that cannot start any token")
CORE = "tag:yaml.org,2002:"
SCALAR_TAGS = frozenset(CORE + name for name in ("str", "int", "float", "bool", "null", "timestamp"))
COLLECTION_TAGS = frozenset(CORE + name for name in ("seq", "map"))


def read_yaml(text: str, first_line: int) -> tuple[dict[str, Value], dict[str, int]]:
    """
    Return the mapping and the file's line of each of its keys.

    ``first_line`` is the line of the file on which ``text`` begins. Raises ``Rejected``.
    """
    try:
        return _Reader(first_line).read(text)
    except yaml.YAMLError as error:
        raise _explain(error, text, first_line) from error


@dataclass
class _Reader:
    first_line: int
    anchors: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    key: str = ""  # the top-level key being read, for messages
    values: int = 0

    def line(self, event: Any) -> int:
        return event.start_mark.line + self.first_line

    def read(self, text: str) -> tuple[dict[str, Value], dict[str, int]]:
        root: Value | None = None
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        for event in events:
            if isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _not_a_mapping(self.line(event))
                continue
            if not isinstance(event, yaml.MappingStartEvent):
                raise full_width_colon(text.split("\n"), self.first_line) or _not_a_mapping(self.line(event))
            root = self.node(event, events, 0)
        return (root if isinstance(root, dict) else {}), self.lines

    def node(self, event: yaml.Event, events: Any, depth: int) -> Value:
        if depth > MAX_DEPTH:
            raise too_deep(self.line(event), self.key)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        self.refuse_unknown_tag(event)
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = Plain(event.value) if event.style is None else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self.sequence(events, depth)
        else:
            value = self.mapping(events, depth)
        self.count(1, event)
        if anchor := getattr(event, "anchor", None):
            self.anchors[anchor] = value
        return value

    def sequence(self, events: Any, depth: int) -> Value:
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, depth + 1))
        return items

    def mapping(self, events: Any, depth: int) -> Value:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise rejected(
                    "yaml-key",
                    _("A key of the front matter is a list or a mapping."),
                    line=self.line(event),
                    suggestion=_("Write the key as a word, followed by a colon and a space."),
                )
            key = event.value
            if depth == 0:
                self.key = key
                self.lines.setdefault(key, self.line(event))
            if key in mapping:
                raise rejected(
                    "duplicate-key",
                    _("The key “%(key)s” is there twice.") % {"key": key},
                    key=key,
                    line=self.line(event),
                    suggestion=_("Keep one of the two lines."),
                )
            mapping[key] = self.node(next(events), events, depth + 1)
        return _merged(mapping)

    def alias(self, event: yaml.AliasEvent) -> Value:
        if event.anchor not in self.anchors:
            raise self.refuse_alias(event)
        value = self.anchors[event.anchor]
        self.count(_size(value), event)
        return value

    def count(self, values: int, event: yaml.Event) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            raise self.refuse_alias(event)

    def refuse_alias(self, event: yaml.Event) -> Rejected:
        return rejected(
            "yaml-alias",
            _("The front matter holds an alias (“*name”) that is unknown or grows without bounds."),
            line=self.line(event),
            key=self.key,
            suggestion=_("Write the values out, or put quotes around a text that begins with *."),
        )

    def refuse_unknown_tag(self, event: Any) -> None:
        allowed = SCALAR_TAGS if isinstance(event, yaml.ScalarEvent) else COLLECTION_TAGS
        if event.tag is not None and event.tag != "!" and event.tag not in allowed:
            raise rejected(
                "yaml-tag",
                _("The value of “%(key)s” asks for a type of its own (“%(tag)s”); only plain values are read.")
                % {"key": self.key, "tag": event.tag},
                key=self.key,
                line=self.line(event),
                suggestion=_("Put quotes around the value."),
            )


def _size(value: Value) -> int:
    """Count the values that an alias repeats. Bounded: nothing larger than ``MAX_VALUES`` is ever kept."""
    match value:
        case dict():
            return 1 + sum(map(_size, value.values()))
        case list():
            return 1 + sum(map(_size, value))
        case _:
            return 1


def _merged(mapping: dict[str, Value]) -> dict[str, Value]:
    """Apply YAML's merge key: ``<<: *defaults``. A key that is written out wins."""
    defaults = mapping.pop("<<", None)
    for default in defaults if isinstance(defaults, list) else [defaults]:
        if isinstance(default, dict):
            mapping = {**default, **mapping}
    return mapping


def _not_a_mapping(line: int) -> Rejected:
    return rejected(
        "not-a-mapping",
        _("The front matter is not a mapping of keys to values."),
        line=line,
        suggestion=_("Write each line as “key: value”, with a half-width colon and a space."),
    )


def _explain(error: yaml.YAMLError, text: str, first_line: int) -> Rejected:
    """Return the refusal that says in a writer's words what the parser stumbled over."""
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    if "quoted scalar" in context:
        mark = getattr(error, "context_mark", mark)  # where the quote was opened, not where the text ran out
    line = mark.line + first_line if mark else first_line
    source = text.split("\n")
    named = KEY.match(source[min(mark.line, len(source) - 1)]) if mark else None
    key = named["key"] if named else ""
    if "quoted scalar" in context:
        return rejected(
            "yaml-quote",
            _("A quotation mark is opened here and not closed, or holds an unknown “\\” sequence."),
            line=line,
            key=key,
            suggestion=_("Close the quotation mark, or use single quotes around the text."),
        )
    if found := full_width_colon(source, first_line):
        return found
    if unprintable := UNPRINTABLE_START.search(problem):
        if unprintable["character"] == "\\t":
            return rejected(
                "yaml-tab",
                _("The line is indented with a tab; YAML allows spaces only."),
                line=line,
                key=key,
                suggestion=_("Replace the tab by two spaces."),
            )
        return rejected(
            "yaml-needs-quotes",
            _("A value can not begin with “%(character)s”.") % {"character": unprintable["character"]},
            line=line,
            key=key,
            suggestion=_("Put quotes around the value."),
        )
    if "mapping values are not allowed" in problem:
        return rejected(
            "yaml-colon",
            _("There is a colon where none can be: inside a text without quotes, or on a line with the wrong indent."),
            line=line,
            key=key,
            suggestion=_("Put quotes around a text that holds “: ”; begin each key at the start of its line."),
        )
    if "undefined alias" in problem:
        return rejected("yaml-alias", problem, line=line, suggestion=_("Put quotes around the value."))
    return rejected(
        "yaml-syntax",
        _("The YAML front matter can not be read: %(problem)s.") % {"problem": problem},
        line=line,
        key=key,
        suggestion=_("Compare the line with those around it: indent, brackets, quotation marks."),
    )


def full_width_colon(source: list[str], first_line: int) -> Rejected | None:
    """Return the refusal for a key that is followed by “：”, the Chinese input method's colon."""
    for number, line in enumerate(source):
        if FULL_WIDTH_COLON.match(line):
            return rejected(
                "yaml-fullwidth-colon",
                _("The key is followed by a full-width colon “：”."),
                line=number + first_line,
                key=line.split("：")[0].strip(),
                suggestion=_("Write “: ” with a half-width colon and a space."),
            )
    return None
