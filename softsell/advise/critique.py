"""A critique of a product as needs: "cheaper", "lighter than this", "not black", "aðeins hlýrri".

A comparison is measured against the product at hand: "cheaper" is a ceiling just under its price, "warmer" a number above
its own. What cannot be measured (the product's value is unknown) adds nothing.
"""

import re

from softsell.advise.catalogue import Catalogue, Facet, Product, choices_of
from softsell.advise.reading.amounts import facet_of
from softsell.advise.reading.mention import needs_in, negated
from softsell.advise.tables import words_en, words_is
from softsell.advise.text import fold, pattern
from softsell.advise.wishes import Need


def critique(
    catalogue: Catalogue, needs: tuple[Need, ...], base_product_id: str, words: str, *, turn: int = 0
) -> tuple[Need, ...]:
    """The needs with what the words add; earlier needs that the new ones gainsay are gone. `base_product_id` may be unknown."""
    folded, base = fold(words), catalogue.get(base_product_id)
    added: list[Need] = list(needs_in(words, catalogue, turn))
    for facet, value in _comparisons(catalogue, folded, base):
        added = [need for need in added if need.facet != facet]
        added.append(Need(facet=facet, value=value, turn=turn, said=words.strip()))
    kept = [need for need in needs if not any(_gainsays(new, need) for new in added)]
    return (*kept, *added)


def of_price(words: str) -> bool:
    """Whether a comparison asks for a lower price."""
    folded = fold(words)
    sources = {**words_en.COMPARE, **words_is.COMPARE}.items()
    return any(concept == "price" and pattern(source).search(folded) for source, (concept, _) in sources)


def _gainsays(new: Need, old: Need) -> bool:
    if new.facet != old.facet:
        return False
    return (
        (new.value == old.value)
        or (new.wanted and old.wanted and new.facet in ("budget", "category", "place"))
        or (new.wanted and old.wanted and new.value[:1] in "<>")
    )


def _comparisons(catalogue: Catalogue, folded: str, base: Product | None) -> list[tuple[str, str]]:
    if base is None:
        return []
    found: dict[str, str] = {}
    for source, (concept, side) in {**words_en.COMPARE, **words_is.COMPARE}.items():
        match = pattern(source).search(folded)
        if match is None or (negated(folded, match.start()) and not re.match(r"not|ekki|less", match[0])):
            continue
        measured = _measured(catalogue, base, concept, side)
        if measured is not None:
            found.setdefault(*measured)
    return list(found.items())


def _measured(catalogue: Catalogue, base: Product, concept: str, side: str) -> tuple[str, str] | None:
    if concept == "price":
        return ("budget", str(base.price - 1)) if side == "<" else None
    facet = facet_of(catalogue, concept, base.category)
    value = base.attributes.get(facet.id) if facet else None
    if facet is None or value is None:
        return None
    match facet.kind, value:
        case "number", float() | int():
            return facet.id, f"{side}{value:g}"
        case "choice", str():
            return _next_value(facet, value, side)
    return None


def _next_value(facet: Facet, value: str, side: str) -> tuple[str, str] | None:
    """The neighbour on a scale of values, which the catalogue lists from the softest or smallest on."""
    order = list(facet.values) or [one.id for one in choices_of(facet)]
    if value not in order:
        return None
    place = order.index(value) + (-1 if side == ">" else 1)
    return (facet.id, order[place]) if 0 <= place < len(order) else None
