"""Which of the things just shown a text means, in both languages."""

from datetime import UTC, datetime

import pytest
from core_shops import shop

from softsell.core.pointing import approves, picks_up, pointed
from softsell.core.shopper import Conversation
from softsell.values import Choice

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def talk(*products: str) -> Conversation:
    choices = (*(Choice(f"suits:{p}") for p in products), Choice("none"), Choice("person"))
    return Conversation(id="c", state="suggested", opened_at=NOW, moved_at=NOW, question="fits", choices=choices)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the first one suits me", 0), ("I will take the second", 1), ("the last one, please", 2), ("Ég tek fyrstu", 0),
        ("já, þessi seinni hentar mér", 1), ("thessi thridja er fin", 2), ("sú síðasta", 2), ("number 2", 1),
    ],
)  # fmt: skip
def test_a_thing_is_meant_by_its_place(text: str, place: int) -> None:
    ids = tuple(p.id for p in shop().catalogue.products[:3])
    assert pointed(shop(), talk(*ids), text) == ids[place]


def test_the_only_thing_shown_is_meant_and_of_several_none_without_a_word_of_its_own() -> None:
    ids = tuple(p.id for p in shop().catalogue.products[:3])
    assert pointed(shop(), talk(ids[0]), "yes, lovely") == ids[0]
    assert pointed(shop(), talk(*ids), "yes, lovely") == ""


@pytest.mark.parametrize("text", ["yes", "Já takk", "that suits me", "þessi hentar", "I'll take it", "flott"])
def test_approval_is_heard(text: str) -> None:
    assert approves(text)


@pytest.mark.parametrize(
    "text", ["no", "not really", "ekki alveg", "good, but too dear", "is it good?", "hentar ekki", "hm"]
)
def test_what_is_no_plain_approval_is_none(text: str) -> None:
    assert not approves(text)


@pytest.mark.parametrize("text", ["I will pick it up", "pickup", "Ég sæki", "sótt", "I can collect it"])
def test_coming_for_it_is_heard(text: str) -> None:
    assert picks_up(text)
    assert not picks_up("send it to 101")
