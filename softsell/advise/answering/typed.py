"""Answers made of typed facts: delivery to a postcode or country, days to return, ways to pay; products are `about`'s.

Rules
1. Each kind of question has its signs; a fact that the shop or catalogue does not hold is not answered here.
2. The words around the numbers are ours, the numbers are the shop's, with their source and time.
"""

import re
from datetime import datetime

from softsell.advise.answering import about, labels
from softsell.advise.answering.about import Known
from softsell.advise.answering.postings import empty
from softsell.advise.catalogue import Catalogue, say
from softsell.advise.describe import money
from softsell.advise.knowledge import Delivery, Knowledge, abroad, delivery
from softsell.advise.reading.address import country, postcode
from softsell.advise.tables.places import COUNTRIES, PLACES
from softsell.advise.text import fold, words
from softsell.values import Fact, soonest

_SEND = re.compile(
    r"\b(?:deliver\w*|ship\w*|postage|send|arrive\w*|parcel|heimsend\w*|send\w*|afhend\w*|postbur\w*|kemur|komi\w*|kemst|berst)\b"
)
_FETCH = re.compile(r"\b(?:pick(?:ed|ing)?(?: it| them)? ?up|pickup|collect\w*|saekja|saeki|sott)\b")
_SHOP = re.compile(r"\b(?:shop|store|myself|ourselves|person|budin\w*|bud|verslun\w*|stadin\w*|sjalf\w*)\b")
FEW = 5  # ways of delivery that are told together
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
    r"\b(?:worn|wore|washed|used|gift|gjof|gjaf\w*|nota\w*|notud\w*|utsolu\w*|sale|custom\w*|"
    r"serpant\w*|thveg\w*|who pays|hver (?:greidir|borgar)|exchange|skipta|abroad|"
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


def find(
    knowledge: Knowledge, catalogue: Catalogue, text: str, lang: str, product_ids: tuple[str, ...], now: datetime | None
) -> Known | None:
    """The typed fact that answers, with its topic; None when no typed fact does."""
    folded, place = fold(text), postcode(text)
    differ = labels.labelled(knowledge)  # then what is not known of these products is not told from a page about others
    if differ:
        knowledge = labels.narrowed(knowledge, about.meant(catalogue, text, product_ids)[1])
    plain = not _rest(folded, (_RETURN, _DAYS))
    if _RETURN.search(folded) and _DAYS.search(folded) and plain and not _USED.search(folded):
        found = _returns(knowledge, lang)
        if found or differ:
            return found or (None, "returns")
    if place and (whole := about.total(knowledge, catalogue, text, place, lang, product_ids, now)):
        return whole
    if place and (_SEND.search(folded) or (_COST.search(folded) and not _rest(folded, (_COST, _LONG), place))):
        return _delivery(delivery(knowledge, place), place, lang) or ((None, "delivery") if differ else None)
    land = country(text)
    if land and _SEND.search(folded) and not _rest(folded, (_SEND, _COST, _LONG), land):
        ways = abroad(knowledge, land)
        if ways is not None:
            return _delivery(ways, COUNTRIES[land][lang == "is"], lang) or (None, "delivery")
    if _PAY.search(folded) and not _SEND.search(folded) and not _MONEYS.search(folded):
        return _payment(knowledge, lang)
    valued = about.valued(catalogue, text, lang, product_ids)  # "kemur hún í gráu?" is about a colour, not a parcel
    if valued is not None:
        return valued
    return None if _SEND.search(folded) else about.find(catalogue, text, lang, product_ids, now)


def of_delivery(text: str) -> str:
    """The trouble that a question about delivery in general names ("delivery_time", "cost_total"); "" for another question,
    and where it names a place. Then one fact is missing: to where.
    """
    folded = fold(text)
    if not _SEND.search(folded) or postcode(text) or country(text) or _rest(folded, (_SEND, _COST, _LONG)):
        return ""
    return "delivery_time" if _LONG.search(folded) else "cost_total" if _COST.search(folded) else ""


def anywhere(knowledge: Knowledge, text: str, lang: str) -> Fact | None:
    """Every way of delivery in the country, when a text asks about them in general, and they are few."""
    folded = fold(text)
    fetch = bool(_FETCH.search(folded)) and not _rest(folded, (_FETCH, _SHOP, _COST, _LONG))
    asks = _SEND.search(folded) and (_COST.search(folded) or _LONG.search(folded))
    if not fetch and not (asks and not _rest(folded, (_SEND, _COST, _LONG))):
        return None
    ways = [one for one in knowledge.deliveries if one.kind != "abroad" and not one.countries]
    ways = _once(tuple(one for one in ways if (one.kind == "pickup") is fetch), lang)
    return _told(ways, "", lang) if 0 < len(ways) <= FEW else None


def _rest(folded: str, signs: tuple[re.Pattern[str], ...], place: str = "") -> list[str]:
    """The words of a question that neither its signs nor the words that may stand beside them account for."""
    for sign in (*signs, _BESIDE):
        folded = sign.sub(" ", folded)
    names = {word for name in (*PLACES.get(place, ()), *COUNTRIES.get(place, ())) for word in words(name)} | {place}
    return [word for word in words(folded) if word not in empty() and word not in names]


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


def _delivery(every: tuple[Delivery, ...], place: str, lang: str) -> Known | None:
    ways = _once(every, lang)
    if not ways:
        return None
    return _told(ways[:3], f"{place}: ", lang), "delivery"


def _told(ways: list[Delivery], lead: str, lang: str) -> Fact:
    first, title = ways[0], "Afhending" if lang == "is" else "Delivery"
    text = lead + "; ".join(_way(way, lang) for way in ways) + "."
    until = soonest([way.valid_until for way in ways])
    return Fact(text, first.source or first.url, min(way.as_of for way in ways), title, first.url, until)


def _once(ways: tuple[Delivery, ...], lang: str) -> list[Delivery]:
    """The ways with each told once, in the language where it has it; picking up comes after what is brought."""
    found: dict[object, Delivery] = {}
    for way in ways:
        same = (
            way.kind,
            way.price,
            way.currency,
            way.free_from,
            way.days_min,
            way.days_max,
            way.postcodes,
            way.countries,
        )
        known = found.get(same)
        if known is None or set(known.label) & set(way.label):
            found[same if known is None else way.id] = way
        elif lang in way.label:
            found[same] = way
    return sorted(found.values(), key=lambda way: way.kind == "pickup")


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


def _count(n: int, one: str, many: str) -> str:
    icelandic = one == "dagur"
    single = n % 10 == 1 and n % 100 != 11 if icelandic else n == 1
    return f"{n} {one if single else many}"
