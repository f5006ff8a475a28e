"""A shop's own help pages as short passages: Markdown, HTML, FAQPage data, CSV tables, and the addresses of a sitemap.

Rules
1. A passage is what stands under one heading or one question, with the page's address; a long one is cut between sentences.
2. What cannot be read is told with its line, and the rest is taken. Nothing is fetched: saved pages come as text.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from msgspec import Struct

from softsell.values import minor

MOST_WORDS = 120  # of a passage; more is cut between sentences
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "br", "tr", "td", "th", "section", "article", "dd", "table", "details"}
)
_SILENT = frozenset({"script", "style", "nav", "header", "footer", "form", "noscript", "svg", "template"})
_QUESTION = ("question", "spurning", "q")
_ANSWER = ("answer", "svar", "a")
_WAY = ("method", "delivery", "label", "shipping", "afhending", "sendingarmati", "sendingarmáti", "leid", "leið")
_PRICE = ("price", "cost", "verð", "verd", "kostnadur", "kostnaður")


class Piece(Struct, frozen=True):
    """A passage to be: its heading (or question), its text, and the line of its file where it begins."""

    title: str
    text: str
    line: int


class Way(Struct, frozen=True):
    """A row of a table of deliveries: minor units and working days; `postcodes` are ranges (first, last)."""

    label: str
    price: int
    postcodes: tuple[tuple[str, ...], ...]
    free_from: int | None
    days_min: int | None
    days_max: int | None
    line: int


class Unread(Struct, frozen=True):
    """What could not be taken: the line, and why."""

    line: int
    why: str


Found = Piece | Way | Unread


def read(name: str, text: str, currency: str = "ISK") -> Iterator[Found]:
    """What a file holds, by the ending of its name: .md .markdown .txt, .html .htm, .csv, .json .jsonld."""
    ending = name.lower().rpartition(".")[2]
    match ending:
        case "md" | "markdown" | "txt":
            yield from _short(_markdown(text))
        case "html" | "htm":
            yield from _short(_html(text))
        case "csv":
            yield from _short(_table(text, currency))
        case "json" | "jsonld":
            yield from _short(_data(text, 1))
        case _:
            yield Unread(1, f"a name ends with .md, .html, .csv or .json, not .{ending}")


def sitemap(text: str) -> dict[str, str]:
    """The addresses of a sitemap with the day each page was changed ("" for none), in its order."""
    found: dict[str, str] = {}
    for entry in re.findall(r"<url\b[^>]*>(.*?)</url>", text, re.S | re.I):
        place = re.search(r"<loc>\s*(.*?)\s*</loc>", entry, re.S | re.I)
        changed = re.search(r"<lastmod>\s*(.*?)\s*</lastmod>", entry, re.S | re.I)
        if place:
            found[unescape(place[1])] = changed[1] if changed else ""
    return found


def address(sites: dict[str, str], name: str) -> str:
    """The address of a saved page: the one of the sitemap whose path ends as the file is named."""
    bare = name.rpartition(".")[0].strip("/").lower()
    for url in sites:
        path = urlsplit(url).path.strip("/").lower()
        bare_path = path.rpartition(".")[0] if path.rpartition("/")[2].count(".") else path
        if bare_path and (bare_path == bare or bare_path.endswith(f"/{bare}") or bare_path.replace("/", "-") == bare):
            return url
    return ""


def _short(found: Iterator[Found]) -> Iterator[Found]:
    """Each piece by itself, long ones cut between sentences."""
    for one in found:
        if not isinstance(one, Piece) or len(one.text.split()) <= MOST_WORDS:
            yield one
            continue
        part: list[str] = []
        for sentence in re.split(r"(?<=[.!?])\s+", one.text):
            if part and len(" ".join([*part, sentence]).split()) > MOST_WORDS:
                yield Piece(one.title, " ".join(part), one.line)
                part = []
            part.append(sentence)
        yield Piece(one.title, " ".join(part), one.line)


def _markdown(text: str) -> Iterator[Found]:
    title, start, part, fenced = "", 1, list[str](), False
    for n, line in enumerate(text.splitlines(), 1):
        fenced ^= line.lstrip().startswith("```")
        head = (
            None
            if fenced
            else re.match(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$", line) or re.match(r"\s*\*\*(.+\?)\*\*\s*$", line)
        )
        if head is None:
            part.append(line)
            continue
        yield from _piece(title, " ".join(part), start)
        title, start, part = _plain(head[1]), n, []
    yield from _piece(title, " ".join(part), start)


def _plain(text: str) -> str:
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*[-*+]\s+|\s[-*+]\s(?=\S)|^>\s?", " ", text)
    text = re.sub(r"[*`]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)", "", text)
    return re.sub(r"\s+", " ", text.replace("|", " ")).strip()


def _piece(title: str, text: str, line: int) -> Iterator[Piece]:
    said = _plain(text)
    if said:
        yield Piece(title or " ".join(said.split()[:8]), said, line)


class _Reader(HTMLParser):
    """Headings and what stands under them; the data of FAQPage scripts beside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, list[str], int]] = [("", [], 1)]
        self.data: list[tuple[str, int]] = []
        self._head: list[str] | None = None
        self._silent, self._json = 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and ("type", "application/ld+json") in attrs:
            self._json = True
        elif tag in _SILENT:
            self._silent += 1
        elif tag in _HEADINGS:
            self._head = []
            self.pieces.append(("", [], self.getpos()[0]))
        elif tag in _BLOCKS:
            self.pieces[-1][1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._json:
            self._json = False
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _HEADINGS and self._head is not None:
            _, part, line = self.pieces[-1]
            self.pieces[-1] = (re.sub(r"\s+", " ", "".join(self._head)).strip(), part, line)
            self._head = None

    def handle_data(self, data: str) -> None:
        if self._json:
            self.data.append((data, self.getpos()[0]))
        elif not self._silent:
            (self.pieces[-1][1] if self._head is None else self._head).append(data)


def _html(text: str) -> Iterator[Found]:
    reader = _Reader()
    body = re.search(r"<main\b", text, re.I)
    reader.feed(re.sub(r"<title\b.*?</title>", "", text, flags=re.S | re.I) if body is None else text)
    reader.close()
    for data, line in reader.data:
        yield from _data(data, line, only_faq=True)
    for title, part, line in reader.pieces:
        said = re.sub(r"\s+", " ", "".join(part)).strip()
        if title and said:
            yield Piece(title, said, line)


def _data(text: str, line: int, only_faq: bool = False) -> Iterator[Found]:
    """The questions of FAQPage data (schema.org), wherever they stand in it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = line + getattr(error, "lineno", 1) - 1
        yield Unread(at, f"not JSON: {getattr(error, 'msg', error)}")
        return
    some = list(_questions(value))
    if not some and not only_faq:
        yield Unread(line, "no Question with an acceptedAnswer in it")
    for name, answer in some:
        if name and answer:
            yield Piece(name, answer, line)
        else:
            yield Unread(line, f"a Question without {'an answer' if name else 'a name'}")


def _questions(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _questions(one)
    elif isinstance(value, dict):
        if value.get("@type") == "Question":
            accepted = value.get("acceptedAnswer") or {}
            accepted = accepted[0] if isinstance(accepted, list) and accepted else accepted
            said = accepted.get("text", "") if isinstance(accepted, dict) else ""
            yield _bare(value.get("name", "")), _bare(said)
            return
        for one in value.values():
            yield from _questions(one)


def _bare(text: object) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", str(text)))).strip()


def _table(text: str, currency: str) -> Iterator[Found]:
    """A table of questions and answers, or of ways of delivery, by the names of its columns."""
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    rows = csv.DictReader(io.StringIO(whole), delimiter=delimiter)
    try:
        yield from _rows(rows, currency)
    except csv.Error as error:  # a field of more than 131,072 letters
        yield Unread(rows.line_num, f"not a table that can be read: {error}")


def _rows(rows: "csv.DictReader[str]", currency: str) -> Iterator[Found]:
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    question, answer, way, price = (
        next((names[one] for one in some if one in names), None) for some in (_QUESTION, _ANSWER, _WAY, _PRICE)
    )
    if question is None and (way is None or price is None):
        yield Unread(1, "the columns are question and answer, or method and price")
        return
    for row in rows:
        line = rows.line_num
        if question is not None and answer is not None:
            if (row[question] or "").strip() and (row[answer] or "").strip():
                yield Piece(row[question].strip(), row[answer].strip(), line)
            else:
                yield Unread(line, "a question without its answer")
        elif way is not None and price is not None:
            yield _way({key.strip().lower(): (value or "").strip() for key, value in row.items() if key}, row[way], row[price],
                       currency, line)  # fmt: skip


def _way(row: dict[str, str], label: str, price: str, currency: str, line: int) -> Found:
    cost, free = _money(price, currency), _money(row.get("free_from", row.get("frítt frá", "")), currency)
    if not label or cost is None:
        return Unread(line, f"a way of delivery needs a name and a price, not {price!r}")
    days = [int(one) for one in re.findall(r"\d+", row.get("days", row.get("dagar", "")))][:2]
    codes = row.get("postcodes", row.get("postnúmer", ""))
    ranges = tuple(
        tuple(re.findall(r"\d+", part)[:2]) for part in re.split(r"[,;\s]+(?=\d)", codes) if re.search(r"\d", part)
    )
    return Way(label.strip(), cost, ranges, free, min(days, default=None), max(days, default=None), line)


def _money(text: str | None, currency: str) -> int | None:
    bare = re.sub(r"(?<=\d)[. ,](?=\d{3}\b)", "", (text or "").strip().lower())
    found = re.search(r"\d+(?:[.,]\d+)?", bare)
    if found:
        return minor(found[0].replace(",", "."), currency)
    return 0 if bare in ("free", "frítt", "frí", "0") else None
