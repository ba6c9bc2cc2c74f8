"""The rights of an account are those of Django's own backend, in one question."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.policy import Role
from cms.rights import RightsInOneQuestion
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def again(user):
    """Return the account as the next request reads it."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True}, {"is_active": False}])
def test_they_are_djangos(fields):
    user = make_user(Role.EDITOR, **fields)
    user.user_permissions.add(Permission.objects.get(codename="purge_article"))

    with CaptureQueriesContext(connection) as queries:
        rights = RightsInOneQuestion().get_all_permissions(again(user))

    assert rights == ModelBackend().get_all_permissions(again(user))
    assert len(queries) <= 2, "the account and its rights"


def test_nobody_has_none_and_what_was_taken_is_gone_with_the_next_request():
    user = make_user(Role.EDITOR)
    assert RightsInOneQuestion().get_all_permissions(AnonymousUser()) == set()
    assert again(user).has_perm("articles.publish_article")
    user.groups.clear()
    assert not again(user).has_perm("articles.publish_article")
