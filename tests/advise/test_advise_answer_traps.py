"""Near twins and questions that a shop has not answered: silence rather than the wrong answer, in both languages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.advise import answer, catalogue
from softsell.advise.answering.alike import together
from softsell.advise.knowledge import Knowledge, Passage, current, with_kept
from softsell.advise.text import bare, marked, words

HERE = Path(__file__).resolve()
TWINS = HERE.parents[2] / "training" / "answers" / "twins"  # the limits were chosen on these (tools/train_answers.py)
FRESH = HERE.parent / "traps"  # and on these nothing was
AT = datetime(2026, 5, 4, tzinfo=UTC)


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def known(folder: Path) -> Knowledge:
    made = (
        Passage(id=i, topic="other", title={"en": te, "is": ti}, text={"en": xe, "is": xi}, as_of=AT)
        for i, te, ti, xe, xi in rows(folder / "shop.tsv")
    )
    return Knowledge(passages=tuple(made), as_of=AT)


@pytest.fixture(scope="module")
def twins() -> Knowledge:
    return known(TWINS)


@pytest.mark.parametrize("lang", ["en", "is"])
@pytest.mark.parametrize("folder", [TWINS, FRESH], ids=["twins", "fresh"])
def test_a_trap_is_seldom_walked_into_and_most_questions_are_answered(folder: Path, lang: str) -> None:
    right = wrong = 0
    asked, shop = rows(folder / f"{lang}.tsv"), known(folder)
    for want, text in asked:
        found = answer.find(shop, catalogue.empty(), text, lang)
        right += found is not None and found.fact.source == want
        wrong += found is not None and found.fact.source != want
    assert len(asked) >= 150
    assert wrong / len(asked) <= 0.02
    assert right >= 0.7 * sum(want != "-" for want, _ in asked)


@pytest.mark.parametrize(
    ("text", "answered"),
    [("Seljið þið mat?", False), ("Bjóðið þið upp á mát?", True), ("bjodid thid upp a mat", True)],
    ids=["another word", "the word", "no accents at all"],
)
def test_an_accent_counts_where_accents_are_typed(text: str, answered: bool) -> None:
    fitting = Passage(
        id="fitting", topic="size", title={"is": "Mát"}, text={"is": "Mát er í boði alla daga í búðinni."}, as_of=AT
    )
    shop = Knowledge(passages=(fitting,), as_of=AT)
    assert (answer.find(shop, catalogue.empty(), text, "is") is not None) is answered


@given(st.text(max_size=60))
def test_words_with_their_accents_are_the_words_when_those_are_taken_off(text: str) -> None:
    assert tuple(map(bare, marked(text))) == words(text)


def test_what_is_over_is_not_found_and_the_index_is_not_built_anew(twins: Knowledge) -> None:
    until = datetime(2026, 6, 1, tzinfo=UTC)
    kept = Passage(
        id="kept:1", topic="other", title={"en": "Do you mend hats?"}, text={"en": "Yes, in a week."}, as_of=AT,
        source="answered by Birna", valid_until=until,
    )  # fmt: skip
    known = with_kept(twins, (kept,))
    held, over = current(known, datetime(2026, 5, 5, tzinfo=UTC)), current(known, until)
    found = answer.find(held, catalogue.empty(), "Do you mend hats?", "en")
    assert found is not None
    assert (found.fact.text, found.fact.source, found.fact.as_of) == ("Yes, in a week.", "answered by Birna", AT)
    assert answer.find(over, catalogue.empty(), "Do you mend hats?", "en") is None
    assert over.shelves is known.shelves


def test_alike_questions_are_one_group_and_others_are_not() -> None:
    assert together(["Do you sell hats?", "Can I mend a zip?", "do you sell hats?"]) == [[0, 2], [1]]
