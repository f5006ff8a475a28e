"""Forgetting a person: every trace goes, under every key that was joined into theirs; a no may stay as a salted hash.

What stays of a shopper who was forgotten by the core is the state it returned (key, count of steps, when), so that effect
ids are never given twice. Ids of forgotten events are forgotten too: the same message delivered again is a new one.

Rules
1. Every table with a column `shopper` has a query here that empties it of one (a test reads the schema for it).
2. In the shop's own texts (kept answers) the address, and a name of two words or more, are blacked out; a first name alone
   is too often a word, a brand or somebody else.
3. SQLite overwrites what is deleted, in its file and in its journal. PostgreSQL keeps dead rows until a vacuum.
"""

import re
from collections.abc import Iterable
from contextlib import suppress

import msgspec

from softsell.core import events as ev
from softsell.core.shopper import Shopper, decode
from softsell.store.database import Database
from softsell.store.driver import Tx

TRACES = ("forget-letters", "forget-drafts", "forget-effects", "forget-inbound", "forget-aliases")
HIDDEN = "[…]"


def forget(tx: Tx, shop_id: str, key: str, upto: int, keep_no: bool) -> None:
    """Carry out a Forget of the core: all of `key` up to event `upto`, and all of the keys joined into it."""
    people = family(tx, shop_id, key)
    hashes = [row[0] for row in tx.all("forget-hashes", shop_id, key)]
    tx.many("forget-inbound-from", [(shop_id, one) for one in hashes])
    _black_out(tx, shop_id, _names(tx, shop_id, people))
    tx.run("forget-events-to", shop_id, key, upto)
    _traces(tx, shop_id, key)
    for other in people:
        if other != key:
            _everything(tx, shop_id, other)
    if not keep_no:
        _drop_noes(tx, shop_id, hashes)


def erase(db: Database, shop_id: str, *, key: str = "", address: str = "", keep_no: bool = True) -> int:
    """Remove a person for good, by key or by address (every key with that address); how many keys went.

    A salted hash of the address is kept only where a no must be kept (`keep_no`).
    """
    address_hash = db.hash(shop_id, address)

    def work(tx: Tx) -> int:
        start = {key} if key else set()
        if address_hash:
            start |= {str(row[0]) for row in tx.all("shoppers-at-address", shop_id, address_hash)}
            start |= {str(row[0]) for row in tx.all("aliases-key", shop_id, f"mail:{address.strip().lower()}")}
        people = {one for first in start for one in family(tx, shop_id, root_of(tx, shop_id, first))}
        _black_out(tx, shop_id, _names(tx, shop_id, people) | {address.strip().lower()})
        for one in sorted(people):
            if not keep_no:
                _drop_noes(tx, shop_id, [row[0] for row in tx.all("forget-hashes", shop_id, one)])
            tx.many("forget-inbound-from", [(shop_id, row[0]) for row in tx.all("forget-hashes", shop_id, one)])
            _everything(tx, shop_id, one)
        if address_hash:
            tx.run("forget-inbound-from", shop_id, address_hash)
        if address_hash and not keep_no:
            _drop_noes(tx, shop_id, [address_hash])
        return len(people)

    gone = db.write(work)
    db.scrub()
    return gone


def root(db: Database, shop_id: str, key: str) -> str:
    """The key that stands for the person now: where `key` was joined into, or itself."""
    with db.read() as tx:
        return root_of(tx, shop_id, key)


def root_of(tx: Tx, shop_id: str, key: str) -> str:
    while (row := tx.one("family-up", shop_id, key)) is not None and row[0]:
        key = str(row[0])
    return key


def family(tx: Tx, shop_id: str, key: str) -> list[str]:
    return [str(row[0]) for row in tx.all("family-down", key, shop_id)]


def _everything(tx: Tx, shop_id: str, key: str) -> None:
    tx.run("forget-shopper", shop_id, key)
    tx.run("forget-events", shop_id, key)
    _traces(tx, shop_id, key)


def _traces(tx: Tx, shop_id: str, key: str) -> None:
    for name in TRACES:
        tx.run(name, shop_id, key)


def _drop_noes(tx: Tx, shop_id: str, hashes: Iterable[str]) -> None:
    rows = [(shop_id, one) for one in hashes]
    tx.many("suppressions-drop", rows)
    tx.many("declined-drop", rows)


def _names(tx: Tx, shop_id: str, people: Iterable[str]) -> set[str]:
    """Every address and whole name that these keys were told by."""
    found: set[str] = set()
    for key in people:
        with suppress(msgspec.MsgspecError):  # what cannot be read is erased all the same
            row = tx.one("shopper-get", shop_id, key)
            found |= _of(decode(row[0])) if row is not None and row[0] else set()
        for (body,) in tx.all("forget-told", shop_id, key):
            with suppress(msgspec.MsgspecError):
                found |= _told(ev.decode(body))
    return {name for name in found if "@" in name or len(name.split()) > 1}


def _told(event: ev.Event) -> set[str]:
    match event:
        case ev.Identified(address=address, name=name):
            return {address.strip().lower(), name.strip()}
        case ev.Relayed(event=inner):
            return _told(ev.decode(bytes(inner)))
        case ev.Merged(shopper=state):
            return _of(decode(bytes(state)))
    return set()


def _of(shopper: Shopper) -> set[str]:
    return {shopper.address, shopper.name}


def _black_out(tx: Tx, shop_id: str, names: set[str]) -> None:
    """Take names and addresses out of the answers that the shop kept."""
    words = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    if not words:
        return
    found = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    for (body,) in tx.all("kept-all", shop_id):
        kept = msgspec.json.decode(body)
        for part in ("question", "text"):
            kept[part] = {lang: found.sub(HIDDEN, text) for lang, text in kept[part].items()}
        if kept != msgspec.json.decode(body):
            tx.run("kept-set", shop_id, kept["id"], msgspec.json.encode(kept).decode())
