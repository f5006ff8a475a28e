"""What happened. Every event has `id` (the sender's messageId: the same id is the same event) and `at` (when, UTC, aware).

Names are in the past tense. Shops' own vocabularies become these in `shops/`; mail in `mail.read`; pages in `web/`.
Events are appended to the inbox with the time they were received; the core sees that time as `now`.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from softsell.core.consents import Consent as Consent
from softsell.core.consents import Declined as Declined
from softsell.core.consents import LanguageChosen as LanguageChosen
from softsell.core.consents import Postponed as Postponed
from softsell.core.consents import Requested as Requested
from softsell.core.drafted import Drafted as Drafted
from softsell.values import Choice


class Line(Struct, frozen=True, omit_defaults=True):
    """One line of a cart as the shop told it; `price` in minor units for one, or None; `variant_id` the very size or colour."""

    product_id: str
    quantity: int = 1
    name: str = ""
    price: int | None = None
    currency: str = ""
    url: str = ""
    variant_id: str = ""


class _Event(Struct, frozen=True, tag=True, omit_defaults=True, kw_only=True):
    id: str
    at: datetime


# -- what a shop reports ------------------------------------------------------------------------------------------------


class Seen(_Event, frozen=True):
    """A page or list was looked at; `what` is "page", "list", "returns", "terms", "sizes", "cart"."""

    what: str = "page"
    url: str = ""


class Viewed(_Event, frozen=True):
    """A product was looked at; `variant_id` as in a line."""

    product_id: str
    variant_id: str = ""


class Searched(_Event, frozen=True):
    """A search or filter was used; `filters` are (facet, value)."""

    query: str = ""
    filters: tuple[tuple[str, str], ...] = ()


class Added(_Event, frozen=True):
    """A line went into a cart ("-" where the shop names no cart)."""

    line: Line
    cart_id: str = "-"


class Removed(_Event, frozen=True):
    """A line left a cart, `line.quantity` of it."""

    line: Line
    cart_id: str = "-"


class CartUpdated(_Event, frozen=True):
    """The whole cart as it now stands; empty lines mean it was emptied."""

    lines: tuple[Line, ...] = ()
    cart_id: str = "-"


class CheckoutStarted(_Event, frozen=True):
    """The checkout was opened. `lines` empty: the shop did not say, the cart stands as it was."""

    cart_id: str = "-"
    checkout_id: str = ""
    lines: tuple[Line, ...] = ()


class CheckoutStep(_Event, frozen=True):
    """A checkout step was seen or done: `step` is the shop's number or name."""

    cart_id: str = "-"
    step: str = ""
    name: str = ""
    done: bool = False
    shipping_method: str = ""
    payment_method: str = ""


class ShippingQuoted(_Event, frozen=True):
    """The price of delivery to a place was shown; `total` is minor units."""

    cart_id: str = "-"
    postcode: str = ""
    total: int | None = None
    currency: str = ""


class PaymentFailed(_Event, frozen=True):
    """A payment was refused: `reason` is the class the gateway gave (declined, 3ds, expired, error)."""

    cart_id: str = "-"
    code: str = ""
    reason: str = ""
    method: str = ""


class ClientFailed(_Event, frozen=True):
    """The shop's page broke in the shopper's hands (Segment: "Client Error")."""

    cart_id: str = "-"
    error_id: str = ""
    step: str = ""


class CouponDenied(_Event, frozen=True):
    """A coupon was refused, with the shop's reason."""

    cart_id: str = "-"
    coupon: str = ""
    reason: str = ""


class Saved(_Event, frozen=True):
    """Put on a wish list, or shared with somebody (`how` is "wishlist" or "share")."""

    product_id: str = ""
    how: str = "wishlist"


class Ordered(_Event, frozen=True):
    """An order was placed and stands (paid, on hold or to be invoiced; never a pending or failed one).

    `total` is minor units, tax and delivery in. No lines: the shop did not say, so every earlier cart is taken as bought.
    """

    order_id: str
    total: int = 0
    currency: str = ""
    lines: tuple[Line, ...] = ()
    cart_id: str = ""
    discount: int = 0


class OrderCancelled(_Event, frozen=True):
    """An order was cancelled or wholly refunded."""

    order_id: str
    refunded: int = 0


class Identified(_Event, frozen=True):
    """The shop said who this is. Empty fields leave what is known; `address` is an e-mail address as typed and sent off."""

    name: str = ""
    address: str = ""
    language: str = ""
    timezone: str = ""
    country: str = ""
    postcode: str = ""
    consent: Consent | None = None
    customer: bool = False


