import pytest

from articles.text import TextTooComplex, render


def refusal(text):
    with pytest.raises(TextTooComplex) as caught:
        render(text, pictures=lambda reference: None)
    return caught.value


def test_longest_text_renders_and_one_more_character_does_not():
    longest = "字" * 199_998 + "\n字"

    assert render(longest, pictures=lambda reference: None).character_count == 199_999
    error = refusal(longest + "字")
    assert (error.reason, error.limit, error.line) == ("length", 200_000, 2)


@pytest.mark.parametrize(
    "deep",
    [">" * 61 + " 字", "> " * 61 + "字", "- " * 61 + "字", "1. " * 61 + "字", " " * 244 + "- 字", "> - " * 31 + "字"],
)
def test_line_nested_too_deeply_is_named(deep):
    error = refusal(f"一\n\n二\n\n{deep}")

    assert (error.line, error.reason, error.limit) == (5, "nesting", 60)


@pytest.mark.parametrize("line", ["> " * 20 + "字", "- " * 100, "* " * 100, "- - 甲", "1. 2. 3."])
def test_honest_lines_pass(line):
    assert render(line, pictures=lambda reference: None).missing == ()


def test_marks_in_code_are_not_nesting():
    code = "> " * 100

    assert code.strip() in render(f"```\n{code}\n```", pictures=lambda r: None).html.replace("&gt;", ">")


@pytest.mark.parametrize("count", [70, 5_000])
def test_unclosed_paragraph_tags_are_no_nesting(count):
    assert render("<p>字\n" * count, pictures=lambda reference: None).html.count("<p>") == count


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul"])
def test_html_nested_too_deeply_is_refused(tag):
    error = refusal("一\n\n" + f"<{tag}>" * 3_000 + "字")

    assert (error.line, error.reason) == (3, "nesting")


def test_recursion_in_the_parser_is_refused_not_raised():
    assert refusal("*a **b " * 3_000 + "c** d* " * 3_000).reason == "nesting"


def test_refusal_is_a_value_error_that_says_the_figure():
    assert str(TextTooComplex(7, "nesting")) == "line 7: nesting is over the limit of 60"
    assert isinstance(TextTooComplex(7, "nesting"), ValueError)
