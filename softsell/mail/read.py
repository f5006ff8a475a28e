"""A raw letter becomes events, or is ignored with a reason. Pure: the same octets and arguments give the same answer.

Rules
1. Nothing raises for anything that can be received.
2. What is about none of our letters (`reading.matching`) is for a person, never for the machine.
3. What a machine wrote is no answer (RFC 3834) and gets none. Only a no is taken from it, by the address made for that.
4. Who cannot be proved to be the shopper is heard and not trusted: a person looks at it. A no is kept whoever says it.
5. Event ids come from the inbound Message-ID, so that a letter delivered twice happens once.
6. Attachments are named, never opened; everything that a letter says is kept beside what was taken for the answer.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import Message

from msgspec import Struct
from msgspec.structs import replace

from softsell.core.events import Bounced, Complained, Event, Said, Unsubscribed
from softsell.mail.headers import LOOP
from softsell.mail.reading import matching, results
from softsell.mail.reading.attachments import Attachment, attachments
from softsell.mail.reading.machine import machine
from softsell.mail.reading.matching import Ours, ids_in, only_sender, signed
from softsell.mail.reading.parse import parse
from softsell.mail.reading.quotes import visible
from softsell.mail.reading.reports import Report, report
from softsell.mail.reading.stop import says_stop
from softsell.mail.reading.text import body, header

MOST_SAID = 20_000  # characters

REASONS = ("unreadable", "loop", "machine", "report", "unmatched", "empty")


class Inbound(Struct, frozen=True, kw_only=True):
    """What a letter says by itself.

    `id` begins the ids of its events; `sender` is the bare address in lower case ("" for none or several), `message_id`
    its own ("" when it has none), `text` what its writer says now, `original` everything it says, quotes in it. `report`
    is set for what a server reports; `refuted`: the receiving server says that it is not from its sender's domain.
    """

    id: str = ""
    sender: str = ""
    subject: str = ""
    message_id: str = ""
    text: str = ""
    original: str = ""
    attachments: tuple[Attachment, ...] = ()
    report: Report | None = None
    refuted: bool = False


class Reply(Struct, frozen=True):
    """A letter that is about one of ours, and what it means: the events of the shopper whom `data` names.

    `data` is what we had sealed (an effect's id or a shopper's key); `by` and `trust` as in `reading.matching`.
    """

    data: str
    by: str
    trust: str
    events: tuple[Event, ...]
    letter: Inbound


class Ignored(Struct, frozen=True):
    """A letter that makes no event: `reason` is one of REASONS, `why` says it more exactly.

    "unmatched" and "unreadable" are for a person to look at. `stop`: it asks for no more letters, which is to be honoured
    for its sender even where nothing else is known. `data` is what we had sealed, where a report is about one of ours.
    """

    reason: str
    why: str = ""
    stop: bool = False
    letter: Inbound = Inbound()
    data: str = ""


def read(
    raw: bytes, *, secret: bytes, base_address: str, known: Callable[[str], str | None] | Mapping[str, str] | None = None,
    received_at: datetime, addressee: Callable[[str], str] | None = None, trusted_host: str = "",
) -> Reply | Ignored:  # fmt: skip
    """What a raw letter (RFC 5322) means.

    known         our letters by Message-ID where the id itself cannot tell (a relay that writes its own): id -> data
    received_at   aware; becomes `at` of the events
    addressee     the address we wrote to, by `data`; without it nobody is trusted
    trusted_host  the authserv-id of our own mail server (RFC 8601): when set, trust also needs what it proved
    """
    ours = signed(secret, base_address, known, addressee=addressee, trusted_host=trusted_host)
    return understood(raw, ours, received_at)


def understood(raw: bytes, ours: Ours, received_at: datetime) -> Reply | Ignored:
    """What a raw letter means, with what is ours given as functions."""
    try:
        return _understood(raw, parse(raw), ours, received_at)
    except Exception as error:  # a letter that cannot be read must not come back for ever: a person looks at it
        text = raw[:2_000].decode("utf-8", "ignore").replace("\x00", "")
        letter = Inbound(id=_id_of("", raw), text=text, original=text)
        return Ignored("unreadable", type(error).__name__, letter=letter)


def _understood(raw: bytes, message: Message, ours: Ours, received_at: datetime) -> Reply | Ignored:
    own_id, sender = next(iter(ids_in(header(message, "Message-ID"))), ""), only_sender(message)
    verdict = results.sender(message, sender, ours.trusted_host)
    letter = Inbound(
        id=_id_of(own_id, raw), sender=sender, refuted=verdict == results.FAILED,
        subject=header(message, "Subject")[:500],
        message_id=own_id, original=body(message),
        attachments=attachments(message), report=report(message),
    )  # fmt: skip
    if message.get(LOOP) is not None or (own_id and ours.by_id(own_id)):
        return Ignored("loop", letter=letter)
    if letter.report is not None:
        return _reported(message, letter.report, letter, ours, received_at)
    about = matching.match(message, sender, ours, verdict)
    no = Unsubscribed(id=f"{letter.id}:no", at=received_at, via="mail")
    if sign := machine(message, letter.sender, letter.subject, letter.original):
        if about.data and says_stop("", letter.subject):
            return Reply(about.data, about.by, about.trust, (no,), letter)
        return Ignored("machine", sign, letter=letter)
    letter = replace(letter, text=visible(letter.original)[:MOST_SAID])
    stop = says_stop(letter.text, letter.subject)
    if not about.data:
        return Ignored("unmatched", stop=stop, letter=letter)
    if not letter.text and not stop:
        return Ignored("empty", letter=letter)
    said = Said(
        id=f"{letter.id}:said", at=received_at, text=letter.text, channel="mail", subject=letter.subject,
        message_id=letter.message_id, trusted=about.trust == "shopper",
    )  # fmt: skip
    events: tuple[Event, ...] = (*((no,) if stop else ()), *((said,) if letter.text else ()))
    return Reply(about.data, about.by, about.trust, events, letter)


def _id_of(message_id: str, raw: bytes) -> str:
    return f"mail:{hashlib.sha256(message_id.encode() if message_id else raw).hexdigest()[:32]}"


def _reported(message: Message, told: Report, letter: Inbound, ours: Ours, at: datetime) -> Reply | Ignored:
    about = matching.match_report(message, told.ids, told.came_to, ours)
    event: Event
    match told.kind:
        case "bounced":
            event = Bounced(
                id=f"{letter.id}:bounced", at=at, effect=about.data, permanent=told.permanent, detail=told.detail,
                reason=told.reason,
            )  # fmt: skip
        case "complained":
            event = Complained(id=f"{letter.id}:complained", at=at, effect=about.data)
        case _:
            return Ignored("report", told.kind, letter=letter, data=about.data)
    if not about.data:
        return Ignored("unmatched", told.kind, letter=letter)
    return Reply(about.data, about.by, about.trust, (event,), letter)
