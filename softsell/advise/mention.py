"""Needs, places and amounts mentioned in a text: "under 20.000 kr", "svarta húfu", "not wool", "til Akureyrar".

Rules
1. Values are found by the catalogue's own labels, in any inflection (by stem), and by the forms of `words_*.FORMS`.
2. A negating word up to three words before makes it something unwanted; "not only" negates nothing.
"""

import re
from functools import lru_cache

from softsell.advise import words_en, words_is
from softsell.advise.address import postcode
from softsell.advise.amounts import budget, facet_of, weights
from softsell.advise.book import first, named
from softsell.advise.catalogue import Catalogue
from softsell.advise.lexicon import filler, forms, meant
from softsell.advise.text import fold, pattern, stem
from softsell.advise.wishes import Need

_WORD = re.compile(r"[a-z0-9]+")


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
    keys = tuple(stem(word) for word, _ in spots)
    found: dict[tuple[str, str], int] = {}
    for entry in meant(catalogue, keys):
        size = len(entry.stems)
        for n in range(len(keys) - size + 1):
            if keys[n : n + size] == entry.stems:
                found.setdefault((entry.facet, entry.value), spots[n][1])
    for facet, value, name in forms(catalogue):
        match = first("FORMS", folded, name)
        if match:
            found.setdefault((facet, value), match.start())
    return [(facet, value, at) for (facet, value), at in found.items() if _speaks(catalogue, facet, at, found)]


def _speaks(catalogue: Catalogue, facet: str, at: int, found: dict[tuple[str, str], int]) -> bool:
    """Whether a facet is the one that the word at `at` speaks of: of several, the one most products have.

    A word that is a trait too ("gift", "swimming") says the trait: a kind of product restricts, a trait only leans.
    """
    rivals = {name for (name, _), spot in found.items() if spot == at and name != "category"}
    if facet == "category":
        return not rivals
    return facet == max(rivals, key=lambda name: (_known(catalogue, name), name))


@lru_cache(maxsize=500)
def _known(catalogue: Catalogue, name: str) -> int:
    return int(catalogue.columns[name].known.sum())
