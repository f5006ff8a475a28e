"""The facts that a recorded log tells of one shopper, as `ledger` writes them down for `check`."""

from datetime import datetime

from msgspec import Struct

from softsell.core import events as ev
from softsell.core.effects import Effect


class Entry(Struct, frozen=True):
    """One handled event: `seq` is the state's after it (unchanged when it was ignored), `effects` are (id, effect)."""

    key: str
    seq: int
    now: datetime
    event: ev.Event | None
    effects: tuple[tuple[str, Effect], ...] = ()


class Mailed(Struct):
    """A letter of the log: when it was decided on, since when its cart stood then, and what became of it."""

    effect: str
    cart_id: str
    touch: int
    arm: str
    at: datetime
    since: datetime | None
    products: tuple[str, ...] = ()
    last: bool = True
    out: datetime | None = None  # sent, ghosted, or nobody knows
    pending: bool = True
    broken: datetime | None = None  # since when it names what does not stand any more


class Ledger(Struct):
    """The facts about one shopper, up to one entry of the log."""

    seq: int = 0
    known_at: datetime | None = None
    address: str = ""
    country: str = ""
    timezone: str = ""
    language: str = ""
    customer: bool = False
    consent: ev.Consent | None = None
    moves: dict[tuple[str, str], tuple[datetime, str, tuple[ev.Line, ...]]] = {}
    orders: dict[str, tuple[datetime, tuple[str, ...], str]] = {}
    cancelled: set[str] = set()
    faults: set[str] = set()  # carts in which a payment or the page failed
    stopped_at: datetime | None = None
    closed: bool = False  # a complaint or a dead address: for good
    returned: dict[str, datetime] = {}  # letters that came back for now
    no_at: datetime | None = None
    declined_at: datetime | None = None  # a no to letters about carts
    pause_until: datetime | None = None
    chosen: str = ""  # the language that was chosen
    held: bool = False
    last_word: datetime | None = None
    letters: dict[str, Mailed] = {}
    arm: str = ""
    merged: bool = False
    turn: int = 0
    told: int = 0  # the turn at which the buyer last told anything
    concern: int = 0
    satisfied: int = 0
    claim: int = 0
    offered: tuple[str, ...] = ()
    question: str = ""
    placed: bool = False  # where to send it, or that it is fetched, was told
    talk: str = ""
    facets: set[str] = set()  # the needs that were told in this talk
    asked: set[str] = set()  # the needs that were asked about
    draft: str = ""  # what a language model was asked last, and until when its answer counts
    draft_until: datetime | None = None
