"""Advancing: pending events before wake-ups, everything in one commit, and a mistake hurts one shopper only."""

import logging
from datetime import datetime, timedelta
from itertools import pairwise
from threading import Thread

import pytest
from msgspec import Raw
from msgspec.structs import replace
from store_world import DAY, HOUR, SHOP, START, added, arrival, ask, key, leave_a_cart, play, rows, run, story, told

from softsell import store
from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core.effects import Effect
from softsell.core.identity import Arrival, Who, key_of
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper
from softsell.core.step import due as core_due
from softsell.core.step import step as core_step
from softsell.store import history


def test_an_event_is_read_once_and_the_shopper_looks_again_at_due(db: store.Database) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    done = store.advance(db, SHOP, START)
    assert (done.shoppers, done.events, done.woke, done.failed) == (1, 2, 0, 0)
    assert store.advance(db, SHOP, START).shoppers == 0
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and state.address == "anna@example.is"
    at = core_due(SHOP, state)
    assert at is not None
    assert store.advance(db, SHOP, at - timedelta(milliseconds=1)).shoppers == 0
    assert store.advance(db, SHOP, at).woke == 1


def test_the_letter_about_a_cart_waits_in_the_outbox(db: store.Database) -> None:
    ask(db, "1", "anna@example.is")
    found = rows(db, "SELECT id, status, cart_id, finished_at FROM effects WHERE kind = 'Ask'")
    assert [(status, cart, end) for _, status, cart, end in found] == [("pending", "c1", None)]
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and state.letters[0].effect == found[0][0]


def test_what_the_page_shows_is_in_the_answer_of_the_same_call(db: store.Database) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    store.append_to(db, SHOP.id, key("1"), ev.Said(id="s", at=START, text="Hvað kostar sendingin?"), START)
    done = store.advance(db, SHOP, START, keys=[key("1")])
    said = [made for made in done.made if isinstance(made.effect, fx.Say)]
    assert said and all(made.key == key("1") for made in said)
    assert rows(db, "SELECT DISTINCT status FROM effects WHERE kind = 'Say'") == [("shown",)]


def test_only_the_named_shoppers_are_advanced(db: store.Database) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    leave_a_cart(db, "2", "bara@example.is")
    assert store.advance(db, SHOP, START, keys=[key("2")]).shoppers == 1
    assert store.advance(db, SHOP, START, keys=[]).shoppers == 0
    assert rows(db, "SELECT shopper FROM events WHERE done = 0 GROUP BY shopper") == [(key("1"),)]


def test_a_wake_up_is_recorded_so_that_a_replay_needs_no_clock(db: store.Database) -> None:
    play(db, story(7, people=5, length=60, forget=False), days=20)
    shoppers: dict[str, Shopper] = {}
    for stored in history.events(db, SHOP.id):
        shopper = shoppers.get(stored.key, Shopper(key=stored.key))
        shoppers[stored.key] = core_step(SHOP, shopper, stored.event, stored.received)[0]
    assert rows(db, "SELECT COUNT(*) FROM events WHERE kind = 'Woke'")[0][0] > 0
    assert shoppers == {key: store.desk.shopper(db, SHOP.id, key) for key in shoppers}


def test_pending_events_are_folded_before_a_wake_up(db: store.Database) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    store.drain(db, SHOP, START)
    order = ev.Ordered(id="o", at=START + HOUR, order_id="1", total=2990, currency="ISK")
    store.append(db, SHOP.id, [arrival("1", order)])
    store.drain(db, SHOP, START + DAY)
    assert rows(db, "SELECT COUNT(*) FROM effects WHERE kind = 'Ask'") == [(0,)]


def test_a_letter_about_a_cart_that_was_bought_is_withdrawn_in_the_same_commit(db: store.Database) -> None:
    now = ask(db, "1", "anna@example.is")
    store.append(db, SHOP.id, [arrival("1", ev.Ordered(id="o", at=now, order_id="1", total=2990, currency="ISK"))])
    store.drain(db, SHOP, now)
    assert rows(db, "SELECT status, detail FROM effects WHERE kind = 'Ask'") == [("withdrawn", "bought")]


def test_an_event_for_a_joined_key_reaches_the_person(db: store.Database) -> None:
    anonymous = key_of(SHOP.id, "anon:d1")
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("a"), START)])
    store.drain(db, SHOP, START)
    store.append(db, SHOP.id, [arrival("1", told("t", "anna@example.is"), device="d1")])
    store.append_to(db, SHOP.id, anonymous, added("late", START, "c2"), START)
    store.drain(db, SHOP, START)
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and {cart.id for cart in state.carts} == {"c1", "c2"}
    assert rows(db, "SELECT COUNT(*) FROM events WHERE done = 0") == [(0,)]


