"""Catalogue files row by row: reading the old one, writing the new one, as JSON lines or as one JSON object.

The head is a JSON object without the products; `generated` in it holds what `advise.edited` compares.
"""

from collections.abc import Iterator
from io import BufferedWriter
from pathlib import Path
from typing import Any

import msgspec

from softsell.errors import BadRequest

Row = dict[str, Any]
_JSON = msgspec.json.Encoder(order="deterministic")


class _Whole(msgspec.Struct):
    products: list[msgspec.Raw] = []


def is_lines(path: Path) -> bool:
    """Whether a catalogue of this name is written a product a line."""
    return path.suffix.lower() in (".jsonl", ".ndjson")


def read(path: Path) -> tuple[Row, Iterator[Row]]:
    """The head and the rows of a catalogue of either form. Raises BadRequest when it is none."""
    if not is_lines(path):
        return _read_whole(path)
    with path.open("rb") as file:
        head = _object(file.readline(), path, 1)
    return head, _rows(path)


def _rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        file.readline()
        for number, line in enumerate(file, 2):
            if line.strip():
                yield _object(line, path, number)


def _object(line: bytes, path: Path, number: int) -> Row:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise BadRequest(
            f"the catalogue that is there cannot be read: {error}", f"{path.name}, line {number}"
        ) from error


def _read_whole(path: Path) -> tuple[Row, Iterator[Row]]:
    body = path.read_bytes()
    try:
        rows = msgspec.json.decode(body, type=_Whole).products
        head = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        head.pop("products", None)
        return {key: msgspec.json.decode(value) for key, value in head.items()}, (
            msgspec.json.decode(row) for row in rows
        )
    except msgspec.DecodeError as error:
        raise BadRequest(f"the catalogue that is there cannot be read: {error}", path.name) from error


def encode(row: Row) -> bytes:
    """A row as it stands in the file; equal rows are equal bytes."""
    return _JSON.encode(row)


class Writer:
    """Writes a head and rows to an open file; `end` closes the form."""

    def __init__(self, file: BufferedWriter, head: Row, lines: bool) -> None:
        self._file, self._lines, self._first = file, lines, True
        told = msgspec.json.encode(head)  # values of a facet stay in their order: it is a scale
        file.write(told + b"\n" if lines else told[:-1] + b',"products":[\n')

    def add(self, row: bytes) -> None:
        """One more product."""
        if self._lines:
            self._file.write(row + b"\n")
            return
        self._file.write(row if self._first else b",\n" + row)
        self._first = False

    def end(self) -> None:
        """The last product is written."""
        if not self._lines:
            self._file.write(b"\n]}\n")
