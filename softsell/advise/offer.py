"""Which products fit, and why: two or three suggestions with reasons, a drawback each, or an honest "nothing does".

Rules
1. Order is belief, then the lower price, then a lot drawn from the id. What the shop earns or wants to be rid of is no
   part of it.
2. Nothing costs more than a stated ceiling. What is out of stock is offered only when nothing else fits and it is known to come
   back, and says so.
   Of those that fit, the likeliest is first and the next ones differ in what is still open, so that one suits (`spread`).
3. The cheapest product known to meet every need is among those shown.
4. A reason is shown only when the order of the first HEADS products would be another without it, and without anything
   that was said of that facet (counterfactual check).
5. When nothing fits: the smallest set of needs that no product meets is named, and the gentlest one gives way, never
   the price and never the kind of product. Not a silent near miss.
6. When something in the cart meets every need (one of use, not only of price), that is the answer.
"""

from datetime import datetime
from itertools import combinations

import numpy as np
from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Floats, Mask, Product, label, say
from softsell.advise.choosing.belief import learn
from softsell.advise.choosing.order import SAME, first, ordered
from softsell.advise.choosing.spread import MOST_LOOKED_AT, spread
from softsell.advise.critique import critique
from softsell.advise.describe import reason
from softsell.advise.needs import FIRM, cart_kinds, for_others, likelihood, prior
from softsell.advise.wishes import Need, Wish, fit, table_of, wishes
from softsell.values import Item, Money, Reason, Suggestion

MOST_REASONS = 3
HEADS = 64  # products; what stands further down is never shown, and no reason is about it
NOT_IN_STOCK = {"en": "It is not in stock at the moment.", "is": "Varan er ekki til á lager sem stendur."}
AND = {"en": " and ", "is": " og "}


class Offered(Struct, frozen=True):
    """What to show, best first. `same`: the first one is in the cart already and meets every need.

    `assumed`: what was taken as known without being said, in words (the kind of product in the cart). `conflict`: facet
    ids of the fewest needs that no product meets together. `relaxed`: in words, the need that gave way ("" for none).
    """

    suggestions: tuple[Suggestion, ...] = ()
    assumed: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    relaxed: str = ""
    same: bool = False


class _Judged(Struct, frozen=True, eq=False):
    """One wish over all products: its likelihood, who is not known to fail it, and who is known to meet it."""

    like: Floats
    open: Mask
    sure: Mask


class _View(Struct, frozen=True, eq=False):
    """Everything one offer looks at: the wishes, the belief, and masks over the products."""

    stand: tuple[Wish, ...]
    judged: dict[Wish, _Judged]
    kinds: tuple[str, ...]  # of the cart, taken as known
    belief: Floats
    pool: Mask  # the right kind, affordable, not excluded
    fits: Mask  # in the pool and not known to fail anything
    sure: Mask  # in the pool and known to meet everything
    others: Mask  # known to be for other people than what lies in the cart
    heads: tuple[int, ...]  # the first HEADS of the pool


def offer(
    catalogue: Catalogue,
    needs: tuple[Need, ...],
    *,
    lang: str,
    cart: tuple[str, ...] = (),
    looked: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    most: int = 3,
    now: datetime | None = None,
) -> Offered:
    """Up to `most` suggestions for these needs; `exclude` are products already declined.

    `now`: products whose price is not known to hold at that time are left out (None asks no clock).
    """
    allowed = _allowed(catalogue, exclude, now)
    asked = _Asked(catalogue, cart, looked, allowed)
    view = _view(asked, wishes(catalogue, needs))
    whole = needs, view
    assumed = tuple(say(catalogue.categories[kind].label, lang) for kind in view.kinds if kind in catalogue.categories)
    conflict: tuple[str, ...] = ()
    relaxed: tuple[Wish, ...] = ()
    held = [catalogue.rows[one] for one in dict.fromkeys(cart) if one in catalogue.rows]
    own = ordered(catalogue, view.belief, [row for row in held if view.sure[row] and catalogue.stocked[row]])
    # A ceiling alone says nothing of fit.
    same = bool(own) and any(wish.facet not in FIRM for wish in view.stand)
    if same:
        rows = own[:1]
        cheapest = _cheapest(catalogue, view)
        if cheapest is not None and catalogue.prices[cheapest] < catalogue.prices[rows[0]]:
            rows.append(cheapest)
    else:
        rows = _shown(catalogue, view, held, most)
        if not rows and len(catalogue.products):
            conflict = _conflict(asked, view.stand)
            relaxed, needs, view = _relax(asked, needs, view)
            rows = _shown(catalogue, view, held, most) if relaxed else []
    why = _reasons(asked, needs, view, rows, lang)
    if relaxed:  # what is a reason only because something gave way is none
        why = {n: tuple(one for one in some if not _idle(asked, *whole, one.facet)) for n, some in why.items()}
    return Offered(
        suggestions=tuple(_suggestion(catalogue.products[row], why[row], lang) for row in rows),
        assumed=assumed,
        conflict=conflict,
        relaxed=AND.get(lang, ", ").join(label(catalogue, wish.facet, lang) for wish in relaxed),
        same=same,
    )


