"""JSON catalogues of messages: every string value that is meant for people, at its JSON pointer.

Rules
1. The reader is its own, because findings need places: one pass over the tokens, no recursion, no tree.
2. Addresses, identifiers, single tokens that are no words and what ARB says about its messages (`@key`) are left out.
3. The last word of a key tells the kind: subject and title are subjects; button, cta and label are buttons.
4. The language is that of the nearest key that is one among languages, else that of the file's name.
"""

import re
from collections.abc import Iterator, Sequence

from softsell.copy.document import Document, Piece, joined, unescaped
from softsell.copy.pages import rich
from softsell.voice import LANGUAGES

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+")|(?P<mark>[{}\[\],:])|(?P<blank>\s+)|(?P<other>[^\s{}\[\],:"]+)', re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})(?:\\u([dD][89A-Fa-f][0-9A-Fa-f]{2}))?|(.)|$)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_LITERAL = re.compile(r"(?:true|false|null|-?[0-9][0-9.eE+-]*)$")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]{1,20}:(?://|\S+$)|//|mailto:|[/#.][\w./#-]+$)", re.IGNORECASE)
_IDENTIFIER = re.compile(r"(?=\S*[_/\\:@=#<>]|\S*\w\.\w|\S*\d|\S*[a-z][A-Z])\S+$")
_CODE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?$")
_NAMED = re.compile(r"(?:^|[-_.])(en|is)(?:[-_][A-Za-z]{2,4})?(?=[-_.]|$)", re.IGNORECASE)
_LAST = re.compile(r"([A-Z]?[a-z]+|[A-Z]+)[0-9]*$")
_KINDS = {
    "subject": "subject",
    "title": "subject",
    "button": "button",
    "btn": "button",
    "cta": "button",
    "label": "button",
}
MOST_DEPTH = 500


def catalogue(name: str, source: str) -> Document:
    """A JSON file."""
    warnings: list[str] = []
    named = language_of(name)
    found: list[Piece] = []
    keys: dict[tuple[str, ...], bool] = {}  # whether all keys of an object are languages
    for path, raw, at in list(_values(source, keys, warnings)):  # all of them, because later keys count too
        spoken = next(
            (path[i] for i in range(len(path) - 1, -1, -1) if keys.get(path[:i]) and _CODE.match(path[i])), named
        )
        piece = joined(unescaped(raw, at, _ESCAPE, _meant), kind_of(path), spoken[:2].lower(), pointer(path))
        if is_prose(piece.text) and not any(part.startswith("@") for part in path):
            found += rich(piece)
    return Document(name=name, format="json", source=source, pieces=tuple(found), warnings=tuple(warnings), lang=named)


def language_of(name: str) -> str:
    """The language that the name of a file or of its folder says: is.json, en-GB.json, messages.is.po, is/shop.ftl."""
    parts = name.replace("\\", "/").split("/")
    stem = parts[-1].rpartition(".")[0] or parts[-1]
    if told := _NAMED.search(stem):
        return told[1].lower()
    for folder in reversed(parts[:-1]):
        if folder != "LC_MESSAGES":
            return folder[:2].lower() if _CODE.match(folder) and folder[:2].lower() in LANGUAGES else ""
    return ""


def kind_of(path: Sequence[str]) -> str:
    """What the last word of a key says about its value."""
    told = next((part for part in reversed(path) if not part.isdigit()), "")
    last = _LAST.search(told)
    return _KINDS.get(last[1].lower(), "") if last else ""


def pointer(path: Sequence[str]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


def is_prose(text: str) -> bool:
    """Whether a value is meant for people, as far as can be seen."""
    return any(map(str.isalpha, text)) and not _ADDRESS.match(text) and not _IDENTIFIER.match(text)


def _values(
    source: str, keys: dict[tuple[str, ...], bool], warnings: list[str]
) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """(path, what is between the quotation marks, where) of every string value."""
    path: list[str | int] = []  # a number: an array
    awaits_key, key, at, size = False, "", 0, len(source)

    def wrong(what: str) -> None:
        if not warnings:
            warnings.append(f"line {source.count(chr(10), 0, at) + 1}: this is no JSON: {what}")

    while at < size:
        token = _TOKEN.match(source, at)
        if token is None:
            wrong("a string has no end")
            return
        match token.lastgroup, token[0]:
            case "mark", "{" | "[":
                if len(path) >= MOST_DEPTH:
                    wrong("it is nested too deeply")
                    return
                path.append(0 if token[0] == "[" else "")
                awaits_key = token[0] == "{"
            case "mark", "}" | "]":
                if not path or isinstance(path[-1], int) != (token[0] == "]"):
                    wrong(f"{token[0]} was not expected")
                if path:
                    path.pop()
                awaits_key = False
            case "mark", ",":
                if path and isinstance(path[-1], int):
                    path[-1] += 1
                awaits_key = bool(path) and isinstance(path[-1], str)
            case "string", quoted if awaits_key:
                key = _ESCAPE.sub(_meant, quoted[1:-1])
                path[-1], awaits_key = key, False
                above = tuple(map(str, path[:-1]))
                keys[above] = keys.get(above, True) and bool(_CODE.match(key))
            case "string", quoted:
                yield tuple(map(str, path)), quoted[1:-1], token.start() + 1
            case "other", word if not _LITERAL.match(word):
                wrong(f"{word[:20]!r} was not expected")
        at = token.end()
    if path:
        wrong("it ends too early")


def _meant(found: re.Match[str]) -> str:
    high, low, plain = found.groups()
    return _character(high, low) if high else _PLAIN.get(plain, plain or "")


def _character(high: str, low: str | None) -> str:
    first = int(high, 16)
    if not 0xD800 <= first <= 0xDFFF:
        return chr(first) + (chr(int(low, 16)) if low and not 0xD800 <= int(low, 16) <= 0xDFFF else "")
    if low and first < 0xDC00 <= int(low, 16):
        return chr(0x10000 + ((first - 0xD800) << 10) + int(low, 16) - 0xDC00)
    return "\ufffd"
