"""SQLite: one file, one writer at a time, as many readers as there are threads.

`synchronous` is FULL: a commit has reached the disk when `append` returns, which group commit makes cheap (one flush for a
batch). NORMAL may lose the last commits when the power fails, never the consistency; a shop that can replay its events may
choose it with `sqlite:softsell.db?synchronous=NORMAL`.
"""

import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from softsell.errors import ConfigError
from softsell.store.driver import Driver
from softsell.store.sql import as_sqlite

BUSY_MS = 30_000  # how long a writer waits for another process
# What is deleted or replaced is overwritten with noughts, so that erasing a person leaves nothing in free space.
KEPT_APART = ("foreign_keys = OFF", "temp_store = MEMORY", "secure_delete = ON")
LEVELS = ("OFF", "NORMAL", "FULL", "EXTRA")


def driver(url: str) -> Driver:
    """The driver for `sqlite:path` or `sqlite:///absolute/path`, with `?synchronous=` one of LEVELS."""
    path, _, query = url.removeprefix("sqlite:").partition("?")
    path = path.removeprefix("//")
    level = parse_qs(query).get("synchronous", ["FULL"])[0].upper()
    if level not in LEVELS:
        raise ConfigError(f"synchronous must be one of {', '.join(LEVELS)}, not {level!r}")
    if not path or path == ":memory:":
        raise ConfigError("SQLite needs a file: every thread opens it for itself, so :memory: would be many databases")
    return Driver(
        name="sqlite",
        scrub=_scrub,
        connect=_connector(path, level),
        translate=as_sqlite,
        begin="BEGIN IMMEDIATE",
        snapshot="BEGIN",
        again=lambda error: False,
        broken=_closed,
        writers=1,
        most=64,
    )


def _connector(path: str, level: str) -> Callable[[], Any]:
    def connect() -> sqlite3.Connection:
        # Transactions are ours to begin and end (isolation_level None); a connection goes from thread to thread, never to two.
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", f"synchronous = {level}", *KEPT_APART):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def _scrub(connection: sqlite3.Connection) -> bool:
    """Empty the journal. A reader who holds it is not waited for as a writer is: nobody else can write meanwhile."""
    connection.execute("PRAGMA busy_timeout = 100")
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return not busy


def _closed(connection: Any) -> bool:
    try:
        return bool(connection.in_transaction)  # a transaction that could not be ended
    except sqlite3.ProgrammingError:
        return True
