from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.remote import host_name, remote_address

HOSTS = frozenset({"img.example.cn", "xn--fsqu00a.xn--0zwm56d"})


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("img.example.cn", "img.example.cn"),
        (" IMG.Example.CN. ", "img.example.cn"),
        ("例子.测试", "xn--fsqu00a.xn--0zwm56d"),
        ("a-b.c1.example", "a-b.c1.example"),
    ],
)
def test_name_of_a_host_is_written_as_browsers_send_it(written, name):
    assert host_name(written) == name


@pytest.mark.parametrize(
    "written",
    [
        *("", "*", "*.example.cn", "https://img.example.cn", "img.example.cn/a", "img.example.cn:8080", "localhost"),
        *("127.0.0.1", "2130706433", "0x7f.1", "[::1]", "::1", "1.2.3.4.", "a..b", "-a.example", "a_b.example"),
        *("img example.cn", "a.example;script-src", "用户@例子.测试", "a" * 64 + ".example", "a." * 200 + "cn"),
    ],
)
def test_anything_else_is_no_host(written):
    assert host_name(written) is None


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("https://img.example.cn/a.jpg", "https://img.example.cn/a.jpg"),
        ("http://img.example.cn/a.jpg?x=1#y", "https://img.example.cn/a.jpg?x=1#y"),
        ("//IMG.example.cn/图.jpg", "https://img.example.cn/图.jpg"),
        ("https://例子.测试/a.jpg", "https://xn--fsqu00a.xn--0zwm56d/a.jpg"),
        ("https://img.example.cn", "https://img.example.cn/"),
    ],
)
def test_picture_of_a_listed_host_is_loaded_over_https(reference, address):
    assert remote_address(reference, HOSTS) == address


@pytest.mark.parametrize(
    "reference",
    [
        *("https://example.cn/a.jpg", "https://x.img.example.cn/a.jpg", "https://img.example.cn.evil.example/a.jpg"),
        *("https://img.example.cn@evil.example/a.jpg", "https://evil.example\\@img.example.cn/", "a.jpg", "/a.jpg"),
        *("https://img.example.cn:8443/a.jpg", "ftp://img.example.cn/a.jpg", "javascript://img.example.cn/%0aalert(1)"),
        *("https:/img.example.cn/a.jpg", "https://evil.example#@img.example.cn/", "data:image/png;base64,AA"),
    ],
)
def test_no_other_address_is_loaded(reference):
    assert remote_address(reference, HOSTS) is None


@given(st.text(alphabet="htps:/\\@.?#[]%img.example.cnev il１", max_size=60))
def test_whatever_is_loaded_comes_from_a_listed_host(rest):
    address = remote_address(f"https://{rest}", HOSTS)

    assert address is None or urlsplit(address).netloc in HOSTS
