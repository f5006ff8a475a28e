"""Numbers as people say them: a unit that suits their size, round borders between ranges, and ranges in words."""

import math
from collections import Counter

import numpy as np

from softsell.advise.catalogue import Floats, Words
from softsell.advise.making.quantities import UNITS, Measure, read

# base unit -> the units it is shown in, the largest first: (as shown, base units in one)
SCALES: dict[str, tuple[tuple[str, float], ...]] = {
    "g": (("kg", 1000), ("g", 1)),
    "ml": (("l", 1000), ("ml", 1)),
    "mm": (("m", 1000), ("cm", 10), ("mm", 1)),
    "GB": (("TB", 1024), ("GB", 1)),
    # The words for these differ by language, so the label says them and the unit does not.
    "people": (("", 1),),
    "pcs": (("", 1),),
    "months": (("", 1),),
    "SPF": (("", 1),),
    "min": (("h", 60), ("min", 1)),
}
_SIZES = ("xxs", "xs", "s small", "m medium", "l large", "xl", "xxl 2xl", "xxxl 3xl", "4xl", "5xl", "one_size")
SIZES = {size: n for n, sizes in enumerate(_SIZES) for size in sizes.split()}
_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10)


def scale(unit: str, ordered: Floats, told: Counter[str]) -> tuple[str, float]:
    """The unit that numbers of this base unit are shown in, and how many base units it is. Inches stay where a shop uses them."""
    inches = sum(count for word, count in told.items() if word in ('"', "”", "in", "inch", "inches", "tommur", "tomma"))
    if unit == "mm" and inches > 0.5 * max(1, told.total()):
        return "″", 25.4
    if unit == "mm" and (main := told.most_common(1)) and (shown := _of(main[0][0])):
        return shown
    middle = abs(float(np.median(ordered))) if len(ordered) else 0.0
    for shown_as, factor in SCALES.get(unit, ((unit, 1.0),)):
        if middle >= factor or factor == 1:
            return shown_as, float(factor)
    return unit, 1.0


def _of(written: str) -> tuple[str, float] | None:
    base, factor = UNITS.get(written, ("", 0.0))
    return next(((shown, float(size)) for shown, size in SCALES["mm"] if base == "mm" and size == factor), None)


def borders(ordered: Floats, shares: tuple[float, ...]) -> list[float]:
    """Round numbers near these quantiles, inside the range: each has something on both its sides."""
    found = []
    for share in shares:
        exact = float(np.quantile(ordered, share))
        edge = round_near(exact)
        if not float(ordered[0]) < edge <= float(ordered[-1]):
            above = ordered[ordered > ordered[0]]
            edge = float(above[0]) if exact <= float(ordered[0]) and len(above) else float(ordered[-1])
        found.append(edge)
    return found


def round_near(value: float) -> float:
    """The nearest number that is easy to say."""
    if value == 0:
        return 0.0
    size = 10.0 ** math.floor(math.log10(abs(value)))
    best = min(_ROUND, key=lambda one: abs(one * size - abs(value)))
    return round(math.copysign(best * size, value), 9)


def label_range(low: float | None, high: float | None, unit: str) -> Words:
    """A range in both languages: "under 500 g", "500 g to 1 kg" is never mixed: one unit throughout."""
    tail = f" {unit}" if unit and unit != "″" else unit
    a, b = _plain(low), _plain(high)
    if low is None:
        return {"en": f"under {b}{tail}", "is": f"undir {b.replace('.', ',')}{tail}"}
    if high is None:
        return {"en": f"{a}{tail} or more", "is": f"{a.replace('.', ',')}{tail} eða meira"}
    return {"en": f"{a} to {b}{tail}", "is": f"{a} til {b}{tail}".replace(".", ",")}


def _plain(value: float | None) -> str:
    return "" if value is None else f"{round(value, 2):.10g}"


def in_order(values: list[str], spelled: dict[str, str]) -> list[str]:
    """Values as people would list them: sizes from the smallest, numbers from the least; others stay as they are."""
    sizes = [SIZES.get(value) for value in values]
    if sum(one is not None for one in sizes) > len(values) / 2:
        return sorted(values, key=lambda value: SIZES.get(value, len(SIZES)))
    read_values = {value: read(spelled.get(value, value)) for value in values}
    numbers = {value: one.value for value, one in read_values.items() if isinstance(one, Measure)}
    return sorted(values, key=lambda value: numbers[value]) if len(numbers) == len(values) else values
