"""A picture in the library, with its files where a commit would have put them."""

import pytest
from django.contrib.auth.models import Permission

from media.intake import accept

from .pictures import jpeg


@pytest.fixture
def keep(db, django_capture_on_commit_callbacks):
    """Take a file in, and let what waits for the commit happen: ``keep(data, name="a.jpg")``."""

    def accept_and_commit(data=None, *, name="photo.jpg", uploaded_by=None):
        with django_capture_on_commit_callbacks(execute=True):
            return accept(jpeg() if data is None else data, name=name, uploaded_by=uploaded_by)

    return accept_and_commit


@pytest.fixture
def staff(django_user_model):
    """Make an account of the newsroom with some of the library's permissions, or all but the editor's own."""

    def account(name, *codenames):
        user = django_user_model.objects.create_user(name, password="x", is_staff=True)
        ours = Permission.objects.filter(content_type__app_label="media")
        user.user_permissions.set(
            ours.filter(codename__in=codenames) if codenames else ours.exclude(codename="change_any_image")
        )
        return user

    return account


@pytest.fixture
def writer(staff):
    return staff("writer")


@pytest.fixture
def as_writer(client, writer):
    client.force_login(writer)
    return client
