"""A raw letter becomes events, or is ignored with a reason. Pure: the same octets and arguments give the same answer.

Rules
1. Nothing raises for anything that can be received.
2. A letter is matched by our own Message-IDs in its threading headers, then by the token in the address it came to; both
   are signed. What matches neither is for a person, never for the machine.
3. What a machine wrote is no answer (RFC 3834) and gets none. Only a no is taken from it, by the address made for that.
4. A sender other than the addressee is heard but not trusted: a letter can be forwarded, and a From can be forged.
5. Event ids come from the inbound Message-ID, so that a letter delivered twice happens once.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from msgspec import Struct

from softsell.core.events import Bounced, Complained, Event, Said, Unsubscribed
from softsell.mail.headers import LOOP
from softsell.mail.reading.machine import machine
from softsell.mail.reading.quotes import visible
from softsell.mail.reading.reports import Report, report
from softsell.mail.reading.stop import says_stop
from softsell.mail.reading.text import body, header, headers
from softsell.tokens import parse_message_id, read_reply_address

Known = Callable[[str], str | None] | Mapping[str, str]

MOST_SAID = 20_000  # characters

REASONS = ("unreadable", "loop", "machine", "report", "unmatched", "empty")

_ID = re.compile(r"<[^<>\s]{3,900}>")
_PASS = re.compile(r"\bdmarc\s*=\s*pass\b", re.I)


class Reply(Struct, frozen=True):
    """A letter that is about one of ours.

    `data` is what we had sealed: the effect's id when matched by "message-id", the reply address's data by "address".
    `sender` is the bare address in lower case, `message_id` the letter's own ("" when it has none); `original_text` is
    everything it says, quotes in it.
    """

    data: str
    by: str
    events: tuple[Event, ...]
    sender: str
    message_id: str
    subject: str
    original_text: str


class Ignored(Struct, frozen=True):
    """A letter that makes no event: `reason` is one of REASONS.

    "unmatched" and "unreadable" are for a person to look at. `stop`: it asks for no more letters, which is to be honoured
    for `sender` even where nothing else is known.
    """

    reason: str
    sender: str = ""
    subject: str = ""
    message_id: str = ""
    text: str = ""
    stop: bool = False


def read(
    raw: bytes, *, secret: bytes, base_address: str, known: Known | None = None, received_at: datetime,
    addressee: Callable[[str], str] | None = None, trusted_host: str = "",
) -> Reply | Ignored:  # fmt: skip
    """What a raw letter (RFC 5322) means.

    known         our letters by Message-ID where the id itself cannot tell (a relay that writes its own): id -> data
    received_at   aware; becomes `at` of the events
    addressee     the address we wrote to, by `data`; without it nobody is trusted
    trusted_host  the authserv-id of our own mail server (RFC 8601): when set, trust also needs its dmarc=pass
    """
    try:
        message = message_from_bytes(raw)
        return _read(raw, message, secret, base_address, known, received_at, addressee, trusted_host)
    except Exception:  # a letter that cannot be read must not come back for ever: a person looks at it
        return Ignored("unreadable", text=raw[:2_000].decode("utf-8", "ignore").replace("\x00", ""))


def _read(
    raw: bytes, message: Message, secret: bytes, base_address: str, known: Known | None, received_at: datetime,
    addressee: Callable[[str], str] | None, trusted_host: str,
) -> Reply | Ignored:  # fmt: skip
    sender, subject = _sender(message), header(message, "Subject")[:500]
    own = _ID.search(header(message, "Message-ID"))
    own_id = own[0] if own else ""
    digest = hashlib.sha256(own_id.encode() if own_id else raw).hexdigest()[:32]

    def ignored(reason: str, text: str = "", stop: bool = False) -> Ignored:
        return Ignored(reason, sender, subject, own_id, text[:MOST_SAID], stop)

    if message.get(LOOP) is not None:
        return ignored("loop")
    told = report(message)
    ids = told.ids if told is not None else ()
    data, by = _match(message, ids, secret, base_address, known)
    if told is not None:
        event = _reported(told, data, f"mail:{digest}", received_at)
        if event is None:
            return ignored("report")
        return Reply(data, by, (event,), sender, own_id, subject, body(message)) if data else ignored("unmatched")

    text = body(message)
    words = visible(text)[:MOST_SAID]
    no = Unsubscribed(id=f"mail:{digest}:no", at=received_at, via="mail")
    if machine(message, sender, subject, text):
        if data and says_stop("", subject):
            return Reply(data, by, (no,), sender, own_id, subject, text)
        return ignored("machine")
    stop = says_stop(words, subject)
    if not data:
        return ignored("unmatched", words or text, stop)
    if not words and not stop:
        return ignored("empty", text)
    trusted = _trusted(message, sender, addressee(data) if addressee else "", trusted_host)
    said = Said(
        id=f"mail:{digest}:said", at=received_at, text=words, channel="mail", subject=subject, message_id=own_id,
        trusted=trusted,
    )  # fmt: skip
    events: tuple[Event, ...] = (*((no,) if stop else ()), *((said,) if words else ()))
    return Reply(data, by, events, sender, own_id, subject, text)


def _reported(told: Report, data: str, name: str, at: datetime) -> Event | None:
    match told.kind:
        case "bounced":
            return Bounced(
                id=f"{name}:bounced", at=at, effect=data, permanent=told.permanent, detail=told.detail, reason=told.reason,
            )  # fmt: skip
        case "complained":
            return Complained(id=f"{name}:complained", at=at, effect=data)
        case _:
            return None


def _match(
    message: Message, ids: tuple[str, ...], secret: bytes, base_address: str, known: Known | None
) -> tuple[str, str]:
    """What the letter is about and how that was found; ("", "") when it is not known."""
    threaded = [*ids, *_ID.findall(header(message, "In-Reply-To"))]
    threaded += reversed(_ID.findall(header(message, "References"))[-100:])
    for value in threaded:
        data = parse_message_id(secret, value) or _look_up(known, value)
        if data:
            return data, "message-id"
    local, _, domain = base_address.lower().rpartition("@")
    for name in ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "Resent-To"):
        for where in _addresses(message, name):
            ours = where.lower().endswith(f"@{domain}") and where.lower().startswith(f"{local}+")
            data = (read_reply_address(secret, where) or "") if ours else ""
            if data:
                return data, "address"
    return "", ""


def _look_up(known: Known | None, value: str) -> str | None:
    if known is None:
        return None
    return known.get(value) if isinstance(known, Mapping) else known(value)


def _addresses(message: Message, name: str) -> list[str]:
    try:
        return [address for _, address in getaddresses(headers(message, name)) if address]
    except Exception:  # the standard library's address parser gives up on some broken lists
        return []


def _sender(message: Message) -> str:
    """The one address in From, in lower case; "" when there is none or more than one."""
    found = _addresses(message, "From")
    return "".join(sign for sign in found[0].lower() if sign.isprintable())[:320] if len(found) == 1 else ""


def _trusted(message: Message, sender: str, addressee: str, trusted_host: str) -> bool:
    if not sender or sender != addressee.strip().lower():
        return False
    if not trusted_host:
        return True
    for value in headers(message, "Authentication-Results"):
        host, _, verdicts = value.partition(";")
        if host.split()[:1] == [trusted_host]:
            return bool(_PASS.search(verdicts))
    return False
