"""Answers about products from the catalogue: what they cost, in all and brought home, what is in stock, what they are like.

Rules
1. A figure is said as the catalogue has it, with what it includes. Stock is counted for all sizes and colours together, so
   a question about one of them goes to a person, unless there is none of any.
2. Two things are compared when both values are known: the one that is more of what was asked stands first.
"""

import re
from datetime import datetime

from softsell.advise.answering import asked
from softsell.advise.catalogue import Catalogue, Facet, Product, label, say
from softsell.advise.describe import attribute, money
from softsell.advise.knowledge import Delivery, Knowledge, delivery, fee
from softsell.advise.reading.amounts import CONCEPTS, facet_of
from softsell.advise.reading.mention import needs_in
from softsell.advise.shelves.finding import WORD
from softsell.advise.text import fold, stem, stems, words
from softsell.values import Fact, soonest

Known = tuple[Fact | None, str]  # the fact and its topic; None: it was asked for, and the shop does not know
RARE = 2  # products that a word may stand in the titles of, and still name one
MOST_DIFFERENT = 5  # traits of two products that are told apart
TAXED = {"en": "with tax", "is": "með vsk"}
_STOCK = re.compile(
    r"\b(?:in stock|available|have (?:it|this|any) left|"
    r"have (?:it|this|that|them|these) in|sold out|a lager|til a|er \w+ til|eru? (?:thad|thessi|hun|hann|"
    r"\w+) til|uppsel\w*|faanleg\w*|eigid thid|lager\w*)\b"
)
_ONE_KIND = re.compile(
    r"\b(?:(?:in|i) (?:a )?(?:size |staerd(?:inni)? |number |numeri )?|size |staerd(?:inni)? |numer )(?:\d{0,2}x{0,3}[sml]|"
    r"\d{2,3}|small|medium|large)\b"
)
_SIZE = re.compile(r"\b(?:size|staerd) (?:x*[sml]|\d\d)\b")
_TOTAL = re.compile(
    r"\b(?:total|altogether|all in|all told|everything included|heild|heildina|alls|samtals|allt saman|med ollu|heildarverd\w*)\b"
)
_DIFFER = re.compile(r"\b(?:difference|differ\w*|compared?|munur\w*|munar|bera saman|samanburd\w*|olik\w*)\b")
_TAX = re.compile(r"\b(?:vat|tax(?:es)?|vsk|virdisaukaskatt\w*)\b")
_WHICH = re.compile(r"\b(?:which|what|who|hvor|hvort|hver|hverjir?|hvad|is|er)\b")
# A word that compares: the concept, and whether the most of it stands first.
_MORE: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(rf"\b(?:{source})\b"), hint, most)
    for source, hint, most in (
        (r"warmer|warmest|hlyrri|hlyjust\w*|hlyjast\w*", "warmth", True),
        (r"colder|coolest|cooler|kaldari", "warmth", False),
        (r"lighter|lightest|lettari|lettust\w*|lettast\w*", "weight", False),
        (r"heavier|heaviest|thyngri|thyngst\w*", "weight", True),
        (r"cheaper|cheapest|less expensive|odyrari|odyrust\w*|odyrast\w*", "price", False),
        (r"more expensive|dearer|dyrari|dyrust\w*|dyrast\w*", "price", True),
        (r"bigger|larger|roomier|staerri|rumbetri", "volume", True),
    )
)
_PRICE = re.compile(
    r"\b(?:how much (?:is|does|are|for)|what (?:does|is) .{0,40}(?:cost|price)|price of|hvad kosta\w*|hvad er verd\w*|"
    r"verdid a|kostar)\b"
)
# Words of a question about a product, and the concept or facet hint they ask for.
_TRAITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{source})\b"), hint)
    for source, hint in (
        (r"water ?proof\w*|rain\w*|water|wet|vatnsheld\w*|vatnsthett\w*|regn\w*|rigning\w*|vatn\w*|blaut\w*", "waterproof"),
        (r"wind ?proof\w*|wind\w*|vindheld\w*|vindthett\w*|vind\w*|roki?", "windproof"),
        (r"heavy|weigh\w*|how light|thung\w*|vegur|thyngd\w*|hvad er (?:hun|hann|thad) lett\w*", "weight"),
        (r"how warm|warm\w*|hlyr?\w*|hlytt|heit\w*", "warmth"),
        (r"made of|material|fabric|ur hverju|hvada efni|efnid?|wool or|ull eda", "material"),
        (r"wash\w*|laundry|tumble|thvo\w*|thvott\w*|thvegin\w*", "care"),
        (r"itch\w*|scratch\w*|prick\w*|soft|klae[jg]\w*|kladi|sting\w*|mjuk\w*|grof\w*", "itch"),
        (r"what sizes?|which sizes?|sizes|hvada staerd\w*|staerdir", "size_range"),
        (r"made in|where (?:is|are) (?:it|this|they|these) (?:made|from|produced)|hvar (?:er|eru) .{0,20}(?:framleid\w*|"
        r"buin\w*|gerd\w*)|framleitt|framleidd",
        "made_in"),
        (r"vegan|animal free|dyraefn\w*", "animal_free"),
        (r"pack(?:s|ed)? small|packable|pakka\w* smatt|fyrirferd\w*", "packable"),
        (r"colou?rs?|hvada lit\w*|litir|litum|a litinn|odrum lit|fleiri lit\w*", "colour"),
    )
)  # fmt: skip

