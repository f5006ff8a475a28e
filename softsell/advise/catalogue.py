"""The catalogue: products, what can be asked about them (facets), and their compact index.

Row i of every array is `products[i]`. Small catalogues are built in memory (`build`); large ones are read line by line
into arrays (`shelving`) and decode a product's texts only when somebody looks at it. Both answer alike.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from msgspec import Struct, field

from softsell.advise.shelves import rows as files
from softsell.advise.shelves.finding import Finding, Found, finding_of
from softsell.advise.shelves.index import (
    Codes,
    Column,
    Floats,
    Mask,
    Masks,
    column_of,
    grow,
    growing,
    grown,
    lots_of,
    small,
)
from softsell.advise.shelves.products import (
    KINDS,
    YES_NO,
    Attribute,
    Category,
    Facet,
    FacetChoice,
    Product,
    Variant,
    Words,
    choices_of,
    say,
)  # fmt: skip

T = TypeVar("T")

# What is asked about besides facets; `label` knows these too.
BUILT_IN: dict[str, Words] = {
    "budget": {"en": "price", "is": "verð"},
    "category": {"en": "kind of product", "is": "vöruflokkur"},
    "place": {"en": "postcode", "is": "póstnúmer"},
}


KIND_EPS = 0.001  # who names a kind of product means it


class Catalogue(Struct, frozen=True, eq=False, weakref=True):
    """Products, facets and categories with their index.

    `rows` leads from an id of a product, variant or SKU to its row (`finding`).
    `prices` in minor units; `stocked`: not known to be out of stock; `kinds[row]` is a place in `kind_names`, and
    `kind_column` the kind as a facet; `lots` decide between equals; `since` and `until` are when its price and stock hold
    (seconds since 1970; infinity: no end).
    `worked` holds what was worked out of it (`once`).
    """

    products: Sequence[Product]
    facets: dict[str, Facet]
    categories: dict[str, Category]
    rows: Found
    finding: Finding
    columns: dict[str, Column]
    prices: Floats
    stocked: Mask
    kinds: Codes
    kind_names: tuple[str, ...]
    lots: Codes
    since: Floats
    until: Floats
    kind_column: Column
    as_of: datetime | None = None
    worked: dict[Any, Any] = field(default_factory=dict)

    def once(self, work: "Callable[[Catalogue], T]") -> T:
        """What `work` makes of this catalogue, worked out once and gone with it."""
        if work not in self.worked:
            self.worked[work] = work(self)
        found: T = self.worked[work]
        return found

    @property
    def category_masks(self) -> Masks:
        """Who is of a kind."""
        places = {name: n for n, name in enumerate(self.kind_names)}
        return Masks(self.kind_names, lambda name: np.asarray(self.kinds == places[name]))

    def kind(self, row: int) -> str:
        """The category of a product."""
        return self.kind_names[int(self.kinds[row])]

    def get(self, id: str) -> Product | None:
        """The product that an id of its own, of a variant, a SKU or its group leads to, or None."""
        row = self.rows.get(id)
        return None if row is None else self.products[row]

    def variant(self, id: str) -> Variant | None:
        """The variant that an id or SKU names, or None."""
        found = self.rows.named(id)
        return None if found is None else found.variant

    def names(self, product_id: str, variant_id: str = "") -> tuple[str, str]:
        """What the catalogue calls a thing that the shop named by these: (product's id, variant's id or "").

        The variant's name counts first, for it says more. What nobody knows stays as it is.
        """
        for one in (variant_id, product_id):
            if one and (found := self.rows.named(one)) is not None:
                return found.product_id, found.variant.id if found.variant else ""
        return product_id, variant_id

    def hold(self, now: datetime) -> Mask:
        """Whose price and stock are true at that time, as far as the shop has said."""
        at = now.timestamp()
        return np.asarray((self.since <= at) & (at < self.until))


def decode(text: str | bytes) -> tuple[tuple[Product, ...], tuple[Facet, ...], tuple[Category, ...]]:
    """The products, facets and categories of a catalogue's file, JSON or JSON lines, ready for `build(*decode(text))`.

    Raises BadRequest with the place of the first mistake (`rows`).
    """
    head, found, _ = files.decode(text)
    products = tuple(
        files.product(row, head, {key: value for key, value in row.attributes.items() if value is not None})
        for row in found
    )
    return products, head.facets, head.categories


def build(
    products: tuple[Product, ...], facets: tuple[Facet, ...] = (), categories: tuple[Category, ...] = ()
) -> Catalogue:
    """The catalogue with its index; one pass per facet."""
    names = tuple(
        dict.fromkeys([*(category.id for category in categories), *(product.category for product in products)])
    )
    places = {name: n for n, name in enumerate(names)}
    kinds = small(np.array([places[product.category] for product in products], np.int64))
    prices = np.array([product.price for product in products], dtype=np.float64)
    columns = {}
    for facet in facets:
        column = growing(facet)
        grow(column, [product.attributes.get(facet.id) for product in products], applies(facet, kinds, names))
        columns[facet.id] = grown(column, prices)
    finding = finding_of(products)
    ends = [np.inf if one.valid_until is None else one.valid_until.timestamp() for one in products]
    return Catalogue(
        products=products,
        facets={facet.id: facet for facet in facets},
        categories={category.id: category for category in categories},
        rows=Found(finding, len(products), products.__getitem__),
        finding=finding,
        columns=columns,
        prices=prices,
        stocked=np.array([product.stock is None or product.stock > 0 for product in products], dtype=np.bool_),
        kinds=kinds,
        kind_names=names,
        lots=lots_of([product.id for product in products]),
        since=np.array([product.as_of.timestamp() for product in products]),
        until=np.array(ends, dtype=np.float64),
        kind_column=kind_column(categories, kinds, names),
        as_of=max((product.as_of for product in products), default=None),
    )


def empty() -> Catalogue:
    """A catalogue with nothing in it."""
    return build(())


def applies(facet: Facet, kinds: Codes, names: Sequence[str]) -> Mask:
    """To which products a facet applies, by their kinds."""
    table = np.array([not facet.categories or name in facet.categories for name in names] or [True], np.bool_)
    return np.asarray(table[kinds])


def kind_column(categories: Sequence[Category], kinds: Codes, names: tuple[str, ...]) -> Column:
    """The kind of product as a column, whose quick answers are the declared kinds that have products."""
    counts = np.bincount(kinds, minlength=len(names))
    some = {name for name, n in zip(names, counts, strict=True) if n}
    choices = tuple(FacetChoice(id=one.id, label=one.label, values=(one.id,)) for one in categories if one.id in some)
    facet = Facet(id="category", kind="choice", label={}, choices=choices or (FacetChoice(id=""),))
    return column_of(facet, small(2 * kinds.astype(np.int64) + 3), (None, *names), np.zeros(0), -1, KIND_EPS)


def label(catalogue: Catalogue, facet: str, lang: str) -> str:
    """What a facet is called, "budget", "category" and "place" too; its id when it has no word in `lang`."""
    own = catalogue.facets.get(facet)
    return say(own.label if own else BUILT_IN.get(facet, {}), lang) or facet


__all__ = [
    "BUILT_IN", "KINDS", "YES_NO", "Attribute", "Catalogue", "Category", "Column", "Facet", "FacetChoice", "Floats", "Mask",
    "Product", "Variant", "Words", "applies", "build", "choices_of", "decode", "empty", "label", "say",
]  # fmt: skip
