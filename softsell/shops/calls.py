"""One Segment call as core events, with who did it.

Rules (Segment's specification of the calls and their common fields)
1. A call needs `userId` or `anonymousId`, an alias both `userId` and `previousId`; a track needs `event`.
2. Clock skew: at = receivedAt - (sentAt - originalTimestamp), and never later than receivedAt.
3. One call may tell several things. The first event has the messageId, the next "#1", "#2". What a call merely repeats
   of its sender (language, zone, address, machine) has a digest of who, what and day, and so is stored once a day.
4. An address joins identities only by a login (a user id beside the traits it is in), by the shop's word
   (`email_verified`) or by an order that stands. One typed at the checkout does not.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from softsell.core import events as core
from softsell.core.identity import Arrival, Who
from softsell.errors import BadRequest
from softsell.shops import ecommerce, fields, people
from softsell.shops.told import Told

CALLS = ("track", "identify", "page", "screen", "group", "alias")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MOST_ID = 250

Word = str | int | float | None
Object = dict[str, Any] | list[Any] | None

_sorted = msgspec.json.Encoder(order="sorted")


class Call(Struct, rename="camel"):
    """One call as it is sent. Some senders write an empty object as []."""

    type: str | None = None
    event: str | None = None
    user_id: Word = None
    anonymous_id: Word = None
    previous_id: Word = None
    message_id: Word = None
    timestamp: Word = None
    original_timestamp: Word = None
    sent_at: Any = None
    received_at: Any = None
    write_key: Any = None
    name: Any = None
    category: Any = None
    properties: Object = None
    traits: Object = None
    context: Object = None


class Reading(Struct, frozen=True):
    """What of a shop's policy is needed to read its events: its currency, and mail domains that are no people's."""

    currency: str = "ISK"
    blocked_domains: tuple[str, ...] = ()


def translate(
    call: Call, kind: str, message_id: str, reading: Reading, received: datetime, user_agent: str, notes: fields.Notes
) -> list[Arrival]:
    """The arrivals in one call of this kind ("track"). What is not understood counts in `notes`. Raises BadRequest."""
    if kind not in CALLS:
        raise BadRequest("must be one of " + ", ".join(CALLS), "type")
    user, anonymous = _ids(call, kind)
    values, traits, context = (_object(getattr(call, name), name) for name in ("properties", "traits", "context"))
    at = _when(call, received)
    told = Told(message_id, at, call.event or "", values, fields.currency(context, reading.currency), notes)
    main = _main(call, kind, told, context)
    own = values if kind == "track" else traits if kind == "identify" else {}
    said = {**fields.table(context.get("traits")), **own}
    address = fields.address(said.get("email"))
    if said.get("email") and not address:
        fields.note(notes, "unreadable email")
    login = bool(user) and (kind == "identify" or not own.get("email"))
    proved = login or said.get("email_verified") is True or (ecommerce.is_order(told.name) and _stands(main))
    who = Who(user, anonymous, address, bool(address) and proved)
    about = _about(who, kind, said, context, told, len(main), received)
    signs = _signs(context, user_agent, address, reading)
    everything: list[core.Event] = []
    if signs:
        everything.append(core.Suspected(id=_daily(who, at, b"m" + ",".join(signs).encode()), at=at, signs=signs))
    if about is not None:
        everything.append(about)
    return [Arrival(who, event, received) for event in (*everything, *main)]


def _main(call: Call, kind: str, told: Told, context: dict[str, Any]) -> tuple[core.Event, ...]:
    match kind:
        case "track":
            if not fields.clean(told.name):
                raise BadRequest("is required", "event")
            return ecommerce.translate(told)
        case "page" | "screen":
            url = fields.link(told.values.get("url") or fields.table(context.get("page")).get("url"))
            path = url or fields.link(told.values.get("path"))
            names = (fields.text(call.name), fields.text(call.category), told.word("name", "category"))
            return (core.Seen(id=told.id, at=told.at, what=ecommerce.page(*names, url=path), url=path),)
        case "group":
            fields.note(told.notes, "(group)")
    return ()


def _stands(main: Iterable[core.Event]) -> bool:
    return any(isinstance(event, core.Ordered | core.OrderCancelled) for event in main)


def _about(
    who: Who, kind: str, said: dict[str, Any], context: dict[str, Any], told: Told, n: int, received: datetime
) -> core.Identified | None:
    """What the call says of the person: always for an identify or alias, else only when it says anything."""
    field = "traits.marketing_consent" if kind == "identify" else "properties.marketing_consent"
    consent = people.consent(said.get("marketing_consent"), at=told.at, received=received, field=field, call=kind)
    home = said.get("address")
    place = home if isinstance(home, dict) else {}
    names = ("firstName", "first_name") if kind == "track" else ("firstName", "first_name", "name")
    known: dict[str, Any] = {
        "name": people.name(fields.first(said, *names)),
        "address": who.address,
        "language": people.language(fields.first(said, "language", "locale") or context.get("locale")),
        "timezone": people.timezone(said.get("timezone") or context.get("timezone")),
        "country": people.country(place.get("country") or fields.table(context.get("location")).get("country")),
        "postcode": fields.word(place, "postalCode", "postal_code", "postcode", "zip", most=20),
        "customer": people.customer(said),
    }
    if kind not in ("identify", "alias") and consent is None and not any(known.values()):
        return None
    if kind in ("identify", "alias"):
        event_id = told.id
    elif consent is not None:
        event_id = told.nth(n)
    else:
        event_id = _daily(who, told.at, b"i" + _sorted.encode(known))
    return core.Identified(id=event_id, at=told.at, consent=consent, **known)


def _signs(context: dict[str, Any], user_agent: str, address: str, reading: Reading) -> tuple[str, ...]:
    """Signs of a machine. The request's own agent counts only for browsers: a server may call itself anything."""
    agent = fields.text(context.get("userAgent"), 500) or (
        user_agent[:500] if user_agent.startswith("Mozilla/") else ""
    )
    signs = ["user-agent"] if agent and people.machine_agent(agent) else []
    if address and people.machine_address(address, reading.blocked_domains):
        signs.append("address")
    return tuple(signs)


