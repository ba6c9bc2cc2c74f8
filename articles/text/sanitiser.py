"""
The two cleanings of HTML, both by nh3.

``normalise`` comes straight after Markdown: it turns whatever a writer typed into a well-formed tree and takes
away all that is ours to write (pictures, roles, loading hints). ``clean`` is the allow-list of the finished
page and always comes last: nothing changes HTML after it.
"""

import re

import nh3
from pygments.token import STANDARD_TYPES

TEXT_TAGS = frozenset(
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong b i u s del ins mark small sub sup a abbr kbd"
    " samp var q cite time table caption colgroup col thead tbody tfoot tr th td figure figcaption dl dt dd details"
    " summary div span section ruby rt rp bdi bdo wbr img input".split()
)
EMBED_TAGS = frozenset({"iframe", "video", "audio", "source"})
ALIGNED = frozenset("p div center h1 h2 h3 h4 h5 h6".split())  # alignment.py reads how
DROPPED_WITH_CONTENT = frozenset("script style template svg math object noscript textarea select title".split())

WRITTEN_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
    "input": {"checked"},
}
# A picture's reference is no address yet, so Markdown's own pictures carry it in data-src, out of reach of
# the check of schemes.
RAW_ATTRIBUTES = WRITTEN_ATTRIBUTES | {
    "img": {"src", "data-src", "alt", "title", "width", "height"},
    **{tag: {"align", "style"} for tag in ALIGNED},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "scope", "align", "style"},
    "iframe": {"src"},
    "video": {"src"},
    "audio": {"src"},
    "source": {"src"},
}
PAGE_ATTRIBUTES = WRITTEN_ATTRIBUTES | {
    "input": {"type", "disabled", "checked"},
    "*": WRITTEN_ATTRIBUTES["*"] | {"aria-label"},
    "a": {"href", "data-lb"},
    "div": {"role", "tabindex"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "fetchpriority", "referrerpolicy"},
    "source": {"type", "srcset", "sizes", "media"},
}
SCHEMES = {"http", "https", "mailto"}
CHECKBOX = {"input": {"type": "checkbox", "disabled": ""}}

HIGHLIGHT_CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name) | {"highlight", "hll", "filename"}
ADMONITION_KINDS = {
    "note": "注意",
    "abstract": "摘要",
    "info": "信息",
    "tip": "提示",
    "hint": "提示",
    "success": "成功",
    "question": "问题",
    "important": "重要",
    "attention": "注意",
    "caution": "小心",
    "warning": "警告",
    "danger": "危险",
    "failure": "失败",
    "error": "错误",
    "bug": "缺陷",
    "example": "示例",
    "quote": "引用",
}
CLASSES = (
    HIGHLIGHT_CLASSES
    | frozenset(ADMONITION_KINDS)
    | {
        *("admonition", "admonition-title", "footnote", "footnote-ref", "footnote-backref"),
        *("task-list", "task-list-item", "table-scroll", "gallery", "gallery-2", "gallery-3"),
        *("align-left", "align-center", "align-right", "remote-image", "unsized", "address", "embed", "video"),
    }
)
LANGUAGE_CLASS = re.compile(r"language-[a-z0-9_+-]{1,30}\Z")
# Characters that browsers or readers skip over when they look for the scheme of an address.
SKIPPED = re.compile("[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff]+")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    """Keep classes of the list, and addresses that are what they look like."""
    if attribute == "class":
        kept = [name for name in value.split() if name in CLASSES or LANGUAGE_CLASS.match(name)]
        return " ".join(dict.fromkeys(kept)) or None
    if attribute in {"href", "src"}:
        bare = SKIPPED.sub("", value)
        scheme = SCHEME.match(bare)
        if (scheme and scheme[1].lower() not in SCHEMES) or "\\" in bare[:2]:
            return None
    return value


_NORMALISER = nh3.Cleaner(
    tags=set(TEXT_TAGS | EMBED_TAGS | ALIGNED),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=RAW_ATTRIBUTES,
    attribute_filter=_allowed,
    link_rel=None,
    url_schemes=SCHEMES,
    set_tag_attribute_values=CHECKBOX,
)
_CLEANER = nh3.Cleaner(
    tags=set(TEXT_TAGS | {"picture", "source"}),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=PAGE_ATTRIBUTES,
    attribute_filter=_allowed,
    link_rel="noopener",
    url_schemes=SCHEMES,
    set_tag_attribute_values=CHECKBOX,
)


def normalise(html: str) -> str:
    """Return what a writer typed as well-formed HTML, without anything that only the renderer may write."""
    return _NORMALISER.clean(html)


def clean(html: str) -> str:
    """Return the HTML that may be stored and shown. Cleaning it again changes nothing."""
    return _CLEANER.clean(html)
