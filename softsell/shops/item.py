"""What one row of a shop's product data says, before it is a product: the item, its ways of delivery, and what was wrong."""

from datetime import date, datetime

from msgspec import Struct


class Way(Struct, frozen=True, kw_only=True):
    """One way of delivery as the item has it: price in minor units, days from order to door; "" or None: not said."""

    country: str = ""
    region: str = ""
    service: str = ""
    price: int
    currency: str
    days_min: int | None = None
    days_max: int | None = None


class Returns(Struct, frozen=True):
    """How it may be returned: days (0: not at all; None: not said), who pays ("shop", "buyer", ""), and the page."""

    days: int | None = None
    payer: str = ""
    url: str = ""


class Item(Struct, kw_only=True):
    """One thing for sale as the shop's data has it. `at` is where ("line 12", "item 3", "page.html, block 2").

    `price` is minor units of `currency`; `stock` None: not said, 0: not to be had now. `traits` are attribute names as
    they stand with their values as they stand. The labels are the shop's own names of groups of products that are delivered, or
    returned, alike. `guesses` are what was read in one of several possible ways.
    """

    at: str
    id: str
    title: str
    price: int
    currency: str
    group: str = ""
    sku: str = ""
    description: str = ""
    highlights: tuple[str, ...] = ()
    brand: str = ""
    category: str = ""
    url: str = ""
    stock: int | None = None
    restock: date | None = None
    valid_until: datetime | None = None
    traits: dict[str, tuple[str, ...]] = {}
    benefit: str = ""
    drawback: str = ""
    ways: tuple[Way, ...] = ()
    returns: Returns | None = None
    shipping_label: str = ""
    return_policy_label: str = ""
    guesses: tuple[str, ...] = ()


class Trouble(Struct, frozen=True):
    """Something that could not be read: where, which column, why; `kept` when the item went on without it."""

    at: str
    column: str
    why: str
    kept: bool = False
