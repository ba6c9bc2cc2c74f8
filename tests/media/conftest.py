"""A picture in the library, with its files where a commit would have put them."""

import pytest

from media.intake import accept

from .pictures import jpeg


@pytest.fixture
def keep(db, django_capture_on_commit_callbacks):
    """Take a file in, and let what waits for the commit happen: ``keep(data, name="a.jpg")``."""

    def accept_and_commit(data=None, *, name="photo.jpg", uploaded_by=None):
        with django_capture_on_commit_callbacks(execute=True):
            return accept(jpeg() if data is None else data, name=name, uploaded_by=uploaded_by)

    return accept_and_commit
