"""Opens product data of any of the formats: which one it is, how it is written, and its items one by one."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from softsell.advise.making.quantities import habit
from softsell.errors import BadRequest
from softsell.shops import feed, feed_xml, jsonld, product_csv, shopify_products, tables
from softsell.shops.feed import Reading
from softsell.shops.item import Item, Trouble
from softsell.shops.product_csv import Mapping

FORMATS = ("google", "jsonld", "shopify", "csv")
HEAD = 1 << 20  # bytes that are looked at first
MOST_PAGE, MOST_JSON = 8 << 20, 256 << 20
PIECE = 1 << 16

Read = Iterator[Item | Trouble]


class Source(Struct, frozen=True):
    """What a file turned out to be, and what was guessed on the way."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    comma: bool = False
    lang: str = ""
    guesses: tuple[str, ...] = ()


def recognise(path: Path) -> str:
    """The format of a file or a folder of pages; "" when it holds no product data that is known."""
    if path.is_dir():
        return "jsonld" if any(_pages(path)) else ""
    with path.open("rb") as file:
        head = file.read(HEAD)
    text = _text(head)
    start = text.lstrip()[:2000]
    if start[:1] in "{[":
        return _of_json(text, path)
    if start[:1] == "<":
        if (re.search(r"<(?:rss|feed|products)\b", start) and "base.google.com" in text) or re.search(
            r"<g:(?:id|price)\b", text
        ):
            return "google"
        return "jsonld" if re.search(r"<html|<script|<!doctype html", text, re.IGNORECASE) else ""
    lines = text.splitlines(keepends=True)[:20]
    header = [feed.attribute(cell)[0] for cell in _header(lines)]
    if {"event", "timestamp"} <= {cell.casefold() for cell in header}:
        return ""
    if {"id", "title", "price"} <= set(header):
        return "google"
    try:
        product_csv.columns(_header(lines), None)
    except BadRequest:
        return ""
    return "csv" if len(header) > 2 else ""


def _of_json(text: str, path: Path) -> str:
    if re.search(r'"@(?:context|graph|type)"\s*:', text):
        return "jsonld"
    if '"as_of"' in text[:2000]:
        return ""  # a catalogue of ours
    if re.search(r'"variants"\s*:\s*\[', text) and re.search(r'"(?:handle|body_html|vendor|options)"\s*:', text):
        return "shopify"
    return ""


def _text(head: bytes) -> str:
    name, _ = tables.encoding(head)
    return head.decode(name, "replace").lstrip("\ufeff")


def _header(lines: list[str]) -> list[str]:
    for row in tables.rows(lines[:1], tables.delimiter(lines)):
        return row[1] if isinstance(row, tuple) else []
    return []


def _pages(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".html", ".htm", ".json", ".jsonld") and path.is_file() and not path.is_symlink():
            yield path


def open_source(
    path: Path,
    format: str,
    reading: Reading,
    mapping: Mapping | None,
    counts: dict[str, int],
    step: Callable[[int], None],
) -> tuple[Source, Read]:
    """The source and its items. `counts` takes what was mended; `step` hears how many bytes were read."""
    if path.is_dir():
        if format != "jsonld":
            raise BadRequest("a folder is read for pages with JSON-LD only", "format")
        return Source("jsonld"), _folder(path, reading)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise BadRequest("the file is empty", path.name)
    name, unsure = tables.encoding(head)
    if mapping and mapping.encoding:
        name, unsure = mapping.encoding, False
    text = _decode(head, name)
    guesses = (f"encoding {name}",) if unsure else ()
    match format:
        case "shopify":
            return Source("shopify", name), _shopify(path, reading, step)
        case "jsonld":
            return Source("jsonld", name, guesses=guesses), _one_page(path, name, reading)
        case "google" if text.lstrip()[:1] == "<":
            reading = msgspec.structs.replace(reading, comma=habit(text[:200_000]))
            read = feed_xml.read(_pieces(path, name, step), reading, counts)
            return Source("google", name, comma=reading.comma, guesses=guesses), read
        case "google" | "csv":
            return _table(path, format, name, text, reading, mapping, counts, step, guesses)
    raise BadRequest(f"a format is one of {', '.join(FORMATS)}", "format")


