"""The reader's stylesheet: small, one file, and its colours can be read in both themes (brief §6.1, §8, §9)."""

import gzip
import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "cms/static/site.css").read_text(encoding="utf-8")
KILOBYTE = 1024
CODE = ("--code-k", "--code-s", "--code-n", "--code-f", "--code-c", "--text")
WORDS = ("--text", "--text-2", "--text-3", "--link", "--link-hover", "--visited", "--danger", "--success", "--warning")
GROUNDS = ("--bg", "--surface", "--sunken")
READ, SEEN = 4.5, 3  # the ratios that WCAG 2.2 wants of words, and of edges and rings
PAIRS = {  # of brief §6.1, and what else the style sheet sets on one another
    **{(word, ground): READ for word in WORDS for ground in GROUNDS},
    **{("--mark", ground): READ for ground in ("--bg", "--surface")},
    **{(word, "--hl"): READ for word in ("--text", "--text-2")},
    ("--on-brand", "--brand"): READ,
    ("--on-mark", "--mark"): READ,
    ("--brand", "--sunken"): READ,
    **{(edge, ground): SEEN for edge in ("--border-strong", "--focus") for ground in GROUNDS},
}


def tokens(selector):
    """Return the custom properties that one rule sets."""
    block = CSS.split(f"{selector}{{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+):(#[0-9a-f]{3,6})\b", block))


LIGHT = tokens(":root")
DARK = LIGHT | tokens(":root[data-theme=dark]")


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself():
    assert round(contrast("#000", "#ffffff"), 1) == 21
    assert round(contrast("#767676", "#fff"), 2) == 4.54


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_code_can_be_read_on_its_ground_and_on_a_marked_line(theme):
    for ground in ("--surface", "--hl"):
        assert {
            name: contrast(theme[name], theme[ground]) for name in CODE if contrast(theme[name], theme[ground]) < 4.5
        } == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_colours_has_its_contrast(theme):
    found = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in PAIRS}

    assert {pair: ratio for pair, ratio in found.items() if ratio < PAIRS[pair]} == {}


def test_the_dark_theme_is_the_same_by_choice_and_by_the_system():
    assert tokens(":root[data-theme=dark]") == tokens(":root:not([data-theme=light])")


def test_every_colour_has_a_dark_one():
    assert set(LIGHT) == set(DARK) == set(tokens(":root[data-theme=dark]"))


def test_it_is_one_small_file():
    assert len(gzip.compress(CSS.encode(), 9)) <= 10 * KILOBYTE
    assert "@import" not in CSS


@pytest.mark.parametrize("word", ["@layer", "@container", ":has(", "aspect-ratio", "url("])
def test_nothing_the_oldest_browsers_do_not_know_holds_the_layout(word):
    assert word not in CSS
