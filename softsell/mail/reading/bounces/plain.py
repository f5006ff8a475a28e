"""Letters that came back from servers that know no RFC 3464: what they say in words.

Rules
1. It is a report only if a mail server sent it, or if it reads like one and names an address in a place of its own.
2. The addresses are those in the places where servers put them; the letter that came back is asked last.
"""

import re
from email.message import Message

from msgspec import Struct

from softsell.mail.reading.bounces.parts import ADDRESS, Pieces, addresses, bare, field
from softsell.mail.reading.subject import folded
from softsell.mail.reading.text import header, headers

_SERVER = re.compile(
    r"mailer-?daemon|mail delivery (?:sub)?system|mail delivery service|\bpost_?master\b|mail administrator"
    r"|system administrator"
    r"|mdaemon|delivery-?daemon|mailer@|maildaemon|mail system|mail-?gateway|mailmarshal|antivirus|content-filter", re.I,
)  # fmt: skip
_RETURNED = re.compile(
    r"undeliver|failed recipients|permanent delivery|fatal (?:delivery )?error|able to deliver|non-?delivery"
    r"|delivery (?:has )?(?:failed|failure|status|problem|error|report)|mail (?:delivery|system) (?:fail|error"
    r"|prob)"
    r"|failure (?:notice|delivery)|returned mail|returned to sender|returning message|mail failure|not delivered"
    r"|delivery notification"
    r"|could(?: not|n't) be delivered|unable to deliver|message not delivered|not deliverable|unzustellbar|non remis"
    r"|cannot be delivered|mail could not|delivery errors|message delayed|message status|nicht zugestellt|no se pudo entregar"
    r"|user unknown|unknown user|delivery unsuccessful|delivery aborted|message blocked|mail error|nedeliver|not be sent"
    r"|n'a pas pu etre|kom ikke frem|kunde inte levereras|kunne ikke leveres|ekki afhent|nie dostarczono"
)
_LATE = re.compile(
    r"has been delayed|been delayed|delivery(?: status notification)? \(delay|\bwarning: (?:message|could not send|delayed)"
    r"|not yet been delivered|warning message only|will be retried|will keep trying|will continue to (?:try|attempt)"
    r"|still trying|delayed mail|delivery delay|temporarily delayed|no action is required|message delayed"
)
_GIVEN_UP = re.compile(
    r"failed permanently|permanent (?:error|failure)|giving up|given up|not going to try again|been deleted from the queue"
    r"|could not be delivered to (?:one|any)|will not be retried|delivery failed|has expired"
)
_A = ADDRESS.pattern
_PLACES = (
    re.compile(rf"(?im)^[ \t>*•\"'-]{{0,30}}<?({_A})>?[\"']?[ \t]{{0,30}}(?:\(.{{0,80}})?[ \t]{{0,30}}(?::|\.\.\.|$"
    rf"| on [A-Z][a-z]{{2}}, | - |\s-\s|,? ?\(|;| [45]\d\d| unknown| user )"),
    re.compile(rf"(?im)^[^\n<]{{0,80}}<({_A})>[ \t]{{0,30}}$"),
    re.compile(
        r"(?i)\b(?:final[- ]recipient|original-recipient|failed[- ]recipient|recipient(?: address)?|recipients"
        r"|error-for|rcpt to"
        r"|undeliverable to|delivered to|deliver(?: your| this| the| it)*(?: message| mail| e-mail)*(?: sent)? to"
        r"|userid|user|address(?:ee)?"
        r"|attempts|message to|(?:generated|expanded) from|mailbox(?: for)?|account|to reach|quota violation for"
        r"|following recipient"
        rf"|warning|unknown|mail to|sent to|not reach the following recipient\(s\)|email|e-mail|for)\b[ \t]{{0,30}}(?:is"
        rf"|was)?[ \t]{{0,30}}[:;=]{{0,3}}\s{{0,3}}(?:rfc822;)?[\"'<\[(]{{0,2}}({_A})"
    ),
)  # fmt: skip
_HEADS = re.compile(r"(?im)^[ \t>*]{0,30}(?:to|cc|from|sender|reply-to|subject|message-id|sent|date):.*$")
_NOT_THEIRS = re.compile(
    r"(?i)^(?:mailer-daemon|postmaster|post_master|abuse|bounces?|mdaemon|noc|support|helpdesk|helpdesk-?\w*)@"
)


class Told(Struct, frozen=True):
    """One address, and what was said of it."""

    address: str
    words: str


