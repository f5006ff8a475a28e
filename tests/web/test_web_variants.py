"""A cart that names a variant, from the feed through the HTTP door to the letter, the talk, the offer and the purchase."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from web_world import SHOP, START, Clock, last_said, look, press, runtime, served, write

from softsell import intake, load, store, writing
from softsell.core.effects import Ask
from softsell.core.identity import key_of
from softsell.core.outreach import live
from softsell.core.shopper import Shopper
from softsell.values import Items, Suggestions
from softsell.web import app
from softsell.worker import Runtime

GOOGLE = "\n".join(
    [
        "id\titem_group_id\ttitle\tdescription\tprice\tavailability\tquantity\tproduct_type\tcolor\tsize\tmaterial",
        *(
            f"H-{size}\tHEKLA\tHekla jumper {size}\tWarm.\t19900 ISK\tin_stock\t{left}\tJumpers\tgrey\t{size}\twool"
            for size, left in (("S", 0), ("M", 3), ("L", 2))
        ),
        "K-1\t\tKatla jumper\tLight.\t14900 ISK\tin_stock\t5\tJumpers\tblue\tM\tcotton",
        "A-1\t\tAskja jumper\tPlain.\t12900 ISK\tin_stock\t5\tJumpers\tgreen\tL\twool",
    ]
)
SHOPIFY = json.dumps(
    {
        "products": [
            {
                "id": 7001, "title": "Hekla jumper", "handle": "hekla", "product_type": "Jumpers", "tags": "material:wool",
                "options": [{"name": "Size"}],
                "variants": [
                    {"id": 9100 + n, "sku": f"H-{size}", "price": "19900", "option1": size, "inventory_quantity": left,
                     "inventory_management": "shopify"}
                    for n, (size, left) in enumerate((("S", 0), ("M", 3), ("L", 2)))
                ],
            },
            *(
                {
                    "id": 7002 + n, "title": f"{name} jumper", "handle": name.lower(), "product_type": "Jumpers",
                    "tags": f"material:{made}", "options": [{"name": "Title"}],
                    "variants": [{"id": 9200 + n, "sku": f"{name[0]}-1", "price": price, "option1": "Default Title"}],
                }
                for n, (name, made, price) in enumerate((("Katla", "cotton", "14900"), ("Askja", "wool", "12900")))
            ),
        ]
    }
)  # fmt: skip
FEEDS = {"google": ("feed.tsv", GOOGLE), "shopify": ("products.json", SHOPIFY)}
# What shops call the medium one, and what they call the product it is of.
CASES = [
    ("google", {"sku": "H-M"}, {"product_id": "HEKLA"}),
    ("google", {"product_id": "H-M"}, {"sku": "H-M"}),
    ("google", {"product_id": "of-no-feed", "variant_id": "H-M"}, {"product_id": "H-M"}),
    ("shopify", {"product_id": 7001, "variant_id": 9101}, {"product_id": "7001"}),
    ("shopify", {"product_id": "7001", "sku": "H-M"}, {"sku": "H-M"}),
    ("shopify", {"variant_id": 9101}, {"product_id": 7001, "variant_id": 9101}),
]


def world(folder: Path, form: str, lines: bool = False) -> Runtime:
    """An installation whose catalogue was imported from a feed."""
    name, text = FEEDS[form]
    (folder / name).write_text(text, encoding="utf-8")
    target = folder / ("catalogue.jsonl" if lines else "catalogue.json")
    options = intake.Options(now=datetime(2026, 11, 20, tzinfo=UTC), currency="ISK", lang="en")
    intake.bring_in(folder / name, target, load.question_bank(), options)
    made = runtime(folder)
    shop = replace(made.config.shop, catalogue=str(target))
    return Runtime(replace(made.config, shop=shop), made.db, Clock())


def track(web: httpx.Client, event: str, properties: dict[str, Any], id: str) -> None:
    body = {"writeKey": "wk_1", "userId": "1", "messageId": id, "event": event, "properties": properties}
    assert web.post("/v1/track", content=json.dumps(body)).status_code == 200


def identify(web: httpx.Client) -> None:
    consent = {"basis": "consent", "text": "Yes", "source": "checkout"}
    traits = {
        "email": "anna@example.is",
        "language": "en",
        "country": "IS",
        "marketing_consent": True,
        "consent": consent,
    }
    body = {"writeKey": "wk_1", "userId": "1", "messageId": "who", "traits": traits}
    assert web.post("/v1/identify", content=json.dumps(body)).status_code == 200


def shopper(rt: Runtime) -> Shopper:
    store.drain(rt.db, rt.shop(), rt.clock())
    found = store.desk.shopper(rt.db, SHOP, key_of(SHOP, "user:1"))
    assert found is not None
    return found


def asked(rt: Runtime) -> tuple[str, Ask]:
    """The letter, a day later."""
    shopper(rt)
    assert isinstance(rt.clock, Clock)
    rt.clock.now = START.replace(day=25)
    shopper(rt)
    entries = store.person.transcript(rt.db, SHOP, key_of(SHOP, "user:1"))
    return next((e.id, e.effect) for e in entries if isinstance(e.effect, Ask))


@pytest.mark.parametrize("lines", [False, True], ids=["in memory", "mapped"])
@pytest.mark.parametrize(("form", "named", "bought"), CASES)
def test_a_cart_that_names_a_variant_is_about_its_product(
    tmp_path: Path, form: str, named: dict[str, Any], bought: dict[str, Any], lines: bool
) -> None:
    rt = world(tmp_path, form, lines)
    hekla = next(one for one in rt.shop().catalogue.products if one.title["en"] == "Hekla jumper")
    with served(app.build(rt)) as url, httpx.Client(base_url=url, follow_redirects=True, timeout=30) as web:
        identify(web)
        track(web, "Product Added", {**named, "quantity": 1, "cart_id": "c1"}, "m1")
        name, letter = asked(rt)
        slots = [slot for m in letter.meanings for slot in m.slots.values() if isinstance(slot, Items)]
        (item,) = slots[0].items
        assert (item.product_id, item.title) == (hekla.id, "Hekla jumper (M)")
        assert item.price is not None and item.price.amount == 19900
        seen = look(web, writing.talk_token(rt.desk, name, rt.clock()))
        assert "Hekla jumper (M)" in seen.text
        write(web, press(web, seen, "recommend"), "Something else, under 25000 kr, please show me")
        said = last_said(rt, key_of(SHOP, "user:1"))
        offered = [
            one.item.title
            for m in said.meanings
            for slot in m.slots.values()
            if isinstance(slot, Suggestions)
            for one in slot.suggestions
        ]
        assert offered and not any(title.startswith("Hekla") for title in offered), said
        track(web, "Order Completed", {"order_id": "o1", "total": 19900, "products": [{**bought, "quantity": 1}]}, "m2")
        assert live(shopper(rt)) is None
    rt.db.close()


def test_a_variant_that_sold_out_is_not_asked_about_though_its_product_is_there(tmp_path: Path) -> None:
    rt = world(tmp_path, "google")
    with served(app.build(rt)) as url, httpx.Client(base_url=url, timeout=30) as web:
        identify(web)
        track(web, "Product Added", {"sku": "H-S", "cart_id": "c1"}, "m1")
        shopper(rt)
        assert isinstance(rt.clock, Clock)
        rt.clock.now = START.replace(day=25)
        assert shopper(rt).letters == ()
    rt.db.close()


def test_two_sizes_are_two_lines_and_one_goes_out_by_its_name_or_by_the_products(tmp_path: Path) -> None:
    rt = world(tmp_path, "google")
    with served(app.build(rt)) as url, httpx.Client(base_url=url, timeout=30) as web:
        for n, size in enumerate("ML"):
            track(web, "Product Added", {"product_id": "HEKLA", "variant_id": f"H-{size}", "cart_id": "c1"}, f"m{n}")
        assert [op.lines[0].variant_id for op in shopper(rt).carts[0].ops] == ["H-M", "H-L"]
        track(web, "Product Removed", {"sku": "H-L", "cart_id": "c1"}, "m8")
        track(web, "Product Removed", {"product_id": "HEKLA", "cart_id": "c1"}, "m9")
        assert live(shopper(rt)) is None
    rt.db.close()
