"""Whether, when and on what ground the first letter about a cart is written."""

from datetime import UTC, datetime, timedelta

import core_shops
import pytest
from core_tale import DAY, HOUR, add, answer, ask_written, asks, reason, say, tale, talk, wanted, with_cart, withdrawn

from softsell.core import events as ev
from softsell.core.outreach import Elsewhere, Reason, capped, jurisdiction, last_look
from softsell.core.shop import Caps, Shop
from softsell.core.step import due
from softsell.values import Items

shop = core_shops.shop


def named(ask: object) -> set[str]:
    return {
        i.product_id
        for m in ask.meanings  # type: ignore[attr-defined]
        for slot in m.slots.values()
        if isinstance(slot, Items)
        for i in slot.items
    }


def test_the_first_letter_comes_the_morning_after_a_day_and_asks_one_thing() -> None:
    p = with_cart()
    p.sleep(p.now + 7 * DAY)
    assert [entry.now for entry in p.log if entry.effects][:1] == [datetime(2026, 3, 4, 9, 30, tzinfo=UTC)]
    assert [m.kind for m in asks(p)[0].meanings] == [
        "subject-ask", "greeting", "ask-open", "ask-trouble", "how-to-answer", "freedom-last", "sign",
    ]  # fmt: skip
    assert len(asks(p)) == 1


def test_no_setting_makes_the_first_letter_come_within_the_floor() -> None:
    p = with_cart(shop(wait_hours=0))
    at = due(p.shop, p.shopper)
    assert at is not None and at >= p.now + 2 * HOUR


def test_activity_moves_the_letter() -> None:
    p = with_cart()
    p.now += 22 * HOUR
    p.do(ev.CheckoutStep, step="2")
    assert due(p.shop, p.shopper) == datetime(2026, 3, 7, 9, 30, tzinfo=UTC)  # the 5th and 6th are holidays


def test_a_failed_payment_is_answered_sooner_as_service_without_promotion() -> None:
    p = with_cart()
    p.do(ev.PaymentFailed, reason="declined")
    assert due(p.shop, p.shopper) == p.now + HOUR
    ask = ask_written(p)
    kinds = [m.kind for m in ask.meanings]
    assert "ask-open-payment" in kinds and ask.arm == "service"
    assert not any(kind.startswith(("offer", "fix-")) for kind in kinds)
    assert "recommend" not in {c.id for c in ask.choices}


def test_a_fault_is_a_ground_only_where_the_place_allows_it() -> None:
    for country, expected in (("GB", ["service_error"]), ("IS", []), ("XX", [])):
        p = tale(consent=False, country=country)
        add(p)
        p.do(ev.ClientFailed, error_id="500")
        p.sleep(p.now + 5 * DAY)
        assert [a.basis for a in asks(p)] == expected


@pytest.mark.parametrize(
    ("country", "consent", "customer", "optin", "basis"),
    [
        ("IS", True, False, False, ["consent"]),
        ("IS", False, False, True, []),
        ("IS", False, True, True, ["soft_optin"]),
        ("IS", False, True, False, []),
        ("US", False, False, False, ["none"]),
        ("XX", False, True, True, []),  # a foreign place without a row is held to consent
        ("XX", True, False, False, ["consent"]),
    ],
)
def test_a_letter_rests_on_the_ground_its_place_asks_for(
    country: str, consent: bool, customer: bool, optin: bool, basis: list[str]
) -> None:
    p = with_cart(shop(soft_optin=optin), consent=consent, country=country, customer=customer)
    p.sleep(p.now + 5 * DAY)
    assert [a.basis for a in asks(p)] == basis
    assert basis or reason(p) == "no_basis"


def test_a_made_up_basis_is_no_ground_and_a_withdrawn_consent_ends_even_an_opt_out_area() -> None:
    for basis, country in (("service_error", "GB"), ("none", "US"), ("withdrawn", "US"), ("consent", "US")):
        p = tale(consent=False, country=country)
        p.do(ev.Identified, consent=ev.Consent(basis, p.now))
        add(p)
        p.sleep(p.now + 5 * DAY)
        assert [a.basis for a in asks(p)] == {"none": ["none"], "consent": ["consent"]}.get(basis, [])


