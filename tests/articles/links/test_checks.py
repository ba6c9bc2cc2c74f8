"""Links to other sites, round by round: who is asked, how often, and what is noted."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles import links
from articles.links import checks
from articles.links.checks import check_some
from articles.models import Heartbeat, LinkedAddress
from cms import health
from tests.factories import make_published
from tests.media.playing import playing, reach_to

pytestmark = pytest.mark.django_db
Verdict = LinkedAddress.Verdict
NOON = datetime.datetime(2026, 11, 28, 4, 0, tzinfo=datetime.UTC)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def noon(settings):
    settings.LINK_CHECK = True
    with time_machine.travel(NOON) as clock:
        yield clock


def article_with(*addresses):
    article = make_published(body="\n\n".join(f"[链接]({address})" for address in addresses))
    links.renew(article.pk)
    return article


def reach(site, *hosts):
    return reach_to(site.port, names={host: ["127.0.0.1"] for host in hosts or ("a.example",)})


def verdicts():
    return dict(LinkedAddress.objects.exclude(host="").order_by("pk").values_list("address", "verdict"))


def go_on(noon, by):
    noon.move_to(timezone.now() + by)


def test_an_address_is_broken_when_it_fails_on_two_days(noon):
    with playing({"/x": (404, {}, b"")}) as site:
        address = f"http://a.example:{site.port}/x"
        article_with(address)

        assert check_some(reach(site)) == 1
        assert verdicts() == {address: Verdict.FAILING}
        go_on(noon, HOUR)
        assert check_some(reach(site)) == 0, "not before the next day"
        go_on(noon, DAY)
        assert check_some(reach(site)) == 1

        row = LinkedAddress.objects.get(address=address)
        assert (row.verdict, row.why, row.status) == (Verdict.BROKEN, "missing_there", 404)
        assert timezone.localdate(row.failing_since) == timezone.localdate(NOON)
        site.pages["/x"] = (200, {}, b"")
        go_on(noon, 3 * DAY)
        check_some(reach(site))

    row.refresh_from_db()
    assert (row.verdict, row.why, row.status, row.failing_since) == (Verdict.FINE, "", 200, None)


def test_failing_twice_on_one_day_is_one_failure(noon):
    with playing({"/x": (404, {}, b"")}) as site:
        article_with(f"http://a.example:{site.port}/x")
        check_some(reach(site))
        checks.again(LinkedAddress.objects.get(host="a.example"))
        go_on(noon, HOUR)
        assert check_some(reach(site)) == 1

    assert list(verdicts().values()) == [Verdict.FAILING]


def test_who_refuses_programs_is_not_broken_on_any_day(noon):
    with playing({"/x": (403, {}, b"")}) as site:
        article_with(f"http://a.example:{site.port}/x")
        for _day in range(3):
            check_some(reach(site))
            go_on(noon, 31 * DAY)

    assert list(verdicts().values()) == [Verdict.UNSURE]


def test_an_inner_address_is_broken_at_once_and_nobody_is_asked():
    article_with("http://192.168.1.5/a")

    assert check_some() == 1
    assert list(verdicts().values()) == [Verdict.BROKEN]


def test_each_host_is_asked_once_a_round_and_an_address_of_many_articles_once(noon):
    with playing({f"/{n}": (200, {}, b"") for n in range(3)}) as site:
        hosts = ["a.example", "b.example"]
        addresses = [f"http://{host}:{site.port}/{n}" for host in hosts for n in range(3)]
        article_with(*addresses)
        article_with(*addresses)
        asked = []
        for _round in range(4):
            check_some(reach(site, *hosts))
            asked.append(sorted(headers["Host"].partition(":")[0] for _path, headers in site.asked))
            site.asked.clear()
            assert check_some(reach(site, *hosts)) == 0, "the next round is later"
            go_on(noon, datetime.timedelta(seconds=61))

    assert asked == [hosts, hosts, hosts, []]
    assert set(verdicts().values()) == {Verdict.FINE}


def test_a_round_takes_no_more_than_its_number(noon, monkeypatch):
    monkeypatch.setattr(checks, "MOST_IN_A_ROUND", 2)
    with playing({"/": (200, {}, b"")}) as site:
        hosts = [f"{name}.example" for name in "abc"]
        article_with(*(f"http://{host}:{site.port}/" for host in hosts))
        assert check_some(reach(site, *hosts)) == 2
        go_on(noon, datetime.timedelta(seconds=61))
        assert check_some(reach(site, *hosts)) == 1


def test_where_nothing_answers_nothing_is_noted(noon, client):
    with playing({"/": (200, {}, b"")}) as site:
        article_with(f"http://a.example:{site.port}/")
        check_some(reach(site))
    article_with(*(f"http://{name}.example/" for name in "bcd"))
    go_on(noon, HOUR)

    assert check_some(reach_to(80)) == 0
    assert set(verdicts().values()) == {Verdict.FINE, Verdict.WAITING}
    assert checks.cut_off_since() is not None
    assert "连不上" in next(part for part in health.parts(with_links=True) if part.name == "links").words

    with playing({"/": (200, {}, b"")}) as site:
        LinkedAddress.objects.filter(host="a.example").update(address=f"http://a.example:{site.port}/")
        go_on(noon, 2 * HOUR)
        found = reach_to(80, site.port, names={"a.example": ["127.0.0.1"]})
        assert check_some(found) == 3, "what always opened answers: the others are what is wrong"
    assert set(verdicts().values()) == {Verdict.FINE, Verdict.FAILING}


def test_nobody_is_asked_where_it_is_off(settings):
    settings.LINK_CHECK = False
    article_with("http://192.168.1.5/a", "https://news.example/")

    assert check_some() == 0
    assert set(verdicts().values()) == {Verdict.WAITING}
    assert not Heartbeat.objects.filter(name=checks.BEAT).exists()
    assert "LINK_CHECK=0" in next(part for part in health.parts(with_links=True) if part.name == "links").words


def test_what_no_text_has_any_more_is_not_asked_for():
    article = article_with("https://news.example/")
    article.links.all().delete()

    assert checks.due() == []
    assert checks.waiting() == 0
