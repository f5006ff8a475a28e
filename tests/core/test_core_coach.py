"""The coach: it never disagrees with the machine, knows what was said and what was not, and closes only when satisfied."""

import core_shops
import pytest
from core_stories import Play
from core_tale import answer, say, talk, with_cart
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from softsell.core import events as ev
from softsell.core.coach import HANDS, Coaching, Spoken, coach, stranger
from softsell.core.events import Line

SHOP = core_shops.shop()
NOW = core_shops.START
DRAFTED = Spoken("seller", drafted=True)
WORDS = (
    "I would wear it in the rain", "something warm, under 30000", "What does delivery cost to 101?", "can I return it?",
    "what do you recommend?", "that one, thanks", "Alda suits me", "101", "it is too expensive", "not that one", "hello",
    "I am just looking", "not now, maybe later", "I pick it up",
)  # fmt: skip


def buyer(text: str) -> Spoken:
    return Spoken("buyer", text)


def seller(text: str, question: str = "") -> Spoken:
    return Spoken("seller", text, question=question)


def coached(*lines: Spoken, cart: tuple[str, ...] = ("a",), lang: str = "en") -> Coaching:
    shopper = stranger(SHOP, lang, tuple(Line(one) for one in cart), NOW)
    return coach(SHOP, shopper, lines, NOW)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from(["en", "is"]))
def test_what_is_drafted_is_what_the_machine_would_have_said(texts: list[str], lang: str) -> None:
    p = Play(SHOP)
    p.shopper = stranger(SHOP, lang, (Line("a"),), p.now)
    before = p.shopper
    lines: list[Spoken] = []
    for text in texts:
        lines.append(buyer(text))
        found = coach(SHOP, before, lines, p.now)
        spoken = len(p.says)
        say(p, text)
        if talk(p).state in ("handed_over", "stopped"):
            return
        if len(p.says) == spoken:  # it was said in every way, so both are silent
            assert found.draft == ()
            lines.append(DRAFTED)
            continue
        assert found.draft == tuple(m for m in p.says[-1].meanings if m.kind not in HANDS)
        assert len(p.says) == spoken + 1
        assert (found.state, found.asks, found.close) == (talk(p).state, p.says[-1].question, p.says[-1].close)
        assert [n.said for n in found.needs if n.said] == [
            n.said
            for n in talk(p).needs
            if n.facet not in ("trouble", "question", "chosen", "open", "place") and n.said
        ]
        lines.append(DRAFTED)


@given(st.lists(st.tuples(st.sampled_from(["buyer", "seller"]), st.text(max_size=60)), max_size=8))
def test_it_takes_whatever_is_said_and_changes_nothing(said: list[tuple[str, str]]) -> None:
    shopper = stranger(SHOP, "is", (Line("a"), Line("nothing we know")), NOW)
    lines = [Spoken(by, text) for by, text in said]
    first = coach(SHOP, shopper, lines, NOW)
    assert coach(SHOP, shopper, lines, NOW) == first
    assert shopper == stranger(SHOP, "is", (Line("a"), Line("nothing we know")), NOW)


def test_a_question_that_nobody_asked_is_asked_still_and_one_that_was_asked_is_not() -> None:
    first = coached(buyer("I would use it in the hills"))
    assert first.question is not None and first.asks == first.question.id
    again = coached(buyer("I would use it in the hills"), seller("One moment, please."), buyer("Take your time"))
    assert again.question == first.question
    words = first.question.text["en"]
    asked = coached(buyer("I would use it in the hills"), seller(f"Gladly. {words}"), buyer("I do not know"))
    assert asked.question is None or asked.question.id != first.question.id
    named = coached(
        buyer("I would use it in the hills"), seller("How cold?", first.question.id), buyer("I do not know")
    )
    assert named.question == asked.question


def test_why_a_question_is_worth_asking_is_told_with_its_alternatives() -> None:
    found = coached(buyer("I would use it in the hills")).question
    assert found is not None and found.gain > 0
    assert all(facet != found.facet for facet, _ in found.alternatives)


