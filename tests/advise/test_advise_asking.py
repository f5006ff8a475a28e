"""What is asked and what is shown: answers that can be met, kinds that are known, moves that are left."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.advise.catalogue import Catalogue, Category, Facet, Product, build
from softsell.advise.choosing import belief
from softsell.advise.choosing.spread import spread, suits
from softsell.advise.needs import Need, next_question, posterior

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
SIZES = {"shirts": ("s", "m", "l", "xl"), "shoes": ("38", "40", "42", "44")}


def shop(kinds: int = 2) -> Catalogue:
    """Shirts and shoes in four sizes and three colours, and other kinds of one product each."""
    sizes = {one: {"en": one} for some in SIZES.values() for one in some}
    colours = {one: {"en": one} for one in ("black", "red", "blue")}
    facets = (
        Facet(id="size", kind="choice", label={"en": "size"}, question={"en": "Which size?"}, values=sizes),
        Facet(id="colour", kind="choice", label={"en": "colour"}, question={"en": "Which colour?"}, values=colours),
    )
    found = [
        (kind, {"size": size, "colour": colour}) for kind, some in SIZES.items() for size in some for colour in colours
    ]
    names = [*SIZES, *(f"kind{n}" for n in range(kinds - 2))]
    others = [(kind, {"colour": "red"}) for kind in names[2:] for _ in range(12)]
    products = tuple(
        Product(
            id=f"p{n}",
            title={"en": f"Thing {n}"},
            category=kind,
            price=1000,
            currency="ISK",
            as_of=AS_OF,
            attributes=told,
        )
        for n, (kind, told) in enumerate([*found, *others])
    )
    return build(products, facets, tuple(Category(name, {"en": name}) for name in names))


def test_of_many_answers_only_those_are_offered_that_can_be_met() -> None:
    question = next_question(shop(), (Need("category", "shoes", 1),))
    assert question is not None
    assert (question.facet, [id_ for id_, _ in question.choices]) == ("size", list(SIZES["shoes"]))
    both = next_question(shop(), (), asked=("category",))
    assert both is not None
    assert [id_ for id_, _ in both.choices] == [*SIZES["shirts"], *SIZES["shoes"]]


def test_answers_that_nobody_gives_take_nothing_from_what_a_question_tells() -> None:
    wide = next_question(shop(), (Need("category", "shoes", 1),))
    assert wide is not None
    assert wide.gain > 0.85 * belief.information(
        np.full(4, 0.25), belief.answers(np.eye(4, dtype=np.bool_), np.full(4, 0.25))
    )


def test_the_kind_in_the_cart_is_taken_as_known_however_many_kinds_there_are() -> None:
    for kinds in (2, 20, 60):
        one = shop(kinds)
        shoes = np.array([product.category == "shoes" for product in one.products])
        assert 0.94 < posterior(one, (), ("p12",))[shoes].sum() < 0.96
        question = next_question(one, (), cart=("p12",))
        assert question is not None
        assert question.facet == "size"


def test_words_that_point_away_from_the_cart_free_the_kind(small: Catalogue) -> None:
    assert posterior(small, (), ("p13",))[12:].sum() > 0.9
    assert posterior(small, (Need("warmth", "warm", 1),), ("p13",))[12:].sum() < 0.3


def test_among_fifty_kinds_the_kind_is_asked_first() -> None:
    question = next_question(shop(50), ())
    assert question is not None
    assert question.facet == "category"
    assert question.gain > 4


weights = st.lists(st.floats(0.001, 1), min_size=1, max_size=60).map(lambda some: np.array(some) / sum(some))


@settings(max_examples=100, deadline=None)
@given(some=weights, k=st.integers(1, 5), moves=st.integers(1, 12), bits=st.floats(0, 1))
def test_a_promise_grows_with_the_moves_and_is_never_more_than_all(
    some: belief.Floats, k: int, moves: int, bits: float
) -> None:
    now, more = belief.promise(some, k, moves, bits), belief.promise(some, k, moves + 1, bits)
    assert belief.held(some, k) - 1e-9 <= now <= more + 1e-9 <= 1 + 2e-9
    assert abs(belief.promise(some, k, 1, bits) - belief.held(some, k)) < 1e-9
    assert abs(belief.promise(some, k, moves, 0.0) - belief.held(some, k * moves)) < 1e-9


def test_a_question_is_asked_while_there_is_time_to_show_and_not_in_the_last_move() -> None:
    even = np.full(64, 1 / 64)
    yes = np.where(np.arange(64) < 32, 0.95, 0.05)
    assert belief.move(even, 3, [(yes, 1 - yes)], 8) == 0
    assert belief.move(even, 3, [(yes, 1 - yes)], 1) == belief.SHOW
    assert belief.move(np.array([0.4, 0.3, 0.2, 0.1]), 3, [(yes[:4], 1 - yes[:4])], 8) == belief.SHOW


def test_what_is_shown_beside_the_likeliest_is_what_suits_other_buyers() -> None:
    one = shop()
    rows = [0, 3, 1]  # shirts: s and m in black, s in red
    likely = np.zeros(len(one.products))
    likely[rows] = (0.4, 0.35, 0.25)
    assert spread(one, rows, likely, ("colour",), 2) == [0, 1]
    assert spread(one, rows, likely, ("size",), 2) == [0, 3]
    chance = suits(one, np.array(rows), ("size", "colour"))
    assert np.allclose(np.diag(chance), 1)
    assert chance[0, 1] == chance[0, 2] > chance[1, 2]
