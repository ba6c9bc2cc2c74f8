"""How long a browser may take for what it does at once: a busy machine is slow, not wrong."""

import time

SLOWEST = 60_000  # ms


def until(page, expression):
    """
    Wait until the JavaScript ``expression`` is true on the page, and return what it then is.

    Playwright's own ``wait_for_function`` compiles text, which the site's policy forbids.
    """
    deadline = time.monotonic() + SLOWEST / 1000
    while not (found := page.evaluate(expression)):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(20)
    return found
