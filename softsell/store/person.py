"""One person over all their keys: find, the transcript, and the export they may ask for. Erasing is in `forget`."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.store.database import Database
from softsell.store.driver import Tx
from softsell.store.forget import family, root_of
from softsell.store.times import utc, utc_or_none

MOST = 500


class Entry(Struct, frozen=True):
    """One thing that happened or was decided. Either `event` or `effect` is set; `letter` is (subject, text)."""

    at: datetime
    id: str
    key: str
    event: ev.Event | None = None
    effect: fx.Effect | None = None
    status: str = ""
    detail: str = ""
    finished_at: datetime | None = None
    letter: tuple[str, str] | None = None


def find(db: Database, shop_id: str, address: str) -> list[str]:
    """The keys with this e-mail address, joined ones as the key that stands for the person now."""
    address_hash = db.hash(shop_id, address)
    if not address_hash:
        return []
    with db.read() as tx:
        keys = [row[0] for row in tx.all("shoppers-at-address", shop_id, address_hash)]
        keys += [row[0] for row in tx.all("aliases-key", shop_id, f"mail:{address.strip().lower()}")]
        return sorted({root_of(tx, shop_id, key) for key in keys})


def transcript(db: Database, shop_id: str, key: str, most: int = MOST) -> list[Entry]:
    """What happened and what was decided, interleaved in order, under every key of this person; the newest `most`."""
    with db.read() as tx:
        found: list[tuple[tuple[int, int, int, str], Entry]] = []
        for one in family(tx, shop_id, root_of(tx, shop_id, key)):
            found += _events(tx, shop_id, one, most) + _effects(tx, shop_id, one, most)
    return [entry for _, entry in sorted(found, key=lambda item: item[0])][-most:]


def export(db: Database, shop_id: str, key: str) -> dict[str, Any]:
    """Everything kept about a person as plain JSON values: names, state, events, effects, letters out and in, drafts."""
    everything = 2**31 - 1
    with db.read() as tx:
        keys = family(tx, shop_id, root_of(tx, shop_id, key))
        names = [row[0] for one in keys for row in tx.all("person-aliases", shop_id, one)]
        drafts = [row for one in keys for row in tx.all("person-drafts", shop_id, one)]
        states = [tx.one("shopper-get", shop_id, one) for one in keys]
        came = [row for one in keys for row in tx.all("inbound-of", shop_id, one, everything)]
    return {
        "shop": shop_id,
        "keys": keys,
        "names": names,
        "states": [msgspec.json.decode(row[0]) for row in states if row and row[0]],
        "drafts": [
            {
                "effect": name,
                "task": task,
                "asked": asked,
                "answer": answer,
                "outcome": outcome,
                "at": utc(at).isoformat(),
            }
            for name, task, asked, answer, outcome, at in drafts
        ],
        "inbound": [
            {
                "id": name,
                "sender": sender,
                "subject": subject,
                "text": text,
                "original": original,
                "attachments": msgspec.json.decode(attachments),
                "at": utc(at).isoformat(),
            }
            for name, _, sender, subject, text, original, attachments, _, at in came
        ],
        "history": [_plain(entry) for entry in transcript(db, shop_id, key, everything)],
    }


def _plain(entry: Entry) -> dict[str, Any]:
    plain = {"at": entry.at.isoformat(), "id": entry.id, "key": entry.key}
    if entry.event is not None:
        return plain | {"event": msgspec.json.decode(ev.encode(entry.event))}
    assert entry.effect is not None
    told = {"effect": msgspec.json.decode(fx.encode(entry.effect)), "status": entry.status, "detail": entry.detail}
    if entry.letter is not None:
        told |= {"subject": entry.letter[0], "text": entry.letter[1]}
    return plain | told


def _events(tx: Tx, shop_id: str, key: str, most: int) -> list[tuple[tuple[int, int, int, str], Entry]]:
    rows = tx.all("person-events", shop_id, key, most)
    return [
        ((received, 0, seq, ""), Entry(utc(received), name, key, event=ev.decode(body)))
        for seq, name, received, body in rows
    ]


def _effects(tx: Tx, shop_id: str, key: str, most: int) -> list[tuple[tuple[int, int, int, str], Entry]]:
    found = []
    for created, name, body, status, detail, finished, subject, text in tx.all("person-effects", shop_id, key, most):
        entry = Entry(
            at=utc(created),
            id=name,
            key=key,
            effect=fx.decode(body),
            status=status,
            detail=detail,
            finished_at=utc_or_none(finished),
            letter=None if subject is None else (subject, text),
        )
        seq, n = name.rsplit("/", 2)[1:]
        found.append(((created, 1, int(seq) * 1000 + int(n), key), entry))
    return found
