"""Learn the figures of the answers' ranking and confidence: `python tools/train_answers.py [--look]`; numpy is enough.

Rules
1. Learnt on questions of our own (training/answers: the demonstration shop's help, and two invented shops of near twins,
   with what they have not answered) and on banking77 (CC BY 4.0) and clinc150 (CC BY 3.0) made into help pages. StackFAQ is
   not opened here.
2. The ranking is listwise (Cao et al. 2007, one right answer among the candidates), the confidence logistic. No weight may
   speak against what it stands for: none is below nought in the ranking, and what is missed or unknown never adds.
3. Figures are out of fold, and a fold is a whole set: its questions, passages and both its languages are unseen.
4. The limits are chosen on our own sets, out of fold: the lowest at which wrong answers are at most `WRONG` of what is asked
   in each language, and of these at most `WRONG_SHORT` to questions with a word that is not met.
"""

import argparse
import csv
import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from softsell.advise import knowledge  # noqa: E402
from softsell.advise.answering import retrieve, weighing  # noqa: E402
from softsell.advise.answering.retrieve import Match  # noqa: E402
from softsell.advise.knowledge import Knowledge, Passage  # noqa: E402
from softsell.advise.tables.weights import RANK, SURENESS  # noqa: E402

DATA, OURS = ROOT.parent / "shared" / "data", ROOT / "training" / "answers"
PATH = ROOT / "softsell" / "advise" / "tables" / "weights.py"
AT = datetime(2026, 1, 1, tzinfo=UTC)
OWN, OWN_SHARE = 3, 0.75  # how often ours count in the ranking; their share of all weight in the confidence
WRONG, WRONG_SHORT = 0.015, 0.005  # of what is asked: below the aim of 0.02, because a new shop is always harder
INVENTED = ("twins", "kitchen")  # shops with near twins, and what they have not answered
LIMITS = [round(n / 50, 2) for n in range(25, 50)]  # from 0.5: what is said is to be likelier right than wrong
RIDGE_RANK, RIDGE_SURE = 3e-3, 1e-2
Floats = NDArray[np.float64]
Asked = tuple[str, str]  # the question, and the id of its passage; "-" for none


class Set:
    """Passages, what is asked of them, and what the search finds for each question."""

    def __init__(self, name: str, known: Knowledge, asked: list[Asked]) -> None:
        self.name, self.asked = name, asked
        self.own = name.startswith(("shop", *INVENTED))
        self.fold = name.partition(" ")[0]
        self.found: list[list[Match]] = [retrieve.search(known, text) for text, _ in asked]
        print(f"{name}: {len(known.passages)} passages, {len(asked)} questions", file=sys.stderr, flush=True)


def rows(path: Path) -> list[list[str]]:
    """A table without a head, parted by tabulators."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def own() -> list[Set]:
    """The sets of rule 4."""
    shop = knowledge.decode((ROOT / "softsell" / "demo" / "shop" / "knowledge.json").read_text(encoding="utf-8"))
    folders = [("shop", shop, OURS)]
    for name in INVENTED:
        made = (
            Passage(id=i, topic="other", title={"en": te, "is": ti}, text={"en": xe, "is": xi}, as_of=AT)
            for i, te, ti, xe, xi in rows(OURS / name / "shop.tsv")
        )
        folders.append((name, Knowledge(passages=tuple(made), as_of=AT), OURS / name))
    return [
        Set(f"{name} {lang}", known, [(text, right) for right, text in rows(folder / f"{lang}.tsv")])
        for name, known, folder in folders
        for lang in ("en", "is")
    ]


def others() -> list[Set]:
    """Questions of a bank and of an assistant as help pages: bare titles, and titles with a text that wanders off."""
    bank: dict[str, list[str]] = {}
    with (DATA / "banking77" / "train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            bank.setdefault(row["category"], []).append(row["text"])
    whole = json.loads((DATA / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    domains = json.loads((DATA / "clinc150" / "domains.json").read_text(encoding="utf-8"))
    helper: dict[str, list[str]] = {}
    for text, label in whole["train"]:
        helper.setdefault(label, []).append(text)
    of = {label: domain for domain, labels in domains.items() for label in labels}
    beside = [(text, "-") for text, _ in whole["oos_val"]]
    return [
        Set("bank texts", *pages(bank, {}, 7, 5)),
        Set("bank titles", *pages(bank, {}, 0, 4)),
        Set("helper texts", *_with(pages(helper, of, 7, 4), beside)),
        Set("helper titles", *pages(helper, of, 0, 3)),
    ]


def _with(made: tuple[Knowledge, list[Asked]], more: list[Asked]) -> tuple[Knowledge, list[Asked]]:
    return made[0], made[1] + more


def pages(by: dict[str, list[str]], domains: dict[str, str], wander: int, many: int) -> tuple[Knowledge, list[Asked]]:
    """A passage for each label: one of its questions is the title; the text is another and `wander` of its neighbours'."""
    dice, passages, asked = random.Random(3), [], []
    for label in sorted(by):
        texts = dice.sample(by[label], len(by[label]))
        near = [one for one in sorted(by) if one != label and domains.get(one) == domains.get(label)]
        said = texts[1:2] + [dice.choice(by[dice.choice(near)]) for _ in range(wander)] if wander else []
        said = dice.sample(said, len(said))
        passages.append(Passage(id=label, topic="other", title={"en": texts[0]}, text={"en": " ".join(said)}, as_of=AT))
        asked += [(text, label) for text in texts[2 : 2 + many]]
    return Knowledge(passages=tuple(passages), as_of=AT), asked


