"""What a database must offer, as plain values; and the transaction that both use."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

Row = tuple[Any, ...]
WIDE = 100  # rows in one statement of `grow`


class Driver(Struct, frozen=True):
    """How one kind of database is opened and spoken to.

    `again(error)`: the transaction may be run once more. `writers`: how many may write at a time from this process.
    """

    name: str
    connect: Callable[[], Any]
    translate: Callable[[str], str]
    begin: str
    snapshot: str
    again: Callable[[Exception], bool]
    broken: Callable[[Any], bool]
    writers: int
    most: int
    scrub: Callable[[Any], bool] = lambda connection: True  # outside a transaction: no copy of what was deleted stays


class Tx:
    """One open transaction: the named queries of queries.sql over one cursor (DB-API, both drivers)."""

    def __init__(self, cursor: Any, queries: dict[str, str], driver: Driver) -> None:
        self._cursor = cursor
        self._queries = queries
        self.driver = driver

    def all(self, name: str, *values: object) -> list[Row]:
        """The rows of a query."""
        rows: list[Row] = self._cursor.execute(self._queries[name], values).fetchall()
        return rows

    def one(self, name: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self._cursor.execute(self._queries[name], values).fetchone()
        return row

    def run(self, name: str, *values: object) -> int:
        """Run a statement; how many rows it touched."""
        return int(self._cursor.execute(self._queries[name], values).rowcount)

    def many(self, name: str, rows: Sequence[Row]) -> None:
        """Run a statement once for every row."""
        if rows:
            self._cursor.executemany(self._queries[name], rows)

    def grow(self, name: str, rows: Sequence[Row]) -> list[Row]:
        """Insert many rows by few statements and return what they RETURN. The query ends `VALUES (?, ...) <rest>`."""
        head, _, rest = self._queries[name].partition("VALUES ")
        one, _, rest = rest.partition(")")
        found: list[Row] = []
        for start in range(0, len(rows), WIDE):
            chunk = rows[start : start + WIDE]
            words = f"{head}VALUES {', '.join([one + ')'] * len(chunk))}{rest}"
            found += self._cursor.execute(words, [value for row in chunk for value in row]).fetchall()
        return found

    def script(self, statements: Iterable[str]) -> None:
        """Run statements as they stand in our SQL files."""
        for statement in statements:
            self._cursor.execute(self.driver.translate(statement))


_each = msgspec.json.Encoder()


def each(values: Iterable[str]) -> str:
    """A list of texts as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return _each.encode(list(values)).decode()
