"""Amazon SNS: whether a message is signed by Amazon for a topic of ours.

Rules
1. The topic is one of ours, and the certificate comes from Amazon's own host by https, under a plain name; nothing else is
   ever fetched, whatever the message says.
2. The signature (RSA, PKCS #1 v1.5; SHA-1 in version 1, SHA-256 in version 2) covers the named fields in this order.
3. A signature has no end: SNS tries for long. The same message again is harmless, its events have the same ids.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from softsell.mail.hooks.post import Post, text, told

Fetch = Callable[[str], bytes]

_HOST = re.compile(r"sns\.[a-z0-9-]+\.amazonaws\.com")
_PATH = re.compile(r"/[A-Za-z0-9_-]{1,100}\.pem")
_NOTICE = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRM = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
_FIELDS = {"Notification": _NOTICE, "SubscriptionConfirmation": _CONFIRM, "UnsubscribeConfirmation": _CONFIRM}
_HASHES = {"1": SHA1, "2": SHA256}


def doubt(post: Post, topics: Collection[str], certificate: Fetch) -> str:
    """Why a message is not believed to be Amazon's; "" when it is. `certificate(url)` fetches a PEM and may raise OSError.

    Raises BadRequest for what is no JSON.
    """
    message = told(post.body)
    fields, make = _FIELDS.get(text(message, "Type")), _HASHES.get(text(message, "SignatureVersion"))
    if fields is None or make is None:
        return "this is no signed message of SNS"
    if text(message, "TopicArn") not in topics:
        return "the topic is not one of ours"
    url = text(message, "SigningCertURL")
    if not is_amazon(url) or not _PATH.fullmatch(urlsplit(url).path) or urlsplit(url).query:
        return "the certificate is not at Amazon's address"
    try:
        found = x509.load_pem_x509_certificate(certificate(url))
        key = found.public_key()
        if not isinstance(key, RSAPublicKey) or not _stands(found, post.at):
            return "the certificate is not valid"
        key.verify(b64decode(text(message, "Signature"), validate=True), canonical(message), PKCS1v15(), make())
    except (InvalidSignature, ValueError):
        return "the signature is wrong"
    return ""


def canonical(message: Any) -> bytes:
    """What is signed: the name and the value of each field on lines of their own; a subject that is not there is left out."""
    names = _FIELDS.get(text(message, "Type"), ())
    return "".join(f"{name}\n{text(message, name)}\n" for name in names if name in message).encode()


def is_amazon(url: str) -> bool:
    """Whether an address is https at the host of SNS, on its usual port, without a user."""
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc)) and url.isprintable() and " " not in url
    except ValueError:
        return False


def _stands(found: x509.Certificate, at: datetime) -> bool:
    return found.not_valid_before_utc <= at <= found.not_valid_after_utc
