"""The words of a shelf of passages as arrays: which passages hold a stem, how strongly, and the words of every title.

Rules
1. Both languages of a passage are one document, so a mixed question finds it. Three fields count: title, keywords, text
   (BM25F: Robertson, Zaragoza & Taylor 2004, equations 2 and 3), each by its own length.
2. Everything is built once for each `Shelf` and never changed: what is over is masked by its time, not taken out.
"""

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from softsell.advise.knowledge import Passage, Shelf
from softsell.advise.tables.synonyms import EMPTY, EVERYDAY, GROUPS, LIGHT, PHRASES
from softsell.advise.text import bare, mark, marked, stem, words

K1 = 1.2  # saturation, as usual
FIELDS = ((6.0, 0.3), (2.0, 0.0), (1.0, 0.6))  # (weight, how much its length counts) of title, keywords, text
SYNONYM, PART, INSIDE, TYPO = 0.8, 0.6, 0.4, 0.7  # what a near match is worth
PLURAL = 0.95  # a short word with or without its s
ACCENT = 0.4  # the same but for an accent, from one who types accents
LONG_ENOUGH = 5  # letters that a part of a compound needs
TYPED = 6  # letters of a word that may be mistyped: shorter ones are a letter from too many others
REST = 4  # letters the first part of a compound has at least: "discount" is no "count"
MOST_TITLES = 4_000
MOST_NEAR = 24  # stems that one word of a question may meet
FOREVER = 2**62

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Index(Struct, frozen=True, eq=False):
    """A shelf as arrays.

    `ids` are the stems by number, `names` the other way, `forms` those that are the same but for accents; `order` and `tails`
    the stems, and the stems read backwards, sorted; of stem n the passages are `docs[starts[n]:starts[n + 1]]` with their
    `impact` (0 to 1). `rows` are titles, one for each language: those of passage d are `rows[heads[d]:heads[d + 1]]`, tuples
    of numbers of stems in order.
    """

    passages: tuple[Passage, ...]
    ids: dict[str, int]
    names: list[str]
    forms: dict[str, list[str]]
    order: list[str]
    tails: list[str]
    starts: NDArray[np.int64]
    docs: Ints
    impact: Floats
    heads: Ints
    rows: tuple[tuple[int, ...], ...]
    letters: dict[str, float]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    def holders(self, n: int) -> Ints:
        """The passages that hold stem `n`."""
        return self.docs[self.starts[n] : self.starts[n + 1]]


@lru_cache(maxsize=1)
def empty() -> frozenset[str]:
    """The words that say nothing of what is asked."""
    return frozenset(word for one in EMPTY for word in words(one))


@lru_cache(maxsize=1)
def _empty_marked() -> frozenset[str]:
    """The same as they are written: "ís" is a word where "is" is none."""
    return frozenset(word for one in EMPTY for word in marked(one)) | empty()


@lru_cache(maxsize=1)
def light() -> frozenset[str]:
    """The stems of words that stand in any question."""
    return frozenset(stem(word) for one in LIGHT for word in words(one))


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], str]:
    return {words(phrase): words(word)[0] for word, phrases in PHRASES.items() for phrase in phrases}


def tokens(text: str) -> list[str]:
    """The stems of a text that say something, in order; a phrase of `PHRASES` is the one word it stands for.

    A short stem keeps its accents ("mát" is not "mat"); in a long one they tell no words apart.
    """
    found, n, written = [], 0, marked(text)
    all_words = tuple(map(bare, written))
    while n < len(all_words):
        for size in (3, 2):
            phrase = _phrases().get(all_words[n : n + size]) if n + size <= len(all_words) else None
            if phrase:
                found.append(stem(phrase))
                n += size
                break
        else:
            if written[n] not in _empty_marked():
                one = stem(all_words[n])
                found.append(mark(one, written[n]) if len(one) < LONG_ENOUGH else one)
            n += 1
    return found


@lru_cache(maxsize=8)
def index(shelf: Shelf) -> Index:
    """The arrays of a shelf; built once for each."""
    ids: dict[str, int] = {}
    cells: list[array[int]] = [array("q"), array("q"), array("q")]
    lengths = np.zeros((3, max(1, len(shelf.passages))), dtype=np.float32)
    heads, rows = [0], []
    for d, passage in enumerate(shelf.passages):
        titles = [_numbers(ids, title) for title in passage.title.values()]
        keys = [_numbers(ids, " ".join(group)) for group in passage.keywords.values()]
        texts = [_numbers(ids, text) for text in passage.text.values()]
        for field, groups in enumerate((titles, keys, texts)):
            for group in groups:
                lengths[field, d] += len(group) / max(1, len(groups))
                cells[field].extend((n << 32) | d for n in group)
        rows += [tuple(title) for title in titles]
        heads.append(len(rows))
    starts, docs, impact = _postings(cells, lengths, len(ids))
    stems, forms = sorted(ids), dict[str, list[str]]()
    for one in ids:
        forms.setdefault(bare(one), []).append(one)
    return Index(
        passages=shelf.passages, ids=ids, names=list(ids), forms=forms, order=stems, tails=sorted(one[::-1] for one in stems),
        starts=starts, docs=docs,
        impact=impact, heads=np.array(heads, dtype=np.int32), rows=tuple(rows),
        letters=_letters(shelf.passages),
        begins=np.array([_ms(one.as_of.timestamp()) for one in shelf.passages], dtype=np.int64),
        ends=np.array(
            [_ms(one.valid_until.timestamp()) if one.valid_until else FOREVER for one in shelf.passages], dtype=np.int64
        ),
    )  # fmt: skip


