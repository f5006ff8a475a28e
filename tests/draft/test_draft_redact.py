"""What names a person never leaves: planted identifiers are looked for in the very octets that reached the server."""

import json
import re

import pytest
from draft_world import LEAVES, asked
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from softsell.draft.redact import fold, redact

OFTEN = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
SENTENCES = (
    "i would like something warm for paddling {} on the fjord",
    "could it be that {} was looking for the blue thing of last winter",
    "mig vantar eitthvað {} fyrir róður á firðinum í vetur",
    "hæ, {} er að leita að einhverju hlýju fyrir ömmu",
    "flurgh {} blimp zork",
)
_LETTERS = "abcdefghijklmnoprstuvyáéíóúýþæöð"
words = st.text(_LETTERS, min_size=6, max_size=12)
names = words.map(str.capitalize)
digits = st.text("0123456789", min_size=3, max_size=10)
identifiers = st.one_of(
    names,
    st.builds("{} {}".format, names, names),
    st.builds("{}@{}.is".format, words, words),
    st.builds("{} @ {}.com".format, words, words),
    st.builds("{} [at] {} [dot] is".format, words, words),
    st.builds("{} at {} dot com".format, words, words),
    st.builds("+354 {}-{}".format, digits, digits),
    st.builds("({}) {}".format, digits, digits),
    st.builds("{}-{}".format, st.text("0123456789", min_size=6, max_size=6), st.text("0123456789", min_size=4, max_size=4)),
    st.builds("AB{}-{}".format, digits, words),
    st.builds("https://{}.is/p/{}".format, words, words),
    st.builds("www.{}.is".format, words),
    st.builds("{}.is/{}".format, words, words),
    st.builds("{}vegi {}".format, words, digits),
    st.builds("{} street {}".format, words, digits),
    st.builds("my name is {}".format, words),
    st.builds("ég heiti {}".format, words),
    st.builds("order number {}".format, words),
    st.builds("pöntunarnúmer {}".format, words),
    st.builds("４２{}".format, digits),
)  # fmt: skip
_LEADS = re.compile(
    r"my name is|ég heiti|order number|pöntunarnúmer|street|vegi|\b(?:at|dot|com|is|https?|www|p)\b|[^\w]"
)


def parts(planted: str) -> list[str]:
    """What of an identifier would give somebody away: its words and numbers of three letters or more."""
    return [one for one in re.findall(r"[\w]+", _LEADS.sub(" ", planted)) if len(one) > 2]


@OFTEN
@given(st.sampled_from(SENTENCES), identifiers, st.booleans())
def test_no_planted_identifier_reaches_the_endpoint(sentence: str, planted: str, ends: bool) -> None:
    text = sentence.format(planted) if not ends else f"{sentence.format('')}. {planted}"
    baseline = LEAVES.lower() + sentence
    assume(all(part.lower() not in baseline for part in parts(planted)))
    for body in asked(text):
        sent = body.decode().lower()
        unescaped = (
            json.dumps(json.loads(body), ensure_ascii=False).lower() + json.loads(body)["messages"][-1]["content"]
        )
        for part in parts(planted):
            assert part.lower() not in sent + unescaped.lower(), (text, part)


@OFTEN
@given(st.sampled_from(SENTENCES), names, names, words, st.sampled_from((str.lower, str.upper, str.title)))
def test_nothing_that_the_shop_knows_of_the_buyer_leaves_however_it_is_written(
    sentence, first, last, local, form
) -> None:  # type: ignore[no-untyped-def]
    mine = (f"{first} {last}", f"{local}@{last.lower()}.is", "605", "u123abc")
    for one in (first, last, local, "605", "u123abc"):
        assume(fold(one)[:-1] not in fold(sentence))
        said = redact(sentence.format(form(one)), mine)
        assert one.lower() not in said.lower()


@OFTEN
@given(st.text(max_size=400))
def test_what_leaves_never_holds_a_figure_a_sign_of_mail_or_an_unknown_capital(text: str) -> None:
    said = redact(text)
    assert not any(c.isnumeric() or c in "@/\\" for c in said)
    assert "://" not in said and len(said) <= 1000
    assert redact(said) in ("", said), "what may leave may leave"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("hi, anna here and i need a thing for the boat", "anna"),
        ("hæ, önnu vantar eitthvað fyrir bátinn", "önnu"),
        ("i need a thing for the boat\nRegards,\nzebediah", "zebediah"),
        ("mig vantar eitthvað fyrir bátinn. Kveðja, sólveig", "sólveig"),
        ("mig vantar eitthvað, ég bý á hrauntungu í kópavogi", "hrauntungu"),
        ("something for the boat of Þorgerður please, and a rope", "Þorgerður"),
        ("something for the boat of J.R. Tolkien please, and a rope", "Tolkien"),
    ],
)
def test_the_usual_ways_to_name_oneself_are_known(text: str, gone: str) -> None:
    said = redact(text)
    assert said and gone not in said


def test_ordinary_words_stay_so_that_a_model_can_be_of_use() -> None:
    assert redact("I need something for paddling on the fjord, not too stiff.") == (
        "I need something for paddling on the fjord, not too stiff."
    )
    assert redact("Mig vantar eitthvað fyrir róður á firðinum.") == "Mig vantar eitthvað fyrir róður á firðinum."
    assert (
        redact("I like the Alda but stiffer", ordinary=frozenset(("alda",))) == "I like the […] but stiffer"
    )  # a name too


def test_a_text_of_which_little_is_left_is_not_sent() -> None:
    assert redact("Jón Jónsson 120174-3399") == ""
    assert redact("") == ""
