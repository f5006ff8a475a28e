"""Simulated shoppers: what each does in the shop over a month. Calibrated, seeded, and honest about being invented.

Rules
1. The same seed and number give the same life. Rates are from `data/README` of the project's sources: 73 % of carts are
   abandoned, two thirds of buying sessions hold no cart event, gaps have heavy tails, some events come twice or late.
2. A life is what a shop would have sent; how a shopper answers a letter is in `answers`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Product, say
from softsell.core import events as ev
from softsell.core.events import Event
from softsell.core.identity import Arrival, Who, key_of

SESSION = {"abandon": 0.20, "buy_cart": 0.055, "buy_direct": 0.11}  # the rest only looks
TROUBLES = {
    "just_browsing": 45, "cost_total": 16, "fit_or_choice": 11, "account_wall": 6, "delivery_time": 7, "trust": 5,
    "returns": 5, "payment_methods": 3, "stock_variant": 2,
}  # fmt: skip
POSTCODES = ("101", "105", "107", "200", "220", "400", "550", "600", "603", "700", "800", "900")
FIRST = {
    "is": (
        "Anna",
        "Jón",
        "Guðrún",
        "Sigurður",
        "Kristín",
        "Ólafur",
        "Birna",
        "Einar",
        "Halla",
        "Páll",
        "Sólveig",
        "Ari",
    ),
    "en": ("Emma", "Jack", "Olivia", "Liam", "Grace", "Noah", "Ruth", "Owen", "Maya", "Henry", "Alice", "Tom"),
}


class Buyer(Struct, frozen=True):
    """One invented person: what they secretly want (`wish`: a product), what would stop them, and how they answer."""

    n: int
    name: str
    language: str
    country: str
    timezone: str
    postcode: str
    address: str
    user_id: str
    anonymous_id: str
    consent: str  # yes, no or "" (never asked)
    customer: bool
    bot: bool
    trouble: str
    wish: str
    budget: int
    by_mail: bool


def buyer(seed: int, n: int, catalogue: Catalogue) -> Buyer:
    """The n-th person of this seed."""
    dice = Random(f"{seed}:{n}")
    lang = "is" if dice.random() < 0.62 else "en"
    abroad = lang == "en" and dice.random() < 0.55
    country, zone = dice.choice((("GB", "Europe/London"), ("US", "America/New_York"), ("DK", "Europe/Copenhagen")))
    bot = dice.random() < 0.03
    known = dice.random() < 0.62
    wish = dice.choice(catalogue.products)
    return Buyer(
        n=n,
        name=dice.choice(FIRST[lang]) if known else "",
        language=lang,
        country=country if abroad else "IS",
        timezone=zone if abroad else "Atlantic/Reykjavik",
        postcode=dice.choice(POSTCODES),
        address=(f"buyer{n}@storebotmail.joonix.net" if bot else f"buyer{n}@mail.example") if known or bot else "",
        user_id=f"sim-{n}" if known and dice.random() < 0.75 else "",
        anonymous_id=f"sim-anon-{n}",
        consent=dice.choices(("yes", "no", ""), (48, 14, 38))[0],
        customer=dice.random() < 0.18,
        bot=bot,
        trouble=dice.choices(tuple(TROUBLES), tuple(TROUBLES.values()))[0],
        wish=wish.id,
        budget=int(wish.price * dice.uniform(1.0, 1.8)),
        by_mail=dice.random() < 0.3,
    )


def keys(shop_id: str, person: Buyer) -> tuple[str, ...]:
    """Every key that this person may have in the shop."""
    names = [f"user:{person.user_id}"] if person.user_id else []
    return tuple(key_of(shop_id, name) for name in (*names, f"anon:{person.anonymous_id}"))


def life(seed: int, person: Buyer, catalogue: Catalogue, start: datetime, days: int) -> list[Arrival]:
    """Everything this person does in the shop from `start` on, in order of arrival."""
    dice = Random(f"{seed}:{person.n}:life")
    at = start + timedelta(days=dice.uniform(0, max(1, days - 2)))
    told: list[Arrival] = []
    sessions = min(60, int(dice.paretovariate(1.3)) + (20 if person.bot else 0))
    for s in range(sessions):
        if at > start + timedelta(days=days):
            break
        told += _session(dice, person, catalogue, at, s)
        at += timedelta(hours=min(24 * 20, 0.3 * dice.paretovariate(0.55)))
    return _disturbed(dice, told)


def who(person: Buyer, known: bool) -> Who:
    """How the shop names this person: by the device only, until they say who they are."""
    if not known:
        return Who(anonymous_id=person.anonymous_id)
    return Who(user_id=person.user_id, anonymous_id=person.anonymous_id, address=person.address)


def order(person: Buyer, event_id: str, at: datetime, lines: tuple[ev.Line, ...], cart_id: str = "") -> Arrival:
    """An order by this person."""
    total = sum((line.price or 0) * line.quantity for line in lines)
    placed = ev.Ordered(
        id=event_id, at=at, order_id=f"o-{event_id}", total=total, currency="ISK", lines=lines, cart_id=cart_id
    )
    named = Who(
        user_id=person.user_id, anonymous_id=person.anonymous_id, address=person.address, verified=bool(person.address)
    )
    return Arrival(named, placed, at)


def line(product: Product, lang: str, quantity: int = 1) -> ev.Line:
    """A cart line for a product."""
    return ev.Line(product.id, quantity, say(product.title, lang), product.price, product.currency, product.url)


def _session(dice: Random, person: Buyer, catalogue: Catalogue, at: datetime, s: int) -> list[Arrival]:
    kind = dice.choices((*SESSION, "look"), (*SESSION.values(), 1 - sum(SESSION.values())))[0]
    clock = at
    told: list[Arrival] = []
    named = f"sim{person.n}.{s}"

    def tell(make: Callable[..., Event], known: bool = False, **fields: object) -> None:
        nonlocal clock
        event = make(id=f"{named}.{len(told)}", at=clock, **fields)
        told.append(Arrival(who(person, known), event, clock))
        clock += timedelta(seconds=min(3600, 4 * dice.paretovariate(0.8)))

    if person.bot:
        tell(ev.Suspected, signs=("user-agent",))
    wished = catalogue.get(person.wish)
    near = [p for p in catalogue.products if wished and p.category == wished.category]
    picks = [dice.choice(near or list(catalogue.products)) for _ in range(min(12, int(dice.paretovariate(1.1))))]
    for product in picks:
        tell(ev.Viewed, product_id=product.id)
    if kind == "look":
        return told
    known = bool(person.address) and dice.random() < (0.9 if kind.startswith("buy") else 0.72)
    if known:
        tell(ev.Identified, True, **_traits(person, clock))
    chosen = [line(p, person.language, dice.choice((1, 1, 1, 2))) for p in {p.id: p for p in picks[:2]}.values()]
    cart_id = f"cart-{person.n}-{s}"
    if kind != "buy_direct":
        for one in chosen:
            tell(ev.Added, known, line=one, cart_id=cart_id)
        if dice.random() < 0.5:
            tell(ev.CheckoutStarted, known, cart_id=cart_id)
            _signs(dice, person, cart_id, tell, known)
    if kind.startswith("buy"):
        told.append(order(person, f"{named}.order", clock, tuple(chosen), cart_id if kind == "buy_cart" else ""))
        if dice.random() < 0.24:  # they come back by themselves
            later = clock + timedelta(days=min(25, 3 * dice.paretovariate(0.9)))
            again = line(dice.choice(catalogue.products), person.language)
            told.append(order(person, f"{named}.again", later, (again,)))
    return told


def _signs(dice: Random, person: Buyer, cart_id: str, tell: Callable[..., None], known: bool) -> None:
    if person.trouble in ("cost_total", "delivery_time") or dice.random() < 0.2:
        tell(ev.ShippingQuoted, known, cart_id=cart_id, postcode=person.postcode, total=990, currency="ISK")
    if dice.random() < 0.06:
        tell(ev.PaymentFailed, known, cart_id=cart_id, code="51", reason="declined", method="card")
    if dice.random() < 0.02:
        tell(ev.ClientFailed, known, cart_id=cart_id, error_id="e500", step="payment")
    if person.trouble == "returns":
        tell(ev.Seen, known, what="returns")


def _traits(person: Buyer, at: datetime) -> dict[str, object]:
    agreed = {"yes": "consent", "no": "withdrawn"}.get(person.consent)
    consent = (
        ev.Consent(agreed, at, "May we write to you about your cart and our wool?", "checkout", "1") if agreed else None
    )
    return {
        "name": person.name, "address": person.address, "language": person.language, "timezone": person.timezone,
        "country": person.country, "consent": consent, "customer": person.customer,
    }  # fmt: skip


def _disturbed(dice: Random, told: list[Arrival]) -> list[Arrival]:
    """As it comes over a network: some events late, some twice."""
    out = []
    for arrival in told:
        late = timedelta(minutes=min(600, 3 * dice.paretovariate(0.7))) if dice.random() < 0.04 else timedelta()
        kept = Arrival(arrival.who, arrival.event, arrival.received + late)
        out.append(kept)
        if dice.random() < 0.03:
            out.append(Arrival(kept.who, kept.event, kept.received + timedelta(minutes=dice.uniform(0.1, 90))))
    return sorted(out, key=lambda a: (a.received, a.event.id))
