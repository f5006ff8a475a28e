"""What pages, figures and people are shown: counts, lists by the page, one person's history, rows for measuring."""

import json

from store_world import DAY, HOUR, SHOP, START, added, arrival, ask, key, leave_a_cart, rows, run, send, take, told

from softsell import store
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who, key_of

ADDRESS = "anna@example.is"


def test_today_counts_what_was_told_and_done_since_then_and_what_waits(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    ask(db, "2", "bara@example.is")
    assert send(db, take(db, now), now)
    store.append(db, SHOP.id, [arrival("3", ev.Ordered(id="o", at=now, order_id="1", total=500, currency="ISK"))])
    counts = store.desk.today(db, SHOP.id, now, now)
    assert counts.events == {"Sent": 1, "Ordered": 1}
    assert counts.effects == {("Ask", "sent"): 1, ("Assigned", "done"): 2}
    assert (counts.need_person, counts.held, counts.letters_waiting, counts.due) == (0, 0, 1, 2)
    assert counts.lag_from == now
    assert store.desk.today(db, SHOP.id, now + HOUR, now).events == {}


def test_carts_come_by_the_page_the_newest_first_and_none_twice(db: store.Database) -> None:
    for number in range(7):
        leave_a_cart(db, str(number), f"p{number}@example.is", START + (number // 2) * HOUR)
    store.drain(db, SHOP, START + 4 * HOUR)
    seen: list[store.desk.CartRow] = []
    page, cursor = store.desk.carts(db, SHOP.id, limit=3)
    while True:
        seen += page
        if cursor is None:
            break
        leave_a_cart(db, f"new{len(seen)}", "new@example.is", START + 5 * HOUR)  # added meanwhile: not on later pages
        store.drain(db, SHOP, START + 5 * HOUR)
        page, cursor = store.desk.carts(db, SHOP.id, before=cursor, limit=3)
    assert {row.key for row in seen} == {key(str(number)) for number in range(7)} and len(seen) == 7
    assert [row.cart_at for row in seen] == sorted((row.cart_at for row in seen), reverse=True)
    assert seen[0].value == 2990 and seen[0].stage == "cart"


def test_carts_can_be_asked_for_by_stage_and_stages_are_summed(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    leave_a_cart(db, "2", "bara@example.is", now)
    store.drain(db, SHOP, now)
    assert [row.key for row in store.desk.carts(db, SHOP.id, stage="cart")[0]] == [key("2")]
    assert {(one.stage, one.carts, one.value) for one in store.desk.stages(db, SHOP.id)} == {
        ("cart", 1, 2990),
        ("waiting", 1, 2990),
    }


def test_who_waits_for_a_person_is_listed_the_longest_waiting_first(db: store.Database) -> None:
    for number, user in enumerate("21"):
        at = START + number * HOUR
        leave_a_cart(db, user, f"p{user}@example.is", at)
        store.append(db, SHOP.id, [arrival(user, ev.Said(id=f"s{user}", at=at, text="Ég vil tala við manneskju."))])
        store.drain(db, SHOP, at)
    assert [one.key for one in store.desk.persons(db, SHOP.id)] == [key("2"), key("1")]
    assert store.desk.today(db, SHOP.id, START, START + DAY).need_person == 2


def test_letters_are_found_by_page_by_effect_and_by_message(db: store.Database) -> None:
    now = START
    for number in range(3):
        now = ask(db, str(number), f"p{number}@example.is", START + number * DAY)
        assert send(db, take(db, now), now)
    first, cursor = store.desk.letters(db, SHOP.id, limit=2)
    rest, end = store.desk.letters(db, SHOP.id, before=cursor, limit=2)
    assert [row.key for row in first + rest] == [key("2"), key("1"), key("0")] and end is None
    row = first[0]
    assert row.written is not None and row.sent_at == now and row.status == "sent"
    assert store.desk.letter(db, row.effect_id) == store.desk.letter_of_message(db, row.written.message_id) == row
    assert store.desk.letter_of_message(db, "<nothing@shop>") is None


def test_a_transcript_is_in_order_and_over_every_key_of_the_person(db: store.Database) -> None:
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("a"), START)])
    store.drain(db, SHOP, START)
    store.append(db, SHOP.id, [arrival("1", told("t", ADDRESS, START + HOUR), device="d1")])
    store.drain(db, SHOP, START + HOUR)
    said = ev.Said(id="s", at=START + 2 * HOUR, text="Hvað kostar sendingin?")
    store.append(db, SHOP.id, [arrival("1", said)])
    store.drain(db, SHOP, START + 2 * HOUR)
    entries = store.person.transcript(db, SHOP.id, key_of(SHOP.id, "anon:d1"))
    kinds = [type(entry.event or entry.effect).__name__ for entry in entries]
    assert kinds[0] == "Added" and kinds.index("Said") < kinds.index("Say") and "Merged" in kinds
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert store.person.transcript(db, SHOP.id, key("1"), most=2) == entries[-2:]


def test_a_person_is_found_by_address_and_exported_whole(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    assert send(db, take(db, now), now)
    assert store.person.find(db, SHOP.id, " Anna@Example.IS") == [key("1")]
    assert store.person.find(db, SHOP.id, "") == store.person.find(db, SHOP.id, "nobody@example.is") == []
    told_all = json.loads(json.dumps(store.person.export(db, SHOP.id, key("1"))))
    assert told_all["names"] == ["user:1"] and told_all["states"][0]["address"] == ADDRESS
    assert {"Identified", "Added", "Sent"} <= {one["event"]["type"] for one in told_all["history"] if "event" in one}
    assert any(one.get("text") == f"Hæ {ADDRESS}" for one in told_all["history"])


def test_exposures_and_assignments_and_orders_are_rows_by_person(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    assert send(db, take(db, now), now)
    anonymous = Who(anonymous_id="d1")
    line = ev.Line(product_id="hat")
    order = ev.Ordered(id="o1", at=now, order_id="A", total=5000, currency="ISK", lines=(line,), discount=100)
    again = ev.Ordered(id="o1b", at=now, order_id="A", total=5000, currency="ISK", lines=(line,))
    gone = ev.OrderCancelled(id="x", at=now + HOUR, order_id="A", refunded=5000)
    store.append(db, SHOP.id, [Arrival(anonymous, one, now) for one in (order, again, gone)])
    store.append(db, SHOP.id, [arrival("1", ev.Seen(id="login", at=now), device="d1")])
    store.drain(db, SHOP, now + HOUR)
    (exposure,) = store.history.exposures(db, SHOP.id, START)
    assert (exposure.key, exposure.cart_id, exposure.touch, exposure.status) == (key("1"), "c1", 1, "sent")
    (assignment,) = store.history.assignments(db, SHOP.id, START)
    assert (assignment.key, assignment.arm) == (key("1"), exposure.arm)
    (row,) = store.history.orders(db, SHOP.id, START)
    assert (row.key, row.order_id, row.total, row.discount, row.products) == (key("1"), "A", 5000, 100, ("hat",))
    assert row.cancelled and row.refunded == 5000
    assert list(store.history.orders(db, SHOP.id, now + DAY)) == []


def test_answers_are_counted_by_question_and_choice(db: store.Database) -> None:
    for number, choice in enumerate(["cost_total", "cost_total", "trust"]):
        event = ev.Answered(id=f"a{number}", at=START, question="which", choice=choice)
        store.append(db, SHOP.id, [arrival(str(number), event)])
    counts = store.history.answers(db, SHOP.id, START)
    assert counts == {("which", "cost_total"): 2, ("which", "trust"): 1}


def test_long_histories_are_read_by_the_page(db: store.Database) -> None:
    store.append(db, SHOP.id, [arrival("1", ev.Ordered(id=f"o{n}", at=START, order_id=str(n))) for n in range(2100)])
    assert [one.order_id for one in store.history.orders(db, SHOP.id, START)] == [str(n) for n in range(2100)]
    assert sum(1 for _ in store.history.events(db, SHOP.id)) == 2100


def test_a_forgotten_state_is_no_state(db: store.Database) -> None:
    leave_a_cart(db, "1", ADDRESS)
    assert store.desk.shopper(db, SHOP.id, key("1")) is None  # nothing was stepped yet
    assert store.desk.shopper(db, SHOP.id, "nobody") is None
    run(db, "DELETE FROM shoppers")
    assert rows(db, "SELECT * FROM shoppers") == []
