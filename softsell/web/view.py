"""What the shopper's page shows, read from the store: the cart, the notes so far, the open question and its answers.

Rules
1. Reading only. A token opens the conversation of the person it was written to, also after their keys became one.
2. The way to the checkout is in the view only when the seller's last turn closes, and nothing was bought since (law 8).
3. An answer chosen by a link is chosen, not given: it waits for a press.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from softsell import store, tokens, writing
from softsell.advise.catalogue import say
from softsell.core import cart as carts
from softsell.core import events as ev
from softsell.core import facts, hours, office
from softsell.core.effects import Ask, Say
from softsell.core.outreach import live
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation, Shopper
from softsell.store.person import Entry
from softsell.values import Choice, Link, Meaning, Moment, Text
from softsell.voice import phrases
from softsell.web.parts import Line, Part, line, parts, price, web_url
from softsell.worker import Runtime, key_of_effect
from softsell.writing import seed, wordings

HIDDEN = ("held", "withdrawn", "skipped", "ghosted")
QUESTION_OF_LETTER = "trouble"


class Opened(Struct, frozen=True):
    """What a token opens: the effect it names, the key it was made for, and the key that stands for them now."""

    effect_id: str
    key: str
    root: str
    shopper: Shopper


class Note(Struct, frozen=True):
    """One turn: `who` is shop, person or you."""

    who: str
    parts: tuple[Part, ...]
    by: str = ""
    say: Say | None = None


class Option(Struct, frozen=True):
    """A quick answer and its words."""

    id: str
    label: str


class View(Struct, frozen=True):
    """Everything on the page. `state` is open, person (one has it) or stopped; `checkout` is "" unless it may be shown."""

    lang: str
    state: str
    fresh: bool
    earlier: tuple[Note, ...]
    current: tuple[Note, ...]
    lines: tuple[Line, ...]
    goods: str
    question: str
    options: tuple[Option, ...]
    suits: frozenset[str]
    chosen: Option | None
    chosen_question: str
    checkout: str
    waiting: bool
    by: Moment | None
    told_stopped: bool


def opened(rt: Runtime, token: str, now: datetime) -> Opened | None:
    """The conversation a token opens; None when it is changed, expired, another shop's, or its person was forgotten."""
    effect_id = tokens.unseal(rt.secret, "talk", token, now)
    if not effect_id or effect_id.split("/")[0] != rt.config.shop.id:
        return None
    key = key_of_effect(effect_id)
    root = store.root(rt.db, rt.config.shop.id, key)
    # A key that was just joined has no state yet; until a worker looks, what is known stands under the old one.
    shopper = store.desk.shopper(rt.db, rt.config.shop.id, root) or store.desk.shopper(rt.db, rt.config.shop.id, key)
    if shopper is None or shopper.forgotten_at is not None:
        return None
    return Opened(effect_id, key, root, shopper)


