"""An import from the file to the catalogue: what is written decodes, a second time changes only what changed."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from converters import magento_feed, tau_products

from softsell import intake, load
from softsell.advise import answer, catalogue, knowledge
from softsell.advise.catalogue import Product
from softsell.cli import main
from softsell.errors import BadRequest
from softsell.intake.catalogues import read

FEEDS = Path(__file__).parents[1] / "shops" / "feeds"
SHARED = Path(os.environ.get("SOFTSELL_SHARED") or Path(__file__).parents[2].parent / "shared") / "data"
NOW = datetime(2026, 11, 20, tzinfo=UTC)

Import = Callable[..., intake.Summary]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.json"


@pytest.fixture
def bring(target: Path) -> Import:
    def bring_in(path: Path | str, **more: Any) -> intake.Summary:
        source = FEEDS / path if isinstance(path, str) else path
        return intake.bring_in(source, target, load.question_bank(), intake.Options(**{"now": NOW, **more}))

    return bring_in


def products(target: Path) -> dict[str, Product]:
    """The catalogue as `advise` reads it, which raises for any row that does not fit its head."""
    found = catalogue.build(*catalogue.decode(target.read_bytes()))
    return {one.id: one for one in found.products}


# -- what is written ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "google_tidy.tsv", "google_messy.tsv", "quotes.csv", "islenskt_latin1.csv", "utf16.txt", "bom_pipes.csv",
        "mixed_lines.tsv", "google.rss.xml", "google.atom.xml", "broken.xml", "hostile.csv", "page_tent.html",
        "shopify_products.json", "ranges.csv",
    ],
)  # fmt: skip
def test_what_comes_of_every_feed_decodes(name: str, bring: Import, target: Path) -> None:
    summary = bring(name, currency="EUR")
    assert len(products(target)) == summary.products > 0


def test_json_lines_hold_the_head_first_and_the_same_rows(bring: Import, target: Path, tmp_path: Path) -> None:
    bring("google_tidy.tsv")
    lines = tmp_path / "catalogue.jsonl"
    options = intake.Options(now=NOW)
    intake.bring_in(FEEDS / "google_tidy.tsv", lines, load.question_bank(), options)
    first, *rows = lines.read_text("utf-8").splitlines()
    head, whole = json.loads(first), json.loads(target.read_text("utf-8"))
    assert head.keys() >= {"as_of", "currency", "categories", "facets"}
    assert [json.loads(row) for row in rows] == whole.pop("products")
    assert head == whole
    assert [one.id for one in load.read_catalogue(lines).products] == [json.loads(row)["id"] for row in rows]
    as_one = json.dumps({**head, "products": [json.loads(row) for row in rows]})
    assert len(catalogue.decode(as_one)[0]) == 4


def test_the_facets_of_a_tidy_feed_ask_about_use(bring: Import, target: Path) -> None:
    bring("google_tidy.tsv")
    found = catalogue.build(*catalogue.decode(target.read_bytes()))
    assert found.facets["noise"].question["en"] == "Will somebody sleep or work nearby while it runs?"
    assert found.facets["noise"].unit == "dB"
    kettle = next(one for one in found.products if one.id == "K1-S")
    assert kettle.attributes["noise"] == 45
    assert kettle.attributes["material"] == ("stainless_steel",)
    assert "induction" not in kettle.attributes
    assert found.products[2].attributes["induction"] is True


def test_variants_that_differ_in_size_or_colour_are_one_product(bring: Import, target: Path) -> None:
    summary = bring("shopify_products.json", currency="EUR")
    found = products(target)
    assert set(found) == {"11", "121", "122", "131"}
    assert found["11"].attributes["colour"] == ("grey", "red")
    assert "41_45" not in str(found["11"].attributes["size"])  # sold out in every colour
    assert "weight" not in found["11"].attributes or found["11"].attributes["weight"] == 90
    assert summary.joined == {"differ in size or colour only": 1, "differ in capacity, price": 2}
    row = next(row for row in read(target)[1] if row["id"] == "11")
    assert [one["id"] for one in row["variants"]] == ["111", "112", "113"]


def test_what_is_not_said_sets_no_variants_apart(bring: Import, target: Path, tmp_path: Path) -> None:
    feed = tmp_path / "f.tsv"
    feed.write_text(
        "id\ttitle\tprice\titem_group_id\tsize\tdescription\n"
        "1\tJumper S\t10 EUR\tg\tS\tMachine washable.\n2\tJumper M\t10 EUR\tg\tM\t\n3\tJumper L\t12 EUR\tg\tL\t\n"
    )
    summary = bring(feed)
    assert summary.joined == {"differ in price": 2}
    assert {one.id: (one.price, one.title["en"]) for one in products(target).values()} == {
        "1": (1000, "Jumper"), "3": (1200, "Jumper L"),
    }  # fmt: skip


def test_a_product_without_delivery_says_nothing_of_it_and_what_is_found_is_knowledge(bring: Import) -> None:
    found = bring("page_tent.html").knowledge
    assert found is not None
    told = knowledge.decode(json.dumps(found))
    assert (told.return_days, told.return_payer["is"], told.return_url) == (
        30,
        "verslunin",
        "https://shop.example/returns",
    )
    (way,) = told.deliveries
    assert (way.price, way.currency, way.days_min, way.days_max) == (1490, "ISK", 1, 4)
    assert bring("utf16.txt").knowledge is None


# -- a second time --------------------------------------------------------------------------------------------------------


def feed_of(tmp_path: Path, rows: dict[str, tuple[str, str]]) -> Path:
    path = tmp_path / "feed.tsv"
    body = "".join(f"{id_}\tThing {id_}\t{price}\t{colour}\n" for id_, (price, colour) in rows.items())
    path.write_text("id\ttitle\tprice\tcolor\n" + body)
    return path


def test_the_same_feed_again_changes_nothing(bring: Import, target: Path) -> None:
    bring("google_tidy.tsv")
    before = target.read_bytes()
    again = bring("google_tidy.tsv")
    assert (again.added, again.changed, again.same, again.gone) == (0, 0, 4, 0)
    assert target.read_bytes() == before


def test_only_what_changed_is_changed(bring: Import, tmp_path: Path, target: Path) -> None:
    rows = {"a": ("10 EUR", "red"), "b": ("20 EUR", "blue"), "c": ("30 EUR", "red"), "d": ("40 EUR", "blue")}
    bring(feed_of(tmp_path, rows))
    later = {"a": ("10 EUR", "red"), "b": ("25 EUR", "blue"), "d": ("40 EUR", "blue"), "e": ("50 EUR", "red")}
    summary = bring(feed_of(tmp_path, later))
    assert (summary.added, summary.changed, summary.same, summary.gone) == (1, 1, 2, 1)
    assert summary.gone_ids == ["c"]
    assert set(products(target)) == {"a", "b", "d", "e"}


def test_what_the_shop_wrote_by_hand_stays(bring: Import, tmp_path: Path, target: Path) -> None:
    rows = {"a": ("10 EUR", "red"), "b": ("20 EUR", "blue"), "c": ("30 EUR", "red")}
    bring(feed_of(tmp_path, rows))
    hand = json.loads(target.read_text("utf-8"))
    hand["facets"][0]["question"] = {"en": "Which colour is your hallway?"}
    hand["facets"].append({"id": "mood", "kind": "choice", "label": {"en": "mood"}})
    hand["categories"][0]["label"] = {"en": "Things", "is": "Hlutir"}
    hand["products"][0] |= {"drawback": {"en": "it is heavy"}, "attributes": {"colour": ["red"], "mood": "calm"}}
    target.write_text(json.dumps(hand), "utf-8")
    summary = bring(feed_of(tmp_path, {**rows, "d": ("40 EUR", "green")}))
    found, facets, categories = catalogue.decode(target.read_bytes())
    by_id = {facet.id: facet for facet in facets}
    assert by_id["colour"].question == {"en": "Which colour is your hallway?"}
    assert "green" in by_id["colour"].values
    assert found[0].drawback == {"en": "it is heavy"}
    assert found[0].attributes == {"colour": ("red",), "mood": "calm"}
    assert categories[0].label["is"] == "Hlutir"
    assert (summary.changed, summary.same, summary.added) == (0, 3, 1)
    assert set(summary.kept) == {"colour", "mood", "other"}


def test_values_that_the_shop_changed_keep_the_catalogue_whole(bring: Import, tmp_path: Path, target: Path) -> None:
    rows = {"a": ("10 EUR", "red"), "b": ("20 EUR", "blue"), "c": ("30 EUR", "red")}
    bring(feed_of(tmp_path, rows))
    hand = json.loads(target.read_text("utf-8"))
    del hand["facets"][0]["values"]["blue"]
    hand["products"][1]["attributes"] = {}
    target.write_text(json.dumps(hand), "utf-8")
    summary = bring(feed_of(tmp_path, rows))
    assert summary.unfit["colour"] == 1
    assert products(target)["b"].attributes == {}


def test_a_feed_that_cannot_be_read_leaves_the_old_catalogue(bring: Import, target: Path) -> None:
    bring("google_tidy.tsv")
    before = target.read_bytes()
    for name in ("bomb.xml", "outside.xml"):
        with pytest.raises(BadRequest):
            bring(name)
    with pytest.raises(BadRequest, match="no product could be read"):
        bring("shopify_products.json")  # no currency anywhere
    assert target.read_bytes() == before
    assert sorted(path.name for path in target.parent.iterdir()) == ["catalogue.json"]


# -- the command ------------------------------------------------------------------------------------------------------------


def run(tmp_path: Path, *words: str) -> tuple[int, str]:
    settings = tmp_path / "softsell.toml"
    settings.write_text(f"[shop]\ncatalogue = {json.dumps(str(tmp_path / 'c.json'))}\n")
    done = CliRunner().invoke(main, ["-c", str(settings), "import", *words])
    return done.exit_code, done.output


def test_the_command_says_what_it_did_and_its_exit_code_whether_all_was_well(tmp_path: Path) -> None:
    code, said = run(tmp_path, str(FEEDS / "google_tidy.tsv"))
    assert code == 0, said
    assert "4 items read, 4 products, 0 left out" in said
    assert (tmp_path / "knowledge.found.json").exists()
    code, said = run(tmp_path, str(FEEDS / "google_messy.tsv"))
    assert code == 1
    assert "line 6, price: is no price: 'call us' (left out)" in said
    assert len((tmp_path / "c.troubles.txt").read_text("utf-8").splitlines()) == 12
    code, said = run(tmp_path, str(FEEDS / "bomb.xml"))
    assert code == 2
    assert "DOCTYPE" in said


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    code, said = run(tmp_path, "--dry-run", str(FEEDS / "google_tidy.tsv"))
    assert (code, "nothing written (dry run)" in said) == (0, True)
    assert [path.name for path in tmp_path.iterdir()] == ["softsell.toml"]


def test_a_mapping_a_currency_and_a_folder_of_pages(tmp_path: Path) -> None:
    code, said = run(tmp_path, str(FEEDS / "islenskt_latin1.csv"), "--mapping", str(FEEDS / "islenskt.toml"))
    assert (code, "4 products" in said) == (0, True)
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "tent.html").write_bytes((FEEDS / "page_tent.html").read_bytes())
    (pages / "empty.html").write_text("<html></html>")
    code, said = run(tmp_path, str(pages), "--lang", "en")
    assert (code, "2 products" in said) == (1, True)
    bare = tmp_path / "bare"
    bare.mkdir()
    assert run(tmp_path, str(bare)) == (2, f"Error: BadRequest: {bare}: no page with JSON-LD is in this folder\n")
    code, said = run(tmp_path, str(FEEDS / "shopify_products.json"), "--currency", "eur", "--format", "shopify")
    assert "4 products" in said


# -- real shops ---------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not (SHARED / "tau-bench-retail").exists(), reason="tau-bench-retail is not beside the repository")
def test_a_shop_of_fifty_kinds_of_things_comes_in_whole(bring: Import, target: Path, tmp_path: Path) -> None:
    path = tau_products(SHARED / "tau-bench-retail" / "products.json", tmp_path / "products.json")
    summary = bring(path, currency="USD")
    assert summary.clean
    assert summary.items == 591
    found = catalogue.build(*catalogue.decode(target.read_bytes()))
    asked = [facet for facet in found.facets.values() if facet.question]
    assert len(asked) >= 5
    assert all(one.attributes for one in found.products if one.stock != 0)


@pytest.mark.skipif(not (SHARED / "magento2-sample").exists(), reason="magento2-sample is not beside the repository")
def test_a_clothes_shop_groups_its_variants(bring: Import, target: Path, tmp_path: Path) -> None:
    path = magento_feed(SHARED / "magento2-sample", tmp_path / "feed.tsv")
    summary = bring(path)
    assert summary.troubles == 0
    assert summary.items > 1_800
    assert summary.products < summary.items / 5
    assert {"colour", "size", "machine_washable"} <= {one.facet.id for one in summary.chosen}
    products(target)


def _terms_of(bring: Import, tmp_path: Path, rows: dict[str, str], column: str = "shipping") -> dict[str, Any] | None:
    path = tmp_path / "terms.tsv"
    lines = "".join(f"{id_}\tThing {id_}\t10 EUR\t{told}\n" for id_, told in rows.items())
    path.write_text(f"id\ttitle\tprice\t{column}\n{lines}", "utf-8")
    return bring(path).knowledge


def test_products_that_go_by_other_ways_carry_a_label_that_the_ways_name(
    bring: Import, tmp_path: Path, target: Path
) -> None:
    rows = {str(n): "DE::Post:5 EUR" for n in range(9)} | {"sofa": "DE::Post:49 EUR, NO::Post:90 EUR", "gift card": ""}
    found = _terms_of(bring, tmp_path, rows)
    by_id, terms = products(target), knowledge.decode(json.dumps(found))
    assert by_id["gift card"].shipping_label == ""
    for id_, prices in (("0", {500}), ("sofa", {4900, 9000})):
        label = by_id[id_].shipping_label
        assert {way.price for way in terms.deliveries if label in way.labels} == prices
    assert by_id["0"].shipping_label == by_id["8"].shipping_label != by_id["sofa"].shipping_label
    assert [way.countries for way in terms.deliveries if way.kind == "abroad"] == [("NO",)]
    assert not any("" in way.labels or not way.labels for way in terms.deliveries)


def test_where_all_go_alike_no_label_is_made(bring: Import, tmp_path: Path, target: Path) -> None:
    found = _terms_of(bring, tmp_path, {"a": "DE::Post:5 EUR", "b": "DE::Post:5 EUR"})
    assert found is not None and "labels" not in found["deliveries"][0]
    assert {one.shipping_label for one in products(target).values()} == {""}


def test_a_shops_own_labels_are_kept_and_what_differs_within_one_goes_to_a_person(
    bring: Import, tmp_path: Path, target: Path
) -> None:
    rows = {"a": "big\tDE::Van:50 EUR", "b": "big\tDE::Van:60 EUR", "c": "\tDE::Post:5 EUR", "d": "later\t"}
    found = _terms_of(bring, tmp_path, rows, "shipping_label\tshipping")
    assert found is not None and [way["price"] for way in found["deliveries"]] == [500]
    by_id = products(target)
    assert (by_id["a"].shipping_label, by_id["d"].shipping_label) == ("big", "later")
    assert found["deliveries"][0]["labels"] == [by_id["c"].shipping_label]


def test_products_that_are_returned_otherwise_have_their_own_term(bring: Import, tmp_path: Path, target: Path) -> None:
    found = _terms_of(bring, tmp_path, {"a": "30", "b": "30", "c": "14", "d": ""}, "return_days")
    assert found is not None and sorted(term["days"] for term in found["returns"]) == [14, 30]
    by_id, terms = products(target), knowledge.decode(json.dumps(found))
    days = {id_: answer.narrowed(terms, [one]).return_days for id_, one in by_id.items()}
    assert days == {"a": 30, "b": 30, "c": 14, "d": None}
