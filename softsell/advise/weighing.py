"""How much each thing that speaks for a passage counts; learnt on questions of our own (tools/weigh_answers.py)."""

from collections.abc import Sequence

NAMES = ("bm25", "met", "missed", "title_of_question", "question_of_title", "pairs", "both", "letters", "inside")
WEIGHTS = (2.0, 1.2, 0.0, 1.9, 1.2, 0.0, 2.0, 3.7, 1.5)


def score(features: Sequence[float]) -> float:
    """The weighed sum; the higher, the better."""
    return sum(weight * given for weight, given in zip(WEIGHTS, features, strict=True))
