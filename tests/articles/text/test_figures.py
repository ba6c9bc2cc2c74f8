import pytest

from articles.text import Crop, Picture, Source, render

LIBRARY_ALT = "嘉宾在会场合影"


def test_picture_of_its_own_is_a_figure(photo):
    rendered = render('![合影](hall.jpg "开幕式")', pictures={"hall.jpg": photo}.get)

    assert rendered.html == (
        '<figure id="img-1"><a href="/media/o/hall.jpg" rel="noopener"><picture>'
        '<source type="image/webp" srcset="/media/480.webp 480w, /media/750.webp 750w" sizes="100vw"'
        ' media="(max-width:47.99em)">'
        '<source type="image/webp" srcset="/media/hall-1368.webp 1368w" sizes="684px">'
        '<img src="/media/hall-1080.jpg" width="1080" height="720" alt="合影" loading="lazy" decoding="async">'
        "</picture></a><figcaption>开幕式\u3000图源：主办方</figcaption></figure>"
    )
    assert rendered.references == ("hall.jpg",)
    assert rendered.missing == ()


@pytest.mark.parametrize("alt", ["", "配图一", "图片", "图 3", "IMG_0042", "hall.jpg", "hall"])
def test_placeholder_gives_way_to_the_librarys_words(photo, alt):
    rendered = render(f'![{alt}](2022/hall.jpg "{alt}")', pictures=lambda reference: photo)

    assert f'alt="{LIBRARY_ALT}"' in rendered.html
    assert "<figcaption>大会现场。\u3000图源：主办方</figcaption>" in rendered.html


@pytest.mark.parametrize("alt", ["", "配图一"])
def test_placeholder_without_better_words_is_silence(html, alt):
    figure = html(f"![{alt}](a.jpg)")

    assert 'alt=""' in figure
    assert "figcaption" not in figure
    assert 'aria-label="查看第 1 张图片"' in figure


def test_placeholder_in_the_library_is_no_better():
    picture = Picture("/a.jpg", 3, 2, "/o.jpg", alt="图片1", caption="IMG_1")

    figure = render("![](x.jpg)", pictures=lambda reference: picture).html

    assert 'alt=""' in figure
    assert "figcaption" not in figure


def test_decorative_picture_is_silent_unless_the_article_describes_it():
    picture = Picture("/a.jpg", 3, 2, "/o.jpg", alt="花纹", decorative=True)

    silent, described = (render(text, pictures=lambda r: picture).html for text in ["![](a.jpg)", "![分隔花纹](a.jpg)"])

    assert 'alt=""' in silent
    assert 'alt="分隔花纹"' in described


def test_credit_alone_is_a_caption():
    picture = Picture("/a.jpg", 3, 2, "/o.jpg", credit="新华社")

    assert "<figcaption>图源：新华社</figcaption>" in render("![](a.jpg)", pictures=lambda r: picture).html


def test_picture_in_a_line_stays_in_it(html):
    assert html("按 ![设置](gear.png) 打开") == (
        '<p>按 <img src="/media/a.jpg" width="600" height="400" alt="设置" loading="lazy" decoding="async"> 打开</p>'
    )


def test_picture_with_a_link_keeps_the_link_and_stays_out_of_the_lightbox(html):
    figure = html("[![合影](a.jpg)](https://b.example/)", gallery=True)

    assert '<a href="https://b.example/" rel="noopener"><picture>' in figure
    assert "data-lb" not in figure


def test_lightbox_is_offered_with_the_gallery_only(html):
    assert 'data-lb=""' in html("![合影](a.jpg)", gallery=True)
    assert "data-lb" not in html("![合影](a.jpg)")


def test_missing_picture_is_left_out_and_reported():
    rendered = render("前\n\n![x](0220701141827.png)\n\n后 ![y](b.png) 完", pictures=lambda reference: None)

    assert rendered.html == "<p>前</p>\n<p>后  完</p>"
    assert rendered.missing == rendered.references == ("0220701141827.png", "b.png")


