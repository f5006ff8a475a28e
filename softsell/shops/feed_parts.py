"""The attributes that have parts: "section:name:value" of product_detail and "country:region:service:price" of shipping."""

from collections.abc import Iterator

from softsell.advise.making.quantities import plain
from softsell.shops import amounts, fields
from softsell.shops.item import Trouble, Way

Found = dict[str, list[str]]


def details(values: list[str], order: list[str], at: str, troubles: list[Trouble]) -> Iterator[tuple[str, str]]:
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


def ways(found: Found, currency: str, comma: bool, at: str, troubles: list[Trouble], order: list[str]) -> Iterator[Way]:
    for told in found.get("shipping", ()):
        for entry in split(told, ","):
            cells = [unquoted(cell) for cell in split(entry, ":")]
            row = dict(zip(order, cells, strict=False))
            if not entry.strip() or not row.get("price"):
                continue
            try:
                amount, own, _ = amounts.price(row["price"], currency, comma)
            except ValueError as error:
                troubles.append(Trouble(at, "shipping", str(error), True))
                continue
            days = {
                name: _day(row.get(f"{name}_handling_time"), row.get(f"{name}_transit_time")) for name in ("min", "max")
            }
            yield Way(
                country=fields.clean(row.get("country", ""), 2).upper(),
                region=fields.clean(row.get("region", ""), 60), price=amount, currency=own,
                service=fields.clean(row.get("service", ""), 100), days_min=days["min"], days_max=days["max"],
            )  # fmt: skip


def _day(handling: str | None, transit: str | None) -> int | None:
    """Days until it is there; not known unless the way itself is."""
    try:
        return None if not transit else int(plain(transit)[0]) + (int(plain(handling)[0]) if handling else 0)
    except ValueError:
        return None
