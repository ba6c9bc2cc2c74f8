"""What Word, WPS, 公众号 and web pages put on the clipboard, and what becomes of it in the body."""

import base64
import re
from pathlib import Path

import lxml.html

from articles import text
from tests.factories import image_bytes

from .conftest import PICTURES

PASTES = Path(__file__).parent / "pastes"
CONVERT = """
async (pages) => {
  const { toMarkdown } = await import("/static/admin/paste_markdown.js");
  const { documentOf } = await import("/static/admin/paste_word.js");
  return pages.map((html) => toMarkdown(documentOf(html), { origin: "https://home.example" }));
}
"""


def read(name):
    return (PASTES / name).read_text(encoding="utf-8")


def test_each_kind_of_page_becomes_the_markdown_that_an_editor_would_type(desk):
    names = ["word", "wps", "wechat", "web"]

    converted = desk.page.evaluate(CONVERT, [read(f"{name}.html") for name in names])

    for name, found in zip(names, converted, strict=True):
        assert found["markdown"] == read(f"{name}.md").strip(), name
    wechat, web = converted[2:]
    assert [(one["address"].split("?")[0], one["alt"]) for one in wechat["remotePictures"]] == [
        ("https://mmbiz.qpic.cn/sz_mmbiz_jpg/AbC123/640", ""),
        ("https://mmbiz.qpic.cn/mmbiz_png/XyZ/0", "办事流程图"),
    ]
    assert [one["address"] for one in web["remotePictures"]] == ["https://img.example/pump%20%281%29.jpg"]
    assert [one["src"].rpartition("/")[2] for one in converted[0]["otherPictures"]] == [
        "clip_image002.jpg",
        "clip_image004.png",
    ]
    assert desk.page.faults == [], "nothing that is only read may break the page's policy"


LITERAL = [
    *("# 一", "#元宇宙", "## 二", "- 三", "+ 四", "* 五", "1. 六", "2) 七", "> 八", "--- ", "***", "___", "===", "```"),
    *("~~~", "a*b*c", "**粗**", "_斜_ 和 snake_case_name", "~~删~~ 3~5月", "==标== a==b", "`码`", "[链](x)"),
    *("[1] 和 [^1]", "![图](y)", "[^1]: 注", "[a]: http://b.example", "<b>标签</b> 1<2 a < b", "&amp; &lt; AT&T"),
    *("{: #id } {{< video >}}", "\\ 反斜 \\n \\*", "!!! note", ": 定义", "*[HTML]: 缩写", ":::", "- [ ] 待办", "1.甲"),
    *("https://a.example/x_y_z 后", "100% $5 @某 ^上^", "“引号”**后文**", "2026. 年", "a_ _b", "-乙", "a\u200bb\ufeff"),
    *("a | b", "x &nbsp; y", "|---|---|"),
]  # fmt: skip


def test_text_that_looks_like_markdown_is_still_that_text_when_it_is_rendered(desk):
    pages = [f"<p>前<b>文</b></p><p>{escape(words)}</p>" for words in LITERAL]

    converted = desk.page.evaluate(CONVERT, pages)

    shown = {}
    for words, found in zip(LITERAL, converted, strict=True):
        html = text.render(found["markdown"], pictures=lambda target: None).html
        last = lxml.html.fragments_fromstring(html)[-1]
        shown[words] = (last.tag, " ".join(last.text_content().split()))
    # Quotes and dashes are set as in any text.
    plain = {words: ("p", " ".join(text.typeset(re.sub("[\u200b\ufeff]", "", words)).split())) for words in LITERAL}
    assert shown == plain


def escape(words):
    return words.replace("&", "&amp;").replace("<", "&lt;")


def test_deep_and_broken_pages_end_as_text(desk):
    deep = "<section>" * 600 + "深处" + "</section>" * 600
    broken = "<p>未闭合 <b>粗 <table><tr><td>格 <ul><li>项"

    endless = ["<a" * 90_000, "<style" * 30_000, "[" * 90_000, "<p>" + "![" * 60_000, "<p>" + "`a" * 60_000]

    found = desk.page.evaluate(CONVERT, [deep, broken, "", "<p>&nbsp;</p>", "<img>", "<table></table>", *endless])

    assert found[0]["markdown"] == "深处"
    assert "未闭合" in found[1]["markdown"]
    assert [one["markdown"] for one in found[2:6]] == [""] * 4


def test_a_word_paste_is_tidied_can_be_plain_again_and_undone(desk):
    desk.write("开头。\n\n")
    html = "<p class=MsoNormal style='text-indent:24pt'>　　屋顶<b>花园</b></p><p class=MsoNormal>　　换土</p>"

    assert not desk.paste(html=html, plain="　　屋顶花园\n　　换土")

    assert desk.body == "开头。\n\n屋顶**花园**\n\n换土\n"
    assert desk.notices.inner_text().split("\n")[0] == "已整理粘贴内容。"
    desk.button("恢复为纯文本").click()
    assert desk.body == "开头。\n\n　　屋顶花园\n　　换土\n"
    assert desk.notices.count() == 0
    desk.page.focus("[name=body]")
    desk.page.keyboard.press("Control+z")
    assert desk.body == "开头。\n\n屋顶**花园**\n\n换土\n"
    desk.page.keyboard.press("Control+z")
    assert desk.body == "开头。\n\n"


