"""The catalogue: products, what can be asked about them (facets), and a compact numpy index built once.

Rules
1. A facet asks about *use*; its choices are quick answers that map to values or to a range of a number.
2. An attribute that a product lacks is unknown, never false: every question to the index has a `known` beside it.
3. The file's mistakes are named by their path (`products[3].price`).
"""

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from softsell.errors import BadRequest
from softsell.values import holds

Words = dict[str, str]  # language -> text
Attribute = bool | float | str | tuple[str, ...]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Floats = np.ndarray[Any, np.dtype[np.float64]]

KINDS = ("choice", "flag", "number", "many")
# The words for the two sides of a flag, where the facet gives no choices of its own.
YES_NO: dict[str, Words] = {"yes": {"en": "Yes", "is": "Já"}, "no": {"en": "No", "is": "Nei"}}
# What is asked about besides facets; `label` knows these too.
BUILT_IN: dict[str, Words] = {
    "budget": {"en": "price", "is": "verð"},
    "category": {"en": "kind of product", "is": "vöruflokkur"},
    "place": {"en": "postcode", "is": "póstnúmer"},
}


class FacetChoice(Struct, frozen=True):
    """A quick answer: it accepts any of `values`, or a number from `min` to below `max` (facet's unit)."""

    id: str
    label: Words = {}
    values: tuple[str | bool, ...] = ()
    min: float | None = None
    max: float | None = None


class Facet(Struct, frozen=True, kw_only=True):
    """What can be known of a product and asked of a buyer. `cost` is the trouble of answering, in bits.

    `kind`: "choice" (one value), "flag" (true or false), "number" (in `unit`), "many" (several values).
    `question` asks for use, not specification; a facet without one is never asked. `categories` empty: all of them.
    """

    id: str
    kind: str
    label: Words
    question: Words = {}
    unit: str = ""
    values: dict[str, Words] = {}
    choices: tuple[FacetChoice, ...] = ()
    categories: tuple[str, ...] = ()
    cost: float = 0.1


class Category(Struct, frozen=True):
    """A kind of thing the shop sells."""

    id: str
    label: Words


