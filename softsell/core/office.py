"""When a person answers: the shop's office hours, its closed days counted in.

Rules
1. 24 hours are one office day, from a clock time to the same one; fewer hours count while the office is open, at most one
   day of it. What is asked when it is closed counts from its next opening.
2. What was promised is what is kept: the time that was said stands, whatever the settings become.
"""

from datetime import date, datetime, time, timedelta

from softsell.core.hours import DAYS_AHEAD, to_utc, zone
from softsell.core.shop import Policy
from softsell.core.shopper import Conversation
from softsell.values import Moment

STEP = 30  # minutes: a promise names a full or a half hour
_DAY = 24


def office_day(policy: Policy, day: date) -> bool:
    """Whether anybody is at work at the shop on this day."""
    if day.weekday() >= 5 and not policy.staff_weekends:
        return False
    return day not in policy.holidays.get(policy.country, ())


def answered_by(policy: Policy, asked_at: datetime) -> datetime:
    """The time by which a person has answered what was asked then (UTC): a full or half hour while the office is open."""
    where = zone(policy.timezone)
    local = asked_at.astimezone(where)
    opens, closes = _open_minutes(policy)
    day, minute = local.date(), local.hour * 60 + local.minute + (local.second > 0 or local.microsecond > 0)
    if not office_day(policy, day) or minute >= closes:
        day, minute = _next_day(policy, day), opens
    minute = max(minute, opens)
    days, hours = divmod(max(policy.staff_hours, 0), _DAY)
    for _ in range(days):
        day = _next_day(policy, day)
    minute += min(hours * 60, closes - opens)
    if minute > closes:
        day, minute = _next_day(policy, day), opens + minute - closes
    minute = min(closes, -(-minute // STEP) * STEP)
    return to_utc(datetime.combine(day, time(minute // 60, minute % 60)), where)


def promised(policy: Policy, talk: Conversation) -> datetime | None:
    """When a person must have answered: as it was said to the buyer, else as it would be said; None when nobody waits."""
    if talk.waiting_since is None:
        return None
    said = next((m.slots.get("by") for m in talk.last if m.kind == "handing-over"), None)
    if isinstance(said, Moment) and said.as_of == talk.waiting_since:
        return said.at
    return answered_by(policy, talk.waiting_since)


def owed(policy: Policy, talk: Conversation) -> datetime | None:
    """When the desk must have acted: what was promised, else as soon for what a sender without proof wrote; None for neither."""
    by = promised(policy, talk)
    return answered_by(policy, talk.unproved_since) if by is None and talk.unproved_since is not None else by


def _open_minutes(policy: Policy) -> tuple[int, int]:
    """When the office opens and closes, in minutes from midnight; all day where the settings make no day of it."""
    opens, closes = (one.hour * 60 + one.minute for one in (policy.staff_opens, policy.staff_closes))
    return (opens, closes) if opens < closes else (0, 24 * 60 - 1)


def _next_day(policy: Policy, day: date) -> date:
    """The first office day after a day; the day after it where there is none in sight."""
    ahead = (day + timedelta(days=n) for n in range(1, DAYS_AHEAD + 1))
    return next((one for one in ahead if office_day(policy, one)), day + timedelta(days=1))
