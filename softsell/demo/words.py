"""The words of the demonstration's own pages, from `words.en.toml` and `words.is.toml`: one key, one text, both languages."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel.dates import format_datetime

from softsell.voice.figures import weekday

LANGUAGES = {"en": "English", "is": "Íslenska"}
_AT = {"en": "at", "is": "kl."}
_MOMENT = {"en": "EEEE d MMMM, HH:mm", "is": "EEEE d. MMMM, HH:mm"}


@lru_cache(maxsize=4)
def words(lang: str) -> dict[str, str]:
    """Every text of a language by its key: `shop.cart.title`."""
    raw = (files("softsell") / "demo" / f"words.{lang}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(raw), ""))


def say(lang: str) -> Callable[..., str]:
    """A function that says a text: `w("product.stock", n=3)`. A missing key is an error."""
    known = words(lang)

    def w(key: str, **values: object) -> str:
        return known[key].format(**values) if values else known[key]

    return w


def moment(at: datetime, lang: str) -> str:
    """A time with its weekday, as the demonstration's clock shows it."""
    shown = format_datetime(at, _MOMENT.get(lang, _MOMENT["en"]), locale=lang)
    return shown[:1].upper() + shown[1:]


def when(at: datetime, lang: str) -> str:
    """A time within a sentence: "Monday 8 June at 09:30", "mánudaginn 8. júní kl. 09:30"."""
    return f"{weekday(at.date(), lang)} {_AT.get(lang, 'at')} {at:%H:%M}"


def _flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
