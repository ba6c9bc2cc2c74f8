import pytest


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<p align="center">甲</p>', '<p class="align-center">甲</p>'),
        ("<center>甲</center>", '<div class="align-center">甲</div>'),
        ('<div style="text-align: right">甲</div>', '<div class="align-right">甲</div>'),
        ('<p style="color:red;TEXT-ALIGN:Center;">甲</p>', '<p class="align-center">甲</p>'),
        ('<p style="text-align:inherit">甲</p>', "<p>甲</p>"),
        ('<p style="background:url(//a.example/x)">甲</p>', "<p>甲</p>"),
        ('<p align="justify">甲</p>', "<p>甲</p>"),
    ],
)
def test_alignment_is_kept_as_a_class_and_no_style_is(html, written, kept):
    assert html(written) == kept


@pytest.mark.parametrize("frame", ["<center>{}</center>", '<div align="center">{}</div>'])
def test_picture_that_was_centred_is_a_figure(html, frame):
    rendered = html(frame.format('<img src="a.jpg">'))

    assert rendered.startswith('<figure id="img-1">')
