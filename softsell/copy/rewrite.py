"""What `softsell soften` proposes for a file: the softer words of every piece with findings, where they stand in the file.

Rules
1. Only what stands in the file exactly is changed, and it is written as the format writes it. A piece of which a part
   cannot be placed (tags or addresses between its words, another encoding) is told and left alone as a whole.
2. Placeholders, code and evidence stay. A sentence that holds one is left to its writer, unless its marks can be mended.
3. What is allowed, by a comment or by the project, is not answered.
4. The changed text is read again: it must give the same pieces with the proposed words, or the change is not made.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from json import dumps

from msgspec import Struct
from msgspec.structs import replace

from softsell.copy.allow import allowances, allowed
from softsell.copy.document import ATTRIBUTES, Document, Piece, Span
from softsell.copy.examine import known, permitted, rules_of, seen
from softsell.copy.project import Project, severity
from softsell.copy.slots import PLACEHOLDER
from softsell.voice.lint import Finding, HasRules, lint
from softsell.voice.soften import Edit, applied, edits
from softsell.voice.wording import opened

Read = Callable[[str], Document]
HELD = "it holds what is filled in"
MOST_TRIED = 200  # pieces that are tried one by one when all together do not give what was proposed
_CONTINUED = re.compile(r'"[ \t\r]*\n[ \t]*"')  # a string of PO that goes on in the next line
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BRACES = {"{": '{"{"}', "}": '{"}"}'}


class Change(Struct, frozen=True):
    """New words for `source[start:end]`, as the file writes them, and the findings that they answer."""

    start: int
    end: int
    new: str
    found: tuple[Finding, ...]

    @property
    def edit(self) -> Edit:
        return self.start, self.end, self.new


class Left(Struct, frozen=True):
    """A piece that is left alone: where it is, why, what was found in it and in which words, and what those could be."""

    at: int
    why: str
    found: tuple[Finding, ...]
    said: str
    softer: str


class Rewritten(Struct, frozen=True):
    """A file's changes in its order, its text with them, and what is left alone."""

    changes: tuple[Change, ...]
    text: str
    left: tuple[Left, ...]


class _Softer(Struct, frozen=True):
    """A piece with its softer words and its changes."""

    number: int
    piece: Piece
    after: str
    changes: tuple[Change, ...]
    found: tuple[Finding, ...]


def rewrite(
    document: Document, read: Read, voice: HasRules, lang: str = "", kind: str = "", project: Project | None = None,
    path: str = "",
) -> Rewritten:  # fmt: skip
    """What could be changed in a document. `read` gives the document of another text of the same file."""
    left: list[Left] = []
    made: list[_Softer] = []
    project, kind = project or Project(), kind or document.kind
    good, _ = allowances(document, frozenset(rules_of(voice) if document.notes else ()))

    for number, raw in enumerate(document.pieces):
        piece = known(document, raw, lang, kind, project)

        def is_allowed(finding: Finding, piece: Piece = piece) -> bool:
            place = piece.place(finding.start, finding.end)
            return allowed(good, finding.rule, place) >= 0 or bool(permitted(project, path, finding, piece))

        match _softer(document, number, piece, voice, project, is_allowed):
            case _Softer() as softer:
                made.append(softer)
                left += _untouched(softer)
            case Left() as one:
                left.append(one)
    kept = _proved(document, read, made, left)
    changes = _together(kept)
    return Rewritten(
        tuple(changes),
        applied(document.source, [change.edit for change in changes]),
        tuple(sorted(left, key=lambda one: one.at)),
    )


