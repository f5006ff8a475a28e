"""Logs become arrivals, line by line; what is wrong is told with its line."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.core import events as core
from softsell.core.identity import Arrival, Who
from softsell.errors import BadRequest
from softsell.shops.calls import Reading
from softsell.shops.logs import parse_lines
from softsell.shops.segment import Dropped

SHARED = Path(os.environ.get("SOFTSELL_SHARED") or Path(__file__).parents[2].parent / "shared")
OTTO = SHARED / "data" / "otto-sample" / "train.jsonl"


def split(found: Iterable[Arrival | Dropped]) -> tuple[list[Arrival], list[Dropped]]:
    both = list(found)
    return [one for one in both if isinstance(one, Arrival)], [one for one in both if isinstance(one, Dropped)]


def table(text: str) -> list[bytes]:
    return text.strip().encode().splitlines(keepends=True)


def call(**more: object) -> bytes:
    body = {"type": "track", "userId": "1", "event": "Product Viewed", "properties": {"sku": "p"}}
    return json.dumps({**body, "receivedAt": "2026-03-04T12:00:00Z", **more}).encode() + b"\n"


def test_segment_calls_are_read_with_the_time_they_arrived() -> None:
    lines = [
        call(messageId="a", timestamp="2026-03-04T11:00:00Z"),
        b"\n",
        call(messageId="b", type="identify", traits={"email": "a@b.is"}),
        call(
            messageId="c",
            originalTimestamp="2026-03-04T09:00:00Z",
            sentAt="2026-03-04T09:30:00Z",
            timestamp="2026-03-04T11:30:00Z",
        ),
        call(messageId="d", receivedAt=None, timestamp="2026-03-04T10:00:00Z"),
    ]
    arrivals, dropped = split(parse_lines(lines))
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert dropped == []
    assert [one.event.id for one in arrivals] == ["a", "b", "c", "d"]
    assert [one.received for one in arrivals] == [noon, noon, noon, noon.replace(hour=10)]
    assert [one.event.at.strftime("%H:%M") for one in arrivals] == ["11:00", "12:00", "11:30", "10:00"]


def test_a_bad_line_is_told_with_its_number_and_the_rest_is_kept() -> None:
    batch = {"batch": [{"type": "page", "userId": "1"}, {"type": "page"}], "receivedAt": "2026-03-04T12:00:00Z"}
    lines = [
        call(messageId="a"), b"{broken\n", call(messageId="b", userId=None), call(messageId="c", type="shout"), b"\xff\n", b"\n",
        call(messageId="d", receivedAt="then"), call(receivedAt=None), json.dumps(batch).encode(), call(messageId="e"),
        b'{"type":"page","userId":"' + b"u" * (2 << 20) + b'"}',
    ]  # fmt: skip
    unknown: dict[str, int] = {}
    arrivals, dropped = split(parse_lines(lines, unknown=unknown))
    assert [one.event.id for one in arrivals if not one.event.id.startswith("h-")] == ["a", "e"]
    assert [(one.index, one.field) for one in dropped] == [
        (2, "line 2"), (3, "line 3.userId"), (4, "line 4.type"), (5, "line 5"), (7, "line 7.receivedAt"),
        (8, "line 8.receivedAt"), (9, "line 9.batch[1].userId"), (11, "line 11"),
    ]  # fmt: skip


def test_what_gives_no_event_is_counted() -> None:
    unknown: dict[str, int] = {}
    assert list(parse_lines([call(event="Promotion Viewed"), call(event="Promotion Viewed")], unknown=unknown)) == []
    assert unknown == {"Promotion Viewed": 2}


def test_like_calls_without_id_or_time_are_two_on_two_lines() -> None:
    arrivals, _ = split(parse_lines([call(), call()]))
    assert len({one.event.id for one in arrivals}) == 2


def test_a_table_with_common_columns_needs_no_mapping() -> None:
    lines = table("""
event_time,event_type,product_id,price,user_id,user_session,currency
2019-10-01 00:00:00 UTC,view,44600062,35.79,541312140,s1,USD
2019-10-01 00:00:01 UTC,cart,44600062,35.79,541312140,s1,USD
2019-10-01 00:00:02 UTC,remove_from_cart,44600062,35.79,541312140,s1,USD
2019-10-01 00:00:05 UTC,purchase,44600062,35.79,541312140,s1,USD
2019-10-01 00:00:05 UTC,purchase,3900821,1.01,541312140,s1,USD
2019-10-01 00:00:09 UTC,purchase,3900821,1.01,7,s2,USD
""")
    arrivals, dropped = split(parse_lines(lines))
    assert dropped == []
    assert [type(one.event) for one in arrivals] == [core.Viewed, core.Added, core.Removed, core.Ordered, core.Ordered]
    first, second = (one.event for one in arrivals[3:])
    assert isinstance(first, core.Ordered) and isinstance(second, core.Ordered)
    assert [line.product_id for line in first.lines] == ["44600062", "3900821"]
    assert (first.total, first.currency, second.total) == (3680, "USD", 101)
    assert first.order_id != second.order_id
    assert arrivals[0].who == Who("541312140", "s1")
    assert arrivals[0].received == arrivals[0].event.at == datetime(2019, 10, 1, tzinfo=UTC)


def test_an_order_over_several_rows_is_one_order_and_its_total_is_not_added_up() -> None:
    lines = table("""
