"""Whether, when and on what ground to write the first letter about a cart.

Rules
1. `decide` says Ask, Wait(until, reason) or Not(reason); the desk counts the reasons.
2. Deferred is not dropped: quiet hours and caps move a letter; when it can no longer be kind or true it is not written.
3. `last_look` asks everything once more, with what the store knows of the same address elsewhere, just before sending.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from softsell.advise.answer import delivery
from softsell.core import cart as carts
from softsell.core import hours, preferences
from softsell.core.cart import Standing
from softsell.core.shop import Jurisdiction, Policy, Shop
from softsell.core.shopper import Cart, Letter, Shopper


class Reason(StrEnum):
    """Why a cart is not asked about. The first six can pass (they come with a time); the rest end this look at the cart."""

    QUIET_HOURS = "quiet_hours"
    CAP = "cap"
    PAUSED = "paused"
    TOO_EARLY = "too_early"
    IN_CONVERSATION = "in_conversation"
    POSTPONED = "postponed"
    EMPTY = "empty"
    BOUGHT = "bought"
    BEFORE_INSTALLATION = "before_installation"
    TOO_LATE = "too_late"
    BOT = "bot"
    NO_ADDRESS = "no_address"
    TEST_ADDRESS = "test_address"
    STOPPED = "stopped"
    DECLINED = "declined"
    SUPPRESSED = "suppressed"
    SAID_NO = "said_no"
    ALREADY_ASKED = "already_asked"
    NEWER_CART = "newer_cart"
    WITH_PERSON = "with_person"
    RESTING = "resting"
    NO_BASIS = "no_basis"
    UNAVAILABLE = "unavailable"
    NO_NEW_HELP = "no_new_help"
    CHANGED = "changed"
    HELD = "held"
    FORGOTTEN = "forgotten"


class Ask(Struct, frozen=True):
    """Write now: `touch` 1 or 2, on this `basis`; `service` True when a payment or the page failed."""

    touch: int
    basis: str
    service: bool = False


class Wait(Struct, frozen=True):
    """Look again then."""

    until: datetime
    reason: Reason


class Not(Struct, frozen=True):
    """Do not write about this cart as it stands."""

    reason: Reason


class Elsewhere(Struct, frozen=True):
    """What the store knows of the same address, for the last look: the newest order under another key, letters under any,
    and what was chosen about letters (`declined`: kind and when)."""

    ordered_at: datetime | None = None
    letters: tuple[datetime, ...] = ()
    suppressed: str = ""
    cart_claimed: bool = False
    declined: dict[str, datetime] = {}
    postponed_until: datetime | None = None


def decide(shop: Shop, shopper: Shopper, cart: Cart, now: datetime) -> Ask | Wait | Not:
    """What to do about one cart at this moment. Total and deterministic."""
    policy, standing = shop.policy, carts.fold(cart, shopper.orders)
    if (reason := _never(shop, shopper, cart, standing)) is not None:
        return Not(reason)
    touch, at = _next_touch(policy, shopper, cart, standing)
    if at is None:
        return Not(Reason.ALREADY_ASKED)
    service = touch == 1 and carts.trouble(cart, standing) is not None  # a second letter is no service
    if touch == 2 and not new_help(shop, shopper, cart):
        return Not(Reason.NO_NEW_HELP)
    basis = ground(policy, shopper, service)
    if not basis:
        return Not(Reason.NO_BASIS)
    if now < at:
        return Wait(at, Reason.TOO_EARLY)
    if standing.touched is not None and now > standing.touched + timedelta(hours=policy.drop_hours * touch):
        return Not(Reason.TOO_LATE)
    return _wait(policy, shopper, now) or Ask(touch=touch, basis=basis, service=service)


def look_at(shop: Shop, shopper: Shopper, cart: Cart) -> datetime | None:
    """When this cart first deserves a look: None when it stands empty or everything due was said."""
    standing = carts.fold(cart, shopper.orders)
    if not standing.lines:
        return None
    return _next_touch(shop.policy, shopper, cart, standing)[1]


def ground(policy: Policy, shopper: Shopper, service: bool) -> str:
    """The strongest lawful basis for a letter to this person under the rules of their place; "" for none.

    The table is `Policy.jurisdictions`: configuration, not legal advice.
    """
    place = jurisdiction(policy, shopper.country)
    consent = shopper.consent
    if consent is not None and consent.basis == "withdrawn":
        held: tuple[str, ...] = ()
    else:
        held = (consent.basis,) if consent and consent.basis in ("consent", "soft_optin") else ()
        if shopper.customer and policy.soft_optin:
            held += ("soft_optin",)
    if service:
        held += ("service_error",)
    for basis in place.bases:
        if basis in held:
            return basis
    if place.none_allowed and (consent is None or consent.basis != "withdrawn"):
        return "none"
    return ""


def jurisdiction(policy: Policy, country: str) -> Jurisdiction:
    """The row that governs a country: its own, else the shop's country, else the strictest (consent only)."""
    for wanted in (country.upper(), policy.country.upper()):
        for row in policy.jurisdictions:
            if wanted and wanted in row.countries:
                return row
        if wanted and country:
            break  # a known foreign place without a row: the strictest, not the shop's own
    return Jurisdiction(id="strictest", countries=(), bases=("consent",))


