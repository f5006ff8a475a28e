"""Whether a machine wrote a letter."""

import re
from email.message import Message

from softsell.mail.reading.subject import bare_subject, folded
from softsell.mail.reading.text import header

_ROBOT = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|nobody|bounces?)(?:[+-].*)?", re.I
)
_AWAY = re.compile(
    r"(?:automatic(?:ally generated)? (?:reply|response)|auto(?:mated)?[ -]?(?:reply|response|responder|svar)"
    r"|out of (?:the )?office|out-of-office|ooo\b|on (?:annual |parental )?leave\b|vacation (?:reply|notice)|away from"
    r"|sjalfvirkt? svar|sjalfvirk svorun|sjalfvirkur postur|fjarverandi|fjarvera\b|fjarvist|er i frii\b|i (?:sumar|vetrar)?frii\b"
    r"|i (?:sumar|faedingar)\w*(?:leyfi|orlofi)\b|er ekki vid\b|utan skrifstofu|delivery status notification"
    r"|undeliver(?:able|ed)|mail delivery failed|returned mail|failure notice|read:|lesid:)"
)


def is_machine(message: Message, sender: str, subject: str) -> bool:
    """Signs of a letter that no person wrote (RFC 3834 sections 2 and 5, and what programs do instead)."""
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    names = {name.lower() for name in message}
    path = message.get("Return-Path")
    return (
        submitted not in ("", "no")
        or (path is not None and header(message, "Return-Path").replace(" ", "") in ("<>", ""))
        or any(name.startswith("list-") for name in names)
        or not names.isdisjoint({"x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-vacation"})
        or header(message, "Precedence").lower() in ("bulk", "list", "junk", "auto_reply")
        or bool(_ROBOT.fullmatch(sender.rpartition("@")[0]))
        or message.get_content_type() == "multipart/report"
        or bool(_AWAY.match(folded(bare_subject(subject))))
    )
