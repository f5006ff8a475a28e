"""The stage of the demonstration: the running installation, its simulated people, and the one lock that time is moved under.

Rules
1. Only the holder of `lock` moves time. Each step is the worker's whole round, so what happens while a day passes
   happens in order, and a letter that belongs to the morning waits for the morning.
2. A page never waits for the pulse: it reads the clock as it stands.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from softsell import store
from softsell.core import outreach
from softsell.core.outreach import Ask, Not, Wait
from softsell.core.shopper import Shopper
from softsell.demo.clock import Clock
from softsell.demo.mailbox import Mailbox
from softsell.demo.visitors import Visitor, Visitors
from softsell.demo.world import TICK, World
from softsell.store import desk
from softsell.worker import Runtime

log = logging.getLogger("softsell.demo")
PULSE_SECONDS = 3.0
LONGEST = timedelta(days=31)  # the most that one press of a button moves


class Stage:
    """Everything that the demonstration's pages need. `door` is where the sample shop sends its events."""

    def __init__(
        self, rt: Runtime, world: World, clock: Clock, folder: Path, door: str, inbox: tuple[str, int]
    ) -> None:
        self.rt, self.world, self.clock = rt, world, clock
        self.door, self.inbox = door, inbox
        self.mailbox = Mailbox(folder / "mail", folder / "sent")
        self.visitors = Visitors(folder / "visitors")
        self.lock = threading.Lock()

    def live(self, until: datetime, tick: timedelta, progress: Callable[[datetime], None] = lambda now: None) -> None:
        """Let time pass until then, a tick at a time, with the clock standing where the world stands."""
        with self.lock:
            try:
                while self.world.now < until:
                    now = min(until, self.world.now + tick)
                    self.clock.hold(now)
                    self.world.step(now)
                    progress(now)
            finally:
                self.clock.release()

    def move(self, by: timedelta) -> None:
        """What the buttons do: time passes, at most a month of it."""
        by = min(max(by, timedelta(0)), LONGEST)
        self.settle()
        self.live(self.clock() + by, TICK if by <= timedelta(days=2) else 2 * TICK)

    def settle(self, wait: float = -1) -> bool:
        """Do what is due now, in this thread. False: somebody else is at it and `wait` seconds were not enough."""
        if not self.lock.acquire(timeout=wait):
            return False
        try:
            now = self.clock()
            if now > self.world.now:
                self.world.step(now)
        finally:
            self.lock.release()
        return True

    def pulse(self, stop: threading.Event) -> None:
        """The worker of the demonstration: after every poke and every few seconds, until `stop` is set."""
        poke = self.rt.poke
        while not stop.is_set():
            poke.wait(PULSE_SECONDS)
            poke.clear()
            if stop.is_set():
                return
            try:
                self.settle()
            except Exception:
                log.exception("a round failed; the next one starts in %s s", PULSE_SECONDS)

    def shopper(self, visitor: Visitor) -> Shopper | None:
        """What softsell knows of the visitor; None when nothing."""
        db, shop_id = self.rt.db, self.rt.config.shop.id
        key = store.root(db, shop_id, visitor.key(shop_id))
        return desk.shopper(db, shop_id, key)

    def outlook(self, visitor: Visitor) -> tuple[str, datetime | None]:
        """What softsell has in mind for the visitor: a word for it, and when it looks again."""
        shop, shopper, now = self.rt.shop(), self.shopper(visitor), self.clock()
        cart = outreach.live(shopper) if shopper else None
        if shopper is None or cart is None:
            bought = shopper is not None and bool(shopper.orders)
            return ("bought" if bought else "nothing"), None
        match outreach.decide(shop, shopper, cart, now):
            case Ask():
                return "now", None
            case Wait(until=until, reason=reason):
                return ("talking" if reason == outreach.Reason.IN_CONVERSATION else "wait"), until
            case Not(reason=reason):
                return str(reason), None