def lists(one: Set) -> list[tuple[Floats, int]]:
    """For each question whose passage is among the candidates: their evidence, and the place of the right one."""
    found = []
    for (_, right), matches in zip(one.asked, one.found, strict=True):
        ids = [match.passage.id for match in matches]
        if right in ids:
            found.append((np.array([values(match) for match in matches]), ids.index(right)))
    return found


def values(match: Match) -> list[float]:
    """What speaks for a passage, in the order of RANK."""
    return [float(getattr(match.evidence, name)) for name in RANK]


def ranking(given: list[tuple[Floats, int]]) -> Floats:
    """The weights of RANK by softmax over the candidates."""
    most = max(len(cells) for cells, _ in given)
    cells, absent = np.zeros((len(given), most, len(RANK))), np.full((len(given), most), -1e9)
    for n, (some, _) in enumerate(given):
        cells[n, : len(some)], absent[n, : len(some)] = some, 0
    right = cells[np.arange(len(given)), [at for _, at in given]]

    def slope(weights: Floats) -> Floats:
        scores = cells @ weights + absent
        chance = np.exp(scores - scores.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        return ((chance[:, :, None] * cells).sum(1) - right).mean(0) + RIDGE_RANK * weights

    return descend(slope, np.ones(len(RANK)), np.ones(len(RANK)), 400, 0.05)


def descend(slope: Any, start: Floats, signs: Floats, steps: int, pace: float) -> Floats:
    """The least of a convex function (Adam, Kingma & Ba 2015) with every weight on the side that its sign allows (0: any)."""
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        now = slope(weights)
        first, second = 0.9 * first + 0.1 * now, 0.999 * second + 0.001 * now * now
        weights -= pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.where(weights * signs < 0, 0.0, weights)
    return weights


def told(one: Set, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """For each question: what the confidence is made of, whether the first passage is right, whether it may be said at all.

    A question that finds nothing is a row of noughts that may not be said.
    """
    cells, right, state = [], [], []
    for (text, want), matches in zip(one.asked, one.found, strict=True):
        if not matches:
            cells.append([0.0] * len(SURENESS)), right.append(0.0), state.append(0)
            continue
        scored = [replace(match, score=float(np.dot(weights, values(match)))) for match in matches]
        scored.sort(key=lambda match: (-match.score, match.passage.id))
        best = scored[0]
        fits = retrieve.fits(best.passage, text)
        parts = weighing.sureness(best.evidence, retrieve.rivals(scored), fits)
        cells.append([parts[name] for name in SURENESS])
        right.append(float(best.passage.id == want))
        state.append((2 if best.evidence.missed == 0 else 1) if fits else 0)
    return np.array(cells), np.array(right), np.array(state)


def confidence(given: list[tuple[Floats, Floats, float]]) -> Floats:
    """The weights of SURENESS; each row of a set counts as the set does."""
    cells, right = np.concatenate([c for c, _, _ in given]), np.concatenate([r for _, r, _ in given])
    counts = np.concatenate([np.full(len(r), weight) for _, r, weight in given])
    signs = np.array([{"base": 0, "missed": -1, "unknown": -1}.get(name, 1) for name in SURENESS], dtype=float)

    def slope(weights: Floats) -> Floats:
        off = counts * (chance(cells, weights) - right)
        return (cells * off[:, None]).sum(0) / counts.sum() + RIDGE_SURE * weights * (signs != 0)

    return descend(slope, np.zeros(len(SURENESS)), signs, 3000, 0.03)


def chance(cells: Floats, weights: Floats) -> Floats:
    """How likely each is right."""
    return np.asarray(1 / (1 + np.exp(-(cells @ weights))))


def limits(seen: list[tuple[Set, Floats, Floats, Floats]]) -> tuple[float, float]:
    """Rule 4: (every word met, one not met)."""

    def wrong(least: int, limit: float, most: float) -> bool:
        for lang in ("en", "is"):
            of = [one for one in seen if one[0].name.endswith(lang)]
            bad = sum(int(((state == least) & (sure >= limit) & (right == 0)).sum()) for _, sure, right, state in of)
            if bad > most * sum(len(right) for _, _, right, _ in of):
                return False
        return True

    surer = next((limit for limit in LIMITS if wrong(1, limit, WRONG_SHORT)), LIMITS[-1])
    return next((limit for limit in LIMITS if wrong(2, limit, WRONG - WRONG_SHORT)), LIMITS[-1]), surer


def learnt(sets: list[Set]) -> tuple[Floats, Floats]:
    """The weights of ranking and confidence from some sets, rounded as they are written."""
    rank = ranking([one for of in sets for one in lists(of) * (OWN if of.own else 1)]).round(2)
    used = [of for of in sets if of.own or "texts" in of.name]
    many = {own: sum(len(of.asked) for of in used if of.own is own) for own in (True, False)}
    each = {True: OWN_SHARE / many[True], False: (1 - OWN_SHARE) / max(1, many[False])}
    sure = confidence([(*told(of, rank)[:2], each[of.own]) for of in used]).round(2)
    return rank, sure


def at_95(chances: Floats, right: Floats, state: Floats) -> float:
    """The largest share that could be answered with 95 in a hundred right, the surest first."""
    order = np.argsort(-np.where(state > 0, chances, -1.0), kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    return round(float((np.flatnonzero(share >= 0.95).max(initial=-1) + 1) / len(order)), 4)


def figures(seen: list[tuple[Set, Floats, Floats, Floats]], sure: float, surer: float) -> dict[str, Any]:
    """What is so out of fold: first right of those that have an answer; answered and wrong of all that is asked."""
    made = {}
    for one, chances, right, state in seen:
        said = ((state == 2) & (chances >= sure)) | ((state == 1) & (chances >= surer))
        have = np.array([want != "-" for _, want in one.asked])
        made[one.name] = {
            "asked": len(have), "first": round(float(right[have].mean()), 4),
            "answered right": round(float((said & (right == 1)).sum() / have.sum()), 4),
            "wrong": int((said & (right == 0)).sum()),
            "at 95": at_95(chances, right, state),
        }  # fmt: skip
    return made


def written(rank: Floats, sure: Floats, limit: float, limit_short: float) -> str:
    """The file of the figures."""
    head = "The figures of the answers' ranking and confidence. Written by tools/train_answers.py; not changed by hand."
    body = f'"""{head}"""\n\n'
    for name, keys, values in (("RANK", RANK, rank), ("SURENESS", SURENESS, sure)):
        lines = "".join(f'    "{key}": {float(value):g},\n' for key, value in zip(keys, values, strict=True))
        body += f"{name} = {{\n{lines}}}\n"
    return (
        f"{body}# Below it a person answers: when every word of the question is met, and when one is not.\n"
        f"SURE, SURER = {limit:g}, {limit_short:g}\n"
    )


def main(look: bool) -> None:
    """Learn fold by fold, choose the limits, learn on everything, and write unless only to look."""
    sets = own() + others()
    seen = []
    for fold in dict.fromkeys(one.fold for one in sets):
        rank, sure = learnt([one for one in sets if one.fold != fold])
        for one in (one for one in sets if one.fold == fold):
            cells, right, state = told(one, rank)
            seen.append((one, chance(cells, sure), right, state))
    limit, limit_short = limits([one for one in seen if one[0].own])
    print(json.dumps({"out of fold": figures(seen, limit, limit_short), "limits": [limit, limit_short]}, indent=1))
    made = written(*learnt(sets), limit, limit_short)
    print(made)
    if not look:
        PATH.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--look", action="store_true", help="print the figures and write nothing")
    main(parser.parse_args().look)
