"""Tokens can be read back by their maker for their purpose in their time, and in no other way."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.errors import ConfigError
from softsell.tokens import (
    bounce_address,
    message_id,
    parse_message_id,
    read_bounce_address,
    read_reply_address,
    reply_address,
    seal,
    unseal,
)

SECRET = b"a secret of the shop, kept safe."
NOW = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


@given(TEXTS, TEXTS)
def test_what_is_sealed_can_be_unsealed_for_its_purpose(purpose: str, data: str) -> None:
    assert unseal(SECRET, purpose, seal(SECRET, purpose, data), NOW) == data


@given(TEXTS, TEXTS, TEXTS)
def test_a_token_is_nothing_for_another_purpose(purpose: str, other: str, data: str) -> None:
    token = seal(SECRET, purpose, data)
    assert (unseal(SECRET, other, token, NOW) == data) == (purpose == other)


@settings(max_examples=60)
@given(TEXTS, st.booleans(), st.data())
def test_any_changed_bit_makes_a_token_worthless(data: str, dated: bool, draw: st.DataObject) -> None:
    token = seal(SECRET, "talk", data, NOW + timedelta(days=1) if dated else None)
    place = draw.draw(st.integers(0, len(token) - 1))
    for bit in range(7):
        flipped = token[:place] + chr(ord(token[place]) ^ 1 << bit) + token[place + 1 :]
        assert unseal(SECRET, "talk", flipped, NOW) is None


def test_every_character_of_a_token_counts_down_to_its_last_bit() -> None:
    token = seal(SECRET, "talk", "shop/ann/1/0")
    for place, letter in enumerate(token):
        for other in BASE64.replace(letter, ""):
            assert unseal(SECRET, "talk", token[:place] + other + token[place + 1 :], NOW) is None


@given(st.text(max_size=80))
def test_foreign_text_is_no_token(text: str) -> None:
    assert unseal(SECRET, "talk", text, NOW) is None
    assert parse_message_id(SECRET, text) is None
    assert read_reply_address(SECRET, text) is None
    assert read_reply_address(SECRET, f"reply+{text}@shop.is") is None


def test_a_shortened_lengthened_or_empty_token_is_none() -> None:
    token = seal(SECRET, "talk", "abc")
    for bad in ("", token[:-1], token[1:], token + "A", token + "=", f" {token}", token + "\n"):
        assert unseal(SECRET, "talk", bad, NOW) is None


@given(st.integers(1, 10**9), st.integers(-5, 5))
def test_a_token_ends_at_its_expiry(seconds: int, offset: int) -> None:
    expires = NOW + timedelta(seconds=seconds)
    read = unseal(SECRET, "page", seal(SECRET, "page", "x", expires), expires + timedelta(seconds=offset))
    assert read == ("x" if offset < 0 else None)


def test_a_naive_expiry_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        seal(SECRET, "page", "x", datetime(2026, 6, 8))


def test_another_secret_reads_nothing_and_an_empty_one_is_refused() -> None:
    assert unseal(b"other", "page", seal(SECRET, "page", "x"), NOW) is None
    assert parse_message_id(b"other", message_id(SECRET, "s/k/1/0", "shop.is")) is None
    assert read_reply_address(b"other", reply_address(SECRET, "reply@shop.is", "s/k/1/0")) is None
    with pytest.raises(ConfigError):
        seal(b"", "page", "x")


def test_tokens_are_compact_and_need_no_escaping_in_a_url() -> None:
    token = seal(SECRET, "unsubscribe", "nordur/4711")
    assert len(token) <= 40
    assert set(token) <= set(BASE64)


@given(TEXTS)
def test_a_message_id_gives_back_its_effect(effect: str) -> None:
    value = message_id(SECRET, effect, "shop.is")
    assert value == message_id(SECRET, effect, "shop.is")
    assert parse_message_id(SECRET, value) == effect
    assert parse_message_id(SECRET, f" {value[1:-1]} ") == effect


def test_a_message_id_is_made_of_dot_atoms_and_hides_the_key_from_a_glance() -> None:
    value = message_id(SECRET, "shop/ann@example.is/12/0", "shop.is")
    local = value[1:-1].split("@")[0]
    assert set(local) <= set(BASE64 + ".")
    assert "ann" not in value


def test_any_changed_character_makes_a_message_id_foreign() -> None:
    value = message_id(SECRET, "shop/ann/1/0", "shop.is")
    end = value.index("@")
    for place in range(1, end):
        for other in "Ab9-_.@/ ":
            if other != value[place]:
                assert parse_message_id(SECRET, value[:place] + other + value[place + 1 :]) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=22).filter(lambda text: len(text.encode()) <= 22))
def test_a_reply_address_survives_folded_case(data: str) -> None:
    address = reply_address(SECRET, "reply@Shop.is", data)
    assert len(address.split("@")[0]) <= 64
    for form in (address, address.lower(), address.upper(), f" {address} "):
        assert read_reply_address(SECRET, form) == data


@given(st.uuids(), st.integers(0, 99))
def test_a_uuid_fits_into_a_reply_address(key: UUID, seq: int) -> None:
    data = f"{key}/{seq}/0"
    address = reply_address(SECRET, "reply@shop.is", data)
    assert address.startswith("reply+")
    assert len(address.split("@")[0]) <= 64
    assert read_reply_address(SECRET, address) == data


def test_data_that_looks_packed_is_kept_as_it_is() -> None:
    data = "\x01018f3c6e"
    assert read_reply_address(SECRET, reply_address(SECRET, "r@shop.is", data)) == data


def test_any_changed_character_makes_a_reply_address_foreign() -> None:
    address = reply_address(SECRET, "reply@shop.is", "ann/1/0")
    for place in range(len("reply+"), address.index("@")):
        for other in BASE32.replace(address[place], ""):
            assert read_reply_address(SECRET, address[:place] + other + address[place + 1 :]) is None


def test_data_too_long_for_an_address_leaves_the_address_plain() -> None:
    assert reply_address(SECRET, "reply@shop.is", "x" * 40) == "reply@shop.is"
    assert read_reply_address(SECRET, "reply@shop.is") is None


@given(st.from_regex(r"[a-z]{1,4}/[uam][0-9a-f]{20}/[0-9]{1,4}/[0-9]", fullmatch=True))
def test_a_bounce_address_gives_back_its_letter_in_any_case(effect: str) -> None:
    address = bounce_address(SECRET, "bounce@Shop.is", effect)
    assert address.startswith("bounce+")
    assert len(address.split("@")[0]) <= 64
    for form in (address, address.lower(), address.upper()):
        assert read_bounce_address(SECRET, form) == effect


@given(st.text("abcdef0123456789-/\x01\x02", max_size=22))
def test_whatever_is_packed_into_an_address_comes_out_as_it_was(data: str) -> None:
    assert read_reply_address(SECRET, reply_address(SECRET, "r@shop.is", data)) == data


def test_a_letter_whose_id_is_too_long_bounces_by_its_shopper_and_then_plainly() -> None:
    key = "u0123456789abcdef0123"
    by_key = bounce_address(SECRET, "bounce@shop.is", f"{'long' * 9}/{key}/1/0")
    assert read_bounce_address(SECRET, by_key) == key
    assert bounce_address(SECRET, "bounce@shop.is", f"shop/{'x' * 60}/1/0") == "bounce@shop.is"
    assert read_bounce_address(SECRET, "bounce@shop.is") is None


def test_a_bounce_token_never_acts_as_a_reply_token_nor_the_other_way_round() -> None:
    effect = "main/u0123456789abcdef0123/1/0"
    bounce, reply = bounce_address(SECRET, "svar@shop.is", effect), reply_address(SECRET, "svar@shop.is", effect)
    assert bounce != reply
    assert read_reply_address(SECRET, bounce) is None
    assert read_bounce_address(SECRET, reply) is None
    assert read_bounce_address(b"another secret, as long as it must be", bounce) is None


def test_any_changed_character_makes_a_bounce_address_foreign() -> None:
    address = bounce_address(SECRET, "b@shop.is", "main/u0123456789abcdef0123/1/0")
    for place in range(len("b+"), address.index("@")):
        for other in BASE32.replace(address[place], ""):
            assert read_bounce_address(SECRET, address[:place] + other + address[place + 1 :]) is None
