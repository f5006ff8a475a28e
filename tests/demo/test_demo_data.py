"""The sample shop's data keeps its promises: whole in both languages, true to its own facets, and soft in its wording."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from islenska import Bin

from softsell.advise.catalogue import build, decode

SHOP = Path(__file__).parents[2] / "softsell" / "demo" / "shop"
LANGUAGES = {"en", "is"}
WORD = re.compile(r"[^\W\d_]+")

# What BÍN does not know and was read and found right: sizes, abbreviations, the address of the shop.
REVIEWED = {"S", "M", "L", "XL", "XXL", "kr", "ehf", "hallo", "example"}

# Crude pressure; the real lint knows far more.
HARD_SELL = (
    r"\bhurry\b", r"\bonly \d+ left\b", r"\blast chance\b", r"\blimited time\b", r"\btoday only\b", r"\bbuy now\b",
    r"\border now\b", r"\bbest\b(?!-)", r"\bperfect\b", r"\bguaranteed?\b", r"\bunbeatable\b", r"\bmust\b",
    r"\byou need\b", r"\byou should\b", r"\bdon['’]t miss\b", r"!", r"\bselling fast\b", r"\bbestseller\b", r"\bdeserve\b",
    r"\bflýttu\b", r"\bdrífðu\b", r"\bkauptu\b", r"\bpantaðu\b", r"\btryggðu\b", r"\bnældu\b", r"\bgríptu\b",
    r"\baðeins í dag\b", r"\bekki missa af\b", r"\bsíðast[ai] séns", r"\btakmarkað magn\b", r"\bþú verður að\b",
    r"\bþú þarft\b", r"\bfullkomi[nð]", r"\bóviðjafnanleg", r"\bbestu?\b", r"\bvelkomin", r"\bókeypis\b", r"\btilboð\b",
)  # fmt: skip

# What a text says of a product, and the attribute that has to agree.
CLAIMS: tuple[tuple[str, str, tuple[object, ...]], ...] = (
    (r"^(?!.*not waterproof).*\bwaterproof\b", "waterproof", (True,)),
    (r"\bwindproof\b", "windproof", (True,)),
    (r"\bwool-free\b|\bwithout wool\b", "animal_free", (True,)),
    (r"\b(child's|baby)\b.*\b(sweater|cardigan|mittens|hat|jacket|trousers|boots|socks)\b", "fit_for", (["children"],)),
    (r"\bmerino\b.*\b(top|leggings|beanie|T-shirt|yarn|liner)\b", "material", ("merino", "silk_merino")),
    (r"\blambswool (blanket|sweater|yarn)\b", "material", ("lambswool",)),
    (r"\btitanium\b", "material", ("titanium",)),
    (r"^Linen\b|\blinen towel\b", "material", ("linen",)),
    (r"\bhand-knitted\b.*\b(pullover|socks)\b", "made_in", ("iceland",)),
    (r"\bdown (jacket|parka|mittens|trousers|vest|sleeping bag)\b", "insulation", ("down",)),
    (r"\bwashed by hand\b", "care", ("hand",)),
    (r"\bgoes in the washing machine\b", "care", ("machine",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    return json.loads((SHOP / "catalogue.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def knowledge() -> dict[str, Any]:
    return json.loads((SHOP / "knowledge.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def worded(value: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object that holds a text by language, with its path."""
    match value:
        case dict() if LANGUAGES & value.keys():
            yield at, value
        case dict():
            for key, one in value.items():
                yield from worded(one, f"{at}.{key}")
        case list():
            for n, one in enumerate(value):
                yield from worded(one, f"{at}[{one['id'] if isinstance(one, dict) and 'id' in one else n}]")


def shown(value: Any) -> Iterator[tuple[str, str]]:
    """Every text that a shopper may read (keywords are only searched), with its path and language."""
    for at, words in worded(value):
        for lang, text in words.items():
            if "keywords" not in at and isinstance(text, str):
                yield f"{at}.{lang}", text


