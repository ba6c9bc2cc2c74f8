"""What bars somebody from a page, as axe sees it."""

from axe_playwright_python.base import AXE_SCRIPT

# Nothing runs in the sandboxed frames, axe neither; and no rule that is on reads the style sheets by itself.
OPTIONS = {"resultTypes": ["violations"], "iframes": False, "preload": False}


def barriers(page, **options):
    """Return what axe finds on the page that is open: the rule, and the first element that breaks it."""
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # a colour on its way is none
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", OPTIONS | options)["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def barriers_at(page, addresses):
    """Return what axe finds at each address, where it finds something."""
    found = {}
    for address in addresses:
        assert page.goto(address).status < 500, address
        if some := barriers(page):
            found[address] = some
    return found
