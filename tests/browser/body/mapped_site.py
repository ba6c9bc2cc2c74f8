"""The site as it is, but for what ``pictures.example`` means to it: a server of the test, on port PICTURES_PORT."""

import os
from functools import partial

from cms.wsgi import application
from media.admin import remote
from media.remote import fetch
from tests.media.playing import reach_to

__all__ = ["application"]

remote.fetch = partial(fetch, reach=reach_to(int(os.environ["PICTURES_PORT"])))
