"""The screen of the audit record: who may read it, what it shows, what it hands out."""

import csv
import datetime
import io

import pytest
import time_machine
from django.utils import timezone

from articles import workflow
from articles.models import Redirect
from articles.policy import Role
from cms.audit import record
from cms.models import AuditEntry
from tests.articles.admin.article.article_desk import address
from tests.factories import make_article, make_category, make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
LIST, EXPORT = "/admin/cms/auditentry/", "/admin/cms/auditentry/export/"


@pytest.fixture
def reading():
    def as_role(role=Role.CHIEF, **fields):
        client = Visitor()
        client.user = make_user(role, **fields)
        client.force_login(client.user)
        return client

    return as_role


def shown(page):
    return [entry.action for entry in page.context["cl"].result_list]


@pytest.mark.parametrize("role", [None, *Role])
def test_chief_editors_and_administrators_read_it_and_only_the_latter_export_it(reading, role):
    client = reading(role)
    refused = 403 if role else 302

    assert client.get(LIST).status_code == (200 if role in {Role.CHIEF, Role.ADMIN} else refused)
    assert client.post(EXPORT).status_code == (200 if role == Role.ADMIN else refused)


def test_each_difference_is_shown_as_old_and_new_in_words(reading):
    client, writer = reading(), make_user(Role.WRITER, first_name="林小满")
    article = make_article(title="楼长上岗", owner=writer)
    workflow.apply(article, "submit", actor=writer)
    Redirect.objects.create(source="/old/", target="/new/").delete()
    page = client.get(LIST).text

    assert "林小满" in page
    assert "状态：<del>草稿</del> → <ins>待审</ins>" in page
    assert f'文章 <a href="/admin/articles/article/{article.pk}/change/">楼长上岗</a>' in page
    assert "目标：<ins>/new/</ins>" in page
    assert "目标：<del>/new/</del>" in page
    assert page.count('/change/">/old/</a>') == 1, "what is deleted has no page"


def test_hostile_names_and_values_are_words(reading):
    hostile = "<svg onload=alert(1)>"
    Redirect.objects.create(source=f"/{hostile}/", target=f"/{hostile}{hostile}/")
    page = reading().get(LIST).text

    assert hostile not in page
    assert "&lt;svg onload=alert(1)&gt;" in page


def test_it_is_filtered_by_who_what_to_what_and_when(reading):
    client = reading()
    writer = make_user(Role.WRITER)
    with time_machine.travel(timezone.make_aware(datetime.datetime(2026, 3, 5, 23, 30)), tick=False):
        workflow.apply(make_article(owner=writer), "submit", actor=writer)
        record("version_autosave", make_category())

    assert shown(client.get(f"{LIST}?who={writer.pk}")) == ["submit", "version_save"]
    assert "submit" not in shown(client.get(f"{LIST}?who=system"))
    assert shown(client.get(f"{LIST}?what=steps")) == ["submit"]
    assert shown(client.get(f"{LIST}?what=autosaves")) == ["version_autosave"]
    assert "version_autosave" not in shown(client.get(LIST))
    assert set(shown(client.get(f"{LIST}?kind=articles.article"))) == {"submit", "version_save"}
    assert "submit" in shown(client.get(f"{LIST}?day=2026-03-05"))
    assert shown(client.get(f"{LIST}?day=2026-03-06")) == []
    assert "submit" not in shown(client.get(f"{LIST}?when=30"))
    assert client.get(f"{LIST}?q={make_category().name}").status_code == 200


@pytest.mark.parametrize("query", ["who=x", "what=x", "kind=x.y", "when=999", "day=x", "key=x", "e=1"])
def test_a_filter_that_is_none_breaks_nothing(reading, query):
    assert reading().get(f"{LIST}?{query}", follow=True).status_code == 200


def test_the_history_of_an_article_leads_whoever_may_read_it_to_its_entries(reading):
    article, other = make_article(title="这一篇"), make_article(title="另一篇")
    link = f"{LIST}?kind=articles.article&amp;key={article.pk}"
    client = reading()
    assert link in client.get(address("history", article)).text
    assert link not in reading(Role.EDITOR).get(address("history", article)).text

    page = client.get(link.replace("&amp;", "&")).text.partition("result_list")[2]
    assert article.title in page
    assert other.title not in page


def test_the_export_holds_what_the_list_shows_for_a_spreadsheet_and_is_itself_an_entry(reading):
    client = reading(Role.ADMIN)
    Redirect.objects.create(source="/=1+1/", target="/new/")
    record("placed", make_category("=HYPERLINK(1)"))
    response = client.post(f"{EXPORT}?what=rows")
    text = response.getvalue().decode()
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert response["Content-Disposition"].startswith('attachment; filename="audit-')
    assert lines[0][:3] == ["时间", "谁", "做了什么"]
    assert "'=HYPERLINK(1)" in [line[4] for line in lines]
    assert {line[2] for line in lines[1:]} <= {"新建", "修改", "删除", "首页摆放"}
    exported = AuditEntry.objects.get(action="exported")
    assert (exported.actor, exported.after) == (client.user, {"rows": len(lines) - 1})


def test_looking_changes_nothing_and_an_export_needs_a_post(reading):
    client = reading(Role.ADMIN)
    before = AuditEntry.objects.count()

    assert client.get(LIST).status_code == 200
    assert client.get(EXPORT).status_code == 405
    assert AuditEntry.objects.count() == before


def test_a_page_costs_the_same_with_one_entry_and_with_many(
    reading, django_assert_max_num_queries, django_assert_num_queries
):
    client = reading()
    with django_assert_max_num_queries(12) as first:
        client.get(LIST)
    number = len(first)
    for _turn in range(5):
        record("placed", make_category(), actor=make_user(), before={"weight": 1}, after={"weight": 2})
    with django_assert_num_queries(number):
        client.get(LIST)
