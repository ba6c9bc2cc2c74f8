"""What the tests of the article screens share beside ``article_desk``."""

import pytest

from tests.factories import make_user


@pytest.fixture
def sign_in(client):
    """Return a function that signs in a new account of a role and returns it."""

    def as_role(role, **fields):
        user = make_user(role, **fields)
        client.force_login(user)
        return user

    return as_role
