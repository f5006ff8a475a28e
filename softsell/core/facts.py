"""Typed facts about a shopper's cart, in the shopper's language, each with its source and time."""

from datetime import datetime
from urllib.parse import quote

from msgspec.structs import replace

from softsell.advise import answer
from softsell.advise.answer import Delivery, Knowledge
from softsell.advise.catalogue import Product, Variant, say
from softsell.core.cart import Standing, key
from softsell.core.events import Line
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation, Shopper
from softsell.values import Count, Item, Items, Link, Meaning, Money, Number, Slot, Text, soonest


def language(shop: Shop, shopper: Shopper) -> str:
    """The language the shopper chose, else the one we were told, when the shop speaks it; else the shop's own."""
    told = shopper.language.lower().replace("_", "-").split("-")[0]
    spoken = shop.policy.languages
    return next((one for one in (shopper.chosen_language, told) if one in spoken), shop.policy.language)


def item(shop: Shop, line: Line, lang: str, now: datetime) -> Item:
    """One line by name and price: the catalogue's where it knows the product, else what the shop's event said."""
    product = shop.catalogue.get(line.product_id)
    if product is not None:
        one = shop.catalogue.variant(key(line))
        amount = product.price if one is None or one.price is None else one.price
        url = (one.url if one else "") or product.url
        held = Money(
            amount, product.currency, source=url or product.id, as_of=product.as_of, valid_until=product.valid_until
        )
        price, title = held if product.holds(now) else None, titled(product, one, lang)
        return Item(product.id, title, line.quantity, price, url, one.id if one else "")
    known = line.price is not None and bool(line.currency)
    price_seen = Money(line.price or 0, line.currency, source="cart", as_of=now) if known else None
    return Item(line.product_id, line.name or line.product_id, line.quantity, price_seen, line.url)


def titled(product: Product, variant: Variant | None, lang: str) -> str:
    """What a line is called: the product, and the options in which the variant differs from others of it."""
    title = say(product.title, lang)
    own = variant.options if variant else {}
    told = [own[name] for name in own if any(one.options.get(name) != own[name] for one in product.variants)]
    return f"{title} ({', '.join(told)})" if told else title


def items(shop: Shop, lines: tuple[Line, ...], lang: str, now: datetime) -> Items:
    """The lines by name and price."""
    return Items(tuple(item(shop, line, lang, now) for line in lines))


def goods(shop: Shop, lines: tuple[Line, ...], now: datetime) -> Money | None:
    """The sum of the lines, or None when a price is unknown or currencies mix."""
    priced = [(i.price, i.quantity) for i in items(shop, lines, shop.policy.language, now).items]
    currencies = {p.currency for p, _ in priced if p is not None}
    if not priced or any(p is None for p, _ in priced) or len(currencies) != 1:
        return None
    amount = sum(p.amount * n for p, n in priced if p is not None)
    times = [p.as_of for p, _ in priced if p is not None and p.as_of is not None]
    until = soonest(p.valid_until for p, _ in priced if p is not None)
    return Money(amount, currencies.pop(), source="catalogue", as_of=min(times, default=now), valid_until=until)


def chosen_lines(shop: Shop, standing: Standing, talk: Conversation) -> tuple[Line, ...]:
    """What the buyer would pay for: the product they said suits them, else the cart as it stands."""
    product = shop.catalogue.get(talk.chosen) if talk.chosen else None
    if product is not None:
        return (Line(product_id=product.id, price=product.price, currency=product.currency, url=product.url),)
    return standing.lines


def terms(shop: Shop, lines: tuple[Line, ...]) -> Knowledge:
    """The deliveries and returns of the shop that hold for all of the lines."""
    return answer.narrowed(shop.knowledge, [shop.catalogue.get(line.product_id) for line in lines])


def total(shop: Shop, lines: tuple[Line, ...], receive: str, now: datetime) -> Money | None:
    """Everything included: the goods and the cheapest way to `receive` ("pickup" or a postcode); None when unknown."""
    sum_of_goods = goods(shop, lines, now)
    if sum_of_goods is None or not receive:
        return None
    knowledge = terms(shop, lines)
    if receive == "pickup":
        if not any(d.kind == "pickup" for d in knowledge.deliveries):
            return None
        return replace(sum_of_goods, includes="tax+pickup")
    whole = answer.total(knowledge, sum_of_goods.amount, sum_of_goods.currency, receive)
    return replace(whole, valid_until=soonest((sum_of_goods.valid_until, whole.valid_until))) if whole else None


def parcel(shop: Shop, lines: tuple[Line, ...], postcode: str) -> Delivery | None:
    """The cheapest way to have the lines brought to that place (pick-up in the shop is not that)."""
    return next((d for d in answer.delivery(terms(shop, lines), postcode) if d.kind != "pickup"), None)


def cost_slots(shop: Shop, lines: tuple[Line, ...], postcode: str, now: datetime) -> dict[str, Slot] | None:
    """The slots of `fix-cost_total`: total, delivery and place; None when any of it is unknown."""
    way, whole, bare = parcel(shop, lines, postcode), total(shop, lines, postcode, now), goods(shop, lines, now)
    if way is None or bare is None or whole is None or way.currency != bare.currency:
        return None
    fee = 0 if way.free_from is not None and bare.amount >= way.free_from else way.price
    source = way.source or way.url or way.id
    return {
        "total": Money(
            bare.amount + fee,
            bare.currency,
            source=source,
            as_of=way.as_of,
            includes="tax+delivery",
            valid_until=way.valid_until,
        ),
        "delivery": Money(fee, way.currency, source=source, as_of=way.as_of, valid_until=way.valid_until),
        "place": Text(postcode),
    }


def time_slots(shop: Shop, lines: tuple[Line, ...], postcode: str, lang: str) -> dict[str, Slot] | None:
    """The slots of `fix-delivery_time`: working days to that place; None when unknown."""
    way = parcel(shop, lines, postcode)
    if way is None or way.days_min is None or way.days_max is None:
        return None
    source = way.source or way.url or way.id
    return {
        "place": Text(postcode),
        "min": Number(float(way.days_min), "", source, way.as_of, way.valid_until),
        "days": Count(way.days_max, "workday", source, way.as_of, way.valid_until),
        "method": Text(say(way.label, lang)),
    }


def days(n: int, source: str, now: datetime) -> Count:
    """A number of days with its source."""
    return Count(n, "day", source=source, as_of=now)


def pickup_slots(shop: Shop, lines: tuple[Line, ...], lang: str, now: datetime) -> dict[str, Slot] | None:
    """The slots of `fix-cost_total` for who comes to the shop; None when it cannot be picked up or a price is unknown."""
    way = next((d for d in terms(shop, lines).deliveries if d.kind == "pickup"), None)
    whole = total(shop, lines, "pickup", now)
    if way is None or whole is None:
        return None
    source = way.source or way.url or way.id
    delivery = Money(0, whole.currency, source=source, as_of=way.as_of)
    return {"total": whole, "delivery": delivery, "place": Text(say(way.label, lang))}


def checkout(shop: Shop, lines: tuple[Line, ...]) -> Link:
    """Where the shop's own checkout is; `{products}` in its address becomes what would be bought, joined by commas."""
    url = shop.policy.checkout_url or shop.policy.url
    names = (line.variant_id if shop.catalogue.variant(line.variant_id) else line.product_id for line in lines)
    return Link(url.replace("{products}", ",".join(quote(name, safe="") for name in names)))


def meaning(kind: str, **slots: Slot) -> Meaning:
    """A meaning from its phrase key and slots."""
    return Meaning(kind, dict(slots))
