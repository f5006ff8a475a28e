"""What the core makes of a shopper's pending events and of a passed deadline, before anything is written.

A shopper whose step raises (a mistake of ours: the core is total) gives None; nothing of that shopper is written but a
later time to look, and the others are not touched by it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from softsell.core.effects import Effect, Forget, effect_id
from softsell.core.events import Event, Woke
from softsell.core.events import decode as decode_event
from softsell.core.shop import Shop
from softsell.core.shopper import Index, Shopper, decode, encode, new
from softsell.core.step import index

Step = Callable[[Shop, Shopper, Event, datetime], tuple[Shopper, tuple[Effect, ...]]]
Due = Callable[[Shop, Shopper], datetime | None]

WAKES = 3  # after a wake-up `due` is None or later (law 3); more than this is a mistake
PUT_OFF = timedelta(hours=1)
ALL = 2**62  # beyond every seq
log = logging.getLogger(__name__)


class Made(Struct, frozen=True):
    """An effect that was stored: its deterministic id, whose it is, and what it says."""

    id: str
    key: str
    effect: Effect
    at: datetime


class Pending(Struct, frozen=True):
    """A pending event as stored; `seq` is its place in the history."""

    seq: int
    received: datetime
    body: str


class Folded(Struct):
    """A shopper after everything pending and due. `forgot` is the last seq before a Forget, with its `keep_no`."""

    key: str
    before: str
    state: Shopper
    body: str
    index: Index
    due_at: datetime | None
    read: list[int]
    woke: list[tuple[Woke, datetime]]
    made: list[Made]
    forgot: tuple[int, bool] | None


class Claim(Struct, frozen=True):
    """A claimed shopper: the stored state (None for a new one) and the no that was known before."""

    key: str
    state: str | None
    suppressed: str
    pending: list[Pending]


def fold(shop: Shop, claim: Claim, now: datetime, step: Step, due: Due) -> Folded | None:
    """Step a shopper over what is pending, then wake it while `due` has passed. None when the step raised (logged)."""
    try:
        return _fold(shop, claim, now, step, due)
    except Exception:
        log.exception("a step raised: shop %s, shopper %s; put off an hour", shop.id, claim.key)
        return None


def _fold(shop: Shop, claim: Claim, now: datetime, step: Step, due: Due) -> Folded:
    state = decode(claim.state) if claim.state else new(claim.key)
    made: list[Made] = []
    woke: list[tuple[Woke, datetime]] = []
    forgot: tuple[int, bool] | None = None

    def move(event: Event, at: datetime, seq: int) -> None:
        nonlocal state, forgot
        after, effects = step(shop, state, event, at)
        if effects and after.seq == state.seq:
            raise AssertionError("a step had effects but did not count")
        state = after
        for n, effect in enumerate(effects):
            if isinstance(effect, Forget):
                forgot = (seq, effect.keep_no)
                made.clear()
            else:
                made.append(Made(effect_id(shop.id, claim.key, state.seq, n), claim.key, effect, at))

    for row in claim.pending:
        move(decode_event(row.body), row.received, row.seq)
    for _ in range(WAKES):
        at = due(shop, state)
        if at is None or at > now:
            break
        woke.append((Woke(id=f"woke:{claim.key}:{state.seq}", at=now), now))
        move(woke[-1][0], now, ALL)
    at = due(shop, state)
    if at is not None and at <= now:
        log.error("still due after %d wake-ups: shop %s, shopper %s; put off an hour", WAKES, shop.id, claim.key)
        at = now + PUT_OFF
    body = encode(state).decode()
    read = [row.seq for row in claim.pending]
    return Folded(claim.key, claim.suppressed, state, body, index(state), at, read, woke, made, forgot)
