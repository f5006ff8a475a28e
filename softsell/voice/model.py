"""The model beside the rules: linear sums over the words of a passage, for pressure that no phrase shows.

Rules
1. What it says is a sum: every word, every two neighbours and every two words with one between them bring the weights of
   their features (themselves, pieces of the word, beginnings and ends), so the words that moved it can be named.
2. There are two sums, `pressure` and `letter`: the second says how far a passage speaks as a seller does to a reader.
   In a text of no particular kind ("body") it warns only where both reach their limits, and what the rules find is a
   note where nobody sells (`SPEAKS`): a manual, a contract or a review may sound urgent and press nobody.
3. Weights are octets in a table, found by a hash of the feature (CRC-32): 128 is none, one more is `step` more. The place
   of two words is their own hashes joined (exclusive or), so that each is worked out once for a word.
4. What the words alone bring to `letter` is summed first; where that is below `gate`, nothing else is looked at.
5. The rules decide where they speak. The limits were chosen on texts that it was not trained on (see `record`).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import exp, sqrt
from zlib import crc32

import msgspec
from msgspec import Struct

SPEAKS = {"warn": -1.0, "block": -3.0}  # the letter score below which such a finding in a body text is only a note
LEAST_WORDS = 6  # of a passage in a text or a letter: fewer give too little to judge
SPEAKS_WORDS = 20  # of a passage at least, for that: a scrap of a page tells too little
CALM = -0.5  # the pressure score below which a sentence is surely calm
PIECES = range(3, 7)  # letters of a piece of a word, its edges counted
SHORT, LONGER = 4, 5  # letters of a beginning: of neighbours, of words with one between them
EDGES = ((3, 3), (2, 2), (4, 2), (2, 4))  # letters of a word's end and of the beginning of the next one
APART = 2 + len(EDGES)  # the number of the feature of two words with one between them; below it those of neighbours
DAMP = 3  # words that are added to the length when the sum is divided by its root
NONE = 128  # the octet of no weight
MIX = 0x9E3779B1  # odd, its bits spread: 2**32 divided by the golden ratio
MOST_KNOWN = 20_000  # words that are remembered

Feature = str | tuple[int, str, str]  # of a word or a kind; or of two words: its number, and what of each counts
Known = tuple[int, tuple[int, ...], tuple[int, ...]]  # what a word brings alone, and its hashes as the first and second


class Sum(Struct, frozen=True, array_like=True):
    """Weights by hash (a power of two of octets), the size of a step, and the bias.

    `known`: the words that were met.
    """

    weights: bytes
    step: float
    bias: float
    known: dict[str, Known] = {}


class Model(Struct, frozen=True, array_like=True):
    """The two sums, the limits (scores: 0 is even odds), and how it was trained."""

    pressure: Sum
    letter: Sum
    gate: float
    warn: float
    block: float
    least_letter: float
    record: dict[str, str]


class Opinion(Struct, frozen=True):
    """What the model thinks of a passage: "block", "warn" or "", the chance of pressure, and the words that moved it."""

    severity: str
    probability: float
    words: tuple[str, ...] = ()


def decode(octets: bytes) -> Model:
    """A model from its octets. Raises ValueError for octets of another kind."""
    try:
        return msgspec.msgpack.decode(octets, type=Model)
    except msgspec.MsgspecError as error:
        raise ValueError(f"this is no model: {error}") from error


def features(words: list[str], kind: str) -> Iterator[Feature]:
    """The features of the words of a passage (as `normalise.board` gives them) in a text of a kind."""
    yield f"kind={kind}"
    edged = ["^", *words, "$"]
    for at, word in enumerate(edged):
        if 0 < at < len(edged) - 1:
            yield from of_word(word)
        if at > 0:
            yield from _joined(edged[at - 1], word, range(APART))
        if at > 1:
            yield from _joined(edged[at - 2], word, (APART,))


def of_word(word: str) -> Iterator[str]:
    """The features of a word."""
    yield word
    edged = f"<{word}>"
    for size in PIECES:
        for at in range(len(edged) - size + 1):
            yield "=" + edged[at : at + size]


def _joined(one: str, other: str, numbers: Iterable[int]) -> Iterator[Feature]:
    firsts, seconds = _firsts(one), _seconds(other)
    return ((number, firsts[number], seconds[number]) for number in numbers)


def _firsts(word: str) -> tuple[str, ...]:
    """What of a word counts as the first of two; "^" stands before the first word, "$" after the last."""
    return (word, word[:SHORT], *(word[-end:] for end, _ in EDGES), word[:LONGER])


def _seconds(word: str) -> tuple[str, ...]:
    """What of a word counts as the second of two."""
    return (word, word[:SHORT], *(word[:start] for _, start in EDGES), word[:LONGER])


def scale(many: int) -> float:
    """What the sum of the weights of so many words is multiplied with, so that length alone is not loud."""
    return 1 / sqrt(many + DAMP)


def score(of: Sum, words: list[str], kind: str) -> float:
    """A sum as a score: 0 is even odds."""
    weights, known = of.weights, of.known
    total = weights[place(f"kind={kind}", len(weights) - 1)] - NONE * (1 + APART * (len(words) + 1) + len(words))
    before, first = None, _met(of, "^")[1]
    for word in (*words, "$"):
        alone, own, second = known.get(word) or _met(of, word)
        a, b, c, d, e, f, g = first
        h, i, j, k, m, n, o = second
        total += alone + weights[a ^ h] + weights[b ^ i] + weights[c ^ j] + weights[d ^ k] + weights[e ^ m]
        total += weights[f ^ n] + (weights[before ^ o] if before is not None else 0)
        before, first = g, own
    return of.bias + total * of.step * scale(len(words))


def alone(of: Sum, words: list[str]) -> int:
    """What the words alone bring, in steps."""
    known = of.known
    return sum([(known.get(word) or _met(of, word))[0] for word in words])


def judged(words: list[str], kind: str) -> bool:
    """Whether a passage is weighed at all: a label, a heading or a greeting in a text or a letter is not."""
    return len(words) >= LEAST_WORDS or kind not in ("body", "letter")


def weigh(model: Model, words: list[str], kind: str) -> Opinion:
    """What the model thinks of a passage."""
    letter = model.letter
    if not judged(words, kind):
        return Opinion("", 0.0)
    if kind == "body":  # a subject, a button and a letter are a seller's words, as the caller says
        if letter.bias + alone(letter, words) * letter.step * scale(len(words)) < model.gate:
            return Opinion("", 0.0)
        if score(letter, words, kind) < model.least_letter:
            return Opinion("", 0.0)
    total = score(model.pressure, words, kind)
    probability = 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
    if total < model.warn:
        return Opinion("", probability)
    return Opinion("block" if total >= model.block else "warn", probability, _moved(model.pressure, words))


def _moved(of: Sum, words: list[str]) -> tuple[str, ...]:
    """The words that brought most, each with half of what it brings together with its neighbours."""
    met = [_met(of, word) for word in ("^", *words, "$")]
    pairs = [
        sum(of.weights[a ^ b] - NONE for a, b in zip(one[1][:APART], other[2], strict=False))
        for one, other in pairwise(met)
    ]
    brought = {word: met[at + 1][0] + (pairs[at] + pairs[at + 1]) / 2 for at, word in enumerate(words)}
    return tuple(sorted((word for word in brought if brought[word] > 0), key=lambda word: -brought[word])[:4])


def _met(of: Sum, word: str) -> Known:
    """What is known of a word; worked out once."""
    found = of.known.get(word)
    if found is None:
        if len(of.known) >= MOST_KNOWN:
            of.known.clear()
        mask = len(of.weights) - 1
        octets = [of.weights[place(feature, mask)] for feature in (of_word(word) if word not in ("^", "$") else ())]
        found = of.known[word] = (sum(octets) - NONE * len(octets), *_hashes(word, mask))
    return found


@lru_cache(maxsize=MOST_KNOWN)
def _hashes(word: str, mask: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The hashes of a word as the first and as the second of two."""
    firsts = tuple(_hash(f"{number}<{what}", mask) for number, what in enumerate(_firsts(word)))
    return firsts, tuple(_hash(f"{number}>{what}", mask) for number, what in enumerate(_seconds(word)))


def place(feature: Feature, mask: int) -> int:
    """Where the weight of a feature stands in a table of mask + 1 octets."""
    if isinstance(feature, str):
        return _hash(feature, mask)
    number, one, other = feature
    return _hash(f"{number}<{one}", mask) ^ _hash(f"{number}>{other}", mask)


def _hash(text: str, mask: int) -> int:
    """A number up to `mask`; mixed, because sums of plain CRCs of like texts are alike."""
    return crc32(text.encode("utf-8", "surrogatepass")) * MIX >> 15 & mask