def test_caption_of_a_missing_picture_is_kept():
    assert render('![x](a.png "大会现场")', pictures=lambda reference: None).html == "<p>大会现场</p>"


def test_placeholder_caption_of_a_missing_picture_is_not_kept():
    assert render('![x](a.png "配图一")', pictures=lambda reference: None).html == ""


@pytest.mark.parametrize("address", ["https://mmbiz.example/a.jpg", "http://mmbiz.example/a.jpg"])
@pytest.mark.parametrize(("words", "label"), [("![合影]", "合影"), ("![]", "外部图片")])
def test_remote_picture_is_a_link_and_not_missing(address, words, label):
    rendered = render(f"{words}({address})", pictures=lambda reference: None)

    assert rendered.html == f'<p class="remote-image"><a href="{address}" rel="noopener">{label}</a></p>'
    assert rendered.references == rendered.missing == ()


def test_remote_picture_without_a_scheme_is_remote():
    assert 'href="https://b.example/a.jpg"' in render("![合影](//b.example/a.jpg)", pictures=lambda r: None).html


def test_remote_picture_in_a_line_is_a_link_in_the_line(html):
    assert html('见 ![x](https://b.example/a.jpg "地图") 处') == (
        '<p>见 <a href="https://b.example/a.jpg" rel="noopener">地图</a> 处</p>'
    )


def test_unfinished_upload_is_missing():
    assert render("![正在上传：截图.png](upload:1)", pictures=lambda r: None).missing == ("upload:1",)


@pytest.mark.parametrize("target", ["会场 合影.jpg", "图/会场.jpg", "a%20b.jpg", "./a.jpg", "图：一.png", "a:b.png"])
def test_reference_reaches_the_library_as_written(target):
    asked = []

    render(f"![x]({target})", pictures=asked.append)

    assert asked == [target]


def test_library_is_asked_once_for_each_picture(photo):
    asked = []

    rendered = render("![](a.jpg)\n\n文\n\n![](a.jpg)", pictures=lambda r: asked.append(r) or photo)

    assert asked == ["a.jpg"]
    assert rendered.html.count("<figure") == 2


def test_lines_of_pictures_in_one_paragraph_are_figures(html):
    figures = html("![甲会场](a.jpg)\n![乙会场](b.jpg)")

    assert figures.count("<figure") == 2
    assert "<p>" not in figures


def test_written_figure_keeps_its_caption(html):
    figure = html('<figure><img src="a.jpg" alt="合影"><figcaption>开幕 <b>现场</b></figcaption></figure>')

    assert figure.count("<figure") == 1
    assert "<figcaption>开幕 现场</figcaption>" in figure


def test_written_sources_are_never_loaded(html):
    source = '<source srcset="https://evil.example/a.webp">'
    text = f'<picture>{source}<img src="a.jpg" srcset="https://evil.example/b 2x"></picture>'

    assert "evil" not in html(text)


@pytest.mark.parametrize(("count", "columns"), [(2, "gallery-2"), (3, "gallery-3"), (9, "gallery-3")])
def test_pictures_in_a_row_are_a_gallery(html, count, columns):
    grid = html("前\n\n" + "\n\n".join("![](a.jpg)" for _ in range(count)) + "\n\n后", gallery=True)

    assert f'<div class="gallery {columns}"><figure id="img-1">' in grid
    assert grid.count("<figure") == count
    assert f'<figure id="img-{count}">' in grid


@pytest.mark.parametrize(
    "text",
    [
        "![](a.jpg)",
        "\n\n".join("![](a.jpg)" for _ in range(10)),
        "![](a.jpg)\n\n文\n\n![](b.jpg)",
    ],
)
def test_no_gallery_of_one_of_ten_or_across_text(html, text):
    assert "gallery" not in html(text, gallery=True)


