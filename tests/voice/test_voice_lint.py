"""The lint finds pressure in both languages, leaves honest help alone, and never fails."""

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from voice_samples import rule_files

from softsell.voice.lint import blocking, lint, moved, worst
from softsell.voice.normalise import fold, normalise
from softsell.voice.phrases import load
from softsell.voice.rules import read
from softsell.voice.ruleset import compile_rules

LANGS = ("en", "is")
LEAST = {"en": (5, 3), "is": (8, 4)}
KINDS = ("letter", "subject", "body", "button")


def rules(voice):
    return [(lang, rule) for lang in LANGS for rule in read(rule_files(lang), lang).rule]


def kind_of(rule):
    return rule.kinds[0] if rule.kinds else "body"


def names(findings):
    return {finding.rule for finding in findings}


def test_every_rule_exists_in_both_languages(voice):
    assert {rule.id for rule in voice.rules["en"].kept.rules} == {rule.id for rule in voice.rules["is"].kept.rules}
    assert {f"C{n}" for n in range(1, 12)} <= {rule.category for rule in voice.rules["is"].kept.rules}


def test_every_rule_has_its_reasons_and_enough_examples(voice):
    for lang, rule in rules(voice):
        bad, good = LEAST[lang]
        assert rule.why and rule.source and rule.suggestion, rule.id
        assert len(set(rule.bad)) >= bad and len(set(rule.good)) >= good, (lang, rule.id, len(rule.bad), len(rule.good))


def test_every_bad_example_is_found_by_its_rule(voice):
    missed = [
        (lang, rule.id, bad)
        for lang, rule in rules(voice)
        for bad in rule.bad
        if rule.id not in names(lint(voice, bad, lang, kind=kind_of(rule)))
    ]
    assert not missed


def test_no_good_example_is_found_or_forbidden(voice):
    wrong = []
    for lang, rule in rules(voice):
        for good in rule.good:
            found = lint(voice, good, lang, kind=kind_of(rule))
            wrong += [(lang, rule.id, good, f.text) for f in found if f.rule == rule.id or f.severity == "block"]
    assert not wrong


def test_every_suggestion_passes_the_lint(voice):
    for lang, rule in rules(voice):
        assert blocking(lint(voice, rule.suggestion, lang, kind="body")) is None, (rule.id, rule.suggestion)


@pytest.mark.parametrize("lang", LANGS)
def test_honest_help_is_not_forbidden(voice, lang):
    sentences = (Path(__file__).parent / f"honest_{lang}.txt").read_text(encoding="utf-8").splitlines()
    assert len(set(sentences)) >= 80
    assert [(s, f.rule) for s in sentences for f in [blocking(lint(voice, s, lang))] if f] == []


def shared(folder: str) -> Path:
    root = Path(os.environ.get("SOFTSELL_SHARED") or Path(__file__).resolve().parents[3] / "shared" / "data")
    if not (root / folder).is_dir():
        pytest.skip(f"the shared data {folder} is not here")
    return root / folder


def test_few_ordinary_service_mails_are_forbidden(voice):
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted(shared("normal-transactional-mail").glob("*.txt"))
        if path.name != "SOURCE.txt"
    ]
    paragraphs = [p for whole in texts for p in re.split(r"\n\s*\n", whole) if p.strip()]
    blocked = [p for p in paragraphs if blocking(lint(voice, p, "en", kind="body"))]
    assert len(paragraphs) > 100 and len(blocked) <= 0.02 * len(paragraphs), blocked


def test_few_ordinary_shop_strings_are_forbidden(voice):
    lines = (shared("normal-shop-strings") / "en-GB.yml").read_text(encoding="utf-8").splitlines()
    strings = [m[1].strip("'\" ") for line in lines if (m := re.match(r"\s+[\w.\-\"']+:\s+(.+)$", line))]
    blocked = [s for s in strings if blocking(lint(voice, s, "en", kind="body"))]
    assert len(strings) > 1000 and len(blocked) <= 0.02 * len(strings), blocked


def disguises(text: str):
    """The same words as they may be written to be missed."""
    yield text.upper() if sum(map(str.isalpha, text)) < 4 else text.swapcase()
    yield unicodedata.normalize("NFD", text)
    yield text.replace(" ", "\u00a0 ")
    yield "\u200b".join(text)
    yield text.replace("e", "\u0435").replace("a", "\u0430")
    yield text.replace("i", "\u00adi")
    yield "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "This is your last chance to save."),
        ("is", "Þetta er síðasti sénsinn, ekki missa af."),
        ("is", "Tryggðu þér eintak."),
    ],
)
def test_a_disguise_does_not_help_and_the_span_is_in_the_text_as_written(voice, lang, text):
    plain = {f.rule for f in lint(voice, text, lang) if f.severity == "block"}
    assert plain
    for disguised in disguises(text):
        found = lint(voice, disguised, lang)
        assert plain <= names(found), disguised
        for finding in found:
            assert disguised[finding.start : finding.end] == finding.text


def test_icelandic_without_accents_is_read_as_well(voice):
    patterns = [
        bad for lang, rule in rules(voice) if lang == "is" and rule.patterns for bad in rule.bad if len(bad.split()) > 2
    ]
    missed = [bad for bad in patterns if not lint(voice, fold(bad.lower()), "is", kind="subject")]
    assert len(patterns) > 100 and len(missed) <= 0.1 * len(patterns), missed


