"""A belief over what would suit, what an answer would tell, and whether to ask or to show: plain arrays, no shop in it.

Rules
1. A belief is a chance for each candidate and sums to one. An answer multiplies by its likelihood (Bayes), which is never
   nought, since answers may be wrong; what was shown and not taken is all but ruled out.
2. What a question tells, in bits, is the mean over its answers of how far each moves the belief: for answers a with
   P(a) = sum of w(v) P(a|v), the sum of w(v) P(a|v) log2 P(a|v) minus the sum of P(a) log2 P(a). It needs only the belief
   of each value v, never each candidate (Lindley 1956, "On a measure of the information provided by an experiment").
   "Don't know" and "don't mind" tell nothing.
3. A large belief may be sampled: one draw from each of s equal parts of it. What that does to a figure in bits is bounded
   by `sampling_error` (Hoeffding 1963, theorem 2; McDiarmid 1989), but with chance SURE.
4. Ask or show: with m moves left, e bits told by a question and k shown at a time, q questions and m - q showings reach
   what the k (m - q) 2^(eq) likeliest of today hold (`promise`, at the best q). A move is worth what it promises over all
   that may come of it, less A_MOVE for each move that is expected to be left: candidates alike in chance and questions
   that halve them leave 1/2 + 1/(2p) moves when the k likeliest hold p from 1/4 up, and 1/2 + log2(1/p) below. (One step
   of the look-ahead of Raiffa and Schlaifer 1961, over generalised binary search.)
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Rows = np.ndarray[Any, np.dtype[np.intp]]

EPS = 0.05  # how often an answer or an attribute is wrong
DONT = 0.15  # how often a buyer does not know or mind
DECLINED = 1e-6  # what is left of the belief in something that was shown and not taken
SURE = 1e-4  # with this chance at most a sampled figure is further off than `sampling_error`
SHOW = -1
A_MOVE = 0.02  # of the chance to find it is what one move of the buyer's is worth
FAINT = 1e-6  # of the likeliest one's belief: less is not looked at when a move is chosen
MOST_BITS = 60.0
_GOLDEN = 0x9E3779B97F4A7C15


def learn(belief: Floats, likelihood: Floats) -> Floats:
    """The belief after an answer (rule 1); as it was when the answer is impossible for everything."""
    after = belief * likelihood
    total = after.sum()
    return np.asarray(after / total) if total > 0 else belief


def decline(belief: Floats, rows: Rows | Sequence[int]) -> Floats:
    """The belief after these were shown and none was taken."""
    after = belief.copy()
    after[rows] *= DECLINED
    total = after.sum()
    return np.asarray(after / total) if total > 0 else belief


def likeliest(belief: Floats, k: int) -> Rows:
    """The k likeliest, in no order."""
    return np.argpartition(belief, -k)[-k:] if k < len(belief) else np.arange(len(belief))


def held(belief: Floats, k: int) -> float:
    """The share that the k likeliest hold."""
    return float(np.partition(belief, -k)[-k:].sum()) if k < len(belief) else float(belief.sum())


def information(weights: Floats, says: Floats, own: Floats | None = None) -> Floats:
    """Rule 2. `weights` (..., m): the belief of each of m values; `says` (m, a): P(answer | value), rows at most one.

    `own` (m): what `certainty` makes of `says`, where it is at hand.
    """
    chance = np.maximum(weights @ says, 1e-300)
    own = certainty(says) if own is None else own
    return np.asarray(np.maximum(0.0, weights @ own - (chance * np.log2(chance)).sum(axis=-1)))


def certainty(says: Floats) -> Floats:
    """The sum of P(a|v) log2 P(a|v) over the answers, for each value (rule 2)."""
    return np.asarray((says * np.log2(np.maximum(says, 1e-300))).sum(axis=-1))


def answers(accepts: Mask, seen: Floats, eps: float = EPS, dont: float = DONT) -> Floats:
    """P(answer | value) for values that accept answers (m, a), the first of which is "unknown" and answers as all do.

    `seen` (a): the share of what is known that accepts an answer.
    """
    raw = np.where(accepts, 1 - eps, eps)
    raw[0] = seen * (1 - eps) + (1 - seen) * eps
    return np.asarray((1 - dont) * raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-300))


def draw(belief: Floats, size: int) -> Rows:
    """`size` rows, sorted, each as often as its belief: one from every equal part (rule 3). The same belief, the same rows."""
    total = np.cumsum(belief)
    rows = np.searchsorted(total, _places(size) * total[-1], side="right")
    return np.asarray(np.minimum(rows, len(belief) - 1))


@lru_cache(maxsize=8)
def _places(size: int) -> Floats:
    """One place in each of `size` equal parts of the unit interval."""
    parts = np.arange(size, dtype=np.uint64)
    mixed = (parts + np.uint64(1)) * np.uint64(_GOLDEN)
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)  # the mixing step of splitmix64
    within = (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)
    return np.asarray((parts + within) / size)


def sampling_error(size: int, eps: float = EPS) -> float:
    """How far, in bits, `information` of a draw of `size` may be off, but with chance SURE, when half the belief can answer.

    Let g(v) be the mean of log2 P(a|v)/P(a) over the answers of v; what a question tells is the mean of g. No answer is more
    than r = 2 (1 - eps) / eps times as likely for one value as on the whole, so g lies within log2 r, and its mean over the
    draw is off by at most log2 r sqrt(ln(2/SURE) / 2s) (Hoeffding). Taking the draw's own P' for P lowers it further by
    D(P'||P) <= sum of (P' - P)^2 / P / ln 2, whose root has mean sqrt(r/s) and moves by sqrt(2r)/s with one draw, so it is
    at most sqrt(r/s) (1 + sqrt(ln(2/SURE))) (McDiarmid). How many answers there are does not matter.
    """
    r, often = 2 * (1 - eps) / eps, math.log(2 / SURE)
    return math.log2(r) * math.sqrt(often / (2 * size)) + r / size * (1 + math.sqrt(often)) ** 2 / math.log(2)


def effort(share: float) -> float:
    """Expected moves that are left when the likeliest few hold this share (rule 4)."""
    part = 1 / max(share, 1e-12)
    return 0.5 + part / 2 if part <= 4 else 0.5 + math.log2(part)


def promise(weights: Floats, k: int, moves: int, bits: float) -> float:
    """How much of `weights` will have been shown after `moves`, when each is spent as well as it can be (rule 4)."""
    if moves <= 0:
        return 0.0
    asked = np.arange(moves)
    reach = k * (moves - asked) * np.exp2(np.minimum(bits * asked, MOST_BITS))
    most = min(len(weights), math.ceil(reach.max()))
    top = np.sort(np.partition(weights, -most)[-most:])[::-1]
    return float(np.interp(reach, np.arange(most + 1), np.concatenate([[0.0], np.cumsum(top)])).max())


def move(belief: Floats, k: int, questions: Sequence[tuple[Floats, ...]], moves: int = 20, dont: float = DONT) -> int:
    """The place of the question to ask next, or SHOW (rule 4).

    A question is the likelihood of each of its answers over the candidates; the most telling is first. `moves`: how many
    are left; nothing is asked when no move would be left to show something.
    """
    if moves <= 1 or not questions:
        return SHOW
    some = np.flatnonzero(belief > FAINT * belief.max())
    belief = belief[some]
    questions = [tuple(likelihood[some] for likelihood in one) for one in questions]
    bits, left = (1 - dont) * _told(belief, questions[0]), moves - 1

    def worth(weights: Floats) -> float:
        total = float(weights.sum())
        expected = min(left, effort(held(weights, k) / total)) if total > 0 else left
        return promise(weights, k, left, bits) - A_MOVE * total * expected

    now = held(belief, k)
    rest = belief.copy()
    rest[likeliest(belief, k)] = 0.0
    best, most, same = SHOW, now + worth(rest), worth(belief)
    for n, likelihoods in enumerate(questions):
        value = dont * same + (1 - dont) * sum(worth(belief * likelihood) for likelihood in likelihoods)
        if value > most:
            best, most = n, value
    return best


def _told(belief: Floats, likelihoods: Sequence[Floats]) -> float:
    """What the answers of a question tell, in bits (rule 2), from their likelihoods over the candidates."""
    told = 0.0
    for likelihood in likelihoods:
        chance = float(belief @ likelihood)
        told += float(belief @ (likelihood * np.log2(np.maximum(likelihood, 1e-300)))) if chance > 0 else 0.0
        told -= chance * math.log2(chance) if chance > 0 else 0.0
    return max(0.0, told)
