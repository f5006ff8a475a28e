"""What the letters caused: people who were written to beside people who would have been, by lot, and were not.

Rules
1. Reads history only, when the page is asked for; the result is kept for a minute.
2. "Not known yet" is said in words wherever it is so; with the arms out of ratio no figure is shown at all.
3. Help with a fault (a service letter) is never held out, so it is no part of the comparison.
"""

from datetime import timedelta

from starlette.responses import Response

from softsell.measure import lift as lifts
from softsell.measure.lift import Lift
from softsell.measure.plots import interval_row
from softsell.report import Result, result
from softsell.web.desk_visit import Visit

DAYS = 365


def page(visit: Visit) -> Response:
    """The comparison in words, with an interval that may be looked at on any day."""
    words, policy = visit.words, visit.shop.policy
    found = visit.room.kept(("result", policy.holdout), lambda: _result(visit))
    return visit.page(
        "result",
        "result",
        found=found,
        share=words.share(policy.holdout),
        drawn=bool(found.lifts),
        wrong=found.ratio < lifts.RATIO_P,
        crossed=words.share(found.crossed, 1) if found.crossed else "",
        rows=[_row(visit, name, one) for name, one in found.lifts.items() if one.n_treated + one.n_holdout],
        later=[words(f"result-{name}") for name, one in found.lifts.items() if not one.n_treated + one.n_holdout],
        repeats=[
            (words(f"arm-{rate.arm}"), rate.days, words.number(rate.n), words.rate(rate.repeated, rate.n))
            for rate in found.repeat
        ],
        least=lifts.LEAST,
        answer=_answer(visit, found),
    )


def _result(visit: Visit) -> Result:
    return result(visit.rt.db, visit.shop.id, visit.shop.policy.holdout, visit.now - timedelta(days=DAYS), visit.now)


def _answer(visit: Visit, found: Result) -> str:
    """The one sentence on top."""
    if not found.lifts:
        return visit.words("result-no-lot")
    first = found.lifts["bought-30"] if found.lifts["bought-30"].n_treated else found.lifts["bought-7"]
    if first.why == "ratio":
        return visit.words("result-wrong")
    if not first.known:
        return visit.words(f"result-unknown-{first.why}")
    return visit.words("result-more" if first.diff > 0 else "result-less")


def _row(visit: Visit, name: str, one: Lift) -> dict[str, object]:
    words, money = visit.words, name.startswith("revenue")

    def rate(value: float, n: int) -> str:
        return (words.money(value) if n else "–") if money else words.rate(round(value * n), n)

    def signed(value: float) -> str:
        return ("+" if value > 0 else "") + (
            words.money(value) if money else words("points", n=words.number(round(100 * value, 1)))
        )

    hidden = one.why == "ratio"
    return {
        "name": words(f"result-{name}"),
        "n": (words.number(one.n_treated), words.number(one.n_holdout)),
        "rates": ("–", "–") if hidden else (rate(one.rate_treated, one.n_treated), rate(one.rate_holdout, one.n_holdout)),
        "known": one.known,
        "told": words("result-known") if one.known else words(f"unknown-{one.why}"),
        "plot": interval_row(
            one, words("result-difference"), title=words(f"result-{name}"), unknown=words("not-known"), number=signed
        ),
    }  # fmt: skip


PAGES = [("/desk/result", page, None)]
