"""The conversation: its finite table, and what is said in it."""

from datetime import datetime

import core_stories
import pytest
from core_stories import TALK, Play, stories
from core_tale import DAY, HOUR, add, answer, asks, kinds, say, tale, talk, wanted, with_cart
from hypothesis import given
from msgspec.structs import replace

from softsell.core import events as ev
from softsell.core.check import QUESTIONS
from softsell.core.conversation import _ACTS, FINAL, STATES, TABLE, Row, begin, row
from softsell.core.hearing import _PLAIN, SIGNALS, Heard, hear_choice, hear_text
from softsell.core.scene import scene
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper, new
from softsell.core.step import due, step

# -- the table --------------------------------------------------------------------------------------------------------------


def test_every_state_and_signal_has_exactly_one_row() -> None:
    for state in STATES:
        for signal in SIGNALS:
            rows = [r for r in TABLE if state in r.states and r.signal == signal]
            assert len(rows) == 1, (state, signal, rows)
            assert row(state, signal) is rows[0]


def test_rows_name_only_states_signals_and_acts_that_are() -> None:
    for r in TABLE:
        assert set(r.states) <= set(STATES) and set(r.targets) <= set(STATES) and r.targets
        assert r.signal in SIGNALS and r.act in _ACTS
    assert {r.act for r in TABLE} == set(_ACTS)
    assert set(_PLAIN.values()) <= set(SIGNALS)


def _ways(state: str, rows: tuple[Row, ...] = TABLE) -> set[str]:
    seen, todo = {state}, [state]
    while todo:
        here = todo.pop()
        for target in {t for r in rows if here in r.states for t in r.targets} - seen:
            seen.add(target)
            todo.append(target)
    return seen


def test_every_state_is_reached_from_the_opening() -> None:
    assert _ways("opened") == set(STATES)


def test_a_stop_leads_to_stopped_from_everywhere_and_nothing_leads_out() -> None:
    for state in STATES:
        assert row(state, "stop").targets == ("stopped",)
    assert _ways("stopped") == {"stopped"} and FINAL == ("stopped",)


def test_only_finish_and_place_lead_to_the_close() -> None:
    for r in TABLE:
        if "closed" in r.targets and set(r.states) != {"closed"}:
            assert r.act in ("finish", "place") or (r.act == "thank" and "closed" in r.states)


def test_while_a_person_holds_it_every_signal_but_stop_is_met_with_silence() -> None:
    for signal in SIGNALS:
        expected = ("stop", ("stopped",)) if signal == "stop" else ("silent", ("handed_over",))
        assert (row("handed_over", signal).act, row("handed_over", signal).targets) == expected


def test_from_every_talking_state_the_close_a_rest_and_a_person_can_be_reached() -> None:
    for state in STATES:
        if state not in ("handed_over", "stopped"):
            assert {"closed", "resting", "handed_over"} <= _ways(state)


@given(stories)
def test_no_act_ends_outside_its_row(story: bytes) -> None:
    """The guard in `converse` would hand such a turn to a person; here the acts are called without it."""
    p = core_stories.play(story, TALK)
    shopper = new(p.key)
    for entry in p.log:
        match entry.event:
            case ev.Answered() as event:
                heard = hear_choice(p.shop, shopper, shopper.conversation, event)
                _unguarded(p.shop, shopper, heard, event.channel, entry.now)
            case ev.Said(trusted=True) as event if event.text.strip():
                heard = hear_text(p.shop, shopper, shopper.conversation, event)
                _unguarded(p.shop, shopper, heard, event.channel, entry.now)
        assert entry.event is not None
        shopper, _ = step(p.shop, shopper, entry.event, entry.now)


def _unguarded(shop: Shop, shopper: Shopper, heard: Heard | str, channel: str, now: datetime) -> None:
    if isinstance(heard, str):
        return
    here = begin(shopper, channel, now)
    found = row(here.state, heard.first)
    turn = _ACTS[found.act](scene(shop, shopper, replace(here, turn=here.turn + 1, moved_at=now), heard, now))
    assert turn.talk.state in found.targets, (here.state, heard.first, turn.talk.state)
    again = found.act == "stop" and here.told.get("stopped")  # a stop is confirmed once
    assert turn.meanings or found.act == "silent" or again
    assert not turn.close or (turn.talk.state == "closed" and found.act in ("finish", "place"))


# -- what is said -----------------------------------------------------------------------------------------------------------


def _easing() -> Play:
    p = with_cart()
    answer(p, "cost_total")
    assert kinds(p) == ["ask-postcode"]
    say(p, "101")
    return p


