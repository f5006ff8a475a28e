"""A no to letters that the rules miss and the model hears: no letter follows it, and a person reads it."""

import core_shops
import pytest
from core_tale import answer, ask_written, kinds, say, talk, wanted, with_cart
from msgspec.structs import replace

from softsell import listening
from softsell.core.check import check
from softsell.core.hearing import hear_text
from softsell.core.step import due

# Heard by the model alone. Which texts these are may change with rules and model: others of that kind then take their place.
PERHAPS = ("Please consider this matter between us closed.", "Þið megið alveg sleppa þessu framvegis")


def modelled():
    return with_cart(replace(core_shops.shop(), model=listening.model()))


@pytest.mark.parametrize("text", PERHAPS)
def test_after_a_letter_that_may_be_a_no_nothing_is_sent_and_a_person_reads_it(text: str) -> None:
    p = modelled()
    ask_written(p)
    said = len(p.says)
    say(p, text, channel="mail")
    assert len(p.says) == said and wanted(p) == ["perhaps_stop"] and talk(p).state == "handed_over"
    assert due(p.shop, p.shopper) is not None and check(p.shop, p.log) == ()


@pytest.mark.parametrize("text", PERHAPS)
def test_on_the_page_it_is_said_that_a_person_comes(text: str) -> None:
    p = modelled()
    answer(p, "recommend")
    say(p, text)
    assert kinds(p) == ["handing-over"] and wanted(p) == ["perhaps_stop"] and check(p.shop, p.log) == ()


@pytest.mark.parametrize("text", PERHAPS)
def test_without_a_model_the_rules_speak_alone(text: str) -> None:
    p = with_cart()
    answer(p, "recommend")
    say(p, text)
    assert wanted(p) != ["perhaps_stop"]


def test_a_no_of_the_rules_is_a_no_and_not_a_doubt() -> None:
    p = modelled()
    say(p, "Please stop writing to me", channel="mail")
    assert talk(p).state == "stopped" and wanted(p) == []


def test_ordinary_words_raise_no_doubt() -> None:
    p = modelled()
    answer(p, "recommend")
    for text in (
        "It is for my mother, who is always cold",
        "Hvað kostar sendingin?",
        "can you stop by the shop",
        "nei takk, ekki núna",
    ):
        assert hear_text(p.shop, p.shopper, talk(p), _said(p, text)).first != "doubt", text


def _said(p, text: str):
    from softsell.core import events as ev

    return ev.Said(id="s", at=p.now, text=text)
