"""Reports from mail servers: a letter that came back (RFC 3464), and a letter called spam (RFC 5965)."""

import re
from email.message import Message

from msgspec import Struct

from softsell.mail.reading.text import body, clean, header

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_CODE = re.compile(r"(?<![\d.])([45])[0-5]\d(?=[ -])")
_MAILER = re.compile(r"\b(?:mailer-daemon|mail delivery (?:sub)?system|postmaster)\b", re.I)
_OWN_ID = re.compile(r"(?im)^\s*message-id:\s*(<[^<>\s]{3,900}>)")
_LONGEST = 300  # characters of a detail


class Report(Struct, frozen=True):
    """What a server said: `kind` is "bounced", "complained" or "other"; `ids` are Message-IDs of the letter it is about."""

    kind: str
    permanent: bool = False
    detail: str = ""
    ids: tuple[str, ...] = ()


def report(message: Message) -> Report | None:
    """The report in a letter, or None for a letter that is none."""
    kind = message.get_content_type()
    if kind == "multipart/report":
        return _typed(message)
    sender = f"{header(message, 'From')} {header(message, 'X-Failed-Recipients')}"
    if _MAILER.search(sender) or message.get("X-Failed-Recipients"):
        return _told(message)
    return None


def permanent(status: str) -> bool:
    """Whether an enhanced status code (RFC 3463) means never again: class 5, but for a full mailbox (x.2.2)."""
    return status.startswith("5.") and not status.startswith("5.2.2")


def _typed(message: Message) -> Report:
    parts = list(_walk(message, 0))
    ids = tuple(value for part in parts for value in _ids(part))
    for part in parts:
        match part.get_content_type():
            case "message/delivery-status":
                return _delivery(part, ids)
            case "message/feedback-report":
                kind = _field(part, "Feedback-Type").lower()
                return Report("other" if kind == "not-spam" else "complained", detail=kind, ids=ids)
    return Report("other", ids=ids)


def _delivery(part: Message, ids: tuple[str, ...]) -> Report:
    """The worst that is told of any addressee; delays and deliveries along the way are no bounce."""
    blocks = part.get_payload()
    told = [block for block in blocks if isinstance(block, Message)] if isinstance(blocks, list) else [part]
    failed = [block for block in told if _field(block, "Action").lower() == "failed"]
    if not failed:
        return Report("other", ids=ids)
    found = [_status(f"{_field(block, 'Status')} {_field(block, 'Diagnostic-Code')}") for block in failed]
    worst = max(found, key=permanent)
    words = next((_field(block, "Diagnostic-Code") for block in failed), "")
    return Report("bounced", permanent(worst), f"{worst} {words}".strip()[:_LONGEST], ids)


def _told(message: Message) -> Report | None:
    """A bounce in plain words from a server that knows no RFC 3464: it must name our letter and a code."""
    text = body(message)
    ids = tuple(_OWN_ID.findall(text)) + tuple(value for part in _walk(message, 0) for value in _ids(part))
    status = _status(text[:20_000])
    return Report("bounced", permanent(status), status, ids) if status else None


def _status(text: str) -> str:
    """The enhanced code in a text, or the class of its plain SMTP code; "" when it has none."""
    found = _STATUS.search(text)
    if found and found[1] != "2":
        return found[0]
    plain = _CODE.search(text)
    return f"{plain[1]}.0.0" if plain else ""


def _ids(part: Message) -> list[str]:
    """Message-IDs in a letter or its headers that came back, and in a report's own field."""
    found = []
    if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
        found += _OWN_ID.findall(body_text(part))
    if part.get_content_type() == "message/rfc822":
        for inner in part.get_payload() if isinstance(part.get_payload(), list) else []:
            if isinstance(inner, Message) and inner.get("Message-ID"):
                found.append(header(inner, "Message-ID"))
    return found


def body_text(part: Message) -> str:
    """The octets of a part as text, whatever its type."""
    try:
        raw = part.get_payload(decode=True)
    except Exception:  # broken transfer encodings raise many things
        return ""
    return clean(raw.decode("utf-8", "replace"))[:100_000] if isinstance(raw, bytes) else ""


def _field(block: Message, name: str) -> str:
    """A field of a report. Where the parser kept the fields as a body, they are read from there."""
    inner = block.get_payload()
    if block.get(name) is None and isinstance(inner, list):
        return next((header(one, name) for one in inner if isinstance(one, Message) and one.get(name)), "")
    if block.get(name) is None and isinstance(inner, str):
        found = re.search(rf"(?im)^{re.escape(name)}:[ \t]*(.*)$", inner)
        return clean(found[1]).strip() if found else ""
    return header(block, name)


def _walk(message: Message, depth: int) -> list[Message]:
    """The parts of a report, but not what is inside the letter that came back."""
    parts = message.get_payload()
    if depth > 5 or not isinstance(parts, list) or message.get_content_maintype() != "multipart":
        return [message]
    return [message, *(one for part in parts if isinstance(part, Message) for one in _walk(part, depth + 1))]
