"""One fingerprint of everything decided: the same log gives the same digest on every runtime (law 13)."""

from hashlib import sha256

from softsell.store.database import Database

PAGE = 2000


def digest(db: Database, shop_id: str) -> str:
    """SHA-256 over shoppers (key, state) by key and effects (id, kind, body) by id.

    Independent of how far delivery has come and of the clock on the wall.
    """
    total = sha256()
    with db.read() as tx:
        for name in ("digest-shoppers", "digest-effects"):
            last = ""
            while rows := tx.all(name, shop_id, last, PAGE):
                for row in rows:
                    total.update("\0".join(str(value) for value in row).encode() + b"\n")
                last = rows[-1][0]
    return total.hexdigest()
