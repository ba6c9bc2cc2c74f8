import pytest
from django.urls import reverse

from articles.models import Author
from articles.policy import Role
from tests.factories import make_author, make_image, make_user

pytestmark = pytest.mark.django_db

EVERYTHING = {"name": "改名", "slug": "gaiming", "bio": "写了十年社区。", "website": "example.cn/me", "user": ""}


def change(author):
    return reverse("admin:articles_author_change", args=[author.pk])


def test_a_writer_writes_the_own_page_and_nothing_else_of_it(client):
    writer = make_user(Role.WRITER)
    author = make_author("林小满", user=writer)
    portrait = make_image()
    client.force_login(writer)
    response = client.post(change(author), {**EVERYTHING, "portrait": portrait.pk})

    assert response.status_code == 302
    author.refresh_from_db()
    assert (author.name, author.slug, author.user) == ("林小满", "林小满", writer)
    assert (author.bio, author.website, author.portrait) == ("写了十年社区。", "https://example.cn/me", portrait)


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR])
def test_someone_elses_page_can_be_read_and_not_written(client, role):
    author = make_author("林小满", user=make_user(Role.WRITER))
    client.force_login(make_user(role))
    assert client.get(change(author)).status_code == 200
    assert client.post(change(author), EVERYTHING).status_code == 403

    author.refresh_from_db()
    assert author.name == "林小满"


def test_a_writer_does_not_delete_the_own_page(client):
    writer = make_user(Role.WRITER)
    author = make_author("林小满", user=writer)
    client.force_login(writer)
    assert client.post(reverse("admin:articles_author_delete", args=[author.pk]), {"post": "yes"}).status_code == 403
    assert Author.objects.exists()


def test_a_chief_links_an_account(client):
    author, writer = make_author("林小满"), make_user(Role.WRITER)
    client.force_login(make_user(Role.CHIEF))
    client.post(change(author), {"name": "林小满", "slug": "", "bio": "", "website": "", "user": writer.pk})

    author.refresh_from_db()
    assert author.user == writer


def test_one_account_has_one_page(client):
    writer = make_user(Role.WRITER)
    make_author("林小满", user=writer)
    other = make_author("周一帆")
    client.force_login(make_user(Role.CHIEF))
    response = client.post(change(other), {"name": "周一帆", "slug": "", "bio": "", "website": "", "user": writer.pk})

    assert set(response.context["adminform"].errors) == {"user"}


@pytest.mark.parametrize("portrait", ["abc", "-1", "9" * 30, "\0", "1; drop table"])
def test_a_portrait_that_is_none_is_refused(client, portrait):
    author = make_author("林小满")
    client.force_login(make_user(Role.CHIEF))
    response = client.post(change(author), {**EVERYTHING, "portrait": portrait})

    assert response.status_code == 200
    assert "portrait" in response.context["adminform"].errors


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "not a site"])
def test_a_website_that_is_none_is_refused(client, website):
    author = make_author("林小满")
    client.force_login(make_user(Role.CHIEF))
    response = client.post(change(author), {**EVERYTHING, "website": website})

    assert set(response.context["adminform"].errors) == {"website"}


def test_a_list_cannot_be_searched_by_an_accounts_password(client):
    make_author("林小满", user=make_user(Role.WRITER))
    client.force_login(make_user(Role.CHIEF))
    assert (
        client.get(reverse("admin:articles_author_changelist") + "?user__password__startswith=md5").status_code == 400
    )
