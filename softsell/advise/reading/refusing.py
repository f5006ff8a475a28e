"""Whether a text asks that the letters end: kinds of words in a row, English and Icelandic together.

Rules
1. A shape is names in a row: KINDS in capitals (`refusals_en`, `refusals_is`), else a word, folded, `*` for any end. `a|b` is
   either; between two names up to `NEAR` other words may stand; `+` before a name allows none, `~` any; a name with `?` may
   be left out; `<` and `>` are the beginning and the end of the clause, beside which the words of FILLER do not count.
2. What only sounds like a no (KEEPS) is taken out before the shapes of a no (ENDS) are looked for.
3. Clauses end at a comma, a colon, a bracket, a dash, "but" or "so", and are read once more parted at "and"; only FAR goes
   over. TOLD counts in what is no question.
4. A sentence is read once more without its spaces ("sto p", "un sub scribe", "h æ t t i ð").
"""

import re
from functools import lru_cache

from msgspec import Struct

from softsell.advise.tables import refusals_en, refusals_is
from softsell.advise.text import fold, sentences, unspell

NEAR = 3  # words between two names of a shape
MOST_WORDS = 80  # of a clause that are looked at
_APART = re.compile(
    r"[,;:()\[\]«»…>|/]+|\s[-–—]+\s|--+|[.!?]+(?=\s|$)|\b(?:but|(?<!meira )(?<!minna )(?<!meiri )en|so|svo|because|tho)\b"
)
_AND = re.compile(r"\b(?:and|og|eda)\b")
_WORD = re.compile(r"[a-z0-9]+")
TABLES = ("KEEPS", "ENDS", "TOLD", "FAR")
_ENTITY = re.compile(r"&(?:#(\d{1,6})|#x([0-9a-fA-F]{1,5})|([a-zA-Z]+));")
_NAMED = {  # what folding would not make of the name itself
    "nbsp": " ", "amp": "&", "quot": '"', "apos": "'", "rsquo": "'", "lsquo": "'", "lt": "<", "gt": ">",
    "eth": "ð", "ETH": "ð", "thorn": "þ", "THORN": "þ", "aelig": "æ", "AElig": "æ", "shy": "", "zwnj": "", "zwj": "",
}  # fmt: skip
_LONG = re.compile(r"(.)\1{2,}")


class Shape(Struct, frozen=True):
    """A row of names; how many words may stand before each; whether it begins or ends the clause."""

    names: tuple[frozenset[str], ...]
    near: tuple[int, ...]
    begins: bool
    ends: bool


Row = list[frozenset[str]]  # of each word of a clause, itself and the kinds it is of


def says_stop(text: str) -> bool:
    """Whether any sentence of a text says a no to letters."""
    return any(_no_in(sentence) for sentence in sentences(_ENTITY.sub(_letter, text)))


def _letter(entity: re.Match[str]) -> str:
    """The letter that an HTML entity names; of an accented one ("aacute") the letter below the accent."""
    tens, sixteens, name = entity.groups()
    number = int(tens) if tens else int(sixteens, 16) if sixteens else 0
    if number:
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else " "
    plain = re.fullmatch(r"([a-zA-Z])(?:acute|uml|grave|circ|tilde|ring)", name or "")
    return _NAMED.get(name or "", plain[1] if plain else " ")


def _no_in(sentence: str) -> bool:
    asks = sentence.rstrip(" )\"'»“”").endswith("?")
    folded = _LONG.sub(r"\1", unspell(fold(sentence)))
    whole = _WORD.findall(folded)[:MOST_WORDS]
    bare = [word for word in whole if "FILLER" not in _names(word)]
    if not _joined().isdisjoint(("".join(whole), "".join(bare))) or _hits(_row(folded), "FAR"):
        return True
    for part in _APART.split(folded):
        pieces = _AND.split(part)
        if any(_ends(piece, asks) for piece in ([part, *pieces] if len(pieces) > 1 else [part])):
            return True
    return False


def _ends(clause: str, asks: bool) -> bool:
    row = _row(clause)
    for at in _hits(row, "KEEPS"):
        row = [frozenset() if n in at else names for n, names in enumerate(row)]
    return bool(_hits(row, "ENDS") or (not asks and _hits(row, "TOLD")))


