"""Where a conversation's act plays, and the turn that it gives."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from softsell.advise.knowledge import current
from softsell.advise.needs import Need
from softsell.core import cart as carts
from softsell.core import facts
from softsell.core.cart import Standing
from softsell.core.hearing import Heard
from softsell.core.outreach import live
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation, Shopper
from softsell.values import Choice, Meaning

ANSWERED_CHOICES = (Choice("yes"), Choice("not_quite"), Choice("question"), Choice("person"))


class Turn(Struct, frozen=True):
    """What the seller says now and where the conversation stands afterwards. `hand` names why a person is wanted."""

    talk: Conversation
    meanings: tuple[Meaning, ...] = ()
    question: str = ""
    choices: tuple[Choice, ...] = ()
    close: bool = False
    claim: bool = False
    hand: str = ""
    told: tuple[int, ...] = ()  # for each meaning how often its kind was said before


class Scene(Struct, frozen=True):
    """Where an act plays: who, in which language, about which cart, at what time."""

    shop: Shop
    shopper: Shopper
    talk: Conversation
    heard: Heard
    lang: str
    standing: Standing
    postcode: str
    now: datetime
    before: datetime  # when either side last said something


def scene(shop: Shop, shopper: Shopper, talk: Conversation, heard: Heard, now: datetime) -> Scene:
    """The scene for this shopper's newest cart, with what the shop says of itself as it holds now."""
    cart = next((c for c in shopper.carts if c.id == talk.cart_id), None) or live(shopper)
    standing = carts.fold(cart, shopper.orders) if cart else Standing()
    before = shopper.conversation.moved_at if shopper.conversation else now
    receive = talk.receive if talk.receive != "pickup" else ""
    postcode = receive or (cart.postcode if cart else "") or shopper.postcode
    shop = replace(shop, knowledge=current(shop.knowledge, now))
    return Scene(shop, shopper, talk, heard, facts.language(shop, shopper), standing, postcode, now, before)


def with_talk(s: Scene, talk: Conversation) -> Scene:
    """The same scene with the conversation moved on."""
    return replace(s, talk=talk)


def at(talk: Conversation, state: str) -> Conversation:
    """The conversation in another state."""
    return replace(talk, state=state)


def product_needs(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """The needs that speak of products (a trouble or a question is a need too, but not one that ranks products)."""
    return tuple(n for n in needs if n.facet not in ("trouble", "question", "chosen", "open", "place"))


def with_need(needs: tuple[Need, ...], need: Need) -> tuple[Need, ...]:
    """The needs with this one; an earlier word on the same facet gives way."""
    kept = tuple(
        n
        for n in needs
        if (n.facet, n.wanted) != (need.facet, need.wanted) or (not need.wanted and n.value != need.value)
    )
    return (*kept, need)[-24:]
