"""Trains the model beside the rules: `python tools/train.py en is` writes softsell/voice/<lang>/model.msgpack.

Rules
1. Trained on our own sentences (training/*.jsonl) and, as texts that press nobody, on the "dev" halves of the public sets
   (benchmarks/texts.py). The other halves, the frozen pairs and the labelled public sets are never read here.
2. softsell's own phrases are among the calm texts: it may not warn of what it says itself.
3. The limits are chosen on out-of-fold scores: five folds, blocks of neighbouring lines kept together, so that a pushy
   sentence and its honest twin are never on both sides.
4. `python tools/train.py --look en` prints the out-of-fold figures and writes nothing.

Needs scikit-learn (the extra "train").
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import texts  # noqa: E402

from softsell.voice.model import NONE, Model, Sum, alone, features, judged, place, scale  # noqa: E402
from softsell.voice.normalise import board, normalise  # noqa: E402

BITS = 19  # of the table of weights
C = 2.0  # inverse strength of the ridge
ADDED = 0.3  # to the count of a feature in each class
CLIPPED = 0.9995  # of the weights, by size; the few beyond are cut to it
TOGETHER = 20  # neighbouring lines of a file that are in one fold
FOLDS = 5
MISSED = 0.005  # of what would be warned of, below the gate
HONEST_WARNED = {"en": 0.2, "is": 0.2}  # of our honest twins, out of fold
NORMAL_WARNED = 0.02  # of each public set, out of fold
OURS_WARNED = 0.15  # of our own ordinary texts, out of fold: they were written to be hard
REVIEWS_WARNED = 0.05  # of what customers write in their own voice, which no shop sends
HONEST_BLOCKED = 0.002
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
    """A passage: its words, the kind of text, whether it presses, whether a seller speaks to a reader, where it is from.

    `block`: the file and the number of the block of lines, or "normal: " and the name of the public set.
    """

    words: list[str]
    kind: str
    pushy: bool
    letter: bool
    block: str


def words_of(text: str) -> list[str]:
    """The words as the lint reads them."""
    return [word for of in board(normalise(text.removeprefix("Subject:"))).words for word in of]


def rows(lang: str) -> list[Row]:
    """Everything that may be trained on."""
    found = []
    for path in sorted((ROOT / "training").glob(f"{lang}*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            letter = not row["category"].startswith("normal_")
            block = f"{path.stem} {number // TOGETHER}"
            found.append(Row(words_of(row["text"]), row["kind"], row["pushy"], letter, block))
    for text in own(lang):
        kind = "button" if len(text.split()) < 4 else "body"
        found += [Row(words_of(text), each, False, True, "own 0") for each in (kind, "letter")]
    for name, set_of in texts.normal().items() if texts.SHARED.is_dir() else ():
        if name.startswith("is-") == (lang == "is"):
            found += [
                Row(words_of(t), "body", False, False, f"normal: {name}") for t in set_of if texts.half(t) == "dev"
            ]
    return [row for row in found if row.words]


def own(lang: str) -> list[str]:
    """What softsell itself says, sentence by sentence, with its slots as numbers."""
    found = []
    for path in sorted((ROOT / "softsell" / "voice" / lang).glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            said = re.sub(r"^[\w-]+ =|^\s+\.\w+ =|^#.*|\*?\[\w+\]", " ", line)
            said = re.sub(r"\{[^{}]*\}", "0", said)
            found += [part.strip() for part in re.split(r"(?<=[.?!])\s+", said) if re.search(r"[^\W\d_]", part)]
    demo = tomllib.loads((ROOT / "softsell" / "demo" / f"words.{lang}.toml").read_text(encoding="utf-8"))
    return found + list(_strings(demo))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case _:
            pass


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


def matrix(given: list[Row]) -> csr_matrix:
    """The features of the rows, by hash, scaled by the length of each."""
    mask, places, ends, values = (1 << BITS) - 1, [], [0], []
    for row in given:
        found = [place(feature, mask) for feature in features(row.words, row.kind)]
        places += found
        values += [scale(len(row.words))] * len(found)
        ends.append(len(places))
    made = csr_matrix((values, places, ends), shape=(len(given), 1 << BITS))
    made.sum_duplicates()
    return made


def leanings(of: csr_matrix, yes: np.ndarray) -> np.ndarray:
    """How far each feature leans to one class, as the size of the log of its odds (Wang and Manning 2012, NB-SVM).

    Features are scaled by it while the weights are found, so that what tells nothing costs more to use.
    """
    there = of.copy()
    there.data = np.ones_like(there.data)
    here, elsewhere = (np.asarray(there[rows].sum(axis=0)).ravel() + ADDED for rows in (yes, ~yes))
    return np.abs(np.log((here / here.sum()) / (elsewhere / elsewhere.sum())))


def fit(of: csr_matrix, yes: list[bool], balanced: bool) -> Sum:
    """The weights, in steps of one octet."""
    scaled = leanings(of, np.array(yes))
    trained = LogisticRegression(C=C, max_iter=1000, class_weight="balanced" if balanced else None)
    trained.fit(of @ diags(scaled), yes)
    weights = trained.coef_[0] * scaled
    step = float(np.quantile(np.abs(weights[weights != 0]), CLIPPED)) / 127
    octets = (np.clip(np.round(weights / step), -127, 127) + NONE).astype(np.uint8).tobytes()
    return Sum(octets, round(step, 6), round(float(trained.intercept_[0]), 4))


def scores(of: Sum, rows_of: csr_matrix) -> np.ndarray:
    """The score of every row."""
    return rows_of @ ((np.frombuffer(of.weights, np.uint8).astype(float) - NONE) * of.step) + of.bias


def both(given: list[Row], features_of: csr_matrix, where: np.ndarray) -> tuple[Sum, Sum]:
    """The two sums from the rows `where`: pressure from what sellers write, letter from everything."""
    seller = where & np.array([row.letter for row in given])
    pressure = fit(features_of[seller], [row.pushy for row, is_in in zip(given, seller, strict=True) if is_in], False)
    told = where & np.array([row.block != "own 0" for row in given])  # pages and letters alike: they tell nothing here
    letter = fit(features_of[told], [row.letter for row, is_in in zip(given, told, strict=True) if is_in], True)
    return pressure, letter


def out_of_fold(given: list[Row], features_of: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Both scores of every row by a model that has not seen its block."""
    pressing, speaking, of = np.zeros(len(given)), np.zeros(len(given)), folds(given)
    for fold in range(FOLDS):
        pressure, letter = both(given, features_of, of != fold)
        pressing[of == fold] = scores(pressure, features_of[of == fold])
        speaking[of == fold] = scores(letter, features_of[of == fold])
    return pressing, speaking


