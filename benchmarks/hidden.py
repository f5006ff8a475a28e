"""Buyers with hidden needs for `bench_buyers`: drawn by a seed, they answer truthfully and know what they would accept.

Rules
1. A buyer has a product in stock in mind without knowing it: its kind, the quick answers that it meets in one to four facets,
   and a ceiling at or above its price. Whatever meets all of that, is in stock and is not dearer, is accepted.
2. Whether a product meets a need is read off the product itself, never off the index that softsell asks.
"""

import random
from collections.abc import Callable

from msgspec import Struct

from softsell.advise.catalogue import Catalogue, Facet, FacetChoice, Product, choices_of, say
from softsell.advise.needs import Need, Question
from softsell.advise.understand import understand
from softsell.values import EXPONENT

DONT_KNOW = 0.1  # of the answers
REACH = (1.0, 1.1, 1.25, 1.5)  # the ceiling over the price of what is in mind
WORDS = {
    "en": ("I am looking for {}", " ({})", " for under {} {}"),
    "is": ("Ég er að leita að þessu: {}", " ({})", " fyrir undir {} {}"),
}


class Buyer(Struct, frozen=True):
    """What one buyer wants (rule 1), and how they begin: with a product in the cart, with words, or with the kind alone."""

    n: int
    category: str
    wants: dict[str, str]
    ceiling: int
    lang: str
    cart: tuple[str, ...] = ()
    words: str = ""
    told: tuple[Need, ...] = ()  # said at the very beginning, as a choice on the page would say it


def buyers(catalogue: Catalogue, n: int, seed: int, langs: tuple[str, ...], *, asked_only: bool = True) -> list[Buyer]:
    """`n` buyers. `asked_only`: what matters to them is something that this catalogue has a question for."""
    dice, found = random.Random(seed), []
    stocked = [one for one in catalogue.products if one.stock is None or one.stock > 0]
    while len(found) < n:
        product = dice.choice(stocked)
        facets = [
            facet
            for facet in catalogue.facets.values()
            if (facet.question or not asked_only) and facet.id not in ("budget", "price")
            and (not facet.categories or product.category in facet.categories) and _met(facet, product)
        ]  # fmt: skip
        if facets:
            some = dice.sample(facets, min(dice.randint(1, 4), len(facets)))
            wants = {facet.id: dice.choice(_met(facet, product)) for facet in some}
            found.append(_begun(catalogue, dice, product, wants, len(found), langs))
    return found


def _begun(
    catalogue: Catalogue, dice: random.Random, product: Product, wants: dict[str, str], n: int, langs: tuple[str, ...]
) -> Buyer:
    ceiling, lang = int(product.price * dice.choice(REACH)), dice.choice(langs)
    one = Buyer(n=n, category=product.category, wants=wants, ceiling=ceiling, lang=lang)
    others = [p.id for p in catalogue.products if p.category == product.category and not accepts(catalogue, one, p)]
    kind, tells = dice.choices(("cart", "words", "kind"), (45, 40, 15))[0], dice.random() < 0.5
    budget = (Need("budget", str(ceiling), 1, str(ceiling)),) if tells else ()
    if kind == "cart" and others:
        return Buyer(n, product.category, wants, ceiling, lang, cart=(dice.choice(others),), told=budget)
    if kind == "words":
        words = _words(catalogue, dice, product, wants, lang, ceiling if tells else 0)
        return Buyer(n, product.category, wants, ceiling, lang, words=words)
    return Buyer(n, product.category, wants, ceiling, lang, told=budget)


def _words(
    catalogue: Catalogue, dice: random.Random, product: Product, wants: dict[str, str], lang: str, ceiling: int
) -> str:
    """The kind, for two in three one thing that matters, and the ceiling if it is told."""
    first, more, _ = WORDS[lang]
    text = first.format(say(catalogue.categories[product.category].label, lang).lower())
    traits = []
    for name in wants:
        facet, value = catalogue.facets[name], product.attributes[name]
        held = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        accepted = {v for c in choices_of(facet) if c.id == wants[name] for v in c.values}
        traits += [say(facet.values[v], lang).lower() for v in held if v in accepted and v in facet.values][:1]
    if traits and dice.random() < 2 / 3:
        text += more.format(dice.choice(traits))
    return text + (most_words(product.currency, ceiling, lang) if ceiling else "") + "."


