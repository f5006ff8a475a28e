"""What softsell caused: treated minus holdout by intention to treat, with an interval that may be looked at on any day.

Rules
1. `known` is False ("not known yet") while the interval holds zero, an arm is too small, or the arms are not in the ratio
   they were drawn in (chi-square p < 0.001). Pages then show no winner; with `why` "ratio" they show no figure at all.
2. `conversions` and `means` hold at all looks together with probability 1 - alpha, so continuous watching is allowed.
   `fixed` holds only at one look planned beforehand; it is here for contrast and for reports on finished tests.
3. The method is chosen by the kind of figure, never by which interval comes out narrower.
"""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from softsell.measure.outcomes import Figure, Outcome, column
from softsell.measure.special import Floats, normal_quantile

ALPHA = 0.05
LEAST = 100  # people in each arm before anything is said
LEAST_HITS = 20  # buyers in each arm before the asymptotic interval of a mean is trusted (set by the A/A simulation)
TUNED = 10_000  # people in both arms together at which the interval of a mean is tightest
RATIO_P = 0.001
CENTRE = 0.03  # taken off each outcome: any fixed number is valid, near the usual share it is tightest
BETS = 12  # sizes of bet, each half of the one before

Why = Literal["", "few", "zero", "ratio"]


class Sample(Struct, frozen=True):
    """One arm in four numbers: people, mean, variance (n - 1), and how many people are not zero."""

    n: int
    mean: float
    variance: float
    hits: int


class Lift(Struct, frozen=True):
    """Treated minus holdout. Rates are shares or means per person; `low` and `high` may be infinite.

    `why` says why it is not known: "few" people, the interval holds "zero", the "ratio" of the arms is wrong.
    """

    n_treated: int
    n_holdout: int
    rate_treated: float
    rate_holdout: float
    diff: float
    low: float
    high: float
    known: bool
    method: str
    why: Why = ""


def sample(values: ArrayLike) -> Sample:
    """The summary of one arm; an empty arm has mean 0."""
    array = np.asarray(values, dtype=np.float64)
    n = int(array.size)
    return Sample(
        n, float(array.mean()) if n else 0.0, float(array.var(ddof=1)) if n > 1 else 0.0, int(np.count_nonzero(array))
    )


def mismatch(n_treated: int, n_holdout: int, holdout: float) -> float:
    """The chi-square p-value (1 degree of freedom) that arms of these sizes were drawn with this share held out."""
    n = n_treated + n_holdout
    if n == 0 or not 0 < holdout < 1:
        return 1.0
    expected = n * holdout
    square = (n_holdout - expected) ** 2 * (1 / expected + 1 / (n - expected))
    return math.erfc(math.sqrt(square / 2))


# -- shares: betting against a difference ---------------------------------------------------------------------------------


def log_capital(counts: ArrayLike, held: float, *, diff: float = 0.0, sign: int = 1) -> Floats:
    """log of what a bettor starting with 1 would own, who bets that the difference is above `diff` (below, with sign -1).

    `counts` has shape (..., 4): treated who bought and did not, held out who bought and did not; `held` is the share held
    out by design. If `diff` is true, the capital ever reaches 1/alpha with probability alpha at most, whatever the looks.

    Each person is worth x = (y - CENTRE) / P(arm), negative for the holdout: its mean is the difference. For every bet the
    product of 1 + bet (x - diff) is a martingale that needs the four counts only, and so is the average over fixed bets
    (Waudby-Smith & Ramdas 2024, JRSS-B 86(1), on betting; Horvitz & Thompson 1952 for x).
    """
    free = 1 - held
    worth = np.array([(1 - CENTRE) / free, -CENTRE / free, -(1 - CENTRE) / held, CENTRE / held])
    bets = 0.9 / (1 + float((-sign * worth).max())) * 0.5 ** np.arange(BETS)  # never bets what could be lost whole
    gains = np.log1p(sign * bets[:, None] * (worth - diff))
    each = np.asarray(counts, dtype=np.float64) @ gains.T
    return np.asarray(np.logaddexp.reduce(each, axis=-1) - math.log(BETS), dtype=np.float64)


def conversions(
    treated: Sample, holdout: Sample, *, held: float, alpha: float = ALPHA, ratio: float = 1.0, least: int = LEAST
) -> Lift:
    """The difference of two shares with a confidence sequence that holds for every sample size, large or small.

    It holds every difference against which neither bettor has reached 2/alpha. `held` is the share held out by design
    (0 to 1, not the share that came out), `ratio` the p-value from `mismatch`. Raises ValueError for another `held`.
    """
    if not 0 < held < 1:
        raise ValueError(f"the share held out must lie between 0 and 1, not {held!r}")
    counts = np.array([treated.hits, treated.n - treated.hits, holdout.hits, holdout.n - holdout.hits])
    low, high = (_edge(counts, held, treated.mean - holdout.mean, sign, math.log(2 / alpha)) for sign in (1, -1))
    return _lift(treated, holdout, low, high, "betting", ratio, min(treated.n, holdout.n) < least)


