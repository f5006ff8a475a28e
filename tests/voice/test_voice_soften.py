"""The proposal presses nobody, is made once, keeps what is not its own, and changes nothing where nothing was found."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from voice_samples import rule_files

from softsell.rulebook import Rulebook, rulebook
from softsell.voice.lint import lint
from softsell.voice.rules import read
from softsell.voice.ruleset import compile_rules
from softsell.voice.soften import applied, edits, soften
from softsell.voice.wording import opened, sentence_case

SMALL = """
[classes]
numbers = ["one", "two", "three"]
joiners = ["and"]

[softer]
subject = "A question about your cart"
button = "See the cart"

[[rule]]
id = "urgency"
category = "C1"
severity = "block"
bound = "warn"
why = "It hurries."
source = "s"
suggestion = "The price holds until Sunday 8 June."
patterns = ["hurry (up|)", "last chance", "ends [tonight]"]
bad = ["Hurry."]
good = ["It keeps."]

[[rule]]
id = "scarcity"
category = "C3"
severity = "block"
why = "Few left."
source = "s"
suggestion = "Three are in stock now; more are due 12 June. If it sells out we can tell you."
patterns = ["only # left"]
bad = ["Only 2 left."]
good = ["Three are in stock."]

[[rule]]
id = "must"
category = "C7"
severity = "warn"
why = "It orders."
source = "s"
suggestion = "It might suit you."
patterns = ["you must"]
bad = ["You must see it."]
good = ["You may."]

[[rule]]
id = "known"
category = "C6"
severity = "note"
why = "Good to know."
source = "s"
suggestion = "See it."
patterns = ["click here"]
bad = ["Click here."]
good = ["See it."]

[[rule]]
id = "capitals"
category = "C10"
severity = "block"
why = "It shouts."
source = "s"
suggestion = "Small letters."
measure = "capitals"
fix = "sentence-case"
bad = ["BIG WOOL SALE"]
good = ["A sale"]

[[rule]]
id = "stacked"
category = "C10"
severity = "block"
why = "It shouts."
source = "s"
suggestion = "A full stop."
measure = "stacked"
fix = "full-stop"
bad = ["Wow!!"]
good = ["Well."]

[[rule]]
id = "alarm"
category = "C10"
severity = "block"
why = "It shouts."
source = "s"
suggestion = "New colours."
measure = "alarmed"
fix = "remove"
bad = ["🔥"]
good = ["New colours."]

