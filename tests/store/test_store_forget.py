"""Forgetting: nothing of a person is left in any column of any table, but the hash of a no."""

from msgspec.structs import replace
from store_world import DAY, SHOP, START, added, arrival, ask, key, leave_a_cart, rows, send, take, told

from softsell import store
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who, key_of
from softsell.store.driver import Tx

ADDRESS = "anna.soley@example.is"


def everything(db: store.Database) -> str:
    """Every value of every table as one text."""
    tables = [
        "events",
        "shoppers",
        "effects",
        "aliases",
        "suppressions",
        "letters",
        "policies",
        "users",
        "meta",
        "migrations",
    ]
    return "\n".join(repr(row) for table in tables for row in rows(db, f"SELECT * FROM {table}")).lower()


def a_full_life(db: store.Database) -> None:
    """A guest on a device, who logs in, leaves a cart, gets a letter, answers, orders with a verified address."""
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), told("g", ADDRESS), START)])
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("ga"), START)])
    store.drain(db, SHOP, START)
    store.append(db, SHOP.id, [arrival("1", added("la"), device="d1")])
    now = ask(db, "1", ADDRESS, START)
    assert send(db, take(db, now), now)
    order = ev.Ordered(id="o", at=now, order_id="7", total=2990, currency="ISK")
    said = ev.Said(id="s", at=now, text=f"Ég heiti Anna, {ADDRESS}")
    store.append(db, SHOP.id, [arrival("1", said), arrival("1", order, address=ADDRESS)])
    store.drain(db, SHOP, now)


def test_erasing_by_address_leaves_it_in_no_table(db: store.Database) -> None:
    a_full_life(db)
    leave_a_cart(db, "2", "bara@example.is")
    assert ADDRESS in everything(db) and key("1") in everything(db)
    assert store.erase(db, SHOP.id, address=ADDRESS.upper()) == 2  # the user and the device that was joined
    left = everything(db)
    assert ADDRESS not in left and "anna.soley" not in left and "ég heiti" not in left
    assert key("1") not in left and key_of(SHOP.id, "anon:d1") not in left
    assert "bara@example.is" in left
    assert store.person.find(db, SHOP.id, ADDRESS) == []


def test_erasing_by_a_joined_key_takes_the_whole_person(db: store.Database) -> None:
    a_full_life(db)
    assert store.erase(db, SHOP.id, key=key_of(SHOP.id, "anon:d1")) == 2
    assert ADDRESS not in everything(db)


def test_the_core_forgets_and_only_the_count_of_steps_stays(db: store.Database) -> None:
    a_full_life(db)
    store.append_to(db, SHOP.id, key("1"), ev.Erased(id="bye", at=START + 2 * DAY), START + 2 * DAY)
    store.drain(db, SHOP, START + 2 * DAY)
    left = everything(db)
    assert ADDRESS not in left and "anna" not in left and "sokkar" not in left
    assert rows(db, "SELECT COUNT(*) FROM events") == rows(db, "SELECT COUNT(*) FROM effects") == [(0,)]
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and state.seq > 0 and state.forgotten_at == START + 2 * DAY
    assert replace(state, seq=0, forgotten_at=None) == type(state)(key=key("1"))


def test_what_came_after_the_request_begins_anew(db: store.Database) -> None:
    leave_a_cart(db, "1", ADDRESS)
    store.drain(db, SHOP, START)
    said = ev.Said(id="s", at=START, text=f"Ég heiti Anna, {ADDRESS}. Hvað kostar sendingin?")
    log = [said, ev.Erased(id="bye", at=START), added("new", START, "c9")]
    store.append(db, SHOP.id, [arrival("1", event) for event in log])
    store.drain(db, SHOP, START)
    assert rows(db, "SELECT kind FROM effects") == []  # what was answered before the request went with it
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and [cart.id for cart in state.carts] == ["c9"]
    assert rows(db, "SELECT id FROM events WHERE kind <> 'Woke'") == [("new",)]
    assert ADDRESS not in everything(db)


def test_a_no_is_kept_as_a_hash_when_the_person_is_forgotten(db: store.Database) -> None:
    a_full_life(db)
    store.suppress(db, SHOP.id, ADDRESS, "stopped", START)
    store.erase(db, SHOP.id, address=ADDRESS)
    assert rows(db, "SELECT address_hash, reason FROM suppressions") == [(db.hash(SHOP.id, ADDRESS), "stopped")]
    store.erase(db, SHOP.id, address=ADDRESS, keep_no=False)
    assert rows(db, "SELECT COUNT(*) FROM suppressions") == [(0,)]


def test_retention_forgets_by_itself(db: store.Database) -> None:
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), ev.Viewed(id="v", at=START, product_id="a"), START)])
    store.drain(db, SHOP, START)
    assert store.drain(db, SHOP, START + (SHOP.policy.anonymous_days - 1) * DAY).shoppers == 0
    store.drain(db, SHOP, START + (SHOP.policy.anonymous_days + 1) * DAY)
    assert rows(db, "SELECT COUNT(*) FROM events WHERE kind <> 'Woke'") == [(0,)]
    assert rows(db, "SELECT COUNT(*) FROM aliases") == [(0,)]


def test_a_letter_in_flight_for_a_forgotten_person_ends_quietly(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    assert store.mark(db, claimed.effect_id, "sending", now)
    store.erase(db, SHOP.id, key=key("1"))
    assert not store.finish(db, claimed.effect_id, "sent", ev.Sent(id="s", at=now, effect=claimed.effect_id), now)
    assert rows(db, "SELECT COUNT(*) FROM events") == rows(db, "SELECT COUNT(*) FROM shoppers") == [(0,)]


def test_hashes_are_salted_by_database_and_by_shop(db: store.Database) -> None:
    hashes = {db.hash(SHOP.id, ADDRESS), db.hash("other", ADDRESS)}
    assert len(hashes) == 2 and db.hash(SHOP.id, "  ") == ""

    def salt(tx: Tx) -> str:
        row = tx.one("meta-get", "salt")
        assert row is not None
        return str(row[0])

    assert len(db.write(salt)) == 32
