"""A shop's log through the real core, in memory and on a virtual clock: what would have been asked, when, and why not.

Rules
1. The port of the design in its smallest form: one shopper at a time, pending events before a wake-up, every effect's
   outcome comes back as an event. Nothing is sent; an Ask that passes the last look counts as delivered when it is due.
2. One line per cart episode: from the first line in a cart until it is bought, emptied, or the log's last wake-up.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell import load
from softsell.advise import answer, catalogue
from softsell.core import cart as carts
from softsell.core import events as ev
from softsell.core.effects import Ask, Effect, Forward, effect_id
from softsell.core.hours import zone
from softsell.core.identity import Arrival, Who, resolve
from softsell.core.outreach import Elsewhere, Reason, last_look, live
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Letter, Shopper, new
from softsell.core.step import due, index, step
from softsell.errors import BadRequest


class Episode(Struct, frozen=True):
    """What became of one cart: `outcome` is asked, held_out or not_asked; `at` is when that was decided, and `reason` the
    ground of a letter or why there was none."""

    shopper: str
    cart_id: str
    outcome: str
    at: datetime
    reason: str
    products: tuple[str, ...]


class Memory:
    """A runtime in memory: states, aliases and the next wake-ups of one shop."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.states: dict[str, Shopper] = {}
        self.aliases: dict[str, str] = {}
        self.owned: dict[str, set[str]] = {}  # the aliases of each key, so that a join need not look at all of them
        self.wakes: list[tuple[datetime, str]] = []
        self.seen: set[str] = set()
        self.effects: list[tuple[str, datetime, Effect]] = []
        self.names: dict[str, str] = {}  # the shop's own name for a key: a user id before an anonymous one
        self.moved: list[str] = []  # keys that were stepped since somebody asked
        self.at_address: dict[str, set[str]] = {}

    def arrive(self, arrival: Arrival) -> str:
        """Take in one event; "" when its messageId was seen before, else the key it went to."""
        if arrival.event.id in self.seen:
            return ""
        self.seen.add(arrival.event.id)
        found = resolve(self.aliases, arrival.who, self.shop.id)
        for old, into in found.joins:
            self._claim(into, self.owned.pop(old, set()))
            joined = ev.Joined(id=f"join:{old}:{into}", at=arrival.received, into=into)
            self.handle(old, joined, arrival.received)
        for alias, key in found.claims:
            self.owned.get(self.aliases.get(alias, ""), set()).discard(alias)
            self._claim(key, {alias})
        self._name(found.key, arrival.who)
        self.handle(found.key, arrival.event, arrival.received)
        return found.key

    def handle(self, key: str, event: ev.Event, now: datetime) -> None:
        """One step, its effects, and the next wake-up."""
        before = self.states.get(key) or new(key)
        state, effects = step(self.shop, before, event, now)
        self.states[key] = state
        self.moved.append(key)
        if state.address != before.address:
            self.at_address.get(before.address.lower(), set()).discard(key)
            self.at_address.setdefault(state.address.lower(), set()).add(key)
        for n, effect in enumerate(effects):
            name = effect_id(self.shop.id, key, state.seq, n)
            self.effects.append((name, now, effect))
            match effect:
                case Forward():
                    self.handle(effect.to, ev.decode(bytes(effect.event)), now)
                case Ask():
                    self.handle(key, self._outcome(key, name, effect, now), now)
        at = due(self.shop, self.states[key])
        if at is not None:
            heapq.heappush(self.wakes, (at, key))

    def _outcome(self, key: str, name: str, effect: Ask, now: datetime) -> ev.Event:
        """The last look, as before a real letter; what passes it counts as delivered."""
        state = self.states[key]
        letter = next(x for x in reversed(state.letters) if x.effect == name)
        reason = last_look(self.shop, state, letter, self._elsewhere(state, effect, now), now)
        if reason is not None:
            return ev.Skipped(id=f"skipped:{name}", at=now, effect=name, reason=str(reason))
        kind = ev.Ghosted if effect.arm == "holdout" else ev.Sent
        return kind(id=f"sent:{name}", at=now, effect=name)

    def _elsewhere(self, state: Shopper, effect: Ask, now: datetime) -> Elsewhere:
        """What is known of the same address under other keys."""
        others = [self.states[key] for key in sorted(self.at_address[state.address.lower()] - {state.key})]
        gone = [x for other in others for x in other.letters if x.status in ("sent", "ghosted")]
        own = [x for x in state.letters if x.status in ("sent", "ghosted")]
        noes = (index(other).suppressed for other in others)
        return Elsewhere(
            ordered_at=max((o.at for other in others for o in other.orders if not o.cancelled), default=None),
            letters=tuple(sorted(x.at for x in (*gone, *own))),
            suppressed=next((no for no in noes if no not in ("", "elsewhere")), ""),
            cart_claimed=any(x.cart_id == effect.cart_id and x.at >= now for x in gone),
        )

    def _claim(self, key: str, aliases: set[str]) -> None:
        self.owned.setdefault(key, set()).update(aliases)
        self.aliases.update(dict.fromkeys(aliases, key))

    def _name(self, key: str, who: Who) -> None:
        name = who.user_id or who.anonymous_id or who.address
        if name and (who.user_id or key not in self.names):
            self.names[key] = name

    def until(self, now: datetime) -> Iterator[tuple[str, datetime]]:
        """Wake everybody who is due up to `now`, in order of time; gives each key that was woken and when."""
        while self.wakes and self.wakes[0][0] <= now:
            at, key = heapq.heappop(self.wakes)
            if due(self.shop, self.states[key]) == at:
                state = self.states[key]
                self.handle(key, ev.Woke(id=f"woke:{key}:{state.seq}", at=at), at)
                yield key, at


