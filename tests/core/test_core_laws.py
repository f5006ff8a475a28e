"""The laws of the design as properties: whole stories, odd orders, hostile input."""

from datetime import datetime, timedelta

import core_shops
import core_stories
import pytest
from core_stories import ACTIONS, LETTERS, SHOPPING, TALK, Play, play, short_stories, stories, tell
from hypothesis import given
from hypothesis import strategies as st

from softsell.core import cart as carts
from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.check import check
from softsell.core.conversation import FINAL, next_look
from softsell.core.outreach import Not, decide, live, look_at
from softsell.core.shopper import Shopper, decode, encode, new
from softsell.core.step import Ignored, Moved, attempt, due, index, step

DAY = timedelta(days=1)


def violations(p: Play, *laws: int) -> list[str]:
    return [f"law {v.law} at {v.at}: {v.what}" for v in check(p.shop, p.log) if v.law in laws]


# -- law 1 -----------------------------------------------------------------------------------------------------------------


@given(short_stories, st.lists(st.tuples(core_stories.events, core_stories.moments), min_size=1, max_size=6))
def test_law_1_any_event_at_any_time_is_taken_or_ignored_with_a_reason(
    story: bytes, garbage: list[tuple[ev.Event, datetime]]
) -> None:
    p = play(story[:42])
    for event, now in garbage:
        first, second = attempt(p.shop, p.shopper, event, now), attempt(p.shop, p.shopper, event, now)
        match first:
            case Ignored(reason):
                assert reason and second == first
                assert step(p.shop, p.shopper, event, now) == (p.shopper, ())
            case Moved(after, effects):
                assert step(p.shop, p.shopper, event, now) == (after, effects)
                assert isinstance(second, Moved) and encode(second.shopper) == encode(after)
                assert [ef.encode(e) for e in second.effects] == [ef.encode(e) for e in effects]
                assert after.seq == p.shopper.seq + 1
                assert decode(encode(after)) == after
                p.shopper = after
        due(p.shop, p.shopper)
        assert abs(index(p.shopper).cart_value) < 2**63


@given(stories)
def test_law_1_an_ignored_event_leaves_the_very_same_state(story: bytes) -> None:
    p, shopper = play(story), new("x")
    for entry in p.log:
        assert entry.event is not None
        match attempt(p.shop, shopper, entry.event, entry.now):
            case Ignored(reason):
                after, effects = step(p.shop, shopper, entry.event, entry.now)
                assert reason and after is shopper and effects == ()
            case Moved(after, _):
                shopper = after


# -- law 2 -----------------------------------------------------------------------------------------------------------------


@given(stories)
def test_law_2_every_state_event_and_effect_round_trips(story: bytes) -> None:
    p = play(story)
    assert decode(encode(p.shopper)) == p.shopper
    assert encode(decode(encode(p.shopper))) == encode(p.shopper)
    for entry in p.log:
        assert entry.event is not None
        assert ev.encode(ev.decode(ev.encode(entry.event))) == ev.encode(entry.event)
        for _, effect in entry.effects:
            assert ef.decode(ef.encode(effect)) == effect


# -- law 3 -----------------------------------------------------------------------------------------------------------------


@given(stories, st.integers(0, 90 * 86400))
def test_law_3_after_a_wake_up_the_next_is_later_or_never(story: bytes, late: int) -> None:
    for p in tell(story):
        at = due(p.shop, p.shopper)
        if at is None:
            assert step(p.shop, p.shopper, ev.Woke(id="w", at=p.now), p.now) == (p.shopper, ())
            continue
        early = at - timedelta(seconds=1)
        assert step(p.shop, p.shopper, ev.Woke(id="w", at=early), early) == (p.shopper, ())
        for now in {at, at + timedelta(seconds=late)}:
            once, effects = step(p.shop, p.shopper, ev.Woke(id="w", at=now), now)
            again = due(p.shop, once)
            assert once.seq == p.shopper.seq + 1
            assert again is None or again > now
            assert step(p.shop, once, ev.Woke(id="v", at=now), now) == (once, ())
            assert len([e for e in effects if isinstance(e, ef.Ask)]) <= 1


