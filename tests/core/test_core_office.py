"""When a person answers: office hours, weekends and holidays counted, and what was said is what is kept."""

from datetime import UTC, date, datetime, time, timedelta

import core_shops
import pytest
from core_tale import answer, kinds, say, talk, wanted, with_cart
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from softsell.core import events as ev
from softsell.core.hours import zone
from softsell.core.office import answered_by, office_day, promised
from softsell.core.shop import Shop
from softsell.core.step import due
from softsell.values import Moment

HOURS = replace(core_shops.BASE, timezone="Atlantic/Reykjavik", country="IS", holidays={"IS": (date(2026, 4, 3),)})
FRIDAY = datetime(2026, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "hours", "by"),
    [
        (FRIDAY.replace(hour=16), 24, FRIDAY.replace(day=9, hour=16)),
        (FRIDAY.replace(hour=18), 1, FRIDAY.replace(day=9, hour=10)),
        (FRIDAY.replace(day=8, hour=12), 1, FRIDAY.replace(day=9, hour=10)),  # a Sunday
        (FRIDAY.replace(hour=16, minute=20), 1, FRIDAY.replace(day=9, hour=9, minute=30)),
        (FRIDAY.replace(hour=10, minute=7), 2, FRIDAY.replace(hour=12, minute=30)),
        (FRIDAY.replace(hour=10), 12, FRIDAY.replace(day=9, hour=10)),
        (datetime(2026, 4, 2, 16, tzinfo=UTC), 24, datetime(2026, 4, 6, 16, tzinfo=UTC)),  # a holiday, a weekend
    ],
)
def test_the_promise_counts_office_hours_weekends_and_holidays(asked: datetime, hours: int, by: datetime) -> None:
    assert answered_by(replace(HOURS, staff_hours=hours), asked) == by


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Atlantic/Reykjavik", "Europe/London", "America/New_York", "Asia/Kathmandu"]),
    st.times(max_value=time(23, 58)),
    st.times(max_value=time(23, 58)),
    st.booleans(),
    st.integers(0, 240),
)
def test_a_promise_lies_ahead_in_office_hours_and_more_hours_are_never_sooner(
    asked: datetime, where: str, opens: time, closes: time, weekends: bool, hours: int
) -> None:
    policy = replace(
        HOURS, timezone=where, staff_opens=opens, staff_closes=closes, staff_weekends=weekends, staff_hours=hours
    )
    by = answered_by(policy, asked)
    local = by.astimezone(zone(where))
    assert by >= asked - timedelta(minutes=1)
    assert office_day(policy, local.date())
    if opens < closes:
        assert opens.replace(second=0, microsecond=0) <= local.time() <= closes
    assert by <= answered_by(replace(policy, staff_hours=hours + 1), asked)


def test_who_is_handed_over_is_told_by_when_on_their_own_clock() -> None:
    p = with_cart(Shop("s", HOURS, core_shops.shop().catalogue, core_shops.shop().knowledge), timezone="Europe/Berlin")
    p.now = FRIDAY.replace(hour=18)
    say(p, "I want to talk to a person")
    assert kinds(p)[-1] == "handing-over"
    by = p.says[-1].meanings[-1].slots["by"]
    assert isinstance(by, Moment)
    assert (by.at, by.as_of) == (FRIDAY.replace(day=10, hour=9), p.now)
    assert f"{by.at:%H:%M}" == "10:00", "an hour later in Berlin than at the shop"


def test_the_reminder_comes_when_the_promise_is_over_whatever_the_settings_become() -> None:
    p = with_cart(Shop("s", HOURS, core_shops.shop().catalogue, core_shops.shop().knowledge))
    p.now = FRIDAY.replace(hour=18)
    say(p, "I want to talk to a person")
    said = FRIDAY.replace(day=10, hour=9)
    assert promised(HOURS, talk(p)) == said
    assert promised(replace(HOURS, staff_hours=200), talk(p)) == said
    while not talk(p).reminded:
        at = due(p.shop, p.shopper)
        assert at is not None
        p.now = at
        p.wake()
    assert p.now == said and wanted(p)[-1] == "waiting"


@pytest.mark.parametrize("channel", ["page", "mail"])
def test_while_a_person_holds_it_the_machine_is_silent_and_after_their_word_nothing_is_promised(channel: str) -> None:
    p = with_cart()
    say(p, "I want to talk to a person", channel=channel)
    said = len(p.says)
    for text in ("What does delivery cost?", "Hello?", "I would like something warm"):
        say(p, text, channel=channel)
    answer(p, "recommend", channel=channel)
    assert len(p.says) == said and talk(p).state == "handed_over"
    p.do(ev.PersonSaid, by="Anna", text="Delivery is free.", channel=channel)
    assert talk(p).holder == "Anna" and promised(p.shop.policy, talk(p)) is None
    say(p, "Thanks, and to Akureyri?", channel=channel)
    assert len(p.says) == said + 1
    assert promised(p.shop.policy, talk(p)) == answered_by(p.shop.policy, p.now)
