"""The model beside the rules: a linear score over the words of a sentence, for pressure that no phrase shows.

Rules
1. What it says is a sum: every feature (a word, two words, the beginning of a word) has a weight, and the features that
   moved it most are named.
2. It reads a sentence only when one of its `triggers` stands in it; without one it is silent.
3. The rules decide where they speak. The model warns above `warn`, and forbids above `block`; both were chosen on texts
   that it was not trained on (see `record`).
"""

from collections.abc import Iterator
from math import exp

from msgspec import Struct

from softsell.voice.normalise import END

PREFIX = 5  # letters of a word's beginning


class Model(Struct, frozen=True, array_like=True):
    """Weights by feature, the two thresholds (probabilities), the trigger words, and how it was trained."""

    weights: dict[str, float]
    bias: float
    warn: float
    block: float
    triggers: tuple[str, ...]
    record: dict[str, str]


class Opinion(Struct, frozen=True):
    """The probability of pressure, and the words that moved it, the strongest first."""

    probability: float
    words: tuple[str, ...]


def features(words: tuple[str, ...], kind: str) -> Iterator[str]:
    """The features of the words of a sentence (as `normalise.tokens` gives them) in a text of a kind."""
    plain = [word for word in words if word != END]
    yield f"kind={kind}"
    before = "^"
    for word in plain:
        yield word
        yield f"{before} {word}"
        if len(word) > PREFIX:
            yield word[:PREFIX] + "-"
            yield f"{before[:PREFIX]} {word[:PREFIX]}-"
        before = word
    yield f"{before} $"


def weigh(model: Model, words: tuple[str, ...], kind: str) -> Opinion:
    """What the model thinks of a sentence."""
    found: dict[str, float] = {}
    for feature in features(words, kind):
        if feature in model.weights:
            found[feature] = model.weights[feature]
    total = model.bias + sum(found.values())
    moved = sorted((f for f in found if found[f] > 0 and "=" not in f), key=lambda f: -found[f])
    return Opinion(1 / (1 + exp(-max(min(total, 30.0), -30.0))), tuple(moved[:4]))
