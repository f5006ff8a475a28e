"""What a whole catalogue says of each attribute, counted item by item in bounded memory.

Rules
1. Nothing grows with the number of items: values, numbers, categories and attributes have a most, and what is over is counted.
2. Numbers are thinned evenly when there are too many of them, so that quantiles stay those of the whole.
"""

import re
from collections import Counter

import numpy as np
from msgspec import Struct, field

from softsell.advise.bank import Bank
from softsell.advise.catalogue import Floats
from softsell.advise.quantities import Measure, Span, read

MOST_ATTRIBUTES, MOST_VALUES, MOST_NUMBERS, MOST_CATEGORIES = 600, 600, 8_192, 4_000
_SEPARATORS = re.compile(r"\s*[/;|\n]\s*|,\s+")


class Numbers(Struct):
    """Numbers of one base unit: every `stride`-th of them is kept."""

    kept: list[float] = []
    count: int = 0
    stride: int = 1

    def add(self, value: float) -> None:
        if self.count % self.stride == 0:
            self.kept.append(value)
            if len(self.kept) >= MOST_NUMBERS:
                self.kept = self.kept[::2]
                self.stride *= 2
        self.count += 1

    def sorted(self) -> Floats:
        """The kept numbers, least first."""
        return np.sort(np.array(self.kept, dtype=np.float64))


class Seen(Struct):
    """One attribute: in how many items, of which categories, and what its values are. `told` are units as written."""

    name: str
    count: int = 0
    several: int = 0
    spans: int = 0
    yes: int = 0
    no: int = 0
    over: int = 0
    ends: Numbers = field(default_factory=Numbers)
    categories: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, Numbers] = {}
    told: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)


class Survey(Struct):
    """All of it. `left` counts attributes that were over the most there may be."""

    items: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    seen: dict[str, Seen] = {}
    left: Counter[str] = field(default_factory=Counter)


def parts(values: tuple[str, ...]) -> list[str]:
    """The single values of an attribute: what stands between "/", ";", "|" or ", "; a number is never cut."""
    found: list[str] = []
    for value in values:
        if (
            any(sign in value for sign in "/;|,\n")
            and not any(c.isdigit() for c in value)
            and value.casefold() != "n/a"
        ):
            found += [part for part in _SEPARATORS.split(value) if part]
        else:
            found.append(value)
    return found


def add(
    survey: Survey,
    bank: Bank,
    category: str,
    values: dict[str, tuple[str, ...]],
    names: dict[str, str],
    comma: bool = False,
) -> None:
    """Count one item with its values by attribute id."""
    survey.items += 1
    if category not in survey.categories and len(survey.categories) >= MOST_CATEGORIES:
        category = category.partition(" > ")[0] if category.partition(" > ")[0] in survey.categories else ""
    survey.categories[category] += 1
    for id_, told in values.items():
        seen = survey.seen.get(id_)
        if seen is None:
            if len(survey.seen) >= MOST_ATTRIBUTES and id_ not in bank.concepts:
                survey.left[id_ if len(survey.left) < MOST_ATTRIBUTES else "others"] += 1
                continue
            seen = survey.seen[id_] = Seen(name=names.get(id_, id_))
        _count(seen, parts(told), category, comma)


def _count(seen: Seen, values: list[str], category: str, comma: bool) -> None:
    read_values = [(one, read(one, comma)) for one in values]
    read_values = [one for one in read_values if one[1] is not None]
    if not read_values:
        return
    seen.count += 1
    seen.several += len(read_values) > 1
    seen.categories[category] += 1
    for told, value in read_values:
        match value:
            case bool():
                seen.yes, seen.no = seen.yes + value, seen.no + (not value)
            case Measure(value=number, unit=unit, told=written):
                seen.numbers.setdefault(unit, Numbers()).add(number)
                seen.told[written] += 1
            case Span(low=low, high=high, unit=unit, told=written):
                seen.spans += 1
                seen.numbers.setdefault(unit, Numbers()).add(low)
                seen.ends.add(high)
                seen.told[written] += 1
        if told in seen.words or len(seen.words) < MOST_VALUES:
            seen.words[told] += 1
        else:
            seen.over += 1
