"""A month of simulated shoppers on a virtual clock, counted: what `softsell demo --headless` prints.

The counts are read from the recorded history, and the laws are checked over it by `core.check`, not by the core itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from softsell import load, store
from softsell.config import Config, DatabaseSettings, Inbound, Server, ShopSettings, Smtp
from softsell.core import cart as carts
from softsell.core import effects as fx
from softsell.core.book import Entry
from softsell.core.check import check
from softsell.core.effects import effect_id
from softsell.core.outreach import live
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Cart, Shopper, new
from softsell.core.step import step
from softsell.demo.world import TICK, World
from softsell.mail.catcher import Catcher
from softsell.mail.smtp import Outbox
from softsell.store import history, settings
from softsell.worker import Runtime

START = datetime(2026, 10, 1, tzinfo=UTC)  # always the same, so that the same seed gives the same digest
SHOP = "lopi"
SECRET = "demo " * 8  # of a shop that exists nowhere; the interactive demo makes its own


def config(url: str, secret: str, public_url: str = "http://127.0.0.1:8010") -> Config:
    """The deploy settings of the demonstration."""
    folder = load.sample_folder()
    return Config(
        secret=secret,
        server=Server(public_url=public_url),
        database=DatabaseSettings(url=url),
        shop=ShopSettings(SHOP, "demo-write-key", str(folder / "catalogue.json"), str(folder / "knowledge.json")),
        smtp=Smtp(connections=1),  # one after the other, so that the same seed gives the same month
        inbound=Inbound(reply_address="hallo@lopiandlogn.example"),
    )


def policy(start: datetime, public_url: str = "http://127.0.0.1:8010") -> Policy:
    """The settings of the sample shop."""
    return Policy(
        name="Lopi & Logn",
        url=f"{public_url}/shop",
        checkout_url=f"{public_url}/shop/checkout",
        sender="hallo@lopiandlogn.example",
        staff="Birna",
        postal_address="Lognstígur 7, 101 Reykjavík",
        installed_at=start,
        soft_optin=True,
        follow_up_hours=72,
    )


def prepare(db: store.Database, start: datetime, public_url: str = "http://127.0.0.1:8010") -> None:
    """Save the sample shop's settings once."""
    if settings.load_policy(db, SHOP) is None:
        settings.save_policy(db, SHOP, policy(start, public_url), "demo", start)


def run(
    url: str,
    shoppers: int,
    days: int,
    seed: int,
    progress: Callable[[datetime], None],
    smtp: tuple[str, int] | None = None,
) -> dict[str, Any]:
    """Live the month and count it. `smtp` is where letters go; None: a catcher of our own, over real SMTP."""
    db = store.open_ready(url)
    try:
        prepare(db, START)
        with Catcher(keep=lambda raw: None) as catcher:
            host, port = smtp or (catcher.host, catcher.port)
            with Outbox(host, port, security="none") as mail:
                world: World | None = None
                rt = Runtime(config(url, SECRET), db, lambda: world.now if world else START, mail)
                world = World(rt, seed, shoppers, START, days)
                recovered = store.recover(
                    db, world.now + 2 * TICK, timedelta(0)
                )  # what the tick that was cut short had in hand
                world.run(START + timedelta(days=days), progress=progress)
                store.drain(db, rt.shop(), world.now)
                counted = count(db, rt.shop(), world.now)
        return counted | {"recovered": recovered.released, "digest": store.digest(db, SHOP)}
    finally:
        db.close()


