"""The few special functions that the room needs: log-gamma, the normal quantile, exact bounds of a share."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def gammaln(x: ArrayLike) -> Floats:
    """log Gamma(x) for x > 0, elementwise; relative error below 1e-12 (Stirling's series, NIST DLMF 5.11.1, shifted by 8)."""
    x = np.asarray(x, dtype=np.float64)
    # Gamma(x + 8) = x (x+1) ... (x+7) Gamma(x); two products of four keep the range wide.
    low = x * (x + 1) * (x + 2) * (x + 3)
    high = (x + 4) * (x + 5) * (x + 6) * (x + 7)
    z = x + 8
    over = 1 / (z * z)
    series = (1 / 12 - over * (1 / 360 - over * (1 / 1260 - over * (1 / 1680 - over / 1188)))) / z
    stirling = (z - 0.5) * np.log(z) - z + 0.5 * math.log(2 * math.pi) + series
    return np.asarray(stirling - np.log(low) - np.log(high), dtype=np.float64)


def betaln(a: ArrayLike, b: ArrayLike) -> Floats:
    """log B(a, b) for a, b > 0, elementwise."""
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    return gammaln(a) + gammaln(b) - gammaln(a + b)


def normal_quantile(p: float) -> float:
    """The z with P(N(0, 1) <= z) = p, for 0 < p < 1, by bisection of erfc (to 1e-12)."""
    if not 0 < p < 1:
        raise ValueError(f"a probability between 0 and 1 is needed, not {p!r}")
    low, high = -40.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        if math.erfc(-middle / math.sqrt(2)) / 2 < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(hits: int, n: int, share: float) -> float:
    """P(Binomial(n, share) <= hits), summed in logs; 0 < share < 1."""
    k = np.arange(hits + 1)
    ways = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return float(np.minimum(1.0, np.exp(ways + k * math.log(share) + (n - k) * math.log1p(-share)).sum()))


def exact_bounds(hits: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The lower and the upper bound of a share, *each one-sided* at `level` (Clopper & Pearson 1934). (0, 1) when n is 0."""
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    low = 0.0 if hits == 0 else _solve(lambda share: 1 - _at_most(hits - 1, n, share) < 1 - level)
    high = 1.0 if hits == n else _solve(lambda share: _at_most(hits, n, share) > 1 - level)
    return low, high


def _solve(below: Callable[[float], bool]) -> float:
    """The point in (0, 1) where `below` turns from true to false."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if below(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2
