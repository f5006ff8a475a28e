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
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

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
ABBREVIATIONS = ("klst", "kr", "stk", "mín", "sek", "nr", "vsk", "hr", "fr", "hrs", "mins", "min", "approx", "vs")
_SHORT = tuple(f" {word}".encode("cp1252") for word in ABBREVIATIONS)
_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in ABBREVIATIONS)
# A number with its inner points, a word of letters with inner apostrophes, the end of a sentence, a softer break.
_TOKEN = re.compile(
    r"(\d+(?:[.,:]\d+)*)|([^\W\d_]+(?:['’][^\W\d_]+)*)"
    rf"|({_ABBREVIATED}[.!?…]+|\n\s*\n|[\u2022|])|[.,:;()\[\]«»“”„\"–—\n]|\s[-*]\s"
)
_NUMBER, _WORD, _END = 1, 2, 3
_NUMBERS = re.compile("0+(?:\x010+)*")
_UNKNOWN = re.compile(r"[^\x00-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|[\x81\x8d\x8f\x90\x9d]")
END = "."
MOST_SENTENCE = 1000  # characters; what has no end by then is cut there
STRETCH = 2000  # characters that are looked over at once
MOST_PASSAGE = 100  # words of a paragraph that is read as a whole

# For the search: letters in small, digits as 0, apostrophes alike, all else blank.
_APOSTROPHES = "'’‘`´"


def _table(plain: Callable[[str], str]) -> bytes:
    return "".join(plain(bytes([code]).decode(_COMMON, "replace").lower()) for code in range(256)).encode(_COMMON)


