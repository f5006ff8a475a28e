"""Needs, places and amounts mentioned in a text: "under 20.000 kr", "svarta húfu", "not wool", "til Akureyrar".

Rules
1. Values are found by the catalogue's own labels, in any inflection, and by the forms of `words_*.FORMS`.
2. A negating word up to three words before makes it something unwanted ("rather than" too); "not only" negates nothing.
   What need not be is neither wanted nor unwanted.
3. Of kinds of products the longest name counts: a "sleeping bag" is no bag.
"""

import re

from softsell.advise.catalogue import Catalogue
from softsell.advise.reading.address import postcode
from softsell.advise.reading.amounts import budget, facet_of, weights
from softsell.advise.reading.book import first, hits, named
from softsell.advise.reading.lexicon import filler, forms, kinds, meant, negations, root, sizes
from softsell.advise.tables import words_en, words_is
from softsell.advise.text import fold, pattern
from softsell.advise.wishes import Need

_WORD = re.compile(r"[a-z0-9]+")
_LETTER = r"(?:xx?s|s|m|l|x{1,3}l|small|medium|large)"
_NAMED = rf"(?:\d{{1,3}}(?:[.,]5)?|{_LETTER})"
_ALSO = r"\s*(?:or|eda|and|og|/|,)\s*"
_SIZE = re.compile(
    rf"\b(?:sizes?|staerd\w*|skostaerd\w*|numer|nr|str)[.:]?\s+(?:is\s+"
    rf"|er\s+)?({_NAMED}(?:{_ALSO}{_NAMED})*)\b(?!\s*(?:cm|kg|g|kr))"
    rf"|\b(?:wear|take|nota|tek)\s+(?:an?\s+)?({_LETTER}(?:{_ALSO}{_LETTER})*)\b|^\W*({_LETTER}(?:{_ALSO}{_LETTER})*)\W*$"
    rf"|\bi\s+((?:xx?s|s|l|x{{1,3}}l)|m(?=\W*$))\b"
)
_ONE_SIZE = re.compile(rf"\b{_NAMED}\b")
# "Skó" fills a pause as well, so it is a shoe only as what is wished for.
_SHOE = re.compile(r"(?:^|\b(?:vantar|langar i|kaupa|leita ad|nyja|goda|hlyja|lettari?|par af|i|med|um|a) )sko$")
_INSTEAD = re.compile(r"\b(?:instead of|rather than|frekar en|i stad(?:inn)? fyrir)\W+(?:\w+\W+)?$")
_NEED_NOT = re.compile(
    r"\b(?:tharf|thurfa) ekki (?:endilega )?(?:ad vera|mer)\b|\b(?:do|does) not (?:have|need) to be\b"
)
_OPEN = re.compile(
    r"\b(?:not necessarily|(?:do|does) not (?:have|need) to be|need not be|ekki endilega|(?:tharf"
    r"|tharfnast) ekki (?:\w+ )?ad vera|"
    r"tharf ekki)\W+(?:\w+\W+)?$"
)


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
    for facet, value in weights(folded, catalogue):
        add(facet, value)
    for facet, value, at in (*_values(folded, catalogue), *_sizes(folded, catalogue)):
        if (facet, value) not in found and not _left_open(folded, at):
            add(facet, value, not negated(folded, at))
    for facet, value, at in _qualities(folded, catalogue):
        if not any(key[0] == facet for key in found) and not negated(folded, at):
            add(facet, value)
    return tuple(found.values())


def names_a_size(folded: str) -> bool:
    """Whether a size is said ("size 42"), not sizes in general spoken of."""
    return _SIZE.search(folded) is not None


def negated(folded: str, at: int) -> bool:
    """Whether a negating word stands in the three words before position `at`, with no comma between."""
    if _INSTEAD.search(folded[:at]):
        return True
    before = re.split(r"[,;:.!?]", folded[:at])[-1].split()[-4:]
    if "only" in before[-1:] or "bara" in before[-1:] or "adeins" in before[-1:]:
        return False
    return any(word.strip("'\"()") in negations() for word in before[-3:]) or "anything but" in " ".join(before)


def leaves_open(folded: str) -> bool:
    """Whether something is said not to matter."""
    return _NEED_NOT.search(folded) is not None


