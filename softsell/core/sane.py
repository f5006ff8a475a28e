"""Input made sane: what cannot be true is cut to what can, before anything looks at it.

Rules
1. Times are UTC. One far ahead of the time of receipt was a wrong clock and becomes that time; one before `EARLIEST`
   becomes `EARLIEST`. A time without a zone is refused.
2. Quantities, prices and texts have a most, so that no sum and no state grows without end.
"""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from msgspec.structs import replace

from softsell.core.events import (
    Added,
    CartUpdated,
    CheckoutStarted,
    Consent,
    Event,
    Identified,
    Line,
    Ordered,
    Removed,
)

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks differ, and zones are mixed up
MOST_QUANTITY = 100_000
MOST_PRICE = 10**11  # minor units
MOST_LINES = 200
MOST_ID = 200


def sane(event: Event, now: datetime) -> Event | str:
    """The event as it can be true at `now`, or why it cannot ("no_zone", "impossible_time")."""
    if now.utcoffset() is None or event.at.utcoffset() is None:
        return "no_zone"
    if not EARLIEST.year < now.year < LATEST.year:
        return "impossible_time"
    at, name = _time(event.at, now), _name(event.id)
    if at != event.at or at.tzinfo is not event.at.tzinfo or name != event.id:
        event = replace(event, at=at, id=name)
    match event:
        case Added() | Removed():
            line = _line(event.line)
            return event if line == event.line else replace(event, line=line)
        case CartUpdated() | CheckoutStarted() | Ordered():
            lines = tuple(_line(line) for line in event.lines[:MOST_LINES])
            event = event if lines == event.lines else replace(event, lines=lines)
            if isinstance(event, Ordered) and abs(event.total) > MOST_PRICE * MOST_QUANTITY:
                return replace(event, total=0)
            return event
        case Identified(consent=Consent() as consent):
            if consent.at.utcoffset() is None:
                return "no_zone"
            given = replace(consent, at=min(_time(consent.at, now), now))
            return event if given == consent else replace(event, consent=given)
    return event


def _time(at: datetime, now: datetime) -> datetime:
    if at.year < EARLIEST.year:
        return EARLIEST
    if at.year >= LATEST.year:
        return now.astimezone(UTC)
    found = at.astimezone(UTC)
    return now.astimezone(UTC) if found > now + AHEAD else max(found, EARLIEST)


def _name(name: str) -> str:
    if len(name) <= MOST_ID:
        return name
    return name[: MOST_ID // 2] + blake2b(name.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _line(line: Line) -> Line:
    price = None if line.price is None else min(MOST_PRICE, max(0, line.price))
    quantity = min(MOST_QUANTITY, max(0, line.quantity))
    small = (
        max(len(line.product_id), len(line.variant_id)) <= MOST_ID
        and len(line.name) <= MOST_ID
        and len(line.url) <= 2000
    )
    if small and price == line.price and quantity == line.quantity and len(line.currency) <= 8:
        return line
    return Line(
        _name(line.product_id),
        quantity,
        line.name[:MOST_ID],
        price,
        line.currency[:8],
        line.url[:2000],
        _name(line.variant_id),
    )
