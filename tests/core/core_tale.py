"""Short hands for the unit tests: a shopper with an address, a consent and a cart, in a small shop."""

from datetime import datetime, timedelta
from typing import Any

import core_shops
from core_stories import Play

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.outreach import live
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def tale(shop: Shop | None = None, *, consent: bool = True, address: str = "jon@mail.example", **known: Any) -> Play:
    """A shopper who has been told of: with an address and, unless said otherwise, a consent with its proof."""
    p = Play(shop or core_shops.shop())
    given = ev.Consent("consent", p.now, text="Yes, write to me") if consent else None
    p.do(ev.Identified, address=address, consent=given, **known)
    return p


def add(p: Play, product: str = "a", cart: str = "-", at: datetime | None = None) -> None:
    p.do(ev.Added, at=at, line=ev.Line(product), cart_id=cart)


def with_cart(shop: Shop | None = None, *products: str, **known: Any) -> Play:
    p = tale(shop, **known)
    for product in products or ("a",):
        add(p, product)
    return p


def asks(p: Play) -> list[ef.Ask]:
    return [e for entry in p.log for _, e in entry.effects if isinstance(e, ef.Ask)]


def withdrawn(p: Play) -> list[str]:
    return [e.reason for entry in p.log for _, e in entry.effects if isinstance(e, ef.Withdraw)]


def wanted(p: Play) -> list[str]:
    return [e.reason for entry in p.log for _, e in entry.effects if isinstance(e, ef.HandOver)]


def kinds(p: Play) -> list[str]:
    return [m.kind for m in p.says[-1].meanings] if p.says else []


def talk(p: Play) -> Conversation:
    assert p.shopper.conversation is not None
    return p.shopper.conversation


def answer(p: Play, choice: str, question: str = "", channel: str = "page") -> None:
    p.do(ev.Answered, question=question, choice=choice, channel=channel)


def say(p: Play, text: str, channel: str = "page", trusted: bool = True) -> None:
    p.do(ev.Said, text=text, channel=channel, trusted=trusted)


def ask_written(p: Play) -> ef.Ask:
    """Sleep until the first letter is decided on, without delivering it."""
    from softsell.core.step import due

    for _ in range(6):
        at = due(p.shop, p.shopper)
        assert at is not None
        p.now = max(p.now, at)
        p.wake()
        if asks(p):
            return asks(p)[-1]
    raise AssertionError(f"no letter was decided on: {p.shopper.outlooks}")


def reason(p: Play) -> str:
    """Why the cart was not asked about at the last look."""
    cart = live(p.shopper)
    return next((o.reason for o in p.shopper.outlooks if cart is not None and o.cart_id == cart.id), "")
