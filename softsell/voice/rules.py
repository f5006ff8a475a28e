"""The rules of the lint: data with a why, a source, a softer wording, bad and good examples, compiled once.

Rules
1. Patterns are written as in `patterns`. `at = "clause"` wants the first word at the start of a clause, `at = "whole"`
   wants nothing else in the sentence.
2. `unless` drops a finding that shares a word with one of these patterns; `amid` drops it when one of these stands
   anywhere in its sentence, `near` when none of these does.
3. `bound` is the severity of a finding whose words came from evidence; "" when nothing then remains to be said.
4. `regex` is searched in a sentence as normalised; such expressions are written without nested repetition. Where `keys`
   are given, one of them (digits written as 0, all but letters as blanks) stands in every sentence that it can match;
   where none are, a digit does.
5. `measure` names a count of `measures`. `fix` names how the words themselves can be mended (`soften`).
6. What is compiled can be kept as octets and read back, so a program that starts need not compile anything.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind
from msgspec import Struct

from softsell.voice import patterns
from softsell.voice.anchors import Anchor, anchors, with_folded
from softsell.voice.measures import MEASURES
from softsell.voice.model import Model
from softsell.voice.normalise import fold
from softsell.voice.patterns import Sequence, Words

CATEGORIES = frozenset(f"C{n}" for n in range(1, 17)) | {"C14b"}
SEVERITIES = ("block", "warn", "note")
KINDS = ("letter", "body", "subject", "button")
FIXES = ("", "sentence-case", "full-stop", "remove")
ROLES = ("find", "unless", "amid", "near")
LEAST_FOLDED = 8  # letters of a pattern of one word that is also looked for without its accents


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule as it stands in the data."""

    id: str
    category: str
    severity: str
    why: str
    source: str
    suggestion: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    measure: str = ""
    at: str = ""
    kinds: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    amid: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    bound: str | None = None
    fix: str = ""


class Pattern(Struct, frozen=True, array_like=True):
    """A parsed pattern of a rule: what it is for, its nodes, where to look for it, whether it is read without accents."""

    rule: int
    role: str
    nodes: Any
    anchors: tuple[Anchor, ...] = ()
    folding: bool = False


class Compiled(Struct, frozen=True, array_like=True):
    """The rules of one language as they are kept."""

    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    sets: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    joiners: tuple[str, ...]
    model: Model | None = None


class Look(Struct, frozen=True):
    """What to look for where a key stands: the numbers of patterns, whatever is beside it or by the word beside it."""

    alone: tuple[int, ...]
    before: dict[bytes, tuple[int, ...]]
    after: dict[bytes, tuple[int, ...]]


class RuleSet(Struct, frozen=True):
    """The rules of one language, ready to search.

    `keys` finds the places to look at; of the key with number i `looks[i]` says what to look for: the number of a
    pattern; -1 - n for the expressions of rule n; the number of all patterns for the model. `excuses[rule][role]` are
    the patterns that drop a finding.
    """

    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    sets: tuple[Words, ...]
    keys: Any
    looks: tuple[Look, ...]
    excuses: dict[int, dict[str, tuple[Pattern, ...]]]
    regexes: tuple[tuple[int, re.Pattern[str]], ...]
    measured: tuple[Rule, ...]
    numbers: frozenset[str]
    joiners: frozenset[str]
    model: Model | None = None


class _File(Struct, forbid_unknown_fields=True):
    rule: tuple[Rule, ...] = ()
    classes: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[str, ...]] = {}


def compile_rules(sources: str | tuple[str, ...], lang: str) -> RuleSet:
    """The rule set from the texts of a language's rule files. Raises ValueError that names the rule that is wrong."""
    return make_ready(compiled(sources, lang))


def compiled(
    sources: str | tuple[str, ...], lang: str, common: dict[str, float] | None = None, model: Model | None = None
) -> Compiled:
    """The rules of a language, parsed and anchored. Raises ValueError that names the rule that is wrong.

    `common`: how many of 10,000 words of ordinary text are this word; it decides where to look first, not what is found.
    """
    try:
        data = _merged(sources)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ValueError(f"{lang}: the rules do not read: {error}") from error
    table = patterns.Table(data.classes)
    parsed: list[tuple[int, str, Sequence]] = []
    seen: set[str] = set()
    for index, rule in enumerate(data.rule):
        _check(rule, lang, seen)
        for role, texts in zip(ROLES, (rule.patterns, rule.unless, rule.amid, rule.near), strict=True):
            parsed += [(index, role, patterns.parse(text, table, rule.id)) for text in texts]
    sets = list(table.sets)
    return Compiled(
        data.rule,
        tuple(_anchored(*each, sets, common or {}, data.rule) for each in parsed),
        tuple(sets),
        tuple(data.classes.get("numbers", ())),
        tuple(data.classes.get("joiners", ())),
        model,
    )


def encode(of: Compiled) -> bytes:
    """The compiled rules as octets, the same for the same rules."""
    return msgspec.msgpack.encode(of)


def decode(octets: bytes) -> Compiled:
    """Compiled rules from their octets. Raises ValueError for octets of another kind."""
    try:
        return msgspec.msgpack.decode(octets, type=Compiled)
    except msgspec.MsgspecError as error:
        raise ValueError(f"these are no compiled rules: {error}") from error


