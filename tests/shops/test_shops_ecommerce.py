"""Segment's e-commerce events become what the core understands."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from softsell.core import events as core
from softsell.core.events import Line
from softsell.shops import ecommerce, segment
from softsell.shops.told import key

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HAT = {
    "product_id": "hat",
    "sku": "H-1",
    "name": "Wool hat",
    "price": 4990,
    "quantity": 2,
    "url": "https://s.example/p/hat?u=a@b.is#x",
}
HAT_LINE = Line(
    variant_id="H-1",
    product_id="hat",
    quantity=2,
    name="Wool hat",
    price=4990,
    currency="ISK",
    url="https://s.example/p/hat",
)


def translate(event: str, properties: Any = None, **more: Any) -> tuple[core.Event, ...]:
    return parsed(event, properties, **more)[0]


def parsed(event: str, properties: Any = None, **more: Any) -> tuple[tuple[core.Event, ...], dict[str, int]]:
    body = {"messageId": "m", "userId": "1", "event": event, "properties": properties, **more}
    found = segment.parse(json.dumps(body).encode(), call="track", received_at=NOW, write_key="k", currency="ISK")
    return tuple(arrival.event for arrival in found.arrivals), found.unknown


MEANINGS = [
    ("Product Viewed", HAT, core.Viewed(id="m", at=NOW, product_id="hat", variant_id="H-1")),
    ("Viewed Product", {"sku": "H-1"}, core.Viewed(id="m", at=NOW, product_id="H-1")),
    ("Product List Viewed", {"category": "Hats"}, core.Seen(id="m", at=NOW, what="list")),
    ("Viewed Product Category", {}, core.Seen(id="m", at=NOW, what="list")),
    (
        "Product List Filtered",
        {"filters": [{"type": "material", "value": "wool"}, {"type": "size"}, 3]},
        core.Searched(id="m", at=NOW, filters=(("material", "wool"),)),
    ),
    ("Products Searched", {"query": "húfa"}, core.Searched(id="m", at=NOW, query="húfa")),
    ("Product Added", {**HAT, "cart_id": "c1"}, core.Added(id="m", at=NOW, line=HAT_LINE, cart_id="c1")),
    ("Added Product", HAT, core.Added(id="m", at=NOW, line=HAT_LINE)),
    ("product_added", HAT, core.Added(id="m", at=NOW, line=HAT_LINE)),
    ("Wishlist Product Added to Cart", HAT, core.Added(id="m", at=NOW, line=HAT_LINE)),
    ("Product Removed", HAT, core.Removed(id="m", at=NOW, line=HAT_LINE)),
    ("Removed Product", HAT, core.Removed(id="m", at=NOW, line=HAT_LINE)),
    ("Cart Viewed", {}, core.Seen(id="m", at=NOW, what="cart")),
    ("Cart Viewed", {"products": [HAT, {"name": "?"}]}, core.Seen(id="m", at=NOW, what="cart")),
    ("Cart Updated", {"cart_id": "c", "products": []}, core.CartUpdated(id="m", at=NOW, cart_id="c")),
    ("Cart Updated", {"products": [HAT, {"sku": "x", "quantity": 0}]}, core.CartUpdated(id="m", at=NOW, lines=(HAT_LINE,))),
    ("Cart Shared", {"recipient": "b@c.is"}, core.Saved(id="m", at=NOW, how="share")),
    ("Product Shared", HAT, core.Saved(id="m", at=NOW, product_id="hat", how="share")),
    ("Product Added to Wishlist", HAT, core.Saved(id="m", at=NOW, product_id="hat")),
    (
        "Checkout Started",
        {"order_id": "o", "cart_id": "c", "products": [HAT]},
        core.CheckoutStarted(id="m", at=NOW, cart_id="c", checkout_id="o", lines=(HAT_LINE,)),
    ),
    (
        "Checkout Step Viewed",
        {"step": 2, "shipping_method": "Post"},
        core.CheckoutStep(id="m", at=NOW, step="2", shipping_method="Post"),
    ),
    (
        "Checkout Step Completed",
        {"step": "delivery", "name": "Delivery"},
        core.CheckoutStep(id="m", at=NOW, step="delivery", name="Delivery", done=True),
    ),
    (
        "Payment Info Entered",
        {"payment_method": "Visa"},
        core.CheckoutStep(id="m", at=NOW, step="payment", done=True, payment_method="Visa"),
    ),
    (
        "Shipping Quoted",
        {"postcode": 600, "total": "1490", "methods": []},
        core.ShippingQuoted(id="m", at=NOW, postcode="600", total=1490, currency="ISK"),
    ),
    ("Payment Failed", {"code": "51", "class": "insufficient_funds", "method": "card"},
     core.PaymentFailed(id="m", at=NOW, code="51", reason="declined", method="card")),
    ("Payment Failed", {"code": "authentication_required"},
     core.PaymentFailed(id="m", at=NOW, code="authentication_required", reason="3ds")),
    ("Payment Failed", {"class": "expired"}, core.PaymentFailed(id="m", at=NOW, reason="expired")),
    ("Payment Failed", {"class": "gateway_down"}, core.PaymentFailed(id="m", at=NOW, reason="error")),
    ("Client Error", {"id": "e-1", "step": 3}, core.ClientFailed(id="m", at=NOW, error_id="e-1", step="3")),
    ("Coupon Denied", {"coupon": "MAY", "reason": "Expired"}, core.CouponDenied(id="m", at=NOW, coupon="MAY", reason="Expired")),
    ("Coupon Denied", {"coupon_id": "MAY"}, core.CouponDenied(id="m", at=NOW, coupon="MAY")),
    (
        "Order Completed",
        {"order_id": 1001, "total": 11470, "discount": 500, "products": [HAT], "cart_id": "c"},
        core.Ordered(id="m", at=NOW, order_id="1001", total=11470, currency="ISK", lines=(HAT_LINE,), cart_id="c", discount=500),
    ),
    (
        "Completed Order",
        {"order_id": "o", "revenue": 9980, "shipping": 1490, "tax": 0},
        core.Ordered(id="m", at=NOW, order_id="o", total=11470, currency="ISK"),
    ),
    ("Order Completed", {"order_id": "o", "products": [HAT]},
     core.Ordered(id="m", at=NOW, order_id="o", total=9980, currency="ISK", lines=(HAT_LINE,))),
    ("Order Updated", {"order_id": "o", "status": "wc-on-hold"}, core.Ordered(id="m", at=NOW, order_id="o", currency="ISK")),
    ("Order Updated", {"order_id": "o", "status": "Cancelled"}, core.OrderCancelled(id="m", at=NOW, order_id="o")),
    ("Order Cancelled", {"order_id": "o", "total": 100}, core.OrderCancelled(id="m", at=NOW, order_id="o", refunded=100)),
    ("Order Refunded", {"order_id": "o", "total": -100}, core.OrderCancelled(id="m", at=NOW, order_id="o", refunded=100)),
    ("Unsubscribed", {"email_id": "x"}, core.Unsubscribed(id="m", at=NOW, via="shop")),
    ("Email Unsubscribed", {}, core.Unsubscribed(id="m", at=NOW, via="shop")),
    ("Email Bounced", {"reason": "no such user"}, core.Bounced(id="m", at=NOW, effect="", permanent=True, detail="no such user")),
    ("Email Bounced", {"type": "Soft Bounce"}, core.Bounced(id="m", at=NOW, effect="", permanent=False)),
    ("Email Marked as Spam", {"email_id": "s/1/2/0"}, core.Complained(id="m", at=NOW, effect="s/1/2/0")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "properties", "meaning"), MEANINGS)
def test_an_event_has_its_meaning(name: str, properties: dict[str, Any], meaning: core.Event) -> None:
    assert translate(name, properties) == (meaning,)


def test_a_viewed_cart_with_products_is_also_its_snapshot() -> None:
    assert translate("Cart Viewed", {"cart_id": "c", "products": [HAT]}) == (
        core.CartUpdated(id="m", at=NOW, cart_id="c", lines=(HAT_LINE,)),
        core.Seen(id="m#1", at=NOW, what="cart"),
    )


def test_several_products_added_at_once_are_several_events() -> None:
    events = translate("Product Added", {"products": [HAT, {"sku": "mitten"}]})
    assert [event.id for event in events] == ["m", "m#1"]


@pytest.mark.parametrize("status", ["pending", "checkout-draft", "wc-pending", "draft", "Pending Payment"])
def test_an_order_that_does_not_stand_yet_is_a_checkout(status: str) -> None:
    for name in ("Order Completed", "Order Updated"):
        assert type(translate(name, {"order_id": "o", "status": status})[0]) is core.CheckoutStarted


def test_a_failed_order_is_neither_an_order_nor_a_declined_payment() -> None:
    for properties in ({"status": "failed"}, {"payment_status": "voided"}):
        assert parsed("Order Completed", {"order_id": "o", **properties}) == ((), {"Order Completed": 1})


def test_a_pending_payment_does_not_undo_an_order_that_stands() -> None:
    for properties in ({"financial_status": "pending"}, {"status": "completed", "payment_status": "pending"}):
        assert type(translate("Order Completed", {"order_id": "o", **properties})[0]) is core.Ordered


def test_a_partial_refund_does_not_cancel_the_order() -> None:
    assert parsed("Order Refunded", {"order_id": "o", "partial": True}) == ((), {"Order Refunded": 1})


def test_an_order_is_never_refused_for_what_cannot_be_read() -> None:
    events, unknown = parsed(
        "Order Completed",
        {"order_id": "o", "total": "kr. 1.299,00", "products": [HAT, {"name": "no id"}, 3], "discount": {}},
    )
    assert events == (core.Ordered(id="m", at=NOW, order_id="o", currency="ISK"),)
    assert unknown == {"unreadable products": 2, "unreadable total": 1, "unreadable discount": 1}
    (first,), (again,) = translate("Order Completed", {}), translate("Order Completed", {})
    assert isinstance(first, core.Ordered) and first.order_id.startswith("unnumbered-") and first == again


@pytest.mark.parametrize(
    ("price", "currency", "minor"),
    [
        (129.9, "EUR", 12990), ("129.90", "EUR", 12990), (4990, "ISK", 4990), ("4990.00", "ISK", 4990), (1.005, "KWD", 1005),
        (0, "EUR", 0), (-5, "EUR", None), ("1,299", "EUR", None), ("1e5", "EUR", None), (10**18, "EUR", None),
        (True, "EUR", None), ("NaN", "EUR", None), ("٣", "ISK", 3), (None, "EUR", None), (1e15, "KWD", None),
        (19.99, "eur", 1999), (19.99, "nonsense", 20),
    ],
)  # fmt: skip
def test_a_price_becomes_minor_units_or_is_not_known(price: Any, currency: str, minor: int | None) -> None:
    (event,) = translate("Product Added", {"product_id": "p", "price": price, "currency": currency})
    assert isinstance(event, core.Added) and event.line.price == minor
    assert (event.line.currency == "") is (minor is None)


def test_the_currency_is_the_lines_then_the_events_then_the_contexts_then_the_shops() -> None:
    def currency(properties: dict[str, Any], **more: Any) -> str:
        (event,) = translate("Cart Updated", properties, **more)
        assert isinstance(event, core.CartUpdated)
        return event.lines[0].currency

    line = {"sku": "p", "price": 1}
    assert currency({"products": [{**line, "currency": "usd"}], "currency": "EUR"}) == "USD"
    assert currency({"products": [line], "currency": "EUR"}) == "EUR"
    assert currency({"products": [line]}, context={"currency": "NOK"}) == "NOK"
    assert currency({"products": [line]}) == "ISK"


@pytest.mark.parametrize(("sent", "read"), [(2, 2), ("3", 3), (1.5, 2), (0.2, 1), (10**12, 10**6), (None, 1), ("", 1)])
def test_a_quantity_is_a_whole_number(sent: Any, read: int) -> None:
    (event,) = translate("Product Added", {"sku": "p", "quantity": sent})
    assert isinstance(event, core.Added) and event.line.quantity == read


def test_what_has_no_meaning_is_counted_by_name() -> None:
    assert parsed("Promotion Viewed", {}) == ((), {"Promotion Viewed": 1})
    assert parsed("Product Clicked", HAT) == ((), {"Product Clicked": 1})
    assert parsed("x" * 500 + "\n")[1] == {"x" * 80: 1}


@pytest.mark.parametrize(
    ("names", "url", "kind"),
    [
        (("Returns & refunds",), "", "returns"), ((), "https://s.example/help/returns?x=cart", "returns"),
        (("Skilaréttur",), "", "returns"), ((), "/hjalp/sta%C3%A6r%C3%B0ir", "page"), ((), "/hjalp/st%C3%A6r%C3%B0ir", "sizes"),
        (("Size guide",), "", "sizes"), (("Skilmálar",), "", "terms"), ((), "/pages/privacy_policy", "terms"),
        (("Karfa",), "", "cart"), ((), "/cart", "cart"), ((), "/collections/hats", "list"), (("", "Category"), "", "list"),
        (("Home",), "https://cart.example/", "page"), ((), "/p/cartridge", "page"), ((), "/p/returning-hat", "page"),
    ],
)  # fmt: skip
def test_a_page_tells_what_somebody_wonders_about(names: tuple[str, ...], url: str, kind: str) -> None:
    assert ecommerce.page(*names, url=url) == kind


def test_addresses_of_pages_lose_what_may_be_private() -> None:
    body = {"userId": "1", "context": {"page": {"url": "https://s.example/a/b?email=a@b.is#token"}}}
    found = segment.parse(json.dumps(body).encode(), call="page", received_at=NOW, write_key="k")
    event = found.arrivals[0].event
    assert isinstance(event, core.Seen) and event.url == "https://s.example/a/b"
    body = {"userId": "1", "context": {"page": {"url": "javascript:alert(1)"}}}
    event = segment.parse(json.dumps(body).encode(), call="page", received_at=NOW, write_key="k").arrivals[0].event
    assert isinstance(event, core.Seen) and event.url == ""


def test_every_alias_leads_to_a_reader_and_every_name_is_a_key() -> None:
    readers, aliases = ecommerce._READERS, ecommerce._ALIASES
    assert set(aliases.values()) <= set(readers)
    assert not set(aliases) & set(readers)
    assert all(name == key(name) for name in (*readers, *aliases))