def _searched(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    if letter.isdigit() and letter.isascii():
        return "0"
    if letter in ".,:":  # these may stand inside a number
        return "\x01"
    return letter if letter.isalpha() and letter != "\ufffd" else " "


def _stopping(letter: str) -> str:
    if letter in ".!?…":
        return "."
    if letter in "|•":
        return "|"
    return letter if letter == "\n" or (letter.isalpha() and letter != "\ufffd") else " "


_CANVAS, _MARKS = _table(_searched), _table(_stopping)


class Normal(Struct, frozen=True):
    """The normalised text, and where it lies in the original: from `starts[i]` on, counted from `places[i]`.

    Without starts nothing moved.
    """

    text: str
    length: int
    starts: tuple[int, ...] = ()
    places: tuple[int, ...] = ()

    def place(self, at: int) -> int:
        """The original position of the normalised position `at`."""
        if not self.starts:
            return min(at, self.length)
        piece = bisect_right(self.starts, at) - 1
        here = self.places[piece] + at - self.starts[piece]
        return min(here, self.places[piece + 1] if piece + 1 < len(self.places) else self.length)


class Tokens(Struct, frozen=True):
    """The words of a passage, numbers as `#`, the end of a sentence as `.`.

    Word i is `words[i]`, at `spans[i]` of the normalised text; `opens[i]` says that it starts a clause.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    opens: tuple[bool, ...]


def normalise(text: str) -> Normal:
    """The text in lower case and composed form, without invisible characters."""
    if is_ordinary(text):
        return Normal(text.lower(), len(text))
    out: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    at = size = 0
    for start, end in _odd(text):
        pieces = [(at, text[at:start].lower())] if start > at else []
        for place, piece in (*pieces, *_characters(text, start, end)):
            starts.append(size)
            places.append(place)
            out.append(piece)
            size += len(piece)
        at = end
    out.append(text[at:].lower())
    return Normal("".join(out), len(text), (*starts, size), (*places, at))


def _odd(text: str) -> Iterator[tuple[int, int]]:
    """The runs that are to be looked at one by one; stretches without any are passed over quickly."""
    at, size = 0, len(text)
    while at < size:
        end = min(at + STRETCH, size)
        if end < size:  # a mark belongs to the letter before it, so a stretch ends at a blank
            end = max(text.rfind(" ", at, end), at + 1) if text.find(" ", at, end) > at else end
        if not is_ordinary(text[at:end]):
            yield from (found.span() for found in _ODD.finditer(text, at, end))
        at = end


def is_ordinary(text: str) -> bool:
    """Whether every character is one of Windows-1252 that is seen; so there is no picture either."""
    try:
        return text.isascii() or ("\xad" not in text and text.encode(_COMMON) is not None)
    except UnicodeEncodeError:
        return False


def _characters(text: str, at: int, stop: int) -> Iterator[tuple[int, str]]:
    """One character after the other, each with the marks that belong to it, and its place."""
    while at < stop:
        end = at + 1
        while end < stop and unicodedata.combining(text[end]):
            end += 1
        if not _INVISIBLE.match(text[at]):
            piece = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text[at:end]).lower())
            for letter in unicodedata.normalize("NFC", _INVISIBLE.sub("", piece).translate(_LOOKALIKE)):
                yield at, letter
        at = end


class Board(Struct, frozen=True):
    """A text for the search: its sentences (or a little more each) as words, numbers as `#`.

    Sentence i ends at `ends[i]` of the normalised text and at `stops[i]` of `line`, which holds all words between single
    blanks and without accents. `breaks` are the numbers of the sentences after which a paragraph ends.
    """

    words: tuple[list[str], ...]
    ends: tuple[int, ...]
    line: bytes
    stops: tuple[int, ...]
    breaks: tuple[int, ...]


def board(normal: Normal) -> Board:
    """The text for the search."""
    octets = b" " + _octets(normal.text) + b" "
    plain = octets.translate(_CANVAS).replace(b" '", b"  ").replace(b"' ", b"  ")[1:-1].decode("latin-1")
    marks = octets.translate(_MARKS)[:-1]
    for short in _SHORT:  # their point ends no sentence
        marks = marks.replace(short + b".", short + b" ")
    marks = marks[1:]
    for stop in (b". ", b".\n"):
        marks = marks.replace(stop, b"|" + stop[1:])
    marks = marks.replace(b"\n\n", b"~\n").replace(b"|\n\n", b"~\n\n")
    pieces = marks.replace(b"~", b"|").split(b"|")
    words: list[list[str]] = []
    ends: list[int] = []
    at = 0
    for piece in pieces:
        length = len(piece)
        while length > MOST_SENTENCE:
            words.append(_words(plain[at : at + MOST_SENTENCE]))
            at += MOST_SENTENCE
            length -= MOST_SENTENCE
            ends.append(at)
        words.append(_words(plain[at : at + length]))
        at += length + 1
        ends.append(at)
    lines = [" ".join(of) for of in words]
    if not plain.isascii():
        lines = [line if line.isascii() else fold(line) for line in lines]
    stops = tuple(accumulate(len(one) + 3 for one in lines))
    breaks = tuple(bisect_left(ends, end) for end in accumulate(len(part) + 1 for part in marks.split(b"~")))
    line = (" " + " . ".join(lines) + " ").encode("latin-1", "replace")
    return Board(tuple(words), (*ends[:-1], len(normal.text)), line, stops, breaks)


def _octets(text: str) -> bytes:
    """One octet a character; what has none is blank."""
    try:
        return text.encode(_COMMON)
    except UnicodeEncodeError:
        return _UNKNOWN.sub(" ", text).encode(_COMMON, "replace")


def _words(plain: str) -> list[str]:
    if "0" in plain:
        plain = _NUMBERS.sub(" # ", plain)
    return plain.replace("\x01", " ").split()


def span(on: Board, first: int, last: int) -> tuple[int, int]:
    """Where the sentences from `first` to `last` lie in the normalised text."""
    return on.ends[first - 1] if first else 0, on.ends[last]


def words_in(on: Board, first: int, last: int) -> list[str]:
    """The words of the sentences from `first` to `last`."""
    return on.words[first] if first == last else [word for of in on.words[first : last + 1] for word in of]


def passages(on: Board) -> Iterator[tuple[int, int]]:
    """(first, last) sentence of every paragraph; a long one in pieces of whole sentences."""
    first, many, breaks = 0, 0, set(on.breaks)
    for last, words in enumerate(on.words):
        if many and many + len(words) > MOST_PASSAGE:
            yield first, last - 1
            first, many = last, 0
        many += len(words)
        if last in breaks or last == len(on.words) - 1:
            if many:
                yield first, last
            first, many = last + 1, 0


def bag(text: str) -> frozenset[str]:
    """The words of a text, each once: for tables of names."""
    return frozenset(text.split())


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
                spans.append((a, a))
                opens.append(False)
            fresh = True
            continue
        word = match[0]
        if kind == _NUMBER or word in numbers:
            word = "#"
        elif "’" in word:
            word = word.replace("’", "'")
        words.append(word)
        spans.append((a, b))
        opens.append(fresh)
        fresh = word in joiners
    return Tokens(tuple(words), tuple(spans), tuple(opens))
