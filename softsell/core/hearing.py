"""What the shopper's answer or text means here and now: signals for the conversation's table."""

from msgspec import Struct
from msgspec.structs import replace

from softsell.advise.catalogue import choices_of, say
from softsell.advise.needs import Need
from softsell.advise.reading.mention import needs_in
from softsell.advise.understand import Understood, understand
from softsell.core import replying
from softsell.core.asides import (
    asks_again,
    asks_who,
    calls_off,
    done,
    none_of_them,
    questions_in,
    too_dear,
    wants_other,
)
from softsell.core.events import Answered, Said
from softsell.core.facts import language
from softsell.core.pointing import approves, only_points, picks_up, pointed, spoken_of
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation, Shopper

TROUBLES = (
    "cost_total", "account_wall", "payment_declined", "payment_methods", "delivery_time", "trust", "returns",
    "fit_or_choice", "stock_variant", "technical", "coupon", "comparing", "not_ready", "just_browsing",
    "gift_or_approval", "privacy",
)  # fmt: skip

# Signals in the order in which they are obeyed when one text holds several.
SIGNALS = (
    "stop", "doubt", "person", "support", "bought", "no", "later", "looking", "trouble", "question", "ask_question",
    "tell", "need", "receive", "none", "not_quite", "suits", "satisfied", "show", "recommend", "repeat", "who",
    "cancel", "thanks", "unclear",
)  # fmt: skip

_PLAIN = {
    "recommend": "recommend", "question": "ask_question", "concern": "ask_question", "something_else": "tell",
    "just_looking": "looking", "just_browsing": "looking", "not_ready": "later", "person": "person", "later": "later",
    "no": "no", "stop": "stop", "none": "none", "show": "show", "edit": "tell", "not_quite": "not_quite",
    "finish": "satisfied",
}  # fmt: skip

CHEAPER = {"en": "cheaper", "is": "ódýrara"}


class Heard(Struct, frozen=True):
    """One message of the buyer's: its signals in order of obedience, and what they carry."""

    signals: tuple[str, ...]
    troubles: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    critiques: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    skipped: str = ""  # a facet that was asked and answered by "don't know" or "don't mind"
    receive: str = ""
    chosen: str = ""
    about: str = ""  # the product shown that the text speaks of
    said: str = ""

    @property
    def first(self) -> str:
        return self.signals[0] if self.signals else "unclear"


def hear_choice(shop: Shop, shopper: Shopper, talk: Conversation | None, event: Answered) -> Heard | str:
    """The meaning of a posted choice, or why it is not taken ("not_offered", "stale")."""
    choice, lang = event.choice, language(shop, shopper)
    if choice == "stop":  # whatever was asked
        return Heard(("stop",))
    asked = event.question or (talk.question if talk else "")
    if asked.startswith("need:"):
        found = _need_choice(shop, talk, asked.removeprefix("need:"), choice, lang)
        if event.question or found != "not_offered":
            return found
    if choice == "yes":
        offered = talk is not None and any(c.id == "yes" for c in talk.choices)
        if talk is None or not offered or event.question not in ("", talk.question):
            return "stale"
        return Heard(("show",)) if talk.question == "permission" else Heard(("satisfied",))
    if choice == "no" and talk is not None and talk.question == "permission":
        return Heard(("looking",))  # no to a suggestion is not no to every letter
    if choice.startswith("suits:"):
        product = choice.removeprefix("suits:")
        if talk is None or product not in talk.offered:
            return "not_offered"
        known = shop.catalogue.get(product)
        return Heard(("suits",), chosen=product, said=say(known.title, lang) if known else product)
    if choice == "pickup":
        if talk is None or not any(c.id == "pickup" for c in talk.choices):
            return "stale"
        return Heard(("receive",), receive="pickup")
    if choice == "cheaper":
        return Heard(("need",), critiques=(CHEAPER[lang],)) if talk and talk.offered else "not_offered"
    if choice == "finish" and (talk is None or talk.state not in ("easing", "suggested", "satisfied", "closed")):
        return "stale"
    if choice in _PLAIN:
        return Heard((_PLAIN[choice],), troubles=("not_ready",) if choice == "not_ready" else ())
    if choice in TROUBLES:
        return Heard(("trouble",), troubles=(choice,))
    return "not_offered"


