"""Header fields of a letter as octets: encoded, folded, and closed to injection.

Rules
1. A control character or a line break in any value is refused, never repaired: it is a fault in what came before.
2. No line is longer than 998 octets (RFC 5322 section 2.1.1); text is folded near 78 where it may be.
3. What is not ASCII becomes encoded words of at most 75 characters that never split a character (RFC 2047 section 2).
"""

import base64
import re
from datetime import datetime
from email.utils import format_datetime

from softsell.errors import BadRequest
from softsell.mail.letter import Letter

LOOP = "X-Softsell-Loop"

_UNSAFE = re.compile("[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]+>")
_URL = re.compile(r"https?://[\x21-\x7e]+")
_ATOMS = re.compile(r"[A-Za-z0-9 !#$%&'*+/?^_`{|}~-]*")
_LONGEST = 900  # characters of one value that cannot be folded
_WORD = 45  # octets of text in one base64 word: 60 characters and the frame of 12


def fields(letter: Letter) -> list[str]:
    """The header lines of a letter, ASCII, without the MIME ones. Raises BadRequest, which names the field."""
    out = [
        f"From: {mailbox(letter.from_name, letter.from_address, 'from')}",
        f"To: {address(letter.to_address, 'to_address')}",
    ]
    if letter.reply_to:
        out.append(f"Reply-To: {address(letter.reply_to, 'reply_to')}")
    out += [
        f"Subject: {phrase(letter.subject, 'subject')}",
        f"Date: {_date(letter.date)}",
        f"Message-ID: {_id(letter.message_id, 'message_id')}",
    ]
    if letter.in_reply_to:
        out.append(f"In-Reply-To: {_id(letter.in_reply_to, 'in_reply_to')}")
    if letter.references:
        chain = (_id(value, f"references[{place}]") for place, value in enumerate(letter.references))
        out.append("References: " + "\r\n ".join(chain))
    return out + _stopping(letter) + _machine(letter)


def _stopping(letter: Letter) -> list[str]:
    """RFC 2369 and RFC 8058: one press to stop; the press needs https, so plain http goes without it."""
    ways = []
    if letter.unsubscribe_url:
        ways.append(f"<{url(letter.unsubscribe_url, 'unsubscribe_url')}>")
    if letter.unsubscribe_mail:
        ways.append(f"<mailto:{address(letter.unsubscribe_mail, 'unsubscribe_mail')}?subject=unsubscribe>")
    if not ways:
        if letter.answering:
            return []
        raise BadRequest("a letter that was not asked for needs a way to stop", "unsubscribe_url")
    out = ["List-Unsubscribe: " + ",\r\n ".join(ways)]
    if letter.unsubscribe_url.startswith("https://"):
        out.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return out


def _machine(letter: Letter) -> list[str]:
    """RFC 3834: what a machine wrote says so, and asks Exchange for no holiday notice (bounces stay welcome)."""
    out = []
    if letter.automatic:
        out.append(f"Auto-Submitted: {'auto-replied' if letter.answering else 'auto-generated'}")
        out.append("X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN")
    out.append(f"{LOOP}: 1")
    if letter.feedback_id:
        out.append(f"Feedback-ID: {_plain(letter.feedback_id, 'feedback_id')}")
    return out


def mailbox(name: str, mail: str, field: str) -> str:
    """`name <mail>`, with the name quoted or encoded as it needs; without a name the bare address."""
    where = address(mail, f"{field}_address")
    name = _safe(name, f"{field}_name").strip()
    if not name:
        return where
    if _ATOMS.fullmatch(name) and len(name) <= 60:
        return f"{name} <{where}>"
    if name.isascii() and len(name) <= 60:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{where}>'
    return f"{_words(name)}\r\n <{where}>"


def address(mail: str, field: str) -> str:
    """The address as it may stand in a header and an envelope: an ASCII local part, and the domain in its IDNA form."""
    local, _, domain = _safe(mail, field).rpartition("@")
    if domain and not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError as error:
            raise BadRequest("no domain of a mail address", field) from error
    whole = f"{local}@{domain}"
    if len(whole) > 320 or not _ADDRESS.fullmatch(whole):
        raise BadRequest("no mail address that can be written to", field)
    return whole


def url(value: str, field: str) -> str:
    """An http or https address, ASCII, of a length that fits on one line."""
    if len(value) > _LONGEST or not _URL.fullmatch(value) or any(sign in value for sign in '<>"'):
        raise BadRequest("no http(s) address of at most 900 ASCII characters", field)
    return value


def phrase(text: str, field: str) -> str:
    """Unstructured text, folded: ASCII at its spaces, anything else as encoded words."""
    text = _safe(text, field)
    if len(text) > 2_000:
        raise BadRequest("longer than 2000 characters", field)
    plain = text.isascii() and "=?" not in text and text == text.strip() and "  " not in text
    if plain and len(text) <= 65:
        return text
    if plain and all(len(word) <= 70 for word in text.split(" ")):
        return _fold(text.split(" "))
    return _words(text)


def _fold(words: list[str]) -> str:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > 64:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\r\n ".join(lines)


def _words(text: str) -> str:
    chunks, chunk = [], b""
    for letter in text:
        octets = letter.encode()
        if len(chunk) + len(octets) > _WORD:
            chunks.append(chunk)
            chunk = b""
        chunk += octets
    if chunk:
        chunks.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(chunk).decode()}?=" for chunk in chunks)


def _date(when: datetime) -> str:
    if when.tzinfo is None:
        raise BadRequest("a time without its zone", "date")
    return format_datetime(when)


def _id(value: str, field: str) -> str:
    if len(value) > _LONGEST or not _ID.fullmatch(value) or "@" not in value:
        raise BadRequest("no message id in angle brackets", field)
    return value


def _plain(value: str, field: str) -> str:
    if not value.isascii() or len(value) > _LONGEST:
        raise BadRequest("not ASCII, or too long", field)
    return _safe(value, field)


def _safe(value: str, field: str) -> str:
    if _UNSAFE.search(value):
        raise BadRequest("a control character or a line break", field)
    return value