_IT = re.compile(
    r"\b(?:it|its|this|that|they|them|these|those|one|both|hun|hana|henni|hann|honum|thad|thvi|thetta|thessi|thessa|thessu|thessar\w*|thessum|"
    r"thennan|thaer|thau|their|tha|theim|baedi)\b"
)


def find(
    catalogue: Catalogue, text: str, lang: str, product_ids: tuple[str, ...], now: datetime | None
) -> Known | None:
    """The fact about the products that a text names, or else about those that the talk is about."""
    folded, named, about = fold(text), *meant(catalogue, text, product_ids)
    two = _two(catalogue, folded, text, product_ids) or about
    compared = _compared(catalogue, folded, text, lang, two, now) or _different(catalogue, folded, lang, two, now)
    if compared is not None or not about or not (named or _IT.search(folded) or _TAX.search(folded)):
        return compared
    return _product(catalogue, folded, lang, about[:3], bool(named), now)


def valued(catalogue: Catalogue, text: str, lang: str, product_ids: tuple[str, ...]) -> Known | None:
    """The trait of the products that a question asks for by a value of it ("in blue?"); None when it asks for none."""
    folded, named, about = fold(text), *meant(catalogue, text, product_ids)
    if not about or not (named or _IT.search(folded)):
        return None
    wanted = asked.values(catalogue, folded, about)
    if _STOCK.search(folded) and not asked.lacking(catalogue, text, about):
        return None  # how many of that one there are is not known
    return _trait(catalogue, wanted[0].facet, lang, about[:3]) if wanted else None


def meant(catalogue: Catalogue, text: str, product_ids: tuple[str, ...]) -> tuple[list[Product], list[Product]]:
    """The products that a text names, and those it is about: of several of a name, what the talk is about."""
    named = products_named(catalogue, text)
    nearer = [one for one in named if one.id in product_ids]
    return named, nearer or named or [one for one in map(catalogue.get, product_ids) if one is not None]


def total(
    knowledge: Knowledge, catalogue: Catalogue, text: str, place: str, lang: str, product_ids: tuple[str, ...],
    now: datetime | None,
) -> Known | None:  # fmt: skip
    """One product with the cheapest way to have it brought to a postcode, when a text asks for everything together."""
    if not _TOTAL.search(fold(text)):
        return None
    about = meant(catalogue, text, product_ids)[1]
    held = [one for one in about if now is None or one.holds(now)]
    if len(about) != 1 or not held:
        return None
    ways = [way for way in delivery(knowledge, place) if way.kind != "pickup" and way.currency == held[0].currency]
    if not ways:
        return None
    product, way = held[0], min(ways, key=lambda way: fee(way, held[0].price))
    title, until = "Samtals" if lang == "is" else "In total", soonest([product.valid_until, way.valid_until])
    told, as_of = _sum(product, way, place, lang), min(product.as_of, way.as_of)
    return Fact(told, way.source or way.url, as_of, title, way.url, until), "price"


