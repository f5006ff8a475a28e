"""Short answers typed in place of a press: the quick answer that they mean, in both languages, and nothing when they mean two."""

from datetime import UTC, datetime

import pytest
from core_tale import answer, kinds, say, talk, wanted, with_cart

from softsell.core.asides import done, none_of_them, too_dear
from softsell.core.check import check
from softsell.core.replying import choice
from softsell.core.shopper import Conversation
from softsell.values import Choice

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
COLD = ("need:warmth", (
                        Choice("rarely", "Seldom, so something light"), Choice("some", "Now and then"),
                        Choice("often", "Yes, often"),
                        Choice("dont_mind"), Choice("show")))  # fmt: skip
KALT = ("need:warmth", (
                        Choice("rarely", "Sjaldan, eitthvað létt dugar"), Choice("some", "Stundum"), Choice("often", "Já, oft"),
                        Choice("dont_mind"), Choice("show")))  # fmt: skip
RAIN = ("need:rain", (Choice("much", "Yes, in heavy rain"), Choice("little", "Yes, in a drizzle"), Choice("no", "No")))
ANSWERED = ("answered", (Choice("yes"), Choice("not_quite"), Choice("question"), Choice("person")))
ALLOWED = ("permission", (Choice("yes"), Choice("question"), Choice("no")))
FITS = ("fits", (Choice("suits:a", "A"), Choice("suits:b", "B"), Choice("concern"), Choice("cheaper"), Choice("none")))


def meant(under: tuple[str, tuple[Choice, ...]], text: str) -> str:
    talk = Conversation(id="c", state="asked", opened_at=NOW, moved_at=NOW, question=under[0], choices=under[1])
    return choice(talk, text)


@pytest.mark.parametrize(
    ("under", "text", "id"),
    [
        (COLD, "often", "often"), (COLD, "Yes, often!", "often"), (COLD, "yes", "often"), (COLD, "Seldom", "rarely"),
        (COLD, "now and then, thanks", "some"), (COLD, "It doesn't matter", "dont_mind"), (COLD, "no preference", "dont_mind"),
        (COLD, "not sure", "dont_know"), (COLD, "I don't know", "dont_know"), (COLD, "show me", "show"),
        (KALT, "oft", "often"), (KALT, "já", "often"), (KALT, "Stundum.", "some"), (KALT, "sjaldan", "rarely"),
        (KALT, "Skiptir ekki máli", "dont_mind"), (KALT, "skiptir engu", "dont_mind"), (KALT, "mér er alveg sama", "dont_mind"),
        (KALT, "veit ekki", "dont_know"), (KALT, "Ekki viss", "dont_know"), (KALT, "sýndu mér", "show"),
        (RAIN, "No", "no"), (RAIN, "a drizzle", "little"),
        (ANSWERED, "yes", "yes"), (ANSWERED, "Yes it does, thank you", "yes"), (ANSWERED, "Já takk", "yes"),
        (ANSWERED, "jú", "yes"),
        (ANSWERED, "not quite", "not_quite"), (ANSWERED, "Ekki alveg", "not_quite"), (ANSWERED, "nei", "not_quite"),
        (ALLOWED, "yes please", "yes"), (ALLOWED, "endilega", "yes"), (ALLOWED, "Gjarnan, takk fyrir", "yes"),
        (ALLOWED, "no", "no"),
        (ALLOWED, "nei takk", "no"), (FITS, "cheaper", "cheaper"), (FITS, "eitthvað ódýrara", "cheaper"), (FITS, "none", "none"),
    ],
)  # fmt: skip
def test_a_typed_answer_is_the_quick_answer_that_it_means(
    under: tuple[str, tuple[Choice, ...]], text: str, id: str
) -> None:
    assert meant(under, text) == id


