"""What a person chooses about letters holds at once, and never brings more letters than before."""

from datetime import datetime, timedelta

import core_shops
import pytest
from core_stories import Play
from core_tale import DAY, ask_written, asks, reason, say, tale, talk, wanted, with_cart, withdrawn
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from softsell.core import events as ev
from softsell.core.check import check
from softsell.core.merge import merge
from softsell.core.outreach import Ask, Elsewhere, Reason, decide, ground, last_look, live
from softsell.core.preferences import CARTS, MAY_DECLINE, TOPICS, declined, postponed
from softsell.core.step import Ignored, attempt

LATER = timedelta(days=400)
choices = st.one_of(
    st.builds(
        ev.Declined, id=st.just("d"), at=st.just(core_shops.START), topic=st.sampled_from(("carts", "answers", "x"))
    ),
    st.builds(
        ev.Postponed, id=st.just("p"), at=st.just(core_shops.START), until=st.datetimes(timezones=st.timezones())
    ),
    st.builds(
        ev.LanguageChosen, id=st.just("l"), at=st.just(core_shops.START), language=st.sampled_from(("en", "is", "xx"))
    ),
    st.builds(
        ev.Requested, id=st.just("r"), at=st.just(core_shops.START), what=st.sampled_from(("export", "erase", "y"))
    ),
)


def yes(p: Play, at: datetime, text: str = "Yes, write to me") -> None:
    p.do(ev.Identified, consent=ev.Consent("consent", at, text=text, source="form"))


def test_there_are_letters_about_carts_and_answers_which_always_come() -> None:
    assert [(topic.id, topic.always) for topic in TOPICS] == [("carts", False), ("answers", True)]
    assert MAY_DECLINE == (CARTS,)


def test_who_declines_letters_about_carts_gets_none_and_a_waiting_one_is_withdrawn() -> None:
    p = with_cart()
    ask_written(p)
    p.do(ev.Declined, topic=CARTS)
    assert withdrawn(p) == ["declined"] and p.shopper.stopped_at is None
    p.sleep(p.now + 10 * DAY)
    assert p.out == [] and reason(p) == "declined"
    assert check(p.shop, p.log) == ()


def test_answers_to_what_they_write_still_come() -> None:
    p = with_cart()
    p.do(ev.Declined, topic=CARTS)
    p.do(ev.Postponed, until=p.now + 90 * DAY)
    say(p, "Can I return it?", channel="mail")
    assert p.says and p.says[-1].channel == "mail"


def test_a_pause_withdraws_a_waiting_letter_and_ends_by_itself() -> None:
    p = with_cart()
    ask_written(p)
    until = p.now + 2 * DAY
    p.do(ev.Postponed, until=until)
    assert withdrawn(p) == ["postponed"]
    assert isinstance(decide(p.shop, p.shopper, live(p.shopper), p.now), Ask) is False  # type: ignore[arg-type]
    p.sleep(until - timedelta(hours=1))
    assert p.out == []
    p.sleep(until + 3 * DAY)
    assert len(p.out) == 1 and p.out[0] >= until
    assert check(p.shop, p.log) == ()


@pytest.mark.parametrize("days", [-3, 0, 5, 30])
def test_a_pause_only_becomes_longer(days: int) -> None:
    p = tale()
    p.do(ev.Postponed, until=p.now + 30 * DAY)
    before = p.shopper.postponed_until
    said = attempt(p.shop, p.shopper, ev.Postponed(id="x", at=p.now, until=p.now + days * DAY), p.now)
    assert said == Ignored("no_longer_pause") and p.shopper.postponed_until == before
    p.do(ev.Postponed, until=p.now + 31 * DAY)
    assert p.shopper.postponed_until is not None and before is not None and p.shopper.postponed_until > before


def test_a_pause_of_a_thousand_years_is_one_of_three() -> None:
    p = tale()
    p.do(ev.Postponed, until=p.now.replace(year=8000))
    assert p.shopper.postponed_until is not None and p.shopper.postponed_until.year == p.now.year + 3


def test_answers_cannot_be_declined_and_what_is_unknown_changes_nothing() -> None:
    p = tale()
    for event, why in (
        (ev.Declined(id="1", at=p.now, topic="answers"), "unknown_topic"),
        (ev.Postponed(id="2", at=p.now, until=datetime(2030, 1, 1)), "no_zone"),
        (ev.LanguageChosen(id="3", at=p.now, language="da"), "not_spoken"),
        (ev.Requested(id="4", at=p.now, what="orders"), "unknown_request"),
    ):
        assert attempt(p.shop, p.shopper, event, p.now) == Ignored(why)


