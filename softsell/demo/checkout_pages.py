"""The sample shop's checkout in three plain steps: who, where to, paying with a card that is only pretended."""

import secrets
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from softsell.advise import answer
from softsell.advise.answer import Delivery, Knowledge
from softsell.advise.catalogue import say
from softsell.demo import words
from softsell.demo.pages import Visit, routed
from softsell.demo.shop_pages import chosen, goods, properties, rows
from softsell.demo.stage import Stage
from softsell.shops import fields

STEPS = ("who", "place", "pay")


def who(visit: Visit) -> Response:
    if not visit.visitor.lines:
        return visit.to("/shop/cart")
    _begin(visit, 1)
    return visit.page("checkout_who.html", problem="", typed=visit.visitor, chosen=chosen(visit), say=say)


def identify(visit: Visit) -> Response:
    """Name and address, and the consent exactly as it was worded; an unticked box says nothing and is no consent."""
    name, address = visit.arg("name")[:60], fields.address(visit.arg("email"))
    lang = visit.arg("language") if visit.arg("language") in words.LANGUAGES else visit.lang
    agreed = visit.arg("consent") == "yes"
    if not address:
        typed = {"name": name, "email": visit.arg("email"), "agreed": agreed}
        return visit.page("checkout_who.html", status=422, problem="email", typed=typed, chosen=None, say=say)
    visit.keep(name=name, email=address, lang=lang, agreed=agreed)
    traits: dict[str, Any] = {"email": address, "name": name, "language": lang, "address": {"country": "IS"}}
    if agreed:
        text = words.say(visit.lang)("checkout.consent")
        traits["marketing_consent"] = {
            "basis": "consent", "text": text, "at": visit.stage.clock().isoformat(), "source": "checkout", "version": "1",
        }  # fmt: skip
    visit.tell(visit.call("identify", traits=traits), *_step(visit, 1, done=True))
    return visit.to("/shop/checkout/place")


def place(visit: Visit) -> Response:
    if not visit.visitor.lines:
        return visit.to("/shop/cart")
    if not visit.visitor.email:
        return visit.to("/shop/checkout")
    _begin(visit, 2)
    return visit.page("checkout_place.html", **_ways(visit), problem="", say=say)


def settle_place(visit: Visit) -> Response:
    """First the postcode, which shows the ways with their prices; then the way."""
    if visit.arg("postcode"):
        postcode = visit.arg("postcode")[:12].replace(" ", "")
        found = answer.delivery(_terms(visit), postcode)
        if not found:
            return visit.page("checkout_place.html", status=422, **_ways(visit), problem="postcode", say=say)
        visit.keep(postcode=postcode, way="")
        brought = [w for w in found if w.kind != "pickup"] or list(found)
        quoted = {
            "cart_id": visit.visitor.cart_id, "postcode": postcode, "currency": "ISK",
            "total": min(answer.fee(w, goods(rows(visit))) for w in brought),
        }  # fmt: skip
        visit.tell(visit.call("track", event="Shipping Quoted", properties=quoted))
        return visit.to("/shop/checkout/place")
    way = _way(visit, visit.arg("way"))
    if way is None:
        return visit.to("/shop/checkout/place")
    visit.keep(way=way.id)
    visit.tell(*_step(visit, 2, done=True, shipping_method=way.id))
    return visit.to("/shop/checkout/pay")


def pay(visit: Visit) -> Response:
    if not visit.visitor.lines:
        return visit.to("/shop/cart")
    way = _way(visit, visit.visitor.way)
    if way is None:
        return visit.to("/shop/checkout/place")
    _begin(visit, 3)
    shown = rows(visit)
    fee = answer.fee(way, goods(shown))
    return visit.page(
        "checkout_pay.html", rows=shown, goods=goods(shown), fee=fee, total=goods(shown) + fee, way=way, say=say
    )


def settle_pay(visit: Visit) -> Response:
    """The pretended bank says yes, or no when it was asked to."""
    visitor, way = visit.visitor, _way(visit, visit.visitor.way)
    if way is None or not visitor.lines:
        return visit.to("/shop/cart")
    if visit.arg("card") == "refused":
        told = {"cart_id": visitor.cart_id, "reason": "declined", "code": "51", "method": "card"}
        visit.keep(declined=True)
        visit.tell(visit.call("track", event="Payment Failed", properties=told))
        return visit.to("/shop/checkout/pay")
    shown = rows(visit)
    fee = answer.fee(way, goods(shown))
    order_id = f"LL-{secrets.token_hex(4).upper()}"
    bought: dict[str, Any] = {
        "order_id": order_id, "cart_id": visitor.cart_id, "email": visitor.email, "currency": "ISK",
        "revenue": goods(shown), "shipping": fee, "total": goods(shown) + fee,
        "products": [properties(row.product, visit.lang, row.quantity) for row in shown],
    }  # fmt: skip
    visit.tell(visit.call("track", event="Order Completed", properties=bought))
    visit.keep(lines={}, cart_id="", way="", declined=False, orders=(*visitor.orders, order_id))
    return visit.to(f"/shop/thanks/{order_id}")


def thanks(visit: Visit) -> Response:
    order_id = visit.request.path_params["order"]
    if order_id not in visit.visitor.orders:
        return visit.missing()
    return visit.page("thanks.html", order=order_id, again=len(visit.visitor.orders) > 1)


def _begin(visit: Visit, number: int) -> None:
    """Say that a step was opened; a step that is opened again has the same messageId, and counts once."""
    calls = _step(visit, number, done=False)
    if number == 1:
        listed = [properties(row.product, visit.lang, row.quantity) for row in rows(visit)]
        told = {"cart_id": visit.visitor.cart_id, "products": listed, "currency": "ISK"}
        name = f"{visit.visitor.cart_id}-started"
        calls.insert(0, visit.call("track", name, event="Checkout Started", properties=told))
    visit.tell(*calls)


def _step(visit: Visit, number: int, *, done: bool, **more: str) -> list[dict[str, Any]]:
    told = {"cart_id": visit.visitor.cart_id, "step": number, "step_name": STEPS[number - 1], **more}
    name = f"{visit.visitor.cart_id}-{STEPS[number - 1]}-{'done' if done else 'seen'}"
    event = "Checkout Step Completed" if done else "Checkout Step Viewed"
    return [visit.call("track", name, event=event, properties=told)]


def _terms(visit: Visit) -> Knowledge:
    """What the shop says of delivery for what is in the cart."""
    return answer.narrowed(visit.stage.rt.shop().knowledge, [row.product for row in rows(visit)])


def _ways(visit: Visit) -> dict[str, Any]:
    ways = answer.delivery(_terms(visit), visit.visitor.postcode)
    value = goods(rows(visit))
    return {"ways": [(way, answer.fee(way, value)) for way in ways], "goods": value}


def _way(visit: Visit, way_id: str) -> Delivery | None:
    ways = answer.delivery(_terms(visit), visit.visitor.postcode)
    return next((way for way in ways if way.id == way_id), None)


def routes(stage: Stage) -> Sequence[Route]:
    """The checkout's pages."""
    return [
        routed(stage, "/shop/checkout", get=who, post=identify),
        routed(stage, "/shop/checkout/place", get=place, post=settle_place),
        routed(stage, "/shop/checkout/pay", get=pay, post=settle_pay),
        routed(stage, "/shop/thanks/{order}", get=thanks),
    ]
