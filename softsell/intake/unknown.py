"""What a file is that holds no product data, in words that tell a shop what to do; and feeds that come packed by gzip."""

import gzip
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from softsell.errors import BadRequest
from softsell.shops import product_csv, tables

HEAD, PIECE, MOST_JSON = 1 << 16, 1 << 20, 256 << 20
MOST_UNPACKED = 16 << 30  # bytes
GZIP = b"\x1f\x8b"
_OURS = re.compile(r'"(?:as_of|deliveries|passages|event|type|timestamp|userId|anonymousId|session|batch)"\s*:')


def why_not(path: Path) -> str:
    """Why a file that was not recognised is no product data; "" when it may be a log, a catalogue or knowledge."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        return "the file is empty"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "is a spreadsheet or a packed folder: save the table as CSV (UTF-8), or unpack it first"
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")) or (head.count(0) > len(head) / 4 > 0 and not _utf16(head)):
        return "is no text: a feed is TSV, CSV, XML or JSON"
    name, _ = tables.encoding(head)
    text = head.decode(name, "replace").lstrip("\ufeff").lstrip()
    if re.match(r"<(?:!doctype html|html)", text, re.IGNORECASE):
        return "is a web page without product data, such as a log-in or an error page: save the feed itself"
    if text[:1] == "<":
        return "is XML without products (no <item>, <entry> or <product> with g:id or g:price)"
    if text[:1] in "{[":
        return "" if _OURS.search(text) else _json(path)
    lines = text.splitlines(keepends=True)[:20]
    header = next((row[1] for row in tables.rows(lines[:1], tables.delimiter(lines)) if isinstance(row, tuple)), [])
    if {"event", "timestamp"} & {re.sub(r"\W", "", cell.casefold()) for cell in header}:
        return ""
    try:
        product_csv.columns(header, None)
    except BadRequest as error:
        told = ", ".join(cell.strip()[:30] for cell in header[:12])
        return f"{str(error).removeprefix('header: ')} (its columns are: {told})"
    return ""


def _json(path: Path) -> str:
    try:
        msgspec.json.decode(path.read_bytes() if path.stat().st_size < MOST_JSON else b"[]")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"is no whole JSON, it may have been cut off on its way: {error}"
    return "is JSON without products that are known (Shopify's or schema.org's)"


def _utf16(head: bytes) -> bool:
    return tables.encoding(head)[0].startswith("utf-16")


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The file itself, or for one packed by gzip a copy that is not. Raises BadRequest where the packing is broken."""
    if path.is_dir():
        yield path
        return
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    if not packed:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="softsell-unpacked-") as folder:
        plain = Path(folder) / (path.stem if path.suffix.lower() == ".gz" else path.name)
        try:
            with gzip.open(path, "rb") as source, plain.open("wb") as target:
                size = 0
                while piece := source.read(PIECE):
                    size += len(piece)
                    if size > MOST_UNPACKED:
                        raise BadRequest(f"unpacks to more than {MOST_UNPACKED >> 30} GB", path.name)
                    target.write(piece)
        except EOFError as error:
            raise BadRequest(
                "the gzip file ends too early: it was cut off on its way, fetch it once more", path.name
            ) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise BadRequest(f"is no whole gzip file: {error}", path.name) from error
        yield plain
