"""What of the shop's terms holds for certain products, by the label that each product carries.

Rules
1. A way of delivery or a term of return that names labels is for products with one of them ("": those without a label);
   one that names none is for all.
2. For several products together: the ways that each of them can go, and the terms of return when they are the same.
3. A product that the catalogue does not know carries no label that could be known: only what is for all holds for it.
4. Without a product in sight the shop's ordinary terms are meant: those of products without a label.
"""

from collections.abc import Iterable
from functools import lru_cache

from msgspec.structs import replace

from softsell.advise.catalogue import Product
from softsell.advise.knowledge import Knowledge, Return, shelves

Labels = frozenset[str | None]  # None: of a product that is not known


def labelled(knowledge: Knowledge) -> bool:
    """Whether the shop says different terms of different products."""
    return bool(knowledge.returns) or any(way.labels for way in knowledge.deliveries)


def narrowed(knowledge: Knowledge, products: Iterable[Product | None]) -> Knowledge:
    """The knowledge with the deliveries and returns that hold for these products; the same value where nothing is labelled."""
    if not labelled(knowledge):
        return knowledge
    about = tuple(products)
    if not about:
        return _of(knowledge, frozenset({""}), frozenset({""}))
    shipping = frozenset(one.shipping_label if one else None for one in about)
    returned = frozenset(one.return_policy_label if one else None for one in about)
    return _of(knowledge, shipping, returned)


@lru_cache(maxsize=64)
def _of(knowledge: Knowledge, shipping: Labels, returned: Labels) -> Knowledge:
    ways = tuple(way for way in knowledge.deliveries if not way.labels or shipping <= frozenset(way.labels))
    terms = [_term(knowledge, label) for label in returned]
    term = terms[0] if all(one == terms[0] for one in terms) else Return(labels=())
    return replace(
        knowledge, deliveries=ways, returns=(), return_days=term.days, return_payer=term.payer,
        return_url=term.url or knowledge.return_url, shelves=shelves(knowledge),
    )  # fmt: skip


def _term(knowledge: Knowledge, label: str | None) -> Return:
    """The term of return of a label without the label: what names it, else what is for all."""
    own = next((one for one in knowledge.returns if label in one.labels), None)
    if own is not None:
        return replace(own, labels=())
    if label is None and knowledge.returns:
        return Return(labels=())
    return Return(labels=(), days=knowledge.return_days, payer=knowledge.return_payer, url=knowledge.return_url)
