"""Pictures of other sites, fetched for the editor."""

import ast
import threading
from functools import partial
from pathlib import Path

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.test import Client
from django.urls import reverse

from media import remote as remote_pictures
from media.admin import remote
from media.admin.remote import MOST, Turns
from media.models import Image
from media.renditions import fallback

from .pictures import jpeg
from .playing import playing, reach_to

pytestmark = pytest.mark.django_db

FETCH = reverse("admin:media_image_fetch")
JPEG = {"Content-Type": "image/jpeg"}


@pytest.fixture
def elsewhere(monkeypatch):
    """Play ``pictures.example`` on this machine, for a fetch that is asked for through the site."""
    pages = {}
    with playing(pages) as site:
        monkeypatch.setattr(remote, "turns", Turns())
        monkeypatch.setattr(remote, "fetch", partial(remote_pictures.fetch, reach=reach_to(site.port)))
        site.url = f"http://pictures.example:{site.port}"
        yield site


def test_a_fetched_picture_is_in_the_library_like_an_uploaded_one(as_writer, writer, elsewhere):
    elsewhere.pages["/现场.jpg"] = elsewhere.pages["/%E7%8E%B0%E5%9C%BA.jpg"] = (200, JPEG, jpeg(comment=b"theirs"))

    response = as_writer.post(FETCH, {"address": f" {elsewhere.url}/现场.jpg "})
    again = as_writer.post(FETCH, {"address": f"{elsewhere.url}/现场.jpg?from=app"})

    image = Image.objects.get()
    assert (response.status_code, again.status_code) == (201, 200)
    assert response.json()["markdown"] == f"![]({image.name})"
    assert (image.original_name, image.uploaded_by) == ("现场.jpg", writer)
    assert again.json()["message"] == "已存在相同图片，已为你选中。"
    entry = LogEntry.objects.get()  # the second fetch added nothing
    assert (entry.user, entry.get_edited_object(), entry.action_flag) == (writer, image, ADDITION)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "这不是网上图片的地址。地址要以 http:// 或 https:// 开头。"),
        ("file:///etc/passwd", "这不是网上图片的地址。地址要以 http:// 或 https:// 开头。"),
        ("http://127.0.0.1/", "这不是网上图片的地址。地址要以 http:// 或 https:// 开头。"),
        ("{url}/none", "对方网站没有给这张图片（返回 404）。把图片存下来再上传。"),
        ("{url}/page", "这个地址不是图片。"),
        ("{url}/broken.jpg", "“broken.jpg”打不开，可能已损坏。换一张试试。"),
        ("{url}/drawing.svg", "“drawing.svg”不能用。只支持 JPEG、PNG、WebP、GIF 图片。"),
    ],
)
def test_what_cannot_be_fetched_is_told_in_words(as_writer, elsewhere, address, words):
    elsewhere.pages |= {
        "/none": (404, JPEG, b""),
        "/page": (200, {"Content-Type": "text/html"}, b"<p>"),
        "/broken.jpg": (200, JPEG, b"\xff\xd8\xff" + b"x" * 50),
        "/drawing.svg": (200, {"Content-Type": "image/svg+xml"}, b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    }

    response = as_writer.post(FETCH, {"address": address.replace("{url}", elsewhere.url)})

    assert (response.status_code, response.json()) == (400, {"message": words})
    assert not Image.objects.exists()


def test_the_sites_own_reach_is_the_internet_and_no_setting_widens_it(as_writer):
    """``fetch`` is called with the address alone, and the reach beyond it is made in tests only."""
    response = as_writer.post(FETCH, {"address": "http://[::1]/"})

    assert response.json()["message"] == "找不到这张图片的服务器，或者它不在公网上。"
    calls = [
        ast.unparse(node)
        for path in Path(remote.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"fetch", "Reach"}
    ]
    assert sorted(calls) == ["Reach()", "fetch(address)"]


def test_a_picture_of_our_own_pages_is_found_and_not_fetched(as_writer, keep, settings):
    image = keep(name="会场.jpg")

    for address in (image.url, fallback(image, "row").url):
        response = as_writer.post(FETCH, {"address": f"{settings.SITE_URL}{address}"})
        assert (response.status_code, response.json()["id"]) == (200, image.pk)
    missing = as_writer.post(FETCH, {"address": f"{settings.SITE_URL}/media/o/00/{'0' * 32}.jpg"})
    assert missing.status_code == 400


def test_only_who_may_upload_may_fetch_and_only_with_a_token(client, staff, writer, elsewhere):
    elsewhere.pages["/a.jpg"] = (200, JPEG, jpeg())
    data = {"address": f"{elsewhere.url}/a.jpg"}

    assert client.post(FETCH, data).status_code == 302
    client.force_login(staff("reader", "view_image"))
    refused = client.post(FETCH, data)
    assert (refused.status_code, refused.json()["message"]) == (403, "你没有上传图片的权限。")
    assert client.get(FETCH).status_code == 405
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(writer)
    assert careful.post(FETCH, data).status_code == 403
    assert elsewhere.asked == []
    assert not Image.objects.exists()


def test_an_account_fetches_one_picture_at_a_time(as_writer, writer):
    with remote.turns.turn(writer.pk) as answer:
        assert answer == ""
        busy = as_writer.post(FETCH, {"address": "http://pictures.example/"})

    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "2")
    assert busy.json()["message"] == "正在取别的图片，过一会儿再试。"


def test_a_process_fetches_two_pictures_at_a_time():
    turns = Turns()

    with turns.turn(1) as first, turns.turn(2) as second, turns.turn(3) as third:
        assert (first, second, third) == ("", "", "wait")
    with turns.turn(3) as again:
        assert again == ""


def test_an_account_has_a_share_of_fetches_which_comes_back(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(remote.time, "monotonic", lambda: clock[0])
    turns = Turns()
    for _ in range(MOST):
        with turns.turn("writer") as answer:
            assert answer == ""

    with turns.turn("writer") as answer, turns.turn("editor") as other:
        assert (answer, other) == ("enough", "")
    clock[0] += remote.SECONDS + 1
    with turns.turn("writer") as answer:
        assert answer == ""
    assert len(turns.lately) == 1, "what is long ago is forgotten"


def test_turns_are_taken_once_however_many_ask_at_the_same_moment():
    turns, answers, together = Turns(), [], threading.Barrier(8)

    def ask():
        together.wait()
        with turns.turn("writer") as answer:
            answers.append(answer)
            together.wait()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["", *["wait"] * 7]
