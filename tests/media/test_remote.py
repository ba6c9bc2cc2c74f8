"""Fetching a picture of another site: what is asked, of whom, and what is taken from the answer."""

import gzip
import shutil
import socket
import ssl
import time

import pytest

from media import outside
from media.outside import PUBLIC, Reach
from media.refusals import MAX_BYTES, RefusedImage
from media.remote import RefusedAddress, fetch
from tests.conftest import absent

from .pictures import jpeg
from .playing import certificate, playing, raw_server, reach_to, trusting

JPEG = {"Content-Type": "image/jpeg"}


def fetched_from(site, path="/photo.jpg", **changes):
    return fetch(f"http://pictures.example:{site.port}{path}", reach_to(site.port, **changes))


def code_of(call):
    with pytest.raises((RefusedAddress, RefusedImage)) as refusal:
        call()
    return refusal.value.code


def test_a_picture_is_fetched_with_nothing_that_says_who_asks():
    data = jpeg()
    with playing({"/新/photo.jpg": (200, JPEG, data), "/%E6%96%B0/photo.jpg": (200, JPEG, data)}) as site:
        picture = fetched_from(site, "/新/photo.jpg?wx_fmt=jpeg")

    assert (picture.data, picture.name) == (data, "photo.jpg")
    [(path, headers)] = site.asked
    assert path == "/%E6%96%B0/photo.jpg?wx_fmt=jpeg"
    assert headers.keys() == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}
    assert headers["Host"] == f"pictures.example:{site.port}"
    assert headers["Accept-Encoding"] == "identity"


def test_proxies_of_the_environment_are_not_asked(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with playing({"/photo.jpg": (200, JPEG, b"x")}) as site:
        assert fetched_from(site).data == b"x"


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/mmbiz_jpg/abc/640?wx_fmt=jpeg", "image/jpeg", "pictures.example.jpeg"),
        ("/mmbiz_png/abc/0", "image/png", "pictures.example.png"),
        ("/a/%E4%BC%9A%E5%9C%BA.PNG", "application/octet-stream", "会场.PNG"),
        ("/show.php?id=3", "image/webp; charset=binary", "pictures.example.webp"),
        ("/", "", "pictures.example.jpeg"),
    ],
)
def test_the_name_is_that_of_the_address_or_the_host(path, kind, name):
    with playing({path: (200, {"Content-Type": kind}, b"x")}) as site:
        assert fetched_from(site, path).name == name


def values(shared):
    lines = shared("attack/url_attacks.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith("ssrf\t")]
    return [row[2] for row in rows]


def test_every_address_of_the_shared_list_is_refused_before_a_packet_leaves(shared, monkeypatch):
    def asked(*args):
        raise AssertionError(f"a packet to {args}")

    monkeypatch.setattr(socket.socket, "connect", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    addresses = [value for value in values(shared) if "://" in value and not value.startswith(("redirect:", "dns:"))]

    assert len(addresses) == 21
    for address in addresses:
        with pytest.raises(RefusedAddress):
            fetch(address)


def test_the_shared_list_has_no_play_that_is_not_played_here(shared):
    assert [value for value in values(shared) if value.startswith(("redirect:", "dns:", "body:", "tls:"))] == [
        "redirect: public 302 -> http://127.0.0.1/",
        "redirect: 6 hops",
        "dns: name that resolves to 127.0.0.1",
        "dns: first answer public, second 127.0.0.1 (rebinding)",
    ]


def test_a_redirect_to_this_machine_is_refused():
    inside = {"/secret": (200, JPEG, b"secret")}
    with playing(inside) as secret:
        away = {"Location": f"http://127.0.0.2:{secret.port}/secret"}
        with playing({"/photo.jpg": (302, away, b"")}) as site:
            reach = reach_to(site.port, secret.port)
            assert code_of(lambda: fetch(f"http://pictures.example:{site.port}/photo.jpg", reach)) == "unreachable"

    assert len(site.asked) == 1
    assert secret.asked == []


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1/", "file:///etc/passwd", "http://user@b.example/", "//[::1]/", "http://[", "gopher://x.example/"]
)  # fmt: skip
def test_a_redirect_is_judged_like_a_new_address(place):
    with playing({"/photo.jpg": (301, {"Location": place}, b"")}) as site:
        assert code_of(lambda: fetched_from(site)) in {"address", "unreachable"}


def test_three_redirects_are_followed_and_a_fourth_is_not():
    pages = {f"/{number}": (302, {"Location": f"/{number + 1}"}, b"") for number in range(6)}
    with playing(pages | {"/6": (200, JPEG, b"x")}) as site:
        assert fetched_from(site, "/3").data == b"x"
        site.asked.clear()
        assert code_of(lambda: fetched_from(site, "/0")) == "redirects"

    assert [path for path, _headers in site.asked] == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["fe80::1%1"], ["nonsense"], []])
