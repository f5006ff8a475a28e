"""What a product is found by: its ids and those of its variants, the words of its titles.

Rules
1. An id is a product's own, else a variant's, else a SKU, else that of the group the variants are of. Of several products
   with the same one the first counts.
2. A key is a checksum of 32 bits. What it leads to is looked at before it counts, so two things with the same key confuse nobody.
3. A word that many products share leads to none of them: only rare words name a thing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from msgspec import Struct

from softsell.advise.shelves.products import Product, Variant
from softsell.advise.shelves.rows import Row, variants_of
from softsell.advise.text import stems

Keys = np.ndarray[Any, np.dtype[np.uint32]]
MOST_HELD = 10_000  # ids that were asked for lately
COMMON, MOST_SHARING = 20_000, 400
ID, WORD = "i", "w"


class Named(NamedTuple):
    """What an id means: the row, the product's id, and the variant when the id is one of its variants."""

    row: int
    product_id: str
    variant: Variant | None


class Finding(Struct, frozen=True, eq=False):
    """The keys of all products, sorted, each with a row that has it; rows of one key in order."""

    keys: Keys
    rows: Keys

    def at(self, sort: str, text: str) -> Keys:
        """The rows that have a key."""
        one = np.uint32(_hash(sort, text))
        return self.rows[np.searchsorted(self.keys, one) : np.searchsorted(self.keys, one, side="right")]

    def sharing(self, words: Iterable[str]) -> list[int]:
        """The rows whose titles share most of these stems, in order: at most MOST_SHARING, and none by common words alone."""
        at = [rows for one in set(words) if 0 < len(rows := self.at(WORD, one)) <= COMMON]
        if not at:
            return []
        rows, counts = np.unique(np.concatenate(at), return_counts=True)
        return sorted(rows[np.argsort(-counts, kind="stable")[:MOST_SHARING]].tolist())


class Found(Mapping[str, int]):
    """Which row an id leads to (rule 1). It is iterated over by the products' own ids."""

    def __init__(self, finding: Finding, many: int, look: Callable[[int], Row | Product]) -> None:
        self._finding, self._many, self._look = finding, many, look
        self._held: dict[str, Named | None] = {}

    def named(self, id: str) -> Named | None:
        """What an id means; None when it means nothing here."""
        if id in self._held:
            return self._held[id]
        found = [one for row in self._finding.at(ID, id).tolist() if (one := _named(row, self._look(row), id))]
        best = min(found, key=lambda one: one[0])[1] if found else None
        if len(self._held) >= MOST_HELD:
            self._held.clear()
        self._held[id] = best
        return best

    def __getitem__(self, id: str) -> int:
        found = self.named(id)
        if found is None:
            raise KeyError(id)
        return found.row

    def __iter__(self) -> Iterator[str]:
        return (self._look(row).id for row in range(self._many))

    def __len__(self) -> int:
        return self._many


def _named(row: int, told: Row | Product, id: str) -> tuple[int, Named] | None:
    if id == told.id:
        own = next((one for one in _variants(told) if one.id == id), None)
        return 0, Named(row, told.id, own)
    for level, ids in ((1, [v.id for v in _variants(told)]), (2, [v.sku for v in _variants(told)])):
        if id in ids:
            return level, Named(row, told.id, _variants(told)[ids.index(id)])
    if id in (told.sku, told.group):
        return (3 if id == told.sku else 4), Named(row, told.id, None)
    return None


def _variants(told: Row | Product) -> tuple[Variant, ...]:
    return variants_of(told) if isinstance(told, Row) else told.variants


def keys_of(told: Row | Product) -> set[int]:
    """Everything that one product is found by."""
    found = {_hash(ID, one) for one in (told.id, told.sku, told.group) if one}
    if told.variants:
        found.update(_hash(ID, one) for variant in _variants(told) for one in (variant.id, variant.sku) if one)
    for title in told.title.values():
        for token in title.split():
            if not token.isdigit():
                found |= _words(token)
    return found


@lru_cache(maxsize=50_000)
def _words(token: str) -> frozenset[int]:
    return frozenset(_hash(WORD, one) for one in stems(token) if not one.isdigit())


def _hash(sort: str, text: str) -> int:
    return crc32((sort + text).encode())


def sorted_keys(keys: Keys, counts: Keys) -> Finding:
    """The finding of keys that stand row by row, `counts[row]` of each."""
    rows = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    order = np.argsort(keys, kind="stable")
    return Finding(keys[order], rows[order])


def finding_of(products: Iterable[Product]) -> Finding:
    """The finding of products in memory."""
    sets = [keys_of(one) for one in products]
    keys = np.fromiter(chain.from_iterable(sets), np.uint32)
    return sorted_keys(keys, np.array([len(one) for one in sets], np.uint32))


__all__ = ["ID", "WORD", "Finding", "Found", "Keys", "Named", "finding_of", "keys_of", "sorted_keys"]