def capped(policy: Policy, times: tuple[datetime, ...], now: datetime) -> datetime | None:
    """When there is room again under every cap, or None when there is room now. `times` are letters already written."""
    until: datetime | None = None
    for days, most in ((1, policy.caps.day), (7, policy.caps.week), (30, policy.caps.month)):
        window = timedelta(days=days)
        recent = sorted(t for t in times if t > now - window)
        if most <= 0:
            free = now + window
        elif len(recent) >= most:
            free = recent[-most] + window
        else:
            continue
        until = max(until or free, free)
    return until


def new_help(shop: Shop, shopper: Shopper, cart: Cart) -> bool:
    """Whether a second letter would bring something the first could not: delivery to the very place that was asked for."""
    return bool(cart.postcode) and bool(delivery(shop.knowledge, cart.postcode))


def live(shopper: Shopper) -> Cart | None:
    """The cart with lines that was touched last."""
    best: tuple[datetime, str] | None = None
    found: Cart | None = None
    for cart in shopper.carts:
        standing = carts.fold(cart, shopper.orders)
        if standing.lines and standing.touched and (best is None or (standing.touched, cart.id) > best):
            best, found = (standing.touched, cart.id), cart
    return found


def asked(shopper: Shopper, cart: Cart, standing: Standing) -> tuple[Letter, ...]:
    """The letters that were written about the episode of this cart that stands."""
    counted = ("waiting", "sent", "ghosted", "unsure", "held", "bounced")
    start = standing.started
    return tuple(
        x
        for x in shopper.letters
        if x.cart_id == cart.id and x.status in counted and start is not None and x.at >= start
    )


def last_look(shop: Shop, shopper: Shopper, letter: Letter, elsewhere: Elsewhere, now: datetime) -> Reason | None:
    """Everything once more, in the transaction that claims the letter. None: it may go."""
    policy = shop.policy
    cart = next((c for c in shopper.carts if c.id == letter.cart_id), None)
    if cart is None or letter.status not in ("waiting", "held"):  # held: a person let it go
        return Reason.CHANGED
    standing = carts.fold(cart, shopper.orders)
    if (reason := _closed(policy, shopper)) is not None:
        return reason
    if not standing.lines:
        return Reason.BOUGHT if any(o.at >= letter.at for o in shopper.orders) else Reason.EMPTY
    if elsewhere.suppressed:
        return Reason.SUPPRESSED
    if (chosen := _chosen(shopper, now, elsewhere)) is not None:
        return chosen
    if elsewhere.ordered_at and standing.touched and elsewhere.ordered_at >= standing.touched - carts.SLACK:
        return Reason.BOUGHT
    if elsewhere.cart_claimed:
        return Reason.ALREADY_ASKED
    if standing.touched is not None and standing.touched > letter.at:
        return Reason.CHANGED
    if (hush := hushed(policy, shopper, now)) is not None:
        return hush
    if not _buyable(shop, standing):
        return Reason.UNAVAILABLE
    if not ground(policy, shopper, letter.arm == "service"):
        return Reason.NO_BASIS
    if policy.paused:
        return Reason.PAUSED
    if capped(policy, elsewhere.letters, now):
        return Reason.CAP
    if not hours.is_open(policy, shopper.timezone, shopper.country, now):
        return Reason.QUIET_HOURS
    return None


def _never(shop: Shop, shopper: Shopper, cart: Cart, standing: Standing) -> Reason | None:
    policy = shop.policy
    if not standing.lines or standing.touched is None:
        return Reason.BOUGHT if shopper.orders else Reason.EMPTY
    if policy.installed_at is not None and standing.touched < policy.installed_at:
        return Reason.BEFORE_INSTALLATION
    if (closed := _closed(policy, shopper)) is not None:
        return closed
    newest = live(shopper)
    if newest is not None and newest.id != cart.id:
        return Reason.NEWER_CART
    if hushed(policy, shopper, standing.touched) is Reason.WITH_PERSON:
        return Reason.WITH_PERSON
    if not _buyable(shop, standing):
        return Reason.UNAVAILABLE
    return None