def test_a_missing_fact_is_asked_for_and_then_the_whole_cost_is_told() -> None:
    p = _easing()
    assert kinds(p) == ["fix-cost_total", "ask-answered"]
    assert talk(p).state == "easing" and talk(p).concerns[0].open


def test_the_close_shows_the_whole_total_once_the_buyer_is_satisfied() -> None:
    p = _easing()
    answer(p, "yes", "answered")
    assert kinds(p) == ["glad", "close", "close-note"] and p.says[-1].close
    total = next(m for m in p.says[-1].meanings if m.kind == "close").slots["total"]
    assert (total.amount, total.includes) == (20990, "tax+delivery")  # type: ignore[union-attr]


def test_yes_is_not_satisfaction_where_it_was_not_offered() -> None:
    p = with_cart()
    answer(p, "cost_total")
    before = p.shopper
    answer(p, "yes")
    answer(p, "yes", "answered")
    assert p.shopper == before


def test_yes_and_no_under_a_flag_are_plain_answers() -> None:
    for choice in ("yes", "no"):
        p = with_cart()
        answer(p, "recommend")
        answer(p, choice, "need:rain")
        assert [(n.facet, n.value) for n in talk(p).needs] == [("rain", choice)]
        assert p.shopper.said_no_at is None and not p.says[-1].close


def test_not_quite_after_satisfaction_reopens_the_matter() -> None:
    p = with_cart()
    answer(p, "recommend")
    while talk(p).state != "suggested":
        answer(p, "show", talk(p).question)
    answer(p, next(c.id for c in talk(p).choices if c.id.startswith("suits:")), "fits")
    assert kinds(p)[-1] == "ask-receive"
    answer(p, "not_quite")
    answer(p, "pickup", "receive")
    assert not any(s.close for s in p.says)


def test_a_suggestion_that_suits_leads_over_the_postcode_to_the_close() -> None:
    p = tale()
    answer(p, "recommend")
    assert kinds(p) == ["ask-open-need"]
    answer(p, "show", "need:open")
    assert "ask-fits" in kinds(p)
    answer(p, next(c.id for c in talk(p).choices if c.id.startswith("suits:")), "fits")
    assert kinds(p) == ["glad", "ask-receive"]
    answer(p, "pickup", "receive")
    assert kinds(p) == ["glad", "close", "close-note"]


@pytest.mark.parametrize("choice", ["edit", "concern", "something_else", "question"])
def test_every_choice_that_makes_room_is_met_with_one_open_question(choice: str) -> None:
    p = with_cart()
    answer(p, choice)
    assert talk(p).state == "asked" and len([k for k in kinds(p) if k in QUESTIONS]) == 1


def test_what_nobody_offered_is_not_taken() -> None:
    for choice, question in (
        ("suits:a", ""),
        ("cheaper", ""),
        ("pickup", ""),
        ("", ""),
        ("x", "need:x"),
        ("dont_know", "need:" + "x" * 999),
    ):
        p = with_cart()
        before = p.shopper
        answer(p, choice, question)
        assert p.shopper == before, choice


def test_what_is_not_understood_twice_goes_to_a_person_who_is_announced() -> None:
    p = with_cart()
    say(p, "qwer asdf")
    assert talk(p).state == "asked"
    say(p, "zxcv uiop")
    assert talk(p).state == "handed_over" and kinds(p)[-1] == "handing-over" and wanted(p) == ["not_understood"]


def test_a_question_the_shop_cannot_answer_goes_to_a_person() -> None:
    p = with_cart()
    say(p, "Do you sell gift wrapping for elephants in Ulaanbaatar?")
    assert wanted(p) == ["unknown"] and kinds(p)[-1] == "handing-over"


def test_while_a_person_holds_the_talk_the_machine_is_silent_and_the_desk_hears() -> None:
    p = with_cart()
    p.do(ev.TookOver, by="anna")
    for text in ("Hello?", "What does delivery to 101 cost?"):
        say(p, text)
    assert p.says == [] and wanted(p) == ["message", "message"]
    p.do(ev.PersonSaid, by="anna", text="Good day")
    assert kinds(p) == ["person-said"]
    p.do(ev.HandedBack, by="anna")
    answer(p, "cost_total")
    assert kinds(p) == ["fix-cost_total", "ask-answered"]  # the place was told meanwhile, and is not asked for


def test_a_person_who_does_not_answer_is_reminded_once() -> None:
    p = with_cart()
    p.do(ev.PersonSaid, by="anna", text="Good day")
    say(p, "Hello, a question")
    p.sleep(p.now + 4 * DAY, most=30)
    assert wanted(p) == ["message", "waiting"]


