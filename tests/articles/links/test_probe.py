"""Whether a link to another site opens: a real server answers, in every way that servers do."""

import shutil
import socket
import time

import pytest

from articles.links.probe import Found, probe
from media import outside
from tests.conftest import absent
from tests.media.playing import certificate, playing, raw_server, reach_to, trusting


def probed(site, path="/a", **changes):
    return probe(f"http://pictures.example:{site.port}{path}", reach_to(*changes.pop("ports", [site.port]), **changes))


def test_the_head_is_asked_for_and_nothing_else():
    with playing({"/a": (200, {}, b"page")}) as site:
        assert probed(site) == Found(status=200)

    assert site.methods == ["HEAD"]
    [(_path, headers)] = site.asked
    assert headers.keys() == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_what_refuses_the_head_is_asked_for_a_few_bytes(status):
    with playing({"HEAD /a": (status, {}, b""), "/a": (206, {}, b"part")}) as site:
        assert probed(site) == Found(status=206)

    assert site.methods == ["HEAD", "GET"]
    assert site.asked[1][1]["Range"] == "bytes=0-511"


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (204, Found(status=204)),
        (304, Found(status=304)),
        (416, Found(status=416)),
        *((status, Found(fails=True, why="missing_there", status=status)) for status in (404, 410)),
        *((status, Found(fails=True, why="trouble", status=status)) for status in (500, 502, 504)),
        *((status, Found(unsure=True, why="refused", status=status)) for status in (401, 403, 405, 429, 451, 503, 999)),
    ],
)
def test_each_answer_has_its_meaning(status, found):
    with playing({"/a": (status, {"Content-Length": None}, b"")}) as site:
        assert probed(site) == found


def test_redirects_are_followed_and_judged_each():
    pages = {f"/{n}": (301, {"Location": f"/{n + 1}"}, b"") for n in range(9)}
    inside = {
        "/inside": (302, {"Location": "https://10.0.0.1/"}, b""),
        "/back": (302, {"Location": "/新".encode().decode("latin-1")}, b""),
    }
    with playing(pages | inside | {"/9": (200, {}, b""), "/%E6%96%B0": (200, {}, b"")}) as site:
        assert probed(site, "/4") == Found(status=200)
        assert probed(site, "/back") == Found(status=200)
        assert probed(site, "/0") == Found(fails=True, why="redirects")
        assert probed(site, "/inside", ports=(site.port, 443)) == Found(fails=True, why="unreachable")


def test_what_is_not_reached_says_why(monkeypatch):
    monkeypatch.setattr(outside, "HOP_SECONDS", 0.3)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert probe(f"http://pictures.example:{port}/", reach_to(port)) == Found(fails=True, why="silent")
    with raw_server(lambda connection: time.sleep(1)) as port:
        assert probe(f"http://pictures.example:{port}/", reach_to(port)) == Found(fails=True, why="slow")
    assert probe("http://nowhere.example/", reach_to(80)) == Found(fails=True, why="unreachable")


def test_a_certificate_that_browsers_would_not_take_is_told(tmp_path):
    signed = certificate(tmp_path, "pictures.example", shutil.which("openssl") or absent("the openssl command"))
    with playing({"/a": (200, {}, b"")}, signed) as site:
        address = f"https://pictures.example:{site.port}/a"
        assert probe(address, reach_to(site.port, trust=trusting(signed))) == Found(status=200)
        assert probe(address, reach_to(site.port)) == Found(fails=True, why="certificate")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://localhost:8000/admin/", Found(fails=True, why="inside")),
        ("http://intranet/", Found(fails=True, why="inside")),
        ("http://192.168.1.5/a", Found(fails=True, why="inside")),
        ("http://[::1]/", Found(fails=True, why="inside")),
        ("http://user@news.example/", Found(unsure=True, why="not_asked")),
        ("http://news.example:8080/", Found(unsure=True, why="not_asked")),
        ("https://2130706433/", Found(fails=True, why="inside")),
        ("http://127.1/", Found(unsure=True, why="not_asked")),
        ("http://a_b..example/", Found(unsure=True, why="not_asked")),
    ],
)
def test_what_may_not_be_asked_is_judged_without_a_packet(address, found, monkeypatch):
    def asked(*args):
        raise AssertionError(f"a packet to {args}")

    monkeypatch.setattr(socket.socket, "connect", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)

    assert probe(address) in {found, Found(fails=True, why="unreachable")}
    assert found.is_certain is (found.why == "inside")


def test_every_address_of_the_shared_list_of_attacks_gets_no_packet(shared, monkeypatch):
    def asked(*args):
        raise AssertionError(f"a packet to {args}")

    monkeypatch.setattr(socket.socket, "connect", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    lines = shared("attack/url_attacks.txt").read_text(encoding="utf-8").splitlines()
    values = [line.split("\t")[2] for line in lines if line.startswith("ssrf\t")]

    asked_for = [value for value in values if value.startswith(("http://", "https://"))]
    assert len(asked_for) > 12
    for address in asked_for:
        assert probe(address).fails or probe(address).unsure
