"""What a shop says of somebody: identity, traits, consent, and signs of a machine."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from softsell.core import events as core
from softsell.core.identity import Who, resolve
from softsell.errors import BadRequest
from softsell.shops import segment

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def parse(value: Any, call: str = "track", **more: Any) -> segment.Parsed:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return segment.parse(body, call=call, received_at=NOW, write_key="wk", **more)


def told(parsed: segment.Parsed) -> list[core.Event]:
    return [arrival.event for arrival in parsed.arrivals]


def field_of(value: Any, call: str = "track") -> str:
    with pytest.raises(BadRequest) as caught:
        parse(value, call)
    return caught.value.field


def test_traits_of_an_identify_are_read() -> None:
    traits = {
        "email": "Anna@Example.IS", "firstName": "Anna", "name": "Anna Jónsdóttir", "phone": "5551234", "locale": "is-IS",
        "timezone": "Atlantic/Reykjavik", "address": {"country": "is", "postalCode": 101}, "orders_count": 2,
        "marketing_consent": {"basis": "consent", "text": "Já takk", "at": "2026-01-01T00:00:00Z", "source": "checkout"},
    }  # fmt: skip
    (arrival,) = parse({"userId": "42", "anonymousId": "a1", "messageId": "i1", "traits": traits}, "identify").arrivals
    consent = core.Consent(basis="consent", text="Já takk", source="checkout", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert arrival.event == core.Identified(
        id="i1", at=NOW, name="Anna", address="Anna@example.is", language="is", timezone="Atlantic/Reykjavik",
        country="IS", postcode="101", consent=consent, customer=True,
    )  # fmt: skip
    assert arrival.who == Who("42", "a1", "Anna@example.is", True)


def test_consent_is_yes_no_or_a_proof() -> None:
    def consent(value: Any) -> core.Consent | None:
        event = told(parse({"userId": "1", "traits": {"marketing_consent": value}}, "identify"))[0]
        assert isinstance(event, core.Identified)
        return event.consent

    assert consent(True) == core.Consent(basis="consent", at=NOW, source="segment identify")
    assert consent(False) == core.Consent(basis="withdrawn", at=NOW, source="segment identify")
    assert consent(None) is None
    future = consent({"basis": "soft_optin", "at": "2031-01-01T00:00:00Z"})
    assert future is not None and future.at == NOW
    for wrong in ("yes", 1, {"basis": "legitimate"}, {}, {"basis": "consent", "at": "soon"}):
        assert field_of({"userId": "1", "traits": {"marketing_consent": wrong}}, "identify").startswith(
            "traits.marketing"
        )


def test_an_address_joins_only_by_login_word_or_order() -> None:
    mail = {"email": "a@b.is"}
    verified = lambda body, call="track": parse(body, call).arrivals[0].who.verified  # noqa: E731
    assert verified({"userId": "1", "traits": mail}, "identify")
    assert not verified({"anonymousId": "1", "traits": mail}, "identify")
    assert verified({"anonymousId": "1", "traits": {**mail, "email_verified": True}}, "identify")
    assert not verified({"anonymousId": "1", "traits": {**mail, "email_verified": "true"}}, "identify")
    order = {"anonymousId": "1", "event": "Order Completed", "properties": {**mail, "order_id": "o"}}
    assert verified(order)
    assert not verified({**order, "properties": {**mail, "status": "checkout-draft"}})
    assert not verified({"userId": "1", "event": "Checkout Started", "properties": mail})
    assert verified({"userId": "1", "event": "Checkout Started", "context": {"traits": mail}})
    who = parse(order).arrivals[0].who
    assert {alias for alias, _ in resolve({}, who, "shop").claims} == {"anon:1", "mail:a@b.is"}


def test_an_alias_links_the_previous_id_to_the_user() -> None:
    (arrival,) = parse({"previousId": "anon", "userId": "42", "messageId": "m"}, "alias").arrivals
    assert (arrival.who, type(arrival.event)) == (Who("42", "anon"), core.Identified)
    browser = parse({"previousId": "41", "userId": "42", "anonymousId": "device"}, "alias").arrivals[0]
    assert browser.who == Who("42", "device")
    assert field_of({"userId": "42"}, "alias") == "previousId"
    assert field_of({"previousId": "42"}, "alias") == "userId"


def test_a_group_is_counted_and_not_kept() -> None:
    parsed = parse({"userId": "1", "groupId": "g", "traits": {"name": "Initech"}}, "group")
    assert (parsed.arrivals, parsed.unknown) == ((), {"(group)": 1})


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Jón Þór Ólafsson", "Jón Þór Ólafsson"), ("Mary-Jane O'Neill Jr.", "Mary-Jane O'Neill Jr."), ("王芳", "王芳"),
        ("Buy at http://x.example", ""), ("www.x.example", ""), ("A\nBcc: b@c.is", ""), ("R2D2", ""), ("x" * 61, ""),
    ],
)  # fmt: skip
def test_a_name_that_is_a_message_is_no_name(name: str, kept: str) -> None:
    event = told(parse({"userId": "1", "traits": {"name": name}}, "identify"))[0]
    assert isinstance(event, core.Identified) and event.name == kept


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a@b.is", "a@b.is"), (" jon@ÞINGVELLIR.is ", "jon@þingvellir.is"), ("a.b+c@sub.x-y.museum", "a.b+c@sub.x-y.museum"),
        ("a@b", ""), ("a@@b.is", ""), ("a b@c.is", ""), ("a@b.is\r\nBcc: c@d.is", ""), ("<a@b.is>", ""), (".a@b.is", ""),
        ("a..b@c.is", ""), ("a@-b.is", ""), ("a@1.2.3.4", ""), ("a" * 65 + "@b.is", ""), (7, ""), (None, ""), (["a@b.is"], ""),
    ],
)  # fmt: skip
def test_an_address_is_an_address(typed: Any, read: str) -> None:
    event = told(parse({"userId": "1", "traits": {"email": typed}}, "identify"))[0]
    assert isinstance(event, core.Identified) and event.address == read


def test_what_is_repeated_of_a_sender_is_stored_once_a_day() -> None:
    context = {"locale": "is-IS", "userAgent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}
    body = {"anonymousId": "a", "context": context}
    first, second = (told(parse({**body, "messageId": key}, "page")) for key in ("m1", "m2"))
    assert [type(event) for event in first] == [core.Suspected, core.Identified, core.Seen]
    assert [event.id for event in first[:2]] == [event.id for event in second[:2]]
    assert first[2].id != second[2].id
    later = told(parse({**body, "messageId": "m3", "timestamp": "2026-03-03T10:00:00Z"}, "page"))
    assert later[1].id != first[1].id


PHONE = "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "machine"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; Storebot-Google/1.0) Chrome/126", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0", True), ("curl/8.5.0", True), ("AhrefsBot/7.0", True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", False),
        (PHONE, False), ("", False),
    ],
)  # fmt: skip
def test_a_program_that_says_so_is_suspected(agent: str, machine: bool) -> None:
    events = told(parse({"anonymousId": "a", "context": {"userAgent": agent}}, "page"))
    assert any(isinstance(event, core.Suspected) for event in events) is machine


def test_the_requests_own_agent_counts_only_for_browsers() -> None:
    body = {"anonymousId": "a"}
    assert len(parse(body, "page", user_agent="ShopBot/1.0").arrivals) == 1
    assert told(parse(body, "page", user_agent="Mozilla/5.0 (compatible; bingbot/2.0)"))[0].signs == ("user-agent",)  # type: ignore[union-attr]


def test_blocked_domains_are_policy_and_roles_are_people() -> None:
    def signs(address: str, *blocked: str) -> tuple[str, ...]:
        events = told(parse({"userId": "1", "traits": {"email": address}}, "identify", blocked_domains=blocked))
        return next((event.signs for event in events if isinstance(event, core.Suspected)), ())

    assert signs("johnsmith9@storebotmail.joonix.net") == ("address",)
    assert signs("anna@shop.example") == signs("info@b.is") == ()
    assert signs("anna@shop.example", "example") == ("address",)
    assert signs("anna@notexample.com", "example.com") == ()
