"""RSS 2.0 as this site writes it: Django's, with the whole text, every author, and a name that never changes."""

from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed, rfc2822_date, rfc3339_date

GENERATOR = "Shequ"
NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


class NewsFeed(Rss201rev2Feed):
    """
    Items take ``content`` (HTML), ``authors`` (names) and ``updated``; the feed takes ``changed`` and ``image``.

    RSS's own ``author`` would need an e-mail address, so the names are Dublin Core's (brief §10).
    """

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | NAMESPACES

    def latest_post_date(self) -> Any:
        return self.feed["changed"]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", GENERATOR)
        image = self.feed["image"]
        handler.startElement("image", {})
        for name, value in (("url", image), ("title", self.feed["title"]), ("link", self.feed["link"])):
            handler.addQuickElement(name, value)
        handler.addQuickElement("width", "144")
        handler.addQuickElement("height", "144")
        handler.endElement("image")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("link", item["link"])
        handler.addQuickElement("guid", item["unique_id"], {"isPermaLink": "false"})
        if item["pubdate"]:
            handler.addQuickElement("pubDate", rfc2822_date(item["pubdate"]))
        if item["updateddate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        for name in item["categories"]:
            handler.addQuickElement("category", name)
        handler.addQuickElement("description", item["description"])
        handler.addQuickElement("content:encoded", item["content"])
