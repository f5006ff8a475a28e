"""The passage that answers a question: found by its words, weighed again closely, and how likely it is the right one.

Rules
1. Every word of the question counts by the best stem it meets in a passage (`postings.near`), by how rare it is.
2. The best few by words are weighed again (`Evidence`), by weights learnt on questions of our own (`weighing`).
3. What is over at the moment of the knowledge is never found, and nothing is built anew for that.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from softsell.advise.answering import kinds, weighing
from softsell.advise.answering.postings import Index, grams, index, light, near, rarity, tokens
from softsell.advise.answering.weighing import Evidence
from softsell.advise.knowledge import Knowledge, Passage, shelves
from softsell.advise.text import bare, types_accents

CLOSELY = 24  # passages that are weighed again
LESS = 0.4  # what a word that stands in any question weighs
RAREST = 8.0  # the weight of letters that no title holds
HALF = 0.5  # a word met for less is missed
AS_GOOD = 1.0  # how far below the best a passage in the reader's language may score
MANY = 2_000  # holders beyond which their sum is near enough

Floats = NDArray[np.float32]


class Word(Struct, frozen=True):
    """A word of the question: its weight, the stems of a shelf it may mean with what each is worth, whether any holds it."""

    stem: str
    weight: float
    near: dict[int, float]
    known: bool
    light: bool


class Asked(Struct, frozen=True):
    """A question as one shelf understands it; `whole` is the weight of all its words."""

    words: tuple[Word, ...]
    whole: float
    letters: frozenset[str]


class Match(Struct, frozen=True):
    """A passage that may answer, what speaks for it, and its score; the higher, the better."""

    passage: Passage
    evidence: Evidence
    score: float


def search(knowledge: Knowledge, text: str) -> list[Match]:
    """The passages that may answer, best first, at most `CLOSELY`."""
    tables = tuple(index(shelf) for shelf in shelves(knowledge))
    stems = list(dict.fromkeys(tokens(text)))
    if not stems or not any(len(table.passages) for table in tables):
        return []
    found: list[Match] = []
    for table, asked in zip(tables, _asked(tables, stems, text), strict=True):
        scores = _scores(table, asked)
        if knowledge.at is not None:
            now = int(knowledge.at.timestamp() * 1000)
            scores[(table.begins > now) | (table.ends <= now)] = 0
        top = _best(scores)
        reach = _reach(table, asked, top)
        for place, d in enumerate(top):
            evidence = _evidence(table, int(d), asked, reach[:, place], float(scores[d]))
            found.append(Match(table.passages[d], evidence, weighing.score(evidence)))
    return sorted(found, key=lambda one: (-one.score, one.passage.id))[:CLOSELY]


def answer(knowledge: Knowledge, text: str, lang: str = "") -> tuple[Passage, float] | None:
    """The passage that may be said in answer, with how likely it is right (0 to 1); None: a person answers.

    Of two that are as good, the one that is told in `lang`.
    """
    matches = search(knowledge, text)
    if not matches:
        return None
    own = [one for one in matches if lang in one.passage.text and one.score >= matches[0].score - AS_GOOD]
    matches = [*own[:1], *(one for one in matches if one not in own[:1])]
    best, kind = matches[0], fits(matches[0].passage, text)
    sure = confidence(matches, kind)
    return (best.passage, sure) if weighing.enough(best.evidence, kind, sure) else None


def confidence(matches: Sequence[Match], fits: bool) -> float:
    """How likely the first of `search` is the right answer."""
    return weighing.sure(matches[0].evidence, rivals(matches), fits)


def rivals(matches: Sequence[Match]) -> list[float]:
    """The score of the first and of those that could stand in its place: which say something else in a language of its own."""
    best = matches[0]
    return [one.score for one in matches if one is best or _differs(best.passage, one.passage)]


def _differs(one: Passage, other: Passage) -> bool:
    shared = one.text.keys() & other.text.keys()
    return any(one.text[lang] not in other.text[lang] for lang in shared)


def fits(passage: Passage, text: str) -> bool:
    """Whether a passage can be an answer of the kind that is asked for."""
    signs = kinds.asked(text)
    return not signs or any(kinds.fits(signs, one) for one in (*passage.text.values(), *passage.title.values()))


def _asked(tables: Sequence[Index], stems: Sequence[str], text: str) -> list[Asked]:
    """The question for each shelf; a word weighs by how many passages of all of them hold anything it may mean."""
    passages = sum(len(table.passages) for table in tables)
    accents = types_accents(text)
    meets = [[_near(table, one, accents) for one in stems] for table in tables]
    held = [
        sum(_holders(table, found[n]) for table, found in zip(tables, meets, strict=True)) for n in range(len(stems))
    ]
    less = [LESS if bare(one) in light() else 1.0 for one in stems]
    weights = [rarity(passages, holders) * part for holders, part in zip(held, less, strict=True)]
    letters = grams(text)
    whole = max(sum(weights), 1e-6)
    return [
        Asked(
            tuple(Word(one, weights[n], found[n], held[n] > 0, less[n] < 1) for n, one in enumerate(stems)),
            whole,
            letters,
        )
        for found in meets
    ]


def _near(table: Index, one: str, accents: bool) -> dict[int, float]:
    return {table.ids[other]: worth for other, worth in near(table, one, accents).items()}


def _holders(table: Index, found: dict[int, float]) -> int:
    each = [table.holders(n) for n in found]
    if sum(map(len, each)) > MANY:
        return min(len(table.passages), sum(map(len, each)))
    return len(np.unique(np.concatenate(each))) if each else 0


def _scores(table: Index, asked: Asked) -> Floats:
    """BM25F of every passage, from 0 to 1: the share of the question's weight that it meets, saturated."""
    scores = np.zeros(len(table.passages), dtype=np.float32)
    best = np.zeros(len(table.passages), dtype=np.float32)
    for word in asked.words:
        for n, worth in word.near.items():
            held, impact = table.holders(n), table.impact[table.starts[n] : table.starts[n + 1]]
            if len(word.near) == 1:
                scores[held] += word.weight * worth * impact
            else:
                best[held] = np.maximum(best[held], worth * impact)
        if len(word.near) > 1:
            for n in word.near:
                held = table.holders(n)
                scores[held] += word.weight * best[held]
                best[held] = 0  # so that a passage with two of them counts once
    return scores / np.float32(asked.whole)


