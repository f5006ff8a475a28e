"""The words of an HTML letter, one line for each block, with what its markup says is quoted marked by ">".

Rules
1. The text is passed over once, whatever is left open in it. Our own reader, because the standard library's takes minutes
   for a few thousand unclosed tags.
2. A quotation is what the mail programs mark as one: a blockquote, or a container they name (Gmail's "gmail_attr", Yahoo's
   "yahoo_quoted", Outlook's "divRplyFwdMsg" and all below it). An indented paragraph of the writer's own is none.
3. A signature they name stands below the mark "-- ", so that it is treated as a signature in plain text is.
"""

import re
from html import unescape

from msgspec import Struct

from softsell.mail.reading.heads import is_label

LONGEST = 200_000  # characters of one part that are looked at

_BLOCKS = {
    "p", "div", "table", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section", "article",
    "header", "footer", "address", "dl", "dt", "dd", "form", "center",
}  # fmt: skip
_VOID = {"br", "hr", "img", "meta", "link", "input", "base", "wbr", "col"}
_SILENT = ("script", "style", "title", "template")
_CLOSING = {name: re.compile(f"</{name}", re.I) for name in _SILENT}
_TAG = re.compile(r"<(/?)([A-Za-z!?][A-Za-z0-9:]{0,30})")
_PIECES = re.compile(r"<[^>]{0,2000}>|&nbsp;")

# What the programs call the container of a quotation (id, class or name), and of what goes on to the end of the letter.
_QUOTED = re.compile(
    r"gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|moz-email-headers-table|OLK_SRC_BODY_SECTION|tutanota_quote"
    r"|mail-editor-reference-message-container|zmail_extra|ydp\w*yahoo_quoted|AOLMsgPart|mailru-blockquote"
    r"|WordSection1_quote|skiff_quote|quoted-content|ecxgmail_quote|reply_quote|front-blockquote|cite-prefix"
    r"|(?<![\w-])quote(?![\w-])"
)
_TO_THE_END = re.compile(r"appendonsend|divRplyFwdMsg|stopSpelling|zwchr|x_divRplyFwdMsg|isForwardContent|LPlnkFwd")
_SIGNATURE = re.compile(
    r"(?<![\w-])(?:gmail_signature|signature|x_signature|ms-outlook-mobile-signature|protonmail_signature_block|moz-signature"
    r"|ymail_android_signature|ymail_ios_signature|AppleMailSignature|data-signatureblock|yahoo-signature|tutanota_signature"
    r"|mobileSignature|\w*yahoo-signature|zmail_signature|x_ms-outlook-mobile-signature)(?![\w-])",
    re.I,
)
_NAMES = re.compile(
    r"""(?:^|\s)(?:id|class|name|data-[a-z-]{1,30})\s*=\s*(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'>]{1,200}))""", re.I
)
_INDENTED = re.compile(r"margin[^;]{0,40}40px", re.I)
_BORDERED = re.compile(
    r"border(?:-top)?\s*:\s*(?:[a-z]+;border-top\s*:)?\s*solid\s+#[0-9a-f]{6}|border-top-style\s*:\s*solid", re.I
)


class _Mark(Struct):
    """A container that is open: its tag, how many of that tag were open when it began, what it is."""

    tag: str
    depth: int
    kind: str


