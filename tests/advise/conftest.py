"""The sample shop's catalogue and knowledge, and a small made-up catalogue where every number is known."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from softsell.advise import answer, catalogue
from softsell.advise.catalogue import Catalogue, Category, Facet, FacetChoice, Product

SHOP = Path(__file__).resolve().parents[2] / "softsell" / "demo" / "shop"
AS_OF = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def shop() -> Catalogue:
    return catalogue.build(*catalogue.decode((SHOP / "catalogue.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def knowledge() -> answer.Knowledge:
    return answer.decode((SHOP / "knowledge.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """Twelve jackets and four hats: colour, warmth (one unknown), rain; prices rise by a thousand."""
    colours = ("black", "blue", "red")
    facets = (
        Facet(
            id="colour", kind="choice", label={"en": "colour", "is": "litur"}, question={"en": "Which colour suits?"},
            values={"black": {"en": "black", "is": "svart"}, "blue": {"en": "blue", "is": "blátt"}, "red": {"en": "red"}},
        ),
        Facet(
            id="warmth", kind="number", label={"en": "warmth", "is": "hlýja"}, question={"en": "Is it often cold?"},
            choices=(FacetChoice("light", {"en": "No"}, (), 0, 3), FacetChoice("warm", {"en": "Yes"}, (), 3, 9)),
            categories=("jackets",),
        ),
        Facet(
            id="waterproof", kind="flag", label={"en": "rain", "is": "regn"}, question={"en": "Out in rain?"},
            values={"yes": {"en": "waterproof", "is": "vatnsheldur"}}, categories=("jackets",),
        ),
    )  # fmt: skip
    products = []
    for n in range(16):
        kind = "jackets" if n < 12 else "hats"
        attributes: dict[str, catalogue.Attribute] = {"colour": colours[n % 3]}
        if kind == "jackets":
            attributes["waterproof"] = n % 2 == 0
            if n != 5:
                attributes["warmth"] = float(1 + n % 4)
        products.append(
            Product(
                id=f"p{n}", title={"en": f"Thing {n}"}, category=kind, price=10_000 + n * 1_000, currency="ISK", as_of=AS_OF,
                stock=0 if n == 3 else 5, url=f"/shop/p/p{n}", attributes=attributes, drawback={"en": "It creaks."},
            )
        )  # fmt: skip
    categories = (
        Category("jackets", {"en": "Jackets", "is": "Jakkar"}),
        Category("hats", {"en": "Hats", "is": "Húfur"}),
    )
    return catalogue.build(tuple(products), facets, categories)