class _Open(Struct):
    """An episode that still stands; `seen` is the outlook that gave the reason."""

    started: datetime
    products: tuple[str, ...]
    outcome: str = "not_asked"
    at: datetime | None = None
    reason: str = ""
    seen: tuple[datetime, str] | None = None


class Book:
    """The episodes of a log: those that stand, by shopper and cart, and those that were over before they were told."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.standing: dict[str, dict[str, _Open]] = {}
        self.late: dict[tuple[str, str, str], Episode] = {}
        self.told: set[tuple[str, str, str]] = set()

    def look(self, now: datetime) -> Iterator[Episode]:
        """What became of the carts of everybody who moved."""
        moved, self.memory.moved = self.memory.moved, []
        for key in dict.fromkeys(moved):
            yield from self._look(key, now)

    def _look(self, key: str, now: datetime) -> Iterator[Episode]:
        state, mine = self.memory.states[key], self.standing.setdefault(key, {})
        here = {c.id: carts.fold(c, state.orders) for c in state.carts}
        for cart_id, episode in list(mine.items()):
            if cart_id in here and here[cart_id].lines:
                continue
            del mine[cart_id]
            if state.forwarded_to:
                self.standing.setdefault(state.forwarded_to, {}).setdefault(cart_id, episode)
            elif state.forgotten_at:
                yield self.close(key, cart_id, episode, now)
            else:
                yield self._ended(state, cart_id, episode, now)
        newest = live(state)
        for cart_id, folded in here.items():
            if not folded.lines or folded.started is None:
                continue
            episode = mine.setdefault(cart_id, _Open(folded.started, folded.products))
            episode.products = folded.products
            letter = next((x for x in state.letters if x.cart_id == cart_id and _went(x, folded.started)), None)
            if letter is not None and episode.outcome == "not_asked":
                episode.outcome = "held_out" if letter.arm == "holdout" else "asked"
                episode.at, episode.reason = letter.at, letter.basis
            outlook = next((o for o in state.outlooks if o.cart_id == cart_id), None)
            why = (outlook.touched, outlook.reason) if outlook else None
            if outlook is None and newest is not None and newest.id != cart_id:
                why = (folded.started, str(Reason.NEWER_CART))
            if why is not None and episode.outcome == "not_asked" and why != episode.seen:
                episode.seen, episode.at, episode.reason = why, now, why[1]

    def _ended(self, state: Shopper, cart_id: str, episode: _Open, now: datetime) -> Episode:
        """A cart that was bought or emptied."""
        orders = (o for o in state.orders if o.at >= episode.started and not o.cancelled)
        order = max(orders, key=lambda o: (o.at, o.id), default=None)
        if order is not None:
            self.told.add((state.key, cart_id, order.id))
        if episode.outcome == "not_asked":
            episode.at, episode.reason = now, str(Reason.BOUGHT if order else Reason.EMPTY)
        return self.close(state.key, cart_id, episode, now)

    def after(self, key: str, event: ev.Event, now: datetime) -> None:
        """Note a line that was bought already when it was told of: its cart never stood, and is told of all the same."""
        if not isinstance(event, ev.Added):
            return
        state = self.memory.states[key]
        cart = next((c for c in state.carts if c.id == event.cart_id), None)
        order = max((o for o in state.orders if not o.cancelled), key=lambda o: (o.at, o.id), default=None)
        if cart is None or order is None or cart.id in self.standing.get(key, {}):
            return
        name = (key, cart.id, order.id)
        if name in self.told or order.at < event.at - carts.SLACK:
            return
        before = self.late[name].products if name in self.late else ()
        products = tuple(sorted({*before, event.line.product_id}))
        shopper = self.memory.names.get(key, key)
        self.late[name] = Episode(shopper, cart.id, "not_asked", now, str(Reason.BOUGHT), products)

    def close(self, key: str, cart_id: str, episode: _Open, now: datetime) -> Episode:
        """An episode as it is told."""
        return Episode(
            shopper=self.memory.names.get(key, key),
            cart_id=cart_id,
            outcome=episode.outcome,
            at=episode.at or now,
            reason=episode.reason or str(Reason.TOO_EARLY),
            products=episode.products,
        )


def _went(letter: Letter, started: datetime) -> bool:
    return letter.at >= started and letter.status in ("sent", "ghosted")


def replay(shop: Shop, arrivals: Iterable[Arrival], settle: timedelta = timedelta(days=45)) -> Iterator[Episode]:
    """The episodes of a log, each when it ends. `arrivals` in order of arrival; `settle` is how long to wait after the last."""
    memory = Memory(shop)
    book = Book(memory)
    last: datetime | None = None
    for arrival in arrivals:
        for _, at in memory.until(arrival.received):
            yield from book.look(at)
        key = memory.arrive(arrival)
        last = arrival.received if last is None else max(last, arrival.received)
        yield from book.look(arrival.received)
        if key:
            book.after(key, arrival.event, arrival.received)
    if last is None:
        return
    for _, at in memory.until(last + settle):
        yield from book.look(at)
    yield from (book.late[name] for name in sorted(book.late))
    for key, mine in sorted(book.standing.items()):
        for cart_id, episode in sorted(mine.items()):
            yield book.close(key, cart_id, episode, last)


def replay_file(
    path: Path,
    holdout: float,
    timezone: str,
    country: str,
    mapping: dict[str, str],
    as_json: bool,
    say: Callable[[str], Any],
    soft_optin: bool = False,
) -> None:
    """`softsell replay`: every episode of a log file, as JSON lines with a summary line last, or as words."""
    from softsell.commands import read_log

    if str(zone(timezone)) != timezone:
        raise BadRequest(f"there is no time zone {timezone!r}", "--timezone")
    dropped: list[str] = []
    arrivals = sorted(read_log(path, dropped, mapping or None), key=lambda a: a.received)
    saved = Policy(holdout=holdout, timezone=timezone, country=country, soft_optin=soft_optin, name=path.stem)
    year = arrivals[0].received.year if arrivals else 2026
    span = (arrivals[-1].received.year - year) if arrivals else 0
    policy = replace(load.policy(saved, year), holidays=load.public_holidays(year - 1, year + span + 2))
    shop = Shop(id="replay", policy=policy, catalogue=catalogue.empty(), knowledge=answer.empty())
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for episode in replay(shop, arrivals):
        outcomes[episode.outcome] += 1
        if episode.outcome == "not_asked":
            reasons[episode.reason] += 1
        if as_json:
            say(msgspec.json.encode(episode).decode())
        elif episode.outcome != "not_asked":
            local = episode.at.astimezone(zone(timezone))
            say(f"{local:%Y-%m-%d %H:%M}  {episode.outcome}  {episode.shopper}  {', '.join(episode.products)}")
    summary = {
        "events": len(arrivals),
        "episodes": sum(outcomes.values()),
        "asked": outcomes["asked"],
        "held_out": outcomes["held_out"],
        "not_asked": dict(sorted(reasons.items())),
        "dropped": len(dropped),
    }
    if as_json:
        say(msgspec.json.encode(summary).decode())
        return
    for name, n in reasons.most_common():
        say(f"not asked: {name}: {n}")
    say(
        f"{summary['events']} events, {summary['episodes']} carts: {outcomes['asked']} asked, {outcomes['held_out']} held out"
    )
    for line in dropped[:20]:
        say(f"dropped{line}")