@given(st.lists(choices, min_size=1, max_size=6), st.booleans(), st.booleans())
def test_no_choice_ever_raises_consent_or_frees_a_letter(some: list[ev.Event], agreed: bool, stopped: bool) -> None:
    p = with_cart(consent=agreed)
    if stopped:
        p.do(ev.Unsubscribed)
    for days in (0, 1, 3):
        at, before = p.now + days * DAY, p.shopper
        could = isinstance(decide(p.shop, before, live(before), at), Ask)  # type: ignore[arg-type]
        after = before
        for event in some:
            match attempt(p.shop, after, event, p.now):
                case Ignored():
                    pass
                case moved:
                    after = moved.shopper
        assert after.consent == before.consent and ground(p.shop.policy, after, False) == ground(
            p.shop.policy, before, False
        )
        assert after.stopped_at is not None or before.stopped_at is None
        assert set(before.declined) <= set(after.declined)
        assert (after.postponed_until or at) >= (before.postponed_until or at) or before.postponed_until is None
        assert after.address == before.address and after.orders == before.orders
        assert could or not isinstance(decide(p.shop, after, live(after), at), Ask)  # type: ignore[arg-type]


def test_only_a_later_yes_with_its_words_brings_a_declined_kind_back() -> None:
    p = with_cart()
    p.do(ev.Declined, topic=CARTS)
    no_at = p.now
    yes(p, no_at - DAY)
    assert declined(p.shopper, CARTS)
    p.now += DAY
    yes(p, p.now, text="")  # a bare flag is no proof
    assert declined(p.shopper, CARTS)
    p.now += timedelta(hours=1)
    yes(p, p.now)
    assert not declined(p.shopper, CARTS)
    p.do(ev.Declined, topic=CARTS)
    assert declined(p.shopper, CARTS)


def test_the_last_look_sees_what_was_chosen_under_another_key() -> None:
    p = with_cart()
    ask_written(p)
    letter = p.shopper.letters[-1]
    assert last_look(p.shop, p.shopper, letter, Elsewhere(), p.now) is None
    for elsewhere, why in (
        (Elsewhere(declined={CARTS: p.now}), Reason.DECLINED),
        (Elsewhere(postponed_until=p.now + DAY), Reason.POSTPONED),
    ):
        assert last_look(p.shop, p.shopper, letter, elsewhere, p.now) is why
    assert last_look(p.shop, p.shopper, letter, Elsewhere(declined={CARTS: p.now - 300 * DAY}), p.now) is None
    assert last_look(p.shop, p.shopper, letter, Elsewhere(postponed_until=p.now), p.now) is None


def test_another_language_changes_the_next_letter_and_stays_whatever_a_browser_says() -> None:
    p = with_cart(language="en")
    assert ask_written(p).language == "en"
    p.do(ev.LanguageChosen, language="is")
    assert withdrawn(p) == ["changed"]
    p.do(ev.Identified, language="en")
    p.sleep(p.now + 2 * DAY)
    assert [ask.language for ask in asks(p)] == ["en", "is"] and len(p.out) == 1
    assert check(p.shop, p.log) == ()


def test_of_two_keys_the_noes_and_the_longer_pause_stay() -> None:
    p, other = tale(), tale()
    p.do(ev.Postponed, until=p.now + 5 * DAY)
    other.do(ev.Postponed, until=other.now + 50 * DAY)
    other.do(ev.Declined, topic=CARTS)
    for one in (merge(p.shopper, other.shopper), merge(other.shopper, p.shopper)):
        assert declined(one, CARTS) and one.postponed_until == other.shopper.postponed_until


def test_a_request_goes_to_a_person_and_shows_nothing() -> None:
    p = with_cart()
    p.do(ev.Requested, what="export")
    assert wanted(p) == ["privacy_export"] and p.says == []
    assert talk(p).unproved_since is not None and p.shopper.stopped_at is None
    p.do(ev.Requested, what="erase")
    assert wanted(p)[-1] == "privacy_erase" and p.shopper.stopped_at is not None and p.shopper.address
    p.sleep(p.now + 10 * DAY)
    assert p.out == [] and check(p.shop, p.log) == ()


def test_the_second_telling_finds_a_letter_in_a_pause_or_of_a_declined_kind() -> None:
    for event in (
        ev.Declined(id="x", at=core_shops.START, topic=CARTS),
        ev.Postponed(id="x", at=core_shops.START, until=core_shops.START + LATER),
    ):
        p = with_cart()
        first = p.log[0]
        forged = [replace(first, event=event, effects=()), *p.log]
        p.sleep(p.now + 5 * DAY)
        assert p.out
        found = check(p.shop, [*forged, *p.log[len(forged) - 1 :]])
        assert any(v.law == 9 for v in found), found


def test_postponed_says_until_when() -> None:
    p = tale()
    assert postponed(p.shopper, p.now) is None
    p.do(ev.Postponed, until=p.now + DAY)
    assert postponed(p.shopper, p.now) == p.shopper.postponed_until
    assert postponed(p.shopper, p.now + DAY) is None