def _decode(head: bytes, name: str) -> str:
    try:
        return head.decode(name, "replace").lstrip("\ufeff")
    except LookupError as error:
        raise BadRequest(f"no encoding is called {name!r}", "mapping.encoding") from error


def _table(
    path: Path, format: str, name: str, text: str, reading: Reading, mapping: Mapping | None, counts: dict[str, int],
    step: Callable[[int], None], guesses: tuple[str, ...],
) -> tuple[Source, Read]:  # fmt: skip
    lines = text.splitlines(keepends=True)[:50]
    sign = (mapping.delimiter if mapping else "") or tables.delimiter(lines)
    sample = text[:200_000]
    comma = habit(sample) if sign != "," else habit("\n".join(re.findall(r'"[^"]{1,40}"', sample)))
    if mapping and mapping.decimal_comma is not None:
        comma = mapping.decimal_comma
    guesses += ("decimals are written with a comma",) if comma else ()
    rename = product_csv.columns(_header(lines), mapping) if format == "csv" or mapping else None
    reading = msgspec.structs.replace(reading, comma=comma)
    rows = tables.rows(_lines(path, name, counts, step), sign)
    return Source(format, name, sign, comma, guesses=guesses), feed.records(rows, reading, rename)


def _lines(path: Path, name: str, counts: dict[str, int], step: Callable[[int], None]) -> Iterator[str]:
    if name in ("utf-8", "utf-8-sig"):
        with path.open("rb") as file:
            if name == "utf-8-sig":
                file.seek(3)
            yield from tables.decoded(_counted(_bounded(file), step), counts)
        return
    with path.open(encoding=name, errors="replace", newline="") as text:
        while line := text.readline(tables.MOST_CELL * 4):
            step(len(line))
            yield line


def _bounded(file: io.BufferedReader) -> Iterator[bytes]:
    while line := file.readline(tables.MOST_CELL * 4):
        yield line


def _counted(lines: Iterable[bytes], step: Callable[[int], None]) -> Iterator[bytes]:
    for line in lines:
        step(len(line))
        yield line


def _pieces(path: Path, name: str, step: Callable[[int], None]) -> Iterator[str]:
    with path.open(encoding=name, errors="replace") as file:
        while piece := file.read(PIECE):
            step(len(piece))
            yield piece


def _shopify(path: Path, reading: Reading, step: Callable[[int], None]) -> Read:
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        with path.open("rb") as file:
            for number, line in enumerate(_bounded_lines(file), 1):
                step(len(line))
                if line.strip():
                    yield from shopify_products.read(line, f"line {number}", reading)
        return
    for number, raw in enumerate(shopify_products.products(_whole(path)), 1):
        step(len(bytes(raw)))
        yield from shopify_products.read(raw, f"product {number}", reading)


def _bounded_lines(file: io.BufferedReader) -> Iterator[bytes]:
    while line := file.readline(MOST_PAGE):
        yield line


def _whole(path: Path, most: int = MOST_JSON) -> bytes:
    if path.stat().st_size > most:
        raise BadRequest(f"is larger than {most >> 20} MB: use JSON lines, a product a line", path.name)
    body = path.read_bytes()
    name, _ = tables.encoding(body[:HEAD])
    return body if name == "utf-8" else _decode(body, name).encode()


def _one_page(path: Path, name: str, reading: Reading) -> Read:
    yield from jsonld.read(_decode(_whole(path), "utf-8"), path.name if path.suffix != ".json" else "", reading)


def _folder(folder: Path, reading: Reading) -> Read:
    for path in _pages(folder):
        name = str(path.relative_to(folder))
        try:
            body = _whole(path, MOST_PAGE)
        except (BadRequest, OSError) as error:
            yield Trouble(name, "", f"was not read: {error}")
            continue
        yield from jsonld.read(_decode(body, "utf-8"), name, reading)
