"""Quiet hours: when a letter may come, in the shopper's own time.

Rules
1. Open from `opens` to `closes` on days that are neither Sunday (unless the shop says so) nor a public holiday there.
2. An unknown zone is the shop's zone. A local time that a clock change skips or repeats is taken once, after the change.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from softsell.core.shop import Policy

DAYS_AHEAD = 40  # no run of closed days is longer


@lru_cache(maxsize=256)
def zone(name: str, fallback: str = "UTC") -> ZoneInfo:
    """The zone by its IANA name, else the fallback, else UTC. Never raises."""
    for candidate in (name, fallback, "UTC"):
        try:
            return ZoneInfo(candidate)
        except (ValueError, OSError, LookupError):
            continue
    raise AssertionError("the zone database has no UTC")


def is_open(policy: Policy, timezone: str, country: str, at: datetime) -> bool:
    """Whether a letter may come at this moment."""
    local = at.astimezone(zone(timezone, policy.timezone))
    clock, opens, closes = local.time(), policy.opens, policy.closes
    inside = opens <= clock < closes if opens <= closes else clock >= opens or clock < closes  # open past midnight
    return inside and open_day(policy, country, local.date())


def open_day(policy: Policy, country: str, day: date) -> bool:
    """Whether letters may come on this calendar day at all."""
    if day.weekday() == 6 and not policy.sundays:
        return False
    return day not in policy.holidays.get(country or policy.country, ())


def next_open(policy: Policy, timezone: str, country: str, at: datetime, start: time | None = None) -> datetime:
    """The first moment from `at` on when a letter may come, in UTC; with `start`, the first that is such a local time.

    `next_open(..., start=policy.morning)` is the next morning. When no day opens within `DAYS_AHEAD`, the day after those.
    """
    where = zone(timezone, policy.timezone)
    if start is None and is_open(policy, timezone, country, at):
        return at
    first = at.astimezone(where).date()
    for n in range(DAYS_AHEAD):
        day = first + timedelta(days=n)
        if not open_day(policy, country, day):
            continue
        moment = to_utc(datetime.combine(day, start or policy.opens), where)
        if moment >= at:
            return moment
    return to_utc(datetime.combine(first + timedelta(days=DAYS_AHEAD), start or policy.opens), where)


def to_utc(local: datetime, where: ZoneInfo) -> datetime:
    """A local wall time as UTC; a time in a gap moves past it, a repeated time is the second one."""
    first, second = (local.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(first, second)
