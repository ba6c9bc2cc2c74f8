"""
The shared list of hostile words, and how pages that show them are judged.

A page's skeleton is its elements and the names of their attributes. Words change text and values only, so an element
of a kind that the same page has not when it shows plain words means that something typed became markup.
"""

import importlib.util
import re
from collections import Counter
from functools import cache, cached_property

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from cms.headers import THEME_SNIPPET

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # which no form takes
BENDING = {"span", "wbr"}  # how a headline breaks depends on its words
ADDRESSES = {"href", "src", "action", "formaction", "srcset", "data", "poster", "xlink:href"}
SCHEME = re.compile(r"[\x00-\x20]*(javascript|vbscript|data|blob|file):(?!image/)", re.IGNORECASE)
BETWEEN = " ｜ "


@cache
def oracle(path):
    """Load the judge that knows nothing of the project."""
    spec = importlib.util.spec_from_file_location("xss_oracle", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(shared):
    """Return every row of the list: key, context, what is expected, payload."""
    return list(oracle(shared("attack/xss_oracle.py")).load(shared("attack/xss_payloads.txt")))


def words_of(shared):
    """Return every payload of the list, of whatever context, as the words that a form keeps of it in one line."""
    found = (" ".join(ILLEGAL.sub("", payload).split()) for _key, _context, _expect, payload in rows_of(shared))
    return [words for words in found if any(map(str.isalnum, words))]


def packed(words, length):
    """Put words together into as few texts of at most ``length`` characters; one that is longer is cut."""
    packs = [""]
    for one in words:
        joined = f"{packs[-1]}{BETWEEN}{one}" if packs[-1] else one[:length]
        if len(joined) <= length:
            packs[-1] = joined
        else:
            packs.append(one[:length])
    return packs


class Page:
    """What a browser builds from a page; parsed once. The parser is a browser's, the oracle's own is html5lib."""

    def __init__(self, text):
        root = LexborHTMLParser(text).root
        self.text = root.text()
        self.elements = [(node.tag, node.attributes, node) for node in root.traverse() if node.is_element_node]

    @cached_property
    def kinds(self):
        """The elements by name and names of attributes, and how often each is there."""
        return Counter((tag, *sorted(attributes)) for tag, attributes, _node in self.elements if tag not in BENDING)

    @cached_property
    def says(self):
        """All that the page says, without white space: its text, and the values of its attributes."""
        values = " ".join(value or "" for _tag, attributes, _node in self.elements for value in attributes.values())
        return "".join(f"{self.text} {values}".split())

    def lacks(self, words, most):
        """Return those of ``words`` of which not even the first ``most`` characters are said, from end to end."""
        return [one for one in words if "".join(one[:most].split()) not in self.says]

    def acts(self):
        """Return what could run, restyle the page or lead into a script, whatever else it shows."""
        found = []
        for tag, attributes, node in self.elements:
            for name, written in attributes.items():
                value = written or ""
                if name.startswith("on") or name in {"style", "srcdoc", "ping", "background"}:
                    found.append((tag, name, value[:60]))
                if name in ADDRESSES and SCHEME.match(value):
                    found.append((tag, name, value[:60]))
            if tag == "script":
                source, kind = attributes.get("src") or "", attributes.get("type") or ""
                own = source.startswith("/static/") or source == "/admin/jsi18n/" or kind.endswith("json")
                if not own and node.text() != THEME_SNIPPET:
                    found.append((tag, source, node.text()[:60]))
            if tag in {"object", "embed", "base", "applet", "style", "frame", "portal"}:
                found.append((tag, "", ""))
        return found

    def differs(self, plain):
        """Return what is built otherwise than on the same page with plain words."""
        return [*(self.kinds - plain.kinds), *(plain.kinds - self.kinds)]


class Noting(Client):
    """A client that reads every answer to its end and notes which addresses of the URLconf answered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = set()

    def request(self, **request):
        response = super().request(**request)
        if response.streaming:
            response.streaming_content = [b"".join(response)]
        if response.resolver_match:
            self.asked.add(response.resolver_match.route)
        return response
