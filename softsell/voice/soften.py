"""Softer words for what the lint found: a proposal beside the text, never made silently.

Rules
1. What a rule knows how to mend (`fix`: capitals, marks, pictures) is mended where it stands. Else a wording takes the
   place of the whole sentence; greetings, lines, paragraphs and blanks stay, and what had no end mark gets none.
2. What is claimed is not touched: a sentence with a claim in it is only mended beside the claim. A quotation stays as it
   is, or goes with its sentence. Of a passage that presses only as a whole the sentence that weighs most is taken.
3. The proposal is read by the lint again, until nothing is left to answer. A wording is proposed once in a text; a
   sentence that still presses after a few rounds is left out.
4. What a wording states as an example becomes a slot (`wording`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec import structs

from softsell.voice.finding import RANK
from softsell.voice.lint import Claims, Finding, HasRules, Span, lint, rules_for, worst
from softsell.voice.normalise import ABBREVIATIONS
from softsell.voice.ruleset import RuleSet
from softsell.voice.wording import opened, sentence_case

ROUNDS, PROPOSING = 30, 4  # of reading again, at most; of those that propose a wording, before sentences are left out
SHORT_LINE = 50  # characters of a line that does not go on in the next one

Edit = tuple[int, int, str]
Seen = Callable[[str, Claims], tuple[str, Claims]]

_CLOSING = "\"'’”“»)\\]"
_END = re.compile(rf"[.!?…]+[{_CLOSING}]*(?=\s|$)\s*|\n[ \t\r]*\n\s*|\n")
_MARKED = re.compile(rf"[.!?…:][{_CLOSING}]*$")
_LAST = re.compile(r"(?:\d|[^\W\d_]+)$")
_ITEM = re.compile(r"(?:[-*•>#]+|\d{1,3}[.)]|[Ss]ubject:|Efni:)[ \t]+")
_QUOTED = re.compile(r"«[^»]{1,500}»|“[^”“]{1,500}”|„[^“”]{1,500}[“”]|\"[^\"\n]{1,500}\"")
_LOUD = r"[A-ZÁÐÉÍÓÚÝÞÆÖ]{1,3}"
_BEFORE, _AFTER = re.compile(rf"(?<!\w)(?:{_LOUD}[ ,]+)+$"), re.compile(rf"(?:[ ,]+{_LOUD}(?!\w))+")
_MARKS = re.compile(r"[?!！]*[!！][!?！]*|\?{2,}|([$€%])\1+")


def unseen(text: str, claims: Claims) -> tuple[str, Claims]:
    """The text as the lint reads it when there is nothing in it that is not words."""
    return text, claims


def presses(finding: Finding) -> bool:
    """Whether a finding is more than a note."""
    return finding.severity != "note"


def soften(
    voice: HasRules, text: str, lang: str, *, kind: str = "letter", claims: Claims = (), seen: Seen = unseen
) -> str:
    """The text as it could be said; the same text where nothing is found in it. The arguments are those of `edits`.

    "" where nothing of it can be kept (a subject or a button that has no softer wording).
    """
    changes = edits(voice, text, lang, kind=kind, claims=claims, seen=seen)
    softer = applied(text, changes)
    return softer.strip() if changes and kind in ("subject", "button") else softer


def edits(
    voice: HasRules,
    text: str,
    lang: str,
    *,
    kind: str = "letter",
    claims: Claims = (),
    seen: Seen = unseen,
    answers: Callable[[Finding], bool] = presses,
) -> tuple[Edit, ...]:
    """What to change in a text, in its order: (start, end, new words). Nothing where nothing is found.

    `claims`: spans that stay as they are. `seen` gives, for a text and such spans, what the lint reads (of the same length)
    and the spans that come from evidence. `answers` says which findings are answered.
    """
    now, origin = text, list(range(len(text)))  # origin: of every character of now its place in the text, -1: it is new
    for attempt in range(ROUNDS):
        stays = _moved(claims, origin)
        own, evidence = seen(now, stays)
        found = [f for f in lint(voice, own, lang, kind=kind, claims=evidence) if answers(f)]
        wanted = _round(voice, lang, now, own, found, stays, kind, attempt >= PROPOSING) if found else ()
        changes = _distinct(_beside(now, edit, stays) for edit in wanted)
        if not changes:
            break
        now = applied(now, changes)
        for start, end, new in reversed(changes):
            origin[start:end] = [-1] * len(new)
    return tuple(_changes(now, origin, len(text)))


def applied(text: str, changes: Iterable[Edit], begin: int = 0, end: int | None = None) -> str:
    """The text from `begin` to `end` with the changes, which are within and in its order."""
    parts, done = list[str](), begin
    for start, stop, new in changes:
        parts += text[done:start], new
        done = stop
    return "".join((*parts, text[done:end]))


def _moved(claims: Claims, origin: list[int]) -> Claims:
    """Where the claims of the text are in the proposal."""
    if not claims:
        return ()
    left = [[at for at, place in enumerate(origin) if a <= place < b] for a, b in claims]
    return tuple((of[0], of[-1] + 1) for of in left if of)


def _beside(text: str, edit: Edit, stays: Claims) -> Edit:
    """The edit without blanks at its edges that belong to what stays."""
    start, end, new = edit
    for a, b in stays:
        if start < b < end and not text[start:b].strip():
            start = b
        if start < a < end and not text[a:end].strip():
            end = a
    return start, end, new


def _changes(now: str, origin: list[int], size: int) -> Iterator[Edit]:
    """The edits that make the proposal of a text of this size."""
    before, begun = 0, 0
    for at, place in enumerate([*origin, size]):
        if place >= 0:
            if place != before or at != begun:
                yield before, place, now[begun:at]
            before, begun = place + 1, at + 1


def _distinct(found: Iterable[Edit]) -> list[Edit]:
    """In the order of the text, none over another: where two rules mend the same words, the wider one does."""
    kept: list[Edit] = []
    done = 0
    for start, end, new in sorted(found, key=lambda edit: (edit[0], -edit[1])):
        if start >= done or (not new and end > done):
            kept.append((max(start, done), end, new))
            done = end
    return kept


def _round(
    voice: HasRules, lang: str, text: str, own: str, found: list[Finding], claims: Claims, kind: str, leave_out: bool
) -> Iterator[Edit]:
    """What to change in each sentence with a finding."""
    sets = rules_for(voice, lang)
    starts = [0] if kind in ("subject", "button") else _starts(own)
    fixes = {rule.id: rule.fix for rules in sets for rule in rules.kept.rules if rule.fix}
    narrow = (_narrowed(voice, lang, own, starts, f, kind) if f.rule == "model" else f for f in found)
    found = sorted(narrow, key=lambda f: f.start)
    stays = (*claims, *(m.span() for m in _QUOTED.finditer(own)))
    taken: set[str] = set()  # the wordings of this round
    for passage in _passages(own, starts, found):
        first, last = (bisect_left(found, at, key=lambda f: f.start) for at in passage)
        here = found[first:last]
        start, end = _bare(own, passage)
        mended = [each for f in here if (each := list(_mended(text, f, fixes.get(f.rule, ""), stays)))]
        if any(a < end and start < b for a, b in claims) or (len(mended) == len(here) and not leave_out):
            yield from (edit for each in mended for edit in each)
            continue
        item = _ITEM.match(text, start, end)
        after = "" if leave_out else _wording(sets, text, (start, end), [f for f in here if f.rule not in fixes], taken)
        if after:
            taken.add(after.rstrip("."))
            yield (item.end() if item else start), end, after
        else:
            yield _left_out(text, start, end)


def _starts(own: str) -> list[int]:
    """Where the sentences of a text begin; so do the lines of a greeting, a list or a heading, whatever ends them."""
    starts, quotations = [0], [m.span() for m in _QUOTED.finditer(own)]
    at = 0
    for found in _END.finditer(own):
        begun, end = found.span()
        while at < len(quotations) and quotations[at][1] < end:
            at += 1
        if at < len(quotations) and quotations[at][0] < begun and end < quotations[at][1]:
            continue
        if found[0] == "\n":
            line = own[own.rfind("\n", 0, begun) + 1 : begun].strip()
            short = len(line) < SHORT_LINE and (line.endswith((",", ":")) or own[end : end + 1].isupper())
            if not short and not _ITEM.match(own, end):
                continue
        elif found[0][0] == "." and "\n\n" not in found[0] and _goes_on(own, begun):
            continue
        starts.append(end)
    return starts


def _goes_on(own: str, stop: int) -> bool:
    """Whether the point after a number or an abbreviation ends no sentence: "8. júní", "990 kr. á mánuði"."""
    last = _LAST.search(own, max(stop - 8, 0), stop)
    if last is None or not own[stop + 1 : stop + 4].lstrip()[:1].islower():
        return False
    return last[0].isdigit() or len(last[0]) == 1 or last[0].lower() in ABBREVIATIONS


def _sentence(own: str, starts: list[int], at: int) -> Span:
    number = bisect_right(starts, at) - 1
    return starts[number], starts[number + 1] if number + 1 < len(starts) else len(own)


def _passages(own: str, starts: list[int], found: list[Finding]) -> list[Span]:
    """The sentences that hold findings, joined where a finding reaches over several."""
    spans: list[Span] = []
    for finding in found:
        start, end = _sentence(own, starts, finding.start)[0], _sentence(own, starts, finding.end - 1)[1]
        if spans and start < spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return spans


def _bare(own: str, span: Span) -> Span:
    """A span without the blanks at its edges."""
    start, end = span
    return end - len(own[start:end].lstrip()), start + len(own[start:end].rstrip())


def _narrowed(voice: HasRules, lang: str, own: str, starts: list[int], finding: Finding, kind: str) -> Finding:
    """A finding of the model as one of the sentence that presses most when it stands alone, else of the longest."""

    def weight(span: Span) -> tuple[int, int]:
        alone = worst(lint(voice, own[span[0] : span[1]], lang, kind=kind))
        return RANK.get(alone, RANK["note"]), span[0] - span[1]

    inside = sorted({finding.start, *(start for start in starts if finding.start < start < finding.end)})
    spans = [(a, b) for a, b in zip(inside, [*inside[1:], finding.end], strict=True) if own[a:b].strip()]
    start, end = min(spans, key=weight)
    return structs.replace(finding, start=start, end=start + len(own[start:end].rstrip()))


def _mended(text: str, finding: Finding, fix: str, stays: Claims) -> Iterator[Edit]:
    """The words of a finding as its rule mends them; nothing where it does not, or must not."""
    start, end = finding.start, finding.end
    if not fix:
        return
    if fix == "sentence-case":  # with the short words in capitals beside it
        near, far = _BEFORE.search(text, max(start - 20, 0), start), _AFTER.match(text, end)
        start, end = near.start() if near else start, far.end() if far else end
    said, before = text[start:end], text[:start].rstrip()
    match fix:
        case "sentence-case":
            new = sentence_case(said, not before or before[-1] in ".!?…:" or "\n\n" in text[len(before) : start])
        case "full-stop":
            new = _MARKS.sub(lambda m: m[1] or ("?" if "?" in m[0] else "."), said)
        case _:
            blanks = len(text) - len(text[end:].lstrip(" "))
            if blanks == len(text) or text[blanks] in "\n.,":
                start = len(text[:start].rstrip(" "))
            elif not before or text[start - 1].isspace():
                end = blanks + (not before)
            new = text[blanks:end].upper()
    if new == said or any(a < end and start < b for a, b in stays):
        return
    if fix == "remove" or len(new) != len(said):
        yield start, end, new
        return
    for word in re.finditer(r"\S+", said):
        a, b = word.span()
        if new[a:b] != said[a:b]:
            yield start + a, start + b, new[a:b]


def _wording(sets: tuple[RuleSet, ...], text: str, span: Span, here: list[Finding], taken: set[str]) -> str:
    """The wording that takes the place of a sentence, the gravest finding's first; "" when each stands there already."""
    start, end = span
    numbers = frozenset[str]().union(*(rules.kept.numbers for rules in sets))
    for finding in sorted(here, key=lambda f: f.severity != "block"):
        new = opened(finding.suggestion, text[start:end], numbers)
        if not _MARKED.search(text[start:end]) and new.find(".") == len(new) - 1:
            new = new.rstrip(".")
        if new and new.rstrip(".") not in text and new.rstrip(".") not in taken:
            return new
    return ""


def _left_out(text: str, start: int, end: int) -> Edit:
    """The edit that takes a sentence out, with the blanks that only stood beside it."""
    begun = len(text[:start].rstrip())
    done = len(text) - len(text[end:].lstrip())
    opens = start == 0 or "\n" in text[begun:start]  # a line
    return (start, done, "") if opens and done < len(text) else (begun, end, "")
