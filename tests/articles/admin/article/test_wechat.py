"""Handing an article over to the 公众号."""

import io
import re
import zipfile

import pytest
from PIL import Image as PillowImage

from articles.admin.article import wechat
from articles.policy import Role
from media.models import Image
from tests.factories import make_article, make_author, make_image, make_published, make_user

from .article_desk import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user(Role.EDITOR))
    return client


def whole(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def article(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hall, street = make_image("会场.jpg", width=1600, height=1200), make_image("街道.jpg", width=900)
        return make_published(
            title="社区里的一天",
            body=f"[报告](https://a.example/)\n\n![坐满的会场]({hall.name})\n\n段落。\n\n![雨后的街]({street.name})",
            featured_image=hall,
            authors=(make_author("何米"),),
        )


def test_the_page_offers_words_body_pictures_and_cover(editor, article):
    page = editor.get(address("wechat", article)).content.decode()

    assert all(part in page for part in ("社区里的一天", "何米", "复制正文", "下载 2 张图片", "下载封面（2.35:1）"))
    assert "这是读者现在看到的版本" in page
    assert f'href="{address("wechat", article)}"' in editor.get(address("change", article)).content.decode()


def test_the_body_has_its_styles_on_its_elements_and_a_policy_of_its_own(editor, article):
    response = editor.get(address("wechat_body", article))

    html = response.content.decode()
    assert '<p style="' in html
    assert "［图 1：01-会场.jpg，坐满的会场］" in html
    assert "[1] 报告：https://a.example/" in html
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pictures_come_in_the_order_of_the_text(editor, article):
    packed = zipfile.ZipFile(io.BytesIO(whole(editor.get(address("wechat_pictures", article)))))

    assert packed.namelist() == ["01-会场.jpg", "02-街道.jpg"]
    assert PillowImage.open(io.BytesIO(packed.read("02-街道.jpg"))).width == 900


@pytest.mark.parametrize("gallery", [True, False])
def test_the_text_and_the_zip_call_a_picture_by_one_name(editor, gallery, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        names = enumerate(("会场.jpg", "街道.jpg", "屋顶.png"))
        images = [make_image(name, width=600 + number) for number, name in names]
        first, second, third = (image.name for image in images)
        body = f"![]({first})\n\n![]({second})\n\n段落里有 ![]({third}) 一张图。\n\n[![]({first})](https://a.example/)"
        article = make_published(body=body, lightgallery=gallery)

    packed = zipfile.ZipFile(io.BytesIO(whole(editor.get(address("wechat_pictures", article)))))
    page = editor.get(address("wechat", article)).content.decode()
    named = re.findall(r"［图 \d：([^］]+)］", editor.get(address("wechat_body", article)).content.decode())

    assert named == packed.namelist() == ["01-会场.jpg", "02-街道.jpg", "03-屋顶.jpg", "04-会场.jpg"]
    for name, image in zip(named, [*images, images[0]], strict=True):
        assert f'<a href="{image.url}" download="{name}">{name}</a>' in page


def test_a_zip_that_would_be_too_big_is_refused_in_words_and_not_offered(editor, article, monkeypatch):
    total = sum(Image.objects.values_list("size", flat=True))
    monkeypatch.setattr(wechat, "ZIP_BYTES", total - 1)
    response, page = editor.get(address("wechat_pictures", article)), editor.get(address("wechat", article)).content

    assert response.status_code == 413
    assert "请逐张下载" in response.content.decode()
    assert "请逐张下载" in page.decode()
    assert address("wechat_pictures", article).encode() not in page
    assert page.count(b" download=") == 2

    monkeypatch.setattr(wechat, "ZIP_BYTES", total)
    assert len(zipfile.ZipFile(io.BytesIO(whole(editor.get(address("wechat_pictures", article))))).namelist()) == 2


@pytest.mark.parametrize(("name", "size"), [("wide", (900, 383)), ("square", (500, 500))])
def test_covers_are_cut_to_wechats_shapes(editor, article, name, size):
    response = editor.get(address("wechat_cover", article, name))

    assert response["Content-Disposition"].startswith("attachment")
    assert PillowImage.open(io.BytesIO(whole(response))).size == size


def test_a_small_cover_is_not_enlarged(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(featured_image=make_image(width=300, height=300))

    assert PillowImage.open(io.BytesIO(whole(editor.get(address("wechat_cover", article, "wide"))))).size == (300, 128)


def test_an_article_without_pictures_says_so(editor):
    page = editor.get(address("wechat", make_article(body="只有文字"))).content.decode()

    assert "正文里没有图片" in page
    assert "文章没有封面图" in page
    assert "读者还看不到" in page


@pytest.mark.parametrize("name", ["tall", "wide.jpg"])
def test_other_shapes_are_not_found(editor, article, name):
    assert editor.get(address("wechat", article) + f"cover/{name}/").status_code == 404


def test_a_writer_hands_over_own_articles_only(client, article):
    writer = make_user(Role.WRITER)
    client.force_login(writer)

    assert client.get(address("wechat", article)).status_code == 404
    assert client.get(address("wechat_body", make_article(owner=writer))).status_code == 200