def test_pasted_text_that_was_changed_is_not_put_back(desk):
    desk.paste(html="<p>一<b>二</b></p>", plain="一二")
    desk.page.keyboard.press("Backspace")

    desk.button("恢复为纯文本").click()

    assert desk.body == "一**二*"
    assert "用“撤销”恢复" in desk.page.inner_text(".upload-status")


def test_text_and_tables_are_cleaned_and_what_needs_nothing_is_left_to_the_browser(desk):
    assert desk.paste(plain="一行字")
    assert desk.paste(plain="- 甲\n    - 乙", html="<meta charset=utf-8><span>- 甲</span>")
    assert desk.paste(plain="x = **1**", html='<div style="font-family: Menlo; white-space: pre;"><b>x</b></div>')

    assert desk.paste(plain="软换行的\n一段，\n- 然后列表。\n结束。")
    assert desk.paste(plain="第一段。\n\n第二段。\n第二段还没完")
    assert desk.body == ""

    assert not desk.paste(plain="　　第一段。\n　　第二段，\n接着\n    第三段")
    assert desk.body == "第一段。\n\n第二段，\n接着\n第三段"
    desk.write("")
    assert not desk.paste(plain="小区的路灯亮了。\n“真好。”\n大家都说")
    assert desk.body == "小区的路灯亮了。\n\n“真好。”\n\n大家都说"
    desk.write("")
    assert not desk.paste(plain="一\n二", html="<p class=MsoNormal>一</p><p class=MsoNormal>二</p>")
    assert desk.body == "一\n\n二\n"
    desk.write("")
    assert not desk.paste(plain="楼号\t户数\n1\t3|4\n")
    assert desk.body == "| 楼号 | 户数 |\n| --- | --- |\n| 1 | 3\\|4 |\n"


def test_control_shift_v_pastes_what_is_there(desk):
    desk.page.focus("[name=body]")
    desk.page.keyboard.press("Control+Shift+KeyV")

    assert desk.paste(html="<p>一<b>二</b></p>", plain="　　一二"), "left to the browser"
    assert desk.notices.count() == 0


COPY = """
([html, plain]) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob([plain], { type: "text/plain" }),
})])
"""


def test_the_keys_themselves_paste_tidied_and_plain_text(desk):
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.evaluate(COPY, ["<h2>标题</h2><p>甲<b>乙</b></p>", "标题\n甲乙"])
    desk.page.focus("[name=body]")

    desk.page.keyboard.press("Control+v")
    desk.expect_body("## 标题\n\n甲**乙**\n")
    desk.page.keyboard.press("Control+z")
    desk.expect_body("")
    desk.page.keyboard.press("Control+Shift+v")
    desk.expect_body("标题\n甲乙")


def test_an_address_pasted_over_words_makes_a_link(desk, site):
    desk.write("看报告")
    desk.page.evaluate("document.querySelector('[name=body]').setSelectionRange(1, 3)")
    desk.paste(plain=" https://example.org/a_(b) ")
    assert desk.body == "看[报告](https://example.org/a_%28b%29)"

    desk.page.evaluate("document.querySelector('[name=body]').setSelectionRange(0, 1)")
    desk.paste(plain=f"{site.url}/posts/x/")
    assert desk.body.startswith("[看](/posts/x/)[报告]")


def test_a_file_wins_over_html_that_only_frames_it_and_text_over_a_picture_of_it(desk):
    desk.paste(photo_file(), html='<img src="https://elsewhere.example/a.jpg">')
    desk.expect_body(re.compile(r"^!\[\]\(\d{4}/\d{2}/截图[^)]*\)\n$"))

    desk.write("")
    desk.paste(photo_file(), html="<p>一<b>二</b></p>", plain="一二")
    assert desk.body == "一**二**"
    desk.write("")
    assert desk.paste(photo_file(), plain="只有字")
    desk.paste(photo_file(), plain="截图.jpg")
    desk.expect_body(re.compile(r"^!\[\]\(\d{4}/\d{2}/截图"))


def photo_file():
    return ["截图.jpg", "image/jpeg", base64.b64encode(image_bytes(320, 200, (9, 9, 200))).decode()]


def test_pictures_inside_the_html_and_the_rtf_of_word_are_uploaded(desk):
    inside = base64.b64encode(image_bytes(320, 200, (1, 2, 3))).decode()
    in_rtf = image_bytes(320, 200, (3, 2, 1), "PNG").hex()
    rtf = (
        r"{\rtf1 {\*\listpicture{\pict\pngblip 00}}{\*\shppict{\pict{\*\picprop\shplid1}\picw320\pngblip"
        f"\n{in_rtf}" + r"}}{\nonshppict{\pict\wmetafile8 " + "0" * 80 + "}}}"
    )
    html = f'<p>甲</p><img src="data:image/jpeg;base64,{inside}" alt="内嵌"><p>乙<img src="file:///C:/Temp/a.png"></p>'

    desk.paste(html=html, plain="甲\n乙", rtf=rtf)

    desk.expect_body(re.compile(r"^甲\n\n!\[内嵌\]\(\d{4}/[^)]+\)\n\n乙\n\n!\[\]\(\d{4}/[^)]+\)\n$"))


