"""What a shopper does before an order: looking, searching, the cart, the checkout, saving and sharing.

Every function takes what was told and gives core events. It raises BadRequest, which names the property, where the
meaning is missing.
"""

from softsell.core import events as core
from softsell.errors import BadRequest
from softsell.shops import fields
from softsell.shops.told import Events, Told


def _product(told: Told) -> str:
    found = fields.product_id(told.values)
    if not found:
        raise BadRequest("is required", "properties.product_id")
    return found


def viewed(told: Told) -> Events:
    variant = fields.variant_id(told.values)
    product = _product(told)
    return (core.Viewed(id=told.id, at=told.at, product_id=product, variant_id="" if variant == product else variant),)


def listed(told: Told) -> Events:
    return (core.Seen(id=told.id, at=told.at, what="list", url=fields.link(told.values.get("url"))),)


def filtered(told: Told) -> Events:
    sent = told.values.get("filters")
    pairs = (
        (fields.word(one, "type", most=60), fields.word(one, "value", most=120))
        for one in (sent[:20] if isinstance(sent, list) else ())
        if isinstance(one, dict)
    )
    return (core.Searched(id=told.id, at=told.at, filters=tuple(pair for pair in pairs if pair[0] and pair[1])),)


def searched(told: Told) -> Events:
    return (core.Searched(id=told.id, at=told.at, query=told.word("query", "search_term", "search_string")),)


def worth(lines: tuple[core.Line, ...]) -> int:
    """Minor units of all lines together; 0 when one has no price."""
    return sum((line.price or 0) * line.quantity for line in lines) if all(line.price for line in lines) else 0


def _moved(told: Told) -> tuple[core.Line, ...]:
    one = fields.line(told.values, told.unit(), told.notes)
    if one is not None:
        return (one,)
    many, _ = fields.lines(told.values, told.unit(), told.notes)
    if many:
        return many
    quantity = fields.first(told.values, "quantity", "qty")
    wrong = "quantity" if fields.product_id(told.values) and quantity is not None else "product_id"
    raise BadRequest("must be a number above nought" if wrong == "quantity" else "is required", f"properties.{wrong}")


def added(told: Told) -> Events:
    return tuple(
        core.Added(id=told.nth(n), at=told.at, line=line, cart_id=told.cart()) for n, line in enumerate(_moved(told))
    )


def removed(told: Told) -> Events:
    return tuple(
        core.Removed(id=told.nth(n), at=told.at, line=line, cart_id=told.cart()) for n, line in enumerate(_moved(told))
    )


def snapshot(told: Told) -> Events:
    lines, _ = fields.lines(told.values, told.unit(), told.notes)
    if lines is None:
        raise BadRequest("is required and must be a list", "properties.products")
    return (core.CartUpdated(id=told.id, at=told.at, lines=lines, cart_id=told.cart()),)


def emptied(told: Told) -> Events:
    return (core.CartUpdated(id=told.id, at=told.at, cart_id=told.cart()),)


def cart_viewed(told: Told) -> Events:
    lines, whole = fields.lines(told.values, told.unit(), told.notes)
    seen = core.Seen(id=told.nth(1 if lines and whole else 0), at=told.at, what="cart")
    if not lines or not whole:  # half a cart is no snapshot
        return (seen,)
    return (core.CartUpdated(id=told.id, at=told.at, lines=lines, cart_id=told.cart()), seen)


def started(told: Told) -> Events:
    lines, whole = fields.lines(told.values, told.unit(), told.notes)
    return (
        core.CheckoutStarted(
            id=told.id,
            at=told.at,
            cart_id=told.cart(),
            checkout_id=told.word("checkout_id", "checkoutId", "order_id", "orderId"),
            lines=lines if lines and whole else (),
        ),
    )


def step(told: Told, *, done: bool, step: str = "") -> Events:
    return (
        core.CheckoutStep(
            id=told.id,
            at=told.at,
            cart_id=told.cart(),
            step=told.word("step", most=60) or step,
            name=told.word("step_name", "stepName", "name", most=60),
            done=done,
            shipping_method=told.word("shipping_method", "shippingMethod", most=60),
            payment_method=told.word("payment_method", "paymentMethod", most=60),
        ),
    )


def quoted(told: Told) -> Events:
    total = told.money("total", "shipping", "price")
    return (
        core.ShippingQuoted(
            id=told.id,
            at=told.at,
            cart_id=told.cart(),
            postcode=told.word("postcode", "postal_code", "zip", most=20),
            total=total,
            currency=told.unit() if total is not None else "",
        ),
    )


def denied(told: Told) -> Events:
    coupon = told.word("coupon_id", "coupon", "coupon_name", most=60)
    return (core.CouponDenied(id=told.id, at=told.at, cart_id=told.cart(), coupon=coupon, reason=told.word("reason")),)


def saved(told: Told) -> Events:
    return (core.Saved(id=told.id, at=told.at, product_id=_product(told), how="wishlist"),)


def shared(told: Told) -> Events:
    return (core.Saved(id=told.id, at=told.at, product_id=fields.product_id(told.values), how="share"),)
