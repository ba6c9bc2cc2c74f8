"""What a key costs in a long text: from the key to the next frame, in Chromium, with the form's scripts at work."""

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM_FLAGS, PASSWORD, new_newsroom, running_site
from tests.conftest import find_chromium

SENTENCE = "社区食堂在梧桐里开张，楼长们说，老人走十分钟就能吃上热饭。"
LIMIT = 50  # milliseconds (issue 4)
WATCH = """
() => {
  const body = document.querySelector("textarea[name=body]");
  window.latencies = [];
  let pressed = 0;
  body.addEventListener("keydown", () => { pressed = performance.now(); }, { capture: true });
  body.addEventListener("input", () => {
    const from = pressed;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.latencies.push(performance.now() - from);
      channel.port2.postMessage(0);
    });
  });
}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=20_000, metavar="N")
    parser.add_argument("--keys", type=int, default=150, help="at each place")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as original,
        tempfile.TemporaryDirectory() as copy,
        new_newsroom(Path(original)) as newsroom,
        running_site(newsroom, Path(copy)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_context(base_url=site.url, locale="zh-CN").new_page()
        page.goto("/admin/login/")
        page.fill("input[name=username]", "writer")
        page.fill("input[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_selector(".greeting")
        page.goto("/admin/articles/article/add/")
        paragraphs = [SENTENCE * 5] * (options.characters // (len(SENTENCE) * 5) + 1)
        page.fill("[name=title]", "一篇很长的文章")
        page.fill("[name=body]", "\n\n".join(paragraphs)[: options.characters])
        page.wait_for_timeout(3_000)
        page.evaluate(WATCH)
        print(f"{options.characters:,} characters; ms from the key to the next frame; limit {LIMIT}")
        print(f"{'place':12} {'least':>7} {'median':>7} {'p95':>7} {'most':>7}")
        for place, share in (("beginning", 0.0), ("middle", 0.5), ("end", 1.0)):
            print(f"{place:12} {typed(page, share, options.keys)}")
        browser.close()


def typed(page: Page, share: float, keys: int) -> str:
    """Type at that share of the text, with a pause now and then, as people do."""
    page.evaluate(
        "(share) => { const body = document.querySelector('textarea[name=body]'); body.focus();"
        " const at = Math.floor(body.value.length * share); body.setSelectionRange(at, at); window.latencies = []; }",
        share,
    )
    for number in range(keys):
        page.keyboard.press("a" if number % 10 else "Enter")
        page.wait_for_timeout(1_500 if number % 50 == 49 else 60)  # the pause sets off the checks and the saving
    times = sorted(page.evaluate("window.latencies"))
    late = times[max(0, int(len(times) * 0.95) - 1)]
    return f"{times[0]:7.1f} {statistics.median(times):7.1f} {late:7.1f} {times[-1]:7.1f}"


if __name__ == "__main__":
    main()
