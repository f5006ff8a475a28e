"""What a language model is asked: taken once, held to a budget, and recorded with what came back and whether it was used.

Rules
1. Every call is written down before it is made, in the commit that counts it against the budget: two workers never spend
   the same last call, and a worker that is lost leaves a trace.
2. What was refused here was never asked: the record says why, and nothing left the machine.
3. An answer's event and the end of its effect are one commit. The record goes when its person is forgotten.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from softsell.core import effects as fx
from softsell.core.events import Drafted
from softsell.store.append import clean, put
from softsell.store.database import Database
from softsell.store.driver import Tx
from softsell.store.times import ms, utc

DAY = timedelta(hours=24)
RECENT = 20  # calls that the breaker looks at
MOST_KEPT = 4000  # letters of a question or an answer

Rests = Callable[[tuple["Call", ...]], bool]


class Taken(Struct, frozen=True):
    """A Draft that this worker is to carry out, and whose it is."""

    effect_id: str
    key: str
    effect: fx.Draft


class Call(Struct, frozen=True):
    """A call that was made: what came of it ("" while it is out), and when."""

    outcome: str
    at: datetime


class Limits(Struct, frozen=True):
    """The most calls and tokens in 24 hours."""

    calls: int
    tokens: int


class Record(Struct, frozen=True):
    """What was asked, what came back, and "used" or why not."""

    asked: str
    answer: str
    outcome: str
    called: bool
    tokens: int


def take(db: Database, shop_id: str, effect_id: str = "") -> Taken | None:
    """Take the oldest Draft that waits, or this one; None when it was taken before or none waits."""

    def work(tx: Tx) -> Taken | None:
        row = tx.one("drafts-one", effect_id) if effect_id else tx.one("drafts-next", shop_id)
        if row is None or tx.run("drafts-take", row[0]) != 1:
            return None
        effect = fx.decode(row[2])
        assert isinstance(effect, fx.Draft)
        return Taken(row[0], row[1], effect)

    return db.write(work)


def reserve(
    db: Database,
    shop_id: str,
    key: str,
    effect_id: str,
    task: str,
    asked: str,
    now: datetime,
    limits: Limits,
    rests: Rests,
) -> str:
    """Write a call down before it is made; "" when it may be made, else why not (recorded too).

    `rests` tells from the newest calls, newest first, whether the endpoint is left in peace.
    """

    def work(tx: Tx) -> str:
        tx.all("lock", f"drafts:{shop_id}")
        if tx.one("drafts-get", effect_id, task) is not None:
            return "asked-before"
        calls, tokens = tx.all("drafts-spent", shop_id, ms(now - DAY))[0]
        recent = tuple(Call(outcome, utc(at)) for outcome, at in tx.all("drafts-recent", shop_id, RECENT))
        why = ""
        if calls >= limits.calls:
            why = "budget-calls"
        elif tokens >= limits.tokens:
            why = "budget-tokens"
        elif rests(recent):
            why = "endpoint-rests"
        ended = ms(now) if why else None
        tx.run("drafts-add", effect_id, task, shop_id, key, clean(asked)[:MOST_KEPT], why, int(not why), ms(now), ended)
        return why

    return db.write(work)


def note(db: Database, shop_id: str, key: str, effect_id: str, task: str, why: str, now: datetime) -> None:
    """Record that nothing was asked, and why."""
    db.write(lambda tx: tx.run("drafts-add", effect_id, task, shop_id, key, "", why, 0, ms(now), ms(now)))


def finish(db: Database, effect_id: str, task: str, answer: str, outcome: str, tokens: int, now: datetime) -> None:
    """Record what came back ("used", or why not). Nothing happens when the person was forgotten meanwhile."""
    kept = clean(answer)[:MOST_KEPT]
    db.write(lambda tx: tx.run("drafts-finish", kept, outcome, tokens, ms(now), effect_id, task))


def settle(db: Database, shop_id: str, taken: Taken, event: Drafted, now: datetime) -> bool:
    """End a Draft and tell the core what came of it: one commit. False: its person was forgotten meanwhile."""

    def work(tx: Tx) -> bool:
        new = put(tx, shop_id, taken.key, event, now)  # the shopper first, as everywhere: so nobody waits crosswise
        if tx.run("drafts-settle", event.why or "answered", ms(now), taken.effect_id) != 1:
            raise _Gone
        return new

    try:
        return db.write(work)
    except _Gone:
        return False


class _Gone(Exception):
    """Its effect is not in hand any more; undo."""


def record(db: Database, effect_id: str, task: str) -> Record | None:
    """What is kept of one question, or None."""
    with db.read() as tx:
        row = tx.one("drafts-get", effect_id, task)
    return Record(row[0], row[1], row[2], bool(row[3]), row[4]) if row else None
