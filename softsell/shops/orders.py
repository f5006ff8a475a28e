"""Orders, refused payments, broken pages, and what other letters of the shop met.

Rules
1. A pending, failed or draft order is no order: at most it is a checkout. Its failure is not taken for a declined
   payment either. A payment that is still pending (an invoice, a bank transfer) does not undo an order that stands.
2. An order is never refused for a line, a price or a total that cannot be read: missing it would mean asking
   somebody who has bought.
"""

import hashlib

from softsell.core import events as core
from softsell.shops import carts, fields
from softsell.shops.told import Events, Told, key

DRAFTS = frozenset(
    ("pending", "pendingpayment", "awaitingpayment", "draft", "checkoutdraft", "autodraft", "new", "incomplete")
)
FAILED = frozenset(("failed", "declined", "abandoned", "voided", "expired", "paymentfailed", "rejected"))
CANCELLED = frozenset(("cancelled", "canceled", "refunded", "trash", "deleted"))

# What gateways call their refusals; only a plain word of the bank's counts as "declined", all else is an error.
_REASONS = {
    "declined": "declined carddeclined insufficientfunds donothonor donothonour genericdecline processingdeclined",
    "3ds": "3ds 3dsecure authentication authenticationrequired authenticationfailed sca",
    "expired": "expired expiredcard cardexpired",
}
_CLASSES = {word: reason for reason, words in _REASONS.items() for word in words.split()}


def refused(told: Told) -> Events:
    sent = key(told.word("class", "reason", "decline_code", "error_class", most=60))
    code = told.word("code", "error_code", "decline_code", most=60)
    return (
        core.PaymentFailed(
            id=told.id,
            at=told.at,
            cart_id=told.cart(),
            code=code,
            reason=_CLASSES.get(sent) or _CLASSES.get(key(code), "error"),
            method=told.word("method", "payment_method", most=60),
        ),
    )


def broke(told: Told) -> Events:
    error_id = told.word("id", "error_id", most=100)
    return (
        core.ClientFailed(
            id=told.id, at=told.at, cart_id=told.cart(), error_id=error_id, step=told.word("step", most=60)
        ),
    )


def order_id(told: Told) -> str:
    """The order's id, or a digest of what was sent: an order without a number is still an order."""
    found = told.word("order_id", "orderId", "order_number", "transaction_id", "checkout_id")
    return found or "unnumbered-" + hashlib.blake2b(told.id.encode(), digest_size=8).hexdigest()


def _total(told: Told, lines: tuple[core.Line, ...]) -> int:
    """Minor units paid, tax and delivery in: `total`, else revenue with tax and delivery, else the value
    stated, else what the lines come to."""
    total = told.money("total", "order_total", "grand_total")
    if total is not None:
        return total
    revenue = told.money("revenue", "subtotal")
    if revenue is not None:
        return revenue + (told.money("shipping") or 0) + (told.money("tax") or 0)
    return told.money("value") or carts.worth(lines)


def _status(told: Told) -> str:
    found = key(told.word("status", "order_status", most=60)).removeprefix("wc")
    payment = key(told.word("payment_status", "financial_status", most=60))
    return payment if payment in FAILED or payment in CANCELLED else found


def ordered(told: Told) -> Events:
    status = _status(told)
    if status in CANCELLED:
        return cancelled(told)
    if status in DRAFTS:
        return carts.started(told)
    if status in FAILED:
        return ()
    lines, whole = fields.lines(told.values, told.unit(), told.notes)
    bought = lines if lines and whole else ()  # a half-read order would leave the rest in the cart
    return (
        core.Ordered(
            id=told.id,
            at=told.at,
            order_id=order_id(told),
            total=_total(told, bought),
            currency=told.unit(),
            lines=bought,
            cart_id=told.word("cart_id", "cartId", "cart_token"),
            discount=told.money("discount") or 0,
        ),
    )


def cancelled(told: Told) -> Events:
    if told.values.get("partial") is True or told.values.get("is_partial") is True:
        return ()
    refunded = abs(told.money("total", "revenue", "value") or 0)
    return (core.OrderCancelled(id=told.id, at=told.at, order_id=order_id(told), refunded=refunded),)


def stopped(told: Told) -> Events:
    return (core.Unsubscribed(id=told.id, at=told.at, via="shop"),)


def bounced(told: Told) -> Events:
    kind = key(told.word("bounce_type", "type", "category", most=60))
    soft = any(word in kind for word in ("soft", "transient", "temporary", "block"))
    detail = told.word("reason", "bounce_type")
    return (core.Bounced(id=told.id, at=told.at, effect=told.word("email_id"), permanent=not soft, detail=detail),)


def complained(told: Told) -> Events:
    return (core.Complained(id=told.id, at=told.at, effect=told.word("email_id")),)
