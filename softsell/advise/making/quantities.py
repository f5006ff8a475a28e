"""Reads one value of an attribute: a measure with its unit, a range, yes or no, or words; in English and Icelandic.

Rules
1. A unit becomes the base unit of its kind: g, ml, mm, W, dB, min, V, mAh, GB ... ("1,2 kg" is 1200 g, "5 lítrar" 5000 ml).
2. A comma is the decimal sign where it can be nothing else; "1.250" and "1,250" are read by `comma`, the file's habit.
3. "up to 12 kg" and "from 3 kg" are the limit that is named; "35-40" is a range. What says nothing ("-", "n/a") is None.
"""

import re
from functools import lru_cache

from msgspec import Struct

MOST = 300  # characters of a value that are looked at

# base unit -> (factor, the words for it)
_TABLE: tuple[tuple[str, float, str], ...] = (
    ("g", 0.001, "mg milligrams"),
    ("g", 1, "g gr gram grams gramm grömm gramma grammes"),
    ("g", 1000, "kg kgs kilo kilos kíló kílógramm kílógrömm kilogram kilograms"),
    ("g", 453.592, "lb lbs pound pounds pund"),
    ("g", 28.3495, "oz ounce ounces únsur"),
    ("ml", 1, "ml millilitre millilitres milliliter millilítri millilítrar"),
    ("ml", 10, "cl sentilítrar"),
    ("ml", 100, "dl desilítri desilítrar"),
    ("ml", 1000, "l ltr lt litre litres liter liters lítri lítrar lítra lítrum"),
    ("mm", 1, "mm millimetre millimetres millimeter millimeters millimetrar millímetrar"),
    ("mm", 10, "cm sm centimetre centimetres centimeter centimeters sentimetri sentimetrar sentímetrar"),
    ("mm", 1000, "m metre metres meter meters metri metrar metra"),
    ("mm", 25.4, 'in inch inches " ” tomma tommur tommu'),
    ("mm", 304.8, "ft foot feet fet"),
    ("km", 1, "km kilometre kilometres kilometer kilometers kílómetri kílómetrar"),
    ("W", 1, "w watt watts vatt vött wött"),
    ("W", 1000, "kw kilowatt kilowatts kílóvött"),
    ("dB", 1, "db dba db(a) decibel decibels desibel"),
    ("min", 1 / 60, "s sec secs second seconds sek sekúndur sekúnda"),
    ("min", 1, "min mins minute minutes mín mínúta mínútur mínútna"),
    ("min", 60, "h hr hrs hour hours klst klukkustund klukkustundir klukkustunda tímar tíma"),
    ("days", 1, "day days dagur dagar daga"),
    ("months", 1, "month months mo mán mánuður mánuðir mánaða"),
    ("months", 12, "year years yr yrs ár ára árs"),
    ("V", 1, "v volt volts volt volta"),
    ("mAh", 1, "mah"),
    ("mAh", 1000, "ah"),
    ("Wh", 1, "wh"),
    ("Hz", 1, "hz"),
    ("GB", 1 / 1024, "mb"),
    ("GB", 1, "gb"),
    ("GB", 1024, "tb"),
    ("lm", 1, "lm lumen lumens lúmen"),
    ("°C", 1, "°c °"),
    ("bar", 1, "bar"),
    ("%", 1, "% percent prósent"),
    ("m²", 1, "m2 m² fm fermetrar"),
    ("MP", 1, "mp megapixels"),
    ("kcal", 1, "kcal"),
    ("SPF", 1, "spf"),
    ("pcs", 1, "pcs pieces pc stk stykki"),
    ("people", 1, "people persons person manna manns"),
)
UNITS = {word: (base, factor) for base, factor, words in _TABLE for word in words.split()}

_NUM = r"[+-]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,12}(?:[.,]\d{1,6})*|\d{1,12}\s?[½¼¾]|[½¼¾])"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_ABOUT = (
    r"(?:up to|at most|max(?:imum|\.)?|allt að|að hámarki|mest|hámark|from|frá|at least|min(?:imum|\.)? |minnst|lágmark|"
    r"approx(?:imately|\.)?|about|ca\.?|um|u\.þ\.b\.|~|≤|≥|<|>|\+/-|±)"
)
_TAIL = r"(?:\+|or more|eða meira|approx\.?|\.)"
QUANTITY = re.compile(
    rf"(?:{_ABOUT}\s*)?(?P<a>{_NUM})\s?-?(?P<ua>{_UNIT})?\.?(?![^\W\d_])"
    rf"(?:\s?(?:-|–|—|to|til|upp í|\.\.)\s?(?P<b>\d{{1,12}}(?:[.,]\d{{1,6}})?)\s?(?P<ub>{_UNIT})?\.?(?![^\W\d_]))?",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"\s*{QUANTITY.pattern}\s*{_TAIL}?\s*", re.IGNORECASE)
_YES = frozenset(("yes", "true", "já", "ja", "y", "✓", "✔"))
_NO = frozenset(("no", "false", "nei", "n", "✗"))
_NOTHING = frozenset(
    ("", "-", "–", "—", "n/a", "na", "null", "none", "unknown", "óþekkt", "?", "tbd", "ekki vitað", "nan")
)
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


