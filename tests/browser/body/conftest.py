"""One site for all tests of the body's scripts, which knows a server of the test as ``pictures.example``."""

import pytest

from tests.browser.conftest import running_site, sign_in
from tests.browser.patience import SLOWEST
from tests.factories import image_bytes
from tests.media.playing import playing

from .desk import Desk

PICTURES = {
    "/mmbiz_jpg/one/640": (200, {"Content-Type": "image/jpeg"}, image_bytes(700, 500, (180, 40, 40))),
    "/mmbiz_png/two/640": (200, {"Content-Type": "image/png"}, image_bytes(700, 500, (40, 180, 40), "PNG")),
}


@pytest.fixture(scope="session")
def elsewhere():
    with playing(dict(PICTURES)) as server:
        server.url = f"http://pictures.example:{server.port}"
        yield server


@pytest.fixture(scope="session")
def site(empty_newsroom, tmp_path_factory, elsewhere):
    folder = tmp_path_factory.mktemp("site")
    application = "tests.browser.body.mapped_site:application"
    with running_site(empty_newsroom, folder, application, PICTURES_PORT=str(elsewhere.port)) as site:
        yield site


@pytest.fixture(scope="session")
def windows(chromium_browser, site):
    """Return a browser in which an account has logged in: one for each account and kind of screen, for all tests."""
    known, cookies = {}, {}

    def window(account, width, dark):
        if (account, width, dark) in known:
            return known[account, width, dark]
        context = known[account, width, dark] = chromium_browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            storage_state=cookies.get(account),
        )
        if account not in cookies:
            sign_in(context, account)
            cookies[account] = context.storage_state()
        context.set_default_timeout(SLOWEST)
        context.add_init_script("localStorage.clear()")  # what another test left unsaved
        return context

    yield window
    for context in known.values():
        context.close()


@pytest.fixture
def open_desk(windows):
    """Open the form of a new article: ``open_desk("editor", width=390)``."""
    pages = []

    def opened(account="writer", *, width=1280, dark=False):
        page = windows(account, width, dark).new_page()
        pages.append(page)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        return Desk(page)

    yield opened
    for page in pages:
        page.close()


@pytest.fixture
def desk(open_desk):
    return open_desk()