def _best(scores: Floats) -> NDArray[np.int64]:
    top = np.argpartition(scores, -CLOSELY)[-CLOSELY:] if len(scores) > CLOSELY else np.arange(len(scores))
    return np.sort(top[scores[top] > 0])


def _reach(table: Index, asked: Asked, top: NDArray[np.int64]) -> Floats:
    """For every word (rows) and passage (columns) what the best stem that the word meets there is worth."""
    reach = np.zeros((len(asked.words), len(top)), dtype=np.float32)
    for row, word in enumerate(asked.words):
        for n, worth in word.near.items():
            held = table.holders(n)
            at = np.minimum(np.searchsorted(held, top), len(held) - 1)
            reach[row] = np.maximum(reach[row], worth * (held[at] == top))
    return reach


def _evidence(table: Index, d: int, asked: Asked, reach: Floats, bm25: float) -> Evidence:
    weights = np.array([word.weight for word in asked.words])
    wanted = (reach < HALF) & ~np.array([word.light for word in asked.words])
    passage = table.passages[d]
    rows = table.rows[table.heads[d] : table.heads[d + 1]]
    asks, says = max((_title(table, row, asked) for row in rows), default=(0.0, 0.0), key=sum)
    texts = [*passage.text.values()]
    return Evidence(
        bm25=bm25,
        met=float(weights @ reach) / asked.whole,
        missed=float(max(weights[wanted], default=0.0)) / asked.whole,
        exact=float(weights @ (reach == 1)) / asked.whole,
        unknown=sum(word.weight for word in asked.words if not word.known and not word.light) / asked.whole,
        asks=asks,
        says=says,
        both=2 * asks * says / (asks + says) if asks + says else 0.0,
        letters=max((_alike(table, asked.letters, grams(one)) for one in passage.title.values()), default=0.0),
        inside=max((_inside(table, asked.letters, grams(one)) for one in texts), default=0.0),
    )


def _title(table: Index, row: tuple[int, ...], asked: Asked) -> tuple[float, float]:
    """How much of the question a title meets, and how much of the title the question meets."""
    held, met = set(row), 0.0
    reached: dict[int, float] = {}
    for word in asked.words:
        hits = {n: worth for n, worth in word.near.items() if n in held}
        met += word.weight * max(hits.values(), default=0.0)
        reached |= {n: max(worth, reached.get(n, 0.0)) for n, worth in hits.items()}
    weights = {n: rarity(len(table.passages), len(table.holders(n))) for n in held}
    own = sum(weights.values()) or 1.0
    return met / asked.whole, sum(weights[n] * worth for n, worth in reached.items()) / own


def _alike(table: Index, one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets of letters are (Dice), the rare ones counting more."""
    whole = _weight(table, one) + _weight(table, other)
    return 2 * _weight(table, one & other) / whole if whole else 0.0


def _inside(table: Index, one: frozenset[str], text: frozenset[str]) -> float:
    """How much of a set of letters a text holds."""
    whole = _weight(table, one)
    return _weight(table, one & text) / whole if whole else 0.0


def _weight(table: Index, letters: frozenset[str]) -> float:
    return sum(table.letters.get(gram, RAREST) for gram in letters)
