"""Which attributes become facets, of which kind, with which quick answers; and an item's values as a facet has them.

Rules
1. A facet has to help: it is known of at least 3 in 10 items of a category (a flag: of 1 in 100, two things at least), and
   its values differ.
2. Its kind follows its values: nine in ten yes or no, a flag; eight in ten numbers of one unit, a number; ranges, a "many"
   of the steps they cover; several values to an item, a "many"; else a choice.
3. Quick answers are those of the question bank at the shop's own quantiles, on round borders; else thirds; else the values
   that most items have. A question comes from the bank alone: an attribute without an entry is a facet nobody is asked about,
   until the shop writes its question. A made-up "Which X?" would ask for a specification.
4. What becomes no facet is named with the reason.
5. An attribute that means different things of different kinds becomes a facet for each (`kindred`).
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from softsell.advise.catalogue import Attribute, Facet, FacetChoice, Words
from softsell.advise.making.bank import Bank, Concept, fold, slug, words
from softsell.advise.making.kindred import apart
from softsell.advise.making.quantities import Measure, Span, Value, read
from softsell.advise.making.ranges import SCALES, borders, in_order, label_range, scale
from softsell.advise.making.survey import Seen, Survey, parts, together

COVER, COVER_FLAG, COVER_CATEGORY = 0.3, 0.01, 0.3
FEWEST, MOST_FACETS, MOST_CHOICES, MOST_KEPT, ALIKE = 2, 120, 7, 60, 0.98
OTHER: Words = {"en": "Something else", "is": "Annað"}
INTERNAL = (
    "tags",
    "condition",
    "size_type",
    "size_system",
    "multipack",
    "model",
    "award",
)  # nothing to ask a buyer about


class Chosen(Struct, frozen=True):
    """A facet with what turns raw values into its own: numbers are divided by `factor`, words go through `ids`.

    `within`: the categories whose items it is of; empty: all.
    """

    facet: Facet
    unit: str = ""
    factor: float = 1.0
    ids: dict[str, str] = {}
    steps: tuple[tuple[str, float, float], ...] = ()  # of ranges: (value, from, up to)
    items: int = 0
    within: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """Whose values it takes."""
        return self.facet.attribute or self.facet.id


def choose(survey: Survey, bank: Bank, lang: str, depth: int) -> tuple[list[Chosen], list[tuple[str, str]]]:
    """The facets, the most telling first, and (attribute, why) for each that is none. `depth`: steps of a category's path."""
    sizes = rolled(survey.categories, depth)
    found: list[tuple[float, Chosen]] = []
    left = [
        (name, f"more than the attributes that are looked at ({count} items)") for name, count in survey.left.items()
    ]
    for id_, by in survey.seen.items():
        groups = apart(_by_kind(by, depth), bank.values.get(id_, {}))
        several = [(one, _choose(id_, one, survey.items, sizes, bank, lang, depth)) for one in groups]
        some = [(seen, made) for seen, made in several if isinstance(made, Chosen)]
        left += [
            (_called(seen, several, depth), made) for seen, made in several if isinstance(made, str) and seen.count > 1
        ]
        for seen, one in some:
            plain = len(some) == 1 or 2 * seen.count > sum(other.count for other in groups)
            made = one if len(several) == 1 else _own(one, seen, id_, plain, depth)
            found.append((seen.count * (2.0 if made.facet.question else 1.0), made))
    found.sort(key=lambda one: (-one[0], one[1].facet.id))
    left += [(one.facet.id, f"{MOST_FACETS} others tell more") for _, one in found[MOST_FACETS:]]
    return [one for _, one in found[:MOST_FACETS]], sorted(left)


def _by_kind(by: dict[str, Seen], depth: int) -> list[Seen]:
    """What was seen of an attribute, category by category as deep as the shop's menu goes."""
    found: dict[str, list[Seen]] = {}
    for path, seen in by.items():
        found.setdefault(cut(path, depth), []).append(seen)
    return [some[0] if len(some) == 1 else together(some) for some in found.values()]


