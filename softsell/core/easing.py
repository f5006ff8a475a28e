"""Acts that answer a trouble or a question from the shop's own facts.

Rules
1. A claim needs evidence. One missing fact (the postcode) is asked for; what the shop does not know goes to a person.
2. Whether it is answered is for the buyer to say: the concern stays open until then.
3. What was asked for and is not to be had of these products ("in blue?") is a need, and something else may be shown.
"""

from msgspec.structs import replace

from softsell.advise import answer
from softsell.advise.answering import asked, typed
from softsell.advise.catalogue import Product, say
from softsell.advise.needs import Need
from softsell.core import facts
from softsell.core.advising import advise
from softsell.core.facts import meaning
from softsell.core.learning import learn
from softsell.core.resting import hand
from softsell.core.scene import ANSWERED_CHOICES, Scene, Turn, at, product_needs, with_need, with_talk
from softsell.core.shopper import Concern, Conversation
from softsell.values import Choice, Count, Day, Fact, Meaning, Text


def ease(s: Scene) -> Turn:
    """Answer a trouble, and what was asked beside it; ask for the one missing fact, or ask a person."""
    trouble = s.heard.troubles[0] if s.heard.troubles else "something_else"
    s = with_talk(s, _raise(with_talk(s, learn(s)), trouble))
    if trouble in ("fit_or_choice", "comparing") and not s.heard.questions:
        return advise(s)
    talk, answers, left = _answers(s)
    s = with_talk(s, talk)
    placeless = trouble in ("cost_total", "delivery_time") and not s.postcode
    if left:
        return hand(s, "unknown", first=(*(() if placeless else _fix(s, trouble)), *answers))
    if placeless:
        ask = (*answers, meaning("ask-postcode"))
        return Turn(at(talk, "asked"), ask, f"postcode:{trouble}", (Choice("pickup"),), claim=bool(answers))
    said = _fix(s, trouble)
    if not said and not (answers and trouble in ("fit_or_choice", "comparing")):
        return hand(s, trouble, first=answers)
    return Turn(
        at(talk, "easing"), (*said, *answers, meaning("ask-answered")), "answered", _choices(s, talk), claim=True
    )


def respond(s: Scene) -> Turn:
    """Answer the buyer's questions from the shop's knowledge, each with its source; what is not known goes to a person.

    When it comes and what it costs to send depends on to where: that is asked first, unless it is known.
    """
    ways = s.shop.knowledge.deliveries
    asked_of = {question: typed.of_delivery(question) for question in s.heard.questions} if ways else {}
    if trouble := next((one for one in asked_of.values() if one), ""):
        others = tuple(question for question, of in asked_of.items() if not of)
        return ease(replace(s, heard=replace(s.heard, questions=others, troubles=(trouble,))))
    talk, answers, left = _answers(with_talk(s, learn(s)))
    if left:
        return hand(with_talk(s, talk), "unknown", first=answers)
    talk = replace(talk, needs=with_need(talk.needs, Need("question", "asked", talk.turn, s.heard.said[:80])))
    return Turn(at(talk, "easing"), (*answers, meaning("ask-answered")), "answered", _choices(s, talk), claim=True)


def _choices(s: Scene, talk: Conversation) -> tuple[Choice, ...]:
    """The quick answers under an answer; one more where the buyer asked for what these products are not (rule 3)."""
    now = [need.said for need in product_needs(talk.needs) if need.turn == talk.turn]
    wished = any(word in question for word in now for question in s.heard.questions)
    return (*ANSWERED_CHOICES[:1], Choice("recommend"), *ANSWERED_CHOICES[1:]) if wished else ANSWERED_CHOICES


def _answers(s: Scene) -> tuple[Conversation, tuple[Meaning, ...], bool]:
    """The buyer's questions as concerns, the answers found, and whether one of them is not in the shop's knowledge."""
    talk, said, left = s.talk, list[Meaning](), False
    for question in s.heard.questions:
        talk = replace(talk, concerns=(*talk.concerns, Concern("question", talk.turn, question[:300]))[-12:])
        ids = tuple(dict.fromkeys((*talk.offered, *s.standing.products)))
        for need in asked.lacking(s.shop.catalogue, question, _about(s, ids)):
            talk = replace(talk, needs=with_need(talk.needs, replace(need, turn=talk.turn)))
        found = _found(s, question, ids)
        if found is None and len(s.heard.questions) == 1:  # what was told before it may be what it is about
            found = _found(s, s.heard.said, ids)
        told = meaning("answer", fact=found.fact) if found is not None else None
        left = left or told is None
        said += [told] if told is not None and told not in said else []
    return talk, tuple(said), left


