"""What bars somebody from a page, as axe sees it, and what does not fit a screen."""

from axe_playwright_python.base import AXE_SCRIPT

# Nothing runs in the sandboxed frames, axe neither; and no rule that is on reads the style sheets by itself.
OPTIONS = {"resultTypes": ["violations"], "iframes": False, "preload": False}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
LOOKS = [(1280, False, {}), (390, True, {}), (1280, True, COLOURS), (390, False, COLOURS)]  # width, dark, axe's options


def too_wide(page):
    """Tell whether the page that is open has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]


def barriers(page, **options):
    """Return what axe finds on the page that is open: the rule, and the first element that breaks it."""
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # a colour on its way is none
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", OPTIONS | options)["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def see(page, width, dark):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")


def barriers_in_every_look(page, **options):
    """Return what is wrong with the page that is open, on a desk and on a phone, in light and in dark colours."""
    found = []
    for width, dark, some in LOOKS:
        see(page, width, dark)
        sideways = [("sideways",)] if too_wide(page) else []
        found += [(width, dark, *one) for one in [*sideways, *barriers(page, **some, **options)]]
    return found


def barriers_at(page, addresses):
    """Return what is wrong at each address in any look, where something is."""
    found = {}
    for address in addresses:
        see(page, *LOOKS[0][:2])
        assert page.goto(address).status < 500, address
        if some := barriers_in_every_look(page):
            found[address] = some
    return found


def wider_than_the_screen(page, addresses):
    """Return those of ``addresses`` that have to be scrolled sideways."""
    return [address for address in addresses if page.goto(address) and too_wide(page)]