def limits(given: list[Row], lang: str, pressing: np.ndarray, speaking: np.ndarray) -> tuple[float, float, float]:
    """(warn, block, least letter): warn by our honest twins, then the least letter that keeps every public set calm."""
    twins = np.array([row.letter and not row.pushy and row.block != "own 0" for row in given])
    calm = np.array([not row.pushy for row in given])
    warn = float(np.quantile(pressing[twins], 1 - HONEST_WARNED[lang]))
    asked, least = weighed(given), -3.0
    sets = [row.block if row.block.startswith("normal") else "" if row.letter else "ours" for row in given]
    for name in {*sets} - {""}:
        of = np.array([each == name for each in sets])
        if of.sum() >= 50:  # a share of two in a hundred says nothing of a smaller one
            loud = np.sort(speaking[of & asked & (pressing >= warn)])[::-1]
            share = OURS_WARNED if name == "ours" else REVIEWS_WARNED if name.endswith("reviews") else NORMAL_WARNED
            allowed = int(share * of.sum())
            least = max(least, float(loud[allowed]) + 0.01 if len(loud) > allowed else -3.0)
    block = max(
        float(np.quantile(np.where(heard(given, speaking, least), pressing, -9)[calm], 1 - HONEST_BLOCKED)), warn
    )
    return warn, block, least


