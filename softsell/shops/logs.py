"""Event logs, line by line, as arrivals: Segment calls as JSON lines, CSV tables, and the OTTO session format.

Rules
1. A line that cannot be read is a Dropped with its line number (from 1); all others are kept, in the order of the file.
2. An arrival's `received` is the line's own `receivedAt`; without one, it is taken to have arrived when it happened.
3. The same log gives the same arrivals: no clock, no dice; what has no id gets a digest of its content and its line.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

import msgspec
from msgspec import Raw, Struct

from softsell.core.events import Added, Event, Line, Ordered, Viewed
from softsell.core.identity import Arrival, Who
from softsell.errors import BadRequest
from softsell.shops import csvs, fields, segment
from softsell.shops.calls import Reading
from softsell.shops.segment import Dropped

LINE_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"


class _Peek(Struct, rename="camel"):
    type: Any = None
    received_at: Any = None
    original_timestamp: Any = None
    timestamp: Any = None
    sent_at: Any = None
    batch: list[Raw] | None = None
    session: Any = None
    events: list[Raw] | None = None


class _Otto(Struct):
    aid: int | str
    ts: int
    type: str


_peek = msgspec.json.Decoder(_Peek)
_otto = msgspec.json.Decoder(_Otto)


def parse_lines(
    lines: Iterable[bytes],
    *,
    reading: Reading = Reading(),  # noqa: B008 - frozen
    mapping: Mapping[str, str] | None = None,
    unknown: dict[str, int] | None = None,
) -> Iterator[Arrival | Dropped]:
    """The arrivals of a log, and what was dropped of it, in the order of its lines.

    A first line that is no JSON is the header of a CSV table; `mapping` names its columns ({our field: column}), and
    columns with common names need none. `unknown`, when given, is filled with counts of what gave no event, by name.
    Raises BadRequest when a table's header has no usable columns.
    """
    notes = {} if unknown is None else unknown
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        start = line.removeprefix(_BOM).strip()
        if not start:
            continue
        if mapping is not None or start[:1] not in b"{[":
            rest = (later for _, later in numbered)
            yield from csvs.parse(chain((line.removeprefix(_BOM),), rest), number, reading, mapping, notes)
            return
        yield from _read(number, start, reading, notes)
        break
    for number, line in numbered:
        if line.strip():
            yield from _read(number, line.strip(), reading, notes)


def _read(number: int, line: bytes, reading: Reading, notes: fields.Notes) -> Iterator[Arrival | Dropped]:
    try:
        if len(line) > LINE_BYTES:
            raise BadRequest(f"the line is larger than {LINE_BYTES >> 10} KB")
        peek: _Peek = segment.decoded(_peek, line)
        if peek.events is not None and peek.session is not None:
            yield from _session(number, peek, reading)
            return
        yield from _call(number, line, peek, reading, notes)
    except BadRequest as error:
        yield segment.refusal(number, None, error, f"line {number}")


def _call(number: int, line: bytes, peek: _Peek, reading: Reading, notes: fields.Notes) -> Iterator[Arrival | Dropped]:
    received = _received(peek)
    call = "batch" if peek.batch is not None else fields.text(peek.type)
    opened = segment.unwrap(line, call)
    parsed = segment.read(opened, reading, received, place=number)
    for name, count in parsed.unknown.items():
        notes[name] = notes.get(name, 0) + count
    yield from parsed.arrivals
    for dropped in parsed.dropped:
        yield Dropped(number, dropped.message_id, f"line {number}.{dropped.field}", dropped.why)


def _received(peek: _Peek) -> datetime:
    for name in ("received_at", "sent_at", "timestamp", "original_timestamp"):
        value = getattr(peek, name)
        if value is not None:
            try:
                return fields.moment(value)
            except ValueError as error:
                raise BadRequest(str(error), "".join(_camel(name))) from error
    raise BadRequest("is required in a log", "receivedAt")


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _session(number: int, peek: _Peek, reading: Reading) -> Iterator[Arrival | Dropped]:
    """One OTTO session: a shopper known by number only. Lines ordered at one moment are one order."""
    session = fields.text(peek.session, 60)
    if not session:
        raise BadRequest("must be a number or a text", "session")
    who = Who(anonymous_id=session)
    orders: dict[datetime, list[Line]] = {}
    found: list[tuple[datetime, Event | None]] = []
    for index, raw in enumerate(peek.events or ()):
        try:
            one: _Otto = segment.decoded(_otto, bytes(raw))
            at = _at(one.ts)
            line = Line(product_id=fields.text(one.aid, 60))
            if one.type == "orders":
                if at not in orders:
                    found.append((at, None))
                orders.setdefault(at, []).append(line)
            else:
                found.append((at, _otto_event(one.type, f"otto-{session}-{index}", at, line)))
        except BadRequest as error:
            yield segment.refusal(number, None, error, f"line {number}.events[{index}]")
    for at, event in found:
        yield Arrival(who, event or _otto_order(session, at, orders[at], reading), at)


def _at(ts: int) -> datetime:
    try:
        return fields.moment(ts)
    except ValueError as error:
        raise BadRequest(str(error), "ts") from error


def _otto_event(kind: str, event_id: str, at: datetime, line: Line) -> Event:
    match kind:
        case "clicks":
            return Viewed(id=event_id, at=at, product_id=line.product_id)
        case "carts":
            return Added(id=event_id, at=at, line=line)
        case _:
            raise BadRequest("must be clicks, carts or orders", "type")


def _otto_order(session: str, at: datetime, lines: list[Line], reading: Reading) -> Event:
    order_id = f"otto-{session}-{int(at.timestamp() * 1000)}"
    return Ordered(id=order_id, at=at, order_id=order_id, currency=reading.currency, lines=tuple(lines))