def most_words(currency: str, ceiling: int, lang: str) -> str:
    """The ceiling in words; to the cent, so that what is understood is what is meant."""
    digits = EXPONENT.get(currency, 2)
    return WORDS[lang][2].format(f"{ceiling / 10**digits:.{digits}f}", currency)


def kind_words(catalogue: Catalogue, buyer: Buyer) -> str:
    """The kind in words, when the shop asks what it should be."""
    return WORDS[buyer.lang][0].format(say(catalogue.categories[buyer.category].label, buyer.lang).lower()) + "."


def _met(facet: Facet, product: Product) -> list[str]:
    return [choice.id for choice in choices_of(facet) if meets(facet, choice, product)]


def meets(facet: Facet, choice: FacetChoice, product: Product) -> bool:
    """Whether a product is known to answer to a quick answer, by its own attribute (rule 2)."""
    match product.attributes.get(facet.id):
        case None:
            return False
        case bool() as flag:
            return ("yes" if flag else "no") in choice.values
        case str() as value:
            return value in choice.values
        case tuple() as values:
            return any(value in choice.values for value in values)
        case number:
            low = choice.min is None or number >= choice.min
            return low and (choice.max is None or number < choice.max)


def accepts(catalogue: Catalogue, buyer: Buyer, product: Product) -> bool:
    """Whether this buyer would be content with a product (rule 1)."""
    if product.category != buyer.category or product.price > buyer.ceiling or product.stock == 0:
        return False
    return all(
        any(choice.id == want and meets(facet, choice, product) for choice in choices_of(facet))
        for facet, want in ((catalogue.facets[name], want) for name, want in buyer.wants.items())
    )


def heard(catalogue: Catalogue, buyer: Buyer) -> tuple[Need, ...]:
    """What is known before the first question: what the words were understood as, and what was told."""
    if not buyer.words:
        return buyer.told
    return understand(buyer.words, buyer.lang, catalogue, 1).needs


def reply(buyer: Buyer, facet: str, offered: tuple[str, ...], dice: random.Random, wrong: float) -> str:
    """The choice given: the truth, for one in ten "don't know", "don't mind" where it does not matter, or a wrong one."""
    luck, slip = dice.random(), dice.random()
    truth = buyer.category if facet == "category" else buyer.wants.get(facet, "dont_mind")
    if facet != "category" and luck < DONT_KNOW:
        return "dont_know"
    others = [one for one in offered if one != truth]
    if slip < wrong and others:
        return dice.choice(others)
    return truth if truth in offered or truth == "dont_mind" else "dont_know"


Picker = Callable[[Catalogue, Question, random.Random], str]


def fixed(catalogue: Catalogue, question: Question, dice: random.Random) -> str:
    """The facets in the order in which the catalogue has them, the kind first."""
    left = {question.facet, *(name for name, _ in question.alternatives)}
    return next(name for name in ("category", *catalogue.facets) if name in left)


def chance(catalogue: Catalogue, question: Question, dice: random.Random) -> str:
    """Any that could be asked."""
    return dice.choice([question.facet, *(name for name, _ in question.alternatives)])


def entropy(catalogue: Catalogue, question: Question, dice: random.Random) -> str:
    """The one that tells most bits."""
    return max([(question.gain, question.facet), *((bits, name) for name, bits in question.alternatives)])[1]


def own(catalogue: Catalogue, question: Question, dice: random.Random) -> str:
    """The one that softsell asks."""
    return question.facet


ASKERS: dict[str, Picker] = {"softsell": own, "entropy": entropy, "fixed_order": fixed, "random_order": chance}
