"""Train the model of understanding: `python tools/train_understand.py [--look]`; scikit-learn is needed here only.

Rules
1. Trained on replies that were written for it (training/replies/*.jsonl). Half of the newest files (`NEWEST`), by the CRC of
   the id, is set apart ("dev"), read by nobody who wrote the rules, and only counted at the end.
2. Limits are chosen on chances from out of fold, on the other hand's replies; a fold is whole files of both languages, never
   lines of one, as one hand repeats itself and translates itself. For each intent the limit of the best F1; for
   stop and satisfied the least at which a share of what the model alone calls so is right (`RIGHT`). The model is
   not told of a no of the rules, since these know the replies that it is trained on better than new ones.
3. Texts of several meanings are too rare, so pairs of replies of one language are joined and stand beside them.
"""

import argparse
import json
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from softsell.advise.catalogue import empty  # noqa: E402
from softsell.advise.reading import classify  # noqa: E402
from softsell.advise.reading.judged import flags, mix  # noqa: E402
from softsell.advise.reading.refusing import says_stop  # noqa: E402
from softsell.advise.text import where  # noqa: E402
from softsell.advise.understand import rules, understand  # noqa: E402
from softsell.core.hearing import TROUBLES  # noqa: E402

INTENTS = (
    "trouble", "question", "recommend", "need", "satisfied", "not_interested", "later", "stop", "bought", "person", "thanks",
    "support", "unclear",
)  # fmt: skip
LABELS = INTENTS + tuple(f"trouble:{name}" for name in TROUBLES)
NEWEST = ("9", "10", "11")
BITS, C, FOLDS, MIXED = 15, 4.0, 4, 700  # rows of the table; inverse of the ridge; folds; joined pairs a language
JOINTS = {"en": (". ", " ", ", ", "\n", " - ", " and ", " but "), "is": (". ", " ", ", ", "\n", " - ", " og ", " en ")}
RIGHT = {"stop": 0.85, "satisfied": 0.9}  # of what is called so, out of fold
PATH = ROOT / "softsell" / "advise" / "reading" / "model.msgpack"
Row = dict[str, Any]


