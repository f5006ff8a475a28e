"""A text as the lint reads it: lower case, composed, without invisible characters, with the way back to the original.

Rules
1. Every function is linear in the length of the text and takes any str whatever, lone surrogates included.
2. Positions always refer to the text as it was given.
3. Letters that only look like Latin ones (Cyrillic, Greek, full-width, mathematical) count as what they look like.
4. Ordinary text (every character of Windows-1252) moves no positions and costs next to nothing; only runs of other
   characters are looked at one by one.
"""

import re
import unicodedata
from array import array

from msgspec import Struct

_COMMON = "cp1252"
# What is not in that code page, with the letter before it, which a combining mark may belong to; and soft hyphens.
_ODD = re.compile(r"[^\W_]?(?:[^\x00-\xac\xae-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|[\x81\x8d\x8f\x90\x9d\xad])+|[\xad]")
_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕԁһӏвкмнтгαορυνικτοεηβ",
    "aeopcyxijsdhlbkmhtraopuvikto" + "enb",
)
_FOLD = str.maketrans(
    {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ý": "y", "ö": "o", "ð": "d", "þ": "th", "æ": "ae"}
)

# Words whose point does not end a sentence; what follows may still be a new clause ("990 kr. Skoða körfu").
ABBREVIATIONS = ("klst", "kr", "stk", "mín", "sek", "nr", "vsk", "hr", "fr", "hrs", "hr", "mins", "min", "approx", "vs")
_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in dict.fromkeys(ABBREVIATIONS))
# A number with its inner points, a word of letters with inner apostrophes, the end of a sentence, a softer break.
_TOKEN = re.compile(
    r"(\d+(?:[.,:]\d+)*)|([^\W\d_]+(?:['’][^\W\d_]+)*)"
    rf"|({_ABBREVIATED}[.!?…]+|\n\s*\n|[\u2022|])|[.,:;()\[\]«»“”„\"–—\n]|\s[-*]\s"
)
_NUMBER, _WORD, _END = 1, 2, 3
_STOP = re.compile(rf"{_ABBREVIATED}[.!?…]+(?=[\s\"'’”“»)\]]|$)|\n\s*\n|[\u2022|]")
END = "."
MOST_SENTENCE = 1000  # characters; what has no end by then is cut there

# For the search: letters in small, digits as 0, apostrophes alike, all else blank.
_APOSTROPHES = "'’‘`´"


def _table() -> bytes:
    plain = []
    for code in range(256):
        letter = bytes([code]).decode(_COMMON, "replace").lower()
        if letter in _APOSTROPHES:
            plain.append("'")
        elif letter.isdigit() and letter.isascii():
            plain.append("0")
        else:
            plain.append(letter if letter.isalpha() and letter != "\ufffd" else " ")
    return "".join(plain).encode(_COMMON)


_CANVAS = _table()


class Normal(Struct, frozen=True):
    """The normalised text; `offsets[i]` is where its i-th character starts in the original (None: nothing moved)."""

    text: str
    length: int
    offsets: "array[int] | None" = None

    def start(self, at: int) -> int:
        """The original position of the normalised position `at`."""
        if self.offsets is None:
            return min(at, self.length)
        return self.offsets[at] if at < len(self.offsets) else self.length

    def end(self, at: int) -> int:
        """The original end of what ends at the normalised position `at`."""
        return self.start(at)


class Tokens(Struct, frozen=True):
    """The words of a passage, numbers as `#`, the end of a sentence as `.`.

    Word i is `words[i]`, at `spans[i]` of the original; `opens[i]` says that it starts a clause.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    opens: tuple[bool, ...]


def normalise(text: str) -> Normal:
    """The text in lower case and composed form, without invisible characters."""
    if text.isascii():
        return Normal(text.lower(), len(text))
    out: list[str] = []
    offsets: array[int] = array("q")
    at = 0
    for odd in _ODD.finditer(text):
        start, end = odd.span()
        if start > at:
            out.append(text[at:start].lower())
            offsets.extend(range(at, start))
        _characters(text, start, end, out, offsets)
        at = end
    if not out and at == 0:
        return Normal(text.lower(), len(text))
    out.append(text[at:].lower())
    offsets.extend(range(at, len(text)))
    return Normal("".join(out), len(text), offsets)


def _characters(text: str, at: int, stop: int, out: list[str], offsets: "array[int]") -> None:
    """One character after the other, each with the marks that belong to it."""
    while at < stop:
        end = at + 1
        while end < stop and unicodedata.combining(text[end]):
            end += 1
        if not _INVISIBLE.match(text[at]):
            piece = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text[at:end]).lower())
            piece = _INVISIBLE.sub("", piece).translate(_LOOKALIKE)
            out.append(piece)
            offsets.extend([at] * len(piece))
        at = end


def canvas(normal: Normal) -> bytes:
    """The text for the search, one byte a character: words between blanks; it begins and ends with a blank."""
    plain = normal.text.encode(_COMMON, "replace").translate(_CANVAS)
    return b" " + plain.replace(b" '", b"  ").replace(b"' ", b"  ") + b" "


def sentence(normal: Normal, at: int, after: int) -> tuple[int, int]:
    """(start, end) of the sentence around the position `at`; `after`: where the sentence before it ended, or less."""
    start = max(after, at - MOST_SENTENCE)
    for stop in _STOP.finditer(normal.text, start, at):
        start = stop.end()
    found = _STOP.search(normal.text, at, at + MOST_SENTENCE)
    return start, found.end() if found else min(at + MOST_SENTENCE, len(normal.text))


def fold(text: str) -> str:
    """Lower-case Icelandic without its accents, as it is typed on a foreign keyboard: "síðasti" -> "sidasti"."""
    return text.translate(_FOLD)


def tokens(
    normal: Normal, joiners: frozenset[str], numbers: frozenset[str], start: int = 0, end: int | None = None
) -> Tokens:
    """The words between two positions of a normalised text.

    After one of `joiners` ("and", "og") a new clause may start, as after a comma; `numbers` are words that count as `#`.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    opens: list[bool] = []
    fresh = True
    for match in _TOKEN.finditer(normal.text, start, len(normal.text) if end is None else end):
        kind = match.lastindex
        if kind is None:
            fresh = True
            continue
        a, b = match.span()
        if kind == _END:
            if words and words[-1] != END:
                words.append(END)
                spans.append((normal.start(a),) * 2)
                opens.append(False)
            fresh = True
            continue
        word = match[0]
        if kind == _NUMBER or word in numbers:
            word = "#"
        elif "’" in word:
            word = word.replace("’", "'")
        words.append(word)
        spans.append((normal.start(a), normal.end(b)))
        opens.append(fresh)
        fresh = word in joiners
    return Tokens(tuple(words), tuple(spans), tuple(opens))
