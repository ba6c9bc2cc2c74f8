import pytest
from django.core.files.storage import default_storage

from media import files
from media.renditions import all_renditions, stand_in

from .pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_storage")]


def body(response):
    return b"".join(response.streaming_content)


def test_a_master_is_served_for_ever_and_may_run_nothing(client, keep):
    image = keep()

    response = client.get(image.url, headers={"accept-encoding": "gzip"})

    assert len(body(response)) == image.size == int(response["Content-Length"])
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Content-Encoding" not in response
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_same_file_is_not_sent_twice(client, keep):
    address = keep().url
    first = client.get(address)
    body(first)

    by_tag = client.get(address, headers={"if-none-match": first["ETag"]})
    by_date = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert by_tag["Cache-Control"] == first["Cache-Control"]


def test_a_head_request_has_the_headers_only(client, keep):
    image = keep()

    response = client.head(image.url)

    assert int(response["Content-Length"]) == image.size
    assert response.content == b"" if not response.streaming else body(response) == b""


def test_renditions_are_served_by_their_type(client, keep):
    types = set()
    for rendition in all_renditions(keep(jpeg((600, 400)))):
        response = client.get(rendition.url)
        assert response.status_code == 200
        assert len(body(response)) == default_storage.size(rendition.name)
        types.add(response["Content-Type"])

    assert types == {"image/avif", "image/webp", "image/jpeg"}


@pytest.mark.parametrize("instead", ["the smaller form made at once", "the master, where that is gone too"])
def test_a_rendition_that_is_not_built_yet_is_answered_with_what_there_is_for_a_minute(client, keep, instead):
    image = keep(jpeg((1600, 1000)))
    rendition = next(one for one in all_renditions(image) if one.width == 1368)
    default_storage.delete(rendition.name)
    if "master" in instead:
        default_storage.delete(stand_in(image))

    response = client.get(rendition.url)

    expected = default_storage.size(image.file if "master" in instead else stand_in(image))
    assert len(body(response)) == expected
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=60"


def test_originals_staged_files_and_folders_are_nowhere(client, keep):
    image = keep(jpeg(comment=b"x"))
    files.write(default_storage, "staging/o~ab~x.jpg~00", b"x")

    for path in (
        image.original,
        f"originals/{image.original}",
        f"../originals/{image.original}",
        f"o/../../originals/{image.original}",
        "staging/o~ab~x.jpg~00",
        "",
        "o/",
        f"o/{image.digest[:2]}/",
        "r1",
    ):
        assert client.get(f"/media/{path}").status_code == 404, path


@pytest.mark.parametrize(
    "path",
    [
        "o/ab/%00.jpg",
        "%00",
        "o/ab/" + "ab" * 16 + ".jpg%0A",
        "o/ab/" + "ab" * 16 + ".svg",
        "o/ab/" + "cd" * 16 + ".jpg",
        "o/ab/" + "ab" * 16 + ".jpg",
        "o/ab/" + "AB" * 16 + ".jpg",
        "r1/ab/" + "ab" * 16 + "-body-480.webp",
        "图片.jpg",
        "%e4%b8",
        ".env",
        "a" * 5000,
        "%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_odd_names_are_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_pictures_are_only_read(client, keep):
    assert client.post(keep().url).status_code == 405


def test_serving_a_built_file_asks_no_database(client, keep, django_assert_num_queries):
    image = keep()

    with django_assert_num_queries(0):
        body(client.get(image.url))
        body(client.get(all_renditions(image)[0].url))
