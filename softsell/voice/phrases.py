"""Meanings become words: the blocks of a message, with every claim bound to its evidence.

Rules
1. A slot that claims (money, count, number, day, moment, fact) without a `source` and its time (`as_of`) is refused, and so is
   one that is not true yet, or no longer, at the time of saying (`at`): ValueError with kind and slot.
2. Where words came from a claim slot is kept in `Block.claims`, so that the lint can tell them from literal claims.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from softsell.values import (
    Count,
    Day,
    Fact,
    Item,
    Items,
    Link,
    Meaning,
    Moment,
    Money,
    Number,
    Reason,
    Slot,
    Suggestion,
    Suggestions,
    Text,
)  # fmt: skip
from softsell.voice.kinds import MEANINGS, OPTIONAL, QUESTIONS
from softsell.voice.ruleset import RuleSet
from softsell.voice.words import Span, Words, claim, clean, lines, read, render, strip

Claim = Money | Count | Number | Day | Moment | Fact


class Block(Struct, frozen=True, kw_only=True):
    """One piece of a message: `text` is complete for a plain letter, the typed parts are there for a richer layout.

    `kind`: para, question, items, suggestion, fact, total or link. `claims`: (start, end) of the text that came from
    evidence-bound slots or quotes the buyer. `key` is the phrase it came from.
    """

    kind: str
    text: str
    key: str = ""
    claims: tuple[Span, ...] = ()
    items: tuple[Item, ...] = ()
    suggestion: Suggestion | None = None
    fact: Fact | None = None
    total: Money | None = None
    link: Link | None = None


class Voice(Struct, frozen=True, eq=False):
    """All words and rules, built once; a read-only value, the same only as itself."""

    words: dict[str, Words]
    rules: Mapping[str, RuleSet]


def load(ftl: dict[str, str], rules: Mapping[str, RuleSet]) -> Voice:
    """The voice from the texts of its phrase files (Fluent), joined by language, and the rules by language.

    Raises ValueError for a phrase that does not parse or is there twice.
    """
    return Voice({lang: read(lang, source) for lang, source in ftl.items()}, rules)


def say(
    voice: Voice,
    meanings: tuple[Meaning, ...],
    lang: str,
    *,
    wording: int | tuple[int, ...] = 0,
    at: datetime | None = None,
) -> tuple[Block, ...]:
    """The words of `meanings` in `lang`. `wording` picks the variant, counted modulo how many a phrase has: one for all,
    or one for each meaning. `at` is when they are said; None for words that were said before and are shown again.

    Raises ValueError, naming the kind and the slot, for an unknown kind, a missing or wrong slot, or a claim without
    evidence that holds at that time.
    """
    words = voice.words[lang]
    each = (wording,) * len(meanings) if isinstance(wording, int) else wording
    pairs = zip(meanings, each, strict=True)
    return tuple(block for meaning, wording in pairs for block in _blocks(words, meaning, wording, at))


def text(voice: Voice, key: str, lang: str, slots: dict[str, Slot] | None = None, *, wording: int = 0) -> str:
    """A single string: a subject, a label, a title. Raises ValueError for an unknown key or a missing slot."""
    return strip(render(voice.words[lang], key, slots or {}, wording))[0]


def wordings(voice: Voice, key: str, lang: str) -> int:
    """How many wordings a phrase has; 0 for an unknown key."""
    return len(voice.words[lang].phrases.get(key, ()))


def slots_of(voice: Voice, key: str, lang: str) -> frozenset[str]:
    """The slots that any wording of a phrase names, without the suffixes of their forms."""
    phrases = voice.words[lang].phrases.get(key, ())
    return frozenset(variable.partition("_")[0] for phrase in phrases for variable in phrase.variables)


def _blocks(words: Words, meaning: Meaning, wording: int, at: datetime | None) -> list[Block]:
    wanted = MEANINGS.get(meaning.kind)
    if wanted is None:
        raise ValueError(f"{meaning.kind}: no such meaning")
    _check(meaning, wanted, at)
    key = meaning.kind
    said, claims = strip(render(words, _exact(meaning), meaning.slots, wording))
    match meaning.slots.get("text"):
        case Text(text=own):  # a person's words stand as they are, with the name under them
            said = f"{lines(own)}\n\n{said}".strip()
        case _:
            pass
    blocks = [Block(kind="question" if key in QUESTIONS else "para", text=said, key=key, claims=claims)]
    for name in wanted:
        blocks += _layout(words, key, meaning.slots.get(name), name)
    return blocks


def _exact(meaning: Meaning) -> str:
    """The phrase for a meaning: a window from n to n days is said as n days."""
    match meaning.slots.get("min"), meaning.slots.get("days"):
        case Number(value=low), Count(n=high) if low == high:
            return f"{meaning.kind}-exact"
        case _:
            return meaning.kind


def _check(meaning: Meaning, wanted: dict[str, type[Slot]], at: datetime | None) -> None:
    for name, kind in wanted.items():
        slot = meaning.slots.get(name)
        if slot is None:
            if name not in OPTIONAL[meaning.kind]:
                raise ValueError(f"{meaning.kind}: the slot {name!r} is missing")
            continue
        if not isinstance(slot, kind):
            raise ValueError(f"{meaning.kind}: the slot {name!r} is {type(slot).__name__}, not {kind.__name__}")
        for one in _claimed(slot):
            if fault := _fault(one, at):
                raise ValueError(f"{meaning.kind}: the slot {name!r} {fault}")


def _claimed(slot: Slot | None) -> Iterator[Claim]:
    """The claims in a slot."""
    match slot:
        case Money() | Count() | Number() | Day() | Moment() | Fact():
            yield slot
        case Item(price=price):
            yield from _claimed(price)
        case Items(items=items):
            for item in items:
                yield from _claimed(item)
        case Suggestion(item=item):
            yield from _claimed(item)
        case Suggestions(suggestions=suggestions):
            for suggestion in suggestions:
                yield from _claimed(suggestion)


def _fault(claim: Claim, at: datetime | None) -> str:
    """What is wrong with a claim's evidence at a time, or ""."""
    if not claim.source:
        return "claims without a source"
    if claim.as_of is None:
        return "claims without a time"
    if at is not None and claim.as_of > at:
        return f"claims what is known only from {claim.as_of.isoformat()}"
    if at is not None and claim.valid_until is not None and claim.valid_until <= at:
        return f"claims what held until {claim.valid_until.isoformat()}"
    return ""


