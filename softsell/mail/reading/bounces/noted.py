"""Reports of a form of their own: a provider's note in JSON sent by mail, and a complaint without RFC 5965."""

import re
from email.message import Message

import msgspec
from msgspec import Struct

from softsell.mail.reading.bounces.parts import Pieces
from softsell.mail.reading.text import body, header

_COMPLAINT = re.compile(r"(?i)^\s*complaint about message from\b|\babuse (?:complaint|report) about (?:a |the )?message\b")
_JSON = msgspec.json.Decoder()
_LONGEST = 50_000


class Noted(Struct, frozen=True):
    """`kind` as in a report; each recipient is (address, status, what was said)."""

    kind: str
    recipients: tuple[tuple[str, str, str], ...] = ()


def noted(message: Message, found: Pieces) -> Noted | None:
    """What such a report says, or None for any other letter."""
    if _COMPLAINT.search(header(message, "Subject")) and found.returned:
        return Noted("complained")
    start = body(message).find('{"notificationType"')
    start = found.said.find('{"eventType"') if start < 0 else start
    if start < 0:
        return None
    try:
        line = body(message)[start : start + _LONGEST]
        line = "".join(line.partition("\n--")[0].split("\n"))
        note = _JSON.decode(line[: line.rindex("}") + 1])
    except (ValueError, msgspec.DecodeError, RecursionError):
        return None
    return _of_json(note) if isinstance(note, dict) else None


def _of_json(note: dict[str, object]) -> Noted:
    kind = str(note.get("notificationType") or note.get("eventType") or "").lower()
    inside = note.get(kind)
    fields = inside if isinstance(inside, dict) else {}
    match kind:
        case "bounce":
            some = _list(fields.get("bouncedRecipients"))
            return Noted("bounced", tuple(_one(one, str(fields.get("bounceType", ""))) for one in some))
        case "complaint":
            some = _list(fields.get("complainedRecipients"))
            return Noted("complained", tuple((str(one.get("emailAddress", "")), "", "") for one in some))
        case _:
            return Noted("other")


def _one(one: dict[str, object], sort: str) -> tuple[str, str, str]:
    status = str(one.get("status") or ("4.0.0" if sort.lower() == "transient" else "5.0.0"))
    return str(one.get("emailAddress", "")), status, str(one.get("diagnosticCode", ""))


def _list(value: object) -> list[dict[str, object]]:
    return [one for one in value[:200] if isinstance(one, dict)] if isinstance(value, list) else []
