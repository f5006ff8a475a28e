"""What the buyer may want: a belief over products, and which question would sharpen it most.

Rules (sources: generalised binary search over expected information, and naive Bayes with answer noise)
1. Belief is prior x likelihood of every wish. A wish met counts 1 - EPS, failed EPS; an attribute the catalogue does
   not know counts as the spread of the products that have it, so nothing is excluded for want of data. A stated price
   ceiling and a stated category restrict.
2. The gain of a question is IG(q) = H(C) - sum over a of P(a) H(C | a) in bits, where "don't know" and "don't mind"
   leave the belief as it was. The question asked is the one of most gain - cost.
3. No question when the best net gain is under 0.3 bit, the three likeliest hold 0.8, three or fewer are left, or three
   were asked. Never one whose answer the needs, the cart or an earlier question gave.
"""

from typing import Any

import numpy as np
from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Column, Facet, FacetChoice, Floats, Words, choices_of
from softsell.advise.wishes import FREE, Need, Wish, ceiling, fit, wishes

EPS = 0.05  # how often an answer or an attribute is wrong
DONT = 0.15  # how often a buyer does not know or mind
LEAST_GAIN = 0.3  # bits
ENOUGH_MASS = 0.8  # of the three likeliest
FEW = 3  # candidates
STILL_IN = 0.1  # of the likeliest one's belief: who still counts as a candidate
IN_CART, SAME_KIND, LOOKED, LOOKED_KIND, GONE = 2.0, 20.0, 2.0, 3.0, 0.1  # prior weights
TINY = 1e-9
MANY_CHOICES = 4  # more to read than this costs a little each

Matrix = np.ndarray[Any, np.dtype[np.float64]]

CATEGORY_QUESTION: Words = {"en": "What kind of thing would help you?", "is": "Hvers konar vara myndi nýtast þér?"}


class Question(Struct, frozen=True):
    """The one question worth asking: `id` is "need:<facet>", `choices` are (id, label by language) quick answers.

    `gain` is the expected information in bits, `cost` the trouble of answering in bits, `alternatives` the other facets
    that could have been asked with their gains, best first: why this question, for whoever audits it.
    """

    id: str
    facet: str
    text: Words
    choices: tuple[tuple[str, Words], ...]
    gain: float
    cost: float
    alternatives: tuple[tuple[str, float], ...] = ()


def posterior(
    catalogue: Catalogue,
    needs: tuple[Need, ...],
    cart: tuple[str, ...] = (),
    looked: tuple[str, ...] = (),
    *,
    eps: float = EPS,
) -> Floats:
    """P(this is the product that fits) for every product, in catalogue order; sums to 1 (empty for an empty shop)."""
    belief = _prior(catalogue, needs, cart, looked)
    for wish in wishes(catalogue, needs):
        belief = belief * likelihood(catalogue, wish, eps)
        belief /= belief.sum() or 1.0
    return belief


def _prior(catalogue: Catalogue, needs: tuple[Need, ...], cart: tuple[str, ...], looked: tuple[str, ...]) -> Floats:
    n = len(catalogue.products)
    if n == 0:
        return np.zeros(0)
    weight = np.where(catalogue.stocked, 1.0, GONE)
    kind_said = any(wish.facet == "category" and wish.wanted for wish in wishes(catalogue, needs))
    for ids, own, kind in ((cart, IN_CART, SAME_KIND), (looked, LOOKED, LOOKED_KIND)):
        rows = [catalogue.rows[one] for one in dict.fromkeys(ids) if one in catalogue.rows]
        weight[rows] *= own
        if not kind_said:
            for name in dict.fromkeys(catalogue.products[row].category for row in rows):
                weight[catalogue.category_masks[name]] *= kind
    return np.asarray(weight / weight.sum())


def likelihood(catalogue: Catalogue, wish: Wish, eps: float = EPS) -> Floats:
    """P(the buyer says this | this product is the one), up to a factor, for every product."""
    meets, known = fit(catalogue, wish)
    if wish.facet in ("budget", "category"):
        return np.where(meets, 1.0, TINY)
    share = (meets.sum() / known.sum()) if known.any() else 0.5
    spread = share * (1 - eps) + (1 - share) * eps
    applies = catalogue.columns[wish.facet].applies
    # Whoever names a trait that a kind of product cannot have is hardly looking for that kind.
    elsewhere = max(eps, 0.25 * spread)
    return np.where(known, np.where(meets, 1 - eps, eps), np.where(applies, spread, elsewhere))


