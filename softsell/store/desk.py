"""What the desk shows: counts, carts, conversations that need a person, letters. Read only; long lists by the page.

A page of a list ends with a cursor (a time and an id); the next page begins after it, however much was added meanwhile.
"""

from datetime import datetime
from typing import get_args

from msgspec import Struct

from softsell.core.effects import Effect
from softsell.core.shopper import Shopper, decode
from softsell.store.append import TOLD
from softsell.store.database import Database
from softsell.store.driver import Row, each
from softsell.store.outbox import Written
from softsell.store.times import ms, utc, utc_or_none

Cursor = tuple[datetime, str]
_FIRST = 2**62  # later than every time
PAGE = 50
KINDS = [kind.__name__ for kind in get_args(Effect)]


class Stage(Struct, frozen=True):
    """How many carts stand at a stage for a reason, and what they are worth together (minor units)."""

    stage: str
    reason: str
    carts: int
    value: int


class Today(Struct, frozen=True):
    """How it goes since a time: events told and effects finished by kind, and what waits now.

    `lag_from` is the deadline of the shopper who has waited longest for a worker, None when nobody waits.
    """

    events: dict[str, int]
    effects: dict[tuple[str, str], int]
    need_person: int
    held: int
    letters_waiting: int
    due: int
    lag_from: datetime | None


class CartRow(Struct, frozen=True):
    """A shopper with a cart, as the list shows it. `value` is minor units; `due_at` is when it is looked at again."""

    key: str
    stage: str
    reason: str
    cart_at: datetime
    value: int
    ordered_at: datetime | None
    due_at: datetime | None
    needs_person: bool


class LetterRow(Struct, frozen=True):
    """A letter with its words (None where none were kept) and what became of it; `at` is when it was written or held."""

    effect_id: str
    key: str
    status: str
    detail: str
    at: datetime
    written: Written | None
    sent_at: datetime | None


def today(db: Database, shop_id: str, since: datetime, now: datetime) -> Today:
    """The counts of the first page."""
    with db.read() as tx:
        events: dict[str, int] = dict(tx.all("desk-events", shop_id, each(sorted(TOLD)), ms(since)))
        finished = tx.all("desk-effects", shop_id, each(KINDS), ms(since))
        effects = {(kind, status): count for kind, status, count in finished}
        (persons,), (held,) = tx.all("desk-persons-count", shop_id)[0], tx.all("desk-held-count", shop_id)[0]
        waiting, _ = tx.all("desk-waiting", shop_id, ms(now))[0]
        due, oldest = tx.all("desk-due", shop_id, ms(now))[0]
    return Today(events, effects, persons, held, waiting, due, utc_or_none(oldest))


def stages(db: Database, shop_id: str) -> list[Stage]:
    """Carts by stage and by the reason why they are not asked about."""
    with db.read() as tx:
        return [Stage(stage, reason, n, int(value)) for stage, reason, n, value in tx.all("desk-stages", shop_id)]


def carts(
    db: Database, shop_id: str, *, stage: str = "", before: Cursor | None = None, limit: int = PAGE
) -> tuple[list[CartRow], Cursor | None]:
    """A page of carts, the newest first, and the cursor of the next page (None at the end)."""
    at, key = (ms(before[0]), before[1]) if before else (_FIRST, "")
    with db.read() as tx:
        if stage:
            rows = tx.all("desk-carts-stage", shop_id, at, key, stage, limit)
        else:
            rows = tx.all("desk-carts", shop_id, at, key, limit)
    page = [_cart(row) for row in rows]
    return page, (page[-1].cart_at, page[-1].key) if len(page) == limit else None


def persons(db: Database, shop_id: str, limit: int = 2000) -> list[Shopper]:
    """The shoppers who wait for a person, the longest waiting first."""
    with db.read() as tx:
        waiting = [decode(state) for _, state in tx.all("desk-persons", shop_id, limit)]
    return sorted(waiting, key=_waits_since)


def held(db: Database, shop_id: str, limit: int = PAGE) -> list[LetterRow]:
    """Letters that a person must look at, the oldest first."""
    with db.read() as tx:
        return [_letter(row) for row in tx.all("desk-held", shop_id, limit)]


def letters(
    db: Database, shop_id: str, *, before: Cursor | None = None, limit: int = PAGE
) -> tuple[list[LetterRow], Cursor | None]:
    """A page of letters, the newest first, and the cursor of the next page (None at the end)."""
    at, effect_id = (ms(before[0]), before[1]) if before else (_FIRST, "")
    with db.read() as tx:
        page = [_letter(row) for row in tx.all("desk-letters", shop_id, at, effect_id, limit)]
    return page, (page[-1].at, page[-1].effect_id) if len(page) == limit else None


def letter(db: Database, effect_id: str) -> LetterRow | None:
    """One letter by the id of its effect."""
    with db.read() as tx:
        row = tx.one("desk-letter", effect_id)
    return _letter(row) if row else None


def letter_of_message(db: Database, message_id: str) -> LetterRow | None:
    """The letter that went out under a Message-ID: to what a reply or a bounce belongs."""
    with db.read() as tx:
        row = tx.one("desk-letter-message", message_id)
    return letter(db, row[0]) if row else None


def shopper(db: Database, shop_id: str, key: str) -> Shopper | None:
    """A shopper's state as last stored; None when there is none yet."""
    with db.read() as tx:
        row = tx.one("shopper-get", shop_id, key)
    return decode(row[0]) if row and row[0] else None


def _cart(row: Row) -> CartRow:
    key, stage, reason, cart_at, value, ordered_at, due_at, needs = row
    return CartRow(key, stage, reason, utc(cart_at), value, utc_or_none(ordered_at), utc_or_none(due_at), bool(needs))


def _letter(row: Row) -> LetterRow:
    effect_id, key, status, detail, at, message_id, subject, text, html, sent_at = row
    written = None if message_id is None else Written(message_id, subject, text, html)
    return LetterRow(effect_id, key, status, detail, utc(at), written, utc_or_none(sent_at))


def _waits_since(one: Shopper) -> tuple[int, str]:
    talk = one.conversation
    since = (talk.waiting_since or talk.unproved_since) if talk else None
    return (ms(since) if since else 0, one.key)
