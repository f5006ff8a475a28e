"""Claimed letters go to several hands at once, at the pace that each addressee's domain bears.

Rules
1. One hand claims and keeps the account, so nothing here needs a lock; the others write and send, one letter each.
2. A letter is claimed only when a hand is free, so its last look is never old.
3. Letters to one shopper go one after the other, in their order.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime

from msgspec import Struct

from softsell import store
from softsell.mail import pace
from softsell.mail.pace import RELAY, Limits, Way

_FREE = Limits()


class Ended(Struct, frozen=True):
    """How it ended: a field of `worker.Delivered`, and what the mail server said against it."""

    outcome: str
    trouble: str = ""


class Roads:
    """The ways to all domains of one worker; those that are at rest are forgotten."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._ways: dict[str, Way] = {}

    def __len__(self) -> int:
        return len(self._ways)

    def ask(self, to: str, now: datetime) -> datetime | None:
        """When a letter may begin: None is now."""
        for name in (RELAY, pace.domain(to)):
            way, later = pace.ask(self._limits(name), self._ways.get(name, Way()), now)
            self._ways[name] = way
            if later is not None:
                return later
        return None

    def begun(self, to: str, now: datetime) -> None:
        for name in (RELAY, pace.domain(to)):
            self._ways[name] = pace.begun(self._limits(name), self._ways.get(name, Way()), now)

    def ended(self, to: str, now: datetime, end: Ended) -> None:
        """A letter is in hand no more: its domain, or our own mail server, may want to be left alone for a while."""
        slow = pace.whose(end.trouble, to) if pace.asks_for_patience(end.trouble) else None
        for name in (RELAY, pace.domain(to)):
            taken = end.outcome == "sent" or (name == RELAY and bool(end.trouble) and slow != RELAY)
            self._ways[name] = pace.ended(self._ways[name], now, slow=slow == name, taken=taken)

    def tidy(self, now: datetime) -> None:
        """Forget the ways of which nothing need be known."""
        self._ways = {n: way for n, way in self._ways.items() if not pace.at_rest(self._limits(n), way, now)}

    def _limits(self, name: str) -> Limits:
        return _FREE if name == RELAY else self.limits


def deliver(
    roads: Roads, hands: int, now: datetime, most: int,
    claim: Callable[[], store.Claimed | store.Behind | None],
    catch_up: Callable[[tuple[str, ...]], object],
    send: Callable[[store.Claimed], Ended],
) -> dict[str, int]:  # fmt: skip
    """Deliver until nothing may go or `most` letters are done; how many ended how. What a hand raises is raised here."""
    counts: dict[str, int] = {}
    flying: dict[Future[Ended], store.Claimed] = {}

    def land(some: Iterable[Future[Ended]]) -> None:
        done, _ = wait(some, return_when=FIRST_COMPLETED)
        for future in done:
            end = future.result()
            claimed = flying.pop(future)
            roads.ended(claimed.shopper.address, now, end)
            counts[end.outcome] = counts.get(end.outcome, 0) + 1

    try:
        with ThreadPoolExecutor(hands, "softsell-delivery") as pool:
            while sum(counts.values()) + len(flying) < most:
                if len(flying) == hands or any(future.done() for future in flying):
                    land(flying)
                match claim():
                    case None:
                        break
                    case store.Behind(keys=keys):
                        catch_up(keys)
                    case store.Claimed() as claimed:
                        while before := [f for f, one in flying.items() if one.shopper.key == claimed.shopper.key]:
                            land(before)
                        roads.begun(claimed.shopper.address, now)
                        flying[pool.submit(send, claimed)] = claimed
            while flying:
                land(flying)
    finally:
        for claimed in flying.values():  # only where something was raised
            roads.ended(claimed.shopper.address, now, Ended("lost"))
        roads.tidy(now)
    return counts
