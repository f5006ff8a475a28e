"""A text as the lint reads it: lower case, composed, without invisible characters, with the way back to the original.

Rules
1. Every function is linear in the length of the text and takes any str whatever, lone surrogates included.
2. Positions always refer to the text as it was given.
3. Letters that only look like Latin ones (Cyrillic, Greek, full-width, mathematical) count as what they look like.
"""

import re
import unicodedata
from bisect import bisect_right

from msgspec import Struct

# Every character here is one character after lower-casing and composing, so positions do not move.
_PLAIN = re.compile(r"[\n\r\t -~\xa1-\xac\xae-\xff\u0100-\u012f\u0131-\u0148\u2013\u2014\u2018-\u201e\u2022\u20ac]*")
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

# A number with its inner points, a word of letters with inner apostrophes, the end of a sentence, a softer break.
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)*)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<end>[.!?…]+|\n\s*\n|[\u2022|])|(?P<soft>[,:;()\[\]«»“”„\"–—\n]|\s[-*]\s)"
)
END = "."


class Normal(Struct, frozen=True):
    """The normalised text; `offsets[i]` is where its i-th character starts in the original (None: nothing moved)."""

    text: str
    length: int
    offsets: tuple[int, ...] | None = None

    def start(self, at: int) -> int:
        """The original position of the normalised position `at`."""
        if self.offsets is None:
            return min(at, self.length)
        return self.offsets[at] if at < len(self.offsets) else self.length

    def end(self, at: int) -> int:
        """The original end of what ends at the normalised position `at`."""
        return self.start(at) if self.offsets is None or at >= len(self.offsets) else max(self.start(at), 0)


class Tokens(Struct, frozen=True):
    """The words of a text: `canvas` is all of them between blanks, numbers as `#`, the end of a sentence as `.`.

    Word i is `words[i]`, at `spans[i]` of the original and at `starts[i]` of the canvas; `opens[i]` says that it starts a
    clause; `sentence[i]` counts the sentences.
    """

    canvas: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    opens: tuple[bool, ...]
    sentence: tuple[int, ...]

    def at(self, position: int) -> int:
        """The word at a position of the canvas."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def sentence_at(self, position: int) -> int:
        """The sentence at a position of the original; -1 in a text without words."""
        word = bisect_right(self.spans, (position, len(self.canvas) + position)) - 1
        return self.sentence[max(word, 0)] if self.sentence else -1


def normalise(text: str) -> Normal:
    """The text in lower case and composed form, without invisible characters."""
    if _PLAIN.fullmatch(text):
        return Normal(text.lower(), len(text))
    out: list[str] = []
    offsets: list[int] = []
    at, size = 0, len(text)
    while at < size:
        end = at + 1
        while end < size and unicodedata.combining(text[end]):
            end += 1
        if not _INVISIBLE.match(text[at]):
            piece = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text[at:end]).lower())
            piece = _INVISIBLE.sub("", piece).translate(_LOOKALIKE)
            out.append(piece)
            offsets.extend([at] * len(piece))
        at = end
    return Normal("".join(out), size, tuple(offsets))


def fold(text: str) -> str:
    """Lower-case Icelandic without its accents, as it is typed on a foreign keyboard: "síðasti" -> "sidasti"."""
    return text.translate(_FOLD)


def tokens(normal: Normal, joiners: frozenset[str], numbers: frozenset[str]) -> Tokens:
    """The words of a normalised text.

    After one of `joiners` ("and", "og") a new clause may start, as after a comma; `numbers` are words that count as `#`.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    opens: list[bool] = []
    sentence: list[int] = []
    count, fresh = 0, True
    for match in _TOKEN.finditer(normal.text):
        kind = match.lastgroup
        if kind == "soft":
            fresh = True
            continue
        if kind == "end":
            if words and words[-1] != END:
                _add(words, spans, opens, sentence, END, (normal.start(match.start()),) * 2, False, count)
                count += 1
            fresh = True
            continue
        word = match.group().replace("’", "'")
        if kind == "number" or word in numbers:
            word = "#"
        span = (normal.start(match.start()), normal.end(match.end()))
        _add(words, spans, opens, sentence, word, span, fresh, count)
        fresh = word in joiners
    starts, at = [], 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    canvas = " " + " ".join(words) + " "
    return Tokens(canvas, tuple(words), tuple(spans), tuple(starts), tuple(opens), tuple(sentence))


def _add(
    words: list[str],
    spans: list[tuple[int, int]],
    opens: list[bool],
    sentence: list[int],
    word: str,
    span: tuple[int, int],
    fresh: bool,
    count: int,
) -> None:
    words.append(word)
    spans.append(span)
    opens.append(fresh)
    sentence.append(count)
