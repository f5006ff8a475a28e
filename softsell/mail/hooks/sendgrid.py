"""SendGrid: letters by Inbound Parse (raw with "POST the raw, full MIME message"), and its event webhook.

Rules
1. A signed request is proved by ECDSA over timestamp and body with the public key of the webhook; one without a signature
   shows the secret in its address. A signature that is there and wrong is never excused by the secret.
2. A signature has no end: SendGrid tries for days. The same request again is harmless, its events have the same ids.
3. Fields come in the charsets they say; the envelope tells whom the letter was for.
4. Our Message-ID is a custom argument of every letter sent by the API; else `smtp-id` names the letter.
"""

from base64 import b64decode
from binascii import Error as NoBase64
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from softsell.errors import BadRequest, ConfigError
from softsell.mail.hooks.letter import block, built, enveloped
from softsell.mail.hooks.notice import LASTING, PASSING, About, bounced, complained, status_of, stopped
from softsell.mail.hooks.post import Form, Post, form, inside, is_form, rows, shared_doubt, text, told
from softsell.mail.reading.text import decoded

OURS = "softsell_message_id"  # the custom argument
SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"


def public_key(written: str) -> EllipticCurvePublicKey | None:
    """The key as SendGrid shows it (base64 of DER); None for "". Raises ConfigError for anything else."""
    if not written:
        return None
    try:
        key = load_der_public_key(b64decode(written, validate=True))
    except ValueError as error:
        raise ConfigError(f"hooks.sendgrid_public_key: this is no public key: {error}") from error
    if not isinstance(key, EllipticCurvePublicKey):
        raise ConfigError("hooks.sendgrid_public_key: a key for ECDSA is expected")
    return key


def doubt(post: Post, secret: str, key: EllipticCurvePublicKey | None) -> str:
    """Why a request is not believed to be SendGrid's; "" when it is. One of secret and key may be empty."""
    signature = post.headers.get(SIGNATURE, "")
    if signature and key is not None:
        try:
            signed = post.headers.get(TIMESTAMP, "").encode() + post.body
            key.verify(b64decode(signature, validate=True), signed, ECDSA(SHA256()))
        except (InvalidSignature, NoBase64, ValueError):
            return "the signature is wrong"
        return ""
    return shared_doubt(post, secret) if secret else "the signature is missing"


def letters(post: Post) -> tuple[bytes, ...]:
    """The raw letters in a request. Raises BadRequest for what is no form and no JSON."""
    if is_form(post):
        return (_received(form(post)),)
    return tuple(letter for one in rows(told(post.body)) for letter in _event(one, post))


def _received(sent: Form) -> bytes:
    envelope = _object(sent, "envelope")
    to = [one for one in inside(envelope, "to") or [] if isinstance(one, str)]
    sender = text(envelope, "from") if "from" in envelope else None
    if raw := sent.fields.get("email"):
        return enveloped(raw, to, sender)
    charsets = _object(sent, "charsets")
    headers = block(_read(sent, "headers", charsets))
    names = {name.lower() for name, _ in headers}
    own = [(name, _read(sent, name.lower(), charsets)) for name in ("From", "To", "Cc", "Subject")]
    headers += [(name, value) for name, value in own if value and name.lower() not in names]
    plain, html = _read(sent, "text", charsets), _read(sent, "html", charsets)
    return enveloped(built(headers, plain, html, sent.files), to, sender)


def _object(sent: Form, name: str) -> dict[str, Any]:
    try:
        found = told(sent.fields.get(name) or b"{}")
    except BadRequest as error:
        raise BadRequest(str(error), name) from None
    return found if isinstance(found, dict) else {}


def _read(sent: Form, name: str, charsets: dict[str, Any]) -> str:
    """A field in its own charset; where that is unknown or wrong, as UTF-8, then as Windows-1252."""
    return decoded(sent.fields.get(name, b""), text(charsets, name) or "utf-8")


def _event(data: dict[str, Any], post: Post) -> tuple[bytes, ...]:
    ours = text(data, OURS) or text(data, "unique_args", OURS) or text(data, "smtp-id")
    about = About("sendgrid", text(data, "sg_event_id"), ours, text(data, "email"), post.at)
    reason, status = text(data, "reason"), text(data, "status")
    words = f"{status} {reason}".strip()
    match text(data, "event"), text(data, "type"), reason.lower():
        case "bounce", "blocked", _:  # refused for its content or our reputation: the address itself is good
            return (bounced(about, status_of(status, "4.7.1"), words),)
        case "bounce", _, _:
            return (bounced(about, status_of(words, LASTING), words),)
        case "spamreport", _, _:
            return (complained(about),)
        case "unsubscribe" | "group_unsubscribe", _, _:
            return (stopped(about),)
        case "dropped", _, _:
            return (_dropped(about, words, reason.lower()),)
    return ()


def _dropped(about: About, words: str, reason: str) -> bytes:
    """What SendGrid did not even try, because of what it knows of the address or of us."""
    if reason.startswith("spam reporting"):
        return complained(about)
    if reason.startswith("unsubscribed"):
        return stopped(about)
    lasting = {"bounced address": "5.1.1", "invalid": "5.1.3"}
    return bounced(about, lasting.get(reason, PASSING), words)
