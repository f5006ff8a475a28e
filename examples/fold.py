"""The core on a stream engine, in plain Python: a keyed fold over a shop's log, with the four promises of the port.

    python examples/fold.py FILE        FILE: Segment calls as JSON lines, or a CSV table with a header

`Operator` has the shape that stream engines ask for (bytewax `on_item`/`on_notify`, Flink `process_element`/`on_timer`,
Spark `handleInputRows`/`handleExpiredTimer`): one keyed state, one next time. `run` is the engine itself, on one thread
and on the log's own time. Nothing is sent; each letter is printed with the moment at which it would have gone out.
"""

import heapq
import sys
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from softsell import load
from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core.identity import Arrival, resolve
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Shopper, decode, encode, new
from softsell.core.step import due, step
from softsell.shops.logs import parse_lines

Deliver = Callable[[str, str, fx.Effect, datetime], ev.Event | None]


class Operator:
    """The core as a keyed operator: events in, effects out, one wake-up time per key."""

    def __init__(self, shop: Shop, deliver: Deliver) -> None:
        self.shop, self.deliver = shop, deliver
        self.states: dict[str, bytes] = {}
        self.effects: dict[str, fx.Effect] = {}
        self.timers: list[tuple[datetime, str]] = []
        self.forwarded: deque[tuple[str, ev.Event]] = deque()
        self.woken: list[datetime] = []

    def on_event(self, key: str, event: ev.Event, now: datetime) -> None:
        """One event of one shopper."""
        before = stored(self.states.get(key), key)
        after, effects = step(self.shop, before, event, now)
        self.states[key] = encode(after)  # promise 3: a real engine commits these two together
        named = [(fx.effect_id(self.shop.id, key, after.seq, n), effect) for n, effect in enumerate(effects)]
        self.effects.update(named)
        at = due(self.shop, after)
        if at is not None:  # promise 2: an older timer may stay; it then comes early, which is harmless
            heapq.heappush(self.timers, (at, key))
        for name, effect in named:
            if isinstance(effect, fx.Forward):  # to another key: it goes round by the engine, behind what has arrived
                self.forwarded.append((effect.to, ev.decode(bytes(effect.event))))
            elif (outcome := self.deliver(name, key, effect, now)) is not None:
                self.on_event(key, outcome, now)  # promise 4: what came of it is an event

    def come_round(self, now: datetime) -> None:
        """Give what was forwarded to the keys it is for."""
        while self.forwarded:
            key, event = self.forwarded.popleft()
            self.on_event(key, event, now)

    def on_time(self, now: datetime, *, at_once: bool = True) -> None:
        """Wake everybody whose time came before `now` (with `at_once`, or is now), in the order of time."""
        while self.timers and (self.timers[0][0] < now or (at_once and self.timers[0][0] == now)):
            at, key = heapq.heappop(self.timers)
            state = stored(self.states[key], key)
            if due(self.shop, state) == at:
                self.woken.append(at)
                self.on_event(key, ev.Woke(id=f"woke:{key}:{state.seq}", at=at), at)
                self.come_round(at)

    def digest(self) -> str:
        """One hash of every state and effect: the same on every runtime for the same log."""
        rows = [f"{key}\0{state.decode()}\n" for key, state in sorted(self.states.items())]
        effects = sorted(self.effects.items())
        rows += [f"{name}\0{type(one).__name__}\0{fx.encode(one).decode()}\n" for name, one in effects]
        return sha256("".join(rows).encode()).hexdigest()


def stored(state: bytes | None, key: str) -> Shopper:
    """The state as it was kept, or a shopper of whom nothing is known."""
    return decode(state) if state else new(key)


def run(operator: Operator, arrivals: Iterable[Arrival], settle: timedelta) -> None:
    """Feed a log, in the order of arrival, then let time go on for `settle`. Promise 1: events before a wake-up."""
    known: dict[str, str] = {}
    seen: set[str] = set()
    now = None
    for arrival in arrivals:
        now = arrival.received
        operator.on_time(now, at_once=False)
        if arrival.event.id not in seen:  # the same messageId is the same event
            seen.add(arrival.event.id)
            found = resolve(known, arrival.who, operator.shop.id)
            for old, into in found.joins:
                known = {alias: into if key == old else key for alias, key in known.items()}
                operator.on_event(old, ev.Joined(id=f"join:{old}:{into}", at=now, into=into), now)
            known.update(found.claims)
            operator.on_event(found.key, arrival.event, now)
            operator.come_round(now)
        operator.on_time(now)
    if now is not None:
        operator.on_time(now + settle)


def told(name: str, key: str, effect: fx.Effect, now: datetime) -> ev.Event | None:
    """Print what would be done; a letter counts as sent, or as held out, at once."""
    match effect:
        case fx.Ask(arm=arm, cart_id=cart_id, basis=basis):
            print(f"{now:%Y-%m-%d %H:%M} UTC  {arm:8} {name}  cart {cart_id}, on the ground of {basis}")
            kind = ev.Ghosted if arm == "holdout" else ev.Sent
            return kind(id=f"sent:{name}", at=now, effect=name)
        case fx.Withdraw(effect=other, reason=reason):
            print(f"{now:%Y-%m-%d %H:%M} UTC  withdrawn {other}: {reason}")
    return None


def main(path: Path) -> None:
    """Fold a log and print its letters, its counts and its digest."""
    with path.open("rb") as lines:
        arrivals = sorted((x for x in parse_lines(lines) if isinstance(x, Arrival)), key=lambda x: x.received)
    if not arrivals:
        sys.exit(f"{path}: no events")
    year = arrivals[0].received.year
    shop = load.shop("example", Policy(soft_optin=True, name=path.stem), None, None, year)
    operator = Operator(shop, told)
    run(operator, arrivals, timedelta(days=10))
    print(f"{len(arrivals)} events, {len(operator.states)} shoppers, {len(operator.effects)} effects")
    print(f"digest {operator.digest()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python examples/fold.py FILE")
    main(Path(sys.argv[1]))
