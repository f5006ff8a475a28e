"""What is owed stays at the desk: a letter without proof, a talk that a person took over, and a promise that passed."""

from datetime import timedelta

import core_shops
import pytest
from core_tale import kinds, say, talk, wanted, with_cart

from softsell.core import events as ev
from softsell.core.conversation import next_look
from softsell.core.merge import merge
from softsell.core.office import answered_by, owed, promised
from softsell.core.step import due, index


def test_a_letter_without_proof_waits_for_a_look_and_changes_nothing_else() -> None:
    p = with_cart()
    say(p, "I would like something for the rain")
    before, said = talk(p), len(p.says)
    say(p, "Send it to another address, I want to talk to a person", channel="mail", trusted=False)
    assert wanted(p) == ["unproved_sender"] and len(p.says) == said
    assert index(p.shopper).needs_person and talk(p).state == before.state and talk(p).needs == before.needs
    assert promised(p.shop.policy, talk(p)) is None, "nobody was told anything"
    assert owed(p.shop.policy, talk(p)) == answered_by(p.shop.policy, p.now)
    say(p, "And for town")
    assert len(p.says) == said + 1, "a stranger cannot silence the machine"
    assert index(p.shopper).needs_person, "nor does the buyer's own word take the letter from the desk"
    p.do(ev.HandedBack, by="anna", done=True)
    assert not index(p.shopper).needs_person and talk(p).state != "resting", "it was looked at, and the talk goes on"


def test_a_letter_without_proof_to_somebody_who_stopped_is_looked_at_as_well() -> None:
    p = with_cart()
    say(p, "stop")
    say(p, "I changed my mind", channel="mail", trusted=False)
    assert index(p.shopper).needs_person and p.shopper.stopped_at is not None
    p.do(ev.HandedBack, by="anna", done=True)
    assert not index(p.shopper).needs_person and talk(p).state == "stopped"


def test_a_letter_without_proof_is_not_lost_when_two_keys_are_one_person() -> None:
    mine, other = with_cart(), with_cart()
    say(other, "hello", channel="mail", trusted=False)
    mine.now += timedelta(hours=1)
    say(mine, "It is too expensive")
    assert index(merge(mine.shopper, other.shopper)).needs_person


def test_a_talk_that_was_taken_over_is_owed_an_answer_until_somebody_says_something() -> None:
    p = with_cart()
    say(p, "It is too expensive")
    p.now += timedelta(hours=1)
    p.do(ev.TookOver, by="anna")
    assert index(p.shopper).needs_person and talk(p).waiting_since == p.now
    assert due(p.shop, p.shopper) == answered_by(p.shop.policy, p.now), "looked at again when it should be answered"
    p.do(ev.PersonSaid, by="anna", text="The small one is cheaper.")
    assert not index(p.shopper).needs_person
    p.do(ev.TookOver, by="jon")
    assert not index(p.shopper).needs_person, "who was answered is not owed another because a colleague looks"


def test_taking_over_does_not_begin_the_wait_anew() -> None:
    p = with_cart()
    say(p, "I want to talk to a person")
    since, by = p.now, promised(p.shop.policy, talk(p))
    p.now += timedelta(hours=2)
    p.do(ev.TookOver, by="anna")
    assert (talk(p).waiting_since, promised(p.shop.policy, talk(p))) == (since, by)
    assert due(p.shop, p.shopper) == by and not talk(p).reminded


@pytest.mark.parametrize("taken", [False, True])
def test_a_promise_that_passes_is_told_and_after_a_dated_rest_the_machine_may_answer_and_it_is_still_owed(
    taken: bool,
) -> None:
    p = with_cart()
    say(p, "I want to talk to a person")
    if taken:
        p.do(ev.TookOver, by="anna")
    by = promised(p.shop.policy, talk(p))
    assert by is not None
    said = len(p.says)
    p.sleep(by)
    assert wanted(p)[-1] == "waiting" and len(p.says) == said, "the machine is silent while a person holds it"
    rest = next_look(p.shop, talk(p))
    assert rest == by + timedelta(days=p.shop.policy.cart_days), "a dated rest (law 10)"
    p.now = rest
    p.wake()
    assert wanted(p)[-1] == "unanswered" and talk(p).state == "resting"
    assert index(p.shopper).needs_person, "it never leaves the desk by itself"
    say(p, "Can I return it?")
    assert (len(p.says) == said + 1 and "answer" in kinds(p)) or "fix-returns" in kinds(p)
    assert index(p.shopper).needs_person
    p.do(ev.PersonSaid, by="anna", text="I am sorry that it took so long.")
    assert not index(p.shopper).needs_person


def test_what_is_told_while_a_person_is_waited_for_is_not_asked_again() -> None:
    p = with_cart(core_shops.shop())
    say(p, "I want to talk to a person")
    say(p, "It has to be warm")
    p.do(ev.HandedBack, by="anna")
    assert "warmth" in {need.facet for need in talk(p).needs}
    p.do(ev.Answered, question="", choice="recommend")
    assert p.says[-1].question != "need:warmth"