[forms]
tonight = ["tonight", "tonights"]
"""
VOICE = Rulebook({"en": compile_rules(SMALL, "en")})
PRICE, STOCK = (
    "The price holds until {date}.",
    "{number} are in stock now; more are due {date}. If it sells out we can tell you.",
)
KINDS = ("letter", "subject", "body", "button")


def softer(text: str, kind: str = "letter", **more) -> str:
    return soften(VOICE, text, "en", kind=kind, **more)


def pressing(voice, text: str, lang: str, kind: str) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in lint(voice, text, lang, kind=kind) if f.severity != "note"]


# -- laws -----------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Hurry up!", "last chance", "Only 2 left", "It ends tonight.", "You must see it.", "It is WARM WOOL AND SOFT.", "!!",
        "???", "🔥", "Dear Anna,",
        "- Soft wool", "\n", "\n\n", "«", "»", '"', "The cart keeps.", "990 kr. a month", "8. juni", "{date}",
        "Click here.", ".", "\r\n", "PRICE", "İSTANBUL", "\u0301", "\ud800", "1) ", "The price holds until {date}.",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
)


@settings(max_examples=300)
@given(text=TEXTS, kind=st.sampled_from(KINDS))
@example(text='"Hurry up! Only 2 left." It is WOW!! 🔥', kind="body")
@example(text="Only 2\n\nleft", kind="letter")
@example(text="\rAAAAAAAAAa0AAAAAAA0AAAAAAA", kind="body")
def test_what_was_softened_presses_nobody_and_is_not_softened_again(text: str, kind: str) -> None:
    once = softer(text, kind)
    assert pressing(VOICE, once, "en", kind) == []
    assert softer(once, kind) == once
    if not pressing(VOICE, text, "en", kind):
        assert once == text


@settings(max_examples=200)
@given(text=TEXTS, kind=st.sampled_from(KINDS), data=st.data())
def test_claims_stay_as_they_are(text: str, kind: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = edits(VOICE, text, "en", kind=kind, claims=((start, end),))
    assert all(b <= start or end <= a for a, b, _ in made if start < end)
    assert list(made) == sorted(made) and text[start:end] in applied(text, made)


@pytest.mark.parametrize("lang", ["en", "is"])
def test_no_bad_example_that_ships_presses_when_it_was_softened(lang: str) -> None:
    voice, left = rulebook(), []
    for rule in read(rule_files(lang), lang).rule:
        kind = rule.kinds[0] if rule.kinds else "body"
        for bad in rule.bad:
            once = soften(voice, bad, lang, kind=kind)
            left += [(rule.id, bad, once, found) for found in pressing(voice, once, lang, kind)]
            assert soften(voice, once, lang, kind=kind) == once
    assert left == []


# -- what stays -----------------------------------------------------------------------------------------------------------


def test_a_greeting_the_lines_and_the_paragraphs_stay() -> None:
    letter = (
        "Hi Anna,\nHurry up!\n\nWe knit in Vik. You must see it.\n\n- Soft wool\n- Only 2 left\n\nWarm wishes,\nAnna\n"
    )
    assert softer(letter) == (
        f"Hi Anna,\n{PRICE}\n\nWe knit in Vik. It might suit you.\n\n- Soft wool\n- {STOCK}\n\nWarm wishes,\nAnna\n"
    )


def test_blanks_stay_and_what_had_no_end_mark_gets_none() -> None:
    assert softer("  Hurry up  \n") == f"  {PRICE[:-1]}  \n"
    assert softer("Calm.  Hurry up!\t Calm.") == f"Calm.  {PRICE}\t Calm."


def test_a_wording_is_proposed_once_and_what_is_left_out_leaves_no_hole() -> None:
    assert softer("Hurry up! It is warm. Hurry!") == f"{PRICE} It is warm."
    assert softer(f"{PRICE} Hurry! It is warm.") == f"{PRICE} It is warm."
    assert softer(f"{PRICE}\n\nHurry!\n\nIt is warm.") == f"{PRICE}\n\nIt is warm."
    assert softer(f"{PRICE} Calm. Hurry!\n\nIt is warm.") == f"{PRICE} Calm.\n\nIt is warm."


def test_a_quotation_goes_with_its_sentence_or_stays() -> None:
    assert softer('Anna said: "Hurry! It is warm." We agree.') == f"{PRICE} We agree."
    assert softer("«Calm. It is WARM WOOL AND SOFT.» Hurry up!") == PRICE


def test_a_point_that_ends_no_sentence_is_none() -> None:
    assert softer("It is 990 kr. and warm. Hurry!") == f"It is 990 kr. and warm. {PRICE}"
    assert softer("On the 8. of June. Hurry!") == f"On the 8. of June. {PRICE}"


def test_a_sentence_with_a_claim_is_mended_beside_it_only() -> None:
    text = "Only 2 left!! Hurry up!"
    at = text.index("2")
    assert softer(text, claims=((at, at + 1),)) == f"Only 2 left. {PRICE}"
    assert softer("Only 2 left.", claims=((5, 6),)) == "Only 2 left."


def test_capitals_marks_and_pictures_are_mended_where_they_stand() -> None:
    assert softer("OUR BIG WINTER SALE ON A USB LAMP") == "Our big winter sale on a USB lamp"
    assert softer("It has WARM WOOL sleeves.") == "It has warm wool sleeves."
    assert softer("Is it warm?!! It is!!") == "Is it warm? It is."
    assert softer("🔥 new colours 🔥 are here 🔥") == "New colours are here"


def test_a_subject_and_a_button_get_the_words_of_their_kind() -> None:
    assert softer("Hurry up!", "subject") == "A question about your cart"
    assert softer(" Only 2 left! ", "button") == "See the cart"
    assert softer(" See it ", "button") == " See it "


def test_a_note_is_not_answered() -> None:
    assert softer("Click here.") == "Click here."


def test_what_the_lint_does_not_see_is_not_softened() -> None:
    def seen(text: str, claims):
        found = re.compile(r"<[^>]*>")
        return found.sub(lambda m: " " * len(m[0]), text), tuple(m.span() for m in found.finditer(text))

    assert softer("<hurry up> Calm.", seen=seen) == "<hurry up> Calm."
    assert softer("<if x>Hurry up!<end> Calm.", seen=seen, claims=((0, 6), (15, 20))) == f"<if x>{PRICE}<end> Calm."


# -- figures --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wording", "said", "open_"),
    [
        ("Holds until Sunday 8 June.", "", "Holds until {date}."), ("Til sunnudagsins 8. júní.", "", "Til {date}."),
        ("It costs ISK 12,990 with tax.", "", "It costs {price} with tax."), ("12.990 kr. með vsk.", "", "{price} með vsk."),
        ("It costs 990 kr.", "", "It costs {price}."), ("It weighs 240 g.", "", "It weighs {number} g."),
        ("It weighs 240 g.", "Only 240 g!", "It weighs 240 g."),
        ("Three are here until {day}.", "", "{number} are here until {day}."),
        ("One of them.", "", "One of them."), ("4.6 from 212 reviews", "212", "{number} from 212 reviews"),
    ],
)  # fmt: skip
def test_figures_that_nobody_gave_become_slots(wording: str, said: str, open_: str) -> None:
    assert opened(wording, said, frozenset({"one", "three"})) == open_


def test_capitals_become_what_is_usual() -> None:
    assert sentence_case("WHAT A DEAL. I WANT AN USB LAMP") == "What a deal. I want an USB lamp"
    assert sentence_case("WARM and SOFT wool", begins=False) == "warm and soft wool"
    assert sentence_case("F R E E SOCKS") == "Free socks"


def test_time_grows_no_faster_than_the_text() -> None:
    from time import process_time

    def seconds(times: int) -> float:
        begun = process_time()
        softer("Hurry up! It is warm!! Only 2 left. " * times)
        return process_time() - begun

    seconds(50)
    assert seconds(1000) < 40 * seconds(100) + 0.2
