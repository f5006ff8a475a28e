"""Warmer words for a letter: used when they say the same, else the shop's own, held by a real endpoint and a real mail server."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from draft_world import SHOP, START, WITH_MODEL, at_work, buyer, records
from hypothesis import given
from hypothesis import strategies as st
from model_server import Hang
from msgspec.structs import replace

from softsell import load, store, worker
from softsell.draft.fidelity import unfaithful
from softsell.draft.rephrase import SOFT, filled, said
from softsell.values import Day, Item, Items, Meaning, Money, Suggestions, Text
from softsell.voice import LANGUAGES
from softsell.voice.finding import verdict
from softsell.voice.kinds import MEANINGS
from softsell.writing import read

DAY = timedelta(days=1)


def letter_of(raw: bytes) -> str:
    part: Any = message_from_bytes(raw).get_payload(0)
    return " ".join(part.get_payload(decode=True).decode().split())


def with_texts(change: Callable[[list[str]], object]) -> Callable[[dict[str, Any]], object]:
    """A model that answers with what `change` makes of the texts."""
    return lambda told: {"texts": change(told["texts"])}


def softly(texts: list[str]) -> list[str]:
    """An honest model: it adds no fact and keeps the placeholders."""
    return [t.replace("and we are writing to ask", "and we would like to ask").replace("Can ", "Could ") for t in texts]


def plain(folder: Path, language: str) -> str:
    """The letter as the shop's own phrases have it."""
    with at_work(lambda told: 500, folder, replace(WITH_MODEL, model_rephrase=False)) as (rt, server, caught):
        buyer(rt, language=language)
        assert worker.turn(rt, START + DAY).sent == 1 and server.bodies == []
        return letter_of(caught[0])


def test_an_honest_rewording_is_sent_with_every_slot_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    before = plain(tmp_path / "a", "en")
    marked: list[str] = []

    def model(told: dict[str, Any]) -> object:
        marked.extend(told["texts"])
        return {"texts": [f"{t[:-1]}, if we may ask?" if t.endswith("?") else t for t in told["texts"]]}

    with at_work(model, tmp_path) as (rt, server, caught):
        buyer(rt)
        assert worker.turn(rt, START + DAY).sent == 1
        after = letter_of(caught[0])
        (record,) = records(rt, "rephrase")
        assert record.outcome == "used", record
        assert "if we may ask?" in after and after != before and "{{" not in after
        for kept in ("Garn og gaman", "Monday 1 June", "Anna", "2,990", "Ullarsokkar"):
            assert kept in after and kept in before
        (body,) = server.bodies
        for hidden in ("Garn", "Anna", "Birna", "2990", "2,990", "Ullar", "June", "mail.is", "Logngata"):
            assert hidden not in body.decode()
        assert all(not any(c.isdigit() for c in t.replace("{{1}}", "").replace("{{2}}", "")) for t in marked)


BAD: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (with_texts(lambda t: [f"Only 2 left. {x}" for x in t]), "answer-figures"),
    (with_texts(lambda t: [f"Just two of them remain. {x}" for x in t]), "answer-figures"),
    (with_texts(lambda t: [f"Aðeins tvö stykki. {x}" for x in t]), "answer-figures"),
    (with_texts(lambda t: [f"It is £ there. {x}" for x in t]), "answer-marks"),
    (with_texts(lambda t: [f"Come before Monday, please. {x}" for x in t]), "answer-figures"),
    (with_texts(lambda t: [f"Delivery is on us. {x}" for x in t]), "answer-claims"),
    (with_texts(lambda t: [f"You get a discount here. {x}" for x in t]), "answer-claims"),
    (with_texts(lambda t: [f"Þú færð afslátt hér. {x}" for x in t]), "answer-claims"),
    (with_texts(lambda t: [f"Kind words from Marta there. {x}" for x in t]), "answer-name"),
    (with_texts(lambda t: [f"Would you not agree? {x}" for x in t]), "answer-question"),
    (with_texts(lambda t: [x.replace("?", ".") for x in t]), "answer-question"),
    (with_texts(lambda t: [x.replace("{{1}}", "the shop") for x in t]), "answer-placeholders"),
    (with_texts(lambda t: [x.replace("{{1}}", "{{1}} {{1}}") for x in t]), "answer-placeholders"),
    (with_texts(lambda t: [x.replace("{{1}}", "{{9}}") for x in t]), "answer-placeholders"),
    (with_texts(lambda t: [f"<b>{x}</b>" for x in t]), "answer-marks"),
    (with_texts(lambda t: [f"{x}<script>alert()</script>" for x in t]), "answer-marks"),
    (with_texts(lambda t: [f"See www.evil.example/x, {x}" for x in t]), "answer-marks"),
    (with_texts(lambda t: [f"{x}!" for x in t]), "answer-marks"),
    (with_texts(lambda t: [x + " and so on" * 60 for x in t]), "answer-"),
    (with_texts(lambda t: ["" for _ in t]), "answer-"),
    (with_texts(lambda t: t[:-1]), "answer-schema"),
    (with_texts(lambda t: [*t, "more"]), "answer-schema"),
    (with_texts(lambda t: [1 for _ in t]), "answer-schema"),
    (lambda told: {"texts": told["texts"], "note": "x"}, "answer-schema"),
    (lambda told: "Sure! Here you are.", "answer-schema"),
    (lambda told: 500, "endpoint-status-500"),
    (lambda told: Hang("drip"), "endpoint-late"),
]


