"""The article form as these tests use it: what is on the clipboard, what is dropped, what stands in the body."""

import base64

from playwright.sync_api import expect

from tests.factories import image_bytes, serial

BODY = "[name=body]"
TRANSFER = """
([kind, files, texts, place, selector]) => {
  const transfer = new DataTransfer();
  for (const [name, type, data] of files) {
    // A number is that many empty bytes.
    const bytes = data > 0 ? new Uint8Array(data) : Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  for (const [type, text] of Object.entries(texts)) transfer.setData(type, text);
  const area = document.querySelector(selector);
  area.focus();
  if (place !== null) area.setSelectionRange(place, place);
  const init = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...init, clipboardData: transfer })
    : new DragEvent("drop", { ...init, dataTransfer: transfer });
  return area.dispatchEvent(event);
}
"""


def photo(name="现场.jpg", kind="image/jpeg", data=None):
    """Return a file for the clipboard; each has a colour of its own."""
    number = next(serial)
    data = image_bytes(900, 600, (number * 7 % 256, number * 31 % 256, 120)) if data is None else data
    return [name, kind, base64.b64encode(data).decode()]


class Held:
    """Requests of one address that wait until the test lets them through or fails them."""

    def __init__(self, page, address):
        self.waiting = []
        page.route(address, self.hold)

    def hold(self, route):
        self.waiting.append(route)

    def wait_for(self, page, count):
        for _ in range(200):
            if len(self.waiting) >= count:
                return
            page.wait_for_timeout(20)
        raise AssertionError(f"{len(self.waiting)} requests, not {count}")

    def let_go(self):
        while self.waiting:
            self.waiting.pop(0).continue_()


class Desk:
    """One page with the form of a new article."""

    def __init__(self, page):
        self.page = page
        page.goto("/admin/articles/article/add/")
        page.evaluate("window.unsent = true")
        page.fill("[name=title]", "雨季之前")
        self.rows = page.locator(".uploads li")
        self.form = page.locator(".picture-form")
        self.notices = page.locator(".body-notices .notice")

    @property
    def body(self):
        return self.page.input_value(BODY)

    @property
    def unsent(self):
        """Tell whether this is still the document it was: its address says nothing, autosave gives it another."""
        return self.page.evaluate("window.unsent === true")

    def write(self, text):
        self.page.fill(BODY, text)

    def paste(self, *files, at=None, **texts):
        """Paste files and texts (``html``, ``plain``, ``rtf``). True: it was left to the browser."""
        kinds = {f"text/{kind}": text for kind, text in texts.items()}
        return self.page.evaluate(TRANSFER, ["paste", files, kinds, at, BODY])

    def drop(self, *files, on=BODY):
        return self.page.evaluate(TRANSFER, ["drop", files, {}, None, on])

    def expect_body(self, pattern):
        expect(self.page.locator(BODY)).to_have_value(pattern)

    def caret(self):
        return self.page.evaluate("document.querySelector('[name=body]').selectionStart")

    def button(self, words):
        return self.page.locator(f".below-body button:text-is('{words}')").first

    def focused(self):
        """Return the words of the label of what has the focus, or its name."""
        return self.page.evaluate(
            "(document.activeElement.labels?.[0]?.textContent || document.activeElement.name || '').trim()"
        )
