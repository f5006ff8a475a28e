"""What a text says is wanted, whatever the shop: budget, size, count, measures, colour, material, use, and what it must not be.

Rules
1. An amount of money is a budget only with a currency or a word of spending beside it, never beside a unit of measure.
   It is in minor units; the currency is the one written, else the caller's.
2. A negating word up to three words before puts a value under "not".
3. A number with a unit is a measure of what the unit measures (cm: the word beside it, else length); "at most", "under",
   "at least" and their like make it a limit.
"""

import re
from typing import Any

from softsell.advise.reading.book import first
from softsell.advise.reading.mention import negated
from softsell.advise.tables.wants_words import NUMBERS, SIDES, TRAITS
from softsell.advise.text import fold
from softsell.values import minor

MOST = 2000  # letters that are looked at
_N = r"(\d{1,3}(?:[. ,]\d{3})+(?![\d])|\d+(?:[.,]\d{1,2})?)"
_K = r"(?:\s*(k|thus\w*|th|thousand|grand)\b)?"
_MARK = r"(?:isk|kr|kronur|kronum|krona|eur|euros?|evr\w*|usd|dollars?|bucks|gbp|pounds?|quid|pund\w*|[€$£])"
_MONEY = re.compile(rf"(?P<a>{_MARK}\.?\s*)?{_N}{_K}(?P<b>\s*{_MARK}(?![a-z]))?")
_RANGE = re.compile(
    rf"(?:between|from|bilinu|milli|fra)\s+(?:{_MARK}\s*)?{_N}{_K}\s*(?:{_MARK})?\s*(?:and|to|og|til|-)\s+"
)
_MOST = re.compile(
    r"(?:under|below|less than|at most|max(?:imum)?|up to|no more than|not more than|not over|within|no (?:wider|longer|higher|"
    r"bigger|taller|heavier) than|undir|innan|mest|hamarki|hamark|minna en|ekki (?:meira|meiru|yfir|dyrara|breidara|lengra|"
    r"staerra|thyngra)(?: en)?|allt ad|upp (?:i|ad)|ekki (?:\w+ )?meir[au] en)\W+(?:\w+\W+){0,2}$"
)
_LEAST = re.compile(r"(?:at least|over|above|more than|min(?:imum)?|minnst|lagmarki|yfir|meira en)\W+(?:\w+\W+)?$")
_MOST_AFTER = re.compile(r"\W+(?:\w+\W+)?(?:at (?:the )?most|max|tops|or less|i mesta lagi|ad hamarki|hamark|mest)\b")
_ABOUT = re.compile(r"\b(?:about|around|roughly|circa|um|kringum|svona|ca)\W+$")
_SPEND = re.compile(r"\b(?:budget|spend\w*|spent|afford|eyda|eydi|fjarhag\w*|borga)\b")
_UNITS: dict[str, tuple[str, str]] = {
    "cm": ("length", "cm"),
    "mm": ("length", "mm"),
    "m": ("length", "m"),
    "metres": ("length", "m"),
    "meters": ("length", "m"),
    "metra": ("length", "m"),
    "inch": ("length", "inch"),
    "inches": ("length", "inch"),
    "tommu": ("length", "inch"),
    "tommur": ("length", "inch"),
    "kg": ("weight", "kg"),
    "kilo": ("weight", "kg"),
    "kilos": ("weight", "kg"),
    "kiloa": ("weight", "kg"),
    "g": ("weight", "g"),
    "gr": ("weight", "g"),
    "grams": ("weight", "g"),
    "grom": ("weight", "g"),
    "gromm": ("weight", "g"),
    "l": ("volume", "l"),
    "litres": ("volume", "l"),
    "liters": ("volume", "l"),
    "litre": ("volume", "l"),
    "litra": ("volume", "l"),
    "litrar": ("volume", "l"),
    "ml": ("volume", "ml"),
    "volts": ("voltage", "V"),
    "volt": ("voltage", "V"),
    "voltum": ("voltage", "V"),
    "v": ("voltage", "V"),
    "w": ("power", "W"),
    "watts": ("power", "W"),
    "watt": ("power", "W"),
    "wott": ("power", "W"),
    "gb": ("memory", "GB"),
    "tb": ("memory", "TB"),
    "hours": ("duration", "h"),
    "klst": ("duration", "h"),
    "degrees": ("temperature", "C"),
    "gradur": ("temperature", "C"),
    "km": ("distance", "km"),
}
_MEASURE = re.compile(rf"\b{_N}\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})\b")
_ACROSS = (
    ("width", "wide|width|breid\\w*|across"),
    ("height", "high|tall|height|ha|har|hatt|haed\\w*|lofts|ceiling\\w*"),
    ("depth", "deep|depth|djup\\w*"),
    ("length", "long|length|lang\\w*|lengd\\w*"),
)
_LETTER = r"(?:xxs|xs|s|m|l|xl|xxl|xxxl|small|medium|large)"
_SIZE = re.compile(
    rf"\b(?:size|sizes|staerd\w*|strd|str|numer|nr|eu|uk|us|shoe(?: size)?|skonumer"
    rf"|skostaerd)\.?:?\s+(\d{{1,3}}(?:[.,]5)?|{_LETTER})\b"
    rf"|\b(?:an?|in|i take|i wear|nota|tek|i)\s+(?:an? )?({_LETTER})(?=$|[\s.,!?])|\b([a-h]{{1,2}}) (?:cup|skal)\b"
)
_COUNT = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?:of (?:them|these|those|it)|pieces|pcs|stk|stykki"
    rf"|svona|eins|sets?|pairs?|por|pack|saman)\b"
    r"|\b(?:pack|set|box) of (\d{1,3})\b"
)
_AGE = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})[\s-]*(?:years?[\s-]old|year[\s-]olds?|ara\b|yo\b)|\b(?:is|turning|verdur|er) (\d{{1,2}}|"
    rf"{'|'.join(NUMBERS)})(?=$|[.,!]| (?:and|og))"
)
_BY = re.compile(
    r"\b(?:by|before|fyrir|no later than|i sidasta lagi)\s+((?:the )?\d{1,2}(?:st|nd|rd|th"
    r"|\.)?(?: (?:of )?\w+)?|(?:next )?(?:mon|tues|"
    r"wednes|thurs|fri|satur|sun)day|christmas|easter|tomorrow|jol\w*|paska\w*|(?:manu|thridju|midviku|fimmtu|fostu|laugar|sunnu)"
    r"dag\w*|helgi\w*|morgundag\w*)"
)