def test_what_was_drafted_and_not_said_is_not_offered() -> None:
    lines = (buyer("something warm for the rain"), DRAFTED, buyer("show me what fits"))
    shown = coached(*lines)
    assert shown.offer.suggestions and shown.offered == ()
    assert coached(*lines, seller("I will look."), buyer("thanks")).offered == ()
    assert coached(*lines, DRAFTED, buyer("thanks")).offered
    assert coached(*lines, seller("Brimi is a good one, would it suit you?"), buyer("hm")).offered == ("b",)


def test_a_suggestion_has_its_reasons_in_the_customers_words_and_a_drawback() -> None:
    found = coached(buyer("something warm for the rain"), DRAFTED, buyer("show me what fits"))
    for one in found.offer.suggestions:
        assert one.drawback
        assert {reason.said for reason in one.reasons} <= {"something warm for the rain", ""}
    assert any(one.reasons for one in found.offer.suggestions)


def test_a_fact_that_answers_comes_with_its_source_and_what_is_not_known_is_said_to_be_missing() -> None:
    found = coached(buyer("can I return it?"))
    assert found.facts and found.facts[0].source and found.facts[0].as_of
    assert [c.open for c in found.concerns] == [True]
    unknown = coached(buyer("Do you engrave names on buttons?"))
    assert unknown.missing and not unknown.facts
    assert not {m.kind for m in unknown.draft} & HANDS


def test_the_checkout_is_drafted_only_after_the_customer_was_satisfied_later_than_the_last_claim() -> None:
    lines = [buyer("something warm for the rain"), DRAFTED, buyer("show me what fits"), DRAFTED]
    assert not coached(*lines, buyer("can I return it?")).close
    happy = [*lines, buyer("Brimi suits me"), DRAFTED, buyer("101")]
    assert coached(*happy).close and coached(*happy).satisfied
    doubt = coached(*happy, seller("It is the best one we have."), buyer("is it warm?"))
    assert not doubt.close and not doubt.satisfied


def test_who_wants_peace_is_asked_nothing_more() -> None:
    for text in ("please stop writing to me", "no thanks, I am not interested"):
        found = coached(buyer(text))
        assert found.over and found.question is None and not found.offer.suggestions


def test_a_person_at_the_desk_is_coached_over_what_came_after_the_machine_fell_silent() -> None:
    p = with_cart()
    say(p, "I would use it in the hills")
    say(p, "Do you engrave names on buttons?")
    assert talk(p).state == "handed_over"
    say(p, "can I return it?")
    found = coach(p.shop, p.shopper, [buyer("can I return it?")], p.now)
    assert [c.text for c in found.concerns] == ["Do you engrave names on buttons?", "can I return it?"]
    assert found.facts and found.promised is not None
    assert [n.facet for n in found.needs] == ["use"]
    p.do(ev.PersonSaid, by="anna", text="We do not, and yes.")
    assert coach(p.shop, p.shopper, [buyer("can I return it?"), seller("We do not, and yes.")], p.now).promised is None


@pytest.mark.parametrize("done", [True, False])
def test_what_is_closed_as_answered_rests_until_the_buyer_writes_and_the_machine_answers_then(done: bool) -> None:
    p = with_cart()
    say(p, "I want to talk to a person")
    p.do(ev.PersonSaid, by="anna", text="Gladly.")
    p.do(ev.HandedBack, by="anna", done=done)
    assert talk(p).state == ("resting" if done else "understood")
    assert (talk(p).rest_until is not None) == done
    said = len(p.says)
    say(p, "can I return it?")
    assert len(p.says) == said + 1 and talk(p).state == "easing"


def test_a_stop_outlives_being_closed_as_answered() -> None:
    p = with_cart()
    say(p, "I want to talk to a person")
    answer(p, "stop")
    p.do(ev.HandedBack, by="anna", done=True)
    assert talk(p).state == "stopped"


def test_a_fact_that_no_longer_holds_is_not_handed_to_a_person() -> None:
    over = replace(SHOP, knowledge=replace(SHOP.knowledge, valid_until=NOW, deliveries=(), passages=()))
    shopper = stranger(over, "en", (), NOW)
    assert coach(over, shopper, [buyer("can I return it?")], NOW).facts == ()
