"""When two names or headlines are nearly the same."""

import math
import re
import unicodedata
from collections import Counter
from itertools import pairwise

SHORTEST = 4  # characters; below, two headlines are alike by chance
ALIKE = 0.75  # of their pairs of characters, in both (Dice)
NOT_WORDS = re.compile(r"[\W_]+")


def one_edit_apart(one: str, other: str) -> bool:
    """Return whether one character was left out, added, changed, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, rest_other = one[start:], other[start:]
    return (
        rest[1:] == rest_other
        or rest == rest_other[1:]
        or rest[1:] == rest_other[1:]
        or (rest[:2] == rest_other[1::-1] and rest[2:] == rest_other[2:])
    )


def bare(title: str) -> str:
    """Return a headline without what does not tell it from another: case, width, spaces, punctuation."""
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", title).casefold())


def are_alike(one: str, other: str) -> bool:
    """Say whether two headlines, as ``bare`` returns them, are the same or very close (brief §11.6, W06)."""
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < SHORTEST or re.sub(r"\d+", "", one) == re.sub(r"\d+", "", other):
        return False  # “第 3 号” is not “第 4 号”
    if max(len(one), len(other)) > 2 * min(len(one), len(other)):
        return False
    pairs, other_pairs = Counter(pairwise(one)), Counter(pairwise(other))
    shared = (pairs & other_pairs).total()
    return 2 * shared >= ALIKE * (pairs.total() + other_pairs.total())


HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring hanzi of a text and its Latin words: what it speaks of, without a dictionary."""
    pairs = {one + other for run in HAN_RUN.findall(text) for one, other in pairwise(run)}
    return frozenset(pairs | {word.casefold() for word in LATIN_WORD.findall(text)})


def overlaps(own: frozenset[str], others: list[frozenset[str]]) -> list[float]:
    """
    Return how much each of ``others`` speaks of the same as ``own``, from 0 to 1.

    A pair counts the less, the more of the others have it (inverse document frequency), so 我们 and 社区 tell nothing.
    """
    known = Counter(pair for other in others for pair in other)
    every = len(others) + 1

    def weight(pairs: frozenset[str]) -> float:
        return sum(math.log(every / (known[pair] + (pair in own))) ** 2 for pair in pairs)

    length = weight(own)
    lengths = [weight(other) for other in others]
    return [
        weight(own & other) / math.sqrt(length * other_length) if length and other_length else 0.0
        for other, other_length in zip(others, lengths, strict=True)
    ]
