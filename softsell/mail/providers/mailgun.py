"""Mailgun's messages.mime: the raw letter as it is, with our own Message-ID, which its events name."""

import hashlib
from base64 import b64encode

from softsell.mail.providers.call import Account, Answer, Call, refusal


def url(account: Account) -> str:
    """Where the API is, in the account's region ("eu", else the United States)."""
    return "https://api.eu.mailgun.net" if account.region == "eu" else "https://api.mailgun.net"


def call(account: Account, to: str, raw: bytes, now: float) -> Call:
    """The request that sends a letter."""
    mark = "softsell-" + hashlib.sha256(raw).hexdigest()[:32]
    said = {"to": to, "o:tracking": "no", "o:tracking-clicks": "no", "o:tracking-opens": "no"}
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in said.items()]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="message"; filename="letter.eml"\r\n'
    body = (
        b"".join(parts) + f"{head}Content-Type: message/rfc822\r\n\r\n".encode() + raw + f"\r\n--{mark}--\r\n".encode()
    )
    headers = {
        "Authorization": "Basic " + b64encode(f"api:{account.key}".encode()).decode(),
        "Content-Type": f"multipart/form-data; boundary={mark}",
    }
    return Call(f"/v3/{account.domain}/messages.mime", headers, body)


def taken(account: Account, answer: Answer) -> str:
    """Nothing: the letter keeps our Message-ID. Raises Undelivered for a letter that was not taken."""
    if answer.status == 200:
        return ""
    raise refusal(answer, str(answer.told().get("message", "")))
