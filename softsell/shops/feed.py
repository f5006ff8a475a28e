"""Google's product data: the attributes of one item, from a table or from XML, become an Item.

Source: the product data specification of Google Merchant Center. Names of attributes are English, values in the language
of the feed.

Rules
1. An item needs an id, a title and a price that can be read; without one it is left out and reported.
2. Another attribute that cannot be read is reported and the item goes on without it: unknown, never false.
3. Unknown attributes are kept as traits under their own name. Custom labels are the shop's own book-keeping: no traits.
4. A text that begins as a formula of a spreadsheet does loses that sign. Control characters are taken out.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from msgspec import Struct

from softsell.advise.quantities import plain
from softsell.shops import amounts, fields
from softsell.shops.item import Item, Returns, Trouble, Way
from softsell.shops.prose import text_of

MOST_TEXT, MOST_TITLE, MOST_VALUE, MOST_TRAITS = 5_000, 200, 300, 200

Found = dict[str, list[str]]  # attribute -> its values, in the file's order

# Attributes that say something of the thing itself, beside product_detail.
TRAITS = [
    "color",
    "size",
    "material",
    "pattern",
    "age_group",
    "gender",
    "size_type",
    "size_system",
    "condition",
    "energy_efficiency_class",
    "product_weight",
    "product_length",
    "product_width",
    "product_height",
    "multipack",
]
# What is known and says nothing that helps a buyer to choose.
_QUIET = (
    "image_link additional_image_link mobile_link gtin mpn identifier_exists google_product_category adult ads_redirect "
    "shipping_label shipping_weight shipping_length shipping_width shipping_height return_policy_label tax tax_category "
    "promotion_id excluded_destination included_destination shopping_ads_excluded_country pause cost_of_goods_sold "
    "expiration_date unit_pricing_base_measure is_bundle display_ads_id display_ads_title display_ads_link "
    "display_ads_similar_ids display_ads_value lifestyle_image_link video_link virtual_model_link canonical_link "
    "sell_on_google_quantity auto_pricing_min_price installment subscription_cost loyalty_points loyalty_program "
    "transit_time_label ships_from_country min_energy_efficiency_class max_energy_efficiency_class short_title "
    "min_handling_time max_handling_time feed_label content_language target_country channel external_seller_id "
    "free_shipping_threshold structured_title structured_description certification link_template mobile_link_template"
)
QUIET = frozenset(_QUIET.split())
SHIPPING = [
    "country",
    "region",
    "service",
    "price",
    "min_handling_time",
    "max_handling_time",
    "min_transit_time",
    "max_transit_time",
]
DETAIL = ["section_name", "attribute_name", "attribute_value"]
PARTED = {"shipping": SHIPPING, "product_detail": DETAIL}


class Reading(Struct, frozen=True):
    """How a file is read: now (UTC), the currency where it names none, decimal commas, and names for its attributes."""

    now: datetime
    currency: str = ""
    comma: bool = False
    rename: dict[str, str] = {}
    html_in: bool = True


def attribute(name: str) -> tuple[str, list[str]]:
    """An attribute's plain name and the parts its header lists: "g:shipping(country:price)" -> shipping, two parts."""
    bare = name.strip().strip("\ufeff\"'").strip()
    head, bracket, tail = bare.partition("(")
    parts = [part.strip() for part in tail.rstrip(") ").split(":")] if bracket else []
    known = re.sub(r"[\s-]+", "_", head.strip().removeprefix("g:").removeprefix("c:")).casefold()
    if parts and known not in PARTED:
        return (bare, [])  # "Weight (kg)" is a name
    return (known if known in KNOWN or head.islower() or known.startswith("custom_label") else head.strip()), parts


def item(
    found: Found, at: str, reading: Reading, parts: dict[str, list[str]] | None = None
) -> Iterator[Item | Trouble]:
    """The item of these attributes, after what was wrong with it."""
    troubles: list[Trouble] = []
    guesses: list[str] = []
    texts = _Texts(found, guesses)
    if missing := [name for name in ("id", "title") if not texts.line(name, MOST_TITLE)]:
        yield Trouble(at, missing[0], f"no {missing[0]}")
        return
    try:
        amount, currency, until = _price(found, reading, at, troubles, guesses)
    except ValueError as error:
        yield Trouble(at, "price", str(error))
        return
    stock, restock = _stock(found, at, troubles)
    traits = _traits(found, reading, at, troubles, parts or {}, guesses)
    made = Item(
        at=at,
        id=texts.line("id", 100),
        title=texts.line("title", MOST_TITLE),
        price=amount,
        currency=currency,
        valid_until=until,
        group=texts.line("item_group_id", 100),
        sku=texts.line("sku", 100) or texts.line("mpn", 100),
        description=texts.text("description", reading.html_in),
        highlights=tuple(fields.clean(one, MOST_VALUE) for one in _highlights(found)),
        brand=texts.line("brand", 100),
        category=_category(texts.line("product_type", 500) or texts.line("google_product_category", 500)),
        url=fields.link(texts.line("link", 1000)),
        stock=stock,
        restock=restock,
        traits=traits,
        benefit=texts.line("benefit", 200),
        drawback=texts.line("drawback", 200),
        ways=tuple(_ways(found, reading, at, troubles, (parts or {}).get("shipping") or SHIPPING)),
        returns=_returns(found),
        guesses=tuple(guesses),
    )
    yield from troubles
    yield made


