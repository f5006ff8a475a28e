"""What of a pattern is looked for first: its rarest word, and a neighbour that must stand beside it.

Rules
1. Where the pattern stands, one of its anchors stands: a word in full (or a part of it, where the pattern's word is open).
2. Anchors are chosen by how common words are in ordinary text, so that it has few.
"""

from collections.abc import Iterator

from msgspec import Struct

from softsell.voice.normalise import fold
from softsell.voice.patterns import ANY, GAP_NODE, Sequence

NONE = -1
RARE = 0.2  # of 10,000 words, for a word that is not known to be common
LOOKING = 0.03  # what it costs to look beside a word, where reading the sentence costs 1
ASSOCIATED = 2000  # of 10,000: words that stand together do so five times as often as by chance
_NEVER = 1e9


class Anchor(Struct, frozen=True, array_like=True):
    """A key to search for, and the set that the word before (`side` -1) or after it (1) must be in; 0: no such."""

    key: str
    side: int = 0
    beside: int = NONE


def anchors(nodes: Sequence, sets: list[tuple[str, ...]], common: dict[str, float]) -> tuple[Anchor, ...]:
    """The anchors of a pattern. Raises ValueError where it has none (only numbers, gaps and parts that may be absent)."""
    found: dict[Anchor, None] = {}
    for line in _lines(nodes):
        cost, best = _best(line, sets, common)
        if cost >= _NEVER:
            raise ValueError("has no word that must be there")
        found |= dict.fromkeys(best)
    return tuple(found)


def with_folded(found: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    """The anchors, and each once more as it is typed without accents."""
    return tuple(dict.fromkeys([*found, *(Anchor(fold(a.key), a.side, a.beside) for a in found)]))


def _lines(nodes: Sequence) -> Iterator[Sequence]:
    """The pattern with every choice taken: sequences of sets and gaps."""
    for at, node in enumerate(nodes):
        if not isinstance(node, int):
            for option in node:
                yield from _lines((*nodes[:at], *option, *nodes[at + 1 :]))
            return
    yield nodes


def _best(nodes: Sequence, sets: list[tuple[str, ...]], common: dict[str, float]) -> tuple[float, tuple[Anchor, ...]]:
    """The cheapest set of a line to look for, with or without one beside it."""
    best: tuple[float, tuple[Anchor, ...]] = (_NEVER, ())
    for at, node in enumerate(nodes):
        price = _price(sets[node], common) if node != GAP_NODE else _NEVER
        if price >= _NEVER:
            continue
        options = [(price * (1 + LOOKING), 0, NONE)]
        for side in (-1, 1):
            beside = nodes[at + side] if 0 <= at + side < len(nodes) else GAP_NODE
            if beside != GAP_NODE and not any(ANY in word for word in sets[beside]):
                share = min(1.0, sum(common.get(word, RARE) for word in sets[beside]) / ASSOCIATED)
                options.append((price * (LOOKING + share), side, beside))
        cost, side, beside = min(options)
        if cost < best[0]:
            best = cost, tuple(Anchor(_key(word), side, beside) for word in sets[node])
    return best


def _price(words: tuple[str, ...], common: dict[str, float]) -> float:
    """About how many of 10,000 words of ordinary text are of this set."""
    if any(word in ("#", ANY) for word in words):
        return _NEVER
    return sum(common.get(word.strip(ANY), RARE) * (1 if ANY not in word else 3) for word in words)


def _key(word: str) -> str:
    """The word between blanks, open where it is open."""
    start = word[1:] if word.startswith(ANY) else " " + word
    return start[:-1] if start.endswith(ANY) else start + " "
