"""Repeat sales: rates by cohort, Kaplan-Meier against the textbook, BG/NBD against the published CDNOW figures."""

import csv
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.measure.bgnbd import BgNbd, expected, fit, log_likelihood, minimise, p_alive
from softsell.measure.outcomes import Exposure, Order, outcomes
from softsell.measure.repeat import histories, kaplan_meier, repeat_rates, returning_share, second_purchase

START = datetime(2026, 1, 20, tzinfo=UTC)


def on(day: float) -> datetime:
    return START + timedelta(days=day)


def people():  # type: ignore[no-untyped-def]
    exposures = [
        Exposure(key, arm, START)
        for key, arm in [("a", "treated"), ("b", "treated"), ("c", "holdout"), ("d", "treated")]
    ]
    orders = [Order("a", on(1), 100), Order("a", on(31), 300), Order("b", on(20), 100), Order("c", on(2), 100)]
    return outcomes(exposures, orders, on(100)), orders


def test_repeat_rates_are_of_buyers_by_month_and_arm():
    rows, _ = people()
    found = [(rate.cohort, rate.arm, rate.n, rate.repeated, rate.rate) for rate in repeat_rates(rows, 60)]
    assert found == [
        ("2026-01", "holdout", 1, 0, 0.0),
        ("2026-01", "treated", 1, 1, 1.0),
        ("2026-02", "treated", 1, 0, 0.0),
    ]
    whole = repeat_rates(rows, 60, by_month=False)
    assert [(rate.arm, rate.n, rate.rate) for rate in whole] == [("holdout", 1, 0.0), ("treated", 2, 0.5)]
    assert all(0 <= rate.low <= rate.rate <= rate.high <= 1 for rate in whole)


def test_repeat_rates_wait_until_the_days_have_passed():
    rows, _ = people()
    assert [rate.cohort for rate in repeat_rates(rows, 90)] == ["2026-01", "2026-01"]
    assert repeat_rates(rows, 180) == ()


def test_the_textbook_curve_of_freireich_is_reproduced():
    """6-MP arm, 21 patients (Freireich et al. 1963): S(6) .857, S(10) .753, S(23) .448, median 23."""
    days = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    happened = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    curve = kaplan_meier(days, happened)
    at = {step.day: step.still for step in curve.steps}
    assert (at[6], at[10], at[23]) == pytest.approx((0.857, 0.753, 0.448), abs=5e-4)
    assert curve.median == 23 and (curve.n, curve.events) == (21, 9)


def test_the_curve_of_second_purchases_counts_who_still_waits():
    rows, _ = people()
    curve = second_purchase(rows, "treated")
    assert (curve.n, curve.events, curve.median) == (2, 1, 30.0)
    assert second_purchase(rows, "holdout").median is None


@given(st.lists(st.tuples(st.integers(0, 365), st.booleans()), max_size=60))
def test_a_curve_only_falls_and_stays_in_its_band(pairs):
    curve = kaplan_meier([day for day, _ in pairs], [seen for _, seen in pairs])
    still = [step.still for step in curve.steps]
    assert still == sorted(still, reverse=True) and still[0] == 1
    assert all(0 <= step.low <= step.still + 1e-12 and step.still - 1e-12 <= step.high <= 1 for step in curve.steps)


@given(st.lists(st.integers(0, 365), min_size=1, max_size=60))
def test_without_censoring_the_curve_is_the_share_still_waiting(days):
    for step in kaplan_meier(days, [True] * len(days)).steps[1:]:
        assert step.still == pytest.approx(np.mean(np.array(days) > step.day))


def test_histories_are_in_weeks_and_the_returning_share_is_of_revenue():
    _, orders = people()
    found = {h.key: (h.frequency, h.recency, h.age) for h in histories(orders, on(71))}
    assert found["a"] == pytest.approx((1, 30 / 7, 10)) and found["b"] == pytest.approx((0, 0, 51 / 7))
    assert returning_share(orders, on(71)) == pytest.approx(300 / 600)
    assert returning_share([], on(71)) == 0


# -- BG/NBD --------------------------------------------------------------------------------------------------------------


def cdnow():  # type: ignore[no-untyped-def]
    shared = os.environ.get("SOFTSELL_SHARED") or Path(__file__).parents[2].parent / "shared"
    path = Path(shared) / "data" / "cdnow" / "cdnow_customers_summary.csv"
    if not path.exists():
        pytest.skip("the CDNOW data is not here (SOFTSELL_SHARED)")
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(np.array([float(row[name]) for row in rows]) for name in ("frequency", "recency", "T"))


def test_cdnow_gives_the_published_model_and_forecast():
    x, t_x, T = cdnow()
    model = fit(x, t_x, T)
    assert model.converged
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=6e-4)
    assert round(model.log_likelihood, 1) == -9582.4
    assert expected(model, x, t_x, T, 39).sum() == pytest.approx(1653, abs=1)


MODEL = BgNbd(0.243, 4.414, 0.793, 2.426)


def test_the_papers_own_example_of_one_customer():
    """x = 2, t_x = 30.43, T = 38.86: 1.226 purchases expected in the next 39 weeks (Fader & Hardie, spreadsheet note)."""
    assert float(expected(MODEL, [2], [30.43], [38.86], 39)[0]) == pytest.approx(1.226, abs=2e-3)


@given(st.integers(0, 30), st.floats(0, 40), st.floats(0, 40))
@settings(deadline=None)
def test_the_chance_to_be_alive_is_a_chance_and_falls_with_silence(x, gap, more):
    t_x = 10.0 if x else 0.0
    now, later = p_alive(MODEL, [x, x], [t_x, t_x], [t_x + gap, t_x + gap + more])
    assert 0 <= later <= now <= 1
    assert x > 0 or now == 1


@given(st.integers(0, 20), st.floats(1, 40), st.floats(0.5, 50))
@settings(deadline=None)
def test_more_time_ahead_never_lowers_what_is_expected(x, age, ahead):
    t_x = age / 2 if x else 0.0
    near, far = (float(expected(MODEL, [x], [t_x], [age], t)[0]) for t in (ahead, 2 * ahead))
    assert 0 <= near <= far + 1e-9


def test_a_simulated_shop_is_recovered():
    dice = np.random.default_rng(11)
    n, r, alpha, a, b = 4000, 0.8, 6.0, 0.9, 2.5
    rate, drop, T = dice.gamma(r, 1 / alpha, n), dice.beta(a, b, n), dice.uniform(30, 60, n)
    x, t_x, alive = np.zeros(n), np.zeros(n), np.ones(n, dtype=bool)
    while alive.any():
        next_at = t_x + dice.exponential(1, n) / rate
        alive &= next_at <= T
        x, t_x = x + alive, np.where(alive, next_at, t_x)
        alive &= dice.random(n) >= drop
    model = fit(x, t_x, T)
    assert model.log_likelihood >= log_likelihood(BgNbd(r, alpha, a, b), x, t_x, T)
    assert (model.r, model.alpha) == pytest.approx((r, alpha), rel=0.2)
    assert model.a / (model.a + model.b) == pytest.approx(a / (a + b), abs=0.06)


def test_impossible_histories_are_refused():
    for x, t_x, T in [([], [], []), ([1], [5], [4]), ([1, 2], [1], [4]), ([-1], [0], [4])]:
        with pytest.raises(ValueError):
            fit(x, t_x, T)


def test_the_optimiser_finds_the_valley_of_rosenbrock():
    point, rested = minimise(lambda p: float((1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2), np.array([-1.2, 1.0]))
    assert rested and point == pytest.approx([1, 1], abs=1e-3)
