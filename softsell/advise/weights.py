"""The figures of the answers' ranking and confidence. Written by tools/train_answers.py; not changed by hand."""

RANK = {
    "bm25": 2.0, "met": 1.3, "asks": 1.7, "says": 1.4, "both": 2.1, "letters": 5.2, "inside": 1.6,
}  # fmt: skip
SURENESS = {
    "base": -2.73, "score": 0.19, "margin": 0.37, "met": 0.52, "exact": 0.52, "fits": 0.19, "good": 0.98,
    "missed": -0.76, "unknown": -0.79,
}  # fmt: skip
SURE, SURER = 0.6, 0.85  # below it a person answers: when every word of the question is met, and when one is not
