"""The archive: years, one year, one month. Where there is nothing, whatever else stands at the address."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from articles import clock
from articles.pages import archive
from cms.public import public_page

from .article import answer
from .frame import Pager, render_page

TITLES_PER_PAGE = 100


@public_page
def archive_index(request: HttpRequest) -> HttpResponseBase:
    """Every year with its months, and how many articles each has."""
    return render_page(request, "articles/archive.html", {"years": archive.years(clock.now())})


@public_page
def archive_year(request: HttpRequest, year: int) -> HttpResponseBase:
    """One year, month by month, with the newest titles of each."""
    found = archive.year_of(year, clock.now())
    if found is None:
        return answer(request)
    return render_page(request, "articles/archive_year.html", {"year": found})


@public_page
def archive_month(request: HttpRequest, year: int, month: int, number: int = 1) -> HttpResponseBase:
    """Every title of one month, the newest first."""
    titles = archive.month_of(year, month, clock.now())
    total = titles.count()
    if not total:
        return answer(request)
    pager = Pager(reverse("articles:archive-month", args=[year, month]), total, number, size=TITLES_PER_PAGE)
    context = {
        "month": archive.Month(year, month, total, list(titles[pager.rows])),
        "year": reverse("articles:archive-year", args=[year]),
        "pager": pager,
    }
    return render_page(request, "articles/archive_month.html", context)