def make_ready(of: Compiled) -> RuleSet:
    """The rules, ready to search."""
    keys: dict[str, list[tuple[int, int, int]]] = {}
    excuses: dict[int, dict[str, list[Pattern]]] = {}
    for number, pattern in enumerate(of.patterns):
        if pattern.role != "find":
            excuses.setdefault(pattern.rule, {}).setdefault(pattern.role, []).append(pattern)
        for anchor in pattern.anchors:
            keys.setdefault(anchor.key, []).append((number, anchor.side, anchor.beside))
    for index, rule in enumerate(of.rules):
        for key in rule.keys or ("0",) if rule.regex else ():
            keys.setdefault(key, []).append((-1 - index, 0, -1))
    for trigger in of.model.triggers if of.model else ():
        keys.setdefault(f" {trigger} ", []).append((len(of.patterns), 0, -1))
    numbers = frozenset(of.numbers)
    return RuleSet(
        of.rules,
        of.patterns,
        tuple(map(patterns.ready, of.sets)),
        _automaton(list(keys)),
        tuple(_look(of, same) for same in keys.values()),
        {rule: {role: tuple(found) for role, found in roles.items()} for rule, roles in excuses.items()},
        tuple((i, re.compile(expression)) for i, rule in enumerate(of.rules) for expression in rule.regex),
        tuple(rule for rule in of.rules if rule.measure),
        numbers | frozenset(map(fold, numbers)),
        frozenset(of.joiners),
        of.model,
    )


def _look(of: Compiled, same: list[tuple[int, int, int]]) -> Look:
    beside: dict[int, dict[bytes, dict[int, None]]] = {-1: {}, 1: {}}
    for number, side, number_of_set in same:
        if side:
            for word in _beside(of, number_of_set, of.patterns[number].folding):
                beside[side].setdefault(word.encode("cp1252", "replace"), {})[number] = None
    before, after = ({word: tuple(n) for word, n in beside[side].items()} for side in (-1, 1))
    return Look(tuple(dict.fromkeys(n for n, side, _ in same if not side)), before, after)


def _beside(of: Compiled, number: int, folding: bool) -> Iterator[str]:
    """The words of a set as they may stand beside a key; a number stands there as "0"."""
    for word in of.sets[number]:
        if word == "#":
            yield from ("0", *of.numbers, *map(fold, of.numbers))
        else:
            yield from (word, fold(word)) if folding else (word,)


def _merged(sources: str | tuple[str, ...]) -> _File:
    """All files of a language as one; a class or a word's forms may stand in one of them only."""
    rules: list[Rule] = []
    classes: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for source in (sources,) if isinstance(sources, str) else sources:
        file = msgspec.convert(tomllib.loads(source), _File)
        for mine, theirs in ((classes, file.classes), (forms, file.forms)):
            if twice := mine.keys() & theirs.keys():
                raise ValueError(f"there twice: {sorted(twice)}")
            mine |= theirs
        rules += file.rule
    return _File(tuple(rules), classes | {f"={name}": words for name, words in forms.items()})


def _check(rule: Rule, lang: str, seen: set[str]) -> None:
    wrong = (
        (rule.id in seen, "is there twice"),
        (rule.category not in CATEGORIES, f"has no such category: {rule.category}"),
        (rule.severity not in SEVERITIES, f"has no such severity: {rule.severity}"),
        (rule.bound not in (None, "", *SEVERITIES), f"has no such severity when bound: {rule.bound}"),
        (rule.at not in ("", "clause", "whole"), f"has no such place: {rule.at}"),
        (not set(rule.kinds) <= set(KINDS), f"has no such kind: {rule.kinds}"),
        (not (rule.patterns or rule.regex or rule.measure), "finds nothing"),
        (rule.measure not in ("", *MEASURES), f"has no such measure: {rule.measure}"),
        (rule.fix not in FIXES, f"has no such fix: {rule.fix}"),
        (not (rule.why and rule.source and rule.suggestion and rule.bad and rule.good), "lacks a reason or examples"),
    )
    for is_wrong, what in wrong:
        if is_wrong:
            raise ValueError(f"{lang}: the rule {rule.id} {what}")
    seen.add(rule.id)


def _anchored(
    rule: int, role: str, nodes: Sequence, sets: list[tuple[str, ...]], common: dict[str, float], rules: tuple[Rule, ...]
) -> Pattern:
    folding = _foldable(nodes, sets)
    if role != "find":
        return Pattern(rule, role, nodes, (), folding)
    try:
        found = anchors(nodes, sets, common)
    except ValueError as error:
        raise ValueError(f"the rule {rules[rule].id}: a pattern {error}") from error
    return Pattern(rule, role, nodes, with_folded(found) if folding else found, folding)


def _foldable(nodes: Sequence, sets: list[tuple[str, ...]]) -> bool:
    """Whether a pattern without its accents is still too long to be something else: two words, or one long one."""
    if len(nodes) != 1:
        return True
    if isinstance(nodes[0], int):
        return all(len(word) >= LEAST_FOLDED for word in sets[nodes[0]])
    return all(_foldable(option, sets) for option in nodes[0])


def _automaton(keys: list[str]) -> Any:
    octets = [key.encode("cp1252", "replace") for key in keys]
    return BytesAhoCorasick(octets, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA) if keys else None
