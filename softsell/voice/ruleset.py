"""The rules of one language in the form in which they are searched: compiled once, kept as octets, ready when read.

Rules
1. What is kept holds everything that can be worked out beforehand, so a program that starts only builds the automaton.
2. The same rules give the same octets.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind
from msgspec import Struct, structs

from softsell.voice import patterns, rules
from softsell.voice.anchors import anchors, with_folded
from softsell.voice.model import Model
from softsell.voice.normalise import fold
from softsell.voice.patterns import Sequence, Words
from softsell.voice.rules import Rule

ROLES = ("find", "unless", "amid", "near")
LEAST_FOLDED = 8  # letters of a pattern of one word that is also looked for without its accents


class Pattern(Struct, frozen=True, array_like=True):
    """A parsed pattern of a rule: its nodes, and whether it is also read without accents."""

    rule: int
    nodes: Any
    folding: bool


class Look(Struct, frozen=True, array_like=True):
    """What to look for where a key stands: the numbers of patterns, whatever is beside it or by the word beside it.

    The word beside it is given as the board has it (`normalise.board`), its octets read as Latin-1.
    """

    alone: tuple[int, ...]
    before: dict[str, tuple[int, ...]]
    after: dict[str, tuple[int, ...]]


class Excuses(Struct, frozen=True, array_like=True):
    """The patterns of a rule that drop a finding."""

    unless: tuple[Pattern, ...]
    amid: tuple[Pattern, ...]
    near: tuple[Pattern, ...]


class Kept(Struct, frozen=True, array_like=True):
    """The rules of one language as they are kept.

    `keys` are what to search for; of the key with number i `looks[i]` says what may stand there: the number of a
    pattern; -1 - n for the expressions of rule n.
    """

    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    sets: tuple[Words, ...]
    keys: tuple[bytes, ...]
    looks: tuple[Look, ...]
    excuses: tuple[Excuses | None, ...]
    expressions: tuple[tuple[int, str], ...]
    measured: tuple[Rule, ...]
    numbers: frozenset[str]
    joiners: frozenset[str]
    softer: dict[str, str]


class RuleSet(Struct, frozen=True):
    """The rules of one language, ready: as kept, with the automaton that finds the keys; what makes a text soft; a model."""

    kept: Kept
    automaton: Any
    soft: "RuleSet | None" = None
    model: Model | None = None


def compile_rules(sources: str | tuple[str, ...], lang: str) -> RuleSet:
    """The rule set from the texts of a language's rule files. Raises ValueError that names the rule that is wrong."""
    return decode(compiled(sources, lang))


def compiled(
    sources: str | tuple[str, ...], lang: str, common: dict[str, float] | None = None
) -> bytes:
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
    gentle = RuleSet(soft, _automaton(soft.keys)) if soft.keys else None
    return RuleSet(hard, _automaton(hard.keys), gentle, model)


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
        for role, texts in zip(ROLES, (rule.patterns, rule.unless, rule.amid, rule.near), strict=True):
            for text in texts:
                nodes = patterns.parse(text, table, rule.id)
                pattern = Pattern(index, nodes, _foldable(nodes, list(table.sets)))
                found.append(pattern) if role == "find" else excuses.setdefault(index, {}).setdefault(role, []).append(
                    pattern
                )
    sets, numbers = list(table.sets), frozenset(file.classes.get("numbers", ()))
    keys = _keys(given, found, sets, common)
    return Kept(
        tuple(structs.replace(r, patterns=(), unless=(), amid=(), near=(), bad=(), good=()) for r in given),
        tuple(found),
        tuple(map(patterns.ready, sets)),
        tuple(key.encode("cp1252", "replace") for key in keys),
        tuple(_look(same, found, sets, numbers) for same in keys.values()),
        tuple(_excuses(excuses.get(index)) for index in range(len(given))),
        tuple((index, text) for index, rule in enumerate(given) for text in rule.regex),
        tuple(structs.replace(rule, bad=(), good=()) for rule in given if rule.measure),
        numbers | frozenset(map(fold, numbers)),
        frozenset(file.classes.get("joiners", ())),
        file.softer,
    )


def _excuses(roles: dict[str, list[Pattern]] | None) -> Excuses | None:
    return Excuses(*(tuple(roles.get(role, ())) for role in ROLES[1:])) if roles else None


Wanted = tuple[int, int, int]  # what to look for, on which side a set of words must stand, which one


def _keys(
    given: tuple[Rule, ...], found: list[Pattern], sets: list[tuple[str, ...]], common: dict[str, float]
) -> dict[str, list[Wanted]]:
    keys: dict[str, list[Wanted]] = {}
    for number, pattern in enumerate(found):
        try:
            here = anchors(pattern.nodes, sets, common)
        except ValueError as error:
            raise ValueError(f"the rule {given[pattern.rule].id}: a pattern {error}") from error
        for anchor in with_folded(here) if pattern.folding else here:
            keys.setdefault(anchor.key, []).append((number, anchor.side, anchor.beside))
    for index, rule in enumerate(given):
        for key in rule.keys or ("0",) if rule.regex else ():
            keys.setdefault(key, []).append((-1 - index, 0, -1))
    return keys


def _look(same: list[Wanted], found: list[Pattern], sets: list[tuple[str, ...]], numbers: frozenset[str]) -> Look:
    beside: dict[int, dict[str, dict[int, None]]] = {-1: {}, 1: {}}
    for number, side, one in same:
        if side:
            for word in _beside(sets[one], numbers, found[number].folding):
                beside[side].setdefault(word.encode("cp1252", "replace").decode("latin-1"), {})[number] = None
    before, after = ({word: tuple(n) for word, n in beside[side].items()} for side in (-1, 1))
    return Look(tuple(dict.fromkeys(n for n, side, _ in same if not side)), before, after)


def _beside(words: tuple[str, ...], numbers: frozenset[str], folding: bool) -> Iterator[str]:
    """The words of a set as they may stand beside a key; a number stands there as "0"."""
    for word in words:
        if word == "#":
            yield from ("0", *numbers, *map(fold, numbers))
        else:
            yield from (word, fold(word)) if folding else (word,)


def _foldable(nodes: Sequence, sets: list[tuple[str, ...]]) -> bool:
    """Whether a pattern without its accents is still too long to be something else: two words, or one long one."""
    if len(nodes) != 1:
        return True
    if isinstance(nodes[0], int):
        return all(len(word) >= LEAST_FOLDED for word in sets[nodes[0]])
    return all(_foldable(option, sets) for option in nodes[0])
