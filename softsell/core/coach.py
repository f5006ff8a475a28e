"""Coaching for whoever sells: what the buyer said and means, what to ask or suggest next and why, which facts answer.

Rules
1. It is the machine's own conversation, folded over a copy of the state: what is drafted for a person is what the machine
   would have said, so the two never disagree. Nothing is kept and nothing is sent.
2. Whether something was said is for the transcript to say. A draft that nobody said was neither asked nor offered; a
   person's own line counts as a claim, so the buyer's satisfaction must come after it.
3. A person is here already: where the machine would hand over, the coaching says what is missing instead.
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from softsell.advise import answer
from softsell.advise.answering import retrieve
from softsell.advise.catalogue import label, say
from softsell.advise.describe import need_words
from softsell.advise.knowledge import current
from softsell.advise.needs import Question, next_question
from softsell.advise.offer import Offered, offer
from softsell.advise.text import fold, stems
from softsell.core import cart as carts
from softsell.core import office
from softsell.core.absorb import absorb
from softsell.core.cart import Standing
from softsell.core.conversation import begin, converse
from softsell.core.events import Added, Answered, Line, Said
from softsell.core.facts import language, meaning
from softsell.core.hearing import Heard, hear_choice, hear_text
from softsell.core.outreach import live
from softsell.core.scene import Turn, product_needs
from softsell.core.shop import Shop
from softsell.core.shopper import Concern, Conversation, Shopper, new
from softsell.values import Choice, Fact, Meaning, Suggestions

HANDS = frozenset(("handing-over", "unknown", "support", "fix-technical"))  # a person is here
MOST_LINES, MOST_FACTS, NEAR = 400, 4, 1
_CLOSER = ("closed", "satisfied")


class Spoken(Struct, frozen=True, omit_defaults=True):
    """One line of a talk. `by` is "buyer" or "seller"; a buyer may have pressed a quick answer (`choice`) instead.

    Of a seller: `drafted` says that the draft was said as it stood, `question` is the id of the question that was asked.
    """

    by: str
    text: str = ""
    choice: str = ""
    question: str = ""
    drafted: bool = False


class Known(Struct, frozen=True):
    """One need: what it is about and what was understood, in the catalogue's words, and the buyer's own (`said`)."""

    facet: str
    about: str
    words: str
    said: str
    turn: int
    wanted: bool = True


class Coaching(Struct, frozen=True):
    """Where the talk stands, and what would help now.

    `draft` are the meanings that the machine would say, `missing` why they are not enough ("" when they are): a fact that
    the shop's knowledge does not hold, or the buyer's wish for a person. `question` is the one worth asking, with its gain
    and the alternatives; `facts` answer what is open, `near` come closest where nothing does. `close`: the checkout may be
    shown now, because the buyer is satisfied. `over`: the buyer wants peace, so nothing more is asked.
    """

    language: str
    state: str
    heard: tuple[str, ...] = ()
    needs: tuple[Known, ...] = ()
    concerns: tuple[Concern, ...] = ()
    offered: tuple[str, ...] = ()
    chosen: str = ""
    satisfied: bool = False
    draft: tuple[Meaning, ...] = ()
    asks: str = ""
    choices: tuple[Choice, ...] = ()
    missing: str = ""
    question: Question | None = None
    offer: Offered = Offered()
    facts: tuple[Fact, ...] = ()
    near: tuple[Fact, ...] = ()
    close: bool = False
    over: bool = False
    promised: datetime | None = None


class _Fold(Struct, frozen=True):
    """The copy of the state, and the turn that nobody has said yet with the talk as it was before it."""

    shopper: Shopper
    turn: Turn | None = None
    heard: Heard = Heard(())
    before: Conversation | None = None


def stranger(shop: Shop, language: str, cart: tuple[Line, ...], now: datetime) -> Shopper:
    """Somebody of whom only a language and a cart are known, for a talk that has no shopper of ours."""
    shopper = replace(new("coached"), language=language)
    for n, line in enumerate(cart):
        shopper = absorb(shop, shopper, Added(id=f"line-{n}", at=now, line=line)) or shopper
    return shopper


def coach(shop: Shop, shopper: Shopper, lines: Iterable[Spoken], now: datetime) -> Coaching:
    """The coaching after these lines, which follow on what `shopper` holds. Pure: the shopper stays as it was."""
    promise = office.promised(shop.policy, shopper.conversation) if shopper.conversation else None
    fold = _Fold(replace(shopper, conversation=_held(shopper.conversation)))
    for line in list(lines)[-MOST_LINES:]:
        fold = _buyer(shop, fold, line, now) if line.by == "buyer" else _seller(shop, fold, line, now)
    return replace(_coaching(shop, fold, now), promised=promise)


# -- the fold -----------------------------------------------------------------------------------------------------------


def _buyer(shop: Shop, fold: _Fold, line: Spoken, now: datetime) -> _Fold:
    shopper = _unsaid(fold).shopper
    talk = shopper.conversation
    heard: Heard | str
    if line.choice:
        asked = Answered(id="line", at=now, question=line.question, choice=line.choice)
        heard = hear_choice(shop, shopper, talk, asked)
    else:
        heard = hear_text(shop, shopper, talk, Said(id="line", at=now, text=line.text))
    if isinstance(heard, str) or not (line.text.strip() or line.choice):
        return _Fold(shopper)
    before = talk or begin(shopper, "page", now)
    turn = converse(shop, shopper, heard, "page", now)
    return _Fold(replace(shopper, conversation=_held(turn.talk)), turn, heard, before)


def _seller(shop: Shop, fold: _Fold, line: Spoken, now: datetime) -> _Fold:
    if line.drafted and fold.turn is not None:
        return replace(fold, turn=None, before=None)
    shopper = _unsaid(fold).shopper
    talk = shopper.conversation or begin(shopper, "page", now)
    named = _named(shop, line.text)
    question = line.question or _asked(shop, line.text) or ("fits" if named and "?" in line.text else "")
    open_concern = any(one.open for one in talk.concerns)
    state = "easing" if open_concern else "suggested" if named or talk.offered else "asked"
    spoken = replace(
        talk,
        state=talk.state if talk.state in ("stopped", "resting") else state,
        turn=talk.turn + 1,
        claim_turn=talk.turn + 1,
        question=question,
        choices=(),
        asked=tuple(dict.fromkeys((*talk.asked, question.removeprefix("need:"))))
        if "need:" in question
        else talk.asked,
        offered=tuple(dict.fromkeys((*named, *talk.offered)))[:12],
    )
    return _Fold(replace(shopper, conversation=spoken))


def _unsaid(fold: _Fold) -> _Fold:
    """The state with what the buyer told, and without what was drafted for the seller and never said."""
    after, before = fold.shopper.conversation, fold.before
    if fold.turn is None or after is None or before is None:
        return fold
    told = replace(
        before,
        state="satisfied" if after.state in _CLOSER else after.state,
        turn=max(after.turn - 1, before.turn),
        needs=after.needs,
        concerns=after.concerns,
        chosen=after.chosen,
        receive=after.receive,
        satisfied_turn=after.satisfied_turn,
        asked_for_advice=after.asked_for_advice,
        moved_at=after.moved_at,
        rest_until=None if after.state in _CLOSER else after.rest_until,
        ended="" if after.state in _CLOSER else after.ended,
        misses=0,
    )
    return _Fold(replace(fold.shopper, conversation=told), heard=fold.heard)


def _held(talk: Conversation | None) -> Conversation | None:
    """The talk as a person has it: they are here, so it is handed to nobody."""
    if talk is None or talk.state != "handed_over":
        return talk
    state = "easing" if any(one.open for one in talk.concerns) else "understood"
    return replace(talk, state=state, holder="", misses=0)


def _named(shop: Shop, text: str) -> tuple[str, ...]:
    """The products whose names stand in a seller's words."""
    words, catalogue = fold(text), shop.catalogue
    some = (catalogue.products[row] for row in catalogue.finding.sharing(stems(text)))
    titles = ((one.id, title) for one in some for title in one.title.values())
    return tuple(dict.fromkeys(product for product, title in titles if len(title) > 3 and fold(title) in words))[:6]


