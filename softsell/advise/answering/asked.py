"""What a question asks of a product by a value that it names: "does it come in blue?" asks for its colour.

Rules
1. The value has to be of a facet that the products in question have, and beside it only words of having and of the product
   may stand; any other word makes it another question, and so do values of two facets.
2. Such a question is a wish only where the products lack the value: who asks for blue and hears grey may want to see blue.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec.structs import replace

from softsell.advise.answering.postings import empty
from softsell.advise.catalogue import Catalogue, Product
from softsell.advise.reading.mention import needs_in
from softsell.advise.text import fold, stem, stems, words
from softsell.advise.wishes import Need, fit, wishes

_HAVING = re.compile(
    r"\b(?:do|does|is|are|can|could|have|has|got|get|come|comes|coming|available|in|made|of|with|also|too|plus|and|any|other|"
    r"colou?rs?|sizes?|version|one|ones|instead|sell|you|there|good|suitable|suited|suit|for|meant|fit|fits|"
    r"eigid|eiga|attu|thid|ykkur|faest|fast|faanleg\w*|til|kemur|koma|er|eru|i|ur|med|lika|einnig|og|hja|lit|litnum|lita|"
    r"staerd\w*|hafid|fyrir|hentug\w*|hentar|henta|god\w*|gott|aetl\w*|hugs\w*|selj\w*|bara|annars)\b"
)
_THIS = re.compile(
    r"\b(?:it|its|this|that|they|them|these|those|hun|hana|henni|hann|honum|thad|thvi|thetta|thessi|thessa|thessu|thessar\w*|thessum|thennan|"
    r"thaer|thau|their|tha|theim)\b"
)


def values(catalogue: Catalogue, folded: str, about: Iterable[Product]) -> tuple[Need, ...]:
    """The values of the products' own facets that a folded question asks for; none when it asks something else."""
    products = tuple(about)
    found = tuple(
        replace(need, wanted=True, said="")
        for need in needs_in(folded, catalogue, 0)
        if need.facet in catalogue.facets and any(need.facet in one.attributes for one in products)
    )
    if len({need.facet for need in found}) != 1:
        return ()
    kinds = {(need.facet, need.value) for need in found}
    titles = {key for one in products for text in one.title.values() for key in stems(text)}
    titles |= {key for one in products for some in one.keywords.values() for text in some for key in stems(text)}
    rest = [word for word in words(_THIS.sub(" ", _HAVING.sub(" ", folded))) if word not in empty()]
    said = {word for word in rest if any((n.facet, n.value) in kinds for n in needs_in(word, catalogue, 0))}
    return found if all(word in said or stem(word) in titles for word in rest) else ()


def lacking(catalogue: Catalogue, question: str, about: Sequence[Product]) -> tuple[Need, ...]:
    """The values asked for, in the buyer's own words, when it is known that none of the products has any of them (rule 2)."""
    products, needs = tuple(about), values(catalogue, fold(question), about)
    rows = np.array([catalogue.rows[one.id] for one in products], np.int64)
    found = [fit(catalogue, wish, rows) for need in needs for wish in wishes(catalogue, (need,))]
    if not found or any(meets.any() for meets, _ in found) or not all(known.any() for _, known in found):
        return ()
    return tuple(replace(need, said=_word(catalogue, question, need)) for need in needs)


def _word(catalogue: Catalogue, question: str, need: Need) -> str:
    """The word of the question that means the need; the question itself when no single word does."""
    for word in re.split(r"\W+", question):
        if any((one.facet, one.value) == (need.facet, need.value) for one in needs_in(word, catalogue, 0)):
            return word
    return question
