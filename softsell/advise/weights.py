"""The figures of the answers' ranking and confidence. Written by tools/train_answers.py; not changed by hand."""

RANK = {
    "bm25": 1.72,
    "met": 1.82,
    "asks": 1.54,
    "says": 1.84,
    "both": 1.88,
    "letters": 4.22,
    "inside": 1.71,
}
SURENESS = {
    "base": -3.81,
    "score": 0.23,
    "margin": 0.33,
    "met": 0.52,
    "exact": 0.63,
    "fits": 0.68,
    "good": 1.3,
    "missed": -0.42,
    "unknown": -0.47,
}
# Below it a person answers: when every word of the question is met, and when one is not.
SURE, SURER = 0.6, 0.74
