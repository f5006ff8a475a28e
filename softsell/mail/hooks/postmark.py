"""Postmark: inbound letters, bounces, spam complaints and unsubscribing (its "inbound" and "webhook" JSON).

Rules
1. Postmark signs nothing: the secret in the address is the proof.
2. RawEmail is taken where it is ("Include raw email content in JSON payload"); else the letter is built from the fields.
3. Postmark names a letter by an id of its own. Ours goes along as metadata (80 characters a value) and comes back with every
   report; without it the report names Postmark's id, which is kept where the letter was sent by its API.
"""

from collections.abc import Mapping
from typing import Any

from softsell.mail.hooks.letter import built, enveloped
from softsell.mail.hooks.notice import LASTING, PASSING, About, bounced, complained, status_of, stopped
from softsell.mail.hooks.post import File, Post, from_base64, inside, rows, shared_doubt, text, told

DOMAIN = "mtasv.net"  # of the Message-IDs that Postmark writes
_LONGEST = 80

# What kind of bounce means which status (RFC 3463). Milder than its words where Postmark holds that it will pass.
_STATUS = {
    "HardBounce": LASTING, "BadEmailAddress": "5.1.3", "ManuallyDeactivated": "5.1.1", "SoftBounce": PASSING,
    "Transient": PASSING, "DnsError": "4.4.4", "SpamNotification": "4.7.1", "Blocked": "4.7.1", "DMARCPolicy": "4.7.1",
    "VirusNotification": "4.7.1", "Undeliverable": PASSING, "Unknown": PASSING, "SMTPApiError": PASSING,
}  # fmt: skip


def doubt(post: Post, secret: str) -> str:
    """Why a request is not believed to be Postmark's; "" when it is."""
    return shared_doubt(post, secret)


def letters(post: Post) -> tuple[bytes, ...]:
    """The raw letters in a request. Raises BadRequest for what is no JSON."""
    data = told(post.body)
    match text(data, "RecordType"):
        case "Bounce":
            return _bounce(data, _about(data, post))
        case "SpamComplaint":
            return (complained(_about(data, post)),)
        case "SubscriptionChange":
            return _change(data, _about(data, post))
        case "" | "Inbound" if text(data, "From"):
            return (_inbound(data),)
    return ()


def metadata(message_id: str) -> dict[str, str]:
    """Our Message-ID in pieces that fit."""
    pieces = [message_id[n : n + _LONGEST] for n in range(0, len(message_id), _LONGEST)]
    return {f"softsell{n}": piece for n, piece in enumerate(pieces)}


def message_id(data: Any) -> str:
    """Our Message-ID out of the metadata; without it the one that Postmark wrote, or ""."""
    kept = inside(data, "Metadata")
    if isinstance(kept, Mapping):
        pieces = {str(key).lower(): value for key, value in kept.items() if isinstance(value, str)}
        whole = "".join(pieces.get(f"softsell{n}", "") for n in range(10))
        if whole:
            return whole
    own = text(data, "MessageID")
    return f"<{own}@{DOMAIN}>" if own else ""


def _about(data: Any, post: Post) -> About:
    to = text(data, "Email") or text(data, "Recipient")
    event = f"{text(data, 'RecordType')} {text(data, 'MessageID')} {text(data, 'ID') or text(data, 'ChangedAt')} {to}"
    return About("postmark", event, message_id(data), to, post.at)


def _bounce(data: Any, about: About) -> tuple[bytes, ...]:
    kind = text(data, "Type")
    if kind == "SpamComplaint":
        return (complained(about),)
    if kind == "Unsubscribe":
        return (stopped(about),)
    if kind not in _STATUS:  # what a machine answered, or what is about inbound mail: no letter of ours was lost
        return ()
    words = f"{text(data, 'Details')} {text(data, 'Description')}".strip()
    return (bounced(about, status_of(words, _STATUS[kind]), words),)


def _change(data: Any, about: About) -> tuple[bytes, ...]:
    """A change of Postmark's own list. What a bounce did to it is told as a bounce; a reactivation takes no no back."""
    if inside(data, "SuppressSending") is not True:
        return ()
    match text(data, "SuppressionReason"), text(data, "Origin"):
        case "ManualSuppression", "Recipient":
            return (stopped(about),)
        case "SpamComplaint", _:
            return (complained(about),)
    return ()


def _inbound(data: Any) -> bytes:
    to = [text(data, "OriginalRecipient")]
    if raw := text(data, "RawEmail"):
        return enveloped(raw.encode("utf-8", "surrogateescape"), to)
    headers = [(text(one, "Name"), text(one, "Value")) for one in rows(data, "Headers")]
    names = {name.lower() for name, _ in headers}
    said = {
        "From": _people(data, "FromFull") or text(data, "From"), "To": _people(data, "ToFull"),
        "Cc": _people(data, "CcFull"), "Reply-To": text(data, "ReplyTo"), "Subject": text(data, "Subject"),
        "Date": text(data, "Date"),
    }  # fmt: skip
    own = [(name, value) for name, value in said.items() if value and name.lower() not in names]
    plain, html = text(data, "TextBody"), text(data, "HtmlBody")
    files = [
        File(text(one, "Name"), text(one, "ContentType"), from_base64(text(one, "Content")))
        for one in rows(data, "Attachments")
    ]
    return enveloped(built([*headers, *own], plain, html, files), to)


def _people(data: Any, name: str) -> str:
    found = inside(data, name)
    people = [found] if isinstance(found, dict) else rows(found) if found else []
    return ", ".join(_person(text(one, "Name"), text(one, "Email")) for one in people if text(one, "Email"))


def _person(name: str, address: str) -> str:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>' if name else address
