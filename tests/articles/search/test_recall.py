"""Whatever stands in a text is found, and nothing that a query holds ever reaches the engine as its language."""

import random

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import SearchEntry
from articles.naming.folding import fold
from articles.search.query import BETWEEN_WORDS
from articles.search.tokens import RUN
from tests.factories import make_published

pytestmark = pytest.mark.django_db
SEED = 20_261_128
PARTS = (
    "社区 元宇宙 数字孪生 平台 居民 电梯 消防 停车 上线 接入 传感器 街道 负责人 表示 下一步 开放 接口 "
    "小组 发展 网络 建设 的 了 在 和 与 每 天 後臺 數據 㐀 𠮷 々 ＶＲ AI "
    "GPT-4 v2.0 1,204 3.5 100㎡ Café ß ﬁ No.5 C++ 《意见》 “先试后推” ——"
).split()
MARKS = ["，", "。", "；", "、", "！", " ", "\n\n", "（试行）", "：", ""]
HOSTILE = [
    *('"', '""', '"元', "'", "''", "\\", "%", "_", "*", "元*", "^元", "(", ")", "()", "(元", "-元", "+", "{", "}"),
    *("NEAR(元 宇)", "元 AND 宇", "OR", "NOT", "AND OR NOT", "title:元", "tokens:元", "- tokens : 元", "元 NEAR/2 宇"),
    *(
        "{a b}: 元",
        "'; DROP TABLE articles_article; --",
        "') OR 1=1 --",
        "$1",
        "%s",
        "%(q)s",
        "{}",
        "{0}",
        "\x00",
        "元\x00宇",
    ),
    *(
        "\ud800",
        "\udfff元",
        "\u202e",
        "\ufeff",
        "\u0301",
        "e\u0301\u0302",
        "🀄",
        "👨‍👩‍👧",
        "ﷺ",
        "İ",
        "ß" * 64,
        "©y2022",
        "§元",
        "¶元",
    ),
    *(
        ":*",
        "元:*",
        "!元",
        "a & b",
        "a | b",
        "<->",
        "元<->宇",
        "元" * 64,
        "元 " * 32,
        "\\u0000",
        "<script>",
        "NULL",
        "﷽" * 64,
    ),
]


def ids(typed):
    return set(search.find(search.read_query(typed), now=timezone.now()).keys)


def generated(dice):
    parts = []
    for _sentence in range(dice.randint(4, 30)):
        parts += dice.choices(PARTS, k=dice.randint(2, 9))
        parts.append(dice.choice(MARKS))
    return "".join(parts)


@pytest.fixture
def newsroom():
    """Return the words of 30 published articles, as readers see them, by their primary keys."""
    dice = random.Random(SEED)
    for number in range(30):
        tags = tuple(dice.sample(["数字楼长", "AI", "智慧社区"], 2))
        make_published(title=f"{dice.choice(PARTS)}{dice.choice(PARTS)}第{number}号", body=generated(dice), tags=tags)
    return {entry.article_id: entry.words for entry in SearchEntry.objects.all()}


def test_every_piece_of_a_text_finds_every_article_that_has_it(newsroom):
    dice = random.Random(SEED + 1)
    asked = 0
    while asked < 500:
        words = dice.choice(list(newsroom.values()))
        start = dice.randrange(len(words))
        piece = words[start : start + dice.randint(1, 20)]
        if not RUN.search(piece):
            continue  # a piece of punctuation only
        asked += 1
        holders = {key for key, other in newsroom.items() if piece in other}
        found = ids(piece)
        assert holders <= found, piece
        if not BETWEEN_WORDS.search(piece):
            assert found == holders, piece


def test_a_quoted_piece_finds_exactly_the_articles_that_have_it(newsroom):
    dice = random.Random(SEED + 2)
    for _piece in range(100):
        words = dice.choice(list(newsroom.values()))
        start = dice.randrange(len(words))
        piece = words[start : start + dice.randint(2, 20)].strip()
        if not RUN.search(piece) or set(piece) & set('"“”\n') or "  " in piece:
            continue
        assert ids(f'"{piece}"') == {key for key, other in newsroom.items() if piece in other}, piece


def test_no_query_is_an_error(client, newsroom):
    statuses = {}
    for typed in HOSTILE:
        statuses[typed] = client.get("/search/", {"q": typed.encode("utf-8", "surrogatepass")}).status_code
        for options in ({}, {"by_time": True}, {"topic": 1, "year": 2022}):
            search.find(search.read_query(typed), now=timezone.now(), **options)

    assert {typed: status for typed, status in statuses.items() if status != 200} == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.one_of(st.text(min_size=1, max_size=64), st.text("\"“”*:()^-+AND OR NEAR元宇宙的ａ\\%_'{}", max_size=64))
)
def test_any_query_finds_what_has_all_its_terms(newsroom, typed):
    query = search.read_query(typed)
    expected = {key for key, words in newsroom.items() if all(term in words for term in query.terms)}

    assert ids(typed) == (expected if query.terms else set())


def test_folding_leaves_what_is_folded():
    dice = random.Random(SEED)
    for _text in range(50):
        folded = fold(generated(dice))
        assert fold(folded) == folded
