"""What a whole catalogue says of each attribute, counted item by item in bounded memory.

Rules
1. Nothing grows with the number of items: values, numbers, categories and attributes have a most, and what is over is counted.
2. Numbers are thinned evenly when there are too many of them, so that quantiles stay those of the whole.
3. An attribute is counted for each category by itself, as far as there is room: the rest of them together, under `REST`.
"""

import re
from collections import Counter

import numpy as np
from msgspec import Struct, field

from softsell.advise.catalogue import Floats
from softsell.advise.making.bank import Bank
from softsell.advise.making.quantities import Measure, Span, read

MOST_ATTRIBUTES, MOST_VALUES, MOST_NUMBERS, MOST_CATEGORIES, MOST_PARTS = 600, 600, 4_096, 4_000, 2_000
REST = "*"
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
    """One attribute: in how many items, of which categories, and what its values are. `told` are units as written.

    `things` counts items of one group that follow each other once.
    """

    name: str
    count: int = 0
    things: int = 0
    last: str = ""
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
    """All of it: `seen[attribute][category's path]`. `left` counts attributes that were over the most there may be."""

    items: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    seen: dict[str, dict[str, Seen]] = {}
    parts: int = 0
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
    group: str = "",
) -> None:
    """Count one item with its values by attribute id; `group` is what it is a variant of."""
    survey.items += 1
    if category not in survey.categories and len(survey.categories) >= MOST_CATEGORIES:
        category = category.partition(" > ")[0] if category.partition(" > ")[0] in survey.categories else ""
    survey.categories[category] += 1
    for id_, told in values.items():
        by = survey.seen.get(id_)
        if by is None:
            if len(survey.seen) >= MOST_ATTRIBUTES and id_ not in bank.concepts:
                survey.left[id_ if len(survey.left) < MOST_ATTRIBUTES else "others"] += 1
                continue
            by = survey.seen[id_] = {}
        seen = by.get(category)
        if seen is None:
            place = category if survey.parts < MOST_PARTS else REST
            seen = by.setdefault(place, Seen(name=names.get(id_, id_)))
            survey.parts += 1
        _count(seen, parts(told), category, comma, group)


def together(some: list[Seen]) -> Seen:
    """Several as one, in the same bounds."""
    whole = Seen(name=some[0].name, ends=_joined([one.ends for one in some]))
    for one in some:
        for name in ("count", "things", "several", "spans", "yes", "no", "over"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.categories.update(one.categories)
        whole.told.update(one.told)
        whole.words.update(one.words)
    for word, count in whole.words.most_common()[MOST_VALUES:]:
        whole.over += count
        del whole.words[word]
    units = dict.fromkeys(unit for one in some for unit in one.numbers)
    whole.numbers = {unit: _joined([one.numbers[unit] for one in some if unit in one.numbers]) for unit in units}
    return whole


def _joined(some: list[Numbers]) -> Numbers:
    """Numbers together, all thinned alike."""
    stride = max((one.stride for one in some), default=1)
    kept = [number for one in some for number in one.kept[:: stride // one.stride]]
    while len(kept) > MOST_NUMBERS:
        kept, stride = kept[::2], stride * 2
    return Numbers(kept=kept, count=sum(one.count for one in some), stride=stride)


def _count(seen: Seen, values: list[str], category: str, comma: bool, group: str) -> None:
    read_values = [(one, read(one, comma)) for one in values]
    read_values = [one for one in read_values if one[1] is not None]
    if not read_values:
        return
    seen.count += 1
    seen.things += not group or group != seen.last
    seen.last = group
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
