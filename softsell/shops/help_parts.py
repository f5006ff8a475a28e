"""What a help page is made of once its markup is off: pieces, tables, ways of delivery, and what could not be read."""

import re
from collections.abc import Iterator

from msgspec import Struct

Cells = tuple[str, ...]


class Piece(Struct, frozen=True):
    """A passage to be: its heading (or question), its text, the line where it begins, and the headings that it stands under."""

    title: str
    text: str
    line: int
    section: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """A table under a heading: its head, and its rows with the line of each."""

    title: str
    head: Cells
    rows: tuple[tuple[Cells, int], ...]
    line: int
    section: tuple[str, ...] = ()


class Way(Struct, frozen=True):
    """A row of a table of deliveries: minor units and working days.

    `postcodes` are ranges (first, last), none for everywhere; `countries` are codes (ISO 3166), for what goes abroad.
    """

    label: str
    price: int
    postcodes: tuple[tuple[str, ...], ...]
    free_from: int | None
    days_min: int | None
    days_max: int | None
    line: int
    countries: tuple[str, ...] = ()


class Unread(Struct, frozen=True):
    """What could not be taken: the line, and why."""

    line: int
    why: str


Found = Piece | Way | Unread
Part = Piece | Table | Unread


class Outline:
    """The headings above the line at hand."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, level: int, title: str) -> tuple[str, tuple[str, ...]]:
        """A heading begins: its full title, and what it stands under.

        Below the second level a heading says too little by itself ("Cost"), so the one above it goes before, unless it asks.
        """
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = tuple(one for _, one in self._open)
        self._open.append((level, title))
        near = self._open[-2] if len(self._open) > 1 else (0, "")
        whole = f"{near[1]}: {title}" if level > 2 and near[0] > 1 and not title.endswith("?") else title
        return whole, above


def tidy(text: str) -> str:
    """Blanks as one each, none at the ends."""
    return re.sub(r"\s+", " ", text).strip()


def first_words(text: str) -> str:
    """A title for what has none."""
    return " ".join(text.split()[:8])


def kept(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts without the pieces that say again what an earlier one of the same title said (data beside the page's text)."""
    seen: set[tuple[str, str]] = set()
    for one in parts:
        if isinstance(one, Piece):
            key = (one.title.casefold(), re.sub(r"\W+", "", one.text.casefold()))
            if key in seen:
                continue
            seen.add(key)
        yield one
