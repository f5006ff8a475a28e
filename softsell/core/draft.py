"""A language model as one more reader: what is asked of it, and what of its answer counts.

Rules
1. It is asked only about a text that nobody understood, only once, only where the merchant switched it on, and never while
   a person has the conversation. Until the answer comes, or its time is over, nothing else changes.
2. What it may say is a closed list. It never says that a buyer is satisfied, so it never leads to the checkout; it never
   says stop, which is for the rules and the buttons. Anything outside the list makes the whole answer count for nothing.
3. An answer that is late, wrong or missing is the same as none: the text stays unclear and takes the usual way.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from softsell.advise.catalogue import Catalogue, choices_of, say
from softsell.advise.needs import Need
from softsell.core.conversation import TALKING, begin
from softsell.core.effects import Draft, effect_id
from softsell.core.events import Drafted, Said
from softsell.core.facts import language
from softsell.core.hearing import SIGNALS, TROUBLES, Heard
from softsell.core.shop import Shop
from softsell.core.shopper import Drafting, Shopper

INTENTS = ("trouble", "question", "need", "recommend", "person", "support", "later", "no")
MOST_NEEDS = 6
MOST_TEXT = 2000  # letters that are kept for the answer
LONGEST = 600  # seconds


def wanted(shop: Shop, shopper: Shopper, heard: Heard, event: Said) -> bool:
    """Whether a model is to be asked about this text."""
    talk = shopper.conversation
    if not shop.policy.model_understand or heard.signals != ("unclear",) or not event.trusted:
        return False
    if shopper.stopped_at or shopper.suppressed:
        return False
    return talk is None or (talk.state in TALKING and talk.drafting is None)


def ask(shop: Shop, shopper: Shopper, event: Said, now: datetime) -> tuple[Shopper, tuple[Draft]]:
    """The shopper who waits for an answer, and the effect that asks for it (number 0 of this step)."""
    until = now + timedelta(seconds=min(LONGEST, max(1, shop.policy.model_seconds)))
    text = event.text.strip()[:MOST_TEXT]
    name = effect_id(shop.id, shopper.key, shopper.seq + 1, 0)
    waits = replace(
        begin(shopper, event.channel, now),
        moved_at=now,
        ended="",
        drafting=Drafting(effect=name, text=text, channel=event.channel, until=until),
    )
    effect = Draft(conversation=waits.id, text=text, language=language(shop, shopper), until=until)
    return replace(shopper, conversation=waits), (effect,)


def asked(shopper: Shopper) -> Drafting | None:
    """What a model was asked and has not answered, while that is still of use."""
    talk = shopper.conversation
    return talk.drafting if talk is not None and talk.state in TALKING else None


def heard(shop: Shop, shopper: Shopper, asked: Drafting, event: Drafted, now: datetime) -> Heard:
    """What the buyer's text means by the model's answer; `unread` when it is late, says why not, or leaves the lists."""
    if now >= asked.until or event.why or not allowed(shop.catalogue, event):
        return unread(asked)
    lang = language(shop, shopper)
    turn = (shopper.conversation.turn if shopper.conversation else 0) + 1
    found = set(event.intents) - {"trouble", "need"}
    if event.needs:
        found.add("need")
    if event.trouble:
        found.add({"just_browsing": "looking", "not_ready": "later"}.get(event.trouble, "trouble"))
    needs = tuple(
        Need(facet=facet, value=value, turn=turn, said=_label(shop.catalogue, facet, value, lang))
        for facet, value in event.needs
    )
    return Heard(
        signals=tuple(s for s in SIGNALS if s in found) or ("unclear",),
        troubles=(event.trouble,) if event.trouble else (),
        needs=needs,
        questions=(asked.text,) if "question" in found else (),
        said=asked.text[:160],
    )


def unread(asked: Drafting) -> Heard:
    """A text that nobody understood."""
    return Heard(("unclear",), said=asked.text[:160])


def allowed(catalogue: Catalogue, event: Drafted) -> bool:
    """Whether an answer keeps to the lists: intents, one trouble, and choices that the catalogue offers."""
    if len(event.intents) > len(INTENTS) or len(event.needs) > MOST_NEEDS:
        return False
    listed = set(event.intents) <= set(INTENTS) and event.trouble in ("", *TROUBLES)
    return listed and all(value in _choices(catalogue, facet) for facet, value in event.needs)


def offered(catalogue: Catalogue, lang: str) -> dict[str, dict[str, str]]:
    """Facet -> choice -> its words: everything that an answer may name as a need."""
    return {
        facet: {one: _label(catalogue, facet, one, lang) for one in _choices(catalogue, facet)}
        for facet in catalogue.facets
    }


def _choices(catalogue: Catalogue, facet: str) -> tuple[str, ...]:
    known = catalogue.facets.get(facet)
    return tuple(choice.id for choice in choices_of(known)) if known else ()


def _label(catalogue: Catalogue, facet: str, value: str, lang: str) -> str:
    """A choice in words; "yes" alone says nothing, so a flag's stays empty and is described by the catalogue."""
    known = catalogue.facets.get(facet)
    if known is None or (known.kind == "flag" and not known.choices):
        return ""
    return next((say(choice.label, lang) for choice in choices_of(known) if choice.id == value), "")
