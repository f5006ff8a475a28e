"""Google's product data as XML: RSS 2.0 and Atom with the g: namespace, read as a stream.

Rules
1. No document type is accepted, so no entity is ever expanded; nothing outside the file is asked for.
2. Depth, text and elements of an item are bounded; what is over is cut and reported, or ends the reading.
3. A bare "&", HTML's own entities and control characters are mended on the way in, and counted.
4. Where the file stops being XML, what was read stays and the place is reported.
"""

import html
import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from softsell.errors import BadRequest
from softsell.shops.feed import Found, Reading, attribute, item
from softsell.shops.feed_names import DETAIL, SHIPPING
from softsell.shops.item import Item, Trouble

MOST_DEPTH, MOST_CHARACTERS, MOST_ELEMENTS = 30, 100_000, 3_000
ITEMS = ("item", "entry", "product")
SINGLE = ("id", "title", "link", "description")
_AMP = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,10};)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BAD_NUMBER = re.compile(r"&#(?:0*(?:[0-8]|1[1-2]|1[4-9]|2\d|3[01])|x0*(?:[0-8bceBCEfF]|1[0-9a-fA-F]));")


def read(chunks: Iterable[str], reading: Reading, counts: dict[str, int]) -> Iterator[Item | Trouble]:
    """The items of a feed given in pieces of text. Raises BadRequest for a document type or what nests too deep."""
    stream = _Stream(counts)
    count = 0
    mended = _mended(chunks, counts)
    over = False
    while not over:
        chunk = next(mended, None)
        over = chunk is None
        broken = stream.feed(chunk or "", over)
        for found in stream.done:
            count += 1
            yield from item(found, f"item {count}", reading, {"shipping": SHIPPING, "product_detail": DETAIL})
        stream.done.clear()
        if broken is not None:
            yield Trouble(
                f"line {broken.lineno}", "", f"is not XML ({expat.ErrorString(broken.code)}): what follows was not read"
            )
            return


def _mended(chunks: Iterable[str], counts: dict[str, int]) -> Iterator[str]:
    """The text with bare ampersands and foreign entities as XML wants them; a piece never ends inside one."""
    rest = ""
    for chunk in chunks:
        text = rest + chunk
        cut = text.rfind("&", max(0, len(text) - 12))
        rest, text = (text[cut:], text[:cut]) if cut >= 0 and ";" not in text[cut:] else ("", text)
        yield _mend(text, counts)
    yield _mend(rest, counts)


def _mend(text: str, counts: dict[str, int]) -> str:
    def entity(found: re.Match[str]) -> str:
        known = html.unescape(found[0])
        name = "bare & in XML" if known == found[0] else "entities of HTML in XML"
        counts[name] = counts.get(name, 0) + 1
        return found[0].replace("&", "&amp;", 1) if known == found[0] else html.escape(known)

    text, odd = _CONTROL.subn(" ", text)
    text, numbers = _BAD_NUMBER.subn(" ", text)
    if odd + numbers:
        counts["control characters taken out"] = counts.get("control characters taken out", 0) + odd + numbers
    return _AMP.sub(entity, text) if "&" in text else text


class _Stream:
    """The parser with the item it is in. `done` are the items that are whole."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.done: list[Found] = []
        self._counts = counts
        self._path: list[str] = []
        self._found: Found | None = None
        self._at = 0  # depth of the item
        self._elements = 0
        self._group: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        self._parser = parser

    def feed(self, text: str, last: bool) -> expat.ExpatError | None:
        try:
            self._parser.Parse(text, last)
        except expat.ExpatError as error:
            return error
        return None

    def _doctype(self, *_: object) -> None:
        raise BadRequest("has a document type (DOCTYPE): a product feed has none, so it is refused", "xml")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._path) >= MOST_DEPTH:
            raise BadRequest(
                f"elements are nested more than {MOST_DEPTH} deep", f"line {self._parser.CurrentLineNumber}"
            )
        local = name.rpartition(" ")[2]
        self._path.append(local)
        self._text, self._length = [], 0
        if self._found is None:
            if local in ITEMS:
                self._found, self._at, self._elements = {}, len(self._path), 0
            return
        self._elements += 1
        if len(self._path) == self._at + 1:
            self._group = {}
            if local == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
                self._keep("link", attributes["href"])

    def _data(self, text: str) -> None:
        if self._found is None:
            return
        self._length += len(text)
        if self._length <= MOST_CHARACTERS:
            self._text.append(text)
        elif self._length - len(text) <= MOST_CHARACTERS:
            self._count("texts cut that were too long")

    def _end(self, name: str) -> None:
        local = self._path.pop()
        if self._found is None:
            return
        depth = len(self._path) + 1
        text, self._text = "".join(self._text).strip(), []
        if depth == self._at:
            self.done.append(self._found)
            self._found = None
        elif depth == self._at + 2 and text:
            self._group[local] = text
        elif depth == self._at + 1 and self._group:
            order = {"shipping": SHIPPING, "product_detail": DETAIL}.get(local)
            if order:
                self._keep(local, ":".join(_quoted(self._group.get(part, "")) for part in order))
            self._group = {}
        elif depth == self._at + 1 and text:
            self._keep("description" if local in ("summary", "content") else local, text, "base.google" in name)

    def _keep(self, name: str, text: str, first: bool = False) -> None:
        """Keep a value; `first` puts Google's own id, title or text before those of RSS or Atom."""
        if self._found is None:
            return
        if self._elements > MOST_ELEMENTS:
            self._count("elements of an item over the most")
            return
        known, _ = attribute(name)
        values = self._found.setdefault(known, [])
        values.insert(0 if first and known in SINGLE else len(values), text)

    def _count(self, what: str) -> None:
        self._counts[what] = self._counts.get(what, 0) + 1


def _quoted(part: str) -> str:
    """A part as it would stand in a text feed."""
    return '"' + part.replace('"', '""') + '"' if any(sign in part for sign in ',:"') else part
