"""Pictures of other sites on public pages: links, until an administrator allows their host."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import remote_pictures
from articles.models import SiteSettings
from articles.policy import Role
from cms.headers import policy_text, site_policy
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db

BODY = "![合影](https://img.example.cn/a.jpg)"
POLICY = "Content-Security-Policy"


def allow(*hosts):
    SiteSettings(remote_image_hosts="\n".join(hosts)).save()


def images(response):
    """Return the sources from which the page may load pictures."""
    directives = dict(part.strip().split(" ", 1) for part in response[POLICY].split(";"))
    return directives.pop("img-src"), directives


def test_nothing_is_loaded_from_a_site_that_nobody_allowed(client):
    response = client.get(make_published(body=BODY).path)

    assert 'class="remote-image"' in response.content.decode()
    assert response[POLICY] == policy_text(site_policy())


def test_an_allowed_host_is_loaded_by_the_page_that_shows_it_and_by_no_other(client):
    allow("img.example.cn", "other.example.cn")
    article, plain = make_published(body=BODY), make_published(body="没有图。")
    sources, others = images(client.get(article.path))

    assert '<img src="https://img.example.cn/a.jpg"' in client.get(article.path).content.decode()
    assert sources == "'self' data: https://img.example.cn"
    assert others == {name: " ".join(value) for name, value in site_policy().items() if name != "img-src"}
    for page in (plain.path, "/", "/admin/login/"):
        assert client.get(page)[POLICY] == policy_text(site_policy())


def test_a_host_taken_off_the_list_is_not_loaded_from_that_moment(client):
    allow("img.example.cn")
    article = make_published(body=BODY)
    allow()

    assert client.get(article.path)[POLICY] == policy_text(site_policy())


def test_the_preview_shows_what_the_page_will(client):
    allow("img.example.cn")
    client.force_login(make_user(Role.CHIEF))
    response = client.get(f"/admin/articles/article/{make_article(body=BODY).pk}/preview/")

    assert "https://img.example.cn" in images(response)[0]


def test_the_list_costs_a_question_only_where_it_matters(client, django_assert_num_queries):
    allow("img.example.cn")
    plain, remote = make_published(body="没有图。"), make_published(body=BODY)
    with CaptureQueriesContext(connection) as asked:
        client.get(plain.path)
    assert asked.final_queries - asked.initial_queries <= 8
    with django_assert_num_queries(len(asked) + 1):
        client.get(remote.path)


def test_lines_are_kept_as_browsers_name_the_hosts():
    assert remote_pictures.tidy(" IMG.example.cn \n\n例子.测试\nimg.example.cn") == (
        "img.example.cn\nxn--fsqu00a.xn--0zwm56d"
    )
    assert remote_pictures.faults_of("img.example.cn\n*.cn\nhttps://a.cn") == ["*.cn", "https://a.cn"]
