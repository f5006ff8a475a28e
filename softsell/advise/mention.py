"""Needs, places and amounts mentioned in a text: "under 20.000 kr", "svarta húfu", "not wool", "til Akureyrar".

Rules
1. Values are found by the catalogue's own labels, in any inflection (by stem), and by the forms of `words_*.FORMS`.
2. A negating word up to three words before makes it something unwanted; "not only" negates nothing.
3. An amount is a ceiling only when the text says so ("under", "at most", "undir", "mest"), and never beside a unit of
   measure or time. It is in minor units of the catalogue's currency.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from softsell.advise import words_en, words_is
from softsell.advise.catalogue import Catalogue, Facet, choices_of, say
from softsell.advise.finding import PHRASE
from softsell.advise.places import COUNTRIES, PLACES
from softsell.advise.text import any_of, filler, fold, pattern, phrases, stem, words
from softsell.advise.wishes import Need
from softsell.values import minor

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
_POSTCODE = re.compile(
    r"(?:postnumer\w*|postnr|pnr|post ?code|postal code|zip(?: code)?)\W*(?:er|is|mitt er)?\W*(\d{3,5})\b"
)
_BARE = re.compile(r"^\W*(\d{3})\W*$")
_AT = re.compile(r"\b(?:i|til|to|in|a|code)\s+([1-9]\d{2})\b(?![.,]\d|\s*(?:kr|isk|g\b|kg|cm|thus|products|stk|vor))")
MOST_WORDS = 4  # of a keyword
CONCEPTS: dict[str, tuple[str, ...]] = {
    "weight": ("weight", "mass", "thyngd"), "warmth": ("warmth", "warm", "hlyja", "insulation", "temperature"),
    "size": ("size", "volume", "capacity", "staerd"),
    "soft": ("itch", "soft", "feel", "mykt"), "volume": ("volume", "capacity", "litr", "rummal"),
}  # fmt: skip


class _Entry(Struct, frozen=True):
    """Words that mean a value: the stems in a row, the facet and the value's (or choice's) id."""

    stems: tuple[str, ...]
    facet: str
    value: str


def needs_in(text: str, catalogue: Catalogue, turn: int, said: str = "") -> tuple[Need, ...]:
    """Every need that one sentence or clause states; `said` is what the buyer wrote (the text itself by default)."""
    said = said or text.strip()
    folded = fold(text)
    found: dict[tuple[str, str], Need] = {}

    def add(facet: str, value: str, wanted: bool = True) -> None:
        found.setdefault((facet, value), Need(facet=facet, value=value, turn=turn, said=said, wanted=wanted))

    amount = budget(folded, catalogue)
    if amount is not None:
        add("budget", str(amount))
    place = postcode(text)
    if place:
        add("place", place)
    for facet, value in _measures(folded, catalogue):
        add(facet, value)
    for facet, value, at in _values(folded, catalogue):
        if not any(key[0] == facet and key[1] == value for key in found):
            add(facet, value, not negated(folded, at))
    for facet, value, at in _qualities(folded, catalogue):
        if not any(key[0] == facet for key in found) and not negated(folded, at):
            add(facet, value)
    return tuple(found.values())


def negated(folded: str, at: int) -> bool:
    """Whether a negating word stands in the three words before position `at`, with no comma between."""
    before = re.split(r"[,;:.!?]", folded[:at])[-1].split()[-4:]
    if "only" in before[-1:] or "bara" in before[-1:] or "adeins" in before[-1:]:
        return False
    return any(word.strip("'\"()") in _negations() for word in before[-3:]) or "anything but" in " ".join(before)


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    return frozenset(fold(word) for word in (*words_en.NOT, *words_is.NOT))


def budget(folded: str, catalogue: Catalogue) -> int | None:
    """The ceiling stated, in minor units, or None."""
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


def postcode(text: str) -> str:
    """The postcode a text names, by number or by place ("" for none)."""
    folded = fold(text)
    match = _POSTCODE.search(folded) or _BARE.match(folded) or _AT.search(folded)
    if match:
        return match[1]
    for code, find in _places():
        numbered = re.search(r"\b([1-9]\d{2})\s+" + find.pattern, folded)
        if numbered:
            return numbered[1]
        if find.search(folded):
            return code
    return ""


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


@lru_cache(maxsize=1)
def _places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(re.escape(fold(name)) for name in names)})\b"))
        for code, names in PLACES.items()
    )


def facet_of(catalogue: Catalogue, concept: str, kind: str = "") -> Facet | None:
    """The number or choice facet that is about a concept of `CONCEPTS`, by its id or its label.

    Of several the first, and where a `kind` of product is meant the first that applies to it.
    """
    found: list[Facet] = []
    for hint in CONCEPTS.get(concept, (concept,)):
        for facet in catalogue.facets.values():
            names = (
                (facet.attribute or facet.id).split("_"),
                words(say(facet.label, "en")),
                words(say(facet.label, "is")),
            )
            if any(name.startswith(hint) for group in names for name in group):
                found.append(facet)
    fitting = (one for one in found if not one.categories or kind in one.categories)
    return next(fitting if kind else iter(found), found[0] if found else None)


def _measures(folded: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    facet = facet_of(catalogue, "weight")
    match = _WEIGHT.search(folded)
    if facet is None or match is None or facet.kind != "number":
        return []
    grams = float(match[1].replace(",", ".")) * (1000 if match[2].startswith("k") else 1)
    return [(facet.id, f"<={grams / (1000 if facet.unit == 'kg' else 1):g}")]


def _qualities(folded: str, catalogue: Catalogue) -> list[tuple[str, str, int]]:
    """ "Warm" and "light" without a number: the choice at that end of the scale."""
    found = []
    for source, (concept, side) in {**words_en.QUALITY, **words_is.QUALITY}.items():
        match = pattern(source).search(folded)
        facet = facet_of(catalogue, concept) if match else None
        if match is None or facet is None or facet.kind != "number" or not facet.choices:
            continue
        scale = sorted(facet.choices, key=lambda choice: float("-inf") if choice.min is None else choice.min)
        found.append((facet.id, scale[-1 if side == ">" else 0].id, match.start()))
    return found


def _values(folded: str, catalogue: Catalogue) -> list[tuple[str, str, int]]:
    spots = [(match[0], match.start()) for match in re.finditer(r"[a-z0-9]+", folded)]
    spots = [(word, at) for word, at in spots if word not in filler()]
    keys = [stem(word) for word, _ in spots]
    found: dict[tuple[str, str], int] = {}
    for entry in catalogue.once(_lexicon):
        size = len(entry.stems)
        for n in range(len(keys) - size + 1):
            if tuple(keys[n : n + size]) == entry.stems:
                found.setdefault((entry.facet, entry.value), spots[n][1])
    for phrase, n in _runs(keys):
        if kind := _kind_called(catalogue, phrase):
            found.setdefault(("category", kind), spots[n][1])
    for facet, value, find in catalogue.once(_forms):
        match = find.search(folded)
        if match:
            found.setdefault((facet, value), match.start())
    return [(facet, value, at) for (facet, value), at in found.items() if _speaks(catalogue, facet, at, found)]


def _speaks(catalogue: Catalogue, facet: str, at: int, found: dict[tuple[str, str], int]) -> bool:
    """Whether a facet is the one that the word at `at` speaks of: of several, the one most products have; those come first
    that apply to a kind of product which the text names.

    A word that is a trait too ("gift", "swimming") says the trait: a kind of product restricts, a trait only leans.
    """
    rivals = {name for (name, _), spot in found.items() if spot == at and name != "category"}
    if facet == "category":
        return not rivals
    kinds = {value for name, value in found if name == "category"}

    def rank(name: str) -> tuple[bool, int, str]:
        own = catalogue.facets[name].categories
        return not own or not kinds.isdisjoint(own), int(catalogue.columns[name].known.sum()), name

    return facet == max(rivals, key=rank)


def _lexicon(catalogue: Catalogue) -> tuple[_Entry, ...]:
    found: dict[_Entry, None] = {}
    for facet in catalogue.facets.values():
        for key, label in ((key, label) for key, labels in facet.values.items() for label in labels.values()):
            if facet.kind == "flag" and key != "yes":
                continue
            for part in phrases(label):
                found[_Entry(stems=part, facet=facet.id, value=key)] = None
                if len(part) == 2 and facet.kind != "flag":
                    # "Merino" alone means every value that has it in its name.
                    found |= {_Entry(stems=(one,), facet=facet.id, value=key): None for one in part if len(one) >= 3}
        for choice in choices_of(facet):
            for label in choice.label.values():
                whole = tuple(stem(word) for word in words(label) if word not in filler())
                if whole and choice.id not in facet.values and not (facet.kind == "flag" and choice.id != "yes"):
                    found[_Entry(stems=whole, facet=facet.id, value=choice.id)] = None
    for category in catalogue.categories.values():
        for label in category.label.values():
            for part in phrases(label):
                found[_Entry(stems=part, facet="category", value=category.id)] = None
                if len(part) == 2:
                    found[_Entry(stems=part[1:], facet="category", value=category.id)] = None
    return tuple(found)


def _runs(keys: list[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every few words in a row, and where they begin."""
    for n in range(len(keys)):
        for size in range(1, min(MOST_WORDS, len(keys) - n) + 1):
            yield tuple(keys[n : n + size]), n


def _kind_called(catalogue: Catalogue, phrase: tuple[str, ...]) -> str:
    """The kind of product that buyers call so: two products at least have it for a keyword, and all of them are of it."""
    rows = catalogue.finding.at(PHRASE, " ".join(phrase))
    if len(rows) < 2 or len(kinds := set(catalogue.kinds[rows].tolist())) != 1:
        return ""
    told = catalogue.products[int(rows[0])].keywords.values()
    said = any(phrase in phrases(one) for group in told for one in group)
    return catalogue.kind_names[kinds.pop()] if said else ""


def _forms(catalogue: Catalogue) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = []
    for facet in catalogue.facets.values():
        for value, label in facet.values.items():
            if facet.kind == "flag" and value != "yes":
                continue
            names = {fold(value), *words(say(label, "en"))}
            for key in names & (words_en.FORMS.keys() | words_is.FORMS.keys()):
                sources = (*words_en.FORMS.get(key, ()), *words_is.FORMS.get(key, ()))
                found.append((facet.id, value, any_of(sources)))
    return tuple(found)
