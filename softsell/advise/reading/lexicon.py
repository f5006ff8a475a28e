"""The words of a catalogue: which of its values, choices and categories the words of a text can mean.

Rules
1. Words are compared by `root`: the stem, with plurals and inflections of both languages made alike.
2. A choice's label names it, unless it only answers its question ("Yes, often", "A little").
3. An Icelandic compound is of the kind that its last part names ("prjónahúfa" is a húfa, "skór" are of "gönguskór").
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from softsell.advise.catalogue import Catalogue, choices_of, say
from softsell.advise.tables import words_en, words_is
from softsell.advise.text import fold, stem, words

_SPLIT = re.compile(r"\s*(?:,|/|\band\b|\bog\b|\bor\b|\beda\b|\(|\))\s*")
_FILLER = (
    "a an the of for in on to with and or some any that this it is are be by at from up as one two good best size other "
    "very rather mostly most often yes no not i my me you we they if but so just like get all "
    "i og eda a ur um med fyrir er sem vid af til thad thetta thess thessi ja nei ekki oftast helst mjog staerd eg thu "
    "vil vill tala ad en mig mer hun hann eru var eitt einn ein god gott svo bara ef handa"
)
MOST_READ = 20_000  # products whose titles and keywords are read for the names of kinds
_ANSWERS = re.compile(r"(?:yes|no|ja|nei)\b")
_VAGUE = frozenset(
    [
        "little",
        "often",
        "seldom",
        "sometimes",
        "now",
        "then",
        "never",
        "always",
        "maybe",
        "some",
        "many",
        "few",
        "dont",
        "mind",
        "know",
        "adeins",
        "stundum",
        "oft",
        "sjaldan",
        "aldrei",
        "alltaf",
        "kannski",
        "litid",
        "mikid",
        "veit",
        "skiptir",
        "engu",
        "mali",
        "either",
        "sama",
    ]
)
_PLURAL = {
    "scarves": "scarf",
    "knives": "knife",
    "shelves": "shelf",
    "feet": "foot",
    "children": "child",
    "women": "woman",
}
_ALONE = frozenset({"thusund"})  # end like a kind of product and are none
_SHOES = re.compile(r"(\w{3,})?sko(?:r|m|num|na|rnir|rna)")  # "skó" alone is a word that fills a pause as well
_DROPPED = re.compile(
    r"(?:(?<=[aeiouy][^aeiouy])|(?<=[aeiouy][^aeiouy]{2}))[aiu](?=[lnr]$)"
)  # "trefill" has a vowel that "treflar" has not
_SIZES = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")
_ONE = rf"(?:\d{{1,3}}(?:[.,]5)?|{'|'.join(_SIZES)}|small|medium|large)"
_SPAN = re.compile(rf"\b({_ONE}) (?:to|til|-) ({_ONE})\b")


class Entry(Struct, frozen=True):
    """Words that mean a value: their roots in a row, the facet and the value's (or choice's) id."""

    roots: tuple[str, ...]
    facet: str
    value: str
    denies: bool = False  # the label holds a "no" itself: "without wool"


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Rule 1, of a folded word: `root("hats") == root("hat")`, `root("trefil") == root("treflar")`."""
    shoes = _SHOES.fullmatch(word)
    if shoes:
        return f"{shoes[1] or ''}skor"
    word = _PLURAL.get(word, word)
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        word = word[:-2]
    elif len(word) > 3 and word[-1] == "s" and word[-2] not in "saiouy":
        word = word[:-1]
    found = _DROPPED.sub("", _alike(stem(word)))
    found = found[:-1] if len(found) > 3 and found[-1] == found[-2] else found
    return found[:-1] if len(found) > 3 and found[-1] == "s" else found


def _alike(stem: str) -> str:
    return stem.replace("o", "a") if len(stem) > 3 else stem  # "ljós" and "ljósin"; but a hot pot is no hat


def meant(catalogue: Catalogue, roots: Iterable[str]) -> list[Entry]:
    """The entries that can stand in a row of roots: those whose first root is in it, in the order of the catalogue."""
    places, entries = catalogue.once(_places), catalogue.once(_entries)
    return [entries[n] for n in sorted({n for one in set(roots) for n in places.get(one, ())})]


def kinds(catalogue: Catalogue, root: str) -> list[str]:
    """The categories that a word names by a part of itself, or of which it names the last part (rule 3)."""
    if root in _ALONE:
        return []
    found = {
        kind: None
        for name, kind in catalogue.once(_heads)
        if (len(root) >= len(name) + 3 and root.endswith(name))
        or (len(root) >= 4 and len(name) >= len(root) + 3 and name.endswith(root))
    }
    return list(found)


