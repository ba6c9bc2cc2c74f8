"""The site closed for a while: one file closes it, and the page needs nothing that may be away."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

NOON = timezone.make_aware(datetime.datetime(2026, 11, 28, 12, 0))


@pytest.fixture
def close(settings):
    return Path(settings.VAR_DIR, "maintenance").write_text


def test_everything_answers_503_without_the_database_while_the_file_is_there(client, close, settings):
    close("")

    with connection.execute_wrapper(lambda *args: pytest.fail("the database was asked")):
        responses = [client.get(url) for url in ("/", "/posts/", "/admin/", "/nowhere", "/index.xml")]
        responses.append(client.post("/admin/login/", {"username": "x"}))

    assert {response.status_code for response in responses} == {503}
    for response in responses:
        assert response["Retry-After"] == "600"
        assert response["Cache-Control"] == "no-store"
        assert "网站正在维护" in response.text
        assert 'content="noindex"' in response.text
        assert "预计" not in response.text
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_opens_again_with_the_file_gone(client, close, settings):
    close("")
    Path(settings.VAR_DIR, "maintenance").unlink()

    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("said", "wait", "words"),
    [
        ("2026-11-28 22:30\n", 10.5 * 3600, "预计 2026年11月28日 22:30 恢复。"),
        ("2026-11-28T14:30:00Z", 10.5 * 3600, "预计 2026年11月28日 22:30 恢复。"),
        ("2026-11-28 12:00:10", 60, "预计 2026年11月28日 12:00 恢复。"),
        ("2026-11-28 11:00", 600, ""),
        ("2026-13-28 11:00", 600, ""),
        ("<script>alert(1)</script>", 600, ""),
        ("9" * 500, 600, ""),
    ],
)
def test_it_says_when_the_site_is_expected_back(client, close, time_machine, said, wait, words):
    time_machine.move_to(NOON, tick=False)
    close(said)

    response = client.get("/")

    assert response["Retry-After"] == str(int(wait))
    assert words in response.text
    assert bool(words) is ("预计" in response.text)
    assert "alert" not in response.text
    assert "<!--" not in response.text or not words


def test_its_policy_allows_its_own_style_and_nothing_else(client, close):
    close("")

    response = client.get("/")

    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert len(response.content) < 6 * 1024
