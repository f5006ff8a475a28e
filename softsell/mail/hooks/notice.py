"""What a provider reports of a letter of ours, as the letter a mail server would have written.

Rules
1. A bounce becomes RFC 3464, a complaint RFC 5965, a no said to the provider an automatic letter that says it. So there is
   one way in for all of them, `mail.read`.
2. Each is named by the provider's own name of the event: told twice, it is the same letter.
3. A provider's milder verdict stands: a permanent code in the words of what it calls passing does not make it permanent.
   So its code leads, before the server's own words.
"""

import hashlib
import re
from datetime import datetime
from email.utils import format_datetime

from msgspec import Struct

from softsell.mail.hooks.letter import bare, one_line

PASSING, LASTING = "4.3.0", "5.1.0"  # what a provider holds where the server gave no code
_KINDS = ("abuse", "fraud", "virus", "other", "not-spam", "auth-failure", "opt-out")
_CODE = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")


class About(Struct, frozen=True):
    """The event a provider reports: who reports it, its own name for it, our letter's Message-ID, and to whom it went."""

    provider: str
    event: str
    message_id: str
    to: str
    at: datetime


def status_of(words: str, otherwise: str) -> str:
    """The enhanced code (RFC 3463) in a server's words, as far as `otherwise`, the provider's verdict, allows it."""
    found = _CODE.search(words)
    if found is None or (found[0].endswith(".0.0") and found[1] == otherwise[0]):  # it says no more than the verdict
        return otherwise
    if found[1] == otherwise[0]:
        return found[0]
    if otherwise[0] == "5" or found[0] == "5.2.2":
        return f"4.{found[2]}.{found[3]}"
    return otherwise


def bounced(about: About, status: str, words: str) -> bytes:
    """A delivery report (RFC 3464): the letter failed for its addressee, with this status and the server's words."""
    said = one_line(words)[:500]
    first = _CODE.search(said)
    said = said if first is not None and first[0] == status else f"{status} {said}"
    told = [
        f"Reporting-MTA: dns; {about.provider}",
        "",
        f"Final-Recipient: rfc822; {bare(about.to)}",
        "Action: failed",
        f"Status: {status}",
        f"Diagnostic-Code: smtp; {said}",
    ]
    return _report(about, "bounced", "delivery-status", "message/delivery-status", told)


def complained(about: About, kind: str = "abuse") -> bytes:
    """A feedback report (RFC 5965): the addressee called the letter spam."""
    told = [
        f"Feedback-Type: {kind if kind in _KINDS else 'abuse'}",
        f"User-Agent: {about.provider}",
        "Version: 1",
        f"Original-Rcpt-To: {bare(about.to)}",
    ]
    return _report(about, "complained", "feedback-report", "message/feedback-report", told)


def stopped(about: About) -> bytes:
    """The addressee unsubscribed at the provider: a letter that a machine sent for them and that says so."""
    lines = [
        *_head(about, "stopped", f"<{bare(about.to)}>"),
        "Subject: unsubscribe",
        f"In-Reply-To: {bracketed(about.message_id)}",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "unsubscribe",
        "",
    ]
    return "\r\n".join(lines).encode()


def bracketed(message_id: str) -> str:
    """A Message-ID in its angle brackets, which some providers leave out; "" stays empty."""
    inner = bare(message_id).replace("<", "").replace(">", "")
    return f"<{inner}>" if inner else ""


def _report(about: About, name: str, kind: str, content: str, told: list[str]) -> bytes:
    mark = f"=_{name}"
    lines = [
        *_head(about, name, f"MAILER-DAEMON@{about.provider}"),
        f"Subject: {name}",
        "Auto-Submitted: auto-replied",
        f'Content-Type: multipart/report; report-type={kind}; boundary="{mark}"',
        "",
        f"--{mark}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"{about.provider} reports: {name}.",
        f"--{mark}",
        f"Content-Type: {content}",
        "",
        *told,
        "",
        f"--{mark}",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {bracketed(about.message_id)}",
        f"To: {bare(about.to)}",
        "",
        f"--{mark}--",
        "",
    ]
    return "\r\n".join(lines).encode()


def _head(about: About, name: str, sender: str) -> list[str]:
    # Without a name of its own the event is named by what it says, so that it is still the same when it comes again.
    own = about.event or f"{about.message_id} {about.to}"
    mark = hashlib.sha256(f"{about.provider} {name} {own}".encode("utf-8", "replace")).hexdigest()[:32]
    return [
        "Return-Path: <>",
        f"From: {sender}",
        f"Message-ID: <{mark}.{name}@{about.provider}>",
        f"Date: {format_datetime(about.at)}",
        "MIME-Version: 1.0",
    ]
