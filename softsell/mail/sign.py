"""DKIM signatures (RFC 6376): who answers for a letter, so that the addressee's server can know it for sure.

Rules
1. Headers and body are relaxed/relaxed: what servers on the way do to white space breaks nothing.
2. What decides how a letter is understood is signed, and once more than it is there: nobody can add a second From, Subject
   or way to stop on the way (section 8.15). Each signature stands above the letter and changes nothing in it.
3. A key is RSA of at least 2048 bits (RFC 8301) or Ed25519 (RFC 8463). With one of each, letters are signed twice: whoever
   cannot read the newer one reads the other.

The canonical forms are made by hand, and the signature by `cryptography`: the usual library signs 144 letters a second by
RSA in pure Python. The tests verify with that library, as an independent party.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from msgspec import Struct

from softsell.errors import ConfigError
from softsell.mail.smtp import crlf

KINDS = ("rsa", "ed25519")
SIGNED = (
    "From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References", "List-Unsubscribe",
    "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Feedback-ID", "Auto-Submitted",
)  # fmt: skip

_RSA_BITS = 2048
_SPACES = re.compile(rb"[ \t]{2,}|\t")  # what is not one space already
_FOLD = re.compile(rb"\r\n(?=[ \t])")
_LABELS = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*")
_LINE = 72  # characters of a folded line of the signature
_STRING = 255  # octets of one string of a TXT record (RFC 1035 section 3.3.14)

Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
Field = tuple[bytes, bytes]  # the name in lower case, and the relaxed form of the whole field


class Signer(Struct, frozen=True):
    """One key and where its public half stands: `<selector>._domainkey.<domain>`. No `domain`: the one in From."""

    key: Key
    selector: str
    domain: str = ""


def signer(pem: str, selector: str, domain: str = "") -> Signer:
    """A signer from a private key in PEM. Raises ConfigError, without the key, for one that cannot or must not be used."""
    selector = selector.strip().lower()
    if not _LABELS.fullmatch(selector):
        raise ConfigError(f"dkim: a selector is a DNS name such as `softsell1`, not {selector!r}")
    return Signer(private_key(pem), selector, _domain(domain) if domain else "")


def sign(signers: Iterable[Signer], raw: bytes, at: datetime) -> bytes:
    """The letter with a signature by each signer above it, every line ended by CRLF as on the wire. `at` is aware.

    Raises ConfigError where a signer has no domain and From names none.
    """
    raw = crlf(raw)
    raw = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = _fields(head)
    body_hash = base64.b64encode(hashlib.sha256(relaxed_body(body)).digest()).decode()
    made = [_signature(one, fields, body_hash, at) for one in signers]
    return b"".join(made) + raw


def new_key(kind: str = "rsa") -> str:
    """A new private key in PEM (PKCS 8, not encrypted)."""
    match kind:
        case "rsa":
            key: Key = rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)
        case "ed25519":
            key = ed25519.Ed25519PrivateKey.generate()
        case _:
            raise ConfigError(f"dkim: a key is of kind {' or '.join(KINDS)}, not {kind!r}")
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*form).decode()


def private_key(pem: str) -> Key:
    """The key in a PEM. Raises ConfigError, which never shows it."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigError("dkim: this is no private key in PEM; `softsell dkim` makes one") from error
    match key:
        case rsa.RSAPrivateKey(key_size=bits) if bits < _RSA_BITS:
            raise ConfigError(f"dkim: an RSA key has at least {_RSA_BITS} bits (RFC 8301), this one {bits}")
        case rsa.RSAPrivateKey() | ed25519.Ed25519PrivateKey():
            return key
    raise ConfigError(f"dkim: a key is of kind {' or '.join(KINDS)}, this one is another")