@pytest.mark.parametrize(("model", "why"), BAD, ids=range(len(BAD)))
def test_a_rewording_that_is_not_faithful_is_recorded_and_the_shops_own_words_are_sent(
    tmp_path: Path, model: Callable[[dict[str, Any]], object], why: str
) -> None:
    (tmp_path / "a").mkdir()
    before = plain(tmp_path / "a", "en")
    policy = replace(WITH_MODEL, model_seconds=1) if why == "endpoint-late" else WITH_MODEL
    with at_work(model, tmp_path, policy) as (rt, _, caught):
        buyer(rt)
        assert worker.turn(rt, START + DAY).sent == 1
        (record,) = records(rt, "rephrase")
        assert record.outcome.startswith(why)
        assert _bare(letter_of(caught[0])) == _bare(before)


def _bare(letter: str) -> str:
    """The words of a letter without its links, which hold the time they were made."""
    return " ".join(word for word in letter.split() if "://" not in word)


def test_words_that_press_pass_no_lint_and_are_not_sent(tmp_path: Path) -> None:
    pressing = with_texts(lambda t: [f"Act quickly, you really should. {x}" if "?" in x else x for x in t])
    with at_work(pressing, tmp_path) as (rt, _, caught):
        buyer(rt)
        assert worker.turn(rt, START + DAY).sent == 1
        (record,) = records(rt, "rephrase")
        assert record.outcome.startswith("lint-"), record.outcome
        assert "quickly" not in letter_of(caught[0])


def test_the_other_language_is_not_sent(tmp_path: Path) -> None:
    def model(told: dict[str, Any]) -> object:
        return {"texts": ["Did something get in the way of you?" if "?" in t else t for t in told["texts"]]}

    with at_work(model, tmp_path) as (rt, _, caught):
        buyer(rt, language="is")
        assert worker.turn(rt, START + DAY).sent == 1
        assert records(rt, "rephrase")[0].outcome == "answer-language"
        assert "get in the way" not in letter_of(caught[0])


def test_a_letter_that_is_written_again_asks_nothing_again(tmp_path: Path) -> None:
    with at_work(with_texts(lambda t: t), tmp_path) as (rt, server, caught):
        buyer(rt)
        mail, rt.mail = rt.mail, None
        assert worker.turn(rt, START + DAY).put_off == 1
        rt.mail = mail
        assert worker.turn(rt, START + DAY + timedelta(hours=2)).sent == 1
        assert len(server.bodies) == 1 and len(caught) == 1


def test_the_holdout_is_not_told_to_the_model(tmp_path: Path) -> None:
    with at_work(with_texts(lambda t: t), tmp_path, replace(WITH_MODEL, holdout=1.0)) as (rt, server, caught):
        buyer(rt)
        assert worker.turn(rt, START + DAY).ghosted == 1
        assert server.bodies == caught == []