def test_the_shops_own_country_governs_those_of_unknown_place() -> None:
    assert jurisdiction(shop().policy, "").id == "strict"
    assert jurisdiction(shop().policy, "us").id == "open"
    assert jurisdiction(shop(country="US").policy, "").id == "open"


@pytest.mark.parametrize(
    "address", ["", "nobody", "johnsmith@storebotmail.joonix.net", "x@joonix.net", "me@example.test"]
)
def test_machines_and_nobody_are_never_written_to(address: str) -> None:
    p = with_cart(address=address)
    p.sleep(p.now + 5 * DAY)
    assert asks(p) == [] and reason(p) in ("no_address", "test_address")


def test_a_suspect_is_neither_asked_nor_assigned_until_a_person_shows() -> None:
    p = with_cart()
    p.do(ev.Suspected, signs=("user-agent",))
    p.sleep(p.now + 3 * DAY)
    assert asks(p) == [] and p.shopper.arm == "" and reason(p) == "bot"
    p.do(ev.Suspected, human=True)
    p.sleep(p.now + 2 * DAY)
    assert len(asks(p)) == 1


def test_five_refused_payments_in_an_hour_are_a_machine() -> None:
    p = with_cart()
    for _ in range(5):
        p.do(ev.PaymentFailed)
    p.sleep(p.now + 3 * DAY)
    assert asks(p) == [] and p.shopper.suspect == ("card_testing",)


def test_carts_from_before_the_installation_are_never_asked_about() -> None:
    p = with_cart(shop(installed_at=core_shops.START + HOUR))
    p.sleep(p.now + 10 * DAY)
    assert asks(p) == [] and reason(p) == "before_installation"
    add(p, "b")
    p.sleep(p.now + 3 * DAY)
    assert len(asks(p)) == 1


def test_a_bought_cart_is_never_asked_about() -> None:
    p = with_cart()
    p.now += HOUR
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    p.sleep(p.now + 10 * DAY)
    assert asks(p) == []


def test_a_letter_that_waits_is_withdrawn_when_the_cart_is_bought_under_another_key() -> None:
    p = with_cart()
    ask_written(p)
    assert last_look(p.shop, p.shopper, p.shopper.letters[0], Elsewhere(ordered_at=p.now), p.now) is Reason.BOUGHT
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    assert withdrawn(p) == ["bought"]


def test_a_partly_bought_cart_is_asked_about_anew_and_names_only_the_rest() -> None:
    p = with_cart(None, "a", "b")
    assert named(ask_written(p)) == {"a", "b"}
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    assert withdrawn(p) == ["changed"]
    p.sleep(p.now + 2 * DAY)
    assert named(asks(p)[-1]) == {"b"} and len(p.out) == 1


def test_of_several_carts_only_the_newest_is_asked_about() -> None:
    p = tale()
    add(p, "a", cart="k1")
    add(p, "b", cart="k2", at=p.now + HOUR)
    p.sleep(p.now + 20 * DAY)
    assert [a.cart_id for a in asks(p)] == ["k2"]


@pytest.mark.parametrize("how", ["stop", "unsubscribe", "complaint", "bounce", "no"])
def test_a_no_before_the_letter_goes_out_withdraws_it_and_one_before_it_prevents_it(how: str) -> None:
    def refuse(p: core_shops.Shop) -> None:
        match how:
            case "stop":
                answer(p, "stop", "garbage", channel="mail")
            case "unsubscribe":
                p.do(ev.Unsubscribed)
            case "complaint":
                p.do(ev.Complained)
            case "bounce":
                p.do(ev.Bounced, effect="", permanent=True)
            case _:
                answer(p, "no")

    p = with_cart()
    ask_written(p)
    refuse(p)
    assert len(withdrawn(p)) == 1
    q = with_cart()
    refuse(q)
    q.sleep(q.now + 10 * DAY)
    assert asks(q) == []


