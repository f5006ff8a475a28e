"""What every provider's API shares: the account, the request, the answer, and what a refusal means.

Rules
1. Only a provider that refuses the *addressee* makes a refusal theirs ("RCPT:"); a bad key, an unpaid bill, a sender or a
   domain that is not set up is our own trouble, and the letter waits.
2. 500 and 503 say that nothing was done, so the letter may be tried again. 502 and 504 say that nobody knows: unsure.
3. A letter travels under our Message-ID, or under one the provider writes: that one is handed back, to be kept.
"""

import re
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from typing import Any

import msgspec
from msgspec import Struct

from softsell.errors import Undelivered
from softsell.mail.reading.text import header, headers, read_words

_OWN_TROUBLE = (401, 402, 403, 404, 405, 407)
_PASSING = (408, 425, 429, 500, 503)
# What the API says by fields of its own, or what the provider writes anew.
_NOT_AS_HEADERS = re.compile(
    r"(?i)from|to|cc|bcc|subject|reply-to|date|return-path|received|mime-version|dkim-signature|content-.*"
)


class Account(Struct, frozen=True):
    """Whose account it is. `key_id`, `domain`, `region` and `stream` mean something to some providers only."""

    key: str
    key_id: str = ""
    domain: str = ""
    region: str = ""
    stream: str = ""

    def __repr__(self) -> str:
        return f"Account({self.domain or self.region or self.stream})"


class Call(Struct, frozen=True):
    """A POST: the path, the headers beside those of the transport, and the body."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Answer(Struct, frozen=True):
    """What came back: header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def told(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            found = msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class Fields(Struct, frozen=True):
    """One of our letters in pieces, for an API that takes no raw one. `headers` are those that the API has no field for."""

    name: str
    sender: str
    reply_to: str
    subject: str
    plain: str
    html: str
    message_id: str
    headers: tuple[tuple[str, str], ...]


def fields(raw: bytes) -> Fields:
    """A letter of ours in pieces. Raises Undelivered for one with parts that have no place there."""
    message = message_from_bytes(raw)
    forms: dict[str, str] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if kind not in ("text/plain", "text/html") or kind in forms:
            raise Undelivered(f"letter: a part of kind {kind} has no place in this API", permanent=False)
        octets = part.get_payload(decode=True)
        forms[kind] = octets.decode(part.get_content_charset() or "utf-8") if isinstance(octets, bytes) else ""
    name, sender = parseaddr(next(iter(headers(message, "From")), ""))
    return Fields(
        read_words(name), sender, parseaddr(header(message, "Reply-To"))[1], header(message, "Subject"),
        forms.get("text/plain", ""), forms.get("text/html", ""), header(message, "Message-ID"), _others(message),
    )  # fmt: skip


def _others(message: Message) -> tuple[tuple[str, str], ...]:
    names = dict.fromkeys(name for name in message if not _NOT_AS_HEADERS.fullmatch(name))
    return tuple((name, value) for name in names if (value := header(message, name)))


def refusal(answer: Answer, words: str, *, theirs: bool = False, ours: bool = False) -> Undelivered:
    """What a refusal means. `theirs`: the addressee is refused for good. `ours`: our own trouble, whatever the status."""
    said = f"{answer.status} {words}"[:400]
    if theirs:
        return Undelivered(f"RCPT: {said}", permanent=True)
    if ours or answer.status in _OWN_TROUBLE or 300 <= answer.status < 400:
        return Undelivered(f"our account: {said}")
    if answer.status in _PASSING:
        later = answer.headers.get("retry-after", "")
        return Undelivered(f"not now: {said}" + (f" (Retry-After {later[:40]})" if later else ""))
    if 400 <= answer.status < 500:
        return Undelivered(f"refused: {said}", permanent=True)
    return Undelivered(f"an answer that says nothing: {said}", unsure=True)
