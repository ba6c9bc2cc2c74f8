import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission

from articles.models import Article, Author, Category, Redirect, SiteSettings, Tag, Topic
from articles.policy import ARTICLE_RULES, Role, create_role_groups, may, role_of, visible_to
from media.models import Image
from tests.factories import make_article, make_author, make_published, make_user

pytestmark = pytest.mark.django_db

NOBODY = ["anonymous", "reader", "dismissed"]


def person(name):
    if name == "anonymous":
        return AnonymousUser()
    if name == "reader":
        return make_user(None)
    return make_user(Role.ADMIN, is_active=False)


def test_a_permission_of_a_new_version_reaches_the_groups_that_are_there_and_nothing_else_comes_back():
    Permission.objects.filter(codename="change_staticpage").delete()
    Role.EDITOR.group().permissions.remove(Permission.objects.get(codename="publish_article"))

    create_role_groups("default", apps=apps)

    groups = {role: set(role.group().permissions.values_list("codename", flat=True)) for role in Role}
    assert [role for role in Role if "change_staticpage" in groups[role]] == [Role.CHIEF, Role.ADMIN]
    assert "publish_article" not in groups[Role.EDITOR]


def test_each_role_may_all_that_the_one_before_may():
    before = set()
    for role in Role:
        codenames = set(role.group().permissions.values_list("content_type__app_label", "codename"))
        assert before < codenames
        before = codenames


def test_the_groups_have_the_permissions_that_the_rules_give_them():
    writer = set(Role.WRITER.group().permissions.values_list("codename", flat=True))
    admin = set(Role.ADMIN.group().permissions.values_list("codename", flat=True))

    assert not writer & {"publish_article", "edit_any_article", "delete_article", "change_tag", "change_author"}
    assert {"change_user", "change_sitesettings"} <= admin
    assert not {codename for codename in admin if codename.endswith(("_group", "_permission", "_session", "_logentry"))}


def test_a_newsrooms_own_choice_of_rights_outlives_the_next_migration():
    editors = Group.objects.get(name="编辑")
    editors.permissions.remove(Permission.objects.get(codename="publish_article"))
    create_role_groups("default", apps=apps)

    assert not editors.permissions.filter(codename="publish_article").exists()
    assert Group.objects.count() == 4


@pytest.mark.parametrize("name", NOBODY)
def test_whoever_is_not_staff_may_nothing(name):
    user, article = person(name), make_published()
    assert not any(may(user, action, article) for action in ARTICLE_RULES)
    for model in (Article, Category, Redirect, SiteSettings, Image):
        assert not any(may(user, action, model) for action in ("list", "create", "change", "delete"))


# rows: own, others'. A writer's pen ends where the draft does (rules 2 and 3).
WRITERS = {
    "draft": ({"see", "preview", "edit", "attach", "plan", "submit", "withdraw_submission", "trash"}, set()),
    "in_review": ({"see", "preview", "submit", "withdraw_submission"}, set()),
    "published": ({"see", "preview", "suggest", "submit", "withdraw_submission"}, set()),
    "unpublished": ({"see", "preview", "submit", "withdraw_submission"}, set()),
    "trashed": ({"see", "submit", "withdraw_submission"}, set()),
}
NOT_FOR_EDITORS = {"purge", "assign", "export"}
FOR_WRITERS = {"suggest"}  # an editor just edits
NOT_IN_THE_TRASH = {"preview", "edit", "attach", "plan"}


@pytest.mark.parametrize("state", Article.State.values)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("own", [True, False])
def test_who_may_what_with_an_article(role, state, own):
    user = make_user(role)
    article = Article(owner=user if own else make_user())
    object.__setattr__(article, "state", state)
    allowed = {action for action in ARTICLE_RULES if may(user, action, article)}
    assert ("write" in allowed) == bool(allowed & {"edit", "suggest"})
    allowed -= {"write"}

    if role is Role.WRITER:
        assert allowed == WRITERS[state][0 if own else 1]
        return
    expected = set(ARTICLE_RULES) - FOR_WRITERS - {"write"} - (NOT_FOR_EDITORS if role is Role.EDITOR else set())
    assert allowed == expected - (NOT_IN_THE_TRASH if state == "trashed" else set())


@pytest.mark.parametrize(
    ("model", "least"),
    [
        *((model, Role.CHIEF) for model in (Category, Topic, Author, Redirect)),
        *((model, Role.ADMIN) for model in (SiteSettings,)),
        (Tag, Role.EDITOR),
    ],
)
def test_who_may_change_things_that_are_no_articles(model, least):
    roles = list(Role)
    for role in roles:
        assert may(make_user(role), "change", model) is (roles.index(role) >= roles.index(least))


def test_a_writer_changes_the_own_author_page_and_deletes_none():
    writer = make_user(Role.WRITER)
    own, other = make_author("我", user=writer), make_author("别人", user=make_user())

    assert [may(writer, "change", author) for author in (own, other, Author)] == [True, False, False]
    assert not may(writer, "delete", own)
    assert not may(make_user(None), "change", make_author("读者", user=make_user(None)))


def test_an_author_page_without_account_is_nobodys():
    assert not may(make_user(Role.WRITER), "change", make_author())


def test_redirects_to_other_sites_are_the_administrators():
    away, here = Redirect(source="/a/", target="https://example.cn/"), Redirect(source="/a/", target="/b/")
    chief, admin = make_user(Role.CHIEF), make_user(Role.ADMIN)

    assert [may(chief, "change", redirect) for redirect in (here, away)] == [True, False]
    assert [may(admin, "change", redirect) for redirect in (here, away)] == [True, True]
    assert may(chief, "view", away)
    assert [may(user, "redirect_elsewhere", Redirect) for user in (chief, admin)] == [False, True]


@pytest.mark.parametrize("thing", [Article(), Category, Redirect()])
def test_a_misspelt_action_is_found(thing):
    with pytest.raises(KeyError):
        may(make_user(Role.ADMIN), "chnage", thing)


def test_a_writer_knows_of_own_articles_only():
    writer = make_user(Role.WRITER)
    own, other = make_article(owner=writer), make_published()

    assert list(visible_to(writer, Article.objects.all())) == [own]
    assert set(visible_to(make_user(Role.EDITOR), Article.objects.all())) == {own, other}


def test_a_changed_role_is_felt_by_the_next_request():
    user = make_user(Role.EDITOR)
    article = make_article()
    assert may(user, "publish", article)
    user.groups.set([Role.WRITER.group()])

    again = type(user).objects.get(pk=user.pk)
    assert not may(again, "publish", article)
    again.is_active = False
    again.save()
    assert not may(type(user).objects.get(pk=user.pk), "see", make_article(owner=user))


@pytest.mark.parametrize("role", [*Role, None])
def test_the_role_of_an_account_is_its_highest_group(role):
    user = make_user(role)
    assert role_of(user) is role
    if role:
        user.groups.add(Role.WRITER.group())
        assert role_of(user) is role
        user.is_staff = False
        assert role_of(user) is None


def test_a_superuser_counts_as_an_administrator():
    assert role_of(make_user(None, is_superuser=True, is_staff=True)) is Role.ADMIN
