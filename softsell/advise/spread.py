"""Which few to show of many that fit: likely ones that differ in what was not asked, so that one of them hits.

Rule: the likeliest is first; each next one has the most belief x (1 - UNLIKE x likeness to the nearest one chosen), where
likeness is the mean overlap of quick answers over facets that are still open. Ties keep the order of the ranking.
"""

import numpy as np

from softsell.advise.catalogue import Catalogue, Floats

UNLIKE = 0.6
MOST_LOOKED_AT = 40  # of the ranking; further down nothing is likely enough to be shown


def spread(catalogue: Catalogue, rows: list[int], belief: Floats, open_facets: tuple[str, ...], most: int) -> list[int]:
    """Up to `most` of `rows` (best first), the first one kept."""
    left = rows[:MOST_LOOKED_AT]
    if len(left) <= most:
        return left
    shown, left = left[:1], left[1:]
    while len(shown) < most:
        worth = [
            belief[row] * (1 - UNLIKE * max(likeness(catalogue, row, one, open_facets) for one in shown))
            for row in left
        ]
        shown.append(left.pop(int(np.argmax(worth))))
    return shown


def likeness(catalogue: Catalogue, one: int, other: int, facets: tuple[str, ...]) -> float:
    """How alike two products answer the given facets, 0 to 1; facets that either lacks say nothing."""
    total, count = 0.0, 0
    for name in facets:
        column = catalogue.columns[name]
        ours, theirs = int(column.codes[one]) >> 1, int(column.codes[other]) >> 1
        if not ours or not theirs or not column.accepts.shape[1]:
            continue
        a, b = column.accepts[ours], column.accepts[theirs]
        either = np.count_nonzero(a | b)
        total += np.count_nonzero(a & b) / either if either else 1.0
        count += 1
    price = catalogue.prices[[one, other]]
    total += float(price.min() / price.max()) if price.max() else 1.0
    return total / (count + 1)
