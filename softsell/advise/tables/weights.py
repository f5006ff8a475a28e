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
    "base": -3.53,
    "score": 0.27,
    "margin": 0.32,
    "met": 0.26,
    "exact": 0.4,
    "fits": 0.65,
    "good": 0.96,
    "missed": -0.36,
    "unknown": -0.56,
}
# Below it a person answers: when every word of the question is met, and when one is not.
SURE, SURER = 0.5, 0.76