@given(short_stories)
def test_law_3_wake_ups_come_to_an_end(story: bytes) -> None:
    p = play(story)
    for _ in range(300):
        at = due(p.shop, p.shopper)
        if at is None:
            break
        p.now = max(p.now, at)
        p.wake()
        p.deliver()
    assert due(p.shop, p.shopper) is None and (p.shopper.forgotten_at or p.shopper.last_seen is None)


# -- law 4 -----------------------------------------------------------------------------------------------------------------


def _told(draw: st.DrawFn) -> list[ev.Event]:
    """Cart events and orders within a few days, some at the very same moment, each with its own id."""
    found: list[ev.Event] = []
    for n in range(draw(st.integers(2, 14))):
        what, x, y, when = draw(st.binary(min_size=4, max_size=4))
        at = core_shops.START + timedelta(minutes=(when * 7) % 300)
        line = ev.Line("abcd"[x % 4], x // 4 % 4, price=100)
        cart = ("-", "k1", "k2")[y % 3]
        lines = tuple(ev.Line("abcd"[(x + i) % 4], i + 1) for i in range(y % 4))
        name = {"id": f"i{n}", "at": at}
        found.append(
            (
                ev.Added(**name, line=line, cart_id=cart), ev.Added(**name, line=line, cart_id=cart),
                ev.Removed(**name, line=line, cart_id=cart), ev.CartUpdated(**name, lines=lines, cart_id=cart),
                ev.CheckoutStarted(**name, lines=lines, cart_id=cart), ev.CheckoutStep(**name, cart_id=cart),
                ev.ShippingQuoted(**name, postcode=("101", "", "600")[x % 3], cart_id=cart),
                ev.PaymentFailed(**name, cart_id=cart), ev.Viewed(**name, product_id="abcd"[x % 4]),
                ev.Ordered(**name, order_id=f"o{n}", lines=lines, cart_id=("", cart)[x % 2]),
                ev.OrderCancelled(**name, order_id=f"o{x % 12}"),
            )[what % 11]
        )  # fmt: skip
    return found


@given(st.data())
def test_law_4_shuffled_duplicated_and_late_events_end_in_the_same_carts(data: st.DataObject) -> None:
    shop, now = core_shops.variants()[0], core_shops.START + DAY
    told = _told(data.draw)
    mixed = data.draw(st.permutations(told)) + data.draw(st.lists(st.sampled_from(told), max_size=5))
    first, second = new("u"), new("u")
    for event in told:
        first, _ = step(shop, first, event, now)
    for n, event in enumerate(mixed):
        second, _ = step(shop, second, event, now + timedelta(minutes=n))
    assert first.carts == second.carts and first.viewed == second.viewed
    kept = [{o.id: (o.products, o.cancelled or o.at) for o in who.orders} for who in (first, second)]
    assert kept[0] == kept[1]
    for a, b in zip(first.carts, second.carts, strict=True):
        assert carts.fold(a, first.orders) == carts.fold(b, second.orders)
        assert look_at(shop, first, a) == look_at(shop, second, b)
    assert live(first) == live(second)


# -- laws 5 to 9, 12 and the record: the independent checker ------------------------------------------------------------------


@given(stories)
def test_law_5_no_letter_without_ground_address_cart_room_and_open_hours(story: bytes) -> None:
    assert violations(play(story, LETTERS), 5) == []


@given(stories)
def test_law_6_no_letter_about_what_was_bought_and_a_waiting_one_is_withdrawn(story: bytes) -> None:
    assert violations(play(story, SHOPPING), 6) == []


@given(stories)
def test_law_7_one_question_in_a_message_and_none_whose_answer_is_known(story: bytes) -> None:
    assert violations(play(story, TALK), 7) == []


@given(stories)
def test_law_8_the_close_comes_only_after_satisfaction(story: bytes) -> None:
    assert violations(play(story, TALK), 8) == []


@given(stories)
def test_law_9_a_no_is_kept_and_a_person_is_not_talked_over(story: bytes) -> None:
    assert violations(play(story, ACTIONS), 9) == []


@pytest.mark.parametrize("diet", [ACTIONS, TALK, SHOPPING, LETTERS], ids=["all", "talk", "shopping", "letters"])
@given(story=stories)
def test_every_law_holds_in_every_kind_of_story(diet: tuple[core_stories.Action, ...], story: bytes) -> None:
    p = play(story, diet)
    assert check(p.shop, p.log) == ()


@given(st.binary(min_size=40, max_size=120), st.integers(0, 12))
def test_law_6_one_purchase_retires_every_cart_whose_lines_it_covers(story: bytes, minutes: int) -> None:
    p = play(story[:2] + bytes(b for n in range(2, len(story) - 3, 4) for b in (0, *story[n + 1 : n + 4])), SHOPPING)
    names = {line.product_id for c in p.shopper.carts for line in carts.fold(c).lines}
    p.now += timedelta(minutes=minutes)
    p.do(ev.Ordered, order_id="all", lines=tuple(ev.Line(name) for name in sorted(names)))
    assert all(not carts.fold(c, p.shopper.orders).lines for c in p.shopper.carts)
    assert live(p.shopper) is None and not any(x.status == "waiting" for x in p.shopper.letters)
    before = len([e for entry in p.log for _, e in entry.effects if isinstance(e, ef.Ask)])
    p.sleep(p.now + 40 * DAY)
    assert len([e for entry in p.log for _, e in entry.effects if isinstance(e, ef.Ask)]) == before


# -- law 10 ----------------------------------------------------------------------------------------------------------------


def _refused(shopper: Shopper, cart_id: str) -> bool:
    """Whether the look at a cart ended with the refusal of its letter, for a reason that does not pass."""
    ended = any(o.cart_id == cart_id and o.until is None for o in shopper.outlooks)
    return ended and any(x.cart_id == cart_id and x.status == "skipped" for x in shopper.letters)


@given(stories)
def test_law_10_there_is_always_a_dated_next_move_or_rest(story: bytes) -> None:
    for p in tell(story):
        shopper = p.shopper
        if shopper.forgotten_at:
            continue
        at, talk, cart = due(p.shop, shopper), shopper.conversation, live(shopper)
        if talk is not None and talk.state not in FINAL and not (talk.ended and talk.rest_until is None):
            look = next_look(p.shop, talk)
            assert look is not None and at is not None and at <= look
            assert look <= max(talk.moved_at, p.now) + timedelta(days=max(p.shop.policy.no_days, 400))
        if cart is None or isinstance(decide(p.shop, shopper, cart, p.now), Not):
            continue
        assert at is not None
        if _refused(shopper, cart.id):  # by a last look, which knows of other keys: it rests until the cart moves
            continue
        assert at <= p.now + 60 * DAY  # askable now or later: somebody will look


@given(stories)
def test_law_10_a_buyers_word_is_answered_or_handed_to_a_person(story: bytes) -> None:
    for p in tell(story, TALK):
        talk, before = p.shopper.conversation, p.log[-2].seq if len(p.log) > 1 else 0
        entry = p.log[-1] if p.log else None
        if entry is None or not isinstance(entry.event, (ev.Answered, ev.Said)) or talk is None:
            continue
        if entry.seq > before:
            quiet = talk.state == "stopped" or any(isinstance(e, ef.HandOver) for _, e in entry.effects)
            assert quiet or any(isinstance(e, ef.Say) for _, e in entry.effects)


# -- law 13 ----------------------------------------------------------------------------------------------------------------


@given(stories)
def test_law_13_the_same_log_gives_the_same_bytes_through_storage(story: bytes) -> None:
    p = play(story)
    shopper: Shopper = new(p.key)
    for entry in p.log:
        assert entry.event is not None
        shopper, effects = step(p.shop, decode(encode(shopper)), ev.decode(ev.encode(entry.event)), entry.now)
        assert [ef.encode(e) for e in effects] == [ef.encode(e) for _, e in entry.effects]
        assert shopper.seq == entry.seq
    assert encode(shopper) == encode(p.shopper)
