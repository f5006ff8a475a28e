"""Free text read right: needs with their values, spans that hold what they mean, irony, denial, and what is not for a shop."""

from itertools import pairwise

import msgspec
import pytest
from bikes import bikes
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import BIKES, SAMPLE
from stop_phrases import KEEP_EN, KEEP_IS, STOP_EN, STOP_IS

from softsell import listening
from softsell.advise import understand
from softsell.advise.catalogue import Catalogue, empty
from softsell.advise.critique import critique
from softsell.advise.reading import book
from softsell.advise.text import fold, language, pattern, where
from softsell.advise.understand import Understood

INTENTS = {
    "trouble", "question", "recommend", "need", "satisfied", "not_interested", "later", "stop", "bought", "person", "thanks",
    "support", "unclear",
}  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [*STOP_EN, *STOP_IS, *KEEP_EN, *KEEP_IS, *(text for text, _ in SAMPLE), "😀", "\r\n", ".", "no,"]
        )
    ).map(" ".join),
)


def read(text: str, catalogue: Catalogue, model: bool = False) -> Understood:
    return understand.understand(text, "en", catalogue, 1, listening.model() if model else None)


def needs(text: str, catalogue: Catalogue) -> set[str]:
    return {f"{'' if need.wanted else '!'}{need.facet}={need.value}" for need in read(text, catalogue).needs}


@pytest.mark.parametrize(("text", "expected"), SAMPLE)
def test_what_is_needed_is_read_with_the_sample_shops_words(shop: Catalogue, text: str, expected: str) -> None:
    assert needs(text, shop) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), BIKES)
def test_what_is_needed_is_read_with_the_words_of_another_shop(text: str, expected: str) -> None:
    assert needs(text, bikes()) == set(expected.split())


def test_the_readings_are_many_and_in_both_languages() -> None:
    texts = [text for text, _ in (*SAMPLE, *BIKES)]
    assert len(set(texts)) >= 120
    assert min(sum(language(text) == lang for text in texts) for lang in ("en", "is")) >= 25


@pytest.mark.parametrize(
    "text",
    ["Mig vantar hlýja húfu fyrir göngur", "I need it for hiking", "vantar peysu fyrir barn", "No, send it to 600 instead",
     "no, not wool", "nei, ekki svart", "size 42 or 43", "garn í grænum lit"],
)  # fmt: skip
def test_a_need_is_neither_a_trouble_nor_a_refusal(shop: Catalogue, text: str) -> None:
    heard = read(text, shop)
    assert "need" in heard.intents
    assert not {"trouble", "not_interested"} & set(heard.intents)
    assert not {"not_interested"} & set(read(text, shop, model=True).intents)


@pytest.mark.parametrize(
    "text",
    ["I need it for Friday", "Mig vantar þetta fyrir föstudag", "þarf þetta fyrir jólin", "I need it for my birthday"],
)
def test_what_is_needed_for_a_day_is_in_a_hurry(shop: Catalogue, text: str) -> None:
    assert read(text, shop).trouble == "delivery_time"


@pytest.mark.parametrize("text", ["no", "nei", "No.", "nope, no thanks"])
def test_a_bare_no_is_still_a_no(shop: Catalogue, text: str) -> None:
    assert "not_interested" in read(text, shop).intents


