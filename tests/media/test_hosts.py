"""Addresses of the web that the server may ask for something, and those that only look so."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.hosts import NotAnAddress, Target, is_public, target_of


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("http://pictures.example", Target("http", "pictures.example", 80, "/")),
        ("HTTPS://Pictures.EXAMPLE./a.jpg", Target("https", "pictures.example", 443, "/a.jpg")),
        ("https://图片.example/会场%20.jpg", Target("https", "xn--wcsw84d.example", 443, "/%E4%BC%9A%E5%9C%BA%20.jpg")),
        ("https://pictures.example/a?b=c&d=%20#e", Target("https", "pictures.example", 443, "/a?b=c&d=%20")),
        ("http://8.8.8.8:80/", Target("http", "8.8.8.8", 80, "/")),
        ("http://[2001:4860:4860::8888]/", Target("http", "2001:4860:4860::8888", 80, "/")),
        ("https://a.example:8443/", Target("https", "a.example", 8443, "/")),
    ],
)  # fmt: skip
def test_an_address_is_read_as_a_browser_reads_it(address, target):
    assert target_of(address) == target


@pytest.mark.parametrize(
    "address",
    [
        *("", "a.example", "//a.example/", "/media/a.jpg", "javascript:alert(1)", "data:image/png;base64,AAAA", "http:///a"),
        *("ftp://a.example/", "file:///etc/passwd", "http://user@a.example/", "http://user:word@a.example/", "http://@a.example/"),
        *("http://localhost/", "http://intranet/", "http://a.example:0/", "http://a.example:99999/", "http://a.example:x/"),
        *("http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/", "http://0/", "http://0x8.8.8.8/"),
        *("http://08.8.8.8/", "http://134744072/", "http://8.8.8.8.8/", "http://a.0x1/", "http://１２７.1/", "http://[::1%25lo]/"),
        *("http://[::g]/", "http://[127.0.0.1/", "http://a\\.example/", "http://a.example\\@b.example/"),
        "http://a b.example/",
        *("http://a.example/\r\nX: y", "http://a.example/\t", "http://a..example/", "http://-a.example/", "http://a_.-.example/"),
        *("http://" + "a" * 64 + ".example/", "http://a.example/" + "x" * 2000, "http://[fe80::1%eth0]/"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_public_host_is_refused(address):
    with pytest.raises(NotAnAddress):
        target_of(address)


def test_full_width_digits_and_dots_are_the_number_that_they_mean():
    assert target_of("http://１２７。０。０。１/").number == ip_address("127.0.0.1")


NOT_PUBLIC = [
    *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1"),
    *("192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
    *("172.31.255.255", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808"),
    *("100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1"),
    *("64:ff9b:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "4000::1"),
]  # fmt: skip


@pytest.mark.parametrize("number", NOT_PUBLIC)
def test_a_number_that_is_not_one_host_of_the_internet_is_not_public(number):
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "223.5.5.5", "2400:3200::1", "2606:4700::1111"])
def test_a_host_of_the_internet_is_public(number):
    assert is_public(ip_address(number))


@given(st.text(max_size=80) | st.text("htps:/.@[]0x127%#?\\ a中。", max_size=40).map("http://".__add__))
def test_any_text_is_an_address_in_ascii_or_is_refused(text):
    try:
        target = target_of(text)
    except NotAnAddress:
        return
    assert target.host.isascii()
    assert target.path.isascii()
    assert not set(" \r\n\t\\") & set(target.host + target.path)
    assert target.path.startswith("/")


@given(st.ip_addresses())
def test_no_number_that_python_calls_private_is_public(number):
    assert not (is_public(number) and (number.is_private or number.is_multicast or number.is_reserved))
