"""What the shop says of itself: ways of delivery, returns, payment, and passages of its help pages; read from its file."""

from bisect import bisect_right
from datetime import UTC, datetime
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell.advise.catalogue import Words
from softsell.errors import BadRequest
from softsell.values import Money, holds

TOPICS = ("returns", "delivery", "payment", "care", "trust", "account", "privacy", "warranty", "size", "gift", "other")


class Delivery(Struct, frozen=True, kw_only=True):
    """One way to receive an order. `price` and `free_from` (order value from which it is free) are minor units.

    `kind` is "pickup", "parcel", "home", "abroad" or the shop's own. `postcodes` are ranges (first, last) or single
    codes; none means everywhere, except for "abroad", which goes to `countries` (codes, ISO 3166; none: not said). Days are
    working days. It holds from `as_of` to `valid_until`. `labels` are the shipping labels of the products it is for (none:
    for all; "": those without a label).
    """

    id: str
    label: Words
    price: int
    currency: str
    as_of: datetime
    kind: str = "parcel"
    postcodes: tuple[tuple[str, ...], ...] = ()
    countries: tuple[str, ...] = ()
    free_from: int | None = None
    days_min: int | None = None
    days_max: int | None = None
    url: str = ""
    source: str = ""
    valid_until: datetime | None = None
    labels: tuple[str, ...] = ()


class Return(Struct, frozen=True, kw_only=True):
    """How products with these return policy labels ("": those without) can be returned; `days` None: not said."""

    labels: tuple[str, ...]
    days: int | None = None
    payer: Words = {}
    url: str = ""


class Passage(Struct, frozen=True, kw_only=True):
    """A short piece of the shop's help, which can be shown as it stands and opened at `url`."""

    id: str
    topic: str
    title: Words
    text: Words
    as_of: datetime
    url: str = ""
    keywords: dict[str, tuple[str, ...]] = {}
    valid_until: datetime | None = None
    source: str = ""  # where it can be checked, when that is not its address


class Shelf(Struct, frozen=True, eq=False):
    """Passages that came together and are indexed together, once; those that are over stand there too."""

    passages: tuple[Passage, ...]


