"""A conversation that leaves its way and comes back: corrections, digressions, repeats, what is called off, and days between."""

import pytest
from core_tale import DAY, HOUR, answer, kinds, say, talk, wanted, with_cart

from softsell.core.asides import asks_again, calls_off, questions_in
from softsell.core.check import check
from softsell.values import Count, Fact, Money


def _asked_about_need():
    p = with_cart()
    answer(p, "recommend")
    assert talk(p).question.startswith("need:") and talk(p).question != "need:open"
    return p


def _suggested():
    p = _asked_about_need()
    answer(p, "show", talk(p).question)
    assert talk(p).question == "fits"
    return p


def fine(p) -> bool:
    return check(p.shop, p.log) == ()


def test_a_question_in_between_is_answered_and_then_ours_is_asked_again() -> None:
    p = _asked_about_need()
    ours, choices = talk(p).question, talk(p).choices
    say(p, "What does delivery to 101 cost?")
    assert kinds(p) == ["answer", "ask-answered"]
    answer(p, "yes", "answered")
    assert kinds(p) == ["back", "ask-need"] and (talk(p).question, talk(p).choices) == (ours, choices)
    assert talk(p).state == "asked" and not p.says[-1].close and fine(p)


def test_a_question_about_an_offer_returns_to_the_offer_and_not_to_the_checkout() -> None:
    p = _suggested()
    choices = talk(p).choices
    say(p, "Can I return it?")
    answer(p, "yes", "answered")
    assert kinds(p) == ["back", "ask-fits"] and talk(p).choices == choices and talk(p).state == "suggested"
    answer(p, next(c.id for c in choices if c.id.startswith("suits:")), "fits")
    assert kinds(p) == ["glad", "ask-receive"] and fine(p)


def test_two_digressions_return_to_the_first_question() -> None:
    p = _asked_about_need()
    ours = talk(p).question
    say(p, "What does delivery to 101 cost?")
    say(p, "And can I return it?")
    say(p, "Thanks, that answers it!")
    assert kinds(p)[0] == "back" and talk(p).question == ours and talk(p).paused is None and fine(p)


def test_a_paused_question_whose_answer_was_told_meanwhile_is_not_asked_again() -> None:
    p = _asked_about_need()
    assert talk(p).question == "need:warmth"
    say(p, "What does delivery to 101 cost? It must be warm by the way")
    assert any(n.facet == "warmth" for n in talk(p).needs)
    answer(p, "yes", "answered")
    assert talk(p).question != "need:warmth" and "back" not in kinds(p) and fine(p)


def test_another_answer_than_the_one_asked_for_is_kept_and_the_question_comes_once_more_at_most() -> None:
    p = _asked_about_need()
    assert talk(p).question == "need:warmth"
    say(p, "I would use it in town")
    assert any(n.facet == "use" for n in talk(p).needs)
    assert [k for k in kinds(p) if k.startswith("ask-")] == ["ask-need"]
    if talk(p).question == "need:warmth":
        assert "back" in kinds(p)
        say(p, "under 90000")
        assert talk(p).question != "need:warmth"
    assert fine(p)


def test_a_correction_is_acknowledged_and_takes_the_place_of_what_was_said() -> None:
    p = _asked_about_need()
    say(p, "For town, under 25000")
    say(p, "No wait, under 35000")
    assert [n.value for n in talk(p).needs if n.facet == "budget"] == ["35000"]
    assert "changed" in kinds(p) or "summarise" in kinds(p)
    assert fine(p)


def test_a_change_of_mind_after_an_offer_gives_another_offer_within_the_new_need() -> None:
    p = _suggested()
    say(p, "Actually, under 13000 please")
    assert "summarise" in kinds(p) and talk(p).state in ("suggested", "asked") and fine(p)
    for meaning in p.says[-1].meanings:
        for one in getattr(meaning.slots.get("suggestions"), "suggestions", ()):
            assert one.item.price.amount <= 13000


def test_another_postcode_after_the_close_gives_the_new_total() -> None:
    p = with_cart()
    answer(p, "cost_total")
    say(p, "101")
    answer(p, "yes", "answered")
    assert p.says[-1].close
    say(p, "Please send it to 600 instead")
    assert p.says[-1].close and talk(p).receive == "600" and fine(p)


def test_two_questions_in_one_reply_are_both_answered_in_one_message_with_one_question() -> None:
    p = with_cart()
    say(p, "What does delivery to 101 cost and can I return it?")
    assert kinds(p) == ["answer", "answer", "ask-answered"] and len(talk(p).concerns) == 2 and fine(p)


