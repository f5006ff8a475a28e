"""Which letter of ours a letter is about, and whether the shopper we wrote to is who answers.

Rules
1. Ids in the threading headers come first, then the token in the address it came to, then a sender who has exactly one
   conversation open; who is known by the sender alone is never trusted.
2. Of several of ours that a letter names, the one that was written to its sender counts, so that two shoppers never
   share a thread.
3. Who was not written to is heard but cannot act: a letter can be forwarded or copied, and a From can be forged.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from email.utils import getaddresses

from msgspec import Struct

from softsell.mail.reading import results
from softsell.mail.reading.text import header, headers
from softsell.tokens import parse_message_id, read_bounce_address, read_reply_address

Find = Callable[[str], str | None]
TRUST = ("shopper", "unproved", "other", "forged")
CAME_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "Resent-To")
MOST_IDS = 100
ANYBODY = "*"  # where it is not known who was written to

_ID = re.compile(r"<[^<>\s]{3,900}>")


def _nothing(_: str) -> str | None:
    return None


class Ours(Struct, frozen=True, kw_only=True):
    """How what is ours is known; each of `by_*` gives what was sealed (an effect's id or a shopper's key), or None.

    by_id         our Message-IDs, in angle brackets
    by_reply      addresses that replies come to
    by_bounce     addresses that reports come to; never looked at for replies
    by_sender     the bare address of somebody who has exactly one open conversation
    addressee     the address we wrote to, by what was sealed; ANYBODY trusts whoever writes
    trusted_host  the authserv-id of our own mail server, "" when it writes no results
    """

    by_id: Find = _nothing
    by_reply: Find = _nothing
    by_bounce: Find = _nothing
    by_sender: Find = _nothing
    addressee: Callable[[str], str] = lambda data: ""
    trusted_host: str = ""


class Match(Struct, frozen=True):
    """What a letter is about ("" for nothing of ours), how that was found, and one of TRUST."""

    data: str = ""
    by: str = ""
    trust: str = "other"


def signed(
    secret: bytes, base_address: str, known: Find | Mapping[str, str] | None = None,
    by_sender: Find = _nothing, addressee: Callable[[str], str] | None = None, trusted_host: str = "",
) -> Ours:  # fmt: skip
    """What is ours by our own signatures, and by `known` for Message-IDs that a relay gave (id -> data)."""
    local, _, domain = base_address.lower().rpartition("@")
    look_up = known.get if isinstance(known, Mapping) else known or _nothing

    def by_reply(where: str) -> str | None:
        ours = where.lower().endswith(f"@{domain}") and where.lower().startswith(f"{local}+")
        return read_reply_address(secret, where) if ours else None

    return Ours(
        by_id=lambda value: parse_message_id(secret, value) or look_up(value),
        by_reply=by_reply, by_bounce=lambda where: read_bounce_address(secret, where), by_sender=by_sender,
        addressee=addressee or (lambda data: ""), trusted_host=trusted_host,
    )  # fmt: skip


def match(message: Message, sender: str, ours: Ours, verdict: str) -> Match:
    """What a person's letter is about, and how far its sender is to be believed after what `results` found out."""
    found = list(dict.fromkeys(_named(message, ours)))
    mine = next((one for one in found if _wrote_to(ours, one[0], sender)), None)
    if mine is None and not found:
        data = ours.by_sender(sender) if sender else None
        return Match(data, "sender", "unproved") if data else Match()
    data, by = mine or found[0]
    return Match(data, by, _trust(sender, ours, data, verdict))


def match_report(message: Message, ids: tuple[str, ...], addresses: tuple[str, ...], ours: Ours) -> Match:
    """What a server's report is about: the id of the letter that came back, else the address it was sent back to."""
    for value in ids:
        if data := ours.by_id(value):
            return Match(data, "message-id", "unproved")
    came = [*addresses, *(one for name in CAME_TO for one in address_list(message, name))]
    for where in came:
        if data := ours.by_bounce(where):
            return Match(data, "bounce-address", "unproved")
    found = next(_named(message, ours), None)
    return Match(*found, "unproved") if found else Match()


def _trust(sender: str, ours: Ours, data: str, verdict: str) -> str:
    """One of TRUST: the shopper we wrote to, the same but unproved, somebody else, or a sender that a server refuted."""
    if not _wrote_to(ours, data, sender):
        return "other"
    match verdict:
        case results.FAILED:
            return "forged"
        case results.UNKNOWN if ours.trusted_host:
            return "unproved"
    return "shopper"


def ids_in(value: str) -> list[str]:
    """The Message-IDs in a header, in order; of very many the last."""
    return _ID.findall(value)[-MOST_IDS:]


def address_list(message: Message, name: str) -> list[str]:
    """The bare addresses in every header of a name; what cannot be read is left out."""
    try:
        return [address for _, address in getaddresses(headers(message, name)) if address]
    except Exception:  # the standard library's address parser gives up on some broken lists
        return []


def only_sender(message: Message) -> str:
    """The one address in From, in lower case; "" when there is none or more than one."""
    found = address_list(message, "From")
    return "".join(sign for sign in found[0].lower() if sign.isprintable())[:320] if len(found) == 1 else ""


def _named(message: Message, ours: Ours) -> Iterator[tuple[str, str]]:
    threaded = [*ids_in(header(message, "In-Reply-To")), *reversed(ids_in(header(message, "References")))]
    for value in threaded:
        if data := ours.by_id(value):
            yield data, "message-id"
    for name in CAME_TO:
        for where in address_list(message, name):
            if data := ours.by_reply(where):
                yield data, "address"


def _wrote_to(ours: Ours, data: str, sender: str) -> bool:
    return bool(sender) and ours.addressee(data).strip().lower() in (sender, ANYBODY)