def _letters(passages: Sequence[Passage]) -> dict[str, float]:
    """How rare each three letters are in titles (of a sample of `MOST_TITLES`)."""
    some = passages[:: max(1, len(passages) // MOST_TITLES)]
    seen: Counter[str] = Counter()
    for passage in some:
        seen.update(frozenset().union(*(grams(title) for title in passage.title.values())))
    return {gram: rarity(len(some), n) for gram, n in seen.items()}


@lru_cache(maxsize=4_000)
def grams(text: str) -> frozenset[str]:
    """The threes and fours of letters of a text's words."""
    said = f" {' '.join(words(text))} "
    return frozenset(said[at : at + size] for size in (3, 4) for at in range(len(said) - size + 1))


def _ms(seconds: float) -> int:
    return int(seconds * 1000)


def _numbers(ids: dict[str, int], text: str) -> list[int]:
    return [ids.setdefault(one, len(ids)) for one in tokens(text)]


def _postings(cells: "list[array[int]]", lengths: Floats, stems: int) -> tuple[NDArray[np.int64], Ints, Floats]:
    """Postings by stem, and each one's impact: the weighted, length-normalised counts of the fields, saturated."""
    keys, parts = [], []
    for field, (weight, gentle) in enumerate(FIELDS):
        held, counts = np.unique(np.frombuffer(cells[field], dtype=np.int64), return_counts=True)
        mean = float(lengths[field].mean()) or 1.0
        norm = 1 - gentle + gentle * lengths[field][(held & 0xFFFFFFFF).astype(np.int64)] / mean
        keys.append(held)
        parts.append((weight * counts / norm).astype(np.float32))
    everything = np.concatenate(keys)
    pairs, where = np.unique(everything, return_inverse=True)
    tf = np.bincount(where, weights=np.concatenate(parts), minlength=len(pairs)).astype(np.float32)
    counts = np.bincount((pairs >> 32).astype(np.int64), minlength=stems)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])
    return starts, (pairs & 0xFFFFFFFF).astype(np.int32), (tf / (tf + K1)).astype(np.float32)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in (*GROUPS, *EVERYDAY):
        single = frozenset(tokens(one)[0] for one in group if len(tokens(one)) == 1)
        for one in single:
            found[one] = found.get(one, frozenset()) | single
    return found


@lru_cache(maxsize=1)
def _loose() -> dict[str, frozenset[str]]:
    """The groups by words without accents."""
    found: dict[str, frozenset[str]] = {}
    for one, group in _groups().items():
        found[bare(one)] = found.get(bare(one), frozenset()) | group
    return found


def near(table: Index, one: str, accents: bool = True) -> dict[str, float]:
    """The stems of the index that a stem of a question may mean, with what each is worth (0 to 1).

    The same, a synonym, the start or the end of a compound ("kostnaður" in "sendingarkostnaður"), or, for a word that no
    passage knows, one that is a letter away. `accents`: whether those that were not typed are meant to be absent.
    """
    worth: dict[str, float] = {}
    if len(one) >= LONG_ENOUGH and not one.isdigit():
        worth = dict.fromkeys(_parts(table, one), INSIDE) | dict.fromkeys(_compounds(table, one), PART)
    for other in (_groups() if accents else _loose()).get(one, frozenset()):
        if other in table.ids:
            worth[other] = SYNONYM
        for longer in _beginnings(table, other) if len(other) >= LONG_ENOUGH else ():
            worth.setdefault(longer, PART * SYNONYM)
    kin = one[:-1] if one[-1] == "s" else f"{one}s"  # "gifts", "hats": a stem keeps the s of so short a word
    for other in table.forms.get(bare(kin), ()) if 3 <= len(one) <= LONG_ENOUGH else ():
        if other == kin or not accents:
            worth[other] = max(PLURAL, worth.get(other, 0.0))
    for other in table.forms.get(bare(one), ()):
        worth[other] = 1.0 if other == one or not accents else max(ACCENT, worth.get(other, 0.0))
    if not worth and len(one) >= TYPED and not one.isdigit():
        worth = dict.fromkeys((other for other in _mistyped(one) if other in table.ids), TYPO)
    return dict(sorted(worth.items(), key=lambda pair: -pair[1])[:MOST_NEAR])


def _parts(table: Index, one: str) -> list[str]:
    """The words of which it is a compound: each says less than it does."""
    ends = (one[n:] for n in range(REST, len(one) - LONG_ENOUGH + 1))
    return [
        other for other in (*(one[:n] for n in range(LONG_ENOUGH, len(one) - REST + 1)), *ends) if other in table.ids
    ]


def _compounds(table: Index, one: str) -> list[str]:
    """Words that begin like it, and compounds of which it is the end."""
    shorter = [one[:n] for n in range(max(LONG_ENOUGH, len(one) - REST + 1), len(one)) if one[:n] in table.ids]
    longer = [other[::-1] for other in _starting(table.tails, one[::-1])]
    return [*shorter, *_beginnings(table, one), *(other for other in longer if len(other) - len(one) >= REST)]


def _beginnings(table: Index, one: str) -> list[str]:
    return _starting(table.order, one)


def _starting(ordered: list[str], head: str) -> list[str]:
    first = bisect_left(ordered, head)
    last = bisect_left(ordered, head + "\uffff", first)
    return ordered[first : min(last, first + MOST_NEAR)]


def _mistyped(one: str) -> set[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(one[:n], one[n:]) for n in range(len(one) + 1)]
    found = {a + b[1:] for a, b in cuts if b} | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return (
        found | {a + c + b for a, b in cuts for c in letters} | {a + c + b[1:] for a, b in cuts if b for c in letters}
    )


def rarity(passages: int, holders: int) -> float:
    """How much a word says (the idf of BM25, never below nought)."""
    return math.log(1 + (passages - holders + 0.5) / (holders + 0.5))
