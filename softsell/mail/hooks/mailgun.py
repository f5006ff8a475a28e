"""Mailgun: letters by a route (raw when the address ends in "mime"), and its events.

Rules
1. The proof is HMAC-SHA256 over timestamp and token with the webhook signing key, not older than `WINDOW`. The window is as
   long as Mailgun goes on trying, so that what we could not keep at first is not refused later.
2. The signature does not cover the rest of the body. The door therefore takes a token once: with another letter under the
   same token it is refused (`token`). The same letter again is harmless: its events have the same ids.
3. A passing failure is tried again by Mailgun and is no bounce yet; one that grew too old is a bounce, but no permanent one.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

import msgspec

from softsell.errors import BadRequest
from softsell.mail.hooks.letter import built, enveloped
from softsell.mail.hooks.notice import LASTING, PASSING, About, bounced, complained, status_of, stopped
from softsell.mail.hooks.post import Form, Post, form, inside, is_form, text, told

WINDOW = timedelta(hours=9)
AHEAD = timedelta(minutes=5)


def doubt(post: Post, key: str) -> str:
    """Why a request is not believed to be Mailgun's; "" when it is. Raises BadRequest for what is no form and no JSON."""
    timestamp, token, signature = _signed(post)
    if not (timestamp and token and signature):
        return "the signature is missing"
    right = hmac.new(key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right.encode(), signature.lower().encode()):
        return "the signature is wrong"
    if not (timestamp.isascii() and timestamp.isdigit()):
        return "the timestamp is no number"
    age = post.at.timestamp() - int(timestamp)
    return "" if -AHEAD.total_seconds() <= age <= WINDOW.total_seconds() else "the signature is too old"


def token(post: Post) -> str:
    """What Mailgun makes anew for each request."""
    return _signed(post)[1]


def letters(post: Post) -> tuple[bytes, ...]:
    """The raw letters in a request. Raises BadRequest for what is no form and no JSON."""
    return (_received(form(post)),) if is_form(post) else _event(inside(told(post.body), "event-data"), post)


def _signed(post: Post) -> tuple[str, str, str]:
    names = ("timestamp", "token", "signature")
    if is_form(post):
        sent = form(post)
        first, second, third = (sent.text(name) for name in names)
    else:
        body = told(post.body)
        first, second, third = (text(body, "signature", name) for name in names)
    return first, second, third


def _received(sent: Form) -> bytes:
    to, sender = sent.text("recipient").split(","), sent.text("sender")
    if raw := sent.fields.get("body-mime"):
        return enveloped(raw, to, sender)
    try:
        pairs = msgspec.json.decode(sent.text("message-headers") or "[]", type=list[tuple[str, str]])
    except msgspec.MsgspecError as error:
        raise BadRequest(f"no list of names and values: {error}", "message-headers") from None
    names = {name.lower() for name, _ in pairs}
    own = [
        (name, sent.text(field))
        for name, field in (("From", "from"), ("To", "recipient"), ("Subject", "subject"))
        if name.lower() not in names
    ]
    return enveloped(built([*pairs, *own], sent.text("body-plain"), sent.text("body-html"), sent.files), to, sender)


def _event(data: Any, post: Post) -> tuple[bytes, ...]:
    about = About(
        "mailgun", text(data, "id"), text(data, "message", "headers", "message-id"), text(data, "recipient"), post.at
    )
    match text(data, "event"):
        case "failed" | "rejected":
            return _failed(data, about)
        case "complained":
            return (complained(about),)
        case "unsubscribed":
            return (stopped(about),)
    return ()


def _failed(data: Any, about: About) -> tuple[bytes, ...]:
    told_by, reason = inside(data, "delivery-status"), text(data, "reason")
    words = f"{text(told_by, 'code')} {text(told_by, 'message')} {text(told_by, 'description')}".strip()
    match text(data, "severity"), reason:
        case "temporary", _:
            return ()
        case _, "suppress-complaint":
            return (complained(about),)
        case _, "suppress-unsubscribe":
            return (stopped(about),)
        case _, "suppress-bounce":
            return (bounced(about, "5.1.1", words),)
        case _, "old":
            return (bounced(about, "4.4.7", words),)
    code = text(told_by, "enhanced-code")
    lasting = text(data, "severity") == "permanent" and text(told_by, "code").startswith("5")
    return (bounced(about, status_of(f"{code} {words}", LASTING if lasting else PASSING), words),)
