"""Answers made of typed facts: delivery to a postcode, days to return, ways to pay, and what is known of a product.

Rules
1. Each kind of question has its signs; a fact that the shop or catalogue does not hold is not answered here.
2. The words around the numbers are ours, the numbers are the shop's, with their source and time.
"""

import re
from datetime import datetime

from softsell.advise.address import postcode
from softsell.advise.amounts import CONCEPTS, facet_of
from softsell.advise.catalogue import Catalogue, Product, label, say
from softsell.advise.describe import attribute, money
from softsell.advise.knowledge import Delivery, Knowledge, delivery
from softsell.advise.places import PLACES
from softsell.advise.postings import empty
from softsell.advise.text import fold, stem, stems, words
from softsell.values import Fact, soonest

_SEND = re.compile(
    r"\b(?:deliver\w*|ship\w*|postage|send|arrive\w*|parcel|heimsend\w*|send\w*|afhend\w*|postbur\w*|kemur|komi\w*|berst)\b"
)
_LONG = re.compile(r"\b(?:long|days?|when|time|fast|quick\w*|lengi|langan?|dag\w*|hvenaer|fljot\w*|tima?)\b")
_COST = re.compile(r"\b(?:cost\w*|price|how much|charge|fee|expensive|kosta\w*|verd\w*|gjald\w*|\w*kostnad\w*|mikid)\b")
_RETURN = re.compile(
    r"\b(?:returns?|returning|return it|send (?:it|them) back|skila\w*|skil|skilarett\w*|skilafrest\w*)\b"
)
_DAYS = re.compile(
    r"\b(?:how long|how many|days?|deadline|period|policy|time|lengi|langan?|marga|dag\w*|frest\w*|rett\w*|hvad|can i|ma "
    r"eg|ma|get eg|haegt)\b"
)
_USED = re.compile(
    r"\b(?:worn|washed|used|gift|gjof|gjaf\w*|notad\w*|thveg\w*|who pays|hver (?:greidir|borgar)|exchange|skipta|abroad|"
    r"erlendis)\b"
)
_MONEYS = re.compile(
    r"\b(?:dollar\w*|euros?|pounds?|krona\w*|currenc\w*|cash on delivery|dollur\w*|evr\w*|pund\w*|mynt\w*)\b"
)
# What may stand beside the signs of a question that a typed fact answers; any other word makes it another question.
_BESIDE = re.compile(
    r"\b(?:item|items|product|products|thing|things|something|goods|purchase|purchases|order|orders|bought|back|money|it|them|"
    r"voru|vorur|vorunni|vorum|eitthvad|pontun\w*|keypt\w*|thad|thessu|thvi|like|likar|dont|not|after|long|much|is|are|get|"
    r"policy|rules|reglur|reglurnar|right|free|from|home|door|heim|kr|isk|lang\w*|tekur|taka|takes?|town|bae\w*|"
    r"within|fits?|size|small|big|large|tight|loose|wrong|suits?|innan|pass\w*|henta\w*|staerd\w*|litil\w*|stor\w*|threng\w*|"
    r"rong\w*|hun|hana|henni|hann|honum|thau|thaer|tima\w*|\d+)\b"
)
_PAY = re.compile(
    r"\b(?:how (?:can|do|could|may) (?:i|we|one) pay|(?:ways?|methods?|options?) (?:of|to|for) pay\w*|payment (?:methods?|"
    r"options?|ways)|"
    r"(?:can|could|may) (?:i|we) pay (?:with|by|via|using|in|through)|(?:do you|you) (?:take|accept)|greidsluleid\w*|"
    r"greidslumat\w*|greidslumogul\w*|"
    r"hvernig (?:get eg |ma |er haegt ad |a eg ad )?(?:borga\w*|greid\w*)|(?:get eg|ma|er haegt ad|haegt ad) (?:eg "
    r")?(?:borga\w*|greid\w*)|takid thid (?:vid )?\w+)"
)
_STOCK = re.compile(
    r"\b(?:in stock|available|have (?:it|this|any) left|sold out|a lager|til a|er \w+ til|eru? (?:thad|thessi|hun|hann|"
    r"\w+) til|uppsel\w*|faanleg\w*|eigid thid|lager\w*)\b"
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
        (r"colou?rs?|hvada lit\w*|litir|litum|a litinn", "colour"),
    )
)  # fmt: skip

