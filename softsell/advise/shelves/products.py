"""What a catalogue is made of: products, kinds of thing, and the facets that can be known of them and asked about.

Rules
1. A facet asks about *use*; its choices are quick answers that map to values or to a range of a number.
2. An attribute that a product lacks is unknown, never false.
"""

from datetime import date, datetime

from msgspec import Struct

from softsell.values import holds

Words = dict[str, str]  # language -> text
Attribute = bool | float | str | tuple[str, ...]

KINDS = ("choice", "flag", "number", "many")
# The words for the two sides of a flag, where the facet gives no choices of its own.
YES_NO: dict[str, Words] = {"yes": {"en": "Yes", "is": "Já"}, "no": {"en": "No", "is": "Nei"}}


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
    `attribute` is what it is of, where several facets are of one attribute, each for its own kinds ("size" of shoes, of lamps).
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
    attribute: str = ""


class Category(Struct, frozen=True):
    """A kind of thing the shop sells."""

    id: str
    label: Words


class Variant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One size or colour of a product. `price` and `stock` None: those of the product; `options` as the shop writes them."""

    id: str
    sku: str = ""
    price: int | None = None
    stock: int | None = None
    restock: date | None = None
    options: dict[str, str] = {}
    url: str = ""


class Product(Struct, frozen=True, kw_only=True):
    """One thing for sale. `price` is minor units of `currency`, tax in; `stock` None: the shop does not say.

    `keywords` are the words a buyer may use for it, by language. `as_of` is when the catalogue said all this, and
    `valid_until` how long its price and stock hold. `group` is the shop's id of what its variants are of. The two labels
    say which ways of delivery and terms of return of the shop are for it.
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
    variants: tuple[Variant, ...] = ()
    group: str = ""
    shipping_label: str = ""
    return_policy_label: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether its price and stock are true at that time, as far as the shop has said."""
        return holds(self.as_of, self.valid_until, now)


def choices_of(facet: Facet) -> tuple[FacetChoice, ...]:
    """The quick answers of a facet: its own, else yes and no for a flag, else one for each value."""
    if facet.choices:
        return facet.choices
    if facet.kind == "flag":
        # "no" is no need for it, so a product that has it still fits; "must not have it" is an unwanted need.
        accepted = {"yes": ("yes",), "no": ("yes", "no")}
        return tuple(FacetChoice(id=key, label=words, values=accepted[key]) for key, words in YES_NO.items())
    return tuple(FacetChoice(id=key, label=words, values=(key,)) for key, words in facet.values.items())


def say(words: Words, lang: str) -> str:
    """The text in `lang`, else in English, else in any language, else ""."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")
