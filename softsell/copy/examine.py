"""A document is read by the lint: every piece by its kind and language, and every finding gets its place in the file.

Rules
1. The language is what the caller says; else what the words are in; else what the file, else what the project says; else
   all rules are tried.
2. Placeholders are evidence: they count as numbers, and what stands on them gets the milder severity of its rule.
3. Nothing is lost: what is allowed is kept with its reason, beside what is found.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from softsell.copy.allow import SOURCE, Allowance, Fault, allowances, allowed
from softsell.copy.document import Document, Piece, Span, bound, chained
from softsell.copy.language import detect
from softsell.copy.project import Project, fits, severity
from softsell.copy.slots import masked, zeros
from softsell.voice import LANGUAGES
from softsell.voice.finding import RANK, verdict
from softsell.voice.measures import REPLY

if TYPE_CHECKING:
    from softsell.voice.lint import Finding, HasRules
    from softsell.voice.structure import Checks

NO_PROJECT = Project()
Score = Callable[[str, str, "tuple[Finding, ...]"], tuple[float, float]]
_REPLIES = re.compile(f"(?:{REPLY.pattern}){{1,20}}", re.IGNORECASE)
ALLOWANCE = "allowance"


class Found(Struct, frozen=True, kw_only=True):
    """A finding with its place in the file: characters from 0, lines and columns from 1, ends exclusive.

    `allowed` is the reason for which it may stand; "" when it may not.
    """

    rule: str
    category: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    why: str
    source: str
    suggestion: str
    kind: str = ""
    lang: str = ""
    where: str = ""
    allowed: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """What came of one text. `verdict`: block, warn or ok. `pressure` and `softness`: 0 to 1."""

    name: str
    verdict: str
    findings: tuple[Found, ...]
    allowed: tuple[Found, ...] = ()
    warnings: tuple[str, ...] = ()
    pressure: float = 0.0
    softness: float = 0.0


class Places(Struct, frozen=True):
    """Where the lines of a text begin."""

    starts: tuple[int, ...]

    def of(self, at: int) -> tuple[int, int]:
        """Line and column of a position."""
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1


def unscored(text: str, lang: str, findings: "tuple[Finding, ...]") -> tuple[float, float]:
    """No scores."""
    return 0.0, 0.0


def places(source: str) -> Places:
    """The places of a text; its lines end with a line feed."""
    return Places((0, *(found.end() for found in re.finditer("\n", source))))


def rules_of(voice: "HasRules", checks: "Checks | None" = None) -> Mapping[str, str]:
    """Every rule and check there is with its own severity."""
    known = {rule.id: rule.severity for rules in voice.rules.values() for rule in rules.kept.rules}
    for each in checks.checks.values() if checks else ():
        known |= {check.id: check.severity for check in each.values()}
    return {**known, "model": "warn", ALLOWANCE: "warn"}


def examine(
    document: Document,
    voice: "HasRules",
    *,
    lang: str = "",
    kind: str = "",
    project: Project = NO_PROJECT,
    path: str = "",
    claims: tuple[Span, ...] = (),
    checks: "Checks | None" = None,
    score: Score = unscored,
) -> Report:
    """The report of a document.

    `lang` and `kind` stand over what the document says. `path` is the document's path in the project. `claims` are spans
    of the file that are filled from evidence. `checks` are those of structure. `score` gives (pressure, softness) of a
    text and its findings.
    """
    kind = kind or document.kind
    read = [_read(document, bound(piece, claims), lang, kind, project, voice) for piece in document.pieces]
    built = _structure(document, checks, lang) if checks else ()
    found = _distinct([*((piece, findings) for piece, findings, _ in read), *built])
    good, faults = allowances(document, frozenset(rules_of(voice, checks) if document.notes else ()))
    at, used = places(document.source), set[int]()
    said: list[Found] = []
    counted: list[Finding] = []
    for finding, piece, span in found:
        number = allowed(good, finding.rule, span)
        used.add(number)
        reason = good[number].reason if number >= 0 else permitted(project, path, finding, piece)
        placed = severity(project, finding.rule, finding.severity)
        counted += () if reason else (replace(finding, severity=placed),)
        said.append(_found(document.source, at, finding, piece, span, placed, reason))
    said += (_fault(document.source, at, fault) for fault in (*faults, *_unused(good, used)))
    said.sort(key=lambda one: (one.start, one.end, RANK[one.severity], one.rule))
    standing = tuple(one for one in said if not one.allowed)
    words = "\n\n".join(text for _, _, text in read)
    pressure, softness = score(words, lang or detect(words) or document.lang or project.lang, tuple(counted))
    return Report(
        name=document.name,
        verdict=verdict(standing),
        findings=standing,
        allowed=tuple(one for one in said if one.allowed),
        warnings=document.warnings,
        pressure=pressure,
        softness=softness,
    )


def _read(
    document: Document, piece: Piece, lang: str, kind: str, project: Project, voice: "HasRules"
) -> "tuple[Piece, tuple[Finding, ...], str]":
    """The piece with its kind and language, the findings in it, and its text as the lint saw it."""
    from softsell.voice.lint import lint

    piece = known(document, piece, lang, kind, project)
    text, claims = seen(document, piece.text, piece.claims, piece.kind, project)
    return piece, lint(voice, text, piece.lang, kind=piece.kind, claims=claims), text


def known(document: Document, piece: Piece, lang: str, kind: str, project: Project) -> Piece:
    """The piece with the kind and the language that it is read as."""
    lang = lang or detect(piece.text) or piece.lang or document.lang or project.lang
    return replace(piece, kind=piece.kind or kind, lang=lang if lang in LANGUAGES else "")


def seen(
    document: Document, text: str, claims: tuple[Span, ...], kind: str, project: Project
) -> tuple[str, tuple[Span, ...]]:
    """The text of a piece as the lint reads it, of the same length, and the spans that come from evidence."""
    text, claims = masked(zeros(text, claims) if document.format == "ftl" else text, claims)
    if kind == "subject" and document.references and (reply := _REPLIES.match(text)):
        text = " " * reply.end() + text[reply.end() :]
    for brand in project.brands:
        if brand in text and len(brand.lower()) == len(brand):
            text = text.replace(brand, brand.lower())
    return text, claims


def _distinct(read: "list[tuple[Piece, tuple[Finding, ...]]]") -> "list[tuple[Finding, Piece, Span]]":
    """Every finding once, with its span in the file; of one rule's findings within one another the widest."""
    every = [(f, piece, piece.place(f.start, f.end)) for piece, findings in read for f in findings]
    kept: dict[tuple[str, Span, str], tuple[Finding, Piece, Span]] = {}
    last: dict[str, Span] = {}
    for finding, piece, (start, end) in sorted(every, key=lambda one: (one[2][0], -one[2][1])):
        around = last.get(finding.rule, (-1, -1))
        if start < end <= around[1] and (start, end) != around:
            continue
        last[finding.rule] = (start, end)
        kept.setdefault((finding.rule, (start, end), finding.text.strip()), (finding, piece, (start, end)))
    return list(kept.values())


