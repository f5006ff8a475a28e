"""The rules of one language in the form in which they are searched: compiled once, kept as octets, ready when read.

Rules
1. What is kept holds everything that can be worked out beforehand, so a program that starts only builds the automaton.
2. The same rules give the same octets.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind
from msgspec import Struct, structs

from softsell.voice import matching, patterns, rules
from softsell.voice.anchors import runs
from softsell.voice.matching import Pattern, Search, Words, searched
from softsell.voice.model import Model
from softsell.voice.normalise import fold
from softsell.voice.patterns import Sequence
from softsell.voice.rules import Rule

ROLES = ("find", "mild", "unless", "amid", "near")
LEAST_FOLDED = 8  # letters of a pattern of one word that is also looked for without its accents


class Excuses(Struct, frozen=True):
    """The patterns of a rule that drop a finding."""

    unless: tuple[Search, ...]
    amid: tuple[Search, ...]
    near: tuple[Search, ...]


class Kept(Struct, frozen=True, array_like=True):
    """The rules of one language as they are kept: patterns and sets each as octets, read when they are first needed.

    `keys` are what to search for; of the key with number i `wanted[i]` says what may stand there: the numbers of
    patterns, and -1 - n for the expressions of rule n.
    """

    rules: tuple[Rule, ...]
    patterns: tuple[msgspec.Raw, ...]
    sets: tuple[msgspec.Raw, ...]
    keys: tuple[bytes, ...]
    wanted: tuple[tuple[int, ...], ...]
    excuses: tuple[msgspec.Raw, ...]
    expressions: tuple[tuple[int, str], ...]
    measured: tuple[Rule, ...]
    numbers: frozenset[str]
    joiners: frozenset[str]
    softer: dict[str, str]


class _Made(dict[int, Any]):
    """What was made so far of octets that stand in a row, by number."""

    def __init__(self, raw: tuple[msgspec.Raw, ...], make: Callable[[msgspec.Raw], Any]) -> None:
        super().__init__()
        self._raw, self._make = raw, make

    def __missing__(self, number: int) -> Any:
        made = self[number] = self._make(self._raw[number])
        return made


class RuleSet(Struct, frozen=True):
    """The rules of one language, ready to search: as kept, with the automaton that finds the keys.

    `patterns` and `excuses` hold what was asked for so far. `soft` is what makes a text soft, in the same form; `model`
    reads what the rules leave.
    """

    kept: Kept
    patterns: dict[int, Search]
    excuses: dict[int, Excuses | None]
    automaton: Any
    soft: "RuleSet | None" = None
    model: Model | None = None


def compile_rules(sources: str | tuple[str, ...], lang: str) -> RuleSet:
    """The rule set from the texts of a language's rule files. Raises ValueError that names the rule that is wrong."""
    return decode(compiled(sources, lang))


def compiled(sources: str | tuple[str, ...], lang: str, common: dict[str, float] | None = None) -> bytes:
    """The rules of a language as octets. Raises ValueError that names the rule that is wrong.

    `common`: how many of 10,000 words of ordinary text are this word; it decides where to look first, not what is found.
    """
    file = rules.read(sources, lang)
    soft = [
        Rule(id=s.part, category="C16", severity="note", why=s.why, source=s.source, suggestion="", patterns=s.patterns)
        for s in file.soft
    ]
    hard = _kept(file.rule, file, common or {})
    return msgspec.msgpack.encode((hard, _kept(tuple(soft), file, common or {})), order="deterministic")


def decode(octets: bytes, model: Model | None = None) -> RuleSet:
    """The rule set from its octets, with a model beside it. Raises ValueError for octets of another kind."""
    try:
        hard, soft = msgspec.msgpack.decode(octets, type=tuple[Kept, Kept])
    except msgspec.MsgspecError as error:
        raise ValueError(f"these are no compiled rules: {error}") from error
    return _ready(hard, _ready(soft) if soft.keys else None, model)