class _Texts(Struct, frozen=True):
    """The attributes as clean texts."""

    found: Found
    guesses: list[str]

    def line(self, name: str, most: int) -> str:
        for value in self.found.get(name, ()):
            if clean := harmless(fields.clean(value, most), name, self.guesses):
                return clean
        return ""

    def text(self, name: str, html_in: bool) -> str:
        value = next(iter(self.found.get(name, ())), "")
        return text_of(value[: MOST_TEXT * 4])[:MOST_TEXT] if html_in else value[:MOST_TEXT]


def harmless(value: str, name: str, guesses: list[str]) -> str:
    """The text without the sign that makes it a formula in a spreadsheet; "-5 cm" and "+47" are no formulas."""
    if value[:1] in "=@+-" and not re.match(r"[+-]\s?[\d.,]+(?![\d.,]*[*/+(^])", value) and len(value) > 1:
        guesses.append(f"{name}: the sign of a formula was taken off")
        return value.lstrip("=@+- \t")
    return value


def _price(
    found: Found, reading: Reading, at: str, troubles: list[Trouble], guesses: list[str]
) -> tuple[int, str, datetime | None]:
    told = next((value for value in found.get("price", ()) if value.strip()), "")
    if not told:
        raise ValueError("no price")
    regular, currency, guess = amounts.price(told, reading.currency, reading.comma)
    if guess:
        guesses.append(f"price: {guess}")
    sale, when = None, None
    try:
        if text := next((value for value in found.get("sale_price", ()) if value.strip()), ""):
            sale, other, _ = amounts.price(text, currency, reading.comma)
            if other != currency:
                raise ValueError(f"is in {other}, the price in {currency}")
        if text := next((value for value in found.get("sale_price_effective_date", ()) if value.strip()), ""):
            when = amounts.interval(text)
            if when[0] >= when[1]:
                raise ValueError("ends before it begins")
    except ValueError as error:
        column = "sale_price" if sale is None else "sale_price_effective_date"
        troubles.append(Trouble(at, column, f"{error}: the regular price counts", True))
        sale = None
    amount, until = amounts.on_sale(regular, sale, when, reading.now)
    return amount, currency, until


def _stock(found: Found, at: str, troubles: list[Trouble]) -> tuple[int | None, date | None]:
    told = " ".join(found.get("availability", ())).strip()
    kind, known = amounts.availability(told)
    if not known:
        troubles.append(Trouble(at, "availability", f"is no word for stock: {fields.clean(told, 40)!r}", True))
    restock = None
    if text := " ".join(found.get("availability_date", ())).strip():
        try:
            restock = amounts.moment(text).date()
        except ValueError as error:
            troubles.append(Trouble(at, "availability_date", str(error), True))
    count = next(
        (fields.whole(value.strip()) for name in ("quantity", "inventory") for value in found.get(name, ())), None
    )
    if kind in ("out", "later"):
        return 0, restock
    return (max(0, count) if count is not None else None), None


def _category(told: str) -> str:
    """The path of a category as "A > B"; a number of Google's own list says nothing to people."""
    first = told.partition(",")[0] if ">" in told.partition(",")[2] else told
    steps = [step.strip() for step in re.split(r"\s*(?:>|&gt;|/(?=\s)|\|)\s*", first) if step.strip()]
    return "" if len(steps) == 1 and steps[0].isdigit() else " > ".join(step[:60] for step in steps[:6])


def _highlights(found: Found) -> list[str]:
    told = found.get("product_highlight", [])
    if len(told) == 1 and told[0].count('"') >= 2:
        told = next(csv.reader([told[0]], skipinitialspace=True), told)
    return [text_of(one)[:MOST_VALUE] for one in told if one.strip()][:100]


def _traits(
    found: Found, reading: Reading, at: str, troubles: list[Trouble], parts: dict[str, list[str]], guesses: list[str]
) -> dict[str, tuple[str, ...]]:
    traits: dict[str, tuple[str, ...]] = {}

    def keep(name: str, values: Iterable[str]) -> None:
        name = reading.rename.get(name, name)
        clean = tuple(v for value in values if (v := harmless(fields.clean(text_of(value), MOST_VALUE), name, guesses)))
        if clean and name:
            if len(traits) >= MOST_TRAITS and name not in traits:
                troubles.append(
                    Trouble(at, fields.clean(name, 60), f"more than {MOST_TRAITS} attributes: left out", True)
                )
                return
            traits[name] = traits.get(name, ()) + clean

    for name, values in found.items():
        own = name in reading.rename or name in TRAITS
        if name == "product_detail":
            for told, value in _details(values, parts.get("product_detail") or DETAIL, at, troubles):
                keep(told, (value,))
        elif own or (name not in KNOWN and not re.fullmatch(r"custom_(?:label|number)_\d", name)):
            keep(name, values)
        elif name == "unit_pricing_measure":
            keep("contents", values)
    return traits