def _sum(product: Product, way: Delivery, place: str, lang: str) -> str:
    cost = fee(way, product.price)
    goods, brought, whole = (money(n, product.currency, lang) for n in (product.price, cost, product.price + cost))
    name, how = say(product.title, lang), say(way.label, lang)
    if lang == "is":
        return f"{name}: {goods} og sending til {place} ({how}) {brought}, samtals {whole} með vsk. og sendingu."
    return f"{name}: {goods} and delivery to {place} ({how}) {brought}, in total {whole} with tax and delivery."


def _compared(
    catalogue: Catalogue, folded: str, text: str, lang: str, some: list[Product], now: datetime | None
) -> Known | None:
    """Rule 2; (None, topic) when it compares, says nothing else, and the two or their values are not known."""
    found = next(((hint, most) for sign, hint, most in _MORE if sign.search(folded)), None)
    if found is None or not _WHICH.search(folded):
        return None
    hint, most = found
    some = [one for one in some if hint != "price" or now is None or one.holds(now)]
    facet = None if hint == "price" or not some else _facet(catalogue, hint, some[0].category)
    values = [one.price if hint == "price" else one.attributes.get(facet.id) if facet else None for one in some]
    known = [(value, one) for value, one in zip(values, some, strict=True)
             if isinstance(value, int | float) and not isinstance(value, bool)]  # fmt: skip
    if len(some) < 2 or len(known) < len(some):
        return (None, "product") if some or len(words(text)) <= 4 else None
    known.sort(key=lambda pair: -pair[0] if most else pair[0])
    if facet is None:
        return _prices([one for _, one in known], lang)
    lines = [f"{say(one.title, lang)}: {attribute(catalogue, one, facet.id, lang)}" for _, one in known[:3]]
    lines[0] = f"{label(catalogue, facet.id, lang)}: {lines[0]}"
    return _of_products([one for _, one in known[:3]], lines, lang, "product")


def _two(catalogue: Catalogue, folded: str, text: str, product_ids: tuple[str, ...]) -> list[Product]:
    """The products that a text sets side by side: those it names, and beside one of them what "this" means in the talk."""
    named = products_named(catalogue, text, every=True)
    if len(named) == 1 and _IT.search(folded):
        talked = [one for one in map(catalogue.get, product_ids) if one is not None and one.id != named[0].id]
        named = [*talked[:1], *named]
    return named if len(named) > 1 else []


def _different(catalogue: Catalogue, folded: str, lang: str, some: list[Product], now: datetime | None) -> Known | None:
    """What is known of two products and is not the same: their prices and up to MOST_DIFFERENT traits."""
    if len(some) < 2 or not _DIFFER.search(folded):
        return None
    pair = some[:2]
    told: list[list[str]] = [[], []]
    if pair[0].price != pair[1].price and all(now is None or one.holds(now) for one in pair):
        for lines, one in zip(told, pair, strict=True):
            lines.append(f"{money(one.price, one.currency, lang)} {TAXED.get(lang, TAXED['en'])}")
    for facet in catalogue.facets.values():
        values = [attribute(catalogue, one, facet.id, lang) for one in pair]
        if all(values) and values[0] != values[1] and len(told[0]) <= MOST_DIFFERENT:
            for lines, value in zip(told, values, strict=True):
                lines.append(f"{label(catalogue, facet.id, lang)}: {value}")
    if not told[0]:
        return None, "product"
    lines = [f"{say(one.title, lang)}: {'; '.join(some)}" for one, some in zip(pair, told, strict=True)]
    return _of_products(pair, lines, lang, "product")


def _product(
    catalogue: Catalogue, folded: str, lang: str, about: list[Product], named: bool, now: datetime | None
) -> Known | None:
    if _SIZE.search(folded) and not _STOCK.search(folded):
        return _trait(catalogue, "size_range", lang, about)
    for sign, hint in _TRAITS:
        if sign.search(folded):
            return _trait(catalogue, hint, lang, about)
    held = [one for one in about if now is None or one.holds(now)]
    if _STOCK.search(folded):
        if _one_kind(catalogue, folded):
            held = [one for one in held if one.stock == 0]
        return _stock(held, lang) or (None, "stock")
    if _TAX.search(folded) and re.search(r"\b(?:price|included?|verd\w*|innifal\w*)\b", folded):
        return _prices(held, lang)
    if _PRICE.search(folded) and (
        named or re.search(r"\b(?:it|this|that|they|hun|hann|thad|thetta|thessi|thaer)\b", folded)
    ):
        return _prices(held, lang)
    return None


