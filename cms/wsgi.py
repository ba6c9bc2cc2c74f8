"""The WSGI entry point that granian serves, and the thread that stands in for a worker where none runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application = get_wsgi_application()

from articles import clockwork  # noqa: E402 -- models exist from here on
from cms.ticker import Ticker  # noqa: E402 -- the same

Ticker(clockwork.stand_in, every=clockwork.STAND_IN_EVERY, name="The scheduler's stand-in").start()
