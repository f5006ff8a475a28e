"""PO files (gettext): what is shown to people, entry by entry.

Rules
1. A translation that is there is shown, so it is read, in the language of the header; where it is empty the msgid is
   shown and read. A template (POT) has msgids only.
2. Plural forms are pieces of their own; entries that are commented out (`#~`) are not read.
3. `# softsell: allow RULE -- reason` speaks for the entry below it.
4. One pass over the lines; a line that is none of PO's is told in a warning.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from softsell.copy.catalogue import is_prose, kind_of, language_of
from softsell.copy.document import Document, Note, Part, Piece, joined, unescaped
from softsell.copy.pages import rich

_LINE = re.compile(r"[^\n]+")
_START = re.compile(r'[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,3}\])?)?[ \t]*"(.*)"[ \t\r]*$')
_COMMENT = re.compile(r"[ \t]*#([^~|]?)(.*)")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.)|$)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "", "b": "", "f": "", "v": ""}
_HEADER = re.compile(r"^Language:\s*([A-Za-z]{2})", re.MULTILINE)


class Entry(Struct):
    """One entry while it is read: the parts of every field in their order, comments, and its span."""

    start: int
    end: int = 0
    fields: dict[str, list[Part]] = {}
    comments: list[tuple[str, int, int]] = []


def messages(name: str, source: str) -> Document:
    """A PO or POT file."""
    warnings: list[str] = []
    pieces: list[Piece] = []
    notes: list[Note] = []
    lang = language_of(name)
    for entry in _entries(source, warnings):
        said = {field: joined(parts) for field, parts in entry.fields.items()}
        head = said.get("msgid", joined(()))
        strings = [piece for field, piece in said.items() if field.startswith("msgstr") and piece.text]
        if not head.text and "msgctxt" not in said and strings:
            told = _HEADER.search(strings[0].text)
            lang = told[1].lower() if told else lang
            continue
        where = head.text[:80]
        kind = kind_of(said["msgctxt"].text.split("|") if "msgctxt" in said else [head.text] if "." in where else [])
        shown = strings or [said[field] for field in ("msgid", "msgid_plural") if field in said]
        for piece in shown:
            if is_prose(piece.text):
                spoken = lang if strings else ""
                pieces += rich(Piece(piece.text, piece.starts, piece.spans, kind, spoken, where))
        notes += (Note(text, start, end, (end, entry.end)) for text, start, end in entry.comments)
    return Document(
        name=name,
        format="po",
        source=source,
        pieces=tuple(pieces),
        notes=tuple(notes),
        warnings=tuple(warnings),
        lang=lang,
    )


def _entries(source: str, warnings: list[str]) -> Iterator[Entry]:
    entry, field = Entry(0, fields={}, comments=[]), ""
    for line in _LINE.finditer(source):
        text = line[0]
        if not text.strip() or text.lstrip().startswith(("#~", "#|")):
            continue
        comment = _COMMENT.match(text)
        found = None if comment else _START.match(text)
        named = found[1] if found else None
        if entry.fields and "msgid" in entry.fields and (comment or named in ("msgctxt", "msgid")):
            yield entry
            entry, field = Entry(line.start(), fields={}, comments=[]), ""
        entry.end = line.end()
        if comment:
            begun = line.start() + comment.start()
            entry.comments.append((comment[2].strip(), begun, line.end()))
        elif found and (named or field):
            field = named or field
            entry.fields.setdefault(field, []).extend(
                unescaped(found[2], line.start() + found.start(2), _ESCAPE, _meant)
            )
        elif not warnings:
            count = source.count("\n", 0, line.start())
            warnings.append(f"line {count + 1}: this is no line of a PO file: {text.strip()[:40]!r}")
    if entry.fields:
        yield entry


def _meant(found: re.Match[str]) -> str:
    hexadecimal, octal, plain = found.groups()
    letter = chr(int(hexadecimal, 16)) if hexadecimal else chr(int(octal, 8)) if octal else ""
    return letter or _PLAIN.get(plain, plain or "")
