"""A letter of ours goes out over SMTP, is answered, and the answer is known for what it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import softsell.mail
from softsell.core.events import Bounced, Said
from softsell.mail.catcher import Catcher
from softsell.mail.compose import compose, frame, plain
from softsell.mail.letter import Letter, Part
from softsell.mail.read import Ignored, Reply, read
from softsell.mail.smtp import Outbox
from softsell.tokens import message_id, reply_address

SECRET = b"the secret of the round trip...."
NOW = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)
FRAME = frame((Path(softsell.mail.__path__[0]) / "letter.html").read_text("utf-8"))
LETTER = Letter(
    language="is", from_name="Norðurljós", from_address="svar@nordurljos.is", to_address="jon@example.is",
    reply_to=reply_address(SECRET, "svar@nordurljos.is", "jon/1/0"), subject="Spurning um körfuna þína",
    blocks=(Part("para", "Hæ Jón,"), Part("question", "Kom eitthvað upp á?")), footer=("Norðurljós ehf.",),
    answers=(("Heildarverðið", "https://nordurljos.is/t/1"),), unsubscribe_url="https://nordurljos.is/stop/1",
    unsubscribe_label="Hætta að fá bréf", message_id=message_id(SECRET, "nordur/jon/1/0", "nordurljos.is"), date=NOW,
)  # fmt: skip


def reading(raw: bytes) -> Reply | Ignored:
    return read(
        raw, secret=SECRET, base_address="svar@nordurljos.is", received_at=NOW, addressee=lambda data: "jon@example.is"
    )


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with Catcher(tmp_path_factory.mktemp("mail")) as catcher, Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        outbox.send(LETTER.reply_to, LETTER.to_address, compose(LETTER, FRAME))
        return catcher.letters()[0]


def test_our_own_letter_coming_back_is_a_loop(caught: bytes) -> None:
    found = reading(caught)
    assert isinstance(found, Ignored)
    assert found.reason == "loop"


@pytest.mark.parametrize("quote", ["> ", ""])
def test_what_our_letter_says_is_never_taken_for_the_answer(quote: str) -> None:
    above = "mán., 8. jún. 2026 kl. 10:12 skrifaði Norðurljós <svar@nordurljos.is>:"
    quoted = "\n".join((quote + line).rstrip() for line in plain(LETTER).split("\n"))
    head = f"From: jon@example.is\nTo: {LETTER.reply_to}\nMessage-ID: <1@example.is>\nIn-Reply-To: {LETTER.message_id}"
    kind = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8"
    found = reading(f"{head}\n{kind}\n\nHún er of þung fyrir mig.\n\n{above}\n\n{quoted}".encode())
    assert isinstance(found, Reply)
    assert found.data == "nordur/jon/1/0"
    (said,) = found.events
    assert isinstance(said, Said)
    assert said.text == "Hún er of þung fyrir mig."
    assert said.trusted


def test_our_letter_coming_back_with_a_report_is_a_bounce(caught: bytes) -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.example.is\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.is\r\n\r\n"
        b"Final-Recipient: rfc822; jon@example.is\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--r\r\nContent-Type: message/rfc822\r\n\r\n" + caught + b"\r\n--r--\r\n"
    )
    found = reading(raw)
    assert isinstance(found, Reply)
    (bounced,) = found.events
    assert isinstance(bounced, Bounced)
    assert (bounced.effect, bounced.permanent) == ("nordur/jon/1/0", True)
