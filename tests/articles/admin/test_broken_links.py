"""链接失效: what the report says, to whom, and what its buttons do."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import links
from articles.admin.article.checks import panel_of
from articles.models import IgnoredAddress, LinkedAddress
from articles.policy import Role
from articles.versions.content import Content
from cms.dashboard import first_page
from cms.models import AuditEntry
from tests.factories import make_page, make_published, make_user

from .article.article_desk import address as address_in

pytestmark = pytest.mark.django_db
REPORT = "/admin/articles/linkedaddress/"
LIST = "/admin/articles/article/"
DEAD = "https://dead.example/%E7%94%B2"


def linking(*targets, **fields):
    article = make_published(body="开头\n\n" + "\n\n".join(f"[链接]({target})" for target in targets), **fields)
    links.renew(article.pk)
    return article


def judge(address, verdict, why="missing_there", status=404):
    since = timezone.now() - datetime.timedelta(days=3)
    found = LinkedAddress.objects.filter(address=address)
    found.update(verdict=verdict, why=why, status=status, failing_since=since, checked_at=since)
    return found.get()


def press(client, row, button, **data):
    return client.post(f"{REPORT}{row.pk}/{button}/", data, follow=True)


@pytest.mark.parametrize(
    ("role", "reads", "checks"), [(None, 0, 0), (Role.WRITER, 0, 0), (Role.EDITOR, 1, 0), (Role.CHIEF, 1, 1)]
)
def test_editors_read_and_ignore_and_chief_editors_start_a_check(client, role, reads, checks):
    linking("/none/")
    row = LinkedAddress.objects.get()
    client.force_login(make_user(role))

    assert (client.get(REPORT).status_code == 200) is bool(reads)
    assert (press(client, row, "check").status_code == 200 and role is not None) is bool(checks)
    press(client, row, "ignore", note="会有的")
    assert IgnoredAddress.objects.exists() is bool(reads)
    press(client, row, "heed")
    assert not IgnoredAddress.objects.exists()
    shown = client.get(REPORT).text if reads else ""
    assert ("再检查" in shown, "建跳转" in shown, "忽略…" in shown) == (bool(checks), bool(checks), bool(reads))


def test_each_address_says_why_since_when_and_where(client, sign_in):
    sign_in(Role.CHIEF)
    article, page = linking(DEAD, title="报道一"), make_page(title="关于", body=f"[甲]({DEAD})")
    links.gather_page(page)
    for number in range(6):
        linking(DEAD, title=f"旧报道{number}")
    since = timezone.localdate(judge(DEAD, "broken").failing_since)

    shown = client.get(REPORT).text

    assert "https://dead.example/甲" in shown
    assert f'href="{DEAD}"' in shown
    assert "那个网页已经不在了（对方返回 404）。" in shown
    assert f"{since} 起" in shown
    assert "第 3 行" in shown
    assert "另有 3 篇" in shown
    assert "旧报道5" in shown
    assert "报道一" not in shown, "five are named, the newest"
    shown = client.get(REPORT, {"q": "nothing"}).text
    assert "这里没有包含这些字的地址。" in shown
    assert f"/{article.pk}/change/" not in shown


def test_it_leads_to_the_line_in_the_form(client, sign_in):
    sign_in(Role.EDITOR)
    article = linking("/none/")

    assert f'href="/admin/articles/article/{article.pk}/change/#line-3"' in client.get(REPORT).text


def test_every_tab_has_its_addresses_and_their_number(client, sign_in):
    sign_in(Role.EDITOR)
    names = ("broken", "failing", "unsure", "fine", "waiting")
    linking(*(f"https://{name}.example/" for name in names), "https://ignored.example/")
    for name in names:
        judge(f"https://{name}.example/", name, "" if name in {"fine", "waiting"} else "slow", None)
    links.ignore(judge("https://ignored.example/", "broken"), "浏览器里能打开", by=make_user(first_name="小满"))

    for tab in ("broken", "failing", "unsure", "ignored"):
        shown = client.get(REPORT, {"tab": tab})
        assert f"{tab}.example" in shown.text
        assert sum(f"{name}.example" in shown.text for name in (*names, "ignored")) == 1
        assert {one["name"]: one["count"] for one in shown.context["tabs"]}[tab] == 1
    assert "小满 于" in shown.text
    assert "浏览器里能打开" in shown.text
    assert client.get(REPORT, {"tab": "<b>", "p": "99"}).status_code == 200


def test_nothing_is_ignored_without_a_reason_and_what_was_typed_stays(client, sign_in):
    sign_in(Role.EDITOR)
    linking("/none/")
    row = LinkedAddress.objects.get()

    refused = press(client, row, "ignore", note=" ")
    assert refused.status_code == 409
    assert "请写明原因" in refused.text
    refused = press(client, row, "ignore", note="长" * 301)
    assert "最多 300 字，现在有 301 字" in refused.text
    assert "长" * 301 in refused.text
    assert not IgnoredAddress.objects.exists()


def test_ignoring_is_in_the_audit_record(client, sign_in):
    user = sign_in(Role.EDITOR)
    linking("/none/")
    row = LinkedAddress.objects.get()
    press(client, row, "ignore", note="会有的")
    press(client, row, "heed")

    told = [(one.action, one.actor, one.name) for one in AuditEntry.objects.filter(kind="articles.ignoredaddress")]
    assert sorted(told) == sorted([("created", user, "/none/"), ("deleted", user, "/none/")])


def test_an_own_address_is_looked_at_at_once_and_another_with_the_next_round(client, sign_in, settings):
    settings.LINK_CHECK = True
    sign_in(Role.CHIEF)
    linking("/posts/later/", DEAD)
    own, other = LinkedAddress.objects.get(host=""), judge(DEAD, "broken")
    LinkedAddress.objects.filter(pk=other.pk).update(next_at=timezone.now() + datetime.timedelta(days=9))

    assert "已检查：打不开。" in press(client, own, "check").text
    make_published(slug="later")
    assert "已检查：能打开。" in press(client, own, "check").text
    assert "几分钟内会再检查一次" in press(client, other, "check").text
    other.refresh_from_db()
    assert other.next_at < timezone.now()
    assert client.get(f"{REPORT}{other.pk}/check/").status_code == 405
    assert client.post(f"{REPORT}0/check/").status_code == 404


def test_where_others_are_not_asked_it_says_so(client, sign_in):
    sign_in(Role.CHIEF)
    linking(DEAD)
    judge(DEAD, "broken")

    shown = client.get(REPORT).text
    assert "LINK_CHECK=0" in shown
    assert "再检查" not in shown


def test_the_list_the_first_page_and_the_panel_know_broken_links(client, sign_in):
    editor = sign_in(Role.EDITOR)
    broken, fine = linking("/none/", title="有坏链接"), linking(title="没有链接")
    ignored = linking("/ignored/", title="忽略了")
    links.ignore(LinkedAddress.objects.get(address="/ignored/"), "会有的", by=editor)

    shown = client.get(LIST, {"problem": "W08"}).text
    assert "有坏链接" in shown
    assert fine.title not in shown
    assert ignored.title not in shown
    assert "链接失效" in client.get(LIST).text
    [counter] = [one for one in first_page(editor).problems if one.title == "链接失效"]
    assert (counter.total, counter.url) == (1, f"{LIST}?problem=W08")
    found = panel_of(editor, broken, Content.newest(broken))["checks"]
    [told] = [one for one in found if one["code"] == "W08"]
    assert told["words"] == "1 个链接打不开：/none/（第 3 行）。"
    assert (told["level"], told["places"]) == ("yellow", '[["body", 7, 16]]')
    assert "打不开：/none/" in client.get(address_in("change", broken)).text


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}?tab=ignored", f"{LIST}?problem=W08", "/admin/"])
def test_three_addresses_cost_as_many_questions_as_one(client, sign_in, address):
    editor = sign_in(Role.CHIEF)

    def asked(*targets):
        for target in targets:
            for _article in targets:
                linking(target, f"{target}ignored/")
            links.ignore(LinkedAddress.objects.get(address=f"{target}ignored/"), "好", by=editor)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked("/zero/")
    assert asked("/one/") == asked("/two/", "/three/", "/four/") <= 12


def test_hostile_words_are_shown_as_words(client, sign_in):
    sign_in(Role.EDITOR)
    linking('https://evil.example/"><script>alert(1)</script>', title="<script>alert(2)</script>")
    LinkedAddress.objects.update(verdict="broken", why="slow")
    links.ignore(LinkedAddress.objects.first(), "<img src=x onerror=alert(3)>", by=make_user(first_name="<b>甲</b>"))

    shown = client.get(REPORT, {"tab": "ignored", "q": "evil"}).text
    assert "evil.example" in shown
    assert "alert(3)" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "<b>甲" not in shown
