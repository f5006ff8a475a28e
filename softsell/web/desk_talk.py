"""What happened with one person, in words: events and effects interleaved, in the order in which they happened.

Rules
1. What the buyer and the seller said stands as it was said, in the language in which it was said.
2. What needs no word is left out: wake-ups, repeated reports of browsing, and our own bookkeeping.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core import facts
from softsell.store.inbound import Came
from softsell.store.person import Entry
from softsell.values import Choice, Text
from softsell.voice import phrases
from softsell.web.desk_visit import Visit


class Line(Struct, frozen=True):
    """One line of the page. `side`: theirs, ours or noted. `lang` is the language of `text` ("" for the reader's own).

    `came` is the letter that it was taken from, as it came in.
    """

    side: str
    at: datetime
    by: str
    text: str
    lang: str = ""
    title: str = ""
    note: str = ""
    href: str = ""
    came: Came | None = None


def lines(visit: Visit, entries: Sequence[Entry], letters: Sequence[Came] = ()) -> list[Line]:
    """The transcript as the page shows it; equal notes one after another are one. `letters` are those that came in."""
    found: list[Line] = []
    whole = {one.id: one for one in letters}
    labels: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry.effect, (fx.Ask, fx.Say)):
            labels |= {c.id: c.label for c in entry.effect.choices if c.label}
        line = _event(visit, entry, entry.event, labels) if entry.event else _effect(visit, entry, entry.effect)
        if line is None or (
            found and line.side == "noted" and (found[-1].text, found[-1].side) == (line.text, "noted")
        ):
            continue
        if isinstance(entry.event, ev.Said) and (came := whole.get(entry.id.rpartition(":")[0])):
            line = replace(line, came=came)
        found.append(line)
    return found


def _event(visit: Visit, entry: Entry, event: ev.Event | None, labels: dict[str, str]) -> Line | None:
    words, at = visit.words, entry.at
    match event:
        case ev.Relayed(event=inner):
            return _event(visit, entry, ev.decode(bytes(inner)), labels)
        case ev.Said(text=text, channel=channel, trusted=trusted):
            note = "" if trusted else words("event-unproved")
            return Line(
                "theirs", at, words(f"by-them-{channel}" if channel == "mail" else "by-them-page"), text, note=note
            )
        case ev.Answered(choice=choice):
            return Line("theirs", at, words("by-them-choice"), labels.get(choice) or words.label(choice))
        case ev.PersonSaid():
            return None  # the effect says it, with what became of it
        case ev.Added(line=line):
            return _note(at, words("event-added", what=_title(visit, line)))
        case ev.Removed(line=line):
            return _note(at, words("event-removed", what=_title(visit, line)))
        case ev.CartUpdated(lines=some):
            told = (
                words("event-cart", what=", ".join(_title(visit, one) for one in some))
                if some
                else words("event-emptied")
            )
            return _note(at, told)
        case ev.ShippingQuoted(postcode=postcode, total=total, currency=currency):
            told = words(
                "event-quoted", place=postcode or "–", price=words.money(total, currency) if total is not None else "–"
            )
            return _note(at, told)
        case ev.Ordered(total=total, currency=currency):
            return _note(at, words("event-ordered", total=words.money(total, currency)))
        case ev.Viewed(product_id=product_id, variant_id=variant_id):
            return _note(at, words("event-viewed", what=_title(visit, ev.Line(product_id, variant_id=variant_id))))
        case ev.Identified(consent=consent) if consent is not None:
            return _note(at, words("event-consent" if consent.basis != "withdrawn" else "event-withdrawn"))
        case ev.HandedBack(by=by, done=True):
            return _note(at, words("event-answered-by", who=by))
        case ev.TookOver(by=by) | ev.HandedBack(by=by):
            return _note(at, words("event-over" if isinstance(event, ev.TookOver) else "event-back", who=by))
        case ev.Bounced(permanent=permanent):
            return _note(at, words("event-bounced" if permanent else "event-bounced-once"))
        case ev.Suspected(human=human):
            return _note(at, words("event-human" if human else "event-suspected"))
        case (
            ev.Seen()
            | ev.Searched()
            | ev.Woke()
            | ev.Sent()
            | ev.Ghosted()
            | ev.Held()
            | ev.Skipped()
            | ev.Identified()
        ):
            return None
        case ev.Joined() | ev.Merged() | ev.Erased() | None:
            return None
    key = f"event-{type(event).__name__.lower()}"
    return _note(at, words(key)) if words.has(key) else None


def _effect(visit: Visit, entry: Entry, effect: fx.Effect | None) -> Line | None:
    words, at = visit.words, entry.at
    match effect:
        case fx.Ask(language=lang, arm=arm):
            subject, text = entry.letter or ("", "")
            by = words("by-letter-ghost" if arm == "holdout" else "by-letter")
            return Line(
                "ours", at, by, text or _words(visit, effect), lang, subject, status(visit, entry.status, entry.detail),
                f"/desk/letter/{entry.id}" if entry.letter else "",
            )  # fmt: skip
        case fx.Say(language=lang, channel=channel, meanings=meanings):
            by_person = next((m.slots.get("by") for m in meanings if m.kind == "person-said"), None)
            by = by_person.text if isinstance(by_person, Text) else words("by-machine")
            note = status(visit, entry.status, entry.detail) if channel == "mail" else ""
            return Line("ours", at, by, _words(visit, effect), lang, note=note)
        case fx.HandOver(reason=reason):
            return _note(at, words.either(f"over-{reason}", "over-other"))
        case fx.Withdraw(reason=reason):
            return _note(at, words("effect-withdrawn", why=words.either(f"why-{reason}", "why-other")))
    return None


def status(visit: Visit, name: str, detail: str) -> str:
    """What became of a letter, in words: its status, and for a hold or a skip the reason."""
    words = visit.words
    told = words.either(f"status-{name}", "stage-other")
    match name:
        case "skipped" | "withdrawn":
            return f"{told} {words.either(f'why-{detail}', 'why-other')}"
        case "held":
            return f"{told} {detail}"
    return told


def _words(visit: Visit, effect: fx.Ask | fx.Say) -> str:
    """The words of an effect as voice says them; a person's own words stand as they are."""
    voice, parts = visit.rt.desk.voice, []
    for meaning in effect.meanings:
        own = meaning.slots.get("text")
        if meaning.kind == "person-said" and isinstance(own, Text):
            parts.append(own.text)
        elif not meaning.kind.startswith("subject-"):
            try:
                parts += [block.text for block in phrases.say(voice, (meaning,), effect.language)]
            except (ValueError, KeyError):
                parts.append(visit.words("effect-unsayable"))
    return "\n\n".join(parts)


def choices(visit: Visit, some: Sequence[Choice]) -> list[str]:
    """The quick answers under a question, as they were shown."""
    return [choice.label or visit.words.label(choice.id) for choice in some]


def _note(at: datetime, text: str) -> Line:
    return Line("noted", at, "", text)


def _title(visit: Visit, line: ev.Line) -> str:
    return facts.item(visit.shop, line, visit.lang, visit.now).title
