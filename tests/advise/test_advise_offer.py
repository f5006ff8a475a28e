"""What is offered: fits, reasons that hold, nothing above the ceiling, honest conflicts."""

from datetime import date

from hypothesis import given, settings
from msgspec.structs import replace
from test_advise_needs import needs_of_any_kind

from softsell.advise.catalogue import Catalogue, build
from softsell.advise.needs import Need
from softsell.advise.offer import critique, offer, ranking
from softsell.advise.wishes import ceiling, fit, wishes


@settings(max_examples=80, deadline=None)
@given(needs=needs_of_any_kind)
def test_nothing_costs_more_than_was_said(small: Catalogue, needs: tuple[Need, ...]) -> None:
    limit = ceiling(small, needs)
    for one in offer(small, needs, lang="en").suggestions:
        assert one.item.price is not None
        assert one.item.price.amount <= limit


@settings(max_examples=80, deadline=None)
@given(needs=needs_of_any_kind)
def test_a_reason_is_shown_only_when_the_order_is_another_without_it(small: Catalogue, needs: tuple[Need, ...]) -> None:
    found = offer(small, needs, lang="en")
    order = ranking(small, needs)
    for one in found.suggestions:
        for reason in one.reasons:
            rest = tuple(need for need in needs if need.facet != reason.facet)
            assert found.relaxed or ranking(small, rest) != order


def test_an_older_word_that_would_stand_again_makes_no_reason(small: Catalogue) -> None:
    needs = (
        Need("colour", "black", wanted=False), Need("colour", "black"), Need("colour", "red"), Need("warmth", "warm"),
        Need("budget", "15000"),
    )  # fmt: skip
    assert ranking(small, tuple(need for need in needs if need.facet != "colour")) == ranking(small, needs)
    shown = offer(small, needs, lang="en").suggestions
    assert {reason.facet for one in shown for reason in one.reasons} == {"warmth", "budget"}


@settings(max_examples=80, deadline=None)
@given(needs=needs_of_any_kind)
def test_the_cheapest_that_meets_everything_is_among_those_shown(small: Catalogue, needs: tuple[Need, ...]) -> None:
    good = small.stocked.copy()
    for wish in wishes(small, needs):
        meets, known = fit(small, wish)
        good &= meets & known
    if good.any():
        cheapest = min((small.products[n] for n in range(16) if good[n]), key=lambda one: one.price)
        assert cheapest.id in {one.item.product_id for one in offer(small, needs, lang="en").suggestions}


def test_reasons_carry_the_words_and_the_turn_and_the_price_its_source(small: Catalogue) -> None:
    best = offer(small, (Need("colour", "black", 4, "something black"),), lang="en", cart=("p1",)).suggestions[0]
    assert [(r.turn, r.said, r.facet, r.value) for r in best.reasons] == [(4, "something black", "colour", "black")]
    assert best.item.price is not None
    assert best.item.price.source == best.item.url
    assert best.item.price.as_of is not None
    assert best.drawback == "It creaks."


def test_a_changed_answer_changes_the_order(small: Catalogue) -> None:
    assert ranking(small, (Need("colour", "black", 1),)) != ranking(small, (Need("colour", "red", 1),))


def test_a_cart_that_meets_everything_is_the_answer(small: Catalogue) -> None:
    found = offer(small, (Need("colour", "black", 1),), lang="en", cart=("p0",))
    assert found.same
    assert found.suggestions[0].item.product_id == "p0"


def test_a_ceiling_alone_does_not_make_the_cart_the_answer(small: Catalogue) -> None:
    assert not offer(small, (Need("budget", "20000", 1),), lang="en", cart=("p0",)).same


