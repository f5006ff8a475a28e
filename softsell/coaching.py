"""A coaching in words and as plain values: the same for a terminal, for another inbox, and for the desk.

Rules
1. Words come from the voice, and every draft was read by the lint as strictly as what the machine says itself.
2. What cannot be said, because a claim in it lost its evidence, is left out of the draft: never said in other words.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from softsell.advise.catalogue import label, say
from softsell.core.coach import Coaching
from softsell.core.shop import Shop
from softsell.values import Fact, Meaning, Money, Reason, Slot, Suggestion, Suggestions, Text
from softsell.voice import figures, phrases
from softsell.voice.lint import Finding, lint
from softsell.voice.phrases import Voice
from softsell.writing import label as choice_label
from softsell.writing import read

VERSION = 1


class Label(Struct, frozen=True):
    """Something by its id and its name."""

    id: str
    label: str


class Need(Struct, frozen=True):
    """What was understood of one need, and the customer's own words for it."""

    about: str
    words: str
    said: str
    wanted: bool


class Worry(Struct, frozen=True):
    """A concern or a question, in the customer's words; open until the customer says that it is answered."""

    topic: str
    text: str
    open: bool


class Summary(Struct, frozen=True):
    """Where the talk stands."""

    needs: tuple[Need, ...]
    concerns: tuple[Worry, ...]
    offered: tuple[Label, ...]
    satisfied: bool
    advice: str


class Asking(Struct, frozen=True):
    """The question worth asking, its quick answers, and why this one: bits of information it and the others would give."""

    id: str
    text: str
    choices: tuple[Label, ...]
    gain: float
    alternatives: tuple[tuple[str, float], ...]
    why: str


class Fitting(Struct, frozen=True):
    """A product that fits: `price` in minor units, `shown` in words; a reason each for what the customer said."""

    product_id: str
    title: str
    url: str
    price: int | None
    currency: str
    shown: str
    reasons: tuple[Reason, ...]
    drawback: str
    benefit: str
    text: str


class Source(Struct, frozen=True):
    """A fact of the shop's own: where it is from and since when it is known; `text` can be said as it stands."""

    text: str
    title: str
    url: str
    source: str
    as_of: datetime
    valid_until: datetime | None


class Draft(Struct, frozen=True):
    """What could be said now; `question` names what it asks, so that the next call can say that it was asked.

    `missing`: why the shop's own facts are not enough ("" when they are); `close`: it shows the checkout.
    """

    text: str
    question: str
    choices: tuple[Label, ...]
    missing: str
    close: bool


class Told(Struct, frozen=True):
    """A whole coaching. `findings`: what the lint says of the text that was given to be read, else of the draft."""

    version: int
    language: str
    state: str
    heard: tuple[str, ...]
    summary: Summary
    next_question: Asking | None
    suggestions: tuple[Fitting, ...]
    facts: tuple[Source, ...]
    near: tuple[Source, ...]
    draft: Draft
    findings: tuple[Finding, ...]


def tell(voice: Voice, shop: Shop, one: Coaching, now: datetime, *, text: str = "") -> Told:
    """The coaching in the customer's language. `text`: a seller's own draft, to be read by the lint."""
    lang = one.language
    said, findings = draft(voice, one, now)
    choices = tuple(Label(c.id, choice_label(voice, c, lang)) for c in one.choices) if said else ()
    return Told(
        version=VERSION,
        language=lang,
        state=one.state,
        heard=one.heard,
        summary=_summary(voice, shop, one),
        next_question=asking(voice, shop, one),
        suggestions=tuple(fitting(voice, each, lang, now) for each in one.offer.suggestions),
        facts=tuple(source(fact) for fact in one.facts),
        near=tuple(source(fact) for fact in one.near),
        draft=Draft(said, one.asks if said else "", choices, one.missing, one.close and bool(said)),
        findings=lint(voice, text, lang, kind="letter") if text else findings,
    )


