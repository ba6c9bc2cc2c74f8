"""All feeds in one file, for readers' software to take in at once (OPML 2.0)."""

import io

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import SiteSettings
from articles.taxonomy.kinds import KINDS
from cms.public import public_page

from .body import absolute, legal

OFFERED = ("topic", "category", "author")  # as on the page of feeds


@public_page
def opml(request: HttpRequest) -> HttpResponseBase:
    """The feed of the whole site, then those of each topic, section and author with something to read."""
    site = SiteSettings.objects.current()
    out = io.StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("opml", {"version": "2.0"})
    xml.startElement("head", {})
    xml.addQuickElement("title", legal(site.name))
    xml.endElement("head")
    xml.startElement("body", {})
    _outline(xml, site.name, reverse("articles:feed"), reverse("articles:home"))
    for name in OFFERED:
        terms = [term for term in KINDS[name].terms(timezone.now()) if term.total]
        if not terms:
            continue
        label = str(KINDS[name].label)
        xml.startElement("outline", {"text": label, "title": label})
        for term in terms:
            _outline(xml, term.name, term.feed_url, term.get_absolute_url())
        xml.endElement("outline")
    xml.endElement("body")
    xml.endElement("opml")
    xml.endDocument()
    response = HttpResponse(out.getvalue(), content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    return response


def _outline(xml: SimplerXMLGenerator, name: str, feed: str, page: str) -> None:
    name = legal(name)
    attributes = {"type": "rss", "text": name, "title": name, "xmlUrl": absolute(feed), "htmlUrl": absolute(page)}
    xml.addQuickElement("outline", attrs=attributes)
