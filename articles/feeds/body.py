"""
An article as a feed reader shows it: outside the site, without our styles and scripts.

The stored HTML is cleaned once more, last, with what a feed allows: whole addresses, plain pictures
instead of choices by screen, no classes and ids.
"""

import re
from urllib.parse import urljoin

import nh3
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.addresses import absolute
from articles.models import Article
from articles.text.sanitiser import SCHEMES, TEXT_TAGS
from articles.xml import legal
from media import renditions

ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
}
ADDRESSES = {"href", "src"}
# The beginning of a tag, also under as many entities as feed readers may take away one after the other.
TAG = re.compile(r"(?:<|&(?:amp;)*(?:lt|#0*60|#x0*3c);?)(?=\s*[A-Za-z/!?])", re.IGNORECASE)


def plain(text: str) -> str:
    """
    Return words for ``<description>``, which readers take for HTML, some after unescaping it twice.

    What would begin a tag there is written with the full-width sign.
    """
    return TAG.sub("＜", legal(text))


def feed_body(article: Article) -> str:
    """Return the whole article as HTML: cover first unless the text shows it, corrections and rights last."""
    page = absolute(article.get_absolute_url())

    def in_full(_tag: str, attribute: str, value: str) -> str:
        return urljoin(page, value) if attribute in ADDRESSES else value

    return legal(
        nh3.clean(
            "\n".join(filter(None, [_cover(article), article.body_html, _corrections(article), _end(article, page)])),
            tags=set(TEXT_TAGS - {"input"}),
            attributes=ATTRIBUTES,
            attribute_filter=in_full,
            link_rel=None,
            url_schemes=SCHEMES,
        )
    )


def rights(article: Article) -> str:
    """Return the line that says whose text it is (brief §5.1)."""
    if article.paid:
        return _("This is an advertisement, paid for by %(source)s.") % {"source": article.source_name}
    if article.origin == Article.Origin.REPOST:
        return _("Reposted from %(source)s. The rights stay with the original author.") % {
            "source": article.source_name
        }
    if article.origin == Article.Origin.CONTRIBUTION:
        return _("A reader's contribution. It speaks for its author only.")
    return _("Original to this site. Please name the source and link to it when you quote.")


def _cover(article: Article) -> str:
    if not article.shows_hero:
        return ""
    cover = article.featured_image
    shown = renditions.fallback(cover, "body")
    image = format_html('<img src="{}" width="{}" height="{}" alt="{}">', *shown, "" if cover.decorative else cover.alt)
    credit = _("Picture: %(credit)s") % {"credit": cover.credit} if cover.credit else ""
    caption = "\u3000".join(filter(None, [cover.caption, credit]))
    words = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    return format_html("<figure>{}{}</figure>", image, words)


def _corrections(article: Article) -> str:
    rows = [(date_format(row.date), row.text) for row in article.corrections.all()]
    if not rows:
        return ""
    return format_html("<h2>{}</h2><ul>{}</ul>", _("Corrections"), format_html_join("", "<li>{} {}</li>", rows))


def _end(article: Article, page: str) -> str:
    return format_html('<p><a href="{}">{}</a>　{}</p>', page, _("Read on the site"), rights(article))
