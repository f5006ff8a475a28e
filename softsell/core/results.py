"""What came of an effect: how the outcome of a letter changes what is known of a shopper.

Rules (domain D4)
1. An address that is not there is never written to again.
2. Three letters that came back for now within 14 days say the same. A full mailbox does not count: somebody owns it; nor
   does what is said against the sender.
3. A complaint closes everything for good, and stops the talk.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from softsell.core import cart as carts
from softsell.core import hours
from softsell.core.events import Bounced, Complained, Event, Ghosted, Held, Sent, Skipped, Unsure
from softsell.core.outreach import Reason
from softsell.core.shop import Shop
from softsell.core.shopper import MOST, Letter, Outlook, Returned, Shopper

# Reasons that say nothing against an address: a full mailbox has an owner, and the others are about us.
NOT_THEIRS = frozenset({"full", "reputation", "policy", "spam", "relay", "too-big", "ours"})
MOST_BOUNCES, BOUNCING = 3, timedelta(days=14)
PASSING = (Reason.QUIET_HOURS, Reason.CAP, Reason.PAUSED, Reason.POSTPONED)
_SURE = {"waiting": 0, "skipped": 1, "withdrawn": 1, "held": 2, "ghosted": 3, "unsure": 3, "sent": 4, "bounced": 5}


def settle(shop: Shop, shopper: Shopper, event: Event, now: datetime) -> Shopper | None:
    """The shopper after the outcome of an effect; None when the event is none, or the effect is not of theirs."""
    match event:
        case Sent():
            return _status(shopper, event.effect, "sent")
        case Ghosted():
            return _status(shopper, event.effect, "ghosted")
        case Held():
            return _status(shopper, event.effect, "held")
        case Unsure():
            return _status(shopper, event.effect, "unsure")
        case Bounced():
            return _returned(_status(shopper, event.effect, "bounced") or shopper, event, now)
        case Complained():
            talk = shopper.conversation
            ended = replace(talk, state="stopped", ended="stopped", rest_until=None) if talk else None
            return replace(shopper, suppressed="complained", stopped_at=shopper.stopped_at or now, conversation=ended)
        case Skipped():
            return _skip(shop, shopper, event, now)
    return None


def _returned(shopper: Shopper, event: Bounced, now: datetime) -> Shopper:
    dead = replace(shopper, suppressed=shopper.suppressed or "bounced")
    if event.permanent:
        return dead
    if event.reason in NOT_THEIRS:
        return shopper
    name = event.effect or event.id
    others = tuple(one for one in shopper.returned if one.effect != name and one.at > now - BOUNCING)
    if len(others) + 1 >= MOST_BOUNCES:
        return dead
    return replace(shopper, returned=(*others, Returned(now, name))[-MOST["returned"] :])


def _status(shopper: Shopper, effect: str, status: str) -> Shopper | None:
    known = next((x for x in shopper.letters if x.effect == effect), None)
    if known is None or _SURE.get(status, 0) < _SURE.get(known.status, 0):
        return None  # what went out stays so: a late "skipped" must not free the cart for another letter
    return replace(
        shopper, letters=tuple(replace(x, status=status) if x.effect == effect else x for x in shopper.letters)
    )


def _skip(shop: Shop, shopper: Shopper, event: Skipped, now: datetime) -> Shopper | None:
    """A refused last look: a reason that passes moves the letter to another morning; any other ends this look."""
    letter: Letter | None = next((x for x in shopper.letters if x.effect == event.effect), None)
    if letter is None:
        return None
    if letter.status not in ("waiting", "skipped"):
        return None
    found = _status(shopper, event.effect, "skipped") or shopper
    if event.reason == Reason.SUPPRESSED:
        found = replace(found, suppressed=found.suppressed or "elsewhere")
    cart = next((c for c in found.carts if c.id == letter.cart_id), None)
    touched = carts.fold(cart, found.orders).touched if cart else None
    if touched is None or event.reason == Reason.CHANGED:
        return found
    until = None
    if event.reason in PASSING:
        policy, later = shop.policy, now + timedelta(hours=12)
        until = hours.next_open(policy, found.timezone, found.country, later, policy.morning)
    outlook = Outlook(letter.cart_id, touched, event.reason[:60], until)
    rest = tuple(o for o in found.outlooks if o.cart_id != letter.cart_id)
    return replace(found, outlooks=(*rest, outlook)[-MOST["outlooks"] :])
