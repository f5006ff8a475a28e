"""Segment's HTTP tracking calls as arrivals: who, a core event, and when it was received.

Rules (Segment's specification of its HTTP API)
1. An event is at most 32 KB, a batch at most 500 KB.
2. The same `messageId` is the same event. Without one, a digest of the call is its id; without a time of its own
   either, the digest also holds the minute of arrival and the place in the batch, so that two like acts stay two.
3. A bad call is refused by the name of its field; in a batch it is listed and the rest is kept.
4. No message repeats what was sent.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct

from softsell.core.identity import Arrival
from softsell.errors import BadRequest
from softsell.shops import fields
from softsell.shops.calls import CALLS, Call, Object, Reading, translate

EVENT_BYTES = 32 << 10
BATCH_BYTES = 500 << 10
DEPTH = 200  # levels of nesting in one event
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.S)
BATCHES = ("batch", "import")


class _Batch(Struct, rename="camel"):
    batch: list[Raw]
    sent_at: Any = None
    write_key: Any = None
    context: Object = None


class Dropped(Struct, frozen=True):
    """A call that was not taken: its place in the batch (or its line), its messageId, which field, and why."""

    index: int
    message_id: str
    field: str
    why: str


class Parsed(Struct, frozen=True):
    """What came of one request. `unknown` counts, by name, what gave no event or could not be read; `repeated` the
    events that were in this request already."""

    write_key: str
    arrivals: tuple[Arrival, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    unknown: dict[str, int] = {}
    repeated: int = 0


class Opened(Struct, frozen=True):
    """A request whose envelope was read: `calls` are still as sent."""

    call: str
    write_key: str
    calls: tuple[bytes | Raw, ...]
    sent_at: Any = None
    context: dict[str, Any] = {}


_call = msgspec.json.Decoder(Call)
_batch = msgspec.json.Decoder(_Batch)
_any = msgspec.json.Decoder()
_sorted = msgspec.json.Encoder(order="sorted")
_PATH = re.compile(r"^(.*?)(?: - at `(?:key in )?\$\.?(.*)`)?$", re.DOTALL)


def parse(
    body: bytes,
    *,
    call: str,
    received_at: datetime,
    write_key: str | None,
    user_agent: str = "",
    currency: str = "ISK",
    blocked_domains: tuple[str, ...] = (),
) -> Parsed:
    """The arrivals in the body of a POST to /v1/<call>. Raises BadRequest when nothing of it can be taken.

    `write_key` is the one from the request's header, which goes before the body's.
    """
    opened = unwrap(body, call)
    parsed = read(opened, Reading(currency, blocked_domains), received_at, user_agent)
    return msgspec.structs.replace(parsed, write_key=write_key) if write_key else parsed


def unwrap(body: bytes, call: str) -> Opened:
    """The envelope: whose it is and which calls it holds. Raises BadRequest."""
    if call in BATCHES:
        _fits(body, BATCH_BYTES, "batch")
        envelope: _Batch = decoded(_batch, body)
        return Opened(
            call,
            fields.text(envelope.write_key),
            tuple(envelope.batch),
            envelope.sent_at,
            fields.table(envelope.context),
        )
    if call not in CALLS:
        raise BadRequest("is none of " + ", ".join((*CALLS, *BATCHES)), "type")
    _fits(body, EVENT_BYTES, "event")
    return Opened(call, fields.text(decoded(_call, body).write_key), (body,))


def read(opened: Opened, reading: Reading, received_at: datetime, user_agent: str = "", *, place: int = 0) -> Parsed:
    """The arrivals in an opened request. Raises BadRequest for a single call; a batch lists what it drops.

    `place`: the number of the request in a log, where several of one minute need to be told apart.
    """
    arrivals: list[Arrival] = []
    dropped: list[Dropped] = []
    notes: fields.Notes = {}
    for index, raw in enumerate(opened.calls):
        call = None
        try:
            body = bytes(raw)
            _fits(body, EVENT_BYTES, "event")
            call = decoded(_call, body)
            kind = opened.call if opened.call in CALLS else call.type or ""
            if opened.context:
                call.context = {**opened.context, **fields.table(call.context)}
            if call.sent_at is None:
                call.sent_at = opened.sent_at
            message_id = _message_id(call, body, received_at, place + index)
            arrivals += translate(call, kind, message_id, reading, received_at, user_agent, notes)
        except BadRequest as error:
            if opened.call in CALLS:
                raise
            dropped.append(refusal(index, call, error, f"batch[{index}]"))
    kept = tuple(_once(arrivals))
    return Parsed(opened.write_key, kept, tuple(dropped), notes, len(arrivals) - len(kept))


def refusal(index: int, call: Call | None, error: BadRequest, path: str) -> Dropped:
    """The refusal of one call among many; the field is named below `path`."""
    why = str(error).removeprefix(f"{error.field}: ")
    message_id = fields.text(call.message_id, 100) if call else ""
    return Dropped(index, message_id, f"{path}.{error.field}" if error.field else path, why)


def _message_id(call: Call, body: bytes, received: datetime, index: int) -> str:
    sent = fields.text(call.message_id, 500)
    if sent and len(sent) <= 100:
        return sent
    if sent:
        return _digest(sent.encode())
    kept: dict[str, Any] = {key: value for key, value in decoded(_any, body).items() if key not in _PASSING}
    if call.timestamp is None and call.original_timestamp is None:
        kept["_"] = [received.strftime("%Y-%m-%dT%H:%M"), index]
    try:
        return _digest(_sorted.encode(kept))
    except RecursionError as error:
        raise BadRequest("is nested too deeply") from error


_PASSING = frozenset(("sentAt", "receivedAt", "writeKey", "messageId", "_metadata"))


def _digest(content: bytes) -> str:
    return "h-" + hashlib.blake2b(content, digest_size=16).hexdigest()


def _fits(body: bytes, most: int, what: str) -> None:
    if len(body) > most:
        raise BadRequest(f"the {what} is larger than {most >> 10} KB")
    if what == "event" and body.count(b"{") + body.count(b"[") > DEPTH and _depth(body) > DEPTH:
        raise BadRequest("is nested too deeply")


def _depth(body: bytes) -> int:
    """How deep the brackets of a JSON text nest, strings left out: the same limit on every Python."""
    deepest = here = 0
    for bracket in _BRACKETS.findall(body):
        here += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(bracket, 0)
        deepest = max(deepest, here)
    return deepest


def decoded(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    """The decoded body. A validation error names the path; nothing of what was sent is repeated in a message."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        found = _PATH.match(str(error))
        why, path = (found.group(1), found.group(2) or "") if found else ("is not what was expected", "")
        raise BadRequest(why, path.replace("[...]", "")) from error
    except msgspec.DecodeError as error:
        raise BadRequest(f"is not valid JSON ({str(error).removeprefix('JSON is malformed: ')})") from error
    except RecursionError as error:
        raise BadRequest("is nested too deeply") from error
    except UnicodeDecodeError as error:
        raise BadRequest("is not valid UTF-8") from error


def _once(arrivals: list[Arrival]) -> Iterable[Arrival]:
    seen: set[str] = set()
    for arrival in arrivals:
        if arrival.event.id not in seen:
            seen.add(arrival.event.id)
            yield arrival
