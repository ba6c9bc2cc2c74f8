"""Hostile words in a real browser with the site's policy switched off: nothing runs, nothing is fetched elsewhere."""

import importlib.util
import json

import pytest

from .conftest import PASSWORD

# Markdown of each payload apart, so that none swallows the next; so many in one article as the renderer takes.
AT_ONCE = 12
WRITE = """
import json, sys
from articles.text import TextTooComplex
from tests.factories import make_image, make_published, make_topic
payloads = json.load(open({file!r}, encoding="utf-8"))
for number, group in enumerate(payloads["body"]):
    try:
        make_published(title=f"正文 {{number}}", slug=f"b{{number}}", body="\\n\\n段落。\\n\\n".join(group))
    except TextTooComplex:
        for place, one in enumerate(group):
            make_published(title=f"正文 {{number}} {{place}}", slug=f"b{{number}}-{{place}}", body=one)
for number, words in enumerate(payloads["text"]):
    image = make_image(width=320 + number, height=200, alt=words[:250], caption=words[:250], credit=words[:150])
    make_published(
        title=words[:250], slug=f"t{{number}}", description=words, body=f"![]({{image.name}})", featured_image=image,
        topics=(make_topic(words[:80], slug=f"s{{number}}"),), origin="repost", source_name=words[:90],
        responsible_editor=words[:90],
        corrections=(("2026-11-20", words),), recommended=True, in_focus=True,
    )
from articles.models import Article
print(json.dumps([[a.path, a.pk] for a in Article.objects.order_by("pk")]))
"""


@pytest.fixture(scope="module")
def hostile(site, shared, tmp_path_factory):
    """Write every payload into articles; return their addresses and keys."""
    spec = importlib.util.spec_from_file_location("xss_oracle", shared("attack/xss_oracle.py"))
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    rows = list(oracle.load(shared("attack/xss_payloads.txt")))
    bodies = [row[3].replace("\0", "") for row in rows if row[1] == "body"]
    words = [" ".join(row[3].replace("\0", "").split()) for row in rows if row[1] in {"text", "json", "xml"}]
    payloads = {
        "body": [bodies[start : start + AT_ONCE] for start in range(0, len(bodies), AT_ONCE)],
        "text": [one for one in words if any(map(str.isalnum, one)) and one.isprintable()],
    }
    file = tmp_path_factory.mktemp("hostile") / "payloads.json"
    file.write_text(json.dumps(payloads), encoding="utf-8")
    return json.loads(site.manage("shell", "--no-imports", "-c", WRITE.format(file=str(file))).splitlines()[-1])


# Whatever a payload does is told to the test: the functions that the list's payloads call, a script or a frame that is
# not the site's. Handlers that wait for somebody are set off.
WATCH = """
(() => {
  const tell = (what) => window.ran(what);
  for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"]) {
    window[name] = (...words) => { tell(`${name} ${words.join()}`); };
  }
  const leads = (address) => new URL(address || "", location.href).origin;  // a form's own field may be called action
  window.provoke = () => {
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (name.startsWith("on")) {
          tell(`handler ${name}`);
          element.dispatchEvent(new Event(name.slice(2)));
        }
        const leading = ["href", "src", "action", "formaction", "data", "xlink:href"].includes(name);
        if (leading && /^[\\s\\x00-\\x1f]*(javascript|vbscript):/i.test(value)) tell(`address ${name}`);
        if (name === "srcdoc" || name === "http-equiv") tell(name);
      }
      const { tagName, src } = element;
      if (tagName === "SCRIPT" && src && new URL(src).origin !== location.origin) tell("script");
      if (["BASE", "OBJECT", "EMBED"].includes(tagName)) tell(tagName);
      if (tagName === "FORM" && leads(element.getAttribute("action")) !== location.origin) tell("form");
    }
  };
})();
"""


@pytest.fixture
def watched(site, chromium_browser):
    """Return a page without the site's policy, and the list of all that ran in it or was fetched elsewhere."""
    context = chromium_browser.new_context(base_url=site.url, bypass_csp=True, locale="zh-CN")
    seen = []
    context.expose_binding("ran", lambda source, what: seen.append((source["page"].url, what)))
    context.add_init_script(WATCH)
    context.on("dialog", lambda dialog: (seen.append((dialog.page.url, "dialog")), dialog.dismiss()))
    context.on("request", lambda one: seen.append(("elsewhere", one.url)) if _is_elsewhere(one.url, site) else None)
    yield context.new_page(), seen
    context.close()


PLANTED = {
    "<script>alert(1)</script>": "alert 1",
    "<img src=x onerror=alert(2)>": "alert 2",
    "<svg onload=alert(3)></svg>": "alert 3",
    "<p onclick=alert(4)>x</p>": "alert 4",
    "<input autofocus onfocus=confirm(5)>": "confirm 5",
    "<a href=javascript:alert(6)>x</a>": "address href",
    "<iframe srcdoc='<script>parent.alert(7)</script>'></iframe>": "alert 7",
    "<script src=//evil.example/x.js></script>": "evil.example/x.js",
    "<link rel=stylesheet href=//evil.example/x.css>": "evil.example/x.css",
    "<form action=https://evil.example/></form>": "form",
    "<meta http-equiv=refresh content='99;url=//evil.example'>": "http-equiv",
    "<base href=//evil.example/>": "BASE",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_watch_sees_what_it_is_for(watched, planted):
    page, seen = watched
    page.route("**/planted/", lambda route: route.fulfill(body=f"<!doctype html>{planted}", content_type="text/html"))
    page.route("**evil.example/**", lambda route: route.abort())
    page.goto("/planted/", wait_until="load")
    page.evaluate("provoke()")
    page.wait_for_timeout(50)

    assert any(PLANTED[planted] in what for _where, what in seen), seen


def test_nothing_runs_and_nothing_is_fetched_elsewhere_with_the_policy_off(hostile, watched):
    page, seen = watched
    page.goto("/admin/login/")
    page.fill("input[name=username]", "chief")
    page.fill("input[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    form = "/admin/articles/article/{}/"
    places = ["/", "/posts/", "/news/", "/feeds/", "/admin/", "/admin/articles/article/", "/admin/media/image/"]
    places += [path for path, _key in hostile]
    places += [
        form.format(key) + part
        for _path, key in hostile[::9]
        for part in ("change/", "preview/", "wechat/", "history/")
    ]
    places += [form.format(key) + "wechat/body/" for _path, key in hostile[::3]]

    for place in places:
        page.goto(place, wait_until="load")
        if place.endswith("change/"):
            page.wait_for_selector(".preview-frame[data-shown]")
        page.evaluate("provoke()")

    assert len(hostile) > 60
    assert seen == []


def _is_elsewhere(url, site):
    return not url.startswith((site.url, "data:", "about:", "blob:"))
