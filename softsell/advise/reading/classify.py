"""What a short text is about, weighed: linear sums over hashed words, pairs of words and pieces of words, one a label.

Rules
1. A text is a vector: each feature has the weight of how rare it is (an octet of `rarity`), each block of features (words,
   pieces, flags) is brought to its own length. Length and common words count little.
2. A label's score is a sum and a bias; its chance is the logistic function of it.
3. Weights are octets in a table of rows (features by CRC-32) and columns (labels): 128 is none, one more is a `step` more.
4. What is trained, and on what, is in the `record`. Nothing here knows the labels' meaning.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from softsell.advise.text import fold, stem

PIECES = range(2, 6)  # letters of a piece of a word, its edges counted
MOST_WORDS = 400  # of a text that are weighed
BLOCKS = (1.0, 1.6, 1.0)  # how much the words, the pieces and the flags count
MIX = 0x9E3779B1  # odd, its bits spread: 2**32 divided by the golden ratio
_WORD = re.compile(r"[a-z0-9]+|[^\w\s]")

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


class Model(Struct, frozen=True, array_like=True):
    """The labels, and for each the limit of its chance from which it is said; the tables (rules 1 to 3); the record."""

    labels: tuple[str, ...]
    limits: tuple[float, ...]
    rarity: bytes
    weights: bytes
    step: float
    bias: tuple[float, ...]
    record: dict[str, str]


class Weighed(Struct, frozen=True, eq=False):
    """A model made ready: its tables as arrays."""

    model: Model
    rarity: Floats
    weights: NDArray[np.uint8]
    index: dict[str, int]


def decode(packed: bytes) -> Weighed:
    """The model of a file, ready. Raises msgspec.DecodeError where the file is no model."""
    return ready(msgspec.msgpack.decode(packed, type=Model))


def ready(model: Model) -> Weighed:
    """The tables as arrays; nothing is copied but the small one."""
    rarity = np.frombuffer(model.rarity, np.uint8).astype(np.float32) / np.float32(16)
    weights = np.frombuffer(model.weights, np.uint8).reshape(-1, len(model.labels))
    return Weighed(model, rarity, weights, {name: n for n, name in enumerate(model.labels)})


def chances(of: Weighed, text: str, flags: Iterable[str] = ()) -> dict[str, float]:
    """The chance of every label, 0 to 1; `flags` are features that the caller found."""
    total = scores(of, text, flags)
    found = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return dict(zip(of.model.labels, found.tolist(), strict=True))


def scores(of: Weighed, text: str, flags: Iterable[str] = ()) -> NDArray[np.float64]:
    """The score of every label, in the order of `labels`."""
    places, values = vector(text, flags, of.rarity)
    rows = of.weights[places].astype(np.float32)
    return np.asarray((values @ rows - 128 * values.sum()) * of.model.step + np.asarray(of.model.bias), np.float64)


def vector(text: str, flags: Iterable[str], rarity: Floats) -> tuple[Places, Floats]:
    """The places of a text's features in a table of len(rarity) rows, each once, and their values (rule 1)."""
    places, values = [], []
    for block, weight in zip(features(text, flags), BLOCKS, strict=True):
        if not block:
            continue
        at, often = np.unique(np.array(block, np.int64) & (len(rarity) - 1), return_counts=True)
        value = (1 + np.log(often)).astype(np.float32) * rarity[at]
        length = float(np.sqrt((value * value).sum()))
        if length:
            places.append(at)
            values.append(value * np.float32(weight / length))
    if not places:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return np.concatenate(places), np.concatenate(values)


def features(text: str, flags: Iterable[str]) -> tuple[list[int], list[int], list[int]]:
    """The hashes of the words with their pairs, of the pieces, and of the flags."""
    found = _WORD.findall(fold(text))[:MOST_WORDS]
    whole: list[int] = []
    pieces: list[int] = []
    before = _place("^")
    for word in found:
        key, own, parts = _of_word(word)
        whole += own
        whole.append((before * 3 + key) * MIX >> 7 & 0x7FFFFFFF)
        pieces += parts
        before = key
    if found:
        whole.append((before * 3 + _place("$")) * MIX >> 7 & 0x7FFFFFFF)
    return whole, pieces, [_place("flag " + flag) for flag in flags]


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """What a word brings: the key that its pairs are made of, itself and its stem, its pieces."""
    root = stem(word)
    edged = f"<{word}>"
    parts = {edged[at : at + size] for size in PIECES for at in range(len(edged) - size + 1)}
    own = (_place(word), _place("~" + root)) if root != word else (_place(word),)
    return _place("~" + root), own, tuple(_place("=" + part) for part in sorted(parts))


def _place(feature: str) -> int:
    """A number of 31 bits; mixed, because CRCs of like texts are alike."""
    return crc32(feature.encode("utf-8", "surrogatepass")) * MIX >> 9 & 0x7FFFFFFF
