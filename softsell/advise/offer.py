"""Which products fit, and why: two or three suggestions with reasons, a drawback each, or an honest "nothing does".

Rules
1. Order is belief, then the lower price, then the id. What the shop earns or wants to be rid of is no part of it.
2. Nothing costs more than a stated ceiling. What is out of stock is offered only when nothing else fits, and says so.
   Of those that fit, the likeliest is first and the next ones differ from it in what is still open (`spread`).
3. The cheapest product known to meet every need is among those shown.
4. A reason is shown only when the order of the products would be another without it (counterfactual check).
5. When nothing fits: the smallest set of needs that no product meets is named, and the gentlest one gives way, never
   the price and never the kind of product. Not a silent near miss.
6. When something in the cart meets every need (one of use, not only of price), that is the answer.
"""

from datetime import datetime
from itertools import combinations

import numpy as np
from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Floats, Mask, Product, label, say
from softsell.advise.critique import critique
from softsell.advise.describe import reason
from softsell.advise.needs import posterior
from softsell.advise.spread import spread
from softsell.advise.wishes import Need, Wish, fit, wishes
from softsell.values import Item, Money, Reason, Suggestion

FIRM = ("budget", "category")  # wishes that never give way
MOST_REASONS = 3
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


class _View(Struct, frozen=True, eq=False):
    """Everything one offer looks at: the wishes, the belief, and masks over the products."""

    stand: tuple[Wish, ...]
    belief: Floats
    pool: Mask  # the right kind, affordable, not excluded
    fits: Mask  # in the pool and not known to fail anything
    sure: Mask  # in the pool and known to meet everything
    order: tuple[int, ...]  # the pool's rows, best first


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
    if now is not None:
        exclude = (*exclude, *(one.id for one in catalogue.products if not one.holds(now)))
    view = _view(catalogue, needs, cart, looked, exclude)
    kinds = _cart_kinds(catalogue, view.stand, cart)
    assumed = tuple(say(catalogue.categories[kind].label, lang) for kind in kinds if kind in catalogue.categories)
    conflict: tuple[str, ...] = ()
    relaxed: tuple[Wish, ...] = ()
    own = [
        one for one in view.order if catalogue.products[one].id in cart and view.sure[one] and catalogue.stocked[one]
    ]
    # A ceiling alone says nothing of fit.
    same = bool(own) and any(wish.facet not in FIRM for wish in view.stand)
    if same:
        rows = own[:1]
        cheapest = _cheapest(catalogue, view)
        if cheapest is not None and catalogue.prices[cheapest] < catalogue.prices[rows[0]]:
            rows.append(cheapest)
    else:
        rows = _shown(catalogue, view, cart, most)
        if not rows and catalogue.products:
            conflict = _conflict(catalogue, view.stand, needs, cart)
            relaxed, needs, view = _relax(catalogue, needs, cart, looked, exclude)
            rows = _shown(catalogue, view, cart, most) if relaxed else []
    why = _reasons(catalogue, needs, view, rows, lang, cart, looked, exclude)
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
    """The ids of every product that may be offered, best first: what the counterfactual check compares."""
    return tuple(catalogue.products[row].id for row in _view(catalogue, needs, cart, looked, exclude).order)


def _view(
    catalogue: Catalogue, needs: tuple[Need, ...], cart: tuple[str, ...], looked: tuple[str, ...], out: tuple[str, ...]
) -> _View:
    n = len(catalogue.products)
    stand = wishes(catalogue, needs)
    belief = posterior(catalogue, needs, cart, looked)
    pool = np.ones(n, np.bool_)
    pool[[catalogue.rows[one] for one in out if one in catalogue.rows]] = False
    kinds = _cart_kinds(catalogue, stand, cart)
    if kinds:
        pool &= np.logical_or.reduce([catalogue.category_masks[kind] for kind in kinds])
    fits, sure = pool, pool
    for wish in stand:
        meets, known = fit(catalogue, wish)
        if wish.facet in FIRM:
            pool = pool & meets
            applies = known
        else:
            applies = catalogue.columns[wish.facet].applies
        fits = fits & applies & (meets | ~known)
        sure = sure & known & meets
    rows = np.flatnonzero(pool)
    # Beliefs that differ by rounding only are the same belief, so the price decides.
    order = sorted(
        rows.tolist(),
        key=lambda row: (-_rounded(float(belief[row])), catalogue.prices[row], catalogue.products[row].id),
    )
    return _View(stand=stand, belief=belief, pool=pool, fits=fits & pool, sure=sure & pool, order=tuple(order))


