"""How much each thing that speaks for a passage counts; learnt on questions of our own (tools/weigh_answers.py)."""

from collections.abc import Sequence

NAMES = ("bm25", "met", "missed", "title_of_question", "question_of_title", "pairs", "both", "letters")
WEIGHTS = (1.4, 1.5, 0.8, 2.1, 0.6, 0.0, 1.7, 4.8)


def score(features: Sequence[float]) -> float:
    """The weighed sum; the higher, the better."""
    return sum(weight * given for weight, given in zip(WEIGHTS, features, strict=True))
