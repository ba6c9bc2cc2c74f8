"""``manage.py prepare``: what a start needs, done once."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(settings, tmp_path, capsys):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.DEMO_PASSWORD = ""

    def run(**options):
        call_command("prepare", empty=True, **options)
        return capsys.readouterr().out

    return run


def test_collects_static_files_once_and_again_when_one_changes(prepare, settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "page.css").write_text("a{}")
    assert "collected" in prepare()
    (settings.STATIC_ROOT / "staticfiles.json").touch()  # the tests' storage writes no manifest
    assert "collected" not in prepare()
    (tmp_path / "ours" / "page.css").write_text("b{}")
    assert "collected" in prepare()
    assert (settings.STATIC_ROOT / "page.css").read_text() == "b{}"


def test_static_files_that_were_deleted_are_collected_again(prepare, settings):
    assert "collected" in prepare()
    assert "collected" in prepare(), "no manifest, so nothing was collected"


def test_an_empty_newsroom_gets_an_administrator_once(prepare):
    first = prepare(no_static=True)
    assert "Login 账号  admin" in first
    assert "shown only now" in first
    assert prepare(no_static=True) == ""
    assert [user.username for user in get_user_model().objects.all()] == ["admin"]
