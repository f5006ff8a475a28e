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
_FOLD_ACUTES = _FOLD | str.maketrans("áéíóúý", "aeiouy")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")
_WORD = re.compile(r"[a-z0-9]+")
_ACUTES, _PLAIN = "áéíóúý", "aeiouy"
_MARKED = re.compile(rf"[a-z0-9{_ACUTES}]+")
_ICELANDIC = re.compile(rf"[{_ACUTES}ðþæö]", re.I)
_SHUT, _OPEN = str.maketrans(_ACUTES, _PLAIN), str.maketrans(_PLAIN, _ACUTES)
_ACUTE = re.compile("(?<=[aeiouy])\u0301")  # a mark of its own, as in NFD
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|[\r\n]+")
_SPELLED = re.compile(r"\b(?:[a-z][ .\-*_]){2,}[a-z]\b")
_IS_LETTERS = re.compile(r"[þðæöáíúýó]")
_IS_WORDS = re.compile(
    r"\b(eg|er|ad|og|ekki|en|thad|thetta|vid|thid|ykkur|mer|mig|thu|fyrir|hvad|hvar|hvernig|hvenær|vil|takk|ja"
    r"|nei|um|hae|kostar|haetta|haettid|ekkert|yfir|undir|milli|vantar|langar"
    r"|helst)\b"
)
_EN_WORDS = re.compile(
    r"\b(the|is|it|you|to|and|not|but|of|that|this|what|how|when|please|thanks|yes|no|my|me|do|are|for|have|was|stop)\b"
)
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


@lru_cache(maxsize=256)
def fold(text: str, keep: re.Pattern[str] | None = None) -> str:
    """Lower case, accents off but those that `keep` finds, invisible marks gone, contractions opened ("don't" is "do not")."""
    text = text.lower() if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).lower()
    text = text.translate(_FOLD if keep else _FOLD_ACUTES)
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
        kept = frozenset(found.start() for found in keep.finditer(text)) if keep else frozenset()
        text = "".join(one for at, one in enumerate(text) if at in kept or not unicodedata.combining(one))
        text = unicodedata.normalize("NFC", text) if kept else text
    for short, long in _CONTRACTED if "'" in text or "cannot" in text else ():
        text = text.replace(short, long)
    return _BARE.sub(r"\1 not", text) if "nt" in text else text


def marked(text: str) -> tuple[str, ...]:
    """The words of a text with the acute accents that were typed: `bare` of each is a word of `words`."""
    return tuple(_MARKED.findall(fold(text, keep=_ACUTE)))


def bare(word: str) -> str:
    """A folded word without its accents."""
    return word.translate(_SHUT)


def mark(stem: str, word: str) -> str:
    """A stem with the accents of the marked word that it is of."""
    return "".join(one.translate(_OPEN) if other in _ACUTES else one for one, other in zip(stem, word, strict=False))


def types_accents(text: str) -> bool:
    """Whether the writer of a text uses the letters of Icelandic."""
    return bool(_ICELANDIC.search(unicodedata.normalize("NFC", text)))


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


def language(text: str) -> str:
    """ "is", "en", or "" when the words do not tell."""
    folded = fold(text)
    icelandic = len(_IS_WORDS.findall(folded)) + 2 * len(_IS_LETTERS.findall(text.lower()))
    english = len(_EN_WORDS.findall(folded))
    return "" if icelandic == english else "is" if icelandic > english else "en"
