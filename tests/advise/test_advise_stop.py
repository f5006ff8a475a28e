"""A no to letters is heard by the rules alone, as the conversation uses them, in either language and however it is typed."""

import re
from html import escape
from pathlib import Path

import pytest
import stop_forms_en
import stop_forms_is
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell import load
from softsell.advise.catalogue import Catalogue
from softsell.advise.reading.refusing import says_stop
from softsell.advise.understand import understand

FORMS = {"en": stop_forms_en, "is": stop_forms_is}
STOP = [(lang, text) for lang, forms in FORMS.items() for text in forms.STOP]
KEEP = [(lang, text) for lang, forms in FORMS.items() for text in forms.KEEP]
LONG = {
    "en": "I looked at the coat last night. It is a good coat. {} I hope the spring is kind to you.",
    "is": "Ég skoðaði úlpuna í gær. Þetta er góð úlpa. {} Vonandi fer vorið vel með ykkur.",
}
QUOTED = {
    "en": "> Would an answer help, or a suggestion?\n> Reply to this letter.\n\n{}",
    "is": "> Myndi svar hjálpa, eða uppástunga?\n> Svarið þessu bréfi.\n\n{}",
}
SPELLED = (
    "S T O P", "s.t.o.p", "S-T-O-P please", "sto p", "Un sub scribe", "STOOOOP", "stoooppp!!", "u n s u b s c r i b e",
    "S T O P P", "h æ t t i ð", "Hæt tið", "sto pp", "af skrá", "HÆTTIÐIÐI ekki senda", "stoooopp", "hættiiiið",
)  # fmt: skip
BARE = str.maketrans({"ð": "d", "þ": "th", "æ": "ae", "ö": "o", **dict(zip("áéíóúý", "aeiouy", strict=True))})


@pytest.mark.parametrize(("lang", "text"), STOP)
def test_a_no_is_heard_in_every_form(shop: Catalogue, lang: str, text: str) -> None:
    assert understand(text, lang, shop).stop


@pytest.mark.parametrize(("lang", "text"), STOP)
def test_a_no_is_heard_however_it_is_typed(shop: Catalogue, lang: str, text: str) -> None:
    hidden, bare = "\u200b".join(text), text.translate(BARE)
    wide = text.replace(" ", "  ")
    for form in (text.upper(), text.lower(), hidden, bare, escape(text), f"&nbsp;{text}&nbsp;", wide):
        assert understand(form, lang, shop).stop, form


@pytest.mark.parametrize(("lang", "text"), STOP)
def test_a_no_is_heard_in_a_long_letter_and_under_a_quote(shop: Catalogue, lang: str, text: str) -> None:
    ended = text if text[-1] in ".!?" else f"{text}."
    for framed in (LONG[lang].format(ended), QUOTED[lang].format(text)):
        assert understand(framed, lang, shop).stop


@pytest.mark.parametrize("text", SPELLED)
def test_a_no_is_heard_through_its_spelling(shop: Catalogue, text: str) -> None:
    assert understand(text, "en", shop).stop


@pytest.mark.parametrize(("lang", "text"), KEEP)
def test_what_only_sounds_like_a_no_is_none(shop: Catalogue, lang: str, text: str) -> None:
    for form in (text, text.lower()):
        assert not understand(form, lang, shop).stop, form


@settings(max_examples=60, deadline=None)
@given(before=st.sampled_from(KEEP), no=st.sampled_from(STOP), after=st.sampled_from(KEEP))
def test_a_no_is_heard_between_other_sentences(
    shop: Catalogue, before: tuple[str, str], no: tuple[str, str], after: tuple[str, str]
) -> None:
    first, middle, last = (text if text[-1] in ".!?" else f"{text}." for _, text in (before, no, after))
    assert understand(f"{first} {middle} {last}", no[0], shop).stop


@pytest.mark.parametrize("lang", FORMS)
def test_the_lists_are_long_enough(lang: str) -> None:
    stop, keep = set(FORMS[lang].STOP), set(FORMS[lang].KEEP)
    assert len(stop) >= 150 and len(keep) >= 80 and not stop & keep


QUICK = (
    "none of these", "None of them, sorry", "no thanks, none of these", "neither", "nothing here suits", "nothing else, thanks",
    "no more questions", "that was all", "I was only looking", "not now", "never mind", "doesn't matter", "no preference",
    "the last one", "cheaper", "I don't want any of these", "not quite", "It does not matter", "Nothing, I was only looking",
    "ekkert af þessu", "engin af þessum", "hvorugt", "ekki fleiri spurningar", "skiptir ekki máli", "ekki alveg", "ekki núna",
    "Ekkert, ég var bara að skoða", "ég var bara að skoða", "sú síðasta", "eitthvað ódýrara", "þetta var allt",
)  # fmt: skip


@pytest.mark.parametrize("text", QUICK)
def test_a_quick_answer_to_a_question_is_no_stop(text: str) -> None:
    assert not says_stop(text)


@pytest.mark.parametrize("lang", FORMS)
def test_of_the_answers_that_we_offer_only_the_stop_is_one(lang: str) -> None:
    labels = Path(load.__file__).parent / "voice" / lang / "labels.ftl"
    offered = dict(re.findall(r"^choice-(\S+) = (.+)$", labels.read_text(encoding="utf-8"), re.M))
    assert len(offered) > 25 and [id for id, words in offered.items() if says_stop(words)] == ["stop"]