def spread(attribute: Any) -> list[Any]:
    return attribute if isinstance(attribute, list) else [attribute]


def key(value: Any) -> str:
    """The key of a value in a facet's `values`: flags are "yes" and "no"."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def test_the_shop_is_of_a_real_size(catalogue: dict[str, Any], knowledge: dict[str, Any]) -> None:
    assert len(catalogue["products"]) >= 150
    assert 12 <= len(catalogue["categories"]) <= 16
    assert 14 <= len(catalogue["facets"]) <= 20
    assert len(knowledge["passages"]) >= 35


def test_the_adviser_reads_the_catalogue(catalogue: dict[str, Any]) -> None:
    read = build(*decode((SHOP / "catalogue.json").read_text(encoding="utf-8")))
    assert len(read.products) == len(catalogue["products"])
    assert read.facets.keys() == {facet["id"] for facet in catalogue["facets"]}


def test_every_id_and_stock_number_is_used_once(catalogue: dict[str, Any], knowledge: dict[str, Any]) -> None:
    for rows, name in [(catalogue[name], "id") for name in ("products", "facets", "categories")] + [
        (catalogue["products"], "sku"), (knowledge["passages"], "id"), (knowledge["deliveries"], "id"),
    ]:  # fmt: skip
        ids = [row[name] for row in rows]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in ids)


def test_both_languages_are_everywhere(catalogue: dict[str, Any], knowledge: dict[str, Any]) -> None:
    found = [*worded(catalogue), *worded(knowledge)]
    assert len(found) > 1000
    for at, words in found:
        assert words.keys() == LANGUAGES, at
        assert all(words.values()) or at.endswith(".drawback"), at


def test_most_products_name_a_drawback_and_none_repeats_another(catalogue: dict[str, Any]) -> None:
    products = catalogue["products"]
    for lang in LANGUAGES:
        drawbacks = [p["drawback"][lang] for p in products if p["drawback"][lang]]
        assert len(drawbacks) >= 0.85 * len(products)
        for texts in (drawbacks, *([p[part][lang] for p in products] for part in ("title", "summary", "benefit"))):
            assert len(texts) == len(set(texts))


def test_every_attribute_is_declared_by_a_facet_of_its_category(catalogue: dict[str, Any]) -> None:
    facets = {facet["id"]: facet for facet in catalogue["facets"]}
    kinds: dict[str, type | tuple[type, ...]] = {"flag": bool, "number": (int, float), "choice": str, "many": list}
    for product in catalogue["products"]:
        for name, value in product["attributes"].items():
            facet = facets[name]
            at = f"{product['id']}.{name}"
            assert not facet["categories"] or product["category"] in facet["categories"], at
            assert isinstance(value, kinds[facet["kind"]]), at
            assert isinstance(value, bool) == (facet["kind"] == "flag"), at
            if facet["kind"] != "number":
                assert all(key(one) in facet["values"] for one in spread(value)), at


def test_a_few_attributes_are_unknown(catalogue: dict[str, Any]) -> None:
    known = possible = 0
    for product in catalogue["products"]:
        fitting = {
            f["id"] for f in catalogue["facets"] if not f["categories"] or product["category"] in f["categories"]
        }
        possible += len(fitting)
        known += len(product["attributes"])
        assert {"use", "animal_free"} <= product["attributes"].keys()
    assert 0.02 <= 1 - known / possible <= 0.08


def test_every_facet_tells_products_apart_and_every_answer_finds_some(catalogue: dict[str, Any]) -> None:
    for facet in catalogue["facets"]:
        found = [p["attributes"][facet["id"]] for p in catalogue["products"] if facet["id"] in p["attributes"]]
        assert len({key(one) for value in found for one in spread(value)}) >= 2, facet["id"]
        assert len(facet["choices"]) >= 2, facet["id"]
        for choice in facet["choices"]:
            assert any(accepts(choice, value) for value in found), (facet["id"], choice["id"])


def accepts(choice: dict[str, Any], value: Any) -> bool:
    if "values" in choice:
        return any(key(one) in choice["values"] for one in spread(value))
    return bool(choice.get("min", float("-inf")) <= value < choice.get("max", float("inf")))


def test_every_value_is_found_by_some_answer(catalogue: dict[str, Any]) -> None:
    facets = {facet["id"]: facet for facet in catalogue["facets"]}
    for product in catalogue["products"]:
        for name, value in product["attributes"].items():
            assert any(accepts(choice, value) for choice in facets[name]["choices"]), (product["id"], name, value)


def test_choices_and_categories_refer_to_what_exists(catalogue: dict[str, Any]) -> None:
    categories = {category["id"] for category in catalogue["categories"]}
    assert {product["category"] for product in catalogue["products"]} == categories
    for facet in catalogue["facets"]:
        assert set(facet["categories"]) <= categories
        assert facet["question"]["en"].endswith("?") and facet["question"]["is"].endswith("?")
        for choice in facet["choices"]:
            assert set(choice.get("values", ())) <= facet["values"].keys()
            assert ("values" in choice) != ("min" in choice or "max" in choice)


def test_prices_and_stock_are_whole_and_an_empty_shelf_has_a_date(catalogue: dict[str, Any]) -> None:
    as_of = datetime.fromisoformat(catalogue["as_of"])
    assert as_of.tzinfo is not None
    empty = [product for product in catalogue["products"] if product["stock"] == 0]
    assert empty
    for product in catalogue["products"]:
        assert type(product["price"]) is int and 500 <= product["price"] <= 100_000
        assert type(product["stock"]) is int and 0 <= product["stock"] <= 60
        assert ("restock" in product) == (product["stock"] == 0)
        if "restock" in product:
            assert date.fromisoformat(product["restock"]) > as_of.date()


@pytest.mark.parametrize(("pattern", "facet", "right"), CLAIMS)
def test_what_a_text_says_agrees_with_the_attributes(
    catalogue: dict[str, Any], pattern: str, facet: str, right: tuple[object, ...]
) -> None:
    parts = ("title", "summary", "drawback") if facet == "care" else ("title", "summary")
    checked = 0
    for product in catalogue["products"]:
        text = ". ".join(product[part]["en"] for part in parts)
        if re.search(pattern, text, re.IGNORECASE) and facet in product["attributes"]:
            checked += 1
            assert product["attributes"][facet] in right, (product["id"], facet)
    assert checked, "no product says this any more"


def test_nothing_without_animal_materials_is_made_of_them(catalogue: dict[str, Any]) -> None:
    animal = {"icelandic_wool", "merino", "lambswool", "silk_merino", "sheepskin", "leather", "beeswax"}
    for product in catalogue["products"]:
        has = product["attributes"]
        if has["animal_free"]:
            assert has.get("material") not in animal and has.get("insulation") not in ("wool", "down"), product["id"]
        assert has["animal_free"] or "vegan" not in product.get("keywords", {}).get("en", ()), product["id"]


def test_every_icelandic_postcode_has_one_home_delivery(knowledge: dict[str, Any]) -> None:
    home = [one for one in knowledge["deliveries"] if one["kind"] == "home"]
    for postcode in range(101, 903):
        ways = [one["id"] for one in home if any(int(a) <= postcode <= int(z) for a, z in one["postcodes"])]
        assert len(ways) == 1, (postcode, ways)


def test_deliveries_are_whole(knowledge: dict[str, Any]) -> None:
    kinds = {one["kind"] for one in knowledge["deliveries"]}
    assert kinds == {"home", "parcel", "pickup", "abroad"}
    passages = {passage["id"] for passage in knowledge["passages"]}
    for one in knowledge["deliveries"]:
        assert type(one["price"]) is int and (one["price"] > 0) == (one["kind"] != "pickup")
        assert 0 <= one["days_min"] <= one["days_max"]
        assert one["free_from"] is None or one["free_from"] > one["price"]
        assert all(101 <= int(a) <= int(z) <= 902 for a, z in one.get("postcodes", ()))
        assert bool(one.get("postcodes")) == (one["kind"] != "abroad")
        assert one["url"].removeprefix("/shop/help/") in passages


def test_passages_agree_with_the_typed_facts(knowledge: dict[str, Any]) -> None:
    text = {passage["id"]: passage["text"] for passage in knowledge["passages"]}
    cheapest = min(one["price"] for one in knowledge["deliveries"] if one["kind"] == "home")
    dearest = max(one["price"] for one in knowledge["deliveries"] if one["kind"] == "home")
    (threshold,) = {one["free_from"] for one in knowledge["deliveries"] if one["kind"] == "home"}
    for number in (cheapest, dearest):
        assert f"{number:,} ISK" in text["delivery-cost"]["en"]
        assert f"{number:,} kr.".replace(",", ".") in text["delivery-cost"]["is"]
    assert f"{threshold:,} ISK" in text["delivery-free"]["en"]
    assert f"{knowledge['return_days']} days" in text["returns"]["en"]
    assert f"{knowledge['return_days']} daga" in text["returns"]["is"]
    assert {lang: len(methods) for lang, methods in knowledge["payment_methods"].items()} == {"en": 5, "is": 5}


def test_passages_are_short_and_have_a_known_topic(knowledge: dict[str, Any]) -> None:
    topics = {
        "returns",
        "delivery",
        "payment",
        "care",
        "trust",
        "account",
        "privacy",
        "warranty",
        "size",
        "gift",
        "other",
    }
    assert {passage["topic"] for passage in knowledge["passages"]} == topics
    for passage in knowledge["passages"]:
        assert passage["url"] == f"/shop/help/{passage['id']}"
        for lang in LANGUAGES:
            sentences = re.split(r"(?<=[.?])\s+(?=[A-ZÁÐÉÍÓÚÝÞÆÖ])", passage["text"][lang])
            assert 1 <= len(sentences) <= 3, (passage["id"], lang)


def test_every_icelandic_word_of_a_title_is_in_bin(catalogue: dict[str, Any]) -> None:
    assert not unknown(product["title"]["is"] for product in catalogue["products"])


def test_every_other_icelandic_word_is_in_bin_or_was_reviewed(
    catalogue: dict[str, Any], knowledge: dict[str, Any]
) -> None:
    texts = [text for at, text in (*shown(catalogue), *shown(knowledge)) if at.endswith(".is")]
    assert unknown(texts) == REVIEWED


def unknown(texts: Iterable[str]) -> set[str]:
    """The words that BÍN does not know."""
    known = Bin()
    words = {word for text in texts for word in WORD.findall(text)}
    return {word for word in words if not (known.lookup(word)[1] or known.lookup(word.lower())[1])}


def test_no_text_presses(catalogue: dict[str, Any], knowledge: dict[str, Any]) -> None:
    texts = [*shown(catalogue), *shown(knowledge)]
    for at, text in texts:
        for pattern in HARD_SELL:
            assert not re.search(pattern, text, re.IGNORECASE), (at, pattern, text)


def test_the_pressure_words_would_be_found() -> None:
    for text in (
        "Hurry, only 3 left!",
        "This is the best sock",
        "Drífðu þig",
        "Þú verður að prófa",
        "Ekki missa af þessu",
    ):
        assert any(re.search(pattern, text, re.IGNORECASE) for pattern in HARD_SELL), text


def test_every_category_has_a_small_picture_that_fetches_nothing(catalogue: dict[str, Any]) -> None:
    for category in catalogue["categories"]:
        picture = (SHOP / "art" / f"{category['id']}.svg").read_text(encoding="utf-8")
        assert len(picture.encode()) < 1500
        assert picture.startswith("<svg ") and "<script" not in picture and "href" not in picture
