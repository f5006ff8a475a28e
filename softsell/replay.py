"""A shop's log through the real core, in memory and on a virtual clock: what would have been asked, when, and why not.

Rules
1. The port of the design in its smallest form: one shopper at a time, pending events before a wake-up, every effect's
   outcome comes back as an event. Nothing is sent; an Ask counts as delivered at the moment it is due.
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
from softsell.core.outreach import Reason
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Shopper, new
from softsell.core.step import due, step


class Episode(Struct, frozen=True):
    """What became of one cart: `outcome` is asked, held_out or not_asked; `at` is when that was decided."""

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
        self.wakes: list[tuple[datetime, str]] = []
        self.seen: set[str] = set()
        self.effects: list[tuple[str, datetime, Effect]] = []
        self.names: dict[str, str] = {}  # the shop's own name for a key: a user id before an anonymous one

    def arrive(self, arrival: Arrival) -> str:
        """Take in one event; "" when its messageId was seen before, else the key it went to."""
        if arrival.event.id in self.seen:
            return ""
        self.seen.add(arrival.event.id)
        found = resolve(self.aliases, arrival.who, self.shop.id)
        for old, into in found.joins:
            self.aliases = {a: into if k == old else k for a, k in self.aliases.items()}
            joined = ev.Joined(id=f"join:{old}:{into}", at=arrival.received, into=into)
            self.handle(old, joined, arrival.received)
        self.aliases.update(found.claims)
        self._name(found.key, arrival.who)
        self.handle(found.key, arrival.event, arrival.received)
        return found.key

    def handle(self, key: str, event: ev.Event, now: datetime) -> None:
        """One step, its effects, and the next wake-up."""
        state, effects = step(self.shop, self.states.get(key) or new(key), event, now)
        self.states[key] = state
        for n, effect in enumerate(effects):
            name = effect_id(self.shop.id, key, state.seq, n)
            self.effects.append((name, now, effect))
            match effect:
                case Forward():
                    self.handle(effect.to, ev.decode(bytes(effect.event)), now)
                case Ask():
                    kind = ev.Ghosted if effect.arm == "holdout" else ev.Sent
                    self.handle(key, kind(id=f"sent:{name}", at=now, effect=name), now)
        at = due(self.shop, self.states[key])
        if at is not None:
            heapq.heappush(self.wakes, (at, key))

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
    """An episode that still stands."""

    started: datetime
    products: tuple[str, ...]
    outcome: str = "not_asked"
    at: datetime | None = None
    reason: str = ""


def replay(shop: Shop, arrivals: Iterable[Arrival], settle: timedelta = timedelta(days=45)) -> Iterator[Episode]:
    """The episodes of a log, each when it ends. `arrivals` in order of arrival; `settle` is how long to wait after the last."""
    memory, standing = Memory(shop), {}  # type: Memory, dict[tuple[str, str], _Open]
    last: datetime | None = None
    for arrival in arrivals:
        yield from _wakes(memory, standing, arrival.received)
        key = memory.arrive(arrival)
        last = arrival.received if last is None else max(last, arrival.received)
        if key:
            yield from _look(memory, standing, key, arrival.received)
    if last is not None:
        yield from _wakes(memory, standing, last + settle)
    for (key, cart_id), episode in sorted(standing.items()):
        yield _close(memory, key, cart_id, episode, last or episode.started, episode.reason or "too_early")


def _wakes(memory: Memory, standing: dict[tuple[str, str], _Open], now: datetime) -> Iterator[Episode]:
    for key, at in memory.until(now):
        yield from _look(memory, standing, key, at)


def _look(memory: Memory, standing: dict[tuple[str, str], _Open], key: str, now: datetime) -> Iterator[Episode]:
    """Compare what stands in the carts of one shopper with the episodes that were open."""
    state = memory.states[key]
    here = {c.id: carts.fold(c, state.orders) for c in state.carts}
    for (owner, cart_id), episode in [x for x in standing.items() if x[0][0] == key]:
        folded = here.get(cart_id)
        if folded is None or not folded.lines or folded.started is None:
            del standing[owner, cart_id]
            if state.forwarded_to:
                standing.setdefault((state.forwarded_to, cart_id), episode)
                continue
            reason = Reason.BOUGHT if any(o.at >= episode.started for o in state.orders) else Reason.EMPTY
            yield _close(memory, key, cart_id, episode, now, episode.reason if state.forgotten_at else reason)
    for cart_id, folded in here.items():
        if not folded.lines or folded.started is None:
            continue
        episode = standing.setdefault((key, cart_id), _Open(folded.started, folded.products))
        episode.products = folded.products
        letter = next((x for x in state.letters if x.cart_id == cart_id and x.at >= folded.started), None)
        if letter is not None and episode.at is None:
            episode.outcome = "held_out" if letter.arm == "holdout" else "asked"
            episode.at, episode.reason = letter.at, letter.basis
        outlook = next((o for o in state.outlooks if o.cart_id == cart_id), None)
        if outlook is not None and letter is None:
            episode.reason = outlook.reason


def _close(memory: Memory, key: str, cart_id: str, episode: _Open, now: datetime, reason: str) -> Episode:
    asked = episode.outcome != "not_asked"
    return Episode(
        shopper=memory.names.get(key, key),
        cart_id=cart_id,
        outcome=episode.outcome,
        at=episode.at or now,
        reason=episode.reason if asked else reason,
        products=episode.products,
    )


def replay_file(
    path: Path,
    holdout: float,
    timezone: str,
    country: str,
    mapping: dict[str, str],
    as_json: bool,
    say: Callable[[str], Any],
) -> None:
    """`softsell replay`: every episode of a log file, as JSON lines with a summary line last, or as words."""
    from softsell.commands import read_log

    dropped: list[str] = []
    arrivals = sorted(read_log(path, dropped, mapping or None), key=lambda a: a.received)
    saved = Policy(holdout=holdout, timezone=timezone, country=country, soft_optin=True, name=path.stem)
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
