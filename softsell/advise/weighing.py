"""How much each thing that speaks for a passage counts, and how likely the best one is right.

Learnt on questions of our own and on public ones of other trades by `tools/weigh_answers.py`; nothing here was chosen on a
test set.
"""

import math
from collections.abc import Sequence

from msgspec import Struct


class Evidence(Struct, frozen=True):
    """What speaks for a passage, each from 0 to 1.

    `bm25` of all fields; `met`: the share of the question's weight that the passage meets, `missed`: that of the heaviest
    word it does not, `exact`: the share that it meets word for word, `unknown`: the share that no passage knows; `asks`: the share of the question that a title meets, `says`: the share of the title that the question
    meets, `both`: their harmonic mean; `letters` that question and title share; `inside`: letters of the question that the
    text holds.
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


SURE_WEIGHTS = {"base": 0.0}


def doubts(best: Evidence, scores: Sequence[float], fits: bool, words: int) -> dict[str, float]:
    """What a confidence is made of, for the best passage and the scores of all, best first."""
    margin = scores[0] - (scores[1] if len(scores) > 1 else 0.0)
    return {
        "score": scores[0] / 10,
        "margin": min(1.0, margin / 4),
        "met": best.met,
        "missed": best.missed,
        "whole": float(best.missed == 0),
        "exact": best.exact,
        "unknown": best.unknown,
        "says": best.says,
        "letters": best.letters,
        "fits": float(fits),
        "few": 1 / max(1, words),
    }


def sure(doubt: dict[str, float]) -> float:
    """How likely the best passage is the right one, from 0 to 1."""
    total = SURE_WEIGHTS["base"] + sum(SURE_WEIGHTS.get(name, 0.0) * value for name, value in doubt.items())
    return 1 / (1 + math.exp(-total))
