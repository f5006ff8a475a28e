"""The files that ship, and meanings with short, long, singular and plural values, for every test that says everything."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import softsell
from softsell.values import (
    Count,
    Day,
    Fact,
    Item,
    Items,
    Link,
    Meaning,
    Moment,
    Money,
    Number,
    Reason,
    Slot,
    Suggestion,
    Suggestions,
    Text,
)  # fmt: skip
from softsell.voice.kinds import MEANINGS, OPTIONAL

HOME = Path(softsell.__file__).parent / "voice"
LANGS = ("en", "is")
WHEN = datetime(2026, 6, 8, 12, tzinfo=UTC)
COUNTS = (1, 2, 11, 14, 21, 30)

NOUNS = {"hours": "hour", "stock": "piece"}
NAMES = {
    "is": {
        "shop": ("Ullbúðin", "Verslunin við Austurvöll"),
        "staff": ("Anna", "Guðmundur Ingi"),
        "name": ("Jón", "Kristín Þóra"),
        "place": ("101 Reykjavík", "690 Vopnafjörður"),
        "address": ("Laugavegur 1, 101 Reykjavík", "Bær 2"),
        "methods": ("kort", "kort, millifærsla, reikningur"),
        "method": ("Pósturinn", "Heimsending að kvöldi"),
        "payer": ("kaupandi", "verslunin"),
        "pickup": ("Verslunin við Laugaveg", "Kringlan"),
        "said": ("hlýtt", "verður að koma strax í dag"),
        "question": ("Hvar yrði hún helst notuð?", "Skiptir þyngdin máli?"),
        "needs": ("hlýtt", "hlýtt, létt og undir 20.000 kr."),
        "what": ("liturinn", "stærðin er 38"),
        "conflict": ("hlýtt", "hlýtt, undir 5.000 kr."),
        "item": ("Ullarpeysa", "Vatnsheldur jakki með hettu"),
        "text": ("Hún fæst í tveimur litum.", "Hún er hlý.\n\nHún er líka létt."),
        "by": ("Anna", "Guðmundur"),
        "other": ("Eitt", "Annað og lengra"),
    },
    "en": {
        "shop": ("Woolshop", "The Shop on the Corner"),
        "staff": ("Anna", "Mary Ann"),
        "name": ("Jo", "Christopher"),
        "place": ("101 Reykjavik", "EH1 1YZ Edinburgh"),
        "address": ("High Street 1, 101 Reykjavik", "Box 2"),
        "methods": ("card", "card, bank transfer, invoice"),
        "method": ("By post", "Evening delivery to the door"),
        "payer": ("the buyer", "the shop"),
        "pickup": ("The shop on Laugavegur", "Kringlan"),
        "said": ("warm", "I must have it today only"),
        "question": ("Where would it mostly be used?", "Does the weight matter?"),
        "needs": ("warm", "warm, light and under ISK 20,000"),
        "what": ("the colour", "the size is 38"),
        "conflict": ("warm", "warm, under ISK 5,000"),
        "item": ("Wool jumper", "Waterproof jacket with a hood"),
        "text": ("It comes in two colours.", "It is warm.\n\nIt is light as well."),
        "by": ("Anna", "Mary"),
        "other": ("One", "Another and longer"),
    },
}  # fmt: skip


def joined(lang: str) -> str:
    """All phrase files of a language as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((HOME / lang).glob("*.ftl")))


def rule_files(lang: str) -> tuple[str, ...]:
    """The rule files of a language."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((HOME / lang).glob("*.toml")))


def meanings(kind: str, lang: str) -> Iterator[Meaning]:
    """The meaning with every count and every name, and once without what may be left out."""
    slots = MEANINGS[kind]
    for index, n in enumerate(COUNTS):
        yield Meaning(kind, {name: slot(name, type_, lang, n, index) for name, type_ in slots.items()})
    if OPTIONAL[kind]:
        yield Meaning(kind, {name: slot(name, slots[name], lang, 2, 0) for name in slots if name not in OPTIONAL[kind]})


def slot(name: str, type_: type[Slot], lang: str, n: int, index: int) -> Slot:
    names = NAMES[lang]
    titles = names["item"]
    price = Money(990 + 18000 * (index % 3), "ISK", "catalogue", WHEN)
    items = tuple(Item(f"p{i}", titles[i % 2], 1 + (i + index) % 3, price) for i in range(1 + index % 3))
    if type_ is Text:
        return Text(names.get(name, names["other"])[index % 2])
    if type_ is Money:
        amount = (0, 990)[index % 2] if name == "delivery" else 12990 * n
        return Money(amount, "ISK", "rates", WHEN, "tax" if name == "delivery" else "tax+delivery")
    if type_ is Count:
        noun = NOUNS.get(name, "workday" if name == "days" and index % 2 else "day")
        return Count(n, noun, "policy", WHEN)
    if type_ is Number:
        return Number(max(1, n - index % 2), "", "rates", WHEN)
    if type_ is Day:
        return Day(date(2026, 1 + index * 2, 1 + index * 5), "shop", WHEN)
    if type_ is Moment:
        return Moment(
            datetime(2026, 1 + index * 2, 1 + index * 5, 9 + n % 8, 30 * (index % 2), tzinfo=UTC), "policy", WHEN
        )
    if type_ is Fact:
        told = (
            ("Skilafrestur er 30 dagar.", "Vöruskil") if lang == "is" else ("You have 30 days to return it.", "Returns")
        )
        return Fact(told[0], "help/returns", WHEN, told[1], "/shop/help/returns")
    if type_ is Link:
        return Link("https://shop.example/checkout")
    if type_ is Item:
        return items[0]
    if type_ is Items:
        return Items(items)
    told = ("hlýtt", "efni", "ull", "þolir ekki þvottavél", "Heldur hita í vindi.")
    if lang == "en":
        told = ("warm", "material", "wool", "not for the machine", "Keeps you warm in the wind.")
    reasons = (Reason(1, told[0], "material", told[1], told[2]),)
    return Suggestions(
        tuple(Suggestion(item, reasons, told[3] if i % 2 else "", told[4]) for i, item in enumerate(items))
    )
