"""The model beside the rules: linear sums over the words of a passage, for pressure that no phrase shows.

Rules
1. What it says is a sum: every word, every two neighbours and every two words with one between them bring the weights of
   their features (themselves, pieces of the word, beginnings and ends), so the words that moved it can be named.
2. There are two sums, `pressure` and `letter`: the second says how far a passage speaks as a seller does to a reader.
   In a text of no particular kind ("body") it warns only where both reach their limits, and what the rules find is a
   note where nobody sells (`SPEAKS`): a manual, a contract or a review may sound urgent and press nobody.
3. Weights are octets in a table, found by a hash of the feature (CRC-32): 128 is none, one more is `step` more.
4. What the words alone bring to `letter` is summed first; where that is below `gate`, nothing else is looked at.
5. The rules decide where they speak. The limits were chosen on texts that it was not trained on (see `record`).
"""

from collections.abc import Iterable, Iterator
from math import exp, sqrt
from zlib import crc32

import msgspec
from msgspec import Struct

SPEAKS = {"warn": -2.0, "block": -3.0}  # the letter score below which such a finding in a body text is only a note
LEAST_WORDS = 6  # of a passage in a text or a letter: fewer give too little to judge
CALM = -1.0  # the pressure score below which a sentence is surely calm
PIECES = range(3, 7)  # letters of a piece of a word, its edges counted
SHORT, LONGER = 4, 5  # letters of a beginning: of neighbours, of words with one between them
EDGES = ((3, 3), (2, 2), (4, 2), (2, 4))  # letters of a word's end and of the beginning of the next one
DAMP = 3  # words that are added to the length when the sum is divided by its root
NONE = 128  # the octet of no weight
MOST_KNOWN = 100_000  # words whose weight is remembered


class Sum(Struct, frozen=True, array_like=True):
    """Weights by hash (a power of two of octets), the size of a step, and the bias.

    `known`: what words alone bring, in steps, as far as it was worked out.
    """

    weights: bytes
    step: float
    bias: float
    known: dict[str, int] = {}


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


def features(words: list[str], kind: str) -> Iterator[str]:
    """The features of the words of a passage (as `normalise.board` gives them) in a text of a kind."""
    for word in words:
        yield from of_word(word)
    yield from _between(words, kind)


def _between(words: list[str], kind: str) -> Iterator[str]:
    """The features that are no single word's."""
    yield f"kind={kind}"
    edged = ["^", *words, "$"]
    for at, word in enumerate(edged[1:], 1):
        yield from of_pair(edged[at - 1], word)
        if at > 1:
            yield f"{edged[at - 2][:LONGER]}_{word[:LONGER]}"


def of_word(word: str) -> Iterator[str]:
    """The features of a word."""
    yield word
    edged = f"<{word}>"
    for size in PIECES:
        for at in range(len(edged) - size + 1):
            yield "=" + edged[at : at + size]


def of_pair(one: str, other: str) -> Iterator[str]:
    """The features of two neighbours; "^" stands before the first word, "$" after the last."""
    yield f"{one} {other}"
    yield f"{one[:SHORT]} {other[:SHORT]}-"
    for end, start in EDGES:
        yield f"{one[-end:]}~{other[:start]}"


def scale(many: int) -> float:
    """What the sum of the weights of so many words is multiplied with, so that length alone is not loud."""
    return 1 / sqrt(many + DAMP)


def score(of: Sum, words: list[str], kind: str) -> float:
    """A sum as a score: 0 is even odds."""
    return of.bias + (alone(of, words) + _steps(of.weights, _between(words, kind))) * of.step * scale(len(words))


def alone(of: Sum, words: list[str]) -> int:
    """What the words alone bring, in steps."""
    known, total = of.known, 0
    for word in words:
        weight = known.get(word)
        total += _word(of, word) if weight is None else weight
    return total


def weigh(model: Model, words: list[str], kind: str) -> Opinion:
    """What the model thinks of a passage."""
    letter = model.letter
    if len(words) < LEAST_WORDS and kind in ("body", "letter"):  # a label, a heading, a greeting
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
    edged = ["^", *words, "$"]
    pairs = [_steps(of.weights, of_pair(edged[at], edged[at + 1])) for at in range(len(edged) - 1)]
    brought = {word: _word(of, word) + (pairs[at] + pairs[at + 1]) / 2 for at, word in enumerate(words)}
    return tuple(sorted((word for word in brought if brought[word] > 0), key=lambda word: -brought[word])[:4])


def _word(of: Sum, word: str) -> int:
    """What a word alone brings, in steps, worked out once."""
    weight = of.known.get(word)
    if weight is None:
        if len(of.known) >= MOST_KNOWN:
            of.known.clear()
        weight = of.known[word] = _steps(of.weights, of_word(word))
    return weight


def place(feature: str, mask: int) -> int:
    """Where the weight of a feature stands in a table of mask + 1 octets."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & mask


def _steps(weights: bytes, found: Iterable[str]) -> int:
    mask = len(weights) - 1
    octets = [weights[place(feature, mask)] for feature in found]
    return sum(octets) - NONE * len(octets)
