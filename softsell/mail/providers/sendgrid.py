"""SendGrid's POST /v3/mail/send. It takes no raw letters: ours is sent in fields, with every header it lets one set.

It reserves To, From, Subject, Reply-To and the MIME headers, and lets Message-ID, In-Reply-To, References, List-Unsubscribe,
List-Unsubscribe-Post, Auto-Submitted and our own be set, which is all that is needed. Our Message-ID also goes along as a
custom argument, which comes back with every event. Nothing is tracked.
"""

import msgspec

from softsell.mail.hooks.sendgrid import OURS
from softsell.mail.providers.call import Account, Answer, Call, fields, refusal

_OFF = {"enable": False}


def url(account: Account) -> str:
    """Where the API is, in the account's region ("eu", else the global one)."""
    return "https://api.eu.sendgrid.com" if account.region == "eu" else "https://api.sendgrid.com"


def call(account: Account, to: str, raw: bytes, now: float) -> Call:
    """The request that sends a letter. Raises Undelivered for one that has no place in it."""
    letter = fields(raw)
    forms = (("text/plain", letter.plain), ("text/html", letter.html))
    told = {
        "personalizations": [{"to": [{"email": to}]}],
        "from": {"email": letter.sender, "name": letter.name} if letter.name else {"email": letter.sender},
        "subject": letter.subject,
        "content": [{"type": kind, "value": words} for kind, words in forms if words],
        "headers": dict(letter.headers),
        "custom_args": {OURS: letter.message_id},
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": _OFF,
            "subscription_tracking": _OFF,
            "ganalytics": _OFF,
        },
    }
    if letter.reply_to:
        told["reply_to"] = {"email": letter.reply_to}
    headers = {"Authorization": f"Bearer {account.key}", "Content-Type": "application/json"}
    return Call("/v3/mail/send", headers, msgspec.json.encode(told))


def taken(account: Account, answer: Answer) -> str:
    """Nothing: the letter keeps our Message-ID. Raises Undelivered for a letter that was not taken."""
    if answer.status in (200, 202):
        return ""
    errors = answer.told().get("errors")
    said = [one.get("message", "") for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    raise refusal(answer, "; ".join(map(str, said)))
