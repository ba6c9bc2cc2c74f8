"""``manage.py demo``: the sample newsroom, once."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

from articles.models import Article, Author, Revision, StateChange, StaticPage
from articles.policy import Role
from media.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(capsys):
    def run(**options):
        call_command("demo", **{"no_renditions": True, **options})
        return capsys.readouterr().out

    return run


def newsroom():
    """Everything that a second run must leave as it is."""
    kinds = (Article, Author, Image, Revision, StateChange, StaticPage)
    rows = {kind.__name__: sorted(map(str, kind.objects.values_list())) for kind in kinds}
    users = {user.username: user.password for user in get_user_model().objects.all()}
    return rows | users


def test_brings_articles_pictures_and_one_account_per_role(demo, settings):
    settings.DEMO_PASSWORD = "a password of our own"
    said = demo()
    assert "as in DEMO_PASSWORD" in said
    assert "a password of our own" not in said
    for name, role in zip(("writer", "editor", "chief", "admin"), Role, strict=True):
        user = authenticate(username=name, password="a password of our own")
        assert user.is_staff
        assert not user.is_superuser
        assert [group.name for group in user.groups.all()] == [role.value]
    assert Article.objects.count() >= 24
    assert Article.objects.live().count() >= 20
    assert Article.objects.filter(state=Article.State.DRAFT).exists()
    assert Article.objects.scheduled().exists()
    assert Image.objects.exists()
    assert [page.slug for page in StaticPage.objects.all()] == ["about", "contact", "privacy"]
    writer = get_user_model().objects.get(username="writer")
    assert Article.objects.owned_by(writer).filter(state=Article.State.DRAFT).exists()
    assert Article.objects.by_author(writer.author).exists()

    before = newsroom()
    settings.DEMO_PASSWORD = "another password by now"
    assert "stay as they are" in demo()
    assert newsroom() == before


def test_without_the_sample_there_is_only_an_administrator_with_a_password_of_its_own(demo, settings):
    settings.DEMO_PASSWORD = ""
    password = re.search(r"Password 密码  (\S+)   \(shown only now", demo(empty=True)).group(1)
    assert authenticate(username="admin", password=password)
    assert [user.username for user in get_user_model().objects.all()] == ["admin"]
    assert not Article.objects.exists()


def test_an_account_that_exists_keeps_its_password_and_rights(demo, settings):
    settings.DEMO_PASSWORD = "a password of our own"
    get_user_model().objects.create_user("admin", password="chosen long before")
    assert "stay as they are" in demo(empty=True)
    assert not authenticate(username="admin", password="chosen long before").is_staff