def test_what_is_not_in_stock_is_left_out_unless_nothing_else_fits_and_it_comes_back(small: Catalogue) -> None:
    needs = (Need("budget", "13000", 1), Need("colour", "black", 1), Need("warmth", "warm", 1))
    shown = {
        one.item.product_id for one in offer(small, (Need("colour", "black", 1),), lang="en", cart=("p1",)).suggestions
    }
    assert "p3" not in shown
    gone = offer(small, needs, lang="en")
    assert gone.relaxed and "p3" not in {one.item.product_id for one in gone.suggestions}
    due = [replace(one, restock=date(2026, 12, 1)) if one.id == "p3" else one for one in small.products]
    back = offer(build(due, tuple(small.facets.values()), tuple(small.categories.values())), needs, lang="en")
    assert [one.item.product_id for one in back.suggestions] == ["p3"]
    assert back.suggestions[0].drawback.startswith("It is not in stock")


def test_what_is_for_other_people_than_the_thing_in_the_cart_stands_behind(shop: Catalogue) -> None:
    cart = ("hlyja-lopapeysa",)  # for adults
    for needs in ((Need("colour", "blue", 1),), (Need("use", "hiking", 1), Need("budget", "30000", 1))):
        for one in offer(shop, needs, lang="en", cart=cart, exclude=cart).suggestions:
            assert "adults" in shop.get(one.item.product_id).attributes["fit_for"]
    child = offer(shop, (Need("fit_for", "children", 1),), lang="en", cart=cart)
    assert all("children" in shop.get(one.item.product_id).attributes["fit_for"] for one in child.suggestions)


def test_what_was_declined_is_not_offered_again(small: Catalogue) -> None:
    first = offer(small, (Need("colour", "red", 1),), lang="en")
    ids = tuple(one.item.product_id for one in first.suggestions)
    again = offer(small, (Need("colour", "red", 1),), lang="en", exclude=ids)
    assert again.suggestions
    assert not {one.item.product_id for one in again.suggestions} & set(ids)


def test_needs_that_cannot_meet_are_named_and_the_gentlest_gives_way(small: Catalogue) -> None:
    needs = (Need("budget", "12000", 1), Need("colour", "black", 1), Need("warmth", "warm", 2))
    found = offer(small, needs, lang="en")
    assert set(found.conflict) == {"budget", "colour", "warmth"}
    assert found.relaxed in ("colour", "warmth")
    assert found.suggestions


def test_a_ceiling_under_everything_offers_nothing_and_says_why(small: Catalogue) -> None:
    found = offer(small, (Need("budget", "10", 1),), lang="en")
    assert found.suggestions == ()
    assert found.conflict == ("budget",)


def test_the_kind_in_the_cart_is_taken_as_known_and_said(small: Catalogue) -> None:
    assert offer(small, (Need("colour", "red", 1),), lang="is", cart=("p0",)).assumed == ("Jakkar",)


def test_cheaper_is_a_ceiling_under_the_product_at_hand(small: Catalogue) -> None:
    for words in ("cheaper", "eitthvað ódýrara"):
        needs = critique(small, (), "p6", words, turn=2)
        assert [(need.facet, need.value, need.turn) for need in needs] == [("budget", "15999", 2)]
        assert all(
            one.item.price and one.item.price.amount < 16_000 for one in offer(small, needs, lang="en").suggestions
        )


def test_warmer_is_measured_and_not_black_is_unwanted(small: Catalogue) -> None:
    for words in ("warmer, not black", "hlýrri en ekki svart"):
        needs = critique(small, (Need("colour", "black", 1),), "p1", words, turn=2)
        assert {(need.facet, need.value, need.wanted) for need in needs} >= {
            ("warmth", ">2", True),
            ("colour", "black", False),
        }
        black = {small.products[n].id for n in range(0, 16, 3)}
        assert not black & {one.item.product_id for one in offer(small, needs, lang="en").suggestions}


def test_lighter_is_measured_in_the_sample_shop(shop: Catalogue) -> None:
    base = next(product for product in shop.products if "weight" in product.attributes)
    for words in ("lighter than this", "léttari"):
        assert f"<{base.attributes['weight']:g}" in {need.value for need in critique(shop, (), base.id, words)}
