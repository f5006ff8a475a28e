"""What an editor does with a finding: the softer sentence in its place, and the comment that allows it.

Rules
1. The softer words are those of `rewrite`, given for the whole sentence around them, so that a reader can judge it.
2. A comment is proposed without a reason, so that its writer has to give one, and only where it would be heard.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from softsell.copy.document import Document, Span
from softsell.copy.examine import ALLOWANCE, Found, Report
from softsell.copy.project import Project
from softsell.copy.rewrite import rewrite
from softsell.voice.lint import HasRules
from softsell.voice.soften import applied

COMMENTS = {
    "md": ("<!-- ", " -->"), "html": ("<!-- ", " -->"), "mjml": ("<!-- ", " -->"), "po": ("# ", ""), "ftl": ("# ", ""),
}  # fmt: skip
_END = re.compile(r"(?:[.!?…]+[\"'’”“»)\]]*(?=\s|$)|\n)\s*")
Reports = Callable[[str], tuple[Document, Report]]


class Change(Struct, frozen=True):
    """New words for `source[start:end]`, as the file writes them; "" leaves the sentence out."""

    start: int
    end: int
    new: str


def changes(
    document: Document, read: Callable[[str], Document], voice: HasRules, lang: str = "", kind: str = "",
    project: Project | None = None, path: str = "",
) -> tuple[Change, ...]:  # fmt: skip
    """The softer sentences of a text, in its order. The arguments are those of `rewrite`."""
    made = rewrite(document, read, voice, lang, kind, project, path).changes
    return tuple(sentences(document, [Change(one.start, one.end, one.new) for one in made]))


def change_of(made: Sequence[Change], one: Found) -> Change | None:
    """The change that answers a finding."""
    return next((each for each in made if each.start <= one.start < one.end <= each.end), None)


def sentences(document: Document, made: Sequence[Change]) -> Iterator[Change]:
    """The changes, each with what stands in its sentence around it; those of one sentence are one."""
    source = document.source
    literal = sorted(
        span
        for piece in document.pieces
        for part, span in enumerate(piece.spans)
        if piece.literal(part) and span[1] > span[0]
    )
    start = end = 0
    here: list[Change] = []
    for one in made:
        begun, done = _sentence(source, literal, one)
        if here and begun >= end:
            yield _whole(source, start, end, here)
            here = []
        start, end = (min(start, begun), max(end, done)) if here else (begun, done)
        here.append(one)
    if here:
        yield _whole(source, start, end, here)


def _whole(source: str, start: int, end: int, made: Sequence[Change]) -> Change:
    return Change(start, end, applied(source, [(one.start, one.end, one.new) for one in made], start, end))


def _sentence(source: str, literal: list[Span], one: Change) -> Span:
    """The sentence around a change, within the words that stand literally around it."""
    at = bisect_right(literal, (one.start, len(source) + 1)) - 1
    begun, done = literal[at] if at >= 0 else (0, 0)
    if not begun <= one.start <= one.end <= done:
        return one.start, one.end
    start, end = begun, done
    for found in _END.finditer(source, max(begun, one.start - 2000), min(done, one.end + 2000)):
        if found.end() <= one.start:
            start = found.end()
        if found.end() >= one.end:
            end = max(one.end, found.start() + len(found[0].rstrip()))
            break
    return start, end


def utf16(text: str, at: int) -> int:
    """A position in characters as a position in UTF-16 code units, which browsers and editors count."""
    return at if text.isascii() else at + sum(letter > "\uffff" for letter in text[:at])


# -- comments --------------------------------------------------------------------------------------------------------------


def allowance(reports: Reports, source: str, one: Found) -> Change | None:
    """The comment that allows a finding once it gives a reason; None where the format has none, or it would not be heard."""
    document, _ = reports(source)
    opened, closed = COMMENTS.get(document.format, ("", ""))
    if not opened or one.rule == ALLOWANCE or document.name.endswith(".mdx"):
        return None
    note = f"{opened}softsell: allow {one.rule} -- "
    for at, before, after in _places(document, one, closed):
        tried = f"{source[:at]}{before}{note}reason{closed}{after}{source[at:]}"
        start = one.start + (len(tried) - len(source) if at <= one.start else 0)
        if any(other.start == start and other.rule == one.rule for other in reports(tried)[1].allowed):
            return Change(at, at, f"{before}{note}{closed}{after}")
    return None


def _places(document: Document, one: Found, closed: str) -> Iterator[tuple[int, str, str]]:
    """Where a comment may stand: before the block or the entry, at the end of the line; (position, before, after)."""
    source = document.source
    begun = next((p.span()[0] for p in document.pieces if p.span()[0] <= one.start < max(p.span()[1], 1)), one.start)
    ends = _line_end(source, one.end)
    if closed and source[_line(source, one.start) :].lstrip(" ").startswith("|"):
        yield ends, " ", ""  # a row of a table
    for at in dict.fromkeys((_entry(source, begun, document.format), _line(source, begun), _line(source, one.start))):
        indent = re.match(r"[ \t]*", source[at:])
        yield at, indent[0] if indent else "", "\n"
    if closed:
        yield ends, " ", ""


def _line(source: str, at: int) -> int:
    return source.rfind("\n", 0, at) + 1


def _line_end(source: str, at: int) -> int:
    end = source.find("\n", at)
    end = len(source) if end < 0 else end
    return end - 1 if source[end - 1 : end] == "\r" else end


def _entry(source: str, at: int, format: str) -> int:
    """Where the entry of a catalogue begins; for other formats the line."""
    line = _line(source, at)
    while line and format in ("po", "ftl"):
        before = _line(source, line - 1)
        head = source[before : line - 1].strip()
        if format == "ftl" and source[line : line + 1].isalpha():
            break
        if not head or head.startswith(("#~", "###")):
            break
        line = before
    return line
