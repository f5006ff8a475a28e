"""How much each thing that speaks for a passage counts, and how likely the best one is right.

The figures (`weights`) are learnt on the questions in training/answers and on public ones of other trades, listwise and by
logistic regression: tools/train_answers.py, docs/decisions/0018.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from softsell.advise.tables.weights import RANK, SURE, SURENESS, SURER


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


def score(evidence: Evidence) -> float:
    """The weighed sum; the higher, the better."""
    return sum(weight * float(getattr(evidence, name)) for name, weight in RANK.items())


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
    """Whether a passage that is so sure may be said; one that cannot be an answer of the kind asked for never is."""
    return fits and sure >= (SURE if best.missed == 0 else SURER)