def test_a_stop_outlives_the_person_who_took_over_after_it() -> None:
    p = with_cart()
    answer(p, "stop")
    assert kinds(p) == ["stopped"]
    p.do(ev.TookOver, by="anna")
    p.do(ev.HandedBack, by="anna")
    answer(p, "recommend")
    assert talk(p).state == "stopped" and len(p.says) == 1
    p.do(ev.PersonSaid, by="anna", text="Hello", channel="mail")
    assert len(p.says) == 1


def test_a_stop_is_obeyed_whatever_was_asked_and_whoever_seems_to_send_it() -> None:
    for channel, text in (("page", "stop"), ("mail", "unsubscribe"), ("mail", "hætta")):
        p = with_cart()
        say(p, text, channel=channel, trusted=False)
        assert p.shopper.stopped_at == p.now and talk(p).state == "stopped"
    p = with_cart()
    answer(p, "stop", "need:nonsense")
    assert p.shopper.stopped_at == p.now


def test_a_sender_who_cannot_be_proved_only_stops() -> None:
    p = with_cart()
    say(p, "I already bought it, what does delivery cost?", channel="mail", trusted=False)
    assert p.says == [] and wanted(p) == ["unproved_sender"] and talk(p).turn == 0


def test_five_mails_a_day_go_out_and_the_last_one_says_that_a_person_takes_it() -> None:
    p = with_cart()
    for n in range(6):
        p.now += HOUR / 10
        answer(p, ("question", "recommend")[n % 2], channel="mail")
    assert len(p.says) == 5 and wanted(p) == ["many_mails", "message"] and talk(p).state == "handed_over"
    assert kinds(p) == ["handing-over"]
    p.do(ev.HandedBack, by="anna")
    answer(p, "question", channel="mail")
    assert len(p.says) == 5 and talk(p).state == "handed_over", "five a day, whoever handed it back"


def test_a_stop_is_kept_when_it_is_the_last_mail_of_the_day() -> None:
    p = with_cart()
    for n in range(4):
        answer(p, ("question", "recommend")[n % 2], channel="mail")
    say(p, "stop", channel="mail")
    assert talk(p).state == "stopped" and p.shopper.stopped_at is not None
    p.do(ev.HandedBack, by="anna")
    assert talk(p).state == "stopped"


def test_a_no_heard_beside_another_wish_is_kept_too() -> None:
    p = with_cart()
    p.do(ev.TookOver, by="anna")
    answer(p, "no")
    p.do(ev.HandedBack, by="anna")
    p.sleep(p.now + 20 * DAY, most=30)
    assert asks(p) == [] and p.shopper.said_no_at is not None


def test_after_the_rest_a_new_talk_begins_afresh() -> None:
    p = with_cart()
    answer(p, "just_looking")
    first = talk(p)
    p.sleep(p.now + 40 * DAY, most=30)
    answer(p, "question")
    assert talk(p).id != first.id and talk(p).turn == 2


def test_silence_is_left_in_peace_with_a_date() -> None:
    p = with_cart()
    answer(p, "recommend")
    p.sleep(p.now + 4 * DAY, most=30)
    assert talk(p).state == "resting" and talk(p).rest_until is not None
    assert p.says[-1].meanings and len(p.says) == 1 and due(p.shop, p.shopper) is not None


def test_empty_words_are_ignored() -> None:
    p = with_cart()
    before = p.shopper
    say(p, "  \n")
    p.do(ev.PersonSaid, by="anna", text=" ")
    assert p.shopper == before


def test_state_is_bounded_however_long_the_talk() -> None:
    p = with_cart()
    for n in range(120):
        p.do(ev.HandedBack, by="anna")
        say(p, f"Can I return it within {n} days?")
        say(p, "x" * 20_000)
    assert len(talk(p).concerns) <= 12 and len(core_stories.state_bytes(p).split(b"\n")[0]) < 30_000


def test_every_question_kind_the_core_can_say_is_known_to_the_checker() -> None:
    told = [core_stories.play(b"\x01\x01" + bytes(range(n, n + 160)), TALK) for n in range(90)]
    said = {m.kind for p in told for s in p.says for m in s.meanings}
    asked = {k for k in said if k.startswith("ask-")}
    assert len(asked) > 6 and asked <= QUESTIONS


def test_a_cart_made_during_the_talk_is_talked_about() -> None:
    p = tale()
    answer(p, "question")
    add(p, "b", cart="k1")
    answer(p, "cost_total")
    assert talk(p).cart_id == "k1"
