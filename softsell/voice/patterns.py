"""The patterns of the rules: written for people, parsed once.

Rules
1. A pattern is words. `(a|b)` is a choice, `(a|)` may be left out, `<name>` is a word class of the language, `[word]` all
   forms of a word (from the generated forms.toml), `#` is any number (in digits or a word of the class `numbers`), `..`
   is a gap of at most `GAP` words, `*` at the edge of a word is any beginning or ending ("*tilboð"), alone any word.
2. A pattern never crosses the end of a sentence; commas, dashes and brackets inside it do not count.
3. A parsed pattern is nested tuples: a number is a set of words (in the table of its language), `GAP_NODE` a gap, a
   tuple a choice between sequences.
4. What is parsed is searched for by `matching`.
"""

import re
from typing import Any

from msgspec import Struct

GAP = 2  # words that may stand in a gap ("..") of a pattern
GAP_NODE = -1
MOST_WORDS = 4000  # that the glued parts of one word may be written out to
ANY = "*"

Node = Any  # int | tuple[tuple[Node, ...], ...]: recursive, which msgspec cannot name
Sequence = tuple[Node, ...]
Classes = dict[str, tuple[str, ...]]


class Table(Struct):
    """The sets of words of one language while its patterns are parsed; the same set is kept once."""

    classes: Classes
    sets: dict[tuple[str, ...], int] = {}


def _add(table: Table, words: list[str]) -> int:
    numbers = table.classes.get("numbers", ())
    plain = tuple(sorted({"#" if word in numbers else word for word in words}))
    return table.sets.setdefault(plain, len(table.sets))


def parse(pattern: str, table: Table, name: str) -> Sequence:
    """The pattern as nodes. Raises ValueError that names the rule."""
    nodes = _sequence(pattern, table, name)
    if not nodes or GAP_NODE in (nodes[0], nodes[-1]) or pattern.split()[0] == ANY:
        raise ValueError(f"the rule {name}: nothing to search for at the edge of {pattern!r}")
    return nodes


def _sequence(text: str, table: Table, name: str) -> Sequence:
    nodes: list[Node] = []
    for raw in _split(text, " ", name):
        if raw == "..":
            nodes.append(GAP_NODE)
        elif raw:
            nodes.append(_node(raw, table, name))
    return tuple(nodes)


def _node(raw: str, table: Table, name: str) -> Node:
    if not re.search(r"[(<\[]", raw):
        return _add(table, [raw])
    alternatives = [_sequence(each, table, name) for each in _alternatives(raw, table, name)]
    words = _single_words(alternatives, table)
    return _add(table, words) if words is not None else tuple(dict.fromkeys(alternatives))


def _alternatives(raw: str, table: Table, name: str) -> list[str]:
    """What a token with brackets or a class may stand for: each way as a pattern of its own."""
    first = re.search(r"[(<\[]", raw)
    if first is None:
        return [raw]
    head, rest = raw[: first.start()], raw[first.start() :]
    match rest[0]:
        case "(":
            close = _close(rest, name)
            options, tail = _split(rest[1:close], "|", name), rest[close + 1 :]
        case "<":
            options, tail = _class(rest, "<", ">", "", table, name)
        case _:
            options, tail = _class(rest, "[", "]", "=", table, name)
    if not head and not tail:
        return options
    tails = _alternatives(tail, table, name)
    if len(options) * len(tails) > MOST_WORDS:
        raise ValueError(f"the rule {name}: {raw!r} has too many forms")
    return [head + option.strip() + end for option in options for end in tails]


def _class(rest: str, opens: str, closes: str, mark: str, table: Table, name: str) -> tuple[list[str], str]:
    word, closed, tail = rest[1:].partition(closes)
    if not closed or mark + word not in table.classes:
        raise ValueError(f"the rule {name}: no such word class: {opens}{word}{closes}")
    return list(table.classes[mark + word]), tail


def _close(text: str, name: str) -> int:
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at
    raise ValueError(f"the rule {name}: {text!r} has an open bracket")


def _split(text: str, by: str, name: str) -> list[str]:
    """The parts between the outermost `by`."""
    parts, depth, begun = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([<") - (letter in ")]>")
        if letter == by and depth == 0:
            parts.append(text[begun:at])
            begun = at + 1
    if depth:
        raise ValueError(f"the rule {name}: {text!r} has an open bracket")
    return [*parts, text[begun:]]


def _single_words(alternatives: list[Sequence], table: Table) -> list[str] | None:
    """All words of a choice when each of its alternatives is one word."""
    sets = list(table.sets)
    words: list[str] = []
    for nodes in alternatives:
        if len(nodes) != 1 or not isinstance(nodes[0], int) or nodes[0] == GAP_NODE:
            return None
        words += sets[nodes[0]]
    return words


def heads(nodes: Sequence, sets: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The words that a pattern may begin with; None when it may begin with a gap or with nothing."""
    if not nodes or nodes[0] == GAP_NODE:
        return None
    if isinstance(nodes[0], int):
        return sets[nodes[0]]
    found: dict[str, None] = {}
    for option in nodes[0]:
        here = heads((*option, *nodes[1:]), sets)
        if here is None:
            return None
        found |= dict.fromkeys(here)
    return tuple(sorted(found))
