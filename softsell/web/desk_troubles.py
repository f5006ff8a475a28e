"""What stopped people: the troubles they told us, by choice or in their own words, with shares and intervals, by month.

Rules
1. Counted are people, not answers: who names the same trouble twice in a month counts once.
2. Free text counts where the core understands a trouble in it; the rest is counted as told but not understood.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from msgspec import Struct
from starlette.responses import Response

from softsell.advise.understand import understand
from softsell.core import events as ev
from softsell.core.hours import zone
from softsell.core.shop import Shop
from softsell.measure.plots import bars
from softsell.store import history
from softsell.store.database import Database
from softsell.web.desk_visit import Visit

TROUBLES = (
    "cost_total", "account_wall", "payment_declined", "payment_methods", "delivery_time", "trust", "returns",
    "fit_or_choice", "stock_variant", "technical", "coupon", "comparing", "not_ready", "just_browsing",
    "gift_or_approval", "privacy",
)  # fmt: skip
SAME = {"just_looking": "just_browsing", "later": "not_ready"}
MONTHS = 6


class Told(Struct, frozen=True):
    """What people told: trouble -> people, over all and by month; `people` told something, `unclear` nothing we understood."""

    people: int
    troubles: dict[str, int]
    by_month: dict[tuple[int, int], dict[str, int]]
    month_people: dict[tuple[int, int], int]
    unclear: int


def told(db: Database, shop: Shop, since: datetime) -> Told:
    """Everything that was told since a time."""
    where = zone(shop.policy.timezone)
    named: dict[tuple[int, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    spoke: dict[tuple[int, int], set[str]] = defaultdict(set)
    clear: set[str] = set()

    def note(key: str, at: datetime, trouble: str | None) -> None:
        local = at.astimezone(where)
        month = (local.year, local.month)
        spoke[month].add(key)
        if trouble:
            named[month][trouble].add(key)
            clear.add(key)

    for key, answered in history.told(db, shop.id, ev.Answered, since):
        trouble = SAME.get(answered.choice, answered.choice)
        if trouble in TROUBLES:
            note(key, answered.at, trouble)
    for key, said in history.told(db, shop.id, ev.Said, since):
        found = understand(said.text, shop.policy.language, shop.catalogue)
        note(key, said.at, found.trouble)
    everybody = set[str]().union(*spoke.values()) if spoke else set[str]()
    whole: dict[str, set[str]] = defaultdict(set)
    for month_troubles in named.values():
        for trouble, keys in month_troubles.items():
            whole[trouble] |= keys
    return Told(
        people=len(everybody),
        troubles=dict(Counter({trouble: len(keys) for trouble, keys in whole.items()}).most_common()),
        by_month={month: {t: len(k) for t, k in of_month.items()} for month, of_month in named.items()},
        month_people={month: len(keys) for month, keys in spoke.items()},
        unclear=len(everybody - clear),
    )


def page(visit: Visit) -> Response:
    """The bars over all, and a table by month."""
    since = visit.now - timedelta(days=31 * MONTHS)
    found = visit.room.kept(("troubles",), lambda: told(visit.rt.db, visit.shop, since))
    words, label = visit.words, visit.words.label
    rows = [(label(t), float(n)) for t, n in found.troubles.items()]
    picture = bars(rows[:10], title=words("troubles-title"), number=words.number, width=480) if rows else ""
    months = sorted(found.by_month, reverse=True)[:MONTHS]
    return visit.page(
        "troubles",
        "troubles",
        people=found.people,
        unclear=found.unclear,
        picture=picture,
        rows=[(label(t), words.number(n), words.rate(n, found.people)) for t, n in found.troubles.items()],
        months=[words.month(*month) for month in months],
        month_people=[words.number(found.month_people[month]) for month in months],
        by_month=[(label(t), [words.number(found.by_month[m].get(t, 0)) for m in months]) for t in found.troubles],
    )


PAGES = [("/desk/troubles", page, None)]
