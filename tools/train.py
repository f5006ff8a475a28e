"""Trains the model beside the rules: `python tools/train.py en is` writes softsell/voice/<lang>/model.json.

Rules
1. Trained on our own sentences (training/*.jsonl) and, as texts that press nobody, on the "dev" halves of the public sets
   (benchmarks/texts.py). The other halves, the frozen pairs and the labelled public sets are never read here.
2. The two thresholds are chosen on out-of-fold scores: five folds, blocks of neighbouring lines kept together, so that a
   pushy sentence and its honest twin are never on both sides.
3. `python tools/train.py --look en` prints the out-of-fold figures and writes nothing.

Needs scikit-learn (the extra "train").
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import texts  # noqa: E402

from softsell.voice.model import Model, features, scale  # noqa: E402
from softsell.voice.normalise import board, normalise, words  # noqa: E402

C = 3.0  # inverse strength of the ridge
KEEP = 30_000  # features that are kept, by weight and how often they stand
TOGETHER = 20  # neighbouring lines of a file that are in one fold
FOLDS = 5
MISSED = 0.005  # of what would be warned of, below the gate
NORMAL_WARNED, HONEST_BLOCKED = 0.02, 0.002  # at most, out of fold, of each public set and of our honest texts
WORDS = {
    "en": {
        "why": "Read as a whole it presses, though no single phrase does; what moved the judgement most: {words}.",
        "suggestion": "If it would help, we are glad to answer; there is no hurry, and it is fine to leave it.",
    },
    "is": {
        "why": "Í heild þrýstir þetta, þótt engin ein setning geri það; þessi orð vógu þyngst: {words}.",
        "suggestion": "Við svörum gjarnan ef það hjálpar. Það liggur ekkert á og það er líka í góðu lagi að sleppa þessu.",
    },
}


class Row(msgspec.Struct, frozen=True):
    """A passage: its words, the kind of text, whether it presses, which block of lines or which public set it is of."""

    words: list[str]
    kind: str
    pushy: bool
    block: str


def words_of(text: str) -> list[str]:
    """The words as the lint reads them."""
    on = board(normalise(text.removeprefix("Subject:")))
    return words(on, 0, len(on.words) - 2)


def rows(lang: str) -> list[Row]:
    """Everything that may be trained on."""
    found = []
    for path in sorted((ROOT / "training").glob(f"{lang}*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            found.append(Row(words_of(row["text"]), row["kind"], row["pushy"], f"{path.stem} {number // TOGETHER}"))
    for name, set_of in texts.normal().items() if texts.SHARED.is_dir() else ():
        if name.startswith("is-") == (lang == "is"):
            found += [Row(words_of(t), "body", False, f"normal: {name}") for t in set_of if texts.half(t) == "dev"]
    return [row for row in found if row.words]


def folds(given: list[Row]) -> np.ndarray:
    """The fold of each row: by its block; the public sets by turns."""
    of_block: dict[str, int] = {}
    turns = Counter[str]()
    numbers = []
    for row in given:
        if row.block.startswith("normal"):
            turns[row.block] += 1
            numbers.append(turns[row.block] % FOLDS)
        else:
            numbers.append(of_block.setdefault(row.block, len(of_block) * 2 % FOLDS))
    return np.array(numbers)


def fit(given: list[Row]) -> tuple[CountVectorizer, np.ndarray, float]:
    """The features, their weights (0 for those that are not kept) and the bias."""
    counted = CountVectorizer(analyzer=lambda row: features(row.words, row.kind), min_df=2)
    matrix = _scaled(given, counted.fit_transform(given))
    trained = LogisticRegression(C=C, max_iter=1000).fit(matrix, [row.pushy for row in given])
    weights = trained.coef_[0].copy()
    worth = np.abs(weights) * np.sqrt(np.asarray((matrix > 0).sum(axis=0))[0])
    if len(worth) > KEEP:
        weights[worth < np.sort(worth)[-KEEP]] = 0
    return counted, weights, float(trained.intercept_[0])


def _scaled(given: list[Row], matrix: csr_matrix) -> csr_matrix:
    return diags([scale(len(row.words)) for row in given]) @ matrix.astype(float)


def out_of_fold(given: list[Row]) -> np.ndarray:
    """The score of every row by a model that has not seen its block."""
    scores, of = np.zeros(len(given)), folds(given)
    for fold in range(FOLDS):
        counted, weights, bias = fit([row for row, n in zip(given, of, strict=True) if n != fold])
        seen = [row for row, n in zip(given, of, strict=True) if n == fold]
        scores[of == fold] = _scaled(seen, counted.transform(seen)) @ weights + bias
    return scores


def thresholds(given: list[Row], scores: np.ndarray) -> tuple[float, float]:
    """(warn, block) as scores."""
    names = np.array([row.block if row.block.startswith("normal") else "" for row in given])
    honest = np.array([not row.pushy for row in given])
    sets = [scores[names == name] for name in set(names) - {""}]
    large = [of for of in sets if len(of) >= 50]  # a share of two in a hundred says nothing of a smaller one
    warn = max(np.quantile(of, 1 - NORMAL_WARNED) for of in large)
    block = max(np.quantile(scores[honest], 1 - HONEST_BLOCKED), *(of.max() for of in sets), warn)
    return float(warn), float(block)


def gate(given: list[Row], counted: CountVectorizer, weights: np.ndarray, bias: float, warn: float) -> float:
    """The score of the words alone below which nearly nothing that would be warned of lies."""
    pairs = np.array([" " in name or "~" in name for name in counted.get_feature_names_out()])
    matrix = _scaled(given, counted.transform(given))
    whole = matrix @ weights + bias
    alone = matrix @ np.where(pairs, 0.0, weights) + bias
    return float(np.quantile(alone[whole >= warn], MISSED))


def train(lang: str, look: bool) -> None:
    """Train, choose the thresholds, report, and write unless only to look."""
    given = rows(lang)
    scores = out_of_fold(given)
    warn, block = thresholds(given, scores)
    figures = report(given, scores, warn, block)
    print(lang, json.dumps(figures, ensure_ascii=False))
    if look:
        return
    counted, weights, bias = fit(given)
    names = counted.get_feature_names_out()
    kept = {str(name): round(float(w), 3) for name, w in zip(names, weights, strict=True) if round(float(w), 3)}
    record = WORDS[lang] | {
        "source": "softsell's own model, trained on sentences written for it (tools/train.py)",
        "trained": f"{sum(r.pushy for r in given)} pressing and {sum(not r.pushy for r in given)} calm texts",
        "figures": json.dumps(figures, ensure_ascii=False),
    }
    limits = [round(limit, 4) for limit in (gate(given, counted, weights, bias, warn), warn, block)]
    made = Model(kept, round(bias, 4), *limits, record)
    path = ROOT / "softsell" / "voice" / lang / "model.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=0))
    print(f"{path.relative_to(ROOT)}: {len(kept)} weights, limits {limits}")


def report(given: list[Row], scores: np.ndarray, warn: float, block: float) -> dict[str, Any]:
    """What was seen out of fold."""
    pushy = np.array([row.pushy for row in given])
    public = np.array([row.block.startswith("normal") for row in given])
    ours = ~public
    share = lambda where: round(float(where.mean()), 4) if where.size else None  # noqa: E731
    return {
        "pushy": int((ours & pushy).sum()),
        "honest": int((ours & ~pushy).sum()),
        "auc": round(float(roc_auc_score(pushy[ours], scores[ours])), 4),
        "pushy warned": share(scores[ours & pushy] >= warn),
        "pushy blocked": share(scores[ours & pushy] >= block),
        "honest warned": share(scores[ours & ~pushy] >= warn),
        "honest blocked": share(scores[ours & ~pushy] >= block),
        "public warned": {
            name.removeprefix("normal: "): share(scores[np.array([r.block == name for r in given])] >= warn)
            for name in sorted({row.block for row in given if row.block.startswith("normal")})
        },
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("languages", nargs="+", choices=sorted(WORDS))
    parser.add_argument("--look", action="store_true", help="print the out-of-fold figures and write nothing")
    asked = parser.parse_args()
    for language in asked.languages:
        train(language, asked.look)
