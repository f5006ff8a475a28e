"""Postmark's POST /email. It takes no raw letters: ours is sent in fields, every header kept.

Our Message-ID goes along twice: as the header that X-PM-KeepID asks to be kept, and as metadata that comes back with every
report. Postmark's own id is handed back as the Message-ID it would have written.
"""

import msgspec

from softsell.mail.hooks.postmark import DOMAIN, metadata
from softsell.mail.providers.call import Account, Answer, Call, fields, refusal

INACTIVE = 406  # an addressee that bounced, complained or stopped before
INVALID = 300  # what was sent cannot be sent, today or tomorrow


def url(account: Account) -> str:
    """Where the API is."""
    return "https://api.postmarkapp.com"


def call(account: Account, to: str, raw: bytes, now: float) -> Call:
    """The request that sends a letter. Raises Undelivered for one that has no place in it."""
    letter = fields(raw)
    name = letter.name.replace("\\", "\\\\").replace('"', '\\"')
    told = {
        "From": f'"{name}" <{letter.sender}>' if name else letter.sender,
        "To": to,
        "ReplyTo": letter.reply_to,
        "Subject": letter.subject,
        "TextBody": letter.plain,
        "HtmlBody": letter.html,
        "Headers": [{"Name": key, "Value": value} for key, value in (*letter.headers, ("X-PM-KeepID", "true"))],
        "Metadata": metadata(letter.message_id),
        "MessageStream": account.stream or "outbound",
        "TrackOpens": False,
        "TrackLinks": "None",
    }
    headers = {"X-Postmark-Server-Token": account.key, "Content-Type": "application/json", "Accept": "application/json"}
    return Call("/email", headers, msgspec.json.encode(told))


def taken(account: Account, answer: Answer) -> str:
    """The Message-ID that Postmark gave the letter. Raises Undelivered for a letter that was not taken."""
    told = answer.told()
    code = told.get("ErrorCode", 0)
    if answer.status == 200 and not code:
        own = told.get("MessageID")
        return f"<{own}@{DOMAIN}>" if own else ""
    words = f"{code} {told.get('Message', '')}"
    # Postmark says 422 for nearly everything; most of it is about the account: the sender, the stream, the credit.
    raise refusal(answer, words, theirs=code == INACTIVE, ours=answer.status in (200, 422) and code != INVALID)