def _ready(kept: Kept, soft: RuleSet | None = None, model: Model | None = None) -> RuleSet:
    sets = _Made(kept.sets, partial(msgspec.msgpack.decode, type=Words))

    def search(raw: msgspec.Raw) -> Search:
        return searched(msgspec.msgpack.decode(raw, type=Pattern), sets)

    def excuses(raw: msgspec.Raw) -> Excuses | None:
        roles = msgspec.msgpack.decode(raw, type=tuple[tuple[Pattern, ...], ...] | None)
        return Excuses(*(tuple(searched(pattern, sets) for pattern in role) for role in roles)) if roles else None

    found, excused = _Made(kept.patterns, search), _Made(kept.excuses, excuses)
    return RuleSet(kept, found, excused, _automaton(kept.keys), soft, model)


@lru_cache(maxsize=1000)
def expression(text: str) -> re.Pattern[str]:
    """An expression of a rule, compiled when it is first needed."""
    return re.compile(text)


def _automaton(keys: tuple[bytes, ...]) -> Any:
    kind = MatchKind.Standard
    return BytesAhoCorasick(keys, matchkind=kind, implementation=Implementation.ContiguousNFA) if keys else None


def _kept(given: tuple[Rule, ...], file: rules.File, common: dict[str, float]) -> Kept:
    table = patterns.Table(file.classes)
    found: list[Pattern] = []
    excuses: dict[int, dict[str, list[Pattern]]] = {}
    for index, rule in enumerate(given):
        for role, texts in zip(ROLES, (rule.patterns, rule.mild, rule.unless, rule.amid, rule.near), strict=True):
            for text in texts:
                nodes = patterns.parse(text, table, rule.id)
                listed = list(table.sets)
                first = patterns.heads(nodes, listed)
                head = patterns.GAP_NODE if first is None else table.sets.setdefault(first, len(listed))
                pattern = Pattern(index, nodes, head, _foldable(nodes, listed), role == "mild")
                found.append(pattern) if role in ("find", "mild") else excuses.setdefault(index, {}).setdefault(
                    role, []
                ).append(pattern)
    sets, numbers = list(table.sets), frozenset(file.classes.get("numbers", ()))
    keys = _keys(given, found, _spoken(sets, file), common)
    return Kept(
        tuple(structs.replace(r, patterns=(), mild=(), unless=(), amid=(), near=(), bad=(), good=()) for r in given),
        tuple(map(_raw, found)),
        tuple(_raw(matching.ready(words)) for words in sets),
        tuple(key.encode("cp1252", "replace") for key in keys),
        tuple(tuple(same) for same in keys.values()),
        tuple(_raw(_excuses(excuses.get(index))) for index in range(len(given))),
        tuple((index, text) for index, rule in enumerate(given) for text in rule.regex),
        tuple(structs.replace(rule, bad=(), good=()) for rule in given if rule.measure),
        numbers | frozenset(map(fold, numbers)),
        frozenset(file.classes.get("joiners", ())),
        file.softer,
    )


def _raw(value: Any) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(value, order="deterministic"))


def _excuses(roles: dict[str, list[Pattern]] | None) -> tuple[tuple[Pattern, ...], ...] | None:
    return tuple(tuple(roles.get(role, ())) for role in ROLES[2:]) if roles else None


def _keys(
    given: tuple[Rule, ...], found: list[Pattern], sets: list[tuple[str, ...]], common: dict[str, float]
) -> dict[str, dict[int, None]]:
    keys: dict[str, dict[int, None]] = {}
    for number, pattern in enumerate(found):
        try:
            here = runs(pattern.nodes, sets, common)
        except ValueError as error:
            raise ValueError(f"the rule {given[pattern.rule].id}: a pattern {error}") from error
        for key in here:
            keys.setdefault(key, {})[number] = None
    for index, rule in enumerate(given):
        for key in rule.keys or (" # ",) if rule.regex else ():
            keys.setdefault(key, {})[-1 - index] = None
    return keys


def _spoken(sets: list[tuple[str, ...]], file: rules.File) -> list[tuple[str, ...]]:
    """The sets with the number words beside "#", as they stand in a text."""
    numbers = file.classes.get("numbers", ())
    return [(*words, *numbers) if "#" in words else words for words in sets]


def _foldable(nodes: Sequence, sets: list[tuple[str, ...]]) -> bool:
    """Whether a pattern without its accents is still too long to be something else: two words, or one long one."""
    if len(nodes) != 1:
        return True
    if isinstance(nodes[0], int):
        return nodes[0] == patterns.GAP_NODE or all(len(word) >= LEAST_FOLDED for word in sets[nodes[0]])
    return all(_foldable(option, sets) for option in nodes[0])
