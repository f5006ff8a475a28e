"""The catalogue's file: one JSON object, or JSON lines whose first is the head and each further one a product.

Rules
1. The file's mistakes are named by their path (`products[3].price`), in JSON lines by the line (`line 5: price`).
2. What holds for the whole file (currency, time, how long it holds) stands in the head; a row may say otherwise.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from softsell.advise.shelves.products import KINDS, Attribute, Category, Facet, Product, Variant, Words
from softsell.errors import BadRequest

T = TypeVar("T")
Place = Callable[[int], str]  # the n-th row -> how a mistake in it is named, up to the field


class Row(Struct):
    """A product as the file has it; currency and time come from the file's head unless it says otherwise."""

    id: str
    title: Words
    category: str
    price: int
    sku: str = ""
    currency: str = ""
    summary: Words = {}
    benefit: Words = {}
    drawback: Words = {}
    brand: str = ""
    stock: int | None = None
    restock: date | None = None
    url: str = ""
    attributes: dict[str, Attribute | None] = {}
    keywords: dict[str, tuple[str, ...]] = {}
    valid_until: datetime | None = None
    variants: tuple[str | Variant, ...] = ()  # an id alone: nothing is its own
    group: str = ""
    shipping_label: str = ""
    return_policy_label: str = ""


class Head(Struct, frozen=True):
    """What a catalogue says once, before its products."""

    as_of: datetime
    currency: str
    valid_until: datetime | None = None
    facets: tuple[Facet, ...] = ()
    categories: tuple[Category, ...] = ()


class _File(Struct):
    as_of: datetime
    currency: str
    products: list[Row]
    valid_until: datetime | None = None
    facets: tuple[Facet, ...] = ()
    categories: tuple[Category, ...] = ()


def decode(text: str | bytes) -> tuple[Head, list[Row], Place]:
    """The head and the rows of a file that is in memory, checked, and how a place in it is named. Both forms are read.

    Raises BadRequest with the place of the first mistake: wrong shape, a name used twice, a category, facet or value
    that is not declared, a price below nought, a time without a zone.
    """
    raw = text.encode() if isinstance(text, str) else text
    lines = raw.split(b"\n")
    if is_head(lines[0]):
        told = [(n, line) for n, line in enumerate(lines[1:], 2) if line.strip()]
        head, rows, at = head_of(lines[0]), [row_of(line, n) for n, line in told], at_line([n for n, _ in told])
    else:
        file = _read(raw, _File, "")
        head = Head(file.as_of, file.currency, file.valid_until, file.facets, file.categories)
        _check_head(head, "")
        rows, at = file.products, _at_product
    seen: dict[str, None] = {}
    for n, row in enumerate(rows):
        if not row.id or row.id in seen:
            raise BadRequest(f"the id {row.id!r} is empty or used twice", f"{at(n)}id")
        seen[row.id] = None
    check_rows(head, rows, at)
    for facet in head.facets:
        check_values(facet, [row.attributes.get(facet.id) for row in rows], at)
    return head, rows, at


def is_head(line: bytes) -> bool:
    """Whether a file's first line is the head of JSON lines: an object of its own, which holds no products."""
    try:
        found = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError:
        return False
    return "products" not in found and "as_of" in found


def head_of(line: bytes) -> Head:
    """The head of JSON lines, checked. Raises BadRequest."""
    head = _read(line, Head, "line 1: ")
    _check_head(head, "line 1: ")
    return head


def row_of(line: bytes, number: int) -> Row:
    """One line as a product's row; `number` names it when its shape is wrong."""
    try:
        return _ROW.decode(line)
    except msgspec.MsgspecError:
        return _read(line, Row, f"line {number}: ")  # the same mistake, named


_ROW = msgspec.json.Decoder(Row)


def _read(raw: bytes, type: type[T], at: str) -> T:
    try:
        return msgspec.json.decode(raw, type=type)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise BadRequest(message, at + path.strip("`").removeprefix("$").removeprefix(".")) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"not JSON: {error}", at.removesuffix(": ") or "catalogue") from error


def _at_product(n: int) -> str:
    return f"products[{n}]."


