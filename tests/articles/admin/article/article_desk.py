"""What the tests of the article screens share: addresses, and the form as a browser would post it."""

import re
from html.parser import HTMLParser

from django.urls import reverse

LIST = "/admin/articles/article/"
TICKED = {"despite_warnings": "on"}  # the yellow checks were looked at


def address(name, article, *args):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


class _Fields(HTMLParser):
    """Collect what a browser would post from the form with one id."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.values, self.select, self.textarea = {}, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        belongs = attrs["form"] == self.form_id if "form" in attrs else self.inside
        if not belongs or "disabled" in attrs:
            return
        if tag == "input" and attrs.get("name"):
            ticked = attrs.get("type") in {"checkbox", "radio"}
            if not ticked or "checked" in attrs:
                self.add(attrs["name"], attrs.get("value", "on" if ticked else ""))
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and self.select and "selected" in attrs:
            self.add(self.select, attrs["value"])
        elif tag == "textarea":
            self.textarea = attrs["name"]
            self.values[self.textarea] = [""]

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            self.values[self.textarea][0] = self.values[self.textarea][0].removeprefix("\n")
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False

    def add(self, name, value):
        self.values.setdefault(name, []).append(value)


def posted(response, **changes):
    """Return what a browser would post from the article form of ``response``, with some fields changed."""
    parser = _Fields("article_form")
    parser.feed(response.content.decode())
    parser.values.pop("csrfmiddlewaretoken", None)
    return parser.values | changes


def text_of(response):
    """Return the words of a page without its markup."""
    page = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", page)
