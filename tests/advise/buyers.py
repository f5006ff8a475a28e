"""Buyers with hidden needs, drawn by a seed from a catalogue; they answer truthfully and know what they would accept."""

import random

import numpy as np
from msgspec import Struct

from softsell.advise.catalogue import Catalogue, choices_of
from softsell.advise.needs import Need, Question, next_question
from softsell.advise.offer import offer
from softsell.advise.wishes import FREE, fit, wishes


class Buyer(Struct, frozen=True):
    """What one buyer wants: a kind of product, a choice for some facets, and a ceiling; nobody else knows it."""

    category: str
    wants: dict[str, str]
    ceiling: int
    start: tuple[str, ...]


def buyers(catalogue: Catalogue, n: int, seed: int) -> list[Buyer]:
    """`n` buyers. Each has a product in mind without knowing it: three facets of it matter, and its price is within reach."""
    dice = random.Random(seed)
    found = []
    while len(found) < n:
        product = dice.choice(catalogue.products)
        row = catalogue.rows[product.id]
        if not catalogue.stocked[row]:
            continue
        asked = [
            f
            for f in catalogue.facets.values()
            if f.question and f.id in product.attributes and catalogue.columns[f.id].applies[row]
        ]
        wants = {}
        for facet in dice.sample(asked, min(3, len(asked))):
            accepted = [one.id for one in choices_of(facet) if catalogue.columns[facet.id].choices[one.id][row]]
            if accepted:
                wants[facet.id] = dice.choice(accepted)
        others = [p.id for p in catalogue.products if p.category == product.category and p.id != product.id]
        start = (dice.choice(others),) if others and dice.random() < 0.5 else ()
        found.append(Buyer(product.category, wants, int(product.price * dice.choice((1.0, 1.2, 1.5))), start))
    return found


def accepts(catalogue: Catalogue, buyer: Buyer) -> np.ndarray:
    """Which products this buyer would be content with: the kind, the price, and every trait that the catalogue knows."""
    needs = (
        Need("category", buyer.category),
        Need("budget", str(buyer.ceiling)),
        *(Need(f, v) for f, v in buyer.wants.items()),
    )
    good = catalogue.stocked.copy()
    for wish in wishes(catalogue, needs):
        meets, known = fit(catalogue, wish)
        good &= meets & known
    return good


def answer(buyer: Buyer, question: Question, turn: int) -> Need:
    """The truthful answer: the choice wanted, or "don't mind"."""
    if question.facet == "category":
        return Need("category", buyer.category, turn)
    return Need(question.facet, buyer.wants.get(question.facet, FREE[0]), turn)


def talk(catalogue: Catalogue, buyer: Buyer, *, dice: random.Random | None = None) -> tuple[bool, int]:
    """One conversation: whether something acceptable was shown, and the questions it took. `dice`: ask in random order."""
    needs: tuple[Need, ...] = (Need("budget", str(buyer.ceiling), 0),)
    asked: tuple[str, ...] = ()
    while len(asked) < 3:
        question = next_question(catalogue, needs, asked=asked, cart=buyer.start)
        if question is None:
            break
        if dice is not None:
            names = [question.facet, *(name for name, _ in question.alternatives)]
            question = Question(id="", facet=dice.choice(names), text={}, choices=(), gain=0.0, cost=0.0)
        asked = (*asked, question.facet)
        needs = (*needs, answer(buyer, question, len(asked)))
    shown = offer(catalogue, needs, lang="en", cart=buyer.start).suggestions
    good = accepts(catalogue, buyer)
    return any(good[catalogue.rows[one.item.product_id]] for one in shown), len(asked)
