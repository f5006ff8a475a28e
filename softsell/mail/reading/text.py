"""The words in a raw letter: any charset, any MIME, however broken, becomes text.

Rules
1. Nothing raises for anything that can be received; what cannot be read is left out.
2. The text form is preferred; HTML is read only where there is no text, with quoted passages marked by ">".
3. What comes out is fit to be kept: no NUL, no lone surrogates, lines ended by "\\n".
"""

import codecs
import re
from email.header import decode_header
from email.message import Message
from html import unescape

LONGEST = 200_000  # characters of one part that are looked at

# Codecs that Python knows but no letter is written in, some of them slow on purpose-made input.
_NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\u200b-\u200f\u2060\ufeff\ufff9-\uffff]")
_DEEPEST = 30


def body(message: Message) -> str:
    """The text of a letter as its writer sent it, quotes and signature still in it."""
    plain, html = _gather(message, 0)
    if plain.strip():
        return plain
    return from_html(html)


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
    """Octets as text: in the charset they claim, else UTF-8, else Windows-1252 with what it lacks left out."""
    for name in (charset, "utf-8"):
        try:
            if codecs.lookup(name).name.replace("-", "_") not in _NO_CHARSET:
                return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "ignore")


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
        plain = "\n".join(one or from_html(two) for one, two in parts if one.strip() or two.strip())
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
    return clean(decoded(raw[: 4 * LONGEST], charset))[:LONGEST]


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


# -- HTML ---------------------------------------------------------------------------------------------------------------

_BLOCKS = {
    "p", "div", "table", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section", "article",
    "header", "footer", "address", "dl", "dt", "dd", "form", "center",
}  # fmt: skip
_SILENT = ("script", "style", "title", "template")
_CLOSING = {name: re.compile(f"</{name}", re.I) for name in _SILENT}
_TAG = re.compile(r"<(/?)([A-Za-z!?][A-Za-z0-9:]{0,30})")


class _Page:
    """The lines of an HTML letter while it is read from top to bottom."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0

    def write(self, words: str) -> None:
        self._line.append(words)

    def end_line(self, always: bool = False) -> None:
        words = " ".join("".join(self._line).split())
        if words or always:
            self.lines.append(("> " * min(self._depth, 9) + words).rstrip())
        self._line = []

    def tag(self, name: str, closing: bool) -> None:
        match name:
            case "br":
                self.end_line(always=True)
            case "hr":
                self.end_line()
                self.lines.append("_" * 32)
            case "blockquote":
                self.end_line()
                self._depth = max(0, self._depth + (-1 if closing else 1))
            case "p":
                self.end_line()
                if self.lines and self.lines[-1].strip("> "):
                    self.end_line(always=True)
            case _ if name in _BLOCKS:
                self.end_line()


def from_html(html: str) -> str:
    """The words of an HTML letter, one line for each block, quoted blocks marked by ">".

    Our own reader, because the standard library's takes minutes for a few thousand unclosed tags; this one passes over
    the text once.
    """
    html, page, place = html[:LONGEST], _Page(), 0
    while place < len(html):
        start = html.find("<", place)
        if start < 0:
            break
        page.write(unescape(html[place:start]))
        place = _markup(html, start, page)
    page.write(unescape(html[place:]))
    page.end_line()
    return clean("\n".join(page.lines))


def _markup(html: str, start: int, page: _Page) -> int:
    """Read what begins with "<" at `start`; the place where the text goes on. What never ends takes the rest with it."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 4)
        return len(html) if end < 0 else end + 3
    found = _TAG.match(html, start)
    if found is None:
        page.write("<")
        return start + 1
    end = _tag_end(html, found.end())
    closing, name = bool(found[1]), found[2].lower()
    if name not in _SILENT or closing:
        page.tag(name, closing)
        return end
    close = _CLOSING[name].search(html, end)
    return len(html) if close is None else _tag_end(html, close.end())


def _tag_end(html: str, place: int) -> int:
    """The place after the ">" that ends a tag, past one that stands in a quoted value."""
    end = html.find(">", place)
    if end >= 0 and html.count('"', place, end) % 2:
        quote = html.find('"', end, end + 2_000)
        end = html.find(">", quote) if quote >= 0 else end
    return len(html) if end < 0 else end + 1
