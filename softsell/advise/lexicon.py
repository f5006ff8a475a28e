"""The words of a catalogue: which of its values, choices and categories the words of a text can mean."""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from softsell.advise import words_en, words_is
from softsell.advise.catalogue import Catalogue, choices_of, say
from softsell.advise.text import fold, stem, words

_SPLIT = re.compile(r"\s*(?:,|/|\band\b|\bog\b|\bor\b|\beda\b|\(|\))\s*")
_FILLER = (
    "a an the of for in on to with and or some any that this it is are be by at from up as one two good best size other "
    "very rather mostly most often yes no not i my me you we they if but so just like get all "
    "i og eda a ur um med fyrir er sem vid af til thad thetta thess thessi ja nei ekki oftast helst mjog staerd eg thu "
    "vil vill tala ad en mig mer hun hann eru var eitt einn ein god gott svo bara ef"
)


class Entry(Struct, frozen=True):
    """Words that mean a value: the stems in a row, the facet and the value's (or choice's) id."""

    stems: tuple[str, ...]
    facet: str
    value: str


def meant(catalogue: Catalogue, stems: Iterable[str]) -> list[Entry]:
    """The entries that can stand in a row of stems: those whose first stem is in it, in the order of the catalogue."""
    places = _places(catalogue)
    return [_entries(catalogue)[n] for n in sorted({n for one in set(stems) for n in places.get(one, ())})]


@lru_cache(maxsize=16)
def _places(catalogue: Catalogue) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, entry in enumerate(_entries(catalogue)):
        found.setdefault(entry.stems[0], []).append(n)
    return found


@lru_cache(maxsize=1)
def filler() -> frozenset[str]:
    """Words that mean no value."""
    return frozenset(words(_FILLER))


@lru_cache(maxsize=16)
def _entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    found: dict[Entry, None] = {}
    for facet in catalogue.facets.values():
        for key, label in ((key, label) for key, labels in facet.values.items() for label in labels.values()):
            if facet.kind == "flag" and key != "yes":
                continue
            for part in _parts(label):
                found[Entry(stems=part, facet=facet.id, value=key)] = None
                if len(part) == 2 and facet.kind != "flag":
                    # "Merino" alone means every value that has it in its name.
                    found |= {Entry(stems=(one,), facet=facet.id, value=key): None for one in part if len(one) >= 3}
        for choice in choices_of(facet):
            for label in choice.label.values():
                whole = tuple(stem(word) for word in words(label) if word not in filler())
                if whole and choice.id not in facet.values and not (facet.kind == "flag" and choice.id != "yes"):
                    found[Entry(stems=whole, facet=facet.id, value=choice.id)] = None
    for category in catalogue.categories.values():
        for label in category.label.values():
            for part in _parts(label):
                found[Entry(stems=part, facet="category", value=category.id)] = None
                if len(part) == 2:
                    found[Entry(stems=part[1:], facet="category", value=category.id)] = None
    for phrase, kinds in _keywords(catalogue).items():
        if len(kinds) >= 2 and len(set(kinds)) == 1:
            found[Entry(stems=phrase, facet="category", value=kinds[0])] = None
    return tuple(found)


def _keywords(catalogue: Catalogue) -> dict[tuple[str, ...], list[str]]:
    kinds: dict[tuple[str, ...], list[str]] = {}
    for product in catalogue.products:
        phrases = {part for group in product.keywords.values() for phrase in group for part in _parts(phrase)}
        for part in phrases:
            kinds.setdefault(part, []).append(product.category)
    return kinds


def _parts(label: str) -> list[tuple[str, ...]]:
    parts = (tuple(stem(word) for word in words(part) if word not in filler()) for part in _SPLIT.split(fold(label)))
    return [part for part in parts if part and sum(map(len, part)) >= 3]


@lru_cache(maxsize=16)
def forms(catalogue: Catalogue) -> tuple[tuple[str, str, str], ...]:
    """Other words for its values: the facet, the value, the class of the table FORMS."""
    found = []
    for facet in catalogue.facets.values():
        for value, label in facet.values.items():
            if facet.kind == "flag" and value != "yes":
                continue
            names = {fold(value), *words(say(label, "en"))}
            found += [(facet.id, value, key) for key in sorted(names & (words_en.FORMS.keys() | words_is.FORMS.keys()))]
    return tuple(found)
