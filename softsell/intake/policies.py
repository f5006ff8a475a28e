"""Ways of delivery and returns that product data says, as a file of knowledge for the shop to look at.

Rules
1. A way counts only when nearly all items that name a way to its country have it: what is true of sofas is not said of socks.
2. Nothing is added to the shop's knowledge by itself: what was found is written beside it, and what was left out is told.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from softsell.advise.making.bank import slug
from softsell.shops.item import Item, Returns, Way

ALL = 0.95  # of the items that say anything of it
MOST = 400
PAYER = {"shop": {"en": "the shop", "is": "verslunin"}, "buyer": {"en": "the buyer", "is": "kaupandinn"}}
DELIVERY = {"en": "Delivery", "is": "Heimsending"}


class Found(Struct):
    """What was seen, counted."""

    ways: Counter[Way] = field(default_factory=Counter)
    to: Counter[str] = field(default_factory=Counter)
    returns: Counter[Returns] = field(default_factory=Counter)
    over: int = 0


def add(found: Found, item: Item) -> None:
    """Count the ways and returns of one item."""
    for way in dict.fromkeys(item.ways):
        if way in found.ways or len(found.ways) < MOST:
            found.ways[way] += 1
        else:
            found.over += 1
    found.to.update({way.country for way in item.ways})
    if item.returns is not None and (item.returns in found.returns or len(found.returns) < MOST):
        found.returns[item.returns] += 1


def knowledge(found: Found, currency: str, lang: str, as_of: datetime) -> tuple[dict[str, Any] | None, list[str]]:
    """The knowledge as its JSON has it (None: nothing was said of it), and in words what was found and left out."""
    told: list[str] = []
    deliveries = []
    home = max(found.to, key=lambda one: found.to[one], default="")
    ids: Counter[str] = Counter()
    for way, count in found.ways.most_common():
        name = way.service or "delivery"
        if count < ALL * found.to[way.country] or way.region:
            reason = f"only to {way.region}" if way.region else f"said of {count} of {found.to[way.country]} items"
            told.append(f"left out: {name} to {way.country or 'anywhere'} ({reason})")
            continue
        id_ = slug(name) or "delivery"
        ids[id_] += 1
        row: dict[str, Any] = {
            "id": id_ if ids[id_] == 1 else f"{id_}_{ids[id_]}",
            "label": {lang: way.service} if way.service else DELIVERY,
            "kind": "parcel" if way.country == home else "abroad",
            "price": way.price,
            "currency": way.currency,
        }
        days = {"days_min": way.days_min, "days_max": way.days_max}
        if None not in days.values() and days["days_min"] > days["days_max"]:  # type: ignore[operator]
            days = {}
        row |= {key: value for key, value in days.items() if value is not None}
        deliveries.append(row)
        told.append(f"delivery: {name} to {way.country or 'anywhere'} at {way.price} {way.currency} (minor units)")
    value: dict[str, Any] = {"as_of": as_of.isoformat(), "currency": currency, "deliveries": deliveries}
    value |= _returns(found, told)
    if found.over:
        told.append(f"left out: {found.over} more ways of delivery")
    return (value if deliveries or "return_days" in value or "return_payer" in value else None), told


def _returns(found: Found, told: list[str]) -> dict[str, Any]:
    if not found.returns:
        return {}
    (returns, count), total = found.returns.most_common(1)[0], found.returns.total()
    if count < ALL * total:
        told.append(f"left out: returns, which differ from product to product ({len(found.returns)} kinds)")
        return {}
    if returns.days == 0:
        told.append("left out: products say that nothing can be returned; the law of a place often says otherwise")
        return {}
    value: dict[str, Any] = {}
    if returns.days is not None:
        value["return_days"] = returns.days
    if returns.payer:
        value["return_payer"] = PAYER[returns.payer]
    if returns.url:
        value["return_url"] = returns.url
    told.append(
        f"returns: {returns.days if returns.days is not None else 'no'} days, paid by {returns.payer or 'nobody named'}"
    )
    return value
