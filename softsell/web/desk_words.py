"""The words of the desk in one language: phrases, figures with their intervals, and times on the shop's clock."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from msgspec import Struct

from softsell.measure.special import exact_bounds
from softsell.values import Count, Number, Slot, Text
from softsell.voice import figures, phrases
from softsell.voice.phrases import Voice


class Words(Struct, frozen=True):
    """Says what the desk says. `zone` is the shop's clock; every phrase key is written without its "desk-"."""

    voice: Voice
    lang: str
    zone: ZoneInfo
    currency: str

    def __call__(self, key: str, /, **slots: Slot | str | int) -> str:
        """A phrase of the desk. Raises ValueError for one that there is not, so that no page shows a key."""
        return phrases.text(self.voice, f"desk-{key}", self.lang, {k: _slot(v) for k, v in slots.items()})

    def has(self, key: str) -> bool:
        return phrases.wordings(self.voice, f"desk-{key}", self.lang) > 0

    def either(self, key: str, other: str) -> str:
        """The phrase `key`, or the phrase `other` where there is none: for what came from outside."""
        return self(key) if self.has(key) else self(other)

    def label(self, choice: str) -> str:
        """What a quick answer says; the id itself for one that the catalogue made."""
        key = f"choice-{choice}"
        return phrases.text(self.voice, key, self.lang) if phrases.wordings(self.voice, key, self.lang) else choice

    def number(self, value: float) -> str:
        return figures.number(value, "", self.lang)

    def size(self, octets: int) -> str:
        """So many octets as kB or MB."""
        kilo = max(1, round(octets / 1000))
        return f"{self.number(kilo)} kB" if kilo < 1000 else f"{self.number(round(kilo / 1000, 1))} MB"

    def money(self, amount: float, currency: str = "") -> str:
        return figures.money(round(amount), currency or self.currency, self.lang)

    def share(self, value: float, digits: int = 0) -> str:
        """A share as a percentage: "12%" and "12 %"."""
        text = format_decimal(Decimal(repr(round(100 * value, digits))), "#,##0.#", locale=self.lang)
        return f"{text} %" if self.lang == "is" else f"{text}%"

    def rate(self, hits: int, n: int) -> str:
        """A share with its exact 95 % interval in words; a dash where nobody was asked."""
        if not n:
            return "–"
        low, high = exact_bounds(hits, n, 0.975)
        digits = 1 if high < 0.1 else 0
        return self(
            "rate", share=self.share(hits / n, digits), low=self.share(low, digits), high=self.share(high, digits)
        )

    def clock(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def day(self, at: datetime) -> str:
        return figures.day(at.astimezone(self.zone).date(), self.lang)

    def full_day(self, at: datetime) -> str:
        local = at.astimezone(self.zone).date()
        return f"{figures.day(local, self.lang)} {local.year}"

    def time(self, at: datetime) -> str:
        """A day and a clock time, in the shop's zone: "8 June, 14:05"."""
        return self("time", day=self.day(at), clock=self.clock(at))

    def iso(self, at: datetime) -> str:
        return at.astimezone(self.zone).isoformat(timespec="minutes")

    def long(self, span: timedelta) -> Count:
        """A span as a count of its largest unit."""
        minutes = max(0, int(span.total_seconds() // 60))
        if minutes < 60:
            return Count(minutes, "minute")
        return Count(minutes // 60, "hour") if minutes < 60 * 48 else Count(minutes // 1440, "day")

    def minutes(self, seconds: int) -> Count:
        """Whole minutes, at least one."""
        return Count(max(1, -(-seconds // 60)), "minute")

    def ago(self, at: datetime, now: datetime) -> str:
        return self("ago", long=self.long(now - at))

    def month(self, year: int, month: int) -> str:
        return self(f"month-{month}", year=str(year))


def _slot(value: Slot | str | int) -> Slot:
    match value:
        case str():
            return Text(value)
        case int():
            return Number(value)
        case _:
            return value
