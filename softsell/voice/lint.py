"""The lint: finds pressure in a text and says where, why, by which rule, and what would be softer.

Rules
1. It never raises, whatever the text; its time is linear in the text; every span lies within the text as given.
2. Words between quotation marks that stand in `claims` are the buyer's own: they are not read.
3. A finding on words that came from evidence gets the severity that its rule has for that (`bound`).
4. A text in a language without rules is read by the rules of all languages.
"""

from collections.abc import Iterator

from msgspec import Struct, structs

from softsell.voice.measures import MEASURES
from softsell.voice.normalise import END, Normal, Tokens, fold, normalise, tokens
from softsell.voice.phrases import Voice
from softsell.voice.rules import Form, Rule, RuleSet
from softsell.voice.words import Span

GAP = 2  # words that may stand in a gap ("..") of a pattern

_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
_RANK = {"block": 0, "warn": 1, "note": 2}


class Finding(Struct, frozen=True):
    """What is wrong, where in the text, why, who says so, and what would be softer."""

    rule: str
    category: str
    severity: str
    start: int
    end: int
    text: str
    why: str
    source: str
    suggestion: str


def lint(
    voice: Voice, text: str, lang: str, *, kind: str = "letter", claims: tuple[Span, ...] = ()
) -> tuple[Finding, ...]:
    """The findings in `text` in the order of the text. `kind`: letter, subject, body or button.

    `claims`: (start, end) of the words that came from evidence-bound slots, as in `Block.claims`.
    """
    own = _without_quotations(text, claims)
    normal = normalise(own)
    sets = [voice.rules[lang]] if lang in voice.rules else list(voice.rules.values())
    found: list[Finding] = []
    for rules in sets:
        read = tokens(normal, rules.joiners, rules.numbers)
        for rule, start, end in _spans(rules, own, normal, read, kind, claims):
            severity = _severity(rule, start, end, claims)
            if severity:
                words = text[start:end]
                found.append(
                    Finding(rule.id, rule.category, severity, start, end, words, rule.why, rule.source, rule.suggestion)
                )
    return _distinct(found)


def blocking(findings: tuple[Finding, ...]) -> Finding | None:
    """The first finding that forbids the text, or None."""
    return next((finding for finding in findings if finding.severity == "block"), None)


def worst(findings: tuple[Finding, ...]) -> str:
    """The gravest severity among the findings, "" for none."""
    return min((finding.severity for finding in findings), key=_RANK.__getitem__, default="")