def _edge(counts: Floats, held: float, start: float, sign: int, limit: float) -> float:
    """Where the capital reaches the limit, between `start` and -1 (sign 1) or 1; it only grows on the way."""
    inside, outside = start, -float(sign)
    for _ in range(44):
        middle = (inside + outside) / 2
        if float(log_capital(counts, held, diff=middle, sign=sign)) < limit:
            inside = middle
        else:
            outside = middle
    return outside


# -- means ----------------------------------------------------------------------------------------------------------------


def means(
    treated: Sample,
    holdout: Sample,
    *,
    alpha: float = ALPHA,
    ratio: float = 1.0,
    least: int = LEAST,
    least_hits: int = LEAST_HITS,
    tuned: int = TUNED,
) -> Lift:
    """The difference of two means (revenue per person) with an asymptotic confidence sequence.

    Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2021 ("Time-uniform central limit theory"): the standard error times
    `stretch`. Asymptotic, so it says nothing (infinite) before `least` people and `least_hits` buyers in each arm.
    """
    few = min(treated.n, holdout.n) < max(least, 2) or min(treated.hits, holdout.hits) < least_hits
    half = math.inf if few else _careful_error(treated, holdout) * stretch(treated.n + holdout.n, alpha, tuned)
    diff = treated.mean - holdout.mean
    return _lift(treated, holdout, diff - half, diff + half, "asymptotic", ratio, few)


def stretch(n: int, alpha: float = ALPHA, tuned: int = TUNED) -> float:
    """How many standard errors an asymptotic confidence sequence reaches at n people; a fixed interval reaches 1.96."""
    most = -2 * math.log(alpha)
    rho2 = (most + math.log(most + 1)) / tuned
    return math.sqrt(2 * (n * rho2 + 1) / (n * rho2) * math.log(math.sqrt(n * rho2 + 1) / alpha))


def fixed(treated: Sample, holdout: Sample, *, alpha: float = ALPHA, ratio: float = 1.0, least: int = LEAST) -> Lift:
    """The ordinary interval of a difference (normal, unequal variances): true for one planned look, false for watching."""
    few = min(treated.n, holdout.n) < max(least, 2)
    half = math.inf if min(treated.n, holdout.n) < 2 else _error(treated, holdout) * normal_quantile(1 - alpha / 2)
    diff = treated.mean - holdout.mean
    return _lift(treated, holdout, diff - half, diff + half, "fixed", ratio, few)


def _error(treated: Sample, holdout: Sample) -> float:
    return math.sqrt(treated.variance / treated.n + holdout.variance / holdout.n)


def _careful_error(treated: Sample, holdout: Sample) -> float:
    """The larger of the unequal-variance and the pooled standard error.

    Revenue is skewed: a small holdout that missed the few big baskets has a low mean *and* a low variance, and looks sure
    of itself. Simulated with one in ten held out, the first error alone gave 7 to 11 % false alarms at alpha 5 %; this, < 1 %.
    """
    n = treated.n + holdout.n
    pooled = ((treated.n - 1) * treated.variance + (holdout.n - 1) * holdout.variance) / (n - 2)
    return max(_error(treated, holdout), math.sqrt(pooled * (1 / treated.n + 1 / holdout.n)))


def _lift(treated: Sample, holdout: Sample, low: float, high: float, method: str, ratio: float, few: bool) -> Lift:
    why: Why = "ratio" if ratio < RATIO_P else "few" if few else "zero" if low <= 0 <= high else ""
    diff = treated.mean - holdout.mean
    return Lift(
        treated.n, holdout.n, treated.mean, holdout.mean, diff, min(low, diff), max(high, diff), not why, method, why
    )


def lift(rows: Sequence[Outcome], figure: Figure, days: int, *, holdout: float, alpha: float = ALPHA) -> Lift:
    """The lift of one figure over the people whose `days` have passed; `holdout` is the share that was held out by design.

    The ratio of the arms is checked on everyone exposed. Raises ValueError for "repeat", which has no causal reading:
    whoever buys because of the letter changes who the buyers are; use "returned".
    """
    if figure == "repeat":
        raise ValueError('"repeat" is of buyers only and cannot be compared between arms; use "returned"')
    treated, held = (sample(column(rows, arm, figure, days)) for arm in ("treated", "holdout"))
    n_treated = sum(row.arm == "treated" for row in rows)
    ratio = mismatch(n_treated, len(rows) - n_treated, holdout)
    if figure == "revenue":
        return means(treated, held, alpha=alpha, ratio=ratio)
    return conversions(treated, held, held=holdout, alpha=alpha, ratio=ratio)
