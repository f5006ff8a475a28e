"""How a need and an attribute are put into words for a reason: catalogue labels as they stand, never a new claim."""

import numpy as np

from softsell.advise.catalogue import YES_NO, Catalogue, Facet, Product, choices_of, label, say
from softsell.advise.wishes import FREE, Need, Wish, fit
from softsell.values import EXPONENT, Reason

# The price itself is a typed slot beside the reason, so the reason only says that it keeps to what was said.
WITHIN = {"en": "within that", "is": "innan þess"}
AT_MOST = {"en": "at most {}", "is": "að hámarki {}"}
RANGES = {"en": ("{} or more", "under {}", "{} to {}"), "is": ("{} eða meira", "undir {}", "{} til {}")}
NOT = {"en": "not {}", "is": "ekki {}"}


def reason(catalogue: Catalogue, wish: Wish, product: Product, lang: str) -> Reason:
    """Why this product, for a wish that it meets: the buyer's turn and words, the facet and the product's own value."""
    need = next((one for one in wish.needs if _meets(catalogue, one, product)), wish.needs[0])
    return Reason(
        turn=need.turn,
        said=need.said or words(catalogue, need, lang),
        facet=need.facet,
        label=label(catalogue, need.facet, lang),
        value=attribute(catalogue, product, need.facet, lang, need),
    )


def _meets(catalogue: Catalogue, need: Need, product: Product) -> bool:
    row = np.array([catalogue.rows[product.id]])
    meets, _ = fit(catalogue, Wish(facet=need.facet, wanted=need.wanted, needs=(need,)), row)
    return bool(meets[0])


def words(catalogue: Catalogue, need: Need, lang: str) -> str:
    """The need in the catalogue's words ("black", "not black", "hiking"); else its value as it stands."""
    text = need.value
    facet = catalogue.facets.get(need.facet)
    if need.facet == "category" and need.value in catalogue.categories:
        text = say(catalogue.categories[need.value].label, lang)
    elif facet is not None:
        labels = {choice.id: choice.label for choice in choices_of(facet)} | facet.values
        labels |= {choice.id: choice.label for choice in choices_of(facet) if say(choice.label, lang)}
        text = _range(catalogue, facet, need.value, lang) or say(labels.get(need.value, {}), lang) or need.value
    return text if need.wanted or need.value in FREE else NOT.get(lang, "≠ {}").format(text)


def _range(catalogue: Catalogue, facet: Facet, choice: str, lang: str) -> str:
    """What a quick answer means of a number: "4 or more", "under 500 g"; its own words answer a question that is not here."""
    found = next((one for one in facet.choices if one.id == choice), None)
    if facet.kind != "number" or found is None:
        return ""
    numbers = catalogue.columns[facet.id].number
    if not numbers.size or np.isnan(numbers).all():
        return ""
    bounds = (  # an end beyond all there is says nothing
        None if found.min is None or found.min <= np.nanmin(numbers) else found.min,
        None if found.max is None or found.max > np.nanmax(numbers) else found.max,
    )
    low, high = (None if one is None else f"{number(one, lang)} {facet.unit}".strip() for one in bounds)
    shape = RANGES.get(lang, RANGES["en"])
    return shape[2 if low and high else 0 if low else 1].format(low or high, high) if low or high else ""


def need_words(catalogue: Catalogue, need: Need, lang: str) -> str:
    """A need as the catalogue would say it: "price: at most ISK 30,000", "colour: not green", "use: hiking".

    A comparison ("warmer than this") has no better words than the buyer's own.
    """
    if need.facet == "budget" and catalogue.products:
        most = money(int(float(need.value)), catalogue.products[0].currency, lang)
        return f"{label(catalogue, need.facet, lang)}: {AT_MOST.get(lang, '≤ {}').format(most)}"
    if need.value[:1] in "<>":
        return need.said or need.value
    return f"{label(catalogue, need.facet, lang)}: {words(catalogue, need, lang)}"


def attribute(catalogue: Catalogue, product: Product, facet_id: str, lang: str, need: Need | None = None) -> str:
    """The product's own value of a facet in words ("wool", "240 g", "Yes"); "" when the catalogue does not know it.

    Of several values only those that `need` speaks of, when there are any.
    """
    if facet_id == "budget":
        return say(WITHIN, lang)
    if facet_id == "category":
        category = catalogue.categories.get(product.category)
        return say(category.label, lang) if category else product.category
    facet, value = catalogue.facets.get(facet_id), product.attributes.get(facet_id)
    if facet is None or value is None:
        return ""
    match value:
        case bool():
            return say(YES_NO["yes" if value else "no"], lang)
        case float() | int():
            return f"{number(value, lang)} {facet.unit}".strip()
        case str():
            return say(facet.values.get(value, {}), lang) or value
    shown = [one for one in value if one in _asked(facet, need)] or list(value)
    return ", ".join(say(facet.values.get(one, {}), lang) or one for one in shown)


def _asked(facet: Facet, need: Need | None) -> set[str]:
    if need is None:
        return set()
    found = {str(value) for choice in choices_of(facet) if choice.id == need.value for value in choice.values}
    return found | {need.value}


def number(value: float, lang: str) -> str:
    """A number as the language writes it: 1.250,5 in Icelandic, 1,250.5 in English."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if lang == "is" else text


def money(amount: int, currency: str, lang: str) -> str:
    """An amount as the language writes it: "1.290 kr.", "ISK 1,290", "EUR 12.90"."""
    digits = EXPONENT.get(currency, 2)
    value = amount / 10**digits
    text = number(value, lang) if digits == 0 or value == int(value) else f"{value:,.{digits}f}"
    if digits and value != int(value) and lang == "is":
        text = text.translate(str.maketrans(",.", ".,"))
    if currency == "ISK" and lang == "is":
        return f"{number(value, 'is')} kr."
    return f"{text} {currency}" if lang == "is" else f"{currency} {text}"
