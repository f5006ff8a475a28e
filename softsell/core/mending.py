"""Repairs: the acts and small moves that mend a conversation when it leaves its way.

Rules (the patterns of repair are those of the dialogue literature: correction, digression, repetition, cancellation)
1. A question that the buyer put aside for one of their own is paused, and asked again when theirs is answered.
2. What was said last is said again when the buyer asks for it, with the same open question.
3. What is called off is let go: nothing is asked, the cart is kept.
4. Nothing is said in the same words twice. Of what was said in every way there is, a courtesy is left out, peace is kept
   in silence, and anything else goes to a person.
5. Who comes back after days is welcomed, and reads what was understood before the talk goes on.
"""

from datetime import timedelta

from msgspec.structs import replace

from softsell.core import facts
from softsell.core.facts import meaning
from softsell.core.learning import summary
from softsell.core.resting import again, hand
from softsell.core.scene import Scene, Turn, at
from softsell.core.shopper import Conversation, Pause

DAY = timedelta(days=1)
BACK_AFTER = {"page": DAY, "mail": 3 * DAY}  # a silence after which one is welcomed back
ASIDE = ("respond", "ease", "invite")  # acts that follow the buyer away from our question
MOST_TOLD = 4  # times that a meaning is said in one conversation: there are at least so many ways to say it
OFTEN_TOLD = dict.fromkeys(
    (
        "summarise",
        "ask-answered",
        "answer",
        "rest-just-looking",
        "ask-permission",
        "glad",
        "offer",
        "ask-fits",
        "ask-fits-one",
    ),
    6,
)
LEADS = ("reflect", "summarise", "glad", "unclear", "changed", "back", "repeat", "welcome-back", "assumed")
OWN_WORDS = ("ask-need",)  # the catalogue's question, which is asked again only with words that say so
STAYING = (*ASIDE, "again", "thank", "repeat")  # acts after which a paused question still waits


def pause(talk: Conversation, act: str) -> Conversation:
    """The conversation before an act: our open question is put aside where the act follows the buyer away from it."""
    waits = talk.question.startswith(("need:", "fits", "permission", "postcode"))
    if act not in ASIDE or not waits or talk.question == "need:open":
        return talk
    asked = next((m for m in reversed(talk.last) if m.kind.startswith("ask-")), None)
    return talk if asked is None else replace(talk, paused=Pause(talk.question, asked, talk.state, talk.choices))


def unpause(talk: Conversation, act: str) -> Conversation:
    """The conversation after an act: only what follows the buyer's own matter keeps our question waiting."""
    return talk if act in STAYING or talk.paused is None else replace(talk, paused=None)


def back(s: Scene) -> Turn | None:
    """Theirs is answered: our own question again, unless its answer was told meanwhile; None when nothing waits."""
    paused = s.talk.paused
    if paused is None or paused.question.removeprefix("need:") in {need.facet for need in s.talk.needs}:
        return None
    concerns = tuple(replace(c, open=False) if c.topic == "question" else c for c in s.talk.concerns)
    talk = replace(s.talk, paused=None, concerns=concerns, satisfied_turn=0)
    return Turn(at(talk, paused.state), (meaning("back"), paused.asked), paused.question, paused.choices)


def repeat(s: Scene) -> Turn:
    """The last message again; where nothing was said yet, what got in the way is asked."""
    talk = s.talk
    if not talk.last or s.now - s.before >= BACK_AFTER.get(talk.channel, DAY):  # what was true then may not be now
        return again(s)
    said = tuple(m for m in talk.last if m.kind not in ("repeat", "glad", "reflect", "welcome-back", "back"))
    return Turn(at(talk, talk.state), (meaning("repeat"), *said), talk.question, talk.choices)


def cancel(s: Scene) -> Turn:
    """Called off: said once, the cart kept, and nothing more about it until the date."""
    days = s.shop.policy.cart_days
    talk = replace(at(s.talk, "resting"), rest_until=s.now + timedelta(days=days), ended="rest", chosen="")
    rest = meaning("rest-just-looking", days=facts.days(days, "policy", s.now))
    return Turn(talk, (meaning("cancelled"), rest))


def varied(s: Scene, turn: Turn) -> Turn:
    """The turn without what was said in every way already; what is left of it without its substance goes to a person."""

    times = zip(turn.meanings, counted(turn).told, strict=True)
    worn = [m for m, told in times if m.kind not in OWN_WORDS and told >= OFTEN_TOLD.get(m.kind, MOST_TOLD)]
    left = tuple(m for m in turn.meanings if m not in worn)
    if turn.hand:  # that a person comes, and when, is always said
        return replace(turn, meanings=tuple(m for m in turn.meanings if m in left or m.kind == "handing-over"))
    if all(m.kind in LEADS for m in worn):
        return replace(turn, meanings=left)
    if turn.talk.state in ("resting", "stopped") or all(m.kind == "thanks" for m in turn.meanings):
        return replace(turn, meanings=())
    return varied(s, hand(s, "long_talk"))


def counted(turn: Turn) -> Turn:
    """The turn as it is said: each meaning with how often its kind was said before, and the talk that remembers it."""
    counts, told = dict(turn.talk.told), list[int]()
    for each in turn.meanings:
        told.append(counts.get(each.kind, 0))
        counts[each.kind] = told[-1] + 1
    return replace(turn, talk=replace(turn.talk, told=counts, last=turn.meanings), told=tuple(told))


def resumed(s: Scene, turn: Turn) -> Turn:
    """The turn as it is said to somebody who comes back after days: a welcome, and what was understood so far."""
    quiet = s.talk.last and s.now - s.before >= BACK_AFTER.get(s.talk.channel, DAY)
    if not quiet or turn.close or not turn.question:
        return turn
    told = {m.kind for m in turn.meanings}
    lead = () if "summarise" in told else summary(s)
    return replace(turn, meanings=(meaning("welcome-back"), *lead, *turn.meanings))
