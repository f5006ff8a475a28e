"""Text made comparable: folded letters, words, light stems, sentences and clauses; the same for English and Icelandic.

Rules
1. Folding takes accents off (a person who types "haetta" or "hætta" means the same): á>a, ð>d, þ>th, æ>ae, ö>o.
2. A stem is a key, not a word: endings of both languages come off, and the u-umlaut ("körfu", "karfa") is undone.
3. A pattern of the word tables is plain words, folded when compiled: `*` ends a word freely, `~` lets up to three words
   between, `(a|b)` and `?` are as in regular expressions, `^` and `$` are the ends of the clause.
"""

import re
import unicodedata
from functools import lru_cache

_FOLD = str.maketrans({"ð": "d", "þ": "th", "æ": "ae", "ö": "o", "ø": "o", "’": "'", "‘": "'", "´": "'", "`": "'"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")
_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|[\r\n]+")
_SPELLED = re.compile(r"\b(?:[a-z][ .\-*_]){2,}[a-z]\b")
_CONTRACTED = (("can't", "can not"), ("cannot", "can not"), ("won't", "will not"), ("n't", " not"), ("'", ""))
_BARE = re.compile(r"\b(do|does|did|is|are|was|were|would|could|should|has|have|had)nt\b")
# Folded endings of Icelandic nouns, adjectives and verbs, and of English, with how much of a word must be left.
_ENDINGS = tuple(
    (ending, least)
    for least, endings in (
        (
            4,
            "arnir arnar irnar urnar anna unum ins innar ann and an ad ud ing ings ed es er na",
        ),
        (3, "inum inni inn ina inu in id ar ir ur um a i u"),
        (5, "s t n r y e ly"),
    )
    for ending in sorted(endings.split(), key=len, reverse=True)
)


def fold(text: str) -> str:
    """Lower case, accents off, invisible marks gone, English contractions opened ("don't" is "do not")."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).lower().translate(_FOLD)
    text = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    for short, long in _CONTRACTED:
        text = text.replace(short, long)
    return _BARE.sub(r"\1 not", text)


def unspell(folded: str) -> str:
    """Letters set apart brought together: "s t o p" is "stop"."""
    return _SPELLED.sub(lambda match: re.sub(r"[^a-z]", "", match[0]), folded)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The key of a folded word: `stem("kostnadur") == stem("kostnad")`, `stem("korfu") == stem("karfa")`."""
    if word.isdigit():
        return word
    if len(word) >= 5:
        word = word.replace("o", "a")
    while True:
        for ending, least in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word[: -len(ending)]
                break
        else:
            return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text, in order."""
    return tuple(stem(word) for word in words(text))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences as they stand, trimmed; a full stop inside a number or before no space ends none."""
    return tuple(one.strip() for one in _SENTENCE.split(text) if one.strip())


def where(text: str) -> list[tuple[int, int]]:
    """Where its sentences stand, (start, end), trimmed."""
    found, start = [], 0
    for end, following in [*((m.start(), m.end()) for m in _SENTENCE.finditer(text)), (len(text), 0)]:
        part = text[start:end]
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            found.append((left, left + len(part.strip())))
        start = following
    return found


@lru_cache(maxsize=4_000)
def pattern(source: str) -> re.Pattern[str]:
    """One pattern of the word tables, compiled (rule 3)."""
    source = fold(source)
    source = re.sub(r"\s*~\s*", lambda _: r"(?:\W+\w+){0,3}?\W+", source)
    source = re.sub(r" *(\([^()]*\))\? +", lambda match: rf" (?:{match[1]}\\W+)?", source)
    source = source.replace("*", r"\w*").replace(" ", r"\W+").replace(r"\W+(?:", r"\W+(?:")
    head = "" if source.startswith("^") else r"\b"
    if source.endswith("$"):
        source = source[:-1] + r"\W*$"  # the stop of a sentence is no word
    tail = "" if source.endswith(("$", r"\w*")) else r"\b"
    return re.compile(f"{head}{source}{tail}")


@lru_cache(maxsize=200)
def any_of(sources: tuple[str, ...]) -> re.Pattern[str]:
    """Any pattern of a table, as one."""
    return re.compile("|".join(f"(?:{pattern(source).pattern})" for source in sources) or r"(?!)")
