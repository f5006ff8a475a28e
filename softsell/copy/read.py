"""Octets become a document: which format a file has, how its letters are written, and which reader takes it.

Rules
1. A file over 20 MB is refused (BadRequest). Octets that are no text are replaced, and a warning says so.
2. Whatever a format's own parser cannot bear becomes plain text with a warning.
"""

import codecs
import re
from pathlib import Path

from msgspec.structs import replace

from softsell.copy.document import Document
from softsell.errors import BadRequest

MOST_BYTES = 20_000_000
SUFFIXES = {
    "txt": "text", "text": "text", "md": "md", "markdown": "md", "mdx": "md", "html": "html", "htm": "html", "xhtml": "html",
    "hbs": "html", "liquid": "html", "njk": "html", "j2": "html", "jinja": "html", "twig": "html", "mjml": "mjml",
    "eml": "eml", "json": "json", "arb": "json", "po": "po", "pot": "po", "ftl": "ftl",
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""(?:charset\s*=\s*|encoding\s*=\s*)["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def format_of(name: str) -> str:
    """The format that the name of a file says; plain text when it says none."""
    return SUFFIXES.get(name.rpartition(".")[2].lower(), "text") if "." in name else "text"


def read_file(path: Path, format: str = "", kind: str = "") -> Document:
    """The document in a file. Raises OSError, and BadRequest for one that is too large."""
    if path.stat().st_size > MOST_BYTES:
        raise _too_large(str(path))
    return read(str(path), path.read_bytes(), format, kind)


def read(name: str, data: bytes | str, format: str = "", kind: str = "") -> Document:
    """The document in octets or a text. Raises BadRequest for one that is too large, and for an unknown format."""
    format = format or format_of(name)
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    if format == "eml":
        octets = data.encode("utf-8", "replace") if isinstance(data, str) else data
        return _kept(name, octets.decode("utf-8", "replace"), octets, format, kind)
    text, warnings = (data, ()) if isinstance(data, str) else decoded(data)
    document = _kept(name, text, b"", format, kind)
    return replace(document, warnings=warnings + document.warnings) if warnings else document


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of octets, and what had to be replaced: by its byte order mark, as UTF-8, or as the text itself says."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text, _replaced(text, name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        said = _CHARSET.search(data, 0, 4096)
        if said and (text := _decoded(data, said[1].decode("ascii"))):
            return text, ()
        where = data.count(b"\n", 0, error.start) + 1
        return data.decode("utf-8", "replace"), (f"line {where}: this is no UTF-8; what cannot be read was replaced",)


def written(document: Document, data: bytes, text: str) -> bytes | None:
    """A text as the octets of the document's file, which are `data`; None where that file cannot be written back exactly."""
    said = _CHARSET.search(data, 0, 4096)
    names = (
        "utf-8",
        *((said[1].decode("ascii"),) if said else ()),
        *(("latin-1",) if document.format == "eml" else ()),
    )
    marked = [(mark, name) for mark, name in _BOMS if data.startswith(mark)]
    how = "xmlcharrefreplace" if document.format in ("html", "mjml") else "strict"
    for mark, name in marked or [(b"", name) for name in names]:
        try:
            if mark + document.source.encode(name) == data:
                return mark + text.encode(name, how)
        except (LookupError, ValueError):
            continue
    return None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return ""


def _replaced(text: str, name: str) -> tuple[str, ...]:
    at = text.find("\ufffd")
    if at < 0:
        return ()
    return (f"line {text.count(chr(10), 0, at) + 1}: this is no {name.upper()}; what cannot be read was replaced",)


def _too_large(name: str) -> BadRequest:
    return BadRequest(f"is larger than {MOST_BYTES // 1_000_000} MB; it was not read", name)


def _kept(name: str, text: str, octets: bytes, format: str, kind: str) -> Document:
    """The document, whatever a parser that is not ours does."""
    try:
        return _document(name, text, octets, format, kind)
    except BadRequest:
        raise
    except Exception as error:
        from softsell.copy.plain import plain

        why = f"this cannot be read as {format} ({type(error).__name__}); it was read as plain text"
        return replace(plain(name, text), format=format, warnings=(why,))


def _document(name: str, text: str, octets: bytes, format: str, kind: str) -> Document:
    match format:
        case "text":
            from softsell.copy import plain

            return plain.letter(name, text) if kind == "letter" else plain.plain(name, text)
        case "md":
            from softsell.copy.markdown import markdown

            return markdown(name, text)
        case "html" | "mjml":
            from softsell.copy.pages import page

            return page(name, text, format)
        case "eml":
            from softsell.copy.eml import letter

            return letter(name, octets)
        case "json":
            from softsell.copy.catalogue import catalogue

            return catalogue(name, text)
        case "po":
            from softsell.copy.po import messages

            return messages(name, text)
        case "ftl":
            from softsell.copy.ftl import fluent

            return fluent(name, text)
    raise BadRequest(f"there is no such format: {format}", name)
