"""Reading catalogues and knowledge: mistakes are named by their path, unknown stays unknown."""

import json

import pytest

from softsell.advise import answer, catalogue
from softsell.errors import BadRequest

GOOD = {
    "as_of": "2026-11-01T00:00:00Z", "currency": "ISK", "categories": [{"id": "hats", "label": {"en": "Hats"}}],
    "facets": [{"id": "colour", "kind": "choice", "label": {"en": "colour"}, "values": {"red": {"en": "red"}}}],
    "products": [
        {"id": "a", "title": {"en": "A"}, "category": "hats", "price": 100, "attributes": {"colour": "red"}},
        {"id": "b", "title": {"en": "B"}, "category": "hats", "price": 200},
    ],
}  # fmt: skip


def broken(path: list[str | int], value: object) -> str:
    copy = json.loads(json.dumps(GOOD))
    spot = copy
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    return json.dumps(copy)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["products", 0, "price"], "much", "products[0].price"),
        (["products", 1, "price"], -1, "products[1].price"),
        (["products", 1, "id"], "a", "products[1].id"),
        (["products", 1, "category"], "shoes", "products[1].category"),
        (["products", 0, "attributes"], {"size": "L"}, "products[0].attributes.size"),
        (["products", 0, "attributes"], {"colour": "pink"}, "products[0].attributes.colour"),
        (["products", 0, "attributes"], {"colour": True}, "products[0].attributes.colour"),
        (["facets", 0, "kind"], "colour", "facets[0].kind"),
        (["facets", 0, "categories"], ["shoes"], "facets[0].categories"),
        (["as_of"], "2026-11-01T00:00:00", "as_of"),
    ],
)
def test_a_mistake_in_the_file_is_named_by_its_path(path: list[str | int], value: object, said: str) -> None:
    with pytest.raises(BadRequest) as caught:
        catalogue.decode(broken(path, value))
    assert caught.value.field == said


def test_what_is_no_json_is_a_bad_request() -> None:
    with pytest.raises(BadRequest):
        catalogue.decode("{")
    with pytest.raises(BadRequest):
        answer.decode("[")


def test_an_attribute_that_is_missing_is_unknown_and_not_false() -> None:
    made = catalogue.build(*catalogue.decode(json.dumps(GOOD)))
    column = made.columns["colour"]
    assert column.known.tolist() == [True, False]
    assert column.values["red"].tolist() == [True, False]
    assert made.get("a") is made.products[0]
    assert made.get("z") is None


def test_an_empty_catalogue_knows_nothing() -> None:
    assert catalogue.empty().get("a") is None


def test_the_sample_shop_is_read_whole(shop: catalogue.Catalogue, knowledge: answer.Knowledge) -> None:
    assert len(shop.products) >= 40
    assert len(knowledge.passages) >= 30
    assert all(product.url and product.as_of.tzinfo for product in shop.products)


def test_a_postcode_range_turned_round_is_named() -> None:
    text = {
        "as_of": "2026-11-01T00:00:00Z",
        "deliveries": [{"id": "x", "label": {"en": "X"}, "price": 1, "postcodes": [["200", "101"]]}],
    }
    with pytest.raises(BadRequest) as caught:
        answer.decode(json.dumps(text))
    assert caught.value.field == "deliveries[0].postcodes[0]"
