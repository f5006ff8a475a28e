"""What a person wrote, apart from what mail programs put around it.

Rules
1. The original is always kept beside it, so a wrong cut loses nothing that a person at the desk cannot see.
2. A marked quotation (">") is left out wherever it stands, with the line that announces it; words between and below such
   passages are the writer's.
3. An unmarked quotation, announced by its attribution, head or divider, goes on to the end.
4. In doubt it stays.
"""

import re

from softsell.mail.reading.attribution import attributions, is_quoted
from softsell.mail.reading.heads import ends_here, is_rule
from softsell.mail.reading.marks import fences, marked
from softsell.mail.reading.signatures import below_warning, own

SCANNED = 2_000  # lines

_LONG = 60  # characters of a quoted line from which it may have been broken


def visible(text: str) -> str:
    """The writer's own words: without quotes, the line above them, signature and what the device adds."""
    lines = [line.rstrip() for line in text.split("\n", SCANNED)[:SCANNED]]
    kept: list[str] = []
    code = fences(lines)
    for passage, cut in _passages(marked(lines, code), code):
        while cut and passage and (not passage[-1].strip() or is_rule(passage[-1], 3)):
            passage.pop()
        words = _own(passage if kept else below_warning(passage), alone=not kept)
        if words:
            kept.append(words)
    return "\n\n".join(kept).strip()


def _own(passage: list[str], alone: bool) -> str:
    """The writer's words of a passage: what stands above the end of their code, and below it what is no signature."""
    end = max(fences(passage).values(), default=0)
    while end and end < len(passage) and not passage[end].strip():
        end += 1
    return "\n".join(passage[:end] + own(passage[end:], alone=alone and not end)).strip("\n")


def _passages(lines: list[str], code: dict[int, int]) -> list[tuple[list[str], bool]]:
    """What stands between the quotations, and whether a quotation follows it; `code` is the writer's."""
    announced = attributions(lines)
    found: list[tuple[list[str], bool]] = []
    passage: list[str] = []
    place = 0
    while place < len(lines):
        end = code.get(place, 0)
        if end and not any(line in announced for line in range(place, end)):
            passage += lines[place:end]
            place = end
            continue
        end = announced.get(place, 0)
        if end:
            if not _goes_on(lines, end, bool(found) or any(line.strip() for line in passage)):
                return [*found, (passage, True)]
        elif is_quoted(lines[place]):
            end = _after_quote(lines, place)
        elif ends_here(lines, place, announced):
            return [*found, (passage, True)]
        else:
            passage.append(lines[place])
            place += 1
            continue
        found.append((passage, True))
        passage, place = [], end
    return [*found, (passage, False)]


def _goes_on(lines: list[str], place: int, above: bool) -> bool:
    """Whether words of the writer may stand below an attribution: below a marked quotation only."""
    below = next((line for line in lines[place:] if line.strip()), "")
    return is_quoted(below) or (not above and any(is_quoted(line) for line in lines[place:]))


def _after_quote(lines: list[str], place: int) -> int:
    """The line after a quoted passage; a line broken off from a long quoted one belongs to it."""
    while place < len(lines):
        while place < len(lines) and is_quoted(lines[place]):
            place += 1
        if not _broken_off(lines, place):
            return place
        place += 1
    return place


def _broken_off(lines: list[str], place: int) -> bool:
    if place + 1 >= len(lines) or not lines[place].strip() or not is_quoted(lines[place + 1]):
        return False
    above = lines[place - 1]
    ended = re.search(r"[?!:]$" if lines[place].lstrip()[:1].islower() else r"[.?!:]$", above)
    return len(above) >= _LONG and ended is None
