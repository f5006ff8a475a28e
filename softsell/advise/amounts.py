"""Amounts that a text states as limits: "under 20.000 kr", "less than 500 g".

Rules
1. An amount is a ceiling only when the text says so ("under", "at most", "undir", "mest"), and never beside a unit of
   measure or time. It is in minor units of the catalogue's currency.
"""

import re
from functools import lru_cache

from softsell.advise.catalogue import Catalogue, Facet, say
from softsell.advise.text import words
from softsell.values import minor

_DIGIT = re.compile(r"\d")
_NUMBER = r"(\d{1,3}(?:[. ,]\d{3})+|\d+(?:[.,]\d{1,2})?)"
_CEILING = re.compile(
    r"\b(?:under|below|less than|at most|max(?:imum)?(?: of)?|up to|no more than|not more than|not over|not above|within"
    r"|budget (?:is|of|was|about|around|:)?|spend|spare|undir|innan vid|mest|i mesta lagi|ad hamarki|hamark|minna en"
    r"|ekki meira en|ekki yfir|ekki dyrari en|ekki dyrara en|allt ad|upp ad|upp i|budgetid er|fjarhagsaetlun er)\s*:?\s*"
    r"(?:about |around |circa |ca |um |kring ?um |svona |max )?(?:isk|kr|eur|usd|gbp|[€$£])?\.?\s*" + _NUMBER + r"\s*"
    r"(k\b|thus\w*|th\b|thousand|grand)?\s*(kr\w*|isk|eur\w*|usd|gbp|[€$£])?"
)
_CEILING_AFTER = re.compile(
    _NUMBER
    + r"\s*(k\b|thus\w*|th\b|thousand)?\s*(?:kr\w*|isk)?\s*(?:max|tops|at most|i mesta lagi|ad hamarki|hamark)\b"
)
_MEASURE = re.compile(
    r"\s*(g|gr|gromm\w*|gram\w*|kg|kilo\w*|cm|mm|m|l|litr\w*|lit(?:er|re)s?|days?|daga?|dogum|weeks?|vik\w*|hours?|min\w*|"
    r"klst|degrees?|gradu\w*|%|ara|years?)\b"
)
_WEIGHT = re.compile(
    r"\b(?:under|below|less than|at most|max|undir|innan vid|minna en|mest|lighter than|lettar\w* "
    r"en)\s*(\d+(?:[.,]\d+)?)\s*(g|gr|gromm\w*|gram\w*|kg|kilo\w*)\b"
)
CONCEPTS: dict[str, tuple[str, ...]] = {
    "weight": ("weight", "mass", "thyngd"), "warmth": ("warmth", "warm", "hlyja", "insulation", "temperature"),
    "size": ("size", "volume", "capacity", "staerd"),
    "soft": ("itch", "soft", "feel", "mykt"), "volume": ("volume", "capacity", "litr", "rummal"),
}  # fmt: skip


def budget(folded: str, catalogue: Catalogue) -> int | None:
    """The ceiling stated, in minor units, or None."""
    if not _DIGIT.search(folded):
        return None
    for find in (_CEILING, _CEILING_AFTER):
        for match in find.finditer(folded):
            if _MEASURE.match(folded, match.end(1)):
                continue
            currency = catalogue.products[0].currency if catalogue.products else "ISK"
            amount = minor(_plain(match[1]), currency) * (1000 if match[2] else 1)
            # "under 20" with no word for thousands is hardly a price where nothing costs less than hundreds.
            if amount > 0 and (currency != "ISK" or amount >= 500):
                return amount
    return None


def _plain(number: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:[. ,]\d{3})+", number):
        return re.sub(r"[. ,]", "", number)
    return number.replace(",", ".")


@lru_cache(maxsize=200)
def facet_of(catalogue: Catalogue, concept: str) -> Facet | None:
    """The number or choice facet that is about a concept of `CONCEPTS`, by its id or its label."""
    for hint in CONCEPTS.get(concept, (concept,)):
        for facet in catalogue.facets.values():
            names = (facet.id.split("_"), words(say(facet.label, "en")), words(say(facet.label, "is")))
            if any(name.startswith(hint) for group in names for name in group):
                return facet
    return None


def weights(folded: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The most that it may weigh, as a need of the facet about weight."""
    match = _WEIGHT.search(folded) if _DIGIT.search(folded) else None
    facet = facet_of(catalogue, "weight") if match else None
    if match is None or facet is None or facet.kind != "number":
        return []
    grams = float(match[1].replace(",", ".")) * (1000 if match[2].startswith("k") else 1)
    return [(facet.id, f"<={grams / (1000 if facet.unit == 'kg' else 1):g}")]
