"""Sealed tokens: small texts that only we can have written, for links, Message-IDs and reply addresses.

Rules
1. A token is signed, not secret: whoever holds it can read its data. Never seal an address or a name.
2. One secret, many purposes: a token made for one purpose is nothing for another.
3. An expiry is part of what is signed. What cannot be proved is None; reading never raises for any text.
4. Only one spelling of a token is accepted, so that a changed character is always a changed token.
"""

import base64
import binascii
import hashlib
import hmac
import re
from datetime import datetime

from softsell.errors import ConfigError

_MAC = 16  # octets of HMAC-SHA-256 (RFC 2104 section 5 allows half)
_SHORT_MAC = 10  # in addresses and Message-IDs: 80 bits, tried only through a mail server
_LOCAL_PART = 64  # octets, RFC 5321 section 4.5.3.1.1
_UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PACKABLE = re.compile(_UUID.pattern + rb"|[0-9a-f]{20}")  # the hash in a shopper's key is 20 digits
_PACKED = re.compile(b"[\x01\x02]")  # the mark of a UUID, of a hash


def seal(secret: bytes, purpose: str, data: str, expires: datetime | None = None) -> str:
    """A url-safe token over `data` for one `purpose`: 23 characters, 4 for each 3 octets of data, 7 for an expiry.

    `expires` is aware and kept in whole seconds, rounded down. Raises ConfigError for an empty secret, ValueError for a
    naive or negative time.
    """
    body = _expiry(expires) + data.encode()
    return _write64(_mac(secret, purpose, body, _MAC) + body)


def unseal(secret: bytes, purpose: str, token: str, now: datetime) -> str | None:
    """The data of a token; None when it is empty, changed, of another purpose, or `now` has reached its expiry."""
    raw = _read64(token)
    if raw is None or len(raw) <= _MAC:
        return None
    mac, body = raw[:_MAC], raw[_MAC:]
    if not hmac.compare_digest(mac, _mac(secret, purpose, body, _MAC)):
        return None
    if body[0] == 0:
        return _text(body[1:])
    seconds = int.from_bytes(body[1:6], "big")
    return _text(body[6:]) if now.timestamp() < seconds else None


def message_id(secret: bytes, effect_id: str, domain: str) -> str:
    """The Message-ID of an effect, always the same: `<id.mac@domain>` (RFC 5322 section 3.6.4)."""
    body = effect_id.encode()
    return f"<{_write64(body)}.{_write64(_mac(secret, 'message-id', body, _SHORT_MAC))}@{domain}>"


def parse_message_id(secret: bytes, value: str) -> str | None:
    """The effect's id in one of our Message-IDs, with or without its brackets; None for anyone else's.

    The domain is not looked at: letters sent before a shop changed its domain are still ours.
    """
    local, at, _ = value.strip().removeprefix("<").removesuffix(">").partition("@")
    data, dot, mac = local.partition(".")
    body, given = _read64(data), _read64(mac)
    if not (at and dot) or body is None or given is None:
        return None
    if not hmac.compare_digest(given, _mac(secret, "message-id", body, _SHORT_MAC)):
        return None
    return _text(body)


def reply_address(secret: bytes, base_address: str, data: str) -> str:
    """`base_address` with a token as its detail (RFC 5233): `reply@shop.is` becomes `reply+<token>@shop.is`.

    The token is lower-case base32, because mail servers may fold case. UUIDs and keys in `data` are packed into half their
    length. When the local part would pass 64 octets the address is returned as it is, and a reply is matched by its headers
    alone.
    """
    return _detailed(secret, "reply", base_address, data) or base_address


def read_reply_address(secret: bytes, address: str) -> str | None:
    """The data in a reply address, in any case of letters; None without a token of ours."""
    return _detail(secret, "reply", address)


def bounce_address(secret: bytes, base_address: str, effect_id: str) -> str:
    """The envelope's sender of one letter (VERP): `bounce+<token>@shop.is`, so that a report that quotes nothing is known.

    The token holds the effect's id; where that would pass 64 octets, the shopper's key in it; else there is none. It has a
    purpose of its own: a token from a bounce address is nothing in a reply address, and the other way round.
    """
    parts = effect_id.split("/")
    tries = (effect_id, parts[1]) if len(parts) == 4 else (effect_id,)
    return next(filter(None, (_detailed(secret, "bounce", base_address, data) for data in tries)), base_address)


def read_bounce_address(secret: bytes, address: str) -> str | None:
    """The effect's id (`shop/shopper/seq/n`) or the shopper's key in a bounce address; None without a token of ours."""
    return _detail(secret, "bounce", address)


def _detailed(secret: bytes, purpose: str, base_address: str, data: str) -> str:
    """The address with its token, or "" when its local part would be too long."""
    local, _, domain = base_address.rpartition("@")
    body = _pack(data.encode())
    detailed = f"{local}+{_write32(_mac(secret, purpose, body, _SHORT_MAC) + body)}"
    return f"{detailed}@{domain}" if len(detailed) <= _LOCAL_PART else ""


def _detail(secret: bytes, purpose: str, address: str) -> str | None:
    local = address.strip().lower().rpartition("@")[0]
    raw = _read32(local.rpartition("+")[2]) if "+" in local else None
    if raw is None or len(raw) <= _SHORT_MAC:
        return None
    mac, body = raw[:_SHORT_MAC], raw[_SHORT_MAC:]
    if not hmac.compare_digest(mac, _mac(secret, purpose, body, _SHORT_MAC)):
        return None
    return _text(_unpack(body))


def _mac(secret: bytes, purpose: str, body: bytes, size: int) -> bytes:
    if not secret:
        raise ConfigError("the secret that signs links and letters is empty")
    name = purpose.encode()
    # The length in front keeps ("ab", "c") and ("a", "bc") apart.
    return hmac.digest(secret, b"softsell/1" + len(name).to_bytes(2, "big") + name + body, hashlib.sha256)[:size]


def _expiry(expires: datetime | None) -> bytes:
    if expires is None:
        return b"\x00"
    if expires.tzinfo is None or expires.timestamp() < 0:
        raise ValueError(f"an expiry is an aware time after 1970: {expires!r}")
    return b"\x01" + int(expires.timestamp()).to_bytes(5, "big")


def _text(body: bytes) -> str | None:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _write64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read64(token: str) -> bytes | None:
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    return raw if _write64(raw) == token else None


def _write32(raw: bytes) -> str:
    return base64.b32encode(raw).rstrip(b"=").decode().lower()


def _read32(token: str) -> bytes | None:
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    return raw if _write32(raw) == token else None


def _pack(data: bytes) -> bytes:
    """1 and the data, every UUID and hash in it as a mark and its 16 or 10 octets; or 0 and the data as it is."""
    if _PACKED.search(data) or not _PACKABLE.search(data):
        return b"\x00" + data
    return b"\x01" + _PACKABLE.sub(_packed, data)


def _packed(found: re.Match[bytes]) -> bytes:
    mark = b"\x01" if b"-" in found[0] else b"\x02"
    return mark + bytes.fromhex(found[0].replace(b"-", b"").decode())


def _unpack(body: bytes) -> bytes:
    if body[0] == 0:
        return body[1:]
    out, rest = b"", body[1:]
    while mark := _PACKED.search(rest):
        size = 16 if mark[0] == b"\x01" else 10
        out += rest[: mark.start()]
        digits = rest[mark.end() : mark.end() + size].hex()
        if size == 16:
            digits = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
        out += digits.encode()
        rest = rest[mark.end() + size :]
    return out + rest
