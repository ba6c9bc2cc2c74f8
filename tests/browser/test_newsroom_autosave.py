"""The form saves itself; two people, a lost login and a lost line lose nothing (brief §11.8)."""

import re

from tests.browser.conftest import PASSWORD
from tests.browser.looks import barriers_at

SAVED = "[data-autosave-status]:has-text('已自动保存')"
LINE = "[data-presence-line]"
BODY = "第一段说广场。\n\n第二段说花园。\n\n第三段说灯会。\n"


def new_draft(page, title):
    page.goto("/admin/articles/article/add/")
    page.fill("[name=title]", title)
    page.fill("[name=body]", BODY)
    page.wait_for_selector(SAVED)
    return page.evaluate("location.pathname")


def test_a_new_draft_saves_itself_and_the_page_is_its_form_from_then_on(site, visit):
    page = visit("writer")
    address = new_draft(page, "自己保存的草稿")

    assert re.fullmatch(r"/admin/articles/article/\d+/change/", address)
    page.fill("[name=description]", "后来写的摘要。")
    with page.expect_event("load"):
        page.click(".submit-bar button[name=_save]")
    assert page.url.endswith(address)
    assert page.input_value("[name=description]") == "后来写的摘要。"
    page.goto("/admin/articles/article/")
    assert page.locator("text=自己保存的草稿").count() == 1
    page.goto(address.replace("change", "history"))
    assert page.locator("input[name=new]").count() == 1, "the sitting is one line"
    assert page.faults == []


def test_a_word_being_composed_is_not_saved(site, visit):
    page = visit("writer")
    address = new_draft(page, "组词")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/autosave/" in request.url else None)
    page.focus("[name=body]")
    page.evaluate("document.activeElement.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}))")
    page.evaluate(
        "document.activeElement.value += 'hua'; document.activeElement.dispatchEvent("
        "new InputEvent('input', {bubbles: true, isComposing: true}))"
    )
    page.wait_for_timeout(6_500)
    assert sent == []

    page.evaluate(
        "document.activeElement.value = document.activeElement.value.replace('hua', '花');"
        "document.activeElement.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"
    )
    with page.expect_response("**/autosave/") as answer:
        pass
    assert answer.value.status == 200
    page.goto(address)
    assert page.input_value("[name=body]").endswith("花")


def test_two_editors_see_each_other_and_merge_what_they_wrote(site, visit):
    one, other = visit("editor"), visit("chief", width=390)
    address = new_draft(one, "两个人的文章")
    other.goto(address)
    other.wait_for_selector(f"{LINE}:has-text('editor')")

    one.fill("[name=body]", BODY.replace("第一段", "开头一段"))
    with one.expect_response("**/autosave/"):
        pass
    other.fill("[name=body]", BODY.replace("第三段", "末尾一段"))
    other.wait_for_selector(".notice.newer")
    with other.expect_event("load"):
        other.click(".notice.newer button.primary")
    assert other.locator("ins:visible").count() > 0
    with other.expect_event("load"):
        other.click("button[name=_merge]")

    assert other.input_value("[name=body]") == BODY.replace("第一段", "开头一段").replace("第三段", "末尾一段")


def test_without_a_line_the_words_stay_and_are_saved_when_it_is_back(site, visit):
    page = visit("writer")
    address = new_draft(page, "断线")
    page.context.set_offline(True)
    page.fill("[name=body]", "断线时写的。")
    page.click("button.secondary[name=_save]")
    page.wait_for_selector("[data-autosave-status]:has-text('网络断开')")
    assert page.input_value("[name=body]") == "断线时写的。", "the form is still there"
    page.context.set_offline(False)
    page.wait_for_selector(SAVED)

    page.goto(address)
    assert page.input_value("[name=body]") == "断线时写的。"


def test_after_the_login_ran_out_one_signs_in_beside_the_form_and_goes_on(site, visit):
    page = visit("writer")
    address = new_draft(page, "登录过期")
    page.context.clear_cookies()
    page.fill("[name=body]", "过期以后写的。")
    page.wait_for_selector("dialog.login-again[open]")
    assert "你的内容还在" in page.inner_text("dialog.login-again")
    with page.context.expect_page() as opened:
        page.click("dialog.login-again a.primary")
    window = opened.value
    window.fill("input[name=username]", "writer")
    window.fill("input[name=password]", PASSWORD)
    with window.expect_navigation():
        window.click("#login-form [type=submit]")
    window.close()
    page.bring_to_front()
    page.wait_for_selector(SAVED)

    page.goto(address)
    assert page.input_value("[name=body]") == "过期以后写的。"


def test_history_and_comparison_have_no_barriers_and_fit_a_phone(site, visit):
    page = visit("editor", width=390)
    address = new_draft(page, "历史")
    page.fill("[name=body]", BODY.replace("花园", "新花园"))
    with page.expect_event("load"):
        page.click(".submit-bar button[name=_save]")
    history, compare = address.replace("change", "history"), address.replace("change", "compare")

    assert barriers_at(page, [history, compare]) == {}


PUBLISHED = """
from django.contrib.auth import get_user_model
from articles.models import HouseWord
from tests.factories import make_published
HouseWord.objects.create(word="帐号", right="账号")
owner = get_user_model().objects.get(username="writer")
article = make_published(title="社区食堂开门", body="食堂开门了。\\n\\n帐号在门口登记。", owner=owner)
print(article.pk)
"""


def test_a_suggestion_is_sent_by_its_button_only_and_an_editor_takes_it_over(site, visit):
    key = site.manage("shell", "--no-imports", "-c", PUBLISHED).strip().splitlines()[-1]
    form = f"/admin/articles/article/{key}/change/"
    writer, editor = visit("writer"), visit("editor")
    sent = []
    writer.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    writer.goto(form)
    writer.fill("[name=title]", "社区食堂今天开门")
    with writer.expect_response("**/checks/"):
        pass
    writer.click(".check[data-code=W17] button")
    writer.wait_for_timeout(6_000)
    assert writer.input_value("[name=body]").endswith("账号在门口登记。")
    assert {address for address in sent if not address.endswith(("/checks/", "/presence/", "/live.html"))} == set()
    with writer.expect_event("load"):
        writer.click("button[name=_suggest]")
    assert "已提交给编辑" in writer.inner_text(".messagelist")

    editor.goto("/admin/")
    assert editor.inner_text(".bell .new-count").startswith("1")
    with editor.expect_event("load"):
        editor.click(".block-review a:has-text('修改建议')")
    with editor.expect_event("load"):
        editor.click("button[name=_take]")
    assert editor.input_value("[name=title]") == "社区食堂今天开门"
    assert "有未发布的修改" in editor.inner_text(".status-panel")
    writer.goto(form)
    assert writer.input_value("[name=title]") == "社区食堂今天开门"
    assert writer.locator(".notice.unsaved").count() == 0, "what was sent is no longer this browser's alone"
    assert writer.faults == editor.faults == []


def test_the_trash_is_left_with_one_press(site, visit):
    editor = visit("editor")
    new_draft(editor, "手滑删掉的稿子")
    editor.click("details.more-steps summary")
    with editor.expect_event("load"):
        editor.click("button[name=_transition][value=trash]")
    assert "已移到回收站。" in editor.inner_text(".messagelist")
    with editor.expect_event("load"):
        editor.click(".undo button")
    assert editor.input_value("[name=title]") == "手滑删掉的稿子"
    assert "草稿" in editor.inner_text(".status-panel")
    assert editor.faults == []
