"""The compact index: every facet is one small integer per product, and a short table of what each integer means.

Rules
1. `codes[row]` is 2 x meaning + 1 where the facet applies to that kind of product (2 x meaning elsewhere); meaning 0 is
   "unknown". Flags, single values and sets of values are meanings; a number's meaning is between which two limits of the
   quick answers it lies, and the number itself stands beside in 32 bits where these give it back exactly, else in 64.
2. Whatever is asked of all products is asked of the table first, and then looked up by one pass over the codes.
3. Arrays may lie in a file (memory-mapped): they are read, never written.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from softsell.advise.choosing.belief import EPS, answers, certainty
from softsell.advise.shelves.products import Attribute, Facet, FacetChoice, choices_of
from softsell.advise.shelves.rows import Place, check_values

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Codes = np.ndarray[Any, np.dtype[Any]]  # unsigned, as small as the table allows

ASKABLE = 100  # quick answers; nobody reads more, so such a facet has no table of answers
EXACT_DIGITS = 7
ELSEWHERE = 0.25  # how much seldomer a trait is named by who wants a kind of product that cannot have it


class Masks(Mapping[str, Mask]):
    """Named masks over the products that are computed when asked for: "red" -> who is red."""

    def __init__(self, names: Sequence[str], mask: Callable[[str], Mask]) -> None:
        self._names, self._mask = dict.fromkeys(names), mask

    def __getitem__(self, name: str) -> Mask:
        if name not in self._names:
            raise KeyError(name)
        return self._mask(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Column(Struct, frozen=True, eq=False):
    """One facet over n products (rule 1).

    `meanings[m]` is the value of meaning m (None: unknown, and for numbers), `holding` the meanings that hold a value,
    `accepts[m, c]` whether meaning m answers to quick answer c (no columns when there are more than ASKABLE), `says[code, c]`
    how likely a buyer of such a product is to answer that (`tells[code]`: its `certainty`), `counts[code]` how many products
    have a code. `number` has n entries (NaN: unknown) for a number facet and none for others; `decimals` is how it is
    rounded to be what the shop wrote (-1: as it stands).
    """

    codes: Codes
    meanings: tuple[Attribute | None, ...]
    number: Codes
    decimals: int
    cuts: tuple[float, ...]
    holding: dict[str, tuple[int, ...]]
    choice: dict[str, FacetChoice]
    accepts: Mask
    says: Floats
    tells: Floats
    counts: Codes

    @property
    def known(self) -> Mask:
        """Of which products the catalogue knows it."""
        return np.asarray(self.codes > 1)

    @property
    def applies(self) -> Mask:
        """To which products it applies by their kind."""
        return np.asarray((self.codes & 1).astype(np.bool_))

    @property
    def values(self) -> Masks:
        """Who has a value."""
        return Masks(tuple(self.holding), lambda name: self.mask(self.held(name)))

    @property
    def choices(self) -> Masks:
        """Who answers to a quick answer."""
        return Masks(tuple(self.choice), lambda name: self.mask(self.accepted(name)))

    def held(self, value: str) -> Mask:
        """Which meanings hold a value."""
        table = np.zeros(len(self.meanings), np.bool_)
        table[list(self.holding.get(value, ()))] = True
        return table

    def accepted(self, choice: str) -> Mask:
        """Which meanings a quick answer accepts."""
        return _accepted(self.choice[choice], len(self.meanings), self.cuts, self.holding, self.number.size > 0)

    def mask(self, table: Mask) -> Mask:
        """A table over meanings as a mask over products."""
        return np.asarray(np.repeat(table, 2)[self.codes])

    def value(self, row: int) -> Attribute | None:
        """What the catalogue knows of one product."""
        if not self.number.size:
            return self.meanings[int(self.codes[row]) >> 1]
        found = float(self.number[row])
        if math.isnan(found):
            return None
        return found if self.decimals < 0 else round(found, self.decimals)


class Growing(Struct):
    """A column while products are added to it. Pieces are in the order of the products."""

    facet: Facet
    table: dict[Attribute | None, int]
    cuts: tuple[float, ...]
    codes: list[Codes]
    numbers: list[Floats]


def growing(facet: Facet, old: Column | None = None) -> Growing:
    """A column without products; with the meanings of an `old` one, so that its codes stay what they are."""
    limits = {x for choice in choices_of(facet) for x in (choice.min, choice.max) if x is not None}
    table: dict[Attribute | None, int] = {None: 0}
    if old is not None and not old.number.size:
        table = {meaning: n for n, meaning in enumerate(old.meanings)}
    return Growing(facet, table, tuple(sorted(limits)), [], [])


def grow(column: Growing, values: list[Attribute | None], applies: Mask, at: Place | None = None) -> None:
    """Add products with these values. With `at` they are checked, and a wrong one raises BadRequest with its place."""
    kinds = set(map(type, values)) - {type(None)}
    if at is not None and not kinds <= _TYPES[column.facet.kind]:
        check_values(column.facet, values, at)
    if column.facet.kind == "number":
        number = np.array(values, dtype=np.float64)
        meaning = np.where(np.isnan(number), 0, 1 + np.searchsorted(column.cuts, number, side="right"))
        add(column, 2 * meaning + applies, number)
        return
    if list in kinds:
        values = [tuple(value) if isinstance(value, list) else value for value in values]
    found = list(map(column.table.get, values))
    if None in found:
        if at is not None:
            check_values(column.facet, values, at)
        for value in values:
            column.table.setdefault(value, len(column.table))
        found = list(map(column.table.get, values))
    add(column, 2 * np.array(found, np.int64) + applies, None)


def add(column: Growing, codes: Codes, number: Floats | None) -> None:
    """Add products by their codes and, for a number facet, their numbers."""
    column.codes.append(small(codes))
    if number is not None:
        column.numbers.append(number)


_TYPES: dict[str, set[type]] = {"flag": {bool}, "number": {float, int}, "choice": {str}, "many": {tuple, list}}


def grown(column: Growing, prices: Floats) -> Column:
    """The column, whole. `prices` stand in for a budget facet that no product has a number of."""
    codes = small(np.concatenate(column.codes)) if column.codes else np.zeros(0, np.uint8)
    number: Codes = np.zeros(0)
    decimals = -1
    if column.facet.kind == "number":
        number = np.concatenate(column.numbers) if column.numbers else np.zeros(0)
        if column.facet.id in ("budget", "price") and np.isnan(number).all():
            codes = small(2 * (1 + np.searchsorted(column.cuts, prices, side="right")) + (codes & 1))
            number = prices
        else:
            number, decimals = narrow(number)
    return column_of(column.facet, codes, tuple(column.table), number, decimals)


def column_of(
    facet: Facet, codes: Codes, meanings: tuple[Attribute | None, ...], number: Codes, decimals: int, eps: float = EPS
) -> Column:
    """A column from its arrays; everything else in it follows. `eps`: how often an answer about it is wrong."""
    cuts = growing(facet).cuts
    if facet.kind == "number":
        meanings = (None,) * (len(cuts) + 2)
    choice = {one.id: one for one in choices_of(facet)}
    holding: dict[str, list[int]] = {name: [] for name in facet.values}
    for m, meaning in enumerate(meanings):
        for name in dict.fromkeys(names_of(meaning)):
            holding.setdefault(name, []).append(m)
    held = {name: tuple(found) for name, found in holding.items()}
    few = list(choice.values()) if len(choice) <= ASKABLE else []
    tables = [_accepted(one, len(meanings), cuts, held, facet.kind == "number") for one in few]
    accepts = np.stack(tables, axis=1) if tables else np.zeros((len(meanings), 0), np.bool_)
    counts = np.bincount(codes, minlength=2 * len(meanings))
    says = _says(accepts, counts, eps)
    return Column(
        codes=codes, meanings=meanings, number=number, decimals=decimals, cuts=cuts, holding=held, choice=choice,
        accepts=accepts, says=says, tells=certainty(says), counts=counts,
    )  # fmt: skip


def _says(accepts: Mask, counts: Codes, eps: float) -> Floats:
    """P(quick answer | code). Who wants another kind of thing seldom answers."""
    known = counts.reshape(-1, 2).sum(axis=1)[1:]
    total = known.sum()
    seen = known @ accepts[1:] / total if total else np.full(accepts.shape[1], 1 / max(1, accepts.shape[1]))
    says = np.repeat(answers(accepts, seen, eps), 2, axis=0)
    says[::2] *= ELSEWHERE
    return says


def _accepted(
    choice: FacetChoice, meanings: int, cuts: tuple[float, ...], holding: Mapping[str, tuple[int, ...]], number: bool
) -> Mask:
    table = np.zeros(meanings, np.bool_)
    if choice.min is not None or choice.max is not None:
        if number:  # meaning m > 0 lies from cuts[m - 2] up to below cuts[m - 1]
            edges = np.array([-math.inf, *cuts, math.inf])
            low = -math.inf if choice.min is None else choice.min
            high = math.inf if choice.max is None else choice.max
            table[1:] = (edges[:-1] >= low) & (edges[1:] <= high)
        return table
    for value in choice.values:
        for name in names_of(value):
            table[list(holding.get(name, ()))] = True
    return table


def names_of(value: Attribute | None) -> tuple[str, ...]:
    """The values that an attribute holds, by name; of a number none."""
    match value:
        case bool():
            return ("yes",) if value else ("no",)
        case str():
            return (value,)
        case tuple():
            return value
    return ()


def small(codes: Codes) -> Codes:
    """The same in the smallest unsigned integers."""
    most = int(codes.max(initial=0))
    return codes.astype(np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32)


def narrow(number: Floats) -> tuple[Codes, int]:
    """The numbers in 32 bits with the decimals that give them back, or as they were with -1."""
    short = number.astype(np.float32)
    for decimals in range(EXACT_DIGITS):
        if np.array_equal(np.round(number, decimals), number, equal_nan=True):
            back = np.round(short.astype(np.float64), decimals)
            return (short, decimals) if np.array_equal(back, number, equal_nan=True) else (number, -1)
    return number, -1


def widen(column: Column, rows: Codes) -> Floats:
    """The numbers of some rows as the shop wrote them."""
    number = column.number[rows].astype(np.float64)
    return number if column.decimals < 0 else np.round(number, column.decimals)


def lot(id: str) -> int:
    """64 bits of an id: what a product is found by, and what decides between equals (an order that nobody chose)."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "little")


def lots_of(ids: Sequence[str]) -> Codes:
    """The same for many."""
    return np.frombuffer(b"".join(hashlib.blake2b(id.encode(), digest_size=8).digest() for id in ids), "<u8")