def _found(s: Scene, text: str, ids: tuple[str, ...]) -> answer.Found | None:
    return answer.find(s.shop.knowledge, s.shop.catalogue, text, s.lang, product_ids=ids, now=s.now)


def _about(s: Scene, ids: tuple[str, ...]) -> tuple[Product, ...]:
    return tuple(one for one in map(s.shop.catalogue.get, ids) if one is not None)


def _raise(s: Scene, trouble: str) -> Conversation:
    need = Need("trouble", trouble, s.talk.turn, s.heard.said[:80])
    concern = Concern(trouble, s.talk.turn, s.heard.said[:300])
    kept = tuple(c for c in s.talk.concerns if c.topic != trouble)
    return replace(s.talk, needs=with_need(s.talk.needs, need), concerns=(*kept, concern)[-12:])


def _fix(s: Scene, trouble: str) -> tuple[Meaning, ...]:
    knowledge, lang = facts.terms(s.shop, s.standing.lines), s.lang
    as_of = knowledge.as_of or s.now
    if trouble == "cost_total":
        cost = facts.cost_slots(s.shop, s.standing.lines, s.postcode, s.now)
        return (Meaning("fix-cost_total", cost),) if cost else ()
    if trouble == "delivery_time":
        time = facts.time_slots(s.shop, s.standing.lines, s.postcode, lang)
        return (Meaning("fix-delivery_time", time),) if time else ()
    if trouble in ("payment_methods", "payment_declined"):
        methods = knowledge.payment_methods.get(lang) or ()
        kind = "fix-payment_declined" if trouble == "payment_declined" and _refused(s) else "fix-payment_methods"
        return (meaning(kind, methods=Text(", ".join(methods))),) if methods else ()
    if trouble == "returns" and knowledge.return_days:
        days = Count(knowledge.return_days, "day", knowledge.return_url or "returns", as_of, knowledge.valid_until)
        return (meaning("fix-returns", days=days, payer=Text(say(knowledge.return_payer, lang))),)
    if trouble == "returns" and s.shop.knowledge.returns:
        return ()  # a page may speak of other products
    if trouble == "stock_variant":
        return _stock(s)
    topic = {"account_wall": "account", "gift_or_approval": "gift"}.get(trouble, trouble)
    fact = passage(s, topic)
    return (meaning("answer", fact=fact),) if fact and trouble != "technical" else ()


def _refused(s: Scene) -> bool:
    """Whether the shop itself reported a refused payment: only then do we know that nothing was charged."""
    return any(sign.trouble == "payment_declined" for cart in s.shopper.carts for sign in cart.signs)


def _stock(s: Scene) -> tuple[Meaning, ...]:
    found = (s.shop.catalogue.get(i) for i in s.standing.products)
    known = [p for p in found if p is not None and p.stock is not None and p.holds(s.now)]
    away = next((p for p in known if p.stock == 0 and p.restock is not None), None)
    if away is not None and away.restock is not None:
        day = Day(away.restock, source=away.url or away.id, as_of=away.as_of, valid_until=away.valid_until)
        return (meaning("fix-stock_variant", item=Text(say(away.title, s.lang)), day=day),)
    here = next((p for p in known if p.stock), None)
    if here is None or here.stock is None:
        return ()
    pieces = Count(here.stock, "piece", source=here.url or here.id, as_of=here.as_of, valid_until=here.valid_until)
    return (meaning("fix-stock_in", item=Text(say(here.title, s.lang)), stock=pieces),)


def passage(s: Scene, topic: str) -> Fact | None:
    """The first passage of the shop's knowledge on a topic, as a fact with its source."""
    found = next((p for p in s.shop.knowledge.passages if p.topic == topic), None)
    if found is None:
        return None
    title, until = say(found.title, s.lang), found.valid_until
    return Fact(say(found.text, s.lang), found.url or found.id, found.as_of, title, found.url, until)
