"""Markdown: the prose of a page, block by block, without code, addresses and front matter.

Rules
1. Paragraphs, headings, list items and table cells are pieces of their own; texts of links belong to their sentence,
   alternative texts and titles stand for themselves.
2. HTML inside is read as HTML; a comment is a note.
3. Linear in the text: one pass over the lines, one over the words of each block.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from softsell.copy.document import Document, Note, Part, Piece, carried, joined, literal, through
from softsell.copy.pages import covers, rich
from softsell.copy.slots import PLACEHOLDER

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)(?:\[[ xX]\]\s+)?")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})([^\n]*)")
_HEAD = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_TAIL = re.compile(r"\s+#+\s*$")
_RULE = re.compile(r" {0,3}(?:(?:[-*_][ \t]*){3,}|=+|-+)\s*$")
_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]\n]{1,300}\]:\s*\S")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\n]{1,100}\]:\s*")
_RAW = re.compile(r" {0,3}<(script|style|pre|textarea)(?=[\s>])", re.IGNORECASE)
_RAW_END = {name: re.compile(rf"</{name}[^\n]*\n?", re.IGNORECASE) for name in ("script", "style", "pre", "textarea")}
_CELL = re.compile(r"(?:[^|\\\n]|\\.|\*\|[\w:]{1,80}\|\*)+")

_TARGET = (
    r"\(\s*(?:<[^<>\n]{0,1000}>|(?:[^()\s]|\([^()\s]{0,300}\)){0,1500}+)(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)"
)
_INLINE = re.compile(
    rf"(?P<escape>\\[!-/:-@\[-`{{-~])|(?P<tick>`+)|(?P<note><!--)|(?P<auto><(?:https?://|mailto:)[^<>\s]{{1,2000}}>)"
    rf"|(?P<url>(?:https?://|www\.)[^\s<>()\[\]\"'`]{{1,2000}}+)|(?P<image>!\[(?P<alt>[^\[\]]{{0,500}})\](?P<there>{_TARGET}|\[[^\[\]]{{0,200}}\])?)"
    rf"|(?P<foot>\[\^[^\]\s]{{1,60}}\])|(?P<close>\](?:{_TARGET}|\[[^\[\]]{{0,200}}\])?)|(?P<open>\[)"
    r"|(?P<mark>\*+|(?<!\w)_+|_+(?!\w)|~~)"
)
_TITLE = re.compile(r"\s[\"']([^\"']{1,500})[\"']\s*\)$")


def markdown(name: str, source: str) -> Document:
    """A Markdown file."""
    pieces: list[Piece] = []
    asides: list[tuple[str, int, int]] = []
    for block in _blocks(source, asides):
        words, extra, notes = _inline(block.text)
        for piece in (words, *extra):
            pieces += [through(each, block) for each in rich(piece) if each.text.strip(" \n\t`")]
        asides += [(text, *carried((start, end), block)) for text, start, end in notes]
    pieces.sort(key=lambda piece: piece.spans[0])
    told = tuple(
        Note(text, start, end, covers(source, pieces, start, end))
        for text, start, end in sorted(asides, key=itemgetter(1))
    )
    return Document(name=name, format="md", source=source, pieces=tuple(pieces), notes=told)


def _blocks(source: str, notes: list[tuple[str, int, int]]) -> Iterator[Piece]:
    """Every block as the lines it stands on, without what marks it as a block."""
    lines: list[Part] = []
    fence, listed, table, skip = "", False, False, _front(source)
    for found in _LINE.finditer(source):
        at, end = max(found.start(), skip), found.end()
        text = source[at:end]
        if at >= end or (at > found.start() and not text.strip()):
            continue
        if quoted := _QUOTE.match(text):
            at, text = at + quoted.end(), text[quoted.end() :]
        bare = text.strip()
        if fence:
            fence = "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
            continue
        item, table = _ITEM.match(text), table and "|" in text
        ruled = _RULE.match(text) and not (item and text[item.end() :].strip(" -*_\r\n"))
        if not bare or ruled or item or table or _HEAD.match(text):
            yield from _done(lines)
        if not bare or ruled:
            continue
        listed = bool(item) or (listed and text[0] in " \t")
        if item:
            at, text = at + item.end(), text[item.end() :]
        if (opened := _FENCE.match(text)) and ("`" not in opened[2] or opened[1][0] == "~"):
            yield from _done(lines)
            fence = opened[1]
        elif (not lines and not listed and text.startswith(("    ", "\t"))) or _DEFINITION.match(text):
            continue
        elif whole := _whole(source, text, at):
            yield from _done(lines)
            skip = whole[1]
            if whole[0]:
                notes.append((source[whole[2] + 4 : skip - 3], whole[2], skip))
                if source[skip:end].strip():
                    lines.append((source[skip:end], skip, end))
            else:
                yield literal(source[at:skip], at)
        elif "|" in text and (table or bare.startswith("|") or (lines and _DELIMITER.match(text))):
            if table := table or bool(_DELIMITER.match(text)):
                yield from (cell for line, start, _ in lines for cell in _cells(line, start))
                lines.clear()
            yield from _done(lines)
            if not _DELIMITER.match(text):
                yield from _cells(text, at)
        elif heading := _HEAD.match(text):
            yield literal(_TAIL.sub("", text[heading.end() :]), at + heading.end())
        else:
            if foot := _FOOTNOTE.match(text):
                yield from _done(lines)
                at, text = at + foot.end(), text[foot.end() :]
            lines.append((text, at, at + len(text)))
    yield from _done(lines)


def _whole(source: str, text: str, at: int) -> tuple[bool, int, int] | None:
    """What is taken as a whole from position `at` on: whether it is a comment, where it ends, where it begins."""
    if text.lstrip().startswith("<!--"):
        begun = source.index("<!--", at)
        close = source.find("-->", begun)
        return (True, close + 3, begun) if close >= 0 else None
    if raw := _RAW.match(text):
        closed = _RAW_END[raw[1].lower()].search(source, at)
        return False, closed.end() if closed else len(source), at
    return None


def _done(lines: list[Part]) -> Iterator[Piece]:
    if lines:
        yield joined(lines)
    lines.clear()


def _front(source: str) -> int:
    """Where the front matter ends, 0 without any."""
    opened = re.match(r"(---|\+\+\+)[ \t]*\r?\n", source)
    if opened is None:
        return 0
    ends = r"^(?:---|\.\.\.)[ \t]*\r?$" if opened[1] == "---" else r"^\+\+\+[ \t]*\r?$"
    closed = re.compile(ends, re.MULTILINE).search(source, opened.end())
    return closed.end() if closed else 0


def _cells(line: str, at: int) -> Iterator[Piece]:
    for cell in _CELL.finditer(line):
        if cell[0].strip():
            yield literal(cell[0], at + cell.start())


def _inline(text: str) -> tuple[Piece, tuple[Piece, ...], tuple[tuple[str, int, int], ...]]:
    """The words of a block, the texts that stand for themselves, and its comments."""
    parts: list[Part] = []
    extra: list[Piece] = []
    notes: list[tuple[str, int, int]] = []
    slots = (
        [found.span() for found in PLACEHOLDER.finditer(text)] if "{" in text or "*|" in text or "[[" in text else []
    )
    ticks = _ticks(text)
    done, at, slot, closes = 0, 0, 0, True

    def skip(start: int, end: int, instead: str = "") -> int:
        nonlocal done
        parts.append((text[done:start], done, start))
        if instead:
            parts.append((instead, start, end))
        done = end
        return end

    while found := _INLINE.search(text, at):
        start, at = found.span()
        while slot < len(slots) and slots[slot][1] <= start:
            slot += 1
        if slot < len(slots) and slots[slot][0] <= start and found.lastgroup != "tick":
            at = slots[slot][1]
            continue
        match found.lastgroup:
            case "escape":
                at = skip(start, start + 1) + 1
            case "tick":
                same = ticks[at - start]
                later = bisect_right(same, start)
                if later < len(same):
                    at = skip(start, same[later] + at - start, "`")
            case "note":
                if (close := text.find("-->", start) if closes else -1) >= 0:
                    notes.append((text[start + 4 : close], start, close + 3))
                    at = skip(start, close + 3)
                closes = close >= 0
            case "auto" | "url":
                skip(start, at, "`")
            case "image" | "alt" | "there":
                extra += _image(found)
                skip(start, at)
            case "close":
                extra += _titled(found[0], start)
                skip(start, at)
            case "foot" | "open" | "mark":
                skip(start, at)
    parts.append((text[done:], done, len(text)))
    return joined(parts), tuple(extra), tuple(notes)


def _image(found: re.Match[str]) -> Iterator[Piece]:
    if found["alt"].strip():
        yield literal(found["alt"], found.start("alt"), where="alt")
    if found["there"]:
        yield from _titled(found["there"], found.start("there"))


def _titled(target: str, at: int) -> Iterator[Piece]:
    if title := _TITLE.search(target):
        yield literal(title[1], at + title.start(1), where="title")


def _ticks(text: str) -> dict[int, list[int]]:
    """Where the runs of backticks of each length begin."""
    found: dict[int, list[int]] = {}
    if "`" in text:
        for run in re.finditer(r"`+", text):
            found.setdefault(run.end() - run.start(), []).append(run.start())
    return found
