"""The value types that every room shares: money, slots and meanings. The ground, beside `errors`.

Rules
1. Money is integer minor units with its ISO 4217 currency (ISK has no minor unit: 18990 means 18.990 kr.).
2. A *slot* is a typed value that a text may say. Every number, price, date and stock claim carries where it comes from
   (`source`), when it was true (`as_of`) and, where the shop says so, until when (`valid_until`); voice refuses a claim
   slot without the first two, and one that is not true yet or no longer.
3. A *meaning* says what to say, never how: `kind` is the key of a phrase, present in every language.
"""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

# Digits after the decimal sign in ISO 4217; every currency that is absent has two.
EXPONENT = {
    "ISK": 0,
    "JPY": 0,
    "KRW": 0,
    "CLP": 0,
    "VND": 0,
    "UGX": 0,
    "KWD": 3,
    "BHD": 3,
    "JOD": 3,
    "OMR": 3,
    "TND": 3,
}


def minor(amount: float | str, currency: str) -> int:
    """The amount in minor units: `minor("129.90", "EUR") == 12990`, `minor(12990, "ISK") == 12990`.

    Raises ValueError for what is no finite number.
    """
    from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

    try:
        value = Decimal(str(amount)).scaleb(EXPONENT.get(currency, 2))
        return int(value.to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise ValueError(f"not an amount of money: {amount!r}") from error


def holds(as_of: datetime | None, valid_until: datetime | None, at: datetime) -> bool:
    """Whether what was true at `as_of`, and until `valid_until`, is true at that time; None: the shop does not say."""
    return (as_of is None or as_of <= at) and (valid_until is None or at < valid_until)


def soonest(ends: Iterable[datetime | None]) -> datetime | None:
    """Until when several claims hold together; None when none of them ends."""
    return min((end for end in ends if end is not None), default=None)


class Money(Struct, frozen=True, tag="money"):
    """An amount in minor units; `includes` says what the price holds ("tax", "tax+delivery")."""

    amount: int
    currency: str
    source: str = ""
    as_of: datetime | None = None
    includes: str = "tax"
    valid_until: datetime | None = None


class Count(Struct, frozen=True, tag="count"):
    """A whole number with its noun; the noun is a key that voice declines ("day", "workday", "product", "minute")."""

    n: int
    noun: str
    source: str = ""
    as_of: datetime | None = None
    valid_until: datetime | None = None


class Number(Struct, frozen=True, tag="number"):
    """A measure with its unit ("240 g"); an empty unit is a bare number."""

    value: float
    unit: str = ""
    source: str = ""
    as_of: datetime | None = None
    valid_until: datetime | None = None


class Day(Struct, frozen=True, tag="day"):
    """A calendar day; voice writes "8 June" or "8. júní"."""

    date: date
    source: str = ""
    as_of: datetime | None = None
    valid_until: datetime | None = None


class Moment(Struct, frozen=True, tag="moment"):
    """A day and a clock time, on the clock of whoever reads it; voice writes "Monday 8 June at 10:00" by its forms."""

    at: datetime
    source: str = ""
    as_of: datetime | None = None
    valid_until: datetime | None = None


class Text(Struct, frozen=True, tag="text"):
    """A name or a title as it stands, in the shopper's language; in Icelandic always nominative."""

    text: str


class Fact(Struct, frozen=True, tag="fact"):
    """A passage from the shop's own knowledge: `title` and `url` are what the shopper can open to check it."""

    text: str
    source: str
    as_of: datetime
    title: str = ""
    url: str = ""
    valid_until: datetime | None = None


class Link(Struct, frozen=True, tag="link"):
    """An address to open; it never acts by itself."""

    url: str


class Item(Struct, frozen=True, tag="item"):
    """One line of a cart or an offer: a product (the very variant, where one is meant) by name, how many, the price of one."""

    product_id: str
    title: str
    quantity: int = 1
    price: Money | None = None
    url: str = ""
    variant_id: str = ""


class Items(Struct, frozen=True, tag="items"):
    """Several lines."""

    items: tuple[Item, ...]


class Reason(Struct, frozen=True, tag="reason"):
    """Why a product is offered: the buyer's words or choice (`said`, at `turn`) and the attribute that meets it."""

    turn: int
    said: str
    facet: str
    label: str
    value: str


class Suggestion(Struct, frozen=True, tag="suggestion"):
    """A product on offer with its reasons and one honest drawback ("" when the catalogue knows none)."""

    item: Item
    reasons: tuple[Reason, ...] = ()
    drawback: str = ""
    benefit: str = ""


class Suggestions(Struct, frozen=True, tag="suggestions"):
    """Two or three products, best first."""

    suggestions: tuple[Suggestion, ...]


Slot = Money | Count | Number | Day | Moment | Text | Fact | Link | Item | Items | Suggestion | Suggestions


class Choice(Struct, frozen=True):
    """A quick answer under a question: `id` is what comes back; `label` is shown as it stands ("" = phrase `choice-<id>`)."""

    id: str
    label: str = ""


class Meaning(Struct, frozen=True):
    """What to say: a phrase key and its slots."""

    kind: str
    slots: dict[str, Slot] = {}
