"""The shape of the database: new from schema.sql, or brought up to date by numbered migrations; never in silence.

A migration and its record are one commit. `migrations/README.md` says how to write one.
"""

import secrets
import time
from importlib.resources import files

from softsell.errors import MigrationPending
from softsell.store.database import Database, open_url
from softsell.store.driver import Tx
from softsell.store.sql import statements, text


def names() -> list[str]:
    """The migrations this program knows, in order."""
    folder = files("softsell.store").joinpath("migrations")
    return sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))


def schema(db: Database) -> None:
    """Make the tables in an empty database from schema.sql; every migration counts as applied."""

    def work(tx: Tx) -> None:
        tx.script(statements(text("schema.sql")))
        tx.many("migrations-add", [(name, _now()) for name in names()])
        tx.run("meta-add", "salt", secrets.token_hex(16))

    db.write(work)


def migrate(db: Database) -> list[str]:
    """Apply what is pending, each in its own commit; the names of what was applied."""
    return [name for name in names() if db.write(lambda tx, name=name: _apply(tx, name))]  # type: ignore[misc]


def pending(db: Database) -> list[str]:
    """The migrations that were not applied yet, in order; all of them for an empty database."""
    with db.read() as tx:
        return [name for name in names() if name not in _applied(tx)]


def open_ready(url: str) -> Database:
    """Open a database that is up to date. Raises MigrationPending, and changes nothing, when it is not."""
    db = open_url(url)
    try:
        if waiting := pending(db):
            raise MigrationPending(f"{len(waiting)} pending ({waiting[0]} first): run `softsell migrate`")
    except BaseException:
        db.close()
        raise
    return db


def _apply(tx: Tx, name: str) -> bool:
    tx.all("lock", "migrate")
    if name in _applied(tx):
        return False
    tx.script(statements(text(f"migrations/{name}")))
    tx.run("migrations-add", name, _now())
    tx.run("meta-add", "salt", secrets.token_hex(16))
    return True


def _applied(tx: Tx) -> set[str]:
    if tx.one(f"{tx.driver.name}-has-migrations") is None:
        return set()
    return {str(row[0]) for row in tx.all("migrations-all")}


def _now() -> int:
    return int(time.time() * 1000)
