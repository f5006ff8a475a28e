"""Pressure counts findings and nothing else; softness counts what is soft; neither knows of the other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voice_samples import rule_files

from softsell.rulebook import Rulebook, rulebook
from softsell.voice.lint import Finding, lint
from softsell.voice.rules import CATEGORIES, SEVERITIES, read
from softsell.voice.ruleset import compile_rules
from softsell.voice.score import PARTS, SHARE, SOFT_PARTS, pressure, softness

SMALL = """
[[rule]]
id = "urgency"
category = "C1"
severity = "block"
bound = ""
why = "w"
source = "s"
suggestion = "s"
patterns = ["hurry", "only # left"]
bad = ["Hurry."]
good = ["It keeps."]

[[soft]]
part = "warmth"
why = "w"
source = "s"
patterns = ["thank you", "warm wishes"]
good = ["Thank you."]

[[soft]]
part = "autonomy"
why = "w"
source = "s"
patterns = ["you decide"]
good = ["You decide."]
"""
VOICE = Rulebook({"en": compile_rules(SMALL, "en")})


def finding(category: str, severity: str) -> Finding:
    return Finding("r", category, severity, 0, 1, "x", "w", "s", "")


FINDINGS = st.lists(st.builds(finding, st.sampled_from(sorted(CATEGORIES)), st.sampled_from(SEVERITIES)), max_size=8)
CALM = st.sampled_from(
    ["Three are in stock.", "It weighs 240 g.", "The price holds until Sunday 8 June.", "We are open at ten."]
)
WORDS = st.sampled_from(["hurry", "only 2 left", "thank you", "you decide", "calm", "warm wishes", "."])


def total(text: str) -> float:
    return pressure(lint(VOICE, text, "en")).total


# -- pressure -------------------------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(FINDINGS, st.builds(finding, st.sampled_from(sorted(CATEGORIES)), st.sampled_from(SEVERITIES)))
def test_one_finding_more_never_lowers_the_pressure(found: list[Finding], more: Finding) -> None:
    before, after = pressure(found), pressure([*found, more])
    assert before.total <= after.total <= 1
    assert all(after.parts[part] >= share for part, share in before.parts.items())


@settings(max_examples=150)
@given(FINDINGS, st.randoms())
def test_the_order_of_findings_says_nothing(found: list[Finding], dice) -> None:
    mixed = list(found)
    dice.shuffle(mixed)
    assert pressure(mixed).parts == pressure(found).parts
    assert pressure(mixed).total == pytest.approx(pressure(found).total, abs=0.002)


@settings(max_examples=150)
@given(FINDINGS)
def test_the_parts_are_those_of_the_findings_and_lie_between_nothing_and_the_whole(found: list[Finding]) -> None:
    score = pressure(found)
    assert score.parts.keys() == {PARTS[f.category] for f in found}
    assert all(0 < share <= score.total + 0.001 for share in score.parts.values())
    assert (score.total == 0) == (not found)


def test_the_graver_a_finding_the_more_it_presses() -> None:
    alone = [pressure([finding("C1", severity)]).total for severity in SEVERITIES]
    assert alone == [SHARE["block"], SHARE["warn"], SHARE["note"]] == sorted(alone, reverse=True)
    assert pressure([finding("C1", "warn")] * 2).total == pytest.approx(1 - 0.7**2)
    assert pressure([finding("C1", "warn"), finding("C3", "warn")]).parts == {"urgency": 0.3, "scarcity": 0.3}
    assert pressure([]).total == 0 and pressure([]).parts == {}


def test_every_category_has_its_part() -> None:
    assert PARTS.keys() == CATEGORIES


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=8).map(" ".join), CALM)
def test_a_fact_told_calmly_never_raises_the_pressure(text: str, fact: str) -> None:
    assert total(f"{text}.\n\n{fact}") == total(text)


def test_a_fact_from_evidence_presses_no_more_than_the_bare_claim() -> None:
    text = "Only 2 left."
    assert pressure(lint(VOICE, text, "en", claims=((5, 6),))).total == 0 < total(text)


# -- softness -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "is"])
def test_every_good_example_shows_its_part(lang: str) -> None:
    soft = read(rule_files(lang), lang).soft
    assert {each.part for each in soft} == set(SOFT_PARTS)
    missed = [(s.part, good) for s in soft for good in s.good if s.part not in softness(rulebook(), good, lang).parts]
    assert missed == []


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=8).map(" . ".join), st.lists(WORDS, max_size=4).map(" . ".join))
def test_more_words_never_make_a_text_less_soft_and_none_alone_makes_it_whole(text: str, more: str) -> None:
    before, after = softness(VOICE, text, "en"), softness(VOICE, f"{text} . {more}", "en")
    assert 0 <= before.total <= after.total < 1
    assert before.parts.keys() <= after.parts.keys() <= set(SOFT_PARTS)


def test_the_same_words_count_once_and_the_first_of_a_part_counts_most() -> None:
    once = softness(VOICE, "Thank you.", "en")
    assert softness(VOICE, "Thank you. THANK YOU. thank you", "en") == once
    assert once.parts == {"warmth": 0.5}
    assert softness(VOICE, "Thank you. Warm wishes.", "en").parts == {"warmth": 0.75}
    assert softness(VOICE, "Thank you. You decide.", "en").parts == {"warmth": 0.5, "autonomy": 0.5}


# -- apart ----------------------------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=8).map(" . ".join))
def test_soft_words_change_no_pressure_and_pressing_words_no_softness(text: str) -> None:
    assert total(f"{text} . Thank you. You decide.") == total(text)
    assert softness(VOICE, f"{text} . Hurry. Only 2 left.", "en") == softness(VOICE, text, "en")