def _heads(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The Icelandic names of categories that are one word, at least three letters of it."""
    return tuple(
        (part[0], category.id)
        for category in catalogue.categories.values()
        for part in _parts(say(category.label, "is"))
        if len(part) == 1 and len(part[0]) >= 3
    )


def sizes(catalogue: Catalogue, said: str) -> list[tuple[str, str]]:
    """The facets and values that a size means: the value of that name, or those whose label spans it ("36 to 47", "S to XL")."""
    said = {"small": "s", "medium": "m", "large": "l"}.get(said, said)
    return [
        (facet, value)
        for names, low, high, facet, value in catalogue.once(_sized)
        if said in names or _within(said, low, high)
    ]


def _within(said: str, low: str, high: str) -> bool:
    if said in _SIZES and low in _SIZES and high in _SIZES:
        return _SIZES.index(low) <= _SIZES.index(said) <= _SIZES.index(high)
    numbers = [one.replace(",", ".") for one in (low, said, high)]
    if all(one.replace(".", "", 1).isdigit() for one in numbers):
        return float(numbers[0]) <= float(numbers[1]) <= float(numbers[2])
    return False


def _sized(catalogue: Catalogue) -> tuple[tuple[frozenset[str], str, str, str, str], ...]:
    found = []
    for facet in catalogue.facets.values():
        for value, label in facet.values.items() if facet.kind in ("choice", "many") else ():
            names = frozenset(name for name in (fold(value), *map(fold, label.values())) if re.fullmatch(_ONE, name))
            spans = [span for one in label.values() if (span := _SPAN.search(fold(one)))]
            if names or spans:
                found.append((names, spans[0][1] if spans else "", spans[0][2] if spans else "", facet.id, value))
    return tuple(found)


def _places(catalogue: Catalogue) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, entry in enumerate(catalogue.once(_entries)):
        found.setdefault(entry.roots[0], []).append(n)
    return found


@lru_cache(maxsize=1)
def filler() -> frozenset[str]:
    """Words that mean no value."""
    return frozenset(words(_FILLER))


@lru_cache(maxsize=1)
def negations() -> frozenset[str]:
    """Words that turn a value into what is not wanted."""
    return frozenset(fold(word) for word in (*words_en.NOT, *words_is.NOT))


def _entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    found: dict[Entry, None] = {}
    for facet in catalogue.facets.values():
        for key, label in ((key, label) for key, labels in facet.values.items() for label in labels.values()):
            if facet.kind == "flag" and key != "yes":
                continue
            denies = bool(negations() & set(words(label)))
            for part in _parts(label):
                found[Entry(roots=part, facet=facet.id, value=key, denies=denies)] = None
                if len(part) == 2 and facet.kind != "flag":
                    # "Merino" alone means every value that has it in its name.
                    found |= {Entry(roots=(one,), facet=facet.id, value=key): None for one in part if len(one) >= 3}
        for choice in choices_of(facet):
            for label in choice.label.values():
                whole = tuple(root(word) for word in words(label) if word not in filler())
                answers = _ANSWERS.match(fold(label)) or set(words(label)) <= _VAGUE | filler()
                if whole and not answers and not (facet.kind == "flag" and choice.id != "yes"):
                    found[Entry(roots=whole, facet=facet.id, value=choice.id)] = None
    for category in catalogue.categories.values():
        for label in category.label.values():
            for part in _parts(label):
                found[Entry(roots=part, facet="category", value=category.id)] = None
                if len(part) == 2:
                    found[Entry(roots=part[1:], facet="category", value=category.id)] = None
    labelled = {entry.roots for entry in found if entry.facet == "category"}
    for phrase, kind in _keywords(catalogue).items():
        if phrase in labelled:
            continue
        found[Entry(roots=phrase, facet="category", value=kind)] = None
    return tuple(found)


def _keywords(catalogue: Catalogue) -> dict[tuple[str, ...], str]:
    """The keywords of products, and in titles where a kind stands ("Kvistur wooden cup", "Trébollinn Kvistur"): phrase -> kind.

    A keyword names a kind when two products have it and three in four that have it are of that kind; of a large catalogue
    every so manieth product is read.
    """
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for row in range(0, len(catalogue.products), len(catalogue.products) // MOST_READ + 1):
        product = catalogue.products[row]
        phrases = {part for group in product.keywords.values() for phrase in group for part in _parts(phrase)}
        en, is_ = words(product.title.get("en", "")), words(product.title.get("is", ""))
        ends = {
            root(one)
            for one in (*en[-1:], *is_[:1])
            if len(one) >= 3 and one.isalpha() and one not in set(en) & set(is_)
        }
        for part in phrases | {(one,) for one in ends}:
            # A name stands in both titles, a kind in each in its own language: then once is enough.
            kinds.setdefault(part, Counter())[product.category] += 1 + (part[0] in ends and bool(en and is_))
    return {
        part: kind
        for part, count in kinds.items()
        for kind, many in count.most_common(1)
        if many >= 2 and many >= 0.75 * count.total()
    }


def _parts(label: str) -> list[tuple[str, ...]]:
    parts = (tuple(root(word) for word in words(part) if word not in filler()) for part in _SPLIT.split(fold(label)))
    return [part for part in parts if part and sum(map(len, part)) >= 3]


def forms(catalogue: Catalogue) -> tuple[tuple[str, str, str], ...]:
    """Other words for its values: the facet, the value, the class of the table FORMS."""
    return catalogue.once(_forms)


def _forms(catalogue: Catalogue) -> tuple[tuple[str, str, str], ...]:
    found = []
    known = words_en.FORMS.keys() | words_is.FORMS.keys()
    for facet in catalogue.facets.values():
        for value, label in facet.values.items():
            if facet.kind == "flag" and value != "yes":
                continue
            names = {fold(value), *words(say(label, "en"))}
            names |= {key for key in known if len(key) > 3 and any(one.endswith(key) for one in names)}  # "lambswool"
            found += [(facet.id, value, key) for key in sorted(names & known)]
    return tuple(found)
