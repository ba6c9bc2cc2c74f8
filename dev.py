#!/usr/bin/env python3
"""
From a fresh machine to a running site. Needs Python 3.11 or newer, and nothing else.

    python3 dev.py up [--empty]   install, prepare and serve the site under production settings
    python3 dev.py dev [--empty]  the same with DEBUG, reloading on every change
    python3 dev.py test [...]     the whole suite; what follows goes to pytest (--full, -k, a path)
    python3 dev.py check          what a change has to pass: style, imports, types, migrations, deployment

Environment: PORT (8000), HOST (127.0.0.1), WORKERS (1), DEMO_PASSWORD, and all of .env.example.
"""

import argparse
import contextlib
import hashlib
import os
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "Shequ needs Python 3.11 or newer. 需要 Python 3.11 或更新的版本。 Found 当前: " + platform.python_version()
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON, STAMP = VENV / "bin" / "python", VENV / "installed"
LOCKS = {which: ROOT / "requirements" / f"{which}.txt" for which in ("base", "redis", "s3", "dev")}
STOP_SECONDS, RESTART_SECONDS = 10, 5  # for stopping; between two starts of a worker that ends by itself
Steps = dict[str, tuple[list, dict[str, str]]]  # name → command and its environment
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
say = partial(print, flush=True)
NO_PIP = """This Python cannot make a virtual environment. 这个 Python 缺少 venv。 On Debian and Ubuntu:
    sudo apt install python3-venv
then run the same command again. 然后重新运行。"""


class Stop(Exception):
    """What went wrong, in words for the person at the terminal."""


def run(*command: str | Path, **options) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **options).returncode


def read_dotenv(path: Path) -> dict[str, str]:
    """Read a ``.env`` by the rules of ``cms.env.read_dotenv``, which cannot be imported before Django is here."""
    pairs = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            pairs[name.strip()] = value.strip().strip("\"'")
    return pairs


def address(environment: dict[str, str]) -> tuple[str, int]:
    """Return host and port to listen on."""
    host, port = environment.get("HOST") or "127.0.0.1", environment.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Stop(f"PORT is “{port}”; write a number from 1 to 65535.")
    return host, int(port)


def site_environment(debug: bool) -> dict[str, str]:
    """Return the variables that the site runs with: the terminal's, then ``.env``, then what ``up`` decides."""
    environment = {**read_dotenv(ROOT / ".env"), **os.environ}
    host, port = address(environment)
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    if not environment.get("SITE_URL"):
        environment["SITE_URL"] = f"http://{shown}:{port}"
        if shown.strip("[]") != host:
            say(f"Listening on every interface. For visitors from other machines set SITE_URL=http://<address>:{port}")
    environment["DEBUG"] = "1" if debug else ""
    return environment


def write_secret_key(environment: dict[str, str]) -> None:
    """Make a secret key for this installation once; the settings read it from ``VAR_DIR/secret_key``."""
    file = ROOT / (environment.get("VAR_DIR") or "var") / "secret_key"
    if environment.get("SECRET_KEY") or file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_urlsafe(48) + "\n")


def fingerprint(which: str) -> str:
    """Return what the stamp says when this set of packages is installed for this Python."""
    digest = hashlib.sha256(LOCKS[which].read_bytes())
    digest.update(f"{which} {sys.version} {sys.platform} {platform.machine()}".encode())
    return digest.hexdigest()


def installed(which: str) -> bool:
    """Tell whether the locked packages are there. The development set contains the others."""
    stamp = STAMP.read_text().strip() if STAMP.is_file() and PYTHON.exists() else ""
    return stamp in {fingerprint(which), fingerprint("dev")}


def make_venv() -> None:
    """Make ``.venv`` for the Python that runs this, and again where it belongs to another version."""
    configuration = VENV / "pyvenv.cfg"
    lines = configuration.read_text(encoding="utf-8").splitlines() if configuration.is_file() else []
    versions = [line.partition("=")[2].strip() for line in lines if line.startswith("version")]
    if PYTHON.exists() and platform.python_version() in versions:
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    if run(sys.executable, "-m", "venv", "--without-pip", VENV):
        raise Stop(NO_PIP)


def install_with_uv(wanted: list[str]) -> bool:
    """Try uv, which is ten times as fast. It may lack pip's certificates or mirror: any error means no."""
    uv = shutil.which("uv")
    if not uv:
        return False
    environment = dict(os.environ)
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    return run(uv, "pip", "install", "-q", "--python", PYTHON, *wanted, env=environment, stderr=subprocess.DEVNULL) == 0


def install_with_pip(wanted: list[str]) -> bool:
    """Install with the environment's own pip, or with the pip outside where ``ensurepip`` was left out."""
    inside = [str(PYTHON), "-m", "pip"]
    outside = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    for make, pip in (([], inside), ([str(PYTHON), "-m", "ensurepip", "--default-pip"], inside), ([], outside)):
        if (not make or run(*make, **SILENT) == 0) and run(*pip, "--version", **SILENT) == 0:
            options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-compile"]
            return run(*pip, "install", *options, *wanted) == 0
    raise Stop(NO_PIP)


