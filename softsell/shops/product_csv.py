"""Any table of products: which column is what, by a mapping file or by the names that columns commonly have."""

import re
import tomllib
from collections.abc import Callable

import msgspec
from msgspec import Struct

from softsell.errors import BadRequest, nearest

# Our field -> the names its column commonly has, small, without separators.
COMMON = {
    "id": "id productid itemid vörunúmer vorunumer númer artikelnummer articlenumber code productcode",
    "title": "title name productname heiti vöruheiti nafn titill vara product",
    "description": "description longdescription shortdescription lýsing vörulýsing texti",
    "price": "price verð unitprice smásöluverð verðmvsk pricewithvat",
    "sale_price": "saleprice specialprice tilboðsverð útsöluverð",
    "sale_price_effective_date": "saleperiod tilboðstímabil",
    "availability": "availability instock isinstock available staða lagerstaða",
    "quantity": "quantity qty stock lager birgðir magn",
    "brand": "brand manufacturer vendor vörumerki framleiðandi merki",
    "product_type": "category categories producttype vöruflokkur flokkur",
    "item_group_id": "itemgroupid groupid parentsku parentid parent vöruhópur",
    "sku": "sku",
    "link": "link url vefslóð slóð hlekkur",
    "color": "color colour litur",
    "size": "size stærð",
    "material": "material efni",
    "benefit": "benefit kostur",
    "drawback": "drawback ókostur galli",
    "product_highlight": "highlights highlight features",
}
_MORE = (
    "availability_date product_detail shipping shipping_label return_policy_label return_days gender age_group pattern"
)
FIELDS = frozenset(COMMON) | frozenset(_MORE.split())
_COMMON = {word: name for name, words in reversed(COMMON.items()) for word in words.split()}


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file: `columns` our field = their column, `attributes` the name of an attribute = their column, the rest
    how the table is written. `leave` are columns that are not read; every other one is an attribute under its own name."""

    columns: dict[str, str] = {}
    attributes: dict[str, str] = {}
    leave: tuple[str, ...] = ()
    currency: str = ""
    lang: str = ""
    delimiter: str = ""
    encoding: str = ""
    decimal_comma: bool | None = None


def mapping(text: str) -> Mapping:
    """The mapping of a TOML file's table. Raises BadRequest that names what is wrong."""

    try:
        found = msgspec.convert(tomllib.loads(text), Mapping)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadRequest(str(error), "mapping") from error
    for name in found.columns:
        if name not in FIELDS:
            near = nearest(name, FIELDS)
            raise BadRequest(f"{name!r} is no field of ours{f'; {near!r} is' if near else ''}", "mapping.columns")
    if found.delimiter and len(found.delimiter) != 1:
        raise BadRequest("a delimiter is one character", "mapping.delimiter")
    if found.currency and not re.fullmatch(r"[A-Z]{3}", found.currency):
        raise BadRequest("a currency is three capitals (ISO 4217)", "mapping.currency")
    return found


def columns(header: list[str], own: Mapping | None) -> Callable[[str], str]:
    """How a header becomes our names. Raises BadRequest for a mapped column that is absent, or without id, title, price."""
    own = own or Mapping()
    clean = [cell.strip().strip('\ufeff"') for cell in header]
    named: dict[str, str] = dict.fromkeys(own.leave, "")
    for ours, theirs in [*own.columns.items(), *own.attributes.items()]:
        if theirs not in clean:
            near = nearest(theirs, clean)
            raise BadRequest(
                f"the table has no column {theirs!r}{f'; it has {near!r}' if near else ''}", f"mapping.{ours}"
            )
        named[theirs] = ours
    taken = set(named.values())
    for cell in clean:
        ours = _COMMON.get(re.sub(r"[\W_]", "", cell.casefold()), "")
        if cell not in named and ours and ours not in taken:
            named[cell] = ours
            taken.add(ours)
    if "id" not in taken and "sku" in taken:
        named[next(cell for cell, ours in named.items() if ours == "sku")] = "id"
        taken.add("id")
    if missing := [name for name in ("id", "title", "price") if name not in taken]:
        raise BadRequest(f"no column found for {', '.join(missing)}: name it in a mapping file", "header")
    return lambda cell: named.get(cell.strip().strip('\ufeff"'), cell)
