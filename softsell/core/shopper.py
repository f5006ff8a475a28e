"""Everything softsell knows of one person in one shop: one small immutable value.

Rules
1. States written by the last release still decode: new fields have defaults, none is renamed; `v` says who wrote it.
2. Bounded: every tuple has a most; what falls off is the oldest.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from softsell.advise.needs import Need
from softsell.core.events import Consent, Line
from softsell.values import Choice, Meaning

VERSION = 1
MOST = {"carts": 8, "orders": 40, "letters": 24, "viewed": 20, "outlooks": 8, "returned": 6, "signs": 12, "spoken": 40}


class Op(Struct, frozen=True, array_like=True):
    """One thing that happened to a cart: `kind` is add, remove, set, touch, or base (older ones folded together)."""

    at: datetime
    id: str
    kind: str
    lines: tuple[Line, ...] = ()
    since: tuple[datetime, ...] = ()  # for base: when each line was last added


class Sign(Struct, frozen=True, array_like=True):
    """Evidence of trouble in the events of a cart: `trouble` is a class of `domain.md` B5."""

    at: datetime
    id: str
    trouble: str
    detail: str = ""


class Cart(Struct, frozen=True, omit_defaults=True):
    """A cart as the set of what happened to it; what stands in it is computed (`cart.fold`)."""

    id: str
    ops: tuple[Op, ...] = ()
    signs: tuple[Sign, ...] = ()
    postcode: str = ""


class Purchase(Struct, frozen=True, omit_defaults=True):
    """An order that was placed; it retires every cart whose lines it covers."""

    id: str
    at: datetime
    total: int = 0
    currency: str = ""
    products: tuple[str, ...] = ()
    cart_id: str = ""
    cancelled: bool = False


class Letter(Struct, frozen=True, omit_defaults=True):
    """An unasked letter: `status` is waiting, sent, ghosted, unsure, held, skipped, withdrawn or bounced."""

    effect: str
    cart_id: str
    touch: int
    arm: str
    basis: str
    at: datetime
    status: str = "waiting"
    last: bool = True  # it promised that no other letter about this cart follows
    products: tuple[str, ...] = ()  # what it names
    language: str = ""


class Returned(Struct, frozen=True, array_like=True):
    """A letter that came back for now: when that was told, and which (the effect, or the event where none is named)."""

    at: datetime
    effect: str


class Outlook(Struct, frozen=True, omit_defaults=True):
    """What was decided about a cart that was last touched then: why it was not asked about, and when to look again."""

    cart_id: str
    touched: datetime
    reason: str
    until: datetime | None = None


class Concern(Struct, frozen=True, omit_defaults=True):
    """Something that worries the buyer: open until the buyer, not the seller, says it is answered."""

    topic: str
    turn: int
    text: str = ""
    open: bool = True


class Pause(Struct, frozen=True, omit_defaults=True):
    """Our question that waits while the buyer's own is answered: its id, words and answers, and the state it was asked in."""

    question: str
    asked: Meaning
    state: str
    choices: tuple[Choice, ...] = ()


class Drafting(Struct, frozen=True, omit_defaults=True):
    """A text that a language model was asked about (the Draft's id); after `until` the usual way is gone."""

    effect: str
    text: str
    channel: str
    until: datetime


class Conversation(Struct, frozen=True, omit_defaults=True):
    """One talk with one shopper. `state` is a state of `conversation.TABLE`; turns count what either side said."""

    id: str
    state: str
    opened_at: datetime
    moved_at: datetime
    cart_id: str = ""
    channel: str = "page"
    turn: int = 0
    needs: tuple[Need, ...] = ()
    concerns: tuple[Concern, ...] = ()
    asked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    about: str = ""  # the product, of those offered, that the buyer last spoke of by itself
    chosen: str = ""
    asked_for_advice: bool = False
    question: str = ""
    choices: tuple[Choice, ...] = ()
    last: tuple[Meaning, ...] = ()
    claim_turn: int = 0
    satisfied_turn: int = 0
    receive: str = ""  # "pickup" or a postcode
    misses: int = 0  # times in a row that we did not understand or could not help
    holder: str = ""
    waiting_since: datetime | None = None
    reminded: bool = False
    unproved_since: datetime | None = None  # somebody who cannot be proved wrote, and no person has looked at it
    rest_until: datetime | None = None
    ended: str = ""  # how it ended: bought, satisfied, rest, stopped
    paused: Pause | None = None
    returned: tuple[str, ...] = ()  # facets that were asked about a second time, because something else was answered
    told: dict[str, int] = {}  # how often each kind of meaning was said in this conversation
    drafting: Drafting | None = None


class Shopper(Struct, frozen=True, omit_defaults=True):
    """The state of one shopper in one shop. `seq` counts the steps that moved it."""

    key: str
    v: int = VERSION
    seq: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    known_at: datetime | None = None  # when the identity fields below were last told
    name: str = ""
    address: str = ""
    language: str = ""
    timezone: str = ""
    country: str = ""
    postcode: str = ""
    customer: bool = False
    consent: Consent | None = None
    stopped_at: datetime | None = None
    suppressed: str = ""
    suspect: tuple[str, ...] = ()
    said_no_at: datetime | None = None
    declined: dict[str, datetime] = {}  # kinds of letters that were said no to, and when
    postponed_until: datetime | None = None  # nothing unasked until then
    chosen_language: str = ""  # what the person chose: over `language`, which the shop reports
    carts: tuple[Cart, ...] = ()
    viewed: tuple[tuple[datetime, str], ...] = ()
    orders: tuple[Purchase, ...] = ()
    letters: tuple[Letter, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    returned: tuple[Returned, ...] = ()
    arm: str = ""
    arm_at: datetime | None = None
    mixed_arms: bool = False
    conversation: Conversation | None = None
    spoken: tuple[datetime, ...] = ()  # when the machine answered by mail
    forwarded_to: str = ""
    forgotten_at: datetime | None = None


class Index(Struct, frozen=True):
    """What the store keeps in columns beside the state, so that pages and the last look need not decode it."""

    address: str
    ordered_at: datetime | None
    stage: str
    reason: str
    cart_at: datetime | None
    cart_value: int
    needs_person: bool
    suppressed: str


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Shopper)


def new(key: str) -> Shopper:
    """A shopper of whom nothing is known yet."""
    return Shopper(key=key)


def encode(shopper: Shopper) -> bytes:
    """The state as JSON; the same state gives the same bytes."""
    return _encoder.encode(shopper)


def decode(body: bytes | str) -> Shopper:
    """The state from its JSON. Raises msgspec.ValidationError, which names the path."""
    return _decoder.decode(body)
