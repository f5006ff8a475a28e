"""A small shop and small people for the store's tests: the real core, an ordinary policy, times that say what they mean."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

from softsell import store
from softsell.advise import answer, catalogue
from softsell.core import events as ev
from softsell.core.effects import Effect
from softsell.core.identity import Arrival, Who, key_of
from softsell.core.outreach import Elsewhere
from softsell.core.shop import Jurisdiction, Policy, Shop
from softsell.core.shopper import Shopper
from softsell.store.driver import Tx

START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOCKS = ev.Line(product_id="socks", quantity=1, name="Sokkar", price=2990, currency="ISK")

SHOP = Shop(
    id="garn",
    policy=Policy(
        wait_hours=2,
        opens=time(0, 0),
        closes=time(23, 59),
        morning=time(0, 0),
        sundays=True,
        holdout=0.0,
        jurisdictions=(Jurisdiction(id="is", countries=("IS",), bases=("consent",)),),
    ),
    catalogue=catalogue.empty(),
    knowledge=answer.empty(),
)


def key(user: str) -> str:
    return key_of(SHOP.id, f"user:{user}")


def arrival(user: str, event: ev.Event, *, device: str = "", address: str = "", at: datetime | None = None) -> Arrival:
    """An event by a user, received when it happened unless `at` says otherwise; an address given here is verified."""
    who = Who(user_id=user, anonymous_id=device, address=address, verified=bool(address))
    return Arrival(who, event, at or event.at)


def added(name: str, at: datetime = START, cart: str = "c1", line: ev.Line = SOCKS) -> ev.Added:
    return ev.Added(id=name, at=at, line=line, cart_id=cart)


def told(name: str, address: str, at: datetime = START) -> ev.Identified:
    """Who it is, with a consent to letters."""
    consent = ev.Consent(basis="consent", at=at, text="Ég vil fá bréf", source="checkout")
    return ev.Identified(id=name, at=at, name="Anna", address=address, language="is", country="IS", consent=consent)


def leave_a_cart(db: store.Database, user: str, address: str, at: datetime = START, cart: str = "c1") -> str:
    """A user who consented leaves a cart; returns the key."""
    events = [told(f"{user}-told-{cart}", address, at), added(f"{user}-added-{cart}", at, cart)]
    store.append(db, SHOP.id, [arrival(user, event) for event in events])
    return key(user)


def ask(db: store.Database, user: str, address: str, at: datetime = START, cart: str = "c1") -> datetime:
    """The same, and time passes until the letter waits in the outbox; returns the time then."""
    leave_a_cart(db, user, address, at, cart)
    store.drain(db, SHOP, at)
    store.drain(db, SHOP, at + DAY)
    return at + DAY


def may_go(shopper: Shopper, effect: Effect, elsewhere: Elsewhere) -> str | None:
    return None


def take(db: store.Database, now: datetime, worker: str = "w") -> store.Claimed:
    """Claim the next letter, which must be there."""
    found = store.claim(db, SHOP, now, worker, look=may_go)
    assert isinstance(found, store.Claimed)
    return found


def send(db: store.Database, claimed: store.Claimed, now: datetime) -> bool:
    """Mark and finish a letter as sent, with words that name the address."""
    assert store.mark(db, claimed.effect_id, "sending", now)
    letter = store.Written(f"<{claimed.effect_id}@shop>", "Karfan", f"Hæ {claimed.shopper.address}", "<p>Hæ</p>")
    event = ev.Sent(id=f"sent:{claimed.effect_id}", at=now, effect=claimed.effect_id, message_id=letter.message_id)
    return store.finish(db, claimed.effect_id, "sent", event, now, letter)


@contextmanager
def sql(db: store.Database) -> Iterator[Any]:
    """A cursor that speaks plain SQL, to look at the tables from outside."""
    with db.read() as tx:
        yield tx._cursor


def rows(db: store.Database, statement: str, *values: object) -> list[Any]:
    with sql(db) as cursor:
        return list(cursor.execute(db.driver.translate(statement), values).fetchall())


def run(db: store.Database, statement: str) -> None:
    def work(tx: Tx) -> None:
        tx.script([statement])

    db.write(work)


def story(seed: int, people: int = 12, length: int = 150, forget: bool = True) -> list[list[Arrival]]:
    """A random log in batches: browsing, carts, logins on shared devices, orders, noes, a request to be forgotten."""
    dice = random.Random(seed)
    at, log = START, []
    for number in range(length):
        at += timedelta(minutes=dice.randrange(1, 90))
        person = str(dice.randrange(people))
        user = person if dice.random() < 0.5 else ""
        who = Who(user_id=user, anonymous_id=f"d{int(person) // 2 if dice.random() < 0.2 else person}")
        name, kind = f"e{number}", dice.random()
        event: ev.Event
        if kind < 0.4:
            line = ev.Line(product_id=dice.choice("abc"), price=1000, currency="ISK", name="Vara")
            event = added(name, at, dice.choice(["c1", "c2"]), line)
        elif kind < 0.55:
            event = told(name, f"p{person}@example.is", at)
        elif kind < 0.65:
            event = ev.Viewed(id=name, at=at - timedelta(minutes=dice.randrange(60)), product_id="a")
        elif kind < 0.75:
            event = ev.Ordered(id=name, at=at, order_id=f"o{number}", total=1000, currency="ISK")
            who = Who(user_id=user, anonymous_id=who.anonymous_id, address=f"p{person}@example.is", verified=True)
        elif kind < 0.8:
            event = ev.Unsubscribed(id=name, at=at)
        elif kind < 0.97 or not forget:
            event = ev.Said(id=name, at=at, text="Hvað kostar að senda á 600 Akureyri?")
        else:
            event = ev.Erased(id=name, at=at)
        log.append(Arrival(who, event, at))
        if dice.random() < 0.1:
            log.append(dice.choice(log))
    return [log[place : place + 7] for place in range(0, len(log), 7)]


def play(db: store.Database, batches: list[list[Arrival]], days: int = 45) -> None:
    """Append and advance a log on a clock that the log moves; then some days, half a day at a time."""
    for batch in batches:
        store.append(db, SHOP.id, batch)
        store.drain(db, SHOP, max(one.received for one in batch))
    end = batches[-1][-1].received
    for half_days in range(1, 2 * days + 1):
        store.drain(db, SHOP, end + half_days * 12 * HOUR + timedelta(microseconds=123))  # clocks are finer than tables
