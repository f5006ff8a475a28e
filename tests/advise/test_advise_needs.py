"""The belief over products and the question worth asking."""

import random

import numpy as np
from buyers import buyers, talk
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.advise.catalogue import Catalogue, empty
from softsell.advise.needs import LEAST_GAIN, Need, next_question, posterior, settled

VALUES = (
    ("colour", "black"), ("colour", "red"), ("warmth", "warm"), ("warmth", ">=2"), ("waterproof", "yes"), ("budget", "15000"),
    ("budget", "1"), ("category", "hats"), ("colour", "dont_mind"), ("nothing", "x"), ("place", "600"),
)  # fmt: skip
needs_of_any_kind = st.lists(
    st.builds(
        lambda pair, turn, wanted: Need(pair[0], pair[1], turn, "said", wanted),
        st.sampled_from(VALUES), st.integers(0, 3), st.booleans(),
    ),
    max_size=6,
).map(tuple)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(needs=needs_of_any_kind, cart=st.lists(st.sampled_from(["p0", "p13", "gone"]), max_size=2).map(tuple))
def test_the_belief_sums_to_one_whatever_was_said(
    small: Catalogue, needs: tuple[Need, ...], cart: tuple[str, ...]
) -> None:
    belief = posterior(small, needs, cart)
    assert belief.shape == (16,)
    assert abs(belief.sum() - 1) < 1e-9
    assert (belief >= 0).all()


@settings(max_examples=60, deadline=None)
@given(needs=needs_of_any_kind)
def test_a_question_is_never_about_what_is_known_and_is_worth_its_cost(
    small: Catalogue, needs: tuple[Need, ...]
) -> None:
    question = next_question(small, needs)
    if question is not None:
        assert question.facet not in {need.facet for need in needs}
        assert question.gain - question.cost >= LEAST_GAIN
        assert all(bits <= question.gain + 1 for _, bits in question.alternatives)


def test_a_product_without_the_attribute_is_spread_and_not_excluded(small: Catalogue) -> None:
    belief = posterior(small, (Need("warmth", "warm", 1),))
    unknown, meets, fails = belief[5], belief[2], belief[0]
    assert fails < unknown < meets


def test_the_kind_of_the_cart_is_likelier(small: Catalogue) -> None:
    assert posterior(small, (), ("p13",))[12:].sum() > 0.8
    assert posterior(small, (), ("p0",))[:12].sum() > 0.9


def test_dont_mind_leaves_the_belief_as_it_was(small: Catalogue) -> None:
    before, after = posterior(small, ()), posterior(small, (Need("colour", "dont_mind", 1),))
    assert np.array_equal(before, after)


def test_a_kind_that_was_named_restricts(small: Catalogue) -> None:
    assert posterior(small, (Need("category", "hats", 1),))[:12].sum() < 1e-6


def test_a_later_word_about_the_same_facet_stands(small: Catalogue) -> None:
    belief = posterior(small, (Need("colour", "black", 1), Need("colour", "red", 2)))
    assert belief[2] > 5 * belief[0]


def test_nothing_is_asked_when_three_were_asked_or_nothing_is_for_sale(small: Catalogue) -> None:
    assert next_question(small, (), asked=("a", "b", "c")) is None
    assert next_question(empty(), ()) is None


def test_nothing_is_asked_when_three_hold_most_of_the_belief() -> None:
    assert settled(np.array([0.5, 0.2, 0.15, 0.1, 0.05]))
    assert not settled(np.full(10, 0.1))


def test_the_kind_is_asked_only_when_the_cart_does_not_tell(small: Catalogue, shop: Catalogue) -> None:
    first = next_question(shop, ())
    assert first is not None
    named = {first.facet, *(name for name, _ in first.alternatives)}
    assert "category" in named
    with_cart = next_question(small, (), cart=("p0",))
    assert with_cart is not None
    assert "category" not in {with_cart.facet, *(name for name, _ in with_cart.alternatives)}


def test_buyers_with_hidden_needs_find_something_within_three_questions(shop: Catalogue) -> None:
    people = buyers(shop, 200, seed=11)
    dice = random.Random(5)
    found = sum(talk(shop, one)[0] for one in people) / len(people)
    by_chance = sum(talk(shop, one, dice=dice)[0] for one in people) / len(people)
    assert found >= 0.85, f"{found:.3f}"
    assert found >= by_chance + 0.1, f"{found:.3f} against {by_chance:.3f} in random order"
