"""Letters on their way out: a last look in one transaction, one claim per cart, and never twice in doubt."""

import logging
from datetime import datetime, timedelta
from threading import Thread
from time import sleep

import pytest
from store_world import (
    DAY,
    HOUR,
    SHOP,
    START,
    added,
    arrival,
    ask,
    key,
    leave_a_cart,
    may_go,
    rows,
    send,
    take,
    told,
)

from softsell import store
from softsell.core import events as ev
from softsell.core.effects import Ask, Effect
from softsell.core.outreach import Elsewhere
from softsell.core.shopper import Shopper

LEASE = timedelta(minutes=10)
ADDRESS = "anna@example.is"


class Looks:
    """A last look that remembers what it was shown."""

    def __init__(self, reason: str | datetime | None = None) -> None:
        self.reason = reason
        self.seen: list[Elsewhere] = []

    def __call__(self, shopper: Shopper, effect: Effect, elsewhere: Elsewhere) -> str | datetime | None:
        self.seen.append(elsewhere)
        return self.reason


def test_a_letter_is_claimed_marked_and_finished_once(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    assert (claimed.shopper.address, claimed.attempt) == (ADDRESS, 1)
    assert isinstance(claimed.effect, Ask) and claimed.elsewhere == Elsewhere()
    assert store.claim(db, SHOP, now, "w", look=may_go) is None
    assert send(db, claimed, now)
    assert rows(db, "SELECT status, claimed_at FROM effects WHERE kind = 'Ask'") == [("sent", None)]
    store.drain(db, SHOP, now)
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and [letter.status for letter in state.letters] == ["sent"]
    assert not store.finish(db, claimed.effect_id, "failed", ev.Seen(id="x", at=now), now)
    assert rows(db, "SELECT COUNT(*) FROM events WHERE id = 'x'") == [(0,)]


def test_nothing_is_claimed_before_its_shopper_was_advanced(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    store.append(db, SHOP.id, [arrival("1", ev.Ordered(id="o", at=now, order_id="1", currency="ISK"))])
    assert store.claim(db, SHOP, now, "w", look=may_go) == store.Behind((key("1"),))
    store.advance(db, SHOP, now, keys=[key("1")])
    assert store.claim(db, SHOP, now, "w", look=may_go) is None
    assert rows(db, "SELECT status FROM effects WHERE kind = 'Ask'") == [("withdrawn",)]


def test_an_unread_order_under_another_key_with_the_same_address_is_read_first(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    store.append(db, SHOP.id, [arrival("2", told("t2", ADDRESS.upper(), now))])
    store.drain(db, SHOP, now)
    store.append(db, SHOP.id, [arrival("2", ev.Ordered(id="o", at=now, order_id="1", currency="ISK"))])
    assert store.claim(db, SHOP, now, "w", look=may_go) == store.Behind((key("2"),))
    store.drain(db, SHOP, now)
    looks = Looks()
    assert isinstance(store.claim(db, SHOP, now, "w", look=looks), store.Claimed)
    assert looks.seen[0].ordered_at == now


def test_a_refused_last_look_is_told_to_the_core_in_the_same_commit(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    assert store.claim(db, SHOP, now, "w", look=Looks("quiet_hours")) is None
    assert rows(db, "SELECT status, detail FROM effects WHERE kind = 'Ask'") == [("skipped", "quiet_hours")]
    assert rows(db, "SELECT COUNT(*) FROM events WHERE kind = 'Skipped' AND done = 0") == [(1,)]
    store.drain(db, SHOP, now)
    store.drain(db, SHOP, now + 2 * DAY)
    assert isinstance(store.claim(db, SHOP, now + 2 * DAY, "w", look=may_go), store.Claimed)  # deferred, not dropped


def test_a_last_look_that_gives_a_time_puts_the_letter_off_untried_and_blocks_nobody(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    later = now + timedelta(minutes=3)
    assert store.claim(db, SHOP, now, "w", look=Looks(later)) is None
    assert rows(db, "SELECT status, attempts FROM effects WHERE kind = 'Ask'") == [("pending", 0)]
    assert store.claim(db, SHOP, later - timedelta(seconds=1), "w", look=may_go) is None
    assert take(db, later).attempt == 1


def test_a_last_look_that_raises_is_put_off_and_does_not_block_the_others(
    db: store.Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(shopper: Shopper, effect: Effect, elsewhere: Elsewhere) -> str | None:
        if shopper.key == key("1"):
            raise ZeroDivisionError
        return None

    ask(db, "1", ADDRESS)
    now = ask(db, "2", "bara@example.is")
    with caplog.at_level(logging.ERROR):
        found = store.claim(db, SHOP, now, "w", look=broken)
    assert isinstance(found, store.Claimed) and found.shopper.key == key("2") and "last look" in caplog.text
    assert store.claim(db, SHOP, now, "w", look=broken) is None


def test_the_letter_of_a_shopper_who_was_put_off_waits_with_them_and_blocks_nobody(
    db: store.Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> tuple[Shopper, tuple[Effect, ...]]:
        raise ZeroDivisionError

    now = ask(db, "1", ADDRESS)
    store.append(db, SHOP.id, [arrival("1", added("x", now))])
    with caplog.at_level(logging.ERROR):
        store.drain(db, SHOP, now, step=broken)
    ask(db, "2", "bara@example.is", now - DAY)
    assert take(db, now).shopper.key == key("2")
    assert rows(db, "SELECT status, due_at - created_at FROM effects WHERE kind = 'Ask' AND shopper = ?", key("1")) == [
        ("pending", 3_600_000)
    ]


def test_letters_to_one_address_are_counted_under_every_key_also_in_flight(db: store.Database) -> None:
    ask(db, "1", ADDRESS, cart="a")
    now = ask(db, "2", ADDRESS, cart="b")
    first = take(db, now)
    looks = Looks("cap")
    assert store.claim(db, SHOP, now, "w2", look=looks) is None
    assert looks.seen == [Elsewhere(letters=(now,))]
    assert send(db, first, now)


def test_letters_older_than_a_month_are_not_counted(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS, cart="a")
    assert send(db, take(db, now), now)
    later = ask(db, "2", ADDRESS, now + 31 * DAY, cart="b")
    store.drain(db, SHOP, later)
    assert take(db, later).elsewhere.letters == ()


def test_one_cart_is_claimed_once_however_many_keys_it_hangs_on(db: store.Database) -> None:
    ask(db, "1", ADDRESS, cart="same")
    now = ask(db, "2", ADDRESS, cart="same")
    first = take(db, now)
    looks = Looks("already_asked")
    store.claim(db, SHOP, now, "w2", look=looks)
    assert [seen.cart_claimed for seen in looks.seen] == [True]
    assert send(db, first, now)


def test_a_cart_that_was_just_written_about_is_claimed_still(db: store.Database) -> None:
    ask(db, "1", ADDRESS, cart="same")
    now = ask(db, "2", ADDRESS, cart="same")
    assert send(db, take(db, now), now)
    store.drain(db, SHOP, now)
    assert take(db, now).elsewhere.cart_claimed


def test_two_workers_at_once_never_write_to_one_address_unknown_to_each_other(db: store.Database) -> None:
    ask(db, "1", ADDRESS, cart="same")
    now = ask(db, "2", ADDRESS, cart="same")
    store.drain(db, SHOP, now)

    def look(shopper: Shopper, effect: Effect, elsewhere: Elsewhere) -> str | None:
        sleep(0.2)  # long enough for the other one to look as well, were it not kept out
        return "already_asked" if elsewhere.cart_claimed else None

    threads = [Thread(target=store.claim, args=(db, SHOP, now, name), kwargs={"look": look}) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(db, "SELECT status, COUNT(*) FROM effects WHERE kind = 'Ask' GROUP BY status ORDER BY status") == [
        ("claimed", 1),
        ("skipped", 1),
    ]


def test_a_worker_lost_before_sending_gives_the_letter_back_after_the_lease(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    assert store.recover(db, now + LEASE, LEASE) == store.Recovered(0, 0)
    assert store.recover(db, now + LEASE + HOUR, LEASE) == store.Recovered(1, 0)
    assert not store.mark(db, claimed.effect_id, "sending", now + LEASE + HOUR)  # the lost one comes back: too late
    again = take(db, now + LEASE + HOUR)
    assert (again.effect_id, again.attempt) == (claimed.effect_id, 2)


def test_a_worker_lost_while_sending_leaves_the_end_unsure_and_the_letter_is_never_sent_again(
    db: store.Database,
) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    assert store.mark(db, claimed.effect_id, "sending", now)
    assert store.recover(db, now + HOUR, LEASE) == store.Recovered(0, 1)
    store.drain(db, SHOP, now + HOUR)
    assert store.claim(db, SHOP, now + HOUR, "w", look=may_go) is None
    state = store.desk.shopper(db, SHOP.id, key("1"))
    assert state is not None and state.letters[0].status == "unsure"
    assert store.recover(db, now + DAY, LEASE) == store.Recovered(0, 0)
    sent = ev.Sent(id="late", at=now + DAY, effect=claimed.effect_id)
    assert store.finish(db, claimed.effect_id, "sent", sent, now + DAY)  # the lost worker was only slow, and knows


def test_a_letter_withdrawn_while_it_was_claimed_is_not_sent(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    store.append(db, SHOP.id, [arrival("1", ev.Ordered(id="o", at=now, order_id="1", currency="ISK"))])
    store.drain(db, SHOP, now)
    assert not store.mark(db, claimed.effect_id, "sending", now)
    assert not store.finish(db, claimed.effect_id, "sent", ev.Sent(id="s", at=now, effect=claimed.effect_id), now)


def test_a_refusal_that_may_pass_is_tried_again_later(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    assert store.mark(db, claimed.effect_id, "sending", now)
    assert store.put_off(db, claimed.effect_id, now + HOUR, "451 greylisted")
    assert store.claim(db, SHOP, now, "w", look=may_go) is None
    assert take(db, now + HOUR).attempt == 2


def test_a_held_letter_is_shown_with_its_words_and_may_be_let_go(db: store.Database) -> None:
    now = ask(db, "1", ADDRESS)
    claimed = take(db, now)
    event = ev.Held(id="h", at=now, effect=claimed.effect_id, rule="urgency.today", text="strax")
    words = store.Written("<1@shop>", "Karfan", "strax í dag", "<p>strax í dag</p>")
    assert store.finish(db, claimed.effect_id, "held", event, now, words, "urgency.today")
    (held,) = store.desk.held(db, SHOP.id)
    assert (held.written, held.detail, held.sent_at) == (words, "urgency.today", None)
    assert store.mark(db, claimed.effect_id, "pending", now) and not store.mark(db, claimed.effect_id, "pending", now)
    store.drain(db, SHOP, now)
    assert take(db, now).effect_id == claimed.effect_id


def test_only_final_statuses_finish(db: store.Database) -> None:
    with pytest.raises(ValueError, match="final"):
        store.finish(db, "x", "pending", ev.Seen(id="x", at=START), START)


def test_a_suppressed_address_is_known_to_the_last_look_under_every_key_and_spelling(db: store.Database) -> None:
    store.suppress(db, SHOP.id, " ANNA@example.IS ", "asked by phone", START)
    now = ask(db, "1", ADDRESS)
    looks = Looks("suppressed")
    store.claim(db, SHOP, now, "w", look=looks)
    assert [seen.suppressed for seen in looks.seen] == ["asked by phone"]
    assert store.unsuppress(db, SHOP.id, ADDRESS) and not store.unsuppress(db, SHOP.id, ADDRESS)


def test_a_no_said_under_one_key_holds_under_the_others_until_a_later_consent(db: store.Database) -> None:
    leave_a_cart(db, "1", ADDRESS)
    store.append(db, SHOP.id, [arrival("1", ev.Unsubscribed(id="no", at=START + HOUR))])
    store.drain(db, SHOP, START + HOUR)
    now = ask(db, "2", ADDRESS, START + 2 * HOUR)
    looks = Looks("suppressed")
    store.claim(db, SHOP, now, "w", look=looks)
    assert [seen.suppressed for seen in looks.seen] == ["stopped"]
    store.append(db, SHOP.id, [arrival("1", told("yes", ADDRESS, now + HOUR))])
    store.drain(db, SHOP, now + HOUR)
    assert rows(db, "SELECT reason FROM suppressions") == []
