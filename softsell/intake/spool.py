"""A temporary database that holds the items between the two passes, and the rows of the old catalogue to compare with."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import msgspec

from softsell.shops.item import Item

_PACK, _UNPACK = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Item)


class Spool:
    """Items in the order they came; `with Spool() as spool`. The file is gone at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="softsell-import-")
        self._db = sqlite3.connect(Path(self._folder.name) / "spool.db", isolation_level=None)
        for words in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32000", "temp_store = FILE"):
            self._db.execute(f"PRAGMA {words}")
        self._db.execute("CREATE TABLE items (seq INTEGER PRIMARY KEY, grouped TEXT, body BLOB)")
        self._db.execute("CREATE TABLE places (id TEXT PRIMARY KEY, at TEXT) WITHOUT ROWID")
        self._db.execute(
            "CREATE TABLE old (id TEXT PRIMARY KEY, digest BLOB, kept BLOB, met INTEGER DEFAULT 0) WITHOUT ROWID"
        )
        self._db.execute("CREATE TABLE made (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")
        self.groups = False

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    def add(self, item: Item) -> str:
        """Keep an item; where its id stood before when it is there already, "" when it is new."""
        done = self._db.execute("INSERT OR IGNORE INTO places VALUES (?, ?)", (item.id, item.at))
        if done.rowcount == 0:
            return str(self._db.execute("SELECT at FROM places WHERE id = ?", (item.id,)).fetchone()[0])
        self.groups = self.groups or bool(item.group)
        self._db.execute("INSERT INTO items (grouped, body) VALUES (?, ?)", (item.group or None, _PACK.encode(item)))
        return ""

    def together(self) -> Iterator[list[Item]]:
        """The items by group, in the order their groups began; one without a group is its own."""
        if not self.groups:
            for (body,) in self._db.execute("SELECT body FROM items ORDER BY seq"):
                yield [_UNPACK.decode(body)]
            return
        rows = self._db.execute(
            "WITH placed AS (SELECT seq, MIN(seq) OVER (PARTITION BY coalesce(grouped, 'i' || seq), grouped IS NULL) AS first "
            "FROM items) SELECT placed.first, items.body FROM placed JOIN items USING (seq) ORDER BY placed.first, seq"
        )
        group: list[Item] = []
        at = 0
        for first, body in rows:
            if group and first != at:
                yield group
                group = []
            at = first
            group.append(_UNPACK.decode(body))
        if group:
            yield group

    # -- the old catalogue -------------------------------------------------------------------------------------------

    def remember(self, id_: str, digest: bytes, kept: bytes) -> None:
        """A row of the old catalogue: its digest and what the shop wrote in it by hand."""
        self._db.execute("INSERT OR REPLACE INTO old (id, digest, kept) VALUES (?, ?, ?)", (id_, digest, kept))

    def met(self, id_: str) -> tuple[bytes, bytes] | None:
        """The old row of this id, now met; None when it is new."""
        row = self._db.execute("SELECT digest, kept FROM old WHERE id = ?", (id_,)).fetchone()
        if row is not None:
            self._db.execute("UPDATE old SET met = 1 WHERE id = ?", (id_,))
        return None if row is None else (row[0], row[1])

    def gone(self, most: int) -> tuple[int, list[str]]:
        """How many old rows were not met, and the first of them."""
        count = self._db.execute("SELECT count(*) FROM old WHERE met = 0").fetchone()[0]
        rows = self._db.execute("SELECT id FROM old WHERE met = 0 ORDER BY id LIMIT ?", (most,))
        return int(count), [row[0] for row in rows]

    def made(self, id_: str) -> bool:
        """Whether a product of this id was made."""
        return self._db.execute("SELECT 1 FROM made WHERE id = ?", (id_,)).fetchone() is not None

    def taken(self, id_: str) -> bool:
        """Whether a product of this id was made already; it is from now on."""
        return self._db.execute("INSERT OR IGNORE INTO made VALUES (?)", (id_,)).rowcount == 0


def digest(body: bytes) -> bytes:
    """What two rows have in common when nothing changed."""
    return hashlib.blake2b(body, digest_size=12).digest()


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place when all went well, and is gone when it did not."""
    made = target.with_name(target.name + ".new")
    try:
        yield made
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
