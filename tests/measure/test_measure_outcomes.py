"""Outcomes: intention to treat, censoring, cancelled orders, one occasion for split orders."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.measure.outcomes import Exposure, Order, column, contamination, outcomes, purchases

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def on(day: float) -> datetime:
    return START + timedelta(days=day)


def one(orders: list[Order], now: float = 400, arm: str = "treated"):  # type: ignore[no-untyped-def]
    (row,) = outcomes([Exposure("anna", arm, START)], orders, on(now))  # type: ignore[arg-type]
    return row


def test_an_order_counts_in_every_window_it_falls_in():
    row = one([Order("anna", on(10), 5000)])
    assert row.bought == {7: False, 30: True, 90: True}
    assert row.revenue == {7: 0, 30: 5000, 90: 5000}
    assert row.first == 10 and row.second is None


def test_a_window_that_has_not_passed_is_not_known_even_after_a_sale():
    row = one([Order("anna", on(1), 5000)], now=8)
    assert row.bought == {7: True, 30: None, 90: None}
    assert row.revenue[30] is None
    assert row.repeat[60] is None and row.returned[60] is None


def test_cancelled_earlier_and_future_orders_do_not_count():
    orders = [Order("anna", on(3), 100, cancelled=True), Order("anna", on(-1), 100), Order("anna", on(20), 100)]
    row = one(orders, now=10)
    assert row.bought[7] is False and row.first is None


def test_an_order_by_somebody_else_does_not_count():
    assert one([Order("bjarni", on(1), 100)]).bought[90] is False


def test_a_forgotten_item_the_same_day_is_not_a_repeat_sale():
    row = one([Order("anna", on(2), 5000), Order("anna", on(2.3), 900), Order("anna", on(50), 1000)])
    assert row.revenue[7] == 5900
    assert row.second == 50 and row.repeat == {60: True, 90: True, 180: True, 365: True}


def test_repeat_is_counted_from_the_first_purchase_and_returned_from_the_exposure():
    row = one([Order("anna", on(40), 1), Order("anna", on(95), 1)])
    assert row.repeat[60] is True and row.returned[60] is False and row.returned[180] is True


def test_who_never_bought_has_no_repeat_rate_but_counts_among_those_who_did_not_return():
    row = one([])
    assert set(row.repeat.values()) == {None} and set(row.returned.values()) == {False}


def test_the_first_arm_stays_and_a_crossing_is_reported():
    exposures = [
        Exposure("anna", "holdout", on(0)),
        Exposure("anna", "treated", on(5)),
        Exposure("bo", "treated", on(6)),
    ]
    rows = outcomes(exposures, [], on(100))
    assert [(row.key, row.arm, row.crossed) for row in rows] == [("anna", "holdout", True), ("bo", "treated", False)]
    assert contamination(rows) == 0.5


def test_column_holds_the_known_values_of_one_arm():
    exposures = [Exposure("a", "treated", on(0)), Exposure("b", "treated", on(80)), Exposure("c", "holdout", on(0))]
    rows = outcomes(exposures, [Order("a", on(2), 700)], on(100))
    assert column(rows, "treated", "bought", 30).tolist() == [1.0]
    assert column(rows, "treated", "revenue", 7).tolist() == [700.0, 0.0]
    with pytest.raises(KeyError):
        column(rows, "treated", "bought", 8)


days = st.floats(min_value=-10, max_value=500).map(lambda day: round(day, 2))
some_orders = st.lists(
    st.builds(Order, st.sampled_from(["anna", "bo"]), days.map(on), st.integers(0, 10**6), st.booleans())
)


@given(some_orders, days.filter(lambda day: day >= 0), st.randoms())
def test_the_order_of_rows_never_matters_and_windows_only_grow(orders, now, dice):
    row = one(orders, now)
    shuffled = list(orders)
    dice.shuffle(shuffled)
    assert one(shuffled, now) == row
    for windows in (row.bought, row.returned, row.repeat):
        known = [value for value in windows.values() if value is not None]
        assert known == sorted(known)
    assert row.second is None or row.second - row.first >= 0.999


@given(some_orders)
def test_purchases_keep_every_standing_krona(orders):
    kept = sum(order.revenue for order in orders if not order.cancelled)
    assert sum(p.revenue for bought in purchases(orders, on(1000)).values() for p in bought) == kept