def record(key: Key) -> str:
    """The text of the TXT record that holds the public half (RFC 6376 section 3.6.1, RFC 8463 section 4)."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"
    form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return f"v=DKIM1; k=rsa; p={base64.b64encode(key.public_key().public_bytes(*form)).decode()}"


def zone_line(selector: str, domain: str, text: str) -> str:
    """The record as a line of a zone file: a long text in several strings, which a reader joins (RFC 6376 3.6.2.2)."""
    strings = " ".join(f'"{text[start : start + _STRING]}"' for start in range(0, len(text), _STRING))
    return f"{selector}._domainkey.{domain}. IN TXT ( {strings} )"


def relaxed_body(body: bytes) -> bytes:
    """RFC 6376 section 3.4.4: spaces joined, none at the end of a line, no empty lines at the end. CRLF is expected."""
    if b"  " in body or b"\t" in body:  # seldom so in what we compose, and looking by expression takes long
        body = _SPACES.sub(b" ", body)
    text = body.replace(b" \r\n", b"\r\n").rstrip(b"\r\n")
    return text + b"\r\n" if text else b""


def _relaxed(name: bytes, value: bytes) -> bytes:
    """RFC 6376 section 3.4.2: the name in lower case, one line, spaces joined, none around the colon or at the end."""
    return name.strip().lower() + b":" + _SPACES.sub(b" ", _FOLD.sub(b"", value)).strip(b" ")


def _fields(head: bytes) -> list[Field]:
    """The fields of a head, from the bottom up: so they are counted where one stands twice (RFC 6376 section 5.4.2)."""
    found = []
    for line in re.split(rb"\r\n(?![ \t])", head):
        name, colon, value = line.partition(b":")
        if colon:
            found.append((name.strip().lower(), _relaxed(name, value)))
    return found[::-1]


def _signature(signer: Signer, fields: list[Field], body_hash: str, at: datetime) -> bytes:
    """One DKIM-Signature field with its line end."""
    names, chosen = [], []
    for name in SIGNED:
        there = [whole for known, whole in fields if known == name.lower().encode()]
        names += [name] * (len(there) + 1)
        chosen += there
    kind = "rsa" if isinstance(signer.key, rsa.RSAPrivateKey) else "ed25519"
    tags = [
        "v=1", f"a={kind}-sha256", "c=relaxed/relaxed", f"d={signer.domain or _from_domain(fields)}",
        f"s={signer.selector}", f"t={int(at.timestamp())}", f"h={':'.join(names)}", f"bh={body_hash}", "b=",
    ]  # fmt: skip
    unsigned = _folded(tags)
    own = _relaxed(b"DKIM-Signature", unsigned.encode())
    signed = _signed(signer.key, b"\r\n".join([*chosen, own]))
    lines = [unsigned, *(signed[start : start + _LINE] for start in range(0, len(signed), _LINE))]
    return b"DKIM-Signature: " + "\r\n ".join(lines).encode() + b"\r\n"


def _signed(key: Key, octets: bytes) -> str:
    digest = hashlib.sha256(octets).digest()
    match key:
        case rsa.RSAPrivateKey():
            made = key.sign(octets, padding.PKCS1v15(), hashes.SHA256())
        case ed25519.Ed25519PrivateKey():
            made = key.sign(digest)  # of the hash: RFC 8463 section 3
    return base64.b64encode(made).decode()


def _folded(tags: list[str]) -> str:
    """The tags on lines of a bearable length; a line may be broken between tags and after a name of `h=`."""
    lines = [""]
    for piece in re.split(r"(?<=; )|(?<=:)", "; ".join(tags)):
        if len(lines[-1]) + len(piece) > _LINE - len("DKIM-Signature: "):
            lines.append("")
        lines[-1] += piece
    return "\r\n ".join(line.strip(" ") for line in lines if line)


def _from_domain(fields: list[Field]) -> str:
    found = next((whole for name, whole in fields if name == b"from"), b"").decode("ascii", "replace")
    return _domain(found.rpartition("@")[2].strip(" >"))


def _domain(name: str) -> str:
    try:
        domain = name.strip().strip(".").encode("idna").decode().lower()
    except UnicodeError:
        domain = ""
    if not _LABELS.fullmatch(domain) or "." not in domain:
        raise ConfigError(f"dkim: a domain such as your-shop.tld is expected, not {name!r}")
    return domain
