"""Warmer words for the soft sentences of a letter: their slots are taken out, and put back where they belong.

Rules
1. Only sentences that ask, greet or lead over (`SOFT`). What promises, answers, states or refuses keeps the shop's words, since
   no check of figures could see that a promise became another.
2. A sentence leaves as its phrase with placeholders. No name, product, price, date or number of anybody is in it.
3. All of a letter's sentences are taken, or none.
"""

from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell.draft.fidelity import PLACEHOLDER, unfaithful
from softsell.values import Meaning, Slot, Text
from softsell.voice import phrases
from softsell.voice.phrases import Block, Voice
from softsell.voice.words import Span, clean

SOFT = frozenset(
    (
        "ask-open", "ask-trouble", "welcome", "welcome-back", "welcome-empty", "ask-which", "ask-postcode", "ask-receive",
        "ask-permission", "ask-open-need", "offer", "offer-one", "ask-fits", "ask-fits-one", "ask-answered", "ask-question",
        "ask-tell", "glad", "thanks", "unclear",
    )
)  # fmt: skip
_OPEN, _SHUT = "⟦", "⟧"  # a slot's place while a phrase is rendered; `voice` leaves them as they are


class Sentence(Struct, frozen=True):
    """A phrase whose slots are placeholders: {{1}} is `values[0]`; `claims` says which came from evidence. `at`: its block."""

    at: int
    text: str
    values: tuple[str, ...] = ()
    claims: tuple[bool, ...] = ()


class Texts(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer of a model."""

    texts: tuple[str, ...]


def said(voice: Voice, meanings: tuple[Meaning, ...], lang: str, wording: int | tuple[int, ...], now: datetime) -> tuple[
    tuple[Block, ...], tuple[Sentence, ...]
]:  # fmt: skip
    """The words of a letter as the phrases have them, and those of its sentences that may be worded anew."""
    blocks: list[Block] = []
    soft: list[Sentence] = []
    each = (wording,) * len(meanings) if isinstance(wording, int) else wording
    for meaning, nth in zip(meanings, each, strict=True):
        here = phrases.say(voice, (meaning,), lang, wording=nth, at=now)
        if meaning.kind in SOFT and (found := _sentence(voice, meaning, here[0], lang, nth, len(blocks))):
            soft.append(found)
        blocks += here
    return tuple(blocks), tuple(soft)


def _sentence(voice: Voice, meaning: Meaning, real: Block, lang: str, wording: int, at: int) -> Sentence | None:
    """The phrase with placeholders; None when they cannot be told from its words."""
    if any(c in real.text for c in _OPEN + _SHUT + "{}"):
        return None
    names: list[str] = []
    slots: dict[str, Slot] = {}
    for name, slot in meaning.slots.items():
        slots[name] = slot
        if isinstance(slot, Text) and slot.text:
            slots[name] = Text(f"{_OPEN}{chr(ord('a') + len(names))}{_SHUT}")
            names.append(clean(slot.text))
    shown = phrases.say(voice, (replace(meaning, slots=slots),), lang, wording=wording)[0]
    places = [(start, end, shown.text[start:end], True) for start, end in shown.claims]
    for n, value in enumerate(names):
        mark, start = f"{_OPEN}{chr(ord('a') + n)}{_SHUT}", -1
        while (start := shown.text.find(mark, start + 1)) >= 0:
            places.append((start, start + len(mark), value, False))
    text, last, values, claims = "", 0, [], []
    for start, end, value, claim in sorted(places):
        values.append(value)
        claims.append(claim)
        text += f"{shown.text[last:start]}{{{{{len(values)}}}}}"
        last = end
    made = Sentence(at, text + shown.text[last:], tuple(values), tuple(claims))
    bare = PLACEHOLDER.sub("", made.text)
    same = filled(made, made.text)[0] == real.text
    return made if same and not any(c.isnumeric() or c in _OPEN + _SHUT for c in bare) else None


def filled(sentence: Sentence, text: str) -> tuple[str, tuple[Span, ...]]:
    """A wording with the slots put back, and where those that claim stand. A full stop is never written twice."""
    out, last, spans = "", 0, []
    for found in PLACEHOLDER.finditer(text):
        n = int(found[1]) - 1
        value = sentence.values[n]
        out += text[last : found.start()]
        if sentence.claims[n]:
            spans.append((len(out), len(out) + len(value)))
        out += value
        last = found.end()
        if value.endswith(".") and text[last : last + 1] == "." and text[last : last + 2] != "..":
            last += 1
    return out + text[last:], tuple(spans)


def reworded(
    blocks: tuple[Block, ...], sentences: tuple[Sentence, ...], answer: str, lang: str
) -> tuple[Block, ...] | str:
    """The letter with a model's words for its soft sentences, or why not one of them is used."""
    try:
        told = msgspec.json.decode(unfenced(answer), type=Texts)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return "answer-schema"
    if len(told.texts) != len(sentences):
        return "answer-schema"
    found = list(blocks)
    for sentence, text in zip(sentences, told.texts, strict=True):
        text = text.strip()
        if why := unfaithful(sentence.text, text, lang):
            return why
        words, claims = filled(sentence, text)
        found[sentence.at] = replace(blocks[sentence.at], text=words, claims=claims)
    return tuple(found)


def unfenced(answer: str) -> str:
    """The JSON in an answer, also where a model put it in a fence of code."""
    text = answer.strip()
    if text.startswith("```") and text.endswith("```") and len(text) > 6:
        text = text[3:-3].strip().removeprefix("json").strip()
    return text
