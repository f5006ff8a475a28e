"""What the tests of the providers' door share: payloads in their documented shapes, and signatures as the providers make them."""

import hashlib
import hmac
import json
import sys
from base64 import b64encode
from datetime import datetime, timedelta
from email import message_from_bytes
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from msgspec import Struct

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "web")]  # helpers of worker and pages

from top_world import DAY, START  # noqa: E402

from softsell import config  # noqa: E402
from softsell.mail.hooks import postmark, sns  # noqa: E402

PAYLOADS = Path(__file__).parent / "hooks"
SECRET = "postmark-and-sendgrid-share-it"
SIGNING = "key-mailgun-0123456789abcdef"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:softsell"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
NOW = START + DAY


class Sent(Struct, frozen=True):
    """A request of a provider."""

    provider: str
    headers: dict[str, str]
    body: bytes
    path: str = ""


@lru_cache(maxsize=1)
def sendgrid_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@lru_cache(maxsize=1)
def amazon() -> tuple[rsa.RSAPrivateKey, bytes]:
    """A key, and a certificate for it that stands at the time of the tests."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(START - DAY).not_valid_after(START + timedelta(days=300))
    return key, made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def settings(**changed: Any) -> config.Hooks:
    """Every provider switched on."""
    spki = sendgrid_key().public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )  # fmt: skip
    told: dict[str, Any] = {
        "postmark_secret": SECRET, "mailgun_signing_key": SIGNING, "sendgrid_secret": SECRET,
        "sendgrid_public_key": b64encode(spki).decode(), "ses_topics": f"arn:aws:sns:other:1:x {TOPIC}",
    }  # fmt: skip
    return config.Hooks(**told | changed)


def filled(name: str, letter: bytes) -> Any:
    """A payload about one of our letters: its Message-ID, the address it is answered at, and to whom it went."""
    ours = message_from_bytes(letter)
    reply_to, message_id = str(ours["Reply-To"]), str(ours["Message-ID"])
    pieces = [*postmark.metadata(message_id).values(), ""]
    raw = (
        f"From: {ours['To']}\r\nMessage-ID: <ses-2@mail.is>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".encode()
    )
    values = {
        "SHOPPER": str(ours["To"]), "REPLY_TO": reply_to, "HASH": reply_to.partition("+")[2].partition("@")[0],
        "MESSAGE_ID": message_id, "BARE_ID": message_id.strip("<>"), "TOPIC": TOPIC, "PIECE0": pieces[0],
        "PIECE1": pieces[1], "RAW64": b64encode(raw + "Er hún líka til í bláu?".encode()).decode(),
    }  # fmt: skip
    text = (PAYLOADS / f"{name}.json").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return json.loads(text)


def request(name: str, letter: bytes, at: datetime = NOW) -> Sent:
    """The request that a provider would make of a payload, with its proof."""
    provider, _, rest = name.partition("_")
    told = filled(name, letter)
    match provider:
        case "postmark":
            return Sent(provider, basic() | {"content-type": "application/json"}, json.dumps(told).encode())
        case "mailgun" if rest.startswith("route"):
            return form(provider, told | signed(at), {}, "/mime" if "mime" in rest else "")
        case "mailgun":
            body = {"signature": signed(at), "event-data": told}
            return Sent(provider, {"content-type": "application/json"}, json.dumps(body).encode())
        case "sendgrid" if rest.startswith("inbound"):
            charsets = json.loads(told.get("charsets", "{}"))
            fields = {key: value.encode(charsets.get(key, "utf-8")) for key, value in told.items()}
            return multipart(provider, fields, basic())
        case "sendgrid":
            return events(json.dumps(told).encode(), at)
    return notice(told)


def basic(secret: str = SECRET) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"softsell:{secret}".encode()).decode()}


def signed(at: datetime, token: str = "t" * 50, key: str = SIGNING) -> dict[str, str]:
    """Mailgun's three fields."""
    timestamp = str(int(at.timestamp()))
    proof = hmac.new(key.encode(), (timestamp + token).encode(), hashlib.sha256).hexdigest()
    return {"timestamp": timestamp, "token": token, "signature": proof}


def form(provider: str, fields: dict[str, str], headers: dict[str, str], path: str = "") -> Sent:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    return Sent(provider, headers | kind, urlencode(fields).encode(), path)


def multipart(
    provider: str, fields: dict[str, bytes], headers: dict[str, str], files: tuple[tuple[str, str, bytes], ...] = ()
) -> Sent:  # fmt: skip
    """A multipart form; `files` are (name, kind, octets)."""
    parts = [f'Content-Disposition: form-data; name="{k}"\r\n\r\n'.encode() + v for k, v in fields.items()]
    for name, kind, octets in files:
        head = f'Content-Disposition: form-data; name="attachment"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + octets)
    body = b"".join(b"--xYzZY\r\n" + part + b"\r\n" for part in parts) + b"--xYzZY--\r\n"
    return Sent(provider, headers | {"content-type": "multipart/form-data; boundary=xYzZY"}, body)


def events(body: bytes, at: datetime, key: ec.EllipticCurvePrivateKey | None = None) -> Sent:
    """SendGrid's signed event webhook."""
    timestamp = str(int(at.timestamp()))
    proof = (key or sendgrid_key()).sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    headers = {
        "content-type": "application/json",
        "x-twilio-email-event-webhook-signature": b64encode(proof).decode(),
        "x-twilio-email-event-webhook-timestamp": timestamp,
    }
    return Sent("sendgrid", headers, body)


def notice(message: Any, *, version: str = "2", kind: str = "Notification", **changed: str) -> Sent:
    """A message of SNS, signed; what is in `changed` is changed before the signature is made."""
    told = {
        "Type": kind, "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "TopicArn": TOPIC,
        "Message": message if isinstance(message, str) else json.dumps(message), "Timestamp": "2026-06-02T13:02:12Z",
        "SignatureVersion": version, "SigningCertURL": CERTIFICATE,
    } | changed  # fmt: skip
    how = hashes.SHA256() if version == "2" else hashes.SHA1()
    proof = amazon()[0].sign(sns.canonical(told), padding.PKCS1v15(), how)
    body = json.dumps(told | {"Signature": b64encode(proof).decode()}).encode()
    return Sent("ses", {"content-type": "text/plain; charset=UTF-8"}, body)
