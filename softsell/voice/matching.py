"""Where a pattern stands among the words of a sentence.

Rules
1. A pattern is read as steps, made when it is first needed: from a word on, each step takes a word or lets it pass.
2. Matching is by trial at every word that the pattern may begin with, without nested repetition: its time is bounded by
   the pattern, not by the text.
3. A step is (kind, what, next): `ONE` takes a word of a set, `OPEN` a word by its beginning, its end or a part of it,
   `GAP` up to `patterns.GAP` words; `FORK` has for some words what may follow, and other steps to try. None is the end.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from softsell.voice.normalise import END, fold
from softsell.voice.patterns import ANY, GAP, GAP_NODE, Sequence

ONE, OPEN, GAPS, FORK = range(4)

Step = Any  # tuple[int, what, Step] | None: recursive, which the type checker cannot follow as quickly
Read = tuple[str, ...] | list[str]


class Words(Struct, frozen=True, array_like=True):
    """A set of words ready to be asked: `exact` and without accents, and the open ones by what of them is fixed."""

    exact: frozenset[str]
    folded: frozenset[str]
    prefix: tuple[str, ...]
    suffix: tuple[str, ...]
    infix: tuple[str, ...]


class Pattern(Struct, frozen=True, array_like=True):
    """A parsed pattern of a rule: its nodes, the set its first word is in, and whether it is also read without accents."""

    rule: int
    nodes: Any
    head: int
    folding: bool
    mild: bool = False


class Search(Struct, frozen=True):
    """A pattern ready to be searched for.

    `needs`: sets of words of each of which one must be there, the smallest first. `head`: the step of its first word;
    None where that takes a closer look.
    """

    rule: int
    mild: bool
    needs: tuple[frozenset[str], ...]
    head: Step
    first: Step


def ready(words: tuple[str, ...]) -> Words:
    """The set, ready to be asked."""
    exact = frozenset(word for word in words if ANY not in word)
    wild = [word for word in words if ANY in word]
    return Words(
        exact,
        frozenset(plain for word in exact if (plain := fold(word)) != word),
        tuple(w[:-1] for w in wild if w[0] != ANY == w[-1]),
        tuple(w[1:] for w in wild if w[0] == ANY != w[-1]),
        tuple(w.strip(ANY) for w in wild if w[0] == ANY == w[-1]),
    )


def searched(pattern: Pattern, sets: Mapping[int, Words]) -> Search:
    """The pattern, ready to be searched for."""
    needed = _needs(pattern.nodes, sets, pattern.folding)
    head = None if pattern.head == GAP_NODE else _one(sets[pattern.head], pattern.folding, None)
    if head is not None and head[0] == ONE:
        needed = sorted([*needed, head[1]], key=len)
    first = _steps(pattern.nodes, None, sets, pattern.folding)
    return Search(pattern.rule, pattern.mild, tuple(dict.fromkeys(needed)), head, first)


def may_stand(search: Search, there: frozenset[str]) -> bool:
    """Whether no set of words that the pattern needs is missing among those that are there."""
    for need in search.needs:  # noqa: SIM110 (asked a hundred thousand times a megabyte)
        if need.isdisjoint(there):
            return False
    return True


def find(search: Search, words: Read) -> Iterator[tuple[int, int]]:
    """(first, last) word of every place where the pattern stands, the longest reading of each."""
    head, first = search.head, search.first
    for at, word in enumerate(words):
        if head is None or (word in head[1] if head[0] == ONE else _has(head[1], word)):
            end = _end(first, at, words)
            if end > at:
                yield at, end - 1


def _end(step: Step, at: int, words: Read) -> int:
    """The position after the longest reading of the steps from the word `at` on; -1 where they do not stand."""
    size = len(words)
    while step is not None:
        kind, what, then = step
        if kind == ONE:
            if at >= size or words[at] not in what:
                return -1
        elif kind == FORK:
            furthest = -1
            for option in what.get(words[at], ()) if at < size else ():
                furthest = max(furthest, _end(option, at + 1, words))
            for option in then:
                furthest = max(furthest, _end(option, at, words))
            return furthest
        elif kind == GAPS:
            furthest = -1
            for start in range(at, at + GAP + 1):
                furthest = max(furthest, _end(then, start, words))
                if start >= size or words[start] == END:
                    break
            return furthest
        elif at >= size or not _has(what, words[at]):
            return -1
        at += 1
        step = then
    return at


def _has(of: tuple[Words, bool], word: str) -> bool:
    """Whether a word is of an open set, as it stands or, where it may be, typed without its accents."""
    words, folding = of
    if word in words.exact or (folding and word in words.folded):
        return True
    if word == END:
        return False
    if _is_open(words.prefix, words.suffix, words.infix, word):
        return True
    if not folding or not word.isascii():
        return False
    prefix, suffix, infix = (tuple(map(fold, parts)) for parts in (words.prefix, words.suffix, words.infix))
    return _is_open(prefix, suffix, infix, word)


def _is_open(prefix: tuple[str, ...], suffix: tuple[str, ...], infix: tuple[str, ...], word: str) -> bool:
    return word.startswith(prefix) or word.endswith(suffix) or any(part in word for part in infix)


# -- making the steps ------------------------------------------------------------------------------------------------------


def _exact(of: Words, folding: bool) -> frozenset[str]:
    return of.exact | of.folded if folding and of.folded else of.exact


def _one(of: Words, folding: bool, then: Step) -> Step:
    """The step that takes one word of a set."""
    if of.prefix or of.suffix or of.infix:
        return (OPEN, (of, folding), then)
    return (ONE, _exact(of, folding), then)


def _steps(nodes: Sequence, then: Step, sets: Mapping[int, Words], folding: bool) -> Step:
    """The steps of the nodes, with what follows after them."""
    for node in reversed(nodes):
        if node == GAP_NODE:
            then = (GAPS, None, then)
        elif isinstance(node, int):
            then = _one(sets[node], folding, then)
        else:
            then = _fork(node, then, sets, folding)
    return then


def _fork(options: Sequence, then: Step, sets: Mapping[int, Words], folding: bool) -> Step:
    """The step of a choice: by the first word of an option where that is known."""
    by_word: dict[str, list[Step]] = {}
    others: list[Step] = []
    for option in options:
        step = _steps(option, then, sets, folding)
        if step is not None and step[0] == ONE and option:
            for word in step[1]:
                by_word.setdefault(word, []).append(step[2])
        else:
            others.append(step)
    if not by_word and len(others) == 1:
        return others[0]
    return (FORK, by_word, tuple(others))


def _needs(nodes: Sequence, sets: Mapping[int, Words], folding: bool) -> list[frozenset[str]]:
    """Sets of words of each of which one must be there, the smallest first, for the pattern to stand anywhere."""
    found: list[frozenset[str]] = []
    for node in nodes:
        if node == GAP_NODE:
            continue
        if isinstance(node, int):
            of = sets[node]
            if not (of.prefix or of.suffix or of.infix):
                found.append(_exact(of, folding))
            continue
        each = [_needs(option, sets, folding) for option in node]
        if all(each):
            found.append(frozenset().union(*(option[0] for option in each)))
    return sorted(found, key=len)
