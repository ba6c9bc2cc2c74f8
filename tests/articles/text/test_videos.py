import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.videos import video_page

BILIBILI, QQ = "哔哩哔哩", "腾讯视频"


@pytest.mark.parametrize(
    ("address", "page", "name"),
    [
        ("https://www.bilibili.com/video/BV1Sx411T7QQ", "https://www.bilibili.com/video/BV1Sx411T7QQ/", BILIBILI),
        ("http://m.bilibili.com/video/BV1Sx411T7QQ/?p=3", "https://www.bilibili.com/video/BV1Sx411T7QQ/?p=3", BILIBILI),
        ("https://www.bilibili.com/video/av170001/", "https://www.bilibili.com/video/av170001/", BILIBILI),
        (
            "//player.bilibili.com/player.html?aid=170001&cid=5&page=2&bvid=BV1Sx411T7QQ",
            "https://www.bilibili.com/video/BV1Sx411T7QQ/?p=2",
            BILIBILI,
        ),
        ("https://player.bilibili.com/player.html?aid=170001", "https://www.bilibili.com/video/av170001/", BILIBILI),
        ("https://v.qq.com/txp/iframe/player.html?vid=a0012bcdefg", "https://v.qq.com/x/page/a0012bcdefg.html", QQ),
        ("https://v.qq.com/x/cover/mzc00/a0012bcdefg.html", "https://v.qq.com/x/cover/mzc00/a0012bcdefg.html", QQ),
    ],
)
def test_player_or_page_leads_to_the_page(address, page, name):
    assert video_page(address) == (page, name)


@pytest.mark.parametrize(
    "address",
    [
        *("", "/video/BV1Sx411T7QQ/", "https://www.bilibili.com/", "https://www.bilibili.com/video/"),
        *("https://player.bilibili.com/player.html", "https://player.bilibili.com/player.html?bvid=../../x"),
        *("https://bilibili.com.evil.example/video/BV1Sx411T7QQ/", "javascript://www.bilibili.com/video/BV1Sx411T7QQ"),
        *("https://v.qq.com/iframe/player.html?vid=a%22b", "https://[broken", "https://v.qq.com/x/search/"),
    ],
)
def test_other_addresses_are_no_video(address):
    assert video_page(address) is None


@given(st.text())
def test_no_address_breaks_it(address):
    video_page(address)
    found = video_page(f"https://player.bilibili.com/player.html?bvid={address}&p={address}")
    assert found is None or found[0].startswith("https://www.bilibili.com/video/")
