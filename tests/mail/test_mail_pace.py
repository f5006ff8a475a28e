"""The pace to one domain: never over its limits, slower when asked, quick again when it is over, and never for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.mail import pace
from softsell.mail.pace import FIRST, LONGEST, Limits, Way, ask, asks_for_patience, at_rest, begun, ended, whose

NOW = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def seconds(n: float) -> datetime:
    return NOW + n * SECOND


def begin(limits: Limits, way: Way, at: datetime) -> tuple[Way, bool]:
    """Ask, and begin where one may."""
    way, later = ask(limits, way, at)
    return (begun(limits, way, at), True) if later is None else (way, False)


@given(st.integers(1, 200), st.lists(st.integers(0, 20), max_size=300))
def test_in_no_minute_do_more_letters_begin_than_the_limit(per_minute: int, gaps: list[int]) -> None:
    limits, way, at, went = Limits(per_minute=per_minute), Way(), 0, list[int]()
    for gap in gaps:
        at += gap
        for _ in range(5):
            way, may = begin(limits, way, seconds(at))
            went += [at] * may
    for start in went:
        assert sum(start <= one < start + 60 for one in went) <= per_minute


@given(st.integers(1, 5), st.lists(st.booleans(), max_size=60))
def test_no_more_letters_are_in_hand_than_the_limit(connections: int, moves: list[bool]) -> None:
    limits, way = Limits(connections=connections), Way()
    for begins in moves:
        if begins:
            way, _ = begin(limits, way, NOW)
        else:
            way = ended(way, NOW, taken=True)
        assert 0 <= way.flying <= connections


@given(st.integers(1, 60), st.integers(1, 100))
def test_whoever_waits_gets_a_time_and_may_go_then(per_minute: int, letters: int) -> None:
    """Looked at every second, all have gone after about as long as the limit says, each put off a few times at most."""
    limits, way = Limits(per_minute=per_minute), Way()
    due, asked, at = [(0.0, n) for n in range(letters)], [0] * letters, 0
    while due:
        for when, n in sorted(due):
            if when > at:
                break
            way, later = ask(limits, way, seconds(at))
            asked[n] += 1
            due.remove((when, n))
            if later is None:
                way = ended(begun(limits, way, seconds(at)), seconds(at), taken=True)
            else:
                assert later > seconds(at)
                due.append(((later - NOW).total_seconds(), n))
        at += 1
        assert at < 60 * (letters / per_minute + 2) * 2
    assert max(asked) <= 3


def test_without_limits_everything_may_go() -> None:
    way = Way()
    for _ in range(1000):
        way, may = begin(Limits(), way, NOW)
        assert may
    assert way.flying == 1000


def test_an_answer_that_asks_for_patience_closes_the_domain_and_the_wait_grows_to_an_hour() -> None:
    way, at, waits = Way(), NOW, []
    for _ in range(9):
        way, may = begin(Limits(), way, at)
        assert may
        way = ended(way, at, slow=True)
        assert way.until is not None
        waits.append((way.until - at).total_seconds())
        assert begin(Limits(), way, way.until - SECOND)[1] is False
        at = way.until
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert (waits[0], waits[-1]) == (FIRST, LONGEST)


def test_letters_that_began_before_say_nothing_new() -> None:
    way = Way()
    for _ in range(4):
        way, _ = begin(Limits(), way, NOW)
    for _ in range(4):
        way = ended(way, NOW, slow=True)
    assert way.wait == FIRST
    assert way.flying == 0


def test_after_the_wait_one_letter_goes_alone_and_then_it_recovers() -> None:
    way = ended(begun(Limits(), Way(), NOW), NOW, slow=True)
    way = ended(begun(Limits(), way, seconds(60)), seconds(60), slow=True)
    assert way.wait == 120
    way, may = begin(Limits(), way, seconds(180))
    assert may
    way, may = begin(Limits(), way, seconds(180))
    assert not may, "it goes alone"
    way = ended(way, seconds(181), taken=True)
    assert way.wait == 60
    way, may = begin(Limits(), way, seconds(182))
    way = ended(way, seconds(182), taken=True)
    assert (may, way.wait) == (True, 0)
    for _ in range(10):
        way, may = begin(Limits(), way, seconds(183))
        assert may
    for _ in range(10):
        way = ended(way, seconds(184), taken=True)
    assert at_rest(Limits(), way, seconds(190))


def test_those_that_wait_for_the_same_end_do_not_come_all_at_once() -> None:
    way = ended(begun(Limits(), Way(), NOW), NOW, slow=True)
    times = []
    for _ in range(100):
        way, later = ask(Limits(), way, NOW)
        assert later is not None
        times.append((later - NOW).total_seconds())
    assert times == sorted(times)
    assert (times[0], times[-1]) == (61, 60 + 100 / pace.AFTER)


@pytest.mark.parametrize(
    "answer",
    [
        "RCPT: 421 4.7.0 try again later",
        "RCPT: 450 4.7.1 greylisted",
        "letter: 451 4.7.500 server busy",
        "letter: 452 too many letters from you",
        "RCPT: 450 Rate limit exceeded",
        "MAIL: 421 closing",
        "no connection to the mail server: timed out",
    ],
)
def test_these_answers_ask_for_patience(answer: str) -> None:
    assert asks_for_patience(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "RCPT: 550 5.7.1 blocked",
        "RCPT: 452 4.2.2 mailbox full",
        "letter: 554 too many recipients",
        "letter: 451 4.3.0 local error",
        "it was withdrawn meanwhile",
        "",
    ],
)
def test_these_do_not(answer: str) -> None:
    assert not asks_for_patience(answer)


def test_what_is_said_before_the_addressee_is_named_speaks_for_our_own_server() -> None:
    assert whose("no connection to the mail server: refused", "a@Mail.is") == pace.RELAY
    assert whose("MAIL: 421 too many connections", "a@Mail.is") == pace.RELAY
    assert whose("RCPT: 421 4.7.0 wait", "a@Mail.is") == "mail.is"