def install(which: str) -> None:
    """Install one locked set into ``.venv``; nothing happens when the stamp says that it is there."""
    if installed(which):
        return
    make_venv()
    STAMP.unlink(missing_ok=True)
    say("Installing the locked packages; the first time takes a minute. 正在安装依赖……")
    wanted = ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[which])]
    if not (install_with_uv(wanted) or install_with_pip(wanted)):
        raise Stop(
            "The packages could not be installed; the reason is above. On a slow line, name a mirror:\n"
            "依赖安装失败。网络慢时请使用镜像（如清华、阿里云）：\n    PIP_INDEX_URL=<mirror 镜像地址> python3 dev.py …"
        )
    STAMP.write_text(fingerprint(which) + "\n")


def require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(
                f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another port, for example\n"
                f"    PORT={port + 1 if port < 65535 else 8001} python3 dev.py up\n端口不可用：请换一个端口再试。"
            ) from None


def listening(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def supervise(command: list[str], environment: dict[str, str]) -> int:
    """Run server and worker until the server ends or somebody stops it; leave no process, return the exit code."""
    site, admin = environment["SITE_URL"].rstrip("/"), environment.get("ADMIN_PATH") or "admin"
    stops: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: stops.append(received))
    # Sessions of their own: Ctrl-C reaches us alone, and we end the whole groups.
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    family, deadline, begun = [server], float("inf"), float("inf")
    while len(stops) < 2 and time.monotonic() < deadline:
        if all(child.poll() is not None for child in (family if stops else [server])):
            break
        if stops and deadline == float("inf"):
            deadline = time.monotonic() + STOP_SECONDS
            for child in family:
                child.terminate()
        if begun == float("inf") and listening(*address(environment)):
            say(f"\n  Site 网站   {site}/\n  Admin 后台  {site}/{admin}/\n  Ctrl-C stops it. 按 Ctrl-C 停止。\n")
            begun = -RESTART_SECONDS
        works = any(child.poll() is None for child in family[1:])
        if not (works or stops) and time.monotonic() > begun + RESTART_SECONDS:
            worker = [str(PYTHON), "manage.py", "worker"]
            family[1:] = [subprocess.Popen(worker, env=environment, start_new_session=True)]
            begun = time.monotonic()
        time.sleep(0.1)
    for child in family:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    code = server.wait()
    if not stops:
        say(f"The server ended by itself with code {code}.")
        return code or 1
    return 130 if stops[0] == signal.SIGINT else 0


def serve(debug: bool, empty: bool) -> int:
    """Install, bring database, sample and static files up to date in one process, and serve."""
    environment = site_environment(debug)
    host, port = address(environment)
    require_free_port(host, port)
    extras = [which for which, name in (("redis", "CACHE_URL"), ("s3", "S3_BUCKET")) if environment.get(name)]
    install("dev" if debug or len(extras) > 1 else [*extras, "base"][0])  # the development set has them all
    write_secret_key(environment)
    options = [*(["--empty"] if empty else []), *(["--no-static"] if debug else [])]
    if run(PYTHON, "manage.py", "prepare", "--no-renditions", *options, env=environment):
        raise Stop("The site could not be prepared; the reason is above. 网站准备失败，原因见上。")
    os.chdir(ROOT)
    command = [str(PYTHON), "manage.py", "runserver", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]
    if not debug:
        command = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
        command += ["--workers", environment.get("WORKERS") or "1", "--blocking-threads", "4"]
        command += ["--respawn-failed-workers", "--log-level", "warning", "cms.wsgi:application"]
    return supervise(command, environment)


def run_all(steps: Steps) -> int:
    """Run every step, whatever the ones before said, and name those that failed."""
    failed = []
    for name, (command, environment) in steps.items():
        say(f"\n=== {name} ===")
        if run(*command, env=environment):
            failed.append(name)
    say(f"\nFailed: {', '.join(failed)}." if failed else f"\nPassed: {', '.join(steps)}.")
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Run the suite on SQLite, and on PostgreSQL where ``TEST_DATABASE_URL`` names one."""
    install("dev")
    command = [PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "8", *arguments]
    here = dict(os.environ)
    steps: Steps = {"SQLite": (command, {name: value for name, value in here.items() if name != "TEST_DATABASE_URL"})}
    if here.get("TEST_DATABASE_URL"):
        steps["PostgreSQL"] = (command, here)
    return run_all(steps)


def check() -> int:
    install("dev")
    here = dict(os.environ)
    site = {**here, "DEBUG": "", "SITE_URL": "https://news.example.cn", "DATABASE_URL": "sqlite:///:memory:"}
    site.update(SECRET_KEY=secrets.token_urlsafe(48), ALLOWED_HOSTS="news.example.cn")
    templates = sorted((ROOT / "templates").rglob("*.html"))
    python = [PYTHON, "-m"]
    steps: Steps = {
        "ruff": ([*python, "ruff", "check", "."], here),
        "format": ([*python, "ruff", "format", "--check", "."], here),
        "templates": ([VENV / "bin" / "djade", "--check", "--target-version", "5.2", *templates], here),
        "imports": ([VENV / "bin" / "lint-imports"], here),
        "types": ([*python, "mypy"], here),
        "migrations": ([PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], site),
        "deployment": ([PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], site),
        "house rules": ([*python, "pytest", "-q", "-m", "house"], here),
    }
    return run_all(steps)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("command", choices=["up", "dev", "test", "check"])
    parser.add_argument("--empty", action="store_true", help="up, dev: start without the sample newsroom")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"unknown: {' '.join(rest)}")
    try:
        if options.command in {"test", "check"}:
            return test(rest) if options.command == "test" else check()
        return serve(debug=options.command == "dev", empty=options.empty)
    except Stop as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # also ends the command that is running
    sys.exit(main(sys.argv[1:]))
