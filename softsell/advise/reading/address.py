"""The postcode that a text names, by number or by place, and the country abroad."""

import re
from functools import lru_cache

from softsell.advise.tables.places import COUNTRIES, PLACES
from softsell.advise.text import fold, words

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_POSTCODE = re.compile(
    r"(?:postnumer\w*|postnr|pnr|post ?code|postal code|zip(?: code)?)\W*(?:er|is|mitt er)?\W*(\d{3,5})\b"
)
_BARE = re.compile(r"^\W*(\d{3})\W*$")
_AT = re.compile(r"\b(?:i|til|to|in|a|code)\s+([1-9]\d{2})\b(?![.,]\d|\s*(?:kr|isk|g\b|kg|cm|thus|products|stk|vor))")


def postcode(text: str) -> str:
    """The postcode a text names ("" for none)."""
    folded = fold(text)
    if _DIGIT.search(folded):
        match = _POSTCODE.search(folded) or _BARE.match(folded) or _AT.search(folded)
        if match:
            return match[1]
    places = _places()
    for n in sorted({n for word in set(_WORD.findall(folded)) for n in places.get(word, ())}):
        code, find = _named()[n]
        numbered = re.search(r"\b([1-9]\d{2})\s+" + find.pattern, folded)
        if numbered:
            return numbered[1]
        if find.search(folded):
            return code
    return ""


@lru_cache(maxsize=1)
def _named() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(re.escape(fold(name)) for name in names)})\b"))
        for code, names in PLACES.items()
    )


@lru_cache(maxsize=1)
def _places() -> dict[str, list[int]]:
    """The places by the longest word of each of their names."""
    found: dict[str, list[int]] = {}
    for n, names in enumerate(PLACES.values()):
        for name in names:
            found.setdefault(max(words(name), key=len), []).append(n)
    return found


def country(text: str) -> str:
    """The code (ISO 3166) of a country abroad that a text names ("" for none)."""
    folded = fold(text)
    return next((code for code, find in _countries() if find.search(folded)), "")


@lru_cache(maxsize=1)
def _countries() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(re.escape(fold(name)) for name in names)})\b"))
        for code, names in COUNTRIES.items()
    )
