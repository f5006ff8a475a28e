"""A saved HTML page as pieces and tables: what is said to a reader, without its menus, footers, forms and cookie notices.

Rules
1. Where a page has a `main`, only that is read. What is hidden is not read, nor a part whose tag, role, class or id says that
   it is navigation, a footer, a form, a notice of cookies or a call to subscribe.
2. A piece stands under a heading, a `summary`, a `dt`, or a question in bold or on a button; when a `details` or a `dl` ends,
   what follows belongs to the heading before it.
3. Cells that span rows or columns stand in each of them.
"""

import re
from html.parser import HTMLParser

from msgspec import Struct

from softsell.shops.help_parts import Outline, Part, Piece, Table, tidy

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 0, "dt": 0}
_ASKING = frozenset({"strong", "b", "button"})
_BLOCK_TAGS = "p div li ul ol br section article dd table details dl blockquote tr figure"
_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_SILENT_TAGS = "script style nav footer aside form noscript svg template dialog iframe select textarea title head"
_SILENT_ROLES = "navigation banner contentinfo dialog alertdialog search menu menubar complementary"
_BLOCKS, _VOID = frozenset(_BLOCK_TAGS.split()), frozenset(_VOID_TAGS.split())
_SILENT, _ROLES = frozenset(_SILENT_TAGS.split()), frozenset(_SILENT_ROLES.split())
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookie[\w-]*(?:consent|banner|notice|bar|law|bot|popup|modal|message|dialog)|consent|gdpr|breadcrumbs?|nav|"
    r"navbar|navigation|main-menu|site-menu|sidebar|footer|site-footer|site-header|newsletter|popup|modal|skip-link|"
    r"social|share)(?:$|[\s_-])",
    re.I,
)
MOST_SPAN = 30


class _Open(Struct):
    """A table that is being read: cells by row, and cells that reach down into later rows (column, text, rows left)."""

    rows: list[tuple[list[str], int, bool]] = []
    down: dict[int, tuple[str, int]] = {}
    cell: list[str] | None = None
    span: tuple[int, int] = (1, 1)
    caption: str = ""