@pytest.mark.parametrize(
    ("under", "text"),
    [
        (RAIN, "yes"), (RAIN, "yes, in"), (COLD, "yes?"), (COLD, ""), (COLD, "🙂"), (COLD, "is it warm"),
        (COLD, "yes often, but only at night when the stove has gone out"), (ANSWERED, "yes but I meant the blue one"),
        (ANSWERED, "no letters please"), (ALLOWED, "no more of this"), (FITS, "yes"), (KALT, "ekki oft en samt stundum"),
    ],
)  # fmt: skip
def test_what_means_two_answers_or_more_than_an_answer_is_none(
    under: tuple[str, tuple[Choice, ...]], text: str
) -> None:
    assert meant(under, text) == ""


def test_a_need_is_answered_in_words_as_by_a_press() -> None:
    typed, pressed = with_cart(), with_cart()
    for p in (typed, pressed):
        answer(p, "recommend")
        assert talk(p).question == "need:warmth"
    first = next(c for c in talk(typed).choices if c.label)
    say(typed, first.label.lower() + "!")
    answer(pressed, first.id, "need:warmth")
    assert talk(typed).needs == talk(pressed).needs and kinds(typed) == kinds(pressed)
    assert check(typed.shop, typed.log) == ()


def test_what_is_not_understood_leaves_the_question_and_its_answers_where_they_are() -> None:
    p = with_cart()
    answer(p, "recommend")
    ours, choices = talk(p).question, talk(p).choices
    say(p, "qwer asdf")
    assert kinds(p) == ["unclear"] and (talk(p).question, talk(p).choices, talk(p).state) == (ours, choices, "asked")
    say(p, next(c.label for c in choices if c.label))
    assert any(need.facet == "warmth" for need in talk(p).needs) and check(p.shop, p.log) == ()


def test_a_stop_is_a_stop_whatever_is_asked() -> None:
    p = with_cart()
    answer(p, "recommend")
    say(p, "No. Stop.")
    assert talk(p).state == "stopped"


def test_that_something_shown_is_dear_asks_for_something_cheaper_than_that() -> None:
    p = with_cart()
    answer(p, "recommend")
    answer(p, "show", talk(p).question)
    second = [c.id.removeprefix("suits:") for c in talk(p).choices if c.id.startswith("suits:")][1]
    price = p.shop.catalogue.get(second).price
    say(p, "The second one is nice but a bit expensive")
    assert talk(p).about == second
    assert [n.value for n in talk(p).needs if n.facet == "budget"] == [str(price - 1)]
    assert check(p.shop, p.log) == ()


def test_that_the_delivery_is_dear_is_about_the_cost_even_beside_an_offer() -> None:
    p = with_cart()
    answer(p, "recommend")
    answer(p, "show", talk(p).question)
    say(p, "The shipping is expensive")
    assert talk(p).question == "postcode:cost_total"


def test_it_is_the_one_that_was_asked_about() -> None:
    p = with_cart()
    answer(p, "recommend")
    answer(p, "show", talk(p).question)
    ids = [c.id.removeprefix("suits:") for c in talk(p).choices if c.id.startswith("suits:")]
    say(p, "How warm is the second one?")
    assert talk(p).about == ids[1]
    answer(p, "yes", "answered")
    say(p, "Great, I'll take it")
    assert talk(p).chosen == ids[1] and check(p.shop, p.log) == ()


def test_no_more_than_which_one_is_an_answer() -> None:
    p = with_cart()
    answer(p, "recommend")
    answer(p, "show", talk(p).question)
    ids = [c.id.removeprefix("suits:") for c in talk(p).choices if c.id.startswith("suits:")]
    say(p, "the last one")
    assert talk(p).chosen == ids[-1] and not p.says[-1].close and check(p.shop, p.log) == ()


@pytest.mark.parametrize(
    "text", ["Nothing else, thanks", "No, that's all", "ekkert fleira, takk", "Nei takk, ekki fleira"]
)
def test_nothing_more_is_a_good_end(text: str) -> None:
    assert done(text)
    p = with_cart()
    answer(p, "question")
    say(p, text)
    assert talk(p).state == "resting" and check(p.shop, p.log) == ()


