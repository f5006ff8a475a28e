"""Amounts that a text states as limits: "under 20.000 kr", "less than 500 g".

Rules
1. An amount is a ceiling when the text says so ("under", "at most", "undir", "mest"), as the upper end of a range, or alone
   with its currency or its thousands; never beside a unit of measure or time, and no range or bare amount is one where the
   text tells what something cost. It is in minor units of the catalogue's currency.
"""

import re
from collections.abc import Callable

from softsell.advise.catalogue import Catalogue, Facet, say
from softsell.advise.text import words
from softsell.values import minor

_DIGIT = re.compile(r"\d")
_NUMBER = r"(\d{1,3}(?:[. ,]\d{3})+|\d+(?:[.,]\d{1,2})?)"
_K = r"\s*(k\b|thus\w*|th\b|thousand|grand)?"
_MARK = r"(kr\w*|isk|eur\w*|evr\w*|usd|dollars?|gbp|pounds?|pund\w*|[€$£])"
_SOFT = r"(?:about |around |roughly |circa |ca\.? |um |kring ?um |svona |max )?"
_CEILING = re.compile(
    r"\b(?:under|below|less than|cheaper than|at most|max(?:imum)?(?: of)?|up to|(?:no|not"
    r"|nothing) (?:\w+ )?(?:more|higher|dearer) than"
    r"|(?:not|nothing) (?:\w+ )?(?:over|above|beyond)|within"
    r"|budget (?:is|of|was|about|around|:)?|spend|spare|undir|innan vid|mest|i mesta lagi|ad hamarki|hamark"
    r"|minna en|odyrara en"
    r"|(?:ekki|ekkert) (?:meira|yfir|umfram|dyrari|dyrara|haerra)(?: en)?|allt ad|upp ad|upp i|budgetid er"
    r"|fjarhagsaetlun er)\s*:?\s*" + _SOFT + rf"(?:{_MARK}\.?\s*)?" + _NUMBER + _K + rf"\.?\s*{_MARK}?"
)
_CEILING_AFTER = re.compile(
    _NUMBER + _K + r"\s*(?:kr\w*|isk|eur\w*|evr\w*|[€$£])?\.?\s*(?:max|tops|at most|or (?:less|under)"
    r"|eda (?:minna|undir)|i mesta lagi|ad hamarki|hamark)\b"
)
_RANGE = re.compile(
    rf"([€$£])?{_NUMBER}{_K}\s*{_MARK}?\s*(?:-|–|\bto\b|\btil\b|\band\b|\bog\b)\s*{_NUMBER}{_K}\.?\s*{_MARK}?"
)
_BETWEEN = re.compile(r"\b(?:between|from|milli|bilinu|fra)\s+$")
_ALONE = re.compile(rf"^\W*{_SOFT}{_NUMBER}{_K}\.?\s*{_MARK}?\s*(?:or so|eda svo)?\W*$")
_ABOUT = re.compile(rf"\b(?:about|around|roughly|circa|ca|um|kring ?um|svona)\.?\s+{_NUMBER}{_K}\.?\s*{_MARK}?")
# Where one of these stands an amount is told, not wished for.
_TOLD = re.compile(
    r"\b(?:kosta\w*|cost\w*|was|were|var|voru|paid|pay(?:ing)?|borga\w*|charge\w*|shipping|delivery|postage|send\w*|"
    r"price\w*|total|verd\w*|fee\w*|order\w*|pontun\w*|saw|found|gjald\w*|toll\w*|customs)\b"
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
    """The ceiling stated, in minor units, or None; of a range its upper end."""
    if not _DIGIT.search(folded):
        return None
    currency = catalogue.products[0].currency if catalogue.products else "ISK"
    for match in _RANGE.finditer(folded):
        sign, _, k, mark, upper, many, marked = match.groups()
        sure = sign or k or many or mark or marked or "." in upper or _BETWEEN.search(folded[: match.start()])
        if sure and not _MEASURE.match(folded, match.end(5)) and not _TOLD.search(folded):
            amount = _amount(upper, many or k, currency)
            if amount:
                return amount
    for match in (*_CEILING.finditer(folded), *_CEILING_AFTER.finditer(folded)):
        number = 2 if match.re is _CEILING else 1
        measure = _MEASURE.match(folded, match.end(number))
        amount = 0 if measure else _amount(match[number], match[number + 1], currency)
        if amount:
            return amount
    for match in (*_ALONE.finditer(folded), *_ABOUT.finditer(folded)):
        sure = match[2] or match[3] or re.fullmatch(r"\d{1,3}[. ]\d{3}", match[1])
        if sure and not _TOLD.search(folded) and not _MEASURE.match(folded, match.end(1)):
            amount = _amount(match[1], match[2], currency)
            if amount:
                return amount
    return None


def _amount(number: str, thousands: str | None, currency: str) -> int:
    """In minor units; 0 for one that is no price: "under 20" is hardly one where nothing costs less than hundreds."""
    amount = minor(_plain(number), currency) * (1000 if thousands else 1)
    return amount if currency != "ISK" or amount >= 500 else 0


def _plain(number: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:[. ,]\d{3})+", number):
        return re.sub(r"[. ,]", "", number)
    return number.replace(",", ".")


def facet_of(catalogue: Catalogue, concept: str, kind: str = "") -> Facet | None:
    """The number or choice facet that is about a concept of `CONCEPTS`, by its id or its label.

    Of several the first, and where a `kind` of product is meant the first that applies to it.
    """
    found = catalogue.once(_concerning)(concept)
    fitting = (one for one in found if not one.categories or kind in one.categories)
    return next(fitting if kind else iter(found), found[0] if found else None)


def _concerning(catalogue: Catalogue) -> Callable[[str], tuple[Facet, ...]]:
    """The facets about a concept, looked for once in a catalogue."""
    known: dict[str, tuple[Facet, ...]] = {}

    def concerning(concept: str) -> tuple[Facet, ...]:
        if concept not in known:
            hints = CONCEPTS.get(concept, (concept,))
            known[concept] = tuple(f for hint in hints for f in facets if any(n.startswith(hint) for n in names[f.id]))
        return known[concept]

    facets = tuple(catalogue.facets.values())
    names = {
        f.id: (*(f.attribute or f.id).split("_"), *words(say(f.label, "en")), *words(say(f.label, "is")))
        for f in facets
    }
    return concerning


def weights(folded: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The most that it may weigh, as a need of the facet about weight."""
    match = _WEIGHT.search(folded) if _DIGIT.search(folded) else None
    facet = facet_of(catalogue, "weight") if match else None
    if match is None or facet is None or facet.kind != "number":
        return []
    grams = float(match[1].replace(",", ".")) * (1000 if match[2].startswith("k") else 1)
    return [(facet.id, f"<={grams / (1000 if facet.unit == 'kg' else 1):g}")]
