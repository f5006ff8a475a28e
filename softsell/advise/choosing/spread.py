"""Which few to show of many that fit: those that together most probably hold one that suits.

Rules (the same picture of a buyer as in `outcome`, and the same greedy choice)
1. The likeliest is first; each next one adds most to the chance that one of them suits. Ties keep the order of the ranking.
2. A buyer has one of the ranking in mind. Another suits when it answers as that one does in every open facet that matters
   to them; each matters with chance MATTERS. A dearer one suits the less, the more of its price it is dearer by.
"""

import numpy as np

from softsell.advise.catalogue import Catalogue, Floats
from softsell.advise.choosing.belief import Rows

MATTERS = 0.2
HALF = 0.5  # the chance that what the catalogue does not know suits
DEARER = 2.0  # twice the share of its price that it is dearer by is the chance that it is too dear
MOST_LOOKED_AT = 40  # of the ranking; further down nothing is likely enough to be shown


def spread(catalogue: Catalogue, rows: list[int], belief: Floats, open_facets: tuple[str, ...], most: int) -> list[int]:
    """Up to `most` of `rows` (best first), the first one kept."""
    left = rows[:MOST_LOOKED_AT]
    if len(left) <= most:
        return left
    accepted = suits(catalogue, np.array(left), open_facets)
    weights = belief[left] / belief[left].sum()
    shown, best = [0], accepted[0]
    while len(shown) < most:
        worth = np.maximum(accepted, best) @ weights
        worth[shown] = -1
        shown.append(int(np.argmax(np.round(worth, 9))))
        best = np.maximum(best, accepted[shown[-1]])
    return [left[n] for n in shown]


def suits(catalogue: Catalogue, rows: Rows, facets: tuple[str, ...]) -> Floats:
    """P(the product of a row suits who has that of a column in mind), rule 2."""
    price = catalogue.prices[rows]
    saved = np.minimum(1.0, price[None, :] / np.maximum(price[:, None], 1.0))
    found = np.maximum(0.0, 1 - DEARER * (1 - saved))
    for name in facets:
        column = catalogue.columns[name]
        codes = column.codes[rows]
        meanings = codes >> 1
        if not column.accepts.shape[1] or not meanings.any():
            continue
        accepts = column.accepts[meanings].astype(np.float32)
        unlike = np.where((accepts @ accepts.T) > 0, 0.0, 1.0)
        unknown = meanings == 0
        unlike[unknown[:, None] | unknown[None, :]] = HALF
        found *= 1 - MATTERS * unlike * (codes & 1)[None, :]
    return np.asarray(found, np.float64)


__all__ = ["MOST_LOOKED_AT", "spread", "suits"]
