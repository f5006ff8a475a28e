"""The inbox: each event once, at the right shopper, who is due at once."""

from importlib import import_module
from itertools import pairwise
from threading import Event, Thread
from time import sleep

import pytest
from store_world import DAY, HOUR, SHOP, START, added, arrival, key, rows, run

from softsell import store
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who, key_of
from softsell.errors import BadRequest
from softsell.store import history
from softsell.store.driver import Tx


def test_a_batch_is_taken_in_and_each_event_is_new_once(db: store.Database) -> None:
    batch = [arrival("1", added("a")), arrival("2", added("b")), arrival("1", added("a"))]
    assert store.append(db, SHOP.id, batch) == [True, True, False]
    assert store.append(db, SHOP.id, [*batch, arrival("3", added("c"))]) == [False, False, False, True]
    assert [stored.event.id for stored in history.events(db, SHOP.id)] == ["a", "b", "c"]


def test_two_shops_may_use_the_same_message_id(db: store.Database) -> None:
    assert store.append(db, "one", [arrival("1", added("a"))]) == [True]
    assert store.append(db, "two", [arrival("1", added("a"))]) == [True]


def test_a_batch_of_more_than_one_statement_keeps_its_order(db: store.Database) -> None:
    batch = [arrival(str(n % 7), added(f"e{n}")) for n in range(337)]
    assert all(store.append(db, SHOP.id, batch))
    assert [stored.event.id for stored in history.events(db, SHOP.id)] == [f"e{n}" for n in range(337)]


def test_a_shopper_is_due_when_the_first_unread_event_came(db: store.Database) -> None:
    store.append(db, SHOP.id, [arrival("1", added("a", START + HOUR)), arrival("1", added("b", START))])
    store.append(db, SHOP.id, [arrival("1", added("c", START + DAY))])
    assert rows(db, "SELECT due_at FROM shoppers") == [(int(START.timestamp() * 1000),)]


def test_an_anonymous_key_is_joined_at_login_and_told_so(db: store.Database) -> None:
    anonymous = key_of(SHOP.id, "anon:d1")
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("a"), START)])
    store.append(db, SHOP.id, [arrival("1", added("b"), device="d1")])
    log = [(stored.key, type(stored.event).__name__) for stored in history.events(db, SHOP.id)]
    assert log == [(anonymous, "Added"), (anonymous, "Joined"), (key("1"), "Added")]
    assert store.root(db, SHOP.id, anonymous) == key("1")
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("c"), START)])
    assert rows(db, "SELECT shopper FROM events WHERE id = 'c'") == [(key("1"),)]


def test_a_login_within_the_same_batch_joins_as_well(db: store.Database) -> None:
    batch = [Arrival(Who(anonymous_id="d1"), added("a"), START), arrival("1", added("b"), device="d1")]
    store.append(db, SHOP.id, batch)
    store.drain(db, SHOP, START)
    found = store.desk.shopper(db, SHOP.id, key("1"))
    assert found is not None and [op.id for cart in found.carts for op in cart.ops] == ["a", "b"]


def test_the_same_login_delivered_late_again_does_not_move_a_shared_device_back(db: store.Database) -> None:
    login = arrival("1", added("a"), device="d1")
    store.append(db, SHOP.id, [login])
    store.append(db, SHOP.id, [arrival("2", added("b"), device="d1")])
    assert store.append(db, SHOP.id, [login]) == [False]
    assert rows(db, "SELECT key FROM aliases WHERE alias = 'anon:d1'") == [(key("2"),)]


def test_a_batch_that_cannot_be_taken_whole_is_not_taken_at_all(db: store.Database) -> None:
    nobody = Arrival(Who(address="anna@example.is"), added("b"), START)
    with pytest.raises(BadRequest, match=r"batch\[1\]"):
        store.append(db, SHOP.id, [arrival("1", added("a")), nobody])
    with pytest.raises(BadRequest, match="messageId"):
        store.append(db, SHOP.id, [arrival("1", added(""))])
    assert list(history.events(db, SHOP.id)) == []


def test_an_append_that_breaks_leaves_nothing(db: store.Database) -> None:
    run(db, "ALTER TABLE events RENAME TO elsewhere")
    with pytest.raises(Exception, match="events"):
        store.append(db, SHOP.id, [arrival("1", added("a"), device="d1")])
    run(db, "ALTER TABLE elsewhere RENAME TO events")
    assert rows(db, "SELECT COUNT(*) FROM shoppers") == rows(db, "SELECT COUNT(*) FROM aliases") == [(0,)]
    assert store.append(db, SHOP.id, [arrival("1", added("a"))]) == [True]


def test_letters_that_a_database_cannot_keep_do_no_harm(db: store.Database) -> None:
    odd = Arrival(Who(user_id="a\0b"), added("m\0", line=ev.Line(product_id="\0Ý%?")), START)
    assert store.append(db, SHOP.id, [odd]) == [True]
    assert [stored.event for stored in history.events(db, SHOP.id)] == [odd.event]


def test_an_event_about_a_known_key_is_taken_once(db: store.Database) -> None:
    event = ev.TookOver(id="t", at=START, by="Sigga")
    assert store.append_to(db, SHOP.id, key("1"), event, START)
    assert not store.append_to(db, SHOP.id, key("1"), event, START)


def test_many_at_the_door_at_once_lose_and_double_nothing(db: store.Database) -> None:
    """Four threads append overlapping batches with logins that join: every id once, no alias left at a joined key."""
    failures: list[BaseException] = []
    taken: list[bool] = []

    def work(number: int) -> None:
        try:
            for batch in range(6):
                people = [str((number + n) % 5) for n in range(10)]
                guests = [
                    Arrival(Who(anonymous_id=f"d{p}"), added(f"g{batch}-{p}-{number}"), START) for p in people[:3]
                ]
                users = [arrival(p, added(f"u{batch}-{p}"), device=f"d{p}") for p in people]
                taken.extend(store.append(db, SHOP.id, guests + users))
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    kinds = rows(db, "SELECT COUNT(*) FROM events WHERE kind = 'Added'")
    assert kinds == [(sum(taken),)] == [(6 * 5 + 6 * 3 * 4,)]
    joined = {row[0] for row in rows(db, "SELECT key FROM shoppers WHERE into_key IS NOT NULL")}
    assert joined.isdisjoint({row[0] for row in rows(db, "SELECT key FROM aliases")})


def test_a_login_waits_for_the_guest_who_is_just_coming_in(db: store.Database) -> None:
    """The guest's batch is written but not committed when the login arrives: it must be joined all the same."""
    inside, room = Event(), import_module("softsell.store.append")

    def guest(tx: Tx) -> None:
        room._append(tx, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("a"), START)])
        inside.set()
        sleep(0.2)

    thread = Thread(target=db.write, args=(guest,))
    thread.start()
    assert inside.wait(10)
    store.append(db, SHOP.id, [arrival("1", added("b"), device="d1")])
    thread.join()
    assert store.root(db, SHOP.id, key_of(SHOP.id, "anon:d1")) == key("1")


def test_the_order_of_arrival_is_the_order_of_seq(db: store.Database) -> None:
    for number in range(5):
        store.append(db, SHOP.id, [arrival("1", added(f"e{number}"))])
    seqs = [stored.seq for stored in history.events(db, SHOP.id)]
    assert all(a < b for a, b in pairwise(seqs))
