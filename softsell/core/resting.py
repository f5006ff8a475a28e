"""Acts that make room, rest, stop, or bring in a person.

Rules
1. A person who is wanted is always announced, with the day and time by which they answer (`office`, on the buyer's own
   clock); then the machine is silent.
2. A no is answered once, kindly, and kept.
"""

from datetime import timedelta

from msgspec.structs import replace

from softsell.core import facts, office
from softsell.core.facts import meaning
from softsell.core.hours import zone
from softsell.core.scene import Scene, Turn, at, with_talk
from softsell.values import Choice, Day, Meaning, Moment, Text

TROUBLE_CHOICES = tuple(
    Choice(c)
    for c in (
        "cost_total", "delivery_time", "fit_or_choice", "payment_methods", "returns", "trust", "recommend", "question",
        "something_else", "just_looking", "person",
    )
)  # fmt: skip


def again(s: Scene) -> Turn:
    """The answer did not help, or was not understood: ask once in other words, the second time a person takes it.

    A letter that was not understood goes to a person at once: it may say no in words we do not know.
    """
    talk = replace(s.talk, misses=s.talk.misses + 1)
    if talk.misses >= 2 or (talk.channel == "mail" and s.heard.first == "unclear"):
        return hand(with_talk(s, talk), "not_understood")
    if s.heard.first == "unclear" and talk.question and talk.question not in ("trouble", "open"):
        return Turn(talk, (meaning("unclear"),), talk.question, talk.choices)  # the question stands, with its answers
    kind = {"unclear": "unclear", "not_quite": "unclear"}.get(s.heard.first)
    lead = (meaning(kind),) if kind and s.talk.turn > 1 else ()
    return Turn(at(talk, "asked"), (*lead, meaning("ask-which")), "trouble", TROUBLE_CHOICES)


def invite(s: Scene) -> Turn:
    """The buyer wants to say or ask something: make room for it."""
    kind = "ask-question" if s.heard.first == "ask_question" else "ask-tell"
    return Turn(at(s.talk, "asked"), (meaning(kind),), "open", (Choice("person"), Choice("just_looking")))


def rest(s: Scene) -> Turn:
    """Not now, or not at all: say that it is fine, and keep still until a date."""
    policy, first = s.shop.policy, s.heard.first
    days = policy.no_days if first == "no" else policy.cart_days
    until = s.now + timedelta(days=days)
    said = {
        "no": meaning("rest-no"),
        "later": meaning("rest-later", day=Day(until.date(), source="policy", as_of=s.now)),
        "bought": meaning("bought"),
        "thanks": meaning("thanks"),
    }.get(first, meaning("rest-just-looking", days=facts.days(policy.cart_days, "policy", s.now)))
    ended = "bought" if first == "bought" else "rest"
    return Turn(replace(at(s.talk, "resting"), rest_until=until, ended=ended), (said,))


def thank(s: Scene) -> Turn:
    """A thank-you after the close needs no more than one back."""
    return Turn(at(s.talk, s.talk.state), (meaning("thanks"),), s.talk.question, s.talk.choices)


def introduce(s: Scene) -> Turn:
    """Who asks what writes here is told: a machine, and a person who reads along. Our question stands as it was."""
    talk, policy = s.talk, s.shop.policy
    who = meaning("who-writes", shop=Text(policy.name), staff=Text(policy.staff or policy.name))
    if talk.question or talk.state == "closed":
        person = () if any(c.id == "person" for c in talk.choices) or not talk.question else (Choice("person"),)
        return Turn(at(talk, talk.state), (who,), talk.question, (*talk.choices, *person))
    return Turn(at(talk, "asked"), (who, meaning("ask-question")), "open", (Choice("person"), Choice("just_looking")))


def stop(s: Scene) -> Turn:
    """A stop is obeyed at once and said once."""
    said = () if s.talk.told.get("stopped") else (meaning("stopped", shop=Text(s.shop.policy.name)),)
    return Turn(replace(at(s.talk, "stopped"), ended="stopped", rest_until=None), said)


def hand(s: Scene, reason: str = "", first: tuple[Meaning, ...] = ()) -> Turn:
    """A person takes it: always said, with the time by which they will have answered."""
    policy, zone_of = s.shop.policy, s.shopper.timezone
    staff = Text(policy.staff or policy.name)
    reason = reason or {"person": "wanted", "support": "support", "doubt": "perhaps_stop"}.get(s.heard.first, "unknown")
    lead = {"support": "support", "technical": "fix-technical"}.get(reason)
    opening = (
        (meaning(lead, staff=staff),)
        if lead
        else (() if reason in ("wanted", "many_mails", "perhaps_stop") else (meaning("unknown"),))
    )
    at_latest = office.answered_by(policy, s.now).astimezone(zone(zone_of, policy.timezone))
    by = Moment(at_latest, source="policy", as_of=s.now)
    talk = replace(at(s.talk, "handed_over"), waiting_since=s.now, reminded=False)
    if reason == "perhaps_stop" and talk.channel == "mail":  # no letter may follow what may have been a no to letters
        return Turn(talk, hand=reason)
    return Turn(talk, (*first, *opening, meaning("handing-over", staff=staff, by=by)), hand=reason)


def silent(s: Scene) -> Turn:
    """A person holds the conversation: the machine says nothing, the desk sees that the buyer wrote."""
    if s.talk.waiting_since is not None:
        return Turn(s.talk, hand="message")
    return Turn(replace(s.talk, waiting_since=s.now, reminded=False), hand="message")