def test_a_name_with_one_number_that_is_not_public_is_refused(numbers):
    reach = Reach(look_up=lambda host, port: numbers)

    assert code_of(lambda: fetch("http://pictures.example/", reach)) == "unreachable"


def test_a_name_is_looked_up_once_and_that_number_is_connected_to():
    asked = []

    def look_up(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with playing({"/photo.jpg": (200, JPEG, b"x")}) as site:
        assert fetched_from(site, look_up=look_up).data == b"x"

    assert asked == ["pictures.example"]


def test_a_number_that_does_not_answer_is_followed_by_the_next():
    with playing({"/photo.jpg": (200, JPEG, b"x")}) as site:
        names = {"pictures.example": ["127.0.0.3", "127.0.0.1"]}
        reach = reach_to(site.port, names=names, allows=lambda number: True)
        assert fetch(f"http://pictures.example:{site.port}/photo.jpg", reach).data == b"x"


def test_only_the_ports_of_the_web_are_asked():
    for port in (22, 81, 443 + 8000, 6379):
        with pytest.raises(RefusedAddress, match="http://"):
            fetch(f"http://8.8.8.8:{port}/")


def test_a_name_that_does_not_exist_is_told_like_one_inside_the_house():
    reach = reach_to(80)

    assert code_of(lambda: fetch("http://nowhere.example/", reach)) == "unreachable"


# --- what comes back -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, JPEG, b"none"), "status"),
        ((500, JPEG, b""), "status"),
        ((206, JPEG, b"part"), "status"),
        ((302, {}, b""), "status"),
        ((200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>"), "no_picture"),
        ((200, JPEG | {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 1000)), "no_picture"),
        ((200, JPEG | {"Content-Length": MAX_BYTES + 1}, b"x"), "too_big"),
        ((200, JPEG | {"Content-Length": 100}, b"half"), "silent"),
        ((200, JPEG | {"Content-Length": None, "Transfer-Encoding": "chunked"}, b"zz\r\n"), "silent"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(answer, code):
    with playing({"/photo.jpg": answer}) as site:
        assert code_of(lambda: fetched_from(site)) == code


def test_a_body_without_a_length_is_counted_while_it_is_read():
    def endless(connection):
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n")
        for _ in range(MAX_BYTES // 65536 + 2):
            connection.sendall(b"x" * 65536)

    with raw_server(endless) as port:
        assert code_of(lambda: fetch(f"http://pictures.example:{port}/", reach_to(port))) == "too_big"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"])
def test_bytes_that_drip_in_end_with_the_deadline(monkeypatch, start):
    monkeypatch.setattr(outside, "HOP_SECONDS", 0.3)

    def drip(connection):
        connection.recv(4096)
        connection.sendall(start)
        for _ in range(40):
            connection.sendall(b"x")
            time.sleep(0.05)

    with raw_server(drip) as port:
        assert code_of(lambda: fetch(f"http://pictures.example:{port}/", reach_to(port))) == "slow"


def test_a_resolver_that_does_not_answer_ends_with_the_deadline(monkeypatch):
    monkeypatch.setattr(outside, "HOP_SECONDS", 0.1)

    def look_up(host, port):
        time.sleep(0.4)
        return ["127.0.0.1"]

    assert code_of(lambda: fetch("http://pictures.example/", reach_to(80, look_up=look_up))) == "slow"


def test_an_answer_that_is_not_http_is_silence():
    with raw_server(lambda connection: connection.sendall(b"SSH-2.0-server\r\n")) as port:
        assert code_of(lambda: fetch(f"http://pictures.example:{port}/", reach_to(port))) == "silent"


def test_a_closed_port_is_silence():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert code_of(lambda: fetch(f"http://pictures.example:{port}/", reach_to(port))) == "silent"


# --- TLS -----------------------------------------------------------------------------------------


@pytest.fixture
def signed(tmp_path):
    openssl = shutil.which("openssl") or absent("the openssl command")
    return certificate(tmp_path, "pictures.example", openssl)


def test_a_certificate_is_verified_for_the_name_that_was_asked(signed):
    names = {"pictures.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    with playing({"/photo.jpg": (200, JPEG, b"x")}, signed) as site:
        trusted = reach_to(site.port, names=names, trust=trusting(signed))
        addresses = [f"https://{name}:{site.port}/photo.jpg" for name in names]

        assert fetch(addresses[0], trusted).data == b"x"
        assert code_of(lambda: fetch(addresses[1], trusted)) == "certificate"
        assert code_of(lambda: fetch(addresses[0], reach_to(site.port, names=names))) == "certificate"


def test_the_site_itself_trusts_what_the_machine_trusts_and_reaches_only_the_internet():
    assert PUBLIC.trust().verify_mode is ssl.CERT_REQUIRED
    assert PUBLIC.trust().check_hostname
    assert Reach() == PUBLIC
    assert PUBLIC.ports == (80, 443)
