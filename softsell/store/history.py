"""History as rows, in order and a page at a time: for replay, for the figures, for the law checker.

A row about a key that was joined into another is given under the key that stands for the person now.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core.shopper import Shopper, decode
from softsell.store.database import Database
from softsell.store.driver import Row
from softsell.store.times import ms, utc

PAGE = 1000
E = TypeVar("E", bound=Struct)


class Stored(Struct, frozen=True):
    """An event of the history. Per key, `seq` is the order in which the core saw them; `received` was its `now`."""

    seq: int
    key: str
    event: ev.Event
    received: datetime


class Exposure(Struct, frozen=True):
    """An Ask that went out ("sent", "unsure") or would have gone out to the control group ("ghosted")."""

    key: str
    effect_id: str
    cart_id: str
    touch: int
    arm: str
    basis: str
    at: datetime
    status: str


class Assignment(Struct, frozen=True):
    """The arm of a person at a moment of intended treatment."""

    key: str
    arm: str
    bucket: float
    cart_id: str
    at: datetime


class Order(Struct, frozen=True):
    """An order as the shop told it; `cancelled` and `refunded` (minor units) by a later OrderCancelled."""

    key: str
    order_id: str
    at: datetime
    total: int
    currency: str
    discount: int
    cart_id: str
    products: tuple[str, ...]
    cancelled: bool = False
    refunded: int = 0


def events(db: Database, shop_id: str, after: int = 0) -> Iterator[Stored]:
    """Every event of a shop in the order of arrival, wake-ups included, from a place on. Pending ones are there too."""
    while True:
        with db.read() as tx:
            rows = tx.all("events-of-shop", shop_id, after, PAGE)
        if not rows:
            return
        for seq, key, received, body in rows:
            yield Stored(seq, key, ev.decode(body), utc(received))
        after = rows[-1][0]


def exposures(db: Database, shop_id: str, since: datetime) -> Iterator[Exposure]:
    """First letters and follow-ups of both groups since a time, by the time they went or would have gone."""
    joined = people(db, shop_id)
    for at, effect_id, key, body, status in _effects(db, shop_id, "Ask", since):
        match fx.decode(body):
            case fx.Ask(cart_id=cart_id, touch=touch, arm=arm, basis=basis) if status in ("sent", "ghosted", "unsure"):
                who = str(joined.get(key, key))
                yield Exposure(who, effect_id, cart_id, touch, arm, basis, utc(at), status)


def assignments(db: Database, shop_id: str, since: datetime) -> Iterator[Assignment]:
    """Every assignment to an arm since a time, in order."""
    joined = people(db, shop_id)
    for at, _, key, body, _ in _effects(db, shop_id, "Assigned", since):
        match fx.decode(body):
            case fx.Assigned(arm=arm, bucket=bucket, cart_id=cart_id):
                yield Assignment(str(joined.get(key, key)), arm, bucket, cart_id, utc(at))


def orders(db: Database, shop_id: str, since: datetime) -> Iterator[Order]:
    """Every order received since a time, in order; each order once, with what became of it."""
    joined, seen = people(db, shop_id), set()
    cancelled = {event.order_id: event.refunded for _, event in told(db, shop_id, ev.OrderCancelled, since)}
    for key, event in told(db, shop_id, ev.Ordered, since):
        if event.order_id in seen:
            continue
        seen.add(event.order_id)
        yield Order(
            key=joined.get(key, key),
            order_id=event.order_id,
            at=event.at,
            total=event.total,
            currency=event.currency,
            discount=event.discount,
            cart_id=event.cart_id,
            products=tuple(line.product_id for line in event.lines),
            cancelled=event.order_id in cancelled,
            refunded=cancelled.get(event.order_id, 0),
        )


def answers(db: Database, shop_id: str, since: datetime) -> Counter[tuple[str, str]]:
    """How often each choice was given under each question: what stopped people, in their own words."""
    return Counter((event.question, event.choice) for _, event in told(db, shop_id, ev.Answered, since))


def told(db: Database, shop_id: str, kind: type[E], since: datetime) -> Iterator[tuple[str, E]]:
    """(key, event) of one told kind (`append.TOLD`) received since a time, in order."""
    decoder = msgspec.json.Decoder(kind)
    last = (0, 0)
    while True:
        with db.read() as tx:
            rows = tx.all("events-told", shop_id, kind.__name__, ms(since), *last, PAGE)
        if not rows:
            return
        for _, _, key, body in rows:
            yield key, decoder.decode(body)
        last = (rows[-1][0], rows[-1][1])


def _effects(db: Database, shop_id: str, kind: str, since: datetime) -> Iterator[Row]:
    last = (0, "")
    while True:
        with db.read() as tx:
            rows = tx.all("effects-of-kind", shop_id, kind, ms(since), *last, PAGE)
        if not rows:
            return
        yield from rows
        last = (rows[-1][0], rows[-1][1])


def people(db: Database, shop_id: str) -> dict[str, str]:
    """Joined key -> the key that stands for the person now."""
    with db.read() as tx:
        into = {str(key): str(to) for key, to in tx.all("shoppers-joined", shop_id)}
    found = {}
    for key in into:
        end = key
        while end in into:
            end = into[end]
        found[key] = end
    return found


def finished(
    db: Database, shop_id: str, kind: str, since: datetime
) -> Iterator[tuple[datetime, str, str, fx.Effect, str]]:
    """(when, id, key, effect, status) of every finished effect of one kind (`Ask`, `Say` ...) since a time, in order."""
    for at, effect_id, key, body, status in _effects(db, shop_id, kind, since):
        yield utc(at), effect_id, key, fx.decode(body), status


def effects(db: Database, shop_id: str) -> Iterator[tuple[str, fx.Effect]]:
    """(id, effect) of everything that was decided, by id."""
    last = ""
    while True:
        with db.read() as tx:
            rows = tx.all("digest-effects", shop_id, last, PAGE)
        if not rows:
            return
        for effect_id, _, body in rows:
            yield effect_id, fx.decode(body)
        last = rows[-1][0]


def shoppers(db: Database, shop_id: str) -> Iterator[Shopper]:
    """Every shopper's state as it stands, by key."""
    last = ""
    while True:
        with db.read() as tx:
            rows = tx.all("digest-shoppers", shop_id, last, PAGE)
        if not rows:
            return
        for _, state in rows:
            if state:
                yield decode(state)
        last = rows[-1][0]
