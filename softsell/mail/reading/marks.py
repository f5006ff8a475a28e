"""How lines are marked as quoted where not by ">", and which only seem to be.

Rules
1. The name or the initials of who is quoted, with a ">" ("Anna> "), mark a line where they stand twice or below the line
   that says who wrote; bars ("| ") only below such a line, and never a table's.
2. What stands between two fences ("```") is the writer's code, whatever its lines begin with.
"""

import re

from softsell.mail.reading.attribution import announces

_NAMED = re.compile(r"\s{0,3}([^\W\d_][\w.]{0,9})>+(?=\s|$)")
_FENCE = re.compile(r"\s{0,3}(?:```+|~~~+)[\w+-]{0,20}")
_FENCED = 200  # lines


def fences(lines: list[str]) -> dict[int, int]:
    """The lines that open code, and the line after the one that closes it."""
    found: dict[int, int] = {}
    opened = -1
    for place, line in enumerate(lines):
        if len(line) > 40 or not _FENCE.fullmatch(line):
            continue
        if opened < 0 or place - opened > _FENCED:
            opened = place
        else:
            found[opened], opened = place + 1, -1
    return found


def marked(lines: list[str], code: dict[int, int]) -> list[str]:
    """The lines, with ">" before those that are quoted by another mark; those of code as they are."""
    written = _outside(lines, code)
    names, bars = _names(lines, written), _has_bars(lines, written)
    if not names and not bars:
        return lines
    shown = list(lines)
    for place in written:
        named = _NAMED.match(lines[place])
        if (named and named[1] in names) or (bars and _is_bar(lines[place])):
            shown[place] = f"> {lines[place]}"
    return shown


def _outside(lines: list[str], code: dict[int, int]) -> list[int]:
    places: list[int] = []
    place = 0
    while place < len(lines):
        if place in code:
            place = code[place]
        else:
            places.append(place)
            place += 1
    return places


def _names(lines: list[str], written: list[int]) -> set[str]:
    """The names that mark quoted lines."""
    seen: set[str] = set()
    names: set[str] = set()
    above = ""
    for place in written:
        named = _NAMED.match(lines[place])
        if named:
            # "SQL> " and "PS> " are what machines write, and need the line above.
            again = named[1] in seen and not named[1].isupper() and named[1][0].isupper()
            if again or announces(above):
                names.add(named[1])
            seen.add(named[1])
        above = lines[place] if lines[place].strip() else above
    return names


def _has_bars(lines: list[str], written: list[int]) -> bool:
    above = ""
    for place in written:
        if _is_bar(lines[place]) and announces(above, proved=True):
            return True
        above = lines[place] if lines[place].strip() else above
    return False


def _is_bar(line: str) -> bool:
    return line.strip() == "|" or (line.startswith("|") and not line.endswith("|"))