def test_gallery_shows_squares_and_the_lightbox_gets_the_whole_picture():
    square = Crop("/square-480.jpg", 480, 480, (Source("image/webp", "/square-240.webp 240w", "222px"),))
    whole = Picture("/a.jpg", 750, 500, "/o.jpg", enlarged="/a-1368.webp 1368w", square=square)

    alone, together = (
        render(text, pictures=lambda r: whole, gallery=True).html
        for text in ["![甲](a.jpg)", "![甲](a.jpg)\n\n![乙](b.jpg)"]
    )

    assert '<img src="/a.jpg" width="750" height="500" alt="甲"' in alone
    assert together.count('<img src="/square-480.jpg" width="480" height="480"') == 2
    assert together.count('srcset="/square-240.webp 240w"') == 2
    assert together.count('data-lb="/a-1368.webp 1368w"') == 2


def test_pictures_are_stacked_without_the_gallery(html):
    assert "gallery" not in html("![](a.jpg)\n\n![](b.jpg)")


def eager(html):
    return html.count('loading="eager" fetchpriority="high"')


@pytest.mark.parametrize(("blocks_before", "expected"), [(0, 1), (2, 1), (3, 0)])
def test_first_picture_hurries_only_among_the_first_three_blocks(html, blocks_before, expected):
    rendered = html("文\n\n" * blocks_before + "![](a.jpg)\n\n文\n\n![](b.jpg)", eager_first=True)

    assert eager(rendered) == expected
    assert rendered.count('loading="lazy"') == 2 - expected
    assert rendered.count('decoding="async"') == 2


def test_no_picture_hurries_behind_a_hero(html):
    assert eager(html("![](a.jpg)")) == 0


def test_picture_in_a_list_is_a_figure_there(html):
    assert "<li><p>甲</p>\n<figure" in html("1. 甲\n\n   ![](a.jpg)\n\n2. 乙").replace(' id="img-1"', "")


def elsewhere(reference):
    """Know every picture, as one of another site that may be shown."""
    return Picture(src=reference, width=0, height=0, href=reference, remote=True)


def test_remote_picture_that_may_be_shown_is_a_figure_in_a_frame_of_its_own():
    rendered = render('![合影](https://b.example/a.jpg "大会")', pictures=elsewhere, gallery=True)

    assert rendered.html == (
        '<figure id="img-1"><a href="https://b.example/a.jpg" data-lb="" class="unsized" rel="noopener"><picture>'
        '<img src="https://b.example/a.jpg" alt="合影" referrerpolicy="no-referrer" loading="lazy" decoding="async">'
        "</picture></a><figcaption>大会</figcaption></figure>"
    )
    assert rendered.references == rendered.missing == ()


@pytest.mark.parametrize(
    ("attributes", "sized"),
    [
        ('width="640" height="360"', True),
        ('width="640"', False),
        ('width="50%" height="9"', False),
        ('width="0" height="0"', False),
        ('width="99999" height="1"', False),
    ],
)
def test_size_that_a_writer_gives_keeps_the_place_of_a_remote_picture(attributes, sized):
    rendered = render(f'<img src="https://b.example/a.jpg" {attributes}>', pictures=elsewhere).html

    assert ('width="640" height="360"' in rendered) is sized
    assert ("unsized" in rendered) is not sized


def test_remote_picture_in_a_line_is_shown_in_it():
    rendered = render("构建 ![通过](https://b.example/a.svg) 状态", pictures=elsewhere).html

    assert rendered.startswith('<p>构建 <img src="https://b.example/a.svg" alt="通过" referrerpolicy="no-referrer"')


def test_remote_pictures_in_a_row_are_a_gallery():
    assert (
        "gallery-2" in render("![](//b.example/a.jpg)\n\n![](//b.example/b.jpg)", pictures=elsewhere, gallery=True).html
    )


def test_size_that_a_writer_gives_changes_no_picture_of_the_library(html):
    assert 'width="600" height="400"' in html('<img src="a.jpg" width="9" height="9">')
