"""A picture in the library, with its files where a commit would have put them; and both places for files."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import storages

from cms.env import Environment
from media.intake import accept
from tests.conftest import absent

from . import object_store
from .pictures import jpeg


@pytest.fixture(autouse=True)
def tasks_at_once(settings):
    """Do what is left to the worker when the commit comes."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    """An S3-compatible server for the tests of this process."""
    if not object_store.PROGRAM.exists():
        absent("SeaweedFS (weed)")
    with object_store.serving(tmp_path_factory.mktemp("seaweed")) as store:
        yield store


@pytest.fixture
def bucket(seaweed, settings, isolated_storage):
    """Keep pictures and files in the server's two buckets, as its variables would."""
    settings.STORAGES = {**settings.STORAGES, **Environment(seaweed.environment).buckets()}
    yield seaweed
    for alias in ("default", "originals"):
        storages[alias].connection.meta.client.close()
    seaweed.empty()


@pytest.fixture(params=["folder", "bucket"])
def each_storage(request, isolated_storage):
    """Run the test twice: with files in folders of this machine, and in buckets."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")


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
