"""How a simulated shopper, or a simulated person at the desk, answers what was said to them.

Rules
1. `react` is a function of the seed and the effect alone, so a run that was stopped goes on with the same answers.
2. Every reaction has the id of what it answers in its own id: it happens once, however often it is planned.
3. That asking helps is written into these people; what the demo shows is the measuring, not a finding.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Product
from softsell.core.effects import Ask, Effect, HandOver, Say
from softsell.demo.buyers import Buyer
from softsell.values import Suggestions

QUESTIONS = {
    "en": (
        "Can I return it if it does not fit?", "How long does delivery take?", "Is it warm enough for winter?",
        "Can I pay by invoice?", "How do I wash it?", "Do you have it in blue?",
    ),
    "is": (
        "Get ég skilað henni ef hún passar ekki?", "Hvað tekur sendingin langan tíma?", "Er hún nógu hlý í vetur?",
        "Er hægt að greiða með reikningi?", "Hvernig á að þvo hana?", "Er hún til í bláu?",
    ),
}  # fmt: skip
TEXTS = {
    "en": {
        "cost_total": "The shipping was more than I thought.", "delivery_time": "I was not sure it would arrive in time.",
        "fit_or_choice": "I could not decide which one would be right for me.", "returns": "What if I want to return it?",
        "trust": "I have not bought from you before and was not sure.", "account_wall": "I did not want to make an account.",
        "payment_methods": "I could not pay the way I wanted.", "stock_variant": "The one I wanted was sold out.",
        "just_browsing": "I was just looking, thanks.", "stop": "Please stop writing to me.",
    },
    "is": {
        "cost_total": "Sendingarkostnaðurinn var hærri en ég hélt.",
        "delivery_time": "Ég var ekki viss um að þetta kæmi í tæka tíð.",
        "fit_or_choice": "Ég gat ekki ákveðið hvað myndi henta mér.", "returns": "Hvað ef ég vil skila þessu?",
        "trust": "Ég hef ekki verslað hjá ykkur áður og var ekki viss.", "account_wall": "Ég vildi ekki stofna aðgang.",
        "payment_methods": "Ég gat ekki greitt eins og ég vildi.", "stock_variant": "Það sem ég vildi var uppselt.",
        "just_browsing": "Ég var bara að skoða, takk.", "stop": "Ekki senda mér meira, takk.",
    },
}  # fmt: skip


STAFF = {
    "en": "Thank you for asking. I looked into it for you.",
    "is": "Takk fyrir að spyrja. Ég skoðaði þetta fyrir þig.",
}


class Reaction(Struct, frozen=True):
    """What happens next: `kind` is choice, text, mail, unsubscribe, order, person or back; `at` is when (virtual time)."""

    at: datetime
    id: str
    kind: str
    effect: str
    question: str = ""
    text: str = ""
    product: str = ""


def react(
    seed: int, person: Buyer, catalogue: Catalogue, effect_id: str, effect: Effect, at: datetime
) -> Iterator[Reaction]:
    """What this person does about a letter that came, a line that was said, or a hand-over, at `at`."""
    dice = Random(f"{seed}:{person.n}:{effect_id}")
    name = f"re:{effect_id}"
    match effect:
        case Ask():
            yield from _letter(dice, person, effect, effect_id, name, at)
        case Say() if any(m.kind == "person-said" for m in effect.meanings):
            if dice.random() < 0.4:
                yield Reaction(_later(dice, at, 4), f"{name}:order", "order", effect_id)
        case Say():
            yield from _said(dice, person, catalogue, effect, effect_id, name, at)
        case HandOver() if effect.reason not in ("waiting", "message", "unanswered"):
            later = _office(_later(dice, at, 2))
            yield Reaction(later, f"{name}:said", "person", effect_id, text=STAFF[person.language])
            yield Reaction(later + timedelta(hours=20), f"{name}:back", "back", effect_id)


def _letter(dice: Random, person: Buyer, effect: Ask, effect_id: str, name: str, at: datetime) -> Iterator[Reaction]:
    mood = dice.random()
    likes = 0.14 if person.trouble == "just_browsing" else 0.42
    when = _later(dice, at, 5)
    if mood < 0.002:
        yield Reaction(when, name, "unsubscribe", effect_id)
    elif mood < 0.004:
        yield Reaction(when, name, "mail", effect_id, text=TEXTS[person.language]["stop"])
    elif mood < 0.004 + likes:
        if person.by_mail:
            yield Reaction(when, name, "mail", effect_id, text=TEXTS[person.language][person.trouble])
            return
        wanted = {"just_browsing": "just_looking", "fit_or_choice": "recommend"}.get(person.trouble, person.trouble)
        offered = {c.id for c in effect.choices}
        choice = wanted if wanted in offered or person.trouble != "just_browsing" else "something_else"
        yield Reaction(when, name, "choice", effect_id, question="trouble", text=choice)


def _said(
    dice: Random, person: Buyer, catalogue: Catalogue, said: Say, effect_id: str, name: str, at: datetime
) -> Iterator[Reaction]:
    when = _later(dice, at, 6) if said.channel == "mail" else at + timedelta(minutes=dice.uniform(0.5, 6))
    if said.close:
        if dice.random() < 0.8:
            yield Reaction(when + timedelta(minutes=20), f"{name}:order", "order", effect_id)
            if dice.random() < 0.36:
                later = when + timedelta(days=min(24, 3 + 3 * dice.paretovariate(0.9)))
                yield Reaction(later, f"{name}:again", "order", effect_id, text="again")
        return
    answer = _answer(dice, person, catalogue, said)
    if answer is None:
        return
    kind, text = answer
    if said.channel == "mail":
        if kind == "choice":
            text = {"yes": {"en": "Yes, that answers it, thank you.", "is": "Já, það svarar því, takk."}}.get(
                text, {}
            ).get(person.language, text)
        yield Reaction(when, name, "mail", effect_id, text=text)
    else:
        yield Reaction(when, name, kind, effect_id, question=said.question, text=text)


def _answer(dice: Random, person: Buyer, catalogue: Catalogue, said: Say) -> tuple[str, str] | None:
    luck, question = dice.random(), said.question
    if question.startswith("postcode") or question == "receive":
        return ("choice", "pickup") if luck < 0.2 and said.channel == "page" else ("text", person.postcode)
    if question.startswith("need:"):
        return _need(dice, person, catalogue, said)
    if question == "fits":
        return _fits(luck, person, catalogue, said)
    if question == "answered":
        if luck < 0.78:
            return "choice", "yes"
        if luck < 0.84:
            return "choice", "not_quite"
        return ("text", dice.choice(QUESTIONS[person.language])) if luck < 0.94 else None
    if question == "permission":
        return ("choice", "yes") if luck < 0.7 else ("choice", "no")
    if question == "open":
        return "text", dice.choice(QUESTIONS[person.language])
    if question == "trouble":
        return "choice", "just_looking" if person.trouble == "just_browsing" else person.trouble
    return None


def _need(dice: Random, person: Buyer, catalogue: Catalogue, said: Say) -> tuple[str, str]:
    column = catalogue.columns.get(said.question.removeprefix("need:"))
    row = catalogue.rows[person.wish]
    if column is not None and dice.random() > 0.18:
        for choice in said.choices:
            mask = column.choices.get(choice.id)
            if mask is not None and bool(mask[row]):
                return "choice", choice.id
    return ("choice", "dont_mind") if any(c.id == "dont_mind" for c in said.choices) else ("choice", "show")


def _fits(luck: float, person: Buyer, catalogue: Catalogue, said: Say) -> tuple[str, str] | None:
    wish = catalogue.get(person.wish)
    shown = [
        s.item.product_id
        for m in said.meanings
        for x in m.slots.values()
        if isinstance(x, Suggestions)
        for s in x.suggestions
    ]
    shown += [c.id.removeprefix("suits:") for c in said.choices if c.id.startswith("suits:")]
    good = next((p for p in dict.fromkeys(shown) if wish and likes(wish, catalogue.get(p), person.budget)), None)
    if good is not None:
        return ("choice", f"suits:{good}") if luck < 0.8 else ("text", QUESTIONS[person.language][0])
    if luck < 0.5:
        return "choice", "none"
    return ("choice", "cheaper") if luck < 0.62 and any(c.id == "cheaper" for c in said.choices) else None


def likes(wish: Product, shown: Product | None, budget: int) -> bool:
    """Whether someone who secretly wants `wish` would be glad of `shown`: the same kind, in reach, and mostly alike."""
    if shown is None or shown.category != wish.category or shown.price > budget:
        return False
    both = [k for k in wish.attributes if k in shown.attributes]
    alike = sum(_same(wish.attributes[k], shown.attributes[k]) for k in both)
    return shown.id == wish.id or (bool(both) and alike / len(both) >= 0.6)


def _same(a: object, b: object) -> bool:
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return bool(set(a) & set(b))
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 0.35 * max(abs(a), abs(b), 1)
    return a == b


def _later(dice: Random, at: datetime, hours: float) -> datetime:
    """Some hours on, with a heavy tail."""
    return at + timedelta(hours=min(96, hours * 0.4 * dice.paretovariate(1.0)))


def _office(at: datetime) -> datetime:
    """The next time that somebody is at the desk: 9 to 17."""
    if 9 <= at.hour < 17:
        return at
    day = at if at.hour < 9 else at + timedelta(days=1)
    return day.replace(hour=9, minute=at.minute)