def _ids(call: Call, kind: str) -> tuple[str, str]:
    user, anonymous = _id(call.user_id, "userId"), _id(call.anonymous_id, "anonymousId")
    if kind == "alias":
        previous = _id(call.previous_id, "previousId")
        anonymous = anonymous or previous  # a browser names its device, and may mean an older user by previousId
        if not user or not previous:
            raise BadRequest("is required", "previousId" if user else "userId")
    if not user and not anonymous:
        raise BadRequest("or anonymousId is required", "userId")
    return user, anonymous


def _id(value: Word, field: str) -> str:
    found = fields.text(value, MOST_ID + 1)
    if len(found) > MOST_ID:
        raise BadRequest(f"is longer than {MOST_ID} characters", field)
    return found


def _when(call: Call, received: datetime) -> datetime:
    original = call.timestamp if call.original_timestamp is None else call.original_timestamp
    if original is None:
        return received
    try:
        at = fields.moment(original)
    except ValueError as error:
        raise BadRequest(str(error), "timestamp") from error
    try:
        late = received - fields.moment(call.sent_at)
    except ValueError:
        late = timedelta()
    try:
        at = min(at + late, received)
    except OverflowError:
        at = fields.EPOCH
    if at < EARLIEST:
        raise BadRequest("lies before 1990", "timestamp")
    return at


def _daily(who: Who, at: datetime, content: bytes) -> str:
    key = f"{who.user_id}\0{who.anonymous_id}\0{who.address}\0{at:%Y-%m-%d}\0".encode()
    return "d-" + hashlib.blake2b(key + content, digest_size=12).hexdigest()


def _object(value: Object, field: str) -> dict[str, Any]:
    if isinstance(value, list):
        if value:
            raise BadRequest("Expected `object`, got `array`", field)
        return {}
    return value or {}
