"""The close: the checkout is shown only when the buyer is satisfied (law 8), and always with the total."""

from datetime import timedelta

from msgspec.structs import replace

from softsell.advise.needs import Need
from softsell.advise.wishes import unmet
from softsell.core import facts
from softsell.core.advising import advise
from softsell.core.easing import ease
from softsell.core.facts import meaning
from softsell.core.hearing import Heard
from softsell.core.mending import back
from softsell.core.resting import hand
from softsell.core.scene import ANSWERED_CHOICES, Scene, Turn, at, product_needs, with_need, with_talk
from softsell.core.shopper import Conversation
from softsell.values import Choice, Meaning


def may_close(talk: Conversation, total_known: bool) -> bool:
    """Law 8: satisfied by the buyer's own word, later than our last claim, nothing open, a need known, the total to show."""
    return (
        talk.satisfied_turn > talk.claim_turn
        and not any(c.open for c in talk.concerns)
        and bool(talk.needs)
        and total_known
    )


def finish(s: Scene) -> Turn:
    """The buyer said that it suits: show the total and the checkout, or ask the one thing the total needs."""
    talk = s.talk
    if s.heard.first in ("satisfied", "thanks") and talk.question == "answered" and (turn := back(s)) is not None:
        return turn
    if s.heard.first in ("satisfied", "thanks") and talk.question == "answered" and _misfits(s):
        return advise(s)  # the answer is liked; the thing in the cart is not yet what was asked for
    if s.heard.chosen:
        chosen = "" if s.heard.chosen in s.standing.products else s.heard.chosen
        talk = replace(talk, chosen=chosen)
        talk = replace(talk, needs=with_need(talk.needs, Need("chosen", s.heard.chosen, talk.turn, s.heard.said)))
    if s.heard.first in ("suits", "satisfied"):
        concerns = tuple(replace(c, open=False) for c in talk.concerns)
        talk = replace(talk, concerns=concerns, satisfied_turn=talk.turn)
    receive = s.heard.receive or talk.receive or s.postcode
    talk = replace(talk, receive=receive)
    lines = facts.chosen_lines(s.shop, s.standing, talk)
    if not lines or not talk.satisfied_turn:
        return _good_end(s, talk)
    if facts.goods(s.shop, lines, s.now) is None:
        return hand(with_talk(s, talk), "no_total", first=(meaning("glad"),))
    total = facts.total(s.shop, lines, receive, s.now)
    if not may_close(talk, total is not None):
        if receive and total is None:
            return hand(with_talk(s, talk), "no_total")
        if any(c.open for c in talk.concerns):
            return Turn(at(talk, "easing"), (meaning("ask-answered"),), "answered", ANSWERED_CHOICES)
        return Turn(at(talk, "satisfied"), (meaning("glad"), meaning("ask-receive")), "receive", (Choice("pickup"),))
    assert total is not None
    said = (
        meaning("glad"),
        meaning(
            "close", total=total, items=facts.items(s.shop, lines, s.lang, s.now), link=facts.checkout(s.shop, lines)
        ),
        meaning("close-note"),
    )
    talk = replace(talk, rest_until=s.now + timedelta(days=s.shop.policy.rest_days), ended="satisfied")
    return Turn(at(talk, "closed"), said, close=True)


def _misfits(s: Scene) -> bool:
    """Whether something that the buyer wants is known not to be met by what lies in the cart."""
    wanted = product_needs(s.talk.needs)
    return not s.talk.chosen and bool(unmet(s.shop.catalogue, wanted, s.standing.products))


def place(s: Scene) -> Turn:
    """A postcode or pick-up was named: finish the thought that needed it."""
    talk = replace(s.talk, receive=s.heard.receive)
    here = replace(with_talk(s, talk), postcode="" if s.heard.receive == "pickup" else s.heard.receive)
    trouble = talk.question.removeprefix("postcode:") if talk.question.startswith("postcode:") else ""
    if trouble and s.heard.receive == "pickup":
        cost = facts.pickup_slots(s.shop, s.standing.lines, s.lang, s.now)
        if cost is None:
            return hand(here, trouble)
        said = (Meaning("fix-cost_total", cost), meaning("ask-answered"))
        return Turn(at(talk, "easing"), said, "answered", ANSWERED_CHOICES, claim=True)
    if trouble:
        return ease(replace(here, heard=Heard(("trouble",), troubles=(trouble,))))
    return finish(here)


def _good_end(s: Scene, talk: Conversation) -> Turn:
    until = s.now + timedelta(days=s.shop.policy.rest_days)
    return Turn(replace(at(talk, "resting"), rest_until=until, ended="satisfied"), (meaning("rest-satisfied"),))