def test_a_persons_own_words_are_never_reworded(tmp_path: Path) -> None:
    from softsell.core import events as ev

    with at_work(with_texts(lambda t: t), tmp_path) as (rt, server, caught):
        who = buyer(rt)
        now = START + timedelta(minutes=1)
        store.append_to(
            rt.db, SHOP, who, ev.PersonSaid(id="p", at=now, by="Birna", text="Hi there", channel="mail"), now
        )
        assert worker.turn(rt, now).sent == 1 and server.bodies == [] and len(caught) == 1


# -- the sentences and the check by themselves ------------------------------------------------------------------------------

MONEY = Money(2990, "ISK", "catalogue", START)
ITEMS = Items((Item("s", "Ullarsokkar", 1, MONEY),))


def meaning(kind: str) -> Meaning:
    given = {
        Text: Text("Jónas kr."), Items: ITEMS, Day: Day(START.date(), "log", START), Suggestions: Suggestions(()),
    }  # fmt: skip
    return Meaning(kind, {name: given[slot] for name, slot in MEANINGS[kind].items()})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(SOFT))
def test_every_soft_sentence_leaves_bare_and_comes_back_whole(kind: str, lang: str) -> None:
    for wording in range(3):
        blocks, (one,) = said(load.voice(), (meaning(kind),), lang, wording, START)
        assert filled(one, one.text)[0] == blocks[one.at].text
        for hidden in ("Jónas", "Ullarsokkar", "2.990", "2,990", "June", "júní"):
            assert hidden not in one.text
        assert unfaithful(one.text, one.text, lang) == "", "a sentence is faithful to itself"
        claims = filled(one, one.text)[1]
        assert claims == blocks[one.at].claims


@given(st.text(max_size=120), st.sampled_from(LANGUAGES), st.sampled_from(sorted(SOFT)), st.integers(0, 2))
def test_whatever_a_model_says_no_figure_comes_through(words: str, lang: str, kind: str, wording: int) -> None:
    _, (one,) = said(load.voice(), (meaning(kind),), lang, wording, START)
    for text in (words, one.text + words, words + one.text, one.text.replace(" ", f" {words} ", 1)):
        if unfaithful(one.text, text, lang) == "":
            bare = text
            for n in range(len(one.values)):
                assert bare.count(f"{{{{{n + 1}}}}}") == 1
                bare = bare.replace(f"{{{{{n + 1}}}}}", "")
            assert not any(c.isnumeric() or c in "%€$£<>@/{}" for c in bare)
            assert bare.count("?") == one.text.count("?")


@pytest.mark.parametrize(
    ("lang", "added"),
    [
        (lang, added)
        for lang, many in {
            "en": (
                "seven",
                "half",
                "tomorrow",
                "free",
                "guaranteed",
                "cheaper",
                "the last",
                "popular",
                "not",
                "percent",
                "Monday",
            ),
            "is": (
                "sjö",
                "hálft",
                "á morgun",
                "ókeypis",
                "ábyrgð",
                "ódýrara",
                "síðasta",
                "vinsælt",
                "ekki",
                "prósent",
                "krónur",
            ),
        }.items()
        for added in many
    ],
)
def test_a_word_that_says_a_figure_a_date_a_claim_or_a_no_is_seen(lang: str, added: str) -> None:
    for kind in ("ask-trouble", "offer"):
        _, (one,) = said(load.voice(), (meaning(kind),), lang, 0, START)
        first, _, rest = one.text.partition(" ")
        assert unfaithful(one.text, f"{first} {added} {rest}", lang) != ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gentle_rewordings_pass_so_that_the_gate_is_not_a_wall(lang: str) -> None:
    gentle = {
        "en": {"ask-fits": "How do these feel to you?", "offer": "These may suit you, and under each one it says why:",
               "glad": "That is lovely to hear.", "ask-tell": "Would you like to tell me more?"},
        "is": {"ask-fits": "Hentar eitthvað af þessu þér, eða er eitthvað sem þú vilt ræða?",
               "ask-tell": "Viltu segja mér meira frá því?"},
    }[lang]  # fmt: skip
    for kind, words in gentle.items():
        _, (one,) = said(load.voice(), (meaning(kind),), lang, 0, START)
        assert unfaithful(one.text, words, lang) == "", (one.text, words)
        blocks, _ = said(load.voice(), (meaning(kind),), lang, 0, START)
        assert verdict(read(load.voice(), lang, "", (replace(blocks[0], text=words, claims=()),))) == "ok"
