"""The merchant's settings as fields of a form: which there are, what each may be, and what is wrong with one that is not.

Rules
1. A problem names its field and says what would be right. Nothing is saved while there is one.
2. The floor of two hours, the caps, the rest after a no and the quiet hours are limits of kindness: no form loosens them.
"""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from msgspec import Struct
from msgspec.structs import replace

from softsell.core.shop import Caps, Policy
from softsell.errors import nearest
from softsell.voice import LANGUAGES
from softsell.web.desk_words import Words

_ADDRESS = re.compile(r"[^@\s<>\",;:\\()\[\]]{1,64}@[^@\s<>\",;:\\()\[\]]{1,190}\.[^@\s.<>\",;:\\()\[\]]{2,63}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
EARLIEST, LATEST = time(7, 0), time(22, 0)
NO_SENDER = ("shop@example.com", "")


class Field(Struct, frozen=True):
    """One setting. `kind`: text, address, url, whole, clock, yes, share, zone, letters, languages, language."""

    name: str
    kind: str
    low: int = 0
    high: int = 0
    unit: str = ""
    needed: bool = False
    most: int = 200


GROUPS: dict[str, tuple[Field, ...]] = {
    "shop": (
        Field("name", "text", needed=True, most=80),
        Field("url", "url", needed=True),
        Field("checkout_url", "url"),
        Field("country", "letters", high=2, needed=True),
        Field("currency", "letters", high=3, needed=True),
        Field("timezone", "zone", needed=True),
        Field("languages", "languages"),
        Field("language", "language"),
    ),
    "letters": (
        Field("sender", "address", needed=True),
        Field("staff", "text", most=80),
        Field("staff_hours", "whole", 1, 240, "hours"),
        Field("staff_opens", "clock"),
        Field("staff_closes", "clock"),
        Field("staff_weekends", "yes"),
        Field("postal_address", "text", most=200),
        Field("wait_hours", "whole", 2, 336, "hours"),
        Field("service_wait_hours", "whole", 1, 72, "hours"),
        Field("follow_up_hours", "whole", 0, 336, "hours"),
        Field("morning", "clock"),
        Field("opens", "clock"),
        Field("closes", "clock"),
        Field("sundays", "yes"),
    ),
    "limits": (
        Field("caps.day", "whole", 1, 2, "letters"),
        Field("caps.week", "whole", 1, 4, "letters"),
        Field("caps.month", "whole", 1, 8, "letters"),
        Field("drop_hours", "whole", 24, 720, "hours"),
        Field("cart_days", "whole", 1, 90, "days"),
        Field("rest_days", "whole", 14, 730, "days"),
        Field("no_days", "whole", 180, 3650, "days"),
    ),
    "ground": (
        Field("soft_optin", "yes"),
        Field("holdout", "share", 0, 50, "percent"),
        Field("anonymous_days", "whole", 1, 90, "days"),
        Field("conversation_days", "whole", 30, 730, "days"),
    ),
    "model": (
        Field("model_understand", "yes"),
        Field("model_rephrase", "yes"),
        Field("model_seconds", "whole", 1, 20, "seconds"),
        Field("model_calls", "whole", 1, 100_000, "questions"),
        Field("model_tokens", "whole", 1000, 999_999, "tokens"),
    ),
}
FIELDS = {field.name: field for group in GROUPS.values() for field in group}


def values(policy: Policy) -> dict[str, str]:
    """Every field as its form shows it."""
    found = {}
    for name, field in FIELDS.items():
        value: Any = policy
        for part in name.split("."):
            value = getattr(value, part)
        match field.kind:
            case "clock":
                found[name] = f"{value:%H:%M}"
            case "yes":
                found[name] = "1" if value else ""
            case "share":
                found[name] = f"{100 * value:g}"
            case "languages":
                found |= {f"languages.{one}": "1" if one in value else "" for one in LANGUAGES}
            case _:
                found[name] = str(value)
    return found


def read(group: str, form: Mapping[str, str], policy: Policy, words: Words) -> tuple[Policy, dict[str, str]]:
    """The settings with the fields of one group as posted, and what is wrong: field -> words. Wrong ones stay as they were."""
    wrong: dict[str, str] = {}
    told: dict[str, Any] = {}
    for field in GROUPS[group]:
        try:
            told[field.name] = _value(field, form, words)
        except ValueError as error:
            wrong[field.name] = words("problem", field=words(f"set-{field.name.replace('.', '-')}"), what=str(error))
    caps = {name.removeprefix("caps."): told.pop(name) for name in list(told) if name.startswith("caps.")}
    after = replace(policy, **told, caps=replace(policy.caps, **caps))
    for name, key in _whole(after):
        if name in FIELDS and FIELDS[name] in GROUPS[group] and name not in wrong:
            wrong[name] = words("problem", field=words(f"set-{name.replace('.', '-')}"), what=words(f"problem-{key}"))
    return after, wrong


def _value(field: Field, form: Mapping[str, str], words: Words) -> Any:
    text = _CONTROL.sub(" ", form.get(field.name, "")).strip()
    if field.needed and not text:
        raise ValueError(words("problem-empty"))
    if len(text) > field.most:
        raise ValueError(words("problem-long", most=field.most))
    match field.kind:
        case "whole":
            return _number(field, text, words)
        case "share":
            return _number(field, text, words) / 100
        case "yes":
            return text == "1"
        case "clock":
            return _clock(text, words)
        case "address":
            if not _ADDRESS.fullmatch(text) or not text.isascii():
                raise ValueError(words("problem-address"))
        case "url":
            if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname):
                raise ValueError(words("problem-url"))
        case "letters":
            if not re.fullmatch(f"[A-Za-z]{{{field.high}}}", text):
                raise ValueError(words(f"problem-letters-{field.high}"))
            return text.upper()
        case "zone":
            return _zone(text, words)
        case "languages":
            some = tuple(one for one in ("is", "en") if form.get(f"languages.{one}") == "1")
            if not some:
                raise ValueError(words("problem-languages"))
            return some
        case "language":
            if text not in LANGUAGES:
                raise ValueError(words("problem-language"))
    return text