def moved(claims: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    """The claims of a block that starts at position `by` of a longer text."""
    return tuple((start + by, end + by) for start, end in claims)


def _without_quotations(text: str, claims: tuple[Span, ...]) -> str:
    """The text with the buyer's quoted words blanked, so that positions stay."""
    for start, end in claims:
        if 0 < start < end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _severity(rule: Rule, start: int, end: int, claims: tuple[Span, ...]) -> str:
    if rule.bound is not None and any(a < end and start < b for a, b in claims):
        return rule.bound
    return rule.severity


def _distinct(found: list[Finding]) -> tuple[Finding, ...]:
    """In the order of the text; of one rule's findings within one another only the widest."""
    kept: list[Finding] = []
    last: dict[str, Finding] = {}
    for finding in sorted(found, key=lambda f: (f.start, -f.end, _RANK[f.severity], f.rule)):
        before = last.get(finding.rule)
        if before is None or finding.end > before.end:
            kept.append(finding)
            last[finding.rule] = finding
    return tuple(kept)


def _spans(
    rules: RuleSet, text: str, normal: Normal, read: Tokens, kind: str, claims: tuple[Span, ...]
) -> Iterator[tuple[Rule, int, int]]:
    """Every place where a rule applies."""
    found, amid = _phrases(rules, read)
    for number, first, last in found:
        rule = rules.rules[number]
        if (not rule.kinds or kind in rule.kinds) and _in_place(rule, read, first, last):
            yield rule, read.spans[first][0], read.spans[last][1]
    for number, expression in rules.regexes:
        rule = rules.rules[number]
        if not rule.kinds or kind in rule.kinds:
            for match in expression.finditer(normal.text):
                if (number, read.sentence_at(normal.start(match.start()))) not in amid:
                    yield rule, normal.start(match.start()), normal.end(match.end())
    for rule in rules.measured:
        if not rule.kinds or kind in rule.kinds:
            for start, end in MEASURES[rule.measure](text, claims):
                yield rule, start, end


def _phrases(rules: RuleSet, read: Tokens) -> tuple[list[tuple[int, int, int]], set[tuple[int, int]]]:
    """(rule, first word, last word) of every pattern that nothing around it excuses; (rule, sentence) that is excused."""
    found: dict[tuple[int, int, int], None] = {}
    excused: set[tuple[int, int]] = set()  # (rule, word)
    amid: set[tuple[int, int]] = set()  # (rule, sentence)
    near: set[tuple[int, int]] = set()
    for form, first in _candidates(rules, read):
        last = _reach(form.parts, read.words, first)
        if last < 0:
            continue
        match form.role:
            case "unless":
                excused.update((form.rule, word) for word in range(first, last + 1))
            case "amid":
                amid.add((form.rule, read.sentence[first]))
            case "near":
                near.add((form.rule, read.sentence[first]))
            case _:
                found[form.rule, first, last] = None
    kept = [
        (rule, first, last)
        for rule, first, last in found
        if (rule, read.sentence[first]) not in amid
        and (not rules.rules[rule].near or (rule, read.sentence[first]) in near)
        and not any((rule, word) in excused for word in range(first, last + 1))
    ]
    return kept, amid


def _candidates(rules: RuleSet, read: Tokens) -> Iterator[tuple[Form, int]]:
    """Every form whose first part may start at a word: by the words, and once more by the words without accents."""
    canvas = read.canvas
    for key, start, _ in rules.exact.find_matches_as_indexes(canvas, overlapping=True) if rules.exact else ():
        first = read.at(start + (canvas[start] == " "))
        for form in rules.forms[key]:
            yield form, first
    if rules.folded is None:
        return
    # Folding can lengthen a word (þ is th), so its own starts are counted; without accents nothing was left to fold.
    if fold(canvas) != canvas:
        folded = tuple(map(fold, read.words))
        read = structs.replace(read, canvas=" " + " ".join(folded) + " ", starts=_starts(folded))
        canvas = read.canvas
    for key, start, _ in rules.folded.find_matches_as_indexes(canvas, overlapping=True):
        first = read.at(start + (canvas[start] == " "))
        for form in rules.folded_forms[key]:
            yield form, first


def _starts(words: tuple[str, ...]) -> tuple[int, ...]:
    starts, at = [], 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return tuple(starts)


def _reach(parts: tuple[tuple[str, ...], ...], words: tuple[str, ...], first: int) -> int:
    """The last word of a form that starts at word `first`, with at most GAP words in each gap; -1 when it is not there."""
    at = first + len(parts[0])
    if not _here(parts[0], words, first):
        return -1
    for part in parts[1:]:
        for skip in range(GAP + 1):
            if END in words[at : at + skip]:
                return -1
            if _here(part, words, at + skip):
                at += skip + len(part)
                break
        else:
            return -1
    return at - 1


def _here(part: tuple[str, ...], words: tuple[str, ...], at: int) -> bool:
    return at + len(part) <= len(words) and all(map(_same, part, words[at : at + len(part)]))


def _same(wanted: str, word: str) -> bool:
    """A word is the pattern's word, or was typed without its accents; `*` is any beginning or ending."""
    if word == wanted:
        return True
    if word == END:  # no open ending stands for the end of a sentence
        return False
    if word.isascii():
        wanted = fold(wanted)
    if wanted.startswith("*"):
        return wanted.strip("*") in word if wanted.endswith("*") else word.endswith(wanted[1:])
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _in_place(rule: Rule, read: Tokens, first: int, last: int) -> bool:
    match rule.at:
        case "clause":
            return read.opens[first]
        case "whole":
            before = first == 0 or read.words[first - 1] == END
            return before and (last + 1 == len(read.words) or read.words[last + 1] == END)
        case _:
            return True
