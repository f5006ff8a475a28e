"""How much each thing that speaks for a passage counts, and how likely the best one is right.

Learnt on the questions in training/answers and on public ones of other trades (listwise and logistic regression).
"""

import math
from collections.abc import Sequence

from msgspec import Struct


class Evidence(Struct, frozen=True):
    """What speaks for a passage, each from 0 to 1.

    `bm25` of all fields; `met`: the share of the question's weight that the passage meets, `missed`: that of the heaviest
    word it does not, `exact`: the share that it meets word for word, `unknown`: the share that no passage knows; `asks`: the
    share of the question that a title meets, `says`: the share of the title that the question meets, `both`: their harmonic
    mean; `letters` that question and title share; `inside`: letters of the question that the text holds.
    """

    bm25: float
    met: float
    missed: float
    exact: float
    unknown: float
    asks: float
    says: float
    both: float
    letters: float
    inside: float


WEIGHTS = {"bm25": 2.0, "met": 1.3, "asks": 1.7, "says": 1.4, "both": 2.1, "letters": 5.2, "inside": 1.6}


def score(evidence: Evidence) -> float:
    """The weighed sum; the higher, the better."""
    return sum(weight * float(getattr(evidence, name)) for name, weight in WEIGHTS.items())


SURENESS = {
    "base": -2.73, "score": 0.19, "margin": 0.37, "met": 0.52, "exact": 0.52, "fits": 0.19, "good": 0.98, "missed": -0.76,
    "unknown": -0.79,
}  # fmt: skip
SURE, SURER = 0.6, 0.85  # below it a person answers: when every word of the question is met, and when one is not
MOST_MARGIN = 4.0


def sureness(best: Evidence, scores: Sequence[float], fits: bool) -> dict[str, float]:
    """What the confidence is made of: the best passage's evidence, how far its score is from the next, what it misses.

    `fits`: whether it can be an answer of the kind that is asked for. `scores` are those of all, best first.
    """
    margin = scores[0] - (scores[1] if len(scores) > 1 else 0.0)
    return {
        "base": 1.0, "score": scores[0], "margin": min(MOST_MARGIN, margin), "met": best.met, "exact": best.exact,
        "fits": float(fits), "good": float(fits and best.missed == 0),
        "missed": best.missed, "unknown": best.unknown,
    }  # fmt: skip


def sure(best: Evidence, scores: Sequence[float], fits: bool) -> float:
    """How likely the best passage is the right one, from 0 to 1 (logistic)."""
    total = sum(SURENESS[name] * value for name, value in sureness(best, scores, fits).items())
    return 1 / (1 + math.exp(-total))


def enough(best: Evidence, fits: bool, sure: float) -> bool:
    """Whether a passage that is so sure may be said."""
    return sure >= (SURE if fits and best.missed == 0 else SURER)