def rows() -> list[Row]:
    """Every reply, with `own` (written by the hand that wrote the rules) and `dev`."""
    found = []
    for path in sorted((ROOT / "training" / "replies").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            row["own"] = row["id"].startswith("own")
            row["file"] = path.stem.split("-", 1)[1]
            row["dev"] = row["file"] in NEWEST and crc32(row["id"].encode()) % 2 == 1
            found.append(row)
    return found


def joined(given: list[Row]) -> list[Row]:
    """Rule 3."""
    dice, found = random.Random(3), []
    for lang, joints in JOINTS.items():
        of = [row for row in given if row["lang"] == lang and row["intents"] != ["unclear"] and len(row["text"]) < 200]
        for _ in range(MIXED):
            one, other = dice.sample(of, 2)
            text = one["text"].rstrip(".") + dice.choice(joints) + other["text"]
            found.append({"id": f"{one['id']} {other['id']}", "lang": lang, "text": text, "own": True, "dev": False,
                          "classes": labels(one) | labels(other)})  # fmt: skip
    return found


def labels(row: Row) -> set[str]:
    """The labels of a reply."""
    if "classes" in row:
        return set(row["classes"])
    return {*row["intents"]} | ({f"trouble:{row['trouble']}"} if row.get("trouble") else set())


def told(row: Row) -> list[tuple[str, list[str]]]:
    """The whole text and its sentences, each with its flags."""
    text = row["text"]
    parts = [text[a:b] for a, b in where(text)]
    found = []
    for one in [text, *(parts if len(parts) > 1 else [])]:
        read = rules(one, empty(), 0)
        found.append((one, flags(one, read.intents, read.troubles)))
    return found


def rarity(given: list[list[tuple[str, list[str]]]]) -> np.ndarray:
    """How rare the features of each place are: 1 + log(texts / texts that have it), in sixteenths."""
    seen = np.zeros(1 << BITS)
    for (text, flagged), *_ in given:
        for block in classify.features(text, flagged):
            seen[np.unique(np.array(block, np.int64) & ((1 << BITS) - 1))] += 1
    return np.clip(np.round((np.log((len(given) + 1) / (seen + 1)) + 1) * 16), 0, 255).astype(np.uint8)


def matrix(given: list[tuple[str, list[str]]], rare: np.ndarray) -> csr_matrix:
    """The vectors of texts."""
    made = [classify.vector(text, flagged, rare.astype(np.float32) / 16) for text, flagged in given]
    ends = np.cumsum([0, *(len(places) for places, _ in made)])
    data, places = np.concatenate([v for _, v in made]), np.concatenate([p for p, _ in made])
    return csr_matrix((data, places, ends), shape=(len(given), 1 << BITS))


def fit(
    given: list[Row], seen: list[list[tuple[str, list[str]]]], limits: dict[str, float], record: dict[str, str]
) -> bytes:
    """The model of some replies, packed."""
    rare = rarity(seen)
    of = matrix([one[0] for one in seen], rare)
    weights, bias = np.zeros((1 << BITS, len(LABELS))), []
    for n, label in enumerate(LABELS):
        yes = np.array([label in labels(row) for row in given])
        trained = LogisticRegression(C=C, max_iter=5000, solver="liblinear", dual=True).fit(of, yes)
        weights[:, n] = trained.coef_[0]
        bias.append(round(float(trained.intercept_[0]), 4))
    step = float(np.quantile(np.abs(weights[weights != 0]), 0.9999)) / 127
    octets = (np.clip(np.round(weights / step), -127, 127) + 128).astype(np.uint8).tobytes()
    model = classify.Model(
        LABELS, tuple(limits.get(label, 0.5) for label in LABELS), rare.tobytes(), octets, step, tuple(bias), record
    )
    return msgspec.msgpack.encode(model, order="deterministic")


def mixed(model: classify.Weighed, seen: list[tuple[str, list[str]]]) -> dict[str, float]:
    """The chances of a reply as `judged.mix` makes them."""
    of = [classify.chances(model, text, flagged) for text, flagged in seen]
    return mix(of[0], of[1:] or of)


def best_limit(chance: np.ndarray, yes: np.ndarray, label: str) -> float:
    """Rule 2."""
    tried = np.arange(0.06, 0.9, 0.02)
    if label in RIGHT:
        for limit in tried:
            hit = chance >= limit
            if yes[hit].sum() >= RIGHT[label] * hit.sum() or limit > 0.85:
                return round(float(limit), 3)
    f1 = [2 * (yes & (chance >= t)).sum() / max(1, yes.sum() + (chance >= t).sum()) for t in tried]
    smooth = np.convolve(f1, np.ones(3) / 3, mode="same")[1:-1]  # a peak of one reply is chance
    return round(float(tried[1 + int(np.argmax(smooth))]), 3)


def out_of_fold(train: list[Row], seen: list[list[tuple[str, list[str]]]]) -> dict[int, dict[str, float]]:
    """The chances of what another hand wrote, each by a model that saw no line of its file (rule 2)."""
    fold = np.array([-1 if row["own"] else int(row["file"]) % FOLDS for row in train])
    out: dict[int, dict[str, float]] = {}
    for n in range(FOLDS):
        kept = [at for at in range(len(train)) if fold[at] != n]
        more = joined([train[at] for at in kept])
        model = classify.decode(fit([train[a] for a in kept] + more, [seen[a] for a in kept] + heard(more), {}, {}))
        out |= {int(at): mixed(model, seen[at]) for at in np.flatnonzero(fold == n)}
        print(f"fold {n + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return out


def heard(given: list[Row]) -> list[list[tuple[str, list[str]]]]:
    """`told` of many."""
    with ProcessPoolExecutor(2) as many:
        return list(many.map(told, given, chunksize=64))


def main(look: bool) -> None:
    """Train, choose, report, and write unless only to look."""
    given = rows()
    train = [row for row in given if not row["dev"]]
    seen = heard(train)
    out = out_of_fold(train, seen)
    order = sorted(out)
    limits = {}
    for label in LABELS:
        yes = np.array([label in labels(train[at]) for at in order])
        limits[label] = best_limit(np.array([out[at][label] for at in order]), yes, label)
    figures = {"out of fold": of_fold(train, order, out, limits), "limits": limits}
    print(json.dumps(figures))
    more = joined(train)
    record = {
        "source": "softsell's own model, trained on replies written for it (tools/train_understand.py)",
        "trained": f"{len(train)} replies, {len(more)} joined pairs; {len(given) - len(train)} set apart",
        "figures": json.dumps(figures),
    }
    packed = fit(train + more, seen + heard(more), limits, record)
    print(json.dumps({"dev": measured([row for row in given if row["dev"]], classify.decode(packed))}))
    if not look:
        PATH.write_bytes(packed)


def of_fold(
    train: list[Row], order: list[int], out: dict[int, dict[str, float]], limits: dict[str, float]
) -> dict[str, float]:
    """The F1 over texts and intents, out of fold, before `judged.judge`'s last rules."""
    hit = said = true = 0
    for at in order:
        found = {name for name in INTENTS[:-1] if out[at][name] >= limits[name]}
        found |= {"stop"} if says_stop(train[at]["text"]) else set()
        found = found or {"unclear"}
        hit, said, true = (
            hit + len(found & {*train[at]["intents"]}),
            said + len(found),
            true + len(train[at]["intents"]),
        )
    return {"texts": len(order), "f1": round(2 * hit / (said + true), 4)}


def measured(given: list[Row], model: classify.Weighed) -> dict[str, Any]:
    """What `understand` makes of replies, by language."""
    found: dict[str, Any] = {}
    for lang in ("en", "is"):
        of = [row for row in given if row["lang"] == lang]
        heard = [understand(row["text"], lang, empty(), 0, model) for row in of]
        pairs = [({*row["intents"]}, {*one.intents}) for row, one in zip(of, heard, strict=True)]
        hit = sum(len(true & said) for true, said in pairs)
        stops = [(("stop" in true), ("stop" in said)) for true, said in pairs]
        named = [(row["trouble"], one.trouble) for row, one in zip(of, heard, strict=True) if row.get("trouble")]
        found[lang] = {
            "texts": len(of),
            "intents f1": round(2 * hit / max(1, sum(len(true) + len(said) for true, said in pairs)), 4),
            "stop": [sum(t and s for t, s in stops), sum(t for t, _ in stops), sum(s for _, s in stops)],
            "satisfied wrong": sum("satisfied" in said - true for true, said in pairs),
            "trouble class": round(sum(a == b for a, b in named) / max(1, len(named)), 4),
            "by intent": {
                name: [
                    sum(name in t & s for t, s in pairs),
                    sum(name in t for t, _ in pairs),
                    sum(name in s for _, s in pairs),
                ]
                for name in INTENTS
            },
        }
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--look", action="store_true", help="print the figures and write nothing")
    main(parser.parse_args().look)
