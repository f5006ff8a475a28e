"""Quiet hours, in the shopper's own time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import core_shops
import pytest
from core_tale import asks, with_cart
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from softsell.core.hours import is_open, next_open, to_utc, zone

BASE = core_shops.BASE
ZONES = st.sampled_from([zone for zone, _ in core_shops.ZONES] + ["Asia/Kathmandu", "Pacific/Apia", "No/Such"])
CLOCKS = st.times(max_value=time(23, 58)).map(lambda t: t.replace(microsecond=0))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    ZONES,
    CLOCKS,
    CLOCKS,
    st.booleans(),
)
def test_the_next_open_moment_is_open_and_none_before_it_is(
    at: datetime, where: str, opens: time, closes: time, sundays: bool
) -> None:
    policy = replace(BASE, opens=opens, closes=closes, sundays=sundays)
    found = next_open(policy, where, "US", at)
    assert found >= at
    if opens == closes:
        assert not is_open(policy, where, "US", found)
        return
    window = (datetime.combine(date(2020, 1, 1), closes) - datetime.combine(date(2020, 1, 1), opens)) % timedelta(
        days=1
    )
    if window < timedelta(hours=2):  # so short that a clock change may swallow it
        return
    assert is_open(policy, where, "US", found)
    if closes < opens:  # past midnight the opening is the only moment looked for
        return
    for n in range(1, 8):
        between = at + (found - at) * n / 8
        local = between.astimezone(zone(where, policy.timezone))
        assert (
            between == found
            or not is_open(policy, where, "US", between)
            or local.utcoffset() != found.astimezone(local.tzinfo).utcoffset()
            or local.fold
        )


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), ZONES)
def test_a_wall_time_becomes_the_moment_that_shows_it_or_the_one_after_the_gap(local: datetime, where: str) -> None:
    tz = zone(where)
    shown = to_utc(local, tz).astimezone(tz).replace(tzinfo=None)
    assert shown == local or timedelta(0) < shown - local <= timedelta(days=1)


@pytest.mark.parametrize(
    ("where", "local", "utc"),
    [
        ("America/New_York", datetime(2026, 3, 8, 2, 30), datetime(2026, 3, 8, 7, 30)),  # skipped: 03:30 EDT
        ("America/New_York", datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 6, 30)),  # twice: the second
        ("Europe/London", datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 1, 30)),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15), datetime(2026, 10, 3, 15, 45)),  # half an hour
    ],
)
def test_a_clock_change_is_taken_once_and_after_it(where: str, local: datetime, utc: datetime) -> None:
    assert to_utc(local, ZoneInfo(where)) == utc.replace(tzinfo=UTC)


def test_sundays_and_holidays_are_quiet_all_day() -> None:
    sunday, holiday = datetime(2026, 3, 8, 12, tzinfo=UTC), datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert not is_open(BASE, "", "IS", sunday) and is_open(replace(BASE, sundays=True), "", "IS", sunday)
    assert not is_open(BASE, "", "IS", holiday) and is_open(BASE, "", "DE", holiday)
    assert next_open(BASE, "", "IS", holiday) == datetime(2026, 3, 7, 9, tzinfo=UTC)


def test_opening_hours_may_wrap_past_midnight() -> None:
    policy = replace(BASE, opens=time(18), closes=time(2))
    assert is_open(policy, "", "", datetime(2026, 3, 3, 1, 59, tzinfo=UTC))
    assert not is_open(policy, "", "", datetime(2026, 3, 3, 2, 0, tzinfo=UTC))
    assert is_open(policy, "", "", datetime(2026, 3, 3, 18, 0, tzinfo=UTC))


def test_an_unknown_zone_is_the_shops_and_a_nonsense_shop_zone_is_utc() -> None:
    assert zone("Mars/Base", "Europe/London").key == "Europe/London"
    assert {zone(bad, bad).key for bad in ("", "../etc", "America", "a\0b", "x" * 999)} == {"UTC"}


def test_a_shop_that_never_opens_writes_nothing_and_does_not_spin() -> None:
    p = with_cart(core_shops.shop(opens=time(9), closes=time(9), morning=time(9)))
    p.sleep(p.now + timedelta(days=30), most=100)
    assert asks(p) == [] and len(p.log) < 30
