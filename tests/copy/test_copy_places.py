"""Every finding leads back to its place in the file, and malformed files only ever become documents, in linear time."""

import time

import pytest
from copy_samples import linted
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.copy.document import FORMATS, Piece, carried, joined, literal, through
from softsell.copy.language import detect
from softsell.copy.read import read
from softsell.copy.slots import masked

WORDS = st.sampled_from(
    ["Only 2 left", "Hurry up", "the cart keeps", "Síðasti séns", "Buy now", "café", "\U0001f600", "last chance", "a calm line",
     "&", "<", '"', "\\", "{n}", "%(x)s"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
MARKS = st.sampled_from(
    ["# ", "- ", "> ", "\n\n", "\n", "**", "`", "```\n", "[", "](a)", "![", "|", "||x||", "<b>", "</p>", "<a title='",
     "&amp;", "&#x41;", "<!-- softsell: allow scarcity -- x -->", "{", "}", '"', ": ", ",", "]", "\\u00e1", "\\", 'msgid "',
     'msgstr "', '"\n', "a = ", "{ $x ->\n [a] b\n*[c] d\n}", "Subject: ", "\n\nContent-Type: text/html\n\n", "=C3=A1",
     "=\n", "\r\n", "\ufeff", "\x00", "\ud800"]
)  # fmt: skip
SOUP = st.lists(st.one_of(WORDS, MARKS, st.text(max_size=4)), max_size=30).map("".join)


def escaped(text: str) -> str:
    return "".join(
        letter if letter.isalnum() or letter == " " else f"\\u{ord(letter):04x}"
        for letter in text
        if ord(letter) < 65536
    )


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60)
@given(soup=SOUP)
def test_no_text_makes_a_reader_fail_and_every_span_lies_within_the_text(format: str, soup: str) -> None:
    document = read("x", soup, format)
    size = len(document.source)
    for piece in document.pieces:
        assert len(piece.starts) == len(piece.spans)
        assert all(0 <= start <= end <= size for start, end in piece.spans)
        for number, start in enumerate(piece.starts):
            if piece.literal(number):
                words, there = piece.text[start : piece.until(number)], document.source[slice(*piece.spans[number])]
                blank = str.maketrans("\n\r\t\f", "    ")
                assert words.translate(blank) == there.translate(blank)
    for note in document.notes:
        assert 0 <= note.start <= note.end <= size
    for one in linted(soup, format).findings:
        assert 0 <= one.start <= one.end <= size
        line = document.source.split("\n")[one.line - 1]
        assert one.column <= len(line) + 1
        if one.end - one.start == len(one.text):
            assert one.text == document.source[one.start : one.end] or "\\" in soup or "&" in soup or "=" in soup


@settings(max_examples=100)
@given(before=TEXTS, data=st.binary(max_size=60), format=st.sampled_from(FORMATS))
def test_no_octets_make_a_reader_fail(before: str, data: bytes, format: str) -> None:
    read("x", before.encode() + data, format)


@settings(max_examples=60)
@given(text=TEXTS)
def test_a_finding_in_escaped_json_covers_its_escapes(text: str) -> None:
    plain = "".join(letter for letter in text if ord(letter) < 65536)
    source = f'["{escaped(plain)}"]'
    for one in linted(source, "json", lang="en").findings:
        assert read("x", f'["{source[one.start : one.end]}"]', "json").pieces[0].text == one.text


def test_parts_that_touch_become_one_and_others_are_pointed_at_as_a_whole() -> None:
    piece = joined([("On", 3, 5), ("ly", 5, 7), ("&", 7, 12), ("x", 12, 13)])
    assert piece == Piece("Only&x", (0, 4, 5), ((3, 7), (7, 12), (12, 13)))
    assert [piece.place(0, 2), piece.place(1, 5), piece.place(4, 5), piece.place(5, 6)] == [
        (3, 5),
        (4, 12),
        (7, 12),
        (12, 13),
    ]


def test_a_piece_of_a_piece_leads_to_the_file() -> None:
    outer = joined([("ab", 0, 2), ("\n", 2, 4), ("cdef", 4, 8)])
    inner = joined([("b\nc", 1, 4), ("!", 4, 4), ("ef", 5, 7)])
    piece = through(inner, outer)
    assert piece == Piece("b\nc!ef", (0, 1, 2, 3, 4), ((1, 2), (2, 4), (4, 5), (5, 5), (6, 8)))
    assert carried((6, 7), outer) == (7, 8)
    assert carried((7, 7), outer) == (8, 8)
    assert literal("").place(0, 0) == (0, 0)


EVIL = [
    "[", "![", "<", "`", "``` ", "{{", "{%", '"\\"', "<!--", "&a", "(", "](", "*|", "|", "\n# ", "\n- ", '<a title="', "<button>",
    "\n<pre>\n", "{ $x ->\n [a] ", 'msgid "a"\n', '"a": [', "=C3", "%(", "{a,plural,", "[[", "\n|-|", "[^", "a:\n", "` `` ",
    "a = b\n .c = d\n", "<!-- softsell: allow a -- b -->",
]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_reading_takes_time_in_proportion_to_the_text(format: str) -> None:
    for evil in EVIL:
        text = evil * (20_000 // len(evil))
        begun = time.perf_counter()
        read("x", text, format)
        masked(text)
        detect(text)
        assert time.perf_counter() - begun < 2.0, evil
