"""Whatever is sent is taken or refused; nothing else happens."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from softsell.core import events as core
from softsell.core.identity import Arrival
from softsell.errors import BadRequest
from softsell.shops import segment
from softsell.shops.calls import CALLS

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def parse(value: Any, call: str = "track", **more: Any) -> segment.Parsed:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return segment.parse(body, call=call, received_at=NOW, write_key="wk", **more)


_KEYS = [
    "product_id", "sku", "price", "quantity", "products", "total", "order_id", "currency", "email", "status", "traits", "locale",
    "timezone", "userAgent", "marketing_consent", "basis", "at", "filters", "type", "value", "address", "country", "page", "url",
    "name", "cart_id", "query", "step",
]  # fmt: skip
_ODD = ["2026-03-04T11:00:00Z", "a@b.is", "12.90", "1e9999", "99999999999999999999", "ISK", "\x00"]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(_ODD),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6),
    max_leaves=12,
)
_NAMES = [
    "Product Viewed", "Product Added", "Product Removed", "Cart Viewed", "Cart Updated", "Checkout Started", "Order Completed",
    "Order Refunded", "Coupon Denied", "Shipping Quoted", "Payment Failed", "Client Error", "Product List Filtered",
    "Unsubscribed", "Products Searched", "Email Bounced", "Product Shared",
]  # fmt: skip
names = st.sampled_from(_NAMES) | st.text(max_size=20)
objects = st.dictionaries(st.sampled_from(_KEYS), values, max_size=6)
calls = st.fixed_dictionaries(
    {"userId": st.just("1") | values},
    optional={
        "event": names | values, "properties": objects | values, "traits": objects | values, "context": objects | values,
        "timestamp": values, "sentAt": values, "originalTimestamp": values, "messageId": values, "anonymousId": values,
        "type": st.sampled_from(CALLS) | values, "previousId": values, "name": values, "category": values,
    },
)  # fmt: skip


def check(arrivals: tuple[Arrival, ...]) -> None:
    assert len({arrival.event.id for arrival in arrivals}) == len(arrivals)
    for arrival in arrivals:
        assert arrival.event.at <= NOW and arrival.event.at.tzinfo is not None
        encoded = core.encode(arrival.event)
        assert core.decode(encoded) == arrival.event
        assert b"\\u0000" not in encoded
        msgspec.json.encode(arrival).decode("utf-8")
        match arrival.event:
            case core.Added(line=line) | core.Removed(line=line):
                assert (
                    line.product_id and 0 < line.quantity <= 10**6 and (line.price is None or 0 <= line.price <= 10**15)
                )
            case core.Ordered(total=total):
                assert abs(total) < 2**62


@settings(max_examples=300, deadline=None)
@given(body=calls, call=st.sampled_from(CALLS))
@example(body={"userId": "1", "event": "Product Added", "properties": {"sku": "p", "price": 1e308}}, call="track")
@example(
    body={"userId": "1", "event": "Order Completed", "properties": {"total": "9" * 15, "currency": "KWD"}}, call="track"
)
def test_any_call_is_taken_or_refused(body: dict[str, Any], call: str) -> None:
    try:
        encoded = json.dumps(body).encode()
    except ValueError:
        return
    try:
        parsed = parse(encoded, call)
    except BadRequest as error:
        assert len(str(error)) < 300
    else:
        check(parsed.arrivals)
        assert parse(encoded, call) == parsed
        if call == "track" and isinstance(body.get("event"), str) and not parsed.arrivals:
            assert parsed.unknown
    try:
        batch = parse(b'{"batch":[' + encoded + b"," + encoded + b"]}", "batch")
    except BadRequest:
        assert b"NaN" in encoded or b"Infinity" in encoded  # no JSON: the whole batch cannot be read
    else:
        check(batch.arrivals)


@settings(max_examples=300, deadline=None)
@given(
    body=st.binary(max_size=200) | st.text(max_size=100).map(str.encode),
    call=st.sampled_from([*CALLS, "batch", "import", "x"]),
)
def test_any_bytes_are_taken_or_refused(body: bytes, call: str) -> None:
    for sent in (body, b'{"userId":"1","event":"' + body + b'"}', b'{"batch":[' + body + b"]}"):
        try:
            check(parse(sent, call).arrivals)
        except BadRequest as error:
            assert len(str(error)) < 300