def count(db: store.Database, shop: Shop, now: datetime) -> dict[str, Any]:
    """The numbers of the month, from what was recorded."""
    told = Counter(type(stored.event).__name__ for stored in history.events(db, shop.id))
    asks = Counter(row[4] for row in history.finished(db, shop.id, "Ask", START))
    says = [(key, say) for _, _, key, say, _ in history.finished(db, shop.id, "Say", START) if isinstance(say, fx.Say)]
    kinds = Counter(m.kind for _, say in says for m in say.meanings)
    people = People(db, shop)
    orders = Counter(o.key for o in history.orders(db, shop.id, START))
    arms = Counter((one.key, one.arm) for one in history.exposures(db, shop.id, START))
    replayed = Replayed(db, shop)
    found = check(shop, replayed.entries())
    return {
        "events": sum(told.values()),
        "carts": people.carts,
        "abandoned": people.abandoned,
        "not_asked": dict(sorted(people.reasons.items())),
        "asked": asks["sent"] + asks["unsure"],
        "held_out": asks["ghosted"],
        "skipped": asks["skipped"] + asks["withdrawn"],
        "held": asks["held"],
        "unsure": asks["unsure"],
        "people_asked": sum(1 for _, arm in arms if arm == "treated"),
        "people_held_out": sum(1 for _, arm in arms if arm == "holdout"),
        "answered": people.answered,
        "recommended": kinds["offer"] + kinds["offer-one"] + kinds["offer-same"],
        "concerns": people.concerns,
        "satisfied": people.satisfied,
        "closed": sum(1 for _, say in says if say.close),
        "handed_over": told["TookOver"],
        "bought": sum(orders.values()),
        "repeat_bought": sum(1 for n in orders.values() if n > 1),
        "stopped": people.stopped,
        "law_violations": len(found) + len(replayed.differences),
        "violations": [f"law {v.law}: {v.what} ({v.key})" for v in found[:5]] + replayed.differences[:5],
    }


class People:
    """What the states of all shoppers say at the end."""

    def __init__(self, db: store.Database, shop: Shop) -> None:
        self.carts = self.abandoned = self.answered = self.concerns = self.satisfied = self.stopped = 0
        self.reasons: Counter[str] = Counter()
        for shopper in history.shoppers(db, shop.id):
            self.stopped += shopper.stopped_at is not None
            talk = shopper.conversation
            self.answered += talk is not None and talk.turn > 0
            self.concerns += len(talk.concerns) if talk else 0
            self.satisfied += talk is not None and talk.satisfied_turn > 0
            for cart in shopper.carts:
                if any(op.kind in ("add", "set", "base") for op in cart.ops):
                    self._cart(shopper, cart)

    def _cart(self, shopper: Shopper, cart: Cart) -> None:
        self.carts += 1
        standing = carts.fold(cart, shopper.orders)
        if not standing.lines:
            return
        self.abandoned += 1
        asked = any(
            x.cart_id == cart.id and x.status in ("sent", "ghosted", "unsure", "bounced") for x in shopper.letters
        )
        outlook = next((o.reason for o in shopper.outlooks if o.cart_id == cart.id), "")
        if not asked:
            newest = live(shopper)
            other = "newer_cart" if newest is not None and newest.id != cart.id else "too_early"
            self.reasons[outlook or other] += 1


class Replayed:
    """The recorded events through the core once more: what it decides must be what was stored (law 13)."""

    def __init__(self, db: store.Database, shop: Shop) -> None:
        self.db, self.shop = db, shop
        self.differences: list[str] = []

    def entries(self) -> Iterator[Entry]:
        """Every handled event with its effects, shopper by shopper, for the law checker."""
        stored = {effect_id: fx.encode(effect) for effect_id, effect in history.effects(self.db, self.shop.id)}
        forgotten = {s.key for s in history.shoppers(self.db, self.shop.id) if s.forgotten_at}
        told = sorted(history.events(self.db, self.shop.id), key=lambda one: (one.key, one.seq))
        for key, group in groupby(told, key=lambda one: one.key):
            state = new(key)
            for one in group:
                state, effects = step(self.shop, state, one.event, one.received)
                named = tuple((effect_id(self.shop.id, key, state.seq, n), effect) for n, effect in enumerate(effects))
                for name, effect in named:
                    if stored.pop(name, b"") != fx.encode(effect) and key not in forgotten:
                        self.differences.append(f"law 13: {name} is not what was stored")
                yield Entry(key=key, seq=state.seq, now=one.received, event=one.event, effects=named)
        self.differences += [
            f"law 13: {name} was stored but not replayed" for name in stored if name.split("/")[1] not in forgotten
        ]