def _asked(shop: Shop, text: str) -> str:
    """The question of the catalogue's that stands in a seller's words."""
    words = fold(text)
    for facet in shop.catalogue.facets.values():
        if any(question and fold(question) in words for question in facet.question.values()):
            return f"need:{facet.id}"
    return ""


# -- what it comes to ------------------------------------------------------------------------------------------------------


def _coaching(shop: Shop, fold: _Fold, now: datetime) -> Coaching:
    shopper, turn = fold.shopper, fold.turn
    talk, lang = shopper.conversation, language(shop, shopper)
    live_shop = replace(shop, knowledge=current(shop.knowledge, now))
    if talk is None:
        question = _question(live_shop, shopper, None)
        return Coaching(
            language=lang, state="opened", draft=(meaning("ask-open-need"),), asks="need:open", question=question
        )
    over = talk.state in ("stopped", "resting")
    draft = tuple(m for m in turn.meanings if m.kind not in HANDS) if turn else ()
    facts, near = _facts(live_shop, shopper, talk, draft, lang, now)
    return Coaching(
        language=lang,
        state=talk.state,
        heard=fold.heard.signals,
        needs=_needs(shop, talk, lang),
        concerns=talk.concerns,
        offered=(fold.before if turn and fold.before else talk).offered,
        chosen=talk.chosen,
        satisfied=talk.satisfied_turn > talk.claim_turn,
        draft=draft,
        asks=turn.question if turn else "",
        choices=turn.choices if turn else (),
        missing=turn.hand if turn else "",
        question=None if over else _question(live_shop, shopper, fold.before if turn else talk),
        offer=Offered() if over else _offer(live_shop, shopper, talk, draft, lang, now),
        facts=facts,
        near=near,
        close=bool(turn and turn.close),
        over=over,
    )