def _structure(document: Document, checks: "Checks", lang: str) -> "Iterator[tuple[Piece, tuple[Finding, ...]]]":
    """What the checks of structure find in a page or a letter, with what their places are counted in."""
    from softsell.voice import structure

    lang = lang or document.lang
    if page := document.page:
        yield replace(page, kind=document.kind, lang=lang), structure.page(checks, page.text, lang)
    if mail := document.mail:
        whole = chained((mail.subject, mail.text, mail.html), "\n")
        found = structure.letter(checks, mail.subject.text, mail.text.text, mail.html.text, mail.headers, lang)
        yield replace(whole, kind=document.kind, lang=lang), found


def _found(source: str, at: Places, finding: "Finding", piece: Piece, span: Span, severity: str, allowed: str) -> Found:
    start, end = span
    words = piece.text[finding.start : finding.end]
    one = piece.part(finding.start) == piece.part(max(finding.end - 1, finding.start))
    return _placed(
        at,
        span,
        rule=finding.rule,
        category=finding.category,
        severity=severity,
        text=source[start:end] if one and end - start == len(words) else words,
        why=finding.why,
        source=finding.source,
        suggestion=finding.suggestion,
        kind=piece.kind,
        lang=piece.lang,
        where=piece.where,
        allowed=allowed,
    )


def _placed(at: Places, span: Span, **told: str) -> Found:
    """What was found in a span of the file."""
    (line, column), (end_line, end_column) = map(at.of, span)
    start, end = span
    return Found(start=start, end=end, line=line, column=column, end_line=end_line, end_column=end_column, **told)


def permitted(project: Project, path: str, finding: "Finding", piece: Piece) -> str:
    """The reason for which the project allows a finding, "" for none."""
    for allow in project.allow:
        if allow.rule != finding.rule or (allow.path and not fits(allow.path, path)):
            continue
        if not allow.words or any(a <= finding.start and finding.end <= b for a, b in _occurrences(piece, allow.words)):
            return allow.reason
    return ""


def _occurrences(piece: Piece, words: str) -> Iterator[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return (found.span() for found in re.finditer(pattern, piece.text, re.IGNORECASE))


def _unused(good: tuple[Allowance, ...], used: set[int]) -> Iterator[Fault]:
    for number, allowance in enumerate(good):
        if number not in used:
            yield Fault(
                "note", allowance.span, f"{', '.join(allowance.rules)}: nothing was found to allow", "take it out"
            )


def _fault(source: str, at: Places, fault: Fault) -> Found:
    return _placed(
        at,
        fault.span,
        rule=ALLOWANCE,
        category=ALLOWANCE,
        severity=fault.severity,
        text=source[slice(*fault.span)],
        why=fault.why,
        source=SOURCE,
        suggestion=fault.suggestion,
    )
