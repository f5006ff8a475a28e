"""Reading what other people send: lenient about form, strict about meaning.

Rules
1. A text is cleaned on the way in: no control characters, no NUL, no lone surrogates, bounded length.
2. What cannot be read is not guessed: it is None (or ""), and `notes` counts it under its name.
3. Every moment that leaves is an aware UTC datetime between 1970 and 2200.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from softsell.core.events import Line
from softsell.values import minor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
MOST_LINES = 500
MOST_QUANTITY = 1_000_000
MOST_MINOR = 10**15

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_ADDRESS = re.compile(r"[^\s@<>()\[\],:;\\\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")

Notes = dict[str, int]


def note(notes: Notes, name: str) -> None:
    """Count one thing that was sent and not understood."""
    notes[name] = notes.get(name, 0) + 1


def clean(text: str, most: int = 200) -> str:
    """The text on one line, without what cannot be printed, at most `most` characters."""
    if len(text) > most * 2:
        text = text[: most * 2]
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return text.strip()[:most].rstrip()


def text(value: Any, most: int = 200) -> str:
    """A string, or a number as its digits; "" for anything else."""
    match value:
        case None:
            return ""
        case str():
            return clean(value, most)
        case bool():
            return ""
        case int() | float():
            return clean(format(value, "d") if isinstance(value, int) and abs(value) < 10**30 else repr(value), most)
        case _:
            return ""


def first(values: Mapping[str, Any], *names: str) -> Any:
    """The first of these properties that was sent and is not empty."""
    for name in names:
        value = values.get(name)
        if value is not None and value != "":
            return value
    return None


def word(values: Mapping[str, Any], *names: str, most: int = 200) -> str:
    """The first of these properties that reads as a text; "" when none does."""
    for name in names:
        value = values.get(name)
        if value is not None and (found := text(value, most)):
            return found
    return ""


def table(value: Any) -> dict[str, Any]:
    """An object as it is; anything else is an empty one."""
    return value if isinstance(value, dict) else {}


def currency(values: Mapping[str, Any], default: str) -> str:
    """The ISO 4217 code in `currency`, or the default when it is none."""
    code = word(values, "currency", "currency_code", "currencyCode", most=8).upper()
    return code if _CURRENCY.fullmatch(code) else default


def money(values: Mapping[str, Any], unit: str, notes: Notes, *names: str) -> int | None:
    """Minor units of the first property sent: a JSON number or a plain decimal string. Unreadable: None, and noted."""
    value = first(values, *names)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST_MINOR:
        value = repr(value) if isinstance(value, int) else format(value, ".6f")
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        amount = minor(value.strip(), unit)
        if abs(amount) <= MOST_MINOR:
            return amount
    note(notes, f"unreadable {names[0]}")
    return None


def whole(value: Any) -> int | None:
    """A whole number from a number or a plain decimal string (fractions go up: half a metre is one line); else None."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    match value:
        case bool():
            return None
        case int():
            return max(-MOST_QUANTITY, min(MOST_QUANTITY, value))
        case float() if abs(value) <= MOST_QUANTITY:
            return -int(-value // 1)
        case _:
            return None


def address(value: Any) -> str:
    """An e-mail address with its domain in small letters, or "" for what cannot be one (RFC 5321 lengths)."""
    if not isinstance(value, str):
        return ""
    typed = value.strip()
    if len(typed) > 254 or not typed.isprintable() or not _ADDRESS.fullmatch(typed):
        return ""
    local, _, domain = typed.rpartition("@")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return ""
    return f"{local}@{domain.lower()}"


def moment(value: Any) -> datetime:
    """An ISO 8601 text, or seconds or milliseconds since 1970; without a zone it is UTC. Raises ValueError."""
    try:
        match value:
            case bool():
                raise ValueError("not a moment")
            case int() | float():
                found = EPOCH + timedelta(seconds=value / 1000 if abs(value) > 10**11 else value)
            case str() if re.fullmatch(r"\d{9,14}(\.\d{1,6})?", value, re.ASCII):
                return moment(float(value))
            case str() if len(value) <= 40:
                found = datetime.fromisoformat(value.strip().removesuffix(" UTC"))
                found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
            case _:
                raise ValueError("not a moment")
    except (OverflowError, ValueError) as error:
        raise ValueError("not a moment: use ISO 8601 in UTC") from error
    if not EPOCH <= found < LATEST:
        raise ValueError("not a moment between 1970 and 2200")
    return found


def product_id(values: Mapping[str, Any]) -> str:
    """The shop's id of a product: `product_id`, else `sku`, else `id`, else that of a variant."""
    return word(values, "product_id", "productId", "sku", "id", "item_id", "variant_id", "variantId")


def variant_id(values: Mapping[str, Any]) -> str:
    """The shop's id of the very size or colour: `variant_id`, else a `sku` beside the product's own id; "" for none."""
    return word(values, "variant_id", "variantId", "sku")


def line(values: Mapping[str, Any], unit: str, notes: Notes) -> Line | None:
    """One line of a cart; None when it names no product or its quantity is not above nought."""
    found = product_id(values)
    sent = first(values, "quantity", "qty")
    quantity = 1 if sent is None else whole(sent)
    if not found or quantity is None or quantity <= 0:
        return None
    own = currency(values, unit)
    price = money(values, own, notes, "price")
    if price is not None and price < 0:
        note(notes, "unreadable price")
        price = None
    return Line(
        product_id=found,
        variant_id=variant if (variant := variant_id(values)) != found else "",
        quantity=quantity,
        name=word(values, "name", "title", "product_name"),
        price=price,
        currency=own if price is not None else "",
        url=link(values.get("url")),
    )


def lines(values: Mapping[str, Any], unit: str, notes: Notes) -> tuple[tuple[Line, ...] | None, bool]:
    """The lines in `products` (None when there is no such list) and whether every one of them could be read."""
    sent = first(values, "products", "items", "line_items")
    if not isinstance(sent, list):
        if sent is not None:
            note(notes, "unreadable products")
        return None, sent is None
    read = [line(item, unit, notes) if isinstance(item, dict) else None for item in sent[:MOST_LINES]]
    bad = read.count(None) + max(0, len(sent) - MOST_LINES)
    if bad:
        notes["unreadable products"] = notes.get("unreadable products", 0) + bad
    return tuple(found for found in read if found is not None), not bad


def link(value: Any) -> str:
    """An http address or a path, without its query and fragment: those may hold addresses and tokens."""
    if not isinstance(value, str):
        return ""
    found = clean(value, 1000).partition("#")[0].partition("?")[0]
    if " " in found or "@" in found or not found.startswith(("https://", "http://", "/")):
        return ""
    return found[:500]