def _softer(
    document: Document, number: int, piece: Piece, voice: HasRules, project: Project,
    is_allowed: Callable[[Finding], bool],
) -> _Softer | Left | None:  # fmt: skip
    is_bound = document.format == "ftl"  # its reader knows what is filled in
    plainly = replace(project, brands=())

    def as_read(text: str, claims: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
        return seen(document, text, claims if is_bound else (), piece.kind, project)

    def pressing(text: str, claims: tuple[Span, ...]) -> list[Finding]:
        own, evidence = as_read(text, claims)
        found = lint(voice, own, piece.lang, kind=piece.kind, claims=evidence)
        return [f for f in found if severity(project, f.rule, f.severity) != "note"]

    own, _ = seen(document, piece.text, piece.claims, piece.kind, plainly)
    stays = tuple(_stays(document, piece, own))
    every = pressing(piece.text, piece.claims)
    found = tuple(f for f in every if not is_allowed(f))
    if not found:
        return None
    waived = {f.rule for f in every} - {f.rule for f in found}

    def answers(finding: Finding) -> bool:
        return finding.rule not in waived and severity(project, finding.rule, finding.severity) != "note"

    made = edits(voice, piece.text, piece.lang, kind=piece.kind, claims=stays, seen=as_read, answers=answers)
    after = applied(piece.text, made)
    if not made:
        return _left(piece, HELD, found)
    if not after.strip():
        return _left(piece, "nothing of it could be kept", found)
    changes: list[Change] = []
    for start, end, new in made:
        place = _place(document, piece, start, end)
        written = _written(document, piece, new)
        if place is None or written is None:
            return _left(piece, "it does not stand in the file as it is read", found, after.strip())
        if document.format == "po" and _is_key(document.source, place[0]):
            return _left(piece, "the program looks it up by these words", found, after.strip())
        here = tuple(f for f in found if f.start <= end and start <= f.end) or found
        changes.append(Change(*place, written, here))
    return _Softer(number, piece, after, tuple(changes), found)


def _untouched(softer: _Softer) -> Iterator[Left]:
    """What was found in a piece where nothing is changed."""
    changed = {(f.start, f.end) for change in softer.changes for f in change.found}
    rest = tuple(f for f in softer.found if (f.start, f.end) not in changed)
    if rest:
        yield _left(softer.piece, HELD, rest)


def _left(piece: Piece, why: str, found: tuple[Finding, ...], softer: str = "") -> Left:
    start, end = found[0].start, found[0].end
    softer = softer or opened(found[0].suggestion, piece.text[start:end])
    return Left(piece.place(start, end)[0], why, found, piece.text[start:end], softer)


def _is_key(source: str, at: int) -> bool:
    """Whether a place of a PO file is in a msgid, which the program's own source repeats."""
    return source.rfind("msgid", 0, at) > source.rfind("msgstr", 0, at)


def _stays(document: Document, piece: Piece, own: str) -> Iterator[Span]:
    """What of a piece's text is not words: placeholders, what steers a template, evidence, code."""
    yield from piece.claims
    yield from (found.span() for found in PLACEHOLDER.finditer(piece.text))
    yield from (run.span() for run in re.finditer("1+", "".join("01"[a != b] for a, b in zip(own, piece.text))))  # noqa: B905
    if document.format == "md":
        for part, start in enumerate(piece.starts):
            if not piece.literal(part) and piece.text[start : piece.until(part)] == "`":
                yield start, start + 1


def _place(document: Document, piece: Piece, start: int, end: int) -> Span | None:
    """The span of the file that holds these words of a piece and nothing else; None where there is none."""
    first, last = piece.part(start), piece.part(max(end - 1, start))
    for part in range(first, last + 1):
        begun, done = piece.spans[part]
        whole = start <= piece.starts[part] and piece.until(part) <= end
        if not piece.literal(part) and (not whole or begun == done):
            return None
        between = document.source[piece.spans[part - 1][1] : begun] if part > first else ""
        if between and not (document.format == "po" and _CONTINUED.fullmatch(between)):
            return None
    return piece.place(start, end)


def _written(document: Document, piece: Piece, new: str) -> str | None:
    """Words as the format writes them; None where it cannot."""
    match document.format:
        case "html" | "mjml":
            return escape(new, quote=piece.where in ATTRIBUTES)
        case "json":
            return dumps(new, ensure_ascii=document.source.isascii())[1:-1]
        case "po":
            return "".join(_ESCAPES.get(letter, letter) for letter in new)
        case "ftl":
            return "".join(_BRACES.get(letter, letter) for letter in new)
        case "eml":  # as ASCII, or in a part that has other letters as they are
            literal = (piece.text[at : piece.until(n)] for n, at in enumerate(piece.starts) if piece.literal(n))
            if "=" in new or not (new.isascii() or any(not words.isascii() for words in literal)):
                return None
            return escape(new, quote=False) if "html" in piece.where else new
    return new


def _proved(document: Document, read: Read, made: list[_Softer], left: list[Left]) -> list[_Softer]:
    """The pieces whose changes give, read again, what was proposed; the others are left alone."""
    if not made or _gives(document, read, made, made):
        return made
    kept: list[_Softer] = []
    for number, one in enumerate(made):
        if number < MOST_TRIED and _gives(document, read, [*kept, one], [one]):
            kept.append(one)
        else:
            left.append(_left(one.piece, "changed, the file would not read as proposed", one.found, one.after.strip()))
    return kept


def _gives(document: Document, read: Read, made: list[_Softer], proved: list[_Softer]) -> bool:
    changes = _together(made)
    spans = {(change.start, change.end): change.new for one in made for change in one.changes}
    if len(spans) != len(changes) or any(spans[c.start, c.end] != c.new for one in made for c in one.changes):
        return False  # two pieces want different words in one place
    again = read(applied(document.source, [change.edit for change in changes]))
    if len(again.pieces) != len(document.pieces) or not set(again.warnings) <= set(document.warnings):
        return False
    return all(again.pieces[one.number].text == one.after for one in proved)


def _together(made: list[_Softer]) -> list[Change]:
    """The changes in the order of the file; the same change for two pieces (variants of a sentence) is made once."""
    found: dict[Span, Change] = {}
    for one in made:
        for change in one.changes:
            found.setdefault((change.start, change.end), change)
    kept: list[Change] = []
    for change in sorted(found.values(), key=lambda change: (change.start, change.end)):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept
