"""Segment's calls become arrivals: envelope, ids and time."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from softsell.core import events as core
from softsell.errors import BadRequest
from softsell.shops import segment
from softsell.shops.calls import CALLS

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def parse(value: Any, call: str = "track", **more: Any) -> segment.Parsed:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return segment.parse(body, call=call, received_at=NOW, write_key="wk", **more)


def track(event: str, properties: dict[str, Any] | None = None, **more: Any) -> segment.Parsed:
    return parse({"messageId": "m1", "userId": "42", "event": event, "properties": properties or {}, **more})


def told(parsed: segment.Parsed) -> list[core.Event]:
    return [arrival.event for arrival in parsed.arrivals]


def field_of(value: Any, call: str = "track") -> str:
    with pytest.raises(BadRequest) as caught:
        parse(value, call)
    return caught.value.field


def test_a_call_needs_a_user_or_an_anonymous_id() -> None:
    assert field_of({"event": "Product Viewed", "properties": {"product_id": "p"}}) == "userId"
    assert field_of({"event": "X", "userId": None, "anonymousId": ""}) == "userId"
    assert parse({"anonymousId": "a", "event": "X"}).unknown == {"X": 1}
    assert parse({"userId": 7, "type": "page"}, "page").arrivals[0].who.user_id == "7"


def test_a_track_needs_an_event_name() -> None:
    assert field_of({"userId": "1"}) == "event"
    assert field_of({"userId": "1", "event": " \u0000 "}) == "event"
    assert field_of({"userId": "1", "event": {"a": 1}}) == "event"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"userId": True, "event": "X"}, "userId"),
        ({"userId": "1", "event": "X", "properties": "no"}, "properties"),
        ({"userId": "1", "event": "X", "properties": [1]}, "properties"),
        ({"userId": "1", "event": "X", "context": 3}, "context"),
        ({"userId": "1", "event": "X", "timestamp": "yesterday"}, "timestamp"),
        ({"userId": "1", "event": "X", "timestamp": "0001-01-01T00:00:00+14:00"}, "timestamp"),
        ({"userId": "1", "event": "X", "timestamp": "9999-12-31T23:59:59-14:00"}, "timestamp"),
        ({"userId": "1", "event": "X", "timestamp": 10**300}, "timestamp"),
        ({"userId": "1", "event": "X", "timestamp": "1971-01-01T00:00:00Z"}, "timestamp"),
        ({"userId": "u" * 300, "event": "X"}, "userId"),
        ({"userId": "1", "event": "Product Added", "properties": {"price": 3}}, "properties.product_id"),
        ({"userId": "1", "event": "Product Added", "properties": {"sku": "p", "quantity": 0}}, "properties.quantity"),
        ({"userId": "1", "event": "Cart Updated"}, "properties.products"),
        ({"userId": "1", "event": "Product Viewed"}, "properties.product_id"),
    ],
)
def test_a_wrong_field_is_named(body: dict[str, Any], field: str) -> None:
    assert field_of(body) == field


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"3", b"null", b'{"userId":"1","event":"X","properties":{"a":NaN}}', b"\xef\xbb\xbf{}",
        b'{"userId":"\\ud800","event":"X"}', b'{"userId":"\xff","event":"X"}',
        b'{"userId":"1","event":"X","properties":{"a":1e999}}',
        b'{"userId":"1","event":"X","properties":' + b'{"a":' * 3000 + b"1" + b"}" * 3001,
        b'{"x":' + b"[" * 15000 + b"]" * 15000 + b"}",
        b'{"userId":"1","event":"X","y":"' + b"a" * (33 << 10) + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_call_is_refused_in_our_own_words(body: bytes) -> None:
    for call in (*CALLS, "batch", "import"):
        with pytest.raises(BadRequest):
            parse(body, call)


def test_one_bad_event_of_a_batch_keeps_the_rest() -> None:
    body = {
        "writeKey": "in body",
        "batch": [
            {"type": "track", "userId": "1", "event": "Product Viewed", "messageId": "a", "properties": {"sku": "p"}},
            {"type": "track", "userId": "1", "messageId": "b"},
            {"type": "tracks", "userId": "1", "messageId": "c"},
            7,
            {"type": "page", "anonymousId": "x", "messageId": "d", "properties": []},
            {"type": "page", "userId": "1", "z": "z" * (32 << 10)},
        ],
    }
    parsed = parse(body, "batch")
    assert [type(event) for event in told(parsed)] == [core.Viewed, core.Seen]
    assert [(one.index, one.message_id, one.field) for one in parsed.dropped] == [
        (1, "b", "batch[1].event"), (2, "c", "batch[2].type"), (3, "", "batch[3]"), (5, "", "batch[5]"),
    ]  # fmt: skip
    assert parsed.write_key == "wk"
    assert (
        segment.parse(json.dumps(body).encode(), call="batch", received_at=NOW, write_key=None).write_key == "in body"
    )


def test_a_batch_over_500_kb_is_refused_whole() -> None:
    item = {"type": "page", "userId": "1", "z": "z" * 20000}
    assert len(parse({"batch": [item] * 25}, "batch").dropped) == 0
    with pytest.raises(BadRequest, match="500 KB"):
        parse({"batch": [item] * 26}, "batch")


def test_the_context_of_a_batch_goes_to_its_items() -> None:
    item = {"type": "track", "userId": "1", "messageId": "m", "event": "Product Added", "properties": {"sku": "p"}}
    own = {**item, "messageId": "n", "context": {"locale": "en-GB"}}
    context = {"locale": "is-IS", "timezone": "Atlantic/Reykjavik"}
    events = told(parse({"batch": [item, own], "context": context}, "batch"))
    found = [event for event in events if isinstance(event, core.Identified)]
    assert [(one.language, one.timezone) for one in found] == [
        ("is", "Atlantic/Reykjavik"),
        ("en", "Atlantic/Reykjavik"),
    ]


def test_clock_skew_is_corrected_and_nothing_lies_in_the_future() -> None:
    at = lambda **times: told(parse({"userId": "1", **times}, "page"))[0].at  # noqa: E731
    assert at() == NOW
    assert at(timestamp="2026-03-04T11:00:00Z") == NOW - timedelta(hours=1)
    assert at(timestamp="2026-03-04T11:00:00.123456789+00:00") == NOW - timedelta(hours=1) + timedelta(
        microseconds=123456
    )
    assert at(timestamp="2020-01-01T00:00:00Z", sentAt="2020-01-01T00:05:00Z") == NOW - timedelta(minutes=5)
    assert at(originalTimestamp="1970-01-02T00:00:00Z", sentAt="1970-01-02T00:00:09Z") == NOW - timedelta(seconds=9)
    assert at(timestamp="2030-01-01T00:00:00Z") == NOW
    assert at(timestamp="2030-01-01T00:00:00Z", sentAt="2029-01-01T00:00:00Z") == NOW
    assert at(timestamp=1772622000) == at(timestamp=1772622000000) == datetime.fromtimestamp(1772622000, UTC)
    assert at(timestamp="2026-03-04T11:00:00Z", sentAt="rubbish") == NOW - timedelta(hours=1)
    batch = {
        "sentAt": "2026-03-04T13:00:00Z",
        "batch": [{"type": "page", "userId": "1", "timestamp": "2026-03-04T12:30:00Z"}],
    }
    assert told(parse(batch, "batch"))[0].at == NOW - timedelta(minutes=30)


def test_the_first_event_has_the_message_id_and_the_next_are_numbered() -> None:
    parsed = track("Cart Viewed", {"products": [{"sku": "p"}]})
    assert [(type(event), event.id) for event in told(parsed)] == [(core.CartUpdated, "m1"), (core.Seen, "m1#1")]


def test_without_a_message_id_the_same_call_has_the_same_id() -> None:
    body = {"userId": "1", "event": "Product Viewed", "properties": {"sku": "p"}, "timestamp": "2026-03-04T11:00:00Z"}
    first = told(parse(body))[0].id
    again = told(parse({**dict(reversed(body.items())), "sentAt": "2026-03-04T11:00:01Z", "writeKey": "k"}))[0].id
    other = told(parse({**body, "userId": "2"}))[0].id
    assert first == again != other
    del body["timestamp"]
    encoded = json.dumps(body).encode()
    ids = {
        segment.parse(encoded, call="track", received_at=NOW + timedelta(days=day), write_key="").arrivals[0].event.id
        for day in range(3)
    }
    assert len(ids) == 3
    item = {**body, "type": "track"}
    assert len(parse({"batch": [item, item]}, "batch").arrivals) == 2


def test_the_same_message_twice_in_a_batch_is_one_event() -> None:
    item = {"type": "page", "userId": "1", "messageId": "m"}
    parsed = parse({"batch": [item, item, item]}, "batch")
    assert (len(parsed.arrivals), parsed.repeated) == (1, 2)
