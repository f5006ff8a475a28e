"""Which few to show of many that fit: likely ones that differ in what was not asked, so that one of them hits.

Rule: the likeliest is first; each next one has the most belief x (1 - UNLIKE x likeness to the nearest one chosen), where
likeness is the mean overlap of quick answers over facets that are still open. Ties keep the order of the ranking.
"""

import numpy as np

from softsell.advise.belief import Rows
from softsell.advise.catalogue import Catalogue, Floats

UNLIKE = 0.6
MOST_LOOKED_AT = 40  # of the ranking; further down nothing is likely enough to be shown


def spread(catalogue: Catalogue, rows: list[int], belief: Floats, open_facets: tuple[str, ...], most: int) -> list[int]:
    """Up to `most` of `rows` (best first), the first one kept."""
    left = rows[:MOST_LOOKED_AT]
    if len(left) <= most:
        return left
    rest = np.array(left)
    shown, nearest = [0], likeness(catalogue, left[0], rest, open_facets)
    while len(shown) < most:
        worth = belief[rest] * (1 - UNLIKE * nearest)
        worth[shown] = -1
        shown.append(int(np.argmax(worth)))
        nearest = np.maximum(nearest, likeness(catalogue, left[shown[-1]], rest, open_facets))
    return [left[n] for n in shown]


def likeness(catalogue: Catalogue, one: int, others: Rows, facets: tuple[str, ...]) -> Floats:
    """How alike a product and each of some others answer the given facets, 0 to 1; facets that either lacks say nothing."""
    total, count = np.zeros(len(others)), np.ones(len(others))
    for name in facets:
        column = catalogue.columns[name]
        ours, theirs = int(column.codes[one]) >> 1, column.codes[others] >> 1
        if not ours or not column.accepts.shape[1]:
            continue
        a, b = column.accepts[ours], column.accepts[theirs]
        either = (a | b).sum(axis=1)
        total += np.where(theirs > 0, np.where(either, (a & b).sum(axis=1) / np.maximum(either, 1), 1.0), 0.0)
        count += theirs > 0
    price, prices = catalogue.prices[one], catalogue.prices[others]
    most = np.maximum(price, prices)
    return np.asarray((total + np.where(most > 0, np.minimum(price, prices) / np.maximum(most, 1), 1.0)) / count)