def view(rt: Runtime, found: Opened, asked: str, now: datetime) -> View:
    """The page of a conversation. `asked` is the answer that a letter's link named ("" for none)."""
    shop, shopper, talk = rt.shop(), found.shopper, found.shopper.conversation
    entries = store.person.transcript(rt.db, shop.id, found.root)
    letter = next((e for e in entries if e.id == found.effect_id and isinstance(e.effect, Ask)), None)
    ask = letter.effect if letter is not None and isinstance(letter.effect, Ask) else None
    fresh = talk is None or (letter is not None and letter.at > talk.moved_at and talk.state != "handed_over")
    lang = facts.language(shop, shopper)
    cart_id = ask.cart_id if ask is not None and fresh else (talk.cart_id if talk else "")
    cart = next((c for c in shopper.carts if c.id == cart_id), None) or live(shopper)
    standing = carts.fold(cart, shopper.orders) if cart else carts.Standing()
    notes = [] if fresh or talk is None else _notes(rt, shop, shopper, talk, ask, entries, lang)
    if not any(note.who != "you" for note in notes[1 if ask else 0 :]):
        notes = [*_welcome(rt, shop, shopper, ask, standing.lines, letter, lang, now), *notes]
    last = next((note.say for note in reversed(notes) if note.say is not None), None)
    sum_of_goods = facts.goods(shop, standing.lines, now)
    question, options = _open_question(rt, talk, ask, last, fresh, bool(standing.lines), lang)
    chosen, chosen_question = _chosen(rt, asked, question, options, ask, lang)
    start = _current(notes)
    return View(
        lang=lang,
        state=_state(talk, fresh),
        fresh=fresh,
        earlier=tuple(notes[:start]),
        current=tuple(notes[start:]),
        lines=tuple(line(shop.policy, item, lang) for item in facts.items(shop, standing.lines, lang, now).items),
        goods=price(sum_of_goods, lang),
        question=question,
        options=tuple(option for option in options if option != chosen),
        suits=frozenset(option.id.removeprefix("suits:") for option in options if option.id.startswith("suits:")),
        chosen=chosen,
        chosen_question=chosen_question,
        checkout=_checkout(shop, shopper, talk, last, notes, entries),
        waiting=talk is not None and talk.state == "handed_over" and bool(notes) and notes[-1].who == "you",
        by=_answer_by(shop, shopper, talk, now),
        told_stopped=last is not None and any(m.kind == "stopped" for m in last.meanings),
    )


def _answer_by(shop: Shop, shopper: Shopper, talk: Conversation | None, now: datetime) -> Moment | None:
    """When a person will have answered, on the buyer's clock; None when that is over, or nobody is waited for."""
    by = office.promised(shop.policy, talk) if talk is not None else None
    local = by.astimezone(hours.zone(shopper.timezone, shop.policy.timezone)) if by and by > now else None
    return Moment(local, source="policy", as_of=now) if local else None


def _state(talk: Conversation | None, fresh: bool) -> str:
    if talk is None or fresh:
        return "open"
    return {"handed_over": "person", "stopped": "stopped"}.get(talk.state, "open")


def _current(notes: Sequence[Note]) -> int:
    """Where the present begins: the buyer's words before the seller's last turn, and what came after."""
    last = next((i for i in reversed(range(len(notes))) if notes[i].who != "you"), 0)
    return last - 1 if last and notes[last - 1].who == "you" else last


def _welcome(
    rt: Runtime,
    shop: Shop,
    shopper: Shopper,
    ask: Ask | None,
    lines: tuple[ev.Line, ...],
    letter: Entry | None,
    lang: str,
    now: datetime,
) -> list[Note]:
    """Good to see you, and the letter's one question; when the cart was bought meanwhile, thanks instead."""
    name = Text(shop.policy.name)
    meanings: tuple[Meaning, ...]
    if not lines and letter is not None and any(o.at >= letter.at and not o.cancelled for o in shopper.orders):
        meanings = (Meaning("bought", {"shop": name}),)
    elif not lines:
        meanings = (Meaning("welcome-empty", {"shop": name}),)
    else:
        question = next((m for m in ask.meanings if m.kind == "ask-trouble"), None) if ask else None
        here = Meaning("welcome", {"shop": name, "items": facts.items(shop, lines, lang, now)})
        meanings = (here, question or Meaning("ask-which"))
    return [Note("shop", _parts(rt, shop, meanings, lang, (seed(shopper) - 1,) * len(meanings)))]