def ranking(
    catalogue: Catalogue,
    needs: tuple[Need, ...],
    cart: tuple[str, ...] = (),
    looked: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The ids of every product that may be offered, best first: what the counterfactual check looks at the head of."""
    asked = _Asked(catalogue, cart, looked, _allowed(catalogue, exclude, None))
    view = _view(asked, wishes(catalogue, needs))
    return tuple(catalogue.products[row].id for row in first(catalogue, view.belief, np.flatnonzero(view.pool), None))


class _Asked(Struct, frozen=True, eq=False):
    """What stays the same while wishes are taken away: the shop, the cart, what was looked at, and what may be shown."""

    catalogue: Catalogue
    cart: tuple[str, ...]
    looked: tuple[str, ...]
    allowed: Mask


def _allowed(catalogue: Catalogue, exclude: tuple[str, ...], now: datetime | None) -> Mask:
    allowed = np.ones(len(catalogue.products), np.bool_) if now is None else catalogue.hold(now)
    allowed[[catalogue.rows[one] for one in exclude if one in catalogue.rows]] = False
    return allowed


def _view(asked: _Asked, stand: tuple[Wish, ...], judged: dict[Wish, _Judged] | None = None) -> _View:
    catalogue = asked.catalogue
    done = dict(judged or {})
    kinds = cart_kinds(catalogue, stand, asked.cart)
    belief = prior(catalogue, stand, asked.cart, asked.looked)
    pool = fits = sure = _of_kinds(asked, kinds)
    for wish in stand:
        one = done[wish] = done.get(wish) or _judge(catalogue, wish)
        belief = learn(belief, one.like)
        if wish.facet in FIRM:
            pool = pool & one.sure
        fits, sure = fits & one.open, sure & one.sure
    heads = tuple(first(catalogue, belief, np.flatnonzero(pool), HEADS))
    return _View(stand, done, kinds, belief, pool, fits, sure, for_others(catalogue, stand, asked.cart), heads)


def _judge(catalogue: Catalogue, wish: Wish) -> _Judged:
    like = likelihood(catalogue, wish)
    if wish.facet in FIRM:
        meets, _ = fit(catalogue, wish)
        return _Judged(like, meets, meets)
    column, table = catalogue.columns[wish.facet], table_of(catalogue, wish)
    if table is None:
        meets, known = fit(catalogue, wish)
        return _Judged(like, column.applies & (meets | ~known), meets)
    sure = np.repeat(table, 2)
    may = sure | (np.arange(len(sure)) < 2)
    may[::2] = False  # it does not apply to that kind
    return _Judged(like, may[column.codes], sure[column.codes])


def _of_kinds(asked: _Asked, kinds: tuple[str, ...]) -> Mask:
    if not kinds:
        return asked.allowed
    named = np.array([name in kinds for name in asked.catalogue.kind_names])
    return np.asarray(asked.allowed & named[asked.catalogue.kinds])


def _shown(catalogue: Catalogue, view: _View, cart: list[int], most: int) -> list[int]:
    fitting = view.fits.copy()
    fitting[cart] = False
    found = fitting & catalogue.stocked & ~view.others
    found = found if found.any() else fitting & catalogue.stocked
    rows = first(catalogue, view.belief, np.flatnonzero(found if found.any() else fitting), MOST_LOOKED_AT)
    if not found.any():
        rows = [row for row in rows if catalogue.products[row].restock is not None and not view.others[row]]
    said = {wish.facet for wish in view.stand}
    still_open = tuple(name for name in catalogue.facets if name not in said)
    shown = spread(catalogue, rows, view.belief, still_open, most)
    cheapest = _cheapest(catalogue, view)
    if cheapest is not None and shown and cheapest not in (*shown, *cart):
        shown[-1] = cheapest
    return shown


def _cheapest(catalogue: Catalogue, view: _View) -> int | None:
    rows = np.flatnonzero(view.sure & catalogue.stocked & ~view.others)
    if not len(rows):
        return None
    prices = catalogue.prices[rows]
    return next(iter(first(catalogue, view.belief, rows[prices == prices.min()], 1)))


def _conflict(asked: _Asked, stand: tuple[Wish, ...]) -> tuple[str, ...]:
    """The facets of the fewest wishes that no product can meet together (what was declined not counted in)."""
    every = _Asked(asked.catalogue, asked.cart, (), np.ones(len(asked.allowed), np.bool_))
    judged = {wish: _judge(asked.catalogue, wish) for wish in stand}
    for size in range(1, len(stand) + 1):
        for some in combinations(stand, size):
            if not _fitting(every, some, judged).any():
                return tuple(dict.fromkeys(wish.facet for wish in some))
    return ()


def _fitting(asked: _Asked, stand: tuple[Wish, ...], judged: dict[Wish, _Judged]) -> Mask:
    fits = _of_kinds(asked, cart_kinds(asked.catalogue, stand, asked.cart))
    for wish in stand:
        judged[wish] = judged.get(wish) or _judge(asked.catalogue, wish)
        fits = fits & judged[wish].open
    return fits


def _relax(asked: _Asked, needs: tuple[Need, ...], whole: _View) -> tuple[tuple[Wish, ...], tuple[Need, ...], _View]:
    """The fewest wishes to let go so that something fits: among equals, what leaves the likeliest products."""
    catalogue, judged = asked.catalogue, dict(whole.judged)
    soft = [wish for wish in whole.stand if wish.facet not in FIRM]
    for size in range(1, len(soft) + 1):
        best: tuple[float, tuple[Wish, ...], tuple[Need, ...]] | None = None
        for some in combinations(soft, size):
            kept = _without(catalogue, needs, some)
            fits = _fitting(asked, wishes(catalogue, kept), judged)
            worth = float((whole.belief * (fits & catalogue.stocked)).max(initial=0.0))
            if fits.any() and (best is None or worth > best[0]):
                best = worth, some, kept
        if best is not None:
            return *best[1:], _view(asked, wishes(catalogue, best[2]), judged)
    return (), needs, whole


def _without(catalogue: Catalogue, needs: tuple[Need, ...], some: tuple[Wish, ...]) -> tuple[Need, ...]:
    """The needs with the given wishes taken back; older words of the same facet go too, or they would stand again."""
    gone: set[tuple[str, bool, str]] = set()
    for wish in some:
        facet = catalogue.facets.get(wish.facet)
        alone = not wish.wanted or (facet is not None and facet.kind == "many")
        gone |= {(wish.facet, wish.wanted, need.value if alone else "") for need in wish.needs}
    return tuple(
        need
        for need in needs
        if (need.facet, need.wanted, need.value) not in gone and (need.facet, need.wanted, "") not in gone
    )


def _reasons(
    asked: _Asked, needs: tuple[Need, ...], view: _View, rows: list[int], lang: str
) -> dict[int, tuple[Reason, ...]]:
    """For every row the reasons that hold, those that moved it most first."""
    catalogue = asked.catalogue
    found: dict[int, list[tuple[float, Reason]]] = {row: [] for row in rows}
    for wish in view.stand if rows else ():
        meets, known = fit(catalogue, wish, np.array(rows))
        if not meets.any():
            continue
        heads, belief = _counterfactual(asked, needs, view, (wish,))
        if heads == view.heads:
            continue
        # Two words on one facet may cancel out, and an older one would stand again: without any of them, too.
        other = _unsaid(catalogue, needs, wish.facet) != set(wishes(catalogue, _without(catalogue, needs, (wish,))))
        if other and _idle(asked, needs, view, wish.facet):
            continue
        for n in np.flatnonzero(meets & known):
            row = rows[n]
            lift = float(view.belief[row] / max(belief[row], 1e-12))
            found[row].append((-lift, reason(catalogue, wish, catalogue.products[row], lang)))
    return {
        row: tuple(one for _, one in sorted(all_, key=lambda pair: pair[0])[:MOST_REASONS])
        for row, all_ in found.items()
    }


def _unsaid(catalogue: Catalogue, needs: tuple[Need, ...], facet: str) -> set[Wish]:
    """What would stand had nothing been said of a facet."""
    return set(wishes(catalogue, (need for need in needs if need.facet != facet)))


def _idle(asked: _Asked, needs: tuple[Need, ...], view: _View, facet: str) -> bool:
    """Whether the heads would be the same had nothing been said of a facet."""
    stand = wishes(asked.catalogue, (need for need in needs if need.facet != facet))
    return _view(asked, stand, view.judged).heads == view.heads


def _counterfactual(
    asked: _Asked, needs: tuple[Need, ...], view: _View, gone: tuple[Wish, ...]
) -> tuple[tuple[int, ...], Floats]:
    """The heads and the belief without some wishes. Where all else stays, the belief is divided by what they did to it."""
    catalogue = asked.catalogue
    stand = wishes(catalogue, _without(catalogue, needs, gone))
    same = set(stand) == set(view.stand) - set(gone) and cart_kinds(catalogue, stand, asked.cart) == view.kinds
    if not same or any(wish.facet in FIRM for wish in gone):
        other = _view(asked, stand, view.judged)
        return other.heads, other.belief
    belief = view.belief
    for wish in gone:
        belief = belief / view.judged[wish].like
    belief /= belief.sum()
    # Nothing less likely than the least of today's heads can be among the first HEADS.
    least = belief[list(view.heads)].min() * (1 - SAME) if len(view.heads) == HEADS else 0.0
    rows = np.flatnonzero(view.pool & (belief >= least))
    return tuple(first(catalogue, belief, rows, HEADS)), belief


def _suggestion(product: Product, reasons: tuple[Reason, ...], lang: str) -> Suggestion:
    price = Money(
        product.price, product.currency, source=product.url, as_of=product.as_of, valid_until=product.valid_until
    )
    drawback = say(product.drawback, lang)
    if product.stock == 0:
        drawback = f"{say(NOT_IN_STOCK, lang)} {drawback}".strip()
    item = Item(product_id=product.id, title=say(product.title, lang), price=price, url=product.url)
    return Suggestion(item=item, reasons=reasons, drawback=drawback, benefit=say(product.benefit, lang))


__all__ = ["Offered", "critique", "offer", "ranking"]
