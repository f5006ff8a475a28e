"""The shape of the database: migrations in order come to schema.sql, and the hot queries use their indexes."""

from collections.abc import Callable
from importlib import import_module

import pytest
from store_world import SHOP, START, leave_a_cart, rows, sql

from softsell import store
from softsell.errors import ConfigError, MigrationPending
from softsell.store.sql import queries
from softsell.store.times import ms

room = import_module("softsell.store.migrate")  # the package has a function of that name

SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_' || CHAR(37) ORDER BY name"
POSTGRES = """
    SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, column_name"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname"


def shape(db: store.Database) -> list[tuple[object, ...]]:
    """Tables, columns and indexes, as the database itself tells."""
    if db.driver.name == "sqlite":
        return [(kind, name, " ".join(str(words).split())) for kind, name, words in rows(db, SQLITE)]
    return rows(db, POSTGRES) + rows(db, INDEXES)


def test_migrations_in_order_come_to_the_schema(url: Callable[[], str]) -> None:
    new, old = store.open(url()), store.open(url())
    store.schema(new)
    assert store.migrate(old) == room.names()
    assert shape(new) == shape(old) and len(shape(new)) > 20
    assert store.migrate(old) == store.migrate(new) == store.pending(old) == store.pending(new) == []
    assert old.hash(SHOP.id, "a@example.is") and new.hash(SHOP.id, "a@example.is")
    new.close()
    old.close()


def test_a_database_with_a_pending_migration_is_refused_and_not_changed(url: Callable[[], str]) -> None:
    address = url()
    with pytest.raises(MigrationPending, match="0001_first"):
        store.open_ready(address)
    db = store.open(address)
    assert store.pending(db) == room.names() and shape(db) == []
    store.migrate(db)
    db.close()
    store.open_ready(address).close()


def test_a_migration_that_fails_leaves_nothing_behind(url: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = {"0002_half.sql": "CREATE TABLE half (a TEXT);\nCREATE TABLE half (a TEXT);"}
    real = room.text
    monkeypatch.setattr(room, "names", lambda: ["0001_first.sql", "0002_half.sql"])
    monkeypatch.setattr(room, "text", lambda name: scripts.get(name.removeprefix("migrations/")) or real(name))
    db = store.open(url())
    with pytest.raises(Exception, match="half"):
        store.migrate(db)
    assert store.pending(db) == ["0002_half.sql"]
    assert "half" not in repr(shape(db))
    db.close()


def test_migrations_are_numbered_without_gaps() -> None:
    assert [int(name[:4]) for name in room.names()] == list(range(1, len(room.names()) + 1))


def test_every_query_can_be_prepared(db: store.Database) -> None:
    """Each runs with neutral values: a misspelt column or a word one database does not know is found here."""
    for name, words in queries().items():
        if name.endswith("has-migrations") and not name.startswith(db.driver.name):
            continue
        wanted = words.count("?")
        with sql(db) as cursor:
            if db.driver.name == "sqlite":
                cursor.execute(f"EXPLAIN {words}", ["[]"] * wanted)
            else:
                places = db.driver.translate(words)
                for number in range(wanted):
                    places = places.replace("%s", f"${number + 1}", 1)
                cursor.connection.execute(f"PREPARE q AS {places}")
                cursor.connection.execute("DEALLOCATE q")


@pytest.mark.parametrize(
    ("name", "values", "index"),
    [
        ("shoppers-due", ("garn", 5, 10), "shoppers_due"),
        ("events-pending", ("garn", '["k"]'), "events_shopper"),
        ("outbox-next", ("garn", 5), "effects_pending"),
        ("outbox-letters", ("garn", "h", "x", 5), "effects_address"),
        ("outbox-stale", (5,), "effects_claimed"),
        ("outbox-ordered", ("garn", "h", "k"), "shoppers_address"),
        ("events-told", ("garn", "Ordered", 5, 5, 5, 10), "events_told"),
        ("desk-carts", ("garn", 5, "k", 10), "shoppers_carts"),
        ("desk-held", ("garn", 10), "effects_held"),
        ("desk-persons", ("garn", 10), "shoppers_person"),
        ("aliases-repoint", ("k", "garn", "j"), "aliases_key"),
    ],
)
def test_a_hot_query_uses_its_index(db: store.Database, name: str, values: tuple[object, ...], index: str) -> None:
    words = db.driver.translate(queries()[name])
    with sql(db) as cursor:
        if db.driver.name == "sqlite":
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")  # an empty table is always read whole
            cursor.execute("SET LOCAL enable_sort = off")
            plan = cursor.execute(f"EXPLAIN {words}", values).fetchall()
    assert index in repr(plan), plan


def test_the_due_query_does_not_touch_shoppers_who_wait(db: store.Database) -> None:
    for number in range(300):
        leave_a_cart(db, str(number), f"p{number}@example.is")
    store.drain(db, SHOP, START)
    leave_a_cart(db, "late", "late@example.is")
    words = db.driver.translate(queries()["shoppers-due"])
    with db.read() as tx:
        assert len(tx.all("shoppers-due", SHOP.id, ms(START), 500) if db.driver.name == "sqlite" else [1]) == 1
    if db.driver.name == "postgres":

        def explain(tx: object) -> str:
            cursor = tx._cursor  # type: ignore[attr-defined]
            cursor.execute("ANALYZE shoppers")
            return repr(cursor.execute(f"EXPLAIN ANALYZE {words}", (SHOP.id, ms(START), 500)).fetchall())

        plan = db.write(explain)
        assert "shoppers_due" in plan and "Seq Scan" not in plan


def test_only_databases_we_know_are_opened() -> None:
    for url in ("mysql://localhost/x", "sqlite::memory:", "sqlite:", "sqlite:x.db?synchronous=SOMETIMES"):
        with pytest.raises(ConfigError):
            store.open(url)


def test_sqlite_is_durable_unless_told_otherwise(tmp_path: object) -> None:
    for query, level in (("", 2), ("?synchronous=normal", 1)):
        db = store.open(f"sqlite:///{tmp_path}/{level}.db{query}".replace("////", "///"))
        assert rows(db, "PRAGMA synchronous") == [(level,)]
        assert rows(db, "PRAGMA journal_mode") == [("wal",)]
        db.close()
