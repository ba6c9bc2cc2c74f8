import pytest

from articles.text.sanitiser import normalise
from articles.text.tree import parse, serialise


@pytest.mark.parametrize(
    "html",
    [
        "<p>甲<b>乙</b>丙</p>",
        "<pre>\n\n甲</pre>",
        "<pre><code>\n甲\n</code></pre>",
        '<p title="&lt;&quot;&amp;">1 &lt; 2</p>',
        "甲<br>乙<hr>",
        "<ul><li>甲</li></ul>",
    ],
)
def test_tree_gives_back_what_it_read(html):
    once = normalise(html)

    assert normalise(serialise(parse(once))) == once