Known = tuple[Fact | None, str]  # the fact and its topic; None: it was asked for, and the shop does not know
_IT = re.compile(
    r"\b(?:it|its|this|that|they|them|these|those|one|both|hun|hana|henni|hann|honum|thad|thvi|thetta|thessi|thessa|thessu|"
    r"thennan|thaer|thau|their|tha|theim|baedi)\b"
)


def find(
    knowledge: Knowledge, catalogue: Catalogue, text: str, lang: str, product_ids: tuple[str, ...], now: datetime | None
) -> Known | None:
    """The typed fact that answers, with its topic; None when no typed fact does."""
    folded, place = fold(text), postcode(text)
    plain = not _rest(folded, (_RETURN, _DAYS))
    if _RETURN.search(folded) and _DAYS.search(folded) and plain and not _USED.search(folded):
        found = _returns(knowledge, lang)
        if found:
            return found
    if place and (_SEND.search(folded) or (_COST.search(folded) and not _rest(folded, (_COST, _LONG), place))):
        return _delivery(knowledge, place, folded, lang)
    if _PAY.search(folded) and not _SEND.search(folded) and not _MONEYS.search(folded):
        return _payment(knowledge, lang)
    named = products_named(catalogue, text)
    about = named or [one for one in map(catalogue.get, product_ids) if one is not None]
    if not about or _SEND.search(folded):
        return None
    return _product(catalogue, folded, lang, about[:3], bool(named), now)


def _rest(folded: str, signs: tuple[re.Pattern[str], ...], place: str = "") -> list[str]:
    """The words of a question that neither its signs nor the words that may stand beside them account for."""
    for sign in (*signs, _BESIDE):
        folded = sign.sub(" ", folded)
    names = {word for name in PLACES.get(place, ()) for word in words(name)} | {place}
    return [word for word in words(folded) if word not in empty() and word not in names]


def _product(
    catalogue: Catalogue, folded: str, lang: str, about: list[Product], named: bool, now: datetime | None
) -> Known | None:
    if not named and not _IT.search(folded):
        return None
    for sign, hint in _TRAITS:
        if sign.search(folded):
            return _trait(catalogue, hint, lang, about)
    held = [one for one in about if now is None or one.holds(now)]
    if _STOCK.search(folded):
        return _stock(held, lang)
    if _PRICE.search(folded) and (
        named or re.search(r"\b(?:it|this|that|they|hun|hann|thad|thetta|thessi|thaer)\b", folded)
    ):
        return _prices(held, lang)
    return None


def _returns(knowledge: Knowledge, lang: str) -> Known | None:
    if knowledge.return_days is None or knowledge.as_of is None:
        return None
    days = knowledge.return_days
    text = (
        f"Skilafrestur er {_count(days, 'dagur', 'dagar')}."
        if lang == "is"
        else f"Returns: {_count(days, 'day', 'days')}."
    )
    payer = say(knowledge.return_payer, lang)
    if payer:
        text += f" Endursendinguna greiðir {payer}." if lang == "is" else f" The return post is paid by {payer}."
    source = knowledge.return_url or "returns"
    title = "Skil" if lang == "is" else "Returns"
    return Fact(text, source, knowledge.as_of, title, knowledge.return_url, knowledge.valid_until), "returns"


def _payment(knowledge: Knowledge, lang: str) -> Known | None:
    methods = knowledge.payment_methods.get(lang) or next(iter(knowledge.payment_methods.values()), ())
    if not methods or knowledge.as_of is None:
        return None
    text = ("Greiðsluleiðir: " if lang == "is" else "Ways to pay: ") + ", ".join(methods) + "."
    source = knowledge.payment_url or "payment"
    title = "Greiðsluleiðir" if lang == "is" else "Ways to pay"
    return Fact(text, source, knowledge.as_of, title, knowledge.payment_url, knowledge.valid_until), "payment"


