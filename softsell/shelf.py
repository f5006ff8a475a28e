"""Reads a catalogue from disk: a JSON object whole, JSON lines by way of an index file beside it, mapped into memory.

Rules
1. `catalogue.jsonl` has its index in `catalogue.jsonl.index`. An index of the file as it stands is opened in a moment; else
   a new one is made from it with the help of the old one, written beside, and put in its place in one step, so a process
   that still reads the old one goes on reading it.
2. Where nothing can be written beside the file, the index stays in memory.
"""

import logging
import os
from collections.abc import Generator
from pathlib import Path

import numpy as np

from softsell.advise.catalogue import Catalogue, build, decode
from softsell.advise.shelves.index import Codes
from softsell.advise.shelves.rows import head_of, is_head
from softsell.advise.shelves.shelving import Shelved, pack, shelve, unpack

log = logging.getLogger("softsell.shelf")
FORMAT = b"softsell index 2\n"
ALIGNED = 64  # octets
SUFFIX = ".index"


def read(path: Path) -> Catalogue:
    """The catalogue of a file. Raises OSError, and BadRequest that says what and where."""
    with path.open("rb") as file:
        first = file.readline()
        if not is_head(first):
            return build(*decode(first + file.read()))
        index, source = path.with_name(path.name + SUFFIX), stamp(path)
        old, made_of = _opened(index)
        if old is not None and made_of == source:
            return old.catalogue
        new = shelve(head_of(first), file, old)
    try:
        write(index, new, source)
    except OSError as error:
        log.warning("%s cannot be written (%s): the index stays in memory", index, error.strerror)
        return new.catalogue
    kept, _ = _opened(index)
    return (kept or new).catalogue


def stamp(path: Path) -> str:
    """What tells one state of a file from another: its size, when it was written, and which file it is."""
    told = path.stat()
    return f"{told.st_size}-{told.st_mtime_ns}-{told.st_ino}"


def write(path: Path, shelved: Shelved, source: str) -> None:
    """Write an index beside the one that stands, and put it in its place."""
    head, arrays = pack(shelved, source)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(FORMAT + len(head).to_bytes(8, "little") + head)
            for array in arrays:
                file.write(bytes(-file.tell() % ALIGNED))
                array.tofile(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path) -> tuple[Shelved | None, str]:
    """An index and what it was made from; (None, "") where there is none that can be used."""
    try:
        whole = np.memmap(path, np.uint8, "r").view(np.ndarray)
        if bytes(whole[: len(FORMAT)]) != FORMAT:
            return None, ""
        start = len(FORMAT) + 8
        size = int.from_bytes(bytes(whole[len(FORMAT) : start]), "little")
        reader = _arrays(whole, start + size)
        next(reader)
        return unpack(bytes(whole[start : start + size]), lambda kind, length: reader.send((kind, length)))
    except (OSError, ValueError, KeyError, TypeError) as error:  # a ValidationError of msgspec is a ValueError
        if path.exists():
            log.warning("%s cannot be used (%s): it is made anew", path, error)
        return None, ""


def _arrays(whole: Codes, at: int) -> Generator[Codes, tuple[str, int], None]:
    """Sent a type and a length, the next array of the file as a view of it."""
    asked = yield whole
    while True:
        kind, length = asked
        at += -at % ALIGNED
        end = at + length * np.dtype(kind).itemsize
        if end > len(whole):
            raise ValueError("the file ends too early")
        asked, at = (yield whole[at:end].view(kind)), end
