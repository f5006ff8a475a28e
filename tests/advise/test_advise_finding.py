"""What products are found by, in memory and in an index, and that nothing of an old catalogue stays behind."""

import gc
import json
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell import shelf
from softsell.advise.answering import about
from softsell.advise.catalogue import Catalogue, build, decode
from softsell.advise.understand import understand

HEAD = {
    "as_of": "2026-05-04T08:00:00Z", "currency": "ISK",
    "categories": [{"id": "hats", "label": {"en": "Hats"}}, {"id": "tents", "label": {"en": "Tents"}}],
    "facets": [{"id": "colour", "kind": "choice", "label": {"en": "colour"}, "values": {"red": {"en": "red"}}}],
}  # fmt: skip


def row(id: str, title: str = "A thing", **more: Any) -> dict[str, Any]:
    return {"id": id, "title": {"en": title}, "category": "hats", "price": 1000, **more}


ROWS = [
    row(
        "g1",
        "Hekla wool hat",
        sku="S0",
        variants=["v1", {"id": "v2", "sku": "S2", "stock": 0, "options": {"size": "M"}}],
    ),
    row("v1", "Named like a variant of another"),
    row(
        "p3",
        "Katla tent",
        category="tents",
        group="G",
        variants=[{"id": "p3", "price": 900}],
        keywords={"en": ["shelter"]},
    ),
    row("p4", "Askja tent", category="tents", group="G", sku="v2", keywords={"en": ["shelter", "den"]}),
]


def lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(one) + "\n" for one in (HEAD, *rows))


def read(path: Path, rows: Iterable[dict[str, Any]]) -> Catalogue:
    part = path.with_suffix(".part")
    part.write_text(lines(rows), encoding="utf-8")
    part.replace(path)
    return shelf.read(path)


@pytest.fixture(params=["in memory", "mapped"])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Catalogue:
    return build(*decode(lines(ROWS))) if request.param == "in memory" else read(tmp_path / "c.jsonl", ROWS)


@pytest.mark.parametrize(
    ("id", "product", "variant"),
    [
        ("g1", "g1", ""), ("v1", "v1", ""), ("v2", "g1", "v2"), ("S2", "g1", "v2"), ("S0", "g1", ""), ("p3", "p3", "p3"),
        ("G", "p3", ""), ("p4", "p4", ""),
    ],
)  # fmt: skip
def test_an_id_is_a_products_own_then_a_variants_then_a_sku_then_a_groups(
    catalogue: Catalogue, id: str, product: str, variant: str
) -> None:
    assert catalogue.names(id) == (product, variant)
    found = catalogue.get(id)
    assert found is not None and found.id == product


def test_what_nobody_knows_stays_as_it_is_and_the_variants_name_counts_first(catalogue: Catalogue) -> None:
    assert catalogue.names("nothing", "at all") == ("nothing", "at all")
    assert catalogue.names("p4", "v2") == ("g1", "v2")
    assert catalogue.names("p4", "unknown") == ("p4", "")
    assert catalogue.get("") is None and catalogue.variant("") is None
    assert list(catalogue.rows) == ["g1", "v1", "p3", "p4"]


def test_a_variant_keeps_its_own_facts(catalogue: Catalogue) -> None:
    one, other = catalogue.variant("v2"), catalogue.variant("p3")
    assert one is not None and (one.stock, one.price, one.options) == (0, None, {"size": "M"})
    assert other is not None and (other.stock, other.price) == (None, 900)


def test_rare_words_name_a_product_and_common_ones_none(catalogue: Catalogue) -> None:
    assert [one.id for one in about.products_named(catalogue, "is the Hekla hat warm?")] == ["g1"]
    assert about.products_named(catalogue, "what is it like?") == []


def test_a_keyword_of_two_products_of_a_kind_says_the_kind(catalogue: Catalogue) -> None:
    def kinds(text: str) -> list[str]:
        return [need.value for need in understand(text, "en", catalogue).needs if need.facet == "category"]

    assert kinds("I need a shelter") == ["tents"]
    assert kinds("I need a den") == []  # of one product alone


@given(st.lists(st.integers(0, 30), unique=True, max_size=12), st.lists(st.integers(0, 30), unique=True, max_size=12))
def test_an_index_made_with_the_help_of_the_old_one_finds_the_same(
    tmp_path_factory: pytest.TempPathFactory, before: list[int], after: list[int]
) -> None:
    def rows(some: list[int]) -> list[dict[str, Any]]:
        return [
            row(f"p{n}", f"Word{'abcdefghij'[n % 10]}x thing", variants=[f"v{n}", {"id": f"w{n}", "stock": n}])
            for n in some
        ]

    path = tmp_path_factory.mktemp("shelf") / "c.jsonl"
    read(path, rows(before))
    mended, fresh = read(path, rows(after)), build(*decode(lines(rows(after))))
    for n in range(31):
        for id in (f"p{n}", f"v{n}", f"w{n}"):
            assert mended.names(id) == fresh.names(id) and mended.get(id) == fresh.get(id)
        for word in "abcdefghij":
            text = f"the Word{word}x thing"
            assert about.products_named(mended, text) == about.products_named(fresh, text)


def test_an_old_catalogue_is_gone_once_nobody_holds_it(tmp_path: Path) -> None:
    def used(found: Catalogue) -> weakref.ref[Catalogue]:
        understand("a red hat under 2000, or the Hekla hat? how heavy is it?", "en", found)
        about.products_named(found, "the Hekla hat")
        assert found.get("v2") is not None
        return weakref.ref(found)

    for number in range(20):
        seen = [used(read(tmp_path / "c.jsonl", [*ROWS, row(f"n{number}")])), used(build(*decode(lines(ROWS))))]
        gc.collect()
        assert [one() for one in seen] == [None, None]
