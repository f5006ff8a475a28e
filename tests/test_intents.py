"""The benchmark of intents is honest in how it learns, chooses and counts: what its figures rest on, tested without its data."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

import bench_intents
import learners
import wording

TEXTS = [
    "where is my order",
    "where is the order",
    "Where is my order?",
    "do you sell pillows",
    "pillows",
    "any discount",
]
TEXTS += ["what does it cost", "price please", "can I return it", "money back", "is it in your shop", "showroom"]
LABELS = np.array([0, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5])


def test_the_correlation_is_one_for_all_right_and_nothing_for_one_answer_to_all() -> None:
    assert bench_intents.mcc(list("aabbc"), list("aabbc")) == pytest.approx(1)
    assert bench_intents.mcc(list("aabbc"), list("aaaaa")) == 0


def test_the_correlation_of_two_classes_is_that_of_the_four_counts() -> None:
    truth, said = "a" * 6 + "b" * 4, "aaaab" + "b" + "bbba"
    hit, missed, wrong, rightly_not = 4, 2, 1, 3
    below = (hit + wrong) * (hit + missed) * (rightly_not + wrong) * (rightly_not + missed)
    found = bench_intents.mcc(list(truth), list(said))
    assert found == pytest.approx((hit * rightly_not - wrong * missed) / below**0.5)


def test_a_rehearsal_learns_nothing_of_a_class_left_out_and_nothing_that_is_almost_what_it_is_asked() -> None:
    own = [wording.views(text) for text in TEXTS]
    group = bench_intents.alike(own, LABELS)
    assert group[0] == group[2] != group[3]
    seen = 0
    for learn, inside, outside in bench_intents.rehearsals(own, LABELS, 2):
        assert not set(LABELS[learn]) & set(LABELS[outside])
        assert not set(group[learn]) & set(group[inside])
        assert not set(LABELS[inside]) & set(LABELS[outside])
        seen += len(outside)
    assert seen == 2 * len(TEXTS)


def test_an_unknown_word_makes_the_known_ones_count_less() -> None:
    rare = wording.rarity(map(wording.views, TEXTS))
    known, more = (
        wording.weigh(wording.views(text), rare, (1, 0, 0, 0, 0, 0)) for text in ("pillows", "pillows zebra")
    )
    assert known["word pillows"] > more["word pillows"] > 0


def test_the_regression_stands_where_its_loss_is_least() -> None:
    chance = np.random.default_rng(1)
    texts, labels = chance.normal(size=(60, 8)).astype(np.float32), chance.integers(0, 3, 60)
    weights, c = chance.uniform(0.5, 2, 60), 0.5
    table, bias = learners.softmax(texts, labels, weights, c, turns=2000)
    wrong = (learners.chances(texts @ table + bias) - np.eye(3)[labels]) * weights[:, None]
    assert np.abs(texts.T @ wrong + table / c).max() < 1e-3
    assert np.abs(wrong.sum(0)).max() < 1e-3


@pytest.mark.parametrize("learner", [learners.machine, learners.net])
def test_what_was_learned_is_told_again(learner: object) -> None:
    found = [{f"own {n % 3}": 1.0, f"noise {n % 7}": 0.5} for n in range(300)]
    table = learners.rows(found, learners.columns(found, 1))
    parts = learner(table, np.arange(300) % 3, np.ones(300, np.float32), passes=60)  # type: ignore[operator]
    assert (learners.scored(parts, table).argmax(1) == np.arange(300) % 3).all()
    assert learners.whole(table).sum() == pytest.approx(450)