def is_returned(message: Message, found: Pieces) -> bool:
    """Whether a letter without a typed report is one in words."""
    subject = folded(header(message, "Subject"))
    start = folded(found.said[:1_500])
    sender = f"{header(message, 'From')} {header(message, 'Return-Path')} {header(message, 'Sender')}"
    if message.get("X-Failed-Recipients") is not None:
        return True
    reads = bool(_RETURNED.search(subject) or _RETURNED.search(start) or _LATE.search(subject))
    if _SERVER.search(sender):
        return reads or bool(found.returned) or bool(_places(found.said[:5_000]))
    if message.get("In-Reply-To") is not None and not subject:
        return False
    if header(message, "Return-Path") == "<>" and reads:
        return True
    if (
        found.returned
        and _RETURNED.search(folded(found.said[:3_000]))
        and _unspoken(found.said)
        and _places(found.said[:3_000])
    ):
        return True
    return (
        bool(_RETURNED.search(start[:500]))
        and any(place.search(found.said[:3_000]) for place in _PLACES[:2])
        and _unspoken(found.said)
    )


def is_late(message: Message, found: Pieces) -> bool:
    """Whether it only says that the letter is on its way for longer."""
    told = folded(f"{header(message, 'Subject')}\n{found.said[:3_000]}")
    return bool(_LATE.search(told)) and not _GIVEN_UP.search(told)


def told(message: Message, found: Pieces) -> list[Told]:
    """Each address that failed, with the words about it; [] when none is named anywhere."""
    names = [value for name in ("To", "Delivered-To", "From") for value in headers(message, name)]
    own = {address.lower() for address in addresses(" ".join(names))}

    def theirs(some: list[str]) -> list[str]:
        kept = [a for a in some if a.lower() not in own and not _NOT_THEIRS.match(a)]
        return list({a.lower(): a for a in reversed(kept)}.values())[::-1]

    named = addresses(" ".join(str(v) for k, v in message.raw_items() if k.lower() == "x-failed-recipients"))
    some = (
        named
        or theirs(_places(found.said))
        or _but(_places(found.said), own)
        or theirs(addresses(header(message, "Subject")))
    )
    some = some or theirs(addresses(_HEADS.sub("", found.said))) or theirs(addresses(found.said))
    some = some or theirs(_places(found.returned)) or _of_the_letter(found)
    return [Told(address, _about(found.said, address, some)) for address in some[:200]]


def spoken(one: Told) -> bool:
    """Whether anything is said of this address apart from others: a list with one cause for all says nothing of each."""
    return len(re.findall(r"[^\W\d_]{2,}", ADDRESS.sub(" ", one.words))) >= 4


def _but(some: list[str], own: set[str]) -> list[str]:
    return [address for address in some if address.lower() not in own]


def _places(said: str) -> list[str]:
    """The addresses that stand where servers name those who failed, in order."""
    hits = sorted((hit.start(1), bare(hit[1])) for place in _PLACES for hit in place.finditer(said))
    return list(dict.fromkeys(address for _, address in hits))


def _of_the_letter(found: Pieces) -> list[str]:
    """The one addressee of the letter that came back; of several it is not known which failed, so they are told apart
    by what is said: a local part or a name."""
    to = next(
        (some for name in ("X-Envelope-To", "Envelope-To", "To") if (some := addresses(field(found.returned, name)))),
        [],
    )
    said = found.said.lower()
    hinted = [
        address for address in to if re.search(rf"(?<!\w){re.escape(address.lower().partition('@')[0])}(?!\w)", said)
    ]
    return hinted or to


def _about(said: str, address: str, others: list[str]) -> str:
    """The words from an address to the next other one; the whole when there is only one."""
    if len(others) < 2:
        return said
    low = said.lower()
    start = low.find(address.lower())
    if start < 0:
        return said
    ends = [
        place
        for other in others
        if other.lower() != address.lower() and (place := low.find(other.lower(), start + 1)) > 0
    ]
    return said[start : min(ends, default=len(said))]


def _unspoken(said: str) -> bool:
    """Whether nothing in it sounds like a person: no greeting, no quoted lines."""
    first = folded(said.lstrip()[:200])
    return (
        not re.match(r"(?:hi|hello|hey|dear|hae|hej|hallo|bonjour|hola|czesc)\b[^.]{0,30}[,!\n](?! this is)", first)
        and "\n>" not in said
    )