def test_of_two_questions_the_known_one_is_answered_and_a_person_gets_the_other() -> None:
    p = with_cart()
    say(p, "Can I return it? Do you sell gift wrapping for elephants in Ulaanbaatar?")
    assert kinds(p)[0] == "answer" and kinds(p)[-1] == "handing-over" and wanted(p) == ["unknown"] and fine(p)


def test_a_need_told_beside_a_question_is_not_lost() -> None:
    p = with_cart()
    say(p, "Can I return it? It has to be warm")
    assert kinds(p)[-1] == "ask-answered" and any(n.facet == "warmth" for n in talk(p).needs)


@pytest.mark.parametrize("text", ["Sorry, what did you say?", "Geturðu endurtekið þetta?"])
def test_what_was_said_last_is_said_again_with_the_same_question(text: str) -> None:
    p = _asked_about_need()
    before, question = p.says[-1], talk(p).question
    say(p, text)
    after = p.says[-1]
    assert kinds(p)[0] == "repeat" and after.question == question and after.choices == before.choices
    assert after.meanings[-1] == before.meanings[-1] and fine(p)


def test_the_total_is_reckoned_anew_when_it_is_asked_for_again() -> None:
    p = with_cart()
    answer(p, "cost_total")
    say(p, "101")
    answer(p, "yes", "answered")
    say(p, "Could you repeat that?")
    assert p.says[-1].close and fine(p)


@pytest.mark.parametrize("text", ["scrap that", "Let's drop it", "Sleppum þessu"])
def test_what_is_called_off_rests_with_a_date_and_is_no_refusal_of_letters(text: str) -> None:
    p = _suggested()
    say(p, text)
    assert kinds(p) == ["cancelled", "rest-just-looking"] and talk(p).state == "resting"
    assert talk(p).rest_until is not None and p.shopper.stopped_at is None and p.shopper.said_no_at is None


def test_who_comes_back_after_days_is_welcomed_and_reads_what_was_understood() -> None:
    p = _asked_about_need()
    answer(p, "cold", "need:warmth")
    p.sleep(p.now + 5 * DAY, most=30)
    say(p, "It is for town")
    assert kinds(p)[:2] == ["welcome-back", "summarise"] and talk(p).turn > 2 and fine(p)


def test_a_short_pause_is_no_absence() -> None:
    p = _asked_about_need()
    p.now += 5 * HOUR
    answer(p, "cold", "need:warmth")
    assert "welcome-back" not in kinds(p)


def test_by_mail_two_days_are_a_usual_pause_and_four_are_not() -> None:
    for days, greeted in ((2, False), (4, True)):
        p = with_cart()
        answer(p, "recommend", channel="mail")
        p.now += days * DAY
        say(p, "for town", channel="mail")
        assert ("welcome-back" in kinds(p)) is greeted, (days, kinds(p))


def test_every_wording_in_a_conversation_is_counted() -> None:
    p = with_cart()
    for n in range(4):
        say(p, f"Can I return it within {20 + n} days?")
        assert p.says[-1].told[-1] == n


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What does it cost? Is it warm?", 2), ("What does it cost and can I return it?", 2),
        ("Hvað kostar þetta og get ég skilað því?", 2), ("Is it black and white?", 0), ("Hello", 0),
        ("Is it in stock, and when would it come, and who pays the return?", 3),
    ],
)  # fmt: skip
def test_questions_are_parted_where_each_asks_something(text: str, count: int) -> None:
    assert len(questions_in(text)) == count


@pytest.mark.parametrize("text", ["Can I cancel my order?", "never mind the price, is it warm?", "forget-me-not seeds"])
def test_what_only_sounds_like_calling_off_is_none(text: str) -> None:
    assert not calls_off(text)


@pytest.mark.parametrize(
    "text", ["I would like the same jacket again", "Do you have it in blue?", "Ég keypti hana aftur"]
)
def test_what_only_sounds_like_asking_again_is_none(text: str) -> None:
    assert not asks_again(text)


def test_prices_repeated_after_days_are_not_said_as_if_they_held() -> None:
    p = with_cart()
    say(p, "What does delivery to 101 cost?")
    p.now += 5 * DAY
    say(p, "What did you say?")
    said = [slot for m in p.says[-1].meanings for slot in m.slots.values()]
    assert not any(isinstance(slot, Money | Count | Fact) for slot in said)
