"""`softsell mail read`: what letters in files mean, one JSON line each; nothing is kept, sent or opened.

Rule: without `sent` nothing is known of who was written to, so nobody is named.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from softsell.errors import BadRequest
from softsell.mail.read import Ignored, Reply, understood
from softsell.mail.reading.matching import ANYBODY, Ours
from softsell.mail.reading.quotes import visible
from softsell.mail.reading.reports import Report

_AT = datetime(1970, 1, 1, tzinfo=UTC)  # events are made and not used


class Sent(Struct, kw_only=True):
    """A letter that went out: to whom, and by what its answer is known. `person` may be an address or any name."""

    token: str = ""
    person: str = ""
    message_id: str = ""
    reply_to: str = ""
    bounce_to: str = ""


def sent(lines: Iterable[bytes], name: str) -> list[Sent]:
    """The letters of a file of JSON lines. Raises BadRequest with the file's name and the line's number."""
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Sent))
            except msgspec.MsgspecError as error:
                raise BadRequest(str(error), f"{name}, line {number}") from error
    return found


def ours(letters: list[Sent], trusted_host: str = "") -> Ours:
    """What is ours, by what was written down of it; `data` is the place in the list."""
    ids = {_bare(one.message_id): str(n) for n, one in enumerate(letters) if one.message_id}
    replies = {one.reply_to.strip().lower(): str(n) for n, one in enumerate(letters) if one.reply_to}
    bounces = {one.bounce_to.strip().lower(): str(n) for n, one in enumerate(letters) if one.bounce_to}
    tokens = {one.token.lower(): str(n) for n, one in enumerate(letters) if one.token}

    def detail(where: str) -> str | None:
        return tokens.get(where.lower().rpartition("@")[0].rpartition("+")[2])

    return Ours(
        by_id=lambda value: ids.get(_bare(value)),
        by_reply=lambda where: replies.get(where.strip().lower()) or detail(where),
        by_bounce=lambda where: bounces.get(where.strip().lower()) or detail(where),
        addressee=lambda data: letters[int(data)].person if "@" in letters[int(data)].person else ANYBODY,
        trusted_host=trusted_host,
    )  # fmt: skip


def told(raw: bytes, letters: list[Sent], known: Ours) -> dict[str, Any]:
    """What a raw letter means, ready to be written as JSON."""
    got = understood(raw, known, _AT)
    letter = got.letter
    person = (letters[int(got.data)].person if got.data else "") or None
    value: dict[str, Any] = {
        "kind": "human", "visible_text": letter.text, "permanent": None, "recipient": None, "person": person, "reason": "",
    }  # fmt: skip
    if letter.report is not None:
        return value | _reported(letter.report)
    match got:
        case Ignored(reason="loop" | "machine" as reason, why=why):
            words = visible(letter.original)
            return value | {"kind": "machine", "visible_text": words, "reason": why or reason, "person": None}
        case _ if letter.refuted:
            return value | {"kind": "forged", "person": None, "reason": "refuted"}
        case Reply(trust="other"):
            return value | {"person": None, "reason": "other-sender"}
        case Reply(by=by):
            return value | {"reason": by}
    return value | {"reason": got.reason}


def _reported(report: Report) -> dict[str, Any]:
    """A server's report. A delay is told as a bounce that is not for good."""
    first = report.recipients[0].address if report.recipients else None
    every = [{"recipient": one.address, "permanent": one.permanent, "reason": one.reason} for one in report.recipients]
    value: dict[str, Any] = {"recipient": first, "recipients": every, "reason": report.reason}
    match report.kind:
        case "complained":
            return value | {"kind": "complaint", "reason": report.detail}
        case "bounced":
            return value | {"kind": "bounce", "permanent": report.permanent}
        case _ if report.recipients:
            return value | {"kind": "bounce", "permanent": False, "reason": report.reason or "delayed"}
    return value | {"kind": "machine", "reason": "report"}


def _bare(value: str) -> str:
    return value.strip().strip("<>").strip()
