"""Reports from mail servers: a letter that came back (RFC 3464, or in words), and a letter called spam (RFC 5965)."""

from email.message import Message

from msgspec import Struct
from msgspec.structs import replace

from softsell.mail.reading.bounces.noted import Noted, noted
from softsell.mail.reading.bounces.parts import Pieces, addresses, came_to, field, pieces
from softsell.mail.reading.bounces.plain import is_late, is_returned, spoken, told
from softsell.mail.reading.bounces.reasons import classify, status_of

MOST = 200  # recipients
_FINE = ("delivered", "relayed", "expanded", "success")
_LONGEST = 300  # characters of a detail


class Recipient(Struct, frozen=True):
    """What became of one address: `reason` is one of `bounces.reasons.REASONS`, `status` an enhanced code or ""."""

    address: str
    permanent: bool = False
    reason: str = "unknown"
    status: str = ""


class Report(Struct, frozen=True):
    """What a server said.

    `kind` is "bounced", "complained" or "other" (a delay, a delivery, a report of no matter). `permanent`, `reason` and
    `status` are those of the worst-off recipient. `ids` are Message-IDs of the letter it is about, `came_to` every
    address that the report was sent to.
    """

    kind: str
    permanent: bool = False
    detail: str = ""
    ids: tuple[str, ...] = ()
    reason: str = ""
    status: str = ""
    recipients: tuple[Recipient, ...] = ()
    came_to: tuple[str, ...] = ()


def report(message: Message) -> Report | None:
    """The report in a letter, or None for a letter that is none."""
    found = pieces(message)
    if found.feedback is not None:
        return _complained(message, found)
    if any(_addressed(block) or "action" in block for block in found.blocks):
        return _delivery(message, found)
    note = noted(message, found)
    if note is not None:
        return _noted(message, found, note)
    if is_returned(message, found):
        return _told(message, found)
    return Report("other", ids=found.ids, came_to=came_to(message)) if _typed(message) else None


def _typed(message: Message) -> bool:
    return message.get_content_type() == "multipart/report"


def _delivery(message: Message, found: Pieces) -> Report:
    """The groups of fields that name an address (RFC 3464 section 2.3)."""
    failed, late = [], []
    words = {one.address.lower(): one.words for one in told(message, found)}
    for block in found.blocks:
        address = _addressed(block)
        action = block.get("action", "failed").lower().split("(")[0].strip()
        if not address and "action" not in block:
            continue  # the fields of the whole letter
        one = _recipient(address, block, words, found.said)
        if action.startswith("delay"):
            late.append(one)
        elif not action.startswith(_FINE):
            failed.append(one)  # "failed", and what some write for it
    named = {one.address.lower(): one for one in reversed(failed or late) if one.address}
    if not named and (failed or late):
        named = {one.address: replace((failed or late)[0], address=one.address) for one in told(message, found)}
    return _summed(message, found, "bounced" if failed else "other", list(named.values())[::-1])


def _addressed(block: dict[str, str]) -> str:
    """The address we wrote to: the original one when it is told, else where it ended."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient", "x-failed-recipient"):
        value = block.get(name, "").rpartition(";")[2]
        some = addresses(value)
        if some:
            return some[0]
    return ""


def _recipient(address: str, block: dict[str, str], words: dict[str, str], said: str) -> Recipient:
    """A diagnosis in the fields counts; without one, what is said in words of this address."""
    field_status = status_of(block.get("status", ""))
    diagnosis = block.get("diagnostic-code", "").partition(";")[2] or block.get("diagnostic-code", "")
    own = status_of(diagnosis)
    status = own if own and not own.endswith(".0.0") else field_status or own
    permanent, reason = classify(status, f"{diagnosis} {block.get('status', '').partition(' ')[2]}")
    if reason in ("unknown", "blocked", "temporary") and said:
        permanent, reason = classify(status, f"{diagnosis}\n{words.get(address.lower(), said)}")
    return Recipient(address, permanent, reason, status)


def _told(message: Message, found: Pieces) -> Report | None:
    """A bounce in plain words from a server that knows no RFC 3464."""
    late = is_late(message, found)
    some = []
    for one in told(message, found):
        permanent, reason = classify("", one.words)
        if reason == "unknown" and not spoken(one):
            permanent, reason = classify("", found.said)
        some.append(Recipient(one.address, permanent, reason, status_of(one.words)))
    if not some and not found.ids and not _typed(message) and not status_of(found.said):
        return None
    return _summed(message, found, "other" if late else "bounced", some)


def _noted(message: Message, found: Pieces, note: Noted) -> Report:
    some = [Recipient(address, *classify(status, said), status) for address, status, said in note.recipients]
    some = some or [Recipient(address) for address in addresses(field(found.returned, "To"))]
    if note.kind == "bounced":
        return _summed(message, found, "bounced", some)
    clear = tuple(Recipient(one.address) for one in some[:MOST])
    return Report(note.kind, ids=found.ids, recipients=clear, came_to=came_to(message))


def _complained(message: Message, found: Pieces) -> Report:
    fields = found.feedback or {}
    kind = fields.get("feedback-type", "").lower()
    whom = addresses(f"{fields.get('original-rcpt-to', '')} {fields.get('removal-recipient', '')}")
    whom = whom or addresses(field(found.returned, "To"))
    some = tuple(Recipient(address, reason="unknown") for address in whom[:MOST])
    meant = kind in ("abuse", "fraud", "virus", "opt-out", "other", "")
    return Report(
        "complained" if meant else "other", detail=kind, ids=found.ids, recipients=some, came_to=came_to(message)
    )


def _summed(message: Message, found: Pieces, kind: str, some: list[Recipient]) -> Report:
    """The worst that is told of any addressee stands for the letter."""
    worst = max(some, key=lambda one: (one.permanent, one.reason != "unknown"), default=None)
    permanent, reason = (worst.permanent, worst.reason) if worst else classify("", found.said)
    status = worst.status if worst else status_of(found.said)
    said = next((block["diagnostic-code"] for block in found.blocks if block.get("diagnostic-code")), found.said)
    detail = " ".join(f"{status} {said}".split())[:_LONGEST]
    firm = kind == "bounced" and permanent
    return Report(kind, firm, detail, found.ids, reason, status, tuple(some[:MOST]), came_to(message))