def _layout(words: Words, key: str, slot: Slot | None, name: str) -> list[Block]:
    """The blocks that follow a phrase for the slots that are laid out, not woven into its sentence."""
    match slot:
        case Items(items=items) if items:
            lines, claims = strip("\n".join("– " + _line(words, item) for item in items))
            return [Block(kind="items", text=lines, key=key, claims=claims, items=items)]
        case Suggestions(suggestions=suggestions):
            return [_suggestion(words, key, each) for each in suggestions]
        case Fact():
            said, claims = strip(_fact(words, slot))
            return [Block(kind="fact", text=said, key=key, claims=claims, fact=slot)]
        case Link(url=url):
            return [
                Block(
                    kind="link",
                    text=f"{strip(render(words, 'choice-finish', {}, 0))[0]}: {clean(url)}",
                    key=key,
                    link=slot,
                )
            ]
        case Money() if key == "close":
            said, claims = strip(render(words, "total-line", {name: slot}, 0))
            return [Block(kind="total", text=said, key=key, claims=claims, total=slot)]
        case _:
            return []


def _line(words: Words, item: Item) -> str:
    slots: dict[str, Slot] = {"title": Text(item.title), "count": Count(item.quantity, "piece")}
    if item.price is not None:
        slots["price"] = item.price
        return render(words, "item-line-price" if item.quantity == 1 else "item-lines-price", slots, 0)
    return render(words, "item-line" if item.quantity == 1 else "item-lines", slots, 0)


def because(suggestion: Suggestion) -> list[Reason]:
    """The reasons of a suggestion, each saying of the buyer's once, with all that meets it."""
    found: dict[tuple[int, str], Reason] = {}
    for one in suggestion.reasons:
        before = found.get((one.turn, one.said))
        told = f"{before.label}: {before.value}" if before else ""
        if told.endswith(f"{one.label}: {one.value}"):
            continue
        found[one.turn, one.said] = replace(one, label=f"{told}; {one.label}" if told else one.label)
    return list(found.values())


def _suggestion(words: Words, key: str, suggestion: Suggestion) -> Block:
    lines = [_line(words, suggestion.item)]
    if suggestion.benefit:
        lines.append(clean(suggestion.benefit))
    for reason in because(suggestion):
        told = {"said": Text(reason.said), "label": Text(reason.label), "value": Text(reason.value)}
        lines.append(render(words, "because", dict(told), 0))
    if suggestion.drawback:
        lines.append(render(words, "drawback", {"what": Text(suggestion.drawback)}, 0))
    said, claims = strip("\n".join(lines))
    return Block(kind="suggestion", text=said, key=key, claims=claims, suggestion=suggestion)


def _fact(words: Words, fact: Fact) -> str:
    """The shop's own words as they stand, and under them where they are from and since when."""
    return claim(lines(fact.text)) + "\n" + render(words, "source-line", {"fact": fact}, 0)