def wants(text: str, currency: str = "") -> dict[str, Any]:
    """What is wanted, by concept, ready to be written as JSON; {} for nothing.

    `budget`: {"max", "min", "currency"}, and "about" where the most is only about that much;
    measures: {"max" | "min" | "about", "unit"}; `size`, `count`, `age`, `by`: a value;
    `colour`, `material`, `trait`, `use`, `for`: a list of values;
    `compared`: concept -> "lower" or "higher"; `not`: concept -> list.
    """
    folded = fold(text[:MOST])
    found: dict[str, Any] = {}
    if money := _budget(folded, currency):
        found["budget"] = money
    for concept, measure in _measures(folded):
        found.setdefault(concept, measure)
    for name, find in (("size", _SIZE), ("count", _COUNT), ("age", _AGE), ("by", _BY)):
        if match := find.search(folded):
            said = next(part for part in match.groups() if part)
            found[name] = NUMBERS.get(said, int(said) if said.isdigit() and name != "size" else said)
    refused: dict[str, list[str]] = {}
    for concept, values in TRAITS.items():
        for value in values:
            if match := first(concept, folded, value):
                into = refused if negated(folded, match.start()) and not match[0].startswith(("no ", "eng")) else found
                into.setdefault(concept, []).append(value)
    compared = {
        concept: side for concept, side in SIDES if (m := first(concept, folded, side)) and not _undone(folded, m)
    }
    if compared:
        found["compared"] = compared
    if refused:
        found["not"] = refused
    return found


