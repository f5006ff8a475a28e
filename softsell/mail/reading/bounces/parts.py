"""The pieces of a report: what the server says, what it reports in fields, and the letter that came back."""

import re
from email.message import Message

from msgspec import Struct

from softsell.mail.reading.text import body, clean, decoded, from_html, header, headers

MOST_PARTS = 100
LONGEST = 60_000  # characters of what is said, and of the fields
ADDRESS = re.compile(r"(?<![A-Za-z0-9.!#$%&*+/=?^_`{|}~-])[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}")
_OWN_ID = re.compile(r"(?im)^[\s>]{0,8}(?:x-)?(?:original-)?message-id:\s*(<[^<>\s]{3,900}>)")
_LETTER = re.compile(
    r"(?im)^[ \t>*-]*(?:"
    r"-{3,}.{0,40}?\b(?:original|returned|unsent|copy of|message header|message follows|mensaje|message text|body)\b"
    r"|.{0,60}\b(?:original message follows|copy of (?:the|your) (?:original )?message|message headers? follow"
    r"|below this line is|undelivered message follows|included is a copy|message is attached|header of the message"
    r"|first \d+ (?:bytes|lines) of|text of the original|message you sent follows|mensaje original"
    r"|part of your message|your message reads|unsent message below|original message (?:details|as received)|following is a copy|returned message below)"
    r"|-{5,}\s?(?:message|header)s?\s?-{5,}"
    r"|(?:received: (?:from|by) |return-path: ?<|x-envelope-from: |delivered-to: )"
    r")"
)


class Pieces(Struct, frozen=True):
    """`said` is what the server wrote for people, `blocks` its fields in lower case, `returned` the head of our letter."""

    said: str
    blocks: tuple[dict[str, str], ...]
    feedback: dict[str, str] | None
    returned: str
    ids: tuple[str, ...]


def pieces(message: Message) -> Pieces:
    """Take a report apart; what lies within the letter that came back is not read."""
    said: list[str] = []
    blocks: list[dict[str, str]] = []
    feedback: dict[str, str] | None = None
    returned: list[str] = []
    for part in walk(message):
        kind = part.get_content_type()
        match kind:
            case "message/delivery-status" | "message/global-delivery-status":
                blocks += _blocks(part)
            case "message/feedback-report":
                feedback = {name: value for block in _blocks(part) for name, value in block.items()}
            case "text/rfc822-headers" | "text/rfc822-header" | "message/rfc822-headers" | "message/global-headers":
                returned.append(octets(part))
            case "message/rfc822" | "message/partial" | "message/global":
                returned.append(_head(part))
            case _ if part.is_multipart():
                continue
            case _ if kind.startswith("multipart/"):
                said.append(octets(part))
            case "text/plain" | "text/html" if part.get_filename() is None or not said:
                said.append(_words(part))
    words, letter = cut("\n".join(said)[:LONGEST])
    whole = "\n".join([*returned, letter])[:LONGEST]
    ids = dict.fromkeys(_OWN_ID.findall(whole) + _OWN_ID.findall(words))
    return Pieces(words, tuple(blocks), feedback, whole, tuple(ids)[:50])


def walk(message: Message) -> list[Message]:
    """The parts of a letter in order, at most MOST_PARTS, without those inside a letter it holds."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < MOST_PARTS:
        part = waiting.pop(0)
        inside = part.get_payload()
        nested = part.get_content_type() == "message/rfc822" and _is_report(inside)
        if (part.get_content_maintype() == "multipart" or nested) and isinstance(inside, list):
            waiting = [one for one in inside[:MOST_PARTS] if isinstance(one, Message)] + waiting
        else:
            found.append(part)
    return found


def _is_report(inside: object) -> bool:
    """Whether the letter within is itself a report, which a gateway has wrapped."""
    first = inside[0] if isinstance(inside, list) and inside else None
    return isinstance(first, Message) and first.get_content_type() == "multipart/report"


def cut(text: str) -> tuple[str, str]:
    """What the server says, and the letter that follows it."""
    found = _LETTER.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def octets(part: Message) -> str:
    """The octets of a part as text, whatever its type."""
    try:
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes):
            return ""
        return clean(decoded(raw[:LONGEST], part.get_content_charset() or "utf-8"))
    except Exception:  # broken transfer encodings and parameters raise many things
        return ""


def addresses(text: str) -> list[str]:
    """The mail addresses in a text, each once, as they are written."""
    return list(dict.fromkeys(bare(found) for found in ADDRESS.findall(text)))[:200]


def bare(address: str) -> str:
    """An address without what servers write around it."""
    return re.sub(r"(?i)^(?:smtp|rfc822)=", "", address.strip(".'"))


def field(text: str, name: str) -> str:
    """A header field in the text of a letter, its folded lines joined; "" when it is missing."""
    found = re.search(rf"(?im)^{re.escape(name)}:[ \t]*(.{{0,2000}}(?:\n[ \t]+.{{0,1000}}){{0,20}})", text)
    return " ".join(found[1].split()) if found else ""


def came_to(message: Message) -> tuple[str, ...]:
    """Every address that the report itself was sent to: one of them may be ours for this very letter (VERP)."""
    names = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "X-Delivered-To", "Cc", "Resent-To")
    return tuple(dict.fromkeys(a for name in names for value in headers(message, name) for a in addresses(value)))[:50]


def _words(part: Message) -> str:
    if part.get_content_type() == "text/html":
        return from_html(octets(part))
    return octets(part) if part.get_content_maintype() == "text" else body(part)


def _head(part: Message) -> str:
    """The header fields of a letter within, as text."""
    inside = part.get_payload()
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        names = ("Message-ID", "To", "X-Original-Message-ID", "X-Envelope-To", "Envelope-To", "Delivered-To")
        lines = [f"{name}: {header(inside[0], name)}" for name in names if inside[0].get(name) is not None]
        return "\n".join(lines) or octets(inside[0])
    return octets(part)


def _blocks(part: Message) -> list[dict[str, str]]:
    """The groups of fields in a report, names in lower case. The standard library reads some of them as a body."""
    inside = part.get_payload()
    groups = [one for one in inside[:500] if isinstance(one, Message)] if isinstance(inside, list) else [part]
    found: list[dict[str, str]] = []
    for group in groups:
        if group is not part:
            found += _grouped([(name, clean(str(value))) for name, value in list(group.raw_items())[:400]])
        if not isinstance(group.get_payload(), list):
            for chunk in re.split(r"\n[ \t]*\n", octets(group))[:500]:
                found += _grouped(_lines(chunk))
    return found[:500]


def _grouped(fields: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Fields as groups: a second Final-Recipient begins the next, where a server forgot the empty line."""
    found: list[dict[str, str]] = []
    for name, value in fields:
        low = name.lower()
        if not found or (low in ("final-recipient", "original-recipient") and low in found[-1]):
            found.append({})
        found[-1].setdefault(low, " ".join(value.split())[:2_000])
    return found


def _lines(chunk: str) -> list[tuple[str, str]]:
    """The fields in a text, folded lines joined."""
    found: list[tuple[str, str]] = []
    for line in chunk.split("\n")[:400]:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}"[:2_000])
        elif colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,60}", name):
            found.append((name, value))
    return found
