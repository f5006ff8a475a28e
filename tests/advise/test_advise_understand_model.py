"""The model beside the rules, what is wanted without a catalogue, and where things stand in the text."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stop_phrases import KEEP_EN, KEEP_IS, STOP_EN, STOP_IS, STOP_MORE

from softsell import listening
from softsell.advise.catalogue import empty
from softsell.advise.reading.wants import wants
from softsell.advise.understand import understand


def test_a_no_of_the_rules_stands_beside_the_model() -> None:
    missed = [
        t for t in (*STOP_EN, *STOP_IS, *STOP_MORE) if not understand(t, "en", empty(), 0, listening.model()).stop
    ]
    assert missed == []


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from([*STOP_EN, *KEEP_EN, *KEEP_IS, "?", "\n"])).map(" ".join))
)
def test_spans_point_into_any_text(text: str) -> None:
    heard = understand(text, "is", empty(), 0, listening.model())
    assert [span.intent for span in heard.spans] == list(heard.intents)
    assert all(0 <= span.start <= span.end <= len(text) and 0 <= span.confidence <= 1 for span in heard.spans)
    assert not (heard.stop and heard.satisfied)
    wants(text)


def test_a_span_holds_what_was_said_of_it() -> None:
    text = "Thanks for asking. Please take me off your list."
    spans = {
        span.intent: text[span.start : span.end] for span in understand(text, "en", empty(), 0, listening.model()).spans
    }
    assert spans["stop"] == "Please take me off your list."


@pytest.mark.parametrize(
    ("text", "currency", "found"),
    [
        ("max 50 euros", "", {"budget": {"max": 5000, "currency": "EUR"}}),
        ("undir 20.000 kr", "", {"budget": {"max": 20000, "currency": "ISK"}}),
        ("á bilinu 5 til 8 þúsund", "ISK", {"budget": {"min": 5000, "max": 8000, "currency": "ISK"}}),
        ("gift, about 30 euros", "", {"budget": {"max": 3000, "about": True, "currency": "EUR"}, "use": ["gift"]}),
        ("not leather", "", {"not": {"material": ["leather"]}}), ("ekki plast", "", {"not": {"material": ["plastic"]}}),
        ("black, size 44, waterproof", "", {"colour": ["black"], "size": "44", "trait": ["waterproof"]}),
        ("at least 20 litres", "", {"volume": {"min": 20.0, "unit": "l"}}), ("for a two year old", "", {"age": 2}),
        ("58 cm wide", "", {"width": {"about": 58.0, "unit": "cm"}}),
        ("something lighter", "", {"compared": {"weight": "lower"}}),
        ("postage was 1900 kr", "", {}), ("hello", "", {}),
    ],
)  # fmt: skip
def test_wants_are_heard_without_a_catalogue(text: str, currency: str, found: dict[str, Any]) -> None:
    assert wants(text, currency) == found


def test_a_bad_line_is_named_and_the_rest_is_done() -> None:
    out: list[bytes] = []
    lines = [
        b'{"id": 1, "text": "stop"}\n',
        b'{"id": 2, "text": 5}\n',
        b"no\n",
        b'{"id": 3, "lang": "is", "text": "takk"}\n',
    ]
    assert listening.stream(lines, out.append) == 2
    assert [b'"error"' in line for line in out] == [False, True, True, False]
    assert b'"id":2' in out[1]
