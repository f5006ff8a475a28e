"""What the core may know of a shop: its policy, its catalogue and its knowledge. Read-only."""

from datetime import date, datetime, time

from msgspec import Struct

from softsell.advise.answer import Knowledge
from softsell.advise.catalogue import Catalogue
from softsell.advise.reading.classify import Weighed


class Jurisdiction(Struct, frozen=True):
    """What one legal area allows a first letter to rest on. Configuration, not legal advice.

    `bases` in order of strength; `none_allowed`: an opt-out area, where a letter needs no ground but a way to stop.
    """

    id: str
    countries: tuple[str, ...]
    bases: tuple[str, ...]
    none_allowed: bool = False
    note: str = ""
    source: str = ""


class Caps(Struct, frozen=True):
    """The most unasked letters to one person in a day, in seven days and in thirty, over every flow."""

    day: int = 1
    week: int = 2
    month: int = 4


class Policy(Struct, frozen=True, kw_only=True):
    """The merchant's settings, edited at the desk and versioned. Hours are local to the shopper, those of
    the staff to the shop; durations say their unit."""

    version: int = 0
    name: str = "Shop"
    url: str = "http://127.0.0.1"
    checkout_url: str = ""
    sender: str = "shop@example.com"
    staff: str = ""
    staff_hours: int = 24  # a person answers within this many hours: 24 are an office day (`office`)
    staff_opens: time = time(9, 0)  # on the shop's own clock
    staff_closes: time = time(17, 0)
    staff_weekends: bool = False  # holidays of the shop's country are always closed
    postal_address: str = ""
    country: str = "IS"
    currency: str = "ISK"
    timezone: str = "Atlantic/Reykjavik"
    languages: tuple[str, ...] = ("is", "en")
    language: str = "is"

    installed_at: datetime | None = None  # carts touched before this are never asked about
    paused: bool = False
    wait_hours: int = 24
    floor_hours: int = 2
    service_wait_hours: int = 1
    follow_up_hours: int = 0  # 0: no follow-up, and the first letter says so
    drop_hours: int = 168  # a letter that could not be kind for this long after the cart was left is dropped
    morning: time = time(9, 30)
    opens: time = time(9, 0)  # quiet before
    closes: time = time(20, 0)  # quiet from
    sundays: bool = False
    holidays: dict[str, tuple[date, ...]] = {}  # country -> public holidays, quiet all day
    caps: Caps = Caps()
    cart_days: int = 30
    rest_days: int = 90
    no_days: int = 180
    soft_optin: bool = False  # the shop offers a way to object where it collects addresses
    holdout: float = 0.10
    salt: str = "softsell"
    jurisdictions: tuple[Jurisdiction, ...] = ()
    blocked_domains: tuple[str, ...] = ()  # machine and test domains, never written to
    model_understand: bool = False  # a language model may say what an unclear text means
    model_rephrase: bool = False  # a language model may word the soft sentences of a letter more warmly
    model_seconds: int = 8  # how long an answer is waited for
    model_calls: int = 200  # in 24 hours
    model_tokens: int = 200_000  # in 24 hours
    anonymous_days: int = 30
    conversation_days: int = 365


class Shop(Struct, frozen=True):
    """One shop: what `step` may read. `model` hears a no that the rules of understanding miss; without it they speak alone."""

    id: str
    policy: Policy
    catalogue: Catalogue
    knowledge: Knowledge
    model: Weighed | None = None
