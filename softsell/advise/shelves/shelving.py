"""A catalogue of a million products from its lines: arrays and one blob of texts, ready to lie in a file.

Rules
1. Lines are read a piece at a time; nothing of them is kept but codes, numbers and the packed texts. A product is put
   together again when somebody looks at it: its attributes from the columns, the rest from the blob.
2. With the index of an earlier file of the same facets, a line that stood there too (64 bits of its hash) is taken over
   without being read; a line that is gone is gone.
3. What was packed comes back the same (`pack`, `unpack`). The arrays may be views of a file that is mapped into memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from operator import attrgetter
from typing import Any, overload

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import astuple

from softsell.advise.catalogue import Attribute, Catalogue, Product, Variant, applies, kind_column
from softsell.advise.shelves.finding import Finding, Found, keys_of, sorted_keys
from softsell.advise.shelves.index import Codes, Column, Floats, add, column_of, grow, growing, grown, lots_of, widen
from softsell.advise.shelves.rows import Head, Row, at_line, check_rows, product, row_of
from softsell.errors import BadRequest

PIECE = 20_000  # lines


class Texts(Sequence[Product]):
    """The products, put together one at a time."""

    def __init__(self, head: Head, columns: Mapping[str, Column], blob: Codes, offsets: Codes) -> None:
        self._head, self._columns, self._blob, self._offsets = head, columns, blob, offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, row: int) -> Product: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Product, ...]: ...
    def __getitem__(self, row: int | slice) -> Product | tuple[Product, ...]:
        if isinstance(row, slice):
            return tuple(self[n] for n in range(*row.indices(len(self))))
        row = range(len(self))[row]
        known = {name: column.value(row) for name, column in self._columns.items()}
        attributes: dict[str, Attribute] = {name: value for name, value in known.items() if value is not None}
        return product(self.row(row), self._head, attributes)

    def row(self, row: int) -> Row:
        """What the file says of one product, but its attributes."""
        told = dict(zip(_FIELDS, msgspec.msgpack.decode(self.packed(row)), strict=False))
        if told.get("variants"):
            told["variants"] = [_named(one) for one in told["variants"]]
        return msgspec.convert(told, Row)

    def packed(self, row: int) -> memoryview:
        """The texts of one product as they lie in the blob."""
        return self._blob[int(self._offsets[row]) : int(self._offsets[row + 1])].data


class Shelved(Struct, frozen=True, eq=False):
    """A catalogue with what it was made of: the hash of each line, and when the row itself says that it ends (NaN: no)."""

    head: Head
    catalogue: Catalogue
    texts: Texts
    arrays: dict[str, Any]

    def keys_by_row(self) -> tuple[Codes, Codes]:
        """The keys of all products row by row, and where those of each row begin."""
        rows = self.arrays["key_rows"]
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(self.texts)))])
        return self.arrays["keys"][np.argsort(rows, kind="stable")], starts


# A row without its attributes is packed as the list of its fields, which ends where only defaults follow.
_FIELDS = tuple(one for one in Row.__struct_fields__ if one != "attributes")
_TOLD = attrgetter(*_FIELDS)
_BARE, _NO_VARIANT = _TOLD(Row("", {}, "", 0)), astuple(Variant(id=""))
_ENCODE = msgspec.msgpack.Encoder().encode


class _Piece(Struct):
    """Some lines in a row: which of them are new, and where the others stood before."""

    marks: Codes
    fresh: Codes
    before: Codes
    rows: list[Row]

    def join(self, new: Codes, old: "Codes | _Rows") -> Codes:
        """An array over the piece: of the new rows as they come, of the others from the old array."""
        if len(self.fresh) == len(self.marks):
            return new
        whole = np.empty(len(self.marks), np.result_type(new, old))
        whole[self.fresh] = new
        whole[np.setdiff1d(np.arange(len(whole)), self.fresh)] = old[self.before]
        return whole


def shelve(head: Head, lines: Iterable[bytes], old: Shelved | None = None) -> Shelved:
    """The catalogue of these lines (the head's own left out). Raises BadRequest that names the line of the first mistake."""
    if old is not None and (old.head.facets, old.head.categories) != (head.facets, head.categories):
        old = None
    was = old.catalogue if old else None
    places = {category.id: n for n, category in enumerate(head.categories)}
    names = tuple(places)
    columns = {x.id: growing(x, was.columns[x.id] if was else None) for x in head.facets}
    found: dict[str, list[Codes]] = {
        name: [] for name in ("marks", "prices", "stocked", "kinds", "ends", "lots", "sizes", "keys", "key_counts")
    }
    by_row = old.keys_by_row() if old else None
    blob: list[bytes | memoryview] = []
    stood_in: list[int] = []
    for raw, numbers in _pieces(lines):
        stood_in += numbers
        piece = _piece(raw, old)
        at = at_line([numbers[n] for n in piece.fresh])
        piece.rows = rows = [row_of(raw[n], numbers[n]) for n in piece.fresh]
        check_rows(head, rows, at)
        kinds = np.array([places[row.category] for row in rows], np.uint16)
        for facet in head.facets:
            column = columns[facet.id]
            grow(column, [row.attributes.get(facet.id) for row in rows], applies(facet, kinds, names), at)
            if old is not None:
                _join(piece, column, old.catalogue.columns[facet.id])
        told = _packed(piece, old)
        blob += told
        new = {
            "marks": piece.marks,
            "prices": np.array([row.price for row in rows], np.float64),
            "stocked": np.array([row.stock is None or row.stock > 0 for row in rows], np.bool_),
            "kinds": kinds,
            "ends": np.array([row.valid_until.timestamp() if row.valid_until else np.nan for row in rows], np.float64),
            "lots": lots_of([row.id for row in rows]),
            "sizes": np.array([len(one) for one in told], np.int64),
        }
        for name, array in new.items():
            whole = array if old is None or name in ("marks", "sizes") else piece.join(array, old.arrays[name])
            found[name].append(whole)
        keys, counts = _keys(piece, by_row)
        found["keys"].append(keys)
        found["key_counts"].append(counts)
    arrays: dict[str, Any] = {
        name: np.concatenate(pieces) if pieces else _NOTHING[name] for name, pieces in found.items()
    }
    arrays["offsets"] = np.concatenate([[0], np.cumsum(arrays.pop("sizes"))]).astype(np.uint64)
    finding = sorted_keys(arrays.pop("keys"), arrays.pop("key_counts"))
    arrays |= {"keys": finding.keys, "key_rows": finding.rows}
    arrays["blob"] = np.frombuffer(b"".join(blob), np.uint8)
    done = {name: grown(column, arrays["prices"]) for name, column in columns.items()}
    shelved = _shelved(head, done, arrays)
    _check_twice(shelved, stood_in)
    return shelved


_NOTHING = {
    "marks": np.zeros(0, np.uint64), "prices": np.zeros(0), "stocked": np.zeros(0, np.bool_), "ends": np.zeros(0),
    "kinds": np.zeros(0, np.uint16), "lots": np.zeros(0, np.uint64), "sizes": np.zeros(0, np.int64),
    "keys": np.zeros(0, np.uint32), "key_counts": np.zeros(0, np.uint16),
}  # fmt: skip


def _pieces(lines: Iterable[bytes]) -> Iterator[tuple[list[bytes], list[int]]]:
    told = ((n, line.strip()) for n, line in enumerate(lines, 2))
    full = ((n, line) for n, line in told if line)
    while piece := list(islice(full, PIECE)):
        yield [line for _, line in piece], [n for n, _ in piece]


def _piece(raw: list[bytes], old: Shelved | None) -> _Piece:
    marks = np.frombuffer(b"".join(blake2b(line, digest_size=8).digest() for line in raw), "<u8")
    if old is None or not len(old.texts):
        return _Piece(marks, np.arange(len(raw)), np.zeros(0, np.int64), [])
    sorter = old.arrays["by_mark"]
    at = np.minimum(np.searchsorted(old.arrays["marks"], marks, sorter=sorter), len(sorter) - 1)
    rows = sorter[at]
    stood = old.arrays["marks"][rows] == marks
    return _Piece(marks, np.flatnonzero(~stood), rows[stood], [])


def _join(piece: _Piece, column: Any, old: Column) -> None:
    codes = column.codes.pop()
    number = column.numbers.pop() if column.numbers else None
    add(column, piece.join(codes, old.codes), None if number is None else piece.join(number, _Rows(old)))


class _Rows:
    """Old numbers, read only where they are needed."""

    def __init__(self, column: Column) -> None:
        self.column, self.dtype = column, np.dtype(np.float64)

    def __getitem__(self, rows: Codes) -> Floats:
        return widen(self.column, rows)


def _keys(piece: _Piece, by_row: tuple[Codes, Codes] | None) -> tuple[Codes, Codes]:
    """What the rows of a piece are found by, row by row, and how many keys each has."""
    sets: list[Iterable[int]] = [keys_of(row) for row in piece.rows]
    if by_row is not None and len(sets) != len(piece.marks):
        keys, starts = by_row
        whole: list[Iterable[int]] = [()] * len(piece.marks)
        for n, one in zip(piece.fresh.tolist(), sets, strict=True):
            whole[n] = one
        kept = np.setdiff1d(np.arange(len(whole)), piece.fresh)
        for n, row in zip(kept.tolist(), piece.before.tolist(), strict=True):
            whole[n] = keys[starts[row] : starts[row + 1]].tolist()
        sets = whole
    counts = np.array([len(one) for one in sets], np.uint16)  # type: ignore[arg-type]
    return np.fromiter(chain.from_iterable(sets), np.uint32, int(counts.sum())), counts


def _pack(row: Row) -> bytes:
    told = _cut(_TOLD(row), _BARE)
    if row.variants:
        at = _FIELDS.index("variants")
        variants = [one if isinstance(one, str) else _cut(astuple(one), _NO_VARIANT) for one in row.variants]
        told = (*told[:at], variants, *told[at + 1 :])
    return _ENCODE(told)


def _cut(told: tuple[Any, ...], bare: tuple[Any, ...]) -> tuple[Any, ...]:
    end = len(told)
    while told[end - 1] == bare[end - 1]:
        end -= 1
    return told[:end]


def _named(variant: Any) -> Any:
    return variant if isinstance(variant, str) else dict(zip(Variant.__struct_fields__, variant, strict=False))


def _packed(piece: _Piece, old: Shelved | None) -> list[bytes | memoryview]:
    new = [_pack(row) for row in piece.rows]
    if old is None or len(new) == len(piece.marks):
        return list(new)
    whole: list[bytes | memoryview] = [b""] * len(piece.marks)
    for n, one in zip(piece.fresh.tolist(), new, strict=True):
        whole[n] = one
    kept = np.setdiff1d(np.arange(len(whole)), piece.fresh)
    for n, row in zip(kept.tolist(), piece.before.tolist(), strict=True):
        whole[n] = old.texts.packed(row)
    return whole


def _check_twice(shelved: Shelved, stood_in: list[int]) -> None:
    order = np.argsort(shelved.arrays["lots"], kind="stable")
    lots = shelved.arrays["lots"][order]
    for n in np.flatnonzero(lots[1:] == lots[:-1]).tolist():
        one, other = sorted(order[n : n + 2].tolist())
        if shelved.texts.row(one).id == (id := shelved.texts.row(other).id):
            raise BadRequest(f"the id {id!r} is used twice", f"line {stood_in[other]}: id")


def _shelved(head: Head, columns: dict[str, Column], arrays: dict[str, Any]) -> Shelved:
    texts = Texts(head, columns, arrays["blob"], arrays["offsets"])
    finding = Finding(arrays["keys"], arrays["key_rows"])
    n, names = len(texts), tuple(category.id for category in head.categories)
    until = np.inf if head.valid_until is None else head.valid_until.timestamp()
    ends = arrays["ends"]
    arrays["by_mark"] = arrays.get("by_mark", np.argsort(arrays["marks"], kind="stable").astype(np.uint32))
    catalogue = Catalogue(
        products=texts,
        facets={facet.id: facet for facet in head.facets},
        categories={category.id: category for category in head.categories},
        rows=Found(finding, n, texts.row),
        finding=finding,
        columns=columns,
        prices=arrays["prices"],
        stocked=arrays["stocked"],
        kinds=arrays["kinds"],
        kind_names=names,
        lots=arrays["lots"],
        since=np.broadcast_to(np.float64(head.as_of.timestamp()), n),
        until=np.broadcast_to(np.float64(until), n) if np.isnan(ends).all() else np.where(np.isnan(ends), until, ends),
        kind_column=kind_column(head.categories, arrays["kinds"], names),
        as_of=head.as_of,
    )
    return Shelved(head, catalogue, texts, arrays)


class _Packed(Struct):
    """The head of an index: where it is from, and what the arrays after it are: (name, type, length)."""

    source: str
    head: Head
    meanings: dict[str, tuple[Attribute | None, ...]]
    decimals: dict[str, int]
    arrays: list[tuple[str, str, int]]


def pack(shelved: Shelved, source: str) -> tuple[bytes, list[Codes]]:
    """The head and the arrays of an index file; `source` says what it was made from."""
    columns = shelved.catalogue.columns
    named = [*shelved.arrays.items(), *((f"codes {name}", column.codes) for name, column in columns.items())]
    prices = shelved.catalogue.prices
    named += [(f"number {x}", c.number) for x, c in columns.items() if c.number.size and c.number is not prices]
    told = _Packed(
        source, shelved.head, {x: () if c.number.size else c.meanings for x, c in columns.items()},
        {x: c.decimals for x, c in columns.items()}, [(name, array.dtype.str, len(array)) for name, array in named],
    )  # fmt: skip
    return msgspec.json.encode(told), [np.ascontiguousarray(array) for _, array in named]


def unpack(head: bytes, array: Callable[[str, int], Codes]) -> tuple[Shelved, str]:
    """What `pack` packed, and its source; `array(type, length)` gives the arrays one after the other."""
    told = msgspec.json.decode(head, type=_Packed)
    arrays = {name: array(kind, length) for name, kind, length in told.arrays}
    columns = {}
    for facet in told.head.facets:
        number = arrays.pop(f"number {facet.id}", arrays["prices"] if facet.kind == "number" else np.zeros(0))
        codes = arrays.pop(f"codes {facet.id}")
        columns[facet.id] = column_of(facet, codes, told.meanings[facet.id], number, told.decimals[facet.id])
    return _shelved(told.head, columns, arrays), told.source


__all__ = ["Found", "Shelved", "Texts", "pack", "shelve", "unpack"]
