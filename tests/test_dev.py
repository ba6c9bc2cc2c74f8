"""``dev.py``: the environment it makes, what it installs when, and that it leaves nothing running."""

import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dev
from cms import env
from tests.conftest import absent
from tests.pace import slowness

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds; a busy machine is slow, not wrong

SERVER = """
import http.server, signal, subprocess, sys
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "600"])
print("child", child.pid, flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A project folder and an environment with nothing in them."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    for name in ("HOST", "PORT", "SITE_URL", "SECRET_KEY", "VAR_DIR", "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def gone(pid: int) -> bool:
    """Tell whether a process has ended; one that nobody has collected yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


# --- the environment ----------------------------------------------------------------------------


def test_reads_the_same_dotenv_as_the_settings(tmp_path):
    file = tmp_path / ".env"
    file.write_text(
        "# note\n\nA=1\n B = two words \nC='quoted'\nD=\"a=b\"\nEMPTY=\nno equals\n#E=5\n中文=值\n", "utf-8"
    )
    assert dev.read_dotenv(file) == env.read_dotenv(file)
    assert dev.read_dotenv(file)["D"] == "a=b"
    assert dev.read_dotenv(tmp_path / "absent") == {}


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "٣", "80 80"])
def test_a_wrong_port_is_named(port):
    with pytest.raises(dev.Stop, match="PORT is"):
        dev.address({"PORT": port})


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("", "http://127.0.0.1:8000"),
        ("192.0.2.7", "http://192.0.2.7:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_sites_address_is_where_it_listens(elsewhere, monkeypatch, host, url):
    monkeypatch.setenv("HOST", host)
    environment = dev.site_environment(debug=False)
    assert environment["SITE_URL"] == url
    assert environment["DEBUG"] == ""


def test_the_terminal_wins_over_dotenv_and_dotenv_over_what_up_decides(elsewhere, monkeypatch):
    (elsewhere / ".env").write_text("SITE_URL=https://news.example.cn\nPORT=9000\nDEBUG=1\n")
    monkeypatch.setenv("PORT", "9001")
    environment = dev.site_environment(debug=False)
    assert dev.address(environment) == ("127.0.0.1", 9001)
    assert environment["SITE_URL"] == "https://news.example.cn"
    assert environment["DEBUG"] == "", "up serves with production settings, whatever .env says"


def test_the_secret_key_is_made_once_and_is_private(elsewhere):
    dev.write_secret_key({})
    file = elsewhere / "var" / "secret_key"
    key = file.read_text()
    assert len(key.strip()) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    dev.write_secret_key({})
    assert file.read_text() == key


def test_no_key_is_made_where_the_environment_has_one(elsewhere):
    dev.write_secret_key({"SECRET_KEY": "x"})
    assert not (elsewhere / "var").exists()


# --- installing ---------------------------------------------------------------------------------


@pytest.fixture
def stamped(tmp_path, monkeypatch):
    """An installation whose locks and stamp may be changed."""
    locks = {which: tmp_path / f"{which}.txt" for which in ("base", "dev")}
    for which, lock in locks.items():
        lock.write_text(f"{which}==1\n")
    (tmp_path / "python").touch()
    monkeypatch.setattr(dev, "LOCKS", locks)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    return locks


def test_what_is_installed_is_not_installed_again_until_its_lock_changes(stamped):
    assert not dev.installed("base")
    dev.STAMP.write_text(dev.fingerprint("base"))
    assert dev.installed("base")
    stamped["base"].write_text("base==2\n")
    assert not dev.installed("base")


def test_the_development_set_contains_the_other(stamped):
    dev.STAMP.write_text(dev.fingerprint("dev"))
    assert dev.installed("base")
    dev.STAMP.write_text(dev.fingerprint("base"))
    assert not dev.installed("dev")


def test_a_vanished_python_is_noticed(stamped):
    dev.STAMP.write_text(dev.fingerprint("base"))
    dev.PYTHON.unlink()
    assert not dev.installed("base")


# --- serving ------------------------------------------------------------------------------------


def test_a_port_in_use_is_said_with_what_to_do(port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(dev.Stop, match=rf"127\.0\.0\.1:{port}: Address already in use(.|\n)*python3 dev\.py up"):
            dev.require_free_port("127.0.0.1", port)


def start(port, *arguments):
    """Run ``supervise`` in a process of its own; return it and the pid of its server's child."""
    code = "import dev, sys; sys.exit(dev.supervise(sys.argv[2:], {'PORT': sys.argv[1], 'SITE_URL': 'http://site.example'}))"
    command = [sys.executable, "-c", code, str(port), sys.executable, "-c", SERVER, str(port), *arguments]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    seen = [running.stdout.readline() for _ in range(5)]
    assert "  Site 网站   http://site.example/\n" in seen
    assert "  Admin 后台  http://site.example/admin/\n" in seen
    return running, int(re.search(r"child (\d+)", "".join(seen)).group(1))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0), (signal.SIGHUP, 0)])
def test_a_stopped_server_leaves_no_process(port, number, code):
    running, child = start(port)
    running.send_signal(number)
    assert running.wait(PATIENCE) == code
    assert gone(child)
    running.stdout.close()


def test_a_second_ctrl_c_ends_a_server_that_does_not_listen(port):
    running, child = start(port, "stubborn")
    running.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(PATIENCE) == 130
    assert gone(child)
    running.stdout.close()


def test_a_server_that_ends_by_itself_is_an_error(port, capfd):
    code = "import dev, sys; sys.exit(dev.supervise([sys.executable, '-c', 'raise SystemExit(3)'], {'SITE_URL': ''}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 3
    assert "ended by itself with code 3" in capfd.readouterr().out


# --- the whole ----------------------------------------------------------------------------------


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def test_up_serves_an_empty_newsroom_and_starts_fast_the_second_time(port, tmp_path):
    if not dev.installed("base"):
        absent("an installation by dev.py")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**kept, "PORT": str(port), "VAR_DIR": str(tmp_path / "var")}
    said, seconds = [], []
    for _ in range(2):
        begun = time.monotonic()
        up = subprocess.Popen(
            [sys.executable, "dev.py", "up", "--empty"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        lines = []
        while not lines or "Ctrl-C" not in lines[-1]:
            lines.append(up.stdout.readline())
            assert lines[-1], f"it ended: {lines}"
        assert get(port, "/healthz") == (200, "ok\n")
        seconds.append(time.monotonic() - begun)
        status, page = get(port, "/admin/login/")
        assert status == 200
        style = re.search(r'href="(/static/admin/css/base\.[0-9a-f]+\.css)"', page).group(1)
        assert get(port, style)[0] == 200
        up.send_signal(signal.SIGTERM)
        assert up.wait(PATIENCE) == 0
        up.stdout.close()
        said.append("".join(lines))
    print(f"first start {seconds[0]:.1f} s, second {seconds[1]:.1f} s")
    assert "Login 账号  admin" in said[0]
    assert re.search(r"Password 密码  \S{12,} ", said[0])
    assert "Password" not in said[1]
    assert "collected" not in said[1]
    assert seconds[1] / slowness() < 10, "3 s on a machine with nothing else to do"