def _left_open(folded: str, at: int) -> bool:
    """Whether what stands at `at` is said not to matter: "it need not be black"."""
    return _OPEN.search(folded[:at]) is not None


def _qualities(folded: str, catalogue: Catalogue) -> list[tuple[str, str, int]]:
    """ "Warm" and "light" without a number: the choice at that end of the scale."""
    found = []
    for source in named("QUALITY", folded):
        concept, side = {**words_en.QUALITY, **words_is.QUALITY}[source]
        match = pattern(source).search(folded)
        facet = facet_of(catalogue, concept) if match else None
        if match is None or facet is None or facet.kind != "number" or not facet.choices:
            continue
        scale = sorted(facet.choices, key=lambda choice: float("-inf") if choice.min is None else choice.min)
        found.append((facet.id, scale[-1 if side == ">" else 0].id, match.start()))
    return found


def _values(folded: str, catalogue: Catalogue) -> list[tuple[str, str, int]]:
    spots = [(match[0], match.start()) for match in _WORD.finditer(folded) if match[0] not in filler()]
    roots = tuple(root("skor" if _SHOE.search(folded[: at + 3]) else word) for word, at in spots)
    found: dict[tuple[str, str], int] = {}
    covered: dict[int, int] = {}  # of each word the longest row of words that is a kind of product
    adjectives = {match.start() for one in ("QUALITY", "COMPARE") for match in hits(one, folded)}  # "light" is no lamp
    entries = meant(catalogue, roots)
    places = [(one, n) for one in entries for n in range(len(roots)) if roots[n : n + len(one.roots)] == one.roots]
    for entry, n in places:
        for at in range(n, n + len(entry.roots)) if entry.facet == "category" else ():
            covered[at] = max(covered.get(at, 0), len(entry.roots))
    for entry, n in places:
        last = n + len(entry.roots) - 1
        if entry.denies:  # "without wool" names what is free of wool; the word of denial is a part of its name
            if negated(folded, spots[n][1]):
                found.setdefault((entry.facet, entry.value), 0)
            continue
        if entry.facet == "category" and spots[last][1] in adjectives:
            continue
        if entry.facet != "category" or len(entry.roots) >= covered[last]:  # a "sleeping bag" is no bag
            found.setdefault((entry.facet, entry.value), spots[n][1])
    parts = {
        ("category", kind): spots[n][1]
        for n, one in enumerate(roots)
        if n not in covered and len(one) >= 4
        for kind in kinds(catalogue, one)
    }
    named = dict(found)
    for facet, value, name in forms(catalogue):
        match = first("FORMS", folded, name)
        if match:
            found.setdefault((facet, value), match.start())
    spoken = {
        key: at for key, at in found.items() if _speaks(catalogue, key[0], at, named if key[0] == "category" else found)
    }
    return [(facet, value, at) for (facet, value), at in (spoken | parts).items()]


def _sizes(folded: str, catalogue: Catalogue) -> list[tuple[str, str, int]]:
    """ "Size 42 or 43", "stærð L", "I wear a medium"; in a bare answer letters alone."""
    found = []
    for match in _SIZE.finditer(folded):
        said = next(one for one in match.groups() if one)
        for one in _ONE_SIZE.finditer(said):
            found += [(facet, value, match.start()) for facet, value in sizes(catalogue, one[0])]
    return found


def _speaks(catalogue: Catalogue, facet: str, at: int, found: dict[tuple[str, str], int]) -> bool:
    """Whether a facet is the one that the word at `at` speaks of: of several, the one most products have; those come first
    that apply to a kind of product which the text names.

    A word that is a trait too ("gift", "swimming") says the trait: a kind of product restricts, a trait only leans.
    """
    rivals = {name for (name, _), spot in found.items() if spot == at and name != "category"}
    if facet == "category":
        return not rivals
    known = catalogue.once(_known)
    kinds = {value for name, value in found if name == "category"}

    def rank(name: str) -> tuple[bool, int, str]:
        own = catalogue.facets[name].categories
        return not own or not kinds.isdisjoint(own), known[name], name

    return facet == max(rivals, key=rank)


def _known(catalogue: Catalogue) -> dict[str, int]:
    """Of how many products each facet is known."""
    return {name: int(column.known.sum()) for name, column in catalogue.columns.items()}