def _one_kind(catalogue: Catalogue, folded: str) -> bool:
    """Whether it asks for one size or colour of a thing."""
    named = (catalogue.facets.get(need.facet) for need in needs_in(folded, catalogue, 0))
    colour = any(facet is not None and "colour" in (facet.id, facet.attribute) for facet in named)
    return colour or bool(_ONE_KIND.search(folded))


def _trait(catalogue: Catalogue, hint: str, lang: str, about: list[Product]) -> Known | None:
    asked = [(one, facet) for one in about if (facet := _facet(catalogue, hint, one.category)) is not None]
    if not asked:
        return None
    told = [(one, facet, value) for one, facet in asked if (value := attribute(catalogue, one, facet.id, lang))]
    lines = [f"{say(one.title, lang)}: {label(catalogue, facet.id, lang)}: {value}" for one, facet, value in told]
    return _of_products([one for one, _, _ in told], lines, lang, "product") if lines else (None, "product")


def _facet(catalogue: Catalogue, hint: str, kind: str) -> Facet | None:
    """The facet that a word asks for, of that kind of product."""
    own = [one for one in catalogue.facets.values() if hint in (one.id, one.attribute)]
    fitting = next((one for one in own if not one.categories or kind in one.categories), None)
    return fitting or next(iter(own), None) or (facet_of(catalogue, hint, kind) if hint in CONCEPTS else None)


def _stock(about: list[Product], lang: str) -> Known | None:
    lines, known = [], []
    for product in about:
        if product.stock is None:
            continue
        known.append(product)
        count = f"á lager: {product.stock}" if lang == "is" else f"in stock: {product.stock}"
        if product.stock == 0:
            count = "ekki á lager" if lang == "is" else "not in stock"
            if product.restock is not None:
                due = (
                    f"{product.restock.day}.{product.restock.month}.{product.restock.year}"
                    if lang == "is"
                    else product.restock.isoformat()
                )
                count += f" (væntanlegt {due})" if lang == "is" else f" (expected {due})"
        lines.append(f"{say(product.title, lang)}: {count}")
    return _of_products(known, lines, lang, "stock") if lines else None


def _prices(about: list[Product], lang: str) -> Known:
    if not about:
        return None, "price"
    lines = [
        f"{say(one.title, lang)}: {money(one.price, one.currency, lang)} {TAXED.get(lang, TAXED['en'])}"
        for one in about
    ]
    return _of_products(about, lines, lang, "price")


def _of_products(products: list[Product], lines: list[str], lang: str, topic: str) -> Known:
    as_of: datetime = min(product.as_of for product in products)
    text = ". ".join(line.removesuffix(".") for line in lines) + "."
    first = products[0]
    until = soonest([product.valid_until for product in products])
    return Fact(text, first.url or first.id, as_of, say(first.title, lang), first.url, until), topic


def products_named(catalogue: Catalogue, text: str, every: bool = False) -> list[Product]:
    """The products a text names: two words of a title, one of them rare; or one rare word written as a name.

    Those that it names best, or `every` one.
    """
    said = set(stems(text))
    names = {stem(word) for raw in re.findall(r"(?<![.!?]\s)(?<!^)\b[A-ZÁÉÍÓÚÝÞÆÖ]\w+", text) for word in words(raw)}
    at = {one: catalogue.finding.at(WORD, one) for one in said if not one.isdigit()}
    rare = {one for one, rows in at.items() if 0 < len(rows) <= RARE}
    found: list[tuple[int, Product]] = []
    for row in sorted({row for one in rare for row in at[one].tolist()}):
        product, best = catalogue.products[row], 0
        for title in product.title.values():
            hits = said & set(stems(title))
            special = hits & rare
            if special and (len(hits) >= 2 or special & names):
                best = max(best, len(hits) + len(special))
        if best:
            found.append((best, product))
    most = max((score for score, _ in found), default=0)
    return [product for score, product in found if every or score == most]