def _notes(
    rt: Runtime, shop: Shop, shopper: Shopper, talk: Conversation, ask: Ask | None, entries: Sequence[Entry], lang: str
) -> list[Note]:
    notes: list[Note] = []
    choices: dict[str, Choice] = {c.id: c for c in ask.choices} if ask else {}
    if ask is not None:
        question = tuple(m for m in ask.meanings if m.kind == "ask-trouble")
        notes.append(Note("shop", _parts(rt, shop, question, lang, (seed(shopper) - 1,) * len(question))))
    for entry in entries:
        if entry.at < talk.opened_at:
            continue
        match entry:
            case Entry(effect=Say(conversation=talk.id) as effect, status=status) if status not in HIDDEN:
                choices |= {c.id: c for c in effect.choices}
                said = _parts(rt, shop, effect.meanings, lang, wordings(shopper, effect))
                by = next((part.by for part in said if part.kind == "person"), "")
                notes.append(Note("person" if by else "shop", said, by, effect))
            case Entry(event=ev.Answered(choice=choice)):
                words = _words(rt, shop, choices.get(choice) or Choice(choice), lang)
                if words:
                    notes.append(Note("you", (Part("para", words),)))
            case Entry(
                event=ev.Said(text=text, trusted=True)
            ):  # what somebody else may have written is not shown as theirs
                notes.append(Note("you", (Part("para", text.strip()),)))
    return notes


def _parts(
    rt: Runtime, shop: Shop, meanings: tuple[Meaning, ...], lang: str, wording: tuple[int, ...]
) -> tuple[Part, ...]:
    said = parts(rt.desk.voice, shop.policy, meanings, lang, wording)
    return said or parts(rt.desk.voice, shop.policy, (Meaning("unknown"),), lang, wording)


def _words(rt: Runtime, shop: Shop, choice: Choice, lang: str) -> str:
    """What a quick answer says, also of a product; "" for one that nobody offered."""
    label = choice.label
    if choice.id.startswith("suits:"):
        product = shop.catalogue.get(choice.id.removeprefix("suits:"))
        title = label or (say(product.title, lang) if product else "")
        return f"{phrases.text(rt.desk.voice, 'choice-suits', lang)}: {title}" if title else ""
    try:
        return writing.label(rt.desk.voice, choice, lang)
    except (ValueError, KeyError):
        return ""


def _open_question(
    rt: Runtime, talk: Conversation | None, ask: Ask | None, last: Say | None, fresh: bool, cart: bool, lang: str
) -> tuple[str, tuple[Option, ...]]:
    """The open question's id and its answers: the letter's before anything was said, else those of the last turn."""
    choices: tuple[Choice, ...] = ()
    question = QUESTION_OF_LETTER
    if talk is not None and not fresh and last is not None:
        if talk.state not in ("handed_over", "stopped") and talk.question == last.question:
            question, choices = last.question, last.choices
    elif ask is not None and cart:
        choices = ask.choices
    return question, tuple(Option(c.id, writing.label(rt.desk.voice, c, lang)) for c in choices)


def _chosen(
    rt: Runtime, asked: str, question: str, options: tuple[Option, ...], ask: Ask | None, lang: str
) -> tuple[Option | None, str]:
    """The answer that the letter's link named, when it can still be given, and the question that it answers."""
    found = next((option for option in options if option.id == asked), None)
    if found is not None or ask is None:
        return found, question
    choice = next((c for c in ask.choices if c.id == asked), None)
    return (Option(choice.id, writing.label(rt.desk.voice, choice, lang)) if choice else None), QUESTION_OF_LETTER


def _checkout(
    shop: Shop,
    shopper: Shopper,
    talk: Conversation | None,
    last: Say | None,
    notes: Sequence[Note],
    entries: Sequence[Entry],
) -> str:
    closing = talk is not None and talk.state == "closed" and last is not None and last.close
    if not closing or last is None or notes[-1].say is not last:
        return ""
    said_at = next(entry.at for entry in reversed(entries) if entry.effect is last)
    if any(order.at >= said_at and not order.cancelled for order in shopper.orders):
        return ""
    links = [m.slots.get("link") for m in last.meanings if m.kind == "close"]
    return next((web_url(shop.policy, link.url) for link in links if isinstance(link, Link)), "")