def _number(field: Field, text: str, words: Words) -> int:
    whole = re.fullmatch(r"\d{1,6}", text) is not None
    if not whole or not field.low <= int(text) <= field.high:
        floor = field.name == "wait_hours" and whole and int(text) < field.low
        raise ValueError(words("problem-floor" if floor else "problem-range", low=field.low, high=field.high))
    return int(text)


def _clock(text: str, words: Words) -> time:
    try:
        return time.fromisoformat(text[:5])
    except ValueError:
        raise ValueError(words("problem-clock")) from None


def _zone(text: str, words: Words) -> str:
    known = available_timezones()
    if text in known:
        return text
    near = nearest(text, known, 0.5)
    raise ValueError(words("problem-zone-near", near=near) if near else words("problem-zone"))


def _whole(policy: Policy) -> list[tuple[str, str]]:
    """(field, problem) for what is right by itself and wrong together."""
    caps: Caps = policy.caps
    found = []
    if policy.language not in policy.languages:
        found.append(("language", "language-spoken"))
    if 0 < policy.follow_up_hours < 48:
        found.append(("follow_up_hours", "follow-up"))
    if policy.opens < EARLIEST:
        found.append(("opens", "opens"))
    if policy.closes > LATEST:
        found.append(("closes", "closes"))
    if policy.opens >= policy.closes:
        found.append(("closes", "closes-first"))
    if policy.staff_opens >= policy.staff_closes:
        found.append(("staff_closes", "staff-closes"))
    if not policy.opens <= policy.morning < policy.closes:
        found.append(("morning", "morning"))
    if caps.week < caps.day:
        found.append(("caps.week", "caps"))
    if caps.month < caps.week:
        found.append(("caps.month", "caps"))
    if policy.drop_hours < policy.wait_hours + 24:
        found.append(("drop_hours", "drop"))
        found.append(("wait_hours", "wait-drop"))
    return found


def missing(policy: Policy, mail: bool) -> dict[str, bool]:
    """What must be there before the first letter may go -> whether it is."""
    return {
        "sender": policy.sender not in NO_SENDER and not policy.sender.endswith("@example.com"),
        "postal_address": bool(policy.postal_address.strip()),
        "mail": mail,
        "url": policy.url != Policy().url,
    }


def changed(before: Policy, after: Policy) -> list[str]:
    """The names of the fields that differ, `paused` among them."""
    old, new = values(before), values(after)
    moved = [name for name in new if old[name] != new[name]]
    names = list(dict.fromkeys("languages" if name.startswith("languages.") else name for name in moved))
    return (["paused"] if before.paused != after.paused else []) + names