def _details(values: list[str], order: list[str], at: str, troubles: list[Trouble]) -> Iterator[tuple[str, str]]:
    """Name and value of each product detail: "section:name:value", several with commas, a part in quotes may hold both."""
    for told in values:
        for entry in split(told, ","):
            cells = [unquoted(cell) for cell in split(entry, ":")]
            if not entry.strip():
                continue
            if len(cells) == len(order) - 1 and "section_name" in order:
                cells.insert(order.index("section_name"), "")
            if len(cells) > len(order):  # a colon in the value
                cells = [*cells[: len(order) - 1], ":".join(cells[len(order) - 1 :])]
            row = dict(zip(order, cells, strict=False))
            name, value = row.get("attribute_name", "").strip(), row.get("attribute_value", "").strip()
            if name and value:
                yield name, value
            else:
                why = f"is no section:name:value: {fields.clean(entry, 60)!r}"
                troubles.append(Trouble(at, "product_detail", why, True))


def split(text: str, sign: str) -> list[str]:
    """The parts of a text between the signs that stand outside double quotes; a quote counts where a part begins."""
    if '"' not in text:
        return text.split(sign)
    parts, inside, start = [], False, 0
    for place, character in enumerate(text):
        if character == '"':
            inside = not inside if inside or text[:place].rstrip()[-1:] in ("", ":", ",") else False
        elif character == sign and not inside:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def unquoted(cell: str) -> str:
    """A part without the quotes around it, its doubled quotes single."""
    bare = cell.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] == '"':
        return bare[1:-1].replace('""', '"')
    return bare


def _ways(found: Found, reading: Reading, at: str, troubles: list[Trouble], order: list[str]) -> Iterator[Way]:
    for told in found.get("shipping", ()):
        for entry in split(told, ","):
            cells = [unquoted(cell) for cell in split(entry, ":")]
            row = dict(zip(order, cells, strict=False))
            if not entry.strip() or not row.get("price"):
                continue
            try:
                amount, currency, _ = amounts.price(row["price"], reading.currency, reading.comma)
            except ValueError as error:
                troubles.append(Trouble(at, "shipping", str(error), True))
                continue
            days = {
                name: _day(row.get(f"{name}_handling_time"), row.get(f"{name}_transit_time")) for name in ("min", "max")
            }
            yield Way(
                country=row.get("country", "").upper()[:2], region=row.get("region", ""), price=amount, currency=currency,
                service=fields.clean(row.get("service", ""), 100), days_min=days["min"], days_max=days["max"],
            )  # fmt: skip


def _day(handling: str | None, transit: str | None) -> int | None:
    """Days until it is there; not known unless the way itself is."""
    try:
        return None if not transit else int(plain(transit)[0]) + (int(plain(handling)[0]) if handling else 0)
    except ValueError:
        return None


def _returns(found: Found) -> Returns | None:
    """A label of a return policy names it and does not say what it is, so nothing comes of it here."""
    days = next((fields.whole(value.strip()) for value in found.get("return_days", ()) if value.strip()), None)
    return None if days is None else Returns(days=days)


def records(
    rows: Iterable[tuple[int, list[str]] | Trouble], reading: Reading, columns: Callable[[str], str] | None = None
) -> Iterator[Item | Trouble]:
    """The items of a table whose first row is the header; `columns` renames a header (a mapping), "" leaves it out."""
    header: list[str] = []
    parts: dict[str, list[str]] = {}
    for row in rows:
        if isinstance(row, Trouble):
            yield row
            continue
        number, cells = row
        at = f"line {number}"
        if not header:
            named = [attribute(columns(cell) if columns else cell) for cell in cells]
            header, parts = [name for name, _ in named], {name: told for name, told in named if told}
            continue
        if len(cells) != len(header):
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                yield Trouble(at, "", f"has {len(cells)} cells, the header has {len(header)}: the row is left out")
                continue
            if len(cells) < min(3, len(header)):
                yield Trouble(at, "", f"has {len(cells)} cells, the header has {len(header)}: the row is left out")
                continue
        found: Found = {}
        for name, cell in zip(header, cells, strict=False):
            if cell and name:
                found.setdefault(name, []).append(cell)
        yield from item(found, at, reading, parts)


KNOWN = (
    QUIET
    | frozenset(TRAITS)
    | frozenset(
        [
            "id",
            "title",
            "description",
            "link",
            "price",
            "sale_price",
            "sale_price_effective_date",
            "availability",
            "availability_date",
            "brand",
            "sku",
            "item_group_id",
            "product_type",
            "product_highlight",
            "product_detail",
            "shipping",
            "unit_pricing_measure",
            "quantity",
            "inventory",
            "return_days",
            "benefit",
            "drawback",
        ]
    )
)
