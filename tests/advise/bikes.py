"""A made-up shop of bicycles and lamps, in euros: sizes in letters and numbers, choices named like "for rain"."""

from datetime import UTC, datetime

from softsell.advise import catalogue
from softsell.advise.catalogue import Catalogue, Category, Facet, FacetChoice, Product

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
CATEGORIES = (
    Category("city_bikes", {"en": "City bikes", "is": "Borgarhjól"}),
    Category("electric", {"en": "Electric bikes", "is": "Rafhjól"}),
    Category("helmets", {"en": "Helmets", "is": "Hjálmar"}),
    Category("lamps", {"en": "Lamps and lights", "is": "Lampar og ljós"}),
    Category("locks", {"en": "Locks", "is": "Lásar"}),
    Category("gloves", {"en": "Gloves", "is": "Hanskar"}),
)
FACETS = (
    Facet(
        id="weather", kind="many", label={"en": "weather", "is": "veður"}, question={"en": "In which weather?"},
        values={"wet": {"en": "for rain", "is": "fyrir rigningu"}, "snow": {"en": "for snow", "is": "fyrir snjó"},
                "dry": {"en": "for dry days", "is": "fyrir þurra daga"}},
        choices=(FacetChoice("wet", {"en": "for rain", "is": "fyrir rigningu"}, ("wet",)),
                 FacetChoice("snow", {"en": "for snow", "is": "fyrir snjó"}, ("snow",)),
                 FacetChoice("dry", {"en": "Only seldom", "is": "Sjaldan"}, ("dry",))),
    ),
    Facet(
        id="colour", kind="choice", label={"en": "colour", "is": "litur"}, question={"en": "Which colour?"},
        values={"black": {"en": "black", "is": "svart"}, "blue": {"en": "blue", "is": "blátt"},
                "green": {"en": "green", "is": "grænt"}, "red": {"en": "red", "is": "rautt"}},
    ),
    Facet(
        id="size", kind="choice", label={"en": "size", "is": "stærð"}, question={"en": "Which size?"},
        values={"s": {"en": "S", "is": "S"}, "m": {"en": "M", "is": "M"}, "l": {"en": "L", "is": "L"},
                "54": {"en": "54", "is": "54"}, "58": {"en": "58", "is": "58"}},
    ),
    Facet(
        id="weight", kind="number", unit="kg", label={"en": "weight", "is": "þyngd"}, question={"en": "Carried upstairs?"},
        choices=(FacetChoice("light", {"en": "Yes, often", "is": "Já, oft"}, (), 0, 12),
                 FacetChoice("heavy", {"en": "Never", "is": "Aldrei"}, (), 12, 40)),
    ),
    Facet(
        id="frame", kind="choice", label={"en": "frame", "is": "stell"}, question={"en": "Which frame?"},
        values={"steel": {"en": "steel", "is": "stál"}, "aluminium": {"en": "aluminium", "is": "ál"},
                "carbon": {"en": "carbon", "is": "koltrefjar"}},
    ),
)  # fmt: skip
TITLES = ("Commuter bicycle", "Cargo ebike", "Round lid", "Bright headlight", "Folding chain", "Warm mitts")


def bikes() -> Catalogue:
    """Twelve products, two of every kind; prices from 20 to 2,220 euros."""
    products = tuple(
        Product(
            id=f"b{n}", title={"en": TITLES[n // 2]}, category=CATEGORIES[n // 2].id, price=2_000 + n * 20_000,
            currency="EUR", as_of=AS_OF, stock=5, url=f"/p/b{n}", drawback={"en": "It squeaks."},
            attributes={
                "weather": [("wet", "snow", "dry")[n % 3]], "colour": ("black", "blue", "green", "red")[n % 4],
                "size": ("s", "m", "l", "54", "58")[n % 5], "weight": 4.0 + n, "frame": ("steel", "aluminium")[n % 2],
            },
        )
        for n in range(12)
    )  # fmt: skip
    return catalogue.build(products, FACETS, CATEGORIES)
