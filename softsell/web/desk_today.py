"""Today at a glance: first what needs a person, then how it goes, with the interval beside every rate."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from starlette.responses import Response

from softsell import report, store
from softsell.core import events as ev
from softsell.core.effects import Ask, Say
from softsell.measure import guardrails as rails
from softsell.measure.guardrails import Send
from softsell.measure.plots import Point, bars, line_with_band
from softsell.measure.special import exact_bounds
from softsell.store import history
from softsell.store.database import Database
from softsell.web import desk_inbox
from softsell.web.desk_visit import Visit

DAYS = 30
MOST_WAITING = 5
LAG = timedelta(minutes=2)  # a worker that is further behind than this is worth a word
SATISFIED = {"rest-satisfied", "glad", "close"}  # said only after a signal of satisfaction by the buyer


class Flow(Struct, frozen=True):
    """What happened to the people who were asked since a time: sets of keys, and sends with what came back."""

    asked: dict[str, datetime]
    answered: frozenset[str]
    satisfied: frozenset[str]
    bought: frozenset[str]
    sends: tuple[Send, ...]


def flow(db: Database, shop_id: str, since: datetime) -> Flow:
    """Everyone who was really asked since a time, and who of them answered, was satisfied, bought afterwards."""
    asked: dict[str, datetime] = {}
    for one in history.exposures(db, shop_id, since):
        if one.status != "ghosted":
            asked.setdefault(one.key, one.at)
    people = history.people(db, shop_id)

    def after(key: str, at: datetime) -> bool:
        return people.get(key, key) in asked and at >= asked[people.get(key, key)]

    spoke = [(key, e.at) for kind in (ev.Answered, ev.Said) for key, e in history.told(db, shop_id, kind, since)]
    glad = [(key, at) for key, at in _satisfied(db, shop_id, since)]
    bought = [(order.key, order.at) for order in history.orders(db, shop_id, since) if not order.cancelled]
    answered, satisfied, buyers = (
        frozenset(people.get(key, key) for key, at in some if after(key, at)) for some in (spoke, glad, bought)
    )
    return Flow(asked, answered, satisfied, buyers, report.sends(db, shop_id, since))


def _satisfied(db: Database, shop_id: str, since: datetime) -> Iterator[tuple[str, datetime]]:
    for at, _, key, effect, _ in history.finished(db, shop_id, "Say", since):
        if isinstance(effect, Say) and any(m.kind in SATISFIED for m in effect.meanings):
            yield key, at


def daily(db: Database, shop_id: str, since: datetime, now: datetime) -> list[tuple[datetime, int, int]]:
    """(day, asked, answered) for each day since then: letters by the day they went, answers by the day they came."""
    days: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for at, _, _, effect, status in history.finished(db, shop_id, "Ask", since):
        if isinstance(effect, Ask) and status in ("sent", "unsure"):
            days[(at - since).days][0] += 1
    for kind in (ev.Answered, ev.Said):
        for _, event in history.told(db, shop_id, kind, since):
            if event.at >= since:
                days[(event.at - since).days][1] += 1
    return [(since + timedelta(days=d), *days[d]) for d in range((now - since).days + 1)]  # type: ignore[misc]


def page(visit: Visit) -> Response:
    """The first page."""
    db, shop_id, words, now = visit.rt.db, visit.shop.id, visit.words, visit.now
    since = now - timedelta(days=DAYS)
    today = store.desk.today(db, shop_id, since, now)
    waiting = desk_inbox.waiting(visit)[:MOST_WAITING]
    held = store.desk.held(db, shop_id, 20)
    been = visit.room.kept(("flow",), lambda: flow(db, shop_id, since))
    stages = store.desk.stages(db, shop_id)
    counts = (len(been.asked), len(been.answered), len(been.satisfied), len(been.bought))
    steps = []
    for name, n in zip(("asked", "answered", "satisfied", "bought"), counts, strict=True):
        steps.append((words(f"today-{name}"), words.number(n), words.rate(n, counts[0]) if name != "asked" else ""))
    content = len(been.satisfied - been.bought)  # a good end needs no sale
    steps.append((words("today-good-end"), words.number(content), words.rate(content, counts[0])))
    lag = now - today.lag_from if today.lag_from else timedelta()
    return visit.page(
        "today",
        "today",
        waiting=[desk_inbox.row(visit, one) for one in waiting],
        more=max(0, today.need_person - len(waiting)),
        held=[(row.effect_id, _subject(visit, row), row.detail.partition(":")[0], row.at) for row in held],
        carts=sum(one.carts for one in stages),
        value=words.money(sum(one.value for one in stages)),
        letters_waiting=today.letters_waiting,
        ghosts=today.effects.get(("Ask", "ghosted"), 0),
        steps=steps,
        funnel=_funnel(visit, counts),
        days=_plot(visit, visit.room.kept(("daily",), lambda: daily(db, shop_id, since, now))),
        rails=[_rail(visit, one) for one in rails.guardrails(been.sends)],
        worst=rails.worst(rails.guardrails(been.sends)),
        lag=words.long(lag) if lag > LAG else None,
        quiet=lag <= LAG,
    )


def _subject(visit: Visit, row: store.desk.LetterRow) -> str:
    return row.written.subject if row.written else visit.words("letter-no-words")


def _funnel(visit: Visit, counts: tuple[int, ...]) -> str:
    names = [visit.words(f"today-{name}") for name in ("asked", "answered", "satisfied", "bought")]
    rows = list(zip(names, map(float, counts), strict=True))
    return bars(rows, title=visit.words("today-flow"), number=visit.words.number) if counts[0] else ""


def _plot(visit: Visit, days: list[tuple[datetime, int, int]]) -> str:
    if not any(asked or answered for _, asked, answered in days):
        return ""
    first = days[0][0]

    def points(counts: list[int]) -> list[Point]:
        return [Point(float(i), float(n), float(n), float(n)) for i, n in enumerate(counts)]

    return line_with_band(
        points([asked for _, asked, _ in days]),
        beside=points([answered for _, _, answered in days]),
        title=visit.words("today-days"),
        names=(visit.words("today-asked"), visit.words("today-answers")),
        number=visit.words.number,
        when=lambda x: visit.words.day(first + timedelta(days=x)),
    )


def _rail(visit: Visit, one: rails.Guardrail) -> dict[str, str]:
    words = visit.words
    if one.name == "messages":
        value, limit, span = words.number(one.value), words.number(one.limit), ""
    elif not one.n:
        value, limit, span = "–", words.share(one.limit, 1), ""
    else:
        value, limit = words.share(one.value, 1), words.share(one.limit, 1)
        low, high = exact_bounds(round(one.value * one.n), one.n, 0.975)  # the guardrail's own bounds are one-sided
        span = words("between", low=words.share(low, 1), high=words.share(high, 1))
    return {
        "name": words(f"rail-{one.name}"), "value": value, "span": span, "limit": limit,
        "state": one.state, "told": words(f"rail-{one.state}"),
    }  # fmt: skip


PAGES = [("/desk", page, None)]
