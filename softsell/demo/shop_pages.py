"""The sample shop: what it sells, its cart, its help pages. It tells softsell what happens, and knows nothing of it."""

import re
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from starlette.responses import Response
from starlette.routing import Route

from softsell import load
from softsell.advise import answer, describe
from softsell.advise.catalogue import Catalogue, Product, say
from softsell.advise.text import fold
from softsell.demo.pages import Visit, routed
from softsell.demo.stage import Stage

MOST_FOUND = 60
# How a product's first colour dresses the drawing of its category: ground, cloth, shadow, light, thread.
_DRAWN = ("#ecd6bf", "#b5523b", "#7d3b29", "#d98e5f", "#fbf1e4")
_DRESSES = {
    "white": ("#d9c8b6", "#fbf7f0", "#b09c86", "#ece2d5", "#b09c86"),
    "grey": ("#e9e3dc", "#8b8680", "#5b5651", "#b3ada7", "#f6f2ec"),
    "black": ("#e3dcd4", "#403b38", "#1f1c1b", "#6e6763", "#f3ede5"),
    "brown": ("#efe2d3", "#7d5c43", "#523828", "#ad8a69", "#f8efe2"),
    "blue": ("#dde5ea", "#4a6d8b", "#2e475e", "#88a6be", "#f2f6f8"),
    "green": ("#e2e8db", "#5e7754", "#3d5036", "#95aa88", "#f4f7ef"),
    "yellow": ("#f4e9d0", "#d9a441", "#9d7128", "#edcb80", "#fdf8ec"),
}


class Row(Struct, frozen=True):
    """A line of the cart as it is shown."""

    product: Product
    quantity: int
    sum: int


def catalogue(visit: Visit) -> Catalogue:
    return visit.stage.rt.shop().catalogue


def rows(visit: Visit) -> list[Row]:
    """The cart's lines with what they come to."""
    found = ((catalogue(visit).get(name), n) for name, n in visit.visitor.lines.items())
    return [Row(product, n, product.price * n) for product, n in found if product is not None]


def goods(shown: Sequence[Row]) -> int:
    return sum(row.sum for row in shown)


def properties(product: Product, lang: str, quantity: int = 1) -> dict[str, Any]:
    """A product as Segment's e-commerce events name it."""
    return {
        "product_id": product.id, "sku": product.sku, "name": say(product.title, lang), "category": product.category,
        "brand": product.brand, "price": product.price, "currency": product.currency, "quantity": quantity,
        "url": product.url,
    }  # fmt: skip


def front(visit: Visit) -> Response:
    """Every category, or what was searched for."""
    known, query = catalogue(visit), visit.arg("q")[:80]
    if query:
        visit.tell(visit.call("track", event="Products Searched", properties={"query": query}))
    found = search(known, query) if query else []
    return visit.page("shop.html", categories=known.categories.values(), query=query, found=found, say=say)


def search(known: Catalogue, query: str) -> list[Product]:
    """The products in which every word of the query occurs, in either language."""
    asked = fold(query).split()
    found = [p for p in known.products if all(word in text for word in asked for text in (_words(p),))]
    return found[:MOST_FOUND] if asked else []


@lru_cache(maxsize=4096)
def _text(product_id: str, *parts: str) -> str:
    return fold(" ".join(parts))


def _words(p: Product) -> str:
    texts = (*p.title.values(), *p.summary.values(), p.brand, *(k for many in p.keywords.values() for k in many))
    return _text(p.id, *texts)


def category(visit: Visit) -> Response:
    known = catalogue(visit)
    found = known.categories.get(visit.request.path_params["id"])
    if found is None:
        return visit.missing()
    visit.tell(visit.call("track", event="Product List Viewed", properties={"list_id": found.id}))
    products = [p for p in known.products if p.category == found.id]
    return visit.page("category.html", category=found, found=products, say=say)


def product(visit: Visit) -> Response:
    known = catalogue(visit)
    found = known.get(visit.request.path_params["id"])
    if found is None:
        return visit.missing()
    visit.tell(visit.call("track", event="Product Viewed", properties=properties(found, visit.lang)))
    facts = [
        (say(f.label, visit.lang), describe.attribute(known, found, f.id, visit.lang)) for f in known.facets.values()
    ]
    ways = answer.delivery(answer.narrowed(visit.stage.rt.shop().knowledge, [found]), visit.visitor.postcode)
    return visit.page(
        "product.html", product=found, facts=[(a, b) for a, b in facts if b], say=say, fee=answer.fee,
        category=known.categories[found.category], ways=[w for w in ways if w.kind != "pickup"][:1],
    )  # fmt: skip


