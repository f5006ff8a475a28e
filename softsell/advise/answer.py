"""Which of the shop's own facts answers a question: typed facts first, then its help pages, else a person.

Rules
1. Every fact carries where it can be checked (`source`) and when it was true (`as_of`).
2. Where it is not sure (`weighing.enough`) nothing is answered: a person does. A question about an order or a fault is
   never answered from here.
"""

import re
from datetime import datetime

from msgspec import Struct

from softsell.advise.answering import retrieve, typed
from softsell.advise.answering.labels import narrowed
from softsell.advise.catalogue import Catalogue, say
from softsell.advise.knowledge import Delivery, Knowledge, Passage, current, decode, delivery, empty, fee, total
from softsell.values import Fact

_MARKUP = re.compile(r"\s+")


class Found(Struct, frozen=True):
    """The answer: a fact that can be said as it stands, how sure (0 to 1), and its topic."""

    fact: Fact
    score: float
    topic: str


def find(
    knowledge: Knowledge,
    catalogue: Catalogue,
    text: str,
    lang: str,
    *,
    product_ids: tuple[str, ...] = (),
    now: datetime | None = None,
) -> Found | None:
    """The fact that answers `text` in `lang`, or None: then a person answers.

    `product_ids` are what the talk is about, for questions that name no product ("is it waterproof?").
    `now`: prices and stock that do not hold at that time are not told (None asks no clock).
    """
    known = typed.find(knowledge, catalogue, text, lang, product_ids, now)
    if known is not None:
        fact, topic = known
        return None if fact is None else Found(fact=fact, score=1.0, topic=topic)
    told = retrieve.answer(knowledge if now is None else current(knowledge, now), text, lang)
    if told is None:
        last = typed.anywhere(narrowed(knowledge, map(catalogue.get, product_ids)), text, lang)
        return Found(fact=last, score=1.0, topic="delivery") if last else None
    passage, sure = told
    return Found(fact=_fact(passage, lang), score=round(sure, 3), topic=passage.topic)


def _fact(passage: Passage, lang: str) -> Fact:
    return Fact(
        text=_MARKUP.sub(" ", say(passage.text, lang)).strip(),
        source=passage.source or passage.url or passage.id,
        as_of=passage.as_of,
        title=say(passage.title, lang),
        url=passage.url,
        valid_until=passage.valid_until,
    )


__all__ = [
    "Delivery",
    "Found",
    "Knowledge",
    "Passage",
    "decode",
    "delivery",
    "empty",
    "fee",
    "find",
    "narrowed",
    "total",
]
