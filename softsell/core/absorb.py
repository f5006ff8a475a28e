"""How the events that a shop reports change what is known of a shopper. Order and repetition do not matter for carts.

Rule: a thing that the shop calls by a variant, a SKU or a group goes by the names that the catalogue has for it; an order
keeps the shop's own names too, so that it covers what went into a cart before the catalogue knew it.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from softsell.core import cart as carts
from softsell.core.events import (
    Added,
    CartUpdated,
    CheckoutStarted,
    CheckoutStep,
    ClientFailed,
    Consent,
    CouponDenied,
    Event,
    Identified,
    Line,
    OrderCancelled,
    Ordered,
    PaymentFailed,
    Removed,
    Saved,
    Searched,
    Seen,
    ShippingQuoted,
    Suspected,
    Viewed,
)  # fmt: skip
from softsell.core.preferences import later_yes
from softsell.core.shop import Shop
from softsell.core.shopper import MOST, Op, Purchase, Shopper, Sign

CARD_TESTING = 5  # refused payments within an hour that no person makes


def absorb(shop: Shop, shopper: Shopper, event: Event) -> Shopper | None:
    """The shopper after an event from the shop; None when it is not such an event."""
    match event:
        case Added():
            return _operate(shopper, event.cart_id, Op(event.at, event.id, "add", (_called(shop, event.line),)))
        case Removed():
            return _operate(shopper, event.cart_id, Op(event.at, event.id, "remove", (_called(shop, event.line),)))
        case CartUpdated():
            return _operate(shopper, event.cart_id, Op(event.at, event.id, "set", _all(shop, event.lines)))
        case CheckoutStarted():
            kind = "set" if event.lines else "touch"
            return _operate(shopper, event.cart_id, Op(event.at, event.id, kind, _all(shop, event.lines)))
        case CheckoutStep():
            return _operate(shopper, event.cart_id, Op(event.at, event.id, "touch"))
        case ShippingQuoted():
            return _mark(shopper, event.cart_id, Sign(event.at, event.id, "cost_total", event.postcode.strip()[:12]))
        case PaymentFailed():
            found = _mark(shopper, event.cart_id, Sign(event.at, event.id, "payment_declined", event.reason))
            return _card_testing(found, event)
        case ClientFailed():
            return _mark(shopper, event.cart_id, Sign(event.at, event.id, "technical", event.error_id))
        case CouponDenied():
            return _mark(shopper, event.cart_id, Sign(event.at, event.id, "coupon", event.reason))
        case Ordered():
            return _order(shop, shopper, event)
        case OrderCancelled():
            orders = tuple(replace(o, cancelled=True) if o.id == event.order_id else o for o in shopper.orders)
            if all(o.id != event.order_id for o in orders):  # the cancellation came before the order
                orders = _orders(shopper, Purchase(id=event.order_id, at=event.at, cancelled=True))
            return replace(shopper, orders=orders)
        case Identified():
            return _identify(shopper, event)
        case Suspected():
            signs = () if event.human else tuple(sorted({*shopper.suspect, *event.signs}))[:12]
            return replace(shopper, suspect=signs)
        case Viewed():
            return _view(shopper, event.at, shop.catalogue.names(event.product_id, event.variant_id)[0])
        case Seen() | Searched() | Saved():
            return shopper
    return None


def _called(shop: Shop, line: Line) -> Line:
    product, variant = shop.catalogue.names(line.product_id, line.variant_id)
    same = (product, variant) == (line.product_id, line.variant_id)
    return line if same else replace(line, product_id=product, variant_id=variant)


def _all(shop: Shop, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(_called(shop, line) for line in lines)


def _names(shop: Shop, line: Line) -> tuple[str, ...]:
    return (line.product_id, line.variant_id, *shop.catalogue.names(line.product_id, line.variant_id))


def consent_of(old: Consent | None, new: Consent | None) -> Consent | None:
    """Which of two consents holds: the later; of the same time the stricter."""
    if old is None or new is None:
        return new or old
    if new.at != old.at:
        return max(old, new, key=lambda c: c.at)
    return old if old.basis == "withdrawn" else new


def stopped(stopped_at: datetime | None, consent: Consent | None) -> datetime | None:
    """A stop holds until a later consent with its proof (the text that was agreed to); a bare flag does not lift it."""
    return None if stopped_at is not None and later_yes(consent, stopped_at) else stopped_at


def _operate(shopper: Shopper, cart_id: str, op: Op) -> Shopper:
    return replace(shopper, carts=carts.record(shopper.carts, cart_id[:120] or "-", op))


def _mark(shopper: Shopper, cart_id: str, sign: Sign) -> Shopper:
    short = replace(sign, detail=sign.detail[:200])
    return replace(shopper, carts=carts.sign(shopper.carts, cart_id[:120] or "-", short))


def _card_testing(shopper: Shopper, event: PaymentFailed) -> Shopper:
    since = event.at - timedelta(hours=1)
    marks = [s for c in shopper.carts for s in c.signs if s.trouble == "payment_declined" and since <= s.at <= event.at]
    if len(marks) < CARD_TESTING:
        return shopper
    return replace(shopper, suspect=tuple(sorted({*shopper.suspect, "card_testing"})))


def _order(shop: Shop, shopper: Shopper, event: Ordered) -> Shopper:
    known = next((o for o in shopper.orders if o.id == event.order_id), None)
    purchase = Purchase(
        id=event.order_id,
        at=event.at if known is None or known.cancelled else min(known.at, event.at),
        total=event.total,
        currency=event.currency,
        products=tuple(sorted({name for line in event.lines for name in _names(shop, line) if name})),
        cart_id=event.cart_id,
        cancelled=known.cancelled if known else False,
    )
    return replace(shopper, orders=_orders(shopper, purchase), customer=True, suspect=())


def _orders(shopper: Shopper, purchase: Purchase) -> tuple[Purchase, ...]:
    rest = [o for o in shopper.orders if o.id != purchase.id]
    return tuple(sorted((*rest, purchase), key=lambda o: (o.at, o.id))[-MOST["orders"] :])


def _identify(shopper: Shopper, event: Identified) -> Shopper:
    newer = shopper.known_at is None or event.at >= shopper.known_at

    def pick(old: str, new: str) -> str:
        return (new or old) if newer else (old or new)

    consent = consent_of(shopper.consent, event.consent)
    return replace(
        shopper,
        known_at=max(shopper.known_at or event.at, event.at),
        name=pick(shopper.name, event.name.strip()[:80]),
        address=pick(shopper.address, event.address.strip().lower()[:254]),
        language=pick(shopper.language, event.language[:12]),
        timezone=pick(shopper.timezone, event.timezone[:64]),
        country=pick(shopper.country, event.country.upper()[:2]),
        postcode=pick(shopper.postcode, event.postcode.strip()[:12]),
        customer=shopper.customer or event.customer,
        consent=consent,
        stopped_at=stopped(shopper.stopped_at, consent),
    )


def _view(shopper: Shopper, at: datetime, product: str) -> Shopper:
    last = {p: t for t, p in shopper.viewed}
    last[product] = max(at, last.get(product, at))
    newest = sorted(((t, p) for p, t in last.items()), reverse=True)[: MOST["viewed"]]
    return replace(shopper, viewed=tuple(sorted(newest)))
