"""The core counts on so many wordings of a meaning; the voice has them, and no sentence stands in two of them."""

import re
from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import combinations

import pytest

from softsell import load
from softsell.core.mending import LEADS, MOST_TOLD, OFTEN_TOLD
from softsell.values import (
    Count,
    Day,
    Fact,
    Item,
    Items,
    Link,
    Meaning,
    Moment,
    Money,
    Number,
    Slot,
    Suggestion,
    Suggestions,
    Text,
)  # fmt: skip
from softsell.voice.kinds import MEANINGS, OPTIONAL, WAYS
from softsell.voice.phrases import Voice, say, wordings

WHEN = datetime(2026, 6, 8, 12, tzinfo=UTC)
LANGS = ("en", "is")
LETTERS = {
    "subject-ask", "subject-follow-up", "ask-open", "ask-open-payment", "ask-open-technical", "ask-follow-up", "ask-trouble",
    "how-to-answer", "freedom-last", "sign",
}  # fmt: skip
TALK = set(WAYS) - LETTERS
LEFT_OUT = {kind for kind in MEANINGS if kind.startswith("ask-")} - LETTERS - {"ask-need"} | set(LEADS)
ITEM = Item("p", "Sokkar", 1, Money(2990, "ISK", "catalogue", WHEN))
SLOTS: dict[type[Slot], Slot] = {
    Count: Count(21, "day", "policy", WHEN),
    Number: Number(2, "", "rates", WHEN),
    Day: Day(date(2026, 6, 8), "policy", WHEN),
    Moment: Moment(WHEN, "policy", WHEN),
    Fact: Fact("Skilafrestur er 30 dagar.", "help", WHEN, "Vöruskil"),
    Link: Link("https://shop.example/c"),
    Items: Items((ITEM,)),
    Item: ITEM,
    Suggestions: Suggestions((Suggestion(ITEM),)),
}


@pytest.fixture(scope="module")
def voice() -> Voice:
    return load.voice()


def slot(name: str, type_: type[Slot], amount: int) -> Slot:
    """A value for a slot; a name is the slot's own in capitals, and no delivery costs `amount`."""
    if type_ is Text:
        return Text(name.upper())
    return (
        Money(amount if name == "delivery" else 12990, "ISK", "rates", WHEN, "tax+delivery")
        if type_ is Money
        else SLOTS[type_]
    )


def sentences(voice: Voice, kind: str, lang: str) -> list[set[str]]:
    """For each wording of a kind its sentences, with every amount of a delivery and with what may be left out."""
    found: list[set[str]] = []
    for nth in range(wordings(voice, kind, lang)):
        said = set[str]()
        for amount in (0, 990):
            slots = {name: slot(name, type_, amount) for name, type_ in MEANINGS[kind].items() if name != "text"}
            for given in (slots, {n: s for n, s in slots.items() if n not in OPTIONAL[kind]}):
                full = {**given, **({"text": Text("")} if "text" in MEANINGS[kind] else {})}
                words = say(voice, (Meaning(kind, full),), lang, wording=nth)[0].text
                parts = re.split(r"(?<=[.?:])\s+(?=[A-ZÁÐÉÍÓÚÝÞÆÖ])", words.replace("vsk. ", "vsk "))
                said |= {
                    part.casefold() for part in parts if part.upper().strip(". ") not in map(str.upper, MEANINGS[kind])
                }
        found.append(said)
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_there_are_as_many_wordings_as_the_core_counts_on(voice: Voice, lang: str) -> None:
    wanted = {kind: OFTEN_TOLD.get(kind, MOST_TOLD) for kind in LEFT_OUT | set(OFTEN_TOLD)}
    assert len(wanted) > 20 and set(OFTEN_TOLD) <= set(WAYS)
    assert {kind: wordings(voice, kind, lang) for kind, n in wanted.items() if wordings(voice, kind, lang) < n} == {}
    assert {kind for kind, n in wanted.items() if WAYS[kind] < n} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_stands_in_two_wordings_of_one_kind(voice: Voice, lang: str) -> None:
    for kind in TALK:
        for one, other in combinations(sentences(voice, kind, lang), 2):
            assert one and not one & other, (kind, one & other)


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_of_the_conversation_belongs_to_two_kinds(voice: Voice, lang: str) -> None:
    told = defaultdict(set)
    for kind in TALK:
        for said in sentences(voice, kind, lang):
            for sentence in said:
                told[sentence].add(kind)
    assert len(told) > 200
    assert {sentence: kinds for sentence, kinds in told.items() if len(kinds) > 1} == {}
