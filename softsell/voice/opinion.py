"""What the model says of a text beside the rules: which findings weigh less, and which passages press all the same.

Rules
1. It makes findings milder, never graver: a warning where a sentence is surely calm, a note where nobody sells.
2. It is asked about a passage only where no rule warned or forbade.
"""

from bisect import bisect_left, bisect_right

from softsell.voice.finding import Finding, milder
from softsell.voice.model import CALM, LEAST_WORDS, SPEAKS, SPEAKS_WORDS, Model, score, weigh
from softsell.voice.normalise import Board, Normal, passages, span, words_in


def calmed(model: Model, normal: Normal, on: Board, found: list[Finding], kind: str) -> list[Finding]:
    """The findings of words: warnings at most where the model is sure that their sentence is calm."""
    if all(finding.severity != "block" for finding in found):
        return found
    ends = [normal.place(end) for end in on.ends]

    def calm(finding: Finding) -> bool:
        words = on.words[min(bisect_right(ends, finding.start), len(ends) - 1)]
        return len(words) >= LEAST_WORDS and score(model.pressure, words, kind) < CALM

    return [milder(f, "warn") if f.severity == "block" and calm(f) else f for f in found]


def heard(model: Model, normal: Normal, on: Board, found: list[Finding]) -> list[Finding]:
    """The findings in a body text: notes in a passage where nobody sells."""
    words = _around(normal, on, [finding for finding in found if finding.severity != "note"])
    sells = {at: score(model.letter, said, "body") for at, said in words.items() if len(said) >= SPEAKS_WORDS}
    return [
        milder(finding, "note") if sells.get(finding.start, 0.0) < SPEAKS.get(finding.severity, -99.0) else finding
        for finding in found
    ]


def _around(normal: Normal, on: Board, found: list[Finding]) -> dict[int, list[str]]:
    """The words of the passage around each finding, by where the finding starts."""
    pieces = list(passages(on)) if found else []
    if not pieces:
        return {}
    ends = [normal.place(on.ends[last]) for _, last in pieces]
    places = {f.start: pieces[min(bisect_right(ends, f.start), len(pieces) - 1)] for f in found}
    return {start: words_in(on, *piece) for start, piece in places.items()}


def asked(
    model: Model, text: str, normal: Normal, on: Board, found: list[Finding], kind: str, softer: str = ""
) -> list[Finding]:
    """What the model says of the passages where nothing but notes was found. `softer`: a wording for this kind of text."""
    spoken = sorted(finding.start for finding in found if finding.severity != "note")
    record, told = model.record, list[Finding]()
    softer = softer or record.get("suggestion", "")
    for first, last in passages(on):
        opinion = weigh(model, words_in(on, first, last), kind)
        if not opinion.severity:
            continue
        a, b = map(normal.place, span(on, first, last))
        if bisect_left(spoken, a) < bisect_left(spoken, b):
            continue
        a, b = a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())
        why = record.get("why", "{words}").replace("{words}", ", ".join(f"“{word}”" for word in opinion.words))
        source = record.get("source", "")
        told.append(Finding("model", "C15", opinion.severity, a, b, text[a:b], why, source, softer))
    return told
