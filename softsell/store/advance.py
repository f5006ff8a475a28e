"""Claim the shoppers that are due, step them, and store what came of it: state, deadline, effects, all in one commit.

Rules
1. One shopper at a time, events in the order of arrival; pending events are folded before a wake-up.
2. A wake-up is recorded as an event, so a replay needs no clock.
3. A withdrawn letter is withdrawn, and a forwarded event reaches the other key, in the same commit.
4. A shopper whose step raises is put off an hour and logged; the others are not touched by it.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core.shop import Shop
from softsell.core.step import due as core_due
from softsell.core.step import step as core_step
from softsell.store.append import put, row_of
from softsell.store.database import Database
from softsell.store.driver import Row, Tx, each
from softsell.store.fold import PUT_OFF, Claim, Due, Folded, Made, Pending, Step, fold
from softsell.store.forget import forget
from softsell.store.times import ms, ms_or_none, ms_up, utc, whole

LIMIT = 500
ELSEWHERE = "elsewhere"  # the no that the core took from our own suppressions: nothing new


class Advanced(Struct, frozen=True):
    """What was done: shoppers stepped, events read, wake-ups, effects stored (and which), shoppers put off."""

    shoppers: int = 0
    events: int = 0
    woke: int = 0
    effects: int = 0
    failed: int = 0
    made: tuple[Made, ...] = ()


def advance(
    db: Database,
    shop: Shop,
    now: datetime,
    *,
    keys: Sequence[str] | None = None,
    limit: int = LIMIT,
    step: Step = core_step,
    due: Due = core_due,
) -> Advanced:
    """Advance up to `limit` shoppers that are due, or just these `keys`, in one commit.

    Call again while `shoppers + failed` is `limit`, or use `drain`. Any number of workers may do so at once: on PostgreSQL
    each takes other shoppers, on SQLite they take turns.
    """
    now = whole(now)
    if keys is not None and not keys:
        return Advanced()

    def work(tx: Tx) -> Advanced:
        claims = _claims(tx, shop.id, now, keys, limit)
        done = [(claim.key, fold(shop, claim, now, step, due)) for claim in claims]
        folded = [item for _, item in done if item is not None]
        late = [(ms(now + PUT_OFF), shop.id, key) for key, item in done if item is None]
        tx.many("shoppers-put-off", late)
        _write(tx, db, shop.id, folded, now)
        made = tuple(one for item in folded for one in item.made)
        read, woke = sum(len(item.read) for item in folded), sum(len(item.woke) for item in folded)
        return Advanced(len(folded), read, woke, len(made), len(late), made)

    return db.write(work)


def drain(
    db: Database, shop: Shop, now: datetime, *, limit: int = LIMIT, step: Step = core_step, due: Due = core_due
) -> Advanced:
    """Advance until nobody is due any more; forwarded events count. Sums without `made`, which could be very long."""
    total = Advanced()
    while True:
        one = advance(db, shop, now, limit=limit, step=step, due=due)
        if not one.shoppers + one.failed:
            return total
        total = Advanced(
            shoppers=total.shoppers + one.shoppers,
            events=total.events + one.events,
            woke=total.woke + one.woke,
            effects=total.effects + one.effects,
            failed=total.failed + one.failed,
        )


def _claims(tx: Tx, shop_id: str, now: datetime, keys: Sequence[str] | None, limit: int) -> list[Claim]:
    if keys is None:
        rows = tx.all("shoppers-due", shop_id, ms(now), limit)
    else:
        rows = tx.all("shoppers-named", shop_id, each(keys))
    pending: dict[str, list[Pending]] = {row[0]: [] for row in rows}
    unread = sorted(tx.all("events-pending", shop_id, each(pending))) if pending else []
    for seq, key, received, body in unread:
        pending[key].append(Pending(seq, utc(received), body))
    return [Claim(key, state, suppressed, pending[key]) for key, state, suppressed in rows]


def _write(tx: Tx, db: Database, shop_id: str, folded: list[Folded], now: datetime) -> None:
    for item in folded:
        if item.forgot:
            forget(tx, shop_id, item.key, *item.forgot)
    hashes = {item.key: db.hash(shop_id, item.index.address) or None for item in folded}
    tx.many("shoppers-store", [_shopper_row(shop_id, item, hashes[item.key]) for item in folded])
    tx.many("events-done", [(seq,) for item in folded for seq in item.read])
    tx.many("events-woke", [row_of(shop_id, item.key, event, at, True) for item in folded for event, at in item.woke])
    made = [one for item in folded for one in item.made]
    tx.many("effects-add", [_effect_row(shop_id, one, hashes[one.key]) for one in made])
    _keep_noes(tx, shop_id, folded, hashes, now)
    for one in sorted(made, key=lambda one: getattr(one.effect, "to", "")):
        match one.effect:
            case fx.Withdraw(effect=effect, reason=reason):
                tx.run("effects-withdraw", reason, ms(now), effect, shop_id)
            case fx.Forward(to=to, event=body) if to != one.key:
                put(tx, shop_id, to, ev.decode(bytes(body)), now)


def _shopper_row(shop_id: str, item: Folded, address_hash: str | None) -> Row:
    seen = item.index
    due_at = None if item.due_at is None else ms_up(item.due_at)
    return (
        item.state.seq, due_at, item.body, address_hash, ms_or_none(seen.ordered_at), seen.stage, seen.reason,
        ms_or_none(seen.cart_at), seen.cart_value, int(seen.needs_person), seen.suppressed, shop_id, item.key,
    )  # fmt: skip


def _effect_row(shop_id: str, one: Made, address_hash: str | None) -> Row:
    """A letter waits in the outbox; what a page shows is shown by being stored; the rest is done with the commit."""
    body, at, kind = fx.encode(one.effect).decode(), ms(one.at), type(one.effect).__name__
    cart_id = getattr(one.effect, "cart_id", None)
    match one.effect:
        case fx.Ask() | fx.Say(channel="mail"):
            status, finished = "pending", None
        case fx.Say():
            status, finished = "shown", at
        case fx.Draft():
            status, finished = "asked", None
        case _:
            status, finished = "done", at
    return (one.id, shop_id, one.key, kind, body, at, at, status, address_hash, cart_id, finished, "")


def _keep_noes(tx: Tx, shop_id: str, folded: list[Folded], hashes: dict[str, str | None], now: datetime) -> None:
    """A no of one key holds for its address under every key; a no that the core took back is lifted."""
    for item in folded:
        address_hash, no = hashes[item.key], item.index.suppressed
        if address_hash and no == ELSEWHERE:
            continue
        if address_hash and no:
            tx.run("suppressions-add", shop_id, address_hash, no, ms(now))
        elif address_hash and item.before and not item.forgot:
            tx.run("suppressions-lift", shop_id, address_hash, item.before)
