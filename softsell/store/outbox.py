"""Letters on their way out: claimed after a last look in one transaction, marked before they are sent, finished with an event.

Rules
1. The claim holds the shopper and the address, sees that nothing about either is unread, and asks `look` once more.
2. `mark(..., "sending")` before the dialogue with the mail server: False means it was withdrawn meanwhile, so do not send.
3. What was claimed and never marked is pending again after the lease; what was marked and never finished is `unsure`:
   it may have gone out, so it is never sent again.
4. A final status and the event that tells it are one commit.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from softsell.core import effects as fx
from softsell.core.effects import Effect
from softsell.core.events import Event, Skipped, Unsure
from softsell.core.outreach import Elsewhere
from softsell.core.preferences import CARTS, declined, postponed
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper, decode
from softsell.store.append import clean, put
from softsell.store.database import Database
from softsell.store.driver import Tx
from softsell.store.fold import PUT_OFF
from softsell.store.times import ms, utc, utc_or_none, whole

Look = Callable[[Shopper, Effect, Elsewhere], str | datetime | None]
FINAL = ("sent", "ghosted", "held", "failed", "unsure", "skipped")
WINDOW = timedelta(days=30)  # how far back the caps look
log = logging.getLogger(__name__)


class Claimed(Struct, frozen=True):
    """A letter that may go: this worker has it until the lease ends. `attempt` counts from 1."""

    effect_id: str
    shopper: Shopper
    effect: Effect
    elsewhere: Elsewhere
    attempt: int


class Behind(Struct, frozen=True):
    """The oldest letter cannot be judged yet: advance these keys first, then claim again."""

    keys: tuple[str, ...]


class Written(Struct, frozen=True):
    """The words of a letter as they were (or would have been) sent."""

    message_id: str
    subject: str
    text: str
    html: str


class Recovered(Struct, frozen=True):
    """How many claims were given back, and how many letters nobody knows the end of."""

    released: int
    unsure: int


def claim(db: Database, shop: Shop, now: datetime, worker: str, *, look: Look) -> Claimed | Behind | None:
    """Claim the oldest letter that may go now, or say who must be advanced first; None when nothing waits.

    A reason from `look` ends the letter as skipped, with a Skipped event in the same commit; a time puts it off until then,
    which is no attempt. In both cases the next one is tried.
    """
    now = whole(now)
    while True:
        found = db.write(lambda tx: _claim(tx, db, shop, now, worker, look))
        if not isinstance(found, _Next):
            return found


class _Next(Struct, frozen=True):
    """This one was settled without a claim; try the next."""


def _claim(tx: Tx, db: Database, shop: Shop, now: datetime, worker: str, look: Look) -> Claimed | Behind | _Next | None:
    row = tx.one("outbox-next", shop.id, ms(now))
    if row is None:
        return None
    effect_id, key, body, created, attempts, state, due_at = row
    if due_at is not None and due_at <= ms(now):
        return Behind((key,))
    if tx.one("outbox-unread", shop.id, key) is not None:  # put off after a mistake of ours: so is its letter
        tx.run("outbox-later", due_at or ms(now + PUT_OFF), "its shopper was put off", effect_id)
        return _Next()
    try:
        shopper, effect = decode(state), fx.decode(body)
    except msgspec.MsgspecError:
        return _refuse(tx, effect_id, now)
    address_hash = db.hash(shop.id, shopper.address)
    if address_hash:
        tx.all("lock", f"address:{shop.id}:{address_hash}")
        if behind := [r[0] for r in tx.all("outbox-behind", shop.id, address_hash, ms(now))]:
            return Behind(tuple(behind))
    elsewhere = _elsewhere(tx, shop.id, key, effect_id, effect, address_hash, created, now)
    try:
        reason = look(shopper, effect, elsewhere)
    except Exception:
        return _refuse(tx, effect_id, now)
    if isinstance(reason, datetime):
        tx.run("outbox-later", ms(reason), "its mail server is given time", effect_id)
        return _Next()
    if reason:
        tx.run("outbox-skip", ms(now), str(reason), effect_id)
        event = Skipped(id=f"skipped:{effect_id}:{attempts}", at=now, effect=effect_id, reason=str(reason))
        put(tx, shop.id, key, event, now)
        return _Next()
    tx.run("outbox-claim", ms(now), worker, address_hash or None, effect_id)
    return Claimed(effect_id, shopper, effect, elsewhere, attempts + 1)


def _refuse(tx: Tx, effect_id: str, now: datetime) -> _Next:
    """A mistake of ours: logged, and never retried hot."""
    log.exception("the last look raised: %s; put off an hour", effect_id)
    tx.run("outbox-later", ms(now + PUT_OFF), "the last look raised", effect_id)
    return _Next()


def _elsewhere(
    tx: Tx, shop_id: str, key: str, effect_id: str, effect: Effect, address_hash: str, created: int, now: datetime
) -> Elsewhere:
    """What the store knows of the same address: orders under other keys, letters under every key, those in flight included."""
    claimed = False
    if isinstance(effect, fx.Ask):
        cart = (effect_id, effect.cart_id, created)
        by_address = address_hash and tx.one("outbox-cart-by-address", shop_id, address_hash, *cart)
        claimed = bool(by_address or tx.one("outbox-cart-by-shopper", shop_id, key, *cart))
    if not address_hash:
        return Elsewhere(cart_claimed=claimed)
    ordered = tx.one("outbox-ordered", shop_id, address_hash, key)
    letters = tx.all("outbox-letters", shop_id, address_hash, effect_id, ms(now - WINDOW))
    no = tx.one("suppressions-get", shop_id, address_hash)
    chosen = tx.all("declined-get", shop_id, address_hash)
    return Elsewhere(
        ordered_at=utc_or_none(ordered[0]) if ordered else None,
        letters=tuple(utc(row[0]) for row in letters),
        suppressed=str(no[0]) if no else "",
        cart_claimed=claimed,
        declined={str(topic): utc(at) for topic, at, until in chosen if until is None},
        postponed_until=max((utc(until) for _, _, until in chosen if until is not None), default=None),
    )


# From which status a mark may be set. Everything else refuses and changes nothing.
MARKS = {"sending": "claimed", "pending": "held"}


def mark(db: Database, effect_id: str, status: str, now: datetime) -> bool:
    """Compare and set: "sending" a claimed letter, "pending" a held one that a person let go. False: it was not so, or
    since the claim somebody at its address stopped, declined or postponed it (under any key: their own withdraws it).
    """
    since = ms(now) if status == "sending" else None

    def work(tx: Tx) -> bool:
        if status == "sending" and _crossed(tx, effect_id, now):
            return False
        return tx.run("outbox-mark", status, since, effect_id, MARKS[status]) == 1

    return db.write(work)


def _crossed(tx: Tx, effect_id: str, now: datetime) -> bool:
    """Whether a choice for the address crossed a letter in hand; the next claim says why it does not go."""
    row = tx.one("outbox-crossed", effect_id)
    if row is None or not row[2]:
        return False
    shop_id, kind, address_hash, state = row
    if tx.one("suppressions-get", shop_id, address_hash) is not None:
        return True
    chosen = tx.all("declined-get", shop_id, address_hash)
    if kind != "Ask" or not chosen:
        return False
    shopper = decode(state)
    noes = {topic: utc(at) for topic, at, until in chosen if until is None}
    ends = [utc(until) for _, _, until in chosen if until is not None]
    paused = postponed(shopper, now, max(ends, default=None)) is not None
    return paused or declined(shopper, CARTS, noes.get(CARTS))


def finish(
    db: Database,
    effect_id: str,
    status: str,
    event: Event,
    now: datetime,
    letter: Written | None = None,
    detail: str = "",
) -> bool:
    """Set the final status (one of FINAL), keep the letter, and append the event that tells it: one commit.

    False, and nothing is changed: it is not in hand any more (withdrawn, given back, finished before, or forgotten).
    """
    if status not in FINAL:
        raise ValueError(f"not a final status: {status!r}")

    def work(tx: Tx) -> bool:
        who = tx.one("outbox-who", effect_id)
        if who is None or not _in_hand(tx, effect_id):
            return False
        put(tx, who[0], who[1], event, now)  # the shopper first, as everywhere: so nobody waits crosswise
        message_id = clean(letter.message_id) if letter else None
        if tx.run("outbox-finish", status, ms(now), clean(detail), message_id, effect_id) != 1:
            raise _Gone
        if letter:
            words = (clean(letter.message_id), clean(letter.subject), clean(letter.text), clean(letter.html))
            sent_at = ms(now) if status in ("sent", "unsure") else None
            tx.run("letters-add", effect_id, *who, *words, ms(now), sent_at)
        return True

    try:
        return db.write(work)
    except _Gone:
        return False


class _Gone(Exception):
    """Somebody settled it in between; undo."""


def _in_hand(tx: Tx, effect_id: str) -> bool:
    row = tx.one("outbox-status", effect_id)
    return row is not None and row[0] in ("claimed", "sending", "unsure")


def put_off(db: Database, effect_id: str, until: datetime, detail: str = "") -> bool:
    """Give a letter in hand back, not before `until` (a refusal that may pass). False: it is not in hand."""
    return db.write(lambda tx: tx.run("outbox-later", ms(until), clean(detail), effect_id)) == 1


def recover(db: Database, now: datetime, lease: timedelta) -> Recovered:
    """Settle what workers left behind longer ago than the lease: claims are pending again, sending ones are unsure."""
    now = whole(now)

    def work(tx: Tx) -> Recovered:
        released = unsure = 0
        for effect_id, status, attempts in sorted(tx.all("outbox-stale", ms(now - lease))):
            if status == "claimed":
                released += tx.run("outbox-release", effect_id)
                continue
            shop_id, key = tx.all("outbox-who", effect_id)[0]
            put(tx, shop_id, key, Unsure(id=f"unsure:{effect_id}:{attempts}", at=now, effect=effect_id), now)
            unsure += tx.run("outbox-finish", "unsure", ms(now), "the worker was lost", None, effect_id)
        return Recovered(released, unsure)

    return db.write(work)


def suppress(db: Database, shop_id: str, address: str, reason: str, at: datetime) -> None:
    """Never write to this address again, under any key. Kept as a salted hash."""
    db.write(lambda tx: tx.run("suppressions-add", shop_id, db.hash(shop_id, address), reason, ms(at)))


def decline(db: Database, shop_id: str, address: str, topic: str, at: datetime, until: datetime | None = None) -> None:
    """No letters of a kind to this address, under any key; with `until`, none unasked before then (`topic` "all")."""
    row = (shop_id, db.hash(shop_id, address), topic, ms(at), None if until is None else ms(until))
    db.write(lambda tx: tx.run("declined-add", *row))


def unsuppress(db: Database, shop_id: str, address: str) -> bool:
    """Take that back (a mistake at the desk); what the shopper's own state says stays. False: there was none."""
    return db.write(lambda tx: tx.run("suppressions-drop", shop_id, db.hash(shop_id, address))) == 1
