"""What would help a person at the desk with this buyer: the talk in short, the next question, what fits, and the facts.

Rules
1. It is the coach's, over what the buyer and the person have said since the machine fell silent.
2. What a sender without proof wrote is nobody's word: it is not coached on, and the answer that is suggested tells nothing.
3. Everything that can be put in the answer is words as the machine would say them; the box reads them like any other.
"""

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from softsell import coaching
from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core.coach import Coaching, Spoken, coach
from softsell.core.facts import language
from softsell.core.shopper import Shopper
from softsell.store.person import Entry
from softsell.values import Fact, Meaning
from softsell.voice import phrases
from softsell.web.desk_inbox import promise
from softsell.web.desk_visit import Visit

# Hand-overs that do not begin a person's part of the talk.
ASIDE = ("message", "waiting", "unanswered", "unproved_sender")


class Help(Struct, frozen=True):
    """Something that can be put in the answer: what is shown, what is put, and what stands under it."""

    title: str
    put: str
    lines: tuple[str, ...] = ()
    note: str = ""
    url: str = ""


class Panel(Struct, frozen=True):
    """The coaching as the page shows it, in the reader's language; what is put in the answer is in the buyer's."""

    advice: str
    needs: tuple[tuple[str, str, str], ...]  # what about, what was understood, the buyer's words
    concerns: tuple[tuple[str, str, bool], ...]
    offered: tuple[tuple[str, str], ...]  # title, address
    promise: str
    draft: str
    question: Help | None
    offers: tuple[Help, ...]
    facts: tuple[Help, ...]
    near: tuple[Help, ...]
    lang: str
    unproved: bool = False


def panel(visit: Visit, shopper: Shopper, entries: Sequence[Entry]) -> Panel:
    """The panel for a shopper with their transcript."""
    voice, shop, talk = visit.rt.desk.voice, visit.shop, shopper.conversation
    held = talk is not None and talk.state == "handed_over"
    if talk is not None and talk.unproved_since and not talk.waiting_since:
        return _unproved(visit, shopper)
    reason, lines = since(entries) if held else ("", [])
    one = coach(shop, shopper, lines, visit.now)
    if held and not one.missing and not any(line.by == "buyer" for line in lines):
        one = replace(one, missing="" if any(line.by == "seller" for line in lines) else reason)
    asked = coaching.asking(voice, shop, one, visit.lang)
    draft = "" if talk is not None and not held else coaching.draft(voice, one, visit.now)[0]
    return Panel(
        advice=coaching.advice(voice, replace(one, language=visit.lang)),
        needs=_needs(one),
        concerns=tuple((visit.words.label(c.topic), c.text, c.open) for c in one.concerns),
        offered=tuple(_offered(visit, name) for name in one.offered),
        promise=promise(visit, talk),
        draft=draft,
        question=Help(asked.text, asked.text, tuple(c.label for c in asked.choices), asked.why) if asked else None,
        offers=tuple(_offers(visit, one)),
        facts=tuple(_fact(visit, fact, one.language) for fact in one.facts),
        near=tuple(_fact(visit, fact, one.language) for fact in one.near),
        lang=one.language,
    )


def _unproved(visit: Visit, shopper: Shopper) -> Panel:
    """The panel for what may be somebody else's letter: an answer that tells nothing of the buyer, and no more."""
    lang = language(visit.shop, shopper)
    return Panel(
        advice=coaching.words(visit.rt.desk.voice, visit.lang, "advice-unproved"), needs=(), concerns=(), offered=(),
        promise="", draft=coaching.words(visit.rt.desk.voice, lang, "draft-unproved"), question=None,
        offers=(), facts=(), near=(), lang=lang, unproved=True,
    )  # fmt: skip


def _needs(one: Coaching) -> tuple[tuple[str, str, str], ...]:
    """Each need, with the buyer's words where they are not the same as under the next one."""
    said = [need.said for need in one.needs]
    last = [said[n + 1 : n + 2] != [words] for n, words in enumerate(said)]
    return tuple((n.about, n.words, n.said if shown else "") for n, shown in zip(one.needs, last, strict=True))


def since(entries: Sequence[Entry]) -> tuple[str, list[Spoken]]:
    """Why a person was asked for, and what was said since the machine fell silent."""
    held, reason, lines = False, "", list[Spoken]()
    for entry in entries:
        match entry.event or entry.effect:
            case ev.HandedBack():
                held, reason, lines = False, "", []
            case ev.TookOver() if not held:
                held, reason, lines = True, "", []
            case fx.HandOver(reason=why) if why not in ASIDE:
                held, reason, lines = True, why, []
            case ev.PersonSaid(text=text):
                lines = [*lines, Spoken("seller", text)] if held else [Spoken("seller", text)]
                held = True
            case ev.Said(text=text, trusted=True) if held:
                lines.append(Spoken("buyer", text))
            case ev.Answered(choice=choice, question=question) if held:
                lines.append(Spoken("buyer", choice=choice, question=question))
    return reason, lines


def _offers(visit: Visit, one: Coaching) -> list[Help]:
    voice, found = visit.rt.desk.voice, []
    for each in one.offer.suggestions:
        fitting = coaching.fitting(voice, each, one.language, visit.now)
        because = tuple(f"{reason.said} → {reason.label}: {reason.value}" for reason in fitting.reasons)
        title = f"{fitting.title}, {fitting.shown}" if fitting.shown else fitting.title
        found.append(Help(title, fitting.text, because, fitting.drawback, _url(visit, fitting.url)))
    return found


def _fact(visit: Visit, fact: Fact, lang: str) -> Help:
    source = visit.words("coach-source", title=fact.title or fact.source, day=visit.words.full_day(fact.as_of))
    if fact.valid_until is not None:
        source += ", " + visit.words("coach-until", day=visit.words.full_day(fact.valid_until))
    try:
        blocks = phrases.say(visit.rt.desk.voice, (Meaning("answer", {"fact": fact}),), lang, at=visit.now)
        put = next((block.text for block in blocks if block.kind == "fact"), "")
    except ValueError:
        put = ""
    url = _url(visit, fact.url)
    return Help(fact.text, f"{put}\n{url}" if put and url else put, (), source, url)


def _offered(visit: Visit, name: str) -> tuple[str, str]:
    known = visit.shop.catalogue.get(name)
    if known is None:
        return name, ""
    return known.title.get(visit.lang) or name, _url(visit, known.url)


def _url(visit: Visit, url: str) -> str:
    """An address that can be opened: a path is one of the shop's."""
    whole = urljoin(visit.shop.policy.url.rstrip("/") + "/", url) if url else ""
    return whole if urlsplit(whole).scheme in ("http", "https") else ""
