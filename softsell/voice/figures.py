"""Numbers, money and days as each language writes them: "ISK 18,990" and "18.990 kr.", "8 June" and "8. júní".

Rules
1. English puts the currency first (its sign where it has one of its own), Icelandic last; ISK has no decimals.
2. A blank in a figure is a plain blank, so that a figure found in a text equals the figure that was written.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_currency_symbol

from softsell.values import EXPONENT


@lru_cache(maxsize=65536)
def money(amount: int, currency: str, lang: str) -> str:
    """Minor units as a price: `money(18990, "ISK", "is") == "18.990 kr."`."""
    digits = EXPONENT.get(currency, 2)
    value = Decimal(amount).scaleb(-digits)
    if lang == "en" and get_currency_symbol(currency, locale="en") == currency:
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return f"{currency} {format_decimal(value, pattern, locale=lang)}"
    return format_currency(value, currency, locale=lang).replace("\xa0", " ")


@lru_cache(maxsize=65536)
def number(value: float, unit: str, lang: str) -> str:
    """A measure with at most three decimals: `number(4.6, "kg", "is") == "4,6 kg"`."""
    text = format_decimal(Decimal(repr(value)), "#,##0.###", locale=lang)
    return f"{text} {unit}" if unit else text


@lru_cache(maxsize=4096)
def day(value: date, lang: str) -> str:
    """A day without its year: "8 June", "8. júní"."""
    return format_date(value, "d. MMMM" if lang == "is" else "d MMMM", locale=lang)


@lru_cache(maxsize=4096)
def weekday(value: date, lang: str) -> str:
    """A day with its weekday, in Icelandic in the accusative of time: "Monday 8 June", "mánudaginn 8. júní"."""
    name = format_date(value, "EEEE", locale=lang)
    if lang == "is":
        name = name.removesuffix("ur") + "inn"
    return f"{name} {day(value, lang)}"