def _closed(policy: Policy, shopper: Shopper) -> Reason | None:
    """Reasons that lie in the person, whatever the cart."""
    if shopper.forgotten_at or shopper.forwarded_to:
        return Reason.FORGOTTEN
    if shopper.suspect:
        return Reason.BOT
    if "@" not in shopper.address:
        return Reason.NO_ADDRESS
    domain = shopper.address.rsplit("@", 1)[1].lower()
    if any(domain == d or domain.endswith("." + d) for d in policy.blocked_domains):
        return Reason.TEST_ADDRESS
    if shopper.stopped_at:
        return Reason.STOPPED
    if shopper.suppressed:
        return Reason.SUPPRESSED
    if preferences.declined(shopper, preferences.CARTS):
        return Reason.DECLINED
    return None


def _chosen(shopper: Shopper, now: datetime, elsewhere: Elsewhere) -> Reason | None:
    """What the person chose about letters, here or under another key with this address."""
    if preferences.declined(shopper, preferences.CARTS, elsewhere.declined.get(preferences.CARTS)):
        return Reason.DECLINED
    return Reason.POSTPONED if preferences.postponed(shopper, now, elsewhere.postponed_until) else None


def hushed(policy: Policy, shopper: Shopper, at: datetime) -> Reason | None:
    """Why nothing unasked is written at that time, in what was said: a person, a no, a rest, or a talk that goes on."""
    talk = shopper.conversation
    if talk is not None and talk.state == "handed_over":
        return Reason.WITH_PERSON
    if shopper.said_no_at and at < shopper.said_no_at + timedelta(days=policy.no_days):
        return Reason.SAID_NO
    if talk is not None and talk.rest_until is not None and at < talk.rest_until:
        return Reason.RESTING
    if talk is not None and talk.state not in ("closed", "resting") and not talk.ended:
        return Reason.IN_CONVERSATION
    return None


def _next_touch(policy: Policy, shopper: Shopper, cart: Cart, standing: Standing) -> tuple[int, datetime | None]:
    if standing.touched is None:
        return 1, None
    letters = asked(shopper, cart, standing)
    if not letters:
        return 1, _ask_time(policy, shopper, cart, standing)
    first = letters[0]
    follow = policy.follow_up_hours
    if len(letters) > 1 or follow <= 0 or first.last or first.status not in ("sent", "ghosted"):
        return 2, None
    talk = shopper.conversation
    if talk is not None and talk.moved_at > first.at:
        return 2, None
    after = first.at + timedelta(hours=follow)
    return 2, hours.next_open(policy, shopper.timezone, shopper.country, after, policy.morning)


def _ask_time(policy: Policy, shopper: Shopper, cart: Cart, standing: Standing) -> datetime:
    assert standing.touched is not None
    failed = carts.trouble(cart, standing)
    if failed is not None:  # hard evidence: help may come sooner, as service
        after = max(failed.at, standing.touched) + timedelta(hours=policy.service_wait_hours)
        return hours.next_open(policy, shopper.timezone, shopper.country, after)
    after = standing.touched + timedelta(hours=max(policy.wait_hours, policy.floor_hours))
    return hours.next_open(policy, shopper.timezone, shopper.country, after, policy.morning)


def _wait(policy: Policy, shopper: Shopper, now: datetime) -> Wait | Not | None:
    talk, hush = shopper.conversation, hushed(policy, shopper, now)
    if hush is Reason.IN_CONVERSATION and talk is not None:
        return Wait(max(now, talk.moved_at) + timedelta(days=3), hush)
    if hush is not None:
        return Not(hush)
    if until := preferences.postponed(shopper, now):
        return Wait(hours.next_open(policy, shopper.timezone, shopper.country, until), Reason.POSTPONED)
    if policy.paused:
        return Wait(now + timedelta(hours=6), Reason.PAUSED)
    counted = ("waiting", "sent", "ghosted", "unsure", "bounced")
    free = capped(policy, tuple(x.at for x in shopper.letters if x.status in counted), now)
    if free is not None:
        return Wait(hours.next_open(policy, shopper.timezone, shopper.country, free), Reason.CAP)
    if not hours.is_open(policy, shopper.timezone, shopper.country, now):
        return Wait(hours.next_open(policy, shopper.timezone, shopper.country, now), Reason.QUIET_HOURS)
    return None


def _buyable(shop: Shop, standing: Standing) -> bool:
    """Whether anything in the cart can be bought: a product that the catalogue does not know is believed."""
    known = [(shop.catalogue.get(line.product_id), shop.catalogue.variant(carts.key(line))) for line in standing.lines]
    left = [one.stock if one and one.stock is not None else p.stock if p else None for p, one in known]
    return any(count is None or count > 0 for count in left)
