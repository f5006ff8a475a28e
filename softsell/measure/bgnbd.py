"""BG/NBD: how often buyers buy and when they quietly stop (Fader, Hardie & Lee 2005, Marketing Science 24(2)).

Buying is Poisson with gamma-distributed rates (r, alpha); after each purchase a buyer drops out with a beta-distributed
chance (a, b). It times a gentle note near the expected gap; it is never a ground to press anybody.
All times share one unit (weeks here); frequency x, recency t_x, age T as in `repeat.History`.
"""

import math
from collections.abc import Callable

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from softsell.measure.special import Floats, betaln, gammaln


class BgNbd(Struct, frozen=True):
    """The four parameters, the log-likelihood of the fit, and whether the optimiser came to rest."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = -math.inf
    converged: bool = True


def _three(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> tuple[Floats, Floats, Floats]:
    x, t_x, T = (np.asarray(part, dtype=np.float64) for part in (frequency, recency, age))
    return x, t_x, T


def log_likelihood(model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> float:
    """The log-likelihood of buyers (paper, equation 6)."""
    x, t_x, T = _three(frequency, recency, age)
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    buying = gammaln(r + x) - gammaln(r) + r * math.log(alpha)
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + T)
    with np.errstate(divide="ignore"):
        gone = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + t_x)
    return float((buying + np.logaddexp(alive, np.where(x > 0, gone, -np.inf))).sum())


def fit(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbd:
    """The maximum-likelihood model. Raises ValueError for arrays that are empty, unequal or not 0 <= t_x <= T."""
    x, t_x, T = _three(frequency, recency, age)
    if x.size == 0 or not x.shape == t_x.shape == T.shape:
        raise ValueError("frequency, recency and age must be of one length, and not empty")
    if bool(((x < 0) | (t_x < 0) | (t_x > T)).any()):
        raise ValueError("0 <= recency <= age and 0 <= frequency must hold for every buyer")
    # Equal histories are common, so the likelihood is summed over distinct ones; time is scaled so that alpha is near 1.
    rows, counts = np.unique(np.stack([x, t_x, T]), axis=1, return_counts=True)
    scale = max(float(T.mean()), 1e-9)
    x, t_x, T = rows[0], rows[1] / scale, rows[2] / scale

    def loss(point: Floats) -> float:
        return -_weighted(np.exp(np.clip(point, -12, 12)), x, t_x, T, counts)

    point, converged = minimise(loss, np.log(np.array([0.5, 0.5, 1.0, 2.0])))
    r, alpha, a, b = np.exp(np.clip(point, -12, 12)).tolist()
    model = BgNbd(r, alpha * scale, a, b)
    found = log_likelihood(model, frequency, recency, age)
    return BgNbd(model.r, model.alpha, model.a, model.b, found, converged)


def _weighted(four: Floats, x: Floats, t_x: Floats, T: Floats, counts: ArrayLike) -> float:
    r, alpha, a, b = four
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    alive = betaln(a, b + x) - (r + x) * np.log(alpha + T)
    gone = betaln(a + 1, b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t_x)
    return float(((common + np.logaddexp(alive, np.where(x > 0, gone, -np.inf))) * counts).sum())


def p_alive(model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
    """The chance that each buyer still buys; 1 for who bought once, since dropping out follows a repeat purchase."""
    x, t_x, T = _three(frequency, recency, age)
    odds = model.a / (model.b + np.maximum(x, 1) - 1) * ((model.alpha + T) / (model.alpha + t_x)) ** (model.r + x)
    return np.asarray(np.where(x > 0, 1 / (1 + odds), 1.0), dtype=np.float64)


def expected(model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, ahead: float) -> Floats:
    """The purchases each buyer is expected to make in the next `ahead` units of time (paper, equation 10). a must not be 1."""
    x, t_x, T = _three(frequency, recency, age)
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    z = ahead / (alpha + T + ahead)
    series = _hypergeometric(r + x, b + x, a + b + x - 1, z)
    quiet = ((alpha + T) / (alpha + T + ahead)) ** (r + x)
    ever = (a + b + x - 1) / (a - 1) * (1 - quiet * series)
    return np.asarray(ever * p_alive(model, x, t_x, T), dtype=np.float64)


def _hypergeometric(a: Floats, b: Floats, c: Floats, z: Floats) -> Floats:
    """Gauss's 2F1 by its series, for 0 <= z < 1."""
    term, total = np.ones_like(a + z), np.ones_like(a + z)
    for k in range(20_000):
        term = term * (a + k) * (b + k) / ((c + k) * (k + 1)) * z
        total = total + term
        if bool((np.abs(term) <= 1e-13 * np.abs(total)).all()):
            break
    return total


def minimise(loss: Callable[[Floats], float], start: Floats, *, rounds: int = 2000) -> tuple[Floats, bool]:
    """The point of least loss, and whether the search rested: the simplex of Nelder & Mead (1965), restarted once."""
    point, rested = _simplex(loss, start, rounds)
    again, rested = _simplex(loss, point, rounds)
    return again, rested


def _simplex(loss: Callable[[Floats], float], start: Floats, rounds: int) -> tuple[Floats, bool]:
    points = np.vstack([start, start + 0.5 * np.eye(start.size)])
    values = np.array([loss(point) for point in points])
    for _ in range(rounds):
        order = np.argsort(values, kind="stable")
        points, values = points[order], values[order]
        flat = values[-1] - values[0] <= 1e-9 * (1 + abs(values[0]))
        if flat and float(np.abs(points - points[0]).max()) < 1e-5:
            return points[0], True
        centre = points[:-1].mean(axis=0)
        away = centre - points[-1]
        candidate, value = centre + away, loss(centre + away)
        if value < values[0]:
            further = loss(centre + 2 * away)
            if further < value:
                candidate, value = centre + 2 * away, further
        elif value >= values[-2]:
            inner = centre + (0.5 if value < values[-1] else -0.5) * away
            candidate, value = inner, loss(inner)
            if value >= values[-1]:
                points[1:] = points[0] + 0.5 * (points[1:] - points[0])
                values[1:] = [loss(point) for point in points[1:]]
                continue
        points[-1], values[-1] = candidate, value
    return points[int(np.argmin(values))], False
