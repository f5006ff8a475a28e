"""Letters of ordinary make are parsed as the standard library parses them; what it would take minutes for is cut off first."""

from email import message_from_bytes
from pathlib import Path

import pytest

from softsell.mail.reading.parse import LONGEST_FIELD, MOST_BOUNDARIES, parse
from softsell.mail.reading.text import body

RAW = sorted((Path(__file__).parent).rglob("*.eml"))


def test_there_are_letters_to_try() -> None:
    assert len(RAW) > 200


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_an_ordinary_letter_is_parsed_as_it_stands(ends: bytes) -> None:
    for path in RAW:
        raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ends)
        assert parse(raw).as_bytes() == message_from_bytes(raw).as_bytes(), path


@pytest.mark.parametrize("name", ["Content-Type", "content-disposition"])
def test_parameters_without_end_are_cut(name: str) -> None:
    many = "; ".join(f'name*{n}="a"' for n in range(50_000))
    for field in (
        f"{name}: text/plain; {many}",
        f"{name}: text/plain;\n {many.replace('; ', chr(59) + chr(10) + ' ')}",
    ):
        message = parse(f"Subject: a\n{field}\nX-After: b\n\nhello\n".encode())
        assert len(str(message[name])) <= LONGEST_FIELD
        assert (message["Subject"], message["X-After"], body(message).strip()) == ("a", "b", "hello")


def test_parts_without_end_are_cut_and_the_first_ones_read() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nthe first\n" + b"--b\n\nx\n" * 200_000
    message = parse(raw)
    assert 0 < len(message.get_payload()) <= MOST_BOUNDARIES
    assert body(message).startswith("the first")


def test_a_text_with_many_dashes_is_not_touched() -> None:
    raw = b"Subject: a list\n\n" + b"-- an item\n" * MOST_BOUNDARIES
    assert parse(raw).get_payload() == message_from_bytes(raw).get_payload()
