"""One text per line in, one verdict per line out: the contract."""

import io
import json
from typing import Any

import pytest
from copy_samples import VOICE

from softsell.copy import api
from softsell.copy.jsonl import Claim, answer_lines, evidence


def answered(*lines: Any) -> tuple[list[dict[str, Any]], bool, bool]:
    """Every answer, whether something was blocked, whether a line was wrong."""
    raw = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    found: list[bytes] = []
    blocked, wrong = answer_lines(io.BytesIO(raw), VOICE, found.append, api.score)
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in found)
    return [json.loads(line) for line in found], blocked, wrong


def test_every_line_is_answered_with_the_fields_of_the_contract() -> None:
    (pushy, calm), blocked, wrong = answered(
        {"id": "a", "lang": "en", "kind": "body", "text": "Only 2 left."}, {"id": 7, "text": "The cart keeps."}
    )
    assert (blocked, wrong) == (True, False)
    assert list(pushy) == ["id", "verdict", "pressure", "softness", "findings"]
    assert list(pushy["findings"][0]) == [
        "rule", "category", "severity", "start", "end", "text", "why", "source", "suggestion",
    ]  # fmt: skip
    assert (pushy["id"], pushy["verdict"], calm["id"], calm["verdict"]) == ("a", "block", 7, "ok")
    assert 0 < pushy["pressure"] <= 1 and calm["pressure"] == 0
    assert 0 <= pushy["softness"] <= 1


@pytest.mark.parametrize("lang", ["is", "", None, "de"])
def test_the_language_is_seen_when_it_is_not_said(lang: str | None) -> None:
    (one,), _, _ = answered({"id": 1, "lang": lang, "kind": "body", "text": "Aðeins 2 eftir."})
    assert [each["rule"] for each in one["findings"]] == ["scarcity"]


def test_a_letter_is_its_subject_and_the_rest_with_places_in_the_text() -> None:
    text = "Subject: Re: your cart\nDate: Monday\n\nHello,\n\nOnly 2 left.\n"
    (one,), _, _ = answered({"id": 1, "kind": "letter", "text": text})
    assert [each["rule"] for each in one["findings"]] == ["false-reply", "scarcity"]
    assert [text[each["start"] : each["end"]] for each in one["findings"]] == ["Re:", "Only 2 left"]
    honest = text.replace("Date: Monday", "In-Reply-To: <1@x.is>")
    (one,), _, _ = answered({"id": 1, "kind": "letter", "text": honest})
    assert [each["rule"] for each in one["findings"]] == ["scarcity"]


def test_a_claim_with_a_source_is_evidence() -> None:
    text = "Only 2 left."
    claim = {"start": 0, "end": 11, "source": "stock", "as_of": "2026-06-01"}
    for claims, verdict in [
        ([claim], "warn"), ([], "block"), ([{**claim, "as_of": ""}], "block"), (None, "block"),
        ([{**claim, "source": ""}], "block"),
        ([{**claim, "end": 99}], "block"),
        ([{**claim, "as_of": "2026-06-02", "valid_until": "2026-06-01"}], "block"),
        ([{**claim, "as_of": "2026-06-01", "valid_until": "2026-06-02"}], "warn"),
    ]:  # fmt: skip
        (one,), _, _ = answered({"id": 1, "kind": "body", "text": text, "claims": claims})
        assert one["verdict"] == verdict, claims


def test_evidence_that_is_out_of_date_is_none() -> None:
    claim = Claim(0, 11, "stock", "2026-06-01", "2026-06-02")
    assert evidence([claim], 12) == evidence([claim], 12, "2026-06-02T23:00:00+00:00") == ((0, 11),)
    assert evidence([claim], 12, "2026-06-03T00:00:00+00:00") == ()


def test_claims_of_a_letter_count_in_the_whole_text() -> None:
    text = "Subject: Your cart\n\nOnly 2 left."
    claim = {"start": text.index("2"), "end": text.index("2") + 1, "source": "stock", "as_of": "2026-06-01"}
    (one,), _, _ = answered({"id": 1, "kind": "letter", "text": text, "claims": [claim]})
    assert one["verdict"] == "warn"


def test_a_line_that_cannot_be_read_is_answered_and_the_rest_too() -> None:
    found, _, wrong = answered(
        {"id": 1, "text": "a"}, b"{", b"", {"id": "x", "text": 3}, {"id": "y"}, [1], {"id": "z", "text": "a", "kind": "poem"},
        b'{"id": 9, "text": "\xff"}', b"[" * 100_000, {"id": 2, "text": "a"},
    )  # fmt: skip
    assert wrong
    assert [one["id"] for one in found] == [1, None, "x", "y", None, "z", None, None, 2]
    assert [one["error"].partition(":")[0] for one in found if "error" in one] == [
        "line 2", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9",
    ]  # fmt: skip


def test_half_a_surrogate_pair_is_a_character_like_another() -> None:
    text = "\ud83d Only 2 left \U0001f600."
    (one, two), _, wrong = answered({"id": "\udc00", "text": text}, {"id": 1, "text": text + "\ud83d"})
    assert not wrong
    assert [(f["start"], f["end"]) for f in one["findings"]] == [(2, 13)]
    assert (one["id"], two["verdict"]) == ("\ufffd", "block")


def test_lines_are_answered_as_they_come() -> None:
    said: list[str] = []

    def lines() -> Any:
        for number in range(3):
            said.append(f"asked {number}")
            yield json.dumps({"id": number, "text": "a"}).encode()

    answer_lines(lines(), VOICE, lambda line: said.append(f"answered {json.loads(line)['id']}"))
    assert said == ["asked 0", "answered 0", "asked 1", "answered 1", "asked 2", "answered 2"]


def test_an_empty_text_is_good() -> None:
    for kind in ("subject", "body", "button", "letter"):
        (one,), _, _ = answered({"id": 1, "kind": kind, "text": ""})
        assert (one["verdict"], one["findings"]) == ("ok", [])
