"""Sample letters as the engine writes them, every kind in both languages, with long names and every Icelandic letter.

Each is made by `writing.write` from an effect, so words, footer, links and frame are the real ones. `PARTS` is the one
letter that is laid out by hand: it holds what no phrase makes today (a total of several rows, a list with an odd row).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache
from itertools import cycle, islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from top_world import POLICY, SECRET, START

from softsell import load, writing
from softsell.advise import answer, catalogue
from softsell.core import letters
from softsell.core.cart import record
from softsell.core.effects import Ask, Say
from softsell.core.events import Consent, Line
from softsell.core.facts import meaning
from softsell.core.outreach import Ask as Decision
from softsell.core.shop import Shop
from softsell.core.shopper import Op, Shopper
from softsell.mail.compose import compose
from softsell.mail.letter import Letter, Part
from softsell.values import (
    Choice,
    Count,
    Day,
    Fact,
    Item,
    Items,
    Link,
    Moment,
    Money,
    Number,
    Reason,
    Suggestion,
    Suggestions,
    Text,
)  # fmt: skip
from softsell.writing import Desk, Thread

LANGS = ("en", "is")
DESK = Desk(load.voice(), load.letter_frame(), SECRET.encode(), "https://garn.is", "svar@garn.is", "skopp@garn.is")
SHOP = replace(POLICY, name="Lopi og lækur – garn, prjónar & íslensk ull", staff="Guðmundur Ingi")
THREAD = Thread(
    subject="Um garnið – Þórshöfn", in_reply_to="<theirs@mail.is>", references=("<theirs@mail.is>",), answering=True,
    wrote="Er hægt að skila henni?\n\n> Vaðlaheiðarvegavinnuverkfærageymsluskúr\nKveðja, Anna", wrote_at=START,
)  # fmt: skip
WORD = "Vaðlaheiðarvegavinnuverkfærageymsluskúrslyklakippuhringur"
NAMES = {
    "en": (
        "Wool socks", "The Eyjafjallajökull expedition sleeping bag with a draught collar, left zip, regular, moss green",
        "Gloves", WORD, "Two-person tent “Þúfa”, four season, with a repair kit & pegs", "Hat",
    ),
    "is": (
        "Ullarsokkar", "Svefnpoki „Öræfajökull“ með kraga og rennilás vinstra megin, venjuleg lengd, mosagrænn og æðislega hlýr",
        "Vettlingar", WORD, "Tveggja manna tjald „Þúfa“, fjögurra árstíða, með viðgerðarsetti & hælum", "Húfa",
    ),
}  # fmt: skip
SAID = {
    "en": {
        "fact": "You may return what you have not used within 30 days.\nWe pay the postage where the fault is ours.",
        "title": "Returns and exchanges",
        "warm": ("warm down to –10 °C", "Comfort", "–12 °C", "It keeps you warm in the wind and takes little room.",
                 "It dries slowly, and the zip is on the left."),
        "light": ("light enough to carry all day", "Weight", "890 g"),
        "place": "600 Akureyri", "method": "By post to the door",
        "person": "Hello Anna.\nI measured it for you: 62 cm across the chest, and 71 cm long.\n\nIt runs a little large.",
    },
    "is": {
        "fact": "Þú mátt skila því sem er ónotað innan 30 daga.\nVið greiðum póstinn ef gallinn er okkar.",
        "title": "Skil og skipti",
        "warm": ("hlýtt niður í –10 °C", "Þægindamörk", "–12 °C", "Heldur hita í vindi og tekur lítið pláss.",
                 "Þornar hægt, og rennilásinn er vinstra megin."),
        "light": ("nógu létt til að bera allan daginn", "Þyngd", "890 g"),
        "place": "600 Akureyri", "method": "Pósturinn, heim að dyrum",
        "person": "Sæl Anna.\nÉg mældi hana fyrir þig: 62 cm yfir brjóst og 71 cm á lengd.\n\nHún er frekar rúm.",
    },
}  # fmt: skip


class Sample(Struct, frozen=True):
    """A letter as it would go out: `name` is `kind-language`."""

    name: str
    language: str
    subject: str
    raw: bytes
    html: str
    plain: str


def person(lang: str, lines: tuple[Line, ...], **fields: Any) -> Shopper:
    """Someone who consented and left these lines in a cart."""
    agreed = Consent("consent", datetime(2026, 5, 3, 9, 30, tzinfo=UTC), "May we?", "checkout")
    cart = record((), "c1", Op(START, "added", "add", lines))
    known = Shopper(
        key="u0f3a1b2c4d5e6f708192",
        name="Anna Þórunn",
        address="anna@mail.is",
        language=lang,
        consent=agreed,
        carts=cart,
    )
    return replace(known, **fields)


def lines(lang: str, many: int) -> tuple[Line, ...]:
    """So many lines of a cart, each a product of its own."""
    named = enumerate(islice(cycle(NAMES[lang]), many))
    return tuple(Line(f"p{n}", 1 + n % 3, name, 2990 + 11_000 * n, "ISK") for n, name in named)


def asking(lang: str, many: int, touch: int = 1, basis: str = "consent", **fields: Any) -> tuple[Shopper, Ask]:
    """The question about a cart, as the core decides on it."""
    who = person(lang, lines(lang, many), **fields)
    shop = Shop("main", SHOP, catalogue.empty(), answer.empty())
    return who, letters.compose(shop, who, who.carts[0], Decision(touch=touch, basis=basis), "treated", START)


def saying(lang: str, *meanings: Any, choices: tuple[str | Choice, ...] = ()) -> tuple[Shopper, Say]:
    """An answer by mail."""
    picked = tuple(Choice(c) if isinstance(c, str) else c for c in choices)
    said = Say(conversation="c1", turn=2, channel="mail", language=lang, meanings=meanings, choices=picked)
    return person(lang, lines(lang, 1)), said


def money(amount: int, includes: str = "tax") -> Money:
    return Money(amount, "ISK", "catalogue", START, includes)


def follow_up(lang: str) -> tuple[Shopper, Ask]:
    who, ask = asking(lang, 2, touch=2)
    told, days = SAID[lang], Count(4, "workday", "rates", START)
    found = (
        meaning("fix-cost_total", total=money(31_980, "tax+delivery"), delivery=money(1_490), place=Text(told["place"])),
        meaning("fix-delivery_time", place=Text(told["place"]), min=Number(2, "", "rates", START), days=days,
                method=Text(told["method"])),
    )  # fmt: skip
    return who, replace(ask, meanings=(*ask.meanings[:3], *found, *ask.meanings[3:]))


def suggesting(lang: str) -> tuple[Shopper, Say]:
    said, label, value, benefit, drawback = SAID[lang]["warm"]
    reasons = (
        Reason(1, said, "warm", label, value),
        Reason(2, *[SAID[lang]["light"][0], "weight", *SAID[lang]["light"][1:]]),
    )
    offers = tuple(
        Suggestion(Item(f"p{n}", name, 1, money(38_990 + n), f"https://garn.is/vara/{n}"), reasons[: 2 - n % 2],
                   drawback if n != 1 else "", benefit)
        for n, name in enumerate(NAMES[lang][:3])
    )  # fmt: skip
    return saying(
        lang, meaning("summarise", needs=Text(f"{said}, {SAID[lang]['light'][0]}")),
        meaning("offer", suggestions=Suggestions(offers)), meaning("ask-fits"),
        choices=(*(Choice(f"suits:{x.item.product_id}", x.item.title) for x in offers), "concern", "cheaper", "none", "person"),
    )  # fmt: skip


def closing(lang: str) -> tuple[Shopper, Say]:
    bought = Items(tuple(Item(f"p{n}", name, 1 + n, money(2_990)) for n, name in enumerate(NAMES[lang][:2])))
    return saying(
        lang, meaning("glad"),
        meaning("close", items=bought, total=money(12_970, "tax+delivery"), link=Link("https://garn.is/checkout/c1")),
        meaning("close-note"),
    )  # fmt: skip


def answering(lang: str) -> tuple[Shopper, Say]:
    fact = Fact(SAID[lang]["fact"], "help/returns", START, SAID[lang]["title"], "https://garn.is/hjalp/skil")
    choices = ("yes", "not_quite", "person")
    return saying(lang, meaning("answer", fact=fact), meaning("ask-answered"), choices=choices)


def handing_over(lang: str) -> tuple[Shopper, Say]:
    by = Moment(datetime(2026, 6, 2, 17, tzinfo=UTC), "policy", START)
    return saying(lang, meaning("unknown"), meaning("handing-over", staff=Text(SHOP.staff), by=by))


def resting(lang: str) -> tuple[Shopper, Say]:
    return saying(lang, meaning("rest-later", day=Day(START.date().replace(month=9), "asked", START)))


def of_a_person(lang: str) -> tuple[Shopper, Say]:
    return saying(lang, meaning("person-said", text=Text(SAID[lang]["person"]), by=Text("Guðmundur Ingi")))


KINDS: dict[str, Callable[[str], tuple[Shopper, Ask | Say]]] = {
    "first": lambda lang: asking(lang, 1),
    "nameless": lambda lang: asking(lang, 3, basis="soft_optin", name=""),
    "twelve": lambda lang: asking(lang, 12),
    "service": lambda lang: asking(lang, 1, basis="service_error"),
    "follow-up": follow_up,
    "suggestion": suggesting,
    "answer": answering,
    "hand-over": handing_over,
    "person": of_a_person,
    "rest": resting,
    "close": closing,
}
PARTS = (
    Part("para", "Hæ Jón,\nþetta er handgert bréf."),
    Part("items", "Í körfunni:", (("Svefnpoki", "38.990 kr."), (f"{WORD}, 3 stk.", ""), ("Sokkar", "2 stk. á 2.990 kr."))),
    Part("question", "Kom eitthvað upp á?"),
    Part("answers"),
    Part("suggestion", WORD, (("Verð", "38.990 kr."), ("", "hlýr & léttur")), "https://garn.is/p/1", "Þornar hægt."),
    Part("suggestion", "Hekla", (("", "Án tengils."),)),
    Part("fact", "Heimildin er án titils.", (), "https://garn.is/hjalp/mjog-langt-heiti-a-sidu-um-skil-og-skipti"),
    Part("fact", "Heimildin er án tengils.", (), "", "Skilmálar, 1. júní"),
    Part("total", "Svona leggst það saman:", (
        ("Vörur", "44.970 kr. með vsk."), ("Sending heim að dyrum", "1.490 kr."), ("Samtals", "46.460 kr. með vsk. og sendingu"),
    )),
    Part("link", "Ganga frá kaupum", (), "https://garn.is/karfa"),
)  # fmt: skip


def by_hand() -> Letter:
    """Every part there is, with values that phrases do not make."""
    return Letter(
        language="is", from_name="Garn", from_address="bref@garn.is", to_address="jon@mail.is", subject="Öll brögð í einu",
        blocks=PARTS, answers=tuple((f"Svar {n}", f"https://garn.is/t/{n}") for n in range(3)),
        footer=("Garn og gaman, Logngata 7",), unsubscribe_url="https://garn.is/u/x", unsubscribe_label="Hætta að fá þessa pósta",
        message_id="<a.b@garn.is>", date=START,
    )  # fmt: skip


@lru_cache(maxsize=1)
def samples() -> dict[str, Sample]:
    """All of them by name."""
    made = {"parts-is": _sample("parts-is", "is", compose(by_hand(), DESK.frame))}
    for kind, effect_of in KINDS.items():
        for lang in LANGS:
            who, effect = effect_of(lang)
            thread = THREAD if isinstance(effect, Say) else Thread()
            written = writing.write(DESK, SHOP, who, f"main/{who.key}/17/0", effect, thread, START)
            assert written.blocked is None, (kind, lang, written.blocked)
            made[f"{kind}-{lang}"] = _sample(f"{kind}-{lang}", lang, written.raw)
    return made


def _sample(name: str, lang: str, raw: bytes) -> Sample:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    text, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    return Sample(name, lang, str(message["Subject"]), raw, html, text)
