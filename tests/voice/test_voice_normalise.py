"""A text as the lint reads it: the same words however they are written, with the way back, in linear time."""

import string
import unicodedata
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from softsell.voice.normalise import END, MOST_PASSAGE, MOST_SENTENCE, board, fold, normalise, passages, span, tokens

ODD = st.sampled_from(
    ["a\u0301", "e\u0301\u0302", "ﬃ", "ﬁ", "Ａ", "ｂ", "\u200b", "\u200d", "\xad", "😀", "👩\u200d👧", "\ud800", "\udfff", "İ",
     "ẞ", "ĳ", "\u0301", "\u00a0", "\u2007", "а", "ο", "\U0001d41a", "Ω", "\ufb01x", "\U000e0061", "…", "þ", "Æ", "\x81", "\x00"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["karfa", "Hurry", "8.", "990 kr.", "Það er.", "\n\n", "\n", " ", ".", "!", "|", "-", "'", "don't", "0,5"]
)
TEXTS = st.one_of(st.lists(st.one_of(ODD, WORDS), max_size=30).map("".join), st.text(max_size=80))


def seconds(of, text: str) -> float:
    begun = process_time()
    of(text)
    return process_time() - begun


# -- the way back ---------------------------------------------------------------------------------------------------------


@settings(max_examples=400)
@given(TEXTS)
@example("\u0301a\u0301\xad\xadb")
def test_every_letter_leads_back_to_where_it_came_from(text: str) -> None:
    normal = normalise(text)
    places = [normal.place(at) for at in range(len(normal.text) + 1)]
    assert places == sorted(places) and places[-1] <= len(text)
    for at, letter in enumerate(normal.text):
        there = text[places[at]]
        if letter.isascii() and there.isascii():
            assert letter == there.lower()
    assert normal.length == len(text)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("aáðeöþæz09 "), ODD), max_size=12), st.integers(0, 11))
def test_a_word_among_odd_letters_is_found_where_it_stands(around: list[tuple[str, str]], at: int) -> None:
    parts = [plain + odd for plain, odd in around]
    before, after = "".join(parts[:at]) + " ", " " + "".join(parts[at:])
    text = f"{before}síðasti{after}"
    normal = normalise(text)
    found = [i for i in range(len(normal.text)) if normal.text.startswith(" síðasti ", i)]
    assert any((normal.place(i + 1), normal.place(i + 8)) == (len(before), len(before) + 7) for i in found)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (unicodedata.normalize("NFD", "Síðasti séns"), "síðasti séns"), ("ofﬁce", "office"), ("Ｌａｓｔ", "last"),
        ("l\u200ba\u200bst", "last"), ("la\xadst", "last"), ("lаst", "last"), ("𝐥𝐚𝐬𝐭", "last"), ("a\u00a0b", "a\u00a0b"),
        ("a\ufe0fb", "ab"), ("\ud800last", "\ud800last"), ("😀 last", "😀 last"),
    ],
)  # fmt: skip
def test_the_same_words_are_read_however_they_are_written(written: str, read: str) -> None:
    assert normalise(written).text == read


@settings(max_examples=300)
@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@settings(max_examples=200)
@given(TEXTS, TEXTS)
def test_two_texts_apart_are_read_as_each_alone(one: str, other: str) -> None:
    assert normalise(f"{one} \n {other}").text == f"{normalise(one).text} \n {normalise(other).text}"


def test_ordinary_text_moves_nothing() -> None:
    assert normalise("Karfan þín – “allt” í lagi, 990 €").starts == ()


# -- the board ------------------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(TEXTS)
def test_the_sentences_of_the_board_cover_the_text_one_after_the_other(text: str) -> None:
    normal = normalise(text)
    on = board(normal)
    spans = [span(on, number, number) for number in range(len(on.words))]
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == len(normal.text)
    assert all(start <= end for start, end in spans)


