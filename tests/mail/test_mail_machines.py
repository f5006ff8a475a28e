"""Letters of machines, and letters of people that come near: no person is lost, and hardly a machine is missed."""

import email
import re
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.advise.reading.refusing import says_stop as reader_says_stop
from softsell.mail.reading.machine import SIGNS, machine
from softsell.mail.reading.notices import notice
from softsell.mail.reading.stop import says_stop
from softsell.mail.reading.text import body, header

HERE = Path(__file__).parent / "machines"


def letters(kind: str) -> list[tuple[str, bytes]]:
    """The letters of a kind: half of them were looked at while the rules were written ("seen"), half were not ("kept")."""
    found = []
    for half in ("seen", "kept"):
        for chunk in re.split(r"(?m)^=== ", (HERE / f"{kind}_{half}.txt").read_text("utf-8"))[1:]:
            name, _, raw = chunk.partition("\n")
            found.append((f"{half}-{name}", raw.encode()))
    return found


def second(kind: str) -> list[tuple[str, bytes]]:
    """The letters of a kind by another hand, written before their writer saw a rule; the later two sets between mendings."""
    found = []
    for part in ("second", "second_fresh", "second_last"):
        for chunk in re.split(r"(?m)^=== ", (HERE / f"{part}_{kind}.txt").read_text("utf-8"))[1:]:
            name, _, raw = chunk.partition("\n")
            found.append((f"{part}-{name}", raw.encode()))
    return found


def sign(raw: bytes) -> str:
    message = email.message_from_bytes(raw)
    sender = parseaddr(header(message, "From"))[1].lower()
    return machine(message, sender, header(message, "Subject"), body(message))


def test_the_set_is_as_large_as_it_was_when_it_was_frozen() -> None:
    assert len(letters("machine")) == 110
    assert len(letters("human")) == 98


def test_machines_are_known_and_the_sign_is_said() -> None:
    signs = [(name, sign(raw)) for name, raw in letters("machine")]
    assert {found for _, found in signs} <= {"", *SIGNS}
    missed = [name for name, found in signs if not found]
    assert len(missed) <= len(signs) // 100, missed


@pytest.mark.parametrize(("name", "raw"), letters("human"), ids=[name for name, _ in letters("human")])
def test_no_letter_of_a_person_is_lost(name: str, raw: bytes) -> None:
    assert sign(raw) == "", name


def test_a_second_hand_finds_hardly_a_machine_missed() -> None:
    assert len(second("machine")) == 165
    missed = [name for name, raw in second("machine") if not sign(raw)]
    assert len(missed) <= 4, missed
    assert not [name for name in missed if name.startswith("second-")]


@pytest.mark.parametrize(("name", "raw"), second("human"), ids=[name for name, _ in second("human")])
def test_a_second_hand_finds_no_person_lost(name: str, raw: bytes) -> None:
    assert sign(raw) == "", name


THANKS = ("Thanks for your message.", "Takk fyrir póstinn.", "Danke für Ihre Nachricht.", "Tack för ditt mejl.")
AWAY = (
    "I am on holiday until 4 May.",
    "Ég er í fríi til 4. maí.",
    "Ich bin im Urlaub bis 4. Mai.",
    "Jag är på semester.",
)


@given(
    st.sampled_from(THANKS),
    st.sampled_from(AWAY),
    st.sampled_from(["", "The price.", "Verðið.", "Der Preis.", "Blue?"]),
)
def test_thanks_and_a_holiday_alone_are_never_a_notice(thanks: str, away: str, more: str) -> None:
    assert not notice(f"{thanks} {away} {more}")


def stop_lines(kind: str) -> list[str]:
    lines = (HERE / "second_stop.txt").read_text("utf-8").splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith(f"{kind}: ")]


@pytest.mark.parametrize("text", stop_lines("no"))
def test_a_no_of_the_second_hand_is_heard(text: str) -> None:
    assert says_stop(text)


@pytest.mark.parametrize("text", stop_lines("near"))
def test_what_only_comes_near_a_no_is_none(text: str) -> None:
    assert not says_stop(text)


@pytest.mark.parametrize("text", [*stop_lines("no"), *stop_lines("near")])
def test_the_final_no_of_a_letter_is_a_no_to_the_reader_of_sentences_too(text: str) -> None:
    assert not says_stop(text) or reader_says_stop(text)


def test_asking_for_silence_is_no_sign() -> None:
    assert sign(b"From: a@b.example\nSubject: Re: x\nX-Auto-Response-Suppress: All\n\nDo you have it in blue?\n") == ""
