"""Small classifiers in numpy for the benchmarks: softmax regression, a linear machine with squared hinge, a net of one layer.

Rules
1. `softmax` is exact and for a few thousand texts: sum of weighted cross-entropy and |W|^2 / 2C, in the basis of the texts'
   products, by accelerated gradient (Nesterov 1983).
2. `machine` and `net` go through the texts in batches (Adam, Kingma and Ba 2015), with features left out by chance.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BATCH, WARM = 128, 50  # texts of a step; steps until the rate is whole
NARROW = 256  # texts that are scored at once


class Rows(Struct, frozen=True, eq=False):
    """Sparse rows: `places` and `values` of row n stand from starts[n] to starts[n + 1]; `width` columns."""

    starts: NDArray[np.int64]
    places: NDArray[np.int64]
    values: Floats
    width: int


def columns(found: Sequence[dict[str, float]], least: int) -> dict[str, int]:
    """A column for each feature that is in at least `least` of the texts."""
    often: dict[str, int] = {}
    for text in found:
        for feature in text:
            often[feature] = often.get(feature, 0) + 1
    return {feature: n for n, feature in enumerate(one for one, times in often.items() if times >= least)}


def rows(found: Sequence[dict[str, float]], index: dict[str, int]) -> Rows:
    """The texts as rows; features without a column are left out."""
    kept = [{index[feature]: value for feature, value in text.items() if feature in index} for text in found]
    starts = np.cumsum([0] + [len(text) for text in kept])
    places = np.array([place for text in kept for place in text], np.int64)
    return Rows(starts, places, np.array([value for text in kept for value in text.values()], np.float32), len(index))


def block(of: Rows, which: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """Some rows, dense over only those columns that any of them has: (columns, values)."""
    long = of.starts[which + 1] - of.starts[which]
    at = np.repeat(of.starts[which] - np.cumsum(long) + long, long) + np.arange(long.sum())
    used, where = np.unique(of.places[at], return_inverse=True)
    dense = np.zeros((len(which), len(used)), np.float32)
    dense[np.repeat(np.arange(len(which)), long), where] = of.values[at]
    return used, dense


def whole(of: Rows) -> Floats:
    """All rows, dense."""
    dense = np.zeros((len(of.starts) - 1, of.width), np.float32)
    dense[np.repeat(np.arange(len(dense)), np.diff(of.starts)), of.places] = of.values
    return dense


def chances(scores: NDArray[Any]) -> NDArray[Any]:
    """The softmax of each row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def softmax(texts: Floats, labels: NDArray[Any], weights: NDArray[Any], c: float, turns: int = 200) -> tuple[Any, Any]:
    """Rule 1. labels 0 to k-1. The table (features, k) and the bias (k)."""
    kernel = np.asarray(texts @ texts.T, np.float64)
    size, turn = np.linalg.eigh(kernel)
    kept = size > 1e-6 * size[-1]
    root = np.sqrt(size[kept])
    basis = np.column_stack([turn[:, kept] * root, np.ones(len(texts))])
    aim = np.eye(labels.max() + 1)[labels]
    now = before = np.zeros((basis.shape[1], aim.shape[1]))
    hold = np.full((len(now), 1), 1 / c)
    hold[-1] = 0  # the bias is free
    steep = 0.5 * (weights.max() * size[-1] + weights.sum()) + 1 / c
    for n in range(turns):
        ahead = now + n / (n + 3) * (now - before)
        wrong = (chances(basis @ ahead) - aim) * weights[:, None]
        before, now = now, ahead - (basis.T @ wrong + hold * ahead) / steep
    return texts.T @ ((turn[:, kept] / root) @ now[:-1]), now[-1]