def _needs(shop: Shop, talk: Conversation, lang: str) -> tuple[Known, ...]:
    found = []
    for need in product_needs(talk.needs):
        about, words = label(shop.catalogue, need.facet, lang), need_words(shop.catalogue, need, lang)
        bare = words.removeprefix(f"{about}: ")
        found.append(Known(need.facet, about, bare, need.said, need.turn, need.wanted))
    return tuple(found)


def _question(shop: Shop, shopper: Shopper, before: Conversation | None) -> Question | None:
    """The question worth asking, with why; `before`: the talk without what is only drafted."""
    talk = shopper.conversation
    needs = product_needs(talk.needs) if talk else ()
    asked = before.asked if before else ()
    looked = tuple(product for _, product in shopper.viewed)
    return next_question(shop.catalogue, needs, asked=asked, cart=_standing(shopper, talk).products, looked=looked)


def _offer(
    shop: Shop, shopper: Shopper, talk: Conversation, draft: tuple[Meaning, ...], lang: str, now: datetime
) -> Offered:
    """What is drafted as an offer, else what fits what is known; nothing while nothing is known."""
    for one in draft:
        match one.slots.get("suggestions"):
            case Suggestions(suggestions=drafted):
                return Offered(suggestions=drafted)
            case _:
                pass
    needs = product_needs(talk.needs)
    if not needs:
        return Offered()
    looked = tuple(product for _, product in shopper.viewed)
    cart = _standing(shopper, talk).products
    return offer(shop.catalogue, needs, lang=lang, cart=cart, looked=looked, now=now)


def _facts(
    shop: Shop, shopper: Shopper, talk: Conversation, draft: tuple[Meaning, ...], lang: str, now: datetime
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts that answer what is open, and those that come closest where nothing does."""
    drafted = [one for m in draft for one in m.slots.values() if isinstance(one, Fact)]
    products = tuple(dict.fromkeys((*talk.offered, *_standing(shopper, talk).products)))
    found, near = list(drafted), []
    for concern in talk.concerns:
        if not concern.open or not concern.text:
            continue
        hit = answer.find(shop.knowledge, shop.catalogue, concern.text, lang, product_ids=products, now=now)
        if hit is not None:
            found.append(hit.fact)
        else:
            near += [_passage(one.passage, lang) for one in retrieve.search(shop.knowledge, concern.text)[:NEAR]]
    facts = tuple({fact.text: fact for fact in found}.values())[-MOST_FACTS:]
    told = {fact.text for fact in facts}
    return facts, tuple({fact.text: fact for fact in near if fact.text not in told}.values())[-2 * NEAR :]


def _passage(found: answer.Passage, lang: str) -> Fact:
    text, title = say(found.text, lang), say(found.title, lang)
    return Fact(text, found.url or found.id, found.as_of, title, found.url, found.valid_until)


def _standing(shopper: Shopper, talk: Conversation | None) -> Standing:
    cart = next((one for one in shopper.carts if talk and one.id == talk.cart_id), None) or live(shopper)
    return carts.fold(cart, shopper.orders) if cart else Standing()


__all__ = ["Coaching", "Known", "Spoken", "coach", "stranger"]
