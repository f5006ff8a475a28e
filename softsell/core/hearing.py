"""What the shopper's answer or text means here and now: signals for the conversation's table."""

from msgspec import Struct
from msgspec.structs import replace

from softsell.advise.catalogue import choices_of, say
from softsell.advise.needs import Need
from softsell.advise.understand import Understood, understand
from softsell.core import replying
from softsell.core.asides import asks_again, asks_who, calls_off, done, none_of_them, questions_in, too_dear
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
    if asks_again(text) and not heard.stop:
        return Heard(("repeat",), said=text[:160])
    if _doubted(shop, text, heard, lang, turn):
        return Heard(("doubt",), said=text[:160])
    if asks_who(text) and not heard.stop:
        return Heard(("who",), said=text[:160])
    short = replying.choice(talk, text) if talk and not heard.stop and not heard.wants_person else ""
    if short:
        posted = Answered(id=event.id, at=event.at, choice=short, question=talk.question if talk else "")
        meant = hear_choice(shop, shopper, talk, posted)
        if isinstance(meant, Heard):
            return replace(meant, said=meant.said and text)
    found = set()
    if heard.stop:
        found.add("stop")
    names = {
        "person": "person", "support": "support", "bought": "bought", "not_interested": "no", "later": "later",
        "trouble": "trouble", "question": "question", "need": "need", "recommend": "recommend", "thanks": "thanks",
    }  # fmt: skip
    found |= {names[i] for i in heard.intents if i in names}
    if heard.wants_person or heard.annoyed:
        found.add("person")
    if heard.needs or heard.critiques:
        found.add("need")
    if heard.trouble:
        found.add("trouble")
    if heard.satisfied and not found & {"trouble", "question", "need", "no", "later"}:
        found.add("satisfied")
    if heard.trouble in ("just_browsing",):
        found = (found - {"trouble"}) | {"looking"}
    if heard.trouble == "not_ready":
        found = (found - {"trouble"}) | {"later"}
    if calls_off(text) and not found & {"stop", "no", "person", "support", "bought", "trouble", "question"}:
        return Heard(("cancel",), said=text[:160])
    about, critiques = spoken_of(shop, talk, text) if talk else "", heard.critiques
    fits = talk is not None and talk.question == "fits"
    if fits and none_of_them(text) and not found - {"no"}:
        found = {"none"}
    if fits and "trouble" in found and heard.trouble == "cost_total" and too_dear(text):
        found, critiques = (found - {"trouble"}) | {"need"}, (*critiques, CHEAPER[lang])
    if talk is not None and done(text) and not found - {"thanks", "no"}:
        found = {"thanks"} if talk.state in ("satisfied", "closed") else {"looking"}
    receive = heard.postcode
    asked = talk is not None and talk.question.startswith(("postcode", "receive"))
    elsewhere = talk is not None and bool(talk.receive and receive) and not found - {"need"}  # "no, to 600 instead"
    if asked or elsewhere:
        receive = receive or ("pickup" if picks_up(text) else "")
        if receive:
            found = (found - {"question", "need"}) | {"receive"}
    chosen = ""
    if talk is not None and fits and not found - {"thanks"} and (approves(text) or only_points(shop, talk, text)):
        found = {"satisfied"}
    if talk is not None and fits and "satisfied" in found:
        chosen = pointed(shop, talk, text)  # several could be meant: show them again and ask
        found = (found - {"satisfied"}) | ({"suits"} if chosen else {"show"})
    if heard.question and not found & {"trouble", "support", "stop"}:
        found.add("question")
    if found != {"thanks"}:
        found.discard("thanks")
    return Heard(
        signals=tuple(s for s in SIGNALS if s in found) or ("unclear",),
        troubles=(heard.trouble,) if "trouble" in found and heard.trouble else (),
        needs=heard.needs,
        critiques=critiques,
        questions=questions_in(text) or (heard.question or text,) if "question" in found else (),
        receive=receive,
        chosen=chosen,
        about=about,
        said=text[:160],
    )


def _doubted(shop: Shop, text: str, heard: Understood, lang: str, turn: int) -> bool:
    """Whether the model hears a no to letters where the rules hear none: then a person reads it, and nothing is written."""
    if shop.model is None or heard.stop:
        return False
    return understand(text, lang, shop.catalogue, turn, shop.model).stop


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
