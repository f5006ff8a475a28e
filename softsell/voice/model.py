"""The model beside the rules: a linear score over the words of a passage, for pressure that no phrase shows.

Rules
1. What it says is a sum over the words and the pairs of neighbours: each brings the weights of its features (the word,
   pieces of it, beginnings and ends of the two), so the words that moved it can be named.
2. The words alone are summed first; where their sum is below `gate`, the pairs are not looked at and it is silent.
3. The rules decide where they speak. The model warns above `warn`, and forbids above `block`; both were chosen on texts
   that it was not trained on (see `record`).
"""

from collections.abc import Iterator
from math import exp, sqrt

from msgspec import Struct

PIECES = range(3, 7)  # letters of a piece of a word, its edges counted
SHORT, EDGES = 4, ((3, 3), (2, 2), (4, 2), (2, 4))  # letters of a beginning; of a word's end and the next one's beginning
DAMP = 3  # words that are added to the length when the sum is divided by its root
MOST_KNOWN = 100_000  # words and pairs whose weight is remembered


class Model(Struct, frozen=True, array_like=True):
    """Weights by feature, the bias, three limits (of the words alone, to warn, to forbid), and how it was trained.

    The limits are scores: 0 is even odds. `known`: weights of words and of pairs ("one other"), worked out so far.
    """

    weights: dict[str, float]
    bias: float
    gate: float
    warn: float
    block: float
    record: dict[str, str]
    known: dict[str, float] = {}


class Opinion(Struct, frozen=True):
    """What the model thinks of a passage: the score, its probability, and the words that moved it, the strongest first."""

    score: float
    probability: float
    words: tuple[str, ...]


def features(words: list[str], kind: str) -> Iterator[str]:
    """The features of the words of a passage (as `normalise.words` gives them) in a text of a kind."""
    yield f"kind={kind}"
    for word in words:
        yield from of_word(word)
    for one, other in _pairs(words):
        yield from of_pair(one, other)


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
    """What the sum of weights of so many words is multiplied with, so that length alone is not loud."""
    return 1 / sqrt(many + DAMP)


def weigh(model: Model, words: list[str], kind: str) -> Opinion | None:
    """What the model thinks of a passage; None where the words alone give no reason to look closer."""
    known, by = model.known, scale(len(words))
    alone = 0.0
    for word in words:
        weight = known.get(word)
        alone += _word(model, word) if weight is None else weight
    alone += model.weights.get(f"kind={kind}", 0.0)
    if model.bias + alone * by < model.gate:
        return None
    pairs = [_pair(model, one, other) for one, other in _pairs(words)]
    score = model.bias + (alone + sum(pairs)) * by
    moved: dict[str, float] = {}
    if score >= model.warn:
        moved = {word: _word(model, word) + (pairs[i] + pairs[i + 1]) / 2 for i, word in enumerate(words)}
    strongest = sorted((word for word in moved if moved[word] > 0), key=lambda word: -moved[word])[:4]
    return Opinion(score, 1 / (1 + exp(-max(min(score, 30.0), -30.0))), tuple(strongest))


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    return zip(["^", *words], [*words, "$"], strict=True)


def _word(model: Model, word: str) -> float:
    """The weight of a word, worked out once."""
    return _remember(model, word, of_word(word)) if word not in model.known else model.known[word]


def _pair(model: Model, one: str, other: str) -> float:
    """The weight of a pair of neighbours, worked out once."""
    key = f"{one} {other}"
    return _remember(model, key, of_pair(one, other)) if key not in model.known else model.known[key]


def _remember(model: Model, key: str, found: Iterator[str]) -> float:
    if len(model.known) >= MOST_KNOWN:
        model.known.clear()
    weight = model.known[key] = sum(model.weights.get(feature, 0.0) for feature in found)
    return weight