def draft(voice: Voice, one: Coaching, now: datetime) -> tuple[str, tuple[Finding, ...]]:
    """The words of the draft and what the lint finds in them; "" when there is nothing to say, or it may not be said."""
    try:
        blocks = phrases.say(voice, one.draft, one.language, at=now)
    except ValueError:
        return "", ()
    findings = read(voice, one.language, "", blocks)
    if any(finding.severity == "block" for finding in findings):
        return "", findings
    return "\n\n".join(block.text for block in blocks), findings


def advice(voice: Voice, one: Coaching) -> str:
    """One sentence on where the talk stands."""
    match one:
        case Coaching(over=True, satisfied=True, state="resting"):
            key = "done"
        case Coaching(over=True):
            key = "stopped" if one.state == "stopped" else "over"
        case Coaching(missing="wanted" | "support"):
            key = one.missing
        case Coaching(missing=missing) if missing:
            key = "missing"
        case Coaching(close=True):
            key = "close"
        case Coaching(satisfied=True):
            key = "nearly"
        case Coaching(state="opened"):
            key = "begin"
        case _:
            key = "not-yet"
    return words(voice, one.language, f"advice-{key}")


def asking(voice: Voice, shop: Shop, one: Coaching, lang: str = "") -> Asking | None:
    """The question in the customer's language, and why in `lang` (the customer's when it is not said)."""
    asked, lang = one.question, lang or one.language
    if asked is None:
        return None
    others = tuple((label(shop.catalogue, facet, lang) or facet, gain) for facet, gain in asked.alternatives[:3])
    slots: dict[str, Slot] = {"gain": Text(figures.number(round(asked.gain, 2), "", lang))}
    listed = ", ".join(f"{name} ({figures.number(round(gain, 2), '', lang)})" for name, gain in others)
    why = words(voice, lang, "why-others", {**slots, "others": Text(listed)}) if listed else ""
    return Asking(
        id=asked.id,
        text=say(asked.text, one.language),
        choices=tuple(Label(i, say(names, one.language) or i) for i, names in asked.choices),
        gain=asked.gain,
        alternatives=asked.alternatives,
        why=why or words(voice, lang, "why", slots),
    )


def fitting(voice: Voice, one: Suggestion, lang: str, now: datetime) -> Fitting:
    """A suggestion as values, with its words as the machine would say them."""
    item, price = one.item, one.item.price
    shown = figures.money(price.amount, price.currency, lang) if isinstance(price, Money) else ""
    return Fitting(
        product_id=item.product_id,
        title=item.title,
        url=item.url,
        price=price.amount if price else None,
        currency=price.currency if price else "",
        shown=shown,
        reasons=one.reasons,
        drawback=one.drawback,
        benefit=one.benefit,
        text=suggestion_text(voice, one, lang, now),
    )


def suggestion_text(voice: Voice, one: Suggestion, lang: str, now: datetime) -> str:
    """The product with its reasons and its drawback; "" when its price may not be said any more."""
    try:
        blocks = phrases.say(voice, (Meaning("offer-one", {"suggestions": Suggestions((one,))}),), lang, at=now)
    except ValueError:
        return ""
    return "\n".join(block.text for block in blocks if block.kind == "suggestion")


def source(fact: Fact) -> Source:
    """A fact as values."""
    return Source(fact.text, fact.title, fact.url, fact.source, fact.as_of, fact.valid_until)


def words(voice: Voice, lang: str, key: str, slots: Mapping[str, Slot] | None = None) -> str:
    """A phrase about coaching."""
    return phrases.text(voice, f"desk-coach-{key}", lang, dict(slots or {}))


def topic(voice: Voice, name: str, lang: str) -> str:
    """What a concern is about, in words."""
    return phrases.text(voice, f"choice-{name}", lang) if phrases.wordings(voice, f"choice-{name}", lang) else name


def _summary(voice: Voice, shop: Shop, one: Coaching) -> Summary:
    titles = [(name, shop.catalogue.get(name)) for name in one.offered]
    return Summary(
        needs=tuple(Need(n.about, n.words, n.said, n.wanted) for n in one.needs),
        concerns=tuple(Worry(topic(voice, c.topic, one.language), c.text, c.open) for c in one.concerns),
        offered=tuple(Label(name, say(found.title, one.language) if found else name) for name, found in titles),
        satisfied=one.satisfied,
        advice=advice(voice, one),
    )