def test_a_later_consent_with_its_text_lifts_a_stop_and_a_bare_flag_does_not() -> None:
    for text, letters in (("yes, write to me again", 1), ("", 0)):
        p = with_cart()
        p.do(ev.Unsubscribed)
        p.now += HOUR
        p.do(ev.Identified, consent=ev.Consent("consent", p.now, text=text))
        p.sleep(p.now + 4 * DAY)
        assert len(asks(p)) == letters


def test_a_consent_dated_ahead_does_not_outlive_a_stop() -> None:
    p = with_cart()
    p.do(ev.Identified, consent=ev.Consent("consent", p.now + 20 * HOUR, text="yes"))
    p.now += HOUR
    p.do(ev.Unsubscribed)
    p.do(ev.Identified, name="Jón")
    assert p.shopper.stopped_at is not None


def test_a_person_holding_the_talk_and_a_talk_that_goes_on_keep_the_letter_back() -> None:
    p = with_cart()
    ask_written(p)
    p.do(ev.TookOver, by="anna")
    assert withdrawn(p) == ["with_person"]
    q = with_cart()
    ask_written(q)
    answer(q, "recommend")
    assert withdrawn(q) == ["in_conversation"]


def test_out_of_stock_carts_are_not_asked_about() -> None:
    p = with_cart(None, "gone")
    p.sleep(p.now + 4 * DAY)
    assert asks(p) == [] and reason(p) == "unavailable"


def test_a_paused_shop_waits_and_a_letter_too_late_is_dropped() -> None:
    p = with_cart(shop(paused=True))
    p.sleep(p.now + 3 * DAY, most=50)
    assert reason(p) == "paused"
    p.sleep(p.now + 10 * DAY, most=50)
    assert asks(p) == [] and reason(p) == "too_late"


def _follow(**changes: object) -> Shop:
    return shop(follow_up_hours=72, caps=Caps(1, 3, 5), holidays={}, **changes)


def test_a_follow_up_comes_once_and_only_with_new_help() -> None:
    p, q = with_cart(_follow()), with_cart(_follow())
    p.do(ev.ShippingQuoted, postcode="101")
    for each in (p, q):
        each.sleep(each.now + 30 * DAY, most=50)
    assert [a.touch for a in asks(p)] == [1, 2] and [a.touch for a in asks(q)] == [1]
    first, second = asks(p)
    assert "freedom-once" in {m.kind for m in first.meanings}
    assert {"ask-follow-up", "fix-cost_total", "freedom-last"} <= {m.kind for m in second.meanings}
    assert reason(q) == "no_new_help"


def test_a_first_letter_that_promised_to_be_the_last_keeps_its_word_when_the_setting_changes() -> None:
    p = with_cart(shop(holidays={}))
    p.do(ev.ShippingQuoted, postcode="101")
    p.sleep(p.now + 2 * DAY)
    p.shop = _follow()
    p.sleep(p.now + 30 * DAY, most=50)
    assert [a.touch for a in asks(p)] == [1]


def test_no_follow_up_after_an_answer_nor_on_the_ground_of_a_fault() -> None:
    p = with_cart(_follow())
    p.do(ev.ShippingQuoted, postcode="101")
    p.sleep(p.now + 2 * DAY)
    answer(p, "just_looking")
    p.sleep(p.now + 60 * DAY, most=50)
    assert [a.touch for a in asks(p)] == [1]
    q = tale(_follow(), consent=False, country="GB")
    add(q)
    q.do(ev.ShippingQuoted, postcode="101")
    q.do(ev.PaymentFailed)
    q.sleep(q.now + 30 * DAY, most=50)
    assert [(a.touch, a.basis) for a in asks(q)] == [(1, "service_error")]


