"""The one function: forgetting, retention, what is ignored, and states of earlier releases."""

from datetime import datetime
from pathlib import Path

import pytest
from core_tale import DAY, HOUR, add, answer, ask_written, asks, tale, with_cart, withdrawn
from msgspec.structs import replace

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.effects import effect_id
from softsell.core.shopper import decode, encode, new
from softsell.core.step import Ignored, Moved, attempt, due, index, step

STATES = sorted((Path(__file__).parent / "states").glob("*.json"))


def test_a_stranger_needs_no_look() -> None:
    p = tale()
    assert due(p.shop, new("x")) is None


def test_ignored_input_says_why() -> None:
    p = with_cart()
    at = p.now
    for event, reason in (
        (ev.Sent(id="1", at=at, effect="nobody's"), "unknown_effect"),
        (ev.Woke(id="2", at=at), "early"),
        (ev.HandedBack(id="3", at=at, by="anna"), "not_held"),
        (ev.Said(id="4", at=at, text=" "), "empty"),
        (ev.Answered(id="5", at=at, question="", choice="nothing"), "not_offered"),
        (ev.Added(id="6", at=datetime(2026, 1, 1), line=ev.Line("a")), "no_zone"),
    ):
        assert attempt(p.shop, p.shopper, event, at) == Ignored(reason)
        assert step(p.shop, p.shopper, event, at) == (p.shopper, ())
    assert attempt(p.shop, p.shopper, ev.Woke(id="7", at=at), at.replace(year=9999)) == Ignored("impossible_time")


def test_an_event_that_happened_twice_counts_once_in_the_cart() -> None:
    p = with_cart()
    p.feed(p.done[-1])
    assert len(p.shopper.carts[0].ops) == 1


def test_to_be_forgotten_leaves_nothing_but_the_key_and_withdraws_what_waits() -> None:
    p = with_cart()
    ask_written(p)
    p.do(ev.Erased)
    assert withdrawn(p) == ["forgotten"] and isinstance(p.log[-1].effects[-1][1], ef.Forget)
    assert p.shopper == replace(new("u1"), seq=p.shopper.seq, forgotten_at=p.now)
    assert due(p.shop, p.shopper) is None


def test_who_was_forgotten_begins_anew() -> None:
    p = with_cart()
    p.do(ev.Erased)
    seq = p.shopper.seq
    add(p, "b")
    assert p.shopper.seq == seq + 1 and p.shopper.forgotten_at is None and p.shopper.address == ""
    assert p.shopper.carts[0].ops[0].lines[0].product_id == "b"


def test_what_is_not_needed_any_more_is_forgotten_by_itself() -> None:
    p = tale(address="")
    p.do(ev.Viewed, product_id="a")
    assert due(p.shop, p.shopper) == p.now + 30 * DAY
    p.sleep(p.now + 31 * DAY)
    assert p.shopper.forgotten_at is not None
    q = tale()
    assert due(q.shop, q.shopper) == q.now + 365 * DAY


def test_effects_are_named_by_the_state_they_come_with() -> None:
    p = with_cart()
    ask_written(p)
    names = [name for name, _ in p.log[-1].effects]
    assert names == [effect_id("garn", "u1", p.shopper.seq, n) for n in range(len(names))]
    assert p.shopper.letters[0].effect == names[0]


def test_the_index_shows_where_the_shopper_stands() -> None:
    p = with_cart()
    assert index(p.shopper).stage == "cart" and index(p.shopper).address == "jon@mail.example"
    p.sleep(p.now + 3 * DAY)
    assert index(p.shopper).stage == "sent"
    answer(p, "person")
    assert index(p.shopper).needs_person and index(p.shopper).stage == "handed_over"
    p.do(ev.Unsubscribed)
    assert index(p.shopper).suppressed == "stopped"


def test_looking_around_does_not_undo_what_was_decided() -> None:
    p = with_cart(address="")
    p.sleep(p.now + 3 * DAY)
    decided = p.shopper.outlooks
    p.do(ev.Viewed, product_id="b")
    p.do(ev.Seen, what="terms")
    assert p.shopper.outlooks == decided and decided[0].reason == "no_address"
    p.do(ev.Identified, address="jon@mail.example")
    p.sleep(p.now + 3 * DAY)
    assert len(asks(p)) == 1


def test_a_late_wake_up_does_everything_that_fell_due() -> None:
    p = with_cart()
    answer(p, "recommend")
    p.now += 5 * DAY
    p.wake()
    assert p.shopper.conversation is not None and p.shopper.conversation.state == "resting"
    assert p.shopper.outlooks and p.shopper.outlooks[0].reason == "resting"


def test_hours_off_by_a_wrong_clock_do_not_hide_an_order() -> None:
    p = with_cart()
    p.do(ev.Ordered, at=p.now + 4000 * DAY, order_id="o", lines=(ev.Line("a"),))
    assert p.shopper.orders[0].at == p.now
    p.sleep(p.now + 5 * DAY)
    assert asks(p) == []


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_states_that_an_earlier_release_wrote_still_decode_and_move(path: Path) -> None:
    p = tale()
    old = decode(path.read_bytes())
    assert old.v == 1 and old.seq > 0 and old.key
    assert decode(encode(old)) == old
    now = (old.last_seen or p.now) + HOUR
    moved = attempt(p.shop, old, ev.Added(id="new", at=now, line=ev.Line("a")), now)
    assert isinstance(moved, Moved) and moved.shopper.seq == old.seq + 1
    due(p.shop, moved.shopper)


def test_there_are_frozen_states_of_every_kind() -> None:
    states = [decode(path.read_bytes()) for path in STATES]
    assert {"talking", "asked", "forwarded", "forgotten", "customer"} <= {path.stem.split("-")[1] for path in STATES}
    assert any(s.conversation for s in states) and any(s.letters for s in states) and any(s.orders for s in states)
    assert any(s.forwarded_to for s in states) and any(s.forgotten_at for s in states)
