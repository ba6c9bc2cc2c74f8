"""What every page has in common: how it is rendered, how its rows are counted off into pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path

from articles import clock
from articles.models import Article


def render_page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """
    Render a template that extends ``base.html``.

    Without the request, so that no context processor can look at who is asking.
    """
    address = escape_uri_path(request.path)
    seen_ahead = {"ahead": clock.ahead()} if clock.ahead() else {}
    return HttpResponse(render_to_string(template, {"address": address, **seen_ahead, **context}), status=status)


def newest(most: int) -> QuerySet[Article]:
    """Return the newest live articles as cards."""
    return Article.objects.live().by_time().for_cards()[:most]


@dataclass(frozen=True)
class Pager:
    """One page of a list of ``total`` rows; raises ``Http404`` beyond the last. ``base`` is the address of page 1."""

    base: str
    total: int
    number: int = 1
    size: int = field(default_factory=lambda: settings.ARTICLES_PER_PAGE)

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.last:
            raise Http404(f"page {self.number} of {self.last}")

    @property
    def last(self) -> int:
        """Return the number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def rows(self) -> slice:
        """Return which rows of the whole list stand on this page."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    def url(self, number: int) -> str:
        return self.base if number == 1 else f"{self.base}page/{number}/"

    @property
    def previous(self) -> str:
        """Return the address of the page before, or an empty string."""
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """Return the address of the page after, or an empty string."""
        return self.url(self.number + 1) if self.number < self.last else ""

    def links(self) -> Iterator[dict[str, Any]]:
        """Yield the numbers to show, with their addresses; an entry without number stands for those left out."""
        every = Paginator(range(self.last), 1)
        for number in every.get_elided_page_range(self.number, on_each_side=1, on_ends=1):
            if isinstance(number, int):
                yield {"number": number, "url": self.url(number), "far": number not in {1, self.number, self.last}}
            else:
                yield {"number": None}
