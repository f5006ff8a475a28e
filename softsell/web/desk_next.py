"""What happens next with a shopper's cart, when, and why nothing was asked yet: the core's decision, in plain words."""

from datetime import datetime

from msgspec import Struct

from softsell.core import cart as carts
from softsell.core import conversation, outreach
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper
from softsell.core.step import due


class Next(Struct, frozen=True):
    """`what` is a phrase (desk-next-<what>), `at` when, `reason` why the cart is not asked about ("" when it was or will be)."""

    what: str
    at: datetime | None = None
    reason: str = ""


def ahead(shop: Shop, shopper: Shopper, now: datetime) -> Next:
    """The next dated move: of a person, of the conversation, of a letter, or of time."""
    talk = shopper.conversation
    reason = why(shop, shopper, now)
    if talk is not None and talk.state == "handed_over":
        if talk.waiting_since:
            return Next("person", talk.waiting_since, reason)
        return Next("held", conversation.next_look(shop, talk), reason)
    if any(letter.status == "waiting" for letter in shopper.letters):
        return Next("letter")
    if shopper.stopped_at or shopper.suppressed:
        return Next("never", due(shop, shopper), reason)
    if talk is not None and not talk.ended and talk.state not in ("resting", "stopped"):
        return Next("talk", conversation.next_look(shop, talk), reason)
    cart = outreach.live(shopper)
    if cart is not None:
        match outreach.decide(shop, shopper, cart, now):
            case outreach.Ask():
                return Next("ask", now)
            case outreach.Wait(until=until, reason=outreach.Reason.TOO_EARLY):
                return Next("ask", until)
            case outreach.Wait(until=until):
                return Next("look", until, reason)
    return Next("rest", due(shop, shopper), reason)


def why(shop: Shop, shopper: Shopper, now: datetime) -> str:
    """Why the newest cart is not asked about; "" when it was asked about or will be."""
    cart = outreach.live(shopper)
    if cart is None:
        return str(outreach.Reason.BOUGHT) if shopper.orders else ""
    standing = carts.fold(cart, shopper.orders)
    if outreach.asked(shopper, cart, standing):
        return ""
    outlook = next((o for o in shopper.outlooks if o.cart_id == cart.id and o.touched == standing.touched), None)
    if outlook is not None:
        return outlook.reason
    match outreach.decide(shop, shopper, cart, now):
        case outreach.Not(reason=reason) | outreach.Wait(reason=reason):
            return str(reason)
    return ""