def _called(seen: Seen, several: Sequence[object], depth: int) -> str:
    first = cut(seen.categories.most_common(1)[0][0], depth)
    return seen.name if len(several) == 1 else f"{seen.name} ({first.rpartition(' > ')[2] or 'no category'})"


def _own(made: Chosen, seen: Seen, id_: str, plain: bool, depth: int) -> Chosen:
    """The facet of some kinds alone. It is named after the largest, unless most of what has the attribute is of these kinds."""
    sizes = rolled(seen.categories, depth)
    within = tuple(sorted(map(category_id, sizes)))
    first = category_id(max(sizes, key=lambda path: (sizes[path], path)))
    facet = made.facet if plain else replace(made.facet, id=f"{id_}_{first}", attribute=id_)
    return replace(made, facet=replace(facet, categories=facet.categories or within), within=within)


def rolled(categories: Counter[str], depth: int) -> Counter[str]:
    """The categories cut to so many steps of their path, with their sizes."""
    sizes: Counter[str] = Counter()
    for path, count in categories.items():
        sizes[cut(path, depth)] += count
    return sizes


def cut(path: str, depth: int) -> str:
    """The first steps of a category's path."""
    return " > ".join(path.split(" > ")[:depth])


def depth_of(categories: Counter[str], most: int = 60) -> int:
    """How many steps of the path to keep, so that there are not more categories than a shop's menu has."""
    deepest = max((path.count(" > ") + 1 for path in categories), default=1)
    return next((n for n in range(deepest, 1, -1) if len(rolled(categories, n)) <= most), 1)


def called(paths: Iterable[str]) -> dict[str, str]:
    """What each category is called: the last step of its path, and where two are alike the step that tells them apart."""
    alike: dict[str, list[list[str]]] = {}
    for path in paths:
        alike.setdefault(path.rpartition(" > ")[2], []).append(path.split(" > "))
    found = {}
    for name, some in alike.items():
        for steps in some:
            others = [set(other) for other in some if other is not steps]
            own = next((step for step in reversed(steps[:-1]) if not any(step in other for other in others)), "")
            own = own or (" – ".join(steps[:-1]) if others else "")
            found[" > ".join(steps)] = f"{name} ({own})" if own and others else name
    return found


def category_id(path: str) -> str:
    """The id of a category by its path; "other" for none."""
    return slug(path.replace(" > ", "-")) or "other"


def _choose(id_: str, seen: Seen, items: int, sizes: Counter[str], bank: Bank, lang: str, depth: int) -> Chosen | str:
    if id_ in INTERNAL:
        return "says nothing that a buyer would be asked about"
    concept = bank.concepts.get(id_)
    made = _kind(id_, seen, concept, bank, lang)
    if isinstance(made, str):
        return made
    within = rolled(seen.categories, depth)
    least = COVER_FLAG if made.facet.kind == "flag" else COVER_CATEGORY
    where = [path for path, count in within.items() if count >= max(least * sizes[path], 1)]
    known, of = sum(within[path] for path in where), sum(sizes[path] for path in where)
    few = seen.things if made.facet.kind == "flag" else seen.count  # one thing with a yes leaves nothing to choose by
    if few < FEWEST or not where or known < (COVER_FLAG if made.facet.kind == "flag" else COVER) * of:
        return f"known of too few things ({seen.things}, in {seen.count} of {items} items)"
    everywhere = len(where) == len(sizes)
    labels, question = _words(seen, concept, lang)
    if concept is not None and not _suits(concept, made):
        question = {}
    facet = Facet(
        id=id_, kind=made.facet.kind, label=labels, question=question, unit=made.facet.unit, values=made.facet.values,
        choices=made.facet.choices, categories=() if everywhere else tuple(sorted(map(category_id, where))),
        cost=concept.cost if concept else 0.1,
    )  # fmt: skip
    return Chosen(facet=facet, unit=made.unit, factor=made.factor, ids=made.ids, steps=made.steps, items=seen.count)


