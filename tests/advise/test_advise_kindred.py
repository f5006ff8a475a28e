"""Attributes that mean different things of different kinds of product: a facet for each, and nothing of one in the other."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell import load
from softsell.advise.answering.typed import find
from softsell.advise.catalogue import Catalogue, build, choices_of
from softsell.advise.critique import critique
from softsell.advise.knowledge import empty
from softsell.advise.making import facets, survey
from softsell.advise.making.bank import Bank, gather
from softsell.advise.making.facets import Chosen, category_id
from softsell.advise.needs import next_question
from softsell.advise.shelves.products import Category, Product
from softsell.advise.understand import understand

AT = "2026-05-04T08:00:00Z"
Item = tuple[str, dict[str, str]]
SHOES: list[Item] = [
    ("Shoes", {"size": str(38 + n % 6), "weight": f"{300 + 20 * n} g", "material": "leather"}) for n in range(12)
]
LAMPS: list[Item] = [
    (
        "Lamps",
        {
            "size": ("small", "table", "floor")[n % 3],
            "weight": f"{4 + n % 5} kg",
            "material": ("brass", "glass")[n % 2],
        },
    )
    for n in range(12)
]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load.question_bank()


def chosen(bank: Bank, items: Sequence[Item]) -> list[Chosen]:
    seen = survey.Survey()
    for category, traits in items:
        values, names, _ = gather(bank, {name: (value,) for name, value in traits.items()})
        survey.add(seen, bank, category, values, names)
    return facets.choose(seen, bank, "en", 1)[0]


def shop(bank: Bank, items: Sequence[Item]) -> Catalogue:
    """The catalogue that an import of these would make."""
    found, products = chosen(bank, items), []
    for n, (category, traits) in enumerate(items):
        values, _, _ = gather(bank, {name: (value,) for name, value in traits.items()})
        kind = category_id(category)
        told = {
            one.facet.id: value
            for one in found
            if one.attribute in values and (not one.within or kind in one.within)
            and (value := facets.value_of(one, values[one.attribute])) is not None
        }  # fmt: skip
        products.append(
            Product(
                id=f"p{n}", title={"en": f"{category} number {n}"}, category=kind, price=1000 + n, currency="ISK",
                as_of=datetime.fromisoformat(AT), attributes=told,
            )
        )  # fmt: skip
    kinds = {category_id(category): category for category, _ in items}
    groups = tuple(Category(id=id, label={"en": label}) for id, label in kinds.items())
    return build(tuple(products), tuple(one.facet for one in found), groups)


def of(catalogue: Catalogue, attribute: str) -> dict[str, list[str]]:
    """The kinds of each facet of an attribute, by the facet's id."""
    found = [one for one in catalogue.facets.values() if attribute in (one.id, one.attribute)]
    return {one.id: sorted(one.categories) for one in found}


def test_the_size_of_shoes_is_not_the_size_of_lamps(bank: Bank) -> None:
    catalogue = shop(bank, SHOES + LAMPS)
    kinds = of(catalogue, "size")
    assert sorted(kinds.values()) == [["lamps"], ["shoes"]]
    for id, (kind,) in kinds.items():
        values = set(catalogue.facets[id].values)
        assert ("table" in values) == (kind == "lamps") and ("38" in values) == (kind == "shoes")
        column = catalogue.columns[id]
        assert {catalogue.kind(row) for row in range(24) if column.known[row]} == {kind}
        assert {catalogue.kind(row) for row in range(24) if column.applies[row]} == {kind}


def test_ranges_are_those_of_the_kind(bank: Bank) -> None:
    catalogue = shop(bank, SHOES + LAMPS)
    weights = {kinds[0]: catalogue.facets[id] for id, kinds in of(catalogue, "weight").items()}
    assert {kind: one.unit for kind, one in weights.items()} == {"shoes": "g", "lamps": "kg"}
    assert all(100 < edge < 700 for one in choices_of(weights["shoes"]) for edge in (one.min, one.max) if edge)
    assert all(3 < edge < 10 for one in choices_of(weights["lamps"]) for edge in (one.min, one.max) if edge)


def test_nobody_with_shoes_in_the_cart_is_asked_about_lamps(bank: Bank) -> None:
    catalogue, asked = shop(bank, SHOES + LAMPS), []
    while (question := next_question(catalogue, (), asked=tuple(asked), cart=("p0",), most=20)) is not None:
        asked.append(question.facet)
    assert asked
    for name in asked:
        assert catalogue.facets[name].categories in ((), ("shoes",)), name


def test_what_kinds_share_stays_one_facet(bank: Bank) -> None:
    colours = ["black", "white", "red", "blue"]
    items = [
        (kind, {"color": colours[(n + m) % 4]}) for m, kind in enumerate(("Shoes", "Lamps", "Bags")) for n in range(8)
    ]
    (one,) = chosen(bank, items)
    assert (one.facet.id, one.facet.categories, one.attribute) == ("colour", (), "colour")


def test_a_word_of_two_facets_is_about_the_kind_that_the_text_names(bank: Bank) -> None:
    more: list[Item] = [("Bags", {"size": ("small", "roomy", "huge")[n % 3]}) for n in range(30)]
    catalogue = shop(bank, SHOES + LAMPS + more)
    facet_of = {kinds[0]: id for id, kinds in of(catalogue, "size").items()}

    def sizes(text: str) -> set[str]:
        return {need.facet for need in understand(text, "en", catalogue).needs} & set(facet_of.values())

    assert sizes("lamps that are small") == {facet_of["lamps"]}
    assert sizes("bags that are small") == {facet_of["bags"]}


def test_an_answer_and_a_comparison_use_the_facet_of_the_very_product(bank: Bank) -> None:
    catalogue = shop(bank, SHOES + LAMPS)
    weights = {kinds[0]: id for id, kinds in of(catalogue, "weight").items()}
    for row, kind, told in (("p0", "shoes", "300 g"), ("p12", "lamps", "4 kg")):
        known = find(empty(), catalogue, "How heavy is it?", "en", (row,), None)
        assert known is not None and known[0] is not None and told in known[0].text
        (need,) = critique(catalogue, (), row, "something heavier") or critique(catalogue, (), row, "something lighter")
        assert need.facet == weights[kind]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("uvwxyz"), st.integers(1, 9)), min_size=6, max_size=60)
)
def test_every_value_lands_in_the_facet_of_its_own_kind_or_nowhere(
    bank: Bank, told: list[tuple[str, str, int]]
) -> None:
    items: list[Item] = [
        (kind, {"finish": f"{kind}-{word}", "span": f"{n * 10 ** 'abc'.index(kind)} mm"}) for kind, word, n in told
    ]
    for one in chosen(bank, items):
        kinds = {id.partition("_")[0] for id in one.facet.values}
        if one.attribute == "finish":
            assert len(kinds) == 1 and (not one.facet.categories or set(one.facet.categories) <= kinds)
