"""Ways of delivery and returns that product data says, as a file of knowledge for the shop to look at.

Rules
1. Products that are delivered, or returned, alike carry one label: the one they came with, else one made of what they say.
   A label whose products do not say nearly the same is left to a person.
2. Where all say the same nothing is labelled: it holds for all.
3. Nothing is added to the shop's knowledge by itself: what was found is written beside it, and what was left out is told.
"""

from collections import Counter
from datetime import datetime
from typing import Any, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct, field

from softsell.advise.making.bank import slug
from softsell.shops.item import Item, Returns, Way

ALL = 0.95  # of the items of a label that say anything of it
MOST = 400  # labels, and ways of one label
PAYER = {"shop": {"en": "the shop", "is": "verslunin"}, "buyer": {"en": "the buyer", "is": "kaupandinn"}}
DELIVERY = {"en": "Delivery", "is": "Heimsending"}
T = TypeVar("T")


class Found(Struct):
    """What was seen, counted by label."""

    ways: dict[str, Counter[Way]] = field(default_factory=dict)
    to: dict[str, Counter[str]] = field(default_factory=dict)  # label -> items that name a way to each country
    returns: dict[str, Counter[Returns]] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    over: int = 0


def add(found: Found, item: Item) -> Item:
    """Count the ways and returns of one item. Returns it with a label for each, where it says anything of it."""
    shipping, returned = item.shipping_label, item.return_policy_label
    if item.ways:
        shipping = shipping or _label_of_ways(item.ways, found.made)
        _count_ways(found, shipping, item.ways)
    if item.returns is not None:
        returned = returned or _label_of_returns(item.returns, found.made)
        if (kinds := _counter(found.returns, returned)) is not None and (item.returns in kinds or len(kinds) < MOST):
            kinds[item.returns] += 1
    return msgspec.structs.replace(item, shipping_label=shipping, return_policy_label=returned)


def _label_of_ways(told: tuple[Way, ...], made: set[str]) -> str:
    ways = sorted(set(told), key=repr)
    label = f"{slug(ways[0].service)[:60] or 'ways'}-{crc32(msgspec.json.encode(ways)):08x}"
    made.add(label)
    return label


def _label_of_returns(returns: Returns, made: set[str]) -> str:
    parts = ["returns", "unsaid" if returns.days is None else str(returns.days), returns.payer]
    parts.append(f"{crc32(returns.url.encode()):08x}" if returns.url else "")
    label = "-".join(part for part in parts if part)
    made.add(label)
    return label


def _count_ways(found: Found, label: str, told: tuple[Way, ...]) -> None:
    ways = _counter(found.ways, label)
    for way in dict.fromkeys(told):
        if ways is not None and (way in ways or len(ways) < MOST):
            ways[way] += 1
        else:
            found.over += 1
    if ways is not None:
        found.to.setdefault(label, Counter()).update({way.country for way in told})


def _counter(of: dict[str, Counter[T]], label: str) -> Counter[T] | None:
    """The counter of a label; None when there are too many already."""
    return of.setdefault(label, Counter()) if label in of or len(of) < MOST else None


def plain(found: Found, item: Item) -> Item:
    """The item without the labels that were made for it, where all products say the same."""
    shipping = "" if len(found.ways) == 1 and item.shipping_label in found.made else item.shipping_label
    returned = "" if len(found.returns) == 1 and item.return_policy_label in found.made else item.return_policy_label
    return msgspec.structs.replace(item, shipping_label=shipping, return_policy_label=returned)


def knowledge(found: Found, currency: str, lang: str, as_of: datetime) -> tuple[dict[str, Any] | None, list[str]]:
    """The knowledge as its JSON has it (None: nothing was said of it), and in words what was found and left out."""
    told: list[str] = []
    every = sum(found.to.values(), Counter[str]())
    home = max(every, key=lambda one: every[one], default="")
    deliveries: list[dict[str, Any]] = []
    ids: Counter[str] = Counter()
    for way, labels in _ways(found, told):
        name = way.service or "delivery"
        id_ = slug(name) or "delivery"
        ids[id_] += 1
        row: dict[str, Any] = {
            "id": id_ if ids[id_] == 1 else f"{id_}_{ids[id_]}",
            "label": {lang: way.service} if way.service else DELIVERY,
            "kind": "parcel" if way.country == home else "abroad",
            "price": way.price,
            "currency": way.currency,
        }
        if way.country != home and way.country:
            row["countries"] = [way.country]
        days = {"days_min": way.days_min, "days_max": way.days_max}
        if None not in days.values() and days["days_min"] > days["days_max"]:  # type: ignore[operator]
            days = {}
        row |= {key: value for key, value in days.items() if value is not None}
        if set(labels) != set(found.ways):
            row["labels"] = labels
        deliveries.append(row)
        whom = f", for {', '.join(labels[:3])}{' and more' if len(labels) > 3 else ''}" if "labels" in row else ""
        told.append(
            f"delivery: {name} to {way.country or 'anywhere'} at {way.price} {way.currency} (minor units){whom}"
        )
    value: dict[str, Any] = {"as_of": as_of.isoformat(), "currency": currency, "deliveries": deliveries}
    value |= _returns(found, told)
    if found.over:
        told.append(f"left out: {found.over} more ways of delivery")
    return (value if deliveries or value.keys() & {"return_days", "return_payer", "returns"} else None), told


def _ways(found: Found, told: list[str]) -> list[tuple[Way, list[str]]]:
    """The ways with the labels of the products that go by them, those of most products first."""
    labels: dict[Way, list[str]] = {}
    counts: Counter[Way] = Counter()
    for label, ways in found.ways.items():
        for way, count in ways.items():
            name, whose = way.service or "delivery", f" of {label}" if len(found.ways) > 1 else ""
            if count < ALL * found.to[label][way.country] or way.region:
                of = f"said of {count} of {found.to[label][way.country]} items{whose}"
                reason = f"only to {way.region}" if way.region else of
                told.append(f"left out: {name} to {way.country or 'anywhere'} ({reason})")
                continue
            labels.setdefault(way, []).append(label)
            counts[way] += count
    return [(way, labels[way]) for way, _ in counts.most_common()]


def _returns(found: Found, told: list[str]) -> dict[str, Any]:
    terms: list[dict[str, Any]] = []
    for label, kinds in found.returns.items():
        (returns, count), total = kinds.most_common(1)[0], kinds.total()
        whose = f" of {label}" if len(found.returns) > 1 else ""
        if count < ALL * total:
            told.append(f"left out: returns{whose}, which differ from product to product ({len(kinds)} kinds)")
            continue
        if returns.days == 0:
            told.append(
                f"left out: products{whose} say that nothing can be returned; the law of a place often says otherwise"
            )
            continue
        days = returns.days if returns.days is not None else "no"
        told.append(f"returns{whose}: {days} days, paid by {returns.payer or 'nobody named'}")
        term: dict[str, Any] = {"days": returns.days, "payer": PAYER.get(returns.payer, {}), "url": returns.url}
        terms.append({"labels": [label]} | {key: said for key, said in term.items() if said})
    if len(found.returns) == 1 and terms:
        return {f"return_{key}": said for key, said in terms[0].items() if key != "labels"}
    return {"returns": terms} if terms else {}