@pytest.mark.parametrize(
    ("before", "parts", "between"),
    [
        ("", (("trouble", "The shipping is too expensive."), ("question", "Do you deliver to Akureyri?"),
              ("need", "I want something blue.")), " "),
        ("😀😀 ", (("trouble", "sendingarkostnaðurinn var of hár"), ("question", "eigið þið vettlinga?")), ", "),
        ("\r\n\r\n", (("thanks", "Takk fyrir þetta."), ("stop", "Hættið að senda mér póst.")), "\r\n"),
        ("👍🏽\r\n", (("trouble", "Kortinu var hafnað."), ("person", "Getið þið hringt í mig?")), "\n"),
        ("", (("trouble", "Sendingin er of dýr"), ("need", "ég vil fá húfu í bláu")), " en "),
        ("  ", (("need", "I would like black mittens"), ("later", "maybe later")), " - "),
    ],
)  # fmt: skip
def test_a_span_holds_the_words_that_mean_it(
    shop: Catalogue, before: str, parts: tuple[tuple[str, str], ...], between: str
) -> None:
    text = before + between.join(part for _, part in parts)
    heard = read(text, shop)
    spans = {span.intent: text[span.start : span.end] for span in heard.spans}
    for name, part in parts:
        assert spans[name].removeprefix(before.strip()).strip() == part
    starts = [next(s.start for s in heard.spans if s.intent == name) for name, _ in parts]
    assert all(a < b for a, b in pairwise(starts))


@pytest.mark.parametrize(
    "text",
    ["Great, another email. Just what I needed.", "Jæja, frábært, enn einn pósturinn", "Thanks for nothing", "Oh joy.",
     "Wonderful, my card was declined again", "Frábært, kortinu var hafnað", "Great. Just great."],
)  # fmt: skip
def test_irony_is_never_satisfaction(text: str) -> None:
    for model in (False, True):
        assert not read(text, empty(), model).satisfied


@pytest.mark.parametrize(
    "text", ["Great, another email. Just what I needed.", "Jæja, frábært, enn einn pósturinn", "Great. Just great."]
)
def test_irony_alone_is_unclear(text: str) -> None:
    for model in (False, True):
        assert read(text, empty(), model).intents == ("unclear",)


@pytest.mark.parametrize(
    "text", ["not bad at all", "I can't complain", "ekki slæmt", "alls ekki slæmt", "get ekki kvartað", "no complaints"]
)
def test_a_denied_complaint_is_none(text: str) -> None:
    for model in (False, True):
        heard = read(text, empty(), model)
        assert not {"trouble", "stop", "not_interested"} & set(heard.intents)
        assert heard.trouble is None
        assert not heard.annoyed


@pytest.mark.parametrize(
    "text",
    ["What is the weather like today?", "Hvernig er veðrið á morgun?", "Write me a poem about spring", "Semdu ljóð um haustið",
     'print("hello")', "def f(x):\n    return x", "SELECT name FROM shoppers", "Hvad koster det at sende til Danmark?",
     "Jeg vil gerne vide hvornår I åbner", "Wie ist das Wetter heute?", "Ich möchte gerne wissen, wann das kommt",
     "Ile kosztuje wysyłka do Polski?", "Czy to jest dobre? Jak długo trwa?", "What is the capital of France?"],
)  # fmt: skip
def test_what_is_not_for_a_shop_is_unclear_with_little_confidence(shop: Catalogue, text: str) -> None:
    for model in (False, True):
        heard = read(text, shop, model)
        assert heard.intents == ("unclear",)
        assert heard.confidence <= 0.2
        assert heard.needs == ()


@pytest.mark.parametrize(
    "text", ["a warm jacket for cold weather", "Is it warm enough in this weather?", "Sie sind zu teuer, stop the emails",
             "where is my order, the poem about spring?"],
)  # fmt: skip
def test_what_only_touches_other_things_is_still_heard(shop: Catalogue, text: str) -> None:
    assert read(text, shop).intents != ("unclear",)


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_is_read_within_bounds(shop: Catalogue, text: str, model: bool) -> None:
    heard = read(text, shop, model)
    assert set(heard.intents) <= INTENTS
    assert [span.intent for span in heard.spans] == list(heard.intents)
    assert all(0 <= span.start <= span.end <= len(text) for span in heard.spans)
    assert 0 <= heard.confidence <= 1