def next_question(
    catalogue: Catalogue,
    needs: tuple[Need, ...],
    *,
    asked: tuple[str, ...] = (),
    cart: tuple[str, ...] = (),
    looked: tuple[str, ...] = (),
    most: int = 3,
) -> Question | None:
    """The question of most net gain, or None when asking would not help enough (rule 3).

    `asked` are question ids or facets, answered or not.
    """
    if len(asked) >= most or not catalogue.products:
        return None
    belief = posterior(catalogue, needs, cart, looked)
    if settled(belief):
        return None
    known = {need.facet for need in needs} | {one.removeprefix("need:") for one in asked}
    ranked = []
    for facet, column in _askable(catalogue, cart):
        if facet.id in known or not facet.question or float(belief[column.applies].sum()) < 0.5:
            continue
        choices = choices_of(facet)
        cost = facet.cost + 0.02 * max(0, len(choices) - MANY_CHOICES)
        ranked.append((gain(belief, column) if len(choices) > 1 else 0.0, cost, facet, choices))
    ranked.sort(key=lambda one: (one[1] - one[0], one[2].id))
    if not ranked or ranked[0][0] - ranked[0][1] < LEAST_GAIN:
        return None
    best, cost, facet, choices = ranked[0]
    return Question(
        id=f"need:{facet.id}", facet=facet.id, text=facet.question, gain=round(best, 4), cost=round(cost, 4),
        choices=tuple((choice.id, choice.label) for choice in choices),
        alternatives=tuple((other.id, round(bits, 4)) for bits, _, other, _ in ranked[1:]),
    )  # fmt: skip


def settled(belief: Floats) -> bool:
    """Whether the belief is sharp enough to show something: three hold 0.8 of it, or three or fewer are left."""
    top = np.sort(belief)[::-1]
    return bool(top[:FEW].sum() >= ENOUGH_MASS or (top >= STILL_IN * top[0]).sum() <= FEW)


def _askable(catalogue: Catalogue, cart: tuple[str, ...]) -> list[tuple[Facet, Column]]:
    found = [(facet, catalogue.columns[name]) for name, facet in catalogue.facets.items()]
    in_cart = any(one in catalogue.rows for one in cart)
    kinds = [name for name, mask in catalogue.category_masks.items() if mask.any() and name in catalogue.categories]
    if in_cart or "category" in catalogue.facets or len(kinds) < 2:
        return found
    n = len(catalogue.products)
    facet = Facet(
        id="category", kind="choice", label={}, question=CATEGORY_QUESTION,
        choices=tuple(FacetChoice(id=name, label=catalogue.categories[name].label, values=(name,)) for name in kinds),
    )  # fmt: skip
    masks = {name: catalogue.category_masks[name] for name in kinds}
    every = np.ones(n, np.bool_)
    return [*found, (facet, Column(known=every, number=np.full(n, np.nan), values=masks, choices=masks, applies=every))]


def gain(belief: Floats, column: Column, *, eps: float = EPS, dont: float = DONT) -> float:
    """The expected information of asking about a facet, in bits: rule 2. Never below nought."""
    masks = np.stack(list(column.choices.values()), axis=1)
    known = column.known[:, None]
    seen = masks[column.known].mean(axis=0) if column.known.any() else np.full(masks.shape[1], 1 / masks.shape[1])
    spread = np.broadcast_to(seen * (1 - eps) + (1 - seen) * eps, masks.shape)
    raw = np.where(known, np.where(masks, 1 - eps, eps), spread)
    # A buyer who wants another kind of thing cannot answer, and says so.
    says = (raw / raw.sum(axis=1, keepdims=True)) * np.where(column.applies, 1 - dont, 0.0)[:, None]
    chance = belief @ says
    raw = np.where(known | column.applies[:, None], raw, np.maximum(eps, 0.25 * spread))
    after = belief[:, None] * raw
    after /= after.sum(axis=0, keepdims=True)
    return max(0.0, float(chance @ (_bits(belief[:, None]) - _bits(after))))


def _bits(belief: Matrix) -> Matrix:
    """The entropy of every column, in bits."""
    return np.asarray(-(belief * np.log2(np.maximum(belief, 1e-300))).sum(axis=0))


__all__ = ["FREE", "Need", "Question", "ceiling", "gain", "likelihood", "next_question", "posterior", "settled"]
