"""What this browser keeps when the form cannot save itself: a lost login and a closed window lose nothing."""

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.patience import until

LEFT = "section.unsaved"


@pytest.fixture
def writing(site, visit):
    page = visit("writer")
    page.context.route("**/autosave/", lambda route: route.abort())
    page.goto("/admin/articles/article/add/")
    page.fill("[name=title]", "写到一半")
    page.fill("[name=body]", "这一段写了很久。")
    page.fill("[name=tags]", "社区、花园")
    return page


def log_out_elsewhere(page):
    other = page.context.new_page()
    other.goto("/admin/")
    other.click("#logout-form button")
    other.wait_for_load_state()
    return other


def log_in(page):
    page.fill("input[name=username]", "writer")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_event("load"):
        page.click("#login-form [type=submit]")


def save(page):
    with page.expect_event("load"):
        page.click(".submit-bar button[name=_save]")


def test_text_sent_after_the_login_ended_is_offered_back_and_then_saved(writing):
    log_out_elsewhere(writing)
    save(writing)
    log_in(writing)

    assert "写到一半" in writing.inner_text(LEFT)
    writing.click(f"{LEFT} .primary")
    assert writing.input_value("[name=body]") == "这一段写了很久。"
    save(writing)

    assert "/change/" in writing.url
    assert writing.input_value("[name=tags]") == "社区，花园"
    writing.goto("/admin/articles/article/add/")
    assert writing.locator(LEFT).count() == 0
    assert writing.faults == []


def test_text_of_a_form_that_is_older_than_the_login_is_offered_back(writing):
    other = log_out_elsewhere(writing)
    other.goto("/admin/login/")
    log_in(other)
    save(writing)
    writing.goto("/admin/articles/article/add/")

    writing.click(f"{LEFT} button:has-text('丢弃')")
    writing.reload()

    assert writing.locator(LEFT).count() == 0


def test_a_closed_window_loses_nothing_and_another_account_is_not_offered_it(writing):
    until(writing, "Object.values(localStorage).some((copy) => copy.includes('写了很久'))")
    context = writing.context
    writing.close()
    page = context.new_page()
    page.goto("/admin/articles/article/add/")

    assert "写到一半" in page.inner_text(LEFT)
    page.click("#logout-form button")
    page.goto("/admin/login/")
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_event("load"):
        page.click("#login-form [type=submit]")
    page.goto("/admin/articles/article/add/")
    assert page.locator(LEFT).count() == 0