@settings(max_examples=120, deadline=None)
@given(
    TEXTS, st.sampled_from(["Please stop emailing me.", "Hættið að senda mér póst.", "Unsubscribe me", "Afskráið mig"])
)
def test_a_plain_no_beside_any_text_is_a_no(text: str, no: str) -> None:
    for whole in (f"{text}\n{no}", f"{no}\n{text}"):
        if len(whole) < understand.MOST_TEXT:
            assert read(whole, empty()).stop


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_book_finds_what_every_pattern_tried_one_by_one_finds(text: str) -> None:
    folded = fold(text)
    for (table, name), sources in book.tables().items():
        found = [match for source in sources for match in [pattern(source).search(folded)] if match]
        first = min((match.start() for match in found), default=None)
        match = book.first(table, folded, name)
        assert (match.start() if match else None) == first, (table, name)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_a_pattern_fits_holds_a_word_that_it_needs(data: st.DataObject) -> None:
    tables = book.tables()
    source = data.draw(st.sampled_from(tables[data.draw(st.sampled_from(sorted(tables)))]))
    text = data.draw(st.from_regex(pattern(source)))
    words = set(book.WORD.findall(text))
    needed = book.needed(fold(source))
    assert not needed or any(w in words if whole else any(one.startswith(w) for one in words) for w, whole in needed), (
        source
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_text_means_what_its_sentences_mean(shop: Catalogue, text: str) -> None:
    whole = understand.rules(text, shop, 1)
    parts = [understand.rules(text[a:b], shop, 1) for a, b in where(text)]
    assert whole.troubles == tuple(one for part in parts for one in part.troubles)
    assert set(whole.intents) - {"satisfied", "not_interested"} <= {name for part in parts for name in part.intents}


def test_a_line_that_cannot_be_read_is_named_by_its_number_and_the_rest_goes_on() -> None:
    out: list[bytes] = []
    lines = [
        b'{"id": 1, "text": "stop"}\n',
        b"\n",
        b'{"id": 2}\n',
        b"no\n",
        b"\xff\n",
        b'{"id": "c", "lang": "is", "text": "takk"}\n',
    ]
    assert listening.stream(lines, out.append) == 2
    told = [msgspec.json.decode(line) for line in out]
    assert [one.get("line") for one in told] == [None, 3, 4, 5, None]
    assert all("error" in one for one in told[1:4])
    assert told[1]["id"] == 2
    assert [told[0]["id"], told[-1]["id"]] == [1, "c"]


def test_a_line_holds_every_field_that_was_promised() -> None:
    out: list[bytes] = []
    assert listening.stream([b'{"id": "a", "text": "A black hat under 9.000 kr, please"}\n'], out.append) == 0
    told = msgspec.json.decode(out[0])
    assert {
        "id",
        "lang",
        "intents",
        "trouble",
        "stop",
        "satisfied",
        "wants_human",
        "annoyed",
        "needs",
        "confidence",
    } <= told.keys()
    assert told["needs"]["budget"]["max"] == 9000


@pytest.mark.parametrize(
    ("text", "most"), [("20k kr", 20000), ("ca. 15-20.000 kr", 20000), ("ekkert yfir 20.000", 20000), ("20k", 2000000)]
)
def test_a_bare_limit_is_told_as_a_budget(text: str, most: int) -> None:
    assert listening.told(read(text, empty()), text, empty())["needs"]["budget"]["max"] == most


@pytest.mark.parametrize(
    ("words", "facets"),
    [("a bit lighter than this", {"weight"}), ("cheaper and lighter", {"budget", "weight"}), ("aðeins léttari", {"weight"}),
     ("ódýrari og hlýrri", {"budget", "warmth"}), ("cheaper, but not lighter", {"budget"})],
)  # fmt: skip
def test_a_comparison_is_measured_against_the_product_at_hand(shop: Catalogue, words: str, facets: set[str]) -> None:
    assert {need.facet for need in critique(shop, (), "hlyja-lopapeysa", words)} == facets
