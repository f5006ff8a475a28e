"""A text of any kind as pieces that the lint can read, each with its way back to the file.

Rules
1. Positions count characters of the file's text as it was decoded (a byte order mark does not count), whatever the format.
2. A part of a piece whose span is as long as its text stands there literally; any other part (an entity, an escape) is
   pointed at as a whole.
3. Readers are pure and never raise: what is malformed becomes a document that says so in `warnings`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from softsell.voice.normalise import bag

Span = tuple[int, int]
Part = tuple[str, int, int]  # words, and the span they come from


FORMATS = ("text", "md", "html", "eml", "mjml", "json", "po", "ftl")
KINDS = ("letter", "subject", "body", "button")
ATTRIBUTES = bag("alt title placeholder aria-label content value label")


class Piece(Struct, frozen=True):
    """Words that belong together. Part i begins at `starts[i]` of `text` and comes from `spans[i]` of the file.

    `kind`: letter, subject, body or button, "" for whatever the file is. `lang`: what the file says, "" when it says
    nothing. `where`: a JSON pointer, a msgid, a key, the name of an attribute or part. `claims`: spans of `text` that are
    filled from evidence.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    kind: str = ""
    lang: str = ""
    where: str = ""
    claims: tuple[Span, ...] = ()

    def part(self, at: int) -> int:
        """The number of the part that holds position `at`."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def until(self, part: int) -> int:
        """Where a part ends in `text`."""
        return self.starts[part + 1] if part + 1 < len(self.starts) else len(self.text)

    def literal(self, part: int) -> bool:
        """Whether a part stands in the file as it is."""
        start, end = self.spans[part]
        return end - start == self.until(part) - self.starts[part]

    def place(self, start: int, end: int) -> Span:
        """The span of the file that `text[start:end]` comes from."""
        if not self.spans:
            return 0, 0
        first, last = self.part(start), self.part(max(end - 1, start))
        begun, done = self.spans[first][0], self.spans[last][1]
        if self.literal(first):
            begun += min(start - self.starts[first], self.until(first) - self.starts[first])
        if self.literal(last):
            done = self.spans[last][0] + min(end, self.until(last)) - self.starts[last]
        return begun, max(begun, done)

    def span(self) -> Span:
        """From the first place of the file to the last."""
        return (self.spans[0][0], max(self.spans[-1][1], self.spans[0][0])) if self.spans else (0, 0)


class Note(Struct, frozen=True):
    """A comment that allows something: its words, its span in the file, and the span that it speaks for."""

    text: str
    start: int
    end: int
    covers: Span


class Mail(Struct, frozen=True):
    """A letter as the checks of structure see it: subject, text and HTML, each of them read from the file, and headers."""

    subject: Piece
    text: Piece
    html: Piece
    headers: dict[str, str]


class Document(Struct, frozen=True, kw_only=True):
    """A file that was read. `kind` is what its words are when nobody says otherwise.

    `page`, `mail`: its markup, or its letter, for the checks of structure. `references`: it answers a letter, so "Re:" is
    honest.
    """

    name: str
    format: str
    source: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()
    warnings: tuple[str, ...] = ()
    kind: str = "body"
    lang: str = ""
    page: Piece | None = None
    mail: Mail | None = None
    references: bool = False


def literal(text: str, at: int = 0, kind: str = "", lang: str = "", where: str = "") -> Piece:
    """A piece that stands in the file as it is, from position `at`."""
    return Piece(text, (0,), ((at, at + len(text)),), kind, lang, where)


def joined(parts: Iterable[Part], kind: str = "", lang: str = "", where: str = "") -> Piece:
    """A piece of parts in their order; literal parts that touch in the file become one."""
    words: list[str] = []
    starts: list[int] = []
    spans: list[Span] = []
    size, whole = 0, False  # whole: the last part is literal
    for text, start, end in parts:
        if not text:
            continue
        stands = end - start == len(text)
        if stands and whole and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            starts.append(size)
            spans.append((start, end))
        words.append(text)
        size, whole = size + len(text), stands
    return Piece("".join(words), tuple(starts), tuple(spans), kind, lang, where)


def unescaped(raw: str, at: int, escape: re.Pattern[str], meant: Callable[[re.Match[str]], str]) -> Iterator[Part]:
    """Words that begin at position `at` of the file, as parts: each escape in them is one, with what is meant by it."""
    done = 0
    for found in escape.finditer(raw):
        yield raw[done : found.start()], at + done, at + found.start()
        done = found.end()
        yield meant(found), at + found.start(), at + done
    yield raw[done:], at + done, at + len(raw)


def through(inner: Piece, outer: Piece) -> Piece:
    """A piece read from the text of another, with places in the other's file; what it does not say the other says."""
    return Piece(
        *_carried(inner, outer),
        inner.kind or outer.kind,
        inner.lang or outer.lang,
        outer.where if not inner.where else f"{outer.where} {inner.where}".strip(),
        inner.claims,
    )


def _carried(inner: Piece, outer: Piece) -> tuple[str, tuple[int, ...], tuple[Span, ...]]:
    parts: list[Part] = []
    for number, (start, end) in enumerate(inner.spans):
        begun, done = inner.starts[number], inner.until(number)
        if not inner.literal(number):
            parts.append((inner.text[begun:done], *outer.place(start, end)))
            continue
        at, part = start, outer.part(start)
        while at < end:
            until = min(end, outer.until(part)) if part + 1 < len(outer.starts) else end
            words = inner.text[begun + at - start : begun + until - start]
            if outer.literal(part):
                parts.append((words, *outer.place(at, until)))
            else:
                parts.append((words, *outer.spans[part]))
            at, part = until, part + 1
    whole = joined(parts)
    return whole.text, whole.starts, whole.spans


def chained(pieces: Iterable[Piece], between: str) -> Piece:
    """The texts of several pieces as one piece, with the same words between each two."""
    parts: list[Part] = []
    for number, piece in enumerate(pieces):
        if number:
            parts.append((between, parts[-1][2], parts[-1][2]) if parts else (between, 0, 0))
        parts += (
            (piece.text[start : piece.until(part)], *piece.spans[part]) for part, start in enumerate(piece.starts)
        )
    return joined(parts)


def carried(span: Span, outer: Piece) -> Span:
    """The place in the file of a span of a piece's text; the end of the text when it lies behind."""
    return outer.place(span[0], span[1]) if span[0] < len(outer.text) else (outer.span()[1],) * 2


def bound(piece: Piece, claims: tuple[Span, ...]) -> Piece:
    """The piece with the spans of the file that are filled from evidence as claims of its own."""
    found = [
        (piece.starts[part] + max(start, begun) - begun, piece.starts[part] + min(end, done) - begun)
        for start, end in claims
        for part, (begun, done) in enumerate(piece.spans)
        if start < done and begun < end and piece.literal(part)
    ]
    return replace(piece, claims=piece.claims + tuple(found)) if found else piece
