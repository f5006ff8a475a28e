"""A text as the ideas in it: which of `concepts.IDEAS` its words name, alone and two in a row.

Rules
1. A word may name several ideas; a pair is two ideas of different words, the first at most `NEAR` words before the second.
2. Sentences are apart: no pair goes over a full stop.
"""

import re
from functools import lru_cache

from softsell.advise.tables.concepts import IDEAS
from softsell.advise.text import fold, sentences

NEAR = 5  # words
MOST = 60  # words of a sentence that are looked at
_WORD = re.compile(r"[a-z0-9]+")


def ideas(text: str) -> set[str]:
    """The ideas of a text and their pairs, as names: "letter", "no>letter"."""
    found: set[str] = set()
    for sentence in sentences(text):
        row = [named(word) for word in _WORD.findall(fold(sentence))[:MOST]]
        for at, names in enumerate(row):
            found.update(names)
            for before in row[max(0, at - NEAR) : at]:
                found.update(f"{one}>{other}" for one in before for other in names if one != other)
    return found


@lru_cache(maxsize=20_000)
def named(word: str) -> tuple[str, ...]:
    """The ideas that a folded word names."""
    whole, begun = _table()
    found = dict.fromkeys(whole.get(word, ()))
    for size in range(2, len(word) + 1):
        found |= dict.fromkeys(begun.get(word[:size], ()))
    return tuple(found)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Ideas by whole word, and by how a word begins."""
    whole: dict[str, list[str]] = {}
    begun: dict[str, list[str]] = {}
    for name, listed in IDEAS.items():
        for word in fold(listed).split():
            table, key = (begun, word[:-1]) if word.endswith("*") else (whole, word)
            if name not in table.setdefault(key, []):
                table[key].append(name)
    return whole, begun
