import pytest

from articles.text.copy import apply_edits
from articles.text.copy.prose import Source
from articles.text.copy.slips import slips


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [
        ("＃小标题", "## 小标题"),
        ("＃＃＃　再小", "### 再小"),
        ("－　一件\n  ＊ 又一件", "- 一件\n  - 又一件"),
        ("＞引用", "> 引用"),
        ("＊＊粗体＊＊", "**粗体**"),
        ("！【会场】（会场．jpg）", "![会场](会场.jpg)"),
        ("【官网】(https：//a.cn)", "[官网](https://a.cn)"),
        ("见ｈｔｔｐ", "见ｈｔｔｐ"),
        ("太好了！[图](a.png)", "太好了！[图](a.png)"),
        ("太好了！【细则】（rules．md）", "太好了！[细则](rules.md)"),
        ("(https://a.cn/918)：Knative", "(https://a.cn/918)：Knative"),
        ("见https：／／a．cn／ｂ", "见https://a.cn/b"),
        ("`＃`", "`＃`"),
        ("```\n＃ 码\n```", "```\n＃ 码\n```"),
    ],
)
def test_marks_typed_in_full_width_become_markdown(typed, fixed):
    for finding in slips(Source(typed)):
        typed = apply_edits(typed, finding.edits)
        assert not [again for again in slips(Source(typed)) if again.code == finding.code]
    assert typed == fixed


def test_spaces_beside_hanzi_are_told_and_never_changed():
    (finding,) = slips(Source("用 Django 写"))
    assert (finding.code, finding.figures, finding.edits) == ("N01", {"n": 2}, ())
