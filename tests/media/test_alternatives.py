import pytest

from media.alternatives import is_placeholder_alt


@pytest.mark.parametrize(
    "alt",
    [
        *(
            "",
            "  ",
            "配图",
            "配图一",
            "配图十二",
            "图片",
            "图片 3",
            "图",
            "图1",
            "图２",
            "插图_3",
            "截图-1",
            "照片",
            "image",
        ),
        *("image", "Image 12", "IMG_0042", "img", "photo-1", "pic", "DSC_0001", "dsc0001", " 配图一 "),
        *("hall.jpg", "HALL.JPG", "hall", "2022/hall.jpg"),
        *("image.png", "架构图 2.PNG", "banner.webp"),
    ],
)
def test_placeholder(alt):
    assert is_placeholder_alt(alt, "2022/hall.jpg")


@pytest.mark.parametrize("alt", ["嘉宾合影", "图为会场", "配图说明", "图一：会场", "image of a hall", "第一张"])
def test_description(alt):
    assert not is_placeholder_alt(alt, "2022/hall.jpg")


@pytest.mark.parametrize("reference", ["会场%20合影.jpg", "./图/会场 合影.jpg", "https://a.example/会场 合影.jpg?w=1"])
def test_file_name_is_found_in_a_reference(reference):
    assert is_placeholder_alt("会场 合影", reference)


def test_broken_address_is_compared_as_it_stands():
    assert not is_placeholder_alt("合影", "https://[broken/a.jpg")