def _delivery(knowledge: Knowledge, place: str, folded: str, lang: str) -> Known | None:
    ways = delivery(knowledge, place)
    if not ways:
        return None
    lines = [_way(way, lang) for way in ways[:3]]
    text = f"{place}: " + "; ".join(lines) + "."
    first = ways[0]
    oldest = min(way.as_of for way in ways[:3])
    title = "Afhending" if lang == "is" else "Delivery"
    until = soonest([way.valid_until for way in ways[:3]])
    return Fact(text, first.source or first.url, oldest, title, first.url, until), "delivery"


def _way(way: Delivery, lang: str) -> str:
    parts = [f"{say(way.label, lang)}, {money(way.price, way.currency, lang)}"]
    if way.price and way.free_from is not None:
        limit = money(way.free_from, way.currency, lang)
        parts.append(f"frítt frá {limit}" if lang == "is" else f"free from {limit}")
    if way.days_min is not None and way.days_max is not None:
        span = str(way.days_max) if way.days_min == way.days_max else f"{way.days_min}–{way.days_max}"
        one = way.days_max % 10 == 1 and way.days_max % 100 != 11 if lang == "is" else way.days_max == 1
        noun = (
            ("virkur dagur" if one else "virkir dagar") if lang == "is" else ("working day" if one else "working days")
        )
        parts.append(f"{span} {noun}")
    return ", ".join(parts)


def _trait(catalogue: Catalogue, hint: str, lang: str, about: list[Product]) -> Known | None:
    facet = catalogue.facets.get(hint) or (facet_of(catalogue, hint) if hint in CONCEPTS else None)
    if facet is None:
        return None
    told = [(product, attribute(catalogue, product, facet.id, lang)) for product in about]
    lines = [
        f"{say(product.title, lang)}: {label(catalogue, facet.id, lang)}: {value}" for product, value in told if value
    ]
    return (
        _of_products([product for product, value in told if value], lines, lang, "product")
        if lines
        else (None, "product")
    )


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
    lines = [f"{say(product.title, lang)}: {money(product.price, product.currency, lang)}" for product in about]
    return _of_products(about, lines, lang, "price")


def _of_products(products: list[Product], lines: list[str], lang: str, topic: str) -> Known:
    as_of: datetime = min(product.as_of for product in products)
    text = ". ".join(line.removesuffix(".") for line in lines) + "."
    first = products[0]
    until = soonest([product.valid_until for product in products])
    return Fact(text, first.url or first.id, as_of, say(first.title, lang), first.url, until), topic


def products_named(catalogue: Catalogue, text: str) -> list[Product]:
    """The products a text names: two words of a title, one of them rare; or one rare word written as a name."""
    said = set(stems(text))
    names = {stem(word) for raw in re.findall(r"(?<![.!?]\s)(?<!^)\b[A-ZÁÉÍÓÚÝÞÆÖ]\w+", text) for word in words(raw)}
    rare = _rare(catalogue)
    found: list[tuple[int, Product]] = []
    for product in catalogue.products:
        best = 0
        for title in product.title.values():
            own = set(stems(title))
            hits = own & said
            special = hits & rare
            if special and (len(hits) >= 2 or special & names):
                best = max(best, len(hits) + len(special))
        if best:
            found.append((best, product))
    most = max((score for score, _ in found), default=0)
    return [product for score, product in found if score == most]


def _rare(catalogue: Catalogue) -> frozenset[str]:
    """The title words of one or two products only."""
    seen: dict[str, int] = {}
    for product in catalogue.products:
        for one in {one for title in product.title.values() for one in stems(title)}:
            seen[one] = seen.get(one, 0) + 1
    return frozenset(one for one, n in seen.items() if n <= 2 and not one.isdigit())


def _count(n: int, one: str, many: str) -> str:
    icelandic = one == "dagur"
    single = n % 10 == 1 and n % 100 != 11 if icelandic else n == 1
    return f"{n} {one if single else many}"
