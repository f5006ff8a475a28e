"""Acts that answer a trouble or a question from the shop's own facts.

Rules
1. A claim needs evidence. One missing fact (the postcode) is asked for; what the shop does not know goes to a person.
2. Whether it is answered is for the buyer to say: the concern stays open until then.
"""

from msgspec.structs import replace

from softsell.advise import answer
from softsell.advise.catalogue import say
from softsell.advise.needs import Need
from softsell.core import facts
from softsell.core.advising import advise
from softsell.core.facts import meaning
from softsell.core.resting import hand
from softsell.core.scene import ANSWERED_CHOICES, Scene, Turn, at, with_need, with_talk
from softsell.core.shopper import Concern, Conversation
from softsell.values import Choice, Count, Day, Fact, Meaning, Text


def ease(s: Scene) -> Turn:
    """Answer a trouble from the shop's own facts; ask for the one missing fact, or ask a person."""
    trouble = s.heard.troubles[0] if s.heard.troubles else "something_else"
    talk = _raise(s, trouble)
    s = with_talk(s, talk)
    if trouble in ("fit_or_choice", "comparing"):
        return advise(s)
    if trouble in ("cost_total", "delivery_time") and not s.postcode:
        return Turn(at(talk, "asked"), (meaning("ask-postcode"),), f"postcode:{trouble}", (Choice("pickup"),))
    said = _fix(s, trouble)
    if not said:
        return hand(s, trouble)
    return Turn(at(talk, "easing"), (*said, meaning("ask-answered")), "answered", ANSWERED_CHOICES, claim=True)


def respond(s: Scene) -> Turn:
    """Answer the buyer's questions from the shop's knowledge, each with its source; what is not known goes to a person."""
    talk = s.talk
    said: list[Meaning] = []
    for question in s.heard.questions:
        talk = replace(talk, concerns=(*talk.concerns, Concern("question", talk.turn, question[:300])))
        ids = tuple(dict.fromkeys((*talk.offered, *s.standing.products)))
        found = answer.find(s.shop.knowledge, s.shop.catalogue, question, s.lang, product_ids=ids)
        if found is None:
            return hand(with_talk(s, talk), "unknown", first=tuple(said))
        said.append(meaning("answer", fact=found.fact))
    talk = replace(talk, needs=with_need(talk.needs, Need("question", "asked", talk.turn, s.heard.said[:80])))
    return Turn(at(talk, "easing"), (*said, meaning("ask-answered")), "answered", ANSWERED_CHOICES, claim=True)


def _raise(s: Scene, trouble: str) -> Conversation:
    need = Need("trouble", trouble, s.talk.turn, s.heard.said[:80])
    concern = Concern(trouble, s.talk.turn, s.heard.said[:300])
    kept = tuple(c for c in s.talk.concerns if c.topic != trouble)
    return replace(s.talk, needs=with_need(s.talk.needs, need), concerns=(*kept, concern)[-12:])


def _fix(s: Scene, trouble: str) -> tuple[Meaning, ...]:
    knowledge, lang = s.shop.knowledge, s.lang
    as_of = knowledge.as_of or s.now
    if trouble == "cost_total":
        cost = facts.cost_slots(s.shop, s.standing.lines, s.postcode, s.now)
        return (Meaning("fix-cost_total", cost),) if cost else ()
    if trouble == "delivery_time":
        time = facts.time_slots(s.shop, s.postcode, lang)
        return (Meaning("fix-delivery_time", time),) if time else ()
    if trouble in ("payment_methods", "payment_declined"):
        methods = knowledge.payment_methods.get(lang) or ()
        return (meaning(f"fix-{trouble}", methods=Text(", ".join(methods))),) if methods else ()
    if trouble == "returns" and knowledge.return_days:
        days = Count(knowledge.return_days, "day", knowledge.return_url or "returns", as_of)
        return (meaning("fix-returns", days=days, payer=Text(say(knowledge.return_payer, lang))),)
    if trouble == "stock_variant":
        return _stock(s)
    topic = {"account_wall": "account", "gift_or_approval": "gift"}.get(trouble, trouble)
    fact = passage(s, topic)
    return (meaning("answer", fact=fact),) if fact and trouble != "technical" else ()


def _stock(s: Scene) -> tuple[Meaning, ...]:
    known = [p for p in (s.shop.catalogue.get(i) for i in s.standing.products) if p is not None and p.stock is not None]
    away = next((p for p in known if p.stock == 0 and p.restock is not None), None)
    if away is not None and away.restock is not None:
        day = Day(away.restock, source=away.url or away.id, as_of=away.as_of)
        return (meaning("fix-stock_variant", item=Text(say(away.title, s.lang)), day=day),)
    here = next((p for p in known if p.stock), None)
    if here is None or here.stock is None:
        return ()
    pieces = Count(here.stock, "piece", source=here.url or here.id, as_of=here.as_of)
    return (meaning("fix-stock_in", item=Text(say(here.title, s.lang)), stock=pieces),)


def passage(s: Scene, topic: str) -> Fact | None:
    """The first passage of the shop's knowledge on a topic, as a fact with its source."""
    found = next((p for p in s.shop.knowledge.passages if p.topic == topic), None)
    if found is None:
        return None
    return Fact(say(found.text, s.lang), found.url or found.id, found.as_of, say(found.title, s.lang), found.url)
