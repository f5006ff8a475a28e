"""The passage that answers a question: a small BM25 over stems, with synonyms, and a confidence that can say "not known".

Rules
1. Both languages of a passage are one document, so a mixed question finds it; title and keywords count more than text.
2. A word of the question counts by the best stem it meets: the same, a synonym's, the start of a compound or its end
   ("kostnaður" in "sendingarkostnaður").
3. The score is the share of the question's weight that the passage meets, from 0 to 1; a word no passage knows weighs
   most, so a question about something else scores low.
"""

import math
from functools import lru_cache

from msgspec import Struct

from softsell.advise.knowledge import Knowledge, Passage
from softsell.advise.synonyms import EMPTY, GROUPS
from softsell.advise.text import stem, stems, words

K1, B = 1.2, 0.6  # the usual saturation and length of BM25 (Robertson & Zaragoza 2009), length a little gentler
TITLE, KEYWORD, TEXT = 2.0, 3.0, 1.0
SYNONYM, COMPOUND = 0.8, 0.6  # what a near match is worth
LONG_ENOUGH = 5  # letters a part of a compound needs


class Index(Struct, frozen=True, eq=False):
    """Stem weights of every passage, their lengths and the mean of them, and all stems."""

    counts: tuple[dict[str, float], ...]
    lengths: tuple[float, ...]
    mean: float
    stems: frozenset[str]


@lru_cache(maxsize=8)
def index(knowledge: Knowledge) -> Index:
    """The index of a shop's passages; built once for each `Knowledge`."""
    counts = tuple(_count(passage) for passage in knowledge.passages)
    lengths = tuple(sum(count.values()) for count in counts)
    return Index(
        counts=counts,
        lengths=lengths,
        mean=sum(lengths) / len(lengths) if lengths else 1.0,
        stems=frozenset(one for count in counts for one in count),
    )


def _count(passage: Passage) -> dict[str, float]:
    count: dict[str, float] = {}
    for weight, texts in (
        (TITLE, passage.title.values()),
        (TEXT, passage.text.values()),
        (KEYWORD, [" ".join(group) for group in passage.keywords.values()]),
    ):
        for text in texts:
            for word in words(text):
                if word not in _empty():
                    count[stem(word)] = count.get(stem(word), 0.0) + weight
    return count


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(word for one in EMPTY for word in words(one))


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in GROUPS:
        single = frozenset(stems(one)[0] for one in group if len(stems(one)) == 1)
        for one in single:
            found[one] = found.get(one, frozenset()) | single
    return found


def search(knowledge: Knowledge, text: str) -> list[tuple[float, Passage]]:
    """The passages with a score above nought, best first."""
    if not knowledge.passages:
        return []
    table = index(knowledge)
    query = list(dict.fromkeys(stem(word) for word in words(text) if word not in _empty()))
    if not query:
        return []
    near = {one: _near(table, one) for one in query}
    weight = {one: _rarity(table, near[one]) for one in query}
    found = []
    for n, passage in enumerate(knowledge.passages):
        length = K1 * (1 - B + B * table.lengths[n] / table.mean)
        score = 0.0
        for one in query:
            tf = max((worth * table.counts[n].get(other, 0.0) for other, worth in near[one]), default=0.0)
            worth = max((w for other, w in near[one] if other in table.counts[n]), default=0.0)
            score += weight[one] * worth * tf / (tf + length)
        if score > 0:
            found.append((score / sum(weight.values()), passage))
    return sorted(found, key=lambda one: (-one[0], one[1].id))


def _rarity(table: Index, near: list[tuple[str, float]]) -> float:
    """How rare a word is with everything it may mean: by the passages that hold any of it."""
    names = {other for other, _ in near}
    n, k = len(table.counts), sum(not names.isdisjoint(count) for count in table.counts)
    return math.log(1 + (n - k + 0.5) / (k + 0.5))


def _near(table: Index, one: str) -> list[tuple[str, float]]:
    """The stems of the index that a query stem may mean, with what each is worth."""
    worth: dict[str, float] = {}
    for other in table.stems:
        if other == one:
            worth[other] = 1.0
        elif other in _groups().get(one, frozenset()):
            worth[other] = SYNONYM
        elif _compound(one, other):
            worth[other] = COMPOUND
    return list(worth.items())


def _compound(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < LONG_ENOUGH or short.isdigit():
        return False
    return long.startswith(short) or long.endswith(short)
