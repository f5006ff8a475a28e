"""The checker finds what is wrong: good logs are bent, one law at a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import core_shops
import pytest
from core_stories import Play
from core_tale import DAY, HOUR, add, answer, asks, say, tale, with_cart
from msgspec.structs import replace

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.book import Entry
from softsell.core.check import check
from softsell.core.shop import Caps, Shop
from softsell.values import Meaning, Money

Log = list[Entry]


def lettered(shop: Shop | None = None) -> Play:
    p = with_cart(shop)
    p.sleep(p.now + 4 * DAY)
    assert len(asks(p)) == 1 and len(p.out) == 1
    return p


def followed() -> Play:
    p = with_cart(core_shops.shop(follow_up_hours=72, holidays={}))
    p.do(ev.ShippingQuoted, postcode="101")
    p.sleep(p.now + 12 * DAY, most=20)
    assert [a.touch for a in asks(p)] == [1, 2] and len(p.out) == 2
    return p


def closed() -> Play:
    p = with_cart()
    answer(p, "cost_total")
    say(p, "101")
    answer(p, "yes", "answered")
    assert p.says[-1].close
    return p


def held() -> Play:
    p = with_cart()
    p.do(ev.TookOver, by="anna")
    p.do(ev.HandedBack, by="anna")
    answer(p, "recommend")
    return p


def laws(shop: Shop, log: Log) -> set[int]:
    return {v.law for v in check(shop, log)}


def where(log: Log, kind: type[object], nth: int = 0) -> int:
    """The place of the nth event, or of the step with the nth effect, of a kind."""
    found = [
        n for n, e in enumerate(log) if isinstance(e.event, kind) or any(isinstance(x, kind) for _, x in e.effects)
    ]
    return found[nth]


def without(log: Log, kind: type[object]) -> Log:
    return [e for e in log if not isinstance(e.event, kind)]


def insert(log: Log, at: int, event: ev.Event, gap: timedelta = timedelta(0)) -> Log:
    """The log with one more event before place `at`, that the core is said to have ignored or missed."""
    before = log[at - 1]
    now = before.now + gap
    return [*log[:at], Entry(before.key, before.seq, now, replace(event, at=now), ()), *log[at:]]


def bump(log: Log, at: int, event: ev.Event) -> Log:
    """As `insert`, for an event that was taken: every later seq is one more."""
    more = insert(log, at, event)
    return [*more[:at], *(replace(e, seq=e.seq + 1) for e in more[at:])]


def bend(log: Log, at: int, change: Callable[[ef.Effect], ef.Effect], **entry: object) -> Log:
    effects = tuple((name, change(e)) for name, e in log[at].effects)
    return [*log[:at], replace(log[at], effects=effects, **entry), *log[at + 1 :]]


def on(kind: type[object], **changes: object) -> Callable[[ef.Effect], ef.Effect]:
    return lambda e: replace(e, **changes) if isinstance(e, kind) else e


@pytest.mark.parametrize("story", [lettered, followed, closed, held])
def test_a_good_log_has_no_violation(story: Callable[[], Play]) -> None:
    p = story()
    assert check(p.shop, p.log) == ()


def test_the_entries_of_one_shopper_must_be_together() -> None:
    p, q = lettered(), lettered()
    other = [replace(e, key="u2") for e in q.log]
    assert check(p.shop, [*p.log, *other]) == ()
    with pytest.raises(ValueError, match="together"):
        check(p.shop, [*p.log, *other, p.log[-1]])


# -- the record and the arms -------------------------------------------------------------------------------------------------


def test_an_effect_that_came_twice_is_found() -> None:
    p = lettered()
    n = where(p.log, ef.Ask)
    twice = replace(p.log[n], effects=(*p.log[n].effects, p.log[n].effects[0]))
    assert 1 in laws(p.shop, [*p.log[:n], twice, *p.log[n + 1 :]])


def test_an_arm_that_is_not_the_hashs_or_that_changes_is_found() -> None:
    p, q = lettered(), followed()
    assert laws(p.shop, bend(p.log, where(p.log, ef.Ask), on(ef.Assigned, arm="holdout"))) == {1}
    assert laws(q.shop, bend(q.log, where(q.log, ef.Ask, 1), on(ef.Assigned, arm="holdout"))) == {1}
    assert laws(p.shop, bend(p.log, where(p.log, ef.Ask), on(ef.Ask, arm="service"))) == {1}


def test_a_letter_to_the_held_out_and_a_ghost_of_the_treated_are_found() -> None:
    p = lettered(core_shops.shop(holdout=1.0))
    assert check(p.shop, p.log) == ()
    ghost = next(e.event for e in p.log if isinstance(e.event, ev.Ghosted))
    sent = ev.Sent(id="s", at=ghost.at, effect=ghost.effect)
    assert laws(p.shop, [replace(e, event=sent) if e.event is ghost else e for e in p.log]) == {1}
    q = lettered()
    was = next(e.event for e in q.log if isinstance(e.event, ev.Sent))
    told = ev.Ghosted(id="g", at=was.at, effect=was.effect)
    assert laws(q.shop, [replace(e, event=told) if e.event is was else e for e in q.log]) == {1}


# -- law 5 ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"blocked_domains": ("mail.example",)},
        {"jurisdictions": ()},
        {"holidays": {"IS": (date(2026, 3, 4),)}},
        {"caps": Caps(0, 2, 4)},
        {"caps": Caps(1, 0, 4)},
        {"caps": Caps(1, 2, 0)},
        {"timezone": "Australia/Lord_Howe"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_same_letter_under_stricter_rules_is_found(changes: dict[str, object]) -> None:
    p = lettered()
    if "jurisdictions" in changes:
        p.log = bend(p.log, where(p.log, ef.Ask), on(ef.Ask, basis="soft_optin"))
    assert laws(core_shops.shop(**changes), p.log) == {5}


@pytest.mark.parametrize("basis", ["soft_optin", "service_error", "none", "wishful"])
def test_a_basis_without_its_proof_is_found(basis: str) -> None:
    p = lettered()
    assert laws(p.shop, bend(p.log, where(p.log, ef.Ask), on(ef.Ask, basis=basis))) == {5}


def test_a_letter_without_consent_address_or_cart_is_found() -> None:
    p = lettered()
    known = p.log[0].event
    assert isinstance(known, ev.Identified)
    for bare in (replace(known, consent=None), replace(known, address="")):
        assert laws(p.shop, [replace(p.log[0], event=bare), *p.log[1:]]) == {5}
    withdrawn = ev.Identified(id="w", at=p.now, consent=ev.Consent("withdrawn", p.log[1].now))
    assert laws(p.shop, bump(p.log, 2, withdrawn)) == {5}
    assert {5, 6} <= laws(p.shop, without(p.log, ev.Added))


def test_a_letter_at_night_or_on_a_sunday_is_found() -> None:
    p = lettered()
    n = where(p.log, ef.Ask)
    for now in (datetime(2026, 3, 4, 23, tzinfo=p.now.tzinfo), datetime(2026, 3, 8, 12, tzinfo=p.now.tzinfo)):
        assert laws(p.shop, bend(p.log[: n + 1], n, lambda e: e, now=now)) == {5}
    m = where(p.log, ev.Sent)
    late = replace(p.log[m].event, at=p.log[m].now.replace(hour=22))
    assert laws(p.shop, [*p.log[:m], replace(p.log[m], event=late, now=late.at)]) == {5}


@pytest.mark.parametrize(
    ("zone", "now", "fine"),
    [
        ("America/New_York", "2026-03-09T12:59:00+00:00", False),  # 08:59, the day after the clocks went forward
        ("America/New_York", "2026-03-09T13:00:00+00:00", True),
        ("Europe/London", "2026-10-26T19:59:00+00:00", True),  # the day after they went back
        ("Europe/London", "2026-10-26T20:00:00+00:00", False),
        ("Australia/Lord_Howe", "2026-10-04T22:00:00+00:00", True),  # 09:00 at +11 on Monday
        ("Australia/Lord_Howe", "2026-10-04T21:59:00+00:00", False),
        ("No/Where", "2026-03-09T12:59:00+00:00", True),  # then the shop's
    ],
)
def test_quiet_hours_are_reckoned_in_the_shoppers_own_clock(zone: str, now: str, fine: bool) -> None:
    p = lettered()
    n = where(p.log, ef.Ask)
    known = replace(p.log[0], event=replace(p.log[0].event, timezone=zone))
    moved = bend([known, *p.log[1 : n + 1]], n, lambda e: e, now=datetime.fromisoformat(now))
    assert laws(p.shop, moved) == (set() if fine else {5})


# -- law 6 ----------------------------------------------------------------------------------------------------------------------


def bought(product: str = "a") -> ev.Ordered:
    return ev.Ordered(id="o", at=core_shops.START, order_id="o", lines=(ev.Line(product),))


def test_a_letter_about_what_was_bought_is_found() -> None:
    p = lettered()
    n = where(p.log, ef.Ask)
    assert 6 in laws(p.shop, bump(p.log, n, bought()))
    assert laws(p.shop, bump(p.log, n, bought("b"))) == set()


def test_a_letter_that_was_not_withdrawn_when_its_cart_was_bought_is_found() -> None:
    p = lettered()
    m = where(p.log, ev.Sent)
    log = bump(p.log, m, bought())
    assert [v.what for v in check(p.shop, log)] == ["garn/u1/3/0 was not withdrawn"]
    late = replace(p.log[m].event, at=p.log[m].now + HOUR)
    log = [*log[: m + 1], replace(log[m + 1], event=late, now=late.at)]
    assert {v.law for v in check(p.shop, log)} == {6} and len(check(p.shop, log)) == 2


# -- law 7 ----------------------------------------------------------------------------------------------------------------------


def test_two_questions_in_one_message_are_found() -> None:
    p, q = lettered(), closed()
    two = (*asks(p)[0].meanings, Meaning("ask-which"))
    assert laws(p.shop, bend(p.log, where(p.log, ef.Ask), on(ef.Ask, meanings=two))) == {7}
    none = tuple(m for m in asks(p)[0].meanings if m.kind != "ask-trouble")
    assert laws(p.shop, bend(p.log, where(p.log, ef.Ask), on(ef.Ask, meanings=none))) == {7}
    more = (*q.says[0].meanings, Meaning("ask-open-need"))
    assert laws(q.shop, bend(q.log, where(q.log, ef.Say), on(ef.Say, meanings=more))) == {7}


def test_a_question_whose_answer_is_known_or_that_was_asked_before_is_found() -> None:
    p = tale()
    add(p, "b")
    answer(p, "recommend")
    facet = p.says[-1].question
    assert facet.startswith("need:")
    answer(p, "dont_mind", facet)
    assert check(p.shop, p.log) == ()
    n = where(p.log, ef.Say, 1)
    again = replace(p.says[0], turn=p.says[1].turn)
    assert laws(p.shop, bend(p.log, n, lambda e: again if isinstance(e, ef.Say) else e)) == {7}


# -- law 8 ----------------------------------------------------------------------------------------------------------------------


def test_a_close_without_satisfaction_is_found() -> None:
    p = closed()
    n = where(p.log, ev.Answered, 1)
    shrug = replace(p.log[n].event, choice="thanks")
    assert laws(p.shop, [*p.log[:n], replace(p.log[n], event=shrug)]) == {8}
    silence = [*p.log[:n], replace(p.log[n], event=None)]
    assert laws(p.shop, silence) == {8}


def test_a_close_before_the_last_claim_or_over_a_concern_is_found() -> None:
    p = closed()
    n = where(p.log, ev.Answered, 1)
    yes, say_close = p.log[n], p.log[n].effects
    early = [*p.log[:n], replace(yes, effects=p.log[n - 1].effects and (("x", p.says[1]),))]
    claimed = Entry(yes.key, yes.seq + 1, yes.now, ev.Seen(id="z", at=yes.now), say_close)
    assert laws(p.shop, [*early, claimed]) == {8}
    worried = Entry(yes.key, yes.seq + 1, yes.now, ev.Answered(id="z", at=yes.now, question="", choice="trust"), ())
    close_again = Entry(yes.key, yes.seq + 2, yes.now, ev.Seen(id="y", at=yes.now), (("x", p.says[-1]),))
    assert laws(p.shop, [*p.log, worried, close_again]) == {8}


def test_a_close_without_the_whole_total_its_source_and_its_time_is_found() -> None:
    p = closed()
    close = next(m for m in p.says[-1].meanings if m.kind == "close")
    total = close.slots["total"]
    assert isinstance(total, Money)
    for bad in (
        replace(total, source=""),
        replace(total, as_of=None),
        replace(total, includes="tax"),
        close.slots["link"],
    ):
        meaning = Meaning("close", {**close.slots, "total": bad})
        n = len(p.log) - 1
        assert laws(p.shop, bend(p.log, n, on(ef.Say, meanings=(meaning,)))) == {8}


def test_a_close_with_no_need_known_is_found() -> None:
    p = closed()
    n = where(p.log, ev.Answered, 1)
    first = [e for e in p.log[:n] if not isinstance(e.event, (ev.Answered, ev.Said))]
    assert laws(p.shop, [*first, p.log[n]]) == {8}


# -- law 9 ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        ev.Unsubscribed(id="n", at=core_shops.START),
        ev.Complained(id="n", at=core_shops.START),
        ev.Said(id="n", at=core_shops.START, text="hætta", trusted=False, channel="mail"),
        ev.Answered(id="n", at=core_shops.START, question="need:x", choice="stop"),
        ev.Bounced(id="n", at=core_shops.START, effect="", permanent=True),
        ev.Answered(id="n", at=core_shops.START, question="", choice="no"),
        ev.Said(id="n", at=core_shops.START, text="No thank you, not interested"),
        ev.TookOver(id="n", at=core_shops.START, by="anna"),
        ev.PersonSaid(id="n", at=core_shops.START, by="anna", text="Hello"),
    ],
    ids=lambda e: type(e).__name__,
)
def test_a_letter_after_a_no_or_over_a_person_is_found(event: ev.Event) -> None:
    p = lettered()
    assert laws(p.shop, bump(p.log, where(p.log, ef.Ask), event)) == {9}


def test_a_stop_counts_even_when_the_core_ignored_it_and_only_a_proved_consent_lifts_it() -> None:
    p = lettered()
    n = where(p.log, ef.Ask)
    stop = ev.Unsubscribed(id="n", at=p.now)
    ignored = insert(p.log, 2, stop, HOUR)
    assert 9 in laws(p.shop, ignored)
    for text, expected in (("", {9}), ("yes, do write", set())):
        consent = ev.Consent("consent", p.log[1].now + 2 * HOUR, text=text)
        lifted = bump(ignored, n + 1, ev.Identified(id="c", at=p.now, consent=consent))
        lifted[n + 1] = replace(lifted[n + 1], now=p.log[1].now + 3 * HOUR)
        assert laws(p.shop, lifted) == expected


def test_a_waiting_letter_that_a_stop_did_not_withdraw_is_found() -> None:
    p = lettered()
    m = where(p.log, ev.Sent)
    for event, why in (
        (ev.Unsubscribed(id="n", at=p.now), "after a stop"),
        (ev.Answered(id="n", at=p.now, question="", choice="no"), "after a no"),
        (ev.TookOver(id="n", at=p.now, by="anna"), "while a person holds the conversation"),
    ):
        found = check(p.shop, bump(p.log, m, event))
        assert [v.what for v in found] == [f"garn/u1/3/0 was not withdrawn {why}"]
    late = replace(p.log[m].event, at=p.log[m].now + HOUR)
    log = bump(p.log, m, ev.Unsubscribed(id="n", at=p.now))
    log = [*log[: m + 1], replace(log[m + 1], event=late, now=late.at)]
    assert [v.what for v in check(p.shop, log)][1:] == ["a letter went out after a stop"]


def test_a_machine_that_talks_over_a_person_is_found_until_nobody_spoke_for_long() -> None:
    p = held()
    assert laws(p.shop, without(p.log, ev.HandedBack)) == {9}
    late = [*p.log[:-1], replace(p.log[-1], now=p.now + 31 * DAY)]
    assert laws(p.shop, without(late, ev.HandedBack)) == set()


# -- law 12 ---------------------------------------------------------------------------------------------------------------------


def test_two_first_letters_about_one_cart_are_found() -> None:
    p = followed()
    twice = bend(p.log, where(p.log, ef.Ask, 1), on(ef.Ask, touch=1, meanings=asks(p)[0].meanings))
    assert laws(p.shop, twice) == {12}


def test_a_second_letter_after_a_last_one_or_after_none_or_without_new_help_is_found() -> None:
    p = followed()
    n, m = where(p.log, ef.Ask), where(p.log, ef.Ask, 1)
    promised = tuple(replace(x, kind="freedom-last") if x.kind == "freedom-once" else x for x in asks(p)[0].meanings)
    assert laws(p.shop, bend(p.log, n, on(ef.Ask, meanings=promised))) == {12}
    assert laws(p.shop, [*p.log[:n], *p.log[m : m + 1]]) == {12}
    empty = tuple(x for x in asks(p)[1].meanings if not x.kind.startswith("fix-"))
    assert laws(p.shop, bend(p.log, m, on(ef.Ask, meanings=empty))) == {12}


def test_what_was_forgotten_does_not_count_any_more() -> None:
    p = lettered()
    p.do(ev.Erased)
    p.do(ev.Identified, address="jon@mail.example", consent=ev.Consent("consent", p.now, text="yes"))
    add(p, "a")
    p.sleep(p.now + 4 * DAY)
    assert len(asks(p)) == 2 and check(p.shop, p.log) == ()