def at_line(numbers: Sequence[int]) -> Place:
    """How a mistake in JSON lines is named, when the n-th row stood in line `numbers[n]`."""
    return lambda n: f"line {numbers[n]}: "


def _check_head(head: Head, at: str) -> None:
    for name, time in (("as_of", head.as_of), ("valid_until", head.valid_until)):
        if time is not None and time.tzinfo is None:
            raise BadRequest("a time needs its zone", at + name)
    for name, ids in (("categories", [x.id for x in head.categories]), ("facets", [x.id for x in head.facets])):
        seen: set[str] = set()
        for n, one in enumerate(ids):
            if not one or one in seen:
                raise BadRequest(f"the id {one!r} is empty or used twice", f"{at}{name}[{n}].id")
            seen.add(one)
    categories = {category.id for category in head.categories}
    for n, facet in enumerate(head.facets):
        _check_facet(facet, categories, f"{at}facets[{n}]")


def _check_facet(facet: Facet, categories: set[str], at: str) -> None:
    if facet.kind not in KINDS:
        raise BadRequest(f"a facet is one of {', '.join(KINDS)}", f"{at}.kind")
    for category in facet.categories:
        if category not in categories:
            raise BadRequest(f"no category {category!r}", f"{at}.categories")
    for m, choice in enumerate(facet.choices):
        for value in choice.values:
            if facet.values and str(value) not in facet.values and not isinstance(value, bool):
                raise BadRequest(f"no value {value!r} in facet {facet.id!r}", f"{at}.choices[{m}].values")


def check_rows(head: Head, rows: Sequence[Row], at: Place) -> None:
    """Everything of the rows but the values of their attributes and whether an id is used twice."""
    categories = {category.id for category in head.categories}
    facets = {facet.id for facet in head.facets}
    for n, row in enumerate(rows):
        if not row.id:
            raise BadRequest("the id is empty", f"{at(n)}id")
        if row.category not in categories:
            raise BadRequest(f"no category {row.category!r}", f"{at(n)}category")
        if row.price < 0 or (row.variants and any((one.price or 0) < 0 for one in variants_of(row))):
            raise BadRequest("a price is never below nought", f"{at(n)}price")
        if row.valid_until is not None and row.valid_until.tzinfo is None:
            raise BadRequest("a time needs its zone", f"{at(n)}valid_until")
        if not row.attributes.keys() <= facets:
            key = next(key for key in row.attributes if key not in facets)
            raise BadRequest(f"no facet {key!r}", f"{at(n)}attributes.{key}")


def check_values(facet: Facet, values: Iterable[Attribute | None], at: Place) -> None:
    """The attributes of one facet, row by row; None is unknown."""
    for n, value in enumerate(values):
        if value is not None and not _is_value(facet, value):
            where = f"{at(n)}attributes.{facet.id}"
            raise BadRequest(f"{value!r} is not a value of the {facet.kind} facet {facet.id!r}", where)


def _is_value(facet: Facet, value: Attribute) -> bool:
    match facet.kind, value:
        case ("flag", bool()) | ("number", float()):
            return True
        case ("number", int()):
            return not isinstance(value, bool)
        case "choice", str():
            return not facet.values or value in facet.values
        case "many", tuple():
            return not facet.values or all(one in facet.values for one in value)
    return False


def variants_of(row: Row) -> tuple[Variant, ...]:
    """The variants, also of those that were told by their ids alone."""
    if not row.variants:
        return ()
    return tuple(Variant(id=one) if isinstance(one, str) else one for one in row.variants)


def product(row: Row, head: Head, attributes: dict[str, Attribute]) -> Product:
    """The row as a product of this file."""
    return Product(
        id=row.id, title=row.title, category=row.category, price=row.price, currency=row.currency or head.currency,
        as_of=head.as_of, sku=row.sku, summary=row.summary, benefit=row.benefit, drawback=row.drawback, brand=row.brand,
        stock=row.stock, restock=row.restock, url=row.url or f"/shop/p/{row.id}", keywords=row.keywords,
        valid_until=row.valid_until or head.valid_until, attributes=attributes, variants=variants_of(row), group=row.group,
        shipping_label=row.shipping_label, return_policy_label=row.return_policy_label,
    )  # fmt: skip
