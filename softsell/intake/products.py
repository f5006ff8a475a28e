"""One product's row in the catalogue file, out of its item and the facets that were chosen."""

from collections import Counter
from typing import Any, Protocol

from softsell.advise.making.facets import Chosen, category_id, cut, value_of
from softsell.advise.making.quantities import read
from softsell.shops.item import Item
from softsell.shops.prose import opening
from softsell.shops.variants import options


class Tally(Protocol):
    """What is told of a whole import: its language and currency, and values that no facet took."""

    lang: str
    currency: str
    unfit: Counter[str]


def row_of(
    item: Item,
    ones: tuple[Item, ...],
    chosen: list[tuple[Chosen, dict[str, Any]]],
    told: Tally,
    depth: int,
    comma: bool,
) -> dict[str, Any]:
    """The row: empty fields left out, attributes only where they fit the facet as it stands now."""
    lang, category = told.lang, category_id(cut(item.category, depth))
    row: dict[str, Any] = {
        "id": item.id,
        "category": category,
        "price": item.price,
        "title": {lang: item.title},
        "attributes": _attributes(item, category, chosen, told, comma),
    }
    texts = {"summary": opening(item.description), "benefit": item.benefit, "drawback": item.drawback}
    row |= {name: {lang: text} for name, text in texts.items() if text}
    plain = {"sku": item.sku, "brand": item.brand, "url": item.url}
    plain |= {"shipping_label": item.shipping_label, "return_policy_label": item.return_policy_label}
    row |= {name: text for name, text in plain.items() if text}
    if item.currency != told.currency:
        row["currency"] = item.currency
    if item.stock is not None:
        row["stock"] = item.stock
    if item.restock is not None:
        row["restock"] = item.restock.isoformat()
    if item.valid_until is not None:
        row["valid_until"] = item.valid_until.isoformat()
    if ones:
        row["variants"] = [_variant(one, item) for one in ones]
    if item.group and item.group != item.id:
        row["group"] = item.group
    return row


def _variant(one: Item, item: Item) -> dict[str, Any]:
    """A variant's own facts: what it does not say is as the product has it."""
    told: dict[str, Any] = {"id": one.id, "sku": one.sku if one.sku != one.id else "", "options": options(one)}
    told |= {"url": one.url if one.url != item.url else ""}
    told = {name: value for name, value in told.items() if value}
    if one.stock is not None:
        told["stock"] = one.stock
    if one.restock is not None:
        told["restock"] = one.restock.isoformat()
    return told


def _attributes(
    item: Item, category: str, chosen: list[tuple[Chosen, dict[str, Any]]], told: Tally, comma: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one, row in chosen:
        raw = item.traits.get(one.attribute)
        if not raw or (one.within and category not in one.within):
            continue
        value = value_of(one, raw, comma)
        if value is None or not _fits(row, value):
            told.unfit[one.facet.id] += any(read(word, comma) is not None for word in raw)
            continue
        found[one.facet.id] = list(value) if isinstance(value, tuple) else value
    return found


def _fits(row: dict[str, Any], value: Any) -> bool:
    """Whether the facet, which the shop may have changed, takes this value."""
    values = row.get("values") or {}
    match row["kind"], value:
        case ("flag", bool()) | ("number", float()):
            return True
        case "choice", str():
            return not values or value in values
        case "many", tuple():
            return not values or all(one in values for one in value)
    return False
