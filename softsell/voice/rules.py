"""The rules of the lint: data with a why, a source, a softer wording, bad and good examples, compiled once.

Rules
1. A pattern is words. `(a|b)` is a choice, `(a|)` may be left out, `<name>` is a word class of the
   language, `[word]` all forms of a word (from the generated forms.toml), `#` is any
   number (in digits or a word of the class `numbers`), `..` is a gap of at most two words, `*` at the edge of a word is
   any beginning or ending ("*tilboð"), alone any word.
2. A pattern never crosses the end of a sentence; commas, dashes and brackets inside it do not count.
3. `at = "clause"` wants the first word at the start of a clause, `at = "whole"` wants nothing else in the sentence.
4. `unless` drops a finding that shares a word with one of these patterns; `amid` drops it when one of these stands
   anywhere in its sentence, `near` when none of these does.
5. `bound` is the severity of a finding whose words came from evidence; "" when nothing then remains to be said.
6. `regex` is searched in the normalised text; such expressions are written without nested repetition.
7. `measure` names a count of `measures`.
"""

import re
import tomllib
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from msgspec import Struct

from softsell.voice.measures import MEASURES
from softsell.voice.normalise import fold

CATEGORIES = frozenset(f"C{n}" for n in range(1, 17)) | {"C14b"}
SEVERITIES = ("block", "warn", "note")
KINDS = ("letter", "body", "subject", "button")
MOST_FORMS = 4000  # of one pattern, when its choices are written out


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
    measure: str = ""
    at: str = ""
    kinds: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    amid: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    bound: str | None = None
    fix: str = ""


class Form(Struct, frozen=True):
    """One written-out pattern: its parts (between gaps) as words, and what it belongs to."""

    rule: int
    role: str  # "find", "unless", "amid" or "near"
    parts: tuple[tuple[str, ...], ...]


class RuleSet(Struct, frozen=True):
    """The rules of one language, ready to search: `exact` over the words, `folded` over the words without accents."""

    rules: tuple[Rule, ...]
    forms: tuple[tuple[Form, ...], ...]
    exact: Any
    folded_forms: tuple[tuple[Form, ...], ...]
    folded: Any
    regexes: tuple[tuple[int, re.Pattern[str]], ...]
    measured: tuple[Rule, ...]
    numbers: frozenset[str]
    joiners: frozenset[str]


class _File(Struct, forbid_unknown_fields=True):
    rule: tuple[Rule, ...] = ()
    classes: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[str, ...]] = {}


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


def compile_rules(source: str | tuple[str, ...], lang: str) -> RuleSet:
    """The rule set from the text of a language's rule files. Raises ValueError that names the rule that is wrong."""
    try:
        data = _merged(source)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ValueError(f"{lang}: the rules do not read: {error}") from error
    numbers = frozenset(data.classes.get("numbers", ()))
    numbers |= frozenset(map(fold, numbers))
    keys: dict[str, list[Form]] = {}
    folded: dict[str, list[Form]] = {}
    seen: set[str] = set()
    for index, rule in enumerate(data.rule):
        _check(rule, lang, seen)
        roles = {"find": rule.patterns, "unless": rule.unless, "amid": rule.amid, "near": rule.near}
        for role, patterns in roles.items():
            for pattern in patterns:
                for parts in forms(pattern, data.classes, rule.id):
                    plain = tuple(tuple("#" if word in numbers else word for word in part) for part in parts)
                    _keep(keys, folded, Form(index, role, plain))
    return RuleSet(
        data.rule,
        tuple(tuple(same) for same in keys.values()),
        _automaton(list(keys)),
        tuple(tuple(same) for same in folded.values()),
        _automaton(list(folded)),
        tuple((i, re.compile(expression)) for i, rule in enumerate(data.rule) for expression in rule.regex),
        tuple(rule for rule in data.rule if rule.measure),
        numbers,
        frozenset(data.classes.get("joiners", ())),
    )


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
        (not (rule.why and rule.source and rule.suggestion and rule.bad and rule.good), "lacks a reason or examples"),
    )
    for is_wrong, what in wrong:
        if is_wrong:
            raise ValueError(f"{lang}: the rule {rule.id} {what}")
    seen.add(rule.id)


def forms(pattern: str, classes: dict[str, tuple[str, ...]], name: str) -> list[tuple[tuple[str, ...], ...]]:
    """A pattern written out: every choice taken, cut at its gaps, as words."""
    for _ in range(4):  # a class may name classes
        pattern = re.sub(r"\[([^\]]+)\]", r"<=\1>", pattern)
        pattern = re.sub(r"<(=?[^<>]+)>", lambda m: "(" + "|".join(_class(m[1], classes, name)) + ")", pattern)
        if "<" not in pattern:
            break
    written = dict.fromkeys(" ".join(each.split()) for each in _written(pattern, name))
    return [_parts(each, name) for each in written]


def _written(pattern: str, name: str) -> list[str]:
    """Every way to take the choices of a pattern; choices may stand inside choices."""
    head, opened, rest = pattern.partition("(")
    if not opened:
        return [pattern]
    depth, options, begun = 1, [], 0
    for at, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if (letter == "|" and depth == 1) or depth == 0:
            options += _written(rest[begun:at], name)
            begun = at + 1
        if depth == 0:
            tails = _written(rest[begun:], name)
            if len(options) * len(tails) > MOST_FORMS:
                raise ValueError(f"the rule {name}: {pattern!r} has too many forms")
            return [head + option + tail for option in options for tail in tails]
    raise ValueError(f"the rule {name}: {pattern!r} has an open bracket")


def _class(word: str, classes: dict[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    if word not in classes:
        raise ValueError(f"the rule {name}: no such word class: <{word}>")
    return classes[word]


def _parts(written: str, name: str) -> tuple[tuple[str, ...], ...]:
    parts = tuple(tuple(part.split()) for part in written.split(".."))
    if not all(parts) or parts[0][0].strip("*") == "":
        raise ValueError(f"the rule {name}: nothing to search for at the edge of {written!r}")
    return parts


def _keep(keys: dict[str, list[Form]], folded: dict[str, list[Form]], form: Form) -> None:
    """Index a form by the key of its first part; and without accents where it has any and is not too short to tell."""
    key = _key(form.parts[0])
    _add(keys, key, form)
    plain = fold(key)
    if plain != key and (sum(map(len, form.parts)) > 1 or len(key) >= 8):
        _add(folded, plain, form)


def _add(index: dict[str, list[Form]], key: str, form: Form) -> None:
    same = index.setdefault(key, [])
    if form not in same:
        same.append(form)


def _key(part: tuple[str, ...]) -> str:
    """What is searched for: the words up to the first open ending, with a blank at each edge that is closed."""
    words: list[str] = []
    for word in part:
        if word.startswith("*") and words:
            break
        words.append(word)
        if word.endswith("*"):
            break
    text = " ".join(words)
    start = text[1:] if text.startswith("*") else " " + text
    return start[:-1] if start.endswith("*") else start + " "


def _automaton(keys: list[str]) -> Any:
    kind = MatchKind.Standard
    return AhoCorasick(keys, matchkind=kind, implementation=Implementation.ContiguousNFA) if keys else None
