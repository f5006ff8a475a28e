"""Which kinds of product an attribute means the same of: the size of shoes is not the size of lamps.

Rules
1. Two kinds go together when what is said of them has one shape (yes and no, numbers of one unit, words) and the less of
   the two is at home in the other: half its words are known there, or the middle half of its numbers meets theirs.
2. The largest kind comes first, and each next one goes to the first that it suits; else it stands by itself.
"""

import numpy as np

from softsell.advise.making.bank import fold
from softsell.advise.making.quantities import read
from softsell.advise.making.survey import Seen, together

AT_HOME = 0.5
FLAG, WORDS = "flag", "words"


def apart(kinds: list[Seen], known: dict[str, str]) -> list[Seen]:
    """What was seen of each kind, put together where it means the same. `known`: folded spelling -> value's id."""
    groups: list[list[Seen]] = []
    wholes: list[Seen] = []
    for seen in sorted(kinds, key=lambda one: (-one.count, min(one.categories, default=""))):
        n = next((n for n, whole in enumerate(wholes) if _alike(whole, seen, known)), None)
        if n is None:
            groups.append([seen])
            wholes.append(seen)
        else:
            groups[n].append(seen)
            wholes[n] = together(groups[n])
    return wholes


def _alike(whole: Seen, seen: Seen, known: dict[str, str]) -> bool:
    shape = _shape(seen)
    if shape != _shape(whole):
        return False
    if shape == FLAG:
        return True
    if shape == WORDS:
        some, others = _values(seen, known), _values(whole, known)
        return max(_share(some, others), _share(others, some)) >= AT_HOME
    unit = shape.removeprefix("=")
    low, high = (float(np.quantile(seen.numbers[unit].sorted(), share)) for share in (0.25, 0.75))
    least, most = (float(np.quantile(whole.numbers[unit].sorted(), share)) for share in (0.1, 0.9))
    return low <= most and high >= least


def _shape(seen: Seen) -> str:
    """What most of its values are: yes and no, numbers ("=" and their unit), or words."""
    words = sum(count for word, count in seen.words.items() if isinstance(read(word), str)) + seen.over
    told = seen.yes + seen.no + sum(one.count for one in seen.numbers.values()) + words
    unit, numbers = max(seen.numbers.items(), key=lambda one: one[1].count, default=("", None))
    if seen.yes + seen.no >= 0.9 * told:
        return FLAG
    return f"={unit}" if numbers is not None and numbers.count >= 0.8 * told else WORDS


def _values(seen: Seen, known: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word, count in seen.words.items():
        value = known.get(fold(word), fold(word))
        found[value] = found.get(value, 0) + count
    return found


def _share(some: dict[str, int], others: dict[str, int]) -> float:
    """How much of what is said is said of the others too."""
    return sum(count for value, count in some.items() if value in others) / max(1, sum(some.values()))