def hear_text(shop: Shop, shopper: Shopper, talk: Conversation | None, event: Said) -> Heard:
    """The meaning of free text: several signals, or `unclear`."""
    lang, turn = language(shop, shopper), (talk.turn if talk else 0) + 1
    text = event.text.strip()
    heard = understand(text[:5000], lang, shop.catalogue, turn)
    whole = _whole(shop, shopper, talk, event, heard, lang)
    if whole is not None:
        return whole
    found, critiques = _meant(heard), heard.critiques
    if calls_off(text) and not found & {"stop", "no", "person", "support", "bought", "trouble", "question"}:
        return Heard(("cancel",), said=text[:160])
    if talk is not None and done(text) and not found - {"thanks", "no"}:
        found = {"thanks"} if talk.state in ("satisfied", "closed") else {"looking"}
    needs = heard.needs
    if "question" in found and wants_other(text):
        needs = needs or needs_in(text, shop.catalogue, turn, text[:80])
        found = (found - {"question"}) | {"need", "recommend"} if needs or critiques else found
    asks = "question" in found or (heard.question and not {"recommend", "trouble", "support", "stop"} & found)
    found, receive = _receiving(talk, text, found, heard.postcode)
    chosen = ""
    if talk is not None and talk.question == "fits":
        if "trouble" in found and heard.trouble == "cost_total" and too_dear(text):
            found, critiques = (found - {"trouble"}) | {"need"}, (*critiques, CHEAPER[lang])
        found, chosen = _of_the_offer(shop, talk, text, found)
    if asks and not found & {"trouble", "support", "stop"}:
        found |= {"question"}
    if found != {"thanks"}:
        found -= {"thanks"}
    return Heard(
        signals=tuple(s for s in SIGNALS if s in found) or ("unclear",),
        troubles=(heard.trouble,) if "trouble" in found and heard.trouble else (),
        needs=needs,
        critiques=critiques,
        questions=questions_in(text) or (heard.question or text,) if "question" in found else (),
        receive=receive,
        chosen=chosen,
        about=spoken_of(shop, talk, text) if talk else "",
        said=text[:160],
    )


def _whole(
    shop: Shop, shopper: Shopper, talk: Conversation | None, event: Said, heard: Understood, lang: str
) -> Heard | None:
    """What a text says as a whole, whatever else is in it; None when it has to be taken apart."""
    text = event.text.strip()
    if heard.stop:
        return None
    if asks_again(text):
        return Heard(("repeat",), said=text[:160])
    if shop.model is not None and understand(text[:5000], lang, shop.catalogue, 0, shop.model).stop:
        return Heard(("doubt",), said=text[:160])  # a person reads it, and nothing is written
    if asks_who(text):
        return Heard(("who",), said=text[:160])
    short = replying.choice(talk, text) if talk and not heard.wants_person else ""
    if talk is None or not short:
        return None
    meant = hear_choice(shop, shopper, talk, Answered(id=event.id, at=event.at, choice=short, question=talk.question))
    return replace(meant, said=meant.said and text) if isinstance(meant, Heard) else None


def _meant(heard: Understood) -> set[str]:
    """The signals of what was understood."""
    names = {
        "person": "person", "support": "support", "bought": "bought", "not_interested": "no", "later": "later",
        "trouble": "trouble", "question": "question", "need": "need", "recommend": "recommend", "thanks": "thanks",
    }  # fmt: skip
    found = {names[i] for i in heard.intents if i in names}
    more = {
        "stop": heard.stop,
        "person": heard.wants_person or heard.annoyed,
        "need": bool(heard.needs or heard.critiques),
        "trouble": heard.trouble is not None,
    }
    found |= {name for name, so in more.items() if so}
    if heard.satisfied and not found & {"trouble", "question", "need", "no", "later"}:
        found.add("satisfied")
    if heard.trouble in ("just_browsing", "not_ready"):
        found = (found - {"trouble"}) | {"looking" if heard.trouble == "just_browsing" else "later"}
    return found


def _receiving(talk: Conversation | None, text: str, found: set[str], postcode: str) -> tuple[set[str], str]:
    """With the place that was named, where it was asked for or takes the place of another ("no, to 600 instead")."""
    asked = talk is not None and talk.question.startswith(("postcode", "receive"))
    elsewhere = talk is not None and bool(talk.receive and postcode) and not found - {"need"}
    if not asked and not elsewhere:
        return found, postcode
    receive = postcode or ("pickup" if picks_up(text) else "")
    return ((found - {"question", "need"}) | {"receive"} if receive else found), receive


def _of_the_offer(shop: Shop, talk: Conversation, text: str, found: set[str]) -> tuple[set[str], str]:
    """What a text says of the things just shown, and which of them it takes ("" for none)."""
    if none_of_them(text) and not found - {"no"}:
        return {"none"}, ""
    if not found - {"thanks"} and (approves(text) or only_points(shop, talk, text)):
        found = {"satisfied"}
    if "satisfied" not in found:
        return found, ""
    chosen = pointed(shop, talk, text)  # several could be meant: show them again and ask
    return (found - {"satisfied"}) | ({"suits"} if chosen else {"show"}), chosen


def _need_choice(shop: Shop, talk: Conversation | None, facet_id: str, choice: str, lang: str) -> Heard | str:
    turn = (talk.turn if talk else 0) + 1
    if facet_id not in shop.catalogue.facets and (talk is None or talk.question != f"need:{facet_id}"):
        return "not_offered"
    if choice in ("dont_know", "dont_mind"):
        return Heard(("need",), skipped=facet_id)
    offered = {c.id: c.label for c in talk.choices} if talk and talk.question == f"need:{facet_id}" else {}
    facet = shop.catalogue.facets.get(facet_id)
    offered |= {c.id: say(c.label, lang) for c in choices_of(facet)} if facet else {}
    if choice not in offered or (choice in _PLAIN and not offered[choice]):  # "show" under the question is no answer
        return Heard((_PLAIN[choice],)) if choice in _PLAIN else "not_offered"
    words = offered[choice]
    return Heard(("need",), needs=(Need(facet=facet_id, value=choice, turn=turn, said=words),), said=words)
