"""The line that a mail program puts above a quoted letter: "On Tuesday, Anna <anna@example.is> wrote:".

Rules
1. A verb alone proves nothing ("My sister wrote:"). A date, an hour, an address or a quoted line below must bear it out,
   the more of them the less the line looks like such a line otherwise.
2. Programs wrap it over as many as six lines; it begins as near above its end as it can, so that a line of the writer's
   own right above is not drawn in.
"""

from softsell.mail.reading.words import compiled, pieces

WRAPPED = 6  # lines
LONGEST = 400  # characters

# Chinese, Japanese and Korean put no space before theirs.
_VERB = rf"(?:(?<!\w){pieces('wrote')}(?!\w)|{pieces('wrote_joined')})"
_MONTH, _DAY = pieces("months"), pieces("days")
_ORDINAL = r"(?:\.|st|nd|rd|th|º)?,?\s*(?:de\s+)?"
_YEAR = compiled(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d)"
)  # a date that says which year
_DATE = compiled(
    rf"(?<!\d)\d{{1,2}}{_ORDINAL}{_MONTH}|(?<!\w){_MONTH}\w*\.?\s+\d|\d{{1,4}}[./-]\s?\d{{1,2}}[./-]\s?\d|\d\s?[年년]"
)
_TIME = compiled(r"(?<![\d.])\d{1,2}(?:[:.]|\s?h\s?)\d\d(?!\d)")
_ADDRESS = compiled(r"[\w.+'-]@[\w-]")
_ANGLED = compiled(r"[<(\[]\s*[^\s<>@]{1,80}@[^\s<>@]{2,120}\s*>?")
_BEGINS = compiled(
    rf"(?:{pieces('begins')}\b|{_DAY}\w{{0,9}}[.,]{{0,2}}\s|\d|(?:{_MONTH})\w{{0,9}}\.?\s+\d|[\"“'].{{2,60}}[\"”'] <)"
)
# The beginning of one, where it was wrapped right behind it.
_STARTS = compiled(rf"(?:{pieces('begins')}|(?:{pieces('begins')}\s+)?{_DAY}\w{{0,9}}[.,]{{1,2}})(?:\s+\d{{1,2}}\.?)?")
_COLON_LAST = compiled(r"[:：][*_\s]*$")
_VERB_LAST = compiled(rf"{_VERB}[*_\s]*(?:-{{2,}})?\s*$")
_ENDS_INSIDE = compiled(rf"(?:{_VERB}\s?[:：]|@[^\s<>@]{{2,120}}>+\)?\s*(?:{_VERB}\s?)?:)(?=\s)")
_HAS_VERB = compiled(_VERB)
_NAME = (
    r"(?-i:[A-ZÀ-ÞŁŚŻ])[\w.'-]*(?: (?-i:[A-ZÀ-ÞŁŚŻ])[\w.'-]*){0,3}(?: \([^()]{1,40}\))?|[\"“][^\"”]{1,60}[\"”]|\S{1,80}"
)
_NAME_ONLY = compiled(
    rf"(?:{_NAME}),? {_VERB}(?: (?:on|in|to|at|auf|an|à) [^:,]{{1,40}})?\s?:$"
    rf"|\S{{1,20}}(?: \S{{1,20}})? ?{pieces('wrote_joined')}\s?[:：]$"
)
_VERB_NAME = compiled(rf"{_VERB}[^:]{{0,80}}(?:\d:\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?|uhr)?)?:$")


def attributions(lines: list[str]) -> dict[int, int]:
    """The lines at which such a line begins, and the line after its end."""
    found: dict[int, int] = {}
    words = [bare(line) for line in lines]
    verbs = [_HAS_VERB.search(line) is not None for line in words]
    for last, line in enumerate(words):
        if verbs[last] or ":" in line or "：" in line:
            first = _first(lines, words, verbs, last)
            if first >= 0:
                found.setdefault(first, last + 1)
    return found


def announces(line: str, proved: bool = False) -> bool:
    """Whether one line says who wrote what is below it; `proved`: and when, or from what address."""
    words = bare(line)
    if not _COLON_LAST.search(words) or not _HAS_VERB.search(words):
        return False
    return not proved or any(sign.search(words) for sign in (_DATE, _YEAR, _TIME, _ADDRESS))


def _first(lines: list[str], bared: list[str], verbs: list[bool], last: int) -> int:
    """Where the attribution that ends with line `last` begins; -1 when none does."""
    words = bared[last]
    if len(words) > LONGEST or (is_quoted(lines[last]) and words not in (":", ">:")):
        return -1
    inside = False
    if not _COLON_LAST.search(words) and not (verbs[last] and _VERB_LAST.search(words[-60:])):
        end = _ENDS_INSIDE.search(words)
        if end is None:
            return -1
        words, inside = words[: end.end()], True
    quoted = _quote_follows(lines, last + 1)
    nearest, verb = -1, False
    for first in range(last, max(-1, last - WRAPPED), -1):
        if first < last:
            line = bared[first]
            if not line or is_quoted(lines[first]) or line.endswith(("?", "!")):
                break
            words = f"{line} {words}"
        if len(words) > LONGEST:
            break
        verb = verb or verbs[first]
        begins = _BEGINS.match(words) is not None
        apart = first == 0 or not bared[first - 1] or is_quoted(lines[first - 1])
        if _proved(words, begins, quoted, inside, verb, apart):
            if begins and _DATE.search(words):
                return first - (first > 0 and _STARTS.fullmatch(bared[first - 1]) is not None)
            nearest = first if nearest < 0 else nearest
    return nearest


def _proved(words: str, begins: bool, quoted: bool, inside: bool, verb: bool, apart: bool) -> bool:
    """Whether the joined words say enough of when, and by whom; `apart`: they begin a paragraph."""
    words = words.strip("*_ -")
    address, time = _ADDRESS.search(words), _TIME.search(words)
    if not address and not time and not begins and not quoted:
        return False
    date, year = _DATE.search(words), _YEAR.search(words)
    if not (address or date or year):
        return quoted and verb and _NAME_ONLY.fullmatch(words) is not None
    if not verb:
        # In a tongue that we do not know, or "Quoting Anna <anna@example.is>:".
        told = _ANGLED.search(words) or (begins and year and time)
        announces = apart and quoted and not inside and told and _COLON_LAST.search(words)
        return bool(announces or (address and date and time and (year or begins)))
    if inside:
        return bool(address and (date or time))
    if address and (date or time or year):
        return True
    if _ANGLED.search(words) and (quoted or _ends_well(words)):
        return True
    if not _ends_well(words):
        return False
    if begins and year and (time or quoted or words.rstrip(":： ").endswith(("you wrote", "wrote"))):
        return True
    if quoted and (time or date) and (begins or year):
        return True
    return quoted and _NAME_ONLY.fullmatch(words) is not None


def _ends_well(words: str) -> bool:
    return _VERB_LAST.search(words[-60:].rstrip(":： ")) is not None or _VERB_NAME.search(words[-140:]) is not None


def _quote_follows(lines: list[str], place: int) -> bool:
    while place < len(lines) and not lines[place].strip():
        place += 1
    return place < len(lines) and is_quoted(lines[place])


def is_quoted(line: str) -> bool:
    return line.lstrip()[:1] == ">"


def bare(line: str) -> str:
    """A line without the marks of quotation and emphasis around it; what is far too long for these rules is cut."""
    return line[: LONGEST + 1].strip().lstrip("> -").strip("*_ -")
