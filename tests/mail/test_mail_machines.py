"""Letters of machines, and letters of people that come near: no person is lost, and hardly a machine is missed."""

import email
import re
from email.utils import parseaddr
from pathlib import Path

import pytest

from softsell.mail.reading.machine import SIGNS, machine
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


def test_asking_for_silence_is_no_sign() -> None:
    assert sign(b"From: a@b.example\nSubject: Re: x\nX-Auto-Response-Suppress: All\n\nDo you have it in blue?\n") == ""