def _rounded(belief: float) -> float:
    return float(f"{belief:.9e}")


def _cart_kinds(catalogue: Catalogue, stand: tuple[Wish, ...], cart: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds in the cart to which everything said applies; none when a kind was named or the words point away."""
    if any(wish.facet == "category" and wish.wanted for wish in stand):
        return ()
    kinds = dict.fromkeys(catalogue.products[catalogue.rows[one]].category for one in cart if one in catalogue.rows)
    facets = [catalogue.facets[wish.facet] for wish in stand if wish.facet not in FIRM]
    return tuple(kind for kind in kinds if all(not facet.categories or kind in facet.categories for facet in facets))


def _shown(catalogue: Catalogue, view: _View, cart: tuple[str, ...], most: int) -> list[int]:
    fitting = [row for row in view.order if view.fits[row] and catalogue.products[row].id not in cart]
    rows = [row for row in fitting if catalogue.stocked[row]] or fitting
    said = {wish.facet for wish in view.stand}
    still_open = tuple(name for name, facet in catalogue.facets.items() if facet.question and name not in said)
    shown = spread(catalogue, rows, view.belief, still_open, most)
    cheapest = _cheapest(catalogue, view)
    if cheapest is not None and cheapest in rows and cheapest not in shown:
        shown[-1] = cheapest
    return shown


def _cheapest(catalogue: Catalogue, view: _View) -> int | None:
    rows = [row for row in view.order if view.sure[row] and catalogue.stocked[row]]
    return min(rows, key=lambda row: catalogue.prices[row], default=None)


def _conflict(
    catalogue: Catalogue, stand: tuple[Wish, ...], needs: tuple[Need, ...], cart: tuple[str, ...]
) -> tuple[str, ...]:
    """The facets of the fewest wishes that no product can meet together (with what was declined counted in)."""
    for size in range(1, len(stand) + 1):
        for some in combinations(stand, size):
            view = _view(catalogue, tuple(need for wish in some for need in wish.needs), cart, (), ())
            if not view.fits.any():
                return tuple(dict.fromkeys(wish.facet for wish in some))
    return ()


def _relax(
    catalogue: Catalogue, needs: tuple[Need, ...], cart: tuple[str, ...], looked: tuple[str, ...], out: tuple[str, ...]
) -> tuple[tuple[Wish, ...], tuple[Need, ...], _View]:
    """The fewest wishes to let go so that something fits: among equals, what leaves the likeliest products."""
    whole = _view(catalogue, needs, cart, looked, out)
    soft = [wish for wish in whole.stand if wish.facet not in FIRM]
    for size in range(1, len(soft) + 1):
        best: tuple[float, tuple[Wish, ...], tuple[Need, ...], _View] | None = None
        for some in combinations(soft, size):
            kept = _without(catalogue, needs, some)
            view = _view(catalogue, kept, cart, looked, out)
            worth = float((whole.belief * view.fits * catalogue.stocked).max(initial=0.0))
            if view.fits.any() and (best is None or worth > best[0]):
                best = worth, some, kept, view
        if best is not None:
            return best[1:]
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
    catalogue: Catalogue, needs: tuple[Need, ...], view: _View, rows: list[int], lang: str,
    cart: tuple[str, ...], looked: tuple[str, ...], out: tuple[str, ...],
) -> dict[int, tuple[Reason, ...]]:  # fmt: skip
    """For every row the reasons that hold, those that moved it most first."""
    found: dict[int, list[tuple[float, Reason]]] = {row: [] for row in rows}
    for wish in view.stand:
        other = _view(catalogue, _without(catalogue, needs, (wish,)), cart, looked, out)
        if other.order == view.order:
            continue
        facet = tuple(one for one in view.stand if one.facet == wish.facet)  # two words on one facet may cancel out
        if (
            len(facet) > 1
            and _view(catalogue, _without(catalogue, needs, facet), cart, looked, out).order == view.order
        ):
            continue
        meets, known = fit(catalogue, wish)
        for row in rows:
            if meets[row] and known[row]:
                lift = float(view.belief[row] / max(other.belief[row], 1e-12))
                found[row].append((-lift, reason(catalogue, wish, catalogue.products[row], lang)))
    return {
        row: tuple(one for _, one in sorted(all_, key=lambda pair: pair[0])[:MOST_REASONS])
        for row, all_ in found.items()
    }


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
