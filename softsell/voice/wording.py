"""The words of a proposal: capitals as they are usually written, and figures that nobody gave as slots.

Rules
1. Capitals that are a name (USB, ÁTVR) stay; so do short ones among ordinary words.
2. The figures of a rule's wording are examples: those that the sentence did not have become slots ("{date}"), since a fact
   is for the shop to fill in, not for us to make up.
"""

import re

from softsell.voice.measures import ACRONYMS, CAPS_LEAST

SLOT = re.compile(r"\{[a-z]+\}")  # what the writer is to fill in
_NAMES = frozenset(
    ("I", "USB", "ISK", "EUR", "VSK", "VAT", "LED", "GPS", "RÚV", "SMS", "PDF", "UK", "EU", "TV", "DVD", "XL")
)
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)")
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|janúar|febrúar|mars|apríl|maí|"
    "júní|júlí|ágúst|september|október|nóvember|desember"
)
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:mánu|þriðju|miðviku|fimmtu|föstu|laugar|sunnu)dag[a-zð]*"
_FIGURE = re.compile(
    rf"(?P<date>(?:\b(?:{_DAYS}) )?\b\d{{1,2}}\.? (?:{_MONTHS})\b)"
    r"|(?P<price>(?:\b(?:ISK|EUR|USD|GBP) ?|[€£$])\d[\d.,]*\d|\b\d(?:[\d.,]*\d)?(?: kr(?:\.(?=\s*\S))?| krónur| euros?| pounds?))"
    r"|(?P<number>\d+(?:[.,:]\d+)*|[^\W\d_]+)"
)
_ONE = re.compile(r"ones?$|ein", re.IGNORECASE)


def sentence_case(words: str, begins: bool = True) -> str:
    """What was written in capitals, or letter by letter, as it is usually written. `begins`: a sentence begins with it."""
    joined = _SPACED.sub(lambda m: m[0].replace(" ", ""), words)
    found = [m[0] for m in _WORD.finditer(joined) if m[0] not in _NAMES]
    least = 0 if all(map(str.isupper, found)) else CAPS_LEAST
    calm = _WORD.sub(lambda m: m[0].lower() if _is_shouted(m[0], least) else m[0], joined)
    first = r"(^|[.!?]\s+)" if begins else r"([.!?]\s+)"
    return re.sub(rf"{first}(\W*)([^\W\d_])", lambda m: m[1] + m[2] + m[3].upper(), calm)


def _is_shouted(word: str, least: int) -> bool:
    return word.isupper() and len(word) >= least and word not in ACRONYMS and word not in _NAMES


def opened(wording: str, said: str, numbers: frozenset[str] = frozenset()) -> str:
    """The wording with slots for figures that were not said."""

    def slot(found: re.Match[str]) -> str:
        figure, name = found[0], found.lastgroup
        is_word = name == "number" and not figure[0].isdigit()
        if figure in said or (is_word and (figure.lower() not in numbers or _ONE.match(figure))):
            return figure
        return f"{{{name}}}"

    return "".join(
        part if SLOT.fullmatch(part) else _FIGURE.sub(slot, part) for part in re.split(r"(\{[a-z]+\})", wording)
    )