class _Reader(HTMLParser):
    """Parts in the order of the page, and the data of its scripts."""

    def __init__(self, only_main: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self.data: list[tuple[str, int]] = []
        self.language = ""
        self._stack: list[tuple[str, bool]] = []
        self._silent = int(only_main)  # until `main` begins
        self._main = not only_main
        self._json = False
        self._outline = Outline()
        self._title, self._section, self._line, self._text = "", tuple[str, ...](), 1, list[str]()
        self._head: list[str] | None = None
        self._asked: list[str] | None = None
        self._before: list[tuple[str, tuple[str, ...]]] = []
        self._tables: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")[:2].lower()
        if tag == "main" and not self._main:
            self._main, self._silent = True, 0
        if tag == "script" and "ld+json" in given.get("type", ""):
            self._json = True
            self.data.append(("", self.getpos()[0]))
        if tag not in _VOID:
            quiet = tag != "html" and tag != "body" and self._quiet(tag, given)
            self._stack.append((tag, quiet))
            self._silent += quiet
        if not self._silent:
            self._begin(tag, given)

    def _quiet(self, tag: str, given: dict[str, str]) -> bool:
        if tag in _SILENT or (tag == "header" and not any(one in ("main", "article") for one, _ in self._stack)):
            return True
        if "hidden" in given and tag != "details":
            return given["hidden"] != "until-found"
        style = given.get("style", "").replace(" ", "").lower()
        return (
            given.get("role", "") in _ROLES
            or (given.get("aria-hidden") == "true" and tag not in _HEADINGS)
            or "display:none" in style
            or bool(_NAMES.search(f"{given.get('class', '')} {given.get('id', '')}"))
        )

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if self._tables and tag in ("tr", "td", "th", "caption"):
            self._cell(tag, given)
        elif tag == "table":
            self._tables.append(_Open([], {}))
        elif tag in _HEADINGS and not self._tables:
            self._flush()
            self._head, self._line = [], self.getpos()[0]
        elif tag in _ASKING and self._head is None and not self._tables:
            self._asked = []
        elif tag in ("details", "dl"):
            self._before.append((self._title, self._section))
        if tag in _BLOCKS:
            self._add(" ")

    def _cell(self, tag: str, given: dict[str, str]) -> None:
        table = self._tables[-1]
        self._close_cell(table)
        if tag == "tr":
            table.rows.append(([], self.getpos()[0], True))
        else:
            table.cell, table.span = [], (_span(given.get("colspan", "")), _span(given.get("rowspan", "")))
            if tag == "td" and table.rows:
                cells, line, _ = table.rows[-1]
                table.rows[-1] = (cells, line, False)
            table.span = (0, 0) if tag == "caption" else table.span

    def _close_cell(self, table: _Open) -> None:
        if table.cell is None:
            return
        said, (wide, high), table.cell = tidy("".join(table.cell)), table.span, None
        if wide == 0:
            table.caption = said
            return
        if not table.rows:
            table.rows.append(([], self.getpos()[0], False))
        cells = table.rows[-1][0]
        self._down(table, cells)
        for _ in range(wide):
            if high > 1:
                table.down[len(cells)] = (said, high - 1)
            cells.append(said)

    def _down(self, table: _Open, cells: list[str]) -> None:
        while len(cells) in table.down:
            said, left = table.down.pop(len(cells))
            if left > 1:
                table.down[len(cells)] = (said, left - 1)
            cells.append(said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._json = False
        at = next((n for n in range(len(self._stack) - 1, -1, -1) if self._stack[n][0] == tag), None)
        if at is None:
            return
        if not self._silent:
            self._end(tag)
        self._silent -= sum(quiet for _, quiet in self._stack[at:])
        del self._stack[at:]
        if tag == "main":
            self._flush()
            self._silent += 1

    def _end(self, tag: str) -> None:
        if tag in _HEADINGS and self._head is not None:
            self._enter(_HEADINGS[tag], "".join(self._head))
        elif tag in _ASKING and self._asked is not None:
            said, self._asked = "".join(self._asked), None
            if tidy(said).endswith("?") and not tidy("".join(self._text[-1:])):
                self._flush()
                self._line = self.getpos()[0]
                self._enter(0, said)
            elif tag != "button":
                self._add(said)
        elif tag in ("details", "dl") and self._before:
            self._flush()
            self._title, self._section = self._before.pop()
            self._line = self.getpos()[0]
        elif tag == "table" and self._tables:
            self._table(self._tables.pop())
        elif self._tables and tag in ("td", "th", "tr", "caption"):
            self._close_cell(self._tables[-1])
            if tag == "tr" and self._tables[-1].rows:
                self._down(self._tables[-1], self._tables[-1].rows[-1][0])

    def _enter(self, level: int, said: str) -> None:
        self._head = None
        title = tidy(said)
        if level:
            self._title, self._section = self._outline.enter(level, title)
        else:
            above = self._before[-1] if self._before else (self._title, self._section)
            self._title, self._section = title, (*above[1], *((above[0],) if above[0] else ()))

    def _table(self, table: _Open) -> None:
        self._close_cell(table)
        rows = [(tuple(cells), line, head) for cells, line, head in table.rows if any(cells)]
        if not rows:
            return
        if self._tables or len(rows) == 1 or max(len(cells) for cells, _, _ in rows) == 1:  # a table that only lays out
            self._add(" ".join(cell for cells, _, _ in rows for cell in cells))
            return
        self._flush()
        head = rows[0][0]
        title = self._title or table.caption
        above = (*self._section, table.caption) if table.caption and table.caption != title else self._section
        self.parts.append(Table(title, head, tuple((cells, line) for cells, line, _ in rows[1:]), rows[0][1], above))

    def _add(self, said: str) -> None:
        if self._tables and self._tables[-1].cell is not None:
            self._tables[-1].cell.append(said)
        elif self._head is not None:
            self._head.append(said)
        elif self._asked is not None:
            self._asked.append(said)
        else:
            self._text.append(said)

    def handle_data(self, data: str) -> None:
        if self._json:
            before, line = self.data[-1]
            self.data[-1] = (before + data, line)
        elif not self._silent:
            self._add(data)

    def _flush(self) -> None:
        if self._asked is not None:
            self._text, self._asked = [*self._text, *self._asked], None
        said = tidy("".join(self._text))
        if said and self._title:
            self.parts.append(Piece(self._title, said, self._line, self._section))
        self._text = []

    def finish(self) -> None:
        """What was open when the page ended."""
        while self._tables:
            self._table(self._tables.pop())
        self._flush()


def _span(text: str) -> int:
    return min(MOST_SPAN, int(text)) if text.isascii() and text.isdigit() and int(text[:4]) else 1


def read(text: str) -> tuple[list[Part], list[tuple[str, int]]]:
    """The parts of a page, and its scripts of data (JSON-LD), each with its line."""
    reader = _Reader(bool(re.search(r"<main\b", text, re.I)))
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.parts, reader.data


def language(text: str) -> str:
    """The language that a page says it is in ("en", "is"; "" where it does not)."""
    found = re.search(r"<html\b[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2})", text[:5_000])
    return found[1].lower() if found else ""
