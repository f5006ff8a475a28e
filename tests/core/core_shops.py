"""A small shop for the tests of the core, and its policy variants."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import product

from softsell.advise import answer, catalogue
from softsell.core.shop import Caps, Jurisdiction, Policy, Shop

AS_OF = datetime(2026, 1, 2, 8, tzinfo=UTC)
START = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday


def _words(en: str, is_: str) -> dict[str, str]:
    return {"en": en, "is": is_}


def _product(
    name: str, title: str, kind: str, price: int, stock: int | None, **attributes: object
) -> dict[str, object]:
    return {
        "id": name, "title": _words(title, title), "category": kind, "price": price, "stock": stock,
        "attributes": attributes, "drawback": _words("It is heavy.", "Varan er þung."),
    }  # fmt: skip


CATALOGUE = {
    "as_of": AS_OF.isoformat(),
    "currency": "ISK",
    "categories": [
        {"id": "coats", "label": _words("coats", "kápur")},
        {"id": "hats", "label": _words("hats", "húfur")},
    ],
    "facets": [
        {
            "id": "rain", "kind": "flag", "label": _words("for rain", "fyrir regn"),
            "question": _words("Would you wear it in the rain?", "Yrði varan notuð í rigningu?"),
        },
        {
            "id": "warmth", "kind": "number", "label": _words("warmth", "hlýja"), "unit": "",
            "question": _words("How cold will it be?", "Hversu kalt verður?"),
            "choices": [
                {"id": "mild", "label": _words("mild", "milt"), "max": 3},
                {"id": "cold", "label": _words("cold", "kalt"), "min": 3},
            ],
        },
        {
            "id": "use", "kind": "many", "label": _words("use", "not"),
            "question": _words("Where would you use it?", "Hvar yrði varan notuð?"),
            "values": {"town": _words("in town", "í bænum"), "hills": _words("in the hills", "á fjöllum")},
        },
    ],
    "products": [
        _product("a", "Alda", "coats", 20000, 5, rain=True, warmth=2, use=["town"]),
        _product("b", "Brimi", "coats", 30000, 5, rain=True, warmth=5, use=["hills"]),
        _product("c", "Dalur", "coats", 15000, 2, rain=False, warmth=4, use=["town", "hills"]),
        _product("d", "Drift", "coats", 45000, None, rain=True, warmth=4, use=["town", "hills"]),
        _product("e", "Eik", "coats", 9000, 9, rain=False, warmth=1, use=["town"]),
        _product("f", "Foss", "coats", 12000, 9, rain=False, warmth=2, use=["hills"]),
        _product("gone", "Gola", "hats", 8000, 0, rain=False, warmth=5, use=["hills"]),
        _product("hat", "Hraun", "hats", 6000, 3, rain=True, warmth=3, use=["town"]),
    ],
}  # fmt: skip
KNOWLEDGE = {
    "as_of": AS_OF.isoformat(), "currency": "ISK", "return_days": 30, "return_payer": _words("the shop", "verslunin"),
    "return_url": "/help/returns", "payment_url": "/help/payment",
    "payment_methods": {"en": ["card", "invoice"], "is": ["greiðslukort", "reikningur"]},
    "deliveries": [
        {"id": "pickup", "label": _words("Pick up", "Sótt"), "kind": "pickup", "postcodes": [["101", "199"]],
         "price": 0, "days_min": 0, "days_max": 1, "url": "/help/pickup"},
        {"id": "home", "label": _words("Home", "Heim"), "kind": "home", "postcodes": [["101", "699"]],
         "price": 990, "free_from": 25000, "days_min": 1, "days_max": 3, "url": "/help/delivery"},
    ],
    "passages": [
        {"id": "returns", "topic": "returns", "title": _words("Returns", "Skil"), "url": "/help/returns",
         "text": _words("Goods can be returned for thirty days.", "Hægt er að skila vörum í þrjátíu daga."),
         "keywords": {"en": ["return", "back"], "is": ["skila", "skil"]}},
        {"id": "who", "topic": "trust", "title": _words("Who we are", "Um okkur"), "url": "/help/who",
         "text": _words("A small shop since 1998.", "Lítil búð síðan 1998."), "keywords": {"en": ["who"], "is": ["hver"]}},
    ],
}  # fmt: skip

STRICT = Jurisdiction("strict", ("IS", "DE"), ("consent", "soft_optin"))
SERVICE = Jurisdiction("service", ("GB",), ("consent", "soft_optin", "service_error"))
OPEN = Jurisdiction("open", ("US", "AU"), ("consent", "soft_optin", "service_error"), none_allowed=True)
ZONES = (
    ("Atlantic/Reykjavik", "IS"), ("America/New_York", "US"), ("Europe/London", "GB"), ("Australia/Lord_Howe", "AU"),
)  # fmt: skip
HOLIDAYS = {
    country: (date(2026, 3, 5), date(2026, 3, 6), date(2026, 4, 3), date(2026, 4, 6)) for country in ("IS", "US", "GB")
}


@cache
def goods() -> catalogue.Catalogue:
    return catalogue.build(*catalogue.decode(json.dumps(CATALOGUE)))


@cache
def facts() -> answer.Knowledge:
    return answer.decode(json.dumps(KNOWLEDGE))


BASE = Policy(
    name="Garn",
    staff="Anna",
    url="https://garn.example",
    checkout_url="https://garn.example/checkout",
    country="IS",
    timezone="Atlantic/Reykjavik",
    languages=("is", "en"),
    language="en",
    holdout=0.0,
    jurisdictions=(STRICT, SERVICE, OPEN),
    blocked_domains=("joonix.net", "example.test"),
    holidays=HOLIDAYS,
)


def shop(**changes: object) -> Shop:
    """The shop with a changed policy."""
    from msgspec.structs import replace

    return Shop("garn", replace(BASE, **changes), goods(), facts())


@cache
def variants() -> tuple[Shop, ...]:
    """Thirty-six shops: every follow-up, share held out and zone, with the other settings spread over them."""
    found = []
    for n, (follow, holdout, (zone, country)) in enumerate(product((0, 72, 24), (0.0, 0.5, 1.0), ZONES)):
        found.append(
            shop(
                follow_up_hours=follow, holdout=holdout, timezone=zone, country=country, salt=f"salt{n % 3}",
                soft_optin=n % 2 == 0, sundays=n % 3 == 0, holidays=HOLIDAYS if n % 4 else {},
                opens=(time(9), time(0), time(18), time(2, 15))[n % 4],
                closes=(time(20), time(23, 59), time(2), time(21))[n % 4],
                morning=(time(9, 30), time(7), time(18, 30), time(2, 30))[n % 4],
                caps=(Caps(), Caps(2, 3, 5), Caps(1, 1, 2))[n % 3], drop_hours=(168, 72)[n % 2],
                installed_at=START if n % 5 == 4 else None,
            )
        )  # fmt: skip
    return tuple(found)