def test_caps_move_a_letter_and_do_not_drop_it() -> None:
    p = tale(shop(wait_hours=2, holidays={}, drop_hours=400))
    sent: list[datetime] = []
    for n in range(4):
        add(p, "abcd"[n], cart=f"k{n}")
        p.sleep(p.now + 4 * DAY, most=20)
        sent = list(p.out)
    assert len(sent) >= 2
    for at in sent:
        assert sum(at - 7 * DAY < t <= at for t in sent) <= 2
    p.sleep(p.now + 10 * DAY, most=20)
    assert len(p.out) > len(sent) or len(sent) == 4


def test_room_under_every_cap_is_found_at_once_and_starves_nobody() -> None:
    policy, now = shop().policy, core_shops.START
    assert capped(policy, (), now) is None
    assert capped(policy, (now - HOUR,), now) == now - HOUR + DAY
    assert capped(policy, (now - 2 * DAY, now - 3 * DAY), now) == now - 3 * DAY + 7 * DAY
    times = tuple(now - n * DAY for n in range(60))
    free = capped(policy, times, now)
    assert free is not None and capped(policy, times, free + timedelta(seconds=1)) is None
    none = shop(caps=Caps(0, 0, 0)).policy
    assert capped(none, (), now) == now + 30 * DAY


def test_the_last_look_refuses_what_changed_and_the_core_looks_again_later() -> None:
    p = with_cart()
    ask_written(p)
    letter, quiet = p.shopper.letters[0], p.now.replace(hour=23)
    look = [
        last_look(p.shop, p.shopper, letter, Elsewhere(suppressed="x"), p.now),
        last_look(p.shop, p.shopper, letter, Elsewhere(cart_claimed=True), p.now),
        last_look(p.shop, p.shopper, letter, Elsewhere(letters=(p.now - HOUR,)), p.now),
        last_look(p.shop, p.shopper, letter, Elsewhere(), quiet),
        last_look(p.shop, p.shopper, letter, Elsewhere(), p.now),
    ]
    assert look == [Reason.SUPPRESSED, Reason.ALREADY_ASKED, Reason.CAP, Reason.QUIET_HOURS, None]
    p.do(ev.Skipped, effect=letter.effect, reason="quiet_hours")
    at = due(p.shop, p.shopper)
    assert at is not None and p.now < at < p.now + 5 * DAY


def test_a_skip_that_comes_after_the_letter_went_out_does_not_free_the_cart() -> None:
    p = with_cart()
    p.sleep(p.now + 3 * DAY)
    name = p.shopper.letters[0].effect
    for kind, more in ((ev.Skipped, {"reason": "cap"}), (ev.Held, {"rule": "x"}), (ev.Ghosted, {})):
        p.do(kind, effect=name, **more)
    p.sleep(p.now + 4 * DAY)
    assert p.shopper.letters[0].status == "sent" and len(asks(p)) == 1


def test_a_letter_that_crossed_its_withdrawal_counts_and_its_successor_is_withdrawn() -> None:
    p = with_cart(None, "a", "b")
    first = ask_written(p)
    name = p.shopper.letters[0].effect
    p.do(ev.Ordered, order_id="o", lines=(ev.Line("a"),))
    p.wake()
    assert len(asks(p)) == 2 and first is not asks(p)[1]
    p.do(ev.Sent, effect=name)
    assert withdrawn(p) == ["changed", "already_asked"]


def test_an_uncertain_end_is_never_sent_again() -> None:
    p = with_cart(shop(follow_up_hours=24))
    ask_written(p)
    p.deliver(how=5)
    p.sleep(p.now + 20 * DAY, most=30)
    assert len(asks(p)) == 1 and p.shopper.letters[0].status == "unsure"


def test_a_buyer_with_orders_is_still_asked_about_a_new_cart() -> None:
    p = tale()
    p.do(ev.Ordered, at=p.now - 30 * DAY, order_id="old", lines=(ev.Line("a"),))
    add(p, "a")
    p.sleep(p.now + 4 * DAY)
    assert len(asks(p)) == 1


def test_after_later_the_cart_rests() -> None:
    p = with_cart()
    say(p, "maybe later")
    assert talk(p).state == "resting" and wanted(p) == []
    p.sleep(p.now + 5 * DAY)
    assert asks(p) == []
