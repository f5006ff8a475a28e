"""The passage that answers a question: found by its words, weighed again closely, and a confidence that can say "not known".

Rules
1. Every word of the question counts by the best stem it meets in a passage (`postings.near`), by how rare it is.
2. The best few by words are weighed again (`features`), by weights learnt on questions of our own (`weighing`).
3. What is over at the moment of the knowledge is never found, and nothing is built anew for that.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from softsell.advise import weighing
from softsell.advise.knowledge import Knowledge, Passage, shelves
from softsell.advise.postings import Index, grams, index, near, rarity, tokens

CLOSELY = 24  # passages that are weighed again

Floats = NDArray[np.float32]


class Word(Struct, frozen=True):
    """A word of the question: its stem, its weight, and for each shelf the stems it may mean with what each is worth."""

    stem: str
    weight: float
    near: tuple[dict[int, float], ...]
    known: bool


class Match(Struct, frozen=True):
    """A passage that may answer, its features (`features`) and its score; the higher, the better."""

    passage: Passage
    features: tuple[float, ...]
    score: float


def search(knowledge: Knowledge, text: str) -> list[Match]:
    """The passages that may answer, best first, at most `CLOSELY`."""
    tables = tuple(index(shelf) for shelf in shelves(knowledge))
    asked = list(dict.fromkeys(tokens(text)))
    if not asked or not any(len(table.passages) for table in tables):
        return []
    question = _question(tables, asked)
    pairs = _pairs(tokens(text))
    letters = grams(text)
    found = []
    for place, table in enumerate(tables):
        scores = _scores(table, place, question)
        if knowledge.at is not None:
            now = int(knowledge.at.timestamp() * 1000)
            scores[(table.begins > now) | (table.ends <= now)] = 0
        for d in _best(scores):
            given = _features(table, place, int(d), question, pairs, letters, float(scores[d]))
            found.append(Match(table.passages[d], given, weighing.score(given)))
    return sorted(found, key=lambda one: (-one.score, one.passage.id))[:CLOSELY]


def _question(tables: tuple[Index, ...], asked: Sequence[str]) -> tuple[Word, ...]:
    passages = sum(len(table.passages) for table in tables)
    words = []
    for one in asked:
        meets = tuple({table.ids[other]: worth for other, worth in near(table, one).items()} for table in tables)
        holders = sum(_holders(table, found) for table, found in zip(tables, meets, strict=True))
        words.append(Word(one, rarity(passages, holders), meets, holders > 0))
    return tuple(words)


def _holders(table: Index, found: dict[int, float]) -> int:
    """How many passages hold any of these stems (at most their sum, which is near enough for many)."""
    each = [table.holders(n) for n in found]
    if sum(map(len, each)) > 2000:
        return min(len(table.passages), sum(map(len, each)))
    return len(np.unique(np.concatenate(each))) if each else 0


def _scores(table: Index, place: int, question: Sequence[Word]) -> Floats:
    """BM25F of every passage, from 0 to 1: the share of the question's weight that it meets, saturated."""
    scores = np.zeros(len(table.passages), dtype=np.float32)
    meets = np.zeros(len(table.passages), dtype=np.float32)
    for word in question:
        found = word.near[place]
        if len(found) == 1:
            ((n, worth),) = found.items()
            held = table.holders(n)
            scores[held] += word.weight * worth * table.impact[table.starts[n] : table.starts[n + 1]]
            continue
        for n, worth in found.items():
            held = table.holders(n)
            meets[held] = np.maximum(meets[held], worth * table.impact[table.starts[n] : table.starts[n + 1]])
        for n in found:
            held = table.holders(n)
            scores[held] += word.weight * meets[held]
            meets[held] = 0
    return scores / np.float32(sum(word.weight for word in question))


def _best(scores: Floats) -> Sequence[int]:
    if len(scores) > CLOSELY:
        top = np.argpartition(scores, -CLOSELY)[-CLOSELY:]
    else:
        top = np.arange(len(scores))
    return [int(d) for d in top if scores[d] > 0]


def _pairs(stems: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(zip(stems, stems[1:], strict=False))


def _features(
    table: Index, place: int, d: int, question: Sequence[Word], pairs: frozenset[tuple[str, str]],
    letters: frozenset[str], bm25: float,
) -> tuple[float, ...]:  # fmt: skip
    """What speaks for a passage, each about 0 to 1; the names are `weighing.NAMES`."""
    whole = sum(word.weight for word in question)
    met, missed = 0.0, 0.0
    for word in question:
        worth = max((w for n, w in word.near[place].items() if _holds(table, n, d)), default=0.0)
        met += word.weight * worth
        if worth == 0:
            missed = max(missed, word.weight)
    title = max(
        (_title(table, place, row, question, pairs) for row in table.rows[table.heads[d] : table.heads[d + 1]]),
        default=(0.0, 0.0, 0.0), key=sum,
    )  # fmt: skip
    passage = table.passages[d]
    alike = max((_dice(table, letters, grams(one)) for one in passage.title.values()), default=0.0)
    inside = max((_inside(table, letters, grams(one)) for one in (*passage.text.values(),)), default=0.0)
    both = 2 * title[0] * title[1] / (title[0] + title[1]) if title[0] + title[1] else 0.0
    return (bm25, met / whole, missed / whole, *title, both, alike, inside)


def _holds(table: Index, n: int, d: int) -> bool:
    held = table.holders(n)
    at = int(np.searchsorted(held, d))
    return at < len(held) and int(held[at]) == d


def _title(
    table: Index, place: int, row: tuple[int, ...], question: Sequence[Word], pairs: frozenset[tuple[str, str]]
) -> tuple[float, float, float]:
    """How much of the question the title meets, how much of the title the question meets, and pairs in the same order."""
    if not row:
        return 0.0, 0.0, 0.0
    held, met = set(row), 0.0
    reached: dict[int, float] = {}
    for word in question:
        best = 0.0
        for n, worth in word.near[place].items():
            if n in held:
                best = max(best, worth)
                reached[n] = max(reached.get(n, 0.0), worth)
        met += word.weight * best
    passages = len(table.passages)
    weights = {n: rarity(passages, len(table.holders(n))) for n in held}
    own = sum(weights.values()) or 1.0
    stems = [table.names[n] for n in row]
    same = len(pairs & _pairs(stems)) / max(1, len(row) - 1)
    return met / sum(word.weight for word in question), sum(weights[n] * w for n, w in reached.items()) / own, same


def _dice(table: Index, one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets of letters are, the rare ones counting more."""
    most, known = 8.0, table.letters
    whole = sum(known.get(gram, most) for gram in one) + sum(known.get(gram, most) for gram in other)
    return 2 * sum(known.get(gram, most) for gram in one & other) / whole if whole else 0.0


def _inside(table: Index, one: frozenset[str], text: frozenset[str]) -> float:
    most, known = 8.0, table.letters
    whole = sum(known.get(gram, most) for gram in one)
    return sum(known.get(gram, most) for gram in one & text) / whole if whole else 0.0
