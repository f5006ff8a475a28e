"""The question bank: for each common attribute what it is called, what to ask about its use, and how to know it in a text.

Rules
1. An attribute belongs to a concept by its name alone, in either language; a name without a concept gets no question.
2. In a text, a number counts for a concept only beside its name and in its unit; a flag only by its own words.
   "Not waterproof" is false; a text that says nothing is unknown.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from softsell.advise.catalogue import Words
from softsell.advise.making.quantities import QUANTITY, Measure, Span, named_unit, of
from softsell.errors import BadRequest

LANGUAGES = ("en", "is")
_LETTERS = {ord("þ"): "th", ord("ð"): "d", ord("æ"): "ae", ord("ö"): "o", ord("ø"): "o"}
# Concepts whose bare numbers can have no other unit.
ASSUMED = frozenset(("people", "pcs", "SPF", "dB", "W", "V", "mAh", "lm", "°C"))
RESERVED = frozenset(("budget", "category", "place", "price"))  # what the catalogue asks about by itself


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """A quick answer about a number: `low` to `high` are shares of the shop's own range, 0 to 1."""

    id: str
    say: tuple[str, str]
    low: float = 0.0
    high: float = 1.0


class Concept(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One attribute as people know it. Pairs are English and Icelandic; `unit` is the base unit of `quantities`.

    `open`: any value answers the question ("Which materials do you like best?"), also one that is not among `values`.
    """

    id: str
    kind: str
    label: tuple[str, str]
    ask: tuple[str, str]
    names: tuple[str, ...]
    trades: tuple[str, ...] = ()
    unit: str = ""
    words: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    values: dict[str, tuple[str, ...]] = {}
    cost: float = 0.1
    open: bool = False


class Bank(Struct, frozen=True, eq=False):
    """The concepts by id and by the names of attributes, and the patterns that find them in a text."""

    concepts: dict[str, Concept]
    names: dict[str, str]
    values: dict[str, dict[str, str]]  # concept -> folded spelling -> value's id
    numbers: re.Pattern[str]
    flags: re.Pattern[str]
    flag_of: dict[str, str]


def words(pair: tuple[str, ...]) -> Words:
    """The texts by language."""
    return dict(zip(LANGUAGES, pair, strict=False))


def fold(name: str) -> str:
    """A name as names are compared: small letters, one space between words."""
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def slug(text: str, most: int = 60) -> str:
    """An id out of a text: ASCII letters, digits and "_". Two texts may share one."""
    plain = text.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:most].rstrip("_")


def decode(data: dict[str, Any]) -> Bank:
    """The bank out of its parsed file. Raises BadRequest for a wrong shape or a name that two concepts have."""
    try:
        concepts = msgspec.convert(data.get("concept", []), tuple[Concept, ...])
    except msgspec.ValidationError as error:
        raise BadRequest(str(error), "questions") from error
    names: dict[str, str] = {}
    for concept in concepts:
        for name in dict.fromkeys(map(fold, (*concept.names, concept.id))):
            if names.setdefault(name, concept.id) != concept.id:
                raise BadRequest(f"{name!r} is a name of {names[name]!r} too", f"questions.{concept.id}")
    flag_words = {word.rstrip("*"): (concept.id, word) for concept in concepts for word in concept.words}
    spelled = sorted(flag_words, key=len, reverse=True)
    flags = "|".join(re.escape(word) + (r"\w*" if flag_words[word][1].endswith("*") else r"(?!\w)") for word in spelled)
    measured = sorted((fold(n) for c in concepts if c.kind == "number" for n in c.names), key=len, reverse=True)
    return Bank(
        concepts={concept.id: concept for concept in concepts},
        names=names,
        values={
            concept.id: {
                fold(told): id_ for id_, spellings in concept.values.items() for told in (id_, *spellings)
            }
            for concept in concepts
        },
        numbers=re.compile(rf"(?<!\w)({'|'.join(map(re.escape, measured)) or '(?!)'})(?!\w)"),
        flags=re.compile(rf"(?<!\w)({flags or '(?!)'})"),
        flag_of={word: concept for word, (concept, _) in flag_words.items()},
    )  # fmt: skip


@lru_cache(maxsize=8192)
def key(bank: Bank, name: str) -> tuple[str, str]:
    """The id of an attribute by its name, and the unit that the name ends with: ("weight", "kg") of "Þyngd (kg)"."""
    bare, unit = named_unit(name)
    found = bank.names.get(fold(bare)) or slug(bare)
    return (f"own_{found}" if found in RESERVED else found), unit


_JOIN = re.compile(r"\s{0,3}(?:[:=–—-]|is|of|er|um|allt að|up to)?\s{0,3}(?=\S)")
_BEFORE = re.compile(rf"(?<![\w.,]){QUANTITY.pattern}\s(?:of\s|af\s)?$")
_NOT = re.compile(r"(?:\bnot|\bisn['’]t|\bnon|\bnever|\bekki|\bengin|\bekki er)(?:\s\w+)?[\s-]+$")


def mined(bank: Bank, text: str, comma: bool) -> dict[str, tuple[str, ...]]:
    """What a description says of the concepts: "Weight: 450 g" gives weight, "vatnsheldur jakki" waterproof."""
    low = text.casefold()
    found: dict[str, tuple[str, ...]] = {}
    for match in bank.flags.finditer(low):
        concept = bank.flag_of.get(match[1]) or _stem(bank, match[1])
        if concept and concept not in found:
            before = low[max(0, match.start() - 24) : match.start()]
            found[concept] = ("no",) if _NOT.search(before) else ("yes",)
    for match in bank.numbers.finditer(low):
        concept = bank.names[match[1]]
        if concept not in found and (told := _beside(low, match, bank.concepts[concept].unit, comma)):
            found[concept] = (told,)
    return found


def _stem(bank: Bank, word: str) -> str:
    return next((concept for told, concept in bank.flag_of.items() if word.startswith(told)), "")


def _beside(low: str, match: re.Match[str], unit: str, comma: bool) -> str:
    """The quantity right after a name, else right before it, when it has the concept's unit."""
    joined = _JOIN.match(low, match.end())
    after = QUANTITY.match(low, joined.end() if joined else match.end())
    if after and _fits(after, unit, comma):
        return after[0]
    if unit:
        before = _BEFORE.search(low[max(0, match.start() - 32) : match.start()])
        if before and _fits(before, unit, comma):
            return before[0].removesuffix("of ").removesuffix("af ").strip()
    return ""


def _fits(match: re.Match[str], unit: str, comma: bool) -> bool:
    match_of = of(match, comma)
    return isinstance(match_of, Measure | Span) and match_of.unit == unit and (bool(unit) or ":" in match.string)


def gather(
    bank: Bank, traits: dict[str, tuple[str, ...]], text: str = "", comma: bool = False
) -> tuple[dict[str, tuple[str, ...]], dict[str, str], int]:
    """The values of an item by attribute id, the name of each as the shop has it, and how many came out of the text.

    A value whose column names the unit carries it. What the shop lists goes before what its text says.
    """
    found: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for name, values in traits.items():
        id_, unit = key(bank, name)
        if not id_:
            continue
        concept = bank.concepts.get(id_)
        unit = unit or (concept.unit if concept is not None and concept.unit in ASSUMED else "")
        told = tuple(f"{value} {unit}" if unit and value[-1:].isdigit() else value for value in values)
        found[id_] = tuple(dict.fromkeys((*found.get(id_, ()), *told)))
        names.setdefault(id_, named_unit(name)[0])
    before = len(found)
    for id_, told in mined(bank, text, comma).items() if text else ():
        found.setdefault(id_, told)
    return found, names, len(found) - before
