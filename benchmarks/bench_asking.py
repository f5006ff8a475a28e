"""Which question, and when to show: LastFM-star (local data), our asker (`softsell.advise.choosing.belief`) beside simpler ones.

Protocol: one item is wanted ("one of two": either of two will do, they share the first attribute, and "yes" is said of what
either has; whether the published figures count so is not known). The dialogue opens with one of its attributes, drawn by a seed;
each turn asks about one attribute ("yes", "no", or "don't know") or shows k items; showing the wanted one ends it well.
Not found within the turns counts as that many turns. `paper`: k 10, 15 turns, true answers, the first 4,000 test pairs.
`realistic`: k 3, 8 turns, one answer in five is "don't know"; `wrong`: the same with 5 % of the answers wrong.
The asker knows the items' attributes, and (rows "with history") what the user listened to in the training part: who shares
attributes with it is likelier, in proportion, and what was listened to already is not wanted. Nothing was chosen on these
pairs; the worth of a move was, on pairs of users who have none among them. Peers in the same run, all with Bayes:
attributes in random order, in a fixed order (the most common first), and always the one of most bits ("max entropy"), each
shown when a quarter is held by the k likeliest.
The data is not ours and lies outside the repository; where it is absent the benchmark says so.
"""

import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import common
import numpy as np

from softsell.advise.choosing import belief as ask

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "lastfm-star" / "lastfm_star.json.gz"
PAIRS, LOOKED_AT = 4_000, 4  # test pairs; how many of the best questions the look-ahead compares
RULES = {
    "paper": {"k": 10, "turns": 15, "dont": 0.0, "wrong": 0.0},
    "realistic": {"k": 3, "turns": 8, "dont": 0.2, "wrong": 0.0},
    "wrong": {"k": 3, "turns": 8, "dont": 0.2, "wrong": 0.05},
}
LEAST_EPS = 0.001  # no answer is taken for certain
NEW = 0.01  # the prior of an item that shares nothing with the history, beside a likeness of 0 to 1
OTHER = 1e-9


class World:
    """Items by attributes, and who listened to what."""

    def __init__(self, told: dict[str, Any]) -> None:
        names = sorted(told["item_attributes"], key=int)
        self.rows = {int(name): row for row, name in enumerate(names)}
        self.own = [np.array(sorted(set(told["item_attributes"][name]))) for name in names]
        self.n, self.m = len(names), 1 + max(int(one.max()) for one in self.own)
        self.item = np.repeat(np.arange(self.n), [len(one) for one in self.own])
        self.attribute = np.concatenate(self.own)
        order = np.argsort(self.attribute, kind="stable")
        self.count = np.bincount(self.attribute, minlength=self.m)
        self.having = np.split(self.item[order], np.cumsum(self.count)[:-1])
        self.train = {u: np.array([self.rows[i] for i in v if i in self.rows], int) for u, v in told["train"].items()}
        weight = np.log(self.n / np.maximum(1, self.count))[self.attribute]
        length = np.sqrt(np.bincount(self.item, weights=weight**2, minlength=self.n))
        self.weight = weight / np.maximum(length[self.item], 1e-9)

    def mass(self, belief: ask.Floats) -> ask.Floats:
        """The belief in every attribute."""
        return np.bincount(self.attribute, weights=belief[self.item], minlength=self.m)

    def prior(self, user: str, history: bool) -> ask.Floats:
        """The belief before a word: alike for all, or by likeness (cosine of attributes, rare ones weigh more)."""
        heard = self.train.get(user, np.zeros(0, int))
        if not history or not len(heard):
            return np.full(self.n, 1 / self.n)
        chosen = np.isin(self.item, heard)
        taste = np.bincount(self.attribute[chosen], weights=self.weight[chosen], minlength=self.m) / len(heard)
        found = NEW + np.bincount(self.item, weights=self.weight * taste[self.attribute], minlength=self.n)
        found[heard] = OTHER
        return np.asarray(found / found.sum())

    def opened(self, belief: ask.Floats, attribute: int) -> ask.Floats:
        """The belief after one attribute was volunteered, one of as many as an item has."""
        likelihood = np.full(self.n, OTHER)
        likelihood[self.having[attribute]] = [1 / len(self.own[row]) for row in self.having[attribute]]
        return ask.learn(belief, likelihood)

    def yes(self, attribute: int, eps: float, belief: ask.Floats | None = None) -> ask.Floats:
        """P("yes" | item is wanted). With `belief` another one is wanted too, and may be what has the attribute."""
        likelihood = np.full(self.n, eps if belief is None else max(eps, float(belief[self.having[attribute]].sum())))
        likelihood[self.having[attribute]] = 1 - eps
        return likelihood


Picker = Callable[[World, ask.Floats, "ask.Mask", dict[str, Any], int, float, np.random.Generator], int]


def softsell(
    world: World,
    belief: ask.Floats,
    asked: ask.Mask,
    rule: dict[str, Any],
    left: int,
    eps: float,
    dice: np.random.Generator,
) -> int:
    """The attribute to ask about, or SHOW: the look-ahead of `belief.move` over the questions of most bits."""
    bits = told(world, belief, asked, eps)
    best = np.argpartition(bits, -LOOKED_AT)[-LOOKED_AT:]
    best = best[np.argsort(-bits[best], kind="stable")]
    other = belief if rule.get("wanted") == 2 else None
    questions = [(yes, 1 - yes) for yes in (world.yes(int(one), eps, other) for one in best)]
    place = ask.move(belief, rule["k"], questions, left, rule["dont"])
    return ask.SHOW if place == ask.SHOW else int(best[place])