class _Page:
    """The lines of an HTML letter while it is read from top to bottom."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._open: dict[str, int] = {}
        self._marks: list[_Mark] = []
        self._quoted = 0
        self._signing = ""

    def write(self, words: str) -> None:
        if self._open.get("pre", 0) and "\n" in words:
            for line in words.split("\n")[:-1]:
                self._line.append(line)
                self.end_line(always=True)
            words = words.rpartition("\n")[2]
        self._line.append(words)

    def end_line(self, always: bool = False) -> None:
        raw = "".join(self._line)
        # What is set as it was typed keeps its indentation.
        words = raw.rstrip() if self._open.get("pre", 0) else " ".join(raw.split())
        self._line = []
        if not words and not always and "\xa0" not in raw:
            return
        if self._signing and words:
            if not (self.lines and self.lines[-1].strip("> ") == "--") and words != "--":
                self.lines.append("-- ")
            self._signing = ""
        self._append(words)

    def _append(self, words: str) -> None:
        # What is forwarded follows such a line unmarked, so the line has to be seen as the divider that it is.
        depth = 0 if words.startswith("-----") and self._in("attr") else min(self._quoted, 9)
        line = ("> " * depth + words).rstrip()
        if line.strip("> ") or not (self.lines and self.lines[-1] == line):
            self.lines.append(line)

    def _in(self, kind: str) -> bool:
        return bool(self._marks) and self._marks[-1].kind == kind

    def opened(self, name: str, attributes: str, ahead: str) -> None:
        match name:
            case "br":
                self.end_line(always=True)
            case "hr":
                self.end_line()
                self._append("_" * 32)
            case "td" | "th":
                self.write(" ")
            case "p":
                self.end_line()
                if self.lines and self.lines[-1].strip("> ") and "MsoNormal" not in attributes:
                    self.end_line(always=True)
            case _ if name in _BLOCKS or name == "blockquote":
                self.end_line()
        if name not in _VOID:
            self._open[name] = self._open.get(name, 0) + 1
        kind = _kind(name, attributes, ahead)
        if kind:
            self._mark(name, kind)

    def _mark(self, name: str, kind: str) -> None:
        self.end_line()
        if kind == "end":
            self._quoted += 1  # never closed: all that follows
            return
        self._marks.append(_Mark(name, self._open.get(name, 0), kind))
        if kind == "signature":
            self._signing = name
        else:
            self._quoted += 1

    def closed(self, name: str) -> None:
        if name in _BLOCKS or name == "blockquote":
            self.end_line()
        depth = self._open.get(name, 0)
        if not depth:
            return
        self._open[name] = depth - 1
        while self._marks and self._marks[-1].tag == name and self._marks[-1].depth >= depth:
            self.end_line()
            if self._marks.pop().kind == "signature":
                self._signing = ""
            else:
                self._quoted -= 1


def _kind(name: str, attributes: str, ahead: str) -> str:
    """What the container that a tag opens is: "quote", "attr", "signature", "end" (a quotation to the end), or ""."""
    names = " ".join(next(filter(None, found), "") for found in _NAMES.findall(attributes)) if "=" in attributes else ""
    if _TO_THE_END.search(names):
        return "end"
    if name in _VOID:
        return ""
    if name == "blockquote":
        own = not names and "type" not in attributes and "cite" not in attributes and _INDENTED.search(attributes)
        return "" if own and "border-left" not in attributes else "quote"
    if _SIGNATURE.search(f"{names} {attributes}" if "signatureblock" in attributes else names):
        return "signature"
    if _QUOTED.search(names):
        return "attr" if "gmail_attr" in names else "quote"
    if name == "div" and "border" in attributes and _BORDERED.search(attributes) and is_label(_first_words(ahead)):
        return "end"
    return ""


def _first_words(ahead: str) -> str:
    return " ".join(unescape(_PIECES.sub(" ", ahead)).split())[:200].replace(" :", ":")


def from_html(html: str) -> str:
    """The words of an HTML letter (the first LONGEST characters of it), quoted lines beginning with ">"."""
    html, page, place = html[:LONGEST], _Page(), 0
    while place < len(html):
        start = html.find("<", place)
        if start < 0:
            break
        page.write(unescape(html[place:start]))
        place = _markup(html, start, page)
    page.write(unescape(html[place:]))
    page.end_line()
    return "\n".join(page.lines)


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
    name = found[2].lower()
    if found[1]:
        page.closed(name)
        return end
    if name in _SILENT:
        close = _CLOSING[name].search(html, end)
        return len(html) if close is None else _tag_end(html, close.end())
    page.opened(name, html[found.end() : min(end, found.end() + 2_000)], html[end : end + 1_200])
    return end


def _tag_end(html: str, place: int) -> int:
    """The place after the ">" that ends a tag, past one that stands in a quoted value."""
    end = html.find(">", place)
    if end >= 0 and html.count('"', place, end) % 2:
        quote = html.find('"', end, end + 2_000)
        end = html.find(">", quote) if quote >= 0 else end
    return len(html) if end < 0 else end + 1
