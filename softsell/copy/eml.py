"""Letters as files (EML): the subject and every part with words, with their charsets and transfer encodings.

Rules
1. Where words stand in the file (7bit, 8bit, quoted-printable) findings point at them. Where they do not (base64, an
   encoded subject) findings point at the start of the part. `where` says "Subject", "text/plain" or "text/html".
2. A file that is no UTF-8 is read as Latin-1, so that every octet keeps its place.
3. "Re:" is honest in a letter that names the letter it answers (In-Reply-To, References).
4. What is attached is not the letter's own words.
"""

import binascii
import re
from collections.abc import Iterator
from typing import Any

from softsell.copy.document import Document, Mail, Note, Part, Piece, carried, joined, literal, through
from softsell.copy.pages import blocks, covers

MOST_PARTS = 500
_SUBJECT = re.compile(r"^subject:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_HEAD_END = re.compile(r"\r?\n\r?\n")
_BLANKS = str.maketrans("\r\n\t", "   ")
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2})+(?:=[ \t]*\r?\n(?:=[0-9A-Fa-f]{2})+)*|=[ \t]*(?:\r?\n|$)|[^=]+|=")
_OCTET = re.compile(r"=([0-9A-Fa-f]{2})")


def letter(name: str, data: bytes) -> Document:
    """A letter from its octets."""
    from email import message_from_string

    octets = data.decode("latin-1")
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        source = octets
    message = message_from_string(octets)
    warnings: list[str] = []
    pieces = [piece for piece in (_subject(source),) if piece.text.strip()]
    notes: list[Note] = []
    first: dict[str, Piece] = {}
    for part, outer in _bodies(message, octets, source, warnings):
        kind = part.get_content_type()
        first.setdefault(kind, outer)
        if kind == "text/plain":
            pieces.append(outer)
            continue
        found, comments, _ = blocks(outer.text)
        pieces += (through(block, outer) for block in found)
        for text, start, end in comments:
            covered = carried(covers(outer.text, found, start, end), outer)
            notes.append(Note(text, *carried((start, end), outer), covered))
    return Document(
        name=name,
        format="eml",
        source=source,
        pieces=tuple(pieces),
        notes=tuple(notes),
        warnings=tuple(dict.fromkeys(warnings)),
        kind="letter",
        mail=Mail(
            _subject(source),
            first.get("text/plain", literal("")),
            first.get("text/html", literal("")),
            {name.lower(): str(value) for name, value in message.items()},
        ),
        references=bool(message.get("In-Reply-To") or message.get("References")),
    )


def _subject(source: str) -> Piece:
    """The subject: literally where it stands so, else decoded and at its start."""
    from email.header import decode_header, make_header

    head = _HEAD_END.search(source)
    found = _SUBJECT.search(source, 0, head.start() if head else len(source))
    if found is None:
        return literal("")
    raw, at = found[1], found.start(1)
    if "=?" not in raw:
        return literal(raw.translate(_BLANKS), at, "subject", where="Subject")
    try:
        decoded = str(make_header(decode_header(raw)))
    except (LookupError, ValueError):  # a charset or an encoding that nobody knows
        decoded = raw
    return joined([(decoded.translate(_BLANKS), at, at)], "subject", where="Subject")


def _bodies(message: Any, octets: str, source: str, warnings: list[str]) -> Iterator[tuple[Any, Piece]]:
    """Every part with words that is not attached, with its text as a piece of the file."""
    done, place, count = 0, 0, 0  # octets and characters of the file that are behind
    for part in message.walk():
        payload = part.get_payload()
        if not isinstance(payload, str) or not payload or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() not in ("text/plain", "text/html"):
            continue
        count += 1
        if count > MOST_PARTS:
            warnings.append(f"there are more than {MOST_PARTS} parts; the rest was not read")
            return
        at = octets.find(payload, done)
        if at >= 0:
            behind = octets[done:at]
            place += len(behind) if source is octets else len(behind.encode("latin-1").decode("utf-8", "replace"))
            done = at
        yield part, _body(part, payload, place, source, source is octets, warnings)


def _body(part: Any, payload: str, at: int, source: str, is_latin: bool, warnings: list[str]) -> Piece:
    """The decoded text of a part that begins at position `at` of the file."""
    where = part.get_content_type()
    charset = _charset(part, warnings)
    match str(part.get("Content-Transfer-Encoding", "")).strip().lower():
        case "base64":
            text = _base64(payload, warnings).decode(charset, "replace")
            return joined([(text.removeprefix("\ufeff"), at, at)], where=where)
        case "quoted-printable" if payload.isascii():
            return joined(_quoted(payload, at, charset), where=where)
    raw = payload.encode("latin-1")
    text = raw.decode(charset, "replace")
    if "\ufffd" in text:
        warnings.append(f"{where}: some octets are no {charset}; they were replaced")
    stands = source[at : at + len(text)] == text or (is_latin and len(text) == len(raw))
    return literal(text, at, where=where) if stands else joined([(text, at, at)], where=where)


def _charset(part: Any, warnings: list[str]) -> str:
    named = part.get_content_charset() or "utf-8"
    named = "utf-8" if named in ("us-ascii", "ascii") else named
    try:
        "a".encode(named)
        b"".decode(named)
    except (LookupError, ValueError, TypeError):
        warnings.append(f"nobody knows the charset {named!r}; UTF-8 was taken")
        return "utf-8"
    return str(named)


def _base64(payload: str, warnings: list[str]) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", payload)
    rest = len(letters) % 4
    try:
        return binascii.a2b_base64(letters[: len(letters) - (rest == 1)] + "=" * (-len(letters) % 4 if rest > 1 else 0))
    except binascii.Error:
        warnings.append("a part is no base64; it was not read")
        return b""


def _quoted(payload: str, at: int, charset: str) -> Iterator[Part]:
    """Quoted-printable as parts: what stands literally, and each character that is written in octets."""
    for found in _QUOTED.finditer(payload):
        start, end = at + found.start(), at + found.end()
        words = found[0]
        if not words.startswith("=") or words == "=":
            yield words, start, end
            continue
        octets = bytes.fromhex("".join(_OCTET.findall(words)))
        text = octets.decode(charset, "replace")
        sizes = [len(letter.encode(charset, "replace")) for letter in text]
        if sum(sizes) * 3 != len(words):
            yield text, start, end
            continue
        for letter, size in zip(text, sizes, strict=True):
            yield letter, start, start + size * 3
            start += size * 3