"Event","Time","User ID","Email","Order ID","Total","SKU","Price","Qty","Consent","Locale"
order,2026-03-04T10:00:00Z,1,a@b.is,o1,9000,hat,4000,1,yes,is-IS
order,2026-03-04T10:00:00Z,1,a@b.is,o1,9000,mitten,2500,2,yes,is-IS
order,2026-03-04T10:00:00Z,2,c@d.is,o2,100,hat,100,1,no,
""")
    arrivals, dropped = split(parse_lines(lines))
    assert dropped == []
    orders = [one for one in arrivals if isinstance(one.event, core.Ordered)]
    assert [(one.event.order_id, one.event.total, len(one.event.lines)) for one in orders] == [
        ("o1", 9000, 2),
        ("o2", 100, 1),
    ]  # type: ignore[union-attr]
    assert orders[0].who == Who("1", "", "a@b.is", True)
    bases = [
        one.event.consent.basis for one in arrivals if isinstance(one.event, core.Identified) and one.event.consent
    ]
    assert bases == ["consent", "consent", "withdrawn"]


def test_a_mapping_names_the_columns_and_goes_first() -> None:
    lines = table("""
hvad,hver,hvenaer,vara,event
view,5,1772622000,húfa,purchase
""")
    mapping = {"event": "hvad", "user_id": "hver", "timestamp": "hvenaer", "product_id": "vara"}
    (arrival,), _ = split(parse_lines(lines, mapping=mapping))
    assert arrival.event == core.Viewed(
        id=arrival.event.id, at=datetime.fromtimestamp(1772622000, UTC), product_id="húfa"
    )
    for wrong in ({**mapping, "event": "absent"}, {**mapping, "color": "vara"}, {"event": "hvad"}):
        with pytest.raises(BadRequest):
            list(parse_lines(lines, mapping=wrong))


def test_a_bad_row_is_told_with_its_line_and_the_rest_is_kept() -> None:
    lines = [
        b"\xef\xbb\xbftimestamp,visitorid,event,itemid,name\r\n", b"1433221332117,257597,view,355908,a\r\n",
        b"then,1,view,2,a\r\n", b"1433221332117,1,view\r\n", b"1433221332117,1,addtocart,,a\r\n",
        b"1433221332117,1,view,2,\xff\r\n", b"\r\n", b'1433221332117,1,view,2,"two\r\n', b'lines"\r\n',
        b"1433221332117,,view,2,a\r\n",
        b"1433221332117,1,transaction,9,a\r\n",
    ]  # fmt: skip
    arrivals, dropped = split(parse_lines(lines, reading=Reading(currency="EUR")))
    assert [type(one.event) for one in arrivals] == [core.Viewed, core.Viewed, core.Ordered]
    assert [(one.index, one.field) for one in dropped] == [
        (3, "line 3.timestamp"), (4, "line 4"), (5, "line 5.properties.product_id"), (6, "line 6"), (10, "line 10.userId"),
    ]  # fmt: skip


def test_a_table_without_event_time_or_person_is_refused() -> None:
    for header in (b"a,b,c\n", b"event,timestamp\n", b"event,user_id\n", b'"' + b"x" * 200_000 + b'"\n'):
        with pytest.raises(BadRequest) as caught:
            list(parse_lines([header]))
        assert caught.value.field == "header"


def test_an_otto_session_is_one_shopper_and_an_order_is_what_was_ordered_at_one_moment() -> None:
    session = {
        "session": 9,
        "events": [
            {"aid": 1, "ts": 1659304800025, "type": "clicks"}, {"aid": 1, "ts": 1659304800026, "type": "carts"},
            {"aid": 1, "ts": 1659304800027, "type": "orders"}, {"aid": 2, "ts": 1659304800027, "type": "orders"},
            {"aid": 2, "ts": 1659304800028, "type": "sneezes"}, {"aid": 2, "ts": 10**17, "type": "carts"}, {"aid": 3},
            {"aid": 3, "ts": 1659304800029, "type": "orders"},
        ],
    }  # fmt: skip
    arrivals, dropped = split(parse_lines([json.dumps(session).encode()]))
    assert [type(one.event) for one in arrivals] == [core.Viewed, core.Added, core.Ordered, core.Ordered]
    assert [len(one.event.lines) for one in arrivals if isinstance(one.event, core.Ordered)] == [2, 1]
    assert {one.who for one in arrivals} == {Who(anonymous_id="9")}
    assert [one.field for one in dropped] == ["line 1.events[4].type", "line 1.events[5].ts", "line 1.events[6]"]


@pytest.mark.skipif(not OTTO.exists(), reason="the OTTO sample is not here: set SOFTSELL_SHARED")
def test_the_otto_sample_is_read_whole() -> None:
    lines = OTTO.read_bytes().splitlines(keepends=True)
    arrivals, dropped = split(parse_lines(lines))
    kinds = Counter(type(one.event).__name__ for one in arrivals)
    bought = sum(len(one.event.lines) for one in arrivals if isinstance(one.event, core.Ordered))
    assert dropped == []
    assert (kinds["Viewed"], kinds["Added"], bought) == (800, 52, 10)
    assert len({one.who for one in arrivals}) == 20
    assert len({one.event.id for one in arrivals}) == len(arrivals)
    assert split(parse_lines(lines))[0] == arrivals


pieces = st.sampled_from(
    [b"event,timestamp,user_id\n", b"view,1,1\n", b'{"session":1,"events":[', b'"', b"\n", b",", b"\x00", b"{}\n"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(pieces | st.binary(max_size=8), max_size=6).map(b"".join), max_size=6))
def test_any_lines_are_read_or_dropped(lines: list[bytes]) -> None:
    try:
        found = list(parse_lines(lines))
    except BadRequest:
        return
    assert all(isinstance(one, Arrival) or 1 <= one.index <= len(lines) for one in found)
