"""Transactions: whole or not at all, tried again when that is safe, and never after a commit whose end is unknown."""

from collections.abc import Callable

import pytest
from store_world import SHOP, START, added, arrival, rows

from softsell import store
from softsell.core.identity import Arrival, Who
from softsell.store.driver import Tx
from softsell.store.sql import as_postgres, as_sqlite, queries, statements


def test_what_a_transaction_raises_undoes_it(db: store.Database) -> None:
    def work(tx: Tx) -> None:
        tx.run("meta-set", "a", "b")
        raise KeyError("no")

    with pytest.raises(KeyError):
        db.write(work)
    assert rows(db, "SELECT key FROM meta WHERE key = 'a'") == []


def test_a_reader_changes_nothing_that_stays(db: store.Database) -> None:
    if db.driver.name == "sqlite":
        with db.read() as tx:
            tx.run("meta-set", "a", "b")
    else:
        with pytest.raises(Exception, match="read-only"), db.read() as tx:
            tx.run("meta-set", "a", "b")
    assert rows(db, "SELECT key FROM meta WHERE key = 'a'") == []


def test_a_lost_connection_is_replaced_and_the_transaction_run_again(both: tuple[str, str]) -> None:
    db = store.open(both[1])
    store.schema(db)
    tries: list[int] = []

    def work(tx: Tx) -> int:
        tries.append(1)
        tx.run("meta-set", f"n{len(tries)}", "x")
        if len(tries) == 1:
            tx._cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return len(tries)

    assert db.write(work) == 2
    assert rows(db, "SELECT key FROM meta WHERE key LIKE 'n_'") == [("n2",)]
    db.close()


def test_a_second_process_sees_what_the_first_committed(url: Callable[[], str]) -> None:
    address = url()
    one, two = store.open(address), store.open(address)
    store.schema(one)
    store.append(one, SHOP.id, [Arrival(Who(anonymous_id="d"), added("a"), START)])
    store.append(two, SHOP.id, [arrival("1", added("b"), device="d")])
    store.append(one, SHOP.id, [Arrival(Who(anonymous_id="d"), added("c"), START)])
    (count,) = rows(one, "SELECT COUNT(DISTINCT shopper) FROM events WHERE id IN ('b', 'c')")[0]
    assert count == 1 and one.hash(SHOP.id, "a@b.is") == two.hash(SHOP.id, "a@b.is")
    one.close()
    two.close()


def test_closing_is_final_and_may_be_repeated(db: store.Database) -> None:
    db.close()
    db.close()


def test_only_four_things_are_said_otherwise_to_postgresql() -> None:
    words = "SELECT a FROM t WHERE a IN (SELECT value FROM json_each(?)) LIMIT ? /*pg: FOR UPDATE */"
    assert as_sqlite(words) == words
    assert as_postgres(words) == (
        "SELECT a FROM t WHERE a = ANY (ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))) LIMIT %s FOR UPDATE"
    )
    assert as_postgres("seq INTEGER PRIMARY KEY AUTOINCREMENT") == "seq BIGSERIAL PRIMARY KEY"
    assert not [name for name, query in queries().items() if "%" in query]
    assert statements("-- a\nCREATE x;\n\n-- b\nCREATE y;") == ["CREATE x", "CREATE y"]
