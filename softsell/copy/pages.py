"""HTML and MJML: what a reader sees or hears of a page, block by block.

Rules
1. Blocks are pieces of their own; tags inside a line (`<b>`, `<a>`, `<span>`) neither split a sentence nor a word.
2. Buttons, links that look like buttons, `mj-button` and the value of a submit are buttons; `title`, `mj-title`,
   `mj-preview` and a preheader are subjects.
3. Texts in attributes (alt, title, placeholder, aria-label, the description of a page) are pieces too.
4. What is hidden is read as well; scripts, styles and comments are not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from softsell.copy.document import (
    ATTRIBUTES,
    Document,
    Note,
    Part,
    Piece,
    Span,
    bound,
    joined,
    literal,
    through,
    unescaped,
)
from softsell.voice.normalise import bag

INLINE = bag(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img ins kbd label mark marquee nobr output q rp rt "
    "ruby s samp small span strike strong sub sup svg time tt u var wbr"
)
_BUTTON = re.compile(r"(?:^|\s)(?:(?:btn|button|cta)(?:[-_]\S*)?|\S*[-_](?:btn|button|cta))(?=\s|$)", re.IGNORECASE)
_NO_BUTTON = re.compile(
    r"(?:btn|button|cta)[-_]{1,2}(?:group|row|bar|list|wrapper|container|text|toolbar)", re.IGNORECASE
)
_BUTTON_EXACT = re.compile(r"(?:^|\s)(?:btn|button|cta)(?=\s|$)", re.IGNORECASE)
_PREHEADER = re.compile(r"(?:^|\s|[-_])(?:preheader|preview-?text)(?=\s|[-_]|$)", re.IGNORECASE)
_META = frozenset(("description", "og:title", "og:description", "twitter:title", "twitter:description"))
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9A-Fa-f]{1,6};?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_RICH = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--|&(?:[A-Za-z]{2,31}|#[0-9xX][0-9A-Fa-f]{0,6});")
_BLANKS = str.maketrans("\n\r\t\f", "    ")
_LANG = re.compile(r"[a-z]{2}(?=[-_]|$)", re.IGNORECASE)


def page(name: str, source: str, kind: str = "html") -> Document:
    """An HTML or MJML file."""
    pieces, notes, lang = blocks(source)
    covered = tuple(Note(text, start, end, covers(source, pieces, start, end)) for text, start, end in notes)
    return Document(
        name=name, format=kind, source=source, pieces=pieces, notes=covered, lang=lang, page=literal(source)
    )


def rich(piece: Piece) -> tuple[Piece, ...]:
    """A string that may hold markup, as its blocks; a string without markup is itself."""
    if ("<" not in piece.text and "&" not in piece.text) or not _RICH.search(piece.text):
        return (piece,)
    return tuple(through(bound(block, piece.claims), piece) for block in blocks(piece.text)[0])


def blocks(source: str) -> tuple[tuple[Piece, ...], tuple[tuple[str, int, int], ...], str]:
    """The blocks of a source in its order, its comments as (words, start, end), and the language it says it is in."""
    from softsell.voice import markup

    found: list[Piece] = []
    notes: list[tuple[str, int, int]] = []
    parts: list[Part] = []
    kind, holder, depth, drawn, lang = "", "", 0, 0, ""

    def flush() -> None:
        if any(text.strip() for text, _, _ in parts):
            found.append(joined(parts, kind))
        parts.clear()

    for node in markup.scan(source):
        match node:
            case markup.Words():
                parts.extend(_parts(node.text, node.start, node.end, node.at))
            case markup.Note(text=text, start=start, end=end):
                notes.append((text, start, end))
            case markup.Tag(name=name, attrs=attrs, role=role):
                if name == "br":
                    parts.append(("\n", node.start, node.end))
                elif name not in INLINE:
                    flush()
                drawn += (name == "svg") * {"open": 1, "close": -1}.get(role, 0)
                if holder and name == holder:
                    depth += {"open": 1, "close": -1}.get(role, 0)
                    if depth <= 0:
                        flush()
                        kind, holder = "", ""
                elif not holder and role == "open" and (now := _kind(name, attrs)) and not (drawn and name == "title"):
                    flush()
                    kind, holder, depth = now, name, 1
                if role != "close" and attrs:
                    if name == "html" and not lang and (said := _LANG.match(attrs.get("lang", ""))):
                        lang = said[0].lower()
                    found.extend(_attributes(source, node.start, node.end, name, attrs, kind))
    flush()
    return tuple(sorted(found, key=lambda piece: piece.spans[0])), tuple(notes), lang


def covers(source: str, pieces: Sequence[Piece], start: int, end: int) -> Span:
    """What a comment speaks for: the block it stands in or ends the line of, on that line; else the next block."""
    begun = source.rfind("\n", 0, start) + 1
    line = source.find("\n", end)
    line = len(source) if line < 0 else line
    at = bisect_right(pieces, start, key=lambda piece: piece.spans[0][0])
    if at:
        first, last = pieces[at - 1].span()
        follows = at < len(pieces) and pieces[at].span()[0] < line
        if last > end or (begun < last <= start and not follows):
            return max(first, begun), max(min(last, line), start)
    for number in range(at, len(pieces)):
        if pieces[number].where not in ATTRIBUTES:
            return end, pieces[number].span()[1]
    return end, len(source)


def _kind(name: str, attrs: dict[str, str]) -> str:
    """What the words inside a tag are, "" when they are whatever is around them."""
    named = attrs.get("class", "")
    match name:
        case "button" | "mj-button":
            return "button"
        case "title" | "mj-title" | "mj-preview":
            return "subject"
        case "a" if _BUTTON.search(_NO_BUTTON.sub(" ", named)) or attrs.get("role", "").lower() == "button":
            return "button"
    if attrs.get("role", "").lower() == "button" or _BUTTON_EXACT.search(named):
        return "button"
    return "subject" if _PREHEADER.search(named) or _PREHEADER.search(attrs.get("id", "")) else ""


def _parts(text: str, start: int, end: int, at: Sequence[int]) -> Iterator[Part]:
    """Decoded words as parts; line ends are blanks in markup."""
    text = text.translate(_BLANKS)
    if len(text) == end - start:
        yield text, start, end
        return
    begun, size = 0, len(text)
    for here in range(1, size + 1):
        there = at[here] if here < size else end
        if there == at[here - 1] + 1 and here < size:
            continue
        if there == at[here - 1]:  # one entity, two characters
            continue
        entity = here - 1
        while entity > begun and at[entity - 1] == at[here - 1]:
            entity -= 1
        if there - at[entity] == here - entity:
            entity = here
        if entity > begun:
            yield text[begun:entity], at[begun], at[begun] + entity - begun
        if here > entity:
            yield text[entity:here], at[entity], there
        begun = here


def _attributes(source: str, start: int, end: int, name: str, attrs: dict[str, str], kind: str) -> Iterator[Piece]:
    """The texts in the attributes of a tag."""
    button = kind == "button" or _kind(name, attrs) == "button"
    for key in sorted(ATTRIBUTES & attrs.keys()):
        value, said = attrs[key], "button" if button and key in ("aria-label", "title") else ""
        match key, name:
            case "content", "meta":
                about = (attrs.get("name") or attrs.get("property") or "").lower()
                if about not in _META:
                    continue
                said = "subject" if about.endswith("title") else ""
            case (("value" | "alt"), "input"):
                if attrs.get("type", "").lower() not in ("submit", "button", "reset", "image"):
                    continue
                said = "button"
            case (("content" | "value"), _):
                continue
            case "label", ("option" | "optgroup" | "track") | "a" | "input":
                pass
            case "label", _:
                continue
        if value.strip():
            yield joined(_value(source, start, end, key, value), said, "", key)


def _value(source: str, start: int, end: int, key: str, value: str) -> Iterator[Part]:
    """The parts of an attribute's value, which is looked for in its tag."""
    from html import unescape

    for found in re.finditer(
        rf"(?<![\w-]){key}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", source[start:end], re.I
    ):
        number = found.lastindex or 1
        raw, at = found[number], start + found.start(number)
        if raw == value:
            yield value.translate(_BLANKS), at, at + len(raw)
            return
        if unescape(raw) == value:
            yield from unescaped(raw.translate(_BLANKS), at, _ENTITY, lambda entity: unescape(entity[0]))
            return
    yield value.translate(_BLANKS), start, end
