"""The word tables as one book, opened only at the patterns that a text can hold: those one of whose words stands in it.

Rules
1. Of every pattern the words are known without one of which it fits nothing (`needed`): whole words, or how a word begins.
   A pattern of which none can be told is always tried.
2. What is found is what all patterns of a table as one would find: the leftmost, of several there the one listed first.
3. A pattern is compiled when a text first holds one of its words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from softsell.advise.tables import refusals_en, refusals_is, wants_words, words_en, words_is
from softsell.advise.text import fold, pattern

Key = tuple[str, str]  # a table and the class within it: ("TROUBLE", "returns"), ("colour", "red"), ("STOP", "")
Place = tuple[Key, int]  # a pattern: where in its table it stands

WORD = re.compile(r"\w+")
_SET = re.compile(r"\[[^\]]*\]")
_PIECE = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|[^ ~()])+")
_GROUP = re.compile(r"\(([^()]*)\)(.*)")
_LETTERS = re.compile(r"([a-z0-9]+)(.*)")
_OF_CLASSES = ("TROUBLE", "TOPIC", "FORMS")
_APART = ("BUT", "NOT", "KINDS", "JOINED", "ENDS", "TOLD", "FAR", "KEEPS")  # not patterns, or read elsewhere


class _Book(Struct, frozen=True):
    """The patterns of every table, both languages' together; where those stand that a word needs, whole or begun."""

    tables: dict[Key, tuple[str, ...]]
    whole: dict[str, list[Place]]
    begun: dict[str, list[Place]]
    always: dict[Key, tuple[int, ...]]


def tables() -> dict[Key, tuple[str, ...]]:
    """The patterns of every table, as they are written."""
    return _book().tables


def hit(table: str, folded: str, name: str = "") -> bool:
    """Whether any pattern of a table fits somewhere in a folded text."""
    key = (table, name)
    listed = _book().tables.get(key, ())
    return any(pattern(listed[n]).search(folded) for n in tried(folded).get(key, ()))


def hits(table: str, folded: str, name: str = "") -> Iterator[re.Match[str]]:
    """Every place where a pattern of a table fits, one after the other (rule 2)."""
    key = (table, name)
    listed = _book().tables.get(key, ())
    finds = [pattern(listed[n]) for n in tried(folded).get(key, ())]
    at = 0
    while finds:
        first = min((m for find in finds if (m := find.search(folded, at))), key=lambda m: m.start(), default=None)
        if first is None:
            return
        yield first
        at = max(first.end(), at + 1)


def first(table: str, folded: str, name: str = "") -> re.Match[str] | None:
    """The first of `hits`."""
    return next(hits(table, folded, name), None)


def named(table: str, folded: str) -> list[str]:
    """The patterns of a table, as they are written, that a folded text can hold."""
    listed = _book().tables.get((table, ""), ())
    return [listed[n] for n in tried(folded).get((table, ""), ())]


@lru_cache(maxsize=64)
def tried(folded: str) -> dict[Key, list[int]]:
    """Of each table the patterns that a folded text can hold, in the order listed."""
    found = {key: set(places) for key, places in _book().always.items()}
    for word in set(WORD.findall(folded)):
        for key, place in _of_word(word):
            found.setdefault(key, set()).add(place)
    return {key: sorted(places) for key, places in found.items()}


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[Place, ...]:
    book = _book()
    found = list(book.whole.get(word, ()))
    for size in range(1, len(word) + 1):
        found += book.begun.get(word[:size], ())
    return tuple(found)


@lru_cache(maxsize=1)
def _book() -> _Book:
    tables = {key: found for key, found in _listed().items() if found}
    whole: dict[str, list[Place]] = {}
    begun: dict[str, list[Place]] = {}
    always: dict[Key, tuple[int, ...]] = {}
    for key, sources in tables.items():
        for n, source in enumerate(fold("\n".join(sources)).split("\n")):
            words = needed(source)
            for word, is_whole in words:
                (whole if is_whole else begun).setdefault(word, []).append((key, n))
            if not words:
                always[key] = (*always.get(key, ()), n)
    return _Book(tables, whole, begun, always)


def _listed() -> dict[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for module in (words_en, words_is, refusals_en, refusals_is):
        for table, one in vars(module).items():
            if table.isupper() and table not in _APART:
                for name, sources in one.items() if table in _OF_CLASSES else [("", one)]:
                    found[table, name] = (*found.get((table, name), ()), *sources)
    for concept, values in wants_words.TRAITS.items():
        found |= {(concept, value): sources for value, sources in values.items()}
    return found | wants_words.SIDES


def needed(source: str) -> tuple[tuple[str, bool], ...]:
    """Words, and whether each is whole: where none of them stands in a text, this folded pattern does not fit. () if untold.

    Of the pieces of a pattern the one is taken whose shortest word is the longest.
    """
    source = _SET.sub("\0", source)
    if "|" in re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", source) or "\\(" in source:
        return ()
    pieces = [_of_piece(piece) for piece in _PIECE.findall(source.removeprefix("^").removesuffix("$"))]
    return max((one for one in pieces if one), key=lambda one: (min(len(w) for w, _ in one), -len(one)), default=())


def _of_piece(piece: str) -> tuple[tuple[str, bool], ...]:
    group = _GROUP.fullmatch(piece)
    if group is None:
        return _of_letters(piece, "")
    inner, rest = group.groups()
    ways = inner.split("|")
    if inner.startswith("?") or rest[:1] in ("+", "{"):
        return ()
    if rest.startswith("?"):  # what may be left out: a whole word, or nothing can be told
        return _of_piece(rest[1:]) if rest[1:] and all(way.endswith(" ") for way in ways) else ()
    found: list[tuple[str, bool]] = []
    for way in ways:
        words = [one for one in re.split(r"[ ~]+", way) if one]
        told = [
            _of_letters(word, rest if n == len(words) - 1 and not way.endswith(" ") else "")
            for n, word in enumerate(words)
        ]
        best = max((one for one in told if one), key=lambda one: len(one[0][0]), default=())
        if not best:
            return ()
        found += best
    return tuple(dict.fromkeys(found))


def _of_letters(piece: str, rest: str) -> tuple[tuple[str, bool], ...]:
    """A piece that begins with plain letters: the word where it is nothing else, how it begins where more follows."""
    match = _LETTERS.fullmatch(piece)
    if match is None:
        return ()
    letters, more = match[1], match[2] + rest
    if not more:
        return ((letters, True),)
    letters = letters[:-1] if more[0] in "?+{" else letters
    return ((letters, False),) if letters else ()