class Knowledge(Struct, frozen=True, kw_only=True, eq=False):
    """Everything the shop has said of itself, as of `as_of`; the `*_url` are where each typed fact can be checked.

    `return_*` are for products whose label no one of `returns` names.

    `passages` are those that may be said; `shelves` are how they are searched (none: as one shelf), at the moment `at`.
    """

    deliveries: tuple[Delivery, ...] = ()
    passages: tuple[Passage, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    at: datetime | None = None
    return_days: int | None = None
    return_payer: Words = {}
    return_url: str = ""
    returns: tuple[Return, ...] = ()
    payment_methods: dict[str, tuple[str, ...]] = {}
    payment_url: str = ""
    currency: str = "ISK"
    as_of: datetime | None = None
    valid_until: datetime | None = None


class _DeliveryRow(Struct):
    id: str
    label: Words
    price: int
    currency: str = ""
    kind: str = "parcel"
    postcodes: tuple[tuple[str, ...], ...] = ()
    countries: tuple[str, ...] = ()
    free_from: int | None = None
    days_min: int | None = None
    days_max: int | None = None
    url: str = ""
    source: str = ""
    as_of: datetime | None = None
    valid_until: datetime | None = None
    labels: tuple[str, ...] = ()


class _PassageRow(Struct):
    id: str
    topic: str
    title: Words
    text: Words
    url: str = ""
    keywords: dict[str, tuple[str, ...]] = {}
    as_of: datetime | None = None
    valid_until: datetime | None = None


class _File(Struct):
    as_of: datetime
    valid_until: datetime | None = None
    currency: str = "ISK"
    deliveries: list[_DeliveryRow] = []
    passages: list[_PassageRow] = []
    return_days: int | None = None
    return_payer: Words = {}
    return_url: str = ""
    returns: tuple[Return, ...] = ()
    payment_methods: dict[str, tuple[str, ...]] = {}
    payment_url: str = ""


def empty() -> Knowledge:
    """A shop that has said nothing of itself."""
    return Knowledge()


def decode(text: str | bytes) -> Knowledge:
    """The knowledge from its JSON file. Raises BadRequest with the path of the first mistake."""
    try:
        file = msgspec.json.decode(text, type=_File)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise BadRequest(message, path.strip("`").removeprefix("$").removeprefix(".")) from error
    except msgspec.DecodeError as error:
        raise BadRequest(f"not JSON: {error}", "knowledge") from error
    _check(file)
    deliveries = tuple(
        Delivery(
            id=row.id, label=row.label, price=row.price, currency=row.currency or file.currency, as_of=row.as_of or file.as_of,
            kind=row.kind, postcodes=row.postcodes, countries=row.countries, free_from=row.free_from, days_min=row.days_min,
            days_max=row.days_max, url=row.url, source=row.source or row.url or f"delivery {row.id}",
            valid_until=row.valid_until or file.valid_until, labels=row.labels,
        )
        for row in file.deliveries
    )  # fmt: skip
    passages = tuple(
        Passage(
            id=row.id,
            topic=row.topic,
            title=row.title,
            text=row.text,
            as_of=row.as_of or file.as_of,
            url=row.url,
            keywords=row.keywords,
            valid_until=row.valid_until or file.valid_until,
        )
        for row in file.passages
    )
    return Knowledge(
        deliveries=deliveries, passages=passages, return_days=file.return_days, return_payer=file.return_payer,
        return_url=file.return_url, returns=file.returns, payment_methods=file.payment_methods, payment_url=file.payment_url,
        currency=file.currency, as_of=file.as_of, valid_until=file.valid_until,
    )  # fmt: skip


def _check(file: _File) -> None:
    times = [("as_of", file.as_of), ("valid_until", file.valid_until)]
    times += [(f"deliveries[{n}].as_of", way.as_of) for n, way in enumerate(file.deliveries)]
    times += [(f"deliveries[{n}].valid_until", way.valid_until) for n, way in enumerate(file.deliveries)]
    times += [(f"passages[{n}].as_of", one.as_of) for n, one in enumerate(file.passages)]
    times += [(f"passages[{n}].valid_until", one.valid_until) for n, one in enumerate(file.passages)]
    for where, time in times:
        if time is not None and time.tzinfo is None:
            raise BadRequest("a time needs its zone", where)
    for n, way in enumerate(file.deliveries):
        at = f"deliveries[{n}]"
        if way.price < 0:
            raise BadRequest("a price is never below nought", f"{at}.price")
        for m, code in enumerate(way.countries):
            if not (len(code) == 2 and code.isascii() and code.isupper()):
                raise BadRequest("a country is its code of two capitals (ISO 3166)", f"{at}.countries[{m}]")
        for m, group in enumerate(way.postcodes):
            if len(group) not in (1, 2) or (len(group) == 2 and _code(group[0]) > _code(group[1])):
                raise BadRequest("one postcode, or the first and the last", f"{at}.postcodes[{m}]")
        if way.days_min is not None and way.days_max is not None and way.days_min > way.days_max:
            raise BadRequest("the fewest days are more than the most", f"{at}.days_min")
    named: set[str] = set()
    for n, term in enumerate(file.returns):
        if not term.labels or named & set(term.labels):
            raise BadRequest("a term of return needs labels that no other term names", f"returns[{n}].labels")
        named |= set(term.labels)
    if any(days is not None and days < 0 for days in (file.return_days, *(term.days for term in file.returns))):
        raise BadRequest("days are never below nought", "returns")
    for n, passage in enumerate(file.passages):
        if passage.topic not in TOPICS:
            raise BadRequest(f"a topic is one of {', '.join(TOPICS)}", f"passages[{n}].topic")
        if not passage.text:
            raise BadRequest("a passage needs its text", f"passages[{n}].text")
    for name, ids in (
        ("deliveries", [one.id for one in file.deliveries]),
        ("passages", [one.id for one in file.passages]),
    ):
        first = {one: n for n, one in reversed(list(enumerate(ids)))}
        twice = next((n for n, one in enumerate(ids) if not one or first[one] < n), None)
        if twice is not None:
            raise BadRequest(f"the id {ids[twice]!r} is empty or used twice", f"{name}[{twice}].id")


def current(knowledge: Knowledge, now: datetime) -> Knowledge:
    """What of it holds at that time: what is over, or not known until later, is as if it had never been said.

    Between two moments at which something begins or ends it is the same value, so nothing is computed or indexed anew.
    """
    return _cut(knowledge, bisect_right(_turns(knowledge), now))


@lru_cache(maxsize=8)
def _turns(knowledge: Knowledge) -> tuple[datetime, ...]:
    """Every moment at which something of it begins or ends, in order."""
    whole: tuple[Delivery | Passage | Knowledge, ...] = (knowledge, *knowledge.deliveries, *knowledge.passages)
    return tuple(sorted({t for one in whole for t in (one.as_of, one.valid_until) if t is not None}))


@lru_cache(maxsize=16)
def _cut(knowledge: Knowledge, turn: int) -> Knowledge:
    """The knowledge as it stands after so many turns."""
    turns = _turns(knowledge)
    now = turns[turn - 1] if turn else datetime.min.replace(tzinfo=UTC)

    deliveries = tuple(one for one in knowledge.deliveries if holds(one.as_of, one.valid_until, now))
    passages = tuple(one for one in knowledge.passages if holds(one.as_of, one.valid_until, now))
    whole = holds(knowledge.as_of, knowledge.valid_until, now)
    if whole and len(deliveries) == len(knowledge.deliveries) and len(passages) == len(knowledge.passages):
        return knowledge
    left = replace(knowledge, deliveries=deliveries, passages=passages, shelves=shelves(knowledge), at=now)
    return left if whole else replace(left, return_days=None, returns=(), payment_methods={})


@lru_cache(maxsize=8)
def shelves(knowledge: Knowledge) -> tuple[Shelf, ...]:
    """How its passages are searched: the shelves it has, or all of them as one."""
    return knowledge.shelves or (Shelf(knowledge.passages),)


def with_kept(knowledge: Knowledge, kept: tuple[Passage, ...]) -> Knowledge:
    """The knowledge of the shop's files with the answers that people of the shop gave and kept: a shelf of their own."""
    if not kept:
        return knowledge
    return replace(knowledge, passages=(*kept, *knowledge.passages), shelves=(*shelves(knowledge), Shelf(kept)))


def _code(postcode: str) -> tuple[int, str]:
    """How postcodes are ordered: numbers as numbers, others as text after them."""
    bare = postcode.replace(" ", "").upper()
    return (int(bare), "") if bare.isascii() and bare.isdigit() else (10**9, bare)


def delivery(knowledge: Knowledge, postcode: str) -> tuple[Delivery, ...]:
    """The ways to receive an order at that postcode, the cheapest first; pick-up is one where the shop counts it near."""
    ways = [way for way in knowledge.deliveries if postcode.strip() and _reaches(way, _code(postcode))]
    return tuple(sorted(ways, key=lambda way: (way.price, way.days_max or 99, way.id)))


def abroad(knowledge: Knowledge, country: str) -> tuple[Delivery, ...] | None:
    """The ways to a country by its code, the cheapest first; None where the shop has not said to which countries it sends."""
    if not any(way.countries for way in knowledge.deliveries):
        return None
    ways = [way for way in knowledge.deliveries if country in way.countries]
    return tuple(sorted(ways, key=lambda way: (way.price, way.days_max or 99, way.id)))


def _reaches(way: Delivery, code: tuple[int, str]) -> bool:
    if not way.postcodes:
        return way.kind != "abroad" and not way.countries
    return any(_code(group[0]) <= code <= _code(group[-1]) for group in way.postcodes)


def fee(way: Delivery, goods: int) -> int:
    """What this way costs for goods of that value, minor units."""
    return 0 if way.free_from is not None and goods >= way.free_from else way.price


def total(knowledge: Knowledge, goods: int, currency: str, postcode: str) -> Money | None:
    """The goods with the cheapest way to have them brought to that place, or None when no way is known in the currency."""
    ways = [way for way in delivery(knowledge, postcode) if way.kind != "pickup" and way.currency == currency]
    if not ways:
        return None
    way = min(ways, key=lambda one: fee(one, goods))
    return Money(
        amount=goods + fee(way, goods),
        currency=currency,
        source=way.source,
        as_of=way.as_of,
        includes="tax+delivery",
        valid_until=way.valid_until,
    )