class Suspected(_Event, frozen=True):
    """Signs of a machine, seen before any assignment to an arm ("user-agent", "address", "burst"); `human` lifts them."""

    signs: tuple[str, ...] = ()
    human: bool = False


# -- what a shopper says ------------------------------------------------------------------------------------------------


class Answered(_Event, frozen=True):
    """A choice was posted under a question: `question` is the id of the open question, `choice` one of its choices."""

    question: str
    choice: str
    channel: str = "page"
    about: str = ""


class Said(_Event, frozen=True):
    """Free text from the shopper, quotes and signature taken off. `trusted` False: the sender could not be proved.

    `message_id` is that of the mail it came in, so that the answer stands in the same thread.
    """

    text: str
    channel: str = "page"
    subject: str = ""
    message_id: str = ""
    trusted: bool = True


class Unsubscribed(_Event, frozen=True):
    """A no to letters: by header POST, by the page, by reply ("stop"), or told by the shop."""

    via: str = "page"


# -- what became of an effect, and what people at the shop did -------------------------------------------------------------


class Sent(_Event, frozen=True):
    """A letter was accepted by the mail server, or a line was shown on the page. `effect` is the effect's id."""

    effect: str
    message_id: str = ""


class Ghosted(_Event, frozen=True):
    """What would have been sent to the control group passed every gate and was kept back."""

    effect: str


class Held(_Event, frozen=True):
    """A text had a blocking finding, so it was not sent; a person must look."""

    effect: str
    rule: str
    text: str = ""


class Skipped(_Event, frozen=True):
    """The last look before sending refused: `reason` is a core reason; the core decides whether to ask later or never."""

    effect: str
    reason: str


class Unsure(_Event, frozen=True):
    """The end of the dialogue with the mail server is unknown: never sent again, counted as sent."""

    effect: str


class Bounced(_Event, frozen=True):
    """A letter came back or was refused. `reason` is a word of the mail room ("no-user", "full", "reputation" ...) or ""."""

    effect: str
    permanent: bool
    detail: str = ""
    reason: str = ""


class Complained(_Event, frozen=True):
    """The shopper called a letter spam: every scope is closed for good."""

    effect: str = ""


class TookOver(_Event, frozen=True):
    """A person at the shop holds the conversation now."""

    by: str


class HandedBack(_Event, frozen=True):
    """The person gave the conversation back; `done`: it is answered, so the buyer is left in peace until they write."""

    by: str
    done: bool = False


class PersonSaid(_Event, frozen=True):
    """A person at the shop wrote to the shopper."""

    by: str
    text: str
    channel: str = "page"


# -- from the runtime -----------------------------------------------------------------------------------------------------


class Woke(_Event, frozen=True):
    """The time that `due` named has passed."""


class Joined(_Event, frozen=True):
    """This key turned out to be the same person as `into`; from now on everything is forwarded there."""

    into: str


class Merged(_Event, frozen=True):
    """The state of another key that turned out to be this person (msgspec JSON of a Shopper)."""

    shopper: msgspec.Raw


class Relayed(_Event, frozen=True):
    """An event that reached a forwarded key and belongs here (msgspec JSON of an Event)."""

    event: msgspec.Raw


class Erased(_Event, frozen=True):
    """The person asked to be forgotten (or retention passed)."""

    by: str = "person"


Event = (
    Seen | Viewed | Searched | Added | Removed | CartUpdated | CheckoutStarted | CheckoutStep | ShippingQuoted
    | PaymentFailed | ClientFailed | CouponDenied | Saved | Ordered | OrderCancelled | Identified | Suspected
    | Answered | Said | Unsubscribed | Declined | Postponed | LanguageChosen | Requested
    | Sent | Ghosted | Held | Skipped | Unsure | Bounced | Drafted | Complained | TookOver | HandedBack | PersonSaid
    | Woke | Joined | Merged | Relayed | Erased
)  # fmt: skip

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Event)


def encode(event: Event) -> bytes:
    """The event as JSON, tagged by its class name in `type`."""
    return _encoder.encode(event)


def decode(body: bytes | str) -> Event:
    """The event from its JSON. Raises msgspec.ValidationError, which names the path, for anything else."""
    decoded: Event = _decoder.decode(body)
    return decoded


__all__ = [name for name, value in list(globals().items()) if isinstance(value, type) and issubclass(value, Struct)]
__all__ += ["Choice", "Event", "decode", "encode"]