def machine(texts: Rows, labels: NDArray[Any], weights: Floats, passes: int = 7, lost: float = 0.1) -> list[Any]:
    """One against the rest, squared hinge: [table (width, k), bias (k)]. `lost`: the share of features left out."""
    kinds = int(labels.max()) + 1
    parts: list[Any] = [np.zeros((texts.width, kinds), np.float32), np.full(kinds, -1, np.float32)]
    moments = _moments(parts)
    for which, rate, chance in _batches(len(labels), passes, 4e-3, seed=0):
        used, dense = block(texts, which)
        dense *= (chance.random(dense.shape, dtype=np.float32) > lost) / np.float32(1 - lost)
        side = np.full((len(which), kinds), -1, np.float32)
        side[np.arange(len(which)), labels[which]] = 1
        short = np.maximum(0, 1 - side * (dense @ parts[0][used] + parts[1]))
        slope = -2 * side * short * (weights[which] / len(which))[:, None]
        _step(parts, moments, (used, slice(None)), (dense.T @ slope, slope.sum(0)), rate)
    return parts


def net(
    texts: Rows, labels: NDArray[Any], weights: Floats, passes: int = 8, hidden: int = 256, seed: int = 0
) -> list[Any]:
    """One layer of `hidden` and a softmax, its aims a tenth smoothed: [table, bias, table, bias]."""
    kinds, smooth, lost, dark = int(labels.max()) + 1, np.float32(0.1), np.float32(0.2), np.float32(0.3)
    start, spread = np.random.default_rng(seed), 1 / np.sqrt(hidden)
    shapes = ((texts.width, hidden), (hidden,), (hidden, kinds), (kinds,))
    parts = [(start.normal(0, spread, s) if len(s) > 1 else np.zeros(s)).astype(np.float32) for s in shapes]
    moments, aim = _moments(parts), np.eye(kinds, dtype=np.float32) * (1 - smooth) + smooth / kinds
    for which, rate, chance in _batches(len(labels), passes, 2e-3, seed):
        used, dense = block(texts, which)
        dense *= (chance.random(dense.shape, dtype=np.float32) > lost) / (1 - lost)
        inner = dense @ parts[0][used] + parts[1]
        open_ = (inner > 0) * (chance.random(inner.shape, dtype=np.float32) > dark) / (1 - dark)
        layer = inner * open_
        slope = (chances(layer @ parts[2] + parts[3]) - aim[labels[which]]) * (weights[which] / len(which))[:, None]
        back = (slope @ parts[2].T) * open_
        slopes = (dense.T @ back, back.sum(0), layer.T @ slope, slope.sum(0))
        _step(parts, moments, (used, slice(None), slice(None), slice(None)), slopes, rate)
    return parts


def scored(parts: list[Any], texts: Rows) -> Floats:
    """The scores of `machine` (two parts) or `net` (four), a row a text."""
    found = []
    for begin in range(0, len(texts.starts) - 1, NARROW):
        used, dense = block(texts, np.arange(begin, min(begin + NARROW, len(texts.starts) - 1)))
        inner = dense @ parts[0][used] + parts[1]
        found.append(inner if len(parts) == 2 else np.maximum(inner, 0) @ parts[2] + parts[3])
    return np.concatenate(found)


def _batches(n: int, passes: int, rate: float, seed: int) -> Iterator[tuple[Any, np.float32, np.random.Generator]]:
    """Which texts, and the rate of the step: it rises at first, then falls to a twentieth."""
    chance, step, steps = np.random.default_rng(seed + 1), 0, passes * -(-n // BATCH)
    for _ in range(passes):
        order = chance.permutation(n)
        for begin in range(0, n, BATCH):
            step += 1
            now = rate * min(1, step / WARM) * (1 - 0.95 * step / steps)
            yield order[begin : begin + BATCH], np.float32(now), chance


def _moments(parts: list[Any]) -> list[tuple[Any, Any]]:
    return [(np.zeros_like(part), np.zeros_like(part)) for part in parts]


def _step(parts: list[Any], moments: list[tuple[Any, Any]], where: Any, slopes: Any, rate: np.float32) -> None:
    """Adam, in place, on the rows that the batch touched only."""
    near, far, least = np.float32(0.1), np.float32(0.02), np.float32(1e-8)
    for part, (mean, square), at, slope in zip(parts, moments, where, slopes, strict=True):
        mean[at] += near * (slope - mean[at])
        square[at] += far * (slope * slope - square[at])
        part[at] -= rate * mean[at] / (np.sqrt(square[at]) + least)
