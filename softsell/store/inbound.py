"""Letters that came in: kept whole beside the events they made, in one commit; and those that nobody could be found for.

Rules
1. A letter is kept once, however often it is handed over.
2. What belongs to a shopper goes when the shopper is forgotten; what belongs to nobody goes after `KEPT`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from softsell.core.events import Event
from softsell.store.append import clean, put
from softsell.store.database import Database
from softsell.store.driver import Row, Tx
from softsell.store.forget import family, root_of
from softsell.store.times import ms, utc

KEPT = timedelta(days=90)
MOST = 200
MOST_TEXT = 200_000  # characters of a letter


class Attached(Struct, frozen=True):
    """What was attached: its file name, type, and size in octets. It is never opened and not kept."""

    name: str
    kind: str
    size: int


class Came(Struct, frozen=True, kw_only=True):
    """A letter that came in. `id` begins the ids of its events; `text` is what its writer said now, `original` everything.

    `key` is the shopper's ("": nobody could be found), `trust` says whether the sender was the shopper, or "machine".
    """

    id: str
    key: str = ""
    sender: str
    subject: str
    text: str
    original: str
    attachments: tuple[Attached, ...] = ()
    trust: str
    at: datetime


def take_in(db: Database, shop_id: str, came: Came, events: Sequence[Event] = ()) -> None:
    """Keep a letter and the events of its shopper in one commit; what was taken in before changes nothing."""
    row = (
        shop_id, clean(came.id), came.key, clean(came.sender), db.hash(shop_id, came.sender), clean(came.subject),
        clean(came.text)[:MOST_TEXT], clean(came.original)[:MOST_TEXT], msgspec.json.encode(came.attachments).decode(),
        came.trust, ms(came.at),
    )  # fmt: skip

    def work(tx: Tx) -> None:
        for event in events:
            put(tx, shop_id, came.key, event, came.at)
        tx.run("inbound-add", *row)
        tx.run("inbound-drop-old", shop_id, ms(came.at - KEPT))

    db.write(work)


def set_aside(db: Database, shop_id: str) -> list[Came]:
    """Letters that nobody could be found for and no person has looked at, the newest first."""
    with db.read() as tx:
        return [_came(row) for row in tx.all("inbound-set-aside", shop_id, MOST)]


def looked(db: Database, shop_id: str, id: str, now: datetime) -> bool:
    """A person has looked at a letter that nobody could be found for. False: there is none of that id, or somebody had."""
    return db.write(lambda tx: tx.run("inbound-looked", ms(now), shop_id, id)) == 1


def of_person(db: Database, shop_id: str, key: str) -> list[Came]:
    """The letters that a person sent, under every key of theirs, the newest first."""
    with db.read() as tx:
        rows = [
            row
            for one in family(tx, shop_id, root_of(tx, shop_id, key))
            for row in tx.all("inbound-of", shop_id, one, MOST)
        ]
    return sorted((_came(row) for row in rows), key=lambda one: (one.at, one.id), reverse=True)


def _came(row: Row) -> Came:
    id, key, sender, subject, text, original, attachments, trust, at = row
    return Came(
        id=id, key=key, sender=sender, subject=subject, text=text, original=original, trust=trust, at=utc(at),
        attachments=msgspec.json.decode(attachments, type=tuple[Attached, ...]),
    )  # fmt: skip
