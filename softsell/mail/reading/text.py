"""The words in a raw letter: any charset, any MIME, however broken, becomes text.

Rules
1. Nothing raises for anything that can be received; what cannot be read is left out.
2. The text form is preferred; HTML is read only where there is no text, or where it alone tells what is quoted (which
   is then marked by ">").
3. What comes out is fit to be kept: no NUL, no lone surrogates, lines ended by "\\n".
"""

import codecs
import re
from email.header import decode_header
from email.message import Message

from softsell.mail.reading import html
from softsell.mail.reading.html import LONGEST
from softsell.mail.reading.quotes import visible

# Codecs that Python knows but no letter is written in, some of them slow on purpose-made input.
_NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]"
)
_WESTERN = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"}
_MEANT = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift-jis": "cp932", "ks-c-5601-1987": "cp949",
    "euc-kr": "cp949", "iso-8859-8-i": "iso-8859-8", "cp-850": "cp850",
}  # fmt: skip
_DEEPEST = 30


def body(message: Message) -> str:
    """The text of a letter as its writer sent it, quotes and signature still in it."""
    return _chosen(*_gather(message, 0))


def from_html(page: str) -> str:
    """The words of an HTML letter, one line for each block, quoted blocks marked by ">"."""
    return clean(html.from_html(page))


def header(message: Message, name: str) -> str:
    """The first header field of that name as one clean line, encoded words read; "" when it is missing."""
    return next((read_words(value) for value in headers(message, name)), "")


def headers(message: Message, name: str) -> list[str]:
    """Every header field of that name as it was sent, encoded words unread: addresses are taken from these, so that a
    name cannot pose as one. Octets that are not ASCII are taken as UTF-8."""
    low = name.lower()
    found = [str(value)[:20_000] for key, value in message.raw_items() if key.lower() == low][:50]
    return [decoded(value.encode("utf-8", "surrogateescape"), "utf-8") for value in found]


def read_words(value: str) -> str:
    """Encoded words (RFC 2047) as text, on one line."""
    try:
        pieces = decode_header(value)
    except Exception:  # the standard library raises whatever its codecs raise on broken words
        pieces = [(value, None)]
    text = "".join(piece if isinstance(piece, str) else decoded(piece, charset or "utf-8") for piece, charset in pieces)
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """The text without characters that no store and no page should hold; CRLF and the like become "\\n"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNFIT.sub("", text.replace("\x85", "\n").replace("\xa0", " "))


def decoded(raw: bytes, charset: str) -> str:
    """Octets as text: in the charset they claim, else UTF-8, else Windows-1252 with what it lacks left out.

    A claim that is often wrong is read as it is meant: UTF-8 sent as Latin-1 or ASCII, Windows-1252 as Latin-1, and the
    larger of two that share a name (WHATWG Encoding, section 4.2).
    """
    name = charset.strip().lower().replace("_", "-")
    for one in (*(("utf-8",) if name in _WESTERN else ()), _MEANT.get(name, charset), "utf-8"):
        try:
            if codecs.lookup(one).name.replace("-", "_") not in _NO_CHARSET:
                return raw.decode(one)
        except (LookupError, ValueError):
            continue
    if name not in _WESTERN:  # UTF-8 with a few octets broken or cut off?
        text = raw.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if sum(sign > "\x7f" for sign in text) >= 2 * broken:
            return text.replace("\ufffd", "")
    return raw.decode("cp1252", "ignore")


def _chosen(plain: str, page: str) -> str:
    """The text form, unless nothing is found to be quoted in it and the HTML form says that something is."""
    if not plain.strip():
        return from_html(page)
    if page and "\n>" not in plain and len(visible(plain)) >= len(plain.strip()):
        told = from_html(page)
        return told if "\n>" in told else plain
    return plain


def _gather(message: Message, depth: int) -> tuple[str, str]:
    """The (plain, html) of a part and all below it, in order."""
    kind = message.get_content_type()
    if depth > _DEEPEST or message.get_content_disposition() == "attachment":
        return "", ""
    if message.is_multipart():
        if message.get_content_maintype() != "multipart":
            return "", ""  # a letter within the letter is not what its sender says now
        parts = [_gather(part, depth + 1) for part in message.get_payload() if isinstance(part, Message)]
        if kind == "multipart/alternative":
            return next((one for one, _ in parts if one.strip()), ""), next(
                (two for _, two in parts if two.strip()), ""
            )
        plain = "\n".join(_chosen(one, two) for one, two in parts if one.strip() or two.strip())
        return plain, ""
    if kind == "text/plain":
        return _flowed(message, _content(message)), ""
    return ("", _content(message)) if kind == "text/html" else ("", "")


def _content(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset() or "utf-8"
    except Exception:  # broken transfer encodings and parameters raise many things
        return ""
    if not isinstance(raw, bytes):
        return ""
    # Spaces that do not break stay in HTML, where they are what makes an empty line.
    text = decoded(raw[: 4 * LONGEST], charset)
    return (text if part.get_content_type() == "text/html" else clean(text))[:LONGEST]


def _flowed(part: Message, text: str) -> str:
    """Lines broken softly are joined again (RFC 3676 section 4.1), at equal depth of quotation."""
    if _parameter(part, "format") != "flowed":
        return text
    glue = "" if _parameter(part, "delsp") == "yes" else " "
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if open_depth == depth and words != "-- ":
            lines[-1] = lines[-1].rstrip(" ") + glue + words
        else:
            lines.append(f"{'>' * depth} {words}" if depth else words)
        open_depth = depth if words.endswith(" ") and words != "-- " else -1
    return "\n".join(lines)


def _parameter(part: Message, name: str) -> str:
    try:
        return str(part.get_param(name, "")).lower()
    except Exception:  # RFC 2231 parameters can be broken in as many ways as there are letters
        return ""
