"""Forgetting a person: every trace goes, under every key that was joined into theirs; a no may stay as a salted hash.

What stays of a shopper who was forgotten by the core is the state it returned (key, count of steps, when), so that effect
ids are never given twice. Ids of forgotten events are forgotten too: the same message delivered again is a new one.
"""

from softsell.store.database import Database
from softsell.store.driver import Tx


def forget(tx: Tx, shop_id: str, key: str, upto: int, keep_no: bool) -> None:
    """Carry out a Forget of the core: all of `key` up to event `upto`, and all of the keys joined into it."""
    hashes = [row[0] for row in tx.all("forget-hashes", shop_id, key)]
    tx.many("forget-inbound-from", [(shop_id, one) for one in hashes])
    tx.run("forget-events-to", shop_id, key, upto)
    _traces(tx, shop_id, key)
    for other in family(tx, shop_id, key):
        if other != key:
            _everything(tx, shop_id, other)
    if not keep_no:
        tx.many("suppressions-drop", [(shop_id, one) for one in hashes])


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
        for one in sorted(people):
            if not keep_no:
                tx.many("suppressions-drop", [(shop_id, row[0]) for row in tx.all("forget-hashes", shop_id, one)])
            tx.many("forget-inbound-from", [(shop_id, row[0]) for row in tx.all("forget-hashes", shop_id, one)])
            _everything(tx, shop_id, one)
        if address_hash:
            tx.run("forget-inbound-from", shop_id, address_hash)
        if address_hash and not keep_no:
            tx.run("suppressions-drop", shop_id, address_hash)
        return len(people)

    return db.write(work)


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
    for name in ("forget-letters", "forget-drafts", "forget-effects", "forget-inbound", "forget-aliases"):
        tx.run(name, shop_id, key)
