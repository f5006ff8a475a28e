"""The rules of the lint: data with a why, a source, a softer wording, bad and good examples.

Rules
1. Patterns are written as in `patterns`. `at = "clause"` wants the first word at the start of a clause, `at = "whole"`
   wants nothing else in the sentence.
2. `unless` drops a finding that shares a word with one of these patterns; `amid` drops it when one of these stands
   anywhere in its sentence, `near` when none of these does.
3. `bound` is the severity of a finding whose words came from evidence; "" when nothing then remains to be said.
4. `regex` is searched in a sentence as normalised; such expressions are written without nested repetition. Where `keys`
   are given, one of them (words between blanks, numbers as #) stands in every sentence that it can match; where none
   are, a number does.
5. `measure` names a count of `measures`. `fix` names how the words themselves can be mended (`soften`).
6. A pattern among `mild` warns at most, whatever the rule's severity: honest people use the same words now and then.
7. Of a language's files, one may hold `[softer]`: what to write in a subject and on a button instead; and `[[soft]]`:
   what makes a text soft, by part (`score`).
"""

import re

import msgspec
from msgspec import Struct

from softsell.voice.finding import RANK
from softsell.voice.measures import MEASURES

CATEGORIES = frozenset(f"C{n}" for n in range(1, 17)) | {"C14b"}
SEVERITIES = tuple(RANK)
KINDS = ("letter", "body", "subject", "button")
FIXES = ("", "sentence-case", "full-stop", "remove")


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule as it stands in the data; what is compiled of it leaves out the patterns and the examples."""

    id: str
    category: str
    severity: str
    why: str
    source: str
    suggestion: str
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    mild: tuple[str, ...] = ()
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


class Soft(Struct, frozen=True, forbid_unknown_fields=True):
    """One part of softness: words that show it, with the reason and examples."""

    part: str
    why: str
    source: str
    patterns: tuple[str, ...]
    good: tuple[str, ...]


class File(Struct, forbid_unknown_fields=True):
    """What a rule file may hold; and all of a language's files together."""

    rule: tuple[Rule, ...] = ()
    soft: tuple[Soft, ...] = ()
    classes: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    softer: dict[str, str] = {}


def read(sources: str | tuple[str, ...], lang: str) -> File:
    """All rule files of a language as one, the forms of words among the classes as "=word".

    Raises ValueError that names the rule that is wrong.
    """
    import tomllib  # only whoever compiles rules needs it

    try:
        whole = _merged((sources,) if isinstance(sources, str) else sources)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ValueError(f"{lang}: the rules do not read: {error}") from error
    seen: set[str] = set()
    for rule in whole.rule:
        _check(rule, lang, seen)
    return whole


def _merged(sources: tuple[str, ...]) -> File:
    import tomllib

    whole = File()
    for source in sources:
        file = msgspec.convert(tomllib.loads(source), File)
        forms = {f"={word}": found for word, found in file.forms.items()}
        for mine, theirs in ((whole.classes, file.classes), (whole.classes, forms), (whole.softer, file.softer)):
            if twice := mine.keys() & theirs.keys():
                raise ValueError(f"there twice: {sorted(twice)}")
            mine.update(theirs)  # type: ignore[arg-type]
        whole.rule += file.rule
        whole.soft += file.soft
    return whole


def _check(rule: Rule, lang: str, seen: set[str]) -> None:
    wrong = (
        (rule.id in seen, "is there twice"),
        (rule.category not in CATEGORIES, f"has no such category: {rule.category}"),
        (rule.severity not in SEVERITIES, f"has no such severity: {rule.severity}"),
        (rule.bound not in (None, "", *SEVERITIES), f"has no such severity when bound: {rule.bound}"),
        (rule.at not in ("", "clause", "whole"), f"has no such place: {rule.at}"),
        (not set(rule.kinds) <= set(KINDS), f"has no such kind: {rule.kinds}"),
        (not (rule.patterns or rule.mild or rule.regex or rule.measure), "finds nothing"),
        (rule.measure not in ("", *MEASURES), f"has no such measure: {rule.measure}"),
        (rule.fix not in FIXES, f"has no such fix: {rule.fix}"),
        (not (rule.why and rule.source and rule.suggestion and rule.bad and rule.good), "lacks a reason or examples"),
    )
    for expression in rule.regex:
        re.compile(expression)
    for is_wrong, what in wrong:
        if is_wrong:
            raise ValueError(f"{lang}: the rule {rule.id} {what}")
    seen.add(rule.id)
