"""Coaching for other inboxes: POST a transcript to /v1/coach, get what was understood, what to ask or suggest, and a draft.

Rules
1. It opens as every door for programs does (`keyed`); nothing of the talk is kept.
2. The shop, its catalogue and its knowledge are those of this installation; the talk is only what was posted.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct
from starlette.routing import Route

from softsell.coaching import Told, tell
from softsell.core.coach import MOST_LINES, Spoken, coach, stranger
from softsell.core.events import Line
from softsell.core.shop import Shop
from softsell.voice.phrases import Voice
from softsell.web import keyed
from softsell.web.keyed import Refused
from softsell.worker import Runtime

PATHS = ("/v1/coach",)
MOST_CART = 100
Words = Annotated[str, Meta(max_length=5000)]
Name = Annotated[str, Meta(max_length=200)]


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the talk. Of a buyer also a quick answer by its id; of a seller the question that was asked, by its id.

    `drafted`: the seller said the last draft as it stood.
    """

    by: Literal["buyer", "seller"]
    text: Words = ""
    choice: Name = ""
    question: Name = ""
    drafted: bool = False


class InCart(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the cart."""

    product_id: Name
    quantity: Annotated[int, Meta(ge=1, le=1000)] = 1


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a request. `draft`: words of the seller's own, to be read by the lint."""

    transcript: tuple[Turn, ...] = ()
    language: Literal["", "en", "is"] = ""
    cart: tuple[InCart, ...] = ()
    draft: Words = ""


def routes(rt: Runtime, clock: Callable[[], float] = time.monotonic) -> list[Route]:
    """The route of the door. Raises ConfigError as `keyed.routes` does."""
    return keyed.routes(rt, PATHS, lambda octets: answer(rt.desk.voice, rt.shop(), octets, rt.clock()), clock)


def answer(voice: Voice, shop: Shop, octets: bytes, now: datetime) -> Told:
    """The coaching for a body. Raises Refused that names the field."""
    asked = keyed.read(octets, Asked)
    if len(asked.transcript) > MOST_LINES:
        raise Refused(400, f"at most {MOST_LINES} lines are read; leave out the oldest", "transcript")
    if len(asked.cart) > MOST_CART:
        raise Refused(400, f"at most {MOST_CART} lines of a cart are read", "cart")
    known = (shop.catalogue.get(one.product_id) for one in asked.cart)
    cart = tuple(
        Line(one.product_id, one.quantity, price=product.price if product else None,
             currency=product.currency if product else "")
        for one, product in zip(asked.cart, known, strict=True)
    )  # fmt: skip
    lines = [Spoken(t.by, t.text, t.choice, t.question, t.drafted) for t in asked.transcript]
    shopper = stranger(shop, asked.language or shop.policy.language, cart, now)
    return tell(voice, shop, coach(shop, shopper, lines, now), now, text=asked.draft)
