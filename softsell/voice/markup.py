"""A page's source as tags, words, notes and raw text, each with its place in the source.

Rules
1. It never raises, whatever the source; its time is linear in it. It reads as a browser does (WHATWG HTML, 13.2.5), but
   nothing is dropped at an end that comes too early: an open tag, quotation mark or comment reaches as far as it can.
2. Every node has its span; a decoded character has the place of the `&` it came from.
3. A conditional comment is a note, what it shows to others (`<!--[if !mso]><!-->`) is not.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from html.entities import html5

from msgspec import Struct

from softsell.voice.normalise import bag
from softsell.voice.structure_style import UNSEEN, Colour, colour, out_of_sight, pixels, sheet, styled

EMPTY = bag("area base br col embed frame hr img input link meta param source track wbr")
# What `/>` does not close; any other name that HTML does not know (an icon's path, Word's `o:p`) it does.
HOLDERS = bag(
    "a abbr article aside b blockquote body button center dialog div em fieldset font footer form h1 h2 h3 h4 h5 h6 head "
    "header html i label legend li main nav ol option p script section select small span strong style table tbody td "
    "textarea tfoot th thead title tr u ul"
)
RAW = bag("script style xmp iframe noembed noframes")
PLAIN = bag("title textarea")  # words without tags

_SIMPLE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(/?)>")
_BEGIN = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[^\s/>]+")
_SKIP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*)(?:\s*=\s*(?:([\"'])|([^\s>]*)))?")
_NOTE_END = re.compile(r"--!?>")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW | PLAIN}
_LONGEST = 7  # digits of a numeric entity; a longer one is no character, and its number is never counted out


class Tag(Struct, frozen=True):
    """A tag: its name and the names of its attributes in lower case, the values decoded; of two alike the first counts."""

    name: str
    start: int
    end: int
    attrs: dict[str, str]
    role: str  # "open", "close" or "void"


class Words(Struct, frozen=True):
    """Text between tags, decoded; `at[i]` is the place of `text[i]` in the source."""

    text: str
    start: int
    end: int
    at: tuple[int, ...]


class Note(Struct, frozen=True):
    """A comment, a doctype or another thing in `<! >`, without its marks."""

    text: str
    start: int
    end: int


class Raw(Struct, frozen=True):
    """What a script or a style sheet holds, as written; the span is that of the text."""

    name: str
    text: str
    start: int
    end: int


Node = Tag | Words | Note | Raw


def scan(source: str) -> tuple[Node, ...]:
    """The nodes of a source in its order."""
    return tuple(_nodes(source))


def _nodes(source: str) -> Iterator[Node]:
    at, size = 0, len(source)
    while at < size:
        begun = _BEGIN.search(source, at)
        if begun is None or begun.start() > at:
            until = begun.start() if begun else size
            yield _words(source, at, until)
            at = until
            continue
        match source[at + 1]:
            case "!" | "?":
                node: Node = _note(source, at)
            case "/" if not source[at + 2 : at + 3].isalpha():
                node = _note(source, at)
            case _:
                node = _tag(source, at)
        yield node
        at = node.end
        match node:
            case Tag(name=name, role="open") if name in _RAW_END:
                closing = _RAW_END[name].search(source, at)
                until = closing.start() if closing else size
                if until > at:
                    yield _words(source, at, until) if name in PLAIN else Raw(name, source[at:until], at, until)
                at = until


def _note(source: str, at: int) -> Note:
    """`<!-- -->`, or anything else that begins with `<!`, `<?` or `</ `."""
    size = len(source)
    if not source.startswith("<!--", at):
        end = source.find(">", at)
        return Note(source[at + 2 : end], at, end + 1) if end >= 0 else Note(source[at + 2 :], at, size)
    for short in ("<!-->", "<!--->"):
        if source.startswith(short, at):
            return Note("", at, at + len(short))
    closing = _NOTE_END.search(source, at + 4)
    return Note(source[at + 4 : closing.start()], at, closing.end()) if closing else Note(source[at + 4 :], at, size)


def _tag(source: str, at: int) -> Tag:
    if simple := _SIMPLE.match(source, at):
        name = simple[2].lower()
        alone = name in EMPTY or (simple[3] and name not in HOLDERS)
        return Tag(name, at, simple.end(), {}, "close" if simple[1] else "void" if alone else "open")
    closes = source[at + 1] == "/"
    named = _NAME.match(source, at + 1 + closes)
    assert named  # a letter stands there
    name, attrs, here, size = named[0].lower(), dict[str, str](), named.end(), len(source)
    while True:
        begun = here
        here = _skip(source, here)
        if here >= size or source[here] == ">":
            itself = source[here - 1] == "/" and here > begun
            role = "close" if closes else "void" if name in EMPTY or (itself and name not in HOLDERS) else "open"
            return Tag(name, at, min(here + 1, size), attrs, role)
        key, value, here = _attribute(source, here)
        attrs.setdefault(key, value)


def _skip(source: str, at: int) -> int:
    found = _SKIP.match(source, at)
    return found.end() if found else at


def _attribute(source: str, at: int) -> tuple[str, str, int]:
    """Name, decoded value and end of the attribute that starts at `at`."""
    found = _ATTRIBUTE.match(source, at)
    assert found  # neither a blank nor an end stands there
    key, mark, bare = found.group(1, 2, 3)
    if not mark:
        return key.lower(), _decoded(bare or ""), found.end()
    begun = found.end()
    end = source.find(mark, begun)
    if end >= 0:
        return key.lower(), _decoded(source[begun:end]), end + 1
    end = source.find(">", begun)  # the mark is never closed: what follows is not lost
    end = end if end >= 0 else len(source)
    return key.lower(), _decoded(source[begun:end]), end


# -- characters ---------------------------------------------------------------------------------------------------------------


def _words(source: str, start: int, end: int) -> Words:
    if source.find("&", start, end) < 0:
        return Words(source[start:end], start, end, tuple(range(start, end)))
    texts: list[str] = []
    at: list[int] = []
    here = start
    for found in _ENTITY.finditer(source, start, end):
        letters, used = _entity(found[0])
        if used:
            texts += source[here : found.start()], letters
            at += range(here, found.start())
            at += [found.start()] * len(letters)
            here = found.start() + used
    texts.append(source[here:end])
    at += range(here, end)
    return Words("".join(texts), start, end, tuple(at))


def _decoded(value: str) -> str:
    """The value of an attribute; there `&copy=` and `&copyright` are no entities, as they stand in addresses."""
    if "&" not in value:
        return value

    def one(found: re.Match[str]) -> str:
        letters, used = _entity(found[0])
        after = value[found.start() + used : found.start() + used + 1]
        if not used or (not found[0].endswith(";") and (after == "=" or after.isalnum())):
            return found[0]
        return letters + found[0][used:]

    return _ENTITY.sub(one, value)


def _entity(written: str) -> tuple[str, int]:
    """The characters an entity stands for, and how much of what is written it takes; 0 when it is none."""
    if written[1] == "#":
        base, digits = ("x", written[3:]) if written[2] in "xX" else ("", written[2:])
        digits = digits.rstrip(";").lstrip("0")
        return (unescape(f"&#{base}{digits or 0};") if len(digits) <= _LONGEST else "\ufffd"), len(written)
    name = written[1:]
    for size in range(len(name), 1, -1):
        if name[:size] in html5:
            return html5[name[:size]], size + 1
    return "", 0


# -- who holds whom -----------------------------------------------------------------------------------------------------------

_BLOCKS = bag(
    "address article aside blockquote center details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "main nav ol p section table ul"
)
_ENDS = dict.fromkeys(_BLOCKS, bag("p")) | {
    "li": bag("p li"), "td": bag("p td th"), "th": bag("p td th"), "tr": bag("p td th tr"),
    "dt": bag("p dt dd"), "dd": bag("p dt dd"), "option": bag("option"), "a": bag("a"),
    "button": bag("button"), "tbody": bag("p td th tr"), "tfoot": bag("p td th tr tbody"),
}  # fmt: skip


def parents(nodes: Sequence[Node]) -> tuple[int, ...]:
    """For each node the number of the open tag that holds it, -1 for none; a closing tag is held by its opening one."""
    found: list[int] = []
    stack: list[tuple[int, str]] = []
    count: dict[str, int] = {}

    def pop() -> int:
        place, name = stack.pop()
        count[name] -= 1
        return place

    for place, node in enumerate(nodes):
        match node:
            case Tag(name=name, role="close"):
                if not count.get(name):
                    found.append(stack[-1][0] if stack else -1)
                    continue
                while stack[-1][1] != name:
                    pop()
                found.append(pop())
            case Tag(name=name, role=role):
                while stack and stack[-1][1] in _ENDS.get(name, ()):
                    pop()
                found.append(stack[-1][0] if stack else -1)
                if role == "open":
                    stack.append((place, name))
                    count[name] = count.get(name, 0) + 1
            case _:
                found.append(stack[-1][0] if stack else -1)
    return tuple(found)


# -- what is seen -------------------------------------------------------------------------------------------------------------


class Look(Struct, frozen=True):
    """How a node looks: why it is hidden ("" when it is not), size of the text in pixels, colours as far as told."""

    hidden: str = ""
    size: float = 16.0
    colour: Colour | None = None
    ground: Colour | None = None
    said: dict[str, str] = {}  # to this very tag
    veiled: bool = False  # visibility, which what is inside may take off


def looks(nodes: Sequence[Node]) -> tuple[Look, ...]:
    """The look of each node, from inline styles and the plain rules of the page's own style sheets."""
    sheets = sheet("\n".join(node.text for node in nodes if isinstance(node, Raw) and node.name == "style"))
    found: list[Look] = []
    for node, parent in zip(nodes, parents(nodes), strict=True):
        around = found[parent] if parent >= 0 else Look()
        match node:
            case Tag(role="close"):
                found.append(around)
            case Tag(name=name, attrs=attrs) if not attrs and not sheets and name not in UNSEEN:
                found.append(_plain(around))
            case Tag():
                found.append(_look(node, styled(node.name, node.attrs, sheets), around))
            case Words():
                found.append(Look(_faded(around), around.size, around.colour, around.ground))
            case _:
                found.append(around)
    return tuple(found)


def _plain(around: Look) -> Look:
    return (
        around if not around.said else Look(around.hidden, around.size, around.colour, around.ground, {}, around.veiled)
    )


def _look(tag: Tag, said: dict[str, str], around: Look) -> Look:
    size = pixels(said.get("font-size", ""), around.size)
    veiled = (
        said["visibility"] != "visible"
        if said.get("visibility") in ("hidden", "collapse", "visible")
        else around.veiled
    )
    hidden = around.hidden
    if hidden in ("", "aria-hidden"):  # that one hides from some; anything else from all
        hidden = out_of_sight(tag.name, tag.attrs, said) or hidden
    return Look(
        hidden,
        around.size if size is None else size,
        colour(said.get("color", "")) or around.colour,
        colour(said.get("background-color", "")) or colour(said.get("background", "")) or around.ground,
        said,
        veiled,
    )


def _faded(around: Look) -> str:
    """Why words are not seen, by what is around them."""
    if around.hidden not in ("", "aria-hidden"):
        return around.hidden
    if around.veiled:
        return "visibility"
    if around.size <= 1:
        return "font-size"
    return "colour" if around.colour is not None and around.colour == around.ground else around.hidden
