"""The lint: finds pressure in a text and says where, why, by which rule, and what would be softer.

Rules
1. It never raises, whatever the text; its time is linear in the text; every span lies within the text as given.
2. Words between quotation marks that stand in `claims` are the buyer's own: they are not read.
3. A finding on words that came from evidence gets the severity that its rule has for that (`bound`).
4. A text in a language without rules is read by the rules of all languages.
5. The model speaks beside the rules (`opinion`).
6. `strict` is how softsell reads what it is about to say itself: by the letter of the rules, without the model, and what
   honest people also say now and then is forbidden as well.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Protocol

from softsell.voice.finding import RANK, Finding, blocking, milder, verdict, worst
from softsell.voice.matching import Search, find, may_stand
from softsell.voice.measures import MEASURES
from softsell.voice.normalise import END, Board, Normal, Tokens, board, normalise, span, tokens
from softsell.voice.opinion import asked, calmed, heard
from softsell.voice.rules import Rule
from softsell.voice.ruleset import Kept, RuleSet, expression

__all__ = ["Finding", "HasRules", "blocking", "lint", "moved", "rules_for", "softening", "verdict", "worst"]

Span = tuple[int, int]
Claims = tuple[Span, ...]
Place = tuple[int, int, int]  # rule, first word, last word

_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


class HasRules(Protocol):
    """What the lint needs of a voice: the rules by language."""

    @property
    def rules(self) -> Mapping[str, RuleSet]: ...


def lint(
    voice: HasRules, text: str, lang: str, *, kind: str = "letter", claims: Claims = (), strict: bool = False
) -> tuple[Finding, ...]:
    """The findings in `text` in the order of the text. `kind`: letter, subject, body or button.

    `claims`: (start, end) of the words that came from evidence-bound slots, as in `Block.claims`.
    """
    own = _without_quotations(text, claims) if claims else text
    normal = normalise(own)
    on = board(normal)
    found: list[Finding] = []
    for rules in rules_for(voice, lang):
        model = None if strict else rules.model
        here = _read(rules, text, normal, on, kind, claims, strict)
        if model is not None:
            here = calmed(model, normal, on, here, kind)
        for rule in rules.kept.measured:
            if not rule.kinds or kind in rule.kinds:
                here += _findings(rules.kept, text, rule, MEASURES[rule.measure](own, claims), kind, claims)
        if model is not None:
            here = heard(model, normal, on, here) if kind == "body" else here
            here += asked(model, text, normal, on, here, kind, rules.kept.softer.get(kind, ""))
        found += here
    return _distinct(found)


def softening(voice: HasRules, text: str, lang: str) -> list[tuple[str, str]]:
    """(part, words) of everything in the text that makes it soft, in the order of the text."""
    normal = normalise(text)
    searched = board(normal)
    found: list[Finding] = []
    for rules in rules_for(voice, lang):
        if rules.soft is not None:
            found += _read(rules.soft, text, normal, searched, "body", ())
    return [(finding.rule, finding.text) for finding in _distinct(found)]


def rules_for(voice: HasRules, lang: str) -> tuple[RuleSet, ...]:
    """The rules that a text in a language is read by: those of the language, else all."""
    return (voice.rules[lang],) if lang in voice.rules else tuple(voice.rules.values())


def moved(claims: Claims, by: int) -> Claims:
    """The claims of a block that starts at position `by` of a longer text."""
    return tuple((start + by, end + by) for start, end in claims)


def _without_quotations(text: str, claims: Claims) -> str:
    """The text with the buyer's quoted words blanked, so that positions stay."""
    for start, end in claims:
        if 0 < start < end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _findings(kept: Kept, text: str, rule: Rule, spans: list[Span], kind: str, claims: Claims) -> list[Finding]:
    found = []
    softer = rule.suggestion if rule.kinds or rule.fix else kept.softer.get(kind, rule.suggestion)
    for start, end in spans:
        severity = _severity(rule, start, end, claims)
        if severity and end > start:
            said = text[start:end]
            found.append(Finding(rule.id, rule.category, severity, start, end, said, rule.why, rule.source, softer))
    return found


def _severity(rule: Rule, start: int, end: int, claims: Claims) -> str:
    if rule.bound is not None and any(a < end and start < b for a, b in claims):
        return rule.bound
    return rule.severity


def _distinct(found: list[Finding]) -> tuple[Finding, ...]:
    """In the order of the text; of one rule's findings within one another only the widest, and the graver ones."""
    kept: list[Finding] = []
    last: dict[str, Finding] = {}
    for finding in sorted(found, key=lambda f: (f.start, -f.end, RANK[f.severity], f.rule)):
        before = last.get(finding.rule)
        if before is None or finding.end > before.end or RANK[finding.severity] < RANK[before.severity]:
            kept.append(finding)
            last[finding.rule] = finding
    return tuple(kept)


# -- where to look ---------------------------------------------------------------------------------------------------------


