import importlib.util

import pytest

from articles.text import Picture, Source, render


@pytest.fixture
def photo():
    """A picture of the library with words of its own."""
    return Picture(
        src="/media/hall-1080.jpg",
        width=1080,
        height=720,
        href="/media/o/hall.jpg",
        sources=(
            Source("image/webp", "/media/480.webp 480w, /media/750.webp 750w", "100vw", "(max-width:47.99em)"),
            Source("image/webp", "/media/hall-1368.webp 1368w", "684px"),
        ),
        alt="嘉宾在会场合影",
        caption="大会现场。",
        credit="主办方",
    )


@pytest.fixture
def plain_photo():
    """A picture that the library knows nothing about."""
    return Picture(src="/media/a.jpg", width=600, height=400, href="/media/o/a.jpg")


@pytest.fixture
def html(plain_photo):
    """Return the HTML of a Markdown text whose pictures all exist."""

    def rendered(source, **options):
        return render(source, pictures=lambda reference: plain_photo, **options).html

    return rendered


@pytest.fixture(scope="session")
def oracle(shared):
    """The judge of rendered HTML from the shared data; it knows nothing of this project."""
    spec = importlib.util.spec_from_file_location("xss_oracle", shared("attack/xss_oracle.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
