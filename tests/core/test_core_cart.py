"""What stands in a cart, whatever order the events came in."""

from datetime import timedelta

import core_shops
import pytest
from core_tale import DAY, HOUR, add, asks, tale, with_cart
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.core import cart as carts
from softsell.core import events as ev
from softsell.core.cart import MOST_OPS, fold
from softsell.core.outreach import live
from softsell.core.shopper import Shopper

START = core_shops.START


def stands(shopper: Shopper, cart_id: str = "-") -> dict[str, int]:
    cart = next(c for c in shopper.carts if c.id == cart_id)
    return {line.product_id: line.quantity for line in fold(cart, shopper.orders).lines}


def test_adding_twice_adds_up_and_removing_takes_away() -> None:
    p = with_cart(None, "a", "a", "b")
    p.do(ev.Removed, line=ev.Line("b"))
    assert stands(p.shopper) == {"a": 2}


def test_a_whole_cart_replaces_what_was_there() -> None:
    p = with_cart(None, "a", "b")
    p.do(ev.CartUpdated, at=p.now + HOUR, lines=(ev.Line("b", 3), ev.Line("c", 0)))
    assert stands(p.shopper) == {"b": 3}
    p.do(ev.CartUpdated, at=p.now + 2 * HOUR)
    assert live(p.shopper) is None


@pytest.mark.parametrize("minutes", [-30, 0, 4])
def test_an_order_before_at_or_just_after_the_same_instant_retires_the_line(minutes: int) -> None:
    p = tale()
    p.do(ev.Ordered, at=p.now, order_id="o", lines=(ev.Line("a"),))
    add(p, "a", at=p.now + timedelta(minutes=minutes))
    assert live(p.shopper) is None


def test_a_line_added_well_after_the_order_is_a_new_wish() -> None:
    p = tale()
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    add(p, "a", at=p.now + timedelta(minutes=6))
    assert stands(p.shopper) == {"a": 1}


def test_several_carts_of_one_buyer_are_retired_by_one_purchase() -> None:
    p = tale()
    for n in range(5):
        add(p, "a", cart=f"k{n}")
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    assert live(p.shopper) is None


def test_an_order_that_names_the_cart_retires_all_of_it_and_one_that_names_nothing_retires_everything() -> None:
    p = tale()
    add(p, "a", cart="k1")
    add(p, "b", cart="k2")
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("other"),), cart_id="k1")
    assert stands(p.shopper, "k1") == {} and stands(p.shopper, "k2") == {"b": 1}
    p.do(ev.Ordered, order_id="o2")
    assert live(p.shopper) is None


def test_a_cancelled_order_retires_nothing_even_when_the_cancellation_came_first() -> None:
    p = with_cart(None, "a")
    p.do(ev.OrderCancelled, order_id="o")
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    assert stands(p.shopper) == {"a": 1}


def test_a_failed_payment_is_not_an_order() -> None:
    p = with_cart(None, "a")
    p.do(ev.PaymentFailed, reason="declined")
    assert stands(p.shopper) == {"a": 1}


def test_signs_of_trouble_in_carts_without_a_line_do_no_harm() -> None:
    p = with_cart(None, "a")
    p.do(ev.PaymentFailed, cart_id="k1")
    p.do(ev.ClientFailed, cart_id="k2")
    assert len(p.shopper.carts) == 3 and stands(p.shopper) == {"a": 1}


def test_the_postcode_of_a_cart_is_the_one_asked_about_last_whatever_came_last() -> None:
    p = with_cart(None, "a")
    p.do(ev.ShippingQuoted, at=START + 2 * HOUR, postcode="600")
    p.do(ev.ShippingQuoted, at=START + HOUR, postcode="101")
    assert p.shopper.carts[0].postcode == "600"


def test_nine_carts_keep_the_eight_touched_last() -> None:
    p = tale()
    for n in range(9):
        add(p, "a", cart=f"k{n}", at=START + n * HOUR)
    assert [c.id for c in p.shopper.carts] == [f"k{n}" for n in range(1, 9)]


@settings(max_examples=100)
@given(st.permutations(range(MOST_OPS - 4)))
def test_many_operations_fold_to_the_same_cart_in_any_order(order: list[int]) -> None:
    cart: tuple[carts.Cart, ...] = ()
    for n in order:
        op = carts.Op(START + n * HOUR, f"i{n}", "remove" if n % 3 == 2 else "add", (ev.Line("ab"[n % 2]),))
        cart = carts.record(cart, "-", op)
    # 60 operations: of every three two add and one removes, and a removal from an empty line takes nothing.
    assert sum(line.quantity for line in fold(cart[0]).lines) == 20


def test_the_oldest_half_becomes_one_operation_and_later_news_of_it_is_too_late() -> None:
    cart: tuple[carts.Cart, ...] = ()
    for n in range(200):
        cart = carts.record(cart, "-", carts.Op(START + n * HOUR, f"i{n}", "add", (ev.Line("a"),)))
    assert len(cart[0].ops) <= MOST_OPS and fold(cart[0]).lines[0].quantity == 200
    late = carts.Op(START, "late", "add", (ev.Line("a"),))
    assert carts.record(cart, "-", late) == cart


def test_a_huge_cart_and_a_wrong_clock_are_cut_to_what_can_be() -> None:
    p = tale()
    lines = tuple(ev.Line(f"p{n}", 10**30, price=10**30) for n in range(1000))
    p.do(ev.CartUpdated, at=START + 4000 * DAY, lines=lines)
    standing = fold(p.shopper.carts[0])
    assert len(standing.lines) == 200 and standing.touched == p.now
    assert carts.value(standing) < 2**63
    p.sleep(p.now + 3 * DAY)
    assert len(asks(p)) == 1
