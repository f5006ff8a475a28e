"""What the letters caused, from history: treated against held out. Never on the hot path; the desk and the command share it."""

from datetime import datetime
from typing import Any, cast

import msgspec
from msgspec import Struct

from softsell.measure import lift as lifts
from softsell.measure import outcomes, repeat
from softsell.measure.lift import Lift
from softsell.measure.outcomes import Outcome
from softsell.measure.repeat import RepeatRate
from softsell.store import history
from softsell.store.database import Database


class Result(Struct, frozen=True):
    """The holdout result since a time: lifts by figure ("bought-7", "bought-30", "revenue-30", "returned-60"), repeat rates."""

    since: datetime
    treated: int
    holdout: int
    lifts: dict[str, Lift]
    repeat: tuple[RepeatRate, ...]


FIGURES: tuple[tuple[outcomes.Figure, int], ...] = (("bought", 7), ("bought", 30), ("revenue", 30), ("returned", 60))


def rows(db: Database, shop_id: str, since: datetime, now: datetime) -> tuple[Outcome, ...]:
    """One outcome per person of the experiment: letters about a fault are service and stand outside it."""
    exposures = [
        outcomes.Exposure(one.key, cast(outcomes.Arm, one.arm), one.at)
        for one in history.exposures(db, shop_id, since)
        if one.arm in ("treated", "holdout")
    ]
    orders = [
        outcomes.Order(one.key, one.at, max(0, one.total - one.refunded), one.cancelled)
        for one in history.orders(db, shop_id, since)
    ]
    return outcomes.outcomes(exposures, orders, now)


def result(db: Database, shop_id: str, holdout: float, since: datetime, now: datetime) -> Result:
    """The lifts with intervals that hold however often one looks; `holdout` is the share held out by design."""
    people = rows(db, shop_id, since, now)
    found = {}
    if 0 < holdout < 1:
        found = {f"{figure}-{days}": lifts.lift(people, figure, days, holdout=holdout) for figure, days in FIGURES}
    treated = sum(row.arm == "treated" for row in people)
    return Result(since, treated, len(people) - treated, found, repeat.repeat_rates(people, 60, by_month=False))


def holdout_report(db: Database, shop_id: str, holdout: float, since: datetime, now: datetime) -> dict[str, Any]:
    """The result as plain JSON values; what is not bounded is null."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(result(db, shop_id, holdout, since, now)))
    return plain


def in_words(value: dict[str, Any]) -> str:
    """The result for a terminal."""
    lines = [f"since {value['since'][:10]}: {value['treated']} people asked, {value['holdout']} held out"]
    for name, found in value["lifts"].items():
        bounds = f"[{_number(found['low'])}, {_number(found['high'])}]"
        known = "" if found["known"] else "  not known yet"
        rates = f"{_number(found['rate_treated'])} against {_number(found['rate_holdout'])}"
        lines.append(f"{name}: {rates}, difference {_number(found['diff'])} {bounds}{known}")
    if not value["lifts"]:
        lines.append("nobody is held out, so what the letters caused cannot be known")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "unbounded" if value is None else f"{value:,.4g}"
