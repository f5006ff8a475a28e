"""The figures of the answers' ranking and confidence. Written by tools/train_answers.py; not changed by hand."""

RANK = {
    "bm25": 1.72,
    "met": 1.74,
    "asks": 1.45,
    "says": 1.77,
    "both": 1.89,
    "letters": 4.55,
    "inside": 1.72,
}
SURENESS = {
    "base": -3.47,
    "score": 0.2,
    "margin": 0.43,
    "met": 0.43,
    "exact": 0.55,
    "fits": 0.68,
    "good": 1.03,
    "missed": -0.48,
    "unknown": -0.6,
}
# Below it a person answers: when every word of the question is met, and when one is not.
SURE, SURER = 0.62, 0.82
