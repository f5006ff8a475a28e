"""The command `softsell soften`: files are read, softer words are shown as a diff, and written only when asked.

Rules
1. Exit code 0: done; 1: with `check`, something would change; 2: wrong use, or a file that cannot be read or written.
2. Each hunk is a patch of its own, and before it stand the rules that it answers: `patch -p0` reads the output.
3. A file is written as a whole beside itself and then takes its own place; one that cannot be written back exactly is not.
"""

import os
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from softsell.copy import api
from softsell.copy.document import Document
from softsell.copy.examine import places
from softsell.copy.project import load
from softsell.copy.read import MOST_BYTES, read, written
from softsell.copy.rewrite import Change, Left, Rewritten, rewrite
from softsell.copy.run import FAILS, OK, WRONG, Options, said, settled
from softsell.errors import BadRequest, SoftsellError
from softsell.voice.soften import applied
from softsell.voice.wording import SLOT

CONTEXT = 3  # lines around a change
_COLOURS = {"#": "36", "-": "31", "+": "32", "@": "33"}
Out = Callable[[str], None]
Region = tuple[int, int, tuple[Change, ...]]  # first line, line after the last one


def soften_paths(paths: Iterable[Path], options: Options, out: Out, err: Out, *, write: bool, check: bool) -> int:
    """Show, and with `write` make, what is proposed for files and standard input ("-"); the exit code."""
    code = OK
    for path in paths:
        try:
            changed = _soften(path, options, out, write)
        except BrokenPipeError:  # nobody reads on
            raise
        except (OSError, SoftsellError) as error:
            err(f"Error: {said(path, error)}")
            code = WRONG
            continue
        if changed and check and code == OK:
            code = FAILS
    return code


def _soften(path: Path, options: Options, out: Out, write: bool) -> bool:
    """Whether anything is proposed for a file."""
    import sys

    standard = str(path) == "-"
    if standard and write:
        raise BadRequest("--write needs a file", "-")
    if not standard and path.stat().st_size > MOST_BYTES:
        raise BadRequest(f"is larger than {MOST_BYTES // 1_000_000} MB; it was not read", str(path))
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if standard else path.read_bytes()
    project, here, kind, format = settled(path, options, load(options.project) if options.project else None)
    api.proved(project)

    def again(text: str) -> Document:
        octets = written(document, data, text) if document.format == "eml" else None
        return read(str(path), text if octets is None else octets, format, kind)

    document = read(str(path), data, format, kind)
    made = rewrite(document, again, api.voice(), options.lang, kind, project, here)
    for line in in_words(document, made):
        out(_painted(line, options.colour))
    if write and made.changes:
        octets = written(document, data, made.text)
        if octets is None:
            raise BadRequest("cannot be written back exactly; nothing was written", str(path))
        _replace(path.resolve(), data, octets)
        out(f"# {path}: written")
    return bool(made.changes)


def in_words(document: Document, made: Rewritten) -> Iterator[str]:
    """The lines of a proposal: a diff with the rules of every hunk, what is to be filled in, what is left alone."""
    name, starts = document.name, places(document.source).starts
    by = 0  # lines that there are more after the hunks so far
    for regions in _hunks(_regions(document.source, starts, made.changes)):
        changes = [change for region in regions for change in region[2]]
        rules = dict.fromkeys(f"{f.rule} ({f.severity})" for change in changes for f in change.found)
        yield f"# {name}:{regions[0][0] + 1}: {', '.join(rules)}"
        if slots := list(dict.fromkeys(slot for change in changes for slot in SLOT.findall(change.new))):
            yield f"# {', '.join(slots)}: for you to fill in"
        yield f"--- {name}"
        yield f"+++ {name}"
        lines, begun, more = _lines(document.source, starts, regions)
        yield f"@@ -{begun},{sum(line[0] in ' -' for line in lines)} +{begun + by},{sum(line[0] in ' +' for line in lines)} @@"
        yield from lines
        by += more
    for left in made.left:
        yield _told(name, places(document.source).of(left.at)[0], left)
    if not made.changes and not made.left:
        yield f"# {name}: ok"


def _told(name: str, line: int, left: Left) -> str:
    rules = ", ".join(dict.fromkeys(f"{f.rule} ({f.severity})" for f in left.found))
    words = " ".join(left.said.split())[:80]
    softer = " ".join(left.softer.split())
    return f"# {name}:{line}: left alone, {left.why}: {words!r} ({rules})" + (f"; softer: {softer}" if softer else "")


def _regions(source: str, starts: tuple[int, ...], changes: Iterable[Change]) -> list[Region]:
    """The lines that change, with their changes; changes that share lines are together."""
    found: list[Region] = []
    for change in changes:
        first, last = bisect_right(starts, change.start) - 1, bisect_right(starts, max(change.end - 1, change.start))
        if source[change.start : change.end].endswith("\n") and not change.new.endswith("\n"):
            last = min(last + 1, len(starts))  # the next line joins it
        if found and first < found[-1][1]:
            begun, until, before = found.pop()
            found.append((begun, max(until, last), (*before, change)))
        else:
            found.append((first, last, (change,)))
    return found


def _hunks(regions: list[Region]) -> list[list[Region]]:
    """The regions that stand so close together that they share lines of context."""
    found: list[list[Region]] = []
    for region in regions:
        if found and region[0] - found[-1][-1][1] <= 2 * CONTEXT:
            found[-1].append(region)
        else:
            found.append([region])
    return found


def _lines(source: str, starts: tuple[int, ...], regions: list[Region]) -> tuple[list[str], int, int]:
    """The lines of a hunk, the number of its first line, and how many lines there are more after it."""

    def place(line: int) -> int:
        return starts[line] if line < len(starts) else len(source)

    begin, end = max(regions[0][0] - CONTEXT, 0), min(regions[-1][1] + CONTEXT, len(starts))
    found: list[str] = []
    at, more = begin, 0
    for first, last, changes in regions:
        found += _marked(" ", source[place(at) : place(first)])
        old = source[place(first) : place(last)]
        new = applied(source, [change.edit for change in changes], place(first), place(last))
        found += (*_marked("-", old), *_marked("+", new))
        more += new.count("\n") - old.count("\n")
        at = last
    return [*found, *_marked(" ", source[place(at) : place(end)])], begin + 1, more


def _marked(mark: str, text: str) -> list[str]:
    """The lines of a text, each with a mark; a last line that does not end says so."""
    lines = [mark + line for line in text.removesuffix("\n").split("\n")] if text else []
    return [*lines, "\\ No newline at end of file"] if text and not text.endswith("\n") else lines


def _painted(line: str, colour: bool) -> str:
    code = _COLOURS.get(line[:1]) if colour else None
    return f"\x1b[{code}m{line}\x1b[0m" if code else line


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Write a file so that it is there whole, before or after."""
    if path.read_bytes() != before:
        raise BadRequest("has changed since it was read; nothing was written", str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as beside:
            beside.write(after)
            beside.flush()
            os.fsync(beside.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