def _undone(folded: str, match: re.Match[str]) -> bool:
    return not match[0].startswith(("not", "ekki")) and negated(folded, match.start())


def _budget(folded: str, currency: str) -> dict[str, Any]:
    """Rule 1."""
    spending = bool(_SPEND.search(folded))
    ranged = _RANGE.search(folded)
    found: dict[str, Any] = {}
    for match in _MONEY.finditer(folded):
        start, end = match.span()
        if (start and (folded[start - 1].isalnum() or folded[start - 1] in ".,-/")) or _MEASURE.match(folded, start):
            continue
        mark = _currency(match["a"] or match["b"] or "")
        before, after = folded[max(0, start - 40) : start], folded[end : end + 25]
        most, least = _MOST.search(before) or _MOST_AFTER.match(after), _LEAST.search(before)
        within = ranged is not None and ranged.start() <= start <= ranged.end()
        if not within and not _is_money(match, mark, spending, bool(most), bool(least), after):
            continue
        used = mark or currency
        amount = minor(_plain(match[2]), used or "EUR") * (1000 if match[3] else 1)
        if ranged and within and start < ranged.end():
            second = _MONEY.match(folded, ranged.end())
            many = match[3] or (second and second[3])
            used = used if mark else _currency((second and (second["a"] or second["b"])) or "") or currency
            found["min"] = minor(_plain(match[2]), used or "EUR") * (1000 if many else 1)
        elif within:
            found["max"] = amount
        elif most or least or spending or _ABOUT.search(before):
            found.setdefault("max" if most else "min" if least else "about", amount)
        else:
            continue  # a price that is told, not a limit
        found["currency"] = used
    about = found.pop("about", None)
    if about is not None and not found.keys() & {"max", "min"}:
        found |= {"max": about, "about": True}
    return found


def _is_money(match: re.Match[str], mark: str, spending: bool, most: bool, least: bool, after: str) -> bool:
    if mark or match[3] or (spending and (most or least or len(match[2]) > 2)):
        return True
    return (
        most
        and len(re.sub(r"\D", "", match[2])) >= 2
        and not re.match(r"\s*(?:%|[a-z]{3,})", after.replace("all in", ""))
    )


def _plain(number: str) -> str:
    return re.sub(r"[. ,]", "", number) if re.fullmatch(r"\d{1,3}(?:[. ,]\d{3})+", number) else number.replace(",", ".")


def _currency(mark: str) -> str:
    for code, begins in (
        ("ISK", ("isk", "kr")),
        ("EUR", ("eur", "evr", "€")),
        ("USD", ("usd", "dol", "buck", "$")),
        ("GBP", ("gbp", "po", "quid", "pund", "£")),
    ):
        if mark.strip().startswith(begins):
            return code
    return ""


def _measures(folded: str) -> list[tuple[str, dict[str, Any]]]:
    """Rule 3."""
    found = []
    for match in _MEASURE.finditer(folded):
        concept, unit = _UNITS[match[2]]
        before, after = folded[max(0, match.start() - 40) : match.start()], folded[match.end() : match.end() + 25]
        if concept == "length":
            for name, said in _ACROSS:
                if re.match(rf"\W+(?:{said})\b", after) or re.search(rf"\b(?:{said})\W+(?:\w+\W+){{0,3}}$", before):
                    concept = name
                    break
        most, least = _MOST.search(before) or _MOST_AFTER.match(after), _LEAST.search(before)
        value = float(_plain(match[1]))
        found.append((concept, {"max" if most else "min" if least else "about": value, "unit": unit}))
    return found
