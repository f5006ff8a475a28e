"""What texts mean: a no is never missed, satisfied is never guessed, needs come with their values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stop_phrases import KEEP_EN, KEEP_IS, KEEP_MORE, STOP_EN, STOP_IS, STOP_MORE

from softsell.advise.catalogue import Catalogue
from softsell.advise.understand import understand


@pytest.mark.parametrize("text", [*STOP_EN, *STOP_IS, *STOP_MORE])
def test_a_no_is_heard(shop: Catalogue, text: str) -> None:
    for form in (text, text.upper(), f"Hi,\n\n{text}\n\nJ", f"{text}, thanks"):
        assert understand(form, "en", shop).stop, form


@pytest.mark.parametrize("text", [*KEEP_EN, *KEEP_IS, *KEEP_MORE])
def test_what_only_holds_the_word_is_no_no(shop: Catalogue, text: str) -> None:
    assert not understand(text, "is", shop).stop


def test_the_lists_are_long_enough() -> None:
    assert min(len(set(STOP_EN)), len(set(STOP_IS))) >= 60
    assert min(len(set(KEEP_EN)), len(set(KEEP_IS))) >= 40


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from([*STOP_EN, *KEEP_IS, "?", ",", "en", "20.000", "\n"])).map(" ".join),
    )
)
def test_understanding_never_raises_and_its_figures_are_in_bounds(shop: Catalogue, text: str) -> None:
    heard = understand(text, "is", shop, 3)
    assert heard.intents
    assert 0 <= heard.confidence <= 1
    assert all(need.turn == 3 and need.said for need in heard.needs)
    assert not (heard.stop and heard.satisfied)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("The shipping was too expensive", "cost_total"), ("Sendingarkostnaðurinn var of hár", "cost_total"),
        ("thad er of dyrt", "cost_total"),
        ("my card was declined", "payment_declined"), ("Kortinu var hafnað", "payment_declined"), ("gat ekki borgað",
        "payment_declined"),
        ("I did not want to create an account", "account_wall"), ("vildi ekki stofna aðgang", "account_wall"),
        ("gleymdi lykilorðinu", "account_wall"),
        ("it takes too long to arrive", "delivery_time"), ("Þetta tekur of langan tíma", "delivery_time"),
        ("kemur ekki fyrir jól", "delivery_time"),
        ("I wanted to pay with Klarna", "payment_methods"), ("vantar netgíró", "payment_methods"),
        ("not sure I trust this site", "trust"), ("ég treysti ekki síðunni", "trust"),
        ("worried about how to return it", "returns"), ("not sure about the size", "fit_or_choice"),
        ("veit ekki hvaða stærð ég á að taka", "fit_or_choice"),
        ("sold out in my size", "stock_variant"), ("uppselt í minni stærð", "stock_variant"), ("the page crashed",
        "technical"), ("síðan fraus", "technical"), ("sidan hrundi", "technical"),
        ("my discount code did not work", "coupon"), ("afsláttarkóðinn virkaði ekki", "coupon"),
        ("still comparing with other shops", "comparing"), ("er að bera saman verð", "comparing"),
        ("I need to ask my wife", "gift_or_approval"), ("þarf að spyrja konuna", "gift_or_approval"), ("just looking",
        "just_browsing"), ("bara að skoða", "just_browsing"),
        ("I worry about my personal data", "privacy"),
    ],
)  # fmt: skip
def test_what_was_in_the_way_is_told_apart(shop: Catalogue, text: str, trouble: str) -> None:
    heard = understand(text, "en", shop)
    assert heard.trouble == trouble
    assert "trouble" in heard.intents


@pytest.mark.parametrize(
    "text", ["It is not too expensive", "not too expensive, thanks", "Það er ekki of dýrt", "ekki dýrt"]
)
def test_a_negated_complaint_is_none(shop: Catalogue, text: str) -> None:
    assert understand(text, "en", shop).trouble is None


@pytest.mark.parametrize(
    "text",
    ["Perfect, thanks!", "That answers it", "I'll take it", "sounds good", "Frábært, takk", "þetta hentar mér vel",
    "ég tek hana", "Líst vel á", "þetta svarar spurningunni",
     "Where do I check out?", "I was worried about the price but that is perfect", "no more questions"],
)  # fmt: skip
def test_satisfied_is_heard_when_said_outright(shop: Catalogue, text: str) -> None:
    assert understand(text, "en", shop).satisfied


@pytest.mark.parametrize(
    "text",
    ["Thanks", "takk", "ok", "Perfect but is it waterproof?", "frábært en er hún hlý?", "Great. What about returns?",
    "That would be perfect if it were black", "not happy with that",
     "þetta svarar ekki spurningunni", "that does not answer my question", "sounds good but too expensive",
     "hljómar vel en of dýrt", "þetta er fínt en ég veit ekki með stærðina",
     "It is perfect. Is it in stock?", "perfect, stop writing to me", "frábært, ég þarf samt að hugsa málið"],
)  # fmt: skip
def test_satisfied_is_never_guessed(shop: Catalogue, text: str) -> None:
    assert not understand(text, "en", shop).satisfied


@pytest.mark.parametrize(
    ("text", "facet", "value", "wanted"),
    [
        ("something under 20.000 kr", "budget", "20000", True), ("undir 15 þús", "budget", "15000", True),
        ("max 20k please", "budget", "20000", True), ("ekki meira en 25.000 kr.", "budget", "25000", True),
        ("að hámarki 12 þúsund", "budget", "12000", True), ("no more than 18,000", "budget", "18000", True), ("a black one",
        "colour", "black", True), ("svarta húfu takk", "colour", "black", True),
        ("not black", "colour", "black", False), ("ekki svart", "colour", "black", False), ("í svörtum lit", "colour",
        "black", True), ("graa eda blaa", "colour", "grey", True), ("anything but blue", "colour", "blue", False),
        ("for hiking", "use", "hiking", True), ("fyrir göngur", "use", "hiking", True), ("ég fer í sund", "use", "swimming",
        True), ("it is a gift", "use", "gift", True), ("fyrir barn", "fit_for", "children", True),
        ("I live in Akureyri", "place", "600", True), ("sendið í 220 Hafnarfjörð", "place", "220", True), ("póstnúmer 105",
        "place", "105", True), ("101", "place", "101", True), ("less than 500 g", "weight", "<=500", True),
        ("mig vantar vettlinga", "category", "mittens", True), ("I want socks", "category", "socks", True),
        ("eitthvað mjög hlýtt", "warmth", "warm", True),
    ],
)  # fmt: skip
def test_needs_come_with_their_values(shop: Catalogue, text: str, facet: str, value: str, wanted: bool) -> None:
    assert (facet, value, wanted) in {
        (need.facet, need.value, need.wanted) for need in understand(text, "en", shop, 1).needs
    }


def test_days_and_grams_are_no_ceiling(shop: Catalogue) -> None:
    for text in ("under 3000 g", "undir 900 grömm", "less than 500 days", "under 20"):
        assert "budget" not in {need.facet for need in understand(text, "en", shop).needs}


def test_several_meanings_come_in_the_order_of_the_text(shop: Catalogue) -> None:
    heard = understand("The shipping is too expensive. Do you deliver to Akureyri? I want something blue.", "en", shop)
    assert heard.intents == ("trouble", "question", "need")
    assert heard.question == "Do you deliver to Akureyri?"
    assert heard.postcode == "600"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("cancel my order", "support"), ("Ég vil hætta við pöntunina", "support"), ("my parcel has not arrived", "support"),
    ("I already bought it elsewhere", "bought"), ("ég keypti hana annars staðar", "bought"),
     ("can I talk to a person", "person"), ("er þetta vélmenni?", "person"), ("hringið í mig", "person"), ("maybe later",
     "later"), ("kannski seinna", "later"), ("no thanks", "not_interested"), ("nei takk", "not_interested"),
     ("what do you recommend?", "recommend"), ("getið þið mælt með einhverju?", "recommend"), ("takk fyrir", "thanks"),
     ("Is it warm?", "question"), ("hvað kostar að senda", "question"), ("blah", "unclear")],
)  # fmt: skip
def test_intents_are_told_apart(shop: Catalogue, text: str, intent: str) -> None:
    assert intent in understand(text, "en", shop).intents


def test_the_language_is_heard_and_else_assumed(shop: Catalogue) -> None:
    assert understand("Hvað kostar þetta?", "en", shop).lang == "is"
    assert understand("What is the price of it?", "is", shop).lang == "en"
    assert understand("101", "is", shop).lang == "is"


def test_comparisons_are_handed_on(shop: Catalogue) -> None:
    assert understand("something cheaper", "en", shop).critiques == ("something cheaper",)
    assert understand("aðeins léttari", "is", shop).critiques