def weighed(given: list[Row]) -> np.ndarray:
    """Which rows the lint asks the model about at all."""
    return np.array([judged(row.words, row.kind) for row in given])


def heard(given: list[Row], speaking: np.ndarray, least: float) -> np.ndarray:
    """Which rows the model is heard on: in a body text only where the letter score reaches its limit."""
    return weighed(given) & ((speaking >= least) | np.array([row.kind != "body" for row in given]))


def gate(given: list[Row], letter: Sum, warned: np.ndarray) -> float:
    """The letter score of the words alone below which nearly nothing that would be warned of lies."""
    loud = [row.words for row, is_warned in zip(given, warned, strict=True) if is_warned]
    return float(np.quantile([letter.bias + alone(letter, w) * letter.step * scale(len(w)) for w in loud], MISSED))


def train(lang: str, look: bool) -> None:
    """Train, choose the limits, report, and write unless only to look."""
    given = rows(lang)
    features_of = matrix(given)
    pressing, speaking = out_of_fold(given, features_of)
    warn, block, least = limits(given, lang, pressing, speaking)
    figures = report(given, pressing, heard(given, speaking, least), warn, block)
    print(lang, json.dumps(figures, ensure_ascii=False))
    if look:
        return
    pressure, letter = both(given, features_of, np.ones(len(given), bool))
    record = WORDS[lang] | {
        "source": "softsell's own model, trained on sentences written for it (tools/train.py)",
        "trained": f"{sum(r.pushy for r in given)} pressing and {sum(not r.pushy for r in given)} calm texts",
        "figures": json.dumps(figures, ensure_ascii=False),
    }
    chosen = [
        round(limit, 3)
        for limit in (
            gate(
                given,
                letter,
                (pressing >= warn) & (speaking >= least) & np.array([row.kind == "body" for row in given]),
            ),
            warn,
            block,
            least,
        )
    ]
    path = ROOT / "softsell" / "voice" / lang / "model.msgpack"
    pressure.known.clear()
    letter.known.clear()
    path.write_bytes(msgspec.msgpack.encode(Model(pressure, letter, *chosen, record), order="deterministic"))
    print(f"{path.relative_to(ROOT)}: gate, warn, block, least letter {chosen}")


def report(given: list[Row], pressing: np.ndarray, listened: np.ndarray, warn: float, block: float) -> dict[str, Any]:
    """What was seen out of fold."""
    pushy = np.array([row.pushy for row in given])
    twins = np.array([row.letter and row.block != "own 0" for row in given])
    warned, blocked = listened & (pressing >= warn), listened & (pressing >= block)

    def share(of: np.ndarray, where: np.ndarray) -> float | None:
        return round(float(of[where].mean()), 4) if where.any() else None

    sets = sorted({row.block for row in given if row.block.startswith("normal")})
    where = {name.removeprefix("normal: "): np.array([row.block == name for row in given]) for name in sets}
    return {
        "pushy": int((twins & pushy).sum()),
        "honest": int((twins & ~pushy).sum()),
        "ordinary": int((~twins).sum()),
        "auc": round(float(roc_auc_score(pushy[twins], pressing[twins])), 4),
        "pushy warned": share(warned, twins & pushy),
        "pushy blocked": share(blocked, twins & pushy),
        "honest warned": share(warned, twins & ~pushy),
        "honest blocked": share(blocked, twins & ~pushy),
        "ordinary of ours warned": share(
            warned, ~twins & ~np.any([*where.values(), np.zeros(len(given), bool)], axis=0)
        ),
        "public warned": {name: share(warned, of) for name, of in where.items()},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("languages", nargs="+", choices=sorted(WORDS))
    parser.add_argument("--look", action="store_true", help="print the out-of-fold figures and write nothing")
    asked = parser.parse_args()
    for language in asked.languages:
        train(language, asked.look)
