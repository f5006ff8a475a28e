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

from softsell.shops import amounts, fields
from softsell.shops.feed_names import DETAIL, KNOWN, PARTED, SHIPPING, TRAITS
from softsell.shops.feed_parts import details, ways
from softsell.shops.item import Item, Returns, Trouble
from softsell.shops.prose import text_of

_OWN_BOOKS = re.compile(r"custom_(?:label|number)_\d")
MOST_TEXT, MOST_TITLE, MOST_VALUE, MOST_TRAITS = 5_000, 200, 300, 200

Found = dict[str, list[str]]  # attribute -> its values, in the file's order


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
        ways=tuple(
            ways(found, reading.currency, reading.comma, at, troubles, (parts or {}).get("shipping") or SHIPPING)
        ),
        returns=_returns(found),
        shipping_label=texts.line("shipping_label", 100),
        return_policy_label=texts.line("return_policy_label", 100),
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
                sale = None
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
            for told, value in details(values, parts.get("product_detail") or DETAIL, at, troubles):
                keep(told, (value,))
        elif own or (name not in KNOWN and not _OWN_BOOKS.fullmatch(name)):
            keep(name, values)
        elif name == "unit_pricing_measure":
            keep("contents", values)
    return traits


def _returns(found: Found) -> Returns | None:
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