class Measure(Struct, frozen=True):
    """A number in the base unit of its kind; `unit` "" is a bare number, `told` the unit as it was written."""

    value: float
    unit: str = ""
    told: str = ""


class Span(Struct, frozen=True):
    """From `low` to `high`, both in it, in the base unit."""

    low: float
    high: float
    unit: str = ""
    told: str = ""


Value = Measure | Span | bool | str | None


def plain(text: str, comma: bool = False, digits: int | None = None) -> tuple[float, bool]:
    """The number that digits with separators mean, and whether another reading was possible. Raises ValueError.

    `comma`: the file writes decimals with a comma. `digits`: decimals of the currency, for an amount of money.
    """
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    for sign, part in _PARTS.items():
        if bare.endswith(sign):
            return (float(bare[:-1]) if bare[:-1] else 0.0) + part, False
    dot, com = bare.rfind("."), bare.rfind(",")
    if dot >= 0 and com >= 0:
        last, other = (".", ",") if dot > com else (",", ".")
        return float(bare.replace(other, "").replace(last, ".")), False
    sign = "." if dot >= 0 else ","
    if dot < 0 and com < 0:
        return float(bare), False
    head, *groups = bare.split(sign)
    if len(groups) > 1:
        if any(len(group) != 3 for group in groups):
            raise ValueError(f"not a number: {text[:40]!r}")
        return float(bare.replace(sign, "")), False
    unsure = len(groups[0]) == 3 and head.strip("+-") not in ("", "0") and len(head.strip("+-")) <= 3
    if not unsure:
        return float(bare.replace(sign, ".")), False
    thousands = digits < 3 if digits is not None else (sign == ".") == comma
    return float(bare.replace(sign, "" if thousands else ".")), digits != 0


@lru_cache(maxsize=65536)
def read(text: str, comma: bool = False, unit: str = "") -> Value:
    """What a value says; `unit` is the one its column names, for bare numbers. Words come back as they stand."""
    bare = " ".join(text[:MOST].split())
    low = bare.casefold()
    if low in _NOTHING:
        return None
    if low in _YES or low in _NO:
        return low in _YES
    if not any(c.isdigit() or c in _PARTS for c in low):
        return bare
    found = _WHOLE.fullmatch(low)
    if found is None:
        return _compound(low, comma) or bare
    return of(found, comma, unit) or bare


def of(found: re.Match[str], comma: bool = False, unit: str = "") -> Measure | Span | None:
    """The measure or range of a match of `QUANTITY`, or None when it is neither."""
    told = (found["ub"] or found["ua"] or unit).casefold()
    base, factor = UNITS.get(told, ("", 1.0))
    try:
        a = plain(found["a"], comma)[0]
        if found["b"] is None:
            return Measure(round(a * factor, 6), base, told)
        first = UNITS.get((found["ua"] or told).casefold(), ("", 1.0))
        b = plain(found["b"], comma)[0]
    except ValueError:
        return None
    if first[0] != base or a * first[1] > b * factor:
        return None
    return Span(round(a * first[1], 6), round(b * factor, 6), base, told)


def _compound(low: str, comma: bool) -> Measure | None:
    """ "1 h 30 min": measures of one kind that follow each other, the larger first."""
    parts = re.findall(rf"({_NUM})\s?({_UNIT})\.?(?:\s|$)", low)
    rest = re.sub(rf"(?:{_NUM})\s?(?:{_UNIT})\.?(?:\s|$)", "", low).strip(" ,og&and")
    if len(parts) != 2 or rest:
        return None
    (a, ua), (b, ub) = parts
    if UNITS[ua][0] != UNITS[ub][0] or UNITS[ua][1] <= UNITS[ub][1]:
        return None
    try:
        total = plain(a, comma)[0] * UNITS[ua][1] + plain(b, comma)[0] * UNITS[ub][1]
    except ValueError:
        return None
    return Measure(round(total, 6), UNITS[ua][0], ua)


@lru_cache(maxsize=8192)
def named_unit(name: str) -> tuple[str, str]:
    """An attribute's name without the unit it ends with, and that unit: ("weight", "kg") of "Weight (kg)"."""
    found = re.fullmatch(rf"(.+?)[\s_]*[(\[]\s*({_UNIT})\.?\s*[)\]]\s*", name, re.IGNORECASE)
    found = found or re.fullmatch(r"(.+?)[\s_](kg|g|ml|cl|cm|mm|sm|db|kw|mah|gb)", name, re.IGNORECASE)
    return (found[1].strip(), found[2].casefold()) if found else (name, "")


def habit(sample: str) -> bool:
    """Whether a file writes decimals with a comma: more numbers such as 1,5 than 1.5 in a piece of it."""
    comma = len(re.findall(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])", sample))
    dot = len(re.findall(r"(?<![\d.,])\d+\.\d{1,2}(?![\d.])", sample))
    return comma > dot
