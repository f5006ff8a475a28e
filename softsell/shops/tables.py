"""Tables as shops save them: which encoding, which delimiter, and rows one at a time, whatever a quote does.

Rules
1. A byte order mark decides; without one, UTF-8 where it can be, else UTF-16 by its zero bytes, else Latin-1 (cp1252).
2. A quote that is never closed costs no other line: its line is read by itself and reported, reading goes on after it. So
   it is with a row over several lines that has not as many cells as the header. A file that does so again and again is
   read without quotes from there on, and that is said.
3. Nothing is held but the row at hand and the lines it came from.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from softsell.shops.item import Trouble

MOST_CELL = 100_000  # characters; the specification of Google allows 5,000 in the longest attribute
MOST_LINES_OF_A_ROW = 400
MOST_LOST_QUOTES = 20
DELIMITERS = "\t;,|"


def encoding(head: bytes) -> tuple[str, bool]:
    """The encoding of a file by its first bytes, and whether that is a guess."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return name, False
    even, odd = head[0:4000:2], head[1:4000:2]
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if len(zeros) >= 4 and zeros.count(0) > 0.4 * len(zeros) and others.count(0) < 0.1 * len(others):
            return name, True
    lines = [line for line in head.splitlines()[:-1] or [head] if not line.isascii()]
    valid = sum(_is_utf8(line) for line in lines)
    return ("cp1252", True) if lines and valid < len(lines) / 2 else ("utf-8", False)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded(lines: Iterable[bytes], counts: dict[str, int]) -> Iterator[str]:
    """Lines of a UTF-8 file; one that is not valid is read as Latin-1 (cp1252), and counted in `counts`."""
    for line in lines:
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            counts["lines that are not UTF-8, read as Latin-1"] = (
                counts.get("lines that are not UTF-8, read as Latin-1", 0) + 1
            )
            yield line.decode("cp1252", "replace")


def delimiter(lines: list[str]) -> str:
    """The sign between cells: the one that cuts the header into most names, and the next rows into as many."""
    best, most = ",", 0.0
    short = [line[:2_000] for line in lines[:20]]
    for sign in DELIMITERS:
        counts = [len(next(csv.reader([line], delimiter=sign), [])) for line in short]
        if not counts or counts[0] < 2:
            continue
        score = counts[0] * (1 + sum(count == counts[0] for count in counts)) / len(counts)
        if score > most:
            best, most = sign, score
    return best


def rows(lines: Iterable[str], sign: str) -> Iterator[tuple[int, list[str]] | Trouble]:
    """The rows of a table with the number of the line each begins on (from 1); empty ones are left out."""
    source = _Lines(lines)
    lost, width = 0, 0
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(source, delimiter=sign, strict=True)
    while True:
        source.held.clear()
        at = source.number + 1
        try:
            cells = next(reader)
            # A row over several lines that does not fit the header began with a quote that was never meant.
            if not (width and len(source.held) > 1 and len(cells) != width):
                width = width or len(cells)
                if cells and any(cell and not cell.isspace() for cell in cells):
                    yield at, cells
                continue
        except StopIteration:
            return
        except csv.Error:
            pass
        if not source.held:
            return
        # Google's own text feeds put quotes around the parts of a cell, so with tabs they are letters.
        usual = sign == "\t" and len(source.held) == 1
        lost += not usual
        yield from _alone(source.held[0], at, sign, width, usual)
        source.back(at)
        plain = lost >= MOST_LOST_QUOTES
        if lost == MOST_LOST_QUOTES and not usual:
            yield Trouble(f"line {at}", "", "quotes are not in pairs in this file: read without them from here", True)
        reader = csv.reader(
            source, delimiter=sign, strict=not plain, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
        )


def _alone(line: str, at: int, sign: str, width: int, usual: bool) -> Iterator[tuple[int, list[str]] | Trouble]:
    """What can be made of one line by itself: its quotes read kindly, else as letters like any other."""
    bare = [line.replace("\0", "")]
    for plain in (True,) if usual else (False, True):
        try:
            reader = csv.reader(bare, delimiter=sign, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
            cells = next(reader, [])
        except csv.Error:
            continue
        if len(cells) == width or not width:
            if not usual:
                yield Trouble(f"line {at}", "", "its quotes are not in pairs: read as they stand", True)
            yield at, cells
            return
    yield Trouble(f"line {at}", "", f"is no row, or holds a cell of more than {MOST_CELL:,} characters")


class _Lines:
    """The lines of a file, which can be taken back to the second line of the row at hand."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._again: deque[str] = deque()
        self.held: list[str] = []
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.held) >= MOST_LINES_OF_A_ROW:
            raise csv.Error("too many lines in one row")
        if self._again:
            line = self._again.popleft()
        else:
            line = next(self._source, "")
            if not line:
                self.ended = True
                raise StopIteration
        self.number += 1
        self.held.append(line)
        return line.replace("\0", "") if "\0" in line else line

    def back(self, at: int) -> None:
        """Give the lines after line `at` again."""
        self._again.extendleft(reversed(self.held[1:]))
        self.number, self.ended = at, False
        self.held.clear()