@pytest.mark.parametrize(
    ("past", "order"),
    [
        ("Þau tryggðu þér eintak í fyrra.", "Tryggðu þér eintak í dag."), ("Þið smelltuð hér.", "Smelltu hér."),
        ("Allir nýttu tækifærið vel.", "Nýttu tækifærið vel."), ("Við náðum þér í símann.", "Náðu þér í eina."),
    ],
)  # fmt: skip
def test_an_order_is_told_from_a_story_by_its_place(voice, past, order):
    assert worst(lint(voice, past, "is")) not in ("block", "warn")
    assert any(f.rule == "insistence" and f.severity in ("block", "warn") for f in lint(voice, order, "is"))


def test_a_claim_from_evidence_is_read_more_gently_than_a_literal_one(voice):
    text = "Aðeins 3 stykki eftir"
    at = text.index("3")
    assert worst(lint(voice, text, "is")) == "block"
    assert worst(lint(voice, text, "is", claims=((at, at + 8),))) == "warn"


def test_the_buyers_quoted_words_are_not_the_shops(voice):
    text = "Þú sagðir: «ég verð að fá þetta, ekki missa af, hvenær kemur það?». Má ég spyrja um stærðina?"
    start, end = text.index("«") + 1, text.index("»")
    assert lint(voice, text, "is", claims=((start, end),)) == ()
    assert "loss" in names(lint(voice, text, "is"))
    assert "loss" in names(lint(voice, text.replace("«", "(").replace("»", ")"), "is", claims=((start, end),)))


def test_an_excuse_covers_its_own_words_only(voice):
    assert lint(voice, "There is no hurry.", "en") == ()
    assert "urgency" in names(lint(voice, "There is no hurry, but it ends tonight.", "en"))


def test_a_phrase_never_crosses_the_end_of_a_sentence(voice):
    assert lint(voice, "We saw it last. Chance had it that we met.", "en") == ()
    assert lint(voice, "Hún kom síðast. Séns er orð.", "is") == ()


def test_words_are_whole_words_also_beside_icelandic_letters(voice):
    assert lint(voice, "Þúsund", "is") == () and lint(voice, "The shurryx", "en") == ()
    assert "urgency" in names(lint(voice, "¡hurry¿", "en"))


def test_a_second_question_is_a_warning(voice):
    found = lint(voice, "What got in the way? Was it the price?", "en")
    assert [(f.rule, f.severity) for f in found] == [("one-question", "warn")]


def test_a_language_without_rules_is_read_by_all_rules(voice):
    assert "urgency" in names(lint(voice, "Hurry", "da")) and "urgency" in names(lint(voice, "Flýttu þér", "da"))


def test_moved_claims_follow_their_block():
    assert moved(((0, 2), (5, 9)), 10) == ((10, 12), (15, 19))


RULE = "[[rule]]\nid='x'\ncategory='C1'\nseverity='warn'\nwhy='w'\nsource='s'\nsuggestion='s'\nbad=['b']\ngood=['g']\n"


@pytest.mark.parametrize(
    "broken",
    [
        "rule = 1", "[[rule]]\nid = 'x'", "not toml", RULE.replace("warn", "shout"), RULE + "patterns=['.. p']",
        RULE + "patterns=['<p>']", RULE + "patterns=['(p']", RULE + "patterns=['* p']", RULE + "measure='loud'", RULE,
        RULE + "patterns=['p']\nat='sea'", RULE + "patterns=['p']\n" + RULE + "patterns=['p']",
    ],
)  # fmt: skip
def test_a_rule_that_is_not_well_formed_is_refused(broken):
    with pytest.raises(ValueError, match=r"x|rules"):
        compile_rules(broken, "x")


def test_a_voice_without_rules_finds_nothing():
    assert lint(load({}, {}), "Hurry!!", "en") == ()


PIECES = st.sampled_from(
    [
        "hurry",
        "ekki missa af",
        "síðasti séns",
        "2d 14h",
        "!!",
        "?",
        "«",
        "»",
        "Re:",
        "F R E E",
        "\u200b",
        "\ud800",
        "\u0301" * 3,
        "ﬃ",
        "İ",
        "🔥",
        "\n\n",
        " ",
        ".",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=300), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    ),
    lang=st.sampled_from([*LANGS, "xx"]),
    kind=st.sampled_from([*KINDS, "other"]),
    claims=st.lists(st.tuples(st.integers(-5, 400), st.integers(-5, 400)), max_size=4).map(tuple),
)
@example(text="\ud800hurry\udfff", lang="en", kind="letter", claims=())
def test_lint_never_raises_and_its_spans_are_in_the_text(voice, text, lang, kind, claims):
    found = lint(voice, text, lang, kind=kind, claims=claims)
    assert list(found) == sorted(found, key=lambda f: f.start)
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_normalising_twice_is_normalising_once_and_positions_grow(text):
    once = normalise(text)
    assert normalise(once.text).text == once.text
    places = [once.place(i) for i in range(len(once.text) + 1)]
    assert places == sorted(places) and all(0 <= place <= len(text) for place in places)


def test_time_grows_no_faster_than_the_text(voice):
    from time import process_time

    def seconds(times: int) -> float:
        begun = process_time()
        lint(voice, "hurry, ekki missa af 2d 14h " * times, "is")
        return process_time() - begun

    seconds(100)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(5000) for _ in range(2))
    assert large < 40 * small + 0.1
