"""The open database: a pool of connections, transactions that commit whole or not at all, and the salt of its hashes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from softsell.errors import ConfigError, MigrationPending
from softsell.store import postgres, sqlite
from softsell.store.driver import Driver, Tx
from softsell.store.sql import queries

T = TypeVar("T")
TRIES = 6  # how often a transaction is begun when databases say "deadlock" or the connection was lost


class Database:
    """A database of softsell. Safe for threads: each transaction has a connection to itself. Close it when done."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self._queries = {name: driver.translate(words) for name, words in queries().items()}
        self._idle: list[Any] = []
        self._lock = Lock()
        self._room = BoundedSemaphore(driver.most)
        self._turn = BoundedSemaphore(driver.writers)
        self._salt = ""
        self._closed = False

    def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in one transaction and commit it; whatever it raises undoes everything.

        `work` may be run again from the start (PostgreSQL: deadlock, lost connection), so it must not keep what it did.
        """
        for attempt in range(TRIES):
            try:
                with self._turn, self._connection() as connection:
                    return self._try(connection, work)
            except _Again as again:
                if attempt == TRIES - 1:
                    raise again.error from None
                time.sleep(0.01 * 2**attempt)
        raise AssertionError("unreachable")

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """One consistent view of the database; nothing can be changed in it that stays."""
        with self._connection() as connection:
            connection.execute(self.driver.snapshot)
            try:
                yield Tx(connection.cursor(), self._queries, self.driver)
            finally:
                self._undo(connection)

    def scrub(self) -> bool:
        """Leave no copy of what was deleted in the journal (SQLite). False: a reader held it; the next ones overwrite it."""
        for attempt in range(TRIES):
            with self._turn, self._connection() as connection:
                if self.driver.scrub(connection):
                    return True
            time.sleep(0.01 * 2**attempt)
        return False

    def hash(self, shop: str, address: str) -> str:
        """The salted hash of an address, lower-cased: what the store keeps instead of it. "" for no address."""
        bare = address.strip().lower()
        if not bare:
            return ""
        if not self._salt:
            with self.read() as tx:
                row = tx.one("meta-get", "salt")
            if row is None:
                raise MigrationPending("the database has no salt yet: run `softsell migrate`")
            self._salt = str(row[0])
        return blake2b(f"{shop}\0{bare}".encode(), digest_size=16, key=self._salt.encode()).hexdigest()

    def close(self) -> None:
        """Close every connection that is not in use; those in use are closed when they come back."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, [], True
        for connection in idle:
            connection.close()

    def _try(self, connection: Any, work: Callable[[Tx], T]) -> T:
        ended = False
        try:
            connection.execute(self.driver.begin)
            result = work(Tx(connection.cursor(), self._queries, self.driver))
            ended = True  # a commit whose end is unknown is never tried again
            connection.commit()
            return result
        except BaseException as error:
            self._undo(connection)
            if isinstance(error, Exception) and not ended and self.driver.again(error):
                raise _Again(error) from error
            raise

    def _undo(self, connection: Any) -> None:
        try:
            connection.rollback()
        except Exception:
            connection.close()

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        with self._room:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            connection = connection or self.driver.connect()
            try:
                yield connection
            finally:
                with self._lock:
                    keep = not self._closed and not self.driver.broken(connection)
                    if keep:
                        self._idle.append(connection)
                if not keep:
                    connection.close()


class _Again(Exception):
    """A transaction that may be run once more."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def open_url(url: str) -> Database:
    """The database behind `sqlite:path`, `sqlite:///path` or `postgresql://...`. Raises ConfigError for another kind."""
    if url.startswith("sqlite:"):
        return Database(sqlite.driver(url))
    if url.startswith(("postgresql://", "postgres://")):
        return Database(postgres.driver(url))
    raise ConfigError(f"no database of this kind: {url.split(':', 1)[0]!r} (sqlite: or postgresql://)")
