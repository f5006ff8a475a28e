"""Times in the store: BIGINT milliseconds UTC, exact both ways."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MS = timedelta(milliseconds=1)


def ms(at: datetime) -> int:
    """Whole milliseconds since 1970, rounded down. `at` is aware."""
    return (at - EPOCH) // MS


def ms_up(at: datetime) -> int:
    """Whole milliseconds since 1970, rounded up: a deadline kept so is never early."""
    return -((EPOCH - at) // MS)


def utc(value: int) -> datetime:
    """The aware UTC datetime of a stored time."""
    return EPOCH + timedelta(milliseconds=value)


def whole(at: datetime) -> datetime:
    """The time as the store will give it back."""
    return utc(ms(at))


def ms_or_none(at: datetime | None) -> int | None:
    """`ms`, or None for None."""
    return None if at is None else ms(at)


def utc_or_none(value: int | None) -> datetime | None:
    """`utc`, or None for None."""
    return None if value is None else utc(value)
