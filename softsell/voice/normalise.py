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
from bisect import bisect_right
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
ABBREVIATIONS = ("klst", "kr", "stk", "mín", "sek", "nr", "vsk", "hr", "fr", "hrs", "hr", "mins", "min", "approx", "vs")
_SHORT = tuple(f" {word}".encode("cp1252") for word in ABBREVIATIONS)
_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in dict.fromkeys(ABBREVIATIONS))
# A number with its inner points, a word of letters with inner apostrophes, the end of a sentence, a softer break.
_TOKEN = re.compile(
    r"(\d+(?:[.,:]\d+)*)|([^\W\d_]+(?:['’][^\W\d_]+)*)"
    rf"|({_ABBREVIATED}[.!?…]+|\n\s*\n|[\u2022|])|[.,:;()\[\]«»“”„\"–—\n]|\s[-*]\s"
)
_NUMBER, _WORD, _END = 1, 2, 3
_NUMBERS = re.compile(rb"0[0 ]*")
END = "."
MOST_SENTENCE = 1000  # characters; what has no end by then is cut there
STRETCH = 2000  # characters that are looked over at once
MOST_PASSAGE = 600  # characters of a paragraph that is read as a whole

# For the search: letters in small, digits as 0, apostrophes alike, all else blank.
_APOSTROPHES = "'’‘`´"


def _table(plain: Callable[[str], str]) -> bytes:
    return "".join(plain(bytes([code]).decode(_COMMON, "replace").lower()) for code in range(256)).encode(_COMMON)


def _searched(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    if letter.isdigit() and letter.isascii():
        return "0"
    return letter if letter.isalpha() and letter != "\ufffd" else " "


def _stopping(letter: str) -> str:
    if letter in ".!?…":
        return "."
    return (
        "|"
        if letter in "|•"
        else "\n"
        if letter == "\n"
        else letter
        if letter.isalpha() and letter != "\ufffd"
        else " "
    )


_CANVAS, _MARKS = _table(_searched), _table(_stopping)


class Normal(Struct, frozen=True):
    """The normalised text, and where it lies in the original: from `starts[i]` on, counted from `places[i]`.

    Without starts nothing moved.
    """

    text: str
    length: int
    starts: tuple[int, ...] = ()
    places: tuple[int, ...] = ()

    def start(self, at: int) -> int:
        """The original position of the normalised position `at`."""
        if not self.starts:
            return min(at, self.length)
        piece = bisect_right(self.starts, at) - 1
        here = self.places[piece] + at - self.starts[piece]
        return min(here, self.places[piece + 1] if piece + 1 < len(self.places) else self.length)

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
    if text.isascii() or _is_ordinary(text):
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
        if not _is_ordinary(text[at:end]):
            yield from (found.span() for found in _ODD.finditer(text, at, end))
        at = end


def _is_ordinary(text: str) -> bool:
    try:
        return "\xad" not in text and text.encode(_COMMON) is not None
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
            for letter in _INVISIBLE.sub("", piece).translate(_LOOKALIKE):
                yield at, letter
        at = end


class Board(Struct, frozen=True):
    """A text for the search, one octet a character.

    `words`: words between blanks, digits as 0, with one blank more at each end. `ends`: where its sentences end.
    `breaks`: where its paragraphs end.
    """

    words: bytes
    ends: tuple[int, ...]
    breaks: tuple[int, ...]


def board(normal: Normal) -> Board:
    """The text for the search."""
    octets = normal.text.encode(_COMMON, "replace")
    words = octets.translate(_CANVAS).replace(b" '", b"  ").replace(b"' ", b"  ")
    marks = octets.translate(_MARKS)
    breaks = tuple(accumulate(len(part) + 2 for part in marks.split(b"\n\n")))
    for short in _SHORT:  # their point ends no sentence
        marks = marks.replace(short + b".", short + b" ")
    for stop in (b". ", b".\n", b"\n\n"):
        marks = marks.replace(stop, b"|" + stop[1:])
    ends = tuple(accumulate(len(part) + 1 for part in marks.split(b"|")))
    return Board(b" " + words + b" ", ends, breaks)


def sentence(on: Board, at: int) -> tuple[int, int]:
    """(start, end) of the sentence, or a little more, around the position `at`."""
    number = bisect_right(on.ends, at)
    start = on.ends[number - 1] if number else 0
    end = on.ends[number] if number < len(on.ends) else len(on.words)
    if end - start > MOST_SENTENCE:
        start, end = max(start, at - MOST_SENTENCE // 2), min(end, at + MOST_SENTENCE // 2)
    return start, min(end, len(on.words) - 2)


def passages(on: Board) -> Iterator[tuple[int, int]]:
    """(start, end) of every paragraph; a long one in pieces of whole sentences."""
    start, number, last = 0, 0, len(on.words) - 2
    for stop in on.breaks:
        stop = min(stop, last)
        while stop - start > MOST_PASSAGE:
            number = bisect_right(on.ends, start + MOST_PASSAGE, number) - 1
            end = on.ends[number] if number >= 0 and on.ends[number] > start else start + MOST_PASSAGE
            yield start, end
            start, number = end, max(number, 0)
        yield start, stop
        start = stop


def words(on: Board, start: int, end: int) -> list[str]:
    """The words between two positions as the search has them: numbers as `#`, no sentence ends."""
    octets = on.words[start + 1 : end + 1]
    if b"0" in octets:
        octets = _NUMBERS.sub(b" # ", octets)
    return octets.decode(_COMMON, "replace").split()


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
