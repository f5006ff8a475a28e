"""Typed facts about products and places: what a thing costs brought home, which of two is warmer, and what is not claimed."""

from datetime import UTC, datetime

import pytest

from softsell.advise import answer
from softsell.advise.answer import Knowledge
from softsell.advise.answering import typed
from softsell.advise.catalogue import Catalogue, empty

ONE, TWO = ("hlyja-lopapeysa",), ("hlyja-lopapeysa", "dalur-hneppt")
WORDS = {
    "total": {"en": "What does it cost in total to 600?", "is": "Hvað kostar þetta í heild til 600?"},
    "when": {"en": "When does it arrive in Akureyri?", "is": "Hvenær kemur þetta til Akureyrar?"},
    "stock": {"en": "Is it in stock?", "is": "Er hún til á lager?"},
    "one size": {"en": "Is it in stock in M?", "is": "Er hún til í M?"},
    "one colour": {"en": "Is it in stock in grey?", "is": "Er hún til á lager í gráu?"},
    "abroad": {"en": "Do you ship to Denmark?", "is": "Sendið þið til Danmerkur?"},
    "far": {"en": "Do you ship to Japan?", "is": "Sendið þið til Japans?"},
    "price": {"en": "How much is it?", "is": "Hvað kostar hún?"},
    "tax": {"en": "Does the price include tax?", "is": "Er vsk. innifalinn?"},
}


def said(shop: Catalogue, knowledge: Knowledge, text: str, lang: str, about: tuple[str, ...]) -> str:
    found = answer.find(knowledge, shop, text, lang, product_ids=about)
    if found is not None:
        assert found.fact.source and found.fact.as_of is not None
    return found.fact.text if found else ""


@pytest.mark.parametrize("lang", ["en", "is"])
def test_a_total_is_the_price_with_the_cheapest_way_and_says_what_it_includes(
    shop: Catalogue, knowledge: Knowledge, lang: str
) -> None:
    told = said(shop, knowledge, WORDS["total"][lang], lang, ("dalur-hneppt",))
    assert ("28,900" if lang == "en" else "28.900") in told
    assert ("in total" in told and "with tax and delivery" in told) or (
        "samtals" in told and "með vsk. og sendingu" in told
    )
    assert "690" not in told, "what is free from 15,000 is free here"
    cheap = min((one for one in shop.products if one.price < 10_000), key=lambda one: one.price)
    brought = said(shop, knowledge, WORDS["total"][lang], lang, (cheap.id,))
    assert f"{cheap.price + 690:,}".replace(",", "," if lang == "en" else ".") in brought


@pytest.mark.parametrize("lang", ["en", "is"])
def test_a_price_says_that_tax_is_in_it(shop: Catalogue, knowledge: Knowledge, lang: str) -> None:
    for words in ("price", "tax"):
        assert ("with tax" if lang == "en" else "með vsk.") in said(shop, knowledge, WORDS[words][lang], lang, ONE)


@pytest.mark.parametrize("lang", ["en", "is"])
def test_stock_of_all_sizes_is_not_told_of_one(shop: Catalogue, knowledge: Knowledge, lang: str) -> None:
    assert "14" in said(shop, knowledge, WORDS["stock"][lang], lang, ONE)
    for words in ("one size", "one colour"):
        assert said(shop, knowledge, WORDS[words][lang], lang, ONE) == ""
    gone = next(one for one in shop.products if one.stock == 0)
    assert said(shop, knowledge, WORDS["one size"][lang], lang, (gone.id,)) != ""


@pytest.mark.parametrize("lang", ["en", "is"])
def test_a_place_has_its_days_and_a_country_its_way_or_a_person(
    shop: Catalogue, knowledge: Knowledge, lang: str
) -> None:
    assert ("working days" if lang == "en" else "virkir dagar") in said(shop, knowledge, WORDS["when"][lang], lang, ONE)
    denmark = said(shop, knowledge, WORDS["abroad"][lang], lang, ())
    assert denmark.startswith("Denmark: " if lang == "en" else "Danmörk: ") and "900" in denmark
    assert said(shop, knowledge, WORDS["far"][lang], lang, ()) == ""


