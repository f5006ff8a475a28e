"""What the letters caused, from history: treated against held out. Never on the hot path; the desk and the command share it."""

from datetime import datetime
from typing import Any, cast

import msgspec
from msgspec import Struct

from softsell.core import events as ev
from softsell.measure import lift as lifts
from softsell.measure import outcomes, repeat
from softsell.measure.guardrails import Send
from softsell.measure.lift import Lift
from softsell.measure.outcomes import Outcome
from softsell.measure.repeat import RepeatRate
from softsell.store import history
from softsell.store.database import Database


class Result(Struct, frozen=True):
    """The holdout result: people of each arm, lifts by figure ("bought-7" ...), repeat rates of buyers, and how clean the
    lot was: `ratio` is the p-value of the arms' sizes, `crossed` the share of people met by both arms. `first` is the
    first exposure, None when there is none.
    """

    since: datetime
    treated: int
    holdout: int
    lifts: dict[str, Lift]
    repeat: tuple[RepeatRate, ...]
    ratio: float
    crossed: float
    first: datetime | None


FIGURES: tuple[tuple[outcomes.Figure, int], ...] = (
    ("bought", 7),
    ("bought", 30),
    ("returned", 60),
    ("returned", 90),
    ("revenue", 30),
)


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
    treated = sum(row.arm == "treated" for row in people)
    drawn = 0 < holdout < 1
    found = (
        {f"{figure}-{days}": lifts.lift(people, figure, days, holdout=holdout) for figure, days in FIGURES}
        if drawn
        else {}
    )
    return Result(
        since=since,
        treated=treated,
        holdout=len(people) - treated,
        lifts=found,
        repeat=tuple(rate for days in (60, 90) for rate in repeat.repeat_rates(people, days, by_month=False)),
        ratio=lifts.mismatch(treated, len(people) - treated, holdout) if drawn else 1.0,
        crossed=outcomes.contamination(people),
        first=min((row.at for row in people), default=None),
    )


def sends(db: Database, shop_id: str, since: datetime) -> tuple[Send, ...]:
    """Each unasked letter that went out since a time, with what came back. A no is of the last letter before it."""
    out = {o.effect_id: (o.key, o.at) for o in history.exposures(db, shop_id, since) if o.status != "ghosted"}
    people = history.people(db, shop_id)
    complained = {e.effect for _, e in history.told(db, shop_id, ev.Complained, since)}
    bounced = {e.effect for _, e in history.told(db, shop_id, ev.Bounced, since) if e.permanent}
    noes: dict[str, datetime] = {}
    for key, no in history.told(db, shop_id, ev.Unsubscribed, since):
        noes.setdefault(people.get(key, key), no.at)
    last = {key: effect_id for effect_id, (key, at) in out.items() if key in noes and at <= noes[key]}
    return tuple(
        Send(key, at, effect_id in complained, last.get(key) == effect_id, effect_id in bounced)
        for effect_id, (key, at) in out.items()
    )


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