def test_a_picture_that_no_page_may_read_keeps_its_place_and_says_what_to_do(desk):
    desk.paste(html='<p>甲</p><p><img src="file:///C:/Temp/clip_image002.jpg"></p>', plain="甲")

    assert desk.body == "甲\n\n![上传失败：clip_image002.jpg](upload:1)\n"
    assert "“clip_image002.jpg”没有跟过来，不在媒体库里" in desk.rows.inner_text()
    with desk.page.expect_file_chooser() as chooser:
        desk.button("选择文件…").click()
    chooser.value.set_files({"name": "会场.jpg", "mimeType": "image/jpeg", "buffer": image_bytes(330, 200, (7, 7, 7))})
    desk.expect_body(re.compile(r"^甲\n\n!\[\]\(\d{4}/\d{2}/会场[^)]*\)\n$"))
    assert desk.rows.count() == 0


# --- pictures of other sites ---------------------------------------------------------------------


def wechat(elsewhere, third="/gone/640"):
    paths = ["/mmbiz_jpg/one/640?wx_fmt=jpeg", "/mmbiz_png/two/640?wx_fmt=png", third]
    images = [f'<section><img data-src="{elsewhere.url}{path}" alt="图片"></section>' for path in paths]
    return "<section><p>一<strong>二</strong></p>" + "".join(images) + "</section>"


def test_remote_pictures_are_saved_and_a_failure_keeps_its_address_until_it_works(desk, elsewhere):
    elsewhere.pages["/gone/640"] = (404, {}, b"")
    elsewhere.asked.clear()
    desk.paste(html=wechat(elsewhere), plain="一二")
    assert "发现 3 张外部图片，保存到媒体库？" in desk.notices.nth(1).inner_text()

    desk.button("全部保存").click()
    desk.page.wait_for_selector(".uploads li.wrong")

    desk.expect_body(
        re.compile(
            r"^一\*\*二\*\*\n\n(!\[\]\(\d{4}/\d{2}/pictures-example[\w-]*\.(jpg|png)\)\n\n){2}"
            rf"!\[\]\({re.escape(elsewhere.url)}/gone/640\)\n$"
        )
    )
    assert "对方网站没有给这张图片（返回 404）" in desk.rows.inner_text()
    assert all("Referer" not in headers and "Cookie" not in headers for _path, headers in elsewhere.asked)
    assert desk.page.inner_text(".save-remote") == "保存外部图片（1）"

    elsewhere.pages["/gone/640"] = PICTURES["/mmbiz_jpg/one/640"]
    desk.button("重试").click()
    desk.expect_body(re.compile(r"^一\*\*二\*\*\n\n(!\[\]\(\d{4}/\d{2}/pictures-example[^)]*\)\s*){3}$"))
    desk.page.wait_for_selector(".save-remote", state="hidden")


def test_remote_pictures_are_chosen_one_by_one_and_keep_their_words(desk, elsewhere):
    first, second = f"{elsewhere.url}/mmbiz_jpg/one/640", f"{elsewhere.url}/mmbiz_png/two/640"
    desk.write(f'![值班员]({first} "大屏前")\n\n`![码]({second})`\n\n```\n![码]({first}2)\n```\n\n![流程]({second})')
    desk.page.click(".save-remote")
    desk.button("逐张选择").click()

    assert desk.page.locator(".choices label").all_inner_texts() == [
        "值班员（pictures.example）",
        "流程（pictures.example）",
    ]
    desk.page.uncheck(".choices li:nth-child(2) input")
    desk.button("保存所选").click()

    kept = rf"`!\[码\].*流程\]\({re.escape(second)}\)"
    desk.expect_body(re.compile(rf'^!\[值班员\]\(\d{{4}}/[^ ]+ "大屏前"\)\n\n{kept}$', re.DOTALL))


def test_a_busy_server_is_asked_again(desk, elsewhere):
    answers = [429, 429]

    def busy(route):
        if answers:
            route.fulfill(status=answers.pop(), headers={"Retry-After": "0"}, body='{"message": "忙"}')
        else:
            route.continue_()

    desk.page.route("**/media/image/fetch/", busy)
    desk.write(f"![旧]({elsewhere.url}/mmbiz_jpg/one/640)")
    desk.page.click(".save-remote")
    desk.button("全部保存").click()

    desk.expect_body(re.compile(r"^!\[旧\]\(\d{4}/"))


def test_nothing_is_fetched_that_nobody_asked_for(desk, elsewhere):
    elsewhere.asked.clear()
    desk.paste(html=wechat(elsewhere), plain="一二")

    desk.button("不保存").click()

    assert elsewhere.asked == []
    assert desk.body.count(elsewhere.url) == 3
