"""What the letters caused: people who were written to beside people who would have been, by lot, and were not.

Rules
1. Reads history only, when the page is asked for; the result is kept for a minute.
2. "Not known yet" is said in words wherever it is so; with the arms out of ratio no figure is shown at all.
3. Help with a fault (a service letter) is never held out, so it is no part of the comparison.
"""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from starlette.responses import Response

from softsell.core.shop import Shop
from softsell.measure import lift as lifts
from softsell.measure.lift import Lift
from softsell.measure.outcomes import Exposure, Figure, Order, contamination, outcomes
from softsell.measure.plots import interval_row
from softsell.measure.repeat import RepeatRate, repeat_rates
from softsell.store import history
from softsell.store.database import Database
from softsell.web.desk_visit import Visit

DAYS = 365
ROWS: tuple[tuple[str, Figure, int], ...] = (
    ("bought-7", "bought", 7),
    ("bought-30", "bought", 30),
    ("returned-60", "returned", 60),
    ("returned-90", "returned", 90),
    ("revenue-30", "revenue", 30),
)
Arm = Literal["treated", "holdout"]


class Result(Struct, frozen=True):
    """The comparison: people of each arm, lifts by row, repeat rates of buyers, and how clean the lot was."""

    treated: int
    holdout: int
    lifts: dict[str, Lift]
    repeats: tuple[RepeatRate, ...]
    ratio: float
    crossed: float
    since: datetime | None


def result(db: Database, shop: Shop, now: datetime) -> Result:
    """The comparison over the last year."""
    since = now - timedelta(days=DAYS)
    exposures = []
    for one in history.exposures(db, shop.id, since):
        if one.arm in ("treated", "holdout"):
            arm: Arm = "holdout" if one.arm == "holdout" else "treated"
            exposures.append(Exposure(one.key, arm, one.at))
    orders = [Order(o.key, o.at, o.total, o.cancelled) for o in history.orders(db, shop.id, since)]
    rows = outcomes(exposures, orders, now)
    treated = sum(row.arm == "treated" for row in rows)
    share = shop.policy.holdout
    drawn = 0 < share < 1
    return Result(
        treated=treated,
        holdout=len(rows) - treated,
        lifts={name: lifts.lift(rows, figure, days, holdout=share) for name, figure, days in ROWS} if drawn else {},
        repeats=tuple(rate for days in (60, 90) for rate in repeat_rates(rows, days, by_month=False)),
        ratio=lifts.mismatch(treated, len(rows) - treated, share) if drawn else 1.0,
        crossed=contamination(rows),
        since=min((row.at for row in rows), default=None),
    )


def page(visit: Visit) -> Response:
    """The comparison in words, with an interval that may be looked at on any day."""
    words, policy = visit.words, visit.shop.policy
    found = visit.room.kept(("result", policy.holdout), lambda: result(visit.rt.db, visit.shop, visit.now))
    return visit.page(
        "result",
        "result",
        found=found,
        share=words.share(policy.holdout),
        drawn=bool(found.lifts),
        wrong=found.ratio < lifts.RATIO_P,
        crossed=words.share(found.crossed, 1) if found.crossed else "",
        rows=[_row(visit, name, one) for name, one in found.lifts.items() if one.n_treated + one.n_holdout],
        later=[words(f"result-{name}") for name, one in found.lifts.items() if not one.n_treated + one.n_holdout],
        repeats=[
            (words(f"arm-{rate.arm}"), rate.days, words.number(rate.n), words.rate(rate.repeated, rate.n))
            for rate in found.repeats
        ],
        least=lifts.LEAST,
        answer=_answer(visit, found),
    )


def _answer(visit: Visit, found: Result) -> str:
    """The one sentence on top."""
    if not found.lifts:
        return visit.words("result-no-lot")
    first = found.lifts["bought-30"] if found.lifts["bought-30"].n_treated else found.lifts["bought-7"]
    if first.why == "ratio":
        return visit.words("result-wrong")
    if not first.known:
        return visit.words(f"result-unknown-{first.why}")
    return visit.words("result-more" if first.diff > 0 else "result-less")


def _row(visit: Visit, name: str, one: Lift) -> dict[str, object]:
    words, money = visit.words, name.startswith("revenue")

    def rate(value: float, n: int) -> str:
        return (words.money(value) if n else "–") if money else words.rate(round(value * n), n)

    def signed(value: float) -> str:
        return ("+" if value > 0 else "") + (
            words.money(value) if money else words("points", n=words.number(round(100 * value, 1)))
        )

    hidden = one.why == "ratio"
    return {
        "name": words(f"result-{name}"),
        "n": (words.number(one.n_treated), words.number(one.n_holdout)),
        "rates": ("–", "–") if hidden else (rate(one.rate_treated, one.n_treated), rate(one.rate_holdout, one.n_holdout)),
        "known": one.known,
        "told": words("result-known") if one.known else words(f"unknown-{one.why}"),
        "plot": interval_row(
            one, words("result-difference"), title=words(f"result-{name}"), unknown=words("not-known"), number=signed
        ),
    }  # fmt: skip


PAGES = [("/desk/result", page, None)]