def _read(
    rules: RuleSet, text: str, normal: Normal, on: Board, kind: str, claims: Claims, strict: bool = False
) -> list[Finding]:
    """What the patterns and expressions find in the sentences where one of their keys stands."""
    found: list[Finding] = []
    kept = rules.kept
    of_kind = {n for n, rule in enumerate(kept.rules) if not rule.kinds or kind in rule.kinds}
    for number, looks in _sentences(rules, on):
        likely = _likely(rules, on.words[number], looks, of_kind)
        if not likely:
            continue
        within = span(on, number, number)
        spans = _expressions(rules, normal.text, within, likely) if likely[0] < 0 else {}
        if likely[-1] < 0 and not spans:
            continue
        read = tokens(normal, kept.joiners, kept.numbers, *within)
        for (index, first, last), mild in _places(rules, read, likely).items():
            rule = kept.rules[index]
            if _in_place(rule, read, first, last):
                here = _findings(
                    kept, text, rule, [_original(normal, read.spans[first][0], read.spans[last][1])], kind, claims
                )
                found += [milder(finding, "warn") for finding in here] if mild and not strict else here
        for index, places in spans.items():
            if not _excused(rules, index, read, 0, -1):
                found += _findings(
                    kept, text, kept.rules[index], [_original(normal, *place) for place in places], kind, claims
                )
    return found


def _sentences(rules: RuleSet, on: Board) -> Iterator[tuple[int, set[int]]]:
    """Every sentence in which something may stand, with the patterns (and, below zero, expressions) to look for."""
    if rules.automaton is None:
        return
    stops, wanted = on.stops, rules.kept.wanted
    number, looks = 0, set[int]()
    for key, start, _ in rules.automaton.find_matches_as_indexes(on.line, overlapping=True):
        if start >= stops[number]:
            if looks:
                yield number, looks
            number, looks = bisect_right(stops, start, number), set()
        looks.update(wanted[key])
    if looks:
        yield number, looks


def _likely(rules: RuleSet, words: list[str], looks: set[int], of_kind: set[int]) -> list[int]:
    """Of what is looked for in a sentence, what a quick look at its words does not rule out; expressions first."""
    numbers, patterns = rules.kept.numbers, rules.patterns
    plain = ["#" if word in numbers else word for word in words]
    there = frozenset(plain)
    found = []
    for number in looks:
        if number < 0:
            if -1 - number in of_kind:
                found.append(number)
            continue
        search = patterns[number]
        if may_stand(search, there) and search.rule in of_kind and next(find(search, plain), None):
            found.append(number)
    return sorted(found)


def _expressions(rules: RuleSet, text: str, within: Span, looks: list[int]) -> dict[int, list[Span]]:
    """What the regular expressions find in a sentence, by rule."""
    found: dict[int, list[Span]] = {}
    for number, written in rules.kept.expressions:
        if -1 - number in looks:
            spans = [match.span() for match in expression(written).finditer(text, *within)]
            if spans:
                found[number] = found.get(number, []) + spans
    return found


def _original(normal: Normal, start: int, end: int) -> Span:
    return normal.place(start), normal.place(end)


# -- what stands there -----------------------------------------------------------------------------------------------------


def _places(rules: RuleSet, read: Tokens, looks: list[int]) -> dict[Place, bool]:
    """Every place where one of the patterns stands and nothing around it excuses it; and whether they are all mild."""
    found: dict[Place, bool] = {}
    for number in looks:
        if number >= 0:
            search = rules.patterns[number]
            for first, last in find(search, read.words):
                place = search.rule, first, last
                found[place] = found.get(place, True) and search.mild
    return {place: mild for place, mild in found.items() if not _excused(rules, place[0], read, place[1], place[2])}


def _excused(rules: RuleSet, rule: int, read: Tokens, first: int, last: int) -> bool:
    """Whether the words around a place (or, for an empty place, the sentence) take away what the rule says."""
    excuses = rules.excuses[rule]
    if excuses is None:
        return False
    begin, end = _bounds(read, first) if last >= first else (0, len(read.words))
    near = read.words[begin:end]
    there = frozenset(near)

    def stand(searches: tuple[Search, ...]) -> Iterator[tuple[int, int]]:
        return (place for search in searches if may_stand(search, there) for place in find(search, near))

    if next(stand(excuses.amid), None) or (excuses.near and not next(stand(excuses.near), None)):
        return True
    return any(a + begin <= last and first <= b + begin for a, b in stand(excuses.unless))


def _bounds(read: Tokens, at: int) -> tuple[int, int]:
    """The words of the sentence that the word `at` stands in: [begin, end)."""
    begin = end = at
    while begin > 0 and read.words[begin - 1] != END:
        begin -= 1
    while end < len(read.words) and read.words[end] != END:
        end += 1
    return begin, end


def _in_place(rule: Rule, read: Tokens, first: int, last: int) -> bool:
    match rule.at:
        case "clause":
            return read.opens[first]
        case "whole":
            before = first == 0 or read.words[first - 1] == END
            return before and (last + 1 == len(read.words) or read.words[last + 1] == END)
        case _:
            return True
