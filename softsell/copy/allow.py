"""What a file allows itself, with a reason: `softsell: allow scarcity, urgency -- counted by hand, June`.

Rules
1. It stands in a comment of HTML, Markdown, MJML, Fluent or PO, and speaks for the next block, or for the line it ends.
2. Without a reason, or for a rule that is not known, it is itself a finding (`allowance`, warn) and allows nothing.
3. One that allowed nothing is a note. What is allowed is kept with its reason; it is shown on request.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from softsell.copy.document import Document, Note, Span
from softsell.errors import nearest

_SAID = re.compile(r"\s*softsell\s*:\s*(\S*)(.*)", re.DOTALL | re.IGNORECASE)
_REASON = re.compile(r"\s(?:--+|—|–)\s*(.*)", re.DOTALL)
MOST = 50
SOURCE = "docs/lint.md#allowances"


class Allowance(Struct, frozen=True):
    """What a comment allows: the rules, why, where it stands, and the span that it speaks for."""

    rules: tuple[str, ...]
    reason: str
    span: Span
    covers: Span


class Fault(Struct, frozen=True):
    """What is wrong with a comment: its severity, its place, why, and what would be right."""

    severity: str
    span: Span
    why: str
    suggestion: str


def allowances(document: Document, rules: frozenset[str]) -> tuple[tuple[Allowance, ...], tuple[Fault, ...]]:
    """The comments of a document that allow something, and those that are wrong. `rules`: every rule id there is."""
    good: list[Allowance] = []
    wrong: list[Fault] = []
    for note in document.notes:
        match _read(note, rules):
            case Allowance() as allowance:
                good.append(allowance)
            case Fault() as fault:
                wrong.append(fault)
    return tuple(sorted(good, key=lambda allowance: allowance.covers)), tuple(wrong)


def _read(note: Note, rules: frozenset[str]) -> Allowance | Fault | None:
    said = _SAID.match(note.text)
    span = (note.start, note.end)
    if said is None:
        return None
    if said[1].lower() != "allow":
        return Fault("warn", span, f"nobody knows what `softsell: {said[1]}` means", "softsell: allow RULE -- reason")
    words = f" {said[2].strip()}"
    reason = _REASON.search(words)
    names = tuple(name for name in re.split(r"[\s,]+", words[: reason.start()] if reason else words) if name)
    if not names:
        return Fault("warn", span, "it does not say which rule it allows", "softsell: allow RULE -- reason")
    if reason is None or not reason[1].strip():
        return Fault("warn", span, "it gives no reason", f"softsell: allow {', '.join(names)} -- why this is true here")
    unknown = [name for name in names if name not in rules]
    if unknown:
        return Fault("warn", span, f"there is no such rule: {', '.join(unknown)}", meant(unknown[0], rules))
    return Allowance(names, reason[1].strip(), span, note.covers)


def meant(name: str, known: Iterable[str]) -> str:
    """A question for whoever wrote a name that is not known; "" when none is like it."""
    near = nearest(name, known)
    return f"did you mean {near}?" if near else ""


def allowed(allowances: tuple[Allowance, ...], rule: str, span: Span) -> int:
    """The number of the allowance that speaks for a finding, -1 for none; of many the `MOST` nearest are asked."""
    last = bisect_right(allowances, span[0], key=lambda allowance: allowance.covers[0])
    for number in range(last - 1, max(last - 1 - MOST, -1), -1):
        allowance = allowances[number]
        begun, done = allowance.covers
        if rule in allowance.rules and begun <= span[0] < max(done, begun + 1):
            return number
    return -1
