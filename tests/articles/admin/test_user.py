import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.policy import Role, role_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/auth/user/", "/admin/auth/user/add/"
User = get_user_model()


def change(user, page="change"):
    return reverse(f"admin:auth_user_{page}", args=[user.pk])


def form(user, **fields):
    return {"username": user.username, "first_name": "", "email": "", "is_active": "on", **fields}


@pytest.fixture
def administrator(client):
    client.administrator = make_user(Role.ADMIN)
    client.force_login(client.administrator)
    return client


@pytest.mark.parametrize("role", [None, Role.WRITER, Role.EDITOR, Role.CHIEF])
def test_only_administrators_see_or_change_accounts(client, role):
    other = make_user(Role.WRITER, first_name="李明")
    client.force_login(make_user(role))
    before = list(User.objects.values("username", "password", "is_staff", "is_active"))

    for address in (LIST, ADD, change(other), change(other, "password_change"), change(other, "delete")):
        for response in (client.get(address), client.post(address, form(other, role=Role.ADMIN.value, post="yes"))):
            assert response.status_code == (403 if role else 302)
            assert "李明" not in response.content.decode()
    assert list(User.objects.values("username", "password", "is_staff", "is_active")) == before


@pytest.mark.parametrize("role", [*Role, None])
def test_a_new_account_has_its_role_and_nothing_more(administrator, role):
    response = administrator.post(
        ADD,
        {
            "username": "xiaolin",
            "first_name": "小林",
            "email": "",
            "role": role.value if role else "",
            "usable_password": "true",
            "password1": "correct horse battery",
            "password2": "correct horse battery",
            "is_superuser": "on",
            "is_staff": "on",
            "groups": ["1", "2", "3", "4"],
            "user_permissions": ["1"],
        },
    )
    user = User.objects.get(username="xiaolin")

    assert response.status_code == 302
    assert (role_of(user), user.is_staff, user.is_superuser) == (role, role is not None, False)
    assert [group.name for group in user.groups.all()] == ([role.value] if role else [])
    assert not user.user_permissions.exists()


def test_a_role_is_changed_by_one_choice(administrator):
    user = make_user(Role.EDITOR)
    administrator.post(change(user), form(user, role=Role.WRITER.value))
    assert [group.name for group in user.groups.all()] == ["作者"]

    administrator.post(change(user), form(user, role=""))
    user.refresh_from_db()
    assert (user.is_staff, user.groups.count()) == (False, 0)


def test_a_changed_role_is_felt_on_the_next_request_of_an_open_session(administrator):
    user = make_user(Role.CHIEF)
    session = Client()
    session.force_login(user)
    assert session.get("/admin/articles/redirect/").status_code == 200

    administrator.post(change(user), form(user, role=Role.WRITER.value))
    assert session.get("/admin/articles/redirect/").status_code == 403
    administrator.post(change(user), form(user, role=""))
    assert session.get("/admin/articles/topic/").status_code == 302


def test_a_closed_account_is_out_on_the_next_request(administrator):
    user = make_user(Role.CHIEF)
    session = Client()
    session.force_login(user)
    administrator.post(change(user), {"username": user.username, "role": Role.CHIEF.value})

    assert session.get("/admin/articles/topic/").status_code == 302
    assert not User.objects.get(pk=user.pk).is_active


def test_nobody_changes_the_own_role_or_closes_the_own_account(administrator):
    own = administrator.administrator
    response = administrator.post(change(own), {"username": own.username, "first_name": "王姐", "role": ""})

    own.refresh_from_db()
    assert response.status_code == 302
    assert (own.first_name, own.is_active, own.is_staff, role_of(own)) == ("王姐", True, True, Role.ADMIN)


def test_no_form_makes_a_superuser_and_a_superuser_is_out_of_an_administrators_reach(administrator):
    above = make_user(None, is_superuser=True, is_staff=True)
    for address in (change(above), change(above, "password_change"), change(above, "delete")):
        body = {
            **form(above),
            "password1": "battery horse correct",
            "password2": "battery horse correct",
            "post": "yes",
        }
        assert administrator.post(address, body).status_code == 403
    user = make_user(Role.WRITER)
    administrator.post(change(user), form(user, role=Role.WRITER.value, is_superuser="on", is_staff="on"))
    user.refresh_from_db()
    assert not user.is_superuser


def test_a_superuser_stays_one_through_the_form(client):
    client.force_login(make_user(None, is_superuser=True, is_staff=True))
    other = make_user(None, is_superuser=True, is_staff=True)
    client.post(change(other), form(other, role=""))

    other.refresh_from_db()
    assert other.is_superuser
    assert other.is_staff


