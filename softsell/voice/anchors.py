"""What of a pattern is looked for first: the run of one to three words that ordinary text has least of.

Rules
1. Where the pattern stands, one of its runs stands in the sentence, accents apart (in part, where a word is open).
2. Runs are chosen by how common their words are in ordinary text; a number is "#" or one of the number words.
"""

from collections.abc import Iterator
from itertools import product

from softsell.voice.normalise import fold
from softsell.voice.patterns import ANY, GAP_NODE, Sequence

RARE = 0.2  # of 10,000 words, for a word that is not known to be common
ASSOCIATED = 5  # words that stand together do so that many times as often as by chance
MOST_RUNS = 400  # of one line of a pattern
EACH = 0.1  # what a run more costs: time to start, and room
MOST_LINES = 20_000  # of a pattern, with every choice taken

Line = list[tuple[str, ...] | None]  # the words that may stand in each place; None is a gap


def runs(nodes: Sequence, sets: list[tuple[str, ...]], common: dict[str, float]) -> tuple[str, ...]:
    """The runs of a pattern, between blanks and without accents.

    Raises ValueError where it has none, or far too many ways to be read.
    """
    found: dict[str, None] = {}
    for number, line in enumerate(_lines(nodes, sets)):
        if number == MOST_LINES:
            raise ValueError("has too many ways to be read")
        best = min(_options(line, common), default=None)
        if best is None:
            raise ValueError("has no word that must be there")
        _, start, size = best
        for words in product(*(of for of in line[start : start + size] if of is not None)):
            found[fold(_key(" ".join(words)))] = None
    return tuple(found)


def _lines(nodes: Sequence, sets: list[tuple[str, ...]]) -> Iterator[Line]:
    """The pattern with every choice taken; options of one word each stay together."""
    for at, node in enumerate(nodes):
        if isinstance(node, int):
            continue
        single = tuple(dict.fromkeys(word for o in node if _is_word(o) for word in sets[o[0]]))
        options = [o for o in node if not _is_word(o)]
        head: Line = [sets[n] if n != GAP_NODE else None for n in nodes[:at]]
        for tail in _lines(nodes[at + 1 :], sets):
            if single:
                yield [*head, single, *tail]
            for option in options:
                for inner in _lines(option, sets):
                    yield [*head, *inner, *tail]
        return
    yield [sets[node] if node != GAP_NODE else None for node in nodes]


def _is_word(option: Sequence) -> bool:
    return len(option) == 1 and isinstance(option[0], int) and option[0] != GAP_NODE


def _options(line: Line, common: dict[str, float]) -> Iterator[tuple[float, int, int]]:
    """(cost, start, size) of every run of a line that can be searched for."""
    for start in range(len(line)):
        shares, many = 1e4, 1
        for size in range(1, 4):
            words = line[start + size - 1] if start + size <= len(line) else None
            if words is None or (
                size > 1 and (any(ANY in word for word in words) or ANY in "".join(line[start] or ()))
            ):
                break
            if words == ("#",) and size == 1:
                continue
            share = sum(_share(word, common) for word in words)
            if any(word in (ANY, "") for word in words):
                break
            shares *= min(1.0, share * (ASSOCIATED if size > 1 else 1) / 1e4)
            many *= len(words)
            if many > MOST_RUNS:
                break
            yield shares + EACH * many, start, size


def _share(word: str, common: dict[str, float]) -> float:
    """How many of 10,000 words of ordinary text are this one, about."""
    if word == "#":
        return 150.0
    if ANY in word:
        return float(max(2.0, 300.0 / 4.0 ** (len(word) - 4)))
    return common.get(word, RARE)


def _key(words: str) -> str:
    """The words between blanks, open where they are open."""
    start = words[1:] if words.startswith(ANY) else " " + words
    return start[:-1] if start.endswith(ANY) else start + " "
