"""The order of suggestions, without sorting what cannot be among the first.

Rule: the likelier first, then the lower price, then a lot drawn from the id. Beliefs that differ by rounding only are the
same belief, so the price decides.
"""

from collections.abc import Iterable

import numpy as np

from softsell.advise.catalogue import Catalogue, Floats
from softsell.advise.choosing.belief import Rows

SAME = 1e-9  # of a belief: closer ones are one


def first(catalogue: Catalogue, belief: Floats, rows: Rows, most: int | None) -> list[int]:
    """The first `most` of some rows (None: all of them)."""
    for scores, sign, close in ((belief, -1, SAME), (catalogue.prices, 1, 0.0), (catalogue.lots, 1, 0)):
        if most is None or len(rows) <= most:
            break
        score = scores[rows] if sign > 0 else -scores[rows]
        limit = np.partition(score, most - 1)[most - 1]
        slack = abs(limit) * close
        ahead, near = score < limit - slack, score <= limit + slack
        if ahead.any():  # fewer than `most`: they are in, and the rest is chosen among equals
            sure = rows[ahead]
            return [*ordered(catalogue, belief, sure), *first(catalogue, belief, rows[near & ~ahead], most - len(sure))]
        rows = rows[near]
    return ordered(catalogue, belief, rows)[:most]


def ordered(catalogue: Catalogue, belief: Floats, rows: Iterable[int]) -> list[int]:
    """All of some rows in order."""
    return sorted(
        (int(row) for row in rows),
        key=lambda row: (-float(f"{belief[row]:.9e}"), catalogue.prices[row], catalogue.lots[row]),
    )