def _row(clause: str) -> Row:
    return [_names(word) for word in _WORD.findall(clause)[:MOST_WORDS]]


def _hits(row: Row, table: str) -> list[range]:
    """Where the shapes of a table fit a clause."""
    known, hits = _shapes(table), []
    first = next((n for n, names in enumerate(row) if "FILLER" not in names), len(row))
    last = next((n for n in range(len(row) - 1, -1, -1) if "FILLER" not in row[n]), -1)
    for n, names in enumerate(row):
        for name in names:
            for shape in known.get(name, ()):
                if not shape.begins or n <= first:
                    end = _end(shape, row, n, last)
                    hits += [range(n, end + 1)] if end >= 0 else []
    return hits


def _end(shape: Shape, row: Row, at: int, last: int) -> int:
    """Where a shape ends that begins at `at`, or -1."""
    reached = [at]
    for names, near in zip(shape.names[1:], shape.near[1:], strict=True):
        tried = sorted({n for one in reached for n in range(one + 1, min(len(row), one + near + 2))})
        reached = [n for n in tried if not names.isdisjoint(row[n])]
        if not reached:
            return -1
    return reached[0] if not shape.ends else reached[-1] if reached[-1] >= last else -1


def shapes(source: str) -> list[Shape]:
    """A shape of the tables, read (rule 1); two where a name may be left out (or be the end)."""
    parts = source.split()
    optional = next((n for n, part in enumerate(parts) if part.endswith("?")), -1)
    if optional >= 0:
        one, other = parts[:optional], parts[optional + 1 :]
        return shapes(" ".join(one + other)) + shapes(" ".join([*one, parts[optional].rstrip("?"), *other]))
    if parts[-1].endswith("|>"):
        return shapes(" ".join([*parts[:-1], parts[-1].removesuffix("|>")])) + shapes(" ".join([*parts[:-1], ">"]))
    begins, ends = parts[0] == "<", parts[-1] == ">"
    parts = parts[begins : len(parts) - ends]
    names = tuple(frozenset(_folded(one) for one in part.lstrip("+~").split("|")) for part in parts)
    near = tuple({"+": 0, "~": MOST_WORDS}.get(part[0], NEAR) for part in parts)
    return [Shape(names, near, begins, ends)]


def _folded(name: str) -> str:
    return name if name.isascii() and name.isupper() else fold(name)


@lru_cache(maxsize=4)
def _shapes(table: str) -> dict[str, list[Shape]]:
    """The shapes of a table in both languages, by the names that may begin them."""
    found: dict[str, list[Shape]] = {}
    for source in (*getattr(refusals_en, table), *getattr(refusals_is, table)):
        for one in shapes(source):
            for name in one.names[0]:
                found.setdefault(name, []).append(one)
    return found


@lru_cache(maxsize=20_000)
def _names(word: str) -> frozenset[str]:
    """The word itself, the kinds it is of, and the beginnings by which shapes name it."""
    whole, begun = _kinds()
    found = {word, *whole.get(word, ())}
    for size in range(2, len(word) + 1):
        found.update(begun.get(word[:size], ()))
    return frozenset(found)


@lru_cache(maxsize=1)
def _kinds() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The kinds by whole word, and by how a word begins."""
    whole: dict[str, list[str]] = {}
    begun: dict[str, list[str]] = {}
    listed = [*refusals_en.KINDS.items(), *refusals_is.KINDS.items()]
    named = {
        one
        for table in TABLES
        for of in _shapes(table).values()
        for shape in of
        for one in frozenset().union(*shape.names)
    }
    for name, words in [*listed, *((one, one) for one in sorted(named) if one.endswith("*"))]:
        for word in fold(words).split():
            table, key = (begun, word[:-1]) if word.endswith("*") else (whole, word)
            table.setdefault(key, []).append(name)
    return whole, begun


@lru_cache(maxsize=1)
def _joined() -> frozenset[str]:
    return frozenset(fold(f"{refusals_en.JOINED} {refusals_is.JOINED}").split())
