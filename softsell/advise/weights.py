"""The figures of the answers' ranking and confidence. Written by tools/train_answers.py; not changed by hand."""

RANK = {
    "bm25": 1.75,
    "met": 1.68,
    "asks": 1.54,
    "says": 1.79,
    "both": 1.89,
    "letters": 4.49,
    "inside": 1.73,
}
SURENESS = {
    "base": -3.45,
    "score": 0.2,
    "margin": 0.41,
    "met": 0.43,
    "exact": 0.58,
    "fits": 0.65,
    "good": 1.06,
    "missed": -0.49,
    "unknown": -0.59,
}
# Below it a person answers: when every word of the question is met, and when one is not.
SURE, SURER = 0.62, 0.82
