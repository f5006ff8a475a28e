"""Two keys that turned out to be one person."""

from core_stories import Play
from core_tale import DAY, HOUR, add, answer, ask_written, asks, tale, talk, with_cart, withdrawn
from msgspec import Raw
from msgspec.structs import replace

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.check import check
from softsell.core.outreach import live
from softsell.core.shopper import decode
from softsell.core.step import HOPS, Ignored, Moved, attempt, due


def join(into: Play, other: Play) -> None:
    """The other key leaves, and what it forwards arrives."""
    other.do(ev.Joined, into=into.key)
    forward = [e for _, e in other.log[-1].effects if isinstance(e, ef.Forward)]
    assert [f.to for f in forward] == [into.key]
    into.feed(ev.decode(bytes(forward[0].event)))


def guest(**known: object) -> Play:
    p = tale(**known)  # type: ignore[arg-type]
    p.key = "a9"
    p.shopper = replace(p.shopper, key="a9")
    p.count = 500
    return p


def test_a_guest_who_registered_in_the_checkout_is_not_asked_about_what_they_bought() -> None:
    p, other = tale(), guest()
    add(other, "a", cart="k1")
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    join(p, other)
    assert live(p.shopper) is None and due(other.shop, other.shopper) is None
    p.sleep(p.now + 10 * DAY)
    assert asks(p) == []


def test_of_two_consents_the_stricter_holds_and_a_stop_of_either_stays() -> None:
    p, other = with_cart(), guest()
    other.do(ev.Identified, at=other.now - DAY, consent=ev.Consent("withdrawn", other.now - DAY))
    other.shopper = replace(other.shopper, consent=ev.Consent("withdrawn", other.now - DAY))
    join(p, other)
    assert p.shopper.consent is not None and p.shopper.consent.basis == "withdrawn"
    q, second = with_cart(), guest()
    second.do(ev.Unsubscribed)
    join(q, second)
    assert q.shopper.stopped_at is not None
    q.sleep(q.now + 10 * DAY)
    assert asks(q) == []


def test_a_waiting_letter_is_withdrawn_when_its_key_joins_and_the_cart_is_asked_about_once() -> None:
    other = guest()
    add(other)
    ask_written(other)
    p = tale()
    p.now = other.now
    join(p, other)
    assert withdrawn(other) == ["joined"] and p.shopper.letters[0].status == "withdrawn"
    p.sleep(p.now + 3 * DAY)
    assert len(asks(p)) == 1


def test_a_letter_that_crossed_the_joining_is_counted() -> None:
    other = guest()
    add(other)
    ask_written(other)
    name = other.shopper.letters[0].effect
    p = tale()
    p.now = other.now
    join(p, other)
    other.do(ev.Sent, effect=name)
    forward = next(e for _, e in other.log[-1].effects if isinstance(e, ef.Forward))
    p.feed(ev.decode(bytes(forward.event)))
    p.sleep(p.now + 10 * DAY)
    assert p.shopper.letters[0].status == "sent" and asks(p) == []


def test_the_first_arm_stays_and_the_mix_is_marked() -> None:
    p, other = tale(), guest()
    p.shopper = replace(p.shopper, arm="treated", arm_at=p.now)
    other.shopper = replace(other.shopper, arm="holdout", arm_at=p.now - DAY)
    join(p, other)
    assert (p.shopper.arm, p.shopper.mixed_arms) == ("holdout", True)


def test_a_talk_that_a_person_holds_is_not_lost_to_a_later_one() -> None:
    p, other = with_cart(), guest()
    other.do(ev.TookOver, by="anna")
    p.now += HOUR
    answer(p, "recommend")
    join(p, other)
    assert talk(p).state == "handed_over" and talk(p).holder == "anna"


def test_a_chain_of_forwarding_arrives_and_a_cycle_ends() -> None:
    first, second = guest(), guest()
    second.key, second.shopper = "a8", replace(second.shopper, key="a8")
    first.do(ev.Joined, into="a8")
    second.do(ev.Joined, into="a9")
    event: ev.Event = ev.Added(id="x", at=first.now, line=ev.Line("a"))
    hops = 0
    while True:
        p = (first, second)[hops % 2]
        moved = attempt(p.shop, p.shopper, event, p.now)
        if isinstance(moved, Ignored):
            assert moved.reason == "too_many_hops"
            break
        (effect,) = moved.effects
        assert isinstance(effect, ef.Forward)
        event = ev.decode(bytes(effect.event))
        hops += 1
    assert hops == HOPS
    last = tale()
    assert isinstance(event, ev.Relayed)
    last.feed(event)
    assert live(last.shopper) is not None


def test_joining_oneself_and_waking_a_forwarded_key_change_nothing() -> None:
    p = with_cart()
    before = p.shopper
    p.do(ev.Joined, into=p.key)
    assert p.shopper == before
    p.do(ev.Joined, into="u2")
    gone = p.shopper
    p.wake()
    assert p.shopper == gone and gone.carts == () and gone.address == ""


def test_what_is_no_state_and_no_event_is_refused() -> None:
    p = with_cart()
    bad = (
        ev.Merged(id="m", at=p.now, shopper=Raw(b"{}")),
        ev.Merged(id="m", at=p.now, shopper=Raw(b'{"key":"x","stopped_at":"2026-01-01T00:00:00"}')),
        ev.Merged(id="m", at=p.now, shopper=Raw(b'{"key":"x","last_seen":"9999-12-31T00:00:00Z"}')),
        ev.Relayed(id="r", at=p.now, event=Raw(b"[" * 50_000)),
        ev.Relayed(id="r", at=p.now, event=Raw(ev.encode(ev.Woke(id="w", at=p.now)))),
        ev.Relayed(id="r", at=p.now, event=Raw(ev.encode(ev.Relayed(id="w", at=p.now, event=Raw(b"{}"))))),
    )
    for event in bad:
        assert isinstance(attempt(p.shop, p.shopper, event, p.now), Ignored)


def test_merging_is_the_same_whichever_way_the_carts_and_orders_came() -> None:
    a, b = tale(), guest()
    add(a, "a", cart="k")
    add(b, "b", cart="k")
    b.do(ev.Ordered, order_id="o", lines=(ev.Line("z"),))
    left = attempt(b.shop, b.shopper, ev.Joined(id="j", at=b.now, into="u1"), b.now)
    right = attempt(a.shop, a.shopper, ev.Joined(id="j", at=a.now, into="a9"), a.now)
    found = []
    for p, moved in ((a, left), (b, right)):
        assert isinstance(moved, Moved)
        forward = moved.effects[-1]
        assert isinstance(forward, ef.Forward)
        p.feed(ev.decode(bytes(forward.event)))
        found.append((p.shopper.carts, p.shopper.orders, p.shopper.customer))
    assert found[0] == found[1] and decode(b'{"key":"x"}').key == "x"


def test_the_checker_follows_the_conversation_that_goes_on_even_where_both_have_one_name() -> None:
    p, other = with_cart(), guest()
    answer(p, "recommend")
    add(other)
    other.now = p.now + HOUR
    answer(other, "no")
    assert talk(p).id == talk(other).id and talk(p).question.startswith("need:") and not talk(other).asked
    p.now = other.now
    join(p, other)
    answer(p, "recommend")
    assert talk(p).question.startswith("need:")
    assert check(p.shop, p.log) == ()
