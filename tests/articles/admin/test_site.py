import pytest

from articles.models import SiteSettings, Topic
from articles.policy import Role
from tests.factories import make_published, make_topic, make_user

pytestmark = pytest.mark.django_db

LIST, FORM = "/admin/articles/sitesettings/", "/admin/articles/sitesettings/1/change/"
FILLED = {
    "name": "社区元宇宙",
    "tagline": "新口号",
    "description": "",
    "picks_label": "编辑推荐",
    "focus_label": "焦点关注",
    "icp_number": "京ICP备00000000号",
    "police_number": "",
    "licence_number": "",
    "copyright": "",
    "remote_image_hosts": "",
}


@pytest.fixture
def administrator(client):
    client.force_login(make_user(Role.ADMIN))
    return client


def test_the_list_is_the_form(administrator):
    response = administrator.get(LIST)

    assert (response.status_code, response["Location"]) == (302, FORM)


def test_the_form_shows_the_defaults_and_writes_nothing_until_it_is_saved(administrator):
    assert "社区里的元宇宙新闻" in administrator.get(FORM).content.decode()
    assert not SiteSettings.objects.exists()


def test_saving_keeps_one_row(administrator):
    topic = make_topic()
    for tagline in ("一", "二"):
        assert administrator.post(FORM, {**FILLED, "tagline": tagline, "nav_topics": [topic.pk]}).status_code == 302

    settings = SiteSettings.objects.get()
    assert (settings.pk, settings.tagline, list(settings.nav_topics.all())) == (1, "二", [topic])


def test_at_most_seven_topics_are_in_the_navigation(administrator):
    topics = [make_topic(f"专题{n}").pk for n in range(8)]
    response = administrator.post(FORM, {**FILLED, "nav_topics": topics})

    assert "最多 7 个" in str(response.context["adminform"].errors["nav_topics"])
    assert not SiteSettings.objects.exists()
    assert administrator.post(FORM, {**FILLED, "nav_topics": topics[:7]}).status_code == 302


@pytest.mark.parametrize("topics", [["abc"], ["0"], ["9" * 30], ["\0"]])
def test_a_topic_that_is_none_is_refused(administrator, topics):
    response = administrator.post(FORM, {**FILLED, "nav_topics": topics})

    assert set(response.context["adminform"].errors) == {"nav_topics"}


def test_there_is_no_second_row_and_no_deletion(administrator):
    assert administrator.get("/admin/articles/sitesettings/add/").status_code == 403
    assert administrator.post("/admin/articles/sitesettings/1/delete/", {"post": "yes"}).status_code == 403
    assert administrator.get("/admin/articles/sitesettings/2/change/").status_code == 302


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.CHIEF])
def test_only_an_administrator_sees_or_changes_the_settings(client, role):
    client.force_login(make_user(role))
    assert client.get(LIST).status_code == 403
    assert client.get(FORM).status_code == 403
    assert client.post(FORM, FILLED).status_code == 403
    assert not SiteSettings.objects.exists()


def test_deleting_a_topic_takes_it_out_of_the_navigation(administrator):
    topic = make_topic()
    administrator.post(FORM, {**FILLED, "nav_topics": [topic.pk]})
    administrator.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})

    assert not Topic.objects.exists()
    assert not SiteSettings.objects.get().nav_topics.exists()


def test_hosts_of_pictures_are_kept_as_browsers_name_them(administrator):
    administrator.post(FORM, {**FILLED, "remote_image_hosts": " IMG.example.cn\r\n例子.测试\r\n\r\nimg.example.cn"})

    assert SiteSettings.objects.get().remote_image_hosts == "img.example.cn\nxn--fsqu00a.xn--0zwm56d"


@pytest.mark.parametrize(
    "line", ["*", "*.example.cn", "https://img.example.cn/", "img.example.cn:80", "127.0.0.1", "a.cn; script-src *"]
)
def test_what_names_no_host_is_refused_with_the_line_and_nothing_typed_is_lost(administrator, line):
    typed = f"img.example.cn\n{line}"
    response = administrator.post(FORM, {**FILLED, "tagline": "新", "remote_image_hosts": typed})
    form = response.context["adminform"].form

    assert f"“{line}”不是站点名称" in form.errors["remote_image_hosts"][0]
    assert (form["remote_image_hosts"].value(), form["tagline"].value()) == (typed, "新")
    assert not SiteSettings.objects.exists()


def test_the_list_has_an_end(administrator):
    lines = "\n".join(f"a{number}.example.cn" for number in range(31))
    response = administrator.post(FORM, {**FILLED, "remote_image_hosts": lines})

    assert "最多 30 个" in response.context["adminform"].form.errors["remote_image_hosts"][0]


def test_a_change_of_the_list_makes_the_articles_that_name_it_again(
    administrator, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    article = make_published(body="![合影](https://img.example.cn/a.jpg)")
    make_published(body="没有图。")
    for lines, shown in (("img.example.cn", True), ("", False)):
        with django_capture_on_commit_callbacks(execute=True):
            response = administrator.post(FORM, {**FILLED, "remote_image_hosts": lines}, follow=True)
        assert "1 篇" in str([str(message) for message in response.context["messages"]])
        article.refresh_from_db()
        assert ("<img" in article.body_html) is shown

    response = administrator.post(FORM, {**FILLED, "remote_image_hosts": ""}, follow=True)
    assert "1 篇" not in str([str(message) for message in response.context["messages"]])