def cart(visit: Visit) -> Response:
    shown = rows(visit)
    return visit.page("cart.html", rows=shown, goods=goods(shown), say=say, chosen=chosen(visit))


def chosen(visit: Visit) -> Product | None:
    """What the visitor settled on in the conversation, when it is not what stands in the cart."""
    shopper = visit.stage.shopper(visit.visitor)
    talk = shopper.conversation if shopper else None
    if talk is None or not talk.chosen or talk.ended == "bought" or talk.chosen in visit.visitor.lines:
        return None
    return catalogue(visit).get(talk.chosen)


def change(visit: Visit) -> Response:
    """Put something in the cart or take it out again; `instead`: it takes the place of all that stands there."""
    found = catalogue(visit).get(visit.arg("product"))
    if found is None:
        return visit.missing()
    visitor = visit.visitor
    if not visitor.cart_id:
        visitor = visit.keep(cart_id=f"cart-{secrets.token_hex(8)}", carts=visitor.carts + 1)
    lines, calls = dict(visitor.lines), []
    match visit.arg("do"):
        case "remove":
            calls += _removed(visit, found.id, lines)
        case "instead":
            for other in list(lines):
                calls += _removed(visit, other, lines)
            calls += _added(visit, found, lines)
        case _:
            calls += _added(visit, found, lines)
    visit.keep(lines=lines, declined=False)
    visit.tell(*calls)
    return visit.to(visit.arg("back") or "/shop/cart")


def _added(visit: Visit, found: Product, lines: dict[str, int]) -> list[dict[str, Any]]:
    lines[found.id] = lines.get(found.id, 0) + 1
    told = properties(found, visit.lang) | {"cart_id": visit.visitor.cart_id}
    return [visit.call("track", event="Product Added", properties=told)]


def _removed(visit: Visit, product_id: str, lines: dict[str, int]) -> list[dict[str, Any]]:
    quantity, found = lines.pop(product_id, 0), catalogue(visit).get(product_id)
    if not quantity or found is None:
        return []
    told = properties(found, visit.lang, quantity) | {"cart_id": visit.visitor.cart_id}
    return [visit.call("track", event="Product Removed", properties=told)]


def help_index(visit: Visit) -> Response:
    passages = visit.stage.rt.shop().knowledge.passages
    topics: dict[str, list[Any]] = {}
    for one in passages:
        topics.setdefault(one.topic, []).append(one)
    return visit.page("help.html", topics=topics, say=say)


def help_page(visit: Visit) -> Response:
    passages = visit.stage.rt.shop().knowledge.passages
    found = next((one for one in passages if one.id == visit.request.path_params["id"]), None)
    if found is None:
        return visit.missing()
    visit.tell(
        visit.call("page", name=say(found.title, visit.lang), properties={"path": f"/shop/{found.topic}/{found.id}"})
    )
    near = [one for one in passages if one.topic == found.topic and one.id != found.id]
    return visit.page("passage.html", passage=found, near=near, say=say)


def art(visit: Visit) -> Response:
    """The drawing of a category, or of a product in its own colour."""
    known, name = catalogue(visit), visit.request.path_params["name"]
    found = known.get(name)
    kind = found.category if found else name
    if kind not in known.categories:
        return Response(status_code=404)
    colours = found.attributes.get("colour", ()) if found else ()
    colour = next(iter(colours), "red") if isinstance(colours, tuple) else "red"
    headers = {"content-type": "image/svg+xml", "cache-control": "public, max-age=86400"}
    return Response(drawing(kind, colour), headers=headers)


@lru_cache(maxsize=256)
def drawing(kind: str, colour: str) -> str:
    """The SVG of a category, dressed in a colour."""
    svg = (load.sample_folder() / "art" / f"{kind}.svg").read_text(encoding="utf-8").replace('rx="18"', 'rx="7"')
    dress = dict(zip(_DRAWN, _DRESSES.get(colour, _DRAWN), strict=True))
    return re.sub("|".join(_DRAWN), lambda found: dress[found.group()], svg)


def routes(stage: Stage) -> Sequence[Route]:
    """The shop's pages, but for the checkout."""
    return [
        routed(stage, "/shop", get=front),
        routed(stage, "/shop/c/{id}", get=category),
        routed(stage, "/shop/p/{id}", get=product),
        routed(stage, "/shop/cart", get=cart, post=change),
        routed(stage, "/shop/help", get=help_index),
        routed(stage, "/shop/help/{id}", get=help_page),
        routed(stage, "/shop/art/{name}.svg", get=art),
    ]
