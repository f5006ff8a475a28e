"""Arms by hash."""

import core_shops
import pytest
from core_tale import DAY, asks, with_cart
from hypothesis import given
from hypothesis import strategies as st

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.experiment import arm, bucket


@given(st.text(max_size=80), st.text(max_size=30), st.floats(0, 1))
def test_the_same_person_is_always_in_the_same_arm(salt: str, key: str, holdout: float) -> None:
    assert arm(salt, key, holdout) == arm(salt, key, holdout)
    assert 0 <= bucket(salt, key) < 1
    assert arm(salt, key, 0.0) == "treated" and arm(salt, key, 1.0) == "holdout"


@given(st.text(max_size=30), st.floats(0, 1), st.floats(0, 1))
def test_raising_the_share_moves_nobody_out_of_the_holdout(key: str, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert arm("s", key, low) == "treated" or arm("s", key, high) == "holdout"


def test_the_shares_are_as_asked_for_and_salts_are_independent() -> None:
    held = [n for n in range(20_000) if arm("one", f"u{n}", 0.2) == "holdout"]
    both = [n for n in held if arm("two", f"u{n}", 0.2) == "holdout"]
    assert len(held) == pytest.approx(4000, abs=250) and len(both) == pytest.approx(800, abs=130)


def test_both_arms_are_recorded_at_the_moment_of_intended_treatment() -> None:
    for share, expected in ((0.0, "treated"), (1.0, "holdout")):
        p = with_cart(core_shops.shop(holdout=share))
        p.sleep(p.now + 3 * DAY)
        assigned = [e for entry in p.log for _, e in entry.effects if isinstance(e, ef.Assigned)]
        assert [e.arm for e in assigned] == [expected] == [a.arm for a in asks(p)]
        assert [type(e) for e in p.done if isinstance(e, (ev.Sent, ev.Ghosted))] == [
            ev.Ghosted if expected == "holdout" else ev.Sent
        ]


def test_help_with_a_fault_is_not_held_out() -> None:
    p = with_cart(core_shops.shop(holdout=1.0))
    p.do(ev.PaymentFailed, reason="declined")
    p.sleep(p.now + 3 * DAY)
    assert [a.arm for a in asks(p)] == ["service"] and p.shopper.arm == ""
