"""The phrases of one language: Fluent texts compiled once, and their typed slots filled in.

Rules
1. In a phrase `$days` is the slot as it stands in a sentence; `$days_acc`, `$days_dat`, `$days_gen` are its cases,
   `$days_n` its bare number for a selector, `$day_full` a day with its weekday, `$total_includes` what a price holds,
   `$name_given` "yes" or "no" for a slot that may be left out.
2. Words from a claim slot stand between two private-use characters until `strip` takes them out and keeps the spans.
   No text from outside can contain them.
3. A full stop that ends a figure or a name ("990 kr.") also ends the sentence: it is never written twice.
"""

import re
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from msgspec import Struct

from softsell.values import Count, Day, Fact, Item, Items, Link, Moment, Money, Number, Slot, Suggestions, Text
from softsell.voice import figures
from softsell.voice.kinds import OPTIONAL

OPEN, SHUT = "\ue000", "\ue001"
MOST_TEXT = 1000  # characters of a name or a quotation in a phrase; more is cut with "…"

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]+")
_MARKS = re.compile(f"[{OPEN}{SHUT}]")
_TWO_STOPS = re.compile(rf"(?<!\.)\.({SHUT}?)\.(?!\.)")

Span = tuple[int, int]


class Phrase(Struct, frozen=True):
    """One wording: its compiled pattern and the variables it names."""

    pattern: Any
    variables: tuple[str, ...]


class Words(Struct, frozen=True):
    """The phrases of one language: key -> wordings, the first one the plain one."""

    lang: str
    bundle: Any
    phrases: dict[str, tuple[Phrase, ...]]


def read(lang: str, source: str) -> Words:
    """The phrases in a Fluent text. Raises ValueError for one that does not parse, is there twice or has no words."""
    resource = FluentResource(source)
    seen: set[str] = set()
    for entry in resource.body:
        match entry:
            case ast.Junk(content=content):
                raise ValueError(f"{lang}: not a phrase: {(content or '').strip()[:80]!r}")
            case ast.Message(id=ast.Identifier(name=name)):
                if name in seen:
                    raise ValueError(f"{lang}: the phrase {name!r} is there twice")
                seen.add(name)
            case _:
                pass
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(resource)
    entries = [entry for entry in resource.body if isinstance(entry, ast.Message)]
    return Words(lang, bundle, {entry.id.name: _phrases(bundle, entry) for entry in entries})


def _phrases(bundle: FluentBundle, entry: ast.Message) -> tuple[Phrase, ...]:
    compiled = bundle.get_message(entry.id.name)
    if compiled.value is None or entry.value is None:
        raise ValueError(f"the phrase {entry.id.name!r} has no words")
    first = Phrase(compiled.value, _variables(entry.value))
    rest = (Phrase(compiled.attributes[a.id.name], _variables(a.value)) for a in entry.attributes)
    return (first, *rest)


def _variables(node: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    stack = [node]
    while stack:
        current = stack.pop()
        match current:
            case ast.VariableReference(id=ast.Identifier(name=name)):
                found[name] = None
            case ast.BaseNode():
                stack.extend(vars(current).values())
            case list():
                stack.extend(current)
            case _:
                pass
    return tuple(sorted(found))


def render(words: Words, key: str, slots: dict[str, Slot], wording: int) -> str:
    """The phrase `key` with its slots, claims still marked. Raises ValueError, naming the key and the slot."""
    phrases = words.phrases.get(key)
    if not phrases:
        raise ValueError(f"{key}: no such phrase in {words.lang!r}")
    phrase = phrases[wording % len(phrases)]
    args = {variable: _value(words, key, variable, slots) for variable in phrase.variables}
    return _TWO_STOPS.sub(r".\1", _format(words, key, phrase.pattern, args)).strip()


def _format(words: Words, key: str, pattern: Any, args: dict[str, Any]) -> str:
    result, errors = words.bundle.format_pattern(pattern, args)
    if errors:
        raise ValueError(f"{key}: {errors[0]}")
    return str(result)


def _value(words: Words, key: str, variable: str, slots: dict[str, Slot]) -> str | int | float:
    """What a phrase's variable stands for: the slot's name, an underscore, and the form of it."""
    name, _, form = variable.partition("_")
    slot = slots.get(name)
    if form == "given":
        return "yes" if _is_given(slot) else "no"
    lang = words.lang
    match slot, form:
        case None, _:
            if name in OPTIONAL.get(key, frozenset()):
                return ""
            raise ValueError(f"{key}: the slot {name!r} is missing")
        case Text(text=value), "":
            return quoted(value) if name == "said" else clean(value)
        case Money(amount=amount, currency=currency), "":
            return claim(figures.money(amount, currency, lang))
        case Money(includes=includes), "includes":
            return render(words, "includes-" + includes.replace("+", "-"), {}, 0) if includes else ""
        case Money(amount=amount), "n":
            return amount
        case Count(), "n":
            return slot.n
        case Count(), _:
            return claim(_counted(words, slot, form))
        case Number(value=number, unit=unit), "":
            return claim(figures.number(number, unit, lang))
        case Number(value=number), "n":
            return number
        case Day(date=date), "":
            return claim(figures.day(date, lang))
        case Day(date=date), "full":
            return claim(figures.weekday(date, lang))
        case Moment(at=at), "full":
            return claim(figures.weekday(at.date(), lang))
        case Moment(at=at), "clock":
            return claim(f"{at:%H:%M}")
        case Items(items=items), "n":
            return sum(item.quantity for item in items)
        case Suggestions(suggestions=suggestions), "n":
            return len(suggestions)
        case Item(title=title), "":
            return clean(title)
        case Link(url=url), "":
            return clean(url)
        case Fact(title=title, source=source), "title":
            return clean(title or source)
        case Fact(as_of=as_of), "day":
            return claim(figures.day(as_of.date(), lang))
    raise ValueError(f"{key}: the slot {name!r} has no form {form!r}")


def _is_given(slot: Slot | None) -> bool:
    match slot:
        case None | Text(text=""):
            return False
        case _:
            return True


def _counted(words: Words, count: Count, case: str) -> str:
    """A number with its noun, in the case asked for: "30 days", "30 daga", "21 dag"."""
    key = f"noun-{count.noun}"
    phrases = words.bundle.get_message(key) if key in words.phrases else None
    if phrases is None:
        raise ValueError(f"{key}: no such noun in {words.lang!r}")
    pattern = phrases.attributes.get(case, phrases.value) if case else phrases.value
    return _format(words, key, pattern, {"n": count.n})


def clean(value: str) -> str:
    """A name from outside as one line without control, direction and private-use characters, at most `MOST_TEXT` long."""
    value = _UNSAFE.sub(" ", value).strip()
    return value if len(value) <= MOST_TEXT else value[:MOST_TEXT].rsplit(" ", 1)[0].rstrip() + "…"


def lines(value: str) -> str:
    """A passage from outside, its lines kept, without control, direction and private-use characters."""
    return "\n".join(_UNSAFE.sub(" ", line).strip() for line in value.strip().splitlines())


def claim(value: str) -> str:
    """Words from an evidence-bound slot, marked."""
    return f"{OPEN}{value}{SHUT}"


def quoted(value: str) -> str:
    """The buyer's own words, marked, without the quotation marks that the phrase puts around them."""
    return claim(clean(value).strip("«»“”„\"' "))


def strip(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans that were between them."""
    parts = _MARKS.split(marked)
    spans, at = [], 0
    for index, part in enumerate(parts):
        if index % 2 and part:
            spans.append((at, at + len(part)))
        at += len(part)
    return "".join(parts), tuple(spans)