def _suits(concept: Concept, made: Chosen) -> bool:
    """Whether the concept's question can be answered with what this facet has: "For how many people?" not with "256 GB"."""
    if concept.kind in ("choice", "many"):
        own = sum(value in concept.values for value in made.facet.values)
        answers = concept.open or not concept.values or 2 * own >= len(made.facet.values)
        return answers and made.facet.kind in ("choice", "many")
    return made.facet.kind == concept.kind or (concept.kind == "number" and bool(made.steps))


def _words(seen: Seen, concept: Concept | None, lang: str) -> tuple[Words, Words]:
    if concept is not None:
        return words(concept.label), words(concept.ask)
    return {lang: seen.name.replace("_", " ").strip().lower()[:60]}, {}


def _kind(id_: str, seen: Seen, concept: Concept | None, bank: Bank, lang: str) -> Chosen | str:
    """The kind with its values and answers, as a Chosen whose facet has no words yet; or why there is none."""
    told = seen.yes + seen.no + sum(numbers.count for numbers in seen.numbers.values())
    told += sum(count for word, count in seen.words.items() if isinstance(read(word), str)) + seen.over
    if seen.yes + seen.no >= 0.9 * told:
        return Chosen(facet=Facet(id=id_, kind="flag", label={}))
    unit, numbers = max(seen.numbers.items(), key=lambda one: one[1].count, default=("", None))
    wants_words = concept is not None and concept.kind in ("choice", "many")
    if numbers is not None and numbers.count >= 0.8 * told and seen.spans >= 0.2 * seen.count:
        return _stepped(id_, seen, unit)
    if numbers is not None and numbers.count >= 0.8 * told and not wants_words:
        if concept and concept.unit and unit not in (concept.unit, ""):
            return f"its values are in {unit!r}, not in {concept.unit!r}"
        if len(set(numbers.kept)) < 2:
            return "the same in all that have it"
        return _number(id_, seen, unit, concept)
    if concept is not None and concept.kind == "flag":
        return "is a yes or no by its name, and has other values"
    return _worded(id_, seen, bank, lang)


def _number(id_: str, seen: Seen, unit: str, concept: Concept | None) -> Chosen:
    kept = seen.numbers[unit].sorted()
    shown, factor = scale(unit, kept, seen.told)
    ordered = np.round(kept / factor, 6)
    if concept is not None and concept.answers:
        choices = []
        for answer in concept.answers:
            low = -math.inf if answer.low <= 0 else borders(ordered, (answer.low,))[0]
            high = math.inf if answer.high >= 1 else borders(ordered, (answer.high,))[0]
            least = math.floor(min(float(ordered[0]), 0.0)) if math.isinf(low) and math.isinf(high) else None
            choices.append(FacetChoice(
                id=answer.id, label=words(answer.say), min=least if math.isinf(low) else low,
                max=None if math.isinf(high) else high,
            ))  # fmt: skip
    else:
        edges = sorted(set(borders(ordered, (1 / 3, 2 / 3))))
        bounds = [None, *edges, None]
        choices = [
            FacetChoice(id=f"r{n}", label=label_range(low, high, shown), min=low, max=high)
            for n, (low, high) in enumerate(pairwise(bounds), 1)
        ]
    facet = Facet(id=id_, kind="number", label={}, unit=shown, choices=tuple(choices))
    return Chosen(facet=facet, unit=unit, factor=factor)


def _stepped(id_: str, seen: Seen, unit: str) -> Chosen:
    """Ranges as the steps that they cover: whole numbers where there are few, else quarters of all that is covered."""
    kept = seen.numbers[unit].sorted()
    shown, factor = scale(unit, kept, seen.told)
    low, high = float(kept[0]) / factor, max(float(kept[-1]), max(seen.ends.kept, default=0.0)) / factor
    if high - low <= 24 and low == int(low) and high == int(high):
        steps = [(f"{n}", float(n), float(n + 1)) for n in range(int(low), int(high) + 1)]
        values = {id__: _one(id__, shown) for id__, _, _ in steps}
        return Chosen(
            facet=Facet(id=id_, kind="many", label={}, unit=shown, values=values),
            unit=unit,
            factor=factor,
            steps=tuple(steps),
        )
    edges = sorted({low, *borders(kept / factor, (0.25, 0.5, 0.75)), math.nextafter(high, math.inf)})
    found = [(f"s{n}", a, b) for n, (a, b) in enumerate(pairwise(edges), 1)]
    values = {
        name: label_range(None if n == 0 else a, None if n == len(found) - 1 else b, shown)
        for n, (name, a, b) in enumerate(found)
    }
    return Chosen(
        facet=Facet(id=id_, kind="many", label={}, unit=shown, values=values),
        unit=unit,
        factor=factor,
        steps=tuple(found),
    )


