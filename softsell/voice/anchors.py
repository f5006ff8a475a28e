"""What of a pattern is looked for first: its rarest word, and a neighbour that must stand beside it.

Rules
1. Where the pattern stands, one of its anchors stands: a word in full (or a part of it, where the pattern's word is open).
2. Anchors are chosen by how common words are (the class `common`, in groups from the most common on), so that ordinary
   text has few.
"""

from msgspec import Struct

from softsell.voice.normalise import fold
from softsell.voice.patterns import ANY, GAP_NODE, Node, Sequence

NONE = -1
_NEVER = 1e9


class Anchor(Struct, frozen=True, array_like=True):
    """A key to search for, and the set that the word before (`side` -1) or after it (1) must be in; 0: no such."""

    key: str
    side: int = 0
    beside: int = NONE


Choice = tuple[float, tuple[Anchor, ...]]


def anchors(nodes: Sequence, sets: list[tuple[str, ...]], common: dict[str, float]) -> tuple[Anchor, ...]:
    """The anchors of a pattern. Raises ValueError where it has none (only numbers, gaps and parts that may be absent)."""
    cost, found = _best(nodes, sets, common)
    if cost >= _NEVER:
        raise ValueError("has no word that must be there")
    return found


def with_folded(found: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    """The anchors, and each once more as it is typed without accents."""
    return tuple(dict.fromkeys([*found, *(Anchor(fold(a.key), a.side, a.beside) for a in found)]))


def _best(nodes: Sequence, sets: list[tuple[str, ...]], common: dict[str, float]) -> Choice:
    best: Choice = (_NEVER, ())
    for at, node in enumerate(nodes):
        if node == GAP_NODE:
            continue
        if not isinstance(node, int):
            each = [_best(option, sets, common) for option in node]
            best = min(best, (sum(c for c, _ in each), tuple(a for _, found in each for a in found)), key=_cost)
            continue
        price = _price(sets[node], common)
        if price >= _NEVER:
            continue
        best = min(best, (price, tuple(Anchor(_key(word)) for word in sets[node])), key=_cost)
        for side in (-1, 1):
            beside = _set(nodes, at + side)
            if beside is None:
                continue
            share = min(1.0, _price(sets[beside], common) / 300)
            together = (price * share + 0.01, tuple(Anchor(_key(word), side, beside) for word in sets[node]))
            best = min(best, together, key=_cost)
    return best


def _cost(choice: Choice) -> float:
    return choice[0]


def _set(nodes: Sequence, at: int) -> Node | None:
    return nodes[at] if 0 <= at < len(nodes) and isinstance(nodes[at], int) and nodes[at] != GAP_NODE else None


def _price(words: tuple[str, ...], common: dict[str, float]) -> float:
    """About how many of 10,000 words of ordinary text are of this set."""
    if any(word in ("#", ANY) for word in words):
        return _NEVER
    return sum(common.get(word, 0.3) for word in words)


def _key(word: str) -> str:
    """The word between blanks, open where it is open."""
    start = word[1:] if word.startswith(ANY) else " " + word
    return start[:-1] if start.endswith(ANY) else start + " "