def told(world: World, belief: ask.Floats, asked: ask.Mask, eps: float) -> ask.Floats:
    """What each attribute would tell, in bits."""
    mass = np.clip(world.mass(belief), 0.0, 1.0)
    says = np.array([[eps, 1 - eps], [1 - eps, eps]])
    return np.where(asked, -1.0, ask.information(np.stack([1 - mass, mass], axis=1), says))


def plain(score: Callable[[World, ask.Floats, ask.Mask, float, np.random.Generator], ask.Floats]) -> Picker:
    """An asker that shows when a quarter is held by the k likeliest, and else asks by a score."""

    def pick(
        world: World, belief: ask.Floats, asked: ask.Mask, rule: dict[str, Any], left: int, eps: float,
        dice: np.random.Generator,
    ) -> int:  # fmt: skip
        if left <= 1 or ask.held(belief, rule["k"]) >= 0.25:
            return ask.SHOW
        return int(np.argmax(score(world, belief, asked, eps, dice)))

    return pick


ASKERS: dict[str, Picker] = {
    "softsell": softsell,
    "max_entropy": plain(lambda world, belief, asked, eps, dice: told(world, belief, asked, eps)),
    "fixed_order": plain(lambda world, belief, asked, eps, dice: np.where(asked, -1, world.count)),
    "random_order": plain(lambda world, belief, asked, eps, dice: np.where(asked, -1, dice.random(world.m))),
}


def dialogue(
    world: World, pick: Picker, belief: ask.Floats, wanted: list[int], rule: dict[str, Any], dice: np.random.Generator
) -> tuple[bool, int]:
    """One dialogue: whether it was found, and in which turn."""
    eps = max(LEAST_EPS, rule["wrong"])
    first = int(
        dice.choice(np.intersect1d(*[world.own[one] for one in wanted]) if len(wanted) > 1 else world.own[wanted[0]])
    )
    belief, asked = world.opened(belief, first), np.zeros(world.m, np.bool_)
    asked[first] = True
    for turn in range(1, rule["turns"] + 1):
        choice = pick(world, belief, asked, rule, rule["turns"] - turn + 1, eps, dice)
        if choice == ask.SHOW:
            shown = ask.likeliest(belief, rule["k"])
            if np.isin(wanted, shown).any():
                return True, turn
            belief = ask.decline(belief, shown)
            continue
        asked[choice] = True
        luck, slip = dice.random(2)
        if luck >= rule["dont"]:
            yes = any(choice in world.own[one] for one in wanted) != (slip < rule["wrong"])
            likely = world.yes(choice, eps, belief if len(wanted) > 1 else None)
            belief = ask.learn(belief, likely if yes else 1 - likely)
    return False, int(rule["turns"])


def row(
    world: World, pick: Picker, cases: list[tuple[str, list[int]]], rule: dict[str, Any], history: bool
) -> dict[str, Any]:
    """Success with Wilson's interval, mean turns with theirs (normal)."""
    found, turns = 0, []
    for n, (user, wanted) in enumerate(cases):
        good, took = dialogue(world, pick, world.prior(user, history), wanted, rule, np.random.default_rng([17, n]))
        found += good
        turns.append(took)
    low, high = common.wilson(found, len(cases))
    mean, half = float(np.mean(turns)), 1.96 * float(np.std(turns)) / math.sqrt(max(1, len(turns)))
    return {
        "n": len(cases), "success": round(found / max(1, len(cases)), 4), "low": round(low, 4), "high": round(high, 4),
        "turns": round(mean, 3), "turns_low": round(mean - half, 3), "turns_high": round(mean + half, 3),
    }  # fmt: skip


def made_up() -> dict[str, Any]:
    """A small world for a quick run."""
    dice = np.random.default_rng(3)
    items = {str(n): dice.choice(60, int(dice.integers(2, 9)), replace=False).tolist() for n in range(200)}
    test = {str(u): dice.integers(0, 200, 3).tolist() for u in range(5)}
    return {"item_attributes": items, "train": {"0": [1, 2]}, "test": test, "multi": {}}


def read() -> dict[str, Any]:
    """The data as `World` wants it."""
    told = json.loads(gzip.decompress(DATA.read_bytes()))
    return {
        "item_attributes": told["item_attributes"], "train": told["interactions"]["train"],
        "test": told["interactions"]["test"], "multi": told["multi_target_test"],
    }  # fmt: skip


if __name__ == "__main__":
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    figures: dict[str, Any] = {"data": DATA.exists()}
    if given.quick or DATA.exists():
        data = made_up() if given.quick else read()
        world = World(data)
        single = [(u, [world.rows[i]]) for u, v in data["test"].items() for i in v if i in world.rows][:PAIRS]
        double = [(u, [world.rows[i] for i in pair]) for u, v in data["multi"].items() for pair in v]
        double = [one for one in double if len(np.intersect1d(*[world.own[x] for x in one[1]]))][:PAIRS]
        for name, rule in RULES.items():
            for asker, pick in ASKERS.items():
                for history in (False, True):
                    if history and asker != "softsell":
                        continue
                    label = f"{name}, {asker}" + (", with history" if history else "")
                    figures[label] = row(world, pick, single, rule, history)
                    common.say(f"{label}: {figures[label]}")
                    if double and (given.full or (name == "paper" and asker == "softsell")):
                        figures[f"{label}, one of two"] = row(world, pick, double, rule | {"wanted": 2}, history)
                        common.say(f"{label}, one of two: {figures[f'{label}, one of two']}")
    common.report("asking", given, figures, before)
