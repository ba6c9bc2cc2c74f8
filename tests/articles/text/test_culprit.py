"""Which line is named for a text that is too much. The renderer is a rule here: what holds the word 坏 does not fit."""

import pytest

from articles.text.culprit import PART_SECONDS, SEARCH_SECONDS, find_line


def refuses(*words):
    """Return a renderer that does not take a text with all of ``words`` in it, and the list of what it was asked."""
    asked = []

    def attempt(text, seconds):
        asked.append((text, seconds))
        fits = not all(word in text for word in words)
        return fits, 0.01 if fits else seconds

    return attempt, asked


def paragraphs(count, characters=600):
    return ["字" * characters for _ in range(count)]


@pytest.mark.parametrize("place", [0, 7, 19])
def test_a_long_paragraph_that_is_too_much_alone_is_named(place):
    text = paragraphs(20)
    text[place] = "坏" * 2_000
    attempt, _asked = refuses("坏")

    assert find_line("\n\n".join(text), attempt) == 1 + 2 * place


def test_the_line_within_a_paragraph_is_named():
    lines = ["字" * 100 for _ in range(20)]
    lines[12] = "坏" * 100
    attempt, _asked = refuses("坏")

    assert find_line("一\n\n" + "\n".join(lines), attempt) == 3 + 12


def test_short_paragraphs_are_to_blame_together():
    """The beginning that holds both is too much: the second is where it ends."""
    text = "字\n\n甲\n\n字\n\n字\n\n乙\n\n字"
    attempt, _asked = refuses("甲", "乙")

    assert find_line(text, attempt) == 9


def test_empty_lines_of_blanks_are_counted():
    attempt, _asked = refuses("坏")

    assert find_line("一\n \n\t\n" + "坏" * 600, attempt) == 4


@pytest.mark.parametrize("text", ["", "坏", "坏\n", "\n\n\n坏", "坏\n\n\n\n"])
def test_a_line_of_the_text_is_named_whatever_it_is(text):
    attempt, _asked = refuses("坏")

    assert 1 <= find_line(text, attempt) <= text.count("\n") + 1


def test_the_search_keeps_to_its_time():
    text = "\n\n".join("坏" * 700 for _ in range(200))
    attempt, asked = refuses("坏")
    find_line(text, attempt)

    assert sum(seconds for _text, seconds in asked) <= SEARCH_SECONDS
    assert all(0 < seconds <= PART_SECONDS for _text, seconds in asked)


def test_a_text_that_is_only_too_long_is_named_where_it_becomes_so():
    """Twice as many lines cost four times as much. Halving from the end would spend all of the time in vain."""

    def attempt(text, seconds):
        needs = 40 * (text.count("\n") / 20_000) ** 2
        return needs <= seconds, min(needs, seconds)

    line = find_line("\n".join(["词\n: 意思"] * 10_000), attempt)

    becomes = 20_000 * (PART_SECONDS / 40) ** 0.5
    assert becomes / 2 < line <= becomes + 1
