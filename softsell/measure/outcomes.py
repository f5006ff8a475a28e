"""What became of each person after the moment of intended treatment: one `Outcome` per person, from exposures and orders.

Rules
1. A person belongs to the arm of the first exposure, whatever came later (intention to treat); a later exposure in the
   other arm sets `crossed`, to be reported as contamination.
2. Only orders at or after the exposure, not cancelled and not later than `now` count. Revenue is net of refunds and discounts.
3. A figure "within N days" is None until N days have been observed, even when it is already true: counting early
   successes and leaving out those who may still come would favour whoever was exposed last.
4. Orders less than a day after the start of a purchase are part of it (a forgotten item is not a repeat sale).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
from msgspec import Struct

from softsell.measure.special import Floats

Arm = Literal["treated", "holdout"]
Figure = Literal["bought", "revenue", "returned", "repeat"]

BOUGHT_DAYS = (7, 30, 90)
REPEAT_DAYS = (60, 90, 180, 365)
APART = timedelta(days=1)
_DAY = timedelta(days=1)


class Exposure(Struct, frozen=True):
    """The moment of intended treatment: a letter sent ("treated") or kept back after every gate ("holdout"). UTC, aware."""

    key: str
    arm: Arm
    at: datetime


class Order(Struct, frozen=True):
    """An order on any channel; `revenue` is minor units, net of refunds and discounts. UTC, aware."""

    key: str
    at: datetime
    revenue: int
    cancelled: bool = False


class Purchase(Struct, frozen=True):
    """One occasion of buying: one order, or several less than a day apart."""

    at: datetime
    revenue: int


class Outcome(Struct, frozen=True):
    """One person. Days are keys; a value is None while it is not yet known (rule 3).

    `bought`, `revenue` (minor units): within 7, 30, 90 days of the exposure. `returned`: a second purchase within 60, 90,
    180, 365 days of the exposure, over everyone exposed, so it can be compared between arms. `repeat`: a second purchase
    within so many days of the first, None also for who never bought: it describes buyers and is not a causal figure.
    `observed`: days from exposure to now. `first`, `second`: days from exposure to the first and second purchase.
    """

    key: str
    arm: Arm
    at: datetime
    observed: float
    bought: dict[int, bool | None]
    revenue: dict[int, int | None]
    returned: dict[int, bool | None]
    repeat: dict[int, bool | None]
    first: float | None = None
    second: float | None = None
    crossed: bool = False


def purchases(orders: Iterable[Order], now: datetime) -> dict[str, tuple[Purchase, ...]]:
    """The standing purchases of every person up to `now`, in order of time (rules 2 and 4)."""
    by_key: dict[str, list[Purchase]] = defaultdict(list)
    standing = [order for order in orders if not order.cancelled and order.at <= now]
    for order in sorted(standing, key=lambda order: (order.at, order.revenue)):
        found = by_key[order.key]
        if found and order.at - found[-1].at < APART:
            found[-1] = Purchase(found[-1].at, found[-1].revenue + order.revenue)
        else:
            found.append(Purchase(order.at, order.revenue))
    return {key: tuple(found) for key, found in by_key.items()}


def outcomes(exposures: Iterable[Exposure], orders: Iterable[Order], now: datetime) -> tuple[Outcome, ...]:
    """One outcome per exposed person, in order of exposure. Exposures later than `now` are left out."""
    exposed: dict[str, Exposure] = {}
    crossed: set[str] = set()
    for exposure in sorted(exposures, key=lambda exposure: (exposure.at, exposure.key, exposure.arm)):
        if exposure.at > now:
            continue
        kept = exposed.setdefault(exposure.key, exposure)
        if kept.arm != exposure.arm:
            crossed.add(exposure.key)
    after = [order for order in orders if order.key in exposed and order.at >= exposed[order.key].at]
    bought = purchases(after, now)
    return tuple(_outcome(exposure, bought.get(key, ()), now, key in crossed) for key, exposure in exposed.items())


def _outcome(exposure: Exposure, bought: Sequence[Purchase], now: datetime, crossed: bool) -> Outcome:
    observed = (now - exposure.at) / _DAY
    days = [(purchase.at - exposure.at) / _DAY for purchase in bought[:2]]
    first, second = [*days, None, None][:2]

    def within(day: float | None, limit: int, seen: float) -> bool | None:
        return (day is not None and day <= limit) if seen >= limit else None

    gap = None if first is None or second is None else second - first
    return Outcome(
        key=exposure.key,
        arm=exposure.arm,
        at=exposure.at,
        observed=observed,
        bought={limit: within(first, limit, observed) for limit in BOUGHT_DAYS},
        revenue={limit: _revenue(exposure.at, bought, limit, observed) for limit in BOUGHT_DAYS},
        returned={limit: within(second, limit, observed) for limit in REPEAT_DAYS},
        repeat={limit: None if first is None else within(gap, limit, observed - first) for limit in REPEAT_DAYS},
        first=first,
        second=second,
        crossed=crossed,
    )


def _revenue(start: datetime, bought: Sequence[Purchase], limit: int, observed: float) -> int | None:
    if observed < limit:
        return None
    return sum(purchase.revenue for purchase in bought if purchase.at - start <= timedelta(days=limit))


def column(rows: Iterable[Outcome], arm: Arm, figure: Figure, days: int) -> Floats:
    """The known values of one figure in one arm, in order of exposure; true is 1. Raises KeyError for days that are not kept."""
    of_arm = [getattr(row, figure)[days] for row in rows if row.arm == arm]
    return np.array([value for value in of_arm if value is not None], dtype=np.float64)


def contamination(rows: Sequence[Outcome]) -> float:
    """The share of people who were exposed in both arms (an identity merged too late); 0 when there are none."""
    return sum(row.crossed for row in rows) / len(rows) if rows else 0.0
