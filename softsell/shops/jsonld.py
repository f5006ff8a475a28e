"""schema.org in JSON-LD, alone or in a page: Product, ProductGroup, Offer, OfferShippingDetails, MerchantReturnPolicy.

Rules
1. Types count by their last word ("http://schema.org/Product"); a node may point to another of its page by @id.
2. A product without a single price is reported and left out: the low end of a range is nobody's price.
3. Every node of a page is looked at once and to a bounded depth; what is no JSON is reported with its place.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from softsell.shops import amounts, fields
from softsell.shops.feed import MOST_TEXT, MOST_TITLE, MOST_TRAITS, MOST_VALUE, Reading, harmless
from softsell.shops.item import Item, Returns, Trouble, Way
from softsell.shops.jsonld_terms import return_policy, shipping_label
from softsell.shops.prose import text_of

MOST_DEPTH, MOST_NODES = 25, 200_000
_SCRIPT = re.compile(r"<script\b[^<>]{0,500}?application/ld\+json[^<>]{0,500}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_WRAP = re.compile(r"^\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")
_CODES = {
    "KGM": "kg", "GRM": "g", "MGM": "mg", "LBR": "lb", "ONZ": "oz", "CMT": "cm", "MMT": "mm", "MTR": "m", "INH": "in",
    "FOT": "ft", "KMT": "km", "LTR": "l", "MLT": "ml", "CLT": "cl", "WTT": "w", "KWT": "kw", "HUR": "h", "MIN": "min",
    "SEC": "s", "DAY": "days", "MON": "months", "ANN": "years", "VLT": "v", "CEL": "°c", "P1": "%", "2N": "db", "C62": "",
}  # fmt: skip
_MEASURES = ["weight", "width", "height", "depth"]
_WORDS = ["color", "material", "pattern", "size", "model", "award"]


def blocks(page: str) -> list[str]:
    """The JSON-LD texts of a page; a text that is no HTML is one itself."""
    if page.lstrip()[:1] != "<":
        return [page]
    found, place = [], 0
    while (start := _SCRIPT.search(page, place)) and (end := _END.search(page, start.end())):
        found.append(_WRAP.sub("", page[start.end() : end.start()]))
        place = end.end()
    return found


def read(page: str, name: str, reading: Reading) -> Iterator[Item | Trouble]:
    """The items of a page or a JSON-LD file."""
    for number, block in enumerate(blocks(page), 1):
        at = f"{name}, block {number}" if name else f"block {number}"
        try:
            nodes = _nodes(_parsed(block))
        except (ValueError, RecursionError) as error:
            yield Trouble(at, "", f"is no JSON: {fields.clean(str(error), 120)}")
            continue
        yield from _Page(nodes, at, reading).items()


def _parsed(block: str) -> Any:
    try:
        return json.loads(block, strict=False)
    except ValueError:
        # The two slips of hand-written blocks: a comma before a closing bracket, HTML's entities around it all.
        return json.loads(
            re.sub(r",(\s*[}\]])", r"\1", html.unescape(block) if "&quot;" in block else block), strict=False
        )


def _nodes(value: Any) -> list[dict[str, Any]]:
    """Every object of a block, outer ones first. Raises ValueError for what nests too deep or is too much."""
    found: list[dict[str, Any]] = []
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH or len(found) > MOST_NODES:
            raise ValueError("it nests too deep or holds too much")
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                found.append(one)
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        level = [one for one in inner if isinstance(one, dict | list)]
    return found


def types(node: dict[str, Any]) -> set[str]:
    """The types of a node by their last word."""
    told = node.get("@type", ())
    return {str(one).rpartition("/")[2].rpartition(":")[2] for one in (told if isinstance(told, list) else [told])}


class _Page:
    """The nodes of a block, by which one can be found by another's @id."""

    def __init__(self, nodes: list[dict[str, Any]], at: str, reading: Reading) -> None:
        self.at, self.reading, self.nodes = at, reading, nodes
        self.named: dict[str, dict[str, Any]] = {}
        for node in nodes:
            if isinstance(node.get("@id"), str) and len(node) > 1:
                self.named.setdefault(node["@id"], node)

    def many(self, value: Any) -> list[Any]:
        """A value as a list, with references resolved."""
        told = value if isinstance(value, list) else [] if value is None else [value]
        return [self.named.get(str(one.get("@id", "")), one) if isinstance(one, dict) else one for one in told]

    def table(self, value: Any) -> dict[str, Any]:
        """The first object of a value, else an empty one."""
        return next((one for one in self.many(value) if isinstance(one, dict)), {})

    def items(self) -> Iterator[Item | Trouble]:
        done: set[int] = set()
        groups = [node for node in self.nodes if "ProductGroup" in types(node)]
        for node in groups:
            done.add(id(node))
            for variant in self.many(node.get("hasVariant")):
                if isinstance(variant, dict) and id(variant) not in done:
                    done.add(id(variant))
                    yield from self.product(variant, node)
        for node in self.nodes:
            if id(node) in done or not types(node) & {"Product", "ProductModel", "IndividualProduct"}:
                continue
            if not (node.keys() & {"name", "offers"}):
                continue  # only points to another
            if "offers" not in node and not node.keys() & {"sku", "productID"}:
                continue  # named in passing: a related product, the thing a review is about
            done.add(id(node))
            yield from self.product(node, self.table(node.get("isVariantOf")))

    def product(self, node: dict[str, Any], group: dict[str, Any]) -> Iterator[Item | Trouble]:
        troubles: list[Trouble] = []
        guesses: list[str] = []
        offers = [one for one in self.many(node.get("offers", group.get("offers"))) if isinstance(one, dict)]
        inner = [deep for one in offers for deep in self.many(one.get("offers")) if isinstance(deep, dict)]
        title = self.line(node, guesses, "name", most=MOST_TITLE) or self.line(group, guesses, "name", most=MOST_TITLE)
        offers = inner or offers
        id_ = self.line(node, guesses, "sku", "productID", "@id", "gtin13", "gtin", "mpn", most=100)
        id_ = id_ or next((self.line(one, guesses, "sku", most=100) for one in offers), "")
        link = fields.link(self.word(node.get("url")) or self.word(self.first(offers, "url")))
        id_ = id_ or link.rstrip("/").rpartition("/")[2]
        at = f"{self.at}, {id_ or title or 'a product'}"
        if not title or not id_:
            yield Trouble(
                at, "name" if not title else "sku", "no name" if not title else "no sku, productID or address"
            )
            return
        try:
            amount, currency, until, offer = self.price(offers, guesses, at, troubles)
        except ValueError as error:
            yield Trouble(at, "offers", str(error))
            return
        stock, restock = self.stock(offers, offer, at, troubles)
        yield from troubles
        yield Item(
            at=at, id=id_, title=title, price=amount, currency=currency, valid_until=until, stock=stock, restock=restock,
            group=self.line(node, guesses, "inProductGroupWithID", most=100)
            or self.line(group, guesses, "productGroupID", "@id", most=100),
            sku=self.line(node, guesses, "sku", "mpn", most=100),
            description=text_of(self.word(node.get("description")) or self.word(group.get("description")))[:MOST_TEXT],
            highlights=tuple(self.notes(node)), brand=self.brand(node) or self.brand(group), url=link,
            category=self.category(node) or self.category(group), traits=self.traits(node, group, guesses),
            ways=tuple(self.ways(offer, at, troubles)), returns=self.returns(offer, node), guesses=tuple(guesses),
            shipping_label=shipping_label(self.many(offer.get("shippingDetails")), self.word),
        )  # fmt: skip

    # -- parts of a product -----------------------------------------------------------------------------------------

    def word(self, value: Any) -> str:
        """A text, a number, or the name of an object."""
        for one in self.many(value):
            match one:
                case dict():
                    named = one.get("@value", one.get("name"))
                    if found := self.word(named) if not isinstance(named, dict) else "":
                        return found
                case bool():
                    return "yes" if one else "no"
                case str() | int() | float():
                    return str(one)
        return ""

    def line(self, node: dict[str, Any], guesses: list[str], *names: str, most: int) -> str:
        for name in names:
            if found := fields.clean(text_of(self.word(node.get(name))), most):
                return harmless(found, name, guesses)
        return ""

    def first(self, offers: list[dict[str, Any]], name: str) -> Any:
        return next((offer[name] for offer in offers if offer.get(name) not in (None, "")), None)

    def price(
        self, offers: list[dict[str, Any]], guesses: list[str], at: str, troubles: list[Trouble]
    ) -> tuple[int, str, Any, dict[str, Any]]:
        prices: dict[tuple[int, str], dict[str, Any]] = {}
        for offer in offers:
            node = offer
            if offer.get("price") in (None, "") and offer.get("priceSpecification"):
                node = self.table(offer["priceSpecification"])
            told = self.word(node.get("price"))
            if not told and "lowPrice" in offer and self.word(offer["lowPrice"]) == self.word(offer.get("highPrice")):
                told = self.word(offer["lowPrice"])
            if not told:
                continue
            currency = (self.word(node.get("priceCurrency")) or self.word(offer.get("priceCurrency"))).upper()
            amount, code, guess = amounts.price(told, currency or self.reading.currency, self.reading.comma)
            guesses += [f"price: {guess}"] if guess else []
            prices.setdefault((amount, code), offer)
        if not prices:
            if any("lowPrice" in offer for offer in offers):
                raise ValueError("only a range of prices, no single one")
            raise ValueError("no price")
        if len(prices) > 1:
            raise ValueError(f"{len(prices)} prices, no single one")
        ((amount, code), offer) = next(iter(prices.items()))
        until = None
        if told := self.word(offer.get("priceValidUntil")):
            try:
                until = amounts.moment(told, last=True)
            except ValueError as error:
                troubles.append(Trouble(at, "priceValidUntil", str(error), True))
        if until is not None and until <= self.reading.now:
            troubles.append(Trouble(at, "priceValidUntil", "is past: the price is kept as no longer true", True))
        return amount, code, until, offer

    def stock(
        self, offers: list[dict[str, Any]], offer: dict[str, Any], at: str, troubles: list[Trouble]
    ) -> tuple[Any, Any]:
        told = self.word(offer.get("availability")) or self.word(self.first(offers, "availability"))
        kind, known = amounts.availability(told)
        if not known:
            troubles.append(Trouble(at, "availability", f"is no word for stock: {fields.clean(told, 40)!r}", True))
        restock = None
        if starts := self.word(offer.get("availabilityStarts")):
            try:
                restock = amounts.moment(starts).date()
            except ValueError as error:
                troubles.append(Trouble(at, "availabilityStarts", str(error), True))
        level = fields.whole(self.word(self.table(offer.get("inventoryLevel")).get("value")))
        if kind in ("out", "later"):
            return 0, restock
        return (max(0, level) if level is not None else None), None

    def brand(self, node: dict[str, Any]) -> str:
        return fields.clean(self.word(node.get("brand")) or self.word(node.get("manufacturer")), 100)

    def category(self, node: dict[str, Any]) -> str:
        told = fields.clean(text_of(self.word(node.get("category"))), 300)
        steps = [step.strip()[:60] for step in re.split(r"\s*(?:>|/(?=\s))\s*", told) if step.strip()]
        return " > ".join(steps[:6])

    def notes(self, node: dict[str, Any]) -> Iterator[str]:
        for one in self.many(self.table(node.get("positiveNotes")).get("itemListElement")):
            if told := fields.clean(self.word(one), MOST_VALUE):
                yield told

    def traits(self, node: dict[str, Any], group: dict[str, Any], guesses: list[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}

        def keep(name: str, value: str) -> None:
            name = self.reading.rename.get(name, fields.clean(name, 140))
            clean = harmless(fields.clean(text_of(value), MOST_VALUE), name, guesses)
            if name and clean and (name in found or len(found) < MOST_TRAITS) and clean not in found.get(name, ()):
                found[name] = (*found.get(name, ()), clean)

        for source in (node, group):
            own = set(found)
            for name in _WORDS:
                for one in self.many(source.get(name)) if name not in own else ():
                    keep(name, self.word(one))
            for name in _MEASURES:
                if name not in own and (told := self.measure(source.get(name))):
                    keep(name, told)
            audience = self.table(source.get("audience"))
            keep("gender", self.word(audience.get("suggestedGender")).rpartition("/")[2])
            for low, high, unit in (("suggestedMinAge", "suggestedMaxAge", "years"),):
                if audience.get(low) is not None and audience.get(high) is not None:
                    keep("age", f"{self.word(audience[low])}-{self.word(audience[high])} {unit}")
            for one in self.many(source.get("additionalProperty")):
                name = self.word(one.get("name")) or self.word(one.get("propertyID")) if isinstance(one, dict) else ""
                if name and name not in own:
                    for told in self.many(one.get("value")) or [None]:
                        keep(name, self.measure({**one, "value": told}))
        return found

    def measure(self, value: Any) -> str:
        """A QuantitativeValue or PropertyValue as it would be written: "1.2 kg", "35-40"."""
        node = next(iter(self.many(value)), None)
        if not isinstance(node, dict):
            return self.word(node)
        unit = self.word(node.get("unitText")) or _CODES.get(self.word(node.get("unitCode")).upper(), "")
        told = self.word(node.get("value"))
        if not told and node.get("minValue") is not None and node.get("maxValue") is not None:
            told = f"{self.word(node['minValue'])}-{self.word(node['maxValue'])}"
        return f"{told} {unit}".strip() if told else ""

    # -- delivery and returns -------------------------------------------------------------------------------------------

    def ways(self, offer: dict[str, Any], at: str, troubles: list[Trouble]) -> Iterator[Way]:
        for details in self.many(offer.get("shippingDetails")):
            if not isinstance(details, dict) or self.word(details.get("doesNotShip")).casefold() in ("yes", "true"):
                continue
            rate = self.table(details.get("shippingRate"))
            told = self.word(rate.get("value")) or self.word(rate.get("maxValue"))
            if not told:
                continue
            unit = self.word(rate.get("currency")) or self.reading.currency
            try:
                amount, currency, _ = amounts.price(told, unit, self.reading.comma)
            except ValueError as error:
                troubles.append(Trouble(at, "shippingDetails", str(error), True))
                continue
            time = self.table(details.get("deliveryTime"))
            handling, transit = self.table(time.get("handlingTime")), self.table(time.get("transitTime"))
            days = {}
            for name in ("minValue", "maxValue"):
                own, before = fields.whole(self.word(transit.get(name))), fields.whole(self.word(handling.get(name)))
                days[name] = None if own is None else own + (before or 0)
            places = [one for one in self.many(details.get("shippingDestination")) if isinstance(one, dict)] or [{}]
            for place in places:
                for country in self.many(place.get("addressCountry")) or [""]:
                    yield Way(
                        country=fields.clean(self.word(country), 2).upper(),
                        region=fields.clean(self.word(place.get("addressRegion")), 60), price=amount,
                        currency=currency, service=fields.clean(self.word(details.get("shippingLabel")), 100),
                        days_min=days["minValue"], days_max=days["maxValue"],
                    )  # fmt: skip

    def returns(self, offer: dict[str, Any], node: dict[str, Any]) -> Returns | None:
        policy = self.table(offer.get("hasMerchantReturnPolicy")) or self.table(node.get("hasMerchantReturnPolicy"))
        if not policy:
            organisation = next(
                (one for one in self.nodes if types(one) & {"Organization", "OnlineStore", "Store"}), {}
            )
            policy = self.table(organisation.get("hasMerchantReturnPolicy"))
        return return_policy(policy, self.word) if policy else None