def test_a_step_that_raises_puts_one_shopper_off_an_hour_and_no_other(
    db: store.Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(shop: Shop, shopper: Shopper, event: ev.Event, now: datetime) -> tuple[Shopper, tuple[Effect, ...]]:
        if shopper.key == key("1"):
            raise ZeroDivisionError("our mistake")
        return core_step(shop, shopper, event, now)

    leave_a_cart(db, "1", "anna@example.is")
    leave_a_cart(db, "2", "bara@example.is")
    with caplog.at_level(logging.ERROR):
        done = store.drain(db, SHOP, START, step=broken)
    assert (done.shoppers, done.failed) == (1, 1)
    assert "our mistake" in caplog.text and "anna" not in caplog.text
    assert store.advance(db, SHOP, START + HOUR / 2, step=broken).failed == 0
    assert rows(db, "SELECT COUNT(*) FROM events WHERE done = 0") == [(2,)]
    assert store.advance(db, SHOP, START + HOUR).events == 2


def test_a_state_that_cannot_be_read_is_put_off_too(db: store.Database, caplog: pytest.LogCaptureFixture) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    store.drain(db, SHOP, START)
    run(db, "UPDATE shoppers SET state = 'no JSON'")
    store.append(db, SHOP.id, [arrival("1", added("x"))])
    with caplog.at_level(logging.ERROR):
        assert store.drain(db, SHOP, START).failed == 1


def test_a_shopper_that_stays_due_is_not_woken_for_ever(db: store.Database, caplog: pytest.LogCaptureFixture) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    with caplog.at_level(logging.ERROR):
        done = store.drain(db, SHOP, START, due=lambda shop, shopper: START)
    assert (done.shoppers, done.woke) == (1, 3) and "still due" in caplog.text


def test_what_breaks_in_the_middle_of_a_commit_leaves_nothing_behind(db: store.Database) -> None:
    leave_a_cart(db, "1", "anna@example.is")
    store.drain(db, SHOP, START)
    before = store.digest(db, SHOP.id), rows(db, "SELECT * FROM events"), rows(db, "SELECT * FROM shoppers")
    run(db, "ALTER TABLE effects RENAME TO elsewhere")
    with pytest.raises(Exception, match="effects"):
        store.advance(db, SHOP, START + DAY)
    run(db, "ALTER TABLE elsewhere RENAME TO effects")
    assert before == (store.digest(db, SHOP.id), rows(db, "SELECT * FROM events"), rows(db, "SELECT * FROM shoppers"))
    assert store.advance(db, SHOP, START + DAY).effects >= 1


def test_a_worker_that_is_stopped_while_stepping_leaves_nothing_behind(db: store.Database) -> None:
    def stopped(shop: Shop, shopper: Shopper, event: ev.Event, now: datetime) -> tuple[Shopper, tuple[Effect, ...]]:
        raise KeyboardInterrupt

    leave_a_cart(db, "1", "anna@example.is")
    with pytest.raises(KeyboardInterrupt):
        store.advance(db, SHOP, START, step=stopped)
    assert store.advance(db, SHOP, START).events == 2


def test_many_workers_step_no_shopper_twice_for_one_event(db: store.Database) -> None:
    """Each step of this core forwards to a neighbour, so that workers also write to each other's shoppers."""
    people = [f"k{number:02}" for number in range(40)]

    def count(shop: Shop, shopper: Shopper, event: ev.Event, now: datetime) -> tuple[Shopper, tuple[Effect, ...]]:
        after = replace(shopper, seq=shopper.seq + 1)
        if not isinstance(event, ev.Added):
            return after, ()
        to = people[(people.index(shopper.key) * 7 + 3) % len(people)]
        passed = ev.encode(ev.Viewed(id=f"passed:{event.id}", at=now, product_id="a"))
        return after, (fx.Forward(to=to, event=Raw(passed)),)

    for number in range(5):
        for person in people:
            store.append_to(db, SHOP.id, person, added(f"{person}-{number}"), START)
    failures: list[BaseException] = []
    totals: list[int] = []

    def work() -> None:
        try:
            for _ in range(60):
                totals.append(store.advance(db, SHOP, START, limit=5, step=count, due=lambda shop, one: None).events)
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    totals.append(store.drain(db, SHOP, START, step=count, due=lambda shop, one: None).events)
    assert failures == []
    forwards = sum(1 for person in people if people[(people.index(person) * 7 + 3) % 40] != person) * 5
    assert sum(totals) == 40 * 5 + forwards
    assert rows(db, "SELECT SUM(version) FROM shoppers")[0][0] == sum(totals)


def test_workers_on_one_story_come_to_the_same_digest_as_one_alone(both: tuple[str, str]) -> None:
    """PostgreSQL with four workers against SQLite with one."""
    log = story(3, people=10, length=120)
    digests = []
    for url, workers in zip(both, (1, 4), strict=True):
        db = store.open(url)
        store.schema(db)
        for batch in log:
            store.append(db, SHOP.id, batch)
            now = max(one.received for one in batch)
            threads = [Thread(target=_drain_small, args=(db, now)) for _ in range(workers - 1)]
            for thread in threads:
                thread.start()
            _drain_small(db, now)
            for thread in threads:
                thread.join()
            store.drain(db, SHOP, now)
        digests.append(store.digest(db, SHOP.id))
        db.close()
    assert digests[0] == digests[1]


def _drain_small(db: store.Database, now: datetime) -> None:
    while store.advance(db, SHOP, now, limit=2).shoppers:
        pass


def test_events_of_one_shopper_are_numbered_as_they_were_folded(db: store.Database) -> None:
    play(db, story(11, people=4, length=40))
    by_key: dict[str, list[datetime]] = {}
    for stored in history.events(db, SHOP.id):
        by_key.setdefault(stored.key, []).append(stored.received)
    assert all(a <= b for times in by_key.values() for a, b in pairwise(times))
