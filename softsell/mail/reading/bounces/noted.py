"""Reports of a form of their own: a provider's note in JSON sent by mail, and a complaint without RFC 5965."""

import json
import re
from email.message import Message

from msgspec import Struct

from softsell.mail.reading.bounces.parts import Pieces
from softsell.mail.reading.text import body, header

_COMPLAINT = re.compile(
    r"(?i)^\s*complaint about message from\b|\babuse (?:complaint|report) about (?:a |the )?message\b"
)
_DECODER = json.JSONDecoder(strict=False)
_LONGEST = 50_000


class Noted(Struct, frozen=True):
    """`kind` as in a report; each recipient is (address, status, what was said)."""

    kind: str
    recipients: tuple[tuple[str, str, str], ...] = ()


def noted(message: Message, found: Pieces) -> Noted | None:
    """What such a report says, or None for any other letter."""
    if _COMPLAINT.search(header(message, "Subject")) and found.returned:
        return Noted("complained")
    text = body(message)[:_LONGEST]
    note = _json(text) if "notificationType" in text or "eventType" in text else None
    if note is not None and isinstance(inner := note.get("Message"), str):
        note = _json(inner)  # the envelope of a queue around the note
    return _of_json(note) if note is not None else None


def _json(text: str) -> dict[str, object] | None:
    """The first object in a text, line breaks in its strings allowed; what follows it is left."""
    try:
        value, _ = _DECODER.raw_decode(text[text.index("{") :])
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


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
