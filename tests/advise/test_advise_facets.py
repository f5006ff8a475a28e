"""Facets and their questions out of a catalogue: which attributes, of which kind, with which answers; and the bank itself."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell import load
from softsell.advise.making import bank as banks
from softsell.advise.making import facets, survey
from softsell.advise.making.bank import Bank, gather, mined
from softsell.advise.making.facets import Chosen
from softsell.advise.making.ranges import borders, label_range, round_near
from softsell.advise.shelves import edited
from softsell.copy.api import check
from softsell.errors import BadRequest

Traits = dict[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load.question_bank()


def chosen(
    bank: Bank, rows: list[Traits], lang: str = "en", category: str = ""
) -> tuple[dict[str, Chosen], dict[str, str]]:
    """The facets of these items by id, and why the others are none."""
    seen = survey.Survey()
    for row in rows:
        values, names, _ = gather(bank, row)
        survey.add(seen, bank, category, values, names)
    found, left = facets.choose(seen, bank, lang, 1)
    return {one.facet.id: one for one in found}, dict(left)


# -- the bank -------------------------------------------------------------------------------------------------------------


def test_the_bank_has_at_least_sixty_concepts_over_many_trades(bank: Bank) -> None:
    assert len(bank.concepts) >= 60
    trades = Counter(trade for one in bank.concepts.values() for trade in one.trades)
    wanted = "clothing shoes homeware electronics furniture food beauty sport tools baby pets books garden"
    assert {trade for trade in wanted.split() if trades[trade] < 1} == set()


def texts(bank: Bank, place: int) -> dict[str, str]:
    """Every text of one language by where it stands."""
    found = {}
    for one in bank.concepts.values():
        found[f"{one.id}.ask"], found[f"{one.id}.label"] = one.ask[place], one.label[place]
        found |= {f"{one.id}.{answer.id}": answer.say[place] for answer in one.answers}
        found |= {f"{one.id}.{value}": spelled[place] for value, spelled in one.values.items()}
    return found


@pytest.mark.parametrize(("place", "lang"), list(enumerate(banks.LANGUAGES)))
def test_every_entry_passes_the_pressure_lint(bank: Bank, place: int, lang: str) -> None:
    loud = {
        where: [one.rule for one in check(text, lang=lang, kind="body").findings if _loud(one)]
        for where, text in texts(bank, place).items()
    }
    assert {where: rules for where, rules in loud.items() if rules} == {}


def _loud(finding: Any) -> bool:
    """As for our phrases to buyers: no block at all, and no warning by a rule."""
    return finding.severity == "block" or (finding.severity == "warn" and finding.rule != "model")


def test_a_question_is_one_short_question_and_a_label_no_sentence(bank: Bank) -> None:
    for one in bank.concepts.values():
        for ask, label in zip(one.ask, one.label, strict=True):
            assert ask.endswith("?") and ask.count("?") == 1, one.id
            assert len(ask) <= 75 and ask[0].isupper(), one.id
            assert not label.endswith((".", "?")), one.id


def test_numbers_have_a_unit_flags_have_words_and_answers_lie_within_the_range(bank: Bank) -> None:
    for one in bank.concepts.values():
        assert one.kind in ("choice", "many", "flag", "number"), one.id
        assert one.kind == "flag" or not one.words, one.id
        assert one.kind != "flag" or one.words, one.id
        assert all(0 <= answer.low < answer.high <= 1 for answer in one.answers), one.id


def test_names_are_given_in_both_languages(bank: Bank) -> None:
    same = {"bluetooth"}  # the same word in both
    for one in bank.concepts.values():
        assert len(one.names) >= 2 or one.id in same, one.id
    assert bank.names["stærð"] == bank.names["size"] == "size"
    assert banks.key(bank, "Þyngd (kg)") == ("weight", "kg")
    assert banks.key(bank, "price") == ("own_price", "")


def test_two_concepts_with_one_name_are_refused() -> None:
    row = {"kind": "flag", "label": ["a", "a"], "ask": ["A?", "A?"], "names": ["same"], "words": ["x"]}
    with pytest.raises(BadRequest, match="'same' is a name of 'one' too"):
        banks.decode({"concept": [{"id": "one", **row}, {"id": "two", **row}]})


def test_every_icelandic_question_parses(bank: Bank) -> None:
    greynir = pytest.importorskip("reynir").Greynir()
    refused = [
        one.ask[1] for one in bank.concepts.values() if getattr(greynir.parse_single(one.ask[1]), "tree", None) is None
    ]
    assert refused == []


# -- what a text says ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A warm jacket. Waterproof. Weight: 450 g.", {"waterproof": ("yes",), "weight": ("450 g",)}),
        ("Not waterproof, but windproof.", {"waterproof": ("no",), "windproof": ("yes",)}),
        ("Vatnsheldur jakki. Þyngd: 1,2 kg.", {"waterproof": ("yes",), "weight": ("1,2 kg",)}),
        ("Ekki vatnsheldur.", {"waterproof": ("no",)}),
        ("Má fara í uppþvottavél og tekur 5 lítra.", {"dishwasher_safe": ("yes",), "capacity": ("5 lítra",)}),
        ("Rafhlöðuending allt að 12 klst.", {"battery_life": ("12 klst",)}),
        ("12 hours of battery life", {"battery_life": ("12 hours",)}),
        ("Weight: light as a feather. Power to the people.", {}),
        ("It comes in a box.", {}),
    ],
)
def test_a_description_gives_what_it_says_and_nothing_else(bank: Bank, text: str, found: Traits) -> None:
    told = {
        name: tuple(value.strip(" .") for value in values) for name, values in mined(bank, text, comma=True).items()
    }
    assert told == found


def test_what_the_shop_lists_goes_before_what_its_text_says(bank: Bank) -> None:
    values, _, count = gather(bank, {"Weight": ("300 g",)}, "Weight: 450 g")
    assert (values["weight"], count) == (("300 g",), 0)


# -- kinds and answers --------------------------------------------------------------------------------------------------------


def test_the_kind_follows_the_values(bank: Bank) -> None:
    rows: list[Traits] = [
        {"Weight": (f"{n * 100} g",), "Waterproof": ("yes" if n % 2 else "no",), "Fit": (("slim", "loose")[n % 2],),
         "Material": ("wool/silk" if n % 2 else "cotton",), "Max load": (f"{n}-{n + 2} kg",), "Name plate": (f"unique {n}",)}
        for n in range(1, 60)
    ]  # fmt: skip
    found, left = chosen(bank, rows)
    kinds = {name: one.facet.kind for name, one in found.items()}
    assert kinds == {"weight": "number", "waterproof": "flag", "fit": "choice", "material": "many", "max_load": "many"}
    assert left["Name plate"].startswith("too many different values")
    assert found["material"].facet.values["wool"] == {"en": "Wool", "is": "Ull"}


def test_numbers_get_a_unit_that_suits_them_and_answers_at_the_shops_own_quantiles(bank: Bank) -> None:
    found, _ = chosen(bank, [{"Weight": (f"{n} kg",)} for n in range(1, 101)])
    weight = found["weight"].facet
    assert weight.unit == "kg"
    assert [(one.id, one.min, one.max) for one in weight.choices] == [
        ("far", None, 40), ("sometimes", None, 80), ("seldom", 0, None),
    ]  # fmt: skip
    assert facets.value_of(found["weight"], ("1500 g",)) == 1.5


def test_an_attribute_without_an_entry_is_a_facet_that_nobody_is_asked_about(bank: Bank) -> None:
    found, _ = chosen(bank, [{"Torque": (f"{n} W",)} for n in range(20)], "is")
    torque = found["torque"].facet
    assert (torque.label, torque.question, len(torque.choices)) == ({"is": "torque"}, {}, 3)


def test_a_question_is_only_asked_where_the_values_answer_it(bank: Bank) -> None:
    found, _ = chosen(bank, [{"Capacity": (("two pots", "a bucket", "three cups")[n % 3],)} for n in range(30)])
    assert (found["capacity"].facet.kind, found["capacity"].facet.question) == ("choice", {})


def test_ranges_become_the_steps_they_cover(bank: Bank) -> None:
    found, _ = chosen(bank, [{"Size": ("35-40",)}, {"Size": ("38-43",)}, {"Size": ("41",)}])
    size = found["size"]
    assert size.facet.kind == "many"
    assert facets.value_of(size, ("38-40",)) == ("38", "39", "40")
    assert facets.value_of(size, ("41",)) == ("41",)


def test_what_is_missing_or_does_not_fit_is_unknown_and_never_false(bank: Bank) -> None:
    rows: list[Traits] = [{"Waterproof": ("yes",)}, {"Waterproof": ("no",)}, {"Waterproof": ("yes",)}, {}]
    found, _ = chosen(bank, rows)
    for raw in ((), ("-",), ("n/a",), ("sort of",), ("yes", "no")):
        assert facets.value_of(found["waterproof"], raw) is None


def test_an_attribute_known_of_few_items_or_the_same_in_all_is_no_facet(bank: Bank) -> None:
    rows: list[Traits] = [{"Material": ("wool",), **({"Fit": ("slim",)} if n < 2 else {})} for n in range(40)]
    found, left = chosen(bank, rows)
    assert found == {}
    assert left["Material"].startswith("the same")
    assert "Fit" in left


@settings(max_examples=200)
@given(st.lists(st.floats(0.001, 1e6), min_size=3, max_size=200), st.floats(0.05, 0.95))
def test_a_border_has_something_on_both_its_sides(numbers: list[float], share: float) -> None:
    import numpy as np

    ordered = np.sort(np.array(numbers))
    if ordered[0] == ordered[-1]:
        return
    (edge,) = borders(ordered, (share,))
    assert (ordered < edge).any() and (ordered >= edge).any()


def test_borders_are_easy_to_say() -> None:
    assert [round_near(one) for one in (0.0, 1234, 0.047, -18, 96)] == [0, 1200, 0.05, -20, 100]
    assert label_range(None, 1.5, "kg") == {"en": "under 1.5 kg", "is": "undir 1,5 kg"}
    assert label_range(1.5, 3, "kg") == {"en": "1.5 to 3 kg", "is": "1,5 til 3 kg"}
    assert label_range(3, None, "kg") == {"en": "3 kg or more", "is": "3 kg eða meira"}


def test_memory_has_a_most_and_what_is_over_is_counted(bank: Bank) -> None:
    seen = survey.Survey()
    for n in range(3_000):
        survey.add(seen, bank, f"c{n} > d", {"x": (f"v{n}",), f"a{n}": ("1",), "w": (f"{n} g",)}, {})
    for n in range(20_000):
        survey.add(seen, bank, f"c{n}", {"w": (f"{n} g",)}, {})
    assert len(seen.seen) <= survey.MOST_ATTRIBUTES
    whole = {name: survey.together(list(by.values())) for name, by in seen.seen.items()}
    assert len(whole["x"].words) == survey.MOST_VALUES
    assert whole["x"].over == 3_000 - survey.MOST_VALUES
    assert len(whole["w"].numbers["g"].kept) <= survey.MOST_NUMBERS
    assert sum(map(len, seen.seen.values())) <= survey.MOST_PARTS + survey.MOST_ATTRIBUTES
    assert len(seen.categories) <= survey.MOST_CATEGORIES + 1
    assert seen.left.total() > 0


# -- what the shop writes by hand -----------------------------------------------------------------------------------------------


def test_the_shops_own_words_stay_and_the_rest_is_made_anew() -> None:
    made = [{"id": "a", "kind": "choice", "question": {"en": "Old?"}, "values": {"x": {}}}, {"id": "b", "kind": "flag"}]
    before = edited.marks(made)
    hand = [{**made[0], "question": {"en": "Mine?"}}, {"id": "own", "kind": "flag"}]  # "b" taken out, "own" added
    new = [
        {"id": "a", "kind": "choice", "question": {"en": "New?"}, "values": {"x": {}, "y": {}}},
        made[1],
        {"id": "c"},
    ]
    rows, kept = edited.merged(hand, new, before)
    found = {row["id"]: row for row in rows}
    assert found["a"] == {"id": "a", "kind": "choice", "question": {"en": "Mine?"}, "values": {"x": {}, "y": {}}}
    assert set(found) == {"a", "c", "own"}
    assert set(kept) == {"a", "b", "own"}


def test_values_that_the_shop_changed_stay_with_their_answers() -> None:
    made = [{"id": "a", "kind": "choice", "values": {"x": {}}, "choices": [1]}]
    hand = [{"id": "a", "kind": "choice", "values": {"mine": {}}, "choices": [1]}]
    new = [{"id": "a", "kind": "many", "values": {"x": {}, "y": {}}, "choices": [2]}]
    assert edited.merged(hand, new, edited.marks(made))[0] == hand