@pytest.mark.parametrize("role", ["超级", "\0", "管理员,作者", "1"])
def test_a_role_that_is_none_is_refused(administrator, role):
    user = make_user(Role.WRITER)
    response = administrator.post(change(user), form(user, role=role))

    assert set(response.context["adminform"].errors) == {"role"}


def test_no_screen_shows_a_password_hash(administrator):
    user = make_user(Role.WRITER)
    for address in (
        LIST,
        ADD,
        change(user),
        change(user, "password_change"),
        change(user, "history"),
        change(user, "delete"),
    ):
        page = administrator.get(address).content.decode()
        assert user.password not in page
        assert "md5$" not in page
        assert "is_superuser" not in page
        assert "user_permissions" not in page


@pytest.mark.parametrize("query", ["password__startswith=md5", "password=x", "groups__user__password__startswith=m"])
def test_the_list_cannot_be_searched_by_password(administrator, query):
    assert administrator.get(f"{LIST}?{query}").status_code in {302, 400}


def test_a_new_password_is_set_and_ends_the_open_sessions(administrator):
    user = make_user(Role.WRITER)
    session = Client()
    session.force_login(user)
    body = {"usable_password": "true", "password1": "battery horse correct", "password2": "battery horse correct"}
    assert administrator.post(change(user, "password_change"), body).status_code == 302

    assert session.get("/admin/articles/topic/").status_code == 302
    assert Client().login(username=user.username, password="battery horse correct")


def test_everyone_changes_the_own_password(client):
    user = make_user(Role.WRITER)
    client.force_login(user)
    body = {"old_password": "correct horse battery", "new_password1": "battery horse correct"}
    assert client.post("/admin/password_change/", {**body, "new_password2": body["new_password1"]}).status_code == 302

    user.refresh_from_db()
    assert user.check_password("battery horse correct")


def test_an_account_that_worked_is_kept_and_one_that_did_not_is_deleted(administrator):
    worked, idle = make_user(Role.WRITER), make_user(Role.WRITER)
    make_article(owner=worked)

    refused = administrator.post(change(worked, "delete"), {"post": "yes"})
    assert refused.status_code == 409
    assert "停用" in refused.content.decode()
    assert administrator.post(change(idle, "delete"), {"post": "yes"}).status_code == 302
    assert list(User.objects.filter(pk__in=[worked.pk, idle.pk])) == [worked]


def test_whoever_is_named_in_the_log_is_kept(administrator):
    logged = make_user(Role.CHIEF)
    session = Client()
    session.force_login(logged)
    session.post("/admin/articles/topic/add/", {"name": "甲", "slug": "", "description": "", "position": "0"})

    assert administrator.post(change(logged, "delete"), {"post": "yes"}).status_code == 409


def test_nobody_deletes_the_own_account(administrator):
    own = administrator.administrator
    assert administrator.post(change(own, "delete"), {"post": "yes"}).status_code == 409
    everything = {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"}
    administrator.post(LIST, everything)
    assert User.objects.filter(pk=own.pk).exists()


def test_the_list_is_filtered_by_role(administrator):
    make_user(Role.EDITOR, username="the-editor")
    make_user(Role.WRITER, username="the-writer")
    page = administrator.get(f"{LIST}?role=editor").content.decode()

    assert "the-editor" in page
    assert "the-writer" not in page
    assert administrator.get(f"{LIST}?role=nobody").status_code == 200


def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(
    administrator, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(12) as first:
        administrator.get(LIST)
    make_article(owner=make_user(Role.EDITOR))
    make_user(Role.WRITER)
    with django_assert_num_queries(len(first)):
        administrator.get(LIST)


def test_whoever_makes_an_account_is_told_what_to_pass_on_and_may_make_its_byline(administrator):
    assert administrator.get(ADD).context["adminform"].form["role"].value() == Role.WRITER.value
    typed = {"username": "xiaolin", "first_name": "小林", "role": Role.WRITER.value}
    passwords = {"password1": "correct horse battery", "password2": "correct horse battery"}

    page = administrator.post(ADD, typed | passwords, follow=True)

    user = User.objects.get(username="xiaolin")
    assert "http://testserver/admin/" in page.text
    assert "用户名“xiaolin”" in page.text
    assert "correct horse" not in page.text
    byline = administrator.get(f"/admin/articles/author/add/?name=小林&user={user.pk}")
    assert f"/admin/articles/author/add/?name=%E5%B0%8F%E6%9E%97&amp;user={user.pk}" in page.text
    form = byline.context["adminform"].form
    assert (form["name"].value(), str(form["user"].value())) == ("小林", str(user.pk))


def test_an_account_that_may_not_enter_is_not_told_how_to(administrator):
    passwords = {"password1": "correct horse battery", "password2": "correct horse battery"}

    page = administrator.post(ADD, {"username": "reader", "role": ""} | passwords, follow=True)

    assert "告诉同事" not in page.text
