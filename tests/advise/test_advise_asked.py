"""A question that names a value of a product asks for that trait; what the product has not is a wish."""

import pytest

from softsell import load
from softsell.advise import answer
from softsell.advise.answering.asked import lacking, values
from softsell.advise.catalogue import Catalogue
from softsell.advise.text import fold

HERE = "hlyja-lopapeysa"  # grey and white, of Icelandic wool, for adults


@pytest.fixture(scope="module")
def shop() -> Catalogue:
    return load.read_catalogue(load.sample_folder() / "catalogue.json")


def asked(shop: Catalogue, text: str) -> set[tuple[str, str]]:
    return {(need.facet, need.value) for need in values(shop, fold(text), [shop.get(HERE)])}


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("do you have it in blue?", "colour", "blue"), ("does this come in grey?", "colour", "grey"),
        ("Is it made in Iceland?", "made_in", "iceland"), ("is it for children?", "fit_for", "children"),
        ("Is it good for hiking?", "use", "hiking"), ("is it merino?", "material", "merino"),
        ("Eigið þið hana í bláu?", "colour", "blue"), ("Kemur hún í gráu?", "colour", "grey"),
        ("fæst hún í rauðu eða grænu?", "colour", "green"), ("er hun til i blau", "colour", "blue"),
        ("Áttu hana í bláum lit?", "colour", "blue"), ("er hún fyrir börn?", "fit_for", "children"),
    ],
)  # fmt: skip
def test_a_value_asked_for_is_known_in_both_languages(shop: Catalogue, text: str, facet: str, value: str) -> None:
    assert (facet, value) in asked(shop, text)


@pytest.mark.parametrize(
    "text",
    [
        "do you have it in blue and can I pick it up today?", "is the blue one washed with the grey one?", "how is it?",
        "does grey suit blond people?", "is it sent to hiking huts?", "er hún send í gráum poka?", "kemur hún fyrir jól?",
    ],
)  # fmt: skip
def test_a_question_with_other_words_beside_it_is_another_question(shop: Catalogue, text: str) -> None:
    assert asked(shop, text) == set()


def test_what_it_is_not_is_a_wish_in_the_buyers_own_word(shop: Catalogue) -> None:
    about = [shop.get(HERE)]
    assert [(n.facet, n.value, n.said) for n in lacking(shop, "Eigið þið hana í bláu?", about)] == [
        ("colour", "blue", "bláu")
    ]
    assert [(n.value, n.said) for n in lacking(shop, "Is it available in black or red?", about)] == [
        ("black", "black"),
        ("red", "red"),
    ]
    assert lacking(shop, "does it come in grey?", about) == ()


def test_the_answer_is_the_products_own_colours_with_their_source(shop: Catalogue) -> None:
    knowledge = load.read_knowledge(load.sample_folder() / "knowledge.json")
    for lang, text, words in (
        ("en", "do you have it in blue?", "grey, white"),
        ("is", "eigið þið hana í bláu?", "grátt, hvítt"),
    ):
        found = answer.find(knowledge, shop, text, lang, product_ids=(HERE,))
        assert found is not None and words in found.fact.text and found.fact.source and found.fact.as_of


def test_a_size_asked_for_is_answered_by_the_sizes(shop: Catalogue) -> None:
    knowledge = load.read_knowledge(load.sample_folder() / "knowledge.json")
    for lang, text in (("en", "does it come in size M?"), ("is", "kemur hún í stærð L?")):
        found = answer.find(knowledge, shop, text, lang, product_ids=(HERE,))
        assert found is not None and "XXL" in found.fact.text and "14" not in found.fact.text


def test_of_two_products_of_one_name_the_one_the_talk_is_about_is_meant(shop: Catalogue) -> None:
    knowledge = load.read_knowledge(load.sample_folder() / "knowledge.json")
    logn = [one.id for one in shop.products if "Logn" in one.title["is"]]
    assert len(logn) > 1
    found = answer.find(knowledge, shop, "Klæjar mann undan Logn?", "is", product_ids=(logn[0],))
    assert found is not None and found.fact.text.count("áferð við húð") == 1
