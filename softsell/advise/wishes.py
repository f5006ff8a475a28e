"""Needs as wishes that products meet or do not: which need still stands, and who meets it.

Rules
1. Of one facet the latest word stands; several values said in the same turn are alternatives. A facet of several values
   ("many") keeps every need: each is a wish of its own.
2. "Not black" is a wish that knows its opposite; the later of "black" and "not black" stands.
3. What a product's attribute is, when the catalogue does not say, is unknown: neither met nor failed.
"""

import math
import re
from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Column, Floats, Mask
from softsell.advise.shelves.index import Codes

FREE = ("dont_mind", "dont_know")  # answers that leave everything as it was
EVERY = slice(None)
_NUMBER = re.compile(r"(<=|>=|<|>|=)?\s*(-?\d+(?:\.\d+)?)")


class Need(Struct, frozen=True):
    """Something the buyer said about what is wanted: in the words `said`, at buyer turn `turn`.

    `facet` is a facet's id, or "budget" (a money ceiling in minor units), "category", "place" (a postcode). `value` is
    the id of a choice or value, or a number as text, with "<", "<=", ">" or ">=" before it where it is a limit.
    `wanted` False: this is what it must not be.
    """

    facet: str
    value: str
    turn: int = 0
    said: str = ""
    wanted: bool = True


class Wish(Struct, frozen=True):
    """What stands of one facet: any of the values of `needs` will do (or none of them may be, when not `wanted`)."""

    facet: str
    wanted: bool
    needs: tuple[Need, ...]


def wishes(catalogue: Catalogue, needs: Iterable[Need]) -> tuple[Wish, ...]:
    """What stands of the needs, in the order said; needs that mean nothing to this catalogue are left out."""
    last: dict[tuple[str, str], Need] = {}
    for need in needs:
        if need.value in FREE or need.facet == "place" or not _understood(catalogue, need):
            continue
        key = (need.facet, need.value)
        if key not in last or need.turn >= last[key].turn:
            last[key] = need
    wanted: dict[str, list[Need]] = {}
    found: list[Wish] = []
    for need in last.values():
        facet = catalogue.facets.get(need.facet)
        if not need.wanted or (facet is not None and facet.kind == "many"):
            found.append(Wish(facet=need.facet, wanted=need.wanted, needs=(need,)))
        else:
            wanted.setdefault(need.facet, []).append(need)
    for name, said in wanted.items():
        latest = max(need.turn for need in said)
        standing = tuple(need for need in said if need.turn == latest)
        if name == "budget":  # of two ceilings the lower one is kept
            standing = (min(standing, key=lambda need: _budget(catalogue, need.value) or 0.0),)
        found.append(Wish(facet=name, wanted=True, needs=standing))
    return tuple(sorted(found, key=lambda wish: (wish.needs[0].turn, wish.facet, wish.needs[0].value)))


def _understood(catalogue: Catalogue, need: Need) -> bool:
    if need.facet == "budget":
        return need.wanted and _budget(catalogue, need.value) is not None
    if need.facet == "category":
        return need.value in catalogue.kind_names
    column = catalogue.columns.get(need.facet)
    if column is None:
        return False
    if need.value in column.choice or need.value in column.holding:
        return True
    return catalogue.facets[need.facet].kind == "number" and _NUMBER.fullmatch(need.value) is not None


def fit(catalogue: Catalogue, wish: Wish, rows: Codes | slice = EVERY) -> tuple[Mask, Mask]:
    """Who meets the wish, and of whom it is known whether they do: two masks over the products (or over `rows` of them)."""
    table = table_of(catalogue, wish)
    if table is not None:
        codes = catalogue.columns[wish.facet].codes[rows]
        return np.repeat(table, 2)[codes], np.asarray(codes > 1)
    meets, known = _fit(catalogue, wish.needs[0], rows)
    for need in wish.needs[1:]:
        one, sure = _fit(catalogue, need, rows)
        meets, known = meets | one, known | sure
    return (meets & known, known) if wish.wanted else (known & ~meets, known)


def table_of(catalogue: Catalogue, wish: Wish) -> Mask | None:
    """Which meanings of the facet's column meet the wish; None when it takes the numbers or prices themselves to tell."""
    if wish.facet in ("budget", "category"):
        return None
    column = catalogue.columns[wish.facet]
    tables = [_table(column, need) for need in wish.needs]
    if any(one is None for one in tables):
        return None
    meets = np.logical_or.reduce([one for one in tables if one is not None])
    if not wish.wanted:
        meets = ~meets
    meets[0] = False  # unknown
    return np.asarray(meets)


def _table(column: Column, need: Need) -> Mask | None:
    if need.value in column.choice and not (not need.wanted and need.value in column.holding):
        return column.accepted(need.value)
    return column.held(need.value) if need.value in column.holding else None


def _fit(catalogue: Catalogue, need: Need, rows: Codes | slice) -> tuple[Mask, Mask]:
    prices = catalogue.prices[rows]
    every = np.ones(len(prices), np.bool_)
    if need.facet == "budget":
        return np.asarray(prices <= (_budget(catalogue, need.value) or 0.0), np.bool_), every
    if need.facet == "category":
        return np.asarray(catalogue.kinds[rows] == catalogue.kind_names.index(need.value)), every
    column = catalogue.columns[need.facet]
    known = np.asarray(column.codes[rows] > 1)
    table = _table(column, need)
    if table is not None:
        return np.repeat(table, 2)[column.codes[rows]], known
    return _compare(column, need.value, rows), known


def _compare(column: Column, value: str, rows: Codes | slice) -> Mask:
    match = _NUMBER.fullmatch(value)
    if match is None or not column.number.size:
        return np.zeros(len(column.codes[rows]), np.bool_)
    with np.errstate(invalid="ignore"):
        return np.asarray(_side(column.number[rows], match[1] or "", float(match[2])), np.bool_)


def _side(number: Floats, sign: str, limit: float) -> Mask:
    match sign:
        case "<":
            return np.asarray(number < limit)
        case "<=":
            return np.asarray(number <= limit)
        case ">":
            return np.asarray(number > limit)
        case ">=":
            return np.asarray(number >= limit)
    # A bare number is a size named in passing: within a tenth of it is what was meant.
    return np.asarray(np.abs(number - limit) <= max(abs(limit) * 0.1, 1e-9))


def _budget(catalogue: Catalogue, value: str) -> float | None:
    match = _NUMBER.fullmatch(value)
    if match is not None:
        return float(match[2]) - (1 if match[1] == "<" else 0)
    facet = catalogue.facets.get("budget")
    for choice in facet.choices if facet else ():
        if choice.id == value:
            return math.inf if choice.max is None else choice.max
    return None


def unmet(catalogue: Catalogue, needs: Iterable[Need], ids: Iterable[str]) -> tuple[Wish, ...]:
    """What stands of the needs that is known of some of these products and that none of them meets."""
    rows = np.array([catalogue.rows[one] for one in ids if one in catalogue.rows], np.int64)
    found = []
    for wish in wishes(catalogue, needs) if len(rows) else ():
        meets, known = fit(catalogue, wish, rows)
        if known.any() and not meets.any():
            found.append(wish)
    return tuple(found)


def ceiling(catalogue: Catalogue, needs: Iterable[Need]) -> float:
    """The most the buyer will pay, in minor units; infinity when nothing was said. The latest word stands."""
    for wish in wishes(catalogue, needs):
        if wish.facet == "budget" and wish.wanted:
            return min(_budget(catalogue, need.value) or 0.0 for need in wish.needs)
    return math.inf
