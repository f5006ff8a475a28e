"""Carts, the newest first: what is in them, why each was not asked about, and what happens next and when."""

from datetime import datetime

from starlette.responses import Response

from softsell import store
from softsell.core import cart as carts
from softsell.core import facts, outreach
from softsell.core.shopper import Shopper
from softsell.store.desk import CartRow, Cursor
from softsell.web.desk_next import ahead
from softsell.web.desk_visit import Visit, go

PAGE = 25
MOST_SEEN = 4000  # rows that are passed over at most to fill one page of a reason


def page(visit: Visit) -> Response:
    """A page of carts, of one stage or one reason when asked for."""
    stage, reason = visit.query("stage"), visit.query("reason")
    stages = store.desk.stages(visit.rt.db, visit.shop.id)
    rows, cursor = _rows(visit, stage, reason, cursor_of(visit.query("after")))
    found = [_row(visit, row) for row in rows]
    by_stage: dict[str, int] = {}
    by_reason: dict[str, int] = {}
    for one in stages:
        by_stage[one.stage] = by_stage.get(one.stage, 0) + one.carts
        if one.reason:
            by_reason[one.reason] = by_reason.get(one.reason, 0) + one.carts
    return visit.page(
        "carts",
        "carts",
        rows=found,
        stage=stage,
        reason=reason,
        stages=sorted(by_stage.items(), key=lambda item: -item[1]),
        reasons=sorted(by_reason.items(), key=lambda item: -item[1]),
        after=f"{cursor[0].isoformat()}~{cursor[1]}" if cursor else "",
        missed=visit.query("missed") == "1",
    )


def find(visit: Visit) -> Response:
    """The person with an address. Posted, so that no address stands in a log of addresses visited."""
    keys = store.person.find(visit.rt.db, visit.shop.id, visit.form.get("address", "").strip()[:320])
    return go(f"/desk/person/{keys[0]}") if keys else go("/desk/carts", missed="1")


def _rows(visit: Visit, stage: str, reason: str, before: Cursor | None) -> tuple[list[CartRow], Cursor | None]:
    db, shop_id = visit.rt.db, visit.shop.id
    if not reason:
        return store.desk.carts(db, shop_id, stage=stage, before=before, limit=PAGE)
    found: list[CartRow] = []
    cursor, seen = before, 0
    while True:
        rows, cursor = store.desk.carts(db, shop_id, stage=stage, before=cursor, limit=200)
        for row in rows:
            if row.reason == reason:
                found.append(row)
            if len(found) == PAGE:
                return found, (row.cart_at, row.key)
        seen += len(rows)
        if cursor is None or seen >= MOST_SEEN:
            return found, cursor


def cursor_of(text: str) -> Cursor | None:
    """The place in a list that an address names, or None."""
    at, _, key = text.partition("~")
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (when, key) if when.tzinfo and key else None


def _row(visit: Visit, row: CartRow) -> dict[str, object]:
    words, now = visit.words, visit.now
    shopper = store.desk.shopper(visit.rt.db, visit.shop.id, row.key) or Shopper(row.key)
    then = ahead(visit.shop, shopper, now)
    return {
        "key": row.key,
        "name": shopper.name or shopper.address or words("nobody"),
        "at": row.cart_at,
        "items": items(visit, shopper),
        "value": words.money(row.value, _currency(visit, shopper)) if row.value else "",
        "stage": words.either(f"stage-{row.stage}", "stage-other"),
        "why": words.either(f"why-{then.reason}", "why-other") if then.reason else "",
        "next": words(f"next-{then.what}"),
        "next_at": then.at,
        "person": row.needs_person,
    }


def items(visit: Visit, shopper: Shopper) -> list[tuple[str, int, str]]:
    """(title, how many, price of one) of the cart that stands, in the words of the reader."""
    cart = outreach.live(shopper)
    if cart is None:
        return []
    lines = carts.fold(cart, shopper.orders).lines
    found = facts.items(visit.shop, lines, visit.lang, visit.now).items
    money = visit.words.money
    return [(i.title, i.quantity, money(i.price.amount, i.price.currency) if i.price else "") for i in found]


def _currency(visit: Visit, shopper: Shopper) -> str:
    cart = outreach.live(shopper)
    lines = carts.fold(cart, shopper.orders).lines if cart else ()
    return next((line.currency for line in lines if line.currency), visit.shop.policy.currency)


PAGES = [("/desk/carts", page, None), ("/desk/find", None, find)]
