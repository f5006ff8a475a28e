"""Shopify's products as JSON (products.json, or a product a line): each variant becomes an item of its product's group.

Rules
1. The option "Title" with the value "Default Title" is Shopify's way to say that there is no option.
2. A price there names no currency: the file's own counts, and without one every item is reported.
3. A tag "material:wool" or "material_wool" is an attribute; other tags are values of "tags".
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from softsell.errors import BadRequest
from softsell.shops import amounts, fields
from softsell.shops.feed import MOST_TEXT, MOST_TITLE, MOST_VALUE, Reading, harmless
from softsell.shops.item import Item, Trouble
from softsell.shops.prose import text_of

MOST_VARIANTS = 2_048  # as Shopify itself allows
_TAG = re.compile(r"([^\W\d][\w ]{1,30}?)\s*[:_]\s*(\S.{0,60})")


class _Page(msgspec.Struct):
    products: list[msgspec.Raw]


def products(body: bytes) -> list[msgspec.Raw]:
    """The products of a file, each still as its bytes. Raises BadRequest when it holds none."""
    try:
        if body.lstrip()[:1] == b"[":
            return msgspec.json.decode(body, type=list[msgspec.Raw])
        return msgspec.json.decode(body, type=_Page).products
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRequest(f"is no list of products: {error}", "products") from error


def read(raw: bytes | msgspec.Raw, at: str, reading: Reading) -> Iterator[Item | Trouble]:
    """The items of one product."""
    try:
        product = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        yield Trouble(at, "", f"is no JSON: {fields.clean(str(error), 100)}")
        return
    if not isinstance(product, dict):
        yield Trouble(at, "", "is no product")
        return
    product = product.get("product", product)
    guesses: list[str] = []
    title = harmless(fields.word(product, "title", most=MOST_TITLE), "title", guesses)
    group = fields.word(product, "id", "admin_graphql_api_id", "handle", most=100).rpartition("/")[2]
    if not title or not group:
        yield Trouble(at, "title" if group else "id", "no title" if group else "no id")
        return
    variants = product.get("variants")
    if not isinstance(variants, list) or not variants:
        yield Trouble(f"{at} ({group})", "variants", "no variants, so no price")
        return
    if len(variants) > MOST_VARIANTS:
        yield Trouble(f"{at} ({group})", "variants", f"more than {MOST_VARIANTS}: the others are left out", True)
    shared = _shared(product, reading, guesses)
    options = _options(product)
    for number, variant in enumerate(variants[:MOST_VARIANTS]):
        where = f"{at}, variant {number + 1}"
        if not isinstance(variant, dict):
            yield Trouble(where, "variants", "is no variant")
            continue
        yield from _variant(variant, where, group, title, options, shared, reading, product, guesses)


def _options(product: dict[str, Any]) -> list[str]:
    told = product.get("options")
    names = [one.get("name", "") if isinstance(one, dict) else one for one in told] if isinstance(told, list) else []
    return [fields.text(name, 60) for name in names[:3]]


def _shared(product: dict[str, Any], reading: Reading, guesses: list[str]) -> dict[str, tuple[str, ...]]:
    told = product.get("tags", ())
    tags = told.split(",") if isinstance(told, str) else told if isinstance(told, list) else []
    found: dict[str, tuple[str, ...]] = {}
    for tag in tags[:250]:
        clean = harmless(fields.text(tag, 100), "tags", guesses)
        if not clean:
            continue
        parted = _TAG.fullmatch(clean)
        name, value = (parted[1].strip(), parted[2].strip()) if parted else ("tags", clean)
        name = reading.rename.get(name, name)
        found[name] = (*found.get(name, ()), value)
    return found


def _variant(
    variant: dict[str, Any], at: str, group: str, title: str, options: list[str], shared: dict[str, tuple[str, ...]],
    reading: Reading, product: dict[str, Any], guesses: list[str],
) -> Iterator[Item | Trouble]:  # fmt: skip
    own = list(guesses)
    id_ = fields.word(variant, "id", "admin_graphql_api_id", "sku", most=100).rpartition("/")[2]
    if not id_:
        yield Trouble(at, "id", "no id")
        return
    try:
        amount, currency, guess = amounts.price(fields.text(variant.get("price"), 64), reading.currency, reading.comma)
    except ValueError as error:
        yield Trouble(f"{at} ({id_})", "price", str(error))
        return
    own += [f"price: {guess}"] if guess else []
    traits = dict(shared)
    for number, name in enumerate(options, 1):
        value = fields.text(variant.get(f"option{number}"), MOST_VALUE)
        if name and value and value != "Default Title":
            name = reading.rename.get(name, name)
            traits[name] = (harmless(value, name, own),)
    grams = variant.get("grams")
    if isinstance(grams, int | float) and grams > 0:
        traits.setdefault("weight", (f"{grams:g} g",))
    handle = fields.word(product, "handle", most=200)
    yield Item(
        at=at, id=id_, title=title, price=amount, currency=currency, group=group, sku=fields.word(variant, "sku", most=100),
        description=text_of(fields_html(product.get("body_html") or product.get("description")))[:MOST_TEXT],
        brand=fields.word(product, "vendor", most=100), category=fields.word(product, "product_type", most=100),
        url=fields.link(f"/products/{handle}") if handle else "", stock=_stock(variant), traits=traits, guesses=tuple(own),
    )  # fmt: skip


def fields_html(told: Any) -> str:
    """A body as text; what is none is empty."""
    return told[: MOST_TEXT * 4] if isinstance(told, str) else ""


def _stock(variant: dict[str, Any]) -> int | None:
    if variant.get("available") is False:
        return 0
    count = variant.get("inventory_quantity")
    if isinstance(count, int) and not isinstance(count, bool) and variant.get("inventory_management", "shopify"):
        more = variant.get("inventory_policy") == "continue" or variant.get("available") is True
        return None if count <= 0 and more else max(0, min(count, fields.MOST_QUANTITY))
    return None
