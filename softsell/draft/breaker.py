"""When an endpoint that fails is left in peace: a circuit breaker read from the record of calls, so all workers share it.

Rules
1. Closed: calls go. After `TRIP` failures in a row it opens: no call for a minute, twice as long after every further one,
   at most an hour. Then it is half open: one call tries, and while that one is out nobody else does.
2. Only the endpoint's faults count (late, unreachable, a wrong status, not the protocol). An answer that was read and not
   used says that the endpoint works.
3. A call that never ended counts as a failure once it is `LOST` old.
"""

from datetime import datetime, timedelta

from softsell.store.drafts import Call

TRIP = 3
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
LOST = timedelta(minutes=2)


def state(calls: tuple[Call, ...], now: datetime) -> str:
    """ "closed", "open", "half-open" or "trying" (half open, and one call is out), from the newest calls, newest first."""
    out, failures, last = False, 0, None
    for call in calls:
        if call.outcome == "" and now - call.at < LOST:
            out = True
            continue
        if call.outcome and not call.outcome.startswith("endpoint-"):
            break
        failures += 1
        last = last or call.at
    if failures < TRIP or last is None:
        return "closed"
    peace = min(LONGEST, FIRST * 2 ** min(failures - TRIP, 10))
    if now < last + peace:
        return "open"
    return "trying" if out else "half-open"


def rests(calls: tuple[Call, ...], now: datetime) -> bool:
    """Whether the endpoint is left in peace now."""
    return state(calls, now) in ("open", "trying")