@pytest.mark.parametrize(
    ("text", "lang", "order"),
    [
        ("Which is warmer?", "en", TWO), ("hvor er hlýrri?", "is", TWO), ("hvor þeirra er þyngri?", "is", TWO[::-1]),
        ("which is lighter, Hlýja or Dalur?", "en", TWO), ("which one is cheaper?", "en", TWO),
        ("hvor er dýrari?", "is", TWO[::-1]),
    ],
)  # fmt: skip
def test_of_two_the_one_that_is_more_so_stands_first(
    shop: Catalogue, knowledge: Knowledge, text: str, lang: str, order: tuple[str, ...]
) -> None:
    told = said(shop, knowledge, text, lang, TWO[::-1])
    titles = [product.title[lang] for one in order if (product := shop.get(one)) is not None]
    assert titles[0] in told and told.index(titles[0]) < told.index(titles[1])


def test_one_of_which_the_value_is_not_known_is_not_compared(shop: Catalogue, knowledge: Knowledge) -> None:
    bare = next(one for one in shop.products if one.category == "sweaters" and "warmth" not in one.attributes)
    assert said(shop, knowledge, "which is warmer?", "en", (ONE[0], bare.id)) == ""
    assert said(shop, knowledge, "which is warmer?", "en", ()) == ""


def test_a_question_about_more_than_delivery_is_not_answered_with_its_price(
    shop: Catalogue, knowledge: Knowledge
) -> None:
    for text in ("Do you ship alcohol to Denmark?", "Is there customs when you send to Norway?"):
        found = answer.find(knowledge, shop, text, "en")
        assert found is None or not found.fact.text.startswith(("Denmark", "Norway"))


def test_ways_that_are_few_are_told_without_a_place() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    file = b"""{"as_of": "2026-01-01T00:00:00Z", "deliveries": [
        {"id": "a", "label": {"en": "Home"}, "price": 990}, {"id": "b", "label": {"is": "Heim"}, "price": 990},
        {"id": "c", "label": {"en": "Pick up", "is": "S\\u00f3tt"}, "kind": "pickup", "price": 0},
        {"id": "d", "label": {"en": "Denmark"}, "kind": "abroad", "countries": ["DK"], "price": 3900}]}"""
    knowledge, shop = answer.decode(file), empty()
    for text, lang, want in (
        ("What does delivery cost?", "en", "Home, ISK 990."), ("Hvað kostar heimsending?", "is", "Heim, 990 kr."),
        ("Can I pick it up in the shop?", "en", "Pick up, ISK 0."), ("Má sækja í búðina?", "is", "Sótt, 0 kr."),
    ):  # fmt: skip
        found = answer.find(knowledge, shop, text, lang)
        assert found is not None and (found.fact.text.replace("..", "."), found.fact.as_of) == (want, at)
    assert answer.find(knowledge, shop, "What does delivery of a sofa cost?", "en") is None


def test_two_products_are_told_apart_by_what_differs(shop: Catalogue, knowledge: Knowledge) -> None:
    talk = ("hlyja-lopapeysa",)
    for lang, text in (
        ("en", "What is the difference between this one and Skafl?"),
        ("is", "Hver er munurinn á þessari og Skafli?"),
    ):
        found = answer.find(knowledge, shop, text, lang, product_ids=talk)
        assert found is not None and "Skafl" in found.fact.text and "Hlýja" in found.fact.text, text
        assert ("26,900" if lang == "en" else "26.900") in found.fact.text and found.fact.source
    warmer = answer.find(knowledge, shop, "Is this warmer than the Skafl?", "en", product_ids=talk)
    assert warmer is not None and warmer.fact.text.count(": 5") == 2
    assert answer.find(knowledge, shop, "What is the difference?", "en", product_ids=()) is None


def test_a_question_about_delivery_in_general_lacks_only_the_place() -> None:
    for text, kind in (
        ("When does it arrive?", "delivery_time"), ("hvenær kemur sendingin", "delivery_time"),
        ("What does shipping cost?", "cost_total"), ("og hvað kostar sendingin?", "cost_total"),
        ("What does delivery to 600 cost?", ""), ("Kemur hún í gráu?", ""), ("Do you ship to Denmark?", ""),
        ("How much does gift wrapping cost?", ""),
    ):  # fmt: skip
        assert typed.of_delivery(text) == kind, text
