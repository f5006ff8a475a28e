"""Amazon SES, version 2 of its API (SendEmail with a raw letter), signed by AWS Signature Version 4.

SES writes a Message-ID of its own: it is handed back, so that an answer to it and a report about it are known.
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import UTC, datetime

import msgspec

from softsell.mail.hooks.ses import sent_id
from softsell.mail.providers.call import Account, Answer, Call, refusal

PATH = "/v2/email/outbound-emails"
_OURS = ("MessageRejected", "AccountSuspendedException", "SendingPausedException", "MailFromDomainNotVerifiedException")


def url(account: Account) -> str:
    """Where the API is, in the account's region."""
    return f"https://email.{account.region}.amazonaws.com"


def call(account: Account, to: str, raw: bytes, now: float) -> Call:
    """The request that sends a letter, signed for `now` (seconds since 1970)."""
    told = {"Destination": {"ToAddresses": [to]}, "Content": {"Raw": {"Data": b64encode(raw).decode()}}}
    if account.stream:
        told["ConfigurationSetName"] = account.stream
    body = msgspec.json.encode(told)
    host = url(account).removeprefix("https://")
    return Call(PATH, signed(account, "ses", host, PATH, body, datetime.fromtimestamp(now, UTC)), body)


def signed(account: Account, service: str, host: str, path: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of a signed POST of JSON: AWS Signature Version 4 (canonical request, string to sign, derived key)."""
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    shown = {"content-type": "application/json", "host": host, "x-amz-date": stamp}
    names = ";".join(sorted(shown))
    lines = "".join(f"{name}:{shown[name]}\n" for name in sorted(shown))
    request = "\n".join(["POST", path, "", lines, names, hashlib.sha256(body).hexdigest()])
    scope = f"{day}/{account.region}/{service}/aws4_request"
    what = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{account.key}".encode()
    for step in (day, account.region, service, "aws4_request"):
        key = hmac.digest(key, step.encode(), hashlib.sha256)
    proof = hmac.new(key, what.encode(), hashlib.sha256).hexdigest()
    by = f"AWS4-HMAC-SHA256 Credential={account.key_id}/{scope}, SignedHeaders={names}, Signature={proof}"
    return {"Content-Type": "application/json", "Host": host, "X-Amz-Date": stamp, "Authorization": by}


def taken(account: Account, answer: Answer) -> str:
    """The Message-ID that SES wrote. Raises Undelivered for a letter that was not taken."""
    told = answer.told()
    if answer.status == 200:
        own = told.get("MessageId")
        return sent_id(str(own), account.region) if own else ""
    kind = answer.headers.get("x-amzn-errortype", "").partition(":")[0] or str(told.get("__type", ""))
    raise refusal(answer, f"{kind} {told.get('message', '')}", ours=kind.endswith(_OURS))
