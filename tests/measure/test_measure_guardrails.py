"""Guardrails: sure enough with few sends, at once on a run of complaints."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.measure.guardrails import Guardrail, Send, guardrails, has_run, worst

START = datetime(2026, 5, 1, tzinfo=UTC)


def sends(n: int, *, complained=(), unsubscribed=(), bounced=()) -> list[Send]:  # type: ignore[no-untyped-def]
    """n sends to n people, a minute apart; the named ones came back."""
    return [
        Send(f"p{i}", START + timedelta(minutes=i), i in complained, i in unsubscribed, i in bounced) for i in range(n)
    ]


def one(name: str, rows: list[Send]) -> Guardrail:
    return next(guardrail for guardrail in guardrails(rows) if guardrail.name == name)


def test_with_no_sends_all_is_well():
    assert [(g.name, g.state) for g in guardrails([])] == [
        ("complaints", "ok"), ("unsubscribes", "ok"), ("bounces", "ok"), ("messages", "ok"),
    ]  # fmt: skip
    assert worst(guardrails([])) == "ok"


def test_one_complaint_in_a_hundred_is_a_warning_and_not_yet_a_stop():
    found = one("complaints", sends(100, complained={50}))
    assert found.state == "warn" and found.low < 0.003 < found.value and found.why == "mark"


def test_one_complaint_in_the_first_thirty_is_sure_enough_to_stop():
    """If 0.3 % complained, at least one in 30 would come with a chance of 8.6 %: below the 10 % that the bound allows."""
    found = one("complaints", sends(30, complained={7}))
    assert found.state == "stop" and found.why == "bound"


def test_two_complaints_within_500_sends_stop_at_once():
    assert one("complaints", sends(9000, complained={4000, 4499})).why == "run"
    assert one("complaints", sends(9000, complained={4000, 4500})).state == "ok"


def test_the_run_is_found_in_the_order_of_time_whatever_the_order_of_rows():
    rows = sends(2000, complained={0, 1999})
    assert one("complaints", rows).state == "ok"
    assert one("complaints", rows[::2] + rows[1::2]).state == "ok"


def test_a_first_unsubscribe_does_not_stop_a_shop_but_many_do():
    assert one("unsubscribes", sends(60, unsubscribed={3})).state == "warn"
    assert one("unsubscribes", sends(1000, unsubscribed=set(range(18)))).state == "stop"
    assert one("unsubscribes", sends(1000, unsubscribed={1, 2, 3})).state == "ok"


def test_hard_bounces_above_two_percent_stop_when_it_is_sure():
    assert one("bounces", sends(100, bounced={1, 2, 3})).state == "warn"
    assert one("bounces", sends(1000, bounced=set(range(30)))).state == "stop"


def test_a_fifth_letter_within_thirty_days_stops_and_after_thirty_days_it_does_not():
    def letters(*days: float) -> list[Send]:
        return [Send("anna", START + timedelta(days=day)) for day in days]

    assert (one("messages", letters(0, 8, 16, 24)).state, one("messages", letters(0, 8, 16)).state) == ("warn", "ok")
    assert one("messages", letters(0, 8, 16, 24, 29)).state == "stop"
    assert one("messages", letters(0, 8, 16, 24, 30)).state == "warn"


def test_the_worst_decides():
    assert worst(guardrails(sends(30, complained={7}))) == "stop"
    assert worst(guardrails(sends(100, complained={50}))) == "warn"


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 20))
def test_a_run_is_two_complaints_closer_than_the_window(flags, within):
    at = [i for i, flag in enumerate(flags) if flag]
    assert has_run(flags, 2, within) == any(b - a < within for a in at for b in at if b > a)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.sets(st.integers(0, 399), max_size=8))
def test_values_lie_between_their_bounds_and_one_more_complaint_never_makes_it_better(n, hits):
    order = ["ok", "warn", "stop"]
    hits = {hit for hit in hits if hit < n}
    found = one("complaints", sends(n, complained=hits))
    assert 0 <= found.low <= found.value <= found.high <= 1 and found.n == n
    for extra in set(range(n)) - hits:
        assert order.index(one("complaints", sends(n, complained=hits | {extra})).state) >= order.index(found.state)
        break
    assert found.value == pytest.approx(len(hits) / n)
