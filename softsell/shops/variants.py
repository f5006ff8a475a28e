"""Which rows of a group are one product: those that differ in size and colour alone.

Rules
1. Variants of one group are one product when they differ in nothing but size or colour and cost the same. Its sizes and
   colours are those that can be had now; a weight or length that goes along with the size is not known of it. A buyer
   chooses a thing first and its size in the shop, and offers of three sizes of one jumper leave no room for another.
2. What differs in anything else (material, capacity) or in price is a product of its own: a reason or a price that holds
   for one variant must not be said of another.
3. A whole group goes by its group's id, which stays when a variant sells out; a part of one by the id of its first variant.
   All variants are kept in the product, each with its own stock and options, and the group's id leads to it too.
"""

from collections import Counter
from functools import lru_cache

import msgspec

from softsell.shops.item import Item

_SOFT = (
    "size sizes stærð stærðir clothing_size shoe_size skóstærð color colour colours colors litur litir color_name "
    "colour_family manufacturer_color"
)
SOFT = frozenset(_SOFT.split())
FOLLOWS = frozenset(("weight", "length", "width", "height", "depth"))


@lru_cache(maxsize=8192)
def soft(name: str) -> bool:
    """Whether an attribute is a size or a colour, by its name."""
    return name.strip().casefold().replace(" ", "_").replace("-", "_") in SOFT


def products(group: list[Item]) -> list[tuple[Item, tuple[Item, ...], str]]:
    """The products of the items of one group, each with its variants and why they are so."""
    if len(group) == 1:
        return [(group[0], (), "")]
    names = _telling(group)
    alike: dict[tuple[object, ...], list[Item]] = {}
    for item in group:
        telling = tuple(item.traits.get(name) for name in names)
        alike.setdefault((telling, item.price, item.currency, item.valid_until), []).append(item)
    whole = len(alike) == 1
    why = "differ in size or colour only" if whole else _why(group, names)
    return [(_one(items, items[0].group if whole else items[0].id), tuple(items), why) for items in alike.values()]


def options(item: Item) -> dict[str, str]:
    """What tells a variant from others of its product: its sizes and colours as they stand."""
    return {name: ", ".join(values) for name, values in item.traits.items() if soft(name)}


def _telling(group: list[Item]) -> list[str]:
    """The attributes that set variants apart: two of them say different things. What one does not say is no difference."""
    sized = any(soft(name) for item in group for name in item.traits)
    names = dict.fromkeys(name for item in group for name in item.traits)
    return [
        name
        for name in names
        if not soft(name)
        and not (sized and name in FOLLOWS)
        and len({item.traits[name] for item in group if name in item.traits}) > 1
    ]


def _why(group: list[Item], names: list[str]) -> str:
    differ = sorted(names)
    if len({(item.price, item.currency) for item in group}) > 1:
        differ.append("price")
    return f"differ in {', '.join(differ[:4]) or 'how long the price holds'}"


def _one(items: list[Item], id_: str) -> Item:
    """One item for all of them: what can be had now counts, and is all of it when nothing can."""
    there = [item for item in items if item.stock is None or item.stock > 0] or items
    face = there[0]
    traits: dict[str, tuple[str, ...]] = {}
    for name, values in ((name, values) for item in (face, *items) for name, values in item.traits.items()):
        if not soft(name) and (name not in FOLLOWS or all(item.traits.get(name, values) == values for item in items)):
            traits.setdefault(name, values)
    for name in dict.fromkeys(name for item in there for name in item.traits if soft(name)):
        traits[name] = tuple(dict.fromkeys(value for item in there for value in item.traits.get(name, ())))
    counted = [item.stock for item in there]
    stock = None if any(count is None for count in counted) else sum(count for count in counted if count is not None)
    dates = [item.restock for item in items if item.restock is not None]
    return msgspec.structs.replace(
        face,
        id=id_,
        title=_title(items, face),
        traits=traits,
        stock=stock,
        restock=min(dates, default=None) if stock == 0 else None,
        shipping_label=_same([item.shipping_label for item in items]),
        return_policy_label=_same([item.return_policy_label for item in items]),
        guesses=tuple(dict.fromkeys(guess for item in items for guess in item.guesses)),
    )


def _same(labels: list[str]) -> str:
    """The label of all of them; where they differ, all of them as one, which no way of delivery names."""
    return " / ".join(dict.fromkeys(labels))


def _title(items: list[Item], face: Item) -> str:
    """The title without the size and colour that only one variant has: "Hoodie", not "Hoodie, blue, M"."""
    titles = [item.title for item in items]
    if len(items) < 2 or len(set(titles)) == 1:
        return face.title
    told = {value.casefold() for item in items for name, vs in item.traits.items() if soft(name) for value in vs}
    start = _common(titles)
    rest = [title[len(start) :] for title in titles]
    words = Counter(word for tail in rest for word in tail.casefold().replace("-", " ").replace(",", " ").split())
    kept = start.rstrip(" -,–/|(")
    known = all(word.strip("()/") in " ".join(told) for word in words)
    return kept if len(kept) >= 4 and known else face.title


def _common(titles: list[str]) -> str:
    first, last = min(titles), max(titles)
    end = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    start = first[:end]
    # Not in the middle of a word: "Hoodie M" and "Hoodie Mint" share "Hoodie".
    return start if not start or not start[-1].isalnum() else start[: len(start) - len(start.split()[-1])]
