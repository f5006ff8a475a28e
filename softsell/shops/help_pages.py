"""A shop's own help pages as short passages: Markdown, HTML, FAQPage data, CSV tables, and the addresses of a sitemap.

Rules
1. A passage is what stands under one heading or one question, with the page's address; a long one is cut between sentences.
2. A table is taken row by row (`help_tables`).
3. What cannot be read is told with its line, and the rest is taken. Nothing is fetched: saved pages come as text.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from softsell.shops import help_html, help_tables
from softsell.shops.help_parts import (
    Cells,
    Found,
    Outline,
    Part,
    Piece,
    Table,
    Unread,
    Way,
    first_words,
    kept,
    tidy,
)

__all__ = ["MOST_WORDS", "Found", "Piece", "Unread", "Way", "address", "read", "sitemap"]
MOST_WORDS = 120  # of a passage; more is cut between sentences
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")


def read(name: str, text: str, currency: str = "ISK") -> Iterator[Found]:
    """What a file holds, by the ending of its name: .md .markdown .txt, .html .htm, .csv, .json .jsonld."""
    ending = name.lower().rpartition(".")[2]
    match ending:
        case "md" | "markdown" | "txt":
            parts = _markdown(text)
        case "html" | "htm":
            parts = _html(text)
        case "csv":
            parts = _csv(text)
        case "json" | "jsonld":
            parts = _data(text, 1)
        case _:
            parts = iter([Unread(1, f"a name ends with .md, .html, .csv or .json, not .{ending}")])
    yield from _short(parts, currency)


def sitemap(text: str) -> dict[str, str]:
    """The addresses of a sitemap with the day each page was changed ("" for none), in its order.

    XML, or a list of addresses, one a line.
    """
    found: dict[str, str] = {}
    for entry in re.findall(r"<url\b[^>]*>(.*?)</url>", text, re.S | re.I):
        place = re.search(r"<loc>\s*(.*?)\s*</loc>", entry, re.S | re.I)
        changed = re.search(r"<lastmod>\s*(.*?)\s*</lastmod>", entry, re.S | re.I)
        if place:
            found[unescape(place[1])] = changed[1] if changed else ""
    return found or (dict.fromkeys(text.split(), "") if is_list(text) else {})


def is_list(text: str) -> bool:
    """Whether a text is nothing but addresses: a sitemap in its plain form."""
    return bool(text.split()) and all(re.match(r"https?://\S+$", line) for line in text.split("\n") if line.strip())


def address(sites: dict[str, str], name: str) -> str:
    """The address of a saved page: the one of the sitemap whose path ends as the file (with its folders) is named."""
    bare = name.rpartition(".")[0].strip("/").lower()
    bare = bare.removesuffix("/index")
    for url in sites:
        path = urlsplit(url).path.strip("/").lower()
        bare_path = path.rpartition(".")[0] if path.rpartition("/")[2].count(".") else path
        bare_path = bare_path.removesuffix("/index")
        if bare_path and (bare_path == bare or bare_path.endswith(f"/{bare}") or bare_path.replace("/", "-") == bare):
            return url
    return ""


def _short(parts: Iterator[Part], currency: str) -> Iterator[Found]:
    """Each piece by itself, long ones cut between sentences; tables by row, with what stands below them."""
    every = list(kept(parts))
    taken: Part | None = None
    for one, after in zip(every, [*every[1:], None], strict=False):
        match one:
            case Table():
                note = after.text if isinstance(after, Piece) and after.title == one.title else ""
                found = list(help_tables.rows(one, currency, note))
                told = note and any(isinstance(row, Piece) and row.text.endswith(note) for row in found)
                taken = after if told else None
                yield from found
            case _ if one is taken:
                taken = None
            case Piece() if len(one.text.split()) > MOST_WORDS:
                yield from _cut(one)
            case _:
                yield one


def _cut(one: Piece) -> Iterator[Piece]:
    part: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", one.text):
        if part and len(" ".join([*part, sentence]).split()) > MOST_WORDS:
            yield Piece(one.title, " ".join(part), one.line, one.section)
            part = []
        part.append(sentence)
    yield Piece(one.title, " ".join(part), one.line, one.section)


def _markdown(text: str) -> Iterator[Part]:
    lines = text.split("\n")
    outline, title, section, start, part = Outline(), "", tuple[str, ...](), 1, list[str]()
    n, fenced = _front(lines), False
    while n < len(lines):
        line = lines[n].rstrip("\r")
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        head = None if fenced else _head(lines, n)
        if head is not None:
            yield from _piece(title, part, start, section)
            level, said, taken = head
            title, section = outline.enter(level, said) if level else (said, section)
            start, part = n + 1, []
            n += taken
        elif not fenced and "|" in line and n + 1 < len(lines) and _RULE.fullmatch(lines[n + 1].rstrip("\r")):
            end = next((at for at in range(n + 2, len(lines)) if "|" not in lines[at]), len(lines))
            yield from _piece(title, part, start, section)
            rows = tuple((_cells(lines[at]), at + 1) for at in range(n + 2, end))
            yield Table(title, _cells(line), rows, n + 1, section)
            start, part, n = end + 1, [], end
        else:
            part.append(line)
            n += 1
    yield from _piece(title, part, start, section)


def _front(lines: list[str]) -> int:
    """The line after the front matter of a static site ("---" to "---"), or the first."""
    if lines[0].strip() != "---":
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:60], 1) if line.strip() == "---"), 0)


def _head(lines: list[str], n: int) -> tuple[int, str, int] | None:
    """A heading: (its level, 0 for a question in bold or a `summary`; its words; how many lines it is)."""
    line, below = lines[n].rstrip("\r"), lines[n + 1].strip() if n + 1 < len(lines) else ""
    if found := re.match(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$", line):
        return len(found[1]), _plain(found[2]), 1
    if found := re.match(r"\s*(?:\*\*|__)(.+\?)(?:\*\*|__)\s*$|\s*(?:<details>)?\s*<summary>(.*?)</summary>\s*$", line):
        return 0, _plain(found[1] or _bare(found[2])), 1
    if (
        line.strip()
        and re.fullmatch(r"=+|-{3,}", below)
        and "|" not in line
        and not line.startswith((" ", "-", "*", ">"))
    ):
        return (1 if below[0] == "=" else 2), _plain(line), 2
    if line.strip() and below.startswith(": ") and not line.startswith(" "):  # a definition
        return 0, _plain(line), 1
    return None


def _cells(line: str) -> Cells:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return tuple(_plain(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", bare))


def _plain(text: str) -> str:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<!--.*?-->|</?(?:details|br|p|div|span)\b[^>]*>", " ", text, flags=re.S)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*[-*+]\s+|\s[-*+]\s(?=\S)|^>\s?|^: ", " ", text)
    text = re.sub(r"[*`]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)", "", text)
    return tidy(unescape(text).replace("|", " "))


def _piece(title: str, lines: list[str], line: int, section: tuple[str, ...]) -> Iterator[Piece]:
    said = _plain(" ".join(re.sub(r"^\s*(?:[-*+]\s+|>\s?|: )", " ", one) for one in lines))
    if said:
        yield Piece(title or first_words(said), said, line, section)


def _html(text: str) -> Iterator[Part]:
    parts, scripts = help_html.read(text)
    for data, line in scripts:
        yield from _data(data, line, only_faq=True)
    yield from parts


def _data(text: str, line: int, only_faq: bool = False) -> Iterator[Part]:
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
            at = text.find(json.dumps(name, ensure_ascii=False))
            yield Piece(name, answer, line + (text.count("\n", 0, at) if at > 0 else 0))
        else:
            yield Unread(line, f"a Question without {'an answer' if name else 'a name'}: {(name or answer)[:40]!r}")


def _questions(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _questions(one)
    elif isinstance(value, dict):
        if value.get("@type") in ("Question", ["Question"]):
            accepted = value.get("acceptedAnswer") or value.get("suggestedAnswer") or {}
            accepted = accepted[0] if isinstance(accepted, list) and accepted else accepted
            said = accepted.get("text", "") if isinstance(accepted, dict) else ""
            yield _bare(value.get("name", "")), _bare(said)
            return
        for one in value.values():
            yield from _questions(one)


def _bare(text: object) -> str:
    return tidy(unescape(re.sub(r"<[^>]+>", " ", str(text))))


def _csv(text: str) -> Iterator[Part]:
    """A table with the names of its columns above: questions and answers, ways of delivery, or anything."""
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    first = whole.partition("\n")[0]
    reader = csv.reader(io.StringIO(whole), delimiter=max("\t;,", key=first.count))
    rows: list[tuple[Cells, int]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((tuple(tidy(cell) for cell in row), reader.line_num))
    except csv.Error as error:  # a field of more than 131,072 letters
        yield Unread(reader.line_num, f"not a table that can be read: {error}")
    if not rows:
        return
    found = help_tables.columns(rows[0][0])
    if not ({"question", "answer"} <= found.keys() or ("price" in found and {"way", "place", "codes"} & found.keys())):
        yield Unread(rows[0][1], "the columns are question and answer, or method and price")
        return
    yield Table("", rows[0][0], tuple(rows[1:]), rows[0][1])
