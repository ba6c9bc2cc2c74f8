"""
A real site for a real browser: production settings, its own database and files, served by granian.

Nothing here shares a process with the test, so a page is made exactly as a reader gets it.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.patience import SLOWEST

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "社区 newsroom 2026"
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
ACCOUNTS = f"""
from django.contrib.auth import get_user_model
from articles.policy import Role
for name in ("writer", "editor", "chief", "admin"):
    user = get_user_model().objects.create_user(name, password={PASSWORD!r}, is_staff=True)
    user.groups.add(Role[name.upper()].group())
"""


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def database_url(var_dir: Path, template: str = ""):
    """Yield the address of a database of this run's kind, and drop it afterwards: empty, or a copy of ``template``."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{var_dir / 'site.sqlite3'}"  # a copy came with the folder
        return
    name = f"browser_{os.getpid()}_{secrets.token_hex(4)}"
    origin = urlsplit(template).path.strip("/") or "template1"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Site:
    """A running site: where it is, and its command line."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str, ok: tuple[int, ...] = (0,)) -> str:
        run = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode in ok, run.stdout + run.stderr
        return run.stdout

    def wait_until_up(self, server: subprocess.Popen) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert server.poll() is None, "the server stopped"
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server does not answer")


def environment_of(folder: Path, database: str, url: str) -> dict[str, str]:
    """Return the variables of a site that keeps its things in ``folder``."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "SECRET_KEY": "browser-tests-" + "x" * 50,
        "SITE_URL": url,
        "VAR_DIR": str(folder),
        "DATABASE_URL": database,
    }


@contextmanager
def new_newsroom(folder: Path):
    """Make an empty newsroom with one account of each role, all with ``PASSWORD``, of which sites can be copies."""
    with database_url(folder) as database:
        site = Site("http://127.0.0.1", environment_of(folder, database, "http://127.0.0.1"))
        site.manage("migrate", "--verbosity=0")
        site.manage("collectstatic", "--noinput", "--verbosity=0")
        site.manage("shell", "--no-imports", "-c", ACCOUNTS)
        yield site


@pytest.fixture(scope="session")
def empty_newsroom(chromium, tmp_path_factory):
    """Return the newsroom that every site of this run is a copy of."""
    with new_newsroom(tmp_path_factory.mktemp("newsroom")) as newsroom:
        yield newsroom


@contextmanager
def running_site(empty_newsroom: Site, folder: Path, application: str = "cms.wsgi:application", **variables: str):
    """Serve a copy of ``empty_newsroom`` from ``folder``."""
    shutil.copytree(empty_newsroom.environment["VAR_DIR"], folder, dirs_exist_ok=True)
    port = free_port()
    with database_url(folder, template=empty_newsroom.environment["DATABASE_URL"]) as database:
        url = f"http://127.0.0.1:{port}"
        site = Site(url, environment_of(folder, database, url) | variables)
        granian = shutil.which("granian", path=str(Path(sys.executable).parent))
        command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), application]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=log, stderr=log)
            try:
                site.wait_until_up(server)
                yield site
            finally:
                server.terminate()
                server.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium_browser(chromium):
    expect.set_options(timeout=SLOWEST)
    with sync_playwright() as playwright:
        # Its loop is in this thread from now on, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(empty_newsroom, tmp_path_factory):
    with running_site(empty_newsroom, tmp_path_factory.mktemp("site")) as site:
        yield site


def sign_in(context, account: str) -> None:
    """Give the browser ``context`` a session of ``account``, by the login's own request but without its page."""
    context.request.get("/admin/login/")
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    words = {"username": account, "password": PASSWORD, "csrfmiddlewaretoken": token}
    answer = context.request.post("/admin/login/", form=words)
    assert urlsplit(answer.url).path == "/admin/", answer.text()


@pytest.fixture
def visit(chromium_browser, site):
    """Return an empty page in a new browser of somebody: ``visit("editor", width=390)`` is logged in."""
    contexts = []

    def as_somebody(
        account: str = "",
        *,
        width: int = 1280,
        javascript: bool = True,
        dark: bool = False,
        touch: bool = False,
        policy: bool = True,
    ):
        context = chromium_browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            is_mobile=touch,
            bypass_csp=not policy,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        contexts.append(context)
        context.set_default_timeout(SLOWEST)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        if account:
            sign_in(context, account)
        return page

    yield as_somebody
    for context in contexts:
        context.close()
