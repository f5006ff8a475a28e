"""Icelandic forms of a no to letters are heard by the rules alone, as the conversation uses them, however they are typed."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stop_forms_is import KEEP, STOP

from softsell.advise.catalogue import Catalogue
from softsell.advise.understand import understand

LONG = "Ég skoðaði úlpuna í gær. Þetta er góð úlpa. {} Vonandi fer vorið vel með ykkur."
QUOTED = "> Myndi svar hjálpa, eða uppástunga?\n> Svarið þessu bréfi.\n\n{}"
SPELLED = ("S T O P P", "h æ t t i ð", "Hæt tið", "sto pp", "af skrá", "HÆTTIÐIÐI ekki senda", "stoooopp", "hættiiiið")


@pytest.mark.parametrize("text", STOP)
def test_a_no_is_heard_in_every_form(shop: Catalogue, text: str) -> None:
    assert understand(text, "is", shop).stop


@pytest.mark.parametrize("text", STOP)
def test_a_no_is_heard_however_it_is_typed(shop: Catalogue, text: str) -> None:
    hidden = "\u200b".join(text)
    bare = text.translate(
        str.maketrans({"ð": "d", "þ": "th", "æ": "ae", "ö": "o", **dict(zip("áéíóúý", "aeiouy", strict=True))})
    )
    for form in (
        text.upper(),
        text.lower(),
        hidden,
        bare,
        escape(text),
        f"&nbsp;{text}&nbsp;",
        text.replace(" ", "  "),
    ):
        assert understand(form, "is", shop).stop, form


@pytest.mark.parametrize("text", STOP)
def test_a_no_is_heard_in_a_long_letter_and_under_a_quote(shop: Catalogue, text: str) -> None:
    ended = text if text[-1] in ".!?" else f"{text}."
    for framed in (LONG.format(ended), QUOTED.format(text)):
        assert understand(framed, "is", shop).stop


@pytest.mark.parametrize("text", SPELLED)
def test_a_no_is_heard_through_its_spelling(shop: Catalogue, text: str) -> None:
    assert understand(text, "is", shop).stop


@pytest.mark.parametrize("text", KEEP)
def test_what_only_sounds_like_a_no_is_none(shop: Catalogue, text: str) -> None:
    for form in (text, text.lower()):
        assert not understand(form, "is", shop).stop, form


@settings(max_examples=60, deadline=None)
@given(before=st.sampled_from(KEEP), no=st.sampled_from(STOP), after=st.sampled_from(KEEP))
def test_a_no_is_heard_between_other_sentences(shop: Catalogue, before: str, no: str, after: str) -> None:
    ended = no if no[-1] in ".!?" else f"{no}."
    assert understand(f"{before} {ended} {after}", "is", shop).stop


def test_the_lists_are_long_enough() -> None:
    assert len(set(STOP)) >= 150
    assert len(set(KEEP)) >= 80
    assert not set(STOP) & set(KEEP)