@settings(max_examples=300)
@given(TEXTS)
def test_the_line_of_the_board_is_its_words_without_accents_between_blanks(text: str) -> None:
    on = board(normalise(text))
    line = on.line.decode("latin-1")
    assert line == f" {' . '.join(fold(' '.join(of)) for of in on.words)} "
    starts = (0, *on.stops[:-1])
    for number, of in enumerate(on.words):
        assert line[starts[number] : on.stops[number]].split() in (
            fold(" ".join(of)).split(),
            [*fold(" ".join(of)).split(), "."],
        )


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["það", "hlýtt", "don't", "12", "9,5", "last", "—", "(x)", "b.", "c!"]), max_size=20).map(
        " ".join
    )
)
def test_the_words_of_the_board_are_those_of_the_tokens(text: str) -> None:
    normal = normalise(text)
    careful = tokens(normal, frozenset(), frozenset()).words
    quick = [word for of in board(normal).words for word in of]
    assert [word for word in quick if word != "#"] == [word for word in careful if word not in ("#", END)]


def test_a_very_long_sentence_is_cut() -> None:
    on = board(normalise("a " * 5000))
    spans = [span(on, number, number) for number in range(len(on.words))]
    assert all(end - start <= MOST_SENTENCE + 1 for start, end in spans) and spans[-1][1] == 10_000


def test_an_abbreviation_ends_no_sentence_and_a_paragraph_does() -> None:
    assert [len(of) for of in board(normalise("Það er 990 kr. í dag. Já\n\nnei")).words] == [6, 1, 1]


@settings(max_examples=300)
@given(st.one_of(TEXTS, st.lists(WORDS, max_size=400).map(" ".join)))
def test_passages_are_whole_sentences_in_order_hold_every_word_and_are_short(text: str) -> None:
    on = board(normalise(text))
    held: list[int] = []
    for first, last in passages(on):
        assert first <= last
        held += range(first, last + 1)
        assert first == last or sum(len(of) for of in on.words[first : last + 1]) <= MOST_PASSAGE
    assert held == sorted(set(held))
    assert [number for number, of in enumerate(on.words) if of and number not in held] == []


# -- words ----------------------------------------------------------------------------------------------------------------


def test_tokens_are_words_numbers_and_ends_with_where_clauses_open() -> None:
    normal = normalise("Taktu 2 og komdu, núna. Það er 9.990 kr. og don’t!")
    read = tokens(normal, frozenset(("og",)), frozenset(("einn",)))
    assert read.words == ("taktu", "#", "og", "komdu", "núna", ".", "það", "er", "#", "kr", "og", "don't", ".")
    opening = [word for word, opens in zip(read.words, read.opens, strict=True) if opens]
    assert opening == ["taktu", "komdu", "núna", "það", "og", "don't"]
    assert [normal.text[a:b] for a, b in read.spans][:3] == ["taktu", "2", "og"]


@settings(max_examples=200)
@given(TEXTS)
def test_spans_of_words_are_in_order_and_in_the_text(text: str) -> None:
    normal = normalise(text)
    read = tokens(normal, frozenset(), frozenset())
    assert len(read.words) == len(read.spans) == len(read.opens)
    flat = [place for span in read.spans for place in span]
    assert flat == sorted(flat) and all(0 <= place <= len(normal.text) for place in flat)


def test_folding_takes_the_accents_of_icelandic_and_nothing_else() -> None:
    assert fold("síðasti þátturinn, æ") == "sidasti thatturinn, ae"
    assert fold(string.printable) == string.printable


# -- time -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece", ["karfan þín. ", "а\u0301\u200b ", "e\u0301", "\u0301", "\xad", "\n\n", ". ", "a" * 50, "0"]
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    def read(text: str) -> None:
        normal = normalise(text)
        on = board(normal)
        list(passages(on))
        tokens(normal, frozenset(), frozenset())

    small, large = piece * (20_000 // len(piece)), piece * (200_000 // len(piece))
    read(small)
    assert min(seconds(read, large) for _ in range(2)) < 60 * min(seconds(read, small) for _ in range(3)) + 0.2
