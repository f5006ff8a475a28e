"""What a question is worth to the buyer: how much likelier it makes it that the few things then shown hold one that suits.

Rules (source: expected value of sample information, Raiffa and Schlaifer 1961; picking a few that cover many, Nemhauser,
Wolsey and Fisher 1978: the greedy choice is at least 1 - 1/e of the best)
1. A buyer has one product of the belief in mind and accepts another when it answers every open question as that one does;
   a question they would not care about (DONT) is no hindrance.
2. Without the question three are shown that suit most buyers; with it, three for each of its answers.
3. Buyers and products are drawn by belief, so this takes as long for a million products as for a hundred.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from softsell.advise.choosing.belief import DONT, Floats, Mask, Rows
from softsell.advise.shelves.index import Codes

BUYERS, SHELF, SHOWN = 192, 48, 3
HALF = 0.5  # the chance that what the catalogue does not know suits

Matrix = np.ndarray[Any, np.dtype[np.float64]]


class Asked(Struct, frozen=True, eq=False):
    """A question: the code of each product, and for the answers offered `accepts[meaning, n]` and `says[code, n]`."""

    codes: Codes
    accepts: Mask
    says: Floats


def lifts(drawn: Rows, questions: Sequence[Asked], shown: int = SHOWN) -> list[float]:
    """For each question the expected rise in the chance that one of `shown` is accepted, were it asked next.

    `drawn`: rows in the order of the catalogue, each as often as its belief (`belief.draw`), BUYERS of them or more.
    """
    buyers, shelf = _every(drawn, BUYERS), np.unique(_every(drawn, SHELF))
    suits = [_suits(one, shelf, buyers) for one in questions]
    whole = np.prod(suits, axis=0)
    each = np.full(len(buyers), 1 / len(buyers))
    now = cover(whole, each, shown)
    found = []
    for one, own in zip(questions, suits, strict=True):
        rest = whole / own
        says = np.ascontiguousarray(one.says[one.codes[buyers]].T)
        meanings = one.codes[shelf] >> 1
        meets = np.where(meanings == 0, HALF, one.accepts[meanings].T)
        after = cover(rest, each * (1 - says.sum(axis=0)), shown)
        for said, met in zip(says, meets, strict=True):
            some = met.nonzero()[0]  # what an answer rules out is not shown
            after += cover(rest[some] * met[some, None], each * said, shown)
        found.append(after - now)
    return found


def _every(drawn: Rows, most: int) -> Rows:
    """So many of the rows, as far from each other as can be."""
    return drawn[(np.arange(most) * len(drawn)) // most]


def _suits(one: Asked, shelf: Rows, buyers: Rows) -> Matrix:
    """P(a product answers a facet well enough | the buyer's own), for every product on the shelf and every buyer."""
    ours, theirs = one.codes[shelf] >> 1, one.codes[buyers] >> 1
    alike = (one.accepts[ours].astype(np.float32) @ one.accepts[theirs].T.astype(np.float32)) > 0
    chance = np.where((ours == 0)[:, None] | (theirs == 0)[None, :], HALF, alike)
    return np.asarray(DONT + (1 - DONT) * chance)


def cover(accepted: Matrix, weights: Floats, shown: int) -> float:
    """The chance that one of `shown` rows is accepted, picked greedily. `accepted`: (products, buyers)."""
    if not len(accepted):
        return 0.0
    best = accepted[int((accepted @ weights).argmax())]
    for _ in range(1, min(shown, len(accepted))):
        best = np.maximum(best, accepted[int((np.maximum(accepted, best) @ weights).argmax())])
    return float(best @ weights)
