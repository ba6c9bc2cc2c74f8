"""What 导入报告 says about one run: its sums, its findings by heading, its addresses, and all of it as CSV."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.hugo.address_check import HIDDEN, MISSING, checked, planned
from articles.hugo.groups import GROUPS, Row, rows
from articles.models import ImportRun, SourceFile
from cms.spreadsheet import cells

PER_PAGE = 50
ADDRESSES = "addresses-checked"  # the tab, which is no heading of findings


def sums(counts: dict[str, int]) -> str:
    """Return the head of a report: ``共 214 篇：成功 209 · 有提示 63 · 失败 5``."""
    words = _("%(articles)d articles: %(done)d fine · %(warned)d with remarks · %(failed)d failed") % counts
    if counts["unchanged"]:
        words += " · " + _("%(n)d unchanged") % {"n": counts["unchanged"]}
    return words


def report_context(run: ImportRun, query: Any) -> dict[str, Any]:
    """Return what the page shows, by ``group`` and ``p`` in its address."""
    if not run.report:
        return {}
    found = list(rows(run.files))
    counts = Counter(row.group for row in found)
    groups = [(name, heading, counts[name]) for name, (heading, _field, _codes) in GROUPS.items() if counts[name]]
    chosen = query.get("group", "")
    if chosen != ADDRESSES and chosen not in counts:
        chosen = groups[0][0] if groups else ADDRESSES
    context = {
        "sums": sums(run.counts),
        "others": run.counts["others"],
        "others_failed": run.counts["others_failed"],
        "groups": groups,
        "chosen": chosen,
        "addresses_tab": ADDRESSES,
    }
    if chosen == ADDRESSES:
        addresses = list(planned(run.files)) if run.is_dry else checked(run.files)
        page = Paginator(addresses, PER_PAGE).get_page(query.get("p"))
        wrong = sum(address.status == MISSING for address in addresses)
        return {**context, "addresses": page, "page": page, "wrong": wrong, "hidden": HIDDEN, "missing": MISSING}
    page = Paginator([row for row in found if row.group == chosen], PER_PAGE).get_page(query.get("p"))
    return {**context, "rows": with_places(page.object_list, run), "page": page}


def with_places(shown: Iterable[Row], run: ImportRun) -> list[tuple[Row, str]]:
    """Return rows with where they are mended: the article's form, at its field; empty where there is no article."""
    shown = list(shown)
    if run.is_dry:
        return [(row, "") for row in shown]
    sources = SourceFile.objects.filter(path__in={row.file for row in shown}).exclude(article=None)
    articles = dict(sources.values_list("path", "article_id"))
    return [(row, place_of(articles[row.file], row.field) if row.file in articles else "") for row in shown]


def place_of(article: int, field: str) -> str:
    form = reverse("admin:articles_article_change", args=[article])
    return f"{form}#{field}" if field else form


def csv_answer(run: ImportRun) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(run), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    return answer


class Echo:
    """A file that hands back what is written into it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(run: ImportRun) -> Iterator[str]:
    """Yield the findings, one a line, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow(
        (_("Group"), _("File"), _("Line"), _("Title"), _("Problem"), _("Advice"), _("Failed"), _("Kind of finding"))
    )
    for row in rows(run.files):
        line = str(row.line) if row.line else ""
        failed = _("yes") if row.is_error else ""
        heading = str(GROUPS[row.group][0])
        yield writer.writerow(
            cells((heading, row.file, line, row.title, row.message, row.suggestion, failed, row.code))
        )
