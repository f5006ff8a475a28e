"""Whether people come back: repeat rates by cohort and arm, time to the second purchase, frequency, recency and age.

Rule (domain G3): a first-sale lift with a loss of repeat sales counts as failure, so pages show both side by side.
Repeat rates are of buyers and describe; the causal figure is the lift of "returned" over everyone exposed.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from softsell.measure.outcomes import Arm, Order, Outcome, purchases
from softsell.measure.special import exact_bounds, normal_quantile

_DAY = timedelta(days=1)


class RepeatRate(Struct, frozen=True):
    """Of `n` buyers whose `days` after the first purchase have passed, `repeated` bought again; exact 95 % interval.

    `cohort` is the month of the first purchase, "2026-03" ("" = all).
    """

    cohort: str
    arm: Arm
    days: int
    n: int
    repeated: int
    rate: float
    low: float
    high: float


class Step(Struct, frozen=True):
    """A step of a survival curve: from `day` on, the share `still` waiting for a second purchase, with its interval."""

    day: float
    still: float
    low: float
    high: float


class Survival(Struct, frozen=True):
    """Kaplan-Meier curve; `median` is the first day when at most half still wait, None when that was never seen."""

    n: int
    events: int
    steps: tuple[Step, ...]
    median: float | None


class History(Struct, frozen=True):
    """One buyer in the three numbers of the BG/NBD literature, in weeks: repeat purchases, the last one's age, the buyer's age.

    `frequency` x: purchases after the first. `recency` t_x: first to last purchase. `age` T: first purchase to now.
    """

    key: str
    frequency: int
    recency: float
    age: float


def repeat_rates(rows: Iterable[Outcome], days: int, *, by_month: bool = True) -> tuple[RepeatRate, ...]:
    """Repeat rates at 60, 90, 180 or 365 days by cohort and arm, oldest cohort first; only groups with somebody in them."""
    groups: dict[tuple[str, Arm], list[bool]] = {}
    for row in rows:
        again = row.repeat[days]
        if row.first is None or again is None:
            continue
        cohort = f"{row.at + row.first * _DAY:%Y-%m}" if by_month else ""
        groups.setdefault((cohort, row.arm), []).append(again)
    found = []
    for (cohort, arm), values in sorted(groups.items()):
        n, repeated = len(values), sum(values)
        low, high = exact_bounds(repeated, n, 0.975)
        found.append(RepeatRate(cohort, arm, days, n, repeated, repeated / n, low, high))
    return tuple(found)


def kaplan_meier(days: ArrayLike, happened: ArrayLike, *, alpha: float = 0.05) -> Survival:
    """The curve of waiting times: `days` >= 0 until the event, or until looking stopped where `happened` is false.

    Kaplan & Meier 1958; variance by Greenwood, interval on the log(-log) scale, so it stays within 0 and 1.
    """
    time = np.asarray(days, dtype=np.float64)
    event = np.asarray(happened, dtype=bool)
    at, counts = np.unique(time[event], return_counts=True)
    waiting = time.size - np.searchsorted(np.sort(time), at, side="left")
    z = normal_quantile(1 - alpha / 2)
    steps = [Step(0.0, 1.0, 1.0, 1.0)]
    still, greenwood = 1.0, 0.0
    for day, d, n in zip(at.tolist(), counts.tolist(), waiting.tolist(), strict=True):
        still *= 1 - d / n
        greenwood = greenwood + d / (n * (n - d)) if n > d else math.inf
        steps.append(Step(day, still, *_band(still, greenwood, z)))
    median = next((step.day for step in steps if step.still <= 0.5), None)
    return Survival(int(time.size), int(event.sum()), tuple(steps), median)


def _band(still: float, greenwood: float, z: float) -> tuple[float, float]:
    if still <= 0 or not math.isfinite(greenwood):
        return 0.0, 1.0
    reach = math.exp(z * math.sqrt(greenwood) / abs(math.log(still)))
    return still**reach, still ** (1 / reach)


def second_purchase(rows: Iterable[Outcome], arm: Arm) -> Survival:
    """The waiting time in days from the first purchase after the exposure to the second, in one arm."""
    bought = [(row.first, row.second, row.observed) for row in rows if row.arm == arm and row.first is not None]
    days = [observed - first if second is None else second - first for first, second, observed in bought]
    return kaplan_meier(days, [second is not None for _, second, _ in bought])


def histories(orders: Iterable[Order], now: datetime) -> tuple[History, ...]:
    """Frequency, recency and age of everyone who has bought, in weeks."""
    week = 7 * _DAY
    return tuple(
        History(key, len(bought) - 1, (bought[-1].at - bought[0].at) / week, (now - bought[0].at) / week)
        for key, bought in purchases(orders, now).items()
    )


def returning_share(orders: Sequence[Order], now: datetime) -> float:
    """The share of revenue that came with second and later purchases; 0 when there is no revenue."""
    bought = purchases(orders, now).values()
    total = sum(purchase.revenue for person in bought for purchase in person)
    again = sum(purchase.revenue for person in bought for purchase in person[1:])
    return again / total if total > 0 else 0.0
