"""The model is a sum that can be told by its words, behind a gate, and only where no rule spoke."""

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.rulebook import Rulebook, rulebook
from softsell.voice import LANGUAGES, model
from softsell.voice.lint import lint
from softsell.voice.model import APART, NONE, Feature, Model, Sum, features, of_word, place, scale, score, weigh
from softsell.voice.ruleset import compile_rules, decode

SIZE = 1 << 16
RULE = """
[[rule]]
id = "urgency"
category = "C1"
severity = "block"
why = "w"
source = "s"
suggestion = "s"
patterns = ["hurry"]
bad = ["Hurry."]
good = ["It keeps."]
"""
WORDS = st.lists(st.sampled_from(["grab", "this", "calm", "soon", "#", "þú"]), min_size=1, max_size=12)


def made(steps: Mapping[Feature, int], step: float = 0.1, bias: float = 0.0) -> Sum:
    """A sum in which these features have these weights, in steps, and all else has none."""
    weights = bytearray([NONE]) * SIZE
    for feature, many in steps.items():
        weights[place(feature, SIZE - 1)] += many
    return Sum(bytes(weights), step, bias)


def small(pressure: Sum, *, gate: float = -9.0, warn: float = 0.5, block: float = 2.0, letter: float = 9.0) -> Model:
    record = {"why": "It was {words}.", "source": "ours", "suggestion": "It might suit you."}
    return Model(pressure, made({}, bias=letter), gate, warn, block, 0.0, record)


GRAB_THIS = (0, "grab", "this")  # as neighbours, whole
PRESSES = made({"grab": 20, GRAB_THIS: 10, "calm": -20})


# -- the sum --------------------------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(WORDS, st.sampled_from(["body", "button"]))
def test_the_score_is_the_sum_of_its_features(words: list[str], kind: str) -> None:
    told: dict[Feature, int] = {"grab": 20, GRAB_THIS: 10, "calm": -20, "kind=button": 7, (0, "^", "grab"): 3}
    told |= {(0, "soon", "$"): 2, (APART, "grab", "soon"): 5, (APART, "^", "this"): 4}
    wanted = sum(told.get(feature, 0) for feature in features(words, kind))
    assert score(made(told, bias=0.25), words, kind) == pytest.approx(0.25 + 0.1 * wanted * scale(len(words)))


def test_the_features_of_words_are_the_words_their_pieces_and_their_neighbours() -> None:
    assert set(of_word("soon")) >= {"soon", "=<so", "=oon>", "=<soon>"}
    told = list(features(["grab", "this", "soon"], "body"))
    assert told.count("kind=body") == 1
    whole = {(0, "^", "grab"), (0, "grab", "this"), (0, "this", "soon"), (0, "soon", "$")}
    assert whole | {(2, "rab", "thi"), (APART, "grab", "soon")} <= set(told) and len(told) == len(set(told))


def test_length_alone_is_not_loud() -> None:
    assert score(PRESSES, ["grab"], "body") > score(PRESSES, ["grab", *["x"] * 30], "body") > 0


# -- the limits -----------------------------------------------------------------------------------------------------------


def test_it_warns_and_forbids_above_its_limits_and_names_the_words_that_moved_it() -> None:
    words = ["grab", "this", "x", "y", "z", "w"]
    assert score(PRESSES, words, "body") == pytest.approx(3 * scale(6))
    assert weigh(small(PRESSES), words, "body").severity == "warn"
    assert weigh(small(PRESSES, block=0.9), words, "body").severity == "block"
    assert weigh(small(PRESSES, warn=1.2), words, "body").severity == ""
    assert weigh(small(PRESSES), words, "body").words == ("grab", "this")
    assert "calm" not in weigh(small(PRESSES), ["grab", "this", "calm", "grab", "x", "y"], "body").words


def test_of_a_label_or_a_greeting_it_says_nothing() -> None:
    assert weigh(small(PRESSES), ["grab", "this"], "letter").severity == ""
    assert weigh(small(PRESSES), ["grab", "this"], "button").severity == "warn"


def test_below_the_gate_it_looks_no_further() -> None:
    words, letter = ["grab", "this", "x", "y", "z", "w"], made({GRAB_THIS: 50})
    for gate, severity in ((-1.0, "warn"), (0.1, "")):
        asked = msgspec.structs.replace(small(PRESSES, gate=gate), letter=letter)
        assert weigh(asked, words, "body").severity == severity


def test_what_speaks_to_no_reader_is_not_pressing() -> None:
    assert weigh(small(PRESSES, letter=-1.0), ["grab", "this", "x", "y", "z", "w"], "body").severity == ""
    assert weigh(small(PRESSES, letter=1.0), ["grab", "this", "x", "y", "z", "w"], "body").severity == "warn"


@settings(max_examples=150)
@given(WORDS, WORDS)
def test_what_it_remembers_changes_nothing(one: list[str], other: list[str]) -> None:
    asked = small(PRESSES)
    weigh(asked, one, "body")
    assert weigh(asked, other, "body") == weigh(small(PRESSES), other, "body")


def test_no_words_and_odd_ones_are_borne() -> None:
    for words in ([], ["\ud800"], [""], ["a" * 10_000]):
        assert weigh(small(PRESSES), words, "body").severity in ("", "warn", "block")


# -- beside the rules -----------------------------------------------------------------------------------------------------


def voice(beside: Model) -> Rulebook:
    return Rulebook({"en": msgspec.structs.replace(compile_rules(RULE, "en"), model=beside)})


def test_it_speaks_where_no_rule_did_and_says_why() -> None:
    (found,) = lint(voice(small(PRESSES)), "  Grab this x y z w.  ", "en")
    assert (found.rule, found.severity, found.text, found.start) == ("model", "warn", "Grab this x y z w.", 2)
    assert found.why == "It was “grab”, “this”." and found.suggestion == "It might suit you."


def test_where_a_rule_spoke_it_is_silent_but_it_reads_the_other_paragraphs() -> None:
    heard = voice(small(PRESSES))
    assert [f.rule for f in lint(heard, "Hurry. Grab this x y z w.", "en")] == ["urgency"]
    assert [f.rule for f in lint(heard, "Hurry.\n\nGrab this x y z w.", "en")] == ["urgency", "model"]
    assert [f.rule for f in lint(heard, "Calm, calm.\n\nCalm.", "en")] == []


# -- what ships -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_model_that_ships_is_whole(lang: str) -> None:
    shipped = rulebook().rules[lang].model
    if shipped is None:
        pytest.skip("no model is here")
    assert model.decode(msgspec.msgpack.encode(shipped)).record == shipped.record
    assert shipped.warn <= shipped.block
    assert {
        "why",
        "source",
        "suggestion",
        "trained",
        "figures",
    } <= shipped.record.keys() and "{words}" in shipped.record["why"]
    for part in (shipped.pressure, shipped.letter):
        assert len(part.weights) & (len(part.weights) - 1) == 0 and part.step > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_model_proposes_presses_nobody(lang: str) -> None:
    shipped = rulebook().rules[lang].model
    if shipped is None:
        pytest.skip("no model is here")
    assert [f.rule for f in lint(rulebook(), shipped.record["suggestion"], lang) if f.severity != "note"] == []


def test_octets_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="no model"):
        model.decode(b"x")
    with pytest.raises(ValueError, match="no compiled rules"):
        decode(b"x")
