"""Letters that came back (domain D4): what closes an address, what does not, and what a complaint does."""

import pytest
from core_tale import DAY, answer, ask_written, asks, with_cart

from softsell.core import events as ev
from softsell.core.results import NOT_THEIRS


def test_a_third_letter_that_came_back_for_now_within_two_weeks_closes_the_address() -> None:
    p = with_cart()
    for n in range(2):
        p.do(ev.Bounced, effect=f"x{n}", permanent=False, reason="temporary")
        p.now += 3 * DAY
    assert not p.shopper.suppressed
    p.do(ev.Bounced, effect="x1", permanent=False, reason="temporary")
    assert not p.shopper.suppressed, "the same letter counts once"
    p.do(ev.Bounced, effect="x2", permanent=False, reason="expired")
    assert p.shopper.suppressed == "bounced"


def test_three_letters_that_came_back_over_a_month_close_nothing() -> None:
    p = with_cart()
    for n in range(3):
        p.do(ev.Bounced, effect=f"x{n}", permanent=False)
        p.now += 10 * DAY
    assert not p.shopper.suppressed


@pytest.mark.parametrize("reason", sorted(NOT_THEIRS))
def test_a_full_mailbox_or_what_is_said_against_us_closes_no_address(reason: str) -> None:
    p = with_cart()
    for n in range(6):
        p.do(ev.Bounced, effect=f"x{n}", permanent=False, reason=reason)
    assert not p.shopper.suppressed


def test_a_complaint_closes_everything_and_stops_the_talk() -> None:
    p = with_cart()
    ask_written(p)
    answer(p, "cost_total")
    assert p.shopper.conversation is not None
    p.do(ev.Complained)
    assert p.shopper.conversation.state == "stopped"
    assert (p.shopper.suppressed, p.shopper.stopped_at) == ("complained", p.now)
    before = len(asks(p))
    p.sleep(p.now + 20 * DAY)
    assert len(asks(p)) == before