def _one(text: str, unit: str) -> Words:
    return dict.fromkeys(("en", "is"), f"{text} {unit}".strip())


def _worded(id_: str, seen: Seen, bank: Bank, lang: str) -> Chosen | str:
    known = bank.values.get(id_, {})
    concept = bank.concepts.get(id_)
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for word, count in seen.words.most_common():
        value = known.get(fold(word)) or slug(word)
        if value:
            counts[value] += count
            spelled.setdefault(value, word)
    total = sum(counts.values()) + seen.over
    if len(counts) < 2 or counts.most_common(1)[0][1] >= ALIKE * total:
        return "the same in nearly all that have it"
    top = [value for value, count in counts.most_common(MOST_KEPT) if count >= 2 or len(counts) <= 12]
    if sum(counts[value] for value in top) < 0.6 * total:
        return f"too many different values ({len(counts)}{'+' if seen.over else ''})"
    named = concept.values if concept else {}
    top = in_order(top, spelled)
    values = {value: words(named[value][:2]) if value in named else {lang: spelled[value][:60]} for value in top}
    first = in_order([value for value, _ in counts.most_common(MOST_CHOICES)], spelled)
    choices: tuple[FacetChoice, ...] = ()
    if len(top) > MOST_CHOICES + 1:
        choices = tuple(FacetChoice(id=value, label=values[value], values=(value,)) for value in first)
        choices += (
            FacetChoice(id="other_values", label=OTHER, values=tuple(value for value in top if value not in first)),
        )
    many = seen.several >= 0.1 * seen.count or (concept is not None and concept.kind == "many")
    ids = {fold(word): value for word in seen.words if (value := known.get(fold(word)) or slug(word)) in values}
    facet = Facet(id=id_, kind="many" if many else "choice", label={}, values=values, choices=choices)
    return Chosen(facet=facet, ids=ids)


def value_of(chosen: Chosen, raw: tuple[str, ...], comma: bool = False) -> Attribute | None:
    """An item's value of a facet; None when what it has does not fit the facet's kind: unknown, never false."""
    told = [(one, value) for one in parts(raw) if (value := read(one, comma)) is not None]
    if not told:
        return None
    match chosen.facet.kind:
        case "flag":
            flags = {value for _, value in told if isinstance(value, bool)}
            return flags.pop() if len(flags) == 1 and len(told) == 1 else None
        case "number":
            numbers = {_number_of(value, chosen.unit) for _, value in told}
            number = numbers.pop() if len(numbers) == 1 else None
            return None if number is None else round(number / chosen.factor, 3)
        case "many" if chosen.steps:
            return _covered(chosen, [value for _, value in told if isinstance(value, Measure | Span)])
    ids = tuple(dict.fromkeys(id_ for one, _ in told if (id_ := chosen.ids.get(fold(one)))))
    if chosen.facet.kind == "many":
        return ids or None
    return ids[0] if len(ids) == 1 else None


def _number_of(value: Value, unit: str) -> float | None:
    return value.value if isinstance(value, Measure) and value.unit == unit else None


def _covered(chosen: Chosen, values: list[Measure | Span]) -> Attribute | None:
    found: list[str] = []
    for value in values:
        if value.unit != chosen.unit:
            continue
        low, high = (value.value, value.value) if isinstance(value, Measure) else (value.low, value.high)
        low, high = low / chosen.factor, high / chosen.factor
        found += [name for name, start, end in chosen.steps if start <= high and low < end]
    return tuple(dict.fromkeys(found)) or None


__all__ = ["SCALES", "Chosen", "category_id", "choose", "cut", "depth_of", "rolled", "value_of"]
