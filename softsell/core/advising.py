"""Acts of advice: learn the need, one question at a time, then suggest what fits and say why.

Rules
1. One question in a turn; what was heard is reflected first. Nothing already known is asked.
2. Needs are summarised and open to correction before anything is suggested; advice is offered only when wanted.
"""

from msgspec.structs import replace

from softsell.advise.catalogue import label, say
from softsell.advise.needs import Need, Question, next_question
from softsell.advise.offer import Offered, offer
from softsell.core.facts import meaning
from softsell.core.learning import corrects, learn, summary
from softsell.core.resting import hand
from softsell.core.scene import Scene, Turn, at, product_needs, with_talk
from softsell.values import Choice, Meaning, Suggestions, Text

UNSURE = ("dont_know", "dont_mind")


def advise(s: Scene) -> Turn:
    """Learn the need, one question at a time; when enough is known, suggest (or ask whether to)."""
    asks = {"recommend", "show", "none"} & set(s.heard.signals)
    wanted = bool(asks or s.heard.critiques) or s.talk.asked_for_advice  # "something cheaper" asks to see something
    reflect, again = _reflect(s), _unanswered(s)
    talk = replace(learn(s), asked_for_advice=wanted)
    s = with_talk(s, talk)
    known, looked = product_needs(talk.needs), _looked(s)
    if not known and not talk.asked and not s.standing.lines and not looked:
        talk = replace(talk, asked=(*talk.asked, "open"))
        return Turn(at(talk, "asked"), (*reflect, meaning("ask-open-need")), "need:open", (Choice("show"),))
    question = _question(s, known, looked, again)
    if question is not None:
        return _ask(s, question, reflect)
    if not wanted:
        said = (*(summary(s) or reflect), meaning("ask-permission"))
        return Turn(at(talk, "understood"), said, "permission", (Choice("yes"), Choice("question"), Choice("no")))
    return suggest(s)


def suggest(s: Scene) -> Turn:
    """Two or three products that fit, each with its reasons and one honest drawback; or an honest "nothing fits"."""
    known, cart = product_needs(s.talk.needs), s.standing.products
    other = s.heard.first == "none"
    exclude = s.talk.offered if other else ()
    found = offer(s.shop.catalogue, known, lang=s.lang, cart=cart, looked=_looked(s), exclude=exclude, now=s.now)
    if found.same and cart and not other:
        options = tuple(Choice(f"suits:{p}", _title(s, p)) for p in cart[:3])
        return _show(s, cart[:3], (meaning("offer-same"),), (*options, Choice("concern"), Choice("none")))
    if not found.suggestions:
        return _nothing(s, found.conflict)
    kind = "offer" if len(found.suggestions) > 1 else "offer-one"
    offered = meaning(kind, suggestions=Suggestions(found.suggestions))
    assumed = (meaning("assumed", what=Text(", ".join(found.assumed))),) if found.assumed and not known else ()
    options = tuple(Choice(f"suits:{x.item.product_id}", x.item.title) for x in found.suggestions)
    ids = tuple(x.item.product_id for x in found.suggestions)
    return _show(
        s,
        ids,
        (*assumed, *_relaxed(s, found), offered),
        (*options, Choice("concern"), Choice("cheaper"), Choice("none")),
    )


def _show(s: Scene, ids: tuple[str, ...], said: tuple[Meaning, ...], choices: tuple[Choice, ...]) -> Turn:
    talk = replace(s.talk, offered=tuple(dict.fromkeys((*ids, *s.talk.offered)))[:12], misses=0)
    ask = meaning("ask-fits" if len(ids) > 1 else "ask-fits-one")
    whole = (*summary(s), *said, ask)
    return Turn(at(talk, "suggested"), whole, "fits", (*choices, Choice("person")), claim=True)


def _relaxed(s: Scene, found: Offered) -> tuple[Meaning, ...]:
    if not found.relaxed:
        return ()
    return (meaning("offer-relaxed", what=Text(label(s.shop.catalogue, found.relaxed, s.lang))),)


def _reflect(s: Scene) -> tuple[Meaning, ...]:
    """What was heard, before anything is asked again; a correction is acknowledged as one."""
    if corrects(s):
        return (meaning("changed"),)
    heard = s.heard.said and s.heard.first in ("need", "trouble")
    return (meaning("reflect", said=Text(s.heard.said)),) if heard else ()


def _unanswered(s: Scene) -> str:
    """The facet that was asked about when the buyer told something else; it may be asked about once more, then never."""
    facet = s.talk.question.removeprefix("need:") if s.talk.question.startswith("need:") else ""
    told = {need.facet for need in s.heard.needs} | {s.heard.skipped}
    elsewhere = facet and s.heard.first == "need" and facet not in (*told, "open") and facet not in s.talk.returned
    return facet if elsewhere else ""


def _question(s: Scene, known: tuple[Need, ...], looked: tuple[str, ...], again: str) -> Question | None:
    """The next question worth asking; none when the buyer wants to see, or is already looking at an offer."""
    if s.heard.first in ("show", "none") or s.heard.critiques or s.talk.offered:
        return None
    most = 2 if s.talk.channel == "mail" else 3
    asked = tuple(one for one in s.talk.asked if one != again)
    most -= len(s.talk.asked) - len(asked)  # asked twice counts twice
    return next_question(s.shop.catalogue, known, asked=asked, cart=s.standing.products, looked=looked, most=most)


def _ask(s: Scene, question: Question, reflect: tuple[Meaning, ...]) -> Turn:
    again = question.facet in s.talk.asked
    reflect = (*reflect, meaning("back")) if again else reflect
    returned = (*s.talk.returned, question.facet) if again else s.talk.returned
    talk = replace(s.talk, asked=(*s.talk.asked, question.facet)[-24:], returned=returned[-24:])
    options = tuple(Choice(i, say(words, s.lang)) for i, words in question.choices if i not in UNSURE)
    ask = meaning("ask-need", question=Text(say(question.text, s.lang)))
    return Turn(at(talk, "asked"), (*reflect, ask), question.id, (*options, Choice("dont_mind"), Choice("show")))


def _looked(s: Scene) -> tuple[str, ...]:
    return tuple(product for _, product in s.shopper.viewed)


def _title(s: Scene, product: str) -> str:
    known = s.shop.catalogue.get(product)
    return say(known.title, s.lang) if known else product


def _nothing(s: Scene, conflict: tuple[str, ...]) -> Turn:
    talk = replace(s.talk, misses=s.talk.misses + 1)
    words = ", ".join(label(s.shop.catalogue, facet, s.lang) for facet in conflict)
    said = meaning("offer-none", conflict=Text(words))
    if talk.misses >= 2:
        return hand(with_talk(s, talk), "nothing_fits", first=(said,))
    return Turn(
        at(talk, "asked"), (said, meaning("ask-open-need")), "need:open", (Choice("person"), Choice("just_looking"))
    )