def test_words_that_only_hold_such_words_are_not_taken_for_them() -> None:
    assert not done("nothing else came in the parcel but the bill") and not done("Is that all?")
    assert not none_of_them("none of my friends has one") and not none_of_them("are none of these warm?")
    assert none_of_them("None of these, sorry") and none_of_them("Hvorug hentar") and none_of_them("ekkert af þessu")
    assert too_dear("a bit expensive") and too_dear("hún er svolítið dýr") and not too_dear("sendingin er dýr")


@pytest.mark.parametrize(
    "text",
    [
        "are you a bot?", "who are you, a bot?", "Is this a real person?", "am I talking to a machine?", "who is this?",
        "Ertu vélmenni?", "er ég að tala við manneskju?", "hver ert þú", "Er þetta botti?", "hver skrifar þetta?",
    ],
)  # fmt: skip
def test_who_asks_what_writes_here_is_told_and_our_question_stands(text: str) -> None:
    p = with_cart()
    answer(p, "recommend")
    ours = talk(p).question
    say(p, text)
    assert kinds(p) == ["who-writes"] and talk(p).question == ours and talk(p).choices[-1].id == "person"
    assert check(p.shop, p.log) == ()


@pytest.mark.parametrize(
    "text", ["I want to talk to a person", "is it machine washable?", "má þvo þetta í vél?", "is this real wool?"]
)
def test_a_wish_for_a_person_and_a_washing_machine_are_no_such_question(text: str) -> None:
    p = with_cart()
    answer(p, "recommend")
    say(p, text)
    assert "who-writes" not in kinds(p)


def test_a_typed_yes_leads_to_the_close_as_a_pressed_one_does_and_no_law_is_broken() -> None:
    p = with_cart()
    answer(p, "recommend")
    answer(p, "show", talk(p).question)
    say(p, "the last one")
    answer(p, "pickup", talk(p).question)
    assert p.says[-1].close and check(p.shop, p.log) == ()
    q = with_cart()
    say(q, "Can I return it?")
    say(q, "Yes, thanks")
    answer(q, "pickup", talk(q).question)
    assert q.says[-1].close and check(q.shop, q.log) == ()


def test_an_answer_that_is_liked_is_no_yes_to_a_thing_that_is_not_what_was_asked_for() -> None:
    p = with_cart()  # Alda is for the town
    say(p, "It goes to 101, and I need it in the hills. Can I return it?")
    assert kinds(p) == ["answer", "ask-answered"]
    answer(p, "yes", "answered")
    assert (not p.says[-1].close and talk(p).question in ("permission", "fits")) or talk(p).question.startswith("need:")
    assert check(p.shop, p.log) == ()
    q = with_cart()
    say(q, "It goes to 101, and I need it in town. Can I return it?")
    answer(q, "yes", "answered")
    assert q.says[-1].close and check(q.shop, q.log) == ()


def test_a_price_over_what_was_said_does_not_close_either() -> None:
    p = with_cart()  # 20,000
    say(p, "I can spend 15.000 kr at most. Can I return it?")
    answer(p, "yes", "answered")
    assert not p.says[-1].close and check(p.shop, p.log) == ()


@pytest.mark.parametrize(
    "text",
    ["Anything cheaper?", "do you have something cheaper?", "Eigið þið eitthvað ódýrara?", "what about a hat instead"],
)
def test_a_question_that_asks_to_see_something_else_is_no_question_for_the_help_pages(text: str) -> None:
    p = with_cart()
    say(p, text)
    assert wanted(p) == [] and talk(p).needs and "answer" not in kinds(p) and check(p.shop, p.log) == ()


def test_what_about_the_rules_is_a_question_still() -> None:
    p = with_cart()
    say(p, "What about returns?")
    assert kinds(p)[0] == "answer"


def test_who_wants_to_see_the_total_is_shown_it() -> None:
    p = with_cart()
    say(p, "I just wanted to see the total")
    assert talk(p).question == "postcode:cost_total"