class Product(Struct, frozen=True, kw_only=True):
    """One thing for sale. `price` is minor units of `currency`, tax in; `stock` None: the shop does not say.

    `keywords` are the words a buyer may use for it, by language. `as_of` is when the catalogue said all this, and
    `valid_until` how long its price and stock hold.
    """

    id: str
    title: Words
    category: str
    price: int
    currency: str
    as_of: datetime
    sku: str = ""
    summary: Words = {}
    benefit: Words = {}
    drawback: Words = {}
    brand: str = ""
    stock: int | None = None
    restock: date | None = None
    url: str = ""
    attributes: dict[str, Attribute] = {}
    keywords: dict[str, tuple[str, ...]] = {}
    valid_until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether its price and stock are true at that time, as far as the shop has said."""
        return holds(self.as_of, self.valid_until, now)


class Column(Struct, frozen=True, eq=False):
    """One facet over all products (n rows): who has it, its number (NaN: unknown), its values and choices as masks."""

    known: Mask
    number: Floats
    values: dict[str, Mask]
    choices: dict[str, Mask]
    applies: Mask


class Catalogue(Struct, frozen=True, eq=False):
    """Products, facets and categories with their index: row i of every array is `products[i]`."""

    products: tuple[Product, ...]
    facets: dict[str, Facet]
    categories: dict[str, Category]
    rows: dict[str, int]
    columns: dict[str, Column]
    prices: Floats
    stocked: Mask
    category_masks: dict[str, Mask]
    as_of: datetime | None = None

    def get(self, product_id: str) -> Product | None:
        """The product, or None."""
        row = self.rows.get(product_id)
        return None if row is None else self.products[row]


class _ProductRow(Struct):
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


class _File(Struct):
    as_of: datetime
    currency: str
    products: list[_ProductRow]
    valid_until: datetime | None = None
    facets: list[Facet] = []
    categories: list[Category] = []


def decode(text: str | bytes) -> tuple[tuple[Product, ...], tuple[Facet, ...], tuple[Category, ...]]:
    """The products, facets and categories of a catalogue's JSON file, ready for `build(*decode(text))`.

    Raises BadRequest with the path of the first mistake: wrong shape, a name used twice, a category, facet or value
    that is not declared, a price below nought, a time without a zone.
    """
    try:
        file = msgspec.json.decode(text, type=_File)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise BadRequest(message, path.strip("`").removeprefix("$").removeprefix(".")) from error
    except msgspec.DecodeError as error:
        raise BadRequest(f"not JSON: {error}", "catalogue") from error
    times = [("as_of", file.as_of), ("valid_until", file.valid_until)]
    times += [(f"products[{n}].valid_until", row.valid_until) for n, row in enumerate(file.products)]
    for where, time in times:
        if time is not None and time.tzinfo is None:
            raise BadRequest("a time needs its zone", where)
    _check(file)
    products = tuple(_product(row, file) for row in file.products)
    return products, tuple(file.facets), tuple(file.categories)


def _product(row: _ProductRow, file: _File) -> Product:
    return Product(
        id=row.id, title=row.title, category=row.category, price=row.price, currency=row.currency or file.currency,
        as_of=file.as_of, sku=row.sku, summary=row.summary, benefit=row.benefit, drawback=row.drawback, brand=row.brand,
        stock=row.stock, restock=row.restock, url=row.url or f"/shop/p/{row.id}", keywords=row.keywords,
        valid_until=row.valid_until or file.valid_until,
        attributes={key: value for key, value in row.attributes.items() if value is not None},
    )  # fmt: skip


def _check(file: _File) -> None:
    for name, ids in (
        ("categories", [category.id for category in file.categories]),
        ("facets", [facet.id for facet in file.facets]),
        ("products", [row.id for row in file.products]),
    ):
        seen: set[str] = set()
        for n, one in enumerate(ids):
            if not one or one in seen:
                raise BadRequest(f"the id {one!r} is empty or used twice", f"{name}[{n}].id")
            seen.add(one)
    categories = {category.id for category in file.categories}
    facets = {facet.id: facet for facet in file.facets}
    for n, facet in enumerate(file.facets):
        _check_facet(facet, categories, f"facets[{n}]")
    for n, row in enumerate(file.products):
        at = f"products[{n}]"
        if row.category not in categories:
            raise BadRequest(f"no category {row.category!r}", f"{at}.category")
        if row.price < 0:
            raise BadRequest("a price is never below nought", f"{at}.price")
        for key, value in row.attributes.items():
            if key not in facets:
                raise BadRequest(f"no facet {key!r}", f"{at}.attributes.{key}")
            if value is not None:
                _check_value(facets[key], value, f"{at}.attributes.{key}")


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


def _check_value(facet: Facet, value: Attribute, at: str) -> None:
    match facet.kind, value:
        case ("flag", bool()) | ("number", float()):
            return
        case ("number", int()) if not isinstance(value, bool):
            return
        case "choice", str() if not facet.values or value in facet.values:
            return
        case "many", tuple() if not facet.values or all(one in facet.values for one in value):
            return
    raise BadRequest(f"{value!r} is not a value of the {facet.kind} facet {facet.id!r}", at)


def build(
    products: tuple[Product, ...], facets: tuple[Facet, ...] = (), categories: tuple[Category, ...] = ()
) -> Catalogue:
    """The catalogue with its index; one pass per facet."""
    names = dict.fromkeys([category.id for category in categories] + [product.category for product in products])
    kinds = np.array([product.category for product in products], dtype=object)
    masks = {name: np.asarray(kinds == name, dtype=np.bool_) for name in names}
    prices = np.array([product.price for product in products], dtype=np.float64)
    return Catalogue(
        products=products,
        facets={facet.id: facet for facet in facets},
        categories={category.id: category for category in categories},
        rows={product.id: row for row, product in enumerate(products)},
        columns={facet.id: _column(facet, products, prices, masks) for facet in facets},
        prices=prices,
        stocked=np.array([product.stock is None or product.stock > 0 for product in products], dtype=np.bool_),
        category_masks=masks,
        as_of=max((product.as_of for product in products), default=None),
    )


def empty() -> Catalogue:
    """A catalogue with nothing in it."""
    return build(())


def _column(facet: Facet, products: tuple[Product, ...], prices: Floats, masks: Mapping[str, Mask]) -> Column:
    n = len(products)
    found = [product.attributes.get(facet.id) for product in products]
    number = np.full(n, np.nan)
    if facet.kind == "number":
        number = np.array([math.nan if value is None else float(value) for value in found])  # type: ignore[arg-type]
        if facet.id in ("budget", "price") and np.isnan(number).all():
            number = prices
    sets = [_values(value) for value in found]
    names = dict.fromkeys([*facet.values, *(value for one in sets for value in one)])
    values = {name: np.array([name in one for one in sets], dtype=np.bool_) for name in names}
    known = ~np.isnan(number) if facet.kind == "number" else np.array([value is not None for value in found], np.bool_)
    applies = np.ones(n, np.bool_)
    if facet.categories:
        applies = np.zeros(n, np.bool_)
        for category in facet.categories:
            applies |= masks.get(category, np.zeros(n, np.bool_))
    choices = {choice.id: _accepts(choice, values, number) for choice in choices_of(facet)}
    return Column(known=known.astype(np.bool_), number=number, values=values, choices=choices, applies=applies)


def _values(value: Attribute | None) -> tuple[str, ...]:
    match value:
        case bool():
            return ("yes",) if value else ("no",)
        case str():
            return (value,)
        case tuple() | list():
            return tuple(value)
    return ()


def _accepts(choice: FacetChoice, values: Mapping[str, Mask], number: Floats) -> Mask:
    if choice.min is not None or choice.max is not None:
        low = -math.inf if choice.min is None else choice.min
        high = math.inf if choice.max is None else choice.max
        with np.errstate(invalid="ignore"):
            return np.asarray((number >= low) & (number < high), dtype=np.bool_)
    mask = np.zeros(len(number), np.bool_)
    for value in choice.values:
        name = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        mask |= values.get(name, np.zeros(len(number), np.bool_))
    return mask


def choices_of(facet: Facet) -> tuple[FacetChoice, ...]:
    """The quick answers of a facet: its own, else yes and no for a flag, else one for each value."""
    if facet.choices:
        return facet.choices
    if facet.kind == "flag":
        # "no" is no need for it, so a product that has it still fits; "must not have it" is an unwanted need.
        accepted = {"yes": ("yes",), "no": ("yes", "no")}
        return tuple(FacetChoice(id=key, label=words, values=accepted[key]) for key, words in YES_NO.items())
    return tuple(FacetChoice(id=key, label=words, values=(key,)) for key, words in facet.values.items())


def label(catalogue: Catalogue, facet: str, lang: str) -> str:
    """What a facet is called, "budget", "category" and "place" too; its id when it has no word in `lang`."""
    own = catalogue.facets.get(facet)
    return say(own.label if own else BUILT_IN.get(facet, {}), lang) or facet


def say(words: Words, lang: str) -> str:
    """The text in `lang`, else in English, else in any language, else ""."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")
