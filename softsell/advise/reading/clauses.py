"""The clauses of a sentence: its parts between commas and between words that turn it round, and where they stand in it."""

import re
from functools import lru_cache

from msgspec import Struct

from softsell.advise.reading.book import hit
from softsell.advise.text import fold

_PIECES = re.compile(r"[,;:]\s+|\s[-–—]\s")
_CUT = re.compile(r"[,;:]\s+|\s[-–—]\s|\b(?:but|however|although|though|except|en|samt|hins vegar)\b", re.IGNORECASE)


class Clause(Struct, frozen=True):
    """One clause: the sentence it is of, as written; its own words folded; whether it asks, and whether "but" opens it."""

    sentence: str
    folded: str
    asks: bool
    but: bool


def clauses_of(sentence: str) -> list[Clause]:
    """The clauses of one sentence, in order."""
    found = []
    parts = _split_but(fold(sentence))
    asking = sentence.rstrip(" )\"'»“”").endswith("?")
    for n, (part, but) in enumerate(parts):
        pieces = [piece.strip() for piece in _PIECES.split(part) if piece.strip()] or [part]
        asks = [hit("QUESTION", piece) and (asking or len(piece.split()) > 2) for piece in pieces]
        if asking and n == len(parts) - 1 and not any(asks):
            asks[-1] = True
        found += [Clause(sentence, one, ask, but) for one, ask in zip(pieces, asks, strict=True)]
    return found


def place(clause: Clause, text: str, start: int, end: int) -> tuple[int, int]:
    """Where a clause of the sentence text[start:end] stands, trimmed, as far as the writing can be cut there."""
    cuts = [start, *(at for match in _CUT.finditer(text, start, end) for at in match.span()), end]
    starts, ends = cuts[::2], cuts[1::2]
    for size in range(len(starts)):
        for a, b in zip(starts, ends[size:], strict=False):
            if clause.folded in fold(text[a:b]):
                part = text[a:b]
                a += len(part) - len(part.lstrip())
                return a, a + len(part.strip())
    return start, end


def _split_but(folded: str) -> list[tuple[str, bool]]:
    """The parts of a sentence between words that turn it round; "en" after a comparative is "than" and turns nothing."""
    parts, start, but = [], 0, False
    for match in _table_but().finditer(folded):
        before = folded[start : match.start()].rstrip(" ,")
        if match[0] == "en" and re.search(
            r"(?:[aiu]r[aiu]?|betr[ai]|meir[ai]?|minn[ai]|frekar|heldur|adur|fyrr|annad)$", before
        ):
            continue
        if before:
            parts.append((before, but))
        start, but = match.end(), True
    rest = folded[start:].strip(" ,")
    if rest or not parts:
        parts.append((rest, but))
    elif but:
        parts.append(("but", True))
    return parts


@lru_cache(maxsize=1)
def _table_but() -> re.Pattern[str]:
    turning = "|".join(
        re.escape(fold(one)) for one in ("but", "however", "although", "though", "except", "en", "samt", "hins vegar")
    )
    return re.compile(rf"(?<!anything )(?<!nothing )(?<!all )\b(?:{turning})\b")
