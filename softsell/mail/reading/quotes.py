"""What a person wrote, apart from what their mail program put around it, in English and Icelandic.

Rules
1. The original is always kept beside it, so a wrong cut loses nothing that a person at the desk cannot see.
2. Quoted passages end the text when something stands above them; a person who answers below them is read there.
"""

import re

SCANNED = 2_000  # lines

_MONTHS = "jan|feb|mar|apr|ma[iyí]|j[uú][nl]|[aá]g[uú]|aug|sep|o[ck]t|n[oó]v|de[cs]"
_DATED = re.compile(rf"\d{{1,4}}[./-]\s?(?:\d{{1,2}}|{_MONTHS})|\d{{1,2}}[:.]\d\d|\b(?:{_MONTHS})[a-zö]*\.? \d|@", re.I)
# "On <date>, <name> wrote:" and its Icelandic forms, with the verb last, before the name, or before the date.
_WROTE = re.compile(
    r"(?:wrote|writes|skrifaði|skrifar|sendi|reit)\s*(?:eftirfarandi)?\s*:$"
    r"|\b(?:skrifaði|reit|ritaði)\b[^:]{1,160}:$"
    r"|\bskrifaði\b.{1,120}<[^<>\s]{3,120}>\s*:$"
    r"|\bskrifaði (?:þann|hinn|á) .{4,80}:$",
    re.I,
)
_BEGINS = re.compile(r"^[\s>*_]*(?:on|þann|hinn|(?:mán|þri|mið|fim|fös|lau|sun)\w*\.?,?) .*\d", re.I)
_HEADER = re.compile(
    r"^[*_>\s]*(from|sent|date|to|cc|subject|reply-to|frá|sendandi|sent|send|dags|dags\.|dagsetning|til|viðtakandi|afrit"
    r"|efni|svara til)\s*:[*_]*(?:\s|$)",
    re.I,
)
_FIRST = {"from", "frá", "sendandi"}
_DIVIDER = re.compile(
    r"^[\s>]*-{2,}\s*(?:original message|original appointment|forwarded message|reply message|upphafleg\w* \w+"
    r"|upprunaleg\w* \w+|áframsen\w+ \w+|framsen\w+ \w+)\s*-{2,}\s*$"
    r"|^(?:begin forwarded message|upphaf áframsend\w+ \w+|áframsent \w+)\s*:$",
    re.I,
)
_RULE = re.compile(r"^[\s>]*[_\-=]{10,}\s*$")
_DEVICE = re.compile(
    r"^[\s*_<>]*(?:sent (?:from|via|with|using)\b|sent úr\b|sent frá\b|sent með\b|get outlook for\b|fá outlook\b"
    r"|fáðu outlook\b|sótt(?:u|tu)? outlook\b|sæktu outlook\b|skrifað í síma|sendt fra\b|yahoo mail\b"
    r"|outlook (?:for|fyrir) (?:ios|android))",
    re.I,
)


def visible(text: str) -> str:
    """The writer's own words: without quotes, the line above them, signature and what the device adds."""
    lines = [line.rstrip() for line in text.split("\n")[:SCANNED]]
    kept: list[str] = []
    place = 0
    while place < len(lines):
        span = _attribution(lines, place)
        if span:
            rest = lines[place + span :]
            if not any(_is_quoted(line) for line in rest) or (any(kept) and not _interleaved(rest)):
                break
            place += span
        elif _is_cut(lines, place):
            break
        elif _is_quoted(lines[place]):
            place = _after_quote(lines, place)
        else:
            kept.append(lines[place])
            place += 1
    return _trimmed(kept)


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _interleaved(lines: list[str]) -> bool:
    """Whether words of the writer stand between quoted passages, set apart by an empty line."""
    quoted = [place for place, line in enumerate(lines) if _is_quoted(line)]
    between = range(quoted[0] + 1, quoted[-1]) if quoted else range(0)
    return any(
        lines[place].strip() and not _is_quoted(lines[place]) and not lines[place - 1].strip() for place in between
    )


def _attribution(lines: list[str], place: int) -> int:
    """How many lines from here make up "On ..., ... wrote:"; 0 when none do. Programs wrap it over up to four lines."""
    span = _wrote(lines, place)
    if span < 2 or _BEGINS.match(lines[place]):
        return span
    # A line of the writer's own, right above: the words of attribution begin further down.
    return (
        0 if any(_wrote(lines, later) == span - (later - place) for later in range(place + 1, place + span)) else span
    )


def _wrote(lines: list[str], place: int) -> int:
    if not lines[place].strip():
        return 0
    joined = ""
    for span in range(1, 5):
        if place + span > len(lines):
            return 0
        line = lines[place + span - 1].strip().lstrip("> ").strip("*_ ")
        if not line or (span > 1 and line.endswith(("?", "!"))):
            return 0
        joined = f"{joined} {line}".strip()
        if len(joined) > 400:
            return 0
        # It names a date or an address, so that "My sister wrote:" stays what it is.
        if joined.endswith(":") and _WROTE.search(joined) and _DATED.search(joined):
            return span
    return 0


def _is_cut(lines: list[str], place: int) -> bool:
    """A signature mark, a divider, or the head of a quoted letter: nothing after it is the writer's."""
    line = lines[place]
    if line == "--" or _DIVIDER.match(line):
        return True
    if _RULE.match(line):
        return place + 1 < len(lines) and _is_head(lines, place + 1)
    return _is_head(lines, place)


def _is_head(lines: list[str], place: int) -> bool:
    """From:, Sent:, To:, Subject: at least three of them within six lines, the first naming the sender."""
    while place < len(lines) and not lines[place].strip():
        place += 1
    found = [_HEADER.match(line) for line in lines[place : place + 8]]
    if not found or found[0] is None or found[0][1].lower() not in _FIRST:
        return False
    return len({match[1].lower() for match in found if match}) >= 3


def _after_quote(lines: list[str], place: int) -> int:
    """The line after a quoted passage; a line broken off from a long quoted one belongs to it."""
    while place < len(lines) and _is_quoted(lines[place]):
        place += 1
    long = len(lines[place - 1]) >= 60
    if long and place < len(lines) and lines[place].strip() and place + 1 < len(lines) and _is_quoted(lines[place + 1]):
        return place + 1
    return place


def _trimmed(lines: list[str]) -> str:
    while lines and _is_idle(lines[-1]):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_idle(line: str) -> bool:
    return not line.strip() or bool(_RULE.match(line)) or (len(line) <= 120 and bool(_DEVICE.match(line)))
