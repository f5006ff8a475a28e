"""The inbox: events come in, each once, to the right shopper, and make that shopper due. One batch is one commit.

Aliases are read from the database for every batch (one indexed query) and kept nowhere else, so no process can be mistaken
about who is who. Claims and joins of one shop are made by one transaction at a time.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from softsell.core import events
from softsell.core.events import Event, Joined
from softsell.core.identity import Arrival, aliases, resolve
from softsell.errors import BadRequest
from softsell.store.database import Database
from softsell.store.driver import Row, Tx, each
from softsell.store.times import ms, whole

# The kinds that the desk and the figures count: few beside what a shop reports of browsing, and indexed by time.
TOLD = {
    "Ordered", "OrderCancelled", "CheckoutStarted", "PaymentFailed", "ClientFailed", "CouponDenied",
    "Answered", "Said", "Unsubscribed", "TookOver", "HandedBack", "PersonSaid",
    "Sent", "Ghosted", "Held", "Skipped", "Unsure", "Bounced", "Complained", "Joined", "Erased",
}  # fmt: skip


def append(db: Database, shop_id: str, arrivals: Sequence[Arrival]) -> list[bool]:
    """Take in a batch in one commit. One bool per arrival: False when its messageId was seen before, here or earlier.

    Raises BadRequest, and takes nothing, when an arrival has no id or says nothing that tells who it was.
    """
    for place, arrival in enumerate(arrivals):
        if not clean(arrival.event.id):
            raise BadRequest("an event needs a messageId", f"batch[{place}].messageId")
        if not aliases(arrival.who):
            raise BadRequest("needs a userId, an anonymousId or a verified address", f"batch[{place}]")
    return db.write(lambda tx: _append(tx, shop_id, arrivals))


def append_to(db: Database, shop_id: str, key: str, event: Event, received: datetime) -> bool:
    """Take in an event about a known key (Sent, Answered, TookOver ...). False: this id was seen before."""
    return db.write(lambda tx: put(tx, shop_id, key, event, received))


def put(tx: Tx, shop_id: str, key: str, event: Event, received: datetime) -> bool:
    """`append_to` within a transaction."""
    if tx.all("events-known", shop_id, each([clean(event.id)])):
        return False
    tx.run("shoppers-touch", shop_id, key, ms(received))
    return bool(tx.grow("events-add", [row_of(shop_id, key, event, received)]))


def row_of(shop_id: str, key: str, event: Event, received: datetime, done: bool = False) -> Row:
    """An event as a row of `events`."""
    kind, at, body = type(event).__name__, ms(event.at), events.encode(event).decode()
    told = ms(received) if kind in TOLD else None
    return (shop_id, key, clean(event.id), kind, at, ms(received), told, body, int(done))


def clean(text: str) -> str:
    """The text without NUL, which PostgreSQL cannot keep."""
    return text.replace("\0", "")


class _Plan(Struct):
    """Where the arrivals of a batch go: a key for each, joins with the place at which they happen, aliases to write."""

    keys: list[str]
    joins: list[tuple[int, str, str]]
    changed: dict[str, str]


def _append(tx: Tx, shop_id: str, arrivals: Sequence[Arrival]) -> list[bool]:
    ids = [clean(arrival.event.id) for arrival in arrivals]
    seen = {row[0] for row in tx.all("events-known", shop_id, each(ids))}
    places = [place for place, name in enumerate(ids) if name not in seen and not seen.add(name)]  # type: ignore[func-returns-value]
    fresh = [arrivals[place] for place in places]
    plan = _plan(tx, shop_id, fresh)
    rows = _rows(shop_id, fresh, plan)
    earliest: dict[str, int] = {}
    for row in rows:
        earliest[row[1]] = min(row[5], earliest.get(row[1], row[5]))
    # Sorted, so that two batches never wait for each other; before the events, so that seq is the order of arrival.
    tx.many("shoppers-touch", [(shop_id, key, at) for key, at in sorted(earliest.items())])
    for _, old, into in plan.joins:
        tx.run("shoppers-into", into, shop_id, old)
        tx.run("aliases-repoint", into, shop_id, old)
    tx.many("aliases-set", [(shop_id, alias, key) for alias, key in sorted(plan.changed.items())])
    new = {row[0] for row in tx.grow("events-add", rows)}
    mine = set(places)
    return [place in mine and name in new for place, name in enumerate(ids)]


def _plan(tx: Tx, shop_id: str, arrivals: Sequence[Arrival]) -> _Plan:
    """Resolve without a lock; when anything must be claimed or joined, once more with it."""
    names = {alias for arrival in arrivals for alias in aliases(arrival.who)}
    plan = _resolve(shop_id, arrivals, _known(tx, shop_id, names))
    if plan.changed and tx.driver.writers > 1:
        tx.all("lock", f"aliases:{shop_id}")
        plan = _resolve(shop_id, arrivals, _known(tx, shop_id, names))
    return plan


def _known(tx: Tx, shop_id: str, names: set[str]) -> dict[str, str]:
    return {str(alias): str(key) for alias, key in tx.all("aliases-get", shop_id, each(sorted(names)))}


def _resolve(shop_id: str, arrivals: Sequence[Arrival], stored: dict[str, str]) -> _Plan:
    known, keys, joins = dict(stored), [], []
    for place, arrival in enumerate(arrivals):
        found = resolve(known, arrival.who, shop_id)
        for old, into in found.joins:
            joins.append((place, old, into))
            known = {alias: into if key == old else key for alias, key in known.items()}
        known.update(found.claims)
        keys.append(found.key)
    changed = {alias: key for alias, key in known.items() if stored.get(alias) != key}
    return _Plan(keys, joins, changed)


def _rows(shop_id: str, arrivals: Sequence[Arrival], plan: _Plan) -> list[Row]:
    """The events in order; a Joined stands right before the arrival that proved it."""
    joined: dict[int, list[tuple[str, str]]] = {}
    for place, old, into in plan.joins:
        joined.setdefault(place, []).append((old, into))
    rows = []
    for place, (arrival, key) in enumerate(zip(arrivals, plan.keys, strict=True)):
        for old, into in joined.get(place, ()):
            received = whole(arrival.received)
            rows.append(row_of(shop_id, old, Joined(id=f"join:{old}:{into}", at=received, into=into), received))
        rows.append(row_of(shop_id, key, arrival.event, arrival.received))
    return rows
