"""Products that are delivered or returned otherwise than the rest: each is told its own terms, and nothing else."""

import json
from typing import Any

import pytest

from softsell.advise import answer, catalogue
from softsell.advise.answer import Knowledge
from softsell.advise.catalogue import Catalogue
from softsell.core import facts
from softsell.core.events import Line
from softsell.core.shop import Shop
from softsell.errors import BadRequest
from tests.core.core_shops import BASE, START

AS_OF = "2026-01-02T08:00:00Z"
PRODUCTS = [
    {"id": "sofa", "title": {"en": "Alda sofa"}, "shipping_label": "big", "return_policy_label": "made to order"},
    {"id": "sock", "title": {"en": "Brimi sock"}},
    {"id": "lamp", "title": {"en": "Foss lamp"}, "shipping_label": "fragile", "return_policy_label": "lamps"},
    {"id": "rug", "title": {"en": "Hraun rug"}, "shipping_label": "by air"},
]
TERMS: dict[str, Any] = {
    "as_of": AS_OF, "currency": "ISK", "return_days": 30, "return_payer": {"en": "the shop"},
    "returns": [{"labels": ["made to order"]}, {"labels": ["lamps"], "days": 14, "payer": {"en": "the buyer"}}],
    "deliveries": [
        {"id": "post", "label": {"en": "By post"}, "price": 990, "days_min": 1, "days_max": 2, "labels": ["", "fragile"]},
        {"id": "van", "label": {"en": "With the van"}, "price": 9900, "days_min": 3, "days_max": 5, "labels": ["big", "fragile"]},
        {"id": "fetch", "label": {"en": "Pick up"}, "kind": "pickup", "price": 0, "postcodes": [["101", "199"]]},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def goods() -> Catalogue:
    rows = [{"category": "home", "price": 5000, **row} for row in PRODUCTS]
    head = {"as_of": AS_OF, "currency": "ISK", "categories": [{"id": "home", "label": {"en": "Home"}}]}
    return catalogue.build(*catalogue.decode(json.dumps({**head, "products": rows})))


@pytest.fixture(scope="module")
def terms() -> Knowledge:
    return answer.decode(json.dumps(TERMS))


@pytest.mark.parametrize(
    ("cart", "fee", "days"),
    [("sock", 990, 2), ("sofa", 9900, 5), ("lamp", 990, 2), ("lamp sofa", 9900, 5), ("sock sofa", None, None),
     ("rug", None, None), ("unheard", None, None)],
)  # fmt: skip
def test_a_cart_goes_by_the_ways_that_each_thing_in_it_can_go(
    goods: Catalogue, terms: Knowledge, cart: str, fee: int | None, days: int | None
) -> None:
    shop = Shop("hus", BASE, goods, terms)
    lines = tuple(Line(product_id=one, price=5000, currency="ISK") for one in cart.split())
    cost, time = facts.cost_slots(shop, lines, "101", START), facts.time_slots(shop, lines, "101", "en")
    assert (cost["delivery"].amount if cost else None) == fee  # type: ignore[union-attr]
    assert (time["days"].n if time else None) == days  # type: ignore[union-attr]
    whole = facts.total(shop, lines, "101", START)
    assert (whole.amount if whole else None) == (None if fee is None else 5000 * len(lines) + fee)
    assert facts.pickup_slots(shop, lines, "en", START) is not None


@pytest.mark.parametrize(
    ("question", "about", "told"),
    [
        ("What does delivery to 101 cost?", ("sofa",), "With the van"), ("What does delivery to 101 cost?", (), "By post"),
        ("What does it cost in total to 101?", ("sofa",), "14,900"), ("How much is delivery of the Alda sofa to 101?", (), "van"),
        ("How long do I have to return it?", ("sock",), "30 days"), ("How long do I have to return it?", ("lamp",), "14 days"),
        ("How long do I have to return it?", ("sofa",), ""), ("How long do I have to return it?", ("lamp", "sock"), ""),
        ("What does delivery to 600 cost?", ("rug",), ""),
    ],
)  # fmt: skip
def test_a_question_is_answered_with_the_terms_of_what_it_is_about(
    goods: Catalogue, terms: Knowledge, question: str, about: tuple[str, ...], told: str
) -> None:
    found = answer.find(terms, goods, question, "en", product_ids=about)
    assert (told in found.fact.text if told else False) if found else not told


def test_without_labels_it_is_the_same_knowledge(goods: Catalogue) -> None:
    plain = answer.decode(json.dumps({"as_of": AS_OF, "return_days": 30}))
    assert answer.narrowed(plain, goods.products) is plain


@pytest.mark.parametrize(
    "returns", [[{"labels": []}], [{"labels": ["a"]}, {"labels": ["b", "a"]}], [{"labels": ["a"], "days": -1}]]
)
def test_terms_of_return_are_of_labels_that_no_other_names(returns: list[dict[str, Any]]) -> None:
    with pytest.raises(BadRequest, match=r"return|nought"):
        answer.decode(json.dumps({"as_of": AS_OF, "returns": returns}))
